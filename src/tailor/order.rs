//! The order in which a page fills.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::evidence::ParentKind;
use super::score::{Scored, gain, would_gain};
use super::{Limits, Topic};

/// A highlight that adds at least this much comes before the optional sections.
const STRONG: i64 = 1000;

/// Why a highlight stands where it does in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tier {
    /// Pinned or kept.
    Required,
    /// Needed for its position's minimum.
    Minimum,
    /// Adds much to what the page proves.
    Strong,
    /// Adds a little.
    Value,
}

/// The order in which the page fills: what is required, then the minimum of each position (the latest
/// position first), then whatever adds most. Ties go to the later position, then to the id.
pub(super) fn order(scored: &[Scored<'_>], topics: &[Topic], limits: Limits) -> Vec<(usize, Tier)> {
    let mut left: Vec<usize> = (0..scored.len()).filter(|index| scored[*index].excluded.is_none()).collect();
    left.sort_by_key(|index| {
        let entry = &scored[*index].candidate;
        (Reverse(entry.period.recency()), entry.parent, scored[*index].rank)
    });
    let mut filling = Filling {
        scored,
        topics,
        left,
        shown: HashMap::new(),
        counts: vec![0; topics.len()],
        order: Vec::new(),
    };
    for index in filling.left.clone() {
        if scored[index].required.is_some() {
            filling.take(index, Tier::Required);
        }
    }
    for round in 1..=limits.min {
        // `left` has the positions in order and the best of each first, so the first one found is the one needed.
        for index in filling.left.clone() {
            let candidate = &scored[index].candidate;
            if candidate.kind == ParentKind::Position && filling.shown(candidate.parent) < round {
                filling.take(index, Tier::Minimum);
            }
        }
    }
    let mut tier = Tier::Strong;
    while let Some((gain, index)) = filling.best(limits) {
        // Gains only fall as the page fills, so what is strong stands before what is not.
        if gain < STRONG {
            tier = Tier::Value;
        }
        filling.take(index, tier);
    }
    filling.order
}

/// A page being filled.
struct Filling<'a> {
    scored: &'a [Scored<'a>],
    topics: &'a [Topic],
    /// Highlights not yet taken, the latest entry first and the best of each first.
    left: Vec<usize>,
    /// How many highlights each entry shows.
    shown: HashMap<&'a str, usize>,
    /// How many highlights on each topic are taken.
    counts: Vec<usize>,
    order: Vec<(usize, Tier)>,
}

impl Filling<'_> {
    fn shown(&self, parent: &str) -> usize {
        self.shown.get(parent).copied().unwrap_or(0)
    }

    fn take(&mut self, index: usize, tier: Tier) {
        gain(&self.scored[index], self.topics, &mut self.counts);
        *self.shown.entry(self.scored[index].candidate.parent).or_default() += 1;
        self.left.retain(|other| *other != index);
        self.order.push((index, tier));
    }

    /// The highlight that adds most, among entries that may show more; of equal ones the first.
    fn best(&self, limits: Limits) -> Option<(i64, usize)> {
        let mut best: Option<(i64, usize)> = None;
        for index in &self.left {
            if self.shown(self.scored[*index].candidate.parent) >= limits.max {
                continue;
            }
            let gain = would_gain(&self.scored[*index], self.topics, &self.counts);
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, *index));
            }
        }
        best
    }
}
