//! Patterns of words, written as readable lines.
//!
//! A part of a pattern is a word or several (`a|b`), one that may be missing (`?a|b`), any word (`*`), one that must not
//! follow (`!a|b`), or the end of a thought (`$`): nothing, a mark, or a word that cannot belong to the same noun
//! follows.

use std::collections::HashMap;
use std::ops::Range;

use super::Line;

/// Words after which a noun before them stands by itself: "as a patient of", but not "as a patient listener".
const AFTER_NOUN: [&str; 30] = [
    "i", "my", "we", "our", "of", "at", "in", "there", "here", "for", "with", "who", "since", "when",
    "while", "twice", "myself", "from", "last", "this", "on", "during", "that", "was", "were", "is", "has",
    "had", "until", "after",
];

enum Part {
    One(Vec<&'static str>),
    Maybe(Vec<&'static str>),
    Not(Vec<&'static str>),
    Any,
    End,
}

/// Patterns, found by their first word.
pub(super) struct Patterns {
    patterns: Vec<Vec<Part>>,
    by_first: HashMap<&'static str, Vec<usize>>,
}

impl Patterns {
    /// Reads a list; each pattern begins with a word.
    pub(super) fn read(lines: impl Iterator<Item = &'static str>) -> Self {
        let mut all = Self { patterns: Vec::new(), by_first: HashMap::new() };
        for line in lines {
            let parts: Vec<Part> = line.split(' ').map(part).collect();
            if let Some(Part::One(first)) = parts.first() {
                for word in first {
                    all.by_first.entry(word).or_default().push(all.patterns.len());
                }
            }
            all.patterns.push(parts);
        }
        all
    }

    /// The stretches of words that fit, the longest at each place, none inside another.
    pub(super) fn find(&self, line: &Line<'_>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < line.words.len() {
            let candidates = self.by_first.get(line.word(at)).map_or(&[][..], Vec::as_slice);
            match candidates.iter().filter_map(|pattern| fits(&self.patterns[*pattern], line, at)).max() {
                Some(end) => {
                    found.push(at..end);
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }
}

fn part(text: &'static str) -> Part {
    let words = |text: &'static str| text.split('|').collect();
    match text {
        "*" => Part::Any,
        "$" => Part::End,
        _ => match (text.strip_prefix('?'), text.strip_prefix('!')) {
            (Some(text), _) => Part::Maybe(words(text)),
            (_, Some(text)) => Part::Not(words(text)),
            _ => Part::One(words(text)),
        },
    }
}

/// Where the parts end if they fit the words from an index on.
fn fits(parts: &[Part], line: &Line<'_>, at: usize) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else { return Some(at) };
    let is_one_of = |words: &[&str]| words.contains(&line.word(at));
    match first {
        Part::One(words) => is_one_of(words).then(|| fits(rest, line, at + 1))?,
        Part::Maybe(words) => {
            let taken = is_one_of(words).then(|| fits(rest, line, at + 1)).flatten();
            taken.or_else(|| fits(rest, line, at))
        }
        Part::Not(words) => (!is_one_of(words)).then(|| fits(rest, line, at))?,
        Part::Any => {
            (at < line.words.len() && line.before(at).trim().is_empty()).then(|| fits(rest, line, at + 1))?
        }
        Part::End => {
            let marks = line.before(at).trim();
            let ends = at >= line.words.len()
                || (!marks.is_empty() && !line.before(at).contains(['-', '\'', '\u{2019}', '/']))
                || (marks.is_empty() && AFTER_NOUN.contains(&line.word(at)));
            ends.then_some(at)
        }
    }
}
