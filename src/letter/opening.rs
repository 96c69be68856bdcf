//! The first paragraph: position, company, and a concrete reason.

use super::frame::{choose, fill};
use super::phrase::{attraction, end, list, purpose, short};
use super::{Draft, Paragraph, Sentence};
use crate::finding::Spanned;
use crate::job::{Intent, LetterPart};

const FIRST: [&str; 3] = [
    "Please consider me for the {position} position at {company}.",
    "I am writing to apply for the {position} position at {company}.",
    "The {position} position at {company} is one I would like to be considered for.",
];

const REASON: [&str; 2] =
    ["What draws me to {company} is {reasons}.", "I am drawn to {company} by {reasons}."];

/// Begins a reason that is an aim.
const CHANCE: &str = "the chance to ";

pub(super) fn paragraph(draft: &mut Draft<'_>) -> Paragraph {
    let job = draft.job;
    let (company, position) = (&job.company.value, job.position.value.trim_end_matches('.'));
    let values = [("position", position), ("company", company.as_str())];
    // "position position" would be a slip that every reader sees.
    let frame = choose(&job.name, "first", &FIRST);
    let named = position.to_lowercase().ends_with("position") || position.to_lowercase().ends_with("role");
    let frame = if named { frame.replace("{position} position", "{position}") } else { frame.to_owned() };
    let first = end(&fill(&frame, &values));
    let sources = vec![draft.job_place(job.company.span.clone()), draft.job_place(job.position.span.clone())];
    let mut sentences = vec![Sentence { text: first, sources }];

    let mut reasons: Vec<(String, Spanned<String>)> = Vec::new();
    let mut topics: Vec<Spanned<String>> = Vec::new();
    for point in draft.points(LetterPart::Opening) {
        let interest =
            matches!(point.instruction.intent, Intent::Interest | Intent::Mention | Intent::Connect);
        // Evidence asked for in the first paragraph is carried by the paragraphs of evidence.
        for phrase in point.instruction.phrases.iter().filter(|_| interest) {
            // The last word of "tools for planners and riders" is no reason of its own.
            let tail = !phrase.value.contains(' ')
                && reasons.last().is_some_and(|(reason, _): &(String, _)| reason.starts_with(CHANCE));
            match reason(&job.file.text, phrase, company) {
                Some(_) if tail => draft.used.push(phrase.span.clone()),
                Some(reason) => reasons.push((reason, phrase.clone())),
                None if point.instruction.conditional => {}
                None => topics.push(phrase.clone()),
            }
        }
    }
    if !reasons.is_empty() {
        let words: Vec<String> = reasons.iter().map(|(reason, _)| reason.clone()).collect();
        let frame = choose(&job.name, "reason", &REASON);
        let text = end(&fill(frame, &[("company", company), ("reasons", &list(&words))]));
        let sources = reasons.iter().map(|(_, phrase)| draft.job_place(phrase.span.clone())).collect();
        draft.used.extend(reasons.iter().map(|(_, phrase)| phrase.span.clone()));
        sentences.push(Sentence { text, sources });
    }
    sentences.extend(present_role(draft));
    for topic in topics {
        let marker = draft.marker(&topic.value, topic.span.clone());
        sentences.push(marker);
    }
    Paragraph { part: LetterPart::Opening, sentences }
}

/// A phrase of interest as a reason, at most five words of it taken over.
fn reason(text: &str, phrase: &Spanned<String>, company: &str) -> Option<String> {
    if let Some(purpose) = purpose(&phrase.value) {
        return short(purpose, true).map(|purpose| format!("{CHANCE}{purpose}"));
    }
    let thing = attraction(&phrase.value, &text[..phrase.span.start], company)?;
    Some(match (thing.owner, thing.the) {
        (true, _) => format!("its {}", thing.words),
        (_, true) => format!("the {}", thing.words),
        _ => thing.words,
    })
}

/// What the person does now, from the profile.
fn present_role(draft: &Draft<'_>) -> Option<Sentence> {
    let work = draft
        .profile
        .work
        .iter()
        .find(|work| !draft.selection.shown.excludes(&work.id) && !work.positions.is_empty())?;
    let position = work.positions.iter().find(|position| !draft.selection.shown.excludes(&position.id))?;
    let frame = if position.period.is_current() {
        "My current role is {title} at {employer}."
    } else {
        "My most recent role was {title} at {employer}."
    };
    let text = end(&fill(frame, &[("title", &position.title.value), ("employer", &work.name.value)]));
    let sources =
        vec![draft.profile_place(position.title.span.clone()), draft.profile_place(work.name.span.clone())];
    Some(Sentence { text, sources })
}
