//! The rules of a good letter, held against drafts and edited letters alike.
//!
//! Each rule reads the [`Page`] and returns its [`Offence`]s in terms of sentences; only here do they become
//! findings with a place in a file, so no rule has to know where a sentence was written.

mod company;
mod order;
mod pattern;
mod personal;
mod placeholder;
mod repeats;
pub(super) mod rhythm;
mod stock;
#[cfg(test)]
mod tests;
mod unsourced;

use std::ops::{Deref, Range};

use super::{Letter, MARKER, Sentence, UNREADABLE};
use crate::finding::{Code, Finding};
use crate::job::Job;
use crate::provenance::Told;
use crate::words;

pub use stock::stock_phrases;

/// What a letter is held against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// What the person tells, of themselves and for the job.
    pub told: Told<'a>,
    /// The texts of the same job's resume, line by line, without Markdown.
    pub resume: &'a [String],
    /// The companies of the workspace's other jobs.
    pub companies: &'a [String],
    /// Whether the owner has taken the letter over, so that no draft has reported its markers.
    pub owned: bool,
}

/// A letter as the rules see it.
struct Page<'a> {
    letter: &'a Letter,
    context: &'a Context<'a>,
    /// The sentences that are finished: those with a marker are left to their owner.
    lines: Vec<Line<'a>>,
    /// Whether the rules of wording apply.
    english: bool,
}

/// A finished sentence.
struct Line<'a> {
    /// Its number in the letter.
    number: usize,
    sentence: words::Line<'a>,
}

impl<'a> Deref for Line<'a> {
    type Target = words::Line<'a>;

    fn deref(&self) -> &Self::Target {
        &self.sentence
    }
}

impl Line<'_> {
    fn offence(&self, span: Range<usize>, finding: Finding) -> Offence {
        Offence { number: self.number, span, finding }
    }
}

/// Words of a sentence that break a rule.
struct Offence {
    /// The sentence's number in the letter.
    number: usize,
    /// The words, as bytes of the sentence.
    span: Range<usize>,
    finding: Finding,
}

/// What a careful reader would object to, in the order of the letter.
pub fn lint(letter: &Letter, context: &Context<'_>) -> Vec<Finding> {
    let page = Page::new(letter, context);
    let sentences: Vec<&Sentence> = letter.sentences().collect();
    let locate = |offence: Offence| {
        let sentence = sentences[offence.number];
        offence.locate(sentence, context.told.job)
    };
    if letter.words() > UNREADABLE {
        return rhythm::too_long(&page).map(locate).into_iter().collect();
    }
    let mut offences = if context.owned { placeholder::markers(letter) } else { Vec::new() };
    let mut named = placeholder::check(&page);
    named.extend(company::check(&page));
    let unsourced = unsourced::check(&page).into_iter();
    // A placeholder and another company stand in no source either; saying so twice helps nobody.
    let told = |offence: &Offence| {
        named.iter().any(|other| other.finding.code != Code::LetterNames && other.overlaps(offence))
    };
    offences.extend(unsourced.filter(|offence| !told(offence)));
    offences.extend(named);
    offences.extend(repeats::check(&page));
    offences.extend(rhythm::too_long(&page));
    if page.english {
        offences.extend(order::check(&page));
        offences.extend(rhythm::check(&page));
        offences.extend(stock::check(&page));
        offences.extend(personal::check(&page));
    }
    offences.sort_by_key(|offence| (offence.number, offence.span.start));
    let file = sentences.first().and_then(|sentence| sentence.sources.first()).map(|place| &place.file);
    let around = if context.owned { placeholder::around(letter, file) } else { Vec::new() };
    around.into_iter().chain(offences.into_iter().map(locate)).collect()
}

impl<'a> Page<'a> {
    fn new(letter: &'a Letter, context: &'a Context<'a>) -> Self {
        Self { letter, context, lines: lines(letter), english: letter.language.tag == "en" }
    }
}

/// The finished sentences of a letter.
fn lines(letter: &Letter) -> Vec<Line<'_>> {
    let sentences = letter.sentences().enumerate().filter(|(_, sentence)| !sentence.text.contains(MARKER));
    sentences.map(|(number, sentence)| Line { number, sentence: words::Line::new(&sentence.text) }).collect()
}

impl Offence {
    fn overlaps(&self, other: &Self) -> bool {
        self.number == other.number && self.span.start < other.span.end && other.span.start < self.span.end
    }

    /// The finding, pointing at the words in the sentence's first source if they stand there, else at all of it.
    fn locate(self, sentence: &Sentence, job: &Job) -> Finding {
        let Some(source) = sentence.sources.first() else {
            return self.finding.in_file(job.file.name.as_str());
        };
        let text = source.file.text.get(source.span.clone()).unwrap_or_default();
        let quoted = &sentence.text[self.span.clone()];
        let earlier =
            occurrences(&sentence.text, quoted).filter(|found| found.start < self.span.start).count();
        let span = match occurrences(text, quoted).nth(earlier) {
            Some(found) => source.span.start + found.start..source.span.start + found.end,
            None => source.span.clone(),
        };
        self.finding.at(&source.file, span)
    }
}

/// So many words tell a place from any other; looking for more would take as long as the text is long, at each place.
const WORDS_TO_FIND: usize = 64;

/// Where words, or the first of many, stand in a text as words of their own, whatever space or line end is between them.
fn occurrences(text: &str, quoted: &str) -> impl Iterator<Item = Range<usize>> {
    let parts: Vec<&str> = quoted.split_whitespace().take(WORDS_TO_FIND).collect();
    let first = parts.first().copied().unwrap_or("\0");
    text.match_indices(first).filter_map(move |(start, _)| {
        let mut end = start + first.len();
        for part in parts.iter().skip(1) {
            let rest = &text[end..];
            let next = rest.trim_start();
            if next.len() == rest.len() || !next.starts_with(part) {
                return None;
            }
            end += rest.len() - next.len() + part.len();
        }
        (is_edge(text, start) && is_edge(text, end)).then_some(start..end)
    })
}

/// Whether no word goes on across an offset.
fn is_edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = text[at..].chars().next().is_some_and(char::is_alphanumeric);
    !(before && after)
}
