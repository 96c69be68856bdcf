//! The resume as a page.

use super::super::Documents;
use super::writer::Html;
use super::{Head, page, reach};
use crate::render::{Entry, List, Name, Role, Section};

/// The resume.
pub(in super::super) fn resume(documents: &Documents<'_>) -> String {
    let resume = documents.resume;
    let head = Head {
        title: documents.resume.title(&documents.page.language),
        name: &resume.name,
        headline: resume.headline.as_deref(),
        contacts: &resume.contacts,
    };
    page(documents, &head, |html| resume.sections.iter().for_each(|section| add_section(html, section)))
}

fn add_section(html: &mut Html, section: &Section) {
    let id = section.kind.name();
    html.block("section", &[("aria-labelledby", id)], |html| {
        html.line("h2", &[("id", id)], |html| html.text(section.title));
        if let Some(text) = &section.text {
            html.line("p", &[], |html| html.prose(&text.prose));
        }
        for entry in &section.entries {
            html.block("article", &[], |html| add_entry(html, entry));
        }
        add_lists(html, &section.lists);
    });
}

fn add_entry(html: &mut Html, entry: &Entry) {
    html.block("div", &[("class", "row")], |html| {
        html.line("h3", &[], |html| html.text(&entry.name.text));
        if let Some(link) = &entry.link {
            html.line("p", &[("class", "aside")], |html| reach(html, link));
        }
        if let Some(place) = &entry.location {
            html.line("p", &[("class", "aside")], |html| html.text(place));
        }
    });
    entry.roles.iter().for_each(|role| add_role(html, role));
}

fn add_role(html: &mut Html, role: &Role) {
    if role.title.is_some() || role.location.is_some() || role.score.is_some() || role.dates.is_some() {
        html.block("div", &[("class", "row")], |html| add_role_head(html, role));
    }
    if let Some(text) = &role.text {
        html.line("p", &[], |html| html.prose(&text.prose));
    }
    if !role.courses.is_empty() {
        html.line("p", &[], |html| {
            html.text(&format!("{}: {}", role.courses_title, joined(&role.courses)));
        });
    }
    if !role.highlights.is_empty() {
        html.block("ul", &[], |html| {
            for highlight in &role.highlights {
                html.line("li", &[], |html| html.prose(&highlight.prose));
            }
        });
    }
}

fn add_role_head(html: &mut Html, role: &Role) {
    let parts = [("title", &role.title), ("place", &role.location), ("score", &role.score)];
    for (class, text) in parts {
        if let Some(text) = text {
            html.line("p", &[("class", class)], |html| html.text(text));
        }
    }
    if let Some(dates) = &role.dates {
        html.line("p", &[("class", "aside")], |html| html.text(dates));
    }
}

/// Groups of words: those with a name as a list of names and what they stand for.
fn add_lists(html: &mut Html, lists: &[List]) {
    let is_named = |list: &&List| list.name.is_some();
    if lists.iter().any(|list| list.name.is_some()) {
        html.block("dl", &[], |html| {
            for list in lists.iter().filter(is_named) {
                html.block("div", &[], |html| {
                    html.line("dt", &[], |html| html.text(list.name.as_ref().map_or("", |name| &name.text)));
                    html.line("dd", &[], |html| html.text(&joined(&list.items)));
                });
            }
        });
    }
    for list in lists.iter().filter(|list| !is_named(list)) {
        html.block("ul", &[("class", "words")], |html| {
            for item in &list.items {
                html.line("li", &[], |html| html.text(&item.text));
            }
        });
    }
}

fn joined(names: &[Name]) -> String {
    let words: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
    words.join(", ")
}
