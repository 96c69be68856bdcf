//! Words that belong elsewhere: to the instructions of the notes, or to the resume that comes with the letter.

use crate::job::Job;
use crate::provenance::Told;
use crate::words::{Runs, TELLING_RUN};

/// As many words in a row as a line of the resume may not share with the letter.
const RESUME_RUN: usize = 8;

/// The runs of the instructions that stand neither in the profile nor elsewhere about the job.
pub(super) fn of_notes(told: Told<'_>) -> Runs {
    let job = told.job;
    let instructions = job.notes.instructions().map(|instruction| instruction.text.value.as_str());
    let posting = job.posting.clone().and_then(|span| job.file.text.get(span)).unwrap_or_default();
    let details = job.company_details.iter().map(|detail| detail.value.as_str());
    let elsewhere = details.chain(names(job)).chain([posting]);
    Runs::of(TELLING_RUN, instructions).except(told.runs()).without(elsewhere)
}

/// The runs of the resume's lines.
pub(super) fn of_resume(resume: &[String], job: &Job) -> Runs {
    Runs::of(RESUME_RUN, resume.iter().map(String::as_str)).without(names(job))
}

/// The names of the job have to be said, however long they are.
fn names(job: &Job) -> [&str; 2] {
    [&job.position.value, &job.company.value]
}
