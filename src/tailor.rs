//! Tailoring: which evidence goes on the page for this job, and why.
//!
//! Pure: a profile and a job go in, a [`Plan`] comes out. The plan knows every topic and ranks every
//! highlight; how many of them fit on the page only the engine can say, so the pipeline asks the plan for the
//! [`Selection`] of a given [`Fill`] until the page is right.

mod choices;
mod evidence;
mod ids;
mod order;
mod plan;
mod relevance;
mod scope;
mod score;
mod topics;
mod vocabulary;

use serde::Serialize;

use crate::finding::{Finding, Spanned};
use crate::profile::Defaults;

pub use plan::Plan;
pub use relevance::Matcher;

/// One thing to cover.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Unique name, made from its scope and its words.
    pub id: String,
    /// What it is about, in the words of its first source.
    pub text: String,
    /// How much it counts; below 0 if the notes want less of it, 0 if they want none.
    pub weight: f64,
    /// The entry of the profile it is limited to.
    pub scope: Option<String>,
    /// Where it was asked for, as byte ranges of the job file.
    pub sources: Vec<std::ops::Range<usize>>,
    /// Whether the notes asked for it, rather than the posting.
    pub from_notes: bool,
    /// No evidence is no problem.
    pub conditional: bool,
    /// What the notes want with it.
    pub aim: Aim,
}

/// What is wanted with a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aim {
    /// Show evidence for it.
    Show,
    /// Show less of it.
    Lower,
    /// Show none of it.
    Exclude,
}

/// What became of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TopicStatus {
    /// Evidence for it is on the page.
    Covered,
    /// There is evidence, but none of it is on the page.
    Unselected,
    /// The profile has no evidence in its scope.
    Gap,
    /// It was conditional, and there is no evidence.
    NotApplicable,
    /// The notes exclude it.
    Excluded,
}

/// A topic together with its evidence.
#[derive(Debug, Clone)]
pub struct TopicOutcome {
    /// The topic.
    pub topic: Topic,
    /// What became of it.
    pub status: TopicStatus,
    /// Ids of the evidence on the page.
    pub covered_by: Vec<String>,
    /// Ids of all evidence in its scope.
    pub candidates: Vec<String>,
    /// For a gap with a scope: ids of evidence elsewhere in the profile.
    pub elsewhere: Vec<String>,
}

/// A highlight and what was decided about it.
#[derive(Debug, Clone, Serialize)]
pub struct HighlightOutcome {
    /// The highlight's id.
    pub id: String,
    /// The id of the position, school, project or voluntary work it belongs to.
    pub parent: String,
    /// Which wording is used: 0 is the text, 1 the first variant.
    #[serde(skip)]
    pub wording: usize,
    /// That wording, as plain words.
    pub text: String,
    /// Whether it is on the page.
    pub selected: bool,
    /// Its place among the highlights of its parent by relevance, 1 the best.
    pub rank: usize,
    /// Its value for this job, alone.
    pub score: i64,
    /// Ids of the topics it is evidence for.
    pub topics: Vec<String>,
    /// Whether the notes leave it out, on the page and in the letter.
    #[serde(skip)]
    pub excluded: bool,
    /// Why it is in or out.
    pub reason: String,
}

/// How much of a plan goes on the page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fill {
    /// Places in the plan's order of the highlights to show.
    pub highlights: std::collections::BTreeSet<usize>,
    /// How many of the optional sections to show, in their order.
    pub extras: usize,
}

/// Sections that give way when the page is full, the last first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extra {
    /// Publications.
    Publications,
    /// Certificates.
    Certificates,
    /// Awards.
    Awards,
    /// Spoken languages.
    Languages,
    /// Voluntary work.
    Volunteer,
    /// Interests.
    Interests,
    /// References.
    References,
}

impl Extra {
    /// All of them, in the order in which they are kept.
    pub const ALL: [Self; 7] = [
        Self::Publications,
        Self::Certificates,
        Self::Awards,
        Self::Languages,
        Self::Volunteer,
        Self::Interests,
        Self::References,
    ];
}

/// What goes on the page of a job, and why.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Every topic with what became of it.
    pub topics: Vec<TopicOutcome>,
    /// Every highlight with what was decided, by parent and rank.
    pub highlights: Vec<HighlightOutcome>,
    /// Id of the summary, if the profile has one.
    pub summary: Option<String>,
    /// Ids of the skill groups in their order on the page, each with its keywords in theirs.
    pub skills: Vec<(String, Vec<String>)>,
    /// Ids of the projects on the page.
    pub projects: Vec<String>,
    /// For each school by id, the courses to name.
    pub courses: Vec<(String, Vec<String>)>,
    /// Ids of whole entries that the notes exclude.
    pub excluded: Vec<String>,
    /// The optional sections shown.
    pub extras: Vec<Extra>,
    /// Weight of the covered topics, and of those this profile could cover.
    pub coverage: Coverage,
    /// Value of the chosen highlights, and a bound that no choice from this profile can exceed.
    pub objective: Objective,
}

impl Selection {
    /// The highlights of a parent that are on the page, the most relevant first.
    pub fn chosen<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = &'a HighlightOutcome> {
        self.highlights.iter().filter(move |highlight| highlight.selected && highlight.parent == parent)
    }

    /// Whether the notes exclude an entry as a whole.
    pub fn excludes(&self, id: &str) -> bool {
        self.excluded.iter().any(|excluded| excluded == id)
    }
}

/// Weight of topics.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Coverage {
    /// Of the topics covered by what is on the page.
    pub achieved: f64,
    /// Of the topics the profile has any evidence for.
    pub possible: f64,
}

/// Value of a choice of highlights, in thousandths of a topic's weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Objective {
    /// Of the highlights on the page.
    pub value: i64,
    /// Of all highlights together, were there room.
    pub bound: i64,
}

/// What a reference in the notes was resolved to, for explanations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The reference as written.
    pub reference: Spanned<String>,
    /// The id it stands for.
    pub id: String,
}

/// Limits on the highlights of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// At least this many, where there are that many and the page allows.
    pub min: usize,
    /// At most this many.
    pub max: usize,
}

impl Limits {
    /// The limits that a job's settings, or else the profile's, ask for.
    pub fn new(profile: &Defaults, job: &Defaults) -> Self {
        let min = job.highlights.min.or(profile.highlights.min).unwrap_or(1);
        let max = job.highlights.max.or(profile.highlights.max).unwrap_or(6);
        Self { min, max: max.max(min) }
    }
}

/// Everything the notes and the posting ask for, with the findings on the way.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) topics: Vec<Topic>,
    pub(crate) resolutions: Vec<Resolution>,
    /// Whole entries to exclude.
    pub(crate) excluded: Vec<String>,
    /// Whole entries to show less or more of: id and how much to add to each of their highlights.
    pub(crate) leanings: Vec<(String, f64)>,
    pub(crate) findings: Vec<Finding>,
}
