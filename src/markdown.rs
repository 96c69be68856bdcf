//! Inline Markdown: the only place where a person's text becomes markup.
//!
//! A prose field is parsed by pulldown-cmark into a closed tree of four kinds of span. Whatever is not
//! one of them (HTML, headings, lists) is text and appears as it was typed. Each field is parsed alone.

mod html;
mod typst;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::finding::{Code, Finding};

pub use html::text as html_text;
pub use typst::{quote, text as typst_text};

/// A span of inline text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Plain characters.
    Text(String),
    /// Strong importance.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emph(Vec<Inline>),
    /// A piece of code or a literal name.
    Code(String),
    /// A link to a page, a mailbox or a telephone.
    Link {
        /// The destination.
        url: String,
        /// What is shown.
        children: Vec<Inline>,
    },
}

impl Inline {
    /// What is in it, if it is strong.
    fn unless_strong(self) -> Vec<Self> {
        if let Self::Strong(children) = self { children } else { vec![self] }
    }

    /// What is in it, if it is emphasised.
    fn unless_emph(self) -> Vec<Self> {
        if let Self::Emph(children) = self { children } else { vec![self] }
    }
}

/// One field of inline Markdown, parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Prose {
    inlines: Vec<Inline>,
    /// Where links would have led that are only their words.
    refused: Vec<String>,
}

/// In front of a field it keeps Markdown's block syntax (`1. `, `# `, `- `) from applying, and counts as
/// punctuation, so that emphasis opens exactly where it would at the start of a line.
const GUARD: char = '.';

/// The schemes of addresses that a reader may be sent to; any other may open a file or run a program.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// How deep spans may nest; what is deeper is text.
const MAX_DEPTH: usize = 16;

impl Prose {
    /// Parses one field. Line breaks become spaces; nothing fails.
    pub fn parse(source: &str) -> Self {
        let source = multiplied(&collapse(source));
        let guarded = format!("{GUARD}{source}");
        let mut stack: Vec<Vec<Inline>> = vec![Vec::new()];
        // Tags that are open; what is none of the spans, or is too deep, is skipped. A link has no link within.
        let mut opened: Vec<Option<Tag<'_>>> = Vec::new();
        let mut in_link = false;
        let mut refused = Vec::new();
        for event in Parser::new_ext(&guarded, Options::empty()) {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Start(tag) => {
                    let is_link = match &tag {
                        Tag::Link { dest_url, .. } if !is_followed(&collapse(dest_url)) => {
                            refused.push(collapse(dest_url));
                            false
                        }
                        Tag::Link { .. } => !in_link,
                        _ => false,
                    };
                    let is_span = matches!(tag, Tag::Strong | Tag::Emphasis) || is_link;
                    let is_kept = is_span && stack.len() <= MAX_DEPTH;
                    if is_kept {
                        stack.push(Vec::new());
                        in_link |= is_link;
                    }
                    opened.push(is_kept.then_some(tag));
                }
                Event::End(_) => {
                    if let Some(tag) = opened.pop().flatten() {
                        in_link &= !matches!(tag, Tag::Link { .. });
                        close(&mut stack, tag);
                    }
                }
                Event::Code(code) => push(&mut stack, Inline::Code(code.into_string())),
                Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                    push(&mut stack, Inline::Text(characters(&text)));
                }
                Event::SoftBreak | Event::HardBreak => push(&mut stack, Inline::Text(" ".into())),
                _ => {}
            }
        }
        let mut inlines = stack.swap_remove(0);
        if let Some(Inline::Text(first)) = inlines.first_mut() {
            first.remove(0);
        }
        let mut inlines = tidied(inlines, &mut true);
        trim_end(&mut inlines);
        Self { inlines, refused }
    }

    /// Text that is shown exactly as it is, without any Markdown.
    pub fn literal(text: &str) -> Self {
        let text = collapse(text);
        let inlines = if text.is_empty() { Vec::new() } else { vec![Inline::Text(text)] };
        Self { inlines, refused: Vec::new() }
    }

    /// Text that leads somewhere, if a link may lead there; the text is shown exactly as it is.
    pub fn link(text: &str, url: &str) -> Self {
        let text = Self::literal(text);
        let url = collapse(url);
        if !is_followed(&url) {
            return Self { refused: vec![url], ..text };
        }
        Self { inlines: vec![Inline::Link { url, children: text.inlines }], ..Self::default() }
    }

    /// A finding for each link of which only the words are shown.
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        self.refused.iter().map(|url| {
            let message =
                format!("nobody can safely follow a link to \"{url}\", so only its words are shown");
            Finding::new(Code::BadUrl, message)
                .hint("write the whole address: https://..., mailto:... or tel:...; or take the link out")
        })
    }

    /// The spans.
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.plain().trim().is_empty()
    }

    /// The text in stretches: those from an opening to a closing mark, which are told apart, and those between.
    /// Marks within another span are not looked for.
    pub fn split_around(&self, open: &str, close: &str) -> Vec<(bool, Self)> {
        let mut stretches: Vec<(bool, Self)> = Vec::new();
        let mut add = |marked: bool, inline: Inline| match stretches.last_mut() {
            Some((false, prose)) if !marked => prose.inlines.push(inline),
            _ => stretches.push((marked, Self { inlines: vec![inline], ..Self::default() })),
        };
        for inline in &self.inlines {
            let Inline::Text(text) = inline else {
                add(false, inline.clone());
                continue;
            };
            let mut rest = text.as_str();
            while let Some(start) = rest.find(open) {
                let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
                let before = &rest[..start];
                if !before.trim().is_empty() {
                    add(false, Inline::Text(before.to_owned()));
                }
                add(true, Inline::Text(rest[start..end].to_owned()));
                rest = &rest[end..];
            }
            if !rest.is_empty() {
                add(false, Inline::Text(rest.to_owned()));
            }
        }
        for (_, prose) in &mut stretches {
            prose.trim();
        }
        stretches
    }

    /// Takes the white space off both ends.
    fn trim(&mut self) {
        if let Some(Inline::Text(first)) = self.inlines.first_mut() {
            *first = first.trim_start().to_owned();
        }
        if let Some(Inline::Text(last)) = self.inlines.last_mut() {
            *last = last.trim_end().to_owned();
        }
    }

    /// The words alone, as a reader sees them.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        gather(&self.inlines, false, &mut out);
        out
    }

    /// The words, each link followed by where it leads if they do not say so.
    pub fn plain_with_links(&self) -> String {
        let mut out = String::new();
        gather(&self.inlines, true, &mut out);
        out
    }

    /// Where its links lead, in their order.
    pub fn links(&self) -> Vec<&str> {
        let mut urls = Vec::new();
        gather_links(&self.inlines, &mut urls);
        urls
    }

    /// Markdown that reads as exactly this, on one line.
    pub fn markdown(&self) -> String {
        let mut out = written(&self.inlines);
        // Asterisks can stand so close together that they are read otherwise; then the words go without them.
        if Self::parse(&out).plain() != self.plain() {
            out = written(&unmarked(&self.inlines));
        }
        // At the start of a line these would begin a list, a heading or a fence.
        let digits = out.bytes().take_while(u8::is_ascii_digit).count();
        match out[digits..].chars().next() {
            Some('-' | '+' | '#' | '=' | ':' | '~' | '|') if digits == 0 => out.insert(0, '\\'),
            Some('.' | ')') if digits > 0 => out.insert(digits, '\\'),
            _ => {}
        }
        out
    }

    /// Typst markup that shows exactly this; safe to place in any markup of a template.
    pub fn typst(&self) -> String {
        typst::markup(&self.inlines)
    }

    /// HTML that shows exactly this; safe wherever phrasing content may stand.
    pub fn html(&self) -> String {
        html::markup(&self.inlines)
    }
}

/// Writes the words of spans, and perhaps where links lead.
fn gather(inlines: &[Inline], links: bool, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(children) | Inline::Emph(children) => gather(children, links, out),
            Inline::Link { url, children } => {
                let start = out.len();
                gather(children, links, out);
                let bare =
                    |url: &str| url.trim_start_matches("https://").trim_start_matches("mailto:").to_owned();
                if links && bare(&out[start..]) != bare(url) {
                    out.push_str(&format!(" ({url})"));
                }
            }
        }
    }
}

/// Finds where links lead; a link has no links within.
fn gather_links<'a>(inlines: &'a [Inline], urls: &mut Vec<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Text(_) | Inline::Code(_) => {}
            Inline::Strong(children) | Inline::Emph(children) => gather_links(children, urls),
            // What shows nothing is nowhere to be followed from.
            Inline::Link { children, .. } if children.is_empty() => {}
            Inline::Link { url, .. } => urls.push(url),
        }
    }
}

/// Spans as Markdown.
fn written(inlines: &[Inline]) -> String {
    let mut out = String::new();
    write(inlines, &mut out);
    out
}

fn write(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                for c in text.chars() {
                    if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '!') {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
            Inline::Strong(children) => wrapped("**", children, out),
            Inline::Emph(children) => wrapped("*", children, out),
            Inline::Code(code) => {
                // A fence is longer than any run of backticks within.
                let runs = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(runs + 1);
                let space = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                out.push_str(&format!("{fence}{space}{code}{space}{fence}"));
            }
            Inline::Link { url, children } => {
                out.push('[');
                write(children, out);
                out.push_str(&format!("]({})", destination(url)));
            }
        }
    }
}

fn wrapped(mark: &str, children: &[Inline], out: &mut String) {
    out.push_str(mark);
    write(children, out);
    out.push_str(mark);
}

/// Spans without those that are told by asterisks.
fn unmarked(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Strong(children) | Inline::Emph(children) => {
                unmarked(children).into_iter().for_each(|child| append(&mut out, child));
            }
            Inline::Link { url, children } => {
                append(&mut out, Inline::Link { url: url.clone(), children: unmarked(children) });
            }
            inline => append(&mut out, inline.clone()),
        }
    }
    out
}

/// A link's destination; in pointed brackets if it could not be told from what follows.
fn destination(url: &str) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>' | '\\' | '&');
    if !url.is_empty() && url.chars().all(is_plain) {
        return url.to_owned();
    }
    let escaped =
        ['\\', '&', '<', '>'].iter().fold(url.to_owned(), |url, c| url.replace(*c, &format!("\\{c}")));
    format!("<{escaped}>")
}

fn push(stack: &mut [Vec<Inline>], inline: Inline) {
    if let Some(top) = stack.last_mut() {
        append(top, inline);
    }
}

/// Adds a span, as a part of the one before it where that is of the same kind.
fn append(inlines: &mut Vec<Inline>, inline: Inline) {
    match (inlines.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text))
        | (Some(Inline::Code(before)), Inline::Code(text)) => {
            before.push_str(&text);
        }
        (Some(Inline::Strong(before)), Inline::Strong(children))
        | (Some(Inline::Emph(before)), Inline::Emph(children)) => {
            children.into_iter().for_each(|child| append(before, child));
        }
        (_, inline) => inlines.push(inline),
    }
}

/// Spans with single spaces between words and none at the start. A field is one line before it is parsed, but
/// characters may also be written by number (`&#32;`).
fn tidied(inlines: Vec<Inline>, after_space: &mut bool) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in inlines {
        let inline = match inline {
            Inline::Text(mut text) => {
                text.retain(|c| !(std::mem::replace(after_space, c == ' ') && c == ' '));
                Inline::Text(text)
            }
            Inline::Code(code) => {
                *after_space = false;
                Inline::Code(code)
            }
            Inline::Strong(children) => Inline::Strong(tidied(children, after_space)),
            Inline::Emph(children) => Inline::Emph(tidied(children, after_space)),
            Inline::Link { url, children } => Inline::Link { url, children: tidied(children, after_space) },
        };
        let nothing = match &inline {
            Inline::Text(text) => text.is_empty(),
            Inline::Strong(children) | Inline::Emph(children) => children.is_empty(),
            Inline::Code(_) | Inline::Link { .. } => false,
        };
        if !nothing {
            append(&mut out, inline);
        }
    }
    out
}

/// Takes the space off the end.
fn trim_end(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        let nothing = match last {
            Inline::Text(text) => {
                text.truncate(text.trim_end_matches(' ').len());
                text.is_empty()
            }
            Inline::Strong(children) | Inline::Emph(children) => {
                trim_end(children);
                children.is_empty()
            }
            Inline::Link { children, .. } => {
                trim_end(children);
                false
            }
            Inline::Code(_) => false,
        };
        if !nothing {
            return;
        }
        inlines.pop();
    }
}

/// A source in which an asterisk between digits is no mark: "4*6*8" is a product.
fn multiplied(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut before = ' ';
    for (at, c) in source.char_indices() {
        let after = source[at..].chars().nth(1);
        // In code a backslash would be seen.
        if c == '*'
            && before.is_ascii_digit()
            && after.is_some_and(|c| c.is_ascii_digit())
            && !source.contains('`')
        {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Whether a link may lead to an address.
pub fn is_followed(url: &str) -> bool {
    SCHEMES.iter().any(|scheme| {
        let start = url.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && url.len() > scheme.len()
    })
}

fn close(stack: &mut Vec<Vec<Inline>>, tag: Tag<'_>) {
    let Some(children) = stack.pop() else { return };
    let inline = match tag {
        // What is strong within strong text is no stronger, and Typst would set emphasis within emphasis upright.
        Tag::Strong => Inline::Strong(children.into_iter().flat_map(Inline::unless_strong).collect()),
        Tag::Emphasis => Inline::Emph(children.into_iter().flat_map(Inline::unless_emph).collect()),
        Tag::Link { dest_url, .. } => Inline::Link { url: collapse(&dest_url), children },
        _ => return,
    };
    push(stack, inline);
}

/// Joins a text into one line: each run of ASCII white space, line breaks and control characters becomes one
/// space. Other spaces, such as a non-breaking one, are the writer's choice and stay. Marks of where a word may be
/// cut show nothing and would split the word for whoever reads a document by program, so they go.
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_break).filter(|word| !word.is_empty()) {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !is_cut(*c)));
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// The characters of a piece of text, each by itself.
fn characters(text: &str) -> String {
    text.chars().filter(|c| !is_cut(*c)).map(|c| if is_break(c) { ' ' } else { c }).collect()
}

/// Whether a character ends a word or a line.
fn is_break(c: char) -> bool {
    c == ' ' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a character only says where a word may be cut.
fn is_cut(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, prop, proptest};

    use super::{Inline, Prose, collapse};

    fn plain(source: &str) -> String {
        Prose::parse(source).plain()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn markdown_reads_as_what_it_was_made_of(text in r"[ -~\n]{0,40}|\PC{0,40}") {
            let literal = Prose::literal(&text);
            assert_eq!(Prose::parse(&literal.markdown()).plain(), literal.plain());
            let parsed = Prose::parse(&text);
            assert_eq!(Prose::parse(&parsed.markdown()).plain(), parsed.plain());
        }
    }

    #[test]
    fn marks_of_where_a_word_may_be_cut_are_no_text() {
        assert_eq!(collapse("multi\u{ad}disciplinary \u{200b} work\u{200b}\t"), "multidisciplinary work");
    }

    #[test]
    fn characters_written_by_number_are_text_of_one_line() {
        for (source, shown) in [
            ("a&#10;## b&#0;", "a ## b\u{fffd}"),
            ("&#32;a &#9; b&#32;", "a b"),
            ("a _&#1;_", "a"),
            ("**&#32;** [&#10;a](https://b.example&#10;/c)", "a"),
            ("multi&shy;disciplinary &#x2028;work", "multidisciplinary work"),
        ] {
            assert_eq!(plain(source), shown, "{source}");
            assert_eq!(plain(&Prose::parse(source).markdown()), shown, "{source}");
        }
    }

    #[test]
    fn a_link_has_no_link_within() {
        let prose = Prose::parse("[a <https://b.example> *c*](https://d.example) ![*e* f](g)");
        assert_eq!(prose.links(), ["https://d.example"]);
        assert_eq!(
            prose.html(),
            "<a href=\"https://d.example\">a https://b.example <em>c</em></a> <em>e</em> f"
        );
    }

    #[test]
    fn marks_that_would_be_read_otherwise_are_left_out() {
        for (source, written) in [
            ("*a*_b_", "*ab*"),
            ("**a**_b_", "**a***b*"),
            ("x *&nbsp;a* y", "x \u{a0}a y"),
            ("&#98;*\"a\"*", "b\"a\""),
            ("`a`&shy;`b`", "`ab`"),
        ] {
            assert_eq!(Prose::parse(source).markdown(), written);
            assert_eq!(plain(written), plain(source));
        }
    }

    #[test]
    fn block_syntax_is_text() {
        for source in [
            "# Led a team",
            "- Led",
            "1. Led",
            "> Led",
            "---",
            "```",
            "    code",
            "= x",
            "+ x",
            "| a | b |",
            "[x]: https://example.com",
            "<div>",
            "a <br> b",
            "* x",
            "***",
            "[ ] todo",
            "![",
        ] {
            assert_eq!(plain(source), collapse(source), "{source}");
        }
    }

    #[test]
    fn the_four_spans_are_recognised() {
        let prose = Prose::parse("Grew **ML** use *fast* with `dbt`, see [site](https://example.com).");
        assert_eq!(prose.plain(), "Grew ML use fast with dbt, see site.");
        assert!(prose.inlines().contains(&Inline::Strong(vec![Inline::Text("ML".into())])));
        assert!(prose.inlines().contains(&Inline::Code("dbt".into())));
        assert_eq!(Prose::parse("_a_ b").plain(), "a b");
        assert_eq!(Prose::parse("a 4*6*8 ft rig, *2* of **3**").plain(), "a 4*6*8 ft rig, 2 of 3");
        assert_eq!(Prose::parse("**a** b").plain(), "a b");
    }

    #[test]
    fn stray_and_unclosed_markers_stay() {
        for source in
            ["2 * 3", "a_b_c", "C# and F#", "$5M", "50% *", "**open", "x < y > z", "`tick", "AT&T", "~5"]
        {
            assert_eq!(plain(source), source);
        }
    }

    #[test]
    fn links_lead_where_they_led() {
        for url in [
            "https://example.com/a_(b)?c=1&copy;=2#d",
            "https://example.com/*a*_b_",
            "mailto:a@example.com",
            "https://a b",
            "https://a\\)b",
            "https://a<b>c&d",
        ] {
            let prose = Prose::link("here*", url);
            let read = Prose::parse(&prose.markdown());
            assert_eq!(read, prose, "{}", prose.markdown());
            assert_eq!(read.links(), [url]);
        }
        for url in [
            "javascript:alert(1)",
            "java\nscript:x",
            "java&#10;script:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "//a.b",
            "a/b",
            "https://",
            "",
            "\u{e9}",
        ] {
            let prose = Prose::parse(&format!("[**go** there](<{url}>)"));
            assert_eq!((prose.plain().as_str(), prose.links().len()), ("go there", 0), "{url}");
            assert_eq!(prose.findings().count(), 1, "{url}");
            assert_eq!(Prose::link("go there", url).links(), [""; 0], "{url}");
        }
        for url in ["HTTP://a", "mailto:a@b.c", "tel:+1215"] {
            assert_eq!(Prose::link("a", url).links(), [url]);
        }
        let prose = Prose::parse("**[a](https://a.example)** and [b](https://b.example)");
        assert_eq!(prose.links(), ["https://a.example", "https://b.example"]);
        assert_eq!(Prose::link("a", "https://example.com").markdown(), "[a](https://example.com)");
    }

    #[test]
    fn an_image_keeps_its_words() {
        assert_eq!(plain("see ![alt](x.png) here"), "see alt here");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_text_parses_and_renders(source in any::<String>()) {
            Prose::parse(&source).typst();
        }

        #[test]
        fn words_without_markdown_come_back(words in prop::collection::vec("[\\p{L}\\p{N}#$@~%,;:(){}=+/-]{1,8}", 0..8)) {
            let source = words.join(" ");
            assert_eq!(plain(&source), source);
        }
    }
}
