//! Words as matching sees them: lower-cased, brought to one synonym, stemmed and weighed.
//!
//! The synonyms (`aliases.txt`) and the weights (`words.txt`) are shipped as readable text, so that how much
//! a word tells never depends on the profile at hand.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::words::content_lines;

const ALIASES: &str = include_str!("aliases.txt");
const WORDS: &str = include_str!("words.txt");

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

/// A stem with its weight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Term {
    /// The stem.
    pub(super) stem: String,
    /// 0 (says nothing) to 1.
    pub(super) weight: f64,
}

/// Synonyms and weights.
pub(super) struct Vocabulary {
    shipped: &'static Shipped,
    /// A person's own synonyms; they win over the shipped ones.
    own: Aliases,
}

/// A synonym, in stems.
struct Alias {
    member: Vec<String>,
    canonical: Vec<String>,
}

/// Synonyms by their first stem, the longest first.
#[derive(Default)]
struct Aliases(HashMap<String, Vec<Alias>>);

impl Aliases {
    fn insert(&mut self, member: Vec<String>, canonical: Vec<String>) {
        let Some(first) = member.first() else { return };
        let same_start = self.0.entry(first.clone()).or_default();
        // Of two that are equal, the last one counts.
        same_start.retain(|other| other.member != member);
        let at = same_start.partition_point(|other| other.member.len() > member.len());
        same_start.insert(at, Alias { member, canonical });
    }

    /// The longest synonym with which some stems begin: its length and its canonical form.
    fn longest(&self, stems: &[String]) -> Option<(usize, &[String])> {
        let same_start = self.0.get(stems.first()?)?;
        let found = same_start.iter().find(|alias| stems.starts_with(&alias.member))?;
        Some((found.member.len(), &found.canonical))
    }
}

/// What comes with the program, read from its tables once.
struct Shipped {
    stemmer: Stemmer,
    aliases: Aliases,
    weights: HashMap<String, f64>,
}

/// How many stems each thread remembers; the shipped tables have six thousand words.
const KNOWN_STEMS: usize = 20_000;

thread_local! {
    /// The stems of the words that a thread has met.
    static STEMS: RefCell<HashMap<String, String>> = RefCell::default();
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let mut shipped = Shipped {
        stemmer: Stemmer::create(Algorithm::English),
        aliases: Aliases::default(),
        weights: HashMap::new(),
    };
    for line in content_lines(WORDS) {
        let Some((weight, words)) = line.split_once(':') else { continue };
        let weight = weight.trim().parse().unwrap_or(1.0);
        for word in words.split_whitespace() {
            let stem = shipped.stem(word);
            shipped.weights.insert(stem, weight);
        }
    }
    for line in content_lines(ALIASES) {
        let members: Vec<Vec<String>> = line.split(',').map(|member| shipped.stems(member)).collect();
        let canonical = members[0].clone();
        members.into_iter().for_each(|member| shipped.aliases.insert(member, canonical.clone()));
    }
    shipped
});

impl Shipped {
    fn stems(&self, text: &str) -> Vec<String> {
        tokens(text).iter().map(|word| self.stem(word)).collect()
    }

    /// The stem of a word. Most words come again and again, and to look one up is cheaper than to stem it.
    fn stem(&self, word: &str) -> String {
        STEMS.with_borrow_mut(|stems| {
            if let Some(stem) = stems.get(word) {
                return stem.clone();
            }
            let stem = self.find_stem(word);
            if stems.len() < KNOWN_STEMS {
                stems.insert(word.to_owned(), stem.clone());
            }
            stem
        })
    }

    fn find_stem(&self, word: &str) -> String {
        match UNSTEMMED.iter().find(|(listed, _)| *listed == word) {
            // No stem begins with "=", so the word can never meet the stem it was kept from.
            Some((_, itself)) => format!("={itself}"),
            None => self.stemmer.stem(word).into_owned(),
        }
    }
}

/// Whether a word says little by itself, so that it names nothing: "technical", "selected".
pub(crate) fn is_ordinary(word: &str) -> bool {
    SHIPPED.weights.contains_key(&SHIPPED.stem(&word.to_lowercase()))
}

impl Vocabulary {
    /// The shipped vocabulary with a person's own synonyms added.
    pub(super) fn new(own: &BTreeMap<String, String>) -> Self {
        let shipped = &*SHIPPED;
        let mut vocabulary = Self { shipped, own: Aliases::default() };
        // A person's own words are read through the shipped ones.
        for (short, full) in own {
            let canonical = vocabulary.stems_of(full);
            vocabulary.own.insert(shipped.stems(short), canonical);
        }
        vocabulary
    }

    /// A stem with its weight, if it has any.
    pub(super) fn term(&self, stem: String) -> Option<Term> {
        let weight = self.shipped.weights.get(&stem).copied().unwrap_or(1.0);
        (weight > 0.0 && !is_number(&stem)).then_some(Term { stem, weight })
    }

    /// The stems of a text with synonyms replaced, function words included.
    pub(super) fn stems_of(&self, text: &str) -> Vec<String> {
        let mut stems = self.shipped.stems(text);
        let mut out = Vec::with_capacity(stems.len());
        let mut at = 0;
        while at < stems.len() {
            let rest = &stems[at..];
            let (own, shipped) = (self.own.longest(rest), self.shipped.aliases.longest(rest));
            match own.filter(|(own, _)| shipped.is_none_or(|(shipped, _)| *own >= shipped)).or(shipped) {
                Some((length, canonical)) => {
                    out.extend_from_slice(canonical);
                    at += length;
                }
                None => {
                    out.push(std::mem::take(&mut stems[at]));
                    at += 1;
                }
            }
        }
        out
    }
}

/// A number is an amount or a year, never what a topic is about: "2025", "3M", "200k", "10x".
pub(super) fn is_number(stem: &str) -> bool {
    let unit = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < stem.len() && matches!(unit, "" | "k" | "m" | "b" | "bn" | "mm" | "x")
}

/// Lower-case words; `c++` and `c#` keep their marks.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace(['\u{2019}', '\''], "'");
    let mut words = Vec::new();
    for word in lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '\'')) {
        let word = word.trim_matches('\'').trim_start_matches(['+', '#']);
        let word = word.strip_suffix("'s").unwrap_or(word);
        // "3+" is a number, "c++" a name.
        let word = if word.starts_with(|c: char| c.is_ascii_digit()) {
            word.trim_end_matches(['+', '#'])
        } else {
            word
        };
        if !word.is_empty() {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{ALIASES, Vocabulary, WORDS, content_lines};

    fn stems(text: &str) -> String {
        let own = BTreeMap::from([("PSF".to_owned(), "pocket size fund".to_owned())]);
        let vocabulary = Vocabulary::new(&own);
        let terms = vocabulary.stems_of(text).into_iter().filter_map(|stem| vocabulary.term(stem));
        terms.map(|term| term.stem).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn synonyms_and_inflections_meet() {
        assert_eq!(stems("ML"), stems("machine learning"));
        assert_eq!(stems("mentored juniors"), stems("mentoring juniors"));
        assert_eq!(stems("the PSF"), stems("Pocket Size Fund"));
        assert_eq!(stems("led"), stems("leadership"));
        assert_eq!(stems("ETL"), stems("data pipelines"));
    }

    #[test]
    fn words_that_only_share_a_stem_stay_apart() {
        assert_ne!(stems("experiments"), stems("experience"));
        assert_ne!(stems("Excel"), stems("excellent"));
        assert_ne!(stems("C++"), stems("C#"));
        assert_eq!(stems("with the 3+ years of experience"), "");
    }

    #[test]
    fn the_shipped_tables_are_well_formed() {
        for line in content_lines(WORDS) {
            let (weight, words) = line.split_once(':').expect("a weight and words");
            assert!((0.0..=1.0).contains(&weight.parse::<f64>().expect("a number")), "{line}");
            assert!(!words.trim().is_empty());
        }
        let mut seen = BTreeMap::new();
        for line in content_lines(ALIASES) {
            assert!(line.split(',').count() > 1, "{line}");
            for member in line.split(',').map(str::trim) {
                assert_eq!(seen.insert(member, line), None, "{member}");
            }
        }
    }
}
