//! From the plan and measured heights to the best page.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::board::Board;
use super::evidence::ParentKind;
use super::plan::Plan;
use super::score::Scored;
use super::solve::{Problem, Solution};
use super::{Choice, Heights, Objective, Piece};
use crate::profile::SectionKind;

/// How many groups of skills every resume shows, if there are so many: parsers and people look for them.
pub(super) const SKILL_GROUPS: usize = 3;

impl Plan<'_> {
    /// Everything that may be on the page or not; what the notes exclude is not among it.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = self.sections().map(Piece::Section).collect();
        let shown = |id: &String| !self.excluded.contains(id);
        let projects = self.profile.projects.iter().filter(|project| shown(&project.id));
        pieces.extend(projects.map(|project| Piece::Project(project.id.clone())));
        pieces.extend(self.skills.iter().map(|(id, _)| Piece::Skills(id.clone())));
        let named = self.courses.iter().filter(|(_, courses)| !courses.is_empty());
        pieces.extend(named.map(|(id, _)| Piece::Courses(id.clone())));
        let counts = (0..self.scored.len()).filter(|index| self.counts(*index));
        for index in counts.chain(self.fillers()) {
            let entry = &self.scored[index];
            let id = &entry.candidate.highlight.id;
            pieces.extend(
                (0..entry.wordings.len()).map(|wording| Piece::Highlight { id: id.clone(), wording }),
            );
        }
        pieces.sort();
        pieces
    }

    /// Whether a highlight adds to the page, or must be on it.
    pub(super) fn counts(&self, index: usize) -> bool {
        let entry = &self.scored[index];
        entry.excluded.is_none() && (entry.required.is_some() || entry.adds(&self.topics))
    }

    /// Highlights that add nothing but may fill a page, the best of each entry: it never shows more than its maximum.
    fn fillers(&self) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.scored.len())
            .filter(|index| self.scored[*index].excluded.is_none() && !self.counts(*index))
            .collect();
        ranked.sort_by_key(|index| self.scored[*index].rank);
        let mut of_entry: HashMap<&str, usize> = HashMap::new();
        ranked.retain(|index| {
            let count = of_entry.entry(self.scored[*index].candidate.parent).or_default();
            *count += 1;
            *count <= self.limits.max
        });
        ranked
    }

    /// The least that a page may show: what is required, and the best of each position.
    pub fn least(&self) -> BTreeSet<Piece> {
        let mut pieces = self.required_pieces();
        for entry in &self.scored {
            let position = entry.candidate.kind == ParentKind::Position;
            if position && entry.rank <= self.limits.min && entry.excluded.is_none() {
                pieces.insert(Piece::Highlight {
                    id: entry.candidate.highlight.id.clone(),
                    wording: entry.best,
                });
            }
        }
        pieces
    }

    /// What must be on every page, whatever else gives way.
    pub fn required_pieces(&self) -> BTreeSet<Piece> {
        let required = self.scored.iter().filter(|entry| entry.required.is_some());
        let highlights = required
            .map(|entry| Piece::Highlight { id: entry.candidate.highlight.id.clone(), wording: entry.best });
        highlights.chain(self.fixed()).collect()
    }

    /// The best choice for some room; `None` if not even what is required fits.
    pub fn choose(&self, heights: &Heights, room: i64) -> Option<Choice> {
        // Where the minimum of every position asks for more than there is, it is lowered for all of them.
        (0..=self.limits.min).rev().find_map(|min| {
            let (problem, pieces) = Board::problem(self, heights, room, min);
            let solution = solve(&problem, &pieces)?;
            Some(self.choice(&pieces, &solution, min))
        })
    }

    /// What each unshown highlight would add to a choice, of those that would and that its entry has a place for.
    pub(super) fn would_add(&self, choice: &Choice) -> Vec<(String, i64)> {
        let (problem, pieces) = Board::problem(self, &Heights::default(), 0, 0);
        let chosen: Vec<usize> =
            (0..pieces.len()).filter(|index| choice.pieces.contains(&pieces[*index])).collect();
        let value = problem.value(&chosen);
        let mut places: Vec<usize> = problem.groups.iter().map(|group| group.max).collect();
        for index in &chosen {
            // What only fills the page of several voluntary works may take more than their places.
            let places = &mut places[problem.items[*index].group];
            *places = places.saturating_sub(1);
        }
        let mut gains: BTreeMap<&str, i64> = BTreeMap::new();
        for (index, piece) in pieces.iter().enumerate() {
            let Piece::Highlight { id, .. } = piece else { continue };
            let line = problem.items[index].line;
            if places[problem.items[index].group] == 0 {
                continue;
            }
            if chosen.iter().any(|other| problem.items[*other].line == line) {
                continue;
            }
            let with: Vec<usize> = chosen.iter().copied().chain([index]).collect();
            let gain = gains.entry(id).or_insert(0);
            *gain = (*gain).max(problem.value(&with) - value);
        }
        let mut gains: Vec<(String, i64)> =
            gains.into_iter().filter(|(_, gain)| *gain > 0).map(|(id, gain)| (id.to_owned(), gain)).collect();
        gains.sort_by_key(|(_, gain)| Reverse(*gain));
        gains
    }

    /// Groups of skills that are shown anyway, and those that are if they are worth a line.
    fn first_skills(&self) -> impl Iterator<Item = Piece> {
        self.skills.iter().take(SKILL_GROUPS).map(|(id, _)| Piece::Skills(id.clone()))
    }

    pub(super) fn further_skills(&self) -> impl Iterator<Item = &(String, Vec<String>)> {
        self.skills.iter().skip(SKILL_GROUPS)
    }

    /// The sections that the profile has something for.
    pub(super) fn sections(&self) -> impl Iterator<Item = SectionKind> {
        let profile = self.profile;
        SectionKind::OPTIONAL.into_iter().filter(|section| profile.has(*section))
    }

    /// The room that so many pages should have for pieces, by the sum of all else.
    pub fn room(&self, heights: &Heights, pages: i64) -> i64 {
        let summary = self.summary.as_ref().and_then(|id| heights.summaries.get(id)).unwrap_or(&0);
        heights.area.saturating_mul(pages) - heights.rest - summary - heights.sum(&self.fixed())
    }

    /// What a page's pieces take of the room that is given to them.
    pub fn height_of(&self, pieces: &BTreeSet<Piece>, heights: &Heights) -> i64 {
        heights.sum(pieces.difference(&self.fixed()))
    }

    /// Pieces that are on every page.
    fn fixed(&self) -> BTreeSet<Piece> {
        self.fixed_projects().into_iter().map(Piece::Project).chain(self.first_skills()).collect()
    }

    /// A solution as pieces.
    fn choice(&self, pieces: &[Piece], solution: &Solution, min: usize) -> Choice {
        let mut chosen: BTreeSet<Piece> = solution.items.iter().map(|index| pieces[*index].clone()).collect();
        chosen.extend(self.fixed());
        for entry in self.scored.iter().filter(|entry| shows(&chosen, entry)).collect::<Vec<_>>() {
            match entry.candidate.kind {
                ParentKind::Project => {
                    chosen.insert(Piece::Project(entry.candidate.parent.to_owned()));
                }
                ParentKind::Volunteer => {
                    chosen.insert(Piece::Section(SectionKind::Volunteer));
                }
                ParentKind::Position | ParentKind::School => {}
            }
        }
        Choice { pieces: chosen, objective: Objective { value: solution.value, bound: solution.bound }, min }
    }

    /// The same choice with what adds nothing by itself, as far as there is room: it fills a page better than white
    /// space does. It comes last, so that it takes no room from anything, and for the latest entries first.
    pub fn filled(&self, choice: &Choice, heights: &Heights, mut room: i64) -> Choice {
        let mut filled = choice.clone();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for entry in self.scored.iter().filter(|entry| shows(&choice.pieces, entry)) {
            *counts.entry(entry.candidate.parent).or_default() += 1;
        }
        let mut fillers = self.fillers();
        fillers.sort_by_key(|index| {
            let entry = &self.scored[*index];
            // What the notes want less of fills a page only when nothing else does.
            let unwanted = entry.wording().worth < 0;
            let candidate = &entry.candidate;
            (unwanted, Reverse(candidate.period.recency()), candidate.parent, entry.rank)
        });
        for index in fillers {
            let entry = &self.scored[index];
            let piece = Piece::Highlight { id: entry.candidate.highlight.id.clone(), wording: entry.best };
            // A project that is not shown yet comes with its heading.
            let heading = match entry.candidate.kind {
                ParentKind::Project => Some(Piece::Project(entry.candidate.parent.to_owned())),
                ParentKind::Volunteer => Some(Piece::Section(SectionKind::Volunteer)),
                ParentKind::Position | ParentKind::School => None,
            };
            let heading = heading.filter(|heading| !filled.pieces.contains(heading));
            if matches!(heading, Some(Piece::Section(_))) || filled.pieces.contains(&piece) {
                continue;
            }
            let count = counts.entry(entry.candidate.parent).or_default();
            let height = heights.of(&piece) + heading.as_ref().map_or(0, |heading| heights.of(heading));
            if *count < self.limits.max && height <= room {
                filled.pieces.extend(heading.into_iter().chain([piece]));
                room -= height;
                *count += 1;
            }
        }
        filled
    }
}

/// The best choice for a page. The section of voluntary work has a place in its group beside as many highlights as may be
/// shown; where they would take that too, it is the better one of a page with the section and one without.
fn solve(problem: &Problem, pieces: &[Piece]) -> Option<Solution> {
    let best = problem.solve()?;
    let section = pieces.iter().position(|piece| *piece == Piece::Section(SectionKind::Volunteer));
    let Some(section) = section else { return Some(best) };
    let group = problem.items[section].group;
    let taken = best.items.iter().filter(|index| problem.items[**index].group == group).count();
    if taken < problem.groups[group].max || best.items.contains(&section) {
        return Some(best);
    }
    let (mut with, mut without) = (problem.clone(), problem.clone());
    with.items[section].required = true;
    without.groups[group].max = 0;
    let needed = problem.items.iter().any(|item| item.group == group && item.required);
    let solved = [with.solve(), if needed { None } else { without.solve() }];
    let bound = solved.iter().flatten().map(|solution| solution.bound).max()?;
    let better = solved.into_iter().flatten().max_by_key(|solution| solution.value)?;
    Some(Solution { bound, ..better })
}

/// Whether one of a highlight's wordings is among some pieces.
fn shows(pieces: &BTreeSet<Piece>, entry: &Scored<'_>) -> bool {
    let id = &entry.candidate.highlight.id;
    (0..entry.wordings.len()).any(|wording| pieces.contains(&Piece::Highlight { id: id.clone(), wording }))
}
