//! The paragraph on the company, from what its owner noted about it and nothing else.

use super::block::{Block, Kind, Piece};
use super::foreign::is_foreign;
use super::frame::fill;
use super::{Draft, manner};
use crate::finding::Spanned;
use crate::job::{Intent, LetterPart};
use crate::letter::grammar::phrase::{
    JOINTS, attraction, end, is_plural, open, possessive, tells, upper_first,
};
use crate::letter::{LONGEST_SENTENCE, Sentence};

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

/// Verbs by which a sentence says what an organisation does.
const DOES: [&str; 10] = [
    " uses ",
    " builds ",
    " develops ",
    " designs ",
    " helps ",
    " creates ",
    " supports ",
    " teaches ",
    " improves ",
    " treats ",
];

/// Things of a company that somebody may want to work for.
#[rustfmt::skip]
const CAUSES: [&str; 44] = [
    "mission", "vision", "commitment", "approach", "focus", "promise", "goal", "goals", "aim", "aims", "values", "culture", "work", "effort", "efforts",
    "belief", "philosophy", "history", "tradition", "program", "programs", "dedication", "emphasis", "research", "care", "standards", "openness", "attention",
    "habit", "idea", "ideas", "model", "motto", "purpose", "strategy", "principles", "ambition", "roadmap", "community", "service", "hope", "wish", "pledge", "practice",
];

/// Praise that nobody wants to read about themselves.
const PRAISE: [&str; 9] =
    ["world", "leading", "renowned", "best", "premier", "award", "prestigious", "top", "number one"];

const WITH_FOCUS: [&str; 3] = [
    "{owner} focus on {focus} is close to the work I want to do next.",
    "The work I want to do next is close to {owner_low} focus on {focus}.",
    "I would like to put my experience behind {owner_low} focus on {focus}.",
];

const AFTER_WHAT_IT_DOES: [&str; 3] = [
    "That is the kind of work I want to do next.",
    "Work of that kind is what I want to do next.",
    "I would like to do my share of that work.",
];

const WITH_REASON: [&str; 3] = [
    "{reason} {is} a large part of why I am applying.",
    "{reason} {is} one more reason for this application.",
    "{reason} {is} part of what I would like to work for.",
];

const AFTER_A_DETAIL: [&str; 2] =
    ["That is a large part of why I am applying.", "It is one of the reasons for this application."];

/// The longest text taken over from the company details, in words.
const LONGEST: usize = 22;

/// What the letter loses without a sentence on what the company does.
const DOING: f64 = 4.5;

pub(super) fn block(draft: &mut Draft<'_>, before: &[Block]) -> Block {
    let mut pieces: Vec<Piece> = Vec::new();
    if draft.frames() {
        let said = before.iter().any(|block| block.says(&draft.job.company.value) && block.says("focus on"));
        pieces.extend(focus(draft).filter(|_| !said).into_iter().flatten().map(|one| Piece::new(one, DOING)));
    }
    let (reasons, mut missing) = asked(draft);
    if let Some(reason) = reasons.into_iter().next() {
        let text = with_reason(draft, &reason, &pieces);
        if draft.copies(&text) {
            missing.insert(0, reason.phrase);
        } else {
            pieces.push(Piece::needed(draft.phrase_sentence(text, reason.phrase.span)));
        }
    }
    // What the details say of it is better than a hole.
    let mut holes = Vec::new();
    for phrase in missing {
        let told = detail(draft, &phrase.value).filter(|_| draft.frames());
        let told = told.filter(|told| !pieces.iter().any(|piece| piece.sentence.text == told[0].text));
        match told {
            Some(sentences) => {
                draft.used.push(phrase.span);
                pieces.extend(sentences.into_iter().map(Piece::needed));
            }
            None => holes.push(phrase),
        }
    }
    pieces.extend(draft.markers(LetterPart::Company, &holes));
    Block::new(Kind::Plain, pieces)
}

/// What the notes want said of the company: what can be a reason to apply, and what cannot.
fn asked(draft: &mut Draft<'_>) -> (Vec<Reason>, Vec<Spanned<String>>) {
    let mut reasons: Vec<Reason> = Vec::new();
    let mut missing = Vec::new();
    for point in draft.points(LetterPart::Company) {
        let draws = matches!(point.instruction.intent, Intent::Interest | Intent::Connect);
        for phrase in &point.instruction.phrases {
            let reason = reason(draft, phrase).filter(|reason| draft.frames() && (draws || reason.owner));
            match reason {
                _ if manner(&phrase.value) || is_foreign(draft, phrase) => {
                    draft.used.push(phrase.span.clone())
                }
                Some(reason) => reasons.push(reason),
                // The rest of a list ("innovation and technology") needs no sentence of its own.
                None if phrase.value.split_whitespace().count() <= 2 && !reasons.is_empty() => {
                    draft.used.push(phrase.span.clone());
                }
                None if point.instruction.conditional => {}
                None => missing.push(phrase.clone()),
            }
        }
    }
    (reasons, missing)
}

/// A reason as a sentence, after others that may have named the company.
fn with_reason(draft: &Draft<'_>, reason: &Reason, before: &[Piece]) -> String {
    let company = &draft.job.company.value;
    let named = before.iter().any(|piece| piece.sentence.text.contains(company.as_str()));
    let subject = match (reason.owner, named) {
        (true, true) => format!("its {}", reason.words),
        (true, false) => format!("the {} at {company}", reason.words),
        (false, _) => format!("the {}", reason.words),
    };
    let is = if is_plural(&reason.words) { "are" } else { "is" };
    let frame = draft.voice.choose("company", &WITH_REASON);
    end(&fill(frame, &[("reason", &upper_first(&subject)), ("is", is)]))
}

/// What the company is about, for a first paragraph whose notes give no reason.
pub(super) fn interest(draft: &Draft<'_>) -> Option<Sentence> {
    focus(draft).filter(|sentences| sentences.len() == 1)?.pop()
}

/// A phrase such as "Penn Medicine's mission of advancing healthcare" as a subject.
struct Reason {
    /// The phrase of the notes.
    phrase: Spanned<String>,
    /// Whether the thing is the company's.
    owner: bool,
    words: String,
}

fn reason(draft: &Draft<'_>, phrase: &Spanned<String>) -> Option<Reason> {
    let company = &draft.job.company.value;
    let thing = attraction(&phrase.value, &draft.job.file.text[..phrase.span.start], company)?;
    let joint = thing.words.split_whitespace().take_while(|word| !JOINTS.contains(word));
    let cause = joint.last().is_some_and(|head| CAUSES.contains(&head.to_lowercase().as_str()));
    (cause && (thing.owner || thing.the)).then_some(Reason {
        phrase: phrase.clone(),
        owner: thing.owner,
        words: thing.words,
    })
}

/// A sentence of the details that speaks to a phrase, and what it means to the writer.
fn detail(draft: &Draft<'_>, phrase: &str) -> Option<Vec<Sentence>> {
    let company = &draft.job.company.value;
    let details = draft.job.company_details.iter();
    let spoken = details
        .filter(|detail| draft.matcher.is_evidence(phrase, &detail.value, &[]))
        .filter(|detail| (5..=LONGEST).contains(&detail.value.split_whitespace().count()))
        .filter(|detail| is_fit_to_quote(&detail.value));
    spoken.take(1).find_map(|detail| {
        let text = match detail.value.split_once(' ')? {
            ("It" | "They", rest) => format!("{company} {rest}"),
            ("Its" | "Their", rest) => format!("{} {rest}", possessive(company)?),
            _ => detail.value.clone(),
        };
        Some(vec![sourced(draft, end(&text), detail), meaning(draft, "detail", &AFTER_A_DETAIL)])
    })
}

/// Whether a sentence can stand in a letter to those it is about: not in their voice, and without praise.
fn is_fit_to_quote(sentence: &str) -> bool {
    let lower = format!(" {} ", sentence.to_lowercase());
    let theirs =
        [" we ", " our ", " us ", " you ", " your ", " i ", " my "].iter().any(|word| lower.contains(word));
    let whole = sentence.starts_with(char::is_uppercase) && tells(sentence);
    whole && !theirs && !PRAISE.iter().any(|word| lower.contains(&format!(" {word}")))
}

/// What the company is about, from the sentence of the details that fits the job best: its focus in a frame, or
/// the sentence itself and what it means to the writer.
fn focus(draft: &Draft<'_>) -> Option<Vec<Sentence>> {
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
    let details = draft.job.company_details.iter();
    let best = details
        .filter_map(|detail| Some((score(&detail.value), detail, told(draft, detail)?)))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.span.start.cmp(&a.1.span.start)));
    best.map(|(.., sentences)| sentences)
}

/// A sentence that rests on a line of the details.
fn sourced(draft: &Draft<'_>, text: String, detail: &Spanned<String>) -> Sentence {
    Sentence { text, sources: vec![draft.job_place(detail.span.clone())] }
}

/// What a sentence before means to the writer; it states no fact of its own.
fn meaning(draft: &Draft<'_>, function: &str, frames: &[&str]) -> Sentence {
    Sentence { text: draft.voice.choose(function, frames).to_owned(), sources: Vec::new() }
}

/// A sentence of the details as the letter can tell it.
fn told(draft: &Draft<'_>, detail: &Spanned<String>) -> Option<Vec<Sentence>> {
    let sentence = detail.value.as_str();
    if !is_fit_to_quote(sentence) {
        return None;
    }
    let count = |text: &str| text.split_whitespace().count();
    let subject_fits = |subject: &str| count(subject) <= 7 && !subject.contains(',');
    if let Some((subject, focus)) = FOCUS.iter().find_map(|verb| sentence.split_once(verb)) {
        let focus = open(focus);
        let fits = count(focus) <= LONGEST && subject_fits(subject);
        let owner = possessive(subject)?;
        let frame = draft.voice.choose("focus", &WITH_FOCUS);
        let low = lower_article(&owner);
        let text = end(&fill(frame, &[("owner", &owner), ("owner_low", &low), ("focus", focus)]));
        return (fits && count(&text) <= LONGEST_SENTENCE).then(|| vec![sourced(draft, text, detail)]);
    }
    let (subject, _) = DOES.iter().find_map(|verb| sentence.split_once(verb))?;
    let company = &draft.job.company.value;
    // "It uses ..." needs what came before, and somebody else's doings are not the company's.
    let own = subject.starts_with("The ")
        || subject.contains(company.as_str())
        || sentence.contains(company.as_str());
    let fits = own && subject_fits(subject) && (6..=LONGEST).contains(&count(sentence));
    let telling =
        || vec![sourced(draft, end(sentence), detail), meaning(draft, "doing", &AFTER_WHAT_IT_DOES)];
    fits.then(telling)
}

/// "The team" inside a sentence is "the team"; a name keeps its capital.
fn lower_article(subject: &str) -> String {
    ["The ", "Its ", "Their ", "This "]
        .iter()
        .find_map(|article| {
            subject.strip_prefix(article).map(|rest| format!("{}{rest}", article.to_lowercase()))
        })
        .unwrap_or_else(|| subject.to_owned())
}
