//! Provenance: what a text claims about a person, and whether a source says so.
//!
//! Two texts are held against the profile and the notes. The letter is, sentence by sentence, before it is set; and
//! both documents are once more when they are finished, whatever they were made by.

mod finished;
mod names;
mod numbers;
mod sources;
mod titles;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil;

use crate::finding::Severity;
use crate::job::Job;
use crate::profile::{Profile, Story};
use crate::words::{Line, Runs, TELLING_RUN};
use finished::Quotable;
use names::Names;
use numbers::Numbers;
use sources::{Sources, Texts};

pub use finished::{Document, Known};

/// A claim that no source makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) kind: Kind,
    /// Its words, as bytes of the text.
    pub(crate) span: Range<usize>,
    /// Whether it is certainly about a career. A letter may also tell of a place, a person or the time of a meeting,
    /// which no source has to say.
    pub(crate) certain: bool,
}

/// What is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    /// A quantity without a figure: "doubled".
    Quantity,
    /// An employer or a school.
    Institution,
    /// A name of something else: a person, a place, a book.
    Name,
    Skill,
    Title,
    Degree,
}

impl Kind {
    /// How messages call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Quantity => "quantity",
            Self::Institution => "employer or school",
            Self::Name => "name",
            Self::Skill => "skill",
            Self::Title => "title",
            Self::Degree => "degree",
        }
    }
}

/// What a person has told of themselves, prepared once for all jobs.
#[derive(Debug)]
pub struct History<'a> {
    profile: &'a Profile,
    texts: Arc<Texts>,
    quotable: Quotable,
    /// What the profile says in so many words.
    runs: Runs,
}

impl<'a> History<'a> {
    /// The history that a profile tells.
    pub fn new(profile: &'a Profile) -> Self {
        let said = sources::said(profile);
        let texts = Texts::of(&sources::history(profile, &said));
        let runs = Runs::of(TELLING_RUN, [profile.file.text.as_str()]);
        sources::read_skills();
        Self { profile, texts, quotable: Quotable::of(&said), runs }
    }

    /// The profile.
    pub fn profile(&self) -> &'a Profile {
        self.profile
    }

    /// The story that is the only one to say some words, and names nothing that proves it.
    pub(crate) fn unproven_story(&self, words: &str) -> Option<&'a Story> {
        let says = |story: &&Story| Sources::of([&Texts::of(&[story.text.value.plain()])]).has_phrase(words);
        sources::unproven(self.profile).find(says)
    }
}

/// The notes of a job, prepared.
#[derive(Debug, Clone)]
pub struct Notes {
    all: Arc<Texts>,
    /// Without what others wrote about the opening.
    own: Arc<Texts>,
}

impl Notes {
    /// The notes of a job.
    pub fn of(job: &Job) -> Self {
        Self { all: Texts::of(&[sources::notes(job)]), own: Texts::of(&[sources::own_notes(job)]) }
    }
}

/// What a person has told for a job: their history, and what they noted.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The history.
    pub history: &'a History<'a>,
    /// The job.
    pub job: &'a Job,
    /// Its notes.
    pub notes: &'a Notes,
}

impl<'a> Told<'a> {
    /// The profile.
    pub fn profile(&self) -> &'a Profile {
        self.history.profile
    }

    /// What the profile says in so many words.
    pub(crate) fn runs(&self) -> &'a Runs {
        &self.history.runs
    }
}

/// What the sentences of a letter may rest on.
pub(crate) struct Basis {
    /// All that is known.
    sources: Sources,
    /// The same without what others wrote about the opening: a title is the writer's own or none.
    own: Sources,
    numbers: Numbers,
    english: bool,
    /// The tag of the letter's language.
    language: &'static str,
}

impl Basis {
    /// The history and the notes; `around` is what stands around the letter, such as whom it is for. The letter is
    /// written in a language on a day, up to which durations are counted.
    pub(crate) fn new(
        Told { history, notes, .. }: Told<'_>,
        around: &[&str],
        (language, day): (&'static str, civil::Date),
    ) -> Self {
        let said = &history.texts;
        let numbers = Numbers::of(Sources::of([said, &notes.all]), history.profile, day);
        Self {
            sources: Sources::of([said, &notes.all, &Texts::of(around)]),
            own: Sources::of([said, &notes.own]),
            numbers,
            english: language == "en",
            language,
        }
    }

    /// What some sentences claim and no source says, with each sentence's index; a name counts where it stands first.
    pub(crate) fn unsourced(&self, sentences: &[&Line<'_>]) -> Vec<(usize, Claim)> {
        let mut names = Names::new(&self.sources, self.language);
        let mut claims = Vec::new();
        for (at, line) in sentences.iter().enumerate() {
            let own = if self.english { titles::unsourced(line, &self.own) } else { Vec::new() };
            let mut found = self.numbers.missing(line, self.english);
            found.extend(names.missing(line));
            // A title is no name besides.
            found.retain(|claim| !own.iter().any(|title| title.overlaps(claim)));
            claims.extend(own.into_iter().chain(found).map(|claim| (at, claim)));
        }
        claims
    }
}

impl Claim {
    fn certain(kind: Kind, span: Range<usize>) -> Self {
        Self { kind, span, certain: true }
    }

    /// How bad it is.
    pub(crate) fn severity(&self) -> Severity {
        if self.certain { Severity::Error } else { Severity::Warning }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.span.start < other.span.end && other.span.start < self.span.end
    }
}
