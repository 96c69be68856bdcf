//! What stands on a page, and the profile cut down to it.

use std::collections::{BTreeSet, HashMap};

use super::Piece;
use super::choices::{MAX_COURSES, one_line};
use super::page::SKILL_GROUPS;
use crate::finding::Spanned;
use crate::profile::{Highlight, Position, Profile, SectionKind};

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The line below the name.
    pub headline: Option<String>,
    /// Id of the summary.
    pub summary: Option<String>,
    /// For each position, school, project and voluntary work by id, its highlights with their wordings.
    pub highlights: HashMap<String, Vec<(String, usize)>>,
    /// Ids of the skill groups in their order, each with its keywords in theirs.
    pub skills: Vec<(String, Vec<String>)>,
    /// Ids of the projects.
    pub projects: Vec<String>,
    /// For each school by id, the courses to name.
    pub courses: Vec<(String, Vec<String>)>,
    /// The optional sections.
    pub extras: Vec<SectionKind>,
    /// Ids of whole entries that the notes exclude.
    pub excluded: Vec<String>,
}

impl Shown {
    /// All that a profile has: every highlight in every wording, and of skills and courses as many as a page shows.
    pub fn everything(profile: &Profile) -> Self {
        let wordings = |highlight: &Highlight| -> Vec<(String, usize)> {
            (0..=highlight.variants.len()).map(|wording| (highlight.id.clone(), wording)).collect()
        };
        let lists = profile.highlight_lists();
        let skills = profile.skills.iter();
        let courses = profile.education.iter();
        Self {
            headline: profile.basics.headlines.first().cloned(),
            summary: profile.summaries.first().map(|summary| summary.id.clone()),
            highlights: lists
                .map(|(parent, list)| (parent.to_owned(), list.iter().flat_map(wordings).collect()))
                .collect(),
            skills: skills
                .map(|skill| {
                    let keywords = skill.keywords.iter().map(|keyword| keyword.value.as_str());
                    (skill.id.clone(), one_line(&skill.name, keywords))
                })
                .collect(),
            projects: profile.projects.iter().map(|project| project.id.clone()).collect(),
            courses: courses
                .map(|school| {
                    let courses = school.courses.iter().take(MAX_COURSES);
                    (school.id.clone(), courses.map(|course| course.value.clone()).collect())
                })
                .collect(),
            extras: SectionKind::OPTIONAL.into_iter().filter(|section| profile.has(*section)).collect(),
            excluded: Vec::new(),
        }
    }

    /// Little of a profile: a highlight of each position, a project, and the groups of skills that are on every page.
    pub fn little(profile: &Profile) -> Self {
        let everything = Self::everything(profile);
        let positions = profile.work.iter().flat_map(|work| &work.positions);
        let first = |position: &Position| {
            let highlight = position.highlights.first()?;
            Some((position.id.clone(), vec![(highlight.id.clone(), 0)]))
        };
        Self {
            highlights: positions.filter_map(first).collect(),
            skills: everything.skills.into_iter().take(SKILL_GROUPS).collect(),
            projects: everything.projects.into_iter().take(1).collect(),
            courses: Vec::new(),
            extras: Vec::new(),
            ..everything
        }
    }

    /// The pieces that are shown.
    pub fn pieces(&self) -> BTreeSet<Piece> {
        let highlights = self.highlights.values().flatten();
        let highlights =
            highlights.map(|(id, wording)| Piece::Highlight { id: id.clone(), wording: *wording });
        let skills = self.skills.iter().map(|(id, _)| Piece::Skills(id.clone()));
        let named = self.courses.iter().filter(|(_, courses)| !courses.is_empty());
        let courses = named.map(|(id, _)| Piece::Courses(id.clone()));
        let projects = self.projects.iter().map(|id| Piece::Project(id.clone()));
        let sections = self.extras.iter().map(|section| Piece::Section(*section));
        highlights.chain(skills).chain(courses).chain(projects).chain(sections).collect()
    }

    /// The highlights of an entry, the most relevant first.
    pub fn of(&self, parent: &str) -> &[(String, usize)] {
        self.highlights.get(parent).map_or(&[], Vec::as_slice)
    }

    /// Whether the notes exclude an entry as a whole.
    pub fn excludes(&self, id: &str) -> bool {
        self.excluded.iter().any(|excluded| excluded == id)
    }

    /// The profile with nothing in it but what is shown, in the order and the wording in which it is.
    pub fn cut(&self, profile: &Profile) -> Profile {
        let mut cut = profile.clone();
        let basics = &mut cut.basics;
        basics.headlines = self.headline.iter().cloned().collect();
        cut.summaries.retain(|summary| self.summary.as_ref() == Some(&summary.id));
        cut.work.retain(|work| !self.excludes(&work.id));
        cut.work.retain_mut(|work| {
            let held = !work.positions.is_empty();
            work.positions.retain(|position| !self.excludes(&position.id));
            // An employer all of whose positions are left out goes with them.
            !held || !work.positions.is_empty()
        });
        for position in cut.work.iter_mut().flat_map(|work| &mut work.positions) {
            self.cut_list(&position.id, &mut position.highlights);
        }
        cut.projects.retain(|project| self.projects.contains(&project.id));
        for project in &mut cut.projects {
            // They say what it is evidence for, and are not shown.
            project.keywords.clear();
            self.cut_list(&project.id, &mut project.highlights);
        }
        cut.education.retain(|school| !self.excludes(&school.id));
        for school in &mut cut.education {
            let courses = self.courses.iter().find(|(id, _)| *id == school.id);
            school.courses = courses.map(|(_, courses)| unplaced(courses)).unwrap_or_default();
            self.cut_list(&school.id, &mut school.highlights);
        }
        let skill = |(id, keywords): &(String, Vec<String>)| {
            let mut skill = profile.skills.iter().find(|skill| skill.id == *id)?.clone();
            skill.keywords = unplaced(keywords);
            Some(skill)
        };
        cut.skills = self.skills.iter().filter_map(skill).collect();
        let shows = |extra: SectionKind| self.extras.contains(&extra);
        cut.publications.retain(|item| shows(SectionKind::Publications) && !self.excludes(&item.id));
        cut.certificates.retain(|item| shows(SectionKind::Certificates) && !self.excludes(&item.id));
        cut.awards.retain(|item| shows(SectionKind::Awards) && !self.excludes(&item.id));
        cut.languages.retain(|_| shows(SectionKind::Languages));
        cut.volunteer.retain(|entry| shows(SectionKind::Volunteer) && !self.excludes(&entry.id));
        for entry in &mut cut.volunteer {
            self.cut_list(&entry.id, &mut entry.highlights);
        }
        cut.interests.retain(|_| shows(SectionKind::Interests));
        cut.references.retain(|_| shows(SectionKind::References));
        cut
    }

    /// The highlights of an entry that are shown, each as the one wording that is.
    fn cut_list(&self, parent: &str, list: &mut Vec<Highlight>) {
        let worded = |(id, wording): &(String, usize)| {
            let mut highlight = list.iter().find(|highlight| highlight.id == *id)?.clone();
            let variants = std::mem::take(&mut highlight.variants);
            if let Some(variant) = wording.checked_sub(1).and_then(|at| variants.into_iter().nth(at)) {
                highlight.text = variant;
            }
            Some(highlight)
        };
        *list = self.of(parent).iter().filter_map(worded).collect();
    }
}

/// Texts whose place in the profile no longer matters.
fn unplaced(texts: &[String]) -> Vec<Spanned<String>> {
    texts.iter().map(|text| Spanned::new(text.clone(), 0..0)).collect()
}
