//! The integer program of a page: what may be shown, what it is worth and what it takes.

use std::collections::BTreeMap;

use super::evidence::{Name, ParentKind};
use super::plan::Plan;
use super::score::{STRONG, returns};
use super::solve::{Group, Item, Problem};
use super::{Heights, Piece};
use crate::profile::SectionKind;

/// Worth of a project without highlights for no topic, in tenths of a topic's weight.
const PROJECT: i64 = 4;

/// Worth of a group of skills beyond the first ones, and of a school's courses, for no topic.
const SKILLS: i64 = 4;
const COURSES: i64 = 3;

/// Worth of an optional section for no topic.
fn worth_of_section(section: SectionKind) -> i64 {
    match section {
        SectionKind::Certificates => 8,
        SectionKind::Publications | SectionKind::Awards | SectionKind::Languages => 6,
        SectionKind::Volunteer => 4,
        SectionKind::Interests | SectionKind::References => 2,
        // These are always shown.
        SectionKind::Summary
        | SectionKind::Work
        | SectionKind::Projects
        | SectionKind::Education
        | SectionKind::Skills => 0,
    }
}

/// Worth of names for topics of some weight: they claim, and evidence proves.
fn worth_of_names(weight: f64) -> i64 {
    // Far within the range of an i64.
    #[allow(clippy::cast_possible_truncation)]
    let worth = (weight * 2.0).min(10.0).round() as i64;
    worth
}

/// The program being put together. Items stand in the order of their ids, so that the order of the profile
/// changes nothing.
pub(super) struct Board<'b> {
    plan: &'b Plan<'b>,
    heights: &'b Heights,
    items: Vec<Item>,
    /// What each item shows.
    pieces: Vec<Piece>,
    groups: Vec<Group>,
    lines: usize,
}

impl<'b> Board<'b> {
    /// The program for some room, in which every position shows `min` highlights, and what each item shows.
    pub(super) fn problem(
        plan: &'b Plan<'b>,
        heights: &'b Heights,
        room: i64,
        min: usize,
    ) -> (Problem, Vec<Piece>) {
        let mut board =
            Self { plan, heights, items: Vec::new(), pieces: Vec::new(), groups: Vec::new(), lines: 0 };
        board.highlights(min);
        board.projects_without_highlights();
        board.names();
        board.sections();
        let (any, strong): (Vec<_>, Vec<_>) =
            plan.topics.iter().map(returns).map(|[any, strong]| (any, strong)).unzip();
        let returns = any.into_iter().chain(strong).collect();
        (Problem { items: board.items, groups: board.groups, returns, room }, board.pieces)
    }

    /// The highlights of each entry, under its heading where that is there only with them.
    fn highlights(&mut self, min: usize) {
        let plan = self.plan;
        let mut parents: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, entry) in plan.scored.iter().enumerate().filter(|(_, entry)| entry.excluded.is_none()) {
            parents.entry(entry.candidate.parent).or_default().push(index);
        }
        let fixed = plan.fixed_projects();
        let mut volunteer = None;
        for (parent, members) in parents {
            let kind = plan.scored[members[0]].candidate.kind;
            let named = kind == ParentKind::Project && fixed.iter().any(|project| project == parent);
            let wanted = match kind {
                ParentKind::Position => min,
                ParentKind::Project if named => min.min(1),
                _ => 0,
            };
            let usable = self.usable(members, wanted);
            let required = usable.iter().filter(|index| plan.scored[**index].required.is_some()).count();
            let max = plan.limits.max.max(required);
            let group = Group { min: wanted.min(usable.len()), max, height: 0 };
            let group = match kind {
                ParentKind::Volunteer => *volunteer.get_or_insert_with(|| self.volunteer(max)),
                ParentKind::Project if !named => {
                    let height = self.heights.of(&Piece::Project(parent.to_owned()));
                    self.group(Group { height, ..group })
                }
                _ => self.group(group),
            };
            for index in usable {
                self.highlight(index, group);
            }
        }
        if volunteer.is_none() && plan.sections().any(|section| section == SectionKind::Volunteer) {
            self.volunteer(1);
        }
    }

    /// The highlights of an entry that can be chosen, by id. Only where nothing else is left does something
    /// irrelevant keep an entry from being empty.
    fn usable(&self, mut members: Vec<usize>, wanted: usize) -> Vec<usize> {
        let plan = self.plan;
        members.sort_by_key(|index| plan.scored[*index].rank);
        let (mut usable, fillers): (Vec<usize>, Vec<usize>) =
            members.iter().partition(|index| plan.counts(**index));
        usable.extend(fillers.into_iter().take(wanted.saturating_sub(usable.len())));
        usable.sort_by_key(|index| plan.scored[*index].candidate.highlight.id.as_str());
        usable
    }

    /// A highlight in all its wordings.
    fn highlight(&mut self, index: usize, group: usize) {
        let entry = &self.plan.scored[index];
        let line = self.line();
        for (wording, scored) in entry.wordings.iter().enumerate() {
            // Strong evidence is paid for once more, as if for a topic of its own.
            let strong = scored.topics.iter().filter(|(_, relevance)| *relevance >= STRONG);
            let strong = strong.map(|(topic, _)| self.plan.topics.len() + topic);
            let topics = scored.topics.iter().map(|(topic, _)| *topic).chain(strong).collect();
            let piece = Piece::Highlight { id: entry.candidate.highlight.id.clone(), wording };
            let height = self.heights.of(&piece);
            let required = entry.required.is_some();
            self.items.push(Item { line, group, worth: scored.worth, height, topics, required });
            self.pieces.push(piece);
        }
    }

    /// The section of all voluntary work, which may be shown without a highlight as well.
    fn volunteer(&mut self, max: usize) -> usize {
        let piece = Piece::Section(SectionKind::Volunteer);
        let group = self.group(Group { min: 0, max: max + 1, height: self.heights.of(&piece) });
        let (line, worth) = (self.line(), worth_of_section(SectionKind::Volunteer));
        self.items.push(Item { line, group, worth, height: 0, topics: Vec::new(), required: false });
        self.pieces.push(piece);
        group
    }

    fn projects_without_highlights(&mut self) {
        let plan = self.plan;
        let fixed = plan.fixed_projects();
        let mut projects: Vec<&String> = plan.profile.projects.iter().map(|project| &project.id).collect();
        projects.sort_unstable();
        for id in projects {
            let mut lines = plan.scored.iter().filter(|entry| entry.candidate.parent == *id);
            let without = lines.all(|entry| entry.excluded.is_some());
            if without && !fixed.contains(id) && !plan.excluded.contains(id) {
                let topics = self.proven_by(|name| name.parent.as_ref() == Some(id));
                self.alone(Piece::Project(id.clone()), PROJECT, topics);
            }
        }
    }

    /// Groups of skills beyond those that are always there, and courses.
    fn names(&mut self) {
        let plan = self.plan;
        for (id, _) in plan.further_skills() {
            let topics = self.proven_by(|name| name.parent.is_none() && name.id == *id);
            let weights: f64 = topics.iter().map(|topic| plan.topics[*topic].weight.max(0.0)).sum();
            self.alone(Piece::Skills(id.clone()), SKILLS + worth_of_names(weights), Vec::new());
        }
        for (id, _) in plan.courses.iter().filter(|(_, courses)| !courses.is_empty()) {
            let topics = self.proven_by(|name| name.optional && name.parent.as_ref() == Some(id));
            self.alone(Piece::Courses(id.clone()), COURSES, topics);
        }
    }

    fn sections(&mut self) {
        let certificates = &self.plan.profile.certificates;
        for section in self.plan.sections().filter(|section| *section != SectionKind::Volunteer) {
            let topics = match section {
                SectionKind::Certificates => {
                    self.proven_by(|name| certificates.iter().any(|certificate| certificate.id == name.id))
                }
                _ => Vec::new(),
            };
            self.alone(Piece::Section(section), worth_of_section(section), topics);
        }
    }

    /// Adds a piece in a group of its own.
    fn alone(&mut self, piece: Piece, worth: i64, topics: Vec<usize>) {
        let group = self.group(Group { min: 0, max: 1, height: 0 });
        let (line, height) = (self.line(), self.heights.of(&piece));
        self.items.push(Item { line, group, worth, height, topics, required: false });
        self.pieces.push(piece);
    }

    fn group(&mut self, group: Group) -> usize {
        self.groups.push(group);
        self.groups.len() - 1
    }

    fn line(&mut self) -> usize {
        self.lines += 1;
        self.lines - 1
    }

    /// Topics that a name of some kind is evidence for.
    fn proven_by(&self, kind: impl Fn(&Name) -> bool) -> Vec<usize> {
        let plan = self.plan;
        let proven = |topic: &usize| plan.evidence[*topic].names.iter().any(|name| kind(&plan.names[*name]));
        (0..plan.topics.len()).filter(proven).collect()
    }
}
