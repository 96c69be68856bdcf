//! The first paragraph: position, company, and a concrete reason.

use super::block::{Block, Kind, Piece};
use super::foreign::is_foreign;
use super::frame::fill;
use super::{Draft, company, manner};
use crate::finding::Spanned;
use crate::job::{Instruction, Intent, LetterPart};
use crate::letter::grammar::phrase::{attraction, end, list, purpose, short};
use crate::letter::{LONGEST_SENTENCE, Sentence};

/// Position, company and reasons in one sentence.
const ONE_REASON: [&str; 3] = [
    "What draws me to the {position} position at {company} is {reasons}.",
    "My reason for applying for the {position} position at {company} is {reasons}.",
    "I am applying for the {position} position at {company} because of {reasons}.",
];
const TWO_REASONS: [&str; 3] = [
    "Two things draw me to the {position} position at {company}: {reasons}.",
    "I have two reasons for applying for the {position} position at {company}: {reasons}.",
    "I am applying for the {position} position at {company} for two reasons: {reasons}.",
];

/// Reasons in a sentence of their own, after the one that names position and company.
const REASON: [&str; 2] =
    ["What draws me to {company} is {reasons}.", "I am drawn to {company} by {reasons}."];

/// Begin a reason that is an aim, in another word than the note has.
const CHANCE: &str = "the chance to ";
const OPPORTUNITY: &str = "the opportunity to ";

/// What the letter loses without the sentence on the present role.
const ROLE: f64 = 2.0;

pub(super) fn block(draft: &mut Draft<'_>) -> Block {
    let mut reasons: Vec<(String, Spanned<String>)> = Vec::new();
    let mut open: Vec<Spanned<String>> = Vec::new();
    for point in draft.points(LetterPart::Opening) {
        let interest =
            matches!(point.instruction.intent, Intent::Interest | Intent::Mention | Intent::Connect);
        let draws = draws(&point.instruction);
        // Evidence asked for in the first paragraph is carried by the paragraphs of evidence.
        for phrase in point.instruction.phrases.iter().filter(|_| interest) {
            if manner(&phrase.value) {
                draft.used.push(phrase.span.clone());
                continue;
            }
            // The last word of "tools for planners and riders" is no reason of its own.
            let tail = !phrase.value.contains(' ')
                && reasons.last().is_some_and(|(reason, _): &(String, _)| {
                    reason.starts_with(CHANCE) || reason.starts_with(OPPORTUNITY)
                });
            let foreign = is_foreign(draft, phrase);
            match reason(draft, phrase).filter(|_| draft.frames() && draws) {
                _ if tail || foreign || is_the_job(&phrase.value) => draft.used.push(phrase.span.clone()),
                Some(reason) => reasons.push((reason, phrase.clone())),
                None if point.instruction.conditional => {}
                None => open.push(phrase.clone()),
            }
        }
    }
    let mut pieces: Vec<Piece> = first(draft, &reasons);
    if reasons.is_empty() && open.is_empty() && draft.frames() {
        pieces.extend(company::interest(draft).map(Piece::needed));
    }
    pieces.extend(present_role(draft).map(|sentence| Piece::new(sentence, ROLE)));
    pieces.extend(draft.markers(LetterPart::Opening, &open));
    Block::new(Kind::Plain, pieces)
}

/// Whether an instruction speaks of what draws the writer, rather than of something to tell.
fn draws(instruction: &Instruction) -> bool {
    let first = instruction.text.value.split(' ').next().unwrap_or_default().to_lowercase();
    matches!(instruction.intent, Intent::Interest | Intent::Connect)
        || ["mention", "share", "note", "reference", "cite"].contains(&first.as_str())
}

/// Whether a phrase is about the position itself, which the sentence names anyway.
fn is_the_job(phrase: &str) -> bool {
    let last = phrase.split_whitespace().last().unwrap_or_default().to_lowercase();
    let short = phrase.split_whitespace().count() <= 4;
    short
        && ["role", "position", "job", "opening", "company", "opportunity", "vacancy"]
            .contains(&last.as_str())
}

/// The sentences that name the position, the company and the reasons: one of them where it does not get too long.
fn first(draft: &mut Draft<'_>, reasons: &[(String, Spanned<String>)]) -> Vec<Piece> {
    let job = draft.job;
    let position = job.position.value.trim_end_matches('.');
    // "position position" would be a slip that every reader sees.
    let named = position.to_lowercase().ends_with("position") || position.to_lowercase().ends_with("role");
    let sentence = |frame: &str, reasons: &[&(String, Spanned<String>)]| {
        let frame = if named { frame.replace("{position} position", "{position}") } else { frame.to_owned() };
        let reasons: Vec<String> = reasons.iter().map(|(reason, _)| reason.clone()).collect();
        let values = [
            ("position", position.to_owned()),
            ("company", job.company.value.clone()),
            ("reasons", list(&reasons)),
        ];
        end(&fill(&frame, &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
    };
    let names = [draft.job_place(job.company.span.clone()), draft.job_place(job.position.span.clone())];
    let apply = sentence(draft.voice.choose("first", draft.language.letter.apply), &[]);
    let separate =
        |reasons: &[&(String, Spanned<String>)]| sentence(draft.voice.choose("reason", &REASON), reasons);
    let together = |reasons: &[&(String, Spanned<String>)]| {
        let frames = if reasons.len() == 2 { &TWO_REASONS } else { &ONE_REASON };
        (reasons.len() <= 2).then(|| sentence(draft.voice.choose("first", frames), reasons))
    };
    // The words of a note are not taken over in its order: the last reason first, or else fewer of them.
    let said = orders(reasons).into_iter().find(|order| !draft.copies(&separate(order)));
    let Some(order) = said else {
        return vec![Piece::needed(Sentence { text: apply, sources: names.into() })];
    };
    let why: Vec<_> = order.iter().map(|(_, phrase)| draft.job_place(phrase.span.clone())).collect();
    draft.used.extend(order.iter().map(|(_, phrase)| phrase.span.clone()));
    let short = |text: &String| text.split_whitespace().count() <= LONGEST_SENTENCE;
    match together(&order).filter(short) {
        Some(text) => {
            vec![Piece::needed(Sentence { text, sources: names.into_iter().chain(why).collect() })]
        }
        None => vec![
            Piece::needed(Sentence { text: apply, sources: names.into() }),
            Piece::needed(Sentence { text: separate(&order), sources: why }),
        ],
    }
}

/// The orders in which reasons may be told, the best first; none if there are none.
fn orders<T>(reasons: &[T]) -> Vec<Vec<&T>> {
    let forward: Vec<&T> = reasons.iter().collect();
    let backward: Vec<&T> = reasons.iter().rev().collect();
    let fewer = (1..reasons.len()).rev().map(|count| reasons[..count].iter().collect());
    [forward, backward].into_iter().chain(fewer).filter(|order| !order.is_empty()).collect()
}

/// A phrase of interest as a reason, at most five words of it taken over.
fn reason(draft: &Draft<'_>, phrase: &Spanned<String>) -> Option<String> {
    if let Some(purpose) = purpose(&phrase.value) {
        let chance = if phrase.value.to_lowercase().contains("chance") { OPPORTUNITY } else { CHANCE };
        return short(purpose, true).map(|purpose| format!("{chance}{purpose}"));
    }
    let job = draft.job;
    let thing = attraction(&phrase.value, &job.file.text[..phrase.span.start], &job.company.value)?;
    Some(match (thing.owner, thing.the) {
        (true, _) => format!("its {}", thing.words),
        (_, true) => format!("the {}", thing.words),
        _ => thing.words,
    })
}

/// What the person does now, from the profile.
fn present_role(draft: &Draft<'_>) -> Option<Sentence> {
    let shown = &draft.selection.shown;
    let work =
        draft.profile.work.iter().find(|work| !shown.excludes(&work.id) && !work.positions.is_empty())?;
    let position = work.positions.iter().find(|position| !shown.excludes(&position.id))?;
    let words = &draft.language.letter;
    let frames = if position.period.is_current() { words.present_role } else { words.last_role };
    let values = [("title", position.title.value.as_str()), ("employer", &work.name.value)];
    let text = end(&fill(draft.voice.choose("role", frames), &values));
    let sources =
        vec![draft.profile_place(position.title.span.clone()), draft.profile_place(work.name.span.clone())];
    Some(Sentence { text, sources })
}
