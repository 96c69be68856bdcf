//! Words taken over from the notes or said again after the resume.

use super::super::borrowed;
use super::{Context, Offence, Page};
use crate::finding::{Code, Finding};

pub(super) fn check(page: &Page<'_>) -> Vec<Offence> {
    let Context { told, resume, .. } = *page.context;
    let job = told.job;
    // What its owner said of the company is said in their own words.
    let answers = job.connection.iter().map(|answer| answer.text.value.as_str());
    let notes = borrowed::of_notes(told).without(answers);
    let resume = borrowed::of_resume(resume, job);
    let mut offences = Vec::new();
    for line in &page.lines {
        if let Some(span) = notes.first_in(line.text) {
            let message = format!("\"{}\" is copied from the notes", &line.text[span.clone()]);
            let finding = Finding::new(Code::LetterCopiesNotes, message)
                .hint("the notes say what to write about; say it in your own words");
            offences.push(line.offence(span, finding));
        }
        if let Some(span) = resume.first_in(line.text) {
            let message = format!("\"{}\" stands in the resume as well", &line.text[span.clone()]);
            let finding = Finding::new(Code::LetterRepeatsResume, message)
                .hint("tell what the resume cannot: why, how, or what came of it");
            offences.push(line.offence(span, finding));
        }
    }
    offences
}
