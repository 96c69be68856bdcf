//! The paragraph on the company, from what its owner noted about it and nothing else.

use super::frame::{choose, fill};
use super::phrase::{attraction, end, open};
use super::{Draft, Paragraph, Sentence};
use crate::finding::Spanned;
use crate::job::LetterPart;

/// Verbs by which a sentence says what an organisation is about; what follows is its focus.
const FOCUS: [&str; 8] = [
    " focuses on ",
    " is focused on ",
    " specializes in ",
    " specialises in ",
    " is dedicated to ",
    " is committed to ",
    " works on ",
    " concentrates on ",
];

const WITH_FOCUS: [&str; 2] = [
    "{subject}'s focus on {focus} is close to the work I have done and want to do next.",
    "The work I want to do next is close to {subject}'s focus on {focus}.",
];

const WITH_REASON: [&str; 2] =
    ["{reasons} is a large part of why I am applying.", "I would like my work to serve {reasons_low}."];

/// The longest focus that still reads well inside a sentence, in words.
const LONGEST_FOCUS: usize = 18;

pub(super) fn paragraph(draft: &mut Draft<'_>) -> Paragraph {
    let mut sentences: Vec<Sentence> = focus(draft).into_iter().collect();
    let mut reasons: Vec<(String, Spanned<String>)> = Vec::new();
    for point in draft.points(LetterPart::Company) {
        for phrase in &point.instruction.phrases {
            match reason(draft, phrase) {
                Some(reason) => reasons.push((reason, phrase.clone())),
                // The rest of a list ("innovation and technology") needs no sentence of its own.
                None if phrase.value.split_whitespace().count() <= 2 && !reasons.is_empty() => {
                    draft.used.push(phrase.span.clone());
                }
                None if point.instruction.conditional => {}
                None => {
                    let marker = draft.marker(&phrase.value, phrase.span.clone());
                    sentences.push(marker);
                }
            }
        }
    }
    if let Some((reason, phrase)) = reasons.into_iter().next() {
        let upper = super::phrase::upper_first(&reason);
        let frame = choose(&draft.job.name, "company", &WITH_REASON);
        let text = end(&fill(frame, &[("reasons", &upper), ("reasons_low", &reason)]));
        let sentence = draft.phrase_sentence(text, phrase.span);
        sentences.push(sentence);
    }
    Paragraph { part: LetterPart::Company, sentences }
}

/// A phrase such as "Penn Medicine's mission of advancing healthcare" as a subject.
fn reason(draft: &Draft<'_>, phrase: &Spanned<String>) -> Option<String> {
    let company = &draft.job.company.value;
    let thing = attraction(&phrase.value, &draft.job.file.text[..phrase.span.start], company)?;
    match (thing.owner, thing.the) {
        (true, _) => Some(format!("the {} at {company}", thing.words)),
        (_, true) => Some(format!("the {}", thing.words)),
        _ => None,
    }
}

/// What the company says it is about, from the sentence of the details that fits the job best.
fn focus(draft: &mut Draft<'_>) -> Option<Sentence> {
    let topics: Vec<(String, f64)> = draft
        .selection
        .topics
        .iter()
        .filter(|outcome| outcome.topic.weight > 0.0)
        .map(|outcome| (outcome.topic.text.clone(), outcome.topic.weight))
        .collect();
    let score = |sentence: &str| -> f64 {
        topics
            .iter()
            .map(|(topic, weight)| weight * draft.matcher.relevance(topic, sentence, &[]).min(1.0))
            .sum()
    };
    let best = draft
        .job
        .company_details
        .iter()
        .filter_map(|sentence| {
            let (subject, focus) = FOCUS.iter().find_map(|verb| sentence.value.split_once(verb))?;
            let focus = open(focus);
            let fits =
                focus.split_whitespace().count() <= LONGEST_FOCUS && subject.split_whitespace().count() <= 7;
            let plain = !subject.ends_with('s') && !subject.contains(',');
            (fits && plain).then_some((score(&sentence.value), sentence, subject, focus))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.span.start.cmp(&a.1.span.start)));
    let (_, sentence, subject, focus) = best?;
    let frame = choose(&draft.job.name, "focus", &WITH_FOCUS);
    let opens = frame.starts_with('{');
    let subject = if opens { subject.to_owned() } else { lower_article(subject) };
    let text = fill(frame, &[("subject", &subject), ("focus", focus)]);
    let place = draft.job_place(sentence.span.clone());
    Some(Sentence { text, sources: vec![place] })
}

/// "The team" inside a sentence is "the team"; a name keeps its capital.
fn lower_article(subject: &str) -> String {
    ["The ", "Its ", "Their ", "Our ", "This "]
        .iter()
        .find_map(|article| {
            subject.strip_prefix(article).map(|rest| format!("{}{rest}", article.to_lowercase()))
        })
        .unwrap_or_else(|| subject.to_owned())
}
