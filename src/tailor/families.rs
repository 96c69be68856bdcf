//! Families: what proves a topic in other words.
//!
//! "Grew usage from 3 to 11 teams" is evidence for "ML adoption" although they share no word. `families.txt` says
//! so: each of its families names topics and the phrases that a line of evidence for them contains. Unlike
//! synonyms, a family leads one way only, from the topic to its evidence.

use std::ops::Range;

use super::phrase::{Part, Phrase};
use super::shipped::{EVIDENCE, PARTS, TOPICS};
use super::stem::Stem;

/// How many words "..." stands for at most.
const GAP: usize = 4;

/// One family, by its place in the table.
pub(super) type Family = u16;

/// The families that a topic names, each with the place of its stems.
pub(super) fn of_topic(stems: &[Stem]) -> Vec<(Family, Range<usize>)> {
    found(TOPICS, PARTS, stems)
}

/// The families that a text proves.
pub(super) fn of_evidence(stems: &[Stem]) -> Vec<Family> {
    found(EVIDENCE, PARTS, stems).into_iter().map(|(family, _)| family).collect()
}

/// The families of the phrases that some stems have, each with their place; phrases are sorted by their first stem.
fn found(phrases: &[Phrase], parts: &[Part], stems: &[Stem]) -> Vec<(Family, Range<usize>)> {
    let mut found = Vec::new();
    for (at, stem) in stems.iter().enumerate() {
        let start = phrases.partition_point(|phrase| phrase.first < *stem);
        for phrase in phrases[start..].iter().take_while(|phrase| phrase.first == *stem) {
            if let Some(length) = matches(&parts[phrase.parts.clone()], &stems[at + 1..]) {
                found.push((phrase.family, at..at + 1 + length));
            }
        }
    }
    found
}

/// How many of the stems the parts match from the first on.
fn matches(parts: &[Part], stems: &[Stem]) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(0) };
    let one = |fits: bool| if fits { matches(rest, &stems[1..]).map(|length| length + 1) } else { None };
    match part {
        Part::Stem(stem) => one(stems.first() == Some(stem)),
        Part::Number => one(stems.first().is_some_and(|stem| stem.is_number())),
        Part::Gap => (0..=GAP.min(stems.len()))
            .find_map(|skipped| matches(rest, &stems[skipped..]).map(|length| length + skipped)),
    }
}

#[cfg(test)]
mod tests {
    use super::found;
    use crate::tailor::stem::stems;
    use crate::tailor::tables::Tables;
    use crate::words::content_lines;

    const FAMILIES: &str = include_str!("families.txt");

    fn proves(topic: &str, text: &str) -> bool {
        let table = "adoption, uptake: grew usage, from # to # teams, rolled out ... to";
        let phrases = Tables { words: "", aliases: "", families: table }.phrases(&[]);
        let named = found(&phrases.topics, &phrases.parts, &stems(topic));
        let proven = found(&phrases.evidence, &phrases.parts, &stems(text));
        named.iter().any(|(family, _)| proven.iter().any(|(proven, _)| proven == family))
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
