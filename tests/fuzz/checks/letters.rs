//! A letter that its owner has taken over.

use std::sync::LazyLock;

use bespoke::finding::{SourceFile, has_errors};
use bespoke::job::Job;
use bespoke::language::Language;
use bespoke::letter::{self, AIM, Brief, Letter, Owned};
use bespoke::profile::Profile;
use bespoke::provenance::{History, Notes, Told};
use bespoke::tailor::{Heights, Material, Plan};
use jiff::civil;

use super::{assert_placed, text};

/// Who applies.
const PROFILE: &str = r#"
[basics]
name = "Ada Miller"
email = "ada@miller.dev"
[[work]]
name = "Initech"
[[work.positions]]
title = "Data Engineer"
start = "2020-01"
highlights = ["Built data pipelines in Python.", "Led four engineers and hired two of them."]
"#;

/// What for.
const JOB: &str = "## Company\nAcme\n## Position\nData Engineer\n## Job Description\nPython is required.\n\
                   ## Notes\n- Key skills:\n  - Data pipelines\n";

/// The person, the job and the letter that is drafted for it.
static APPLICATION: LazyLock<(Profile, Job, Letter)> = LazyLock::new(|| {
    let profile = Profile::read(&SourceFile::new("master.toml", PROFILE)).value.unwrap();
    let job = Job::read("acme", &SourceFile::new("acme.md", JOB)).value.unwrap();
    let material = Material::new(&profile);
    let plan = Plan::new(&material, &job).value.unwrap();
    let selection = plan.explain(&plan.choose(&Heights::default(), 0).unwrap());
    let history = History::new(&profile);
    let brief = Brief {
        told: Told { history: &history, job: &job, notes: &Notes::of(&job) },
        selection: &selection,
        resume: &[],
        date: civil::date(2026, 5, 7),
        language: Language::of("en"),
        enclosures: &[],
        most_words: AIM,
    };
    let letter = letter::draft(&brief).0;
    drop(plan);
    (profile, job, letter)
});

/// Any text is a letter, and each word of it is set or is in a finding.
pub fn letter(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let (profile, job, draft) = &*APPLICATION;
    let file = SourceFile::new("acme.letter.md", text);
    letter::was_edited(&file);
    let read = letter::read(&Owned { file: &file, profile, job, draft });
    let about = |finding: &bespoke::finding::Finding| {
        finding.place.as_ref().is_some_and(|place| place.file.name == job.file.name)
    };
    let (of_notes, of_file): (Vec<_>, Vec<_>) = read.findings.into_iter().partition(about);
    assert_placed(&of_notes, &job.file);
    assert_placed(&of_file, &file);
    let Some(letter) = read.value else {
        assert!(has_errors(&of_file), "a letter is refused and nothing is wrong with it");
        return;
    };
    for paragraph in &letter.paragraphs {
        assert!(!paragraph.prose.is_empty());
        for sentence in &paragraph.sentences {
            let own = sentence.sources.first().expect("a sentence rests on its own line");
            assert_eq!(own.file, file);
            assert!(text.get(own.span.clone()).is_some_and(|own| !own.trim().is_empty()));
        }
    }
    if is_plain(text) {
        assert_complete(text, &letter, &of_file);
    }
}

/// Whether a letter has no front matter, no comments and no Markdown, so that its words are what is set.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\n' | '.' | ',' | '?' | '#' | '\r' | ':'))
}

/// Asserts that each word is set or lies in a finding, and that sentences are all of their paragraph.
fn assert_complete(text: &str, letter: &Letter, findings: &[bespoke::finding::Finding]) {
    let spoken = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut set: Vec<String> = vec![spoken(&letter.salutation)];
    for paragraph in &letter.paragraphs {
        let prose = spoken(&paragraph.prose.plain());
        let sentences: String = paragraph.sentences.iter().map(|sentence| spoken(&sentence.text)).collect();
        assert_eq!(sentences, prose);
        set.push(prose);
    }
    set.extend([&letter.closing, &letter.signature].map(|line| spoken(line)));
    set.extend(letter.below.iter().map(|line| spoken(line)));
    let set = set.concat();
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let span = at..at + word.len();
        at = span.end;
        let told = findings.iter().filter_map(|finding| finding.place.as_ref());
        let told =
            told.into_iter().any(|place| place.span.start <= span.start && place.span.end >= span.end - 1);
        assert!(told || set.contains(&spoken(word)), "{word:?} is neither set nor in a finding");
    }
}
