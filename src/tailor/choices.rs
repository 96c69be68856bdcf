//! The rest of the page: which summary, which skills in which order, which courses.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::evidence::Material;
use super::relevance::{Document, Query};
use super::score::units;
use super::{Aim, Part, Topic};
use crate::profile::Skill;

/// How many characters a group of skills may have, its name included: about a line.
const SKILL_LINE: usize = 96;

/// How many courses a school names at most.
pub(super) const MAX_COURSES: usize = 5;

/// What is needed to choose.
pub(super) struct Choices<'a> {
    pub(super) material: &'a Material<'a>,
    pub(super) topics: &'a [Topic],
    pub(super) queries: &'a [Query],
    /// Ids that the notes keep.
    pub(super) kept: &'a HashSet<&'a str>,
    /// Ids that the notes leave out.
    pub(super) excluded: &'a [String],
    /// What the job is called.
    pub(super) position: &'a str,
}

impl Choices<'_> {
    /// Weight of the topics that a text speaks to, whatever their scope.
    fn affinity(&self, document: &Document) -> i64 {
        let shown = self.topics.iter().zip(self.queries).filter(|(topic, _)| topic.aim == Aim::Show);
        units(shown.map(|(topic, query)| topic.weight * query.relevance(document).min(1.0)).sum())
    }

    /// The headline that is nearest to the job's title, then to what is asked; of equal ones the first in the file.
    pub(super) fn headline(&self) -> Option<String> {
        let title = Query::new(&self.material.vocabulary, self.position);
        let score = |document: &Document| (units(title.relevance(document)), self.affinity(document));
        let headlines = self.material.profile.basics.headlines.iter().zip(&self.material.headlines);
        headlines.rev().max_by_key(|(_, document)| score(document)).map(|(headline, _)| headline.clone())
    }

    /// The summary that speaks to most of what is asked; of equal ones the first in the file.
    pub(super) fn summary(&self) -> Option<String> {
        let summaries = self.material.profile.summaries.iter().zip(&self.material.summaries);
        let allowed = summaries.filter(|(summary, _)| !self.excluded.contains(&summary.id));
        let kept = allowed.clone().find(|(summary, _)| self.kept.contains(summary.id.as_str()));
        let best = || allowed.rev().max_by_key(|(_, document)| self.affinity(document));
        kept.or_else(best).map(|(summary, _)| summary.id.clone())
    }

    /// All groups and the skills in them, the most relevant first; equal ones in the owner's order.
    pub(super) fn skills(&self) -> Vec<(String, Vec<String>)> {
        let skills = self.material.profile.skills.iter().zip(&self.material.skills);
        let mut groups: Vec<(i64, &Skill, Vec<&str>)> = Vec::new();
        for (skill, (name, documents)) in skills.filter(|(skill, _)| !self.excluded.contains(&skill.id)) {
            let mut keywords: Vec<(i64, &str)> = skill
                .keywords
                .iter()
                .zip(documents)
                .map(|(word, document)| (self.affinity(document), word.value.as_str()))
                .collect();
            keywords.sort_by_key(|(score, _)| Reverse(*score));
            let best = self.affinity(name) + keywords.iter().map(|(score, _)| score).sum::<i64>();
            groups.push((best, skill, keywords.into_iter().map(|(_, word)| word).collect()));
        }
        groups.sort_by_key(|(score, _, _)| Reverse(*score));
        groups
            .into_iter()
            .map(|(_, skill, keywords)| (skill.id.clone(), one_line(&skill.name, keywords)))
            .collect()
    }

    /// Why that headline and that summary were chosen.
    pub(super) fn parts(&self, headline: Option<&str>, summary: Option<&str>) -> Vec<Part> {
        let profile = self.material.profile;
        let kept = summary.is_some_and(|id| self.kept.contains(id));
        let why_summary = match (profile.summaries.len(), kept) {
            (1, _) => "the only one",
            (_, true) => "kept by the notes",
            _ => "speaks to most of what is asked",
        };
        let why_headline = match profile.basics.headlines.len() {
            1 => "the only one",
            _ => "nearest to the job's title and to what is asked",
        };
        let owned = |one: Option<&str>| one.map(str::to_owned).into_iter().collect::<Vec<_>>();
        let headlines = profile.basics.headlines.iter().cloned();
        let summaries = profile.summaries.iter().map(|summary| summary.id.clone());
        let parts = [
            Part::new("headline", owned(headline), headlines, why_headline),
            Part::new("summary", owned(summary), summaries, why_summary),
        ];
        parts.into_iter().flatten().collect()
    }

    /// The most relevant courses of each school, in the owner's order.
    pub(super) fn courses(&self) -> Vec<(String, Vec<String>)> {
        let schools = self.material.profile.education.iter().zip(&self.material.courses);
        schools
            .map(|(school, courses)| {
                let mut courses: Vec<(usize, i64)> =
                    courses.iter().map(|course| self.affinity(course)).enumerate().collect();
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
pub(super) fn one_line<'k>(name: &str, keywords: impl IntoIterator<Item = &'k str>) -> Vec<String> {
    let mut length = name.chars().count();
    keywords
        .into_iter()
        .enumerate()
        .take_while(|(at, keyword)| {
            length += ", ".len() + keyword.chars().count();
            *at == 0 || length <= SKILL_LINE
        })
        .map(|(_, keyword)| keyword.to_owned())
        .collect()
}
