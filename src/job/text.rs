//! Words and lines of a notes file: trimming, folding and sentences, with byte ranges kept.

use std::ops::Range;
use std::sync::Arc;

use crate::finding::{SourceFile, Spanned};
use crate::markdown::Prose;

/// Characters that show nothing and only break matching when a web page leaves them in a paste.
const INVISIBLE: [char; 5] = ['\u{feff}', '\u{200b}', '\u{200c}', '\u{2060}', '\u{ad}'];

/// Byte ranges of the lines within a range, without their line ends.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let base = range.start;
    let mut at = base;
    text[range].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    })
}

/// A range without the white space around it.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let blank = |c: char| c.is_whitespace() || c.is_control() || INVISIBLE.contains(&c);
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start_matches(blank).len());
    let end = range.end - (slice.len() - slice.trim_end_matches(blank).len());
    start..end.max(start)
}

/// The end of the line that an offset is in.
pub(super) fn end_of_line(text: &str, at: usize) -> usize {
    lines(text, at..text.len()).next().map_or(at, |rest| rest.end)
}

/// The line end that the file uses.
pub(super) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Every kind of space within a line as plain ones, as many as it had bytes, so that offsets stay true.
pub(super) fn plain_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() && !c.is_ascii() {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// A single value: spacing is normalised, every other character stays as it was typed.
pub(super) fn value(text: &str, span: Range<usize>) -> Spanned<String> {
    Spanned::new(spaces(&text[span.clone()]), span)
}

/// Words of an owner's sentence: Markdown, odd spaces and curly quotes removed.
pub(super) fn words(text: &str) -> String {
    fold_quotes(&Prose::parse(&spaces(text)).plain())
}

/// Every kind of space as one plain space, invisible characters gone.
fn spaces(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !INVISIBLE.contains(c)).collect();
    visible
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Curly quotes as straight ones.
pub fn fold_quotes(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' => '"',
            c => c,
        })
        .collect()
}

/// Lower-case letters and digits only, so that case, spacing and punctuation do not matter.
pub fn fold_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Lower-case words with single spaces between them.
pub(super) fn fold_words(text: &str) -> String {
    let folded = fold_quotes(text).to_lowercase();
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a line says that facts about family and health may stand in the letter.
pub(super) fn shares_personal_facts(line: &str) -> bool {
    const SUBJECTS: [&str; 4] = [
        "family and health facts",
        "health and family facts",
        "personal facts",
        "personal facts in the letter",
    ];
    const CONSENT: [&str; 7] = ["yes", "ok", "okay", "confirmed", "fine", "share them", "may be told"];
    let folded = fold_words(line);
    let answer = SUBJECTS.iter().find_map(|subject| folded.strip_prefix(subject)).map(str::trim_start);
    answer.is_some_and(|answer| CONSENT.iter().any(|word| answer.starts_with(word)))
}

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: [&str; 22] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "inc", "ltd", "co", "corp", "e.g", "i.e", "etc", "vs", "no",
    "approx", "dept", "u.s", "u.k", "jr", "sr", "ph.d",
];

/// The sentences of a range, paragraph by paragraph.
pub(super) fn sentences(file: &Arc<SourceFile>, body: Range<usize>) -> Vec<Spanned<String>> {
    let text = &file.text;
    let mut sentences = Vec::new();
    for item in super::outline::flat(text, body) {
        for span in split_sentences(text, item.span) {
            let words = words(&text[span.clone()]);
            if !words.is_empty() {
                sentences.push(Spanned::new(words, span));
            }
        }
    }
    sentences
}

/// The sentences of a text.
pub fn split_text(text: &str) -> Vec<String> {
    split_sentences(text, 0..text.len()).into_iter().map(|span| text[span].to_owned()).collect()
}

/// Byte ranges of the sentences in a paragraph.
pub fn split_sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let slice = &text[range.clone()];
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, c) in slice.char_indices() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let after = &slice[at + 1..];
        let closers = after.len() - after.trim_start_matches(['"', '\'', ')', '\u{201d}', '\u{2019}']).len();
        let rest = &after[closers..];
        let next = rest.trim_start();
        let ends_here = rest.starts_with(char::is_whitespace) && !next.starts_with(char::is_lowercase);
        if !ends_here {
            continue;
        }
        let word = slice[start..at].rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        let word = word.trim_start_matches(['(', '"']);
        let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i";
        if !(c == '.' && (initial || ABBREVIATIONS.contains(&word))) {
            let end = at + 1 + closers;
            spans.push(trimmed(text, range.start + start..range.start + end));
            start = end;
        }
    }
    spans.push(trimmed(text, range.start + start..range.end));
    spans.retain(|span| !span.is_empty());
    spans
}

#[cfg(test)]
mod tests {
    use super::{fold_key, split_sentences, words};

    #[test]
    fn sentences_end_where_a_reader_hears_it() {
        let text = "We work with Dr. Ann B. Cole at Acme Inc. in Ohio. It has 3.5M users! \"Really?\" Yes";
        let sentences: Vec<_> =
            split_sentences(text, 0..text.len()).into_iter().map(|span| &text[span]).collect();
        assert_eq!(
            sentences,
            [
                "We work with Dr. Ann B. Cole at Acme Inc. in Ohio.",
                "It has 3.5M users!",
                "\"Really?\"",
                "Yes"
            ]
        );
    }

    #[test]
    fn odd_characters_of_a_paste_do_not_matter() {
        assert_eq!(words("our\u{a0}daughter\u{2019}s  **birth**\u{200b}"), "our daughter's birth");
        assert_eq!(fold_key("JOB \u{a0} Description:"), "jobdescription");
    }
}
