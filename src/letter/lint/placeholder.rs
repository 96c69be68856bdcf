//! Places that somebody was meant to fill in.

use std::ops::Range;
use std::sync::Arc;

use super::super::{Letter, MARKER};
use super::{Line, Offence, Page};
use crate::finding::{Code, Finding, SourceFile};

/// The longest text between brackets that is taken for a placeholder, in bytes.
const LONGEST: usize = 80;

/// Words that say what should stand in a place.
const FILLED_LATER: [&str; 28] = [
    "name",
    "company",
    "employer",
    "position",
    "title",
    "role",
    "job",
    "date",
    "address",
    "city",
    "team",
    "manager",
    "skill",
    "skills",
    "number",
    "your",
    "insert",
    "todo",
    "here",
    "department",
    "reason",
    "project",
    "industry",
    "school",
    "degree",
    "email",
    "phone",
    "years",
];

/// Markers of a draft, for letters whose markers nobody else reports.
pub(super) fn markers(letter: &Letter) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (number, sentence) in letter.sentences().enumerate() {
        let Some(start) = sentence.text.find(MARKER) else { continue };
        let rest = &sentence.text[start..];
        let end = start + rest.find('\u{27e7}').map_or(rest.len(), |at| at + '\u{27e7}'.len_utf8());
        let message = format!("the letter still has the marker \"{}\"", &sentence.text[start..end]);
        let finding =
            Finding::new(Code::LetterMarker, message).hint("write this sentence yourself or take it out");
        offences.push(Offence { number, span: start..end, finding });
    }
    offences
}

pub(super) fn check(page: &Page<'_>) -> Vec<Offence> {
    let mut offences = Vec::new();
    for line in &page.lines {
        let mut found = bracketed(line.text);
        found.extend(loose(line));
        found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        for span in found {
            if span.start >= end {
                end = span.end;
                offences.push(offence(line, span));
            }
        }
    }
    offences
}

/// Placeholders in the greeting, in the closing and in what stands below it.
pub(super) fn around(letter: &Letter, file: Option<&Arc<SourceFile>>) -> Vec<Finding> {
    let lines = [&letter.salutation, &letter.closing, &letter.signature].into_iter().chain(&letter.below);
    let quoted = lines.flat_map(|line| bracketed(line).into_iter().map(move |span| &line[span]));
    let place = |quoted: &str| {
        let file = file?;
        let start = file.text.find(quoted)?;
        Some((file, start..start + quoted.len()))
    };
    quoted
        .map(|quoted| match place(quoted) {
            Some((file, span)) => finding(quoted).at(file, span),
            None => finding(quoted),
        })
        .collect()
}

fn finding(quoted: &str) -> Finding {
    let message = format!("\"{quoted}\" was never filled in");
    Finding::new(Code::LetterPlaceholder, message).hint("write what belongs there or take it out")
}

fn offence(line: &Line<'_>, span: Range<usize>) -> Offence {
    let finding = finding(&line.text[span.clone()]);
    line.offence(span, finding)
}

/// Placeholders in brackets of any kind.
fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut free = 0;
    for (start, open) in text.char_indices() {
        let close = match open {
            '[' => ']',
            '<' => '>',
            '{' => '}',
            '\u{27e6}' => '\u{27e7}',
            _ => continue,
        };
        let inner = start + open.len_utf8();
        let limit = text.floor_char_boundary(inner + LONGEST);
        let Some(length) = text[inner..limit].find(close).filter(|_| start >= free) else { continue };
        let mut end = inner + length + close.len_utf8();
        if text[end..].starts_with(close) && open == '{' {
            end += 1;
        }
        if is_placeholder(text, start..end, &text[inner..inner + length]) {
            found.push(start..end);
        }
        free = end;
    }
    found
}

fn is_placeholder(text: &str, span: Range<usize>, content: &str) -> bool {
    let folded = content.trim_matches(['{', ' ']).to_lowercase();
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    match text[span.start..].chars().next() {
        Some('[') => {
            // "[t]he" and "[sic]" are marks of quoting, "[text](address)" is a link, "[1]" a note.
            let inside_word = text[span.end..].starts_with(char::is_alphabetic);
            let link = text[span.end..].starts_with(['(', '[']);
            let quoting = ["sic", "x", "emphasis mine", "emphasis added"].contains(&folded.as_str());
            letters > usize::from(inside_word) && !link && !quoting
        }
        // A type such as "<vector>" or an address is no place to fill in.
        Some('<') => words.any(|word| FILLED_LATER.contains(&word)) && !folded.contains(['@', ':']),
        _ => letters > 0,
    }
}

/// Placeholders without brackets.
fn loose(line: &Line<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        let raw = &line.text[word.span.clone()];
        let crosses = raw.chars().all(|c| matches!(c, 'X' | 'x'));
        let dollar = line.text[..word.span.start].ends_with('$');
        let percent = line.text[word.span.end..].starts_with('%');
        if (crosses && raw.len() > 2) || (raw.chars().all(|c| c == 'X') && (dollar || percent)) {
            let start = word.span.start - usize::from(dollar);
            found.push(start..word.span.end + usize::from(percent));
        } else if ["TODO", "TBD", "FIXME"].contains(&raw) {
            found.push(word.span.clone());
        } else if (word.folded == "lorem" && line.word(at + 1) == "ipsum")
            || (raw == "INSERT" && is_order_to_insert(line, at + 1))
        {
            found.push(line.span(at..at + 2));
        }
    }
    found.extend(underscores(line.text));
    found.extend(told_to_write(line));
    found
}

/// What an instruction to write leaves: "Insert a sentence about their culture", "goes here please".
fn told_to_write(line: &Line<'_>) -> Option<Range<usize>> {
    const ORDERS: [&[&str]; 5] = [
        &["insert", "a", "sentence"],
        &["add", "a", "sentence"],
        &["add", "something", "about"],
        &["say", "something", "about"],
        &["goes", "here"],
    ];
    ORDERS.iter().find_map(|order| {
        let at = (0..line.words.len())
            .find(|at| order.iter().enumerate().all(|(n, word)| line.word(at + n) == *word))?;
        // Only at the start of a sentence, or at its end, is it an order.
        let end = at + order.len();
        (at == 0 || order[0] == "goes").then(|| line.span(at..end))
    })
}

/// "INSERT NAME" and "INSERT company", but neither "INSERT INTO" nor "INSERT statements".
fn is_order_to_insert(line: &Line<'_>, next: usize) -> bool {
    let Some(word) = line.words.get(next) else { return false };
    let raw = &line.text[word.span.clone()];
    let capitals = raw.len() > 1 && raw.chars().all(char::is_uppercase) && raw != "INTO";
    capitals || FILLED_LATER.contains(&word.folded.as_str())
}

/// Blanks to write on: "____".
fn underscores(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("___").map(|start| at + start) {
        let rest = &text[start..];
        at = start + rest.len() - rest.trim_start_matches('_').len();
        found.push(start..at);
    }
    found
}
