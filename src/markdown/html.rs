//! Inline tree to HTML.

use super::Inline;

/// HTML that shows a plain text exactly as it is written, in content and in quoted attributes.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML has no way to write most of them.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// HTML for a sequence of spans.
pub(super) fn markup(inlines: &[Inline]) -> String {
    let mut out = String::new();
    write(inlines, &mut out);
    out
}

fn write(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) => out.push_str(&text(words)),
            Inline::Code(words) => out.push_str(&format!("<code>{}</code>", text(words))),
            Inline::Strong(children) => wrapped("strong", children, out),
            Inline::Emph(children) => wrapped("em", children, out),
            Inline::Link { url, children } => {
                out.push_str(&format!("<a href=\"{}\">", text(url)));
                write(children, out);
                out.push_str("</a>");
            }
        }
    }
}

fn wrapped(name: &str, children: &[Inline], out: &mut String) {
    out.push_str(&format!("<{name}>"));
    write(children, out);
    out.push_str(&format!("</{name}>"));
}

#[cfg(test)]
mod tests {
    use super::super::Prose;

    #[test]
    fn spans_become_elements_and_everything_else_is_text() {
        insta::assert_snapshot!(
            Prose::parse("Grew **A&B** *fast*, <b>`x<y`</b>; \"see\" [it](https://example.com/?a=1&b='2').").html(),
            @r##"Grew <strong>A&amp;B</strong> <em>fast</em>, &lt;b&gt;<code>x&lt;y</code>&lt;/b&gt;; &quot;see&quot; <a href="https://example.com/?a=1&amp;b=&#39;2&#39;">it</a>."##
        );
    }
}
