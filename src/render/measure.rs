//! Measuring: how high each piece of a page is, told by invisible marks.
//!
//! A resume that shows every piece there is, each behind a mark, is set once on a page without end. The
//! distance from one mark to the next is a height, whatever the theme does in between. What else a page has tells
//! a resume that shows little, on a page as it will be. Neither depends on a job, so all jobs share what was measured.
//!
//! A theme sets the page without end where `measuring` is true; on one that does not, heights at page breaks are too
//! large, which the fit to the page corrects like any other error of the sum.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::date::Edition;
use super::markup::{Markup, Name};
use super::resume::{Resume, Section};
use super::source::Source;
use crate::markdown::{Prose, quote};
use crate::profile::{Profile, SectionKind, Summary};
use crate::tailor::{Heights, Piece, Shown};

/// The label of all marks in the source.
pub const LABEL: &str = "bespoke-mark";

/// The marks of a sheet's own: the end of its text, and the upper and lower edge of its text area.
const END: &str = "end";
const TOP: &str = "top";
const BOTTOM: &str = "bottom";

/// Lines of one word that close each list of highlights, so that each of these has one below it, and the height
/// of a line is known.
const CLOSING: usize = 2;

/// The farthest that a mark can be from the beginning of the text, in hundredths of a point. A theme can put it
/// anywhere; sums of such distances are still far from what a number can hold.
const FARTHEST: i64 = 1_000_000_000_000;

/// A mark as an engine found it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its name.
    pub name: String,
    /// The page it is on, from 1.
    pub page: usize,
    /// Its distance from the upper edge of the page, in points.
    pub y: f64,
}

/// Markup of a mark.
fn mark(name: &str) -> String {
    format!("#metadata({})<{LABEL}>", quote(name))
}

impl Source {
    /// The same document with the marks that a [`Sheet`] needs behind its end.
    pub fn measured(&self) -> Self {
        let marks = format!(
            "\n\n{}#place(top, {{[{}]}})#place(bottom, {{[{}]}})\n",
            mark(END),
            mark(TOP),
            mark(BOTTOM)
        );
        Self { text: format!("{}{marks}", self.text), ..self.clone() }
    }
}

/// A document as it was set. Lengths are in hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Number of pages.
    pub pages: usize,
    /// Height of the text area of a page.
    pub area: i64,
    /// Height of the text, whole pages included.
    pub used: i64,
    /// Distance of each mark from the beginning of the text.
    places: HashMap<String, i64>,
}

impl Sheet {
    /// A sheet of known measures.
    #[cfg(test)]
    pub(crate) fn of(pages: usize, area: i64, used: i64) -> Self {
        Self { pages, area, used, places: HashMap::new() }
    }

    /// The same, held against the text area of another sheet.
    pub fn with_area(self, area: i64) -> Self {
        Self { area, ..self }
    }

    /// Reads the marks of a measured source; `None` if its own are not among them.
    pub fn read(marks: &[Mark]) -> Option<Self> {
        let find = |name: &str| marks.iter().find(|mark| mark.name == name);
        let (end, top, bottom) = (find(END)?, find(TOP)?, find(BOTTOM)?);
        let area = hundredths(bottom.y - top.y);
        let place = |mark: &Mark| {
            let before = i64::try_from(mark.page.saturating_sub(1)).unwrap_or(i64::MAX);
            within_reach(area.saturating_mul(before)) + hundredths(mark.y - top.y)
        };
        let places = marks.iter().map(|mark| (mark.name.clone(), place(mark))).collect();
        Some(Self { pages: end.page, area, used: place(end), places })
    }
}

fn hundredths(points: f64) -> i64 {
    // A page is some hundred points high; casts saturate.
    #[allow(clippy::cast_possible_truncation)]
    let hundredths = (points * 100.0).round() as i64;
    within_reach(hundredths)
}

fn within_reach(distance: i64) -> i64 {
    distance.clamp(-FARTHEST, FARTHEST)
}

/// What stands behind a mark.
#[derive(Debug, Clone)]
enum Behind {
    /// The first words of a section.
    Section(SectionKind),
    /// A summary, which is a section.
    Summary(String),
    /// The name of a project.
    Project(String),
    /// A group of skills.
    Skills(String),
    /// The first course of a school.
    Courses(String),
    /// The end of its courses, next to the first.
    CoursesEnd,
    /// A highlight.
    Highlight(Piece),
    /// A closing line of a list.
    Closing,
    /// The first words of the last section, which stand once more below it, so that every section has another one
    /// below.
    Again,
}

/// The resumes by which a profile is measured.
pub struct Measuring {
    /// All there is, each with a mark.
    pub everything: Resume,
    /// Little of it.
    pub little: Resume,
    /// The pieces in that.
    shown: BTreeSet<Piece>,
    /// What is behind each mark, in the order of the resume's parts; marks are named by their place here.
    behind: Vec<Behind>,
    /// The first mark of each section.
    sections: Vec<usize>,
}

impl Measuring {
    /// Resumes of a profile, their sections in a given order.
    pub fn new(profile: &Profile, order: &[SectionKind], edition: Edition) -> Self {
        let resume = |shown: &Shown| Resume::new(&shown.cut(profile), order, edition);
        let (all, little) = (Shown::everything(profile), Shown::little(profile));
        let mut everything = resume(&all);
        let is_summary = |section: &Section| section.kind == SectionKind::Summary;
        if let Some(at) = everything.sections.iter().position(is_summary) {
            let section = everything.sections[at].clone();
            let of = |summary: &Summary| {
                let text = Markup::from(summary.text.value.clone()).with_id(&summary.id);
                Section { text: Some(text), ..section.clone() }
            };
            everything.sections.splice(at..=at, profile.summaries.iter().map(of));
        }
        let again = everything.sections.last().map(beginning);
        let mut marks = Marks::default();
        let sections = everything.sections.iter_mut().map(|section| {
            let first = marks.behind.len();
            marks.section(section, &all);
            first
        });
        let mut sections: Vec<usize> = sections.collect();
        if let Some(mut again) = again {
            sections.push(marks.behind.len());
            marks.first_words(&mut again, Behind::Again);
            everything.sections.push(again);
        }
        Self { little: resume(&little), shown: little.pieces(), everything, behind: marks.behind, sections }
    }

    /// The heights on a sheet of everything, and one of little.
    pub fn heights(&self, sheet: &Sheet, little: &Sheet) -> Heights {
        let place = |at: usize| sheet.places.get(&at.to_string()).copied();
        let distance = |from: usize, to: usize| Some((place(to)? - place(from)?).max(0));
        // Where the next entry or section begins, in the order of the page.
        let skills: Vec<i64> =
            self.marked(|behind| matches!(behind, Behind::Skills(_))).filter_map(place).collect();
        let line = skills.windows(2).map(|pair| (pair[1] - pair[0]).max(0)).min();
        let sections: Vec<i64> = self.sections.iter().copied().filter_map(place).collect();
        let projects = self.marked(|behind| matches!(behind, Behind::Project(_))).filter_map(place);
        let mut starts: Vec<i64> = sections.iter().copied().chain(projects).collect();
        starts.push(sheet.used);
        starts.sort_unstable();
        let mut pieces: BTreeMap<Piece, i64> = BTreeMap::new();
        let mut lists: Vec<Lines> = Vec::new();
        let mut summaries: Vec<(String, i64)> = Vec::new();
        for (at, behind) in self.behind.iter().enumerate() {
            match behind {
                Behind::Highlight(piece) => {
                    pieces.insert(piece.clone(), distance(at, at + 1).unwrap_or(0));
                }
                Behind::Closing if matches!(self.behind.get(at + 1), Some(Behind::Closing)) => {
                    let is_line = |at: &usize| matches!(self.behind[*at], Behind::Highlight(_));
                    let start = (0..at).rev().take_while(is_line).last().unwrap_or(at);
                    if let (Some(start), Some(end), Some(line)) =
                        (place(start), place(at + 1), distance(at, at + 1))
                    {
                        lists.push(Lines { start, end: end + line });
                    }
                }
                _ => {}
            }
        }
        let one_line = pieces.values().copied().filter(|height| *height > 0).min().unwrap_or(0);
        let after = |from: i64| starts.iter().copied().find(|start| *start > from).unwrap_or(sheet.used);
        // What stands between a list and the next entry is the same for all projects.
        let project_lists: Vec<&Lines> = self
            .marked(|behind| matches!(behind, Behind::Project(_)))
            .filter_map(place)
            .filter_map(|start| lists.iter().find(|list| list.start > start && list.start < after(start)))
            .collect();
        let gap = project_lists.iter().map(|list| after(list.start) - list.end).min().unwrap_or(0).max(0);
        for (at, behind) in self.behind.iter().enumerate() {
            let Some(start) = place(at) else { continue };
            match behind {
                Behind::Project(id) => {
                    let list = lists.iter().find(|list| list.start > start && list.start < after(start));
                    let height = list.map_or(after(start) - start, |list| list.start - start + gap);
                    pieces.insert(Piece::Project(id.clone()), height);
                }
                Behind::Section(kind) if SectionKind::OPTIONAL.contains(kind) => {
                    let end = sections.iter().copied().filter(|next| *next > start).min();
                    let end = end.unwrap_or(sheet.used);
                    let inside = lists.iter().filter(|list| list.start > start && list.end <= end);
                    let lines: i64 = inside.map(|list| list.end - list.start).sum();
                    pieces.insert(Piece::Section(*kind), (end - start - lines).max(0));
                }
                Behind::Skills(id) => {
                    let next = skills.iter().find(|next| **next > start);
                    let height = next.map(|next| next - start).or(line).unwrap_or(one_line);
                    pieces.insert(Piece::Skills(id.clone()), height);
                }
                // A theme may put words in front of courses, so their marks tell only how many lines they take.
                Behind::Courses(id) => {
                    let more = distance(at, at + 1).unwrap_or(0);
                    pieces.insert(Piece::Courses(id.clone()), line.unwrap_or(one_line) + more);
                }
                Behind::Summary(id) => {
                    let next = starts.iter().find(|next| **next > start);
                    summaries.push((id.clone(), next.map_or(0, |next| next - start)));
                }
                Behind::CoursesEnd
                | Behind::Section(_)
                | Behind::Highlight(_)
                | Behind::Closing
                | Behind::Again => {}
            }
        }
        let first = summaries.first().map_or(0, |(_, height)| *height);
        let mut heights = Heights { pieces, area: little.area, ..Heights::default() };
        heights.rest = little.used - heights.sum(&self.shown);
        heights.summaries = summaries.into_iter().map(|(id, height)| (id, height - first)).collect();
        heights
    }

    fn marked(&self, kind: impl Fn(&Behind) -> bool) -> impl Iterator<Item = usize> {
        (0..self.behind.len()).filter(move |at| kind(&self.behind[*at]))
    }
}

/// A section as it begins: its first words are as far below what stands before them as those of the whole one.
fn beginning(section: &Section) -> Section {
    let mut section = section.clone();
    section.entries.truncate(1);
    section.lists.truncate(1);
    for entry in &mut section.entries {
        entry.roles.truncate(1);
        for role in &mut entry.roles {
            role.courses.clear();
            role.highlights.clear();
        }
    }
    section
}

/// A list of highlights on a sheet, its closing lines included.
struct Lines {
    start: i64,
    end: i64,
}

/// Marks being set.
#[derive(Default)]
struct Marks {
    behind: Vec<Behind>,
}

impl Marks {
    fn next(&mut self, behind: Behind) -> Option<String> {
        self.behind.push(behind);
        Some(mark(&(self.behind.len() - 1).to_string()))
    }

    /// Marks what a section is made of; each section has a mark on its first words.
    fn section(&mut self, section: &mut Section, shown: &Shown) {
        let kind = section.kind;
        if let Some(text) = &mut section.text {
            text.mark = self.next(match kind {
                SectionKind::Summary => Behind::Summary(text.id.clone()),
                _ => Behind::Section(kind),
            });
        }
        for (at, entry) in section.entries.iter_mut().enumerate() {
            match kind {
                SectionKind::Projects => self.name(&mut entry.name, Behind::Project(entry.id.clone())),
                _ if at == 0 => self.name(&mut entry.name, Behind::Section(kind)),
                _ => {}
            }
            for role in &mut entry.roles {
                if let Some(first) = role.courses.first_mut() {
                    self.name(first, Behind::Courses(role.id.clone()));
                }
                if let Some(last) = role.courses.last_mut() {
                    last.end_mark = self.next(Behind::CoursesEnd);
                }
                self.list(&mut role.highlights, shown.of(&role.id));
            }
        }
        let mut groups = shown.skills.iter();
        for (at, list) in section.lists.iter_mut().enumerate() {
            let behind = match (kind, groups.next()) {
                (SectionKind::Skills, Some((id, _))) => Behind::Skills(id.clone()),
                _ if at == 0 => Behind::Section(kind),
                _ => continue,
            };
            if let Some(name) = list.name.as_mut().or(list.items.first_mut()) {
                self.name(name, behind);
            }
        }
    }

    /// Marks the first words of a section and nothing else.
    fn first_words(&mut self, section: &mut Section, behind: Behind) {
        let list = section.lists.first_mut().and_then(|list| list.name.as_mut().or(list.items.first_mut()));
        let name = section.entries.first_mut().map(|entry| &mut entry.name).or(list);
        match (&mut section.text, name) {
            (Some(text), _) => text.mark = self.next(behind),
            (None, Some(name)) => self.name(name, behind),
            (None, None) => {}
        }
    }

    fn name(&mut self, name: &mut Name, behind: Behind) {
        name.mark = self.next(behind);
    }

    fn list(&mut self, list: &mut Vec<Markup>, shown: &[(String, usize)]) {
        if list.is_empty() {
            return;
        }
        for (markup, (id, wording)) in list.iter_mut().zip(shown) {
            markup.mark =
                self.next(Behind::Highlight(Piece::Highlight { id: id.clone(), wording: *wording }));
        }
        for _ in 0..CLOSING {
            let mut line = Markup::from(Prose::literal("x"));
            line.mark = self.next(Behind::Closing);
            list.push(line);
        }
    }
}
