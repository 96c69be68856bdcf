//! Texts word by word: the words with their places, and runs of words that two texts share.

mod lists;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(crate) use lists::content_lines;

/// A word: lower case, curly apostrophes straight, composed, and where it stands in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word, folded.
    pub(crate) folded: String,
    /// Its bytes.
    pub(crate) span: Range<usize>,
}

/// The words of a text: runs of letters, their accents and digits, with apostrophes inside. "Cross-functional" is two.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let apostrophe = |c: char| matches!(c, '\'' | '\u{2019}');
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inner = apostrophe(c)
            && start.is_some()
            && text[at + c.len_utf8()..].starts_with(|next: char| next.is_alphanumeric());
        match start {
            Some(_) if c.is_alphanumeric() || is_combining_mark(c) || inner => {}
            Some(from) => {
                words.push(Word { folded: folded(&text[from..at]), span: from..at });
                start = None;
            }
            None if c.is_alphanumeric() => start = Some(at),
            None => {}
        }
    }
    words
}

/// A word in lower case, with a straight apostrophe, its letters and accents composed.
fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.nfc() {
        if c == '\u{2019}' { folded.push('\'') } else { folded.extend(c.to_lowercase()) }
    }
    folded
}

/// A text and its words.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: Vec<Word>,
}

impl<'a> Line<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, words: words(text) }
    }

    /// The bytes from one word to another.
    pub(crate) fn span(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].span.start..self.words[words.end - 1].span.end
    }

    /// What stands between a word and the one before.
    pub(crate) fn before(&self, at: usize) -> &'a str {
        let start = if at == 0 { 0 } else { self.words[at - 1].span.end };
        let end = self.words.get(at).map_or(self.text.len(), |word| word.span.start);
        &self.text[start..end]
    }

    /// The word at an index, folded; empty if there is none.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.folded.as_str())
    }

    /// The words from an index on that say a folded phrase.
    pub(crate) fn says(&self, at: usize, phrase: &str) -> Option<Range<usize>> {
        let mut words = self.words.get(at..)?.iter();
        let said = phrase.split(' ').all(|word| words.next().is_some_and(|said| said.folded == word));
        said.then(|| at..self.words.len() - words.len())
    }

    /// Some words, folded, with single spaces; those that are not there are left out.
    pub(crate) fn phrase(&self, words: Range<usize>) -> String {
        let end = words.end.min(self.words.len());
        (words.start..end).map(|at| self.word(at)).collect::<Vec<_>>().join(" ")
    }
}

/// So many words in a row are hardly anybody's by chance.
pub(crate) const TELLING_RUN: usize = 6;

/// Runs of `length` words that occur in any of some texts.
#[derive(Debug, Clone)]
pub(crate) struct Runs {
    length: usize,
    /// Each run as one number.
    runs: HashSet<u64>,
}

impl Runs {
    /// The runs of the given texts.
    pub(crate) fn of<'a>(length: usize, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut runs = HashSet::new();
        for text in texts {
            runs.extend(words(text).windows(length).map(hash));
        }
        Self { length, runs }
    }

    /// The same runs without those that occur in the given texts, which may be long.
    pub(crate) fn without<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        for text in texts {
            for run in words(text).windows(self.length) {
                self.runs.remove(&hash(run));
            }
        }
        self
    }

    /// The same runs without those of others.
    pub(crate) fn except(mut self, others: &Self) -> Self {
        self.runs.retain(|run| !others.runs.contains(run));
        self
    }

    /// The first stretch of a text that consists of such runs, as bytes of it.
    pub(crate) fn first_in(&self, text: &str) -> Option<Range<usize>> {
        let words = words(text);
        let taken = |at: usize| -> bool {
            let run = words.get(at..at + self.length).map(hash);
            run.is_some_and(|run| self.runs.contains(&run))
        };
        let first = (0..words.len()).find(|at| taken(*at))?;
        let last = (first..words.len()).take_while(|at| taken(*at)).last()?;
        Some(words[first].span.start..words[last + self.length - 1].span.end)
    }
}

/// A run of words as a number.
fn hash(run: &[Word]) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.iter().for_each(|word| word.folded.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Runs, words};

    #[test]
    fn words_keep_their_places() {
        let text = "I\u{2019}ve built 'cross-functional' R&D.";
        let found: Vec<(String, &str)> =
            words(text).into_iter().map(|word| (word.folded, &text[word.span])).collect();
        let expected = [
            ("i've", "I\u{2019}ve"),
            ("built", "built"),
            ("cross", "cross"),
            ("functional", "functional"),
            ("r", "R"),
            ("d", "D"),
        ];
        assert_eq!(found, expected.map(|(folded, text)| (folded.to_owned(), text)));
    }

    #[test]
    fn a_run_is_found_whole_and_a_free_one_is_not() {
        let runs = Runs::of(3, ["one two three four"]);
        let text = "Then ONE, two three four ends";
        assert_eq!(runs.first_in(text).map(|span| &text[span]), Some("ONE, two three four"));
        assert_eq!(runs.first_in("one two four three"), None);
        assert_eq!(runs.first_in("one two"), None);
        let runs = runs.without(["two three four"]);
        assert_eq!(runs.first_in(text).map(|span| &text[span]), Some("ONE, two three"));
    }
}
