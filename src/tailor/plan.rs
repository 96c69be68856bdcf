//! The plan: every highlight scored, every topic with its evidence, and the order in which the page fills.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::choices::Choices;
use super::evidence::{self, Name};
use super::ids::{contradictions, unknown_ids};
use super::order::{Tier, order};
use super::relevance::{EVIDENCE, NAME_EVIDENCE, Query};
use super::score::{Scored, best_relevance, exclusion, gain, rank, requirement, score};
use super::topics;
use super::vocabulary::Vocabulary;
use super::{
    Aim, Coverage, Extra, Fill, HighlightOutcome, Limits, Objective, Resolution, Selection, Topic,
    TopicOutcome, TopicStatus,
};
use crate::finding::{Checked, Code, Finding};
use crate::job::Job;
use crate::profile::{Profile, Project};

/// How many topics a reason names.
const TOPICS_IN_REASON: usize = 3;

/// What speaks to a topic.
#[derive(Default)]
struct Evidence {
    /// Indices of highlights within its scope.
    highlights: Vec<usize>,
    /// Indices of names (skills, courses, certificates, projects) within its scope.
    names: Vec<usize>,
    /// Indices of highlights outside its scope.
    elsewhere: Vec<usize>,
}

/// Everything decided before the page is known.
pub struct Plan<'a> {
    profile: &'a Profile,
    topics: Vec<Topic>,
    scored: Vec<Scored<'a>>,
    names: Vec<Name>,
    /// What speaks to each topic.
    evidence: Vec<Evidence>,
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
        let choices = Choices {
            profile,
            vocabulary: &vocabulary,
            topics: &asked.topics,
            queries: &queries,
            kept: &kept,
            excluded: &asked.excluded,
        };
        let (summary, skills, courses) = (choices.summary(), choices.skills(), choices.courses());
        let names = evidence::names(profile, &vocabulary);
        let plan = Self {
            evidence: evidence_of(&asked.topics, &queries, &scored, &names),
            names,
            profile,
            scored,
            order,
            excluded: asked.excluded,
            kept,
            resolutions: asked.resolutions,
            limits,
            summary,
            skills,
            courses,
            topics: asked.topics,
        };
        findings.extend(plan.gap_findings(job));
        findings.extend(contradictions(job, &plan.scored));
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
                text: entry.text(),
                selected: shown.contains(&index),
                rank: entry.rank,
                score: entry.score,
                topics: entry.topics.iter().map(|(topic, _)| self.topics[*topic].id.clone()).collect(),
                excluded: entry.excluded.is_some(),
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
                let evidence = &self.evidence[index];
                let id = |at: &usize| self.scored[*at].candidate.highlight.id.as_str();
                let mut candidates: BTreeMap<&str, bool> =
                    evidence.highlights.iter().map(|at| (id(at), shown.contains(at))).collect();
                for at in &evidence.names {
                    *candidates.entry(self.names[*at].id.as_str()).or_insert(false) |= printed.contains(at);
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
                    elsewhere: evidence
                        .elsewhere
                        .iter()
                        .filter(|_| gap)
                        .map(|at| id(at).to_owned())
                        .collect(),
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
}

/// Finds what speaks to each topic, once for all fills of the page.
fn evidence_of(topics: &[Topic], queries: &[Query], scored: &[Scored<'_>], names: &[Name]) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = topics.iter().map(|_| Evidence::default()).collect();
    for (at, entry) in scored.iter().enumerate() {
        entry.topics.iter().for_each(|(topic, _)| evidence[*topic].highlights.push(at));
    }
    for ((topic, query), evidence) in topics.iter().zip(queries).zip(&mut evidence) {
        let within = |name: &Name| topic.scope.is_none() || topic.scope == name.parent;
        let fits = |name: &&Name| within(name) && query.relevance(&name.document) >= NAME_EVIDENCE;
        evidence.names = (0..names.len()).filter(|at| fits(&&names[*at])).collect();
        if topic.scope.is_some() {
            let other = |at: &usize| {
                !evidence.highlights.contains(at) && best_relevance(query, &scored[*at].candidate) >= EVIDENCE
            };
            evidence.elsewhere = (0..scored.len()).filter(other).collect();
        }
    }
    evidence
}
