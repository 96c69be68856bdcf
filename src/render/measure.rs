//! Measuring: how high each piece of a page is, told by invisible marks.
//!
//! A resume that shows every piece there is, each behind a mark, is set once on a page without end. The
//! distance from one mark to the next is a height, whatever the theme does in between. A theme sets the page
//! without end where `measuring` is true; on one that does not, heights at page breaks are too large, which
//! the fit to the page corrects like any other error of the sum.

use std::collections::{BTreeMap, HashMap};

use super::date::Edition;
use super::document::{Markup, Name, Resume};
use super::source::Source;
use crate::markdown::{Prose, quote};
use crate::profile::Profile;
use crate::tailor::{Extra, Heights, Piece, Shown};

/// The label of all marks in the source.
pub const LABEL: &str = "bespoke-mark";

/// The marks of a sheet's own: the end of its text, and the upper and lower edge of its text area.
const END: &str = "end";
const TOP: &str = "top";
const BOTTOM: &str = "bottom";

/// Lines of one word that close each list of highlights, so that each of these has one below it, and the height
/// of a line is known.
const CLOSING: usize = 2;

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
            area.saturating_mul(before) + hundredths(mark.y - top.y)
        };
        let places = marks.iter().map(|mark| (mark.name.clone(), place(mark))).collect();
        Some(Self { pages: end.page, area, used: place(end), places })
    }
}

fn hundredths(points: f64) -> i64 {
    // A page is some hundred points high; casts saturate.
    #[allow(clippy::cast_possible_truncation)]
    let hundredths = (points * 100.0).round() as i64;
    hundredths
}

/// What stands behind a mark.
#[derive(Debug, Clone)]
enum Behind {
    /// The first entry of a section, of an optional one by name.
    Section(Option<Extra>),
    /// The name of a project.
    Project(String),
    /// A group of skills.
    Skills(String),
    /// The first course of a school.
    Courses(String),
    /// A highlight.
    Highlight(Piece),
    /// A closing line of a list.
    Closing,
}

/// A resume in which everything has a mark.
pub struct Measuring {
    /// The resume.
    pub resume: Resume,
    /// What is behind each mark, in the order of the resume's parts; marks are named by their place here.
    behind: Vec<Behind>,
}

impl Measuring {
    /// A resume of all that `shown` has.
    pub fn new(profile: &Profile, shown: &Shown, edition: Edition) -> Self {
        let mut measuring = Self { resume: Resume::new(profile, shown, edition), behind: Vec::new() };
        let Self { resume, behind } = &mut measuring;
        let mut names = Marks { behind };
        if let Some(employer) = resume.work.first_mut() {
            names.name(&mut employer.name, Behind::Section(None));
        }
        for role in resume.work.iter_mut().flat_map(|employer| &mut employer.positions) {
            names.list(&mut role.highlights, shown.of(&role.id));
        }
        for project in &mut resume.projects {
            names.name(&mut project.name, Behind::Project(project.id.clone()));
            names.list(&mut project.highlights, shown.of(&project.id));
        }
        if let Some(school) = resume.education.first_mut() {
            names.name(&mut school.institution, Behind::Section(None));
        }
        for school in &mut resume.education {
            if let Some(course) = school.courses.first_mut() {
                names.name(course, Behind::Courses(school.id.clone()));
            }
            names.list(&mut school.highlights, shown.of(&school.id));
        }
        for (line, (id, _)) in resume.skills.iter_mut().zip(&shown.skills) {
            names.name(&mut line.name, Behind::Skills(id.clone()));
        }
        let first: [(Option<&mut Name>, Option<Extra>); 7] = [
            (resume.publications.first_mut().map(|item| &mut item.name), Some(Extra::Publications)),
            (resume.certificates.first_mut().map(|item| &mut item.name), Some(Extra::Certificates)),
            (resume.awards.first_mut().map(|item| &mut item.name), Some(Extra::Awards)),
            (resume.languages.first_mut().map(|item| &mut item.name), Some(Extra::Languages)),
            (resume.volunteer.first_mut().map(|item| &mut item.organization), Some(Extra::Volunteer)),
            (resume.interests.first_mut().map(|item| &mut item.name), Some(Extra::Interests)),
            (resume.references.first_mut().map(|item| &mut item.name), Some(Extra::References)),
        ];
        for (name, section) in first {
            if let Some(name) = name {
                names.name(name, Behind::Section(section));
            }
        }
        for entry in &mut resume.volunteer {
            names.list(&mut entry.highlights, shown.of(&entry.id));
        }
        measuring
    }

    /// The heights of all pieces on a sheet of this resume.
    pub fn heights(&self, sheet: &Sheet) -> Heights {
        let place = |at: usize| sheet.places.get(&at.to_string()).copied();
        let distance = |from: usize, to: usize| Some((place(to)? - place(from)?).max(0));
        // Where the next entry or section begins, in the order of the page.
        let skills: Vec<i64> =
            self.marked(|behind| matches!(behind, Behind::Skills(_))).filter_map(place).collect();
        let line = skills.windows(2).map(|pair| pair[1] - pair[0]).min();
        let is_start = |behind: &Behind| matches!(behind, Behind::Section(_) | Behind::Project(_));
        let mut starts: Vec<i64> =
            self.marked(is_start).filter_map(place).chain(skills.first().copied()).collect();
        starts.push(sheet.used);
        starts.sort_unstable();
        let mut pieces: BTreeMap<Piece, i64> = BTreeMap::new();
        let mut lists: Vec<List> = Vec::new();
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
                        lists.push(List { start, end: end + line });
                    }
                }
                _ => {}
            }
        }
        let one_line = pieces.values().copied().filter(|height| *height > 0).min().unwrap_or(0);
        let after = |from: i64| starts.iter().copied().find(|start| *start > from).unwrap_or(sheet.used);
        // What stands between a list and the next entry is the same for all projects.
        let project_lists: Vec<&List> = self
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
                Behind::Section(Some(section)) => {
                    let sections = self.marked(|behind| matches!(behind, Behind::Section(_)));
                    let sections = sections.filter_map(place).chain(skills.first().copied());
                    let end = sections.filter(|next| *next > start).min();
                    let end = end.unwrap_or(sheet.used);
                    let inside = lists.iter().filter(|list| list.start > start && list.end <= end);
                    let lines: i64 = inside.map(|list| list.end - list.start).sum();
                    pieces.insert(Piece::Section(*section), (end - start - lines).max(0));
                }
                Behind::Skills(id) => {
                    let next = skills.iter().find(|next| **next > start);
                    let height = next.map(|next| next - start).or(line).unwrap_or(one_line);
                    pieces.insert(Piece::Skills(id.clone()), height);
                }
                // A theme may put words in front of courses, so their mark tells only that they are there.
                Behind::Courses(id) => {
                    pieces.insert(Piece::Courses(id.clone()), line.unwrap_or(one_line));
                }
                Behind::Section(None) | Behind::Highlight(_) | Behind::Closing => {}
            }
        }
        Heights { pieces }
    }

    fn marked(&self, kind: impl Fn(&Behind) -> bool) -> impl Iterator<Item = usize> {
        (0..self.behind.len()).filter(move |at| kind(&self.behind[*at]))
    }
}

/// A list of highlights on a sheet, its closing lines included.
struct List {
    start: i64,
    end: i64,
}

/// Marks being set.
struct Marks<'a> {
    behind: &'a mut Vec<Behind>,
}

impl Marks<'_> {
    fn next(&mut self, behind: Behind) -> Option<String> {
        self.behind.push(behind);
        Some(mark(&(self.behind.len() - 1).to_string()))
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
