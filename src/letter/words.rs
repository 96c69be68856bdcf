//! Words of a text with their places, and runs of words that two texts share.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// A word: lower case, curly apostrophes straight, and where it stands in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word, folded.
    pub(crate) folded: String,
    /// Its bytes.
    pub(crate) span: Range<usize>,
}

/// The words of a text: runs of letters and digits, with apostrophes inside. "Cross-functional" is two.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let apostrophe = |c: char| matches!(c, '\'' | '\u{2019}');
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inner = apostrophe(c)
            && start.is_some()
            && text[at + c.len_utf8()..].starts_with(|next: char| next.is_alphanumeric());
        match start {
            Some(_) if c.is_alphanumeric() || inner => {}
            Some(from) => {
                let folded = text[from..at].replace('\u{2019}', "'").to_lowercase();
                words.push(Word { folded, span: from..at });
                start = None;
            }
            None if c.is_alphanumeric() => start = Some(at),
            None => {}
        }
    }
    words
}

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
