//! Length and rhythm: of the letter, of its sentences, and of how they begin.

use super::super::{LONGEST_SENTENCE, Letter, MOST_WORDS};
use super::{Line, Offence, Page, lines};
use crate::finding::{Code, Finding, Severity};

/// Words of a sentence at least.
const SHORTEST: usize = 6;

/// Fewer sentences than this have no rhythm yet.
const FEW: usize = 5;

/// So many sentences in a row must not begin with "I".
const IN_A_ROW: usize = 3;

/// The letter as a whole, in any language.
pub(super) fn too_long(page: &Page<'_>) -> Option<Offence> {
    let words = page.letter.words();
    let more = words.checked_sub(MOST_WORDS).filter(|more| *more > 0)?;
    let last = page.lines.last()?;
    let message =
        format!("the letter has {words} words, {more} more than the {MOST_WORDS} a reader has time for");
    let finding = Finding::new(Code::LetterLength, message).hint("take out what this job asks for least");
    Some(last.offence(0..last.text.len(), finding))
}

pub(super) fn check(page: &Page<'_>) -> Vec<Offence> {
    let lengths = page.lines.iter().filter_map(length);
    lengths.chain(too_often(&page.lines)).chain(in_a_row(&page.lines)).collect()
}

/// Whether too many sentences of a letter begin with "I".
pub(in crate::letter) fn is_full_of_i(letter: &Letter) -> bool {
    let lines = lines(letter);
    too_often(&lines).is_some() || !in_a_row(&lines).is_empty()
}

fn length(line: &Line<'_>) -> Option<Offence> {
    let count = line.text.split_whitespace().count();
    let hint = match count {
        0 => return None,
        1..SHORTEST => "say more, or join it to a sentence beside it",
        SHORTEST..=LONGEST_SENTENCE => return None,
        _ => "make two sentences of it",
    };
    let opening: Vec<&str> = line.text.split_whitespace().take(SHORTEST).collect();
    let words = if count == 1 { "word" } else { "words" };
    let message = format!("the sentence \"{}\" has {count} {words}", shown(&opening, count));
    // A short sentence may be meant; one that is read twice is not.
    let severity = if count < SHORTEST { Severity::Info } else { Severity::Warning };
    let finding = Finding::new(Code::LetterSentence, message).severity(severity).hint(hint);
    Some(line.offence(0..line.text.len(), finding))
}

/// The first words of a sentence, with dots for the rest.
fn shown(opening: &[&str], count: usize) -> String {
    let dots = if count > opening.len() { " ..." } else { "" };
    opening.join(" ") + dots
}

fn begins_with_i(line: &Line<'_>) -> bool {
    ["i", "i'm", "i've", "i'd", "i'll"].contains(&line.word(0))
}

/// The first sentence with which those that begin with "I" are more than two in five.
fn too_often(lines: &[Line<'_>]) -> Option<Offence> {
    let all = lines.len();
    let allowed = all * 2 / 5;
    let begun: Vec<&Line<'_>> = lines.iter().filter(|line| begins_with_i(line)).collect();
    let line = begun.get(allowed).filter(|_| all >= FEW)?;
    let message = format!("{} of {all} sentences begin with \"I\"", begun.len());
    Some(begins(line, message))
}

/// The third sentence of each stretch that begins with "I".
fn in_a_row(lines: &[Line<'_>]) -> Vec<Offence> {
    let mut offences = Vec::new();
    let mut row = 0;
    for line in lines {
        row = if begins_with_i(line) { row + 1 } else { 0 };
        if row == IN_A_ROW {
            let message =
                format!("this is the third sentence in a row that begins with \"{}\"", opening(line));
            offences.push(begins(line, message));
        }
    }
    offences
}

fn opening<'a>(line: &Line<'a>) -> &'a str {
    &line.text[line.span(0..1)]
}

fn begins(line: &Line<'_>, message: String) -> Offence {
    let finding = Finding::new(Code::LetterBeginsWithI, message)
        .hint("begin with the work, the people or the reason instead");
    line.offence(line.span(0..1), finding)
}
