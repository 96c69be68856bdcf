//! The document model: what a resume and a letter show, in order.

use serde::{Serialize, Serializer};

use super::date;
use crate::letter::{Letter, MARKER};
use crate::markdown::Prose;
use crate::profile::{Basics, Highlight, Profile};
use crate::tailor::{Extra, Selection};

/// Inline text that templates show without escaping, because our own Markdown module made its markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(pub Prose);

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0.typst()).serialize(serializer)
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
    pub name: String,
    pub location: Option<String>,
    pub url: Option<String>,
    pub positions: Vec<Role>,
}

/// A position.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Role {
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
    pub name: String,
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
    pub institution: String,
    pub location: Option<String>,
    pub degree: Option<String>,
    pub score: Option<String>,
    pub dates: Option<String>,
    pub courses: Vec<String>,
    pub highlights: Vec<Markup>,
}

/// A group of skills.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct SkillLine {
    pub name: String,
    pub keywords: Vec<String>,
}

/// A publication, a certificate or an award.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Item {
    pub name: String,
    pub by: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub summary: Option<Markup>,
}

/// A spoken language.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct LanguageItem {
    pub name: String,
    pub fluency: Option<String>,
}

/// Voluntary work.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct VolunteerEntry {
    pub organization: String,
    pub position: Option<String>,
    pub dates: Option<String>,
    pub summary: Option<Markup>,
    pub highlights: Vec<Markup>,
}

/// An interest.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct InterestItem {
    pub name: String,
    pub keywords: Vec<String>,
}

/// Somebody who vouches.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct ReferenceItem {
    pub name: String,
    pub reference: Option<Markup>,
}

impl Resume {
    /// The resume of a person for a selection.
    pub fn new(profile: &Profile, selection: &Selection) -> Self {
        let shows = |extra: Extra| selection.extras.contains(&extra);
        let not_excluded = |id: &str| !selection.excludes(id);
        let summary =
            profile.summaries.iter().find(|summary| selection.summary.as_ref() == Some(&summary.id));
        Self {
            name: profile.basics.name.clone(),
            headline: profile.basics.headline.clone(),
            contacts: contacts(&profile.basics),
            summary: summary.map(|summary| Markup(summary.text.value.clone())),
            work: work(profile, selection),
            projects: projects(profile, selection),
            education: education(profile, selection),
            skills: skills(profile, selection),
            publications: filtered(
                &profile.publications,
                shows(Extra::Publications),
                |item| not_excluded(&item.id),
                |item| Item {
                    name: item.name.value.clone(),
                    by: item.publisher.clone(),
                    date: item.release_date.map(date::month),
                    url: item.url.clone(),
                    summary: item.summary.clone().map(Markup),
                },
            ),
            certificates: filtered(
                &profile.certificates,
                shows(Extra::Certificates),
                |item| not_excluded(&item.id),
                |item| Item {
                    name: item.name.value.clone(),
                    by: item.issuer.clone(),
                    date: item.date.map(date::month),
                    url: item.url.clone(),
                    summary: None,
                },
            ),
            awards: filtered(
                &profile.awards,
                shows(Extra::Awards),
                |item| not_excluded(&item.id),
                |item| Item {
                    name: item.title.value.clone(),
                    by: item.awarder.clone(),
                    date: item.date.map(date::month),
                    url: None,
                    summary: item.summary.clone().map(Markup),
                },
            ),
            languages: filtered(
                &profile.languages,
                shows(Extra::Languages),
                |_| true,
                |item| LanguageItem { name: item.language.clone(), fluency: item.fluency.clone() },
            ),
            volunteer: filtered(
                &profile.volunteer,
                shows(Extra::Volunteer),
                |item| not_excluded(&item.id),
                |item| VolunteerEntry {
                    organization: item.organization.value.clone(),
                    position: item.position.clone(),
                    dates: date::period(item.period),
                    summary: item.summary.clone().map(Markup),
                    highlights: highlights(&item.id, &item.highlights, selection),
                },
            ),
            interests: filtered(
                &profile.interests,
                shows(Extra::Interests),
                |_| true,
                |item| InterestItem { name: item.name.clone(), keywords: item.keywords.clone() },
            ),
            references: filtered(
                &profile.references,
                shows(Extra::References),
                |_| true,
                |item| ReferenceItem {
                    name: item.name.clone(),
                    reference: item.reference.clone().map(Markup),
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

/// The chosen highlights of an entry in their chosen wording, the most relevant first.
fn highlights(parent: &str, list: &[Highlight], selection: &Selection) -> Vec<Markup> {
    selection
        .chosen(parent)
        .filter_map(|chosen| {
            let highlight = list.iter().find(|highlight| highlight.id == chosen.id)?;
            let variant = chosen.wording.checked_sub(1).and_then(|at| highlight.variants.get(at));
            Some(Markup(variant.unwrap_or(&highlight.text).value.clone()))
        })
        .collect()
}

fn work(profile: &Profile, selection: &Selection) -> Vec<Employer> {
    let employers = profile.work.iter().filter(|work| !selection.excludes(&work.id));
    employers
        .map(|work| Employer {
            name: work.name.value.clone(),
            location: work.location.clone(),
            url: work.url.clone(),
            positions: work
                .positions
                .iter()
                .filter(|position| !selection.excludes(&position.id))
                .map(|position| Role {
                    title: position.title.value.clone(),
                    location: position.location.clone().filter(|place| Some(place) != work.location.as_ref()),
                    dates: date::period(position.period),
                    summary: position.summary.clone().map(Markup),
                    highlights: highlights(&position.id, &position.highlights, selection),
                })
                .collect(),
        })
        .filter(|employer: &Employer| {
            !employer.positions.is_empty()
                || profile
                    .work
                    .iter()
                    .any(|work| work.name.value == employer.name && work.positions.is_empty())
        })
        .collect()
}

fn projects(profile: &Profile, selection: &Selection) -> Vec<ProjectEntry> {
    let shown = profile.projects.iter().filter(|project| selection.projects.contains(&project.id));
    shown
        .map(|project| ProjectEntry {
            name: project.name.value.clone(),
            role: project.role.clone(),
            url: project.url.clone(),
            url_text: project.url.as_deref().map(readable),
            dates: date::period(project.period),
            description: project.description.clone().map(Markup),
            highlights: highlights(&project.id, &project.highlights, selection),
        })
        .collect()
}

fn education(profile: &Profile, selection: &Selection) -> Vec<School> {
    let schools = profile.education.iter().filter(|school| !selection.excludes(&school.id));
    schools
        .map(|school| {
            let degree = match (&school.study_type, &school.area) {
                (Some(degree), Some(area)) if degree.contains(area.as_str()) => Some(degree.clone()),
                (Some(degree), Some(area)) => Some(format!("{degree}, {area}")),
                (degree, area) => degree.clone().or_else(|| area.clone()),
            };
            let courses = selection.courses.iter().find(|(id, _)| *id == school.id);
            School {
                institution: school.institution.value.clone(),
                location: school.location.clone(),
                degree,
                score: school.score.clone(),
                dates: date::period(school.period),
                courses: courses.map(|(_, courses)| courses.clone()).unwrap_or_default(),
                highlights: highlights(&school.id, &school.highlights, selection),
            }
        })
        .collect()
}

fn skills(profile: &Profile, selection: &Selection) -> Vec<SkillLine> {
    let line = |(id, keywords): &(String, Vec<String>)| {
        let skill = profile.skills.iter().find(|skill| skill.id == *id)?;
        let name = match &skill.level {
            Some(level) => format!("{} ({level})", skill.name),
            None => skill.name.clone(),
        };
        Some(SkillLine { name, keywords: keywords.clone() })
    };
    selection.skills.iter().filter_map(line).collect()
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
    pub paragraphs: Vec<Vec<LetterSentence>>,
    pub closing: String,
    pub signature: String,
}

/// A sentence of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct LetterSentence {
    /// The words.
    pub text: String,
    /// Whether it waits for its owner.
    pub marker: bool,
}

impl CoverLetter {
    /// The letter of a person.
    pub fn new(profile: &Profile, letter: &Letter) -> Self {
        let sentence = |sentence: &crate::letter::Sentence| LetterSentence {
            text: sentence.text.clone(),
            marker: sentence.text.contains(MARKER),
        };
        Self {
            name: profile.basics.name.clone(),
            headline: profile.basics.headline.clone(),
            contacts: contacts(&profile.basics),
            date: date::long_date(letter.date),
            recipient: letter.recipient.clone(),
            salutation: letter.salutation.clone(),
            paragraphs: letter
                .paragraphs
                .iter()
                .map(|paragraph| paragraph.sentences.iter().map(sentence).collect())
                .collect(),
            closing: letter.closing.clone(),
            signature: letter.signature.clone(),
        }
    }
}
