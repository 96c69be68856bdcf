//! What a resume shows, in order.
//!
//! Everything below the head is a section, and a section is made of three kinds of thing: a text, entries with
//! roles, and lists. A theme lays these out and every other format writes them, so that no kind of entry is
//! known to more than this module.

use serde::Serialize;

use super::contact::{Contact, contacts, link};
use super::date::Edition;
use super::markup::{Markup, Name};
use crate::language::{Language, Titles};
use crate::profile::{Education, Highlight, Profile, SectionKind as Kind, Work};

/// A resume.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Resume {
    pub name: String,
    pub headline: Option<String>,
    /// Line by line.
    pub contacts: Vec<Vec<Contact>>,
    pub sections: Vec<Section>,
}

/// A section with its heading.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Which.
    pub kind: Kind,
    /// Its heading in the language of the document.
    pub title: &'static str,
    /// What it says as a whole.
    pub text: Option<Markup>,
    /// Employers, schools, projects, publications, ...
    pub entries: Vec<Entry>,
    /// Groups of skills, languages, interests.
    pub lists: Vec<List>,
}

/// An employer, a school, a project: whatever has a name and perhaps roles.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The id in the profile; empty where it has none.
    pub id: String,
    /// The employer, the school, the title of a publication.
    pub name: Name,
    /// Where.
    pub location: Option<String>,
    /// An address that is shown.
    pub link: Option<Contact>,
    /// What was done there, the latest first; several are a promotion.
    pub roles: Vec<Role>,
}

/// A position, a degree, a part in a project: whatever has dates and evidence.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Role {
    /// The id of what its highlights belong to; empty where there are none.
    pub id: String,
    /// The position, the degree, the publisher.
    pub title: Option<String>,
    /// Where, if not where the entry is.
    pub location: Option<String>,
    /// The grade.
    pub score: Option<String>,
    /// From when to when.
    pub dates: Option<String>,
    /// A sentence about it.
    pub text: Option<Markup>,
    /// What stands before the courses.
    pub courses_title: &'static str,
    /// Courses taken.
    pub courses: Vec<Name>,
    /// Evidence.
    pub highlights: Vec<Markup>,
}

/// Words of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct List {
    /// What they have in common.
    pub name: Option<Name>,
    /// The words.
    pub items: Vec<Name>,
}

impl Resume {
    /// The resume that shows all of a profile, its sections in a given order.
    pub fn new(profile: &Profile, order: &[Kind], edition: Edition) -> Self {
        let sections = order.iter().map(|kind| section(*kind, profile, edition));
        Self {
            name: profile.basics.name.clone(),
            headline: profile.basics.headlines.first().cloned(),
            contacts: contacts(&profile.basics),
            sections: sections.filter(Section::has_content).collect(),
        }
    }

    /// What the document is called in a language: "Ada Miller - Resume".
    pub fn title(&self, language: &str) -> String {
        format!("{} - {}", self.name, Language::of(language).resume)
    }

    /// Everything that it says in sentences, without markup: what a letter should not say again.
    pub fn sentences(&self) -> Vec<String> {
        let roles =
            || self.sections.iter().flat_map(|section| &section.entries).flat_map(|entry| &entry.roles);
        let highlights = roles().flat_map(|role| &role.highlights);
        let texts = self.sections.iter().filter_map(|section| section.text.as_ref());
        let own = self.sections.iter().filter(|section| matches!(section.kind, Kind::Work | Kind::Projects));
        let own = own.flat_map(|section| &section.entries).flat_map(|entry| &entry.roles);
        let all = highlights.chain(texts).chain(own.filter_map(|role| role.text.as_ref()));
        all.map(|text| text.prose.plain()).collect()
    }

    /// The skills it names, each once.
    pub fn keywords(&self) -> Vec<&str> {
        let skills = self.sections.iter().filter(|section| section.kind == Kind::Skills);
        let mut words: Vec<&str> = skills
            .flat_map(|section| &section.lists)
            .flat_map(|list| &list.items)
            .map(|item| item.text.as_str())
            .collect();
        let mut seen = std::collections::HashSet::new();
        words.retain(|word| seen.insert(*word));
        words
    }
}

impl Section {
    fn has_content(&self) -> bool {
        self.text.is_some() || !self.entries.is_empty() || !self.lists.is_empty()
    }
}

fn section(kind: Kind, profile: &Profile, edition: Edition) -> Section {
    let (mut text, mut entries, mut lists) = (None, Vec::new(), Vec::new());
    match kind {
        Kind::Summary => {
            let summary = profile.summaries.first();
            text = summary.map(|summary| Markup::from(summary.text.value.clone()).with_id(&summary.id));
        }
        Kind::Work => entries = profile.work.iter().map(|work| employer(work, edition)).collect(),
        Kind::Education => {
            entries = profile.education.iter().map(|education| school(education, edition)).collect();
        }
        Kind::Projects => {
            entries.extend(profile.projects.iter().map(|project| Entry {
                id: project.id.clone(),
                link: project.url.as_deref().map(link),
                ..Entry::new(
                    &project.name.value,
                    Role {
                        id: project.id.clone(),
                        title: project.role.clone(),
                        dates: edition.period(project.period),
                        text: project.description.clone().map(Markup::from),
                        highlights: highlights(&project.highlights),
                        ..Role::default()
                    },
                )
            }));
        }
        Kind::Volunteer => {
            entries.extend(profile.volunteer.iter().map(|item| Entry {
                id: item.id.clone(),
                ..Entry::new(
                    &item.organization.value,
                    Role {
                        id: item.id.clone(),
                        title: item.position.clone(),
                        dates: edition.period(item.period),
                        text: item.summary.clone().map(Markup::from),
                        highlights: highlights(&item.highlights),
                        ..Role::default()
                    },
                )
            }));
        }
        Kind::Publications => {
            entries.extend(profile.publications.iter().map(|item| Entry {
                link: item.url.as_deref().map(link),
                ..Entry::new(
                    &item.name.value,
                    Role {
                        title: item.publisher.clone(),
                        dates: item.release_date.map(|date| edition.month(date)),
                        text: item.summary.clone().map(Markup::from),
                        ..Role::default()
                    },
                )
            }));
        }
        Kind::Certificates => {
            entries.extend(profile.certificates.iter().map(|item| Entry {
                link: item.url.as_deref().map(link),
                ..Entry::new(
                    &item.name.value,
                    Role {
                        title: item.issuer.clone(),
                        dates: item.date.map(|date| edition.month(date)),
                        ..Role::default()
                    },
                )
            }));
        }
        Kind::Awards => {
            entries.extend(profile.awards.iter().map(|item| {
                Entry::new(
                    &item.title.value,
                    Role {
                        title: item.awarder.clone(),
                        dates: item.date.map(|date| edition.month(date)),
                        text: item.summary.clone().map(Markup::from),
                        ..Role::default()
                    },
                )
            }));
        }
        Kind::References => {
            entries.extend(profile.references.iter().map(|item| {
                Entry::new(
                    &item.name,
                    Role { text: item.reference.clone().map(Markup::from), ..Role::default() },
                )
            }));
        }
        Kind::Skills => {
            lists.extend(profile.skills.iter().map(|skill| List {
                name: Some(qualified(&skill.name, skill.level.as_deref())),
                items: skill.keywords.iter().map(|word| word.value.as_str().into()).collect(),
            }));
        }
        Kind::Languages => {
            let item = |item: &crate::profile::Language| qualified(&item.language, item.fluency.as_deref());
            lists.extend(list(profile.languages.iter().map(item)));
        }
        Kind::Interests => {
            let item = |item: &crate::profile::Interest| {
                let words = item.keywords.join(", ");
                qualified(&item.name, (!words.is_empty()).then_some(words.as_str()))
            };
            lists.extend(list(profile.interests.iter().map(item)));
        }
    }
    Section { kind, title: title(kind, &edition.language.titles), text, entries, lists }
}

/// The heading of a section.
fn title(kind: Kind, titles: &'static Titles) -> &'static str {
    match kind {
        Kind::Summary => titles.summary,
        Kind::Work => titles.experience,
        Kind::Projects => titles.projects,
        Kind::Education => titles.education,
        Kind::Skills => titles.skills,
        Kind::Publications => titles.publications,
        Kind::Certificates => titles.certificates,
        Kind::Awards => titles.awards,
        Kind::Languages => titles.languages,
        Kind::Volunteer => titles.volunteering,
        Kind::Interests => titles.interests,
        Kind::References => titles.references,
    }
}

impl Entry {
    /// An entry with one role.
    fn new(name: &str, role: Role) -> Self {
        Self { id: String::new(), name: name.into(), location: None, link: None, roles: vec![role] }
    }
}

fn employer(work: &Work, edition: Edition) -> Entry {
    let roles = work.positions.iter().map(|position| Role {
        id: position.id.clone(),
        title: Some(position.title.value.clone()),
        location: position.location.clone().filter(|place| Some(place) != work.location.as_ref()),
        dates: edition.period(position.period),
        text: position.summary.clone().map(Markup::from),
        highlights: highlights(&position.highlights),
        ..Role::default()
    });
    Entry {
        id: work.id.clone(),
        name: work.name.value.as_str().into(),
        location: work.location.clone(),
        link: None,
        roles: roles.collect(),
    }
}

fn school(school: &Education, edition: Edition) -> Entry {
    let degree = match (&school.study_type, &school.area) {
        (Some(degree), Some(area)) if degree.contains(area.as_str()) => Some(degree.clone()),
        (Some(degree), Some(area)) => Some(format!("{degree}, {area}")),
        (degree, area) => degree.clone().or_else(|| area.clone()),
    };
    Entry {
        id: school.id.clone(),
        location: school.location.clone(),
        ..Entry::new(
            &school.institution.value,
            Role {
                id: school.id.clone(),
                title: degree,
                score: school.score.clone(),
                dates: edition.study(school.period),
                courses_title: edition.language.titles.coursework,
                courses: school.courses.iter().map(|course| course.value.as_str().into()).collect(),
                highlights: highlights(&school.highlights),
                ..Role::default()
            },
        )
    }
}

fn highlights(list: &[Highlight]) -> Vec<Markup> {
    list.iter().map(|highlight| Markup::from(highlight.text.value.clone()).with_id(&highlight.id)).collect()
}

/// One list without a name; none without words.
fn list(items: impl Iterator<Item = Name>) -> Option<List> {
    let items: Vec<Name> = items.collect();
    (!items.is_empty()).then_some(List { name: None, items })
}

/// "Spanish (fluent)".
fn qualified(name: &str, how: Option<&str>) -> Name {
    how.map_or_else(|| name.to_owned(), |how| format!("{name} ({how})")).as_str().into()
}
