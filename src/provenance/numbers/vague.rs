//! Quantities without a figure: "doubled", "dozens of clinics".

use super::super::sources::Sources;
use super::super::{Claim, Kind};
use crate::words::Line;

/// What something was multiplied by, and the words and figures of a source that say so too.
const MULTIPLES: [(&[&str], &[&str]); 6] = [
    (
        &["doubled", "doubling", "twofold"],
        &["doubled", "double", "doubles", "doubling", "twofold", "twice", "2x", "100"],
    ),
    (
        &["tripled", "tripling", "threefold"],
        &["tripled", "triple", "tripling", "threefold", "3x", "200", "three", "3"],
    ),
    (&["quadrupled", "fourfold"], &["quadrupled", "quadruple", "fourfold", "4x", "300", "four", "4"]),
    (&["fivefold"], &["fivefold", "5x", "five", "5", "400"]),
    (&["tenfold"], &["tenfold", "10x", "ten", "10", "900"]),
    (&["halved", "halving"], &["halved", "half", "halving", "halves", "50", "two"]),
];

/// How many a plural stands for, from and up to.
const PLURALS: [(&str, f64, f64); 4] = [
    ("dozens", 24.0, 200.0),
    ("hundreds", 100.0, 2_000.0),
    ("thousands", 1_000.0, 2_000_000.0),
    ("millions", 1_000_000.0, 2_000_000_000.0),
];

/// The quantities of a sentence that no source has.
pub(super) fn missing(line: &Line<'_>, sources: &Sources) -> Vec<Claim> {
    let multiple = |word: &str| {
        let found = MULTIPLES.iter().find(|(words, _)| words.contains(&word));
        found.is_some_and(|(_, kin)| !kin.iter().any(|kin| sources.has_word(kin)))
    };
    let plural = |word: &str, next: &str| {
        let found = PLURALS.iter().find(|(plural, ..)| *plural == word && next == "of");
        found.is_some_and(|(plural, from, to)| {
            !sources.has_word(plural) && !sources.values().any(|values| values.any_in(from..to))
        })
    };
    let unknown = (0..line.words.len())
        .filter(|at| multiple(line.word(*at)) || plural(line.word(*at), line.word(at + 1)));
    let unknown = unknown.filter(|at| line.word(at + 1) != "down");
    unknown.map(|at| Claim::certain(Kind::Quantity, line.span(at..at + 1))).collect()
}
