//! A profile as JSON Resume, version 1.0.0: <https://jsonresume.org/schema>.
//!
//! What the format has no name for stays out, with two exceptions that it allows as further keys: the place and
//! the highlights of a school. Nothing is there that the profile does not say.

use jiff::civil;
use serde::Serialize;

use crate::markdown::Prose;
use crate::profile::{
    Award, Basics, Certificate, Education, End, Highlight, Interest, Language, NetworkProfile, Period,
    Position, Profile, Project, Publication, Reference, Skill, Volunteer, Work,
};

/// Where the format is defined.
const SCHEMA: &str = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";
const VERSION: &str = "v1.0.0";

/// A resume.
#[derive(Debug, Serialize)]
pub(super) struct JsonResume {
    #[serde(rename = "$schema")]
    schema: &'static str,
    basics: JsonBasics,
    #[serde(skip_serializing_if = "absent")]
    work: Vec<JsonWork>,
    #[serde(skip_serializing_if = "absent")]
    volunteer: Vec<JsonVolunteer>,
    #[serde(skip_serializing_if = "absent")]
    education: Vec<JsonEducation>,
    #[serde(skip_serializing_if = "absent")]
    awards: Vec<JsonAward>,
    #[serde(skip_serializing_if = "absent")]
    certificates: Vec<JsonCertificate>,
    #[serde(skip_serializing_if = "absent")]
    publications: Vec<JsonPublication>,
    #[serde(skip_serializing_if = "absent")]
    skills: Vec<JsonSkill>,
    #[serde(skip_serializing_if = "absent")]
    languages: Vec<JsonLanguage>,
    #[serde(skip_serializing_if = "absent")]
    interests: Vec<JsonInterest>,
    #[serde(skip_serializing_if = "absent")]
    references: Vec<JsonReference>,
    #[serde(skip_serializing_if = "absent")]
    projects: Vec<JsonProject>,
    meta: JsonMeta,
}

#[derive(Debug, Serialize)]
struct JsonBasics {
    name: String,
    #[serde(skip_serializing_if = "absent")]
    label: Option<String>,
    email: String,
    #[serde(skip_serializing_if = "absent")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    url: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    location: Option<JsonLocation>,
    #[serde(skip_serializing_if = "absent")]
    profiles: Vec<JsonNetwork>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonLocation {
    city: String,
    #[serde(skip_serializing_if = "absent")]
    region: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonNetwork {
    network: String,
    #[serde(skip_serializing_if = "absent")]
    username: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    url: Option<String>,
}

/// From when to when; what goes on has no end.
#[derive(Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonPeriod {
    #[serde(skip_serializing_if = "absent")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    end_date: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonWork {
    name: String,
    #[serde(skip_serializing_if = "absent")]
    position: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    location: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    url: Option<String>,
    #[serde(flatten)]
    period: JsonPeriod,
    #[serde(skip_serializing_if = "absent")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    highlights: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonVolunteer {
    organization: String,
    #[serde(skip_serializing_if = "absent")]
    position: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    url: Option<String>,
    #[serde(flatten)]
    period: JsonPeriod,
    #[serde(skip_serializing_if = "absent")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    highlights: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonEducation {
    institution: String,
    #[serde(skip_serializing_if = "absent")]
    location: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    url: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    area: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    study_type: Option<String>,
    #[serde(flatten)]
    period: JsonPeriod,
    #[serde(skip_serializing_if = "absent")]
    score: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    courses: Vec<String>,
    #[serde(skip_serializing_if = "absent")]
    highlights: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonAward {
    title: String,
    #[serde(skip_serializing_if = "absent")]
    date: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    awarder: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    summary: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonCertificate {
    name: String,
    /// Here alone the format wants a whole day.
    #[serde(skip_serializing_if = "absent")]
    date: Option<String>,
    /// So a month or a year stands under a further key: since then it is held.
    #[serde(skip_serializing_if = "absent")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    url: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    issuer: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonPublication {
    name: String,
    #[serde(skip_serializing_if = "absent")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    release_date: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    url: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    summary: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonSkill {
    name: String,
    #[serde(skip_serializing_if = "absent")]
    level: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    keywords: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonLanguage {
    language: String,
    #[serde(skip_serializing_if = "absent")]
    fluency: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonInterest {
    name: String,
    #[serde(skip_serializing_if = "absent")]
    keywords: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonReference {
    name: String,
    #[serde(skip_serializing_if = "absent")]
    reference: Option<String>,
}

#[derive(Debug, PartialEq, Serialize)]
struct JsonProject {
    name: String,
    #[serde(skip_serializing_if = "absent")]
    description: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    highlights: Vec<String>,
    #[serde(skip_serializing_if = "absent")]
    keywords: Vec<String>,
    #[serde(flatten)]
    period: JsonPeriod,
    #[serde(skip_serializing_if = "absent")]
    url: Option<String>,
    #[serde(skip_serializing_if = "absent")]
    roles: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonMeta {
    version: &'static str,
    last_modified: String,
}

/// How a text is written.
pub(super) type Write = fn(&Prose) -> String;

impl JsonResume {
    /// All of a profile, as of a day: the first of its headlines and summaries, for the format has room for one.
    pub(super) fn new(profile: &Profile, day: civil::Date, write: Write) -> Self {
        Self {
            schema: SCHEMA,
            basics: JsonBasics {
                summary: profile.summaries.first().map(|summary| write(&summary.text.value)),
                ..(&profile.basics).into()
            },
            work: profile.work.iter().flat_map(|one| work(one, write)).collect(),
            volunteer: profile.volunteer.iter().map(|one| volunteer(one, write)).collect(),
            education: profile.education.iter().map(|one| education(one, write)).collect(),
            awards: profile.awards.iter().map(|one| award(one, write)).collect(),
            certificates: all(&profile.certificates),
            publications: profile.publications.iter().map(|one| publication(one, write)).collect(),
            skills: all(&profile.skills),
            languages: all(&profile.languages),
            interests: all(&profile.interests),
            references: profile.references.iter().map(|one| reference(one, write)).collect(),
            projects: profile.projects.iter().map(|one| project(one, write)).collect(),
            meta: JsonMeta { version: VERSION, last_modified: format!("{day}T00:00:00") },
        }
    }
}

/// Whether a key would say nothing.
pub(super) fn absent<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn all<'a, T, U: From<&'a T>>(items: &'a [T]) -> Vec<U> {
    items.iter().map(U::from).collect()
}

fn highlights(list: &[Highlight], write: Write) -> Vec<String> {
    list.iter().map(|highlight| write(&highlight.text.value)).collect()
}

/// One entry for each position held at an employer.
fn work(work: &Work, write: Write) -> Vec<JsonWork> {
    let employer = JsonWork {
        name: work.name.value.clone(),
        position: None,
        location: work.location.clone(),
        url: work.url.clone(),
        period: JsonPeriod::default(),
        summary: None,
        highlights: Vec::new(),
    };
    if work.positions.is_empty() {
        return vec![employer];
    }
    work.positions.iter().map(|position| held(work, position, write)).collect()
}

fn held(work: &Work, position: &Position, write: Write) -> JsonWork {
    JsonWork {
        name: work.name.value.clone(),
        position: Some(position.title.value.clone()),
        location: position.location.clone().or_else(|| work.location.clone()),
        url: work.url.clone(),
        period: position.period.into(),
        summary: position.summary.as_ref().map(write),
        highlights: highlights(&position.highlights, write),
    }
}

impl From<&Basics> for JsonBasics {
    fn from(basics: &Basics) -> Self {
        Self {
            name: basics.name.clone(),
            label: basics.headlines.first().cloned(),
            email: basics.email.clone(),
            phone: basics.phone.clone(),
            url: basics.url.clone(),
            summary: None,
            location: basics.location.as_deref().map(JsonLocation::from),
            profiles: all(&basics.profiles),
        }
    }
}

impl From<&str> for JsonLocation {
    /// "Philadelphia, PA" is a city and a region. Of other places nobody knows which part is what, so they stay whole.
    fn from(place: &str) -> Self {
        match place.split_once(", ") {
            Some((city, region))
                if matches!(region.len(), 2 | 3)
                    && region.bytes().all(|byte| byte.is_ascii_uppercase())
                    && !city.is_empty()
                    && city.chars().all(|c| c.is_alphabetic() || " .'-".contains(c)) =>
            {
                Self { city: city.to_owned(), region: Some(region.to_owned()) }
            }
            _ => Self { city: place.to_owned(), region: None },
        }
    }
}

impl From<&NetworkProfile> for JsonNetwork {
    fn from(profile: &NetworkProfile) -> Self {
        Self {
            network: profile.network.clone(),
            username: profile.username.clone(),
            url: profile.url.clone(),
        }
    }
}

impl From<Period> for JsonPeriod {
    fn from(period: Period) -> Self {
        let end = match period.end {
            Some(End::On(date)) => Some(date),
            Some(End::Present) | None => None,
        };
        Self {
            start_date: period.start.map(|date| date.to_string()),
            end_date: end.map(|date| date.to_string()),
        }
    }
}

fn volunteer(item: &Volunteer, write: Write) -> JsonVolunteer {
    JsonVolunteer {
        organization: item.organization.value.clone(),
        position: item.position.clone(),
        url: item.url.clone(),
        period: item.period.into(),
        summary: item.summary.as_ref().map(write),
        highlights: highlights(&item.highlights, write),
    }
}

fn education(school: &Education, write: Write) -> JsonEducation {
    JsonEducation {
        institution: school.institution.value.clone(),
        location: school.location.clone(),
        url: school.url.clone(),
        area: school.area.clone(),
        study_type: school.study_type.clone(),
        period: school.period.into(),
        score: school.score.clone(),
        courses: school.courses.iter().map(|course| course.value.clone()).collect(),
        highlights: highlights(&school.highlights, write),
    }
}

fn award(item: &Award, write: Write) -> JsonAward {
    JsonAward {
        title: item.title.value.clone(),
        date: item.date.map(|date| date.to_string()),
        awarder: item.awarder.clone(),
        summary: item.summary.as_ref().map(write),
    }
}

impl From<&Certificate> for JsonCertificate {
    fn from(item: &Certificate) -> Self {
        let (days, others) = item.date.into_iter().partition::<Vec<_>, _>(|date| date.day.is_some());
        Self {
            name: item.name.value.clone(),
            date: days.first().map(|date| date.to_string()),
            start_date: others.first().map(|date| date.to_string()),
            url: item.url.clone(),
            issuer: item.issuer.clone(),
        }
    }
}

fn publication(item: &Publication, write: Write) -> JsonPublication {
    JsonPublication {
        name: item.name.value.clone(),
        publisher: item.publisher.clone(),
        release_date: item.release_date.map(|date| date.to_string()),
        url: item.url.clone(),
        summary: item.summary.as_ref().map(write),
    }
}

impl From<&Skill> for JsonSkill {
    fn from(skill: &Skill) -> Self {
        Self {
            name: skill.name.clone(),
            level: skill.level.clone(),
            keywords: skill.keywords.iter().map(|word| word.value.clone()).collect(),
        }
    }
}

impl From<&Language> for JsonLanguage {
    fn from(item: &Language) -> Self {
        Self { language: item.language.clone(), fluency: item.fluency.clone() }
    }
}

impl From<&Interest> for JsonInterest {
    fn from(item: &Interest) -> Self {
        Self { name: item.name.clone(), keywords: item.keywords.clone() }
    }
}

fn reference(item: &Reference, write: Write) -> JsonReference {
    JsonReference { name: item.name.clone(), reference: item.reference.as_ref().map(write) }
}

fn project(project: &Project, write: Write) -> JsonProject {
    JsonProject {
        name: project.name.value.clone(),
        description: project.description.as_ref().map(write),
        highlights: highlights(&project.highlights, write),
        keywords: project.keywords.clone(),
        period: project.period.into(),
        url: project.url.clone(),
        roles: project.role.iter().cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::JsonLocation;

    #[test]
    fn a_place_is_split_only_where_its_parts_are_plain() {
        let split = |place: &str| {
            let location = JsonLocation::from(place);
            (location.city, location.region)
        };
        for (place, city, region) in [
            ("Philadelphia, PA", "Philadelphia", "PA"),
            ("St. John's, NL", "St. John's", "NL"),
            ("Perth, WA", "Perth", "WA"),
        ] {
            assert_eq!(split(place), (city.to_owned(), Some(region.to_owned())));
        }
        for place in [
            "Berlin",
            "Berlin, Germany",
            "Paris, Île-de-France, FR",
            "12 Main St, PA",
            "Remote",
            "a, ",
            ", PA",
        ] {
            assert_eq!(split(place), (place.to_owned(), None));
        }
    }
}
