//! What each highlight is worth for a job.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::evidence::Candidate;
use super::relevance::{EVIDENCE, Query};
use super::solve::DEPTH;
use super::{Aim, Topic};
use crate::job::Job;
use crate::profile::Highlight;

/// What the first, second and third highlight on a topic are worth of its weight; further ones nothing.
const RETURNS: [f64; DEPTH] = [1.0, 0.4, 0.15];

/// From this relevance on evidence is strong: it has nearly all words of the topic, and not in other words only.
pub(super) const STRONG: f64 = 0.7;

/// How much of a topic any evidence covers; strong evidence covers the rest as well.
const ANY_EVIDENCE: f64 = 0.6;

/// What the page's value counts for a weight of 1. Finer units would tell apart what no reader does, and leave
/// the proof that a page is the best with more pages to refute.
const VALUE_UNIT: f64 = 10.0;

/// What a highlight's own score counts for a weight of 1; it only orders highlights.
const SCORE_UNIT: f64 = 1000.0;

/// Worth of relevance as such, beside covering a topic: of two highlights on a topic the better one is shown.
const RELEVANCE: f64 = 0.2;

/// Worth of a number in a highlight that is evidence: a measured result persuades.
const MEASURED: f64 = 0.1;

/// Worth of relevance that is too small to count as evidence.
const SLIGHT: f64 = 0.1;

/// A highlight with its scores.
pub(super) struct Scored<'a> {
    pub(super) candidate: &'a Candidate<'a>,
    /// One for each of its wordings, the text first.
    pub(super) wordings: Vec<Wording>,
    /// The wording that is worth most.
    pub(super) best: usize,
    pub(super) rank: usize,
    /// Why it must not be on the page.
    pub(super) excluded: Option<String>,
    /// Why it must be.
    pub(super) required: Option<String>,
}

/// What a wording of a highlight is worth.
pub(super) struct Wording {
    /// Topics it is evidence for, as (index, relevance).
    pub(super) topics: Vec<(usize, f64)>,
    /// Worth for the page apart from covering topics, in units of [`VALUE_UNIT`].
    pub(super) worth: i64,
    /// Value alone, in units of [`SCORE_UNIT`].
    pub(super) score: i64,
}

impl Scored<'_> {
    /// The wording that is worth most.
    pub(super) fn wording(&self) -> &Wording {
        &self.wordings[self.best]
    }

    /// Whether showing it adds to the page; others only keep a position from being empty, or fill the page.
    pub(super) fn adds(&self, topics: &[Topic]) -> bool {
        let wording = self.wording();
        wording.worth > 0 || wording.topics.iter().any(|(topic, _)| topics[*topic].aim == Aim::Show)
    }
}

/// The text of a wording.
pub(super) fn text(highlight: &Highlight, wording: usize) -> String {
    let variant = wording.checked_sub(1).and_then(|at| highlight.variants.get(at));
    variant.unwrap_or(&highlight.text).value.plain()
}

/// The relevance of a highlight's best wording.
pub(super) fn best_relevance(query: &Query, candidate: &Candidate<'_>) -> f64 {
    candidate.wordings.iter().map(|wording| query.relevance(wording)).fold(0.0, f64::max)
}

/// A weight in integer units.
fn integer(weight: f64, unit: f64) -> i64 {
    // Weights are small sums of constants; far within the range of an i64.
    #[allow(clippy::cast_possible_truncation)]
    let integer = (weight * unit).round() as i64;
    integer
}

/// A weight in the units of a highlight's own score.
pub(super) fn units(weight: f64) -> i64 {
    integer(weight, SCORE_UNIT)
}

/// What a topic pays for the first, second and third highlight on it: for any evidence, and for strong evidence
/// beyond that.
pub(super) fn returns(topic: &Topic) -> [[i64; DEPTH]; 2] {
    let weight = if topic.aim == Aim::Show { topic.weight } else { 0.0 };
    [ANY_EVIDENCE, 1.0 - ANY_EVIDENCE]
        .map(|part| RETURNS.map(|share| integer(weight * part * share, VALUE_UNIT)))
}

/// Scores a highlight: what each wording is evidence for and what it is worth, and which one is best.
pub(super) fn score<'a>(
    candidate: &'a Candidate<'a>,
    topics: &[Topic],
    queries: &[Query],
    leanings: &[(String, f64)],
) -> Scored<'a> {
    let lean: f64 = leanings.iter().filter(|(id, _)| candidate.is_in(id)).map(|(_, weight)| weight).sum();
    let in_scope: Vec<usize> = (0..topics.len())
        .filter(|index| topics[*index].scope.as_ref().is_none_or(|scope| candidate.is_in(scope)))
        .collect();
    let mut wordings = Vec::new();
    for (at, document) in candidate.wordings.iter().enumerate() {
        let mut evidence = Vec::new();
        let (mut covered, mut relevant, mut slight) = (0.0, lean, 0.0);
        for &index in &in_scope {
            let topic = &topics[index];
            let relevance = queries[index].relevance(document).min(1.0);
            if relevance >= EVIDENCE {
                evidence.push((index, relevance));
                covered += topic.weight * relevance;
                // Each further highlight on an unwanted topic is as unwanted as the first.
                let share = if topic.weight < 0.0 { 1.0 } else { RELEVANCE };
                relevant += share * topic.weight * relevance;
            } else if topic.aim == Aim::Show {
                slight += SLIGHT * topic.weight * relevance;
            }
        }
        let measured = text(candidate.highlight, at).contains(|c: char| c.is_ascii_digit());
        let measured = if measured && !evidence.is_empty() { MEASURED } else { 0.0 };
        wordings.push(Wording {
            topics: evidence,
            worth: integer(relevant + measured, VALUE_UNIT),
            score: units(covered + slight + lean + measured),
        });
    }
    // A wording must be worth more than the ones before it to replace them.
    let best = (0..wordings.len()).rev().max_by_key(|at| wordings[*at].score).unwrap_or(0);
    Scored { candidate, wordings, best, rank: 0, excluded: None, required: None }
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
    let topic = entry
        .wordings
        .iter()
        .flat_map(|wording| &wording.topics)
        .map(|(topic, _)| &topics[*topic])
        .find(|topic| topic.aim == Aim::Exclude)?;
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
    order.sort_by_key(|index| {
        (Reverse(scored[*index].wording().score), scored[*index].candidate.highlight.id.as_str())
    });
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for index in order {
        let count = counts.entry(scored[index].candidate.parent).or_default();
        *count += 1;
        scored[index].rank = *count;
    }
}
