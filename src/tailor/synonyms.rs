//! Synonyms: stems that stand for others.

use std::cmp::Reverse;

use super::stem::Stem;

/// A synonym: its stems, and those of what it stands for.
pub(super) type Synonym = (Vec<Stem>, Vec<Stem>);

/// Adds one to synonyms that are sorted by their first stem, of those that begin alike the longest first; of two that are
/// equal the last one counts.
pub(super) fn insert(synonyms: &mut Vec<Synonym>, (stems, meant): Synonym) {
    fn order(stems: &[Stem]) -> Option<(Stem, Reverse<usize>, &[Stem])> {
        Some((*stems.first()?, Reverse(stems.len()), stems))
    }
    if stems.is_empty() {
        return;
    }
    match synonyms.binary_search_by(|(known, _)| order(known).cmp(&order(&stems))) {
        Ok(at) => synonyms[at].1 = meant,
        Err(at) => synonyms.insert(at, (stems, meant)),
    }
}

/// The longest of some sorted synonyms with which stems begin: its length, and what it stands for.
pub(super) fn longest<'a, S: AsRef<[Stem]>>(
    synonyms: &'a [(S, S)],
    stems: &[Stem],
) -> Option<(usize, &'a [Stem])> {
    let first = stems.first()?;
    let start = synonyms.partition_point(|(synonym, _)| synonym.as_ref()[0] < *first);
    let alike = synonyms[start..].iter().take_while(|(synonym, _)| synonym.as_ref()[0] == *first);
    let found = alike.map(|(synonym, meant)| (synonym.as_ref(), meant.as_ref()));
    let mut found = found.filter(|(synonym, _)| stems.starts_with(synonym));
    found.next().map(|(synonym, meant)| (synonym.len(), meant))
}

/// Stems with the synonyms replaced that `longest` finds.
pub(super) fn canonical<'a>(
    stems: &[Stem],
    longest: impl Fn(&[Stem]) -> Option<(usize, &'a [Stem])>,
) -> Vec<Stem> {
    let mut out = Vec::with_capacity(stems.len());
    let mut rest = stems;
    while let Some((stem, others)) = rest.split_first() {
        match longest(rest) {
            Some((length, meant)) => {
                out.extend_from_slice(meant);
                rest = &rest[length..];
            }
            None => {
                out.push(*stem);
                rest = others;
            }
        }
    }
    out
}
