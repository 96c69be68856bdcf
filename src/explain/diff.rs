//! What two jobs make of the same profile.

use std::fmt::{self, Write};

use serde::Serialize;

use super::Explanation;
use crate::tailor::{Coverage, HighlightOutcome};

/// The differences between the resumes of two jobs.
#[derive(Debug, Clone, Serialize)]
pub struct Diff {
    /// The first job.
    pub job: Side,
    /// The other job.
    pub other: Side,
    /// Parts of the page that differ, such as the summary.
    pub parts: Vec<PartDiff>,
}

/// One of two jobs.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Its name.
    pub name: String,
    /// Its coverage.
    pub coverage: Coverage,
    /// Highlights that only its resume shows.
    pub only: Vec<Shown>,
}

/// A highlight of one resume.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// The id of its entry.
    pub parent: String,
    /// Its text.
    pub text: String,
    /// Why it is shown there.
    pub reason: String,
    /// Why the other resume does not show it.
    pub reason_against: String,
}

/// A part of the page in two resumes.
#[derive(Debug, Clone, Serialize)]
pub struct PartDiff {
    /// What it is.
    pub part: &'static str,
    /// What the first resume shows.
    pub job: Vec<String>,
    /// What the other shows.
    pub other: Vec<String>,
}

impl Diff {
    /// Compares two explanations of the same profile.
    pub fn new(job: &Explanation, other: &Explanation) -> Self {
        let chosen = |explanation: &Explanation, part: &str| -> Vec<String> {
            let found = explanation.parts.iter().find(|one| one.part == part);
            found.map(|one| one.chosen.clone()).unwrap_or_default()
        };
        let mut names: Vec<&'static str> = Vec::new();
        for part in job.parts.iter().chain(&other.parts) {
            if !names.contains(&part.part) {
                names.push(part.part);
            }
        }
        let parts = names
            .into_iter()
            .map(|part| PartDiff { part, job: chosen(job, part), other: chosen(other, part) })
            .filter(|part| part.job != part.other);
        Self { job: side(job, other), other: side(other, job), parts: parts.collect() }
    }

    /// The differences for people.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(&mut out);
        out
    }

    /// The differences for scripts.
    pub fn json(&self) -> String {
        // The type holds only strings, numbers and lists of them, which always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let Self { job, other, parts } = self;
        writeln!(out, "{} and {}", job.name, other.name)?;
        if job.only.is_empty() && other.only.is_empty() && parts.is_empty() {
            return writeln!(out, "  Both resumes show the same.");
        }
        for (side, against) in [(job, other), (other, job)] {
            if side.only.is_empty() {
                continue;
            }
            writeln!(out, "\nOnly for {}", side.name)?;
            for shown in &side.only {
                writeln!(out, "  {}: {} [{}]", shown.parent, shown.text, shown.id)?;
                writeln!(out, "      here: {}", shown.reason)?;
                writeln!(out, "      for {}: {}", against.name, shown.reason_against)?;
            }
        }
        if !parts.is_empty() {
            writeln!(out, "\nThe rest of the page")?;
        }
        for part in parts {
            writeln!(out, "  {}", part.part)?;
            for (side, chosen) in [(job, &part.job), (other, &part.other)] {
                writeln!(out, "      {}: {}", side.name, super::text::listed(chosen))?;
            }
        }
        Ok(())
    }
}

fn side(here: &Explanation, there: &Explanation) -> Side {
    let against = |id: &str| there.highlights.iter().find(|other| other.id == id);
    let only = |highlight: &&HighlightOutcome| {
        highlight.selected && against(&highlight.id).is_none_or(|other| !other.selected)
    };
    let shown = |highlight: &HighlightOutcome| Shown {
        id: highlight.id.clone(),
        parent: highlight.parent.clone(),
        text: highlight.text.clone(),
        reason: highlight.reason.clone(),
        reason_against: against(&highlight.id).map(|other| other.reason.clone()).unwrap_or_default(),
    };
    Side {
        name: here.job.clone(),
        coverage: here.coverage,
        only: here.highlights.iter().filter(only).map(shown).collect(),
    }
}
