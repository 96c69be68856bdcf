//! The profile: a person's whole history, read from TOML.
//!
//! Field names follow JSON Resume. Reading never stops at the first problem: [`Profile::read`] walks the
//! whole file and returns every finding with its place. Spans are kept where a later stage may have to
//! point at a line.

mod color;
mod date;
mod derive;
mod id;
mod lint;
mod look;
mod read;
mod section;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::finding::{Checked, SourceFile, Spanned};
use crate::markdown::Prose;

pub use color::Color;
pub use date::{Date, End, Period};
pub use id::slug;
pub(crate) use look::look;
pub(crate) use read::settings;
pub use section::SectionKind;
pub(crate) use table::{Reader, Table};

/// A person's whole history.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The file it was read from.
    pub file: Arc<SourceFile>,
    /// Name and contact.
    pub basics: Basics,
    /// Settings for every job, unless a job or a flag says otherwise.
    pub defaults: Defaults,
    /// Alternate summaries.
    pub summaries: Vec<Summary>,
    /// Employers, the latest first.
    pub work: Vec<Work>,
    /// Schools, the latest first.
    pub education: Vec<Education>,
    /// Projects, in the owner's order.
    pub projects: Vec<Project>,
    /// Groups of skills, in the owner's order.
    pub skills: Vec<Skill>,
    /// Certificates.
    pub certificates: Vec<Certificate>,
    /// Awards.
    pub awards: Vec<Award>,
    /// Publications.
    pub publications: Vec<Publication>,
    /// Voluntary work.
    pub volunteer: Vec<Volunteer>,
    /// Spoken languages.
    pub languages: Vec<Language>,
    /// Interests.
    pub interests: Vec<Interest>,
    /// People who vouch.
    pub references: Vec<Reference>,
    /// Paragraphs for letters.
    pub stories: Vec<Story>,
    /// The person's own synonyms: short form to full form.
    pub aliases: BTreeMap<String, String>,
}

impl Profile {
    /// Reads a profile; the value is missing when a finding is an error.
    pub fn read(file: &Arc<SourceFile>) -> Checked<Self> {
        let (profile, mut findings) = read::profile(file);
        let Some(profile) = profile else { return Checked::failed(findings) };
        findings.extend(lint::lint(&profile));
        findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span.start));
        Checked::new(profile, findings)
    }

    /// Every list of highlights with the id and the name of what it belongs to.
    pub fn highlight_lists(&self) -> impl Iterator<Item = (&str, &[Highlight])> {
        let work = self.work.iter().flat_map(|work| &work.positions);
        work.map(|position| (position.id.as_str(), position.highlights.as_slice()))
            .chain(self.education.iter().map(|school| (school.id.as_str(), school.highlights.as_slice())))
            .chain(self.projects.iter().map(|project| (project.id.as_str(), project.highlights.as_slice())))
            .chain(self.volunteer.iter().map(|entry| (entry.id.as_str(), entry.highlights.as_slice())))
    }

    /// Whether there is anything for a section.
    pub fn has(&self, section: SectionKind) -> bool {
        match section {
            SectionKind::Summary => !self.summaries.is_empty(),
            SectionKind::Work => !self.work.is_empty(),
            SectionKind::Projects => !self.projects.is_empty(),
            SectionKind::Education => !self.education.is_empty(),
            SectionKind::Skills => !self.skills.is_empty(),
            SectionKind::Publications => !self.publications.is_empty(),
            SectionKind::Certificates => !self.certificates.is_empty(),
            SectionKind::Awards => !self.awards.is_empty(),
            SectionKind::Languages => !self.languages.is_empty(),
            SectionKind::Volunteer => !self.volunteer.is_empty(),
            SectionKind::Interests => !self.interests.is_empty(),
            SectionKind::References => !self.references.is_empty(),
        }
    }

    /// The highlight of that id.
    pub fn highlight(&self, id: &str) -> Option<&Highlight> {
        self.highlight_lists().flat_map(|(_, list)| list).find(|highlight| highlight.id == id)
    }

    /// The position of that id, with its employer.
    pub fn position(&self, id: &str) -> Option<(&Work, &Position)> {
        self.work.iter().find_map(|work| {
            work.positions.iter().find(|position| position.id == id).map(|position| (work, position))
        })
    }
}

/// Name and contact data.
#[derive(Debug, Clone, Default)]
pub struct Basics {
    /// Full name.
    pub name: String,
    /// Alternate lines under the name; the one that fits the job best is used.
    pub headlines: Vec<String>,
    /// E-mail address.
    pub email: String,
    /// Phone number as it should be printed.
    pub phone: Option<String>,
    /// Place of living.
    pub location: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// Accounts on networks.
    pub profiles: Vec<NetworkProfile>,
    /// Whether the contact data are plainly placeholders.
    pub placeholder: bool,
}

/// An account on a network.
#[derive(Debug, Clone)]
pub struct NetworkProfile {
    /// "GitHub", "LinkedIn", ...
    pub network: String,
    /// The account's name.
    pub username: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Settings, all optional: a profile's defaults, a job's front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Name of the theme.
    pub theme: Option<Spanned<String>>,
    /// Language tag such as "en" or "de-CH".
    pub language: Option<Spanned<String>>,
    /// "embedded" or "typst-cli".
    pub engine: Option<Spanned<String>>,
    /// Output formats.
    pub formats: Option<Spanned<Vec<String>>>,
    /// How many highlights a position shows.
    pub highlights: HighlightLimits,
    /// What a letter says is sent along, such as "Resume"; empty for no such line.
    pub enclosures: Vec<String>,
    /// What may differ from the theme.
    pub look: Look,
}

/// How documents look, as far as it is said; a theme says the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// "us-letter" or "a4".
    pub paper: Option<String>,
    /// Page limit of the resume.
    pub pages: Option<usize>,
    /// The colour of headings and rules.
    pub accent: Option<Color>,
    /// How tight the page is set; the page decides if it is absent.
    pub density: Option<Density>,
    /// The sections that come first, in their order.
    pub sections: Vec<SectionKind>,
    /// Font families in the order in which a character is looked for; [`SYSTEM_FONTS`] allows those of the
    /// machine too.
    pub fonts: Vec<Spanned<String>>,
}

/// In a list of font families, the word that allows the fonts of the machine.
pub const SYSTEM_FONTS: &str = "system";

/// How tight a page is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "u8")]
#[allow(missing_docs)]
pub enum Density {
    #[default]
    Relaxed,
    Normal,
    Tight,
}

impl Density {
    /// The next tighter one.
    pub fn tighter(self) -> Option<Self> {
        match self {
            Self::Relaxed => Some(Self::Normal),
            Self::Normal => Some(Self::Tight),
            Self::Tight => None,
        }
    }
}

impl From<Density> for u8 {
    fn from(density: Density) -> Self {
        density as u8
    }
}

/// How many highlights each position may show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HighlightLimits {
    /// At least this many, if there are that many.
    pub min: Option<usize>,
    /// At most this many.
    pub max: Option<usize>,
}

/// One of several summaries.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Unique name.
    pub id: String,
    /// The summary itself.
    pub text: Spanned<Prose>,
    /// Words that say when it fits.
    pub keywords: Vec<String>,
}

/// An employer with the positions held there.
#[derive(Debug, Clone)]
pub struct Work {
    /// Unique name.
    pub id: String,
    /// The employer's name.
    pub name: Spanned<String>,
    /// Other names that notes may use.
    pub aliases: Vec<String>,
    /// Where.
    pub location: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// Positions, the latest first.
    pub positions: Vec<Position>,
}

/// A position held at an employer.
#[derive(Debug, Clone)]
pub struct Position {
    /// Unique name.
    pub id: String,
    /// The title.
    pub title: Spanned<String>,
    /// Where, if not where the employer is.
    pub location: Option<String>,
    /// From when to when.
    pub period: Period,
    /// A sentence about the position.
    pub summary: Option<Prose>,
    /// Evidence.
    pub highlights: Vec<Highlight>,
}

/// One bullet of evidence.
#[derive(Debug, Clone)]
pub struct Highlight {
    /// Unique name.
    pub id: String,
    /// The wording used unless a variant fits better.
    pub text: Spanned<Prose>,
    /// Words that the text does not contain but that it is evidence for.
    pub keywords: Vec<String>,
    /// Other wordings of the same fact.
    pub variants: Vec<Spanned<Prose>>,
    /// Always on the page.
    pub pin: bool,
}

/// A school.
#[derive(Debug, Clone)]
pub struct Education {
    /// Unique name.
    pub id: String,
    /// The school's name.
    pub institution: Spanned<String>,
    /// Other names that notes may use.
    pub aliases: Vec<String>,
    /// Subject.
    pub area: Option<String>,
    /// Degree.
    pub study_type: Option<String>,
    /// From when to when.
    pub period: Period,
    /// Grade.
    pub score: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// Courses taken.
    pub courses: Vec<Spanned<String>>,
    /// Evidence.
    pub highlights: Vec<Highlight>,
}

/// A project.
#[derive(Debug, Clone)]
pub struct Project {
    /// Unique name.
    pub id: String,
    /// The project's name.
    pub name: Spanned<String>,
    /// Other names that notes may use.
    pub aliases: Vec<String>,
    /// The person's role.
    pub role: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// From when to when.
    pub period: Period,
    /// A sentence about it.
    pub description: Option<Prose>,
    /// Evidence.
    pub highlights: Vec<Highlight>,
    /// Techniques.
    pub keywords: Vec<String>,
}

/// A group of skills.
#[derive(Debug, Clone)]
pub struct Skill {
    /// Unique name.
    pub id: String,
    /// What the group is called.
    pub name: String,
    /// How well.
    pub level: Option<String>,
    /// The skills.
    pub keywords: Vec<Spanned<String>>,
}

/// A certificate.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// Unique name.
    pub id: String,
    /// What it certifies.
    pub name: Spanned<String>,
    /// By whom.
    pub issuer: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Where it can be verified.
    pub url: Option<String>,
}

/// An award.
#[derive(Debug, Clone)]
pub struct Award {
    /// Unique name.
    pub id: String,
    /// What was won.
    pub title: Spanned<String>,
    /// From whom.
    pub awarder: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// For what.
    pub summary: Option<Prose>,
}

/// A publication.
#[derive(Debug, Clone)]
pub struct Publication {
    /// Unique name.
    pub id: String,
    /// Title.
    pub name: Spanned<String>,
    /// Where it appeared.
    pub publisher: Option<String>,
    /// When.
    pub release_date: Option<Date>,
    /// Where to read it.
    pub url: Option<String>,
    /// What it says.
    pub summary: Option<Prose>,
}

/// Voluntary work.
#[derive(Debug, Clone)]
pub struct Volunteer {
    /// Unique name.
    pub id: String,
    /// For whom.
    pub organization: Spanned<String>,
    /// As what.
    pub position: Option<String>,
    /// From when to when.
    pub period: Period,
    /// Home page.
    pub url: Option<String>,
    /// A sentence about it.
    pub summary: Option<Prose>,
    /// Evidence.
    pub highlights: Vec<Highlight>,
}

/// A spoken language.
#[derive(Debug, Clone)]
pub struct Language {
    /// Which.
    pub language: String,
    /// How well.
    pub fluency: Option<String>,
}

/// An interest.
#[derive(Debug, Clone)]
pub struct Interest {
    /// What.
    pub name: String,
    /// In particular.
    pub keywords: Vec<String>,
}

/// Somebody who vouches.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Who.
    pub name: String,
    /// What they say.
    pub reference: Option<Prose>,
}

/// A paragraph in the person's own words, for letters.
#[derive(Debug, Clone)]
pub struct Story {
    /// Unique name.
    pub id: String,
    /// 50-90 words, first person.
    pub text: Spanned<Prose>,
    /// What it is about.
    pub topics: Vec<String>,
    /// Id of the position it happened in.
    pub position: Option<Spanned<String>>,
    /// Ids of the highlights that prove it.
    pub evidence: Vec<Spanned<String>>,
}
