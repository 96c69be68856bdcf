//! The rest of the page: which summary, which skills in which order, which courses.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::relevance::{Document, Query};
use super::score::units;
use super::vocabulary::Vocabulary;
use super::{Aim, Part, Topic};
use crate::profile::{Profile, Summary};

/// How many characters a group of skills may have, its name included: about a line.
const SKILL_LINE: usize = 96;

/// How many courses a school names at most.
const MAX_COURSES: usize = 5;

/// What is needed to choose.
pub(super) struct Choices<'a> {
    pub(super) profile: &'a Profile,
    pub(super) vocabulary: &'a Vocabulary,
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
        let title = Query::new(self.vocabulary, self.position);
        let score = |headline: &String| {
            let document = Document::new(self.vocabulary, headline, &[]);
            (units(title.relevance(&document)), self.affinity(&document))
        };
        self.profile.basics.headlines.iter().rev().max_by_key(|headline| score(headline)).cloned()
    }

    /// The summary that speaks to most of what is asked; of equal ones the first in the file.
    pub(super) fn summary(&self) -> Option<String> {
        let score = |summary: &Summary| {
            self.affinity(&Document::new(self.vocabulary, &summary.text.value.plain(), &summary.keywords))
        };
        let allowed = self.profile.summaries.iter().filter(|summary| !self.excluded.contains(&summary.id));
        let kept = allowed.clone().find(|summary| self.kept.contains(summary.id.as_str()));
        kept.or_else(|| allowed.rev().max_by_key(|summary| score(summary))).map(|summary| summary.id.clone())
    }

    /// All groups and the skills in them, the most relevant first; equal ones in the owner's order.
    pub(super) fn skills(&self) -> Vec<(String, Vec<String>)> {
        let document = |text: &str| Document::new(self.vocabulary, text, &[]);
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
        groups
            .into_iter()
            .map(|(_, id, keywords)| {
                let name =
                    self.profile.skills.iter().find(|skill| skill.id == id).map_or("", |skill| &skill.name);
                (id, one_line(name, keywords))
            })
            .collect()
    }

    /// Why that headline and that summary were chosen.
    pub(super) fn parts(&self, headline: Option<&str>, summary: Option<&str>) -> Vec<Part> {
        let profile = self.profile;
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
        let schools = self.profile.education.iter();
        schools
            .map(|school| {
                let mut courses: Vec<(usize, i64)> = school
                    .courses
                    .iter()
                    .map(|course| self.affinity(&Document::new(self.vocabulary, &course.value, &[])))
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
