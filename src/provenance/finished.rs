//! Finished documents, held against the profile and the notes.
//!
//! What is looked at was read back from the files that are sent, so a claim is found wherever it came from: a
//! template, a letter, or a fault of this program.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil;

use super::numbers::Numbers;
use super::sources::{LONGEST_SKILL, Sources, Texts, is_skill};
use super::{Basis, Claim, Kind, Told, names, titles};
use crate::finding::{Code, Finding};
use crate::language::Language;
use crate::tailor::is_ordinary;
use crate::words::{Line, content_lines, words};

/// Words that templates may bring.
const LABELS: &str = include_str!("labels.txt");

static LABEL_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| content_lines(LABELS).flat_map(str::split_whitespace).collect());

/// A finished document, as it was read back.
#[derive(Debug, Clone, Default)]
pub struct Document<'a> {
    /// How messages call it.
    pub name: &'a str,
    /// Texts that are the profile's own, word by word: all of a resume.
    pub quoted: Vec<&'a str>,
    /// Sentences about the person: those of a letter.
    pub written: Vec<&'a str>,
    /// What templates bring.
    pub beside: &'a [String],
    /// How many pages it has, which may be numbered.
    pub pages: usize,
}

/// The words of a profile, for documents that quote it.
#[derive(Debug)]
pub(super) struct Quotable(HashSet<String>);

impl Quotable {
    /// Every word of what a profile said.
    pub(super) fn of(said: &[[String; 2]]) -> Self {
        let words = |text: &String| words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>();
        Self(said.iter().flatten().flat_map(words).collect())
    }

    /// The first word of a text that is neither the profile's nor one of a language.
    fn first_strange<'t>(&self, text: &'t str, brought: &HashSet<String>) -> Option<&'t str> {
        let known = |word: &str| self.0.contains(word) || brought.contains(word);
        // "March 4" may be written "2021-03-04".
        let strange =
            words(text).into_iter().find(|word| !known(&word.folded) && !known(&format!("0{}", word.folded)));
        strange.map(|word| &text[word.span])
    }
}

/// What the finished documents of a job may say.
pub struct Known<'a> {
    told: Told<'a>,
    language: &'static Language,
    day: civil::Date,
    labels: Labels,
}

impl<'a> Known<'a> {
    /// What may be said in a language on a day.
    pub fn new(told: Told<'a>, (language, day): (&'static Language, civil::Date)) -> Self {
        Self { told, language, day, labels: Labels::new(told, language, day) }
    }

    /// What a finished document says and neither the profile nor the notes do.
    pub fn check(&self, document: &Document<'_>) -> Vec<Finding> {
        let mut findings = self.quoted(document);
        findings.extend(self.written(document));
        findings.extend(self.beside(document));
        findings.dedup();
        findings
    }

    fn quoted(&self, document: &Document<'_>) -> Vec<Finding> {
        let strange = |text: &&str| {
            let word = self.told.history.quotable.first_strange(text, &self.labels.brought)?;
            let hint = "it was not taken from the profile as it is; please report how this came about";
            Some(unsourced(document.name, &format!("word \"{word}\" in \"{text}\"")).hint(hint))
        };
        document.quoted.iter().filter_map(strange).collect()
    }

    fn written(&self, document: &Document<'_>) -> Vec<Finding> {
        let basis = Basis::new(self.told, &[], (self.language.tag, self.day));
        let sentences: Vec<Line<'_>> = document.written.iter().map(|text| Line::new(text)).collect();
        let claims = basis.unsourced(&sentences.iter().collect::<Vec<_>>()).into_iter();
        let claims = claims.filter(|(_, claim)| claim.certain);
        let finding = |(at, claim): (usize, Claim)| {
            let hint = "add it to the profile or the notes if it is true, or take it out of the letter";
            claimed(document.name, claim.kind, &document.written[at][claim.span]).hint(hint)
        };
        claims.map(finding).collect()
    }

    fn beside(&self, document: &Document<'_>) -> Vec<Finding> {
        let in_text = |text: &String| {
            let claims = self.labels.unsourced(&Line::new(text), document.pages).into_iter();
            let hint =
                "the theme's templates say so: take it out there, or add it to the profile if it is true";
            let finding = |claim: Claim| claimed(document.name, claim.kind, &text[claim.span]).hint(hint);
            claims.map(finding).collect::<Vec<_>>()
        };
        document.beside.iter().flat_map(in_text).collect()
    }
}

fn claimed(document: &str, kind: Kind, quoted: &str) -> Finding {
    unsourced(document, &format!("{} \"{quoted}\"", kind.name()))
}

fn unsourced(document: &str, what: &str) -> Finding {
    let message = format!(
        "the finished {document} has the {what}, which stands neither in the profile nor in the notes"
    );
    Finding::new(Code::Unsourced, message)
}

/// What templates may say by themselves: labels, and what the person says anyway.
struct Labels {
    sources: Sources,
    numbers: Numbers,
    /// The words of the language.
    brought: HashSet<String>,
    language: &'static Language,
}

impl Labels {
    fn new(Told { history, notes, .. }: Told<'_>, language: &'static Language, day: civil::Date) -> Self {
        let name = &history.profile.basics.name;
        let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
        let head = Texts::of(&[language.long_date(day), initials]);
        let sources = Sources::of([&history.texts, &notes.own, &head]);
        Self {
            numbers: Numbers::of(sources.clone(), history.profile, day),
            sources,
            brought: language.words().flat_map(words).map(|word| word.folded).collect(),
            language,
        }
    }

    /// What a stretch of text claims and no source says, in a document of so many pages.
    fn unsourced(&self, line: &Line<'_>, pages: usize) -> Vec<Claim> {
        let english = self.language.tag == "en";
        let mut claims = self.numbers.named(line.text, pages, english);
        let titles = if english { titles::named(line, &self.sources) } else { Vec::new() };
        for claim in titles.into_iter().chain(self.skills(line)).chain(self.names(line)) {
            if !claims.iter().any(|earlier| earlier.overlaps(&claim)) {
                claims.push(claim);
            }
        }
        claims
    }

    fn is_label(&self, word: &str) -> bool {
        LABEL_WORDS.contains(word) || self.brought.contains(word)
    }

    /// The skills of a text that no source has, each by the longest of its names.
    fn skills(&self, line: &Line<'_>) -> Vec<Claim> {
        let skill = |at: usize| {
            let named = |length: &usize| is_skill(&line.phrase(at..at + length));
            let known = (1..=LONGEST_SKILL.min(line.words.len() - at))
                .rev()
                .find(named)
                .map(|length| at..at + length);
            let words = known.or_else(|| names::tool(line, at))?;
            let phrase = line.phrase(words.clone());
            let label = words.clone().all(|at| self.is_label(line.word(at)));
            (!label && !self.sources.has(&phrase)).then(|| Claim::certain(Kind::Skill, line.span(words)))
        };
        (0..line.words.len()).filter_map(skill).collect()
    }

    /// The names of a text that no source has. Where every noun has a capital, a capital alone makes no name, and in
    /// languages of which few labels are known the first word may be one of them.
    fn names(&self, line: &Line<'_>) -> Vec<Claim> {
        let (capitals, english) = (self.language.tag != "de", self.language.tag == "en");
        let is_name = |at: usize| {
            let raw = names::raw(line, at);
            let marked = names::is_marked(raw) && raw.chars().any(char::is_lowercase);
            let capital = capitals && raw.chars().count() > 1 && raw.starts_with(char::is_uppercase);
            let capital = capital && (english || at > 0 || line.words.len() == 1);
            let word = line.word(at);
            let says_nothing = self.is_label(word) || names::is_common(word) || is_ordinary(word);
            names::is_institution(word) || ((marked || capital) && !says_nothing)
        };
        let strange = |at: &usize| is_name(*at) && !self.sources.has(line.word(*at));
        let joined = |at: usize| at > 0 && [" ", "-", " & ", "&"].contains(&line.before(at));
        let mut claims: Vec<Claim> = Vec::new();
        let mut last: Option<Range<usize>> = None;
        for at in (0..line.words.len()).filter(strange) {
            let span = match last.take() {
                // Both words of a name are one claim.
                Some(run) if run.end == at && joined(at) => {
                    claims.pop();
                    run.start..at + 1
                }
                _ => at..at + 1,
            };
            claims.push(Claim::certain(Kind::Name, line.span(span.clone())));
            last = Some(span);
        }
        claims
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::super::{History, Notes};
    use super::{Document, Known, Told};
    use crate::finding::SourceFile;
    use crate::job::Job;
    use crate::language::Language;
    use crate::profile::Profile;

    const PROFILE: &str = r#"
[basics]
name = "Ren\u00e9e O\u2019Brien"
email = "renee@example.dev"
phone = "(215) 555-0142"

[[work]]
name = "R&amp;D Works"
[[work.positions]]
title = "Engineer"
start = "2020-03-04"
highlights = ["Cut **re**work by 12% in `ci`, see [the talk](https://example.dev/talk)."]
"#;

    /// What is strange about a text of a resume.
    fn strange(text: &str) -> Option<String> {
        let profile = Profile::read(&SourceFile::new("master.toml", PROFILE)).value.unwrap();
        let job = "## Company\nAcme\n\n## Position\nEngineer\n";
        let job = Job::read("acme", &SourceFile::new("acme.md", job)).value.unwrap();
        let told = Told { history: &History::new(&profile), job: &job, notes: &Notes::of(&job) };
        let known = Known::new(told, (Language::of("en"), civil::date(2025, 6, 16)));
        let document = Document { name: "resume", quoted: vec![text], ..Document::default() };
        known.check(&document).pop().map(|finding| finding.message)
    }

    #[test]
    fn what_the_profile_says_is_quoted_as_it_is_read() {
        for text in [
            "Ren\u{e9}e O'Brien",
            "(215) 555-0142",
            "R&D Works",
            "Experience",
            "Mar 2020 - Present",
            "March 4, 2020",
            "Cut rework by 12% in ci, see the talk.",
        ] {
            assert_eq!(strange(text), None, "{text}");
        }
    }

    #[test]
    fn each_changed_word_of_a_resume_is_told() {
        let text = "Cut rework by 12% in ci, see the talk.";
        for (word, planted) in [
            ("Cut", "Slashed"),
            ("rework", "reworks"),
            ("12%", "120%"),
            ("12%", "twelve"),
            ("ci", "Rust"),
            ("talk", "keynote"),
        ] {
            let message = strange(&text.replace(word, planted)).expect(planted);
            assert!(message.contains(&format!("\"{}\"", planted.trim_end_matches('%'))), "{message}");
        }
        assert!(strange("Mar 2019 - Present").is_some());
        assert!(strange("Senior Engineer").is_some());
    }
}
