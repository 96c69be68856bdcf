//! The shipped tables of words, prepared for looking up when the program is built: to read them takes longer than to
//! tailor a job.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Write};

use super::phrase::{Part, Phrase};
use super::stem::{Stem, stems};
use super::synonyms::{Synonym, canonical, insert, longest};
use crate::words::content_lines;

/// The tables as they are shipped: `words.txt`, `aliases.txt` and `families.txt`.
pub(crate) struct Tables<'a> {
    pub(crate) words: &'a str,
    pub(crate) aliases: &'a str,
    pub(crate) families: &'a str,
}

/// Phrases by their first stem, and the parts of them all.
pub(super) struct Phrases {
    pub(super) topics: Vec<Phrase>,
    pub(super) evidence: Vec<Phrase>,
    pub(super) parts: Vec<Part>,
}

impl Tables<'_> {
    /// The tables as Rust, each sorted by the stem with which its entries begin.
    pub(crate) fn source(&self) -> Result<String, fmt::Error> {
        let mut source = String::new();
        let synonyms = self.synonyms();
        let Phrases { topics, evidence, parts } = self.phrases(&synonyms);
        table(&mut source, "WEIGHTS: &[(Stem, f64)]", &self.weights())?;
        let slices: Vec<String> =
            synonyms.iter().map(|(synonym, meant)| format!("(&{synonym:?}, &{meant:?})")).collect();
        table(&mut source, "SYNONYMS: &[(&[Stem], &[Stem])]", &format_args!("[{}]", slices.join(", ")))?;
        table(&mut source, "TOPICS: &[Phrase]", &topics)?;
        table(&mut source, "EVIDENCE: &[Phrase]", &evidence)?;
        let parts: Vec<String> = parts.iter().map(|part| format!("Part::{part:?}")).collect();
        table(&mut source, "PARTS: &[Part]", &format_args!("[{}]", parts.join(", ")))?;
        Ok(source)
    }

    /// How much words tell; one that is listed twice weighs what it does last.
    fn weights(&self) -> Vec<(Stem, f64)> {
        let lines = content_lines(self.words).filter_map(|line| line.split_once(':'));
        let weighed = lines.flat_map(|(weight, words)| {
            let weight = weight.trim().parse().unwrap_or(1.0);
            stems(words).into_iter().map(move |stem| (stem, weight))
        });
        let weights: BTreeMap<Stem, f64> = weighed.collect();
        weights.into_iter().collect()
    }

    fn synonyms(&self) -> Vec<Synonym> {
        let mut synonyms = Vec::new();
        for line in content_lines(self.aliases) {
            let meant = line.split(',').next().map(stems).unwrap_or_default();
            line.split(',').for_each(|member| insert(&mut synonyms, (stems(member), meant.clone())));
        }
        synonyms
    }

    /// The phrases of all families.
    pub(super) fn phrases(&self, synonyms: &[Synonym]) -> Phrases {
        let (mut phrases, mut all) = ([Vec::new(), Vec::new()], Vec::new());
        for (family, line) in (0..).zip(content_lines(self.families)) {
            let Some((topics, evidence)) = line.split_once(':') else { continue };
            for (list, phrases) in [topics, evidence].into_iter().zip(&mut phrases) {
                for phrase in list.split(',') {
                    let mut parts = parts(phrase, synonyms).into_iter();
                    if let Some(Part::Stem(first)) = parts.next() {
                        let start = all.len();
                        all.extend(parts);
                        phrases.push(Phrase { first, parts: start..all.len(), family });
                    }
                }
            }
        }
        phrases.iter_mut().for_each(|phrases| phrases.sort_by_key(|phrase| phrase.first));
        let [topics, evidence] = phrases;
        Phrases { topics, evidence, parts: all }
    }
}

/// A table as Rust writes it.
fn table(source: &mut String, named: &str, value: &dyn Debug) -> fmt::Result {
    writeln!(source, "pub(super) static {named} = &{value:?};")
}

/// A phrase in parts; words between "#" and "..." are read together, so that synonyms are recognised.
fn parts(phrase: &str, synonyms: &[Synonym]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let flush = |words: &mut Vec<&str>, parts: &mut Vec<Part>| {
        let stems = canonical(&stems(&words.join(" ")), |rest| longest(synonyms, rest));
        parts.extend(stems.into_iter().map(Part::Stem));
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

#[cfg(test)]
mod tests {
    use super::Tables;
    use crate::tailor::stem::stems;

    #[test]
    fn the_tables_become_rust_in_the_order_of_their_stems() {
        let tables = Tables {
            words: "# nothing\n0: the of\n0.5: team\n",
            aliases: "machine learning, ml\n",
            families: "adoption: grew usage, from # to ... teams, ml\n",
        };
        let source = tables.source().unwrap();
        let [the, grew, usage, machine] = ["the", "grew", "usage", "machine"].map(|word| stems(word)[0]);
        let weights = source.lines().next().unwrap();
        assert!(weights.starts_with("pub(super) static WEIGHTS: &[(Stem, f64)] = &["), "{weights}");
        assert!(weights.contains(&format!("({the:?}, 0.0)")) && weights.contains(", 0.5)"), "{weights}");
        let listed = tables.weights();
        assert!(listed.len() == 3 && listed.is_sorted_by_key(|(stem, _)| *stem));
        assert!(source.contains(&format!("(&{:?}, &{:?})", stems("ml"), stems("machine learning"))));
        let phrases = tables.phrases(&tables.synonyms());
        assert_eq!((phrases.topics.len(), phrases.evidence.len(), phrases.parts.len()), (1, 3, 6));
        assert!(phrases.evidence.iter().any(|phrase| phrase.first == machine));
        assert!(
            source.contains(&format!("Phrase {{ first: {grew:?}, parts: 0..1, family: 0 }}")),
            "{source}"
        );
        assert!(source.contains(&format!("PARTS: &[Part] = &[Part::Stem({usage:?}), Part::Number, ")));
        assert!(source.contains("Part::Gap"));
    }
}
