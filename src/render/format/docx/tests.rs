//! Word documents, read again by other means than they were written.

use std::io::{Cursor, Read};
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use roxmltree::Document;
use zip::ZipArchive;

use super::{cover_letter, resume};
use crate::finding::SourceFile;
use crate::language::Language;
use crate::markdown::Prose;
use crate::profile::{Look, Profile, SectionKind};
use crate::render::contact::{Contact, ContactKind};
use crate::render::format::Documents;
use crate::render::theme::Sizes;
use crate::render::{
    Block, CoverLetter, Edition, Entry, Fonts, LetterParagraph, LetterText, List, Page, Resume, Role, Section,
};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// What a document is made of, owned.
struct Sample {
    profile: Profile,
    resume: Resume,
    letter: CoverLetter,
    page: Page,
    sizes: Sizes,
}

impl Sample {
    /// All of the sample profile.
    fn new() -> Self {
        let profile = profile(include_str!("../../../../profiles/master.toml"));
        let edition = Edition { language: Language::of("en"), day: date(2026, 3, 1) };
        let resume = Resume::new(&profile, &Look::default().order(), edition);
        Self { profile, resume, letter: letter("Dear *Team*,"), ..Self::bare() }
    }

    fn bare() -> Self {
        let fonts = Fonts { families: Vec::new(), files: Arc::from([]) };
        Self {
            profile: profile("[basics]\nname = \"A\"\nemail = \"a@b.c\"\n"),
            resume: filled("A"),
            letter: letter("A"),
            page: Page::of(&Look::default(), Arc::new(fonts)),
            sizes: Sizes { text: 10.0, letter: 11.0, name: 22.0, heading: 11.0, floor: 9.0 },
        }
    }

    fn documents(&self) -> Documents<'_> {
        let Self { profile, resume, letter, page, sizes } = self;
        Documents { resume, letter, shown: profile, page, sizes, day: date(2026, 3, 1) }
    }
}

fn profile(text: &str) -> Profile {
    Profile::read(&SourceFile::new("master.toml", text)).value.unwrap()
}

fn contact(text: String, url: Option<String>) -> Contact {
    Contact { text, url, kind: ContactKind::Website }
}

/// A letter of which every field starts with a text.
fn letter(text: &str) -> CoverLetter {
    let say = |what: &str| format!("{text} {what}");
    let stretch = |what, marker| LetterText { text: Prose::parse(&say(what)).into(), marker };
    let paragraph = |is_item, stretches| LetterParagraph { is_item, stretches };
    CoverLetter {
        name: say("name"),
        headline: Some(say("headline")),
        contacts: vec![vec![contact(say("contact"), Some(format!("https://{text}")))]],
        date: say("date"),
        recipient: vec![say("company"), say("street")],
        salutation: say("salutation"),
        paragraphs: vec![
            paragraph(false, vec![stretch("sentence", false), stretch("marker", true)]),
            paragraph(true, vec![stretch("item", false)]),
        ],
        closing: say("closing"),
        signature: say("signature"),
        below: vec![say("below")],
    }
}

/// A resume of which every field but the headings starts with a text.
fn filled(text: &str) -> Resume {
    let say = |what: &str| format!("{text} {what}");
    let some = |what: &str| Some(say(what));
    let link = |what: &str| contact(say(what), Some(format!("https://a.b/{text}")));
    let role = |what: &str| Role {
        title: some(what),
        location: some("place"),
        score: some("score"),
        dates: some("dates"),
        text: Some(Prose::parse(&say("description")).into()),
        courses_title: "Courses",
        courses: vec![say("first course").as_str().into(), say("second course").as_str().into()],
        highlights: vec![Prose::parse(&say("highlight")).into(), Prose::literal(&say("literal")).into()],
        ..Role::default()
    };
    let entry = |what: &str, roles| Entry {
        id: String::new(),
        name: say(what).as_str().into(),
        location: some("city"),
        link: Some(link("link")),
        roles,
    };
    let list = || List {
        name: Some(say("group").as_str().into()),
        items: vec![say("word").as_str().into(), say("other").as_str().into()],
    };
    let section = |kind, entries| Section {
        kind,
        title: "Heading",
        text: Some(Prose::parse(&say("text")).into()),
        entries,
        lists: vec![list()],
    };
    let alone = Role { dates: some("dates"), ..Role::default() };
    Resume {
        name: say("name"),
        headline: some("headline"),
        contacts: vec![vec![link("contact"), contact(say("phone"), None)]],
        sections: vec![
            section(SectionKind::Work, vec![entry("firm", vec![role("title"), role("former title")])]),
            section(
                SectionKind::Projects,
                vec![
                    entry("project", vec![role("part")]),
                    entry("dated", vec![alone]),
                    entry("bare", Vec::new()),
                ],
            ),
        ],
    }
}

fn part(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(file)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of a document: the style of each, and what it says.
fn paragraphs(file: &[u8]) -> Vec<(String, String)> {
    let text = part(file, "word/document.xml");
    let document = Document::parse(&text).unwrap();
    let paragraphs = document.descendants().filter(|node| node.has_tag_name((WORD, "p")));
    let read = paragraphs.map(|paragraph| {
        let style = paragraph.descendants().find_map(|node| {
            node.has_tag_name((WORD, "pStyle")).then(|| node.attribute((WORD, "val")).unwrap().to_owned())
        });
        let words = paragraph.descendants().filter_map(|node| match node.tag_name().name() {
            "t" => Some(node.text().unwrap_or_default()),
            "tab" if node.parent().is_some_and(|parent| parent.has_tag_name((WORD, "r"))) => Some("\t"),
            _ => None,
        });
        (style.unwrap(), words.collect())
    });
    read.collect()
}

/// The text as any file of XML can say it.
fn sayable(text: &str) -> String {
    let is_sayable = |c: char| c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}';
    text.chars().map(|c| if is_sayable(c) { c } else { ' ' }).collect::<String>().trim().to_owned()
}

/// Looks for the fields of blocks, each step behind the one before it.
fn assert_shows(file: &[u8], blocks: &[Block]) {
    let text: String = paragraphs(file).into_iter().map(|(_, text)| text + "\n").collect();
    let mut rest = text.as_str();
    for step in blocks.iter().flat_map(|block| &block.steps) {
        let ends = step.iter().map(|field| {
            let wanted = sayable(&field.text);
            let at = rest.find(&wanted).unwrap_or_else(|| panic!("{wanted:?} is not in {rest:?}"));
            at + wanted.len()
        });
        rest = &rest[ends.max().unwrap_or(0)..];
    }
}

#[test]
fn every_field_stands_in_its_place() {
    let sample = Sample::new();
    assert_shows(&resume(&sample.documents()), &sample.resume.blocks());
    assert_shows(&cover_letter(&sample.documents()), &sample.letter.blocks());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_shown_as_it_is(text in any::<String>(), markup in r"[ -~\n\t\x00\x08]{0,30}") {
        for text in [&text, &markup] {
            let sample = Sample { resume: filled(text), letter: letter(text), ..Sample::bare() };
            assert_shows(&resume(&sample.documents()), &sample.resume.blocks());
            assert_shows(&cover_letter(&sample.documents()), &sample.letter.blocks());
        }
    }

    #[test]
    fn every_file_of_a_document_is_well_formed(text in prop::collection::vec(any::<char>(), 0..12)) {
        let text: String = text.into_iter().collect();
        let sample = Sample { resume: filled(&text), letter: letter(&text), ..Sample::bare() };
        for file in [resume(&sample.documents()), cover_letter(&sample.documents())] {
            let names: Vec<String> = ZipArchive::new(Cursor::new(&file)).unwrap().file_names().map(str::to_owned).collect();
            for name in names {
                Document::parse(&part(&file, &name)).unwrap();
            }
        }
    }
}

#[test]
fn the_same_document_is_the_same_file() {
    let sample = Sample::new();
    let first = resume(&sample.documents());
    cover_letter(&sample.documents());
    assert_eq!(resume(&sample.documents()), first);
    let mut archive = ZipArchive::new(Cursor::new(first)).unwrap();
    for at in 0..archive.len() {
        let file = archive.by_index(at).unwrap();
        assert_eq!(file.last_modified().map(|time| time.year()), Some(1980), "{}", file.name());
    }
}

#[test]
fn paragraphs_have_the_styles_of_what_they_are() {
    let file = resume(&Sample::bare().documents());
    let styles: Vec<String> = paragraphs(&file).into_iter().map(|(style, _)| style).collect();
    let head = ["Title", "Subtitle", "ContactInfo", "Heading1", "BodyText", "Heading2", "Heading3"];
    assert_eq!(styles[..7], head);
    assert_eq!(paragraphs(&file)[5].1, "A firm, A city, A link");
    assert_eq!(paragraphs(&file)[6].1, "A title, A place, A score\tA dates");
    // What is short and no position stands on one line.
    let short = "A project, A city, A part, A place, A score, A link\tA dates";
    assert!(paragraphs(&file).contains(&("Heading2".into(), short.into())));

    let defined = part(&file, "word/styles.xml");
    for style in styles {
        assert!(defined.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
}

#[test]
fn a_link_is_known_to_the_package() {
    let file =
        cover_letter(&Sample { letter: letter("[a](<https://a.b/c d>)"), ..Sample::bare() }.documents());
    let links = part(&file, "word/_rels/document.xml.rels");
    assert!(
        links.contains("Id=\"link1\"")
            && links.contains("Target=\"https://a.b/c%20d\" TargetMode=\"External\"")
    );
    assert!(part(&file, "word/document.xml").contains("<w:hyperlink r:id=\"link1\""));
}

#[test]
fn a_document_says_what_it_is() {
    let mut sample = Sample::new();
    sample.page.language = "de_CH".into();
    let file = resume(&sample.documents());
    let properties = part(&file, "docProps/core.xml");
    for said in [
        "<dc:title>Alex Sample - Lebenslauf<",
        "<dc:language>de-CH<",
        ">2026-03-01T00:00:00Z<",
        "<cp:keywords>",
    ] {
        assert!(properties.contains(said), "{said}: {properties}");
    }
    assert!(part(&file, "word/styles.xml").contains("<w:lang w:val=\"de-CH\""));
    assert!(part(&file, "word/document.xml").contains("<w:pgSz w:w=\"12240\" w:h=\"15840\"/>"));
    sample.page.paper = "a4".into();
    assert!(
        part(&resume(&sample.documents()), "word/document.xml")
            .contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>")
    );
}

#[test]
fn white_space_gives_way_where_that_saves_a_page() {
    let mut sample = Sample::bare();
    let margin = |sample: &Sample| {
        let text = part(&resume(&sample.documents()), "word/document.xml");
        let (_, rest) = text.split_once("<w:pgMar w:top=\"").unwrap();
        rest.split('"').next().unwrap().parse::<u32>().unwrap()
    };
    let relaxed = margin(&sample);
    let highlight = || Prose::literal("Did what fits on a line.").into();
    let margins: Vec<u32> = (1..=60)
        .map(|_| {
            sample.resume.sections[0].entries[0].roles[0].highlights.push(highlight());
            margin(&sample)
        })
        .collect();
    // One page for a while, then less and less white space, then two pages with all of it.
    let tightest = margins.iter().position(|margin| margin == margins.iter().min().unwrap()).unwrap();
    assert!(margins[..=tightest].is_sorted_by(|a, b| a >= b), "{margins:?}");
    assert!(margins[tightest] < relaxed && margins.last() == Some(&relaxed), "{margins:?}");
}
