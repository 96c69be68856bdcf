//! What each highlight is worth for a job.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::evidence::Candidate;
use super::relevance::{EVIDENCE, Query};
use super::{Aim, Topic};
use crate::job::Job;

/// What the first, second and third highlight on a topic are worth of its weight; further ones nothing.
const RETURNS: [f64; 3] = [1.0, 0.4, 0.15];

/// Integer units of value to one unit of weight.
const UNIT: f64 = 1000.0;

/// Worth of a number in a highlight, all else equal: a measured result persuades.
const MEASURED: i64 = 40;

/// Worth of relevance that is too small to count as evidence, in units of weight.
const SLIGHT: f64 = 0.1;

/// A highlight with its scores.
pub(super) struct Scored<'a> {
    pub(super) candidate: Candidate<'a>,
    /// Index of the wording used.
    pub(super) wording: usize,
    /// Topics it is evidence for, as (index, relevance).
    pub(super) topics: Vec<(usize, f64)>,
    /// Value apart from topics: relevance too small to be evidence, leanings, numbers.
    pub(super) base: i64,
    /// Value alone.
    pub(super) score: i64,
    pub(super) rank: usize,
    /// Why it must not be on the page.
    pub(super) excluded: Option<String>,
    /// Why it must be.
    pub(super) required: Option<String>,
}

impl Scored<'_> {
    /// The wording used, as plain words.
    pub(super) fn text(&self) -> String {
        let highlight = self.candidate.highlight;
        let text = self.wording.checked_sub(1).and_then(|at| highlight.variants.get(at));
        text.unwrap_or(&highlight.text).value.plain()
    }
}

/// The relevance of a highlight's best wording.
pub(super) fn best_relevance(query: &Query, candidate: &Candidate<'_>) -> f64 {
    candidate.wordings.iter().map(|wording| query.relevance(wording)).fold(0.0, f64::max)
}

/// Weight in integer units.
pub(super) fn units(weight: f64) -> i64 {
    // Weights are small sums of constants; far within the range of an i64.
    #[allow(clippy::cast_possible_truncation)]
    let units = (weight * UNIT).round() as i64;
    units
}

/// Scores a highlight: which wording fits best, what it is evidence for, what it is worth.
pub(super) fn score<'a>(
    candidate: Candidate<'a>,
    topics: &[Topic],
    queries: &[Query],
    leanings: &[(String, f64)],
) -> Scored<'a> {
    struct Best {
        value: i64,
        wording: usize,
        evidence: Vec<(usize, f64)>,
        base: i64,
    }
    let mut best: Option<Best> = None;
    for (wording, document) in candidate.wordings.iter().enumerate() {
        let mut evidence = Vec::new();
        let mut slight = 0.0;
        for (index, (topic, query)) in topics.iter().zip(queries).enumerate() {
            if topic.scope.as_ref().is_some_and(|scope| !candidate.is_in(scope)) {
                continue;
            }
            let relevance = query.relevance(document).min(1.0);
            if relevance >= EVIDENCE {
                evidence.push((index, relevance));
            } else if topic.aim == Aim::Show {
                slight += SLIGHT * topic.weight * relevance;
            }
        }
        let lean: f64 = leanings.iter().filter(|(id, _)| candidate.is_in(id)).map(|(_, weight)| weight).sum();
        let text =
            candidate.highlight.variants.get(wording.wrapping_sub(1)).unwrap_or(&candidate.highlight.text);
        let measured = if text.value.plain().contains(|c: char| c.is_ascii_digit()) { MEASURED } else { 0 };
        let base = units(slight + lean) + measured;
        let value = base
            + evidence.iter().map(|(topic, relevance)| units(topics[*topic].weight * relevance)).sum::<i64>();
        // A wording must fit strictly better than the ones before it to replace them.
        if best.as_ref().is_none_or(|best| value > best.value) {
            best = Some(Best { value, wording, evidence, base });
        }
    }
    let Best { value, wording, evidence, base } =
        best.unwrap_or(Best { value: 0, wording: 0, evidence: Vec::new(), base: 0 });
    Scored {
        candidate,
        wording,
        topics: evidence,
        base,
        score: value,
        rank: 0,
        excluded: None,
        required: None,
    }
}

/// What a highlight would add to a choice that has so many highlights on each topic.
pub(super) fn would_gain(entry: &Scored<'_>, topics: &[Topic], counts: &[usize]) -> i64 {
    let worth = |(topic, relevance): &(usize, f64)| {
        let weight = topics[*topic].weight;
        // Each further highlight on an unwanted topic is as unwanted as the first.
        let returns = if weight < 0.0 { 1.0 } else { RETURNS.get(counts[*topic]).copied().unwrap_or(0.0) };
        units(weight * relevance * returns)
    };
    entry.base + entry.topics.iter().map(worth).sum::<i64>()
}

/// What a highlight adds to a choice, and counts it in.
pub(super) fn gain(entry: &Scored<'_>, topics: &[Topic], counts: &mut [usize]) -> i64 {
    let gain = would_gain(entry, topics, counts);
    entry.topics.iter().for_each(|(topic, _)| counts[*topic] += 1);
    gain
}

pub(super) fn exclusion(
    entry: &Scored<'_>,
    job: &Job,
    topics: &[Topic],
    excluded: &[String],
) -> Option<String> {
    let id = &entry.candidate.highlight.id;
    if job.drop.iter().any(|drop| drop.value == *id) {
        return Some("dropped by the notes".to_owned());
    }
    if excluded.iter().any(|id| entry.candidate.is_in(id)) {
        return Some("the notes leave its entry out".to_owned());
    }
    let topic =
        entry.topics.iter().map(|(topic, _)| &topics[*topic]).find(|topic| topic.aim == Aim::Exclude)?;
    Some(format!("the notes leave out \"{}\"", topic.text))
}

pub(super) fn requirement(entry: &Scored<'_>, job: &Job, kept: &HashSet<&str>) -> Option<String> {
    let highlight = entry.candidate.highlight;
    if entry.excluded.is_some() {
        None
    } else if kept.contains(highlight.id.as_str()) {
        let span = job.keep.iter().find(|keep| keep.value == highlight.id).map_or(0, |keep| keep.span.start);
        Some(format!("kept by the notes, line {}", job.file.position(span).0))
    } else if highlight.pin {
        Some("pinned in the profile".to_owned())
    } else {
        None
    }
}

/// Ranks the highlights of each parent by their value for the job, 1 the best; ties go by id.
pub(super) fn rank(scored: &mut [Scored<'_>]) {
    let mut order: Vec<usize> = (0..scored.len()).collect();
    order
        .sort_by_key(|index| (Reverse(scored[*index].score), scored[*index].candidate.highlight.id.as_str()));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for index in order {
        let count = counts.entry(scored[index].candidate.parent).or_default();
        *count += 1;
        scored[index].rank = *count;
    }
}
