//! The evidence a profile holds: what could be on the page, prepared for scoring.

use super::relevance::Document;
use super::vocabulary::Vocabulary;
use crate::finding::Spanned;
use crate::profile::{Highlight, Period, Profile};

/// The kind of entry a highlight belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParentKind {
    Position,
    School,
    Project,
    Volunteer,
}

/// A highlight that may go on the page.
pub(super) struct Candidate<'a> {
    pub(super) highlight: &'a Highlight,
    pub(super) parent: &'a str,
    /// The employer, for a position.
    pub(super) employer: Option<&'a str>,
    pub(super) kind: ParentKind,
    pub(super) period: Period,
    /// One document for each wording, the text first.
    pub(super) wordings: Vec<Document>,
}

impl Candidate<'_> {
    /// Whether it lies in a scope: its parent, or the employer of its parent.
    pub(super) fn is_in(&self, scope: &str) -> bool {
        self.parent == scope || self.employer == Some(scope)
    }
}

/// A skill, a course, a certificate or a project's keywords: evidence that is a name, not a sentence.
pub(super) struct Name {
    /// The id under which it appears as evidence.
    pub(super) id: String,
    /// The entry whose scope it is in; none for skills and certificates.
    pub(super) parent: Option<String>,
    /// The name itself, for a skill or a course.
    pub(super) text: String,
    /// Whether its entry may be shown without it.
    pub(super) optional: bool,
    pub(super) document: Document,
}

/// A profile prepared for scoring, once for all jobs.
pub struct Material<'a> {
    pub(super) profile: &'a Profile,
    pub(super) vocabulary: Vocabulary,
    pub(super) candidates: Vec<Candidate<'a>>,
    pub(super) names: Vec<Name>,
    /// One document for each of the profile's headlines.
    pub(super) headlines: Vec<Document>,
    /// One for each summary.
    pub(super) summaries: Vec<Document>,
    /// For each group of skills its name, and its skills.
    pub(super) skills: Vec<(Document, Vec<Document>)>,
    /// For each school its courses.
    pub(super) courses: Vec<Vec<Document>>,
}

impl<'a> Material<'a> {
    /// Prepares all that a profile has.
    pub fn new(profile: &'a Profile) -> Self {
        let vocabulary = Vocabulary::new(&profile.aliases);
        let document = |text: &str| Document::new(&vocabulary, text, &[]);
        let list = |texts: &[Spanned<String>]| texts.iter().map(|text| document(&text.value)).collect();
        Self {
            candidates: candidates(profile, &vocabulary),
            names: names(profile, &vocabulary),
            headlines: profile.basics.headlines.iter().map(|headline| document(headline)).collect(),
            summaries: profile
                .summaries
                .iter()
                .map(|summary| Document::new(&vocabulary, &summary.text.value.plain(), &summary.keywords))
                .collect(),
            skills: profile
                .skills
                .iter()
                .map(|skill| (document(&skill.name), list(&skill.keywords)))
                .collect(),
            courses: profile.education.iter().map(|school| list(&school.courses)).collect(),
            vocabulary,
            profile,
        }
    }
}

/// All highlights of a profile.
fn candidates<'a>(profile: &'a Profile, vocabulary: &Vocabulary) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    let mut add = |list: &'a [Highlight],
                   parent: &'a str,
                   employer: Option<&'a str>,
                   kind: ParentKind,
                   period: Period| {
        for highlight in list {
            let texts = std::iter::once(&highlight.text).chain(&highlight.variants);
            let wordings = texts
                .map(|text| Document::new(vocabulary, &text.value.plain(), &highlight.keywords))
                .collect();
            candidates.push(Candidate { highlight, parent, employer, kind, period, wordings });
        }
    };
    for work in &profile.work {
        for position in &work.positions {
            add(&position.highlights, &position.id, Some(&work.id), ParentKind::Position, position.period);
        }
    }
    for project in &profile.projects {
        add(&project.highlights, &project.id, None, ParentKind::Project, project.period);
    }
    for school in &profile.education {
        add(&school.highlights, &school.id, None, ParentKind::School, school.period);
    }
    for entry in &profile.volunteer {
        add(&entry.highlights, &entry.id, None, ParentKind::Volunteer, entry.period);
    }
    candidates
}

/// All names of a profile that count as evidence where they are printed.
fn names(profile: &Profile, vocabulary: &Vocabulary) -> Vec<Name> {
    let document = |text: &str| Document::new(vocabulary, text, &[]);
    let mut names = Vec::new();
    for skill in &profile.skills {
        for keyword in &skill.keywords {
            names.push(Name {
                id: skill.id.clone(),
                parent: None,
                text: keyword.value.clone(),
                optional: true,
                document: document(&keyword.value),
            });
        }
    }
    for certificate in &profile.certificates {
        let document = document(&certificate.name.value);
        let text = certificate.name.value.clone();
        names.push(Name { id: certificate.id.clone(), parent: None, text, optional: false, document });
    }
    for school in &profile.education {
        let degree = school.study_type.as_deref().and_then(degree).map(str::to_owned);
        let courses = school.courses.iter().map(|course| (&course.value, true));
        let always = school.area.iter().chain(&degree).map(|text| (text, false));
        for (text, optional) in courses.chain(always) {
            names.push(Name {
                id: school.id.clone(),
                parent: Some(school.id.clone()),
                text: text.clone(),
                optional,
                document: document(text),
            });
        }
    }
    for project in &profile.projects {
        let description = project.description.as_ref().map(|text| text.plain()).unwrap_or_default();
        let document = Document::new(vocabulary, &description, &project.keywords);
        let text = project.name.value.clone();
        names.push(Name {
            id: project.id.clone(),
            parent: Some(project.id.clone()),
            text,
            optional: false,
            document,
        });
    }
    names
}

/// What postings call a degree, from what schools call it: "BS" and "B.Sc. (Hons)" are a bachelor's degree.
fn degree(study_type: &str) -> Option<&'static str> {
    let letters: String = study_type.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let first = letters.split(' ').next().unwrap_or_default().to_lowercase();
    match first.as_str() {
        "bs" | "ba" | "bsc" | "beng" | "bba" | "bfa" | "bcom" | "bsba" | "bas" | "ab" | "sb" | "bachelor"
        | "bachelors" => Some("bachelor's degree"),
        "ms" | "ma" | "msc" | "meng" | "mba" | "mfa" | "mph" | "mps" | "sm" | "master" | "masters" => {
            Some("master's degree")
        }
        "phd" | "dphil" | "scd" | "edd" | "doctor" | "doctorate" => Some("doctoral degree"),
        _ => None,
    }
}
