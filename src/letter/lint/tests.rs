//! The rules, each with texts that break it and many that do not.

use jiff::civil;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_oneof, proptest};

use super::{Context, lint, stock_phrases};
use crate::finding::{Code, Finding, Place, SourceFile};
use crate::job::Job;
use crate::language::Language;
use crate::letter::{Letter, Paragraph, Sentence};
use crate::profile::Profile;
use crate::provenance::{History, Notes, Told};

mod good;
mod rules;

const PROFILE: &str = r#"
[basics]
name = "Robin Vale"
email = "robin@vale.example"

[[work]]
name = "URBN"
[[work.positions]]
title = "Machine Learning Engineering Manager"
start = "2021-03"
highlights = [
  "Modeled weekly demand for 40,000 products in a **TensorFlow** service on K8s that lowered error from 31 to 24 percent.",
  "Raised $1.2M from 3 to 5 million dollars of grants, and mentored twelve nurses, 85 students and 14 apprentices.",
  "Moved the night schedule from Excel to Power Point slides and Python in six weeks, with 310,000 rides counted.",
]
[[work]]
name = "Temple Hospital"
[[work.positions]]
title = "Nurse"
start = "2012-06"
end = "2021-02"

[[education]]
institution = "Temple University"
studyType = "BS"
area = "Biology"
start = "2008"
end = "2012"
"#;

const JOB: &str = "## Company
Acme Transit, Inc.

## Position
Data Engineer

## Job Description
Acme Transit runs the buses of nine towns and counts 120 vehicles. MBA preferred. You will report to the Director.

## Personal Connection
- Describe your experience: I ride the Route 7 bus with Maria every morning before the first shift begins

## Notes
- Key skills to emphasize:
  - Reliable forecasting services for planners in small towns everywhere
- Cover letter points:
  - Opening paragraph: Express interest in honest arrival times on every single screen
  - Company paragraph: Connect to how Acme Transit runs the buses of nine towns
  - Closing paragraph: Mention that I ride the Route 7 bus with Maria every morning
";

fn profile() -> Profile {
    Profile::read(&SourceFile::new("master.toml", PROFILE)).value.expect("a profile")
}

fn job(text: &str) -> Job {
    Job::read("acme", &SourceFile::new("acme.md", text)).value.expect("a job")
}

/// A letter of one paragraph whose sentences have no source.
fn letter(sentences: &[&str]) -> Letter {
    let sentence = |text: &&str| Sentence { text: (*text).to_owned(), sources: Vec::new() };
    of(vec![Paragraph::plain(sentences.iter().map(sentence).collect())])
}

fn of(paragraphs: Vec<Paragraph>) -> Letter {
    Letter {
        language: Language::of("en"),
        date: civil::date(2025, 6, 16),
        recipient: vec!["Morgan Reyes".into(), "Acme Transit, Inc.".into()],
        salutation: "Dear Morgan Reyes,".into(),
        paragraphs,
        closing: "Sincerely,".into(),
        signature: "Robin Vale".into(),
        below: Vec::new(),
        unused: Vec::new(),
        left_out: Vec::new(),
    }
}

const OTHERS: [&str; 5] = ["Globex, Inc.", "Target", "URBN", "Acme", "Penn Medicine"];

fn findings(letter: &Letter, job: &Job) -> Vec<Finding> {
    let resume =
        ["Kept the wards of two busy hospitals running through nights and weekends alike".to_owned()];
    let companies = OTHERS.map(str::to_owned);
    let profile = profile();
    lint(
        letter,
        &Context {
            told: Told { history: &History::new(&profile), job, notes: &Notes::of(job) },
            resume: &resume,
            companies: &companies,
            owned: true,
        },
    )
}

/// Findings on one sentence, without those on the letter around it.
fn on(sentence: &str) -> Vec<Finding> {
    let mut all = findings(&letter(&[sentence]), &job(JOB));
    all.retain(|finding| finding.code != Code::LetterNames);
    all
}

/// The messages of one code on a sentence.
fn said(code: Code, sentence: &str) -> Vec<String> {
    on(sentence).into_iter().filter(|finding| finding.code == code).map(|finding| finding.message).collect()
}

/// Each text has exactly one finding of a code, and it quotes the words.
fn flags(code: Code, texts: &[(&str, &str)]) {
    let wrong: Vec<String> = texts
        .iter()
        .map(|(sentence, words)| (sentence, format!("\"{words}\""), said(code, sentence)))
        .filter(|(_, quoted, said)| said.len() != 1 || !said[0].contains(quoted))
        .map(|(sentence, _, said)| format!("{sentence} {said:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// No text has a finding of a code.
fn passes(code: Code, texts: &[&str]) {
    let wrong: Vec<Vec<String>> =
        texts.iter().map(|sentence| said(code, sentence)).filter(|said| !said.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where the findings of a code point, as line, column and words.
fn places(letter: &Letter, code: Code) -> Vec<(usize, usize, String)> {
    let found = findings(letter, &job(JOB)).into_iter().filter(|finding| finding.code == code);
    let place = |place: Place| {
        let (line, column) = place.position();
        (line, column, place.file.text[place.span].to_owned())
    };
    found.filter_map(|finding| finding.place).map(place).collect()
}

#[test]
fn a_finding_points_at_the_words_in_the_letters_file() {
    let text = "+++\n+++\nI joined Globex there\nand met Globex people; a team\n  player, they said.\n";
    let file = SourceFile::new("letter.md", text);
    let sentence = |shown: &str, from: usize, to: usize| Sentence {
        text: shown.into(),
        sources: vec![Place::new(&file, from..to)],
    };
    let shown = "I joined Globex there and met Globex people; a team player, they said.";
    let letter = of(vec![Paragraph::plain(vec![sentence(shown, 8, text.len() - 1)])]);
    assert_eq!(
        places(&letter, Code::OtherCompany),
        [(3, 10, "Globex".to_owned()), (4, 9, "Globex".to_owned())]
    );
    assert_eq!(places(&letter, Code::LetterStockPhrase), [(4, 26, "team\n  player".to_owned())]);
    // Words that the source has in another form are pointed at as a whole.
    let letter = of(vec![Paragraph::plain(vec![sentence("They call me a team player there.", 8, 29)])]);
    assert_eq!(places(&letter, Code::LetterStockPhrase), [(3, 1, "I joined Globex there".to_owned())]);
}

#[test]
fn a_sentence_without_a_source_names_the_job_file() {
    let found = on("They call me a team player there.");
    assert_eq!(found[0].path.as_deref(), Some("acme.md"));
}

#[test]
fn findings_follow_the_letter() {
    let found = findings(
        &letter(&[
            "A real team player wrote this at Globex once.",
            "The [company] needs a go-getter like this.",
        ]),
        &job(JOB),
    );
    let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    use Code::{LetterNames, LetterPlaceholder, LetterStockPhrase, OtherCompany};
    let expected = [LetterNames, LetterStockPhrase, OtherCompany, LetterPlaceholder, LetterStockPhrase];
    assert_eq!(codes, expected);
    assert!(found.iter().all(|finding| finding.hint.is_some() && !finding.message.ends_with('.')));
}

#[test]
fn a_marker_is_all_there_is_to_say_about_its_sentence() {
    let marked = "\u{27e6}TODO: team player at Globex\u{27e7}";
    let codes: Vec<Code> = on(marked).into_iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::LetterMarker]);
    let (profile, job) = (profile(), job(JOB));
    let told = Told { history: &History::new(&profile), job: &job, notes: &Notes::of(&job) };
    let context = Context { told, resume: &[], companies: &[], owned: false };
    let found = lint(&letter(&[marked]), &context);
    assert!(found.iter().all(|finding| finding.code == Code::LetterNames), "a draft reports its own markers");
}

#[test]
fn rules_of_wording_are_for_english() {
    let mut german =
        letter(&["I am a team player and my wife has forty two cats.", "Mention the TODO [Firma] and 77."]);
    german.language = Language::of("de");
    let codes: Vec<Code> = findings(&german, &job(JOB)).into_iter().map(|finding| finding.code).collect();
    use Code::{LetterNames, LetterPlaceholder, LetterUnsourced};
    assert_eq!(codes, [LetterNames, LetterPlaceholder, LetterPlaceholder, LetterUnsourced]);
}

#[test]
fn stock_phrases_are_listed_once() {
    let mut all: Vec<&str> = stock_phrases().collect();
    assert!(all.len() >= 80);
    assert!(all.iter().all(|phrase| *phrase == phrase.to_lowercase() && !phrase.contains('-')));
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_can_be_read(texts in proptest::collection::vec(sentence(), 1..6)) {
        let file = SourceFile::new("letter.md", texts.join("\n"));
        let mut at = 0;
        let sentences = texts.iter().map(|text| {
            let span = at..at + text.len();
            at = span.end + 1;
            Sentence { text: text.clone(), sources: vec![Place::new(&file, span)] }
        });
        findings(&of(vec![Paragraph::plain(sentences.collect())]), &job(JOB));
    }
}

/// Arbitrary characters, and pieces that the rules look for in arbitrary order.
fn sentence() -> impl Strategy<Value = String> {
    const PIECES: [&str; 34] = [
        "[",
        "]",
        "<name>",
        "{",
        "}}",
        "$X",
        "____",
        "I'm",
        "\u{2019}s",
        "twenty",
        "-",
        "five",
        "hundred",
        "and",
        "half a",
        "dozen",
        "50k",
        "1,2.3",
        "2021-03-",
        "million",
        "to",
        "Globex",
        "Inc.",
        "as a",
        "vice president",
        "\u{27e6}",
        "\u{27e7}",
        "Mention",
        "my",
        "PhD",
        "İ",
        "\u{1f600}",
        "ß",
        "99999999999999999999999",
    ];
    let piece = prop_oneof![
        proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        "\\PC{0,8}",
        Just(" ".to_owned()),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}
