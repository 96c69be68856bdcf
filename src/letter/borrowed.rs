//! Words that belong elsewhere: to the instructions of the notes, or to the resume that comes with the letter.

use crate::job::Job;
use crate::profile::Profile;
use crate::words::Runs;

/// As many words in a row as an instruction may not share with the letter.
const NOTES_RUN: usize = 6;

/// As many words in a row as a line of the resume may not share with the letter.
const RESUME_RUN: usize = 8;

/// The runs of the instructions that stand neither in the profile nor elsewhere about the job.
pub(super) fn of_notes(profile: &Profile, job: &Job) -> Runs {
    let instructions = job.notes.instructions().map(|instruction| instruction.text.value.as_str());
    let posting = job.posting.clone().and_then(|span| job.file.text.get(span)).unwrap_or_default();
    let details = job.company_details.iter().map(|detail| detail.value.as_str());
    let elsewhere = [profile.file.text.as_str(), posting].into_iter().chain(details).chain(names(job));
    Runs::of(NOTES_RUN, instructions).without(elsewhere)
}

/// The runs of the resume's lines.
pub(super) fn of_resume(resume: &[String], job: &Job) -> Runs {
    Runs::of(RESUME_RUN, resume.iter().map(String::as_str)).without(names(job))
}

/// The names of the job have to be said, however long they are.
fn names(job: &Job) -> [&str; 2] {
    [&job.position.value, &job.company.value]
}
