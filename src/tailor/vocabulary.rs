//! Stems as matching weighs them, brought to one synonym.
//!
//! The synonyms (`aliases.txt`) and the weights (`words.txt`) are shipped, so that how much a word tells never depends on
//! the profile at hand.

use std::collections::BTreeMap;

use super::shipped::{SYNONYMS, WEIGHTS};
use super::stem::{Stem, stems};
use super::synonyms::{Synonym, canonical, insert, longest};

/// A stem with its weight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Term {
    /// The stem.
    pub(super) stem: Stem,
    /// 0 (says nothing) to 1.
    pub(super) weight: f64,
}

/// Synonyms and weights.
pub(super) struct Vocabulary {
    /// A person's own synonyms; they win over the shipped ones.
    own: Vec<Synonym>,
}

/// The weight of a stem, if the shipped table has it.
fn weight(stem: Stem) -> Option<f64> {
    let at = WEIGHTS.binary_search_by_key(&stem, |(stem, _)| *stem).ok()?;
    Some(WEIGHTS[at].1)
}

/// Whether a word says little by itself, so that it names nothing: "technical", "selected".
pub(crate) fn is_ordinary(word: &str) -> bool {
    matches!(stems(word)[..], [stem] if weight(stem).is_some())
}

impl Vocabulary {
    /// The shipped vocabulary with a person's own synonyms added.
    pub(super) fn new(own: &BTreeMap<String, String>) -> Self {
        // A person's own words are read through the shipped ones, and through those before them.
        let mut vocabulary = Self { own: Vec::new() };
        for (short, full) in own {
            let meant = vocabulary.stems_of(full);
            insert(&mut vocabulary.own, (stems(short), meant));
        }
        vocabulary
    }

    /// A stem with its weight, if it has any.
    pub(super) fn term(&self, stem: Stem) -> Option<Term> {
        let weight = weight(stem).unwrap_or(1.0);
        (weight > 0.0 && !stem.is_number()).then_some(Term { stem, weight })
    }

    /// The stems of a text with synonyms replaced, function words included.
    pub(super) fn stems_of(&self, text: &str) -> Vec<Stem> {
        canonical(&stems(text), |rest| {
            let (own, shipped) = (longest(&self.own, rest), longest(SYNONYMS, rest));
            own.filter(|(own, _)| shipped.is_none_or(|(shipped, _)| *own >= shipped)).or(shipped)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Stem, Vocabulary};
    use crate::words::content_lines;

    const ALIASES: &str = include_str!("aliases.txt");
    const WORDS: &str = include_str!("words.txt");

    fn terms(text: &str) -> Vec<Stem> {
        let own = BTreeMap::from([("PSF".to_owned(), "pocket size fund".to_owned())]);
        let vocabulary = Vocabulary::new(&own);
        let terms = vocabulary.stems_of(text).into_iter().filter_map(|stem| vocabulary.term(stem));
        terms.map(|term| term.stem).collect()
    }

    #[test]
    fn synonyms_and_inflections_meet() {
        assert_eq!(terms("ML"), terms("machine learning"));
        assert_eq!(terms("mentored juniors"), terms("mentoring juniors"));
        assert_eq!(terms("the PSF"), terms("Pocket Size Fund"));
        assert_eq!(terms("led"), terms("leadership"));
        assert_eq!(terms("ETL"), terms("data pipelines"));
    }

    #[test]
    fn words_that_only_share_a_stem_stay_apart() {
        assert_ne!(terms("experiments"), terms("experience"));
        assert_ne!(terms("Excel"), terms("excellent"));
        assert_ne!(terms("C++"), terms("C#"));
        assert_eq!(terms("with the 3+ years of experience"), []);
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
