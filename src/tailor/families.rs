//! Families: what proves a topic in other words.
//!
//! "Grew usage from 3 to 11 teams" is evidence for "ML adoption" although they share no word. `families.txt` says
//! so: each of its families names topics and the phrases that a line of evidence for them contains. Unlike
//! synonyms, a family leads one way only, from the topic to its evidence.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::vocabulary::{Vocabulary, is_number};
use crate::words::content_lines;

const FAMILIES: &str = include_str!("families.txt");

/// How many words "..." stands for at most.
const GAP: usize = 4;

/// One family, by its place in the table.
pub(super) type Family = u16;

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Stem(String),
    /// "#", a number.
    Number,
    /// "...", up to [`GAP`] words of any kind.
    Gap,
}

/// Phrases by their first stem, each with the rest of its parts and its family.
type Phrases = HashMap<String, Vec<(Vec<Part>, Family)>>;

/// The shipped families.
pub(super) struct Families {
    topics: Phrases,
    evidence: Phrases,
}

static SHIPPED: LazyLock<Families> = LazyLock::new(|| Families::parse(FAMILIES));

impl Families {
    /// The shipped families, read once.
    pub(super) fn shipped() -> &'static Self {
        &SHIPPED
    }

    fn parse(text: &str) -> Self {
        let vocabulary = Vocabulary::new(&Default::default());
        let mut families = Self { topics: HashMap::new(), evidence: HashMap::new() };
        for (family, line) in (0..).zip(content_lines(text)) {
            let Some((topics, evidence)) = line.split_once(':') else { continue };
            add(&mut families.topics, &vocabulary, topics, family);
            add(&mut families.evidence, &vocabulary, evidence, family);
        }
        families
    }

    /// The families that a topic names, each with the place of its stems.
    pub(super) fn of_topic(&self, stems: &[String]) -> Vec<(Family, Range<usize>)> {
        found(&self.topics, stems)
    }

    /// The families that a text proves.
    pub(super) fn of_evidence(&self, stems: &[String]) -> Vec<Family> {
        found(&self.evidence, stems).into_iter().map(|(family, _)| family).collect()
    }
}

fn add(phrases: &mut Phrases, vocabulary: &Vocabulary, list: &str, family: Family) {
    for phrase in list.split(',') {
        let mut parts = parts(vocabulary, phrase).into_iter();
        if let Some(Part::Stem(first)) = parts.next() {
            phrases.entry(first).or_default().push((parts.collect(), family));
        }
    }
}

/// A phrase in parts; words between "#" and "..." are read together, so that synonyms are recognised.
fn parts(vocabulary: &Vocabulary, phrase: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let flush = |words: &mut Vec<&str>, parts: &mut Vec<Part>| {
        parts.extend(vocabulary.stems_of(&words.join(" ")).into_iter().map(Part::Stem));
        words.clear();
    };
    for word in phrase.split_whitespace() {
        let special = match word {
            "#" => Part::Number,
            "..." => Part::Gap,
            _ => {
                words.push(word);
                continue;
            }
        };
        flush(&mut words, &mut parts);
        parts.push(special);
    }
    flush(&mut words, &mut parts);
    parts
}

fn found(phrases: &Phrases, stems: &[String]) -> Vec<(Family, Range<usize>)> {
    let mut found = Vec::new();
    for (at, stem) in stems.iter().enumerate() {
        for (rest, family) in phrases.get(stem).into_iter().flatten() {
            if let Some(length) = matches(rest, &stems[at + 1..]) {
                found.push((*family, at..at + 1 + length));
            }
        }
    }
    found
}

/// How many of the stems the parts match from the first on.
fn matches(parts: &[Part], stems: &[String]) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(0) };
    let one = |fits: bool| if fits { matches(rest, &stems[1..]).map(|length| length + 1) } else { None };
    match part {
        Part::Stem(stem) => one(stems.first() == Some(stem)),
        Part::Number => one(stems.first().is_some_and(|stem| is_number(stem))),
        Part::Gap => (0..=GAP.min(stems.len()))
            .find_map(|skipped| matches(rest, &stems[skipped..]).map(|length| length + skipped)),
    }
}

#[cfg(test)]
mod tests {
    use super::{FAMILIES, Families, Vocabulary, content_lines};

    fn proves(topic: &str, text: &str) -> bool {
        let table = "adoption, uptake: grew usage, from # to # teams, rolled out ... to";
        let families = Families::parse(table);
        let vocabulary = Vocabulary::new(&Default::default());
        let named = families.of_topic(&vocabulary.stems_of(topic));
        let proven = families.of_evidence(&vocabulary.stems_of(text));
        named.iter().any(|(family, _)| proven.contains(family))
    }

    #[test]
    fn phrases_with_numbers_and_gaps_are_found() {
        assert!(proves("ML adoption expansion", "Grew usage of the platform"));
        assert!(proves("the uptake of ML", "Took it from 3 to 11 teams in a year"));
        assert!(proves("adoption", "Rolled out the new feature store to everybody"));
        assert!(!proves("adoption", "Rolled it over"));
        assert!(!proves("usage", "Grew usage"));
    }

    #[test]
    fn the_shipped_table_is_well_formed() {
        for line in content_lines(FAMILIES) {
            let (topics, evidence) = line.split_once(':').expect("topics, then evidence");
            for phrase in topics.split(',').chain(evidence.split(',')) {
                let first = phrase.split_whitespace().next().expect(line);
                assert!(first != "#" && first != "...", "a phrase begins with a word: {line}");
            }
        }
    }
}
