//! The sections of a resume as paragraphs.

use super::body::{Body, Face, Line};
use super::look::Look;
use super::style::Style;
use crate::profile::SectionKind;
use crate::render::{Entry, List, Role, Section};

/// What stands between the parts of a line.
const COMMA: &str = ", ";

/// Writes sections.
pub(super) struct Sections<'a> {
    pub(super) body: &'a mut Body,
    pub(super) look: &'a Look,
}

impl Sections<'_> {
    /// Writes one.
    pub(super) fn add(&mut self, section: &Section) {
        self.body.text(Style::Heading1, section.title);
        if let Some(text) = &section.text {
            self.body.add(Style::BodyText, |line| line.prose(&text.prose, Face::PLAIN));
        }
        let on_one_line = is_on_one_line(section, self.look.characters());
        for entry in &section.entries {
            self.entry(entry, on_one_line);
        }
        for list in &section.lists {
            self.body.add(Style::BodyText, |line| words(line, list));
        }
    }

    fn entry(&mut self, entry: &Entry, on_one_line: bool) {
        // Dates alone have no line of their own.
        let is_bare = |role: &&Role| role.title.is_none() && role.location.is_none() && role.score.is_none();
        let first = entry.roles.first();
        let beside = first.filter(|role| on_one_line || is_bare(role));
        self.body.add(Style::Heading2, |line| {
            line.text(&entry.name.text, Face::BOLD);
            part(line, entry.location.as_deref(), Face::PLAIN);
            if let Some(role) = beside {
                title(line, role);
            }
            if let Some(link) = &entry.link {
                line.separate(COMMA);
                line.contact(link);
            }
            dates(line, beside);
            line.keep_with_next(beside.map_or(first.is_some(), has_details));
        });
        for (at, role) in entry.roles.iter().enumerate() {
            if at > 0 || beside.is_none() {
                self.role(role, at == 0);
            }
            self.details(role);
        }
    }

    fn role(&mut self, role: &Role, is_first: bool) {
        let above = (!is_first).then(|| self.look.above_role());
        self.body.add(Style::Heading3, |line| {
            title(line, role);
            dates(line, Some(role));
            line.keep_with_next(has_details(role));
            line.above = above;
        });
    }

    fn details(&mut self, role: &Role) {
        let has_highlights = !role.highlights.is_empty();
        if let Some(text) = &role.text {
            self.body.add(Style::Description, |line| {
                line.prose(&text.prose, Face::PLAIN);
                line.keep_with_next(has_highlights || !role.courses.is_empty());
            });
        }
        if !role.courses.is_empty() {
            let courses: Vec<&str> = role.courses.iter().map(|course| course.text.as_str()).collect();
            self.body.add(Style::Description, |line| {
                line.text(&format!("{}: {}", role.courses_title, courses.join(COMMA)), Face::PLAIN);
                line.keep_with_next(has_highlights);
            });
        }
        for highlight in &role.highlights {
            self.body.add(Style::ListBullet, |line| line.prose(&highlight.prose, Face::PLAIN));
        }
    }
}

/// Whether every entry of a section is told on the line of its name. Employers never are: programs that read
/// resumes look for a position on a line of its own.
fn is_on_one_line(section: &Section, characters: usize) -> bool {
    let fits = |entry: &Entry| {
        let role = entry.roles.first();
        let parts = role.map(|role| [&role.title, &role.location, &role.score, &role.dates]);
        let texts = parts.iter().flatten().copied().chain([&entry.location]).flatten().map(String::as_str);
        let link = entry.link.iter().map(|link| link.text.as_str());
        let length = |text: &str| text.chars().count() + COMMA.len();
        let all: usize = texts.chain(link).chain([entry.name.text.as_str()]).map(length).sum();
        entry.roles.len() <= 1 && all <= characters
    };
    section.kind != SectionKind::Work && section.entries.iter().all(fits)
}

/// Whether there are paragraphs below the line of a role.
fn has_details(role: &Role) -> bool {
    role.text.is_some() || !role.courses.is_empty() || !role.highlights.is_empty()
}

fn title(line: &mut Line<'_>, role: &Role) {
    part(line, role.title.as_deref(), Face::ITALIC);
    part(line, role.location.as_deref(), Face::PLAIN);
    part(line, role.score.as_deref(), Face::PLAIN);
}

fn part(line: &mut Line<'_>, text: Option<&str>, face: Face) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        line.separate(COMMA);
        line.text(text, face);
    }
}

/// Dates at the right edge. A tab keeps them apart from the text in every program that reads documents.
fn dates(line: &mut Line<'_>, role: Option<&Role>) {
    if let Some(dates) = role.and_then(|role| role.dates.as_deref()) {
        line.tab();
        line.text(dates, Face::PLAIN);
    }
}

fn words(line: &mut Line<'_>, list: &List) {
    let items: Vec<&str> = list.items.iter().map(|item| item.text.as_str()).collect();
    if let Some(name) = &list.name {
        line.text(&format!("{}:", name.text), Face::BOLD);
        line.separate(" ");
    }
    line.text(&items.join(COMMA), Face::PLAIN);
}
