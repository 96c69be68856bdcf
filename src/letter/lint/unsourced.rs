//! Facts that no source has: numbers, names, skills, titles and degrees.

use super::{Offence, Page};
use crate::finding::{Code, Finding};
use crate::provenance::{Basis, History, Kind};
use crate::words;

pub(super) fn check(page: &Page<'_>) -> Vec<Offence> {
    let (context, letter) = (page.context, page.letter);
    // Whom the letter is for is written above it, and by whom below.
    let around = letter.recipient.iter().chain([&letter.salutation, &letter.signature]);
    let around: Vec<&str> = around.map(String::as_str).collect();
    let basis = Basis::new(context.told, &around, (letter.language.tag, letter.date));
    let sentences: Vec<&words::Line<'_>> = page.lines.iter().map(|line| &line.sentence).collect();
    let unsourced = basis.unsourced(&sentences).into_iter();
    unsourced
        .map(|(at, claim)| {
            let line = &page.lines[at];
            let finding = finding(context.told.history, claim.kind, &line.text[claim.span.clone()]);
            line.offence(claim.span.clone(), finding.severity(claim.severity()))
        })
        .collect()
}

fn finding(history: &History<'_>, kind: Kind, quoted: &str) -> Finding {
    let what = kind.name();
    let (message, hint) = match history.unproven_story(quoted) {
        Some(story) => (
            format!(
                "the {what} \"{quoted}\" stands only in the story `{}`, which names no `evidence`",
                story.id
            ),
            "name the highlights that prove the story in its `evidence`, or take it out",
        ),
        None => (
            format!("the {what} \"{quoted}\" stands neither in the profile nor in the notes"),
            "add it to the profile or the notes if it is true, or take it out",
        ),
    };
    Finding::new(Code::LetterUnsourced, message).hint(hint)
}
