//! The document model: what a resume and a letter show, in order.

use serde::{Serialize, Serializer};

use super::date::Edition;
use crate::letter::{Letter, MARKER, MARKER_END};
use crate::markdown::{Prose, typst_text};
use crate::profile::{Basics, Highlight, Profile};
use crate::tailor::{Extra, Shown};

/// Inline text that templates show without escaping, because our own Markdown module made its markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup {
    /// The text.
    pub prose: Prose,
    /// Markup in front of it that tells where it stands; only while heights are measured.
    pub(super) mark: Option<String>,
}

impl From<Prose> for Markup {
    fn from(prose: Prose) -> Self {
        Self { prose, mark: None }
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mark = self.mark.as_deref().unwrap_or_default();
        tera::Value::safe_string(&format!("{mark}{}", self.prose.typst())).serialize(serializer)
    }
}

/// A name that stands at the head of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name, as it is written.
    pub text: String,
    /// As for [`Markup`].
    pub(super) mark: Option<String>,
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), mark: None }
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.mark {
            // A template escapes it.
            None => self.text.serialize(serializer),
            Some(mark) => {
                tera::Value::safe_string(&format!("{mark}{}", typst_text(&self.text))).serialize(serializer)
            }
        }
    }
}

/// Characters of contact data that fit on a line of a page.
const CONTACT_LINE: usize = 88;

/// Characters that a separator between two of them takes.
const SEPARATOR: usize = 3;

/// A way to reach the person.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// What is shown; complete in print.
    pub text: String,
    /// Where it leads.
    pub url: Option<String>,
}

/// A resume.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Resume {
    pub name: String,
    pub headline: Option<String>,
    pub contacts: Vec<Vec<Contact>>,
    pub summary: Option<Markup>,
    pub work: Vec<Employer>,
    pub projects: Vec<ProjectEntry>,
    pub education: Vec<School>,
    pub skills: Vec<SkillLine>,
    pub publications: Vec<Item>,
    pub certificates: Vec<Item>,
    pub awards: Vec<Item>,
    pub languages: Vec<LanguageItem>,
    pub volunteer: Vec<VolunteerEntry>,
    pub interests: Vec<InterestItem>,
    pub references: Vec<ReferenceItem>,
}

/// An employer with the positions held there.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Employer {
    pub name: Name,
    pub location: Option<String>,
    pub url: Option<String>,
    pub positions: Vec<Role>,
}

/// A position.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Role {
    pub id: String,
    pub title: String,
    pub location: Option<String>,
    pub dates: Option<String>,
    pub summary: Option<Markup>,
    pub highlights: Vec<Markup>,
}

/// A project.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct ProjectEntry {
    pub id: String,
    pub name: Name,
    pub role: Option<String>,
    pub url: Option<String>,
    pub url_text: Option<String>,
    pub dates: Option<String>,
    pub description: Option<Markup>,
    pub highlights: Vec<Markup>,
}

/// A school.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct School {
    pub id: String,
    pub institution: Name,
    pub location: Option<String>,
    pub degree: Option<String>,
    pub score: Option<String>,
    pub dates: Option<String>,
    pub courses: Vec<Name>,
    pub highlights: Vec<Markup>,
}

/// A group of skills.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct SkillLine {
    pub name: Name,
    pub keywords: Vec<String>,
}

/// A publication, a certificate or an award.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Item {
    pub name: Name,
    pub by: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub summary: Option<Markup>,
}

/// A spoken language.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct LanguageItem {
    pub name: Name,
    pub fluency: Option<String>,
}

/// Voluntary work.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct VolunteerEntry {
    pub id: String,
    pub organization: Name,
    pub position: Option<String>,
    pub dates: Option<String>,
    pub summary: Option<Markup>,
    pub highlights: Vec<Markup>,
}

/// An interest.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct InterestItem {
    pub name: Name,
    pub keywords: Vec<String>,
}

/// Somebody who vouches.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct ReferenceItem {
    pub name: Name,
    pub reference: Option<Markup>,
}

impl Resume {
    /// Everything that it says in sentences, without markup: what a letter should not say again.
    pub fn sentences(&self) -> Vec<String> {
        let positions = self.work.iter().flat_map(|employer| &employer.positions);
        let lists = (positions.clone().map(|position| &position.highlights))
            .chain(self.projects.iter().map(|project| &project.highlights))
            .chain(self.education.iter().map(|school| &school.highlights))
            .chain(self.volunteer.iter().map(|entry| &entry.highlights));
        let single = (self.summary.iter())
            .chain(positions.filter_map(|position| position.summary.as_ref()))
            .chain(self.projects.iter().filter_map(|project| project.description.as_ref()));
        lists.flatten().chain(single).map(|text| text.prose.plain()).collect()
    }

    /// The resume of a person with what is shown of it.
    pub fn new(profile: &Profile, shown: &Shown, edition: Edition) -> Self {
        let shows = |extra: Extra| shown.extras.contains(&extra);
        let not_excluded = |id: &str| !shown.excludes(id);
        let summary = profile.summaries.iter().find(|summary| shown.summary.as_ref() == Some(&summary.id));
        Self {
            name: profile.basics.name.clone(),
            headline: shown.headline.clone(),
            contacts: contacts(&profile.basics),
            summary: summary.map(|summary| summary.text.value.clone().into()),
            work: work(profile, shown, edition),
            projects: projects(profile, shown, edition),
            education: education(profile, shown, edition),
            skills: skills(profile, shown),
            publications: filtered(
                &profile.publications,
                shows(Extra::Publications),
                |item| not_excluded(&item.id),
                |item| Item {
                    name: item.name.value.as_str().into(),
                    by: item.publisher.clone(),
                    date: item.release_date.map(|date| edition.month(date)),
                    url: item.url.clone(),
                    summary: item.summary.clone().map(Markup::from),
                },
            ),
            certificates: filtered(
                &profile.certificates,
                shows(Extra::Certificates),
                |item| not_excluded(&item.id),
                |item| Item {
                    name: item.name.value.as_str().into(),
                    by: item.issuer.clone(),
                    date: item.date.map(|date| edition.month(date)),
                    url: item.url.clone(),
                    summary: None,
                },
            ),
            awards: filtered(
                &profile.awards,
                shows(Extra::Awards),
                |item| not_excluded(&item.id),
                |item| Item {
                    name: item.title.value.as_str().into(),
                    by: item.awarder.clone(),
                    date: item.date.map(|date| edition.month(date)),
                    url: None,
                    summary: item.summary.clone().map(Markup::from),
                },
            ),
            languages: filtered(
                &profile.languages,
                shows(Extra::Languages),
                |_| true,
                |item| LanguageItem { name: item.language.as_str().into(), fluency: item.fluency.clone() },
            ),
            volunteer: filtered(
                &profile.volunteer,
                shows(Extra::Volunteer),
                |item| not_excluded(&item.id),
                |item| VolunteerEntry {
                    id: item.id.clone(),
                    organization: item.organization.value.as_str().into(),
                    position: item.position.clone(),
                    dates: edition.period(item.period),
                    summary: item.summary.clone().map(Markup::from),
                    highlights: highlights(&item.id, &item.highlights, shown),
                },
            ),
            interests: filtered(
                &profile.interests,
                shows(Extra::Interests),
                |_| true,
                |item| InterestItem { name: item.name.as_str().into(), keywords: item.keywords.clone() },
            ),
            references: filtered(
                &profile.references,
                shows(Extra::References),
                |_| true,
                |item| ReferenceItem {
                    name: item.name.as_str().into(),
                    reference: item.reference.clone().map(Markup::from),
                },
            ),
        }
    }
}

/// The entries of an optional section, if it is shown.
fn filtered<T, U>(entries: &[T], shown: bool, keep: impl Fn(&T) -> bool, show: impl Fn(&T) -> U) -> Vec<U> {
    entries.iter().filter(|entry| shown && keep(entry)).map(show).collect()
}

/// The contact data in lines of about equal length.
fn contacts(basics: &Basics) -> Vec<Vec<Contact>> {
    let contacts = all_contacts(basics);
    let length = |contact: &Contact| contact.text.chars().count() + SEPARATOR;
    let total: usize = contacts.iter().map(length).sum();
    let count = total.div_ceil(CONTACT_LINE).max(1);
    let mut lines: Vec<Vec<Contact>> = vec![Vec::new()];
    let mut filled = 0;
    for contact in contacts {
        // A line ends where its share of the whole is reached, counting half of what would come next.
        let share = total * lines.len() / count;
        if lines.len() < count && filled + length(&contact) / 2 > share {
            lines.push(Vec::new());
        }
        filled += length(&contact);
        if let Some(line) = lines.last_mut() {
            line.push(contact);
        }
    }
    lines
}

fn all_contacts(basics: &Basics) -> Vec<Contact> {
    let plain = |text: &String| Contact { text: text.clone(), url: None };
    let mut contacts: Vec<Contact> = basics.location.iter().map(plain).collect();
    contacts.push(Contact { text: basics.email.clone(), url: Some(format!("mailto:{}", basics.email)) });
    contacts.extend(basics.phone.iter().map(|phone| {
        let number: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        Contact { text: phone.clone(), url: (!number.is_empty()).then(|| format!("tel:{number}")) }
    }));
    contacts.extend(basics.url.iter().map(|url| Contact { text: readable(url), url: Some(url.clone()) }));
    for profile in &basics.profiles {
        let text = match (&profile.url, &profile.username) {
            (Some(url), _) => readable(url),
            (None, Some(name)) => format!("{}: {name}", profile.network),
            (None, None) => profile.network.clone(),
        };
        contacts.push(Contact { text, url: profile.url.clone() });
    }
    contacts
}

/// An address as print shows it: without the scheme and a final slash.
fn readable(url: &str) -> String {
    let short = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    short.trim_end_matches('/').to_owned()
}

/// The shown highlights of an entry, the most relevant first.
fn highlights(parent: &str, list: &[Highlight], shown: &Shown) -> Vec<Markup> {
    let markup = |(id, wording): &(String, usize)| {
        let highlight = list.iter().find(|highlight| highlight.id == *id)?;
        let variant = wording.checked_sub(1).and_then(|at| highlight.variants.get(at));
        Some(variant.unwrap_or(&highlight.text).value.clone().into())
    };
    shown.of(parent).iter().filter_map(markup).collect()
}

fn work(profile: &Profile, shown: &Shown, edition: Edition) -> Vec<Employer> {
    let employers = profile.work.iter().filter(|work| !shown.excludes(&work.id));
    employers
        .map(|work| Employer {
            name: work.name.value.as_str().into(),
            location: work.location.clone(),
            url: work.url.clone(),
            positions: work
                .positions
                .iter()
                .filter(|position| !shown.excludes(&position.id))
                .map(|position| Role {
                    id: position.id.clone(),
                    title: position.title.value.clone(),
                    location: position.location.clone().filter(|place| Some(place) != work.location.as_ref()),
                    dates: edition.period(position.period),
                    summary: position.summary.clone().map(Markup::from),
                    highlights: highlights(&position.id, &position.highlights, shown),
                })
                .collect(),
        })
        .filter(|employer: &Employer| {
            !employer.positions.is_empty()
                || profile
                    .work
                    .iter()
                    .any(|work| work.name.value == employer.name.text && work.positions.is_empty())
        })
        .collect()
}

fn projects(profile: &Profile, shown: &Shown, edition: Edition) -> Vec<ProjectEntry> {
    let projects = profile.projects.iter().filter(|project| shown.projects.contains(&project.id));
    projects
        .map(|project| ProjectEntry {
            id: project.id.clone(),
            name: project.name.value.as_str().into(),
            role: project.role.clone(),
            url: project.url.clone(),
            url_text: project.url.as_deref().map(readable),
            dates: edition.period(project.period),
            description: project.description.clone().map(Markup::from),
            highlights: highlights(&project.id, &project.highlights, shown),
        })
        .collect()
}

fn education(profile: &Profile, shown: &Shown, edition: Edition) -> Vec<School> {
    let schools = profile.education.iter().filter(|school| !shown.excludes(&school.id));
    schools
        .map(|school| {
            let degree = match (&school.study_type, &school.area) {
                (Some(degree), Some(area)) if degree.contains(area.as_str()) => Some(degree.clone()),
                (Some(degree), Some(area)) => Some(format!("{degree}, {area}")),
                (degree, area) => degree.clone().or_else(|| area.clone()),
            };
            let courses = shown.courses.iter().find(|(id, _)| *id == school.id);
            School {
                id: school.id.clone(),
                institution: school.institution.value.as_str().into(),
                location: school.location.clone(),
                degree,
                score: school.score.clone(),
                dates: edition.study(school.period),
                courses: courses
                    .into_iter()
                    .flat_map(|(_, courses)| courses)
                    .map(|course| course.as_str().into())
                    .collect(),
                highlights: highlights(&school.id, &school.highlights, shown),
            }
        })
        .collect()
}

fn skills(profile: &Profile, shown: &Shown) -> Vec<SkillLine> {
    let line = |(id, keywords): &(String, Vec<String>)| {
        let skill = profile.skills.iter().find(|skill| skill.id == *id)?;
        let name = match &skill.level {
            Some(level) => format!("{} ({level})", skill.name),
            None => skill.name.clone(),
        };
        Some(SkillLine { name: name.as_str().into(), keywords: keywords.clone() })
    };
    shown.skills.iter().filter_map(line).collect()
}

/// A cover letter.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct CoverLetter {
    pub name: String,
    pub headline: Option<String>,
    pub contacts: Vec<Vec<Contact>>,
    pub date: String,
    pub recipient: Vec<String>,
    pub salutation: String,
    pub paragraphs: Vec<Vec<LetterText>>,
    pub closing: String,
    pub signature: String,
    pub below: Vec<String>,
}

/// A stretch of a paragraph of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct LetterText {
    /// What it says.
    pub text: Markup,
    /// Whether it waits for its owner.
    pub marker: bool,
}

impl CoverLetter {
    /// The letter of a person, under the same head as the resume that shows `shown`.
    pub fn new(profile: &Profile, shown: &Shown, letter: &Letter) -> Self {
        Self {
            name: profile.basics.name.clone(),
            headline: shown.headline.clone(),
            contacts: contacts(&profile.basics),
            date: letter.language.long_date(letter.date),
            recipient: letter.recipient.clone(),
            salutation: letter.salutation.clone(),
            paragraphs: letter.paragraphs.iter().map(|paragraph| stretches(&paragraph.prose)).collect(),
            closing: letter.closing.clone(),
            signature: letter.signature.clone(),
            below: letter.below.clone(),
        }
    }
}

impl CoverLetter {
    /// The letter as it is pasted into a form: from the greeting to the name, without the head.
    pub fn text(&self) -> String {
        self.blocks(Prose::plain_with_links, str::to_owned)
    }

    /// The same as Markdown.
    pub fn markdown(&self) -> String {
        self.blocks(Prose::markdown, |line| Prose::literal(line).markdown())
    }

    fn blocks(&self, show: impl Fn(&Prose) -> String, line: impl Fn(&str) -> String) -> String {
        let paragraph = |stretches: &Vec<LetterText>| {
            let texts: Vec<String> = stretches.iter().map(|stretch| show(&stretch.text.prose)).collect();
            texts.join(" ")
        };
        let mut blocks = vec![line(&self.salutation)];
        blocks.extend(self.paragraphs.iter().map(paragraph));
        blocks.extend([line(&self.closing), line(&self.signature)]);
        blocks.extend(self.below.iter().map(|text| line(text)));
        blocks.join("\n\n") + "\n"
    }
}

/// A paragraph, its markers apart from the rest.
fn stretches(prose: &Prose) -> Vec<LetterText> {
    let parts = prose.split_around(MARKER, MARKER_END).into_iter();
    let parts = parts.filter(|(_, prose)| !prose.is_empty());
    parts.map(|(marker, prose)| LetterText { text: prose.into(), marker }).collect()
}
