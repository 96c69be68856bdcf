//! Inline Markdown: the only place where a person's text becomes markup.
//!
//! A prose field is parsed by pulldown-cmark into a closed tree of four kinds of span. Whatever is not
//! one of them (HTML, headings, lists) is text and appears as it was typed. Each field is parsed alone.

mod typst;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

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
    /// A hyperlink.
    Link {
        /// The destination.
        url: String,
        /// What is shown.
        children: Vec<Inline>,
    },
}

/// One field of inline Markdown, parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Prose {
    inlines: Vec<Inline>,
}

/// In front of a field it keeps Markdown's block syntax (`1. `, `# `, `- `) from applying, and counts as
/// punctuation, so that emphasis opens exactly where it would at the start of a line.
const GUARD: char = '.';

/// How deep spans may nest; what is deeper is text.
const MAX_DEPTH: usize = 16;

impl Prose {
    /// Parses one field. Line breaks become spaces; nothing fails.
    pub fn parse(source: &str) -> Self {
        let source = collapse(source);
        let guarded = format!("{GUARD}{source}");
        let mut stack: Vec<Vec<Inline>> = vec![Vec::new()];
        let mut opened: Vec<Tag<'_>> = Vec::new();
        let mut skipped = 0_usize;
        for event in Parser::new_ext(&guarded, Options::empty()) {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Start(tag @ (Tag::Strong | Tag::Emphasis | Tag::Link { .. })) => {
                    if opened.len() < MAX_DEPTH {
                        opened.push(tag);
                        stack.push(Vec::new());
                    } else {
                        skipped += 1;
                    }
                }
                Event::Start(_) => skipped += 1,
                Event::End(_) if skipped > 0 => skipped -= 1,
                Event::End(_) => close(&mut stack, opened.pop()),
                Event::Code(code) => push(&mut stack, Inline::Code(code.into_string())),
                Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                    push(&mut stack, Inline::Text(text.into_string()));
                }
                Event::SoftBreak | Event::HardBreak => push(&mut stack, Inline::Text(" ".into())),
                _ => {}
            }
        }
        let mut inlines = stack.swap_remove(0);
        if let Some(Inline::Text(first)) = inlines.first_mut() {
            first.remove(0);
            if first.is_empty() {
                inlines.remove(0);
            }
        }
        Self { inlines }
    }

    /// Text that is shown exactly as it is, without any Markdown.
    pub fn literal(text: &str) -> Self {
        let text = collapse(text);
        Self { inlines: if text.is_empty() { Vec::new() } else { vec![Inline::Text(text)] } }
    }

    /// The spans.
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.plain().trim().is_empty()
    }

    /// The words alone, as a reader sees them.
    pub fn plain(&self) -> String {
        fn gather(inlines: &[Inline], out: &mut String) {
            for inline in inlines {
                match inline {
                    Inline::Text(text) | Inline::Code(text) => out.push_str(text),
                    Inline::Strong(children) | Inline::Emph(children) | Inline::Link { children, .. } => {
                        gather(children, out);
                    }
                }
            }
        }
        let mut out = String::new();
        gather(&self.inlines, &mut out);
        out
    }

    /// Typst markup that shows exactly this; safe to place in any markup of a template.
    pub fn typst(&self) -> String {
        typst::markup(&self.inlines)
    }
}

fn push(stack: &mut [Vec<Inline>], inline: Inline) {
    let Some(top) = stack.last_mut() else { return };
    match (top.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => top.push(inline),
    }
}

fn close(stack: &mut Vec<Vec<Inline>>, tag: Option<Tag<'_>>) {
    let (Some(tag), Some(children)) = (tag, stack.pop()) else { return };
    let inline = match tag {
        Tag::Strong => Inline::Strong(children),
        Tag::Emphasis => Inline::Emph(children),
        Tag::Link { dest_url, .. } => Inline::Link { url: dest_url.into_string(), children },
        _ => return,
    };
    push(stack, inline);
}

/// Joins a text into one line: each run of ASCII white space, line breaks and control characters becomes one
/// space. Other spaces, such as a non-breaking one, are the writer's choice and stay.
pub fn collapse(text: &str) -> String {
    let breaks = |c: char| c == ' ' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut out = String::with_capacity(text.len());
    for word in text.split(breaks).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, prop, proptest};

    use super::{Inline, Prose, collapse};

    fn plain(source: &str) -> String {
        Prose::parse(source).plain()
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
