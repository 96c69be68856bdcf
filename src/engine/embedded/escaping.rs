//! Whatever a person writes appears in the compiled document exactly as it was written.
//!
//! Random strings go through the whole way (TOML or notes, profile or job, Tera, Typst, layout), one on each
//! page, and are read back from the laid-out page.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::syntax::{SyntaxKind, SyntaxNode, ast};
use typst::text::Font;

use super::super::samples::SETTINGS;
use super::{Embedded, layout};
use crate::finding::{SourceFile, Spanned};
use crate::job::Job;
use crate::language::Language;
use crate::markdown::{collapse, quote, typst_text};
use crate::profile::{Look, Profile, SectionKind};
use crate::render::{Edition, Page, Renderer, Resume, Theme};

/// Strings in all, and strings to one document.
const STRINGS: usize = 10_000;
const BATCH: usize = 500;

/// Everything that Typst, Tera or Markdown might take for its own, at the start, in the middle and alone.
const SPECIAL: [&str; 58] = [
    "#",
    "$",
    "*",
    "_",
    "@",
    "<",
    ">",
    "~",
    "`",
    "```",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "//",
    "/*",
    "*/",
    "--",
    "---",
    "...",
    "\"",
    "'",
    "\\",
    "\\u{41}",
    "= a",
    "- a",
    "+ a",
    "1. a",
    "/ a: b",
    "https://a.b/c?d=e&f#g",
    "#let x = 1",
    "#panic()",
    "$x^2$",
    "<label>",
    "@ref",
    "a--b",
    "a...b",
    "\"quoted\"",
    "it's",
    "a~b",
    "50%",
    "C#",
    "AT&T",
    "&amp;",
    "<b>",
    "**a**",
    "_a_",
    "![a](b)",
    "a-b",
    "x\\",
];

/// A template that shows each string on a page of its own.
const TEMPLATE: &str = "\
#set page(width: auto, height: auto)
{% for section in sections %}{% for list in section.lists %}{% for word in list.items %}{{ word }}
#pagebreak()
{% endfor %}{% endfor %}{% endfor %}\
{% for section in sections %}{% for entry in section.entries %}{% for role in entry.roles %}\
{% for highlight in role.highlights %}{{ highlight }}
#pagebreak()
{% endfor %}{% endfor %}{% endfor %}{% endfor %}";

/// Every character that the fonts of the theme can show; others are refused before a document is finished.
/// Characters that show nothing have no glyph to be read from and are left to the parser's test below, and so
/// are combining marks: where one needs another font than its letter, Typst
/// lists the text of both once for each font, which is not the text of the document.
fn covered() -> Vec<char> {
    let theme = Theme::load("classic", Path::new("no-such-folder")).unwrap();
    let files = theme.fonts(&Look::default(), None).unwrap().files;
    let fonts: Vec<Font> =
        files.iter().flat_map(|font| Font::iter(Bytes::new(font.bytes.to_vec()))).collect();
    (' '..=char::MAX)
        .filter(|c| fonts.iter().any(|font| font.info().coverage.contains(u32::from(*c))))
        .filter(|c| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}'))
        .filter(|c| !matches!(u32::from(*c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe2f))
        .collect()
}

fn strings() -> Vec<String> {
    let covered = covered();
    assert!(covered.len() > 2_000);
    let random = prop::collection::vec(prop::sample::select(covered), 1..24);
    let piece = prop_oneof![
        2 => prop::sample::select(SPECIAL.to_vec()).prop_map(str::to_owned),
        2 => random.prop_map(|chars| chars.into_iter().collect::<String>()),
        1 => "[a-zA-Z0-9äöüßéñçЖДщαβγ ,.;:!?&/-]{1,24}",
        1 => "[ \\t\\n]{1,3}",
    ];
    let strategy = prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let random = std::iter::from_fn(|| strategy.new_tree(&mut runner).ok().map(|tree| tree.current()));
    let special = SPECIAL.iter().map(|text| (*text).to_owned());
    special.chain(random).filter(|text| !collapse(text).is_empty()).take(STRINGS).collect()
}

/// A TOML string with everything escaped that may be.
fn toml(text: &str) -> String {
    let escape = |c: char| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

/// Markdown that means the text itself.
fn markdown(text: &str) -> String {
    let escape = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
    text.chars().map(escape).collect()
}

/// The pages of a document, each as its text in the order of layout.
fn pages(resume: &Resume) -> Vec<String> {
    let mut theme = Theme::load("classic", Path::new("no-such-folder")).unwrap();
    theme.templates.insert("resume.typ".into(), SourceFile::new("resume.typ", TEMPLATE));
    let fonts = theme.fonts(&Look::default(), None).unwrap();
    let page = Page::of(&Look::default(), Arc::new(fonts));
    let source = Renderer::new(theme, None).unwrap().resume(resume, &page).unwrap();
    let engine = Embedded::new(std::time::Duration::from_secs(600));
    let read = engine.run(&source, &SETTINGS, |world| {
        Ok(layout(world)?.output.pages().iter().map(|page| read(&page.frame)).collect::<Vec<_>>())
    });
    read.unwrap()
}

fn edition() -> Edition {
    Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) }
}

fn read(frame: &Frame) -> String {
    frame
        .items()
        .map(|(_, item)| match item {
            FrameItem::Text(text) => text.text.to_string(),
            FrameItem::Group(group) => read(&group.frame),
            _ => String::new(),
        })
        .collect()
}

/// Compares what was read with what was written. Runs from right to left are laid out in visual order, so of
/// a text that has them only the characters are compared, not their order.
fn same(read: &str, written: &str) -> bool {
    let visual = |c: char| {
        matches!(u32::from(c), 0x590..=0x8ff | 0x200e..=0x200f | 0x202a..=0x202e | 0x2066..=0x2069 | 0xfb1d..=0xfdff
            | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff)
    };
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    read == written || (written.contains(visual) && sorted(read) == sorted(written))
}

#[test]
fn profile_fields_appear_exactly_as_written() {
    for batch in strings().chunks(BATCH) {
        let plain: Vec<String> = batch.iter().map(|text| toml(text)).collect();
        let prose: Vec<String> = batch.iter().map(|text| toml(&markdown(&collapse(text)))).collect();
        let text = format!(
            "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n[[skills]]\nname = \"S\"\nkeywords = [{}]\n\
             [[work]]\nname = \"W\"\n[[work.positions]]\ntitle = \"T\"\nhighlights = [{}]\n",
            plain.join(", "),
            prose.join(", ")
        );
        let file = SourceFile::new("master.toml", text);
        let checked = Profile::read(&file);
        let profile = checked.value.unwrap_or_else(|| panic!("{:?}", checked.findings));
        let resume = Resume::new(&profile, &SectionKind::ALL, edition());
        let pages = pages(&resume);
        assert_eq!(pages.len(), 2 * batch.len() + 1);
        for (index, page) in pages.iter().take(2 * batch.len()).enumerate() {
            let written = collapse(&batch[index % batch.len()]);
            assert!(same(page, &written), "{written:?} became {page:?}");
        }
    }
}

#[test]
fn notes_appear_exactly_as_written() {
    for batch in strings().chunks(BATCH) {
        let read: Vec<Spanned<String>> = batch
            .iter()
            .filter(|text| !text.trim_start().starts_with('#') && !text.contains(char::is_control))
            .filter_map(|text| {
                let file = SourceFile::new("a.md", format!("## Company\n{text}\n## Position\nB\n"));
                Job::read("a", &file).value.map(|job| job.company)
            })
            .collect();
        let companies: Vec<String> = read.iter().map(|company| toml(&company.value)).collect();
        let profile = format!(
            "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n[[skills]]\nname = \"S\"\nkeywords = [{}]\n",
            companies.join(", ")
        );
        let profile = Profile::read(&SourceFile::new("p", profile)).value.unwrap();
        let resume = Resume::new(&profile, &SectionKind::ALL, edition());
        let pages = pages(&resume);
        for (page, company) in pages.iter().zip(&read) {
            assert!(same(page, &company.value), "{company:?} became {page:?}");
        }
    }
}

#[test]
fn a_value_of_the_notes_keeps_every_character_but_its_spacing() {
    for text in SPECIAL {
        let file = SourceFile::new("a.md", format!("## Company\nx{text}\n## Position\nB\n"));
        let company = Job::read("a", &file).value.unwrap().company.value;
        assert_eq!(company, format!("x{text}"));
    }
}

/// The strings of a syntax tree, in order.
fn literals(node: &SyntaxNode, out: &mut Vec<String>) {
    if let Some(literal) = node.cast::<ast::Str<'_>>() {
        out.push(literal.get().to_string());
    }
    node.children().for_each(|child| literals(child, out));
}

proptest! {
    #![proptest_config(Config::with_cases(10_000))]

    /// Any Unicode at all, covered by a font or not: Typst's own parser reads back what was written, and
    /// finds no markup but the boxes that keep words whole.
    #[test]
    fn any_text_is_only_text_to_the_parser(text in any::<String>()) {
        let shown: String = text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
        let tree = typst::syntax::parse(&typst_text(&text));
        assert!(tree.errors_and_warnings().0.is_empty(), "{text:?}");
        let mut read = Vec::new();
        literals(&tree, &mut read);
        assert_eq!(read.concat(), shown);
        let code = typst::syntax::parse_code(&quote(&text));
        assert_eq!(code.children().filter(|node| node.kind() == SyntaxKind::Str).count(), 1);
    }
}
