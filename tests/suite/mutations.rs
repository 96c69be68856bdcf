//! What an editor, an operating system or a paste does to a notes file must not change what it says.

use bespoke::finding::SourceFile;
use bespoke::job::{Instruction, Job};

use crate::harness::{HARBOR_TRANSIT, PENN_MEDICINE, SAMPLE_PROFILE, Workspace};

fn read(text: &str) -> Job {
    let checked = Job::read("job", &SourceFile::new("job.md", text));
    checked.value.unwrap_or_else(|| panic!("{:?}", checked.findings))
}

/// Everything a job says, without where it stands.
fn said(job: &Job) -> Vec<String> {
    let instruction = |name: &str, one: &Instruction| {
        let phrases: Vec<&str> = one.phrases.iter().map(|phrase| phrase.value.as_str()).collect();
        format!("{name}: {:?} conditional={} {phrases:?}", one.intent, one.conditional)
    };
    let mut said = vec![
        format!("company {}", job.company.value),
        format!("position {}", job.position.value),
        format!("url {:?}", job.url.as_ref().map(|url| &url.value)),
        format!("status {:?}", job.status.as_ref().map(|status| &status.value)),
        format!("location {:?}", job.location.as_ref().map(|location| &location.value)),
        format!("contact {:?}", job.contact.as_ref().map(|contact| &contact.value)),
        format!("date {:?}", job.application_date.as_ref().map(|date| date.value)),
        format!("deadline {:?}", job.deadline.as_ref().map(|date| date.value)),
        format!("keep {:?}", job.keep.iter().map(|id| &id.value).collect::<Vec<_>>()),
        format!("drop {:?}", job.drop.iter().map(|id| &id.value).collect::<Vec<_>>()),
    ];
    said.extend(job.company_details.iter().map(|sentence| format!("detail {}", sentence.value)));
    said.extend(job.connection.iter().map(|answer| {
        format!("answer {:?} {}", answer.question.as_ref().map(|question| &question.value), answer.text.value)
    }));
    said.extend(job.notes.key_skills.iter().map(|one| instruction("skill", one)));
    said.extend(job.notes.ideas.iter().map(|one| instruction("idea", one)));
    said.extend(job.notes.entries.iter().map(|entry| {
        let name = format!("{:?} {:?}", entry.area, entry.reference.as_ref().map(|name| &name.value));
        instruction(&name, &entry.instruction)
    }));
    said.extend(
        job.notes.letter.iter().map(|point| instruction(&format!("{:?}", point.part), &point.instruction)),
    );
    said.extend(job.notes.remarks.iter().map(|remark| format!("remark {}", remark.value)));
    said
}

/// What the posting asks for.
fn asked(job: &Job) -> Vec<String> {
    job.requirements.iter().map(|one| format!("{:?} {}", one.demand, one.text.value)).collect()
}

/// Every byte belongs to one segment, in order.
fn assert_accounted(job: &Job) {
    let mut at = 0;
    for segment in &job.segments {
        assert_eq!(segment.span.start, at, "{:?}", job.segments);
        at = segment.span.end;
    }
    assert_eq!(at, job.file.text.len());
}

/// Lines of the lists, changed; other lines as they are.
fn list_lines(text: &str, change: impl Fn(&str, &str) -> String) -> String {
    let line = |line: &str| {
        let body = line.trim_start();
        let indent = &line[..line.len() - body.len()];
        body.strip_prefix("- ").map_or_else(|| line.to_owned(), |words| change(indent, words))
    };
    text.lines().map(|one| line(one) + "\n").collect()
}

fn heading_lines(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines()
        .map(|line| if line.starts_with('#') { change(line) } else { line.to_owned() } + "\n")
        .collect()
}

/// Headings of the sections by a line below them.
fn underlined(text: &str) -> String {
    heading_lines(text, |line| {
        line.strip_prefix("## ").map_or(line.to_owned(), |words| format!("{words}\n---"))
    })
}

/// The notes above everything else but the front matter.
fn notes_first(text: &str) -> String {
    let (start, notes) = text.split_once("## Notes\n").unwrap();
    let (notes, rest) = notes.split_at(notes.find("## ").unwrap_or(notes.len()));
    let moved = start.replacen("## Company\n", &format!("## Notes\n{notes}\n\n## Company\n"), 1);
    format!("{moved}{rest}")
}

/// Each mutation by name.
fn mutations(text: &str) -> Vec<(&'static str, String)> {
    vec![
        ("CRLF", text.replace('\n', "\r\n")),
        ("byte-order mark", format!("\u{feff}{text}")),
        ("no final newline", text.trim_end().to_owned()),
        ("trailing spaces", text.replace('\n', "  \n")),
        ("tabs", list_lines(text, |indent, words| format!("{}-\t{words}", "\t".repeat(indent.len() / 2)))),
        ("four spaces", list_lines(text, |indent, words| format!("{}- {words}", indent.repeat(2)))),
        (
            "non-breaking spaces",
            list_lines(text, |indent, words| format!("{indent}- {}", words.replace(' ', "\u{a0}"))),
        ),
        ("smart quotes", text.replace('\'', "\u{2019}")),
        ("bullets", list_lines(text, |indent, words| format!("{indent}• {words}"))),
        ("asterisks", list_lines(text, |indent, words| format!("{indent}* {words}"))),
        ("dashes", list_lines(text, |indent, words| format!("{indent}– {words}"))),
        ("numbers", list_lines(text, |indent, words| format!("{indent}1. {words}"))),
        ("brackets", list_lines(text, |indent, words| format!("{indent}12) {words}"))),
        ("deeper headings", heading_lines(text, |line| format!("#{line}"))),
        ("shallower headings", heading_lines(text, |line| line.replacen("##", "#", 1))),
        ("underlined headings", underlined(text)),
        ("closed headings", heading_lines(text, |line| format!("{line} ##"))),
        ("bold headings", heading_lines(text, |line| line.replacen("# ", "# **", 1) + "**")),
        ("colons", heading_lines(text, |line| format!("{line}:"))),
        ("no space after the mark", heading_lines(text, |line| line.replacen("# ", "#", 1))),
        ("capital headings", heading_lines(text, str::to_uppercase)),
        ("blank lines", text.replace('\n', "\n\n")),
        ("zero-width spaces", list_lines(text, |indent, words| format!("{indent}- {words}\u{200b}"))),
        (
            "bold labels",
            list_lines(text, |indent, words| match words.split_once(':') {
                Some((label, rest)) => format!("{indent}- **{label}:**{rest}"),
                None => format!("{indent}- {words}"),
            }),
        ),
        (
            "bold names",
            list_lines(text, |indent, words| match words.split_once(':') {
                Some((label, rest)) => format!("{indent}- __{label}__:{rest}"),
                None => format!("{indent}- {words}"),
            }),
        ),
        ("another order", notes_first(text)),
    ]
}

/// Mutations of the posting's own lines, which may ask for the same in other sentences.
const OF_THE_POSTING: [&str; 1] = ["blank lines"];

#[test]
fn a_mutated_file_says_the_same() {
    for text in [PENN_MEDICINE, HARBOR_TRANSIT] {
        let original = read(text);
        assert_accounted(&original);
        for (name, mutated) in mutations(text) {
            assert!(mutated != text, "{name} changes nothing");
            let job = read(&mutated);
            assert_accounted(&job);
            assert_eq!(said(&job), said(&original), "{name}");
            if !OF_THE_POSTING.contains(&name) {
                assert_eq!(asked(&job), asked(&original), "{name}");
            }
        }
    }
}

/// What a web page may leave in a posting.
const PASTES: [(&str, &str); 12] = [
    ("rule under a line", "What we do\n---\n"),
    ("rule", "\n---\n\n***\n"),
    ("foreign headings", "\n## About the team\n\nWe are nice.\n\n# WELCOME\n"),
    ("deeper known headings", "\n### Notes\n\nAsk for Jo.\n\n#### Company\n\nBig.\n"),
    ("open fence", "\n```rust\nlet x = 1;\n\n## Really\n"),
    ("open tildes", "\n~~~~\ncode\n"),
    ("HTML", "\n<div class=\"a\">\n<script>alert(1)</script>\n<!-- never closed\n"),
    ("stray marks", "\n* * starred * and _half\n**open\n"),
    ("indented", "\n    ## Company\n\tnot code\n"),
    ("table", "\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ("link definition", "\n[notes]: https://example.com\n"),
    ("quote", "\n> ## Position\n> lazy\n"),
];

#[test]
fn a_posting_may_contain_anything() {
    let original = said(&read(PENN_MEDICINE));
    for (name, paste) in PASTES {
        for place in ["## Job Description\n", "\nResponsibilities:\n"] {
            assert_eq!(PENN_MEDICINE.matches(place).count(), 1, "{place}");
            let text = PENN_MEDICINE.replace(place, &format!("{place}{paste}"));
            let job = read(&text);
            assert_accounted(&job);
            assert_eq!(said(&job), original, "{name}");
            let posting = &text[job.posting.clone().unwrap()];
            assert!(posting.contains(paste.trim()), "{name}: the paste is not in the posting");
        }
    }
}

#[test]
fn a_known_heading_of_the_same_level_ends_the_posting() {
    let text = "## Company\nA\n## Position\nB\n## Job Description\nText\n## Notes\n- Key skills: SQL\n";
    let job = read(text);
    assert_eq!(job.notes.key_skills.len(), 1);
    assert_eq!(text[job.posting.unwrap()].trim(), "Text");
}

#[test]
fn the_explanation_is_the_same_too() {
    let topics = |text: &str| {
        let workspace = Workspace::empty().profile(SAMPLE_PROFILE).job("job", text);
        let explanation = workspace.run(["explain", "job", "--json"]).succeeds().json();
        let shown = explanation["topics"].as_array().unwrap().iter();
        shown
            .map(|topic| format!("{} {} {}", topic["id"], topic["weight"], topic["covered_by"]))
            .collect::<Vec<_>>()
    };
    let original = topics(HARBOR_TRANSIT);
    for name in ["CRLF", "smart quotes", "byte-order mark"] {
        let mutated = mutations(HARBOR_TRANSIT).into_iter().find(|(known, _)| *known == name).unwrap().1;
        assert_eq!(topics(&mutated), original, "{name}");
    }
}
