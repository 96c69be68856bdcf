//! The plan: every highlight scored, every topic with its evidence, and the order in which the page fills.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::evidence::{self, Candidate, Name, ParentKind};
use super::relevance::{Document, EVIDENCE, NAME_EVIDENCE, Query};
use super::topics;
use super::vocabulary::Vocabulary;
use super::{
    Aim, Coverage, Extra, Fill, HighlightOutcome, Limits, Objective, Resolution, Selection, Topic,
    TopicOutcome, TopicStatus,
};
use crate::finding::{Checked, Code, Finding, Spanned, nearest};
use crate::job::Job;
use crate::profile::{Profile, Project};

/// What the first, second and third highlight on a topic are worth of its weight; further ones nothing.
const RETURNS: [f64; 3] = [1.0, 0.4, 0.15];

/// Integer units of value to one unit of weight.
const UNIT: f64 = 1000.0;

/// Worth of a number in a highlight, all else equal: a measured result persuades.
const MEASURED: i64 = 40;

/// Worth of relevance that is too small to count as evidence, in units of weight.
const SLIGHT: f64 = 0.1;

/// A highlight that adds at least this much comes before the optional sections.
const STRONG: i64 = 1000;

/// How many topics a reason names.
const TOPICS_IN_REASON: usize = 3;

/// How many groups of skills are shown even if the job asks for none of them.
const SKILL_GROUPS: usize = 4;

/// How many characters a group of skills may have, its name included: about a line.
const SKILL_LINE: usize = 96;

/// How many courses a school names at most.
const MAX_COURSES: usize = 5;

/// A highlight with its scores.
struct Scored<'a> {
    candidate: Candidate<'a>,
    /// Index of the wording used.
    wording: usize,
    /// Topics it is evidence for, as (index, relevance).
    topics: Vec<(usize, f64)>,
    /// Value apart from topics: relevance too small to be evidence, leanings, numbers.
    base: i64,
    /// Value alone.
    score: i64,
    rank: usize,
    /// Why it must not be on the page.
    excluded: Option<String>,
    /// Why it must be.
    required: Option<String>,
}

/// Why a highlight stands where it does in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tier {
    /// Pinned or kept.
    Required,
    /// Needed for its position's minimum.
    Minimum,
    /// Adds much to what the page proves.
    Strong,
    /// Adds a little.
    Value,
}

/// Everything decided before the page is known.
pub struct Plan<'a> {
    profile: &'a Profile,
    topics: Vec<Topic>,
    queries: Vec<Query>,
    scored: Vec<Scored<'a>>,
    names: Vec<Name>,
    /// Indices into `scored`, in the order in which the page fills, each with its tier.
    order: Vec<(usize, Tier)>,
    excluded: Vec<String>,
    kept: HashSet<&'a str>,
    resolutions: Vec<Resolution>,
    limits: Limits,
    summary: Option<String>,
    skills: Vec<(String, Vec<String>)>,
    courses: Vec<(String, Vec<String>)>,
}

impl<'a> Plan<'a> {
    /// Scores a profile for a job.
    pub fn new(profile: &'a Profile, job: &'a Job) -> Checked<Self> {
        let limits = Limits::new(&profile.defaults, &job.settings);
        let vocabulary = Vocabulary::new(&profile.aliases);
        let mut asked = topics::gather(profile, job, &vocabulary);
        let queries: Vec<Query> =
            asked.topics.iter().map(|topic| Query::new(&vocabulary, &topic.text)).collect();
        let mut findings = std::mem::take(&mut asked.findings);
        findings.extend(unknown_ids(profile, job));
        asked.excluded.extend(job.drop.iter().map(|id| id.value.clone()));

        let kept: HashSet<&str> = job.keep.iter().map(|id| id.value.as_str()).collect();
        let mut scored: Vec<Scored<'a>> = evidence::candidates(profile, &vocabulary)
            .into_iter()
            .map(|candidate| score(candidate, &asked.topics, &queries, &asked.leanings))
            .collect();
        for entry in &mut scored {
            entry.excluded = exclusion(entry, job, &asked.topics, &asked.excluded);
            entry.required = requirement(entry, job, &kept);
        }
        rank(&mut scored);
        let order = order(&scored, &asked.topics, limits);
        let mut plan = Self {
            names: evidence::names(profile, &vocabulary),
            profile,
            queries,
            scored,
            order,
            excluded: asked.excluded,
            kept,
            resolutions: asked.resolutions,
            limits,
            summary: None,
            skills: Vec::new(),
            courses: Vec::new(),
            topics: asked.topics,
        };
        plan.summary = plan.best_summary(&vocabulary);
        plan.skills = plan.ordered_skills(&vocabulary);
        plan.courses = plan.ordered_courses(&vocabulary);
        findings.extend(plan.gap_findings(job));
        findings.extend(contradictions(job));
        findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span.start));
        Checked::new(plan, findings)
    }

    /// What each name in the notes was resolved to.
    pub fn resolutions(&self) -> &[Resolution] {
        &self.resolutions
    }

    /// How many highlights could be on the page at most.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is nothing to choose from.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// How many places of the order are taken by pinned and kept highlights; a page without them is wrong.
    pub fn required(&self) -> usize {
        self.order.iter().filter(|(_, tier)| *tier == Tier::Required).count()
    }

    /// How many places the minimum of every position needs, the required ones included.
    pub fn minimum(&self) -> usize {
        self.order.iter().filter(|(_, tier)| matches!(tier, Tier::Required | Tier::Minimum)).count()
    }

    /// How many places come before the optional sections: the minimum, and what adds much.
    pub fn strong(&self) -> usize {
        self.order.iter().filter(|(_, tier)| *tier != Tier::Value).count()
    }

    /// The decisions for a given fill.
    pub fn select(&self, fill: &Fill) -> Selection {
        let shown: HashSet<usize> = fill
            .highlights
            .iter()
            .filter_map(|place| self.order.get(*place))
            .map(|(index, _)| *index)
            .collect();
        let extras: Vec<Extra> = Extra::ALL.into_iter().take(fill.extras).collect();
        let projects = self.projects_shown(&shown);
        let printed = self.printed_names(&projects, &extras);
        let topics = self.outcomes(&shown, &printed);
        let covers = |outcome: &&TopicOutcome| outcome.topic.aim == Aim::Show;
        let weigh = |outcome: &TopicOutcome| outcome.topic.weight;
        let achieved = topics
            .iter()
            .filter(covers)
            .filter(|topic| topic.status == TopicStatus::Covered)
            .map(weigh)
            .sum();
        let possible = topics
            .iter()
            .filter(covers)
            .filter(|topic| matches!(topic.status, TopicStatus::Covered | TopicStatus::Unselected))
            .map(weigh)
            .sum();
        Selection {
            highlights: self.highlight_outcomes(&shown),
            summary: self.summary.clone(),
            skills: self.skills.clone(),
            courses: self.courses.clone(),
            projects,
            excluded: self.excluded.clone(),
            extras,
            coverage: Coverage { achieved, possible },
            objective: Objective { value: self.value(&shown), bound: self.bound() },
            topics,
        }
    }

    fn highlight_outcomes(&self, shown: &HashSet<usize>) -> Vec<HighlightOutcome> {
        let mut outcomes: Vec<HighlightOutcome> = self
            .scored
            .iter()
            .enumerate()
            .map(|(index, entry)| HighlightOutcome {
                id: entry.candidate.highlight.id.clone(),
                parent: entry.candidate.parent.to_owned(),
                wording: entry.wording,
                text: wording_text(entry),
                selected: shown.contains(&index),
                rank: entry.rank,
                score: entry.score,
                topics: entry.topics.iter().map(|(topic, _)| self.topics[*topic].id.clone()).collect(),
                reason: self.reason(index, shown),
            })
            .collect();
        let order: HashMap<&str, usize> =
            self.profile.highlight_lists().enumerate().map(|(at, (parent, _))| (parent, at)).collect();
        outcomes.sort_by_key(|outcome| (order.get(outcome.parent.as_str()).copied(), outcome.rank));
        outcomes
    }

    /// Why a highlight is in or out, in words.
    fn reason(&self, index: usize, shown: &HashSet<usize>) -> String {
        let entry = &self.scored[index];
        if let Some(excluded) = &entry.excluded {
            return excluded.clone();
        }
        let about = self.about(entry);
        let topics = entry.topics.iter().any(|(topic, _)| self.topics[*topic].aim == Aim::Show);
        if shown.contains(&index) {
            let tier = self.order.iter().find(|(at, _)| *at == index).map(|(_, tier)| *tier);
            return match (&entry.required, tier) {
                (Some(required), _) => required.clone(),
                (None, _) if topics => format!("evidence for {about}"),
                (None, Some(Tier::Minimum)) => "keeps its position from being empty".to_owned(),
                _ => "fills the page; evidence for no topic of this job".to_owned(),
            };
        }
        let parent = entry.candidate.parent;
        let siblings = shown.iter().filter(|other| self.scored[**other].candidate.parent == parent).count();
        if siblings >= self.limits.max {
            return format!(
                "its entry already shows {siblings}, the most that is allowed; evidence for {about}"
            );
        }
        format!("cut for space: evidence for {about}")
    }

    /// The topics a highlight is evidence for, the weightiest first, in words.
    fn about(&self, entry: &Scored<'_>) -> String {
        let mut topics: Vec<&Topic> = entry
            .topics
            .iter()
            .map(|(topic, _)| &self.topics[*topic])
            .filter(|topic| topic.aim == Aim::Show)
            .collect();
        topics.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let named: Vec<String> =
            topics.iter().take(TOPICS_IN_REASON).map(|topic| format!("\"{}\"", topic.text)).collect();
        match topics.len().checked_sub(TOPICS_IN_REASON) {
            _ if topics.is_empty() => "no topic of this job".to_owned(),
            Some(more @ 1..) => format!("{} and {more} more", named.join(", ")),
            _ => named.join(", "),
        }
    }

    /// Value of a choice: falling returns for each topic, and what each highlight is worth by itself.
    fn value(&self, shown: &HashSet<usize>) -> i64 {
        let mut counts = vec![0; self.topics.len()];
        let mut chosen: Vec<usize> = shown.iter().copied().collect();
        chosen.sort_by_key(|index| {
            (Reverse(self.scored[*index].score), &self.scored[*index].candidate.highlight.id)
        });
        chosen.into_iter().map(|index| gain(&self.scored[index], &self.topics, &mut counts)).sum()
    }

    /// No choice is worth more than every highlight alone, less what is excluded.
    fn bound(&self) -> i64 {
        let all: HashSet<usize> = self.order.iter().map(|(index, _)| *index).collect();
        self.value(&all).max(0)
    }

    /// Projects with a chosen highlight, those that the notes name, and those that have no highlights to choose.
    fn projects_shown(&self, shown: &HashSet<usize>) -> Vec<String> {
        let named = |project: &Project| {
            self.kept.contains(project.id.as_str())
                || self.resolutions.iter().any(|resolution| resolution.id == project.id)
        };
        let chosen =
            |project: &Project| shown.iter().any(|index| self.scored[*index].candidate.parent == project.id);
        self.profile
            .projects
            .iter()
            .filter(|project| !self.excluded.contains(&project.id))
            .filter(|project| named(project) || chosen(project) || project.highlights.is_empty())
            .map(|project| project.id.clone())
            .collect()
    }

    /// Indices of the skills, courses and certificates that are printed.
    fn printed_names(&self, projects: &[String], extras: &[Extra]) -> BTreeSet<usize> {
        let printed = |name: &Name| match &name.parent {
            Some(parent) if self.profile.projects.iter().any(|project| project.id == *parent) => {
                projects.contains(parent)
            }
            Some(parent) => !self.excluded.contains(parent),
            None if self.profile.certificates.iter().any(|certificate| certificate.id == name.id) => {
                extras.contains(&Extra::Certificates)
            }
            None => true,
        };
        self.names.iter().enumerate().filter(|(_, name)| printed(name)).map(|(index, _)| index).collect()
    }

    fn outcomes(&self, shown: &HashSet<usize>, printed: &BTreeSet<usize>) -> Vec<TopicOutcome> {
        self.topics
            .iter()
            .enumerate()
            .map(|(index, topic)| {
                let mut candidates = BTreeMap::new();
                let mut elsewhere = BTreeSet::new();
                for (at, entry) in self.scored.iter().enumerate() {
                    let id = entry.candidate.highlight.id.as_str();
                    if entry.topics.iter().any(|(topic, _)| *topic == index) {
                        candidates.insert(id, shown.contains(&at));
                    } else if topic.scope.is_some()
                        && best_relevance(&self.queries[index], &entry.candidate) >= EVIDENCE
                    {
                        elsewhere.insert(id);
                    }
                }
                for (at, name) in self.names.iter().enumerate() {
                    if self.queries[index].relevance(&name.document) < NAME_EVIDENCE {
                        continue;
                    }
                    if topic.scope.is_none() || topic.scope == name.parent {
                        *candidates.entry(name.id.as_str()).or_insert(false) |= printed.contains(&at);
                    }
                }
                let covered_by: Vec<String> =
                    candidates.iter().filter(|(_, shown)| **shown).map(|(id, _)| (*id).to_owned()).collect();
                let status = match topic.aim {
                    Aim::Exclude => TopicStatus::Excluded,
                    _ if !covered_by.is_empty() => TopicStatus::Covered,
                    _ if !candidates.is_empty() => TopicStatus::Unselected,
                    Aim::Lower => TopicStatus::NotApplicable,
                    Aim::Show if topic.conditional => TopicStatus::NotApplicable,
                    Aim::Show => TopicStatus::Gap,
                };
                let gap = status == TopicStatus::Gap;
                TopicOutcome {
                    topic: topic.clone(),
                    status,
                    covered_by,
                    candidates: candidates.into_keys().map(str::to_owned).collect(),
                    elsewhere: elsewhere.into_iter().filter(|_| gap).map(str::to_owned).collect(),
                }
            })
            .collect()
    }

    /// Topics of the notes without evidence: a person can write that evidence, or drop the wish.
    fn gap_findings(&self, job: &Job) -> Vec<Finding> {
        let everything: BTreeSet<usize> = (0..self.names.len()).collect();
        let outcomes = self.outcomes(&HashSet::new(), &everything);
        let mut findings = Vec::new();
        for outcome in outcomes.iter().filter(|outcome| outcome.topic.from_notes) {
            let topic = &outcome.topic;
            let span = topic.sources[0].clone();
            match outcome.status {
                TopicStatus::Gap => {
                    let place = match &topic.scope {
                        Some(scope) => format!("{} has", self.scope_name(scope)),
                        None => "the profile has".to_owned(),
                    };
                    let hint = if outcome.elsewhere.is_empty() {
                        "if you have done it, add a highlight or a keyword to the profile; it is never invented".to_owned()
                    } else {
                        let ids: Vec<_> =
                            outcome.elsewhere.iter().take(3).map(|id| format!("`{id}`")).collect();
                        format!("there is evidence elsewhere: {}", ids.join(", "))
                    };
                    let message = format!("{place} no evidence for \"{}\"", topic.text);
                    findings.push(Finding::new(Code::NoEvidence, message).hint(hint).at(&job.file, span));
                }
                TopicStatus::NotApplicable if topic.aim == Aim::Show => {
                    let message = format!(
                        "nothing in the profile fits \"{}\", so it is left out as you allowed",
                        topic.text
                    );
                    findings.push(Finding::new(Code::NotApplicable, message).at(&job.file, span));
                }
                _ => {}
            }
        }
        findings
    }

    /// What an entry is called, for messages.
    pub fn scope_name(&self, id: &str) -> String {
        let profile = self.profile;
        if let Some((work, position)) = profile.position(id) {
            return format!("{} ({})", work.name.value, position.title.value);
        }
        let work = profile.work.iter().find(|work| work.id == id).map(|work| &work.name.value);
        let school = || {
            profile.education.iter().find(|school| school.id == id).map(|school| &school.institution.value)
        };
        let project =
            || profile.projects.iter().find(|project| project.id == id).map(|project| &project.name.value);
        let volunteer =
            || profile.volunteer.iter().find(|entry| entry.id == id).map(|entry| &entry.organization.value);
        work.or_else(school).or_else(project).or_else(volunteer).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// Weight of the topics that a text speaks to, whatever their scope.
    fn affinity(&self, document: &Document) -> i64 {
        let shown = self.topics.iter().zip(&self.queries).filter(|(topic, _)| topic.aim == Aim::Show);
        units(shown.map(|(topic, query)| topic.weight * query.relevance(document).min(1.0)).sum())
    }

    /// The summary that speaks to most of what is asked; of equal ones the first in the file.
    fn best_summary(&self, vocabulary: &Vocabulary) -> Option<String> {
        let score = |summary: &crate::profile::Summary| {
            self.affinity(&Document::new(vocabulary, &summary.text.value.plain(), &summary.keywords))
        };
        let allowed = self.profile.summaries.iter().filter(|summary| !self.excluded.contains(&summary.id));
        let kept = allowed.clone().find(|summary| self.kept.contains(summary.id.as_str()));
        kept.or_else(|| allowed.rev().max_by_key(|summary| score(summary))).map(|summary| summary.id.clone())
    }

    /// Groups and the skills in them, the most relevant first; equal ones in the owner's order.
    fn ordered_skills(&self, vocabulary: &Vocabulary) -> Vec<(String, Vec<String>)> {
        let document = |text: &str| Document::new(vocabulary, text, &[]);
        let mut groups: Vec<(i64, String, Vec<String>)> = Vec::new();
        for skill in self.profile.skills.iter().filter(|skill| !self.excluded.contains(&skill.id)) {
            let mut keywords: Vec<(i64, String)> = skill
                .keywords
                .iter()
                .map(|word| (self.affinity(&document(&word.value)), word.value.clone()))
                .collect();
            keywords.sort_by_key(|(score, _)| Reverse(*score));
            let best =
                self.affinity(&document(&skill.name)) + keywords.iter().map(|(score, _)| score).sum::<i64>();
            groups.push((best, skill.id.clone(), keywords.into_iter().map(|(_, word)| word).collect()));
        }
        groups.sort_by_key(|(score, _, _)| Reverse(*score));
        let asked = groups.iter().filter(|(score, _, _)| *score > 0).count();
        groups.truncate(asked.max(SKILL_GROUPS));
        groups
            .into_iter()
            .map(|(_, id, keywords)| {
                let name =
                    self.profile.skills.iter().find(|skill| skill.id == id).map_or("", |skill| &skill.name);
                (id, one_line(name, keywords))
            })
            .collect()
    }

    /// The most relevant courses of each school, in the owner's order.
    fn ordered_courses(&self, vocabulary: &Vocabulary) -> Vec<(String, Vec<String>)> {
        let schools = self.profile.education.iter();
        schools
            .map(|school| {
                let mut courses: Vec<(usize, i64)> = school
                    .courses
                    .iter()
                    .map(|course| self.affinity(&Document::new(vocabulary, &course.value, &[])))
                    .enumerate()
                    .collect();
                courses.sort_by_key(|(at, score)| (Reverse(*score), *at));
                courses.truncate(MAX_COURSES);
                courses.sort_unstable();
                (
                    school.id.clone(),
                    courses.into_iter().map(|(at, _)| school.courses[at].value.clone()).collect(),
                )
            })
            .collect()
    }
}

/// As many skills as fit on a line behind the group's name, in their order; at least one.
fn one_line(name: &str, keywords: Vec<String>) -> Vec<String> {
    let mut length = name.chars().count();
    keywords
        .into_iter()
        .enumerate()
        .take_while(|(at, keyword)| {
            length += ", ".len() + keyword.chars().count();
            *at == 0 || length <= SKILL_LINE
        })
        .map(|(_, keyword)| keyword)
        .collect()
}

/// Weight in integer units.
fn units(weight: f64) -> i64 {
    // Weights are small sums of constants; far within the range of an i64.
    #[allow(clippy::cast_possible_truncation)]
    let units = (weight * UNIT).round() as i64;
    units
}

fn wording_text(entry: &Scored<'_>) -> String {
    let highlight = entry.candidate.highlight;
    let text = entry.wording.checked_sub(1).and_then(|at| highlight.variants.get(at));
    text.unwrap_or(&highlight.text).value.plain()
}

fn best_relevance(query: &Query, candidate: &Candidate<'_>) -> f64 {
    candidate.wordings.iter().map(|wording| query.relevance(wording)).fold(0.0, f64::max)
}

/// Scores a highlight: which wording fits best, what it is evidence for, what it is worth.
fn score<'a>(
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
fn would_gain(entry: &Scored<'_>, topics: &[Topic], counts: &[usize]) -> i64 {
    let worth = |(topic, relevance): &(usize, f64)| {
        let weight = topics[*topic].weight;
        // Each further highlight on an unwanted topic is as unwanted as the first.
        let returns = if weight < 0.0 { 1.0 } else { RETURNS.get(counts[*topic]).copied().unwrap_or(0.0) };
        units(weight * relevance * returns)
    };
    entry.base + entry.topics.iter().map(worth).sum::<i64>()
}

/// What a highlight adds to a choice, and counts it in.
fn gain(entry: &Scored<'_>, topics: &[Topic], counts: &mut [usize]) -> i64 {
    let gain = would_gain(entry, topics, counts);
    entry.topics.iter().for_each(|(topic, _)| counts[*topic] += 1);
    gain
}

fn exclusion(entry: &Scored<'_>, job: &Job, topics: &[Topic], excluded: &[String]) -> Option<String> {
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

fn requirement(entry: &Scored<'_>, job: &Job, kept: &HashSet<&str>) -> Option<String> {
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
fn rank(scored: &mut [Scored<'_>]) {
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

/// The order in which the page fills: what is required, then the minimum of each position (the latest
/// position first), then whatever adds most. Ties go to the later position, then to the id.
fn order(scored: &[Scored<'_>], topics: &[Topic], limits: Limits) -> Vec<(usize, Tier)> {
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

/// Ids in Keep and Drop that the profile does not have.
fn unknown_ids(profile: &Profile, job: &Job) -> Vec<Finding> {
    let mut known: Vec<&str> = Vec::new();
    for (parent, list) in profile.highlight_lists() {
        known.push(parent);
        known.extend(list.iter().map(|highlight| highlight.id.as_str()));
    }
    known.extend(profile.work.iter().map(|work| work.id.as_str()));
    known.extend(profile.summaries.iter().map(|summary| summary.id.as_str()));
    known.extend(profile.skills.iter().map(|skill| skill.id.as_str()));
    known.extend(profile.certificates.iter().map(|entry| entry.id.as_str()));
    known.extend(profile.awards.iter().map(|entry| entry.id.as_str()));
    known.extend(profile.publications.iter().map(|entry| entry.id.as_str()));
    let unknown = |id: &&Spanned<String>| !known.contains(&id.value.as_str());
    let finding = |id: &Spanned<String>| {
        let hint = match nearest(&id.value, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "`bespoke explain` lists the ids of all highlights".to_owned(),
        };
        let message = format!("there is nothing with the id `{}` in the profile", id.value);
        Finding::new(Code::UnknownId, message).hint(hint).at(&job.file, id.span.clone())
    };
    job.keep.iter().chain(&job.drop).filter(unknown).map(finding).collect()
}

/// Ids that stand in both Keep and Drop.
fn contradictions(job: &Job) -> Vec<Finding> {
    let both = |keep: &&Spanned<String>| job.drop.iter().any(|drop| drop.value == keep.value);
    let finding = |keep: &Spanned<String>| {
        let message = format!("`{}` stands in Keep and in Drop; it is dropped", keep.value);
        Finding::new(Code::Contradiction, message)
            .hint("remove it from one of the two")
            .at(&job.file, keep.span.clone())
    };
    job.keep.iter().filter(both).map(finding).collect()
}
