//! The plan: every highlight scored, every topic with its evidence, before the page is known.

use std::collections::{BTreeSet, HashSet};

use super::choices::Choices;
use super::evidence::{Material, Name};
use super::ids::{contradictions, unknown_ids};
use super::relevance::{EVIDENCE, NAME_EVIDENCE, Query};
use super::score::{Scored, best_relevance, exclusion, rank, requirement, score};
use super::topics;
use super::{Aim, Choice, Limits, Part, Piece, Resolution, Shown, Topic, TopicStatus};
use crate::finding::{Checked, Code, Finding};
use crate::job::Job;
use crate::profile::Profile;

/// What speaks to a topic.
#[derive(Default)]
pub(super) struct Evidence {
    /// Indices of highlights within its scope.
    pub(super) highlights: Vec<usize>,
    /// Indices of names (skills, courses, certificates, projects) within its scope.
    pub(super) names: Vec<usize>,
    /// Indices of highlights outside its scope.
    pub(super) elsewhere: Vec<usize>,
}

/// Everything decided before the page is known.
pub struct Plan<'a> {
    pub(super) profile: &'a Profile,
    pub(super) topics: Vec<Topic>,
    pub(super) scored: Vec<Scored<'a>>,
    pub(super) names: &'a [Name],
    /// What speaks to each topic.
    pub(super) evidence: Vec<Evidence>,
    pub(super) excluded: Vec<String>,
    /// Ids of entries that the notes keep, or want to see something of.
    wanted: HashSet<String>,
    resolutions: Vec<Resolution>,
    pub(super) limits: Limits,
    headline: Option<String>,
    pub(super) summary: Option<String>,
    /// Groups of skills and courses of schools, the most relevant skills first.
    pub(super) skills: Vec<(String, Vec<String>)>,
    pub(super) courses: Vec<(String, Vec<String>)>,
    /// How headline and summary were chosen.
    pub(super) parts: Vec<Part>,
}

impl<'a> Plan<'a> {
    /// Scores what a profile has for a job.
    pub fn new(material: &'a Material<'a>, job: &'a Job) -> Checked<Self> {
        let Material { profile, vocabulary, names, .. } = material;
        let limits = Limits::new(&profile.defaults, &job.settings);
        let mut asked = topics::gather(profile, job, vocabulary);
        let queries: Vec<Query> =
            asked.topics.iter().map(|topic| Query::new(vocabulary, &topic.text)).collect();
        let mut findings = std::mem::take(&mut asked.findings);
        findings.extend(unknown_ids(profile, job));
        asked.excluded.extend(job.drop.iter().map(|id| id.value.clone()));

        let kept: HashSet<&str> = job.keep.iter().map(|id| id.value.as_str()).collect();
        let mut scored: Vec<Scored<'a>> = material
            .candidates
            .iter()
            .map(|candidate| score(candidate, &asked.topics, &queries, &asked.leanings))
            .collect();
        for entry in &mut scored {
            entry.excluded = exclusion(entry, job, &asked.topics, &asked.excluded);
            entry.required = requirement(entry, job, &kept);
        }
        rank(&mut scored);
        let choices = Choices {
            material,
            topics: &asked.topics,
            queries: &queries,
            kept: &kept,
            excluded: &asked.excluded,
            position: &job.position.value,
        };
        let (headline, summary) = (choices.headline(), choices.summary());
        let (skills, courses) = (choices.skills(), choices.courses());
        let parts = choices.parts(headline.as_deref(), summary.as_deref());
        let scopes = asked.topics.iter().filter(|topic| topic.aim == Aim::Show);
        let more = asked.leanings.iter().filter(|(_, lean)| *lean > 0.0).map(|(id, _)| id.clone());
        let wanted = scopes.filter_map(|topic| topic.scope.clone()).chain(more);
        let wanted = wanted.chain(kept.iter().map(|id| (*id).to_owned())).collect();
        let plan = Self {
            evidence: evidence_of(&asked.topics, &queries, &scored, names),
            names,
            profile,
            scored,
            excluded: asked.excluded,
            wanted,
            resolutions: asked.resolutions,
            limits,
            headline,
            summary,
            skills,
            courses,
            parts,
            topics: asked.topics,
        };
        findings.extend(plan.gap_findings(job));
        findings.extend(plan.nothing_to_show(job));
        findings.extend(contradictions(job, &plan.scored, &plan.topics, &queries, &plan.excluded));
        findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span.start));
        Checked::new(plan, findings)
    }

    /// A page without any evidence is hardly what was meant.
    fn nothing_to_show(&self, job: &Job) -> Option<Finding> {
        let (message, hint) = if self.scored.is_empty() {
            (
                "the profile has no highlights to choose from",
                "write what you did into `highlights` of your positions",
            )
        } else if self.scored.iter().all(|entry| entry.excluded.is_some()) {
            (
                "the notes leave out every highlight of the profile",
                "take something out of Drop, or out of what is omitted",
            )
        } else {
            return None;
        };
        Some(Finding::new(Code::NothingToShow, message).hint(hint).in_file(job.file.name.clone()))
    }

    /// What each name in the notes was resolved to.
    pub fn resolutions(&self) -> &[Resolution] {
        &self.resolutions
    }

    /// How many highlights are pinned or kept.
    pub fn required(&self) -> usize {
        self.scored.iter().filter(|entry| entry.required.is_some()).count()
    }

    /// The limits on the highlights of a position.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Topics that the notes ask to show and a page shows nothing of although it could, as their weight.
    pub fn wishes_unmet(&self, choice: &Choice) -> f64 {
        let shown = self.shown(&choice.pieces);
        let outcomes = self.outcomes(&shown);
        let unmet = outcomes
            .iter()
            .filter(|outcome| outcome.topic.from_notes && outcome.status == TopicStatus::Unselected);
        unmet.map(|outcome| outcome.topic.weight).sum()
    }

    /// What a page with these pieces shows. Wordings of one highlight may stand beside each other, as they do
    /// where heights are measured.
    pub fn shown(&self, pieces: &BTreeSet<Piece>) -> Shown {
        let mut shown = Shown {
            headline: self.headline.clone(),
            summary: self.summary.clone(),
            highlights: Default::default(),
            skills: self.skills.clone(),
            projects: Vec::new(),
            courses: self.courses.clone(),
            extras: Vec::new(),
            excluded: self.excluded.clone(),
        };
        let mut ranked: Vec<&Scored<'_>> = self.scored.iter().collect();
        ranked.sort_by_key(|entry| entry.rank);
        for entry in ranked {
            for wording in 0..entry.wordings.len() {
                let id = entry.candidate.highlight.id.clone();
                if pieces.contains(&Piece::Highlight { id: id.clone(), wording }) {
                    let list = shown.highlights.entry(entry.candidate.parent.to_owned()).or_default();
                    list.push((id, wording));
                }
            }
        }
        for piece in pieces {
            match piece {
                Piece::Project(id) => shown.projects.push(id.clone()),
                Piece::Section(section) => shown.extras.push(*section),
                Piece::Highlight { .. } | Piece::Skills(_) | Piece::Courses(_) => {}
            }
        }
        shown.skills.retain(|(id, _)| pieces.contains(&Piece::Skills(id.clone())));
        shown.courses.retain(|(id, _)| pieces.contains(&Piece::Courses(id.clone())));
        shown
    }

    /// Projects that are on every page, because the notes want to see something of them.
    pub(super) fn fixed_projects(&self) -> Vec<String> {
        let projects = self.profile.projects.iter().map(|project| &project.id);
        projects.filter(|id| !self.excluded.contains(id) && self.wanted.contains(*id)).cloned().collect()
    }

    /// Topics of the notes without evidence: a person can write that evidence, or drop the wish.
    fn gap_findings(&self, job: &Job) -> Vec<Finding> {
        let outcomes = self.outcomes(&self.shown(&self.pieces().into_iter().collect()));
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
        let proven = entry.wordings.iter().flat_map(|wording| &wording.topics);
        let proven: BTreeSet<usize> = proven.map(|(topic, _)| *topic).collect();
        proven.into_iter().for_each(|topic| evidence[topic].highlights.push(at));
    }
    for ((topic, query), evidence) in topics.iter().zip(queries).zip(&mut evidence) {
        let within = |name: &Name| topic.scope.is_none() || topic.scope == name.parent;
        let fits = |name: &&Name| within(name) && query.relevance(&name.document) >= NAME_EVIDENCE;
        evidence.names = (0..names.len()).filter(|at| fits(&&names[*at])).collect();
        if topic.scope.is_some() {
            let other = |at: &usize| {
                !evidence.highlights.contains(at) && best_relevance(query, scored[*at].candidate) >= EVIDENCE
            };
            evidence.elsewhere = (0..scored.len()).filter(other).collect();
        }
    }
    evidence
}
