//! Markdown and what it becomes: Typst markup and HTML that no text can leave, and Markdown again.

use bespoke::markdown::{Prose, collapse, html_text, quote, typst_text};

use super::text;

/// Any text becomes markup that shows it and does nothing else.
pub fn markdown(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let literal = Prose::literal(text);
    assert_eq!(literal.plain(), collapse(text));
    for prose in [Prose::parse(text), Prose::link("here", text), literal] {
        let plain = prose.plain();
        assert_eq!(shown_by_typst(&prose.typst()), spaced(&plain).replace(['\u{2028}', '\u{2029}'], " "));
        assert_eq!(shown_by_html(&prose.html()), spaced(&plain));
        let again = Prose::parse(&prose.markdown());
        assert_eq!(again.plain(), plain, "{:?}", prose.markdown());
        assert_eq!(again.links(), prose.links(), "{:?}", prose.markdown());
        let stretches = prose.split_around("[", "]");
        let parts: String = stretches.iter().map(|(_, part)| part.plain()).collect();
        let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(words(&parts), words(&plain));
    }
    // What templates set is escaped character by character and may have line ends.
    assert_eq!(shown_by_typst(&typst_text(text)), spaced(text).replace(['\u{2028}', '\u{2029}'], " "));
    assert_eq!(shown_by_html(&html_text(text)), spaced(text));
    let quoted = quote(text);
    assert_eq!(string(&quoted), (spaced(text).replace(['\u{2028}', '\u{2029}'], " "), ""));
}

/// A text with a space for each control character.
fn spaced(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What Typst shows of markup that is made of string expressions in the five functions that are known, and of
/// nothing else: no character of a text may stand outside of a string.
fn shown_by_typst(markup: &str) -> String {
    let (mut shown, mut rest, mut open) = (String::new(), markup, 0_usize);
    while !rest.is_empty() {
        let call = ["#box[", "#strong[", "#emph["].into_iter().find_map(|call| rest.strip_prefix(call));
        if let Some(inner) = call {
            open += 1;
            rest = inner;
        } else if let Some(after) = rest.strip_prefix(']') {
            open = open.checked_sub(1).unwrap_or_else(|| panic!("a bracket closes nothing: {markup}"));
            rest = after;
        } else if let Some(url) = rest.strip_prefix("#link(") {
            let (_, after) = string(url);
            open += 1;
            rest = expected(after, ")[");
        } else if let Some(code) = rest.strip_prefix("#raw(") {
            let (text, after) = string(code);
            shown += &text;
            rest = expected(after, ");");
        } else {
            let (text, after) = string(expected(rest, "#"));
            shown += &text;
            rest = expected(after, ";");
        }
    }
    assert_eq!(open, 0, "a bracket is never closed: {markup}");
    shown
}

/// What follows something that has to stand at the start.
fn expected<'a>(text: &'a str, start: &str) -> &'a str {
    text.strip_prefix(start).unwrap_or_else(|| panic!("{start:?} is missing before {text:?}"))
}

/// The text of the string literal that starts here, and what follows it.
fn string(text: &str) -> (String, &str) {
    let inner = expected(text, "\"");
    let mut shown = String::new();
    let mut chars = inner.chars();
    loop {
        match chars.next().unwrap_or_else(|| panic!("a string is never closed: {text}")) {
            '"' => return (shown, chars.as_str()),
            '\\' => match chars.next() {
                Some(escaped @ ('"' | '\\')) => shown.push(escaped),
                other => panic!("{other:?} is escaped in {text}"),
            },
            c if c.is_control() => panic!("{c:?} stands in a string"),
            c => shown.push(c),
        }
    }
}

/// What a browser shows of HTML that is made of the four elements that are known, and of nothing else.
fn shown_by_html(html: &str) -> String {
    let mut open: Vec<&str> = Vec::new();
    let mut shown = String::new();
    let mut parts = html.split('<');
    let mut add = |text: &str| {
        assert!(!text.contains(['>', '"', '\'']), "a mark is not escaped: {html}");
        let mut parts = text.split('&');
        shown.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (name, rest) = part.split_once(';').unwrap_or_else(|| panic!("a bare ampersand: {html}"));
            let known = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("#39", '\'')];
            let (_, c) = known.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("&{name};"));
            shown.push(*c);
            shown.push_str(rest);
        }
    };
    add(parts.next().unwrap_or_default());
    for part in parts {
        let (tag, text) = part.split_once('>').unwrap_or_else(|| panic!("a tag is never closed: {html}"));
        match tag {
            "strong" | "em" | "code" => open.push(tag),
            _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(&tag[1..]), "{html}"),
            _ => {
                let url = tag.strip_prefix("a href=\"").and_then(|tag| tag.strip_suffix('"'));
                let url = url.unwrap_or_else(|| panic!("<{tag}> is no tag of ours"));
                let scheme = url.split(':').next().unwrap_or_default().to_ascii_lowercase();
                assert!(["https", "http", "mailto", "tel"].contains(&scheme.as_str()), "{url}");
                assert!(!url.contains('"') && !open.contains(&"a"), "{html}");
                open.push("a");
            }
        }
        add(text);
    }
    assert!(open.is_empty(), "{open:?} are never closed: {html}");
    shown
}
