//! Stems: words as matching compares them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{LazyLock, PoisonError, RwLock};

use rust_stemmers::{Algorithm, Stemmer};

/// Words that share a stem with a common word of another meaning; they stand for themselves.
const UNSTEMMED: [(&str, &str); 30] = [
    ("excel", "excel"),
    ("experiment", "experiment"),
    ("experiments", "experiment"),
    ("experimented", "experiment"),
    ("experimenting", "experiment"),
    ("experimental", "experiment"),
    ("experimentation", "experiment"),
    ("import", "import"),
    ("imports", "import"),
    ("export", "export"),
    ("personalization", "personalization"),
    ("personalisation", "personalization"),
    ("personalized", "personalization"),
    ("publication", "publication"),
    ("publications", "publication"),
    ("authorization", "authorization"),
    ("accessibility", "accessibility"),
    ("ats", "ats"),
    ("hospitality", "hospitality"),
    ("productivity", "productivity"),
    ("medication", "medication"),
    ("medications", "medication"),
    ("renewable", "renewable"),
    ("renewables", "renewable"),
    ("government", "government"),
    ("customs", "customs"),
    ("programming", "programming"),
    ("computing", "computing"),
    ("doctorate", "doctorate"),
    ("doctorates", "doctorate"),
];

/// A stem, as a number that stands for its letters: 63 bits of their hash, so that among a million stems two are the
/// same by chance once in twenty million careers, and a last one for amounts and years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Stem(pub(super) u64);

/// How many words are remembered; the shipped tables have six thousand.
const KNOWN: usize = 20_000;

/// The stems of the words that were met first. Most words come again and again, and to look one up is cheaper than to
/// stem it.
static STEMS: LazyLock<RwLock<HashMap<Box<str>, Stem>>> = LazyLock::new(RwLock::default);

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

impl Stem {
    fn of(word: &str) -> Self {
        let listed = UNSTEMMED.iter().find(|(listed, _)| *listed == word);
        let mut hasher = DefaultHasher::new();
        match listed {
            // No stem begins with "=", so the word can never meet the stem it was kept from.
            Some((_, itself)) => ("=", itself).hash(&mut hasher),
            None => ("", STEMMER.stem(word)).hash(&mut hasher),
        }
        Self(hasher.finish() << 1 | u64::from(is_number(word)))
    }

    /// Whether it is an amount or a year, which is never what a topic is about: "2025", "3M", "200k", "10x".
    pub(super) fn is_number(self) -> bool {
        self.0 & 1 == 1
    }
}

fn is_number(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len() && matches!(unit, "" | "k" | "m" | "b" | "bn" | "mm" | "x")
}

/// The stems of a text, in its order.
pub(super) fn stems(text: &str) -> Vec<Stem> {
    let lower = lower(text);
    let known = |words: &HashMap<Box<str>, Stem>| -> Vec<Option<Stem>> {
        split(&lower).map(|word| words.get(word).copied()).collect()
    };
    let found = known(&STEMS.read().unwrap_or_else(PoisonError::into_inner));
    if found.iter().all(Option::is_some) {
        return found.into_iter().flatten().collect();
    }
    let stems: Vec<Stem> =
        split(&lower).zip(found).map(|(word, found)| found.unwrap_or_else(|| Stem::of(word))).collect();
    // A poisoned lock guards words that are whole.
    let mut words = STEMS.write().unwrap_or_else(PoisonError::into_inner);
    let room = KNOWN.saturating_sub(words.len());
    words.extend(split(&lower).map(Box::from).zip(stems.iter().copied()).take(room));
    stems
}

/// Lower-case words; `c++` and `c#` keep their marks.
pub(super) fn tokens(text: &str) -> Vec<String> {
    split(&lower(text)).map(str::to_owned).collect()
}

/// A text in lower case, its apostrophes straight.
fn lower(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.contains('\u{2019}') { lower.replace('\u{2019}', "'") } else { lower }
}

/// The words of a text in lower case.
fn split(lower: &str) -> impl Iterator<Item = &str> {
    let words = lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '\''));
    words.map(bare).filter(|word| !word.is_empty())
}

/// A word without what only stands around it.
fn bare(word: &str) -> &str {
    let word = word.trim_matches('\'').trim_start_matches(['+', '#']);
    let word = word.strip_suffix("'s").unwrap_or(word);
    // "3+" is a number, "c++" a name.
    if word.starts_with(|c: char| c.is_ascii_digit()) { word.trim_end_matches(['+', '#']) } else { word }
}
