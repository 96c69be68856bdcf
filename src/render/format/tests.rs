//! What holds of every format: each field comes back out of it, in order, whatever its characters are.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use super::samples::{PROFILE, Sample, paragraph};
use super::{Format, html, json, markdown, text};
use crate::markdown::{Prose, collapse};
use crate::render::{Block, Field, FieldKind};

/// The text of HTML as a reader sees it, its elements apart.
fn shown_by_html(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1;
    let mut shown = String::new();
    for piece in body.split('<').skip(1) {
        let (_, text) = piece.split_once('>').unwrap_or_else(|| panic!("{piece}"));
        assert!(!text.contains(['>', '"', '\'']), "{text}");
        shown.push_str(text);
    }
    unescaped(&shown)
}

fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.into_iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The text of Markdown as a reader sees it, and how many headings and items it has.
fn shown_by_markdown(source: &str) -> (String, usize, usize) {
    let (mut shown, mut headings, mut items) = (String::new(), 0, 0);
    for event in Parser::new(source) {
        match event {
            Event::Text(text) | Event::Code(text) => shown.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in\n{source}"),
            Event::Start(tag) => match tag {
                Tag::Heading { .. } => headings += 1,
                Tag::Item => items += 1,
                Tag::Paragraph | Tag::List(None) | Tag::Emphasis | Tag::Strong | Tag::Link { .. } => {}
                tag => panic!("{tag:?} in\n{source}"),
            },
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item) => shown.push('\n'),
            Event::SoftBreak | Event::HardBreak => shown.push('\n'),
            _ => {}
        }
    }
    (shown, headings, items)
}

/// Every field stands in a text, step by step.
fn assert_in_order(text: &str, blocks: &[Block]) {
    let mut at = 0;
    for step in blocks.iter().flat_map(|block| &block.steps) {
        let end = |field: &Field| {
            let start = text[at..].find(&field.text);
            at + start.unwrap_or_else(|| panic!("{field:?} is not after {at} in\n{text}")) + field.text.len()
        };
        at = step.iter().map(end).max().unwrap_or(at);
    }
}

/// The blocks of a letter without its head and what else a form has fields of its own for.
fn pasted(blocks: &[Block]) -> Vec<Block> {
    let around = [FieldKind::Date, FieldKind::Recipient];
    let letter = blocks.last().unwrap();
    let steps = letter.steps.iter().filter(|step| step.iter().all(|field| !around.contains(&field.kind)));
    vec![Block { steps: steps.cloned().collect() }]
}

fn check_html(sample: &Sample) {
    let documents = sample.documents();
    assert_in_order(&shown_by_html(&html::resume(&documents)), &documents.resume.blocks());
    assert_in_order(&shown_by_html(&html::cover_letter(&documents)), &documents.letter.blocks());
}

fn check_markdown(sample: &Sample) {
    let documents = sample.documents();
    let resume = documents.resume;
    let (shown, headings, items) = shown_by_markdown(&markdown::resume(resume));
    assert_in_order(&shown, &resume.blocks());
    let entries = || resume.sections.iter().flat_map(|section| &section.entries);
    assert_eq!(headings, 1 + resume.sections.len() + entries().count());
    let highlights: usize = entries().flat_map(|entry| &entry.roles).map(|role| role.highlights.len()).sum();
    let lists = resume.sections.iter().flat_map(|section| &section.lists);
    assert_eq!(items, highlights + lists.filter(|list| list.name.is_some()).count());
    let (shown, headings, items) = shown_by_markdown(&markdown::cover_letter(documents.letter));
    assert_in_order(&shown, &pasted(&documents.letter.blocks()));
    assert_eq!((headings, items), (0, 2));
}

fn check_text(sample: &Sample) {
    let documents = sample.documents();
    assert_in_order(&text::resume(documents.resume), &documents.resume.blocks());
    let letter = text::cover_letter(documents.letter);
    // Where links lead stands behind them.
    assert_in_order(&letter.replace(" (https://dbt.example/a_b)", ""), &pasted(&documents.letter.blocks()));
}

/// Every text of a JSON value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(pairs) => pairs.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// Texts that mean something to one format or another, and any other text.
fn wild() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "&",
        "<",
        ">",
        "\"",
        "'",
        "&amp;",
        "&#60;",
        "<b>",
        "</p>",
        "<!--",
        "]]>",
        "#",
        " #",
        "##",
        "\\",
        "*",
        "_",
        "`",
        "[",
        "](",
        ")",
        "!",
        "~",
        "|",
        "-",
        "+",
        "1.",
        "2)",
        "=",
        ":",
        "---",
        "•",
        "  ",
        "\n",
        "\t",
        "\u{a0}",
        "x",
        "é",
        "http://a.b/c_d_e",
        "{{ x }}",
        "\u{200b}",
        "\u{feff}",
        "\u{202e}",
        "\u{ffff}",
        "\u{0}",
    ]);
    let special = prop::collection::vec(special, 1..8).prop_map(|pieces| pieces.concat());
    let text = prop_oneof![3 => special, 1 => any::<String>(), 1 => r"[ -~]{1,30}"];
    text.prop_filter("a field has a text", |text| {
        !collapse(text).trim().is_empty() && !Prose::parse(text).is_empty()
    })
}

/// A profile each of whose texts is one of the given.
fn profile(texts: &[String]) -> String {
    let mut next = texts.iter().cycle().map(|text| quoted(text));
    let mut fields = |names: &[&str]| {
        let line = |name: &&str| format!("{name} = {}\n", next.next().unwrap());
        names.iter().map(line).collect::<String>()
    };
    let mut out =
        format!("[basics]\nlocation = \"X\"\n{}", fields(&["name", "headline", "email", "phone", "url"]));
    out += &format!("[[basics.profiles]]\n{}", fields(&["network", "username"]));
    out += &format!("[[summaries]]\n{}", fields(&["text"]));
    out += &format!("[[work]]\n{}", fields(&["name", "location"]));
    for _ in 0..2 {
        out += &format!("[[work.positions]]\n{}", fields(&["title", "location", "summary"]));
        out += &format!("[[work.positions.highlights]]\n{}", fields(&["text"]));
        out += &format!("[[work.positions.highlights]]\n{}", fields(&["text"]));
    }
    out += &format!("[[projects]]\n{}", fields(&["name", "role", "url", "description"]));
    let school = fields(&["institution", "location", "score", "study_type"]);
    let courses = fields(&["courses"]).replace("courses = ", "");
    out += &format!("[[education]]\n{school}courses = [{}]\n", courses.trim_end());
    let words = fields(&["keywords"]).replace("keywords = ", "");
    out += &format!("[[skills]]\n{}keywords = [{}]\n", fields(&["name"]), words.trim_end());
    out += &format!("[[publications]]\n{}", fields(&["name", "publisher", "url", "summary"]));
    out += &format!("[[awards]]\n{}", fields(&["title", "awarder", "summary"]));
    out += &format!("[[volunteer]]\n{}", fields(&["organization", "position", "summary"]));
    out += &format!("[[languages]]\n{}", fields(&["language"]));
    out += &format!("[[interests]]\n{}", fields(&["name"]));
    out + &format!("[[references]]\n{}", fields(&["name", "reference"]))
}

fn sample(texts: &[String]) -> Sample {
    let of = |at: usize| texts[at % texts.len()].clone();
    Sample::of(&profile(texts)).with_letter(|letter| {
        let line = |at: usize| collapse(&of(at));
        letter.recipient = vec![line(0), line(1)];
        letter.salutation = line(2);
        letter.closing = line(3);
        letter.below = vec![line(4)];
        for (at, paragraph) in letter.paragraphs.iter_mut().enumerate() {
            *paragraph = self::paragraph(&Prose::literal(&of(at)).markdown(), paragraph.is_item);
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_comes_back_out_of_html(texts in prop::collection::vec(wild(), 1..12)) {
        check_html(&sample(&texts));
    }

    #[test]
    fn any_text_comes_back_out_of_markdown(texts in prop::collection::vec(wild(), 1..12)) {
        check_markdown(&sample(&texts));
    }

    #[test]
    fn any_text_comes_back_out_of_plain_text(texts in prop::collection::vec(wild(), 1..12)) {
        check_text(&sample(&texts));
    }

    #[test]
    fn any_text_comes_back_out_of_json(texts in prop::collection::vec(wild(), 1..12)) {
        let sample = sample(&texts);
        let (resume, letter) = (json::resume(&sample.documents()), json::cover_letter(&sample.documents()));
        let resume: Value = serde_json::from_str(&resume).unwrap();
        let known = self::texts(&resume);
        // Each text is in some field; in a field of prose it stands without its markup.
        for text in &texts {
            let (plain, read) = (collapse(text), Prose::parse(text).plain());
            assert!(known.contains(&plain.as_str()) || known.contains(&read.as_str()), "{text:?} in {resume:#}");
        }
        let letter: Value = serde_json::from_str(&letter).unwrap();
        assert_eq!(letter["salutation"].as_str(), Some(collapse(&texts[2 % texts.len()]).as_str()));
    }
}

#[test]
fn everything_that_is_shown_is_in_every_format() {
    let sample = Sample::small();
    check_html(&sample);
    check_markdown(&sample);
    check_text(&sample);
}

#[test]
fn nothing_is_written_of_what_is_not_there() {
    let bare = Sample::of("[basics]\nname = \"A\"\nemail = \"a@b.example\"\n");
    check_html(&bare);
    check_markdown(&bare);
    check_text(&bare);
    let json = json::resume(&bare.documents());
    assert!(!json.contains("null") && !json.contains("[]") && !json.contains("{}"), "{json}");
}

#[test]
fn the_same_documents_are_the_same_bytes() {
    let (one, other) = (Sample::small(), Sample::of(PROFILE));
    for format in Format::ALL {
        assert_eq!(format.resume(&one.documents()), format.resume(&other.documents()), "{}", format.name());
        let letters = [&one, &other].map(|sample| format.cover_letter(&sample.documents()));
        assert_eq!(letters[0], letters[1], "{}", format.name());
    }
}
