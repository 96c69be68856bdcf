//! The personal connection, in the owner's words.

mod answer;

use self::answer::{Question, Telling};
use super::block::{self, Block, Kind, Piece};
use super::{Draft, tongue};
use crate::finding::{Code, Finding};
use crate::job::{Answer, Job};
use crate::language::Language;
use crate::letter::Sentence;
use crate::letter::grammar::phrase::is_clause;
use crate::words::Runs;

/// Words of personal sentences at most; a letter is still about the work.
const MOST_WORDS: usize = 110;

/// Sentences of one answer that may find room.
const MOST_SENTENCES: usize = 30;

/// So many words said before make a thing of a list a repetition.
const SAID_BEFORE: usize = 3;

/// What the letter loses without a sentence of an answer; later sentences of one count half.
fn worth(question: Question, at: usize) -> f64 {
    let whole = match question {
        Question::Relation => 8.0,
        Question::Experience => 7.0,
        Question::Value => 5.0,
        Question::Impact => 4.0,
    };
    if at == 0 { whole } else { whole / 2.0 }
}

pub(super) fn block(draft: &mut Draft<'_>, before: &[Block]) -> Block {
    let said = before.iter().flat_map(|block| &block.pieces).map(|piece| piece.sentence.text.as_str());
    let said = Runs::of(SAID_BEFORE, said);
    let mut told: Vec<(Question, Piece)> = Vec::new();
    for answer in &draft.job.connection {
        // Two answers to one question are both told where the second is a sentence of its own.
        let again = |question: &Question| told.iter().any(|(other, _)| other == question);
        let fresh = answer::read(answer).filter(|(question, text)| !again(question) || is_clause(text));
        let Some((question, text)) = fresh else {
            draft.findings.extend(unused(draft.job, answer));
            continue;
        };
        if let Some(language) = tongue::other(&text, draft.language) {
            draft.findings.push(foreign(draft.job, answer, draft.language, language));
            continue;
        }
        let telling = Telling { job: draft.job, voice: draft.voice, frames: draft.frames(), said: &said };
        let mut sentences = answer::sentences(question, &text, &telling);
        if sentences.len() > MOST_SENTENCES {
            let rest = sentences.split_off(MOST_SENTENCES).into_iter();
            let place = draft.job_place(answer.text.span.clone());
            draft.left_out.extend(rest.map(|text| Sentence { text, sources: vec![place.clone()] }));
        }
        if sentences.is_empty() {
            draft.findings.extend(unused(draft.job, answer));
        }
        for (at, text) in sentences.into_iter().enumerate() {
            let sources = vec![draft.job_place(answer.text.span.clone())];
            told.push((question, Piece::new(Sentence { text, sources }, worth(question, at))));
        }
    }
    // "These ..." needs something to refer to, and "It ..." what happened.
    let refers = |piece: &Piece| piece.points_back() || piece.sentence.text.starts_with("It ");
    let order = |(question, piece): &(Question, Piece)| match question {
        Question::Impact if refers(piece) => Question::Experience,
        question => *question,
    };
    told.sort_by_key(|one| (order(one), one.0));
    let mut blocks = vec![Block::new(Kind::Plain, Vec::new())];
    for (_, piece) in told {
        if !(refers(&piece) && blocks[0].pieces.is_empty()) {
            blocks[0].pieces.push(piece);
        }
    }
    draft.left_out.extend(block::shorten(&mut blocks, MOST_WORDS));
    blocks.pop().unwrap_or_else(|| Block::new(Kind::Plain, Vec::new()))
}

/// An answer in another language than the letter.
fn foreign(job: &Job, answer: &Answer, language: &Language, other: &Language) -> Finding {
    let message =
        format!("the answer is in {}, and the letter in {}, so it is left out", other.name, language.name);
    let hint = format!("answer in {}, or set `language = \"{}\"` for the job", language.name, other.tag);
    Finding::new(Code::OtherLanguage, message).hint(hint).at(&job.file, answer.text.span.clone())
}

/// An answer that the letter does not use, unless it only says yes or how long.
fn unused(job: &Job, answer: &Answer) -> Option<Finding> {
    let words = answer.text.value.split_whitespace().count();
    let question = answer.question.as_ref().map(|question| question.value.to_lowercase()).unwrap_or_default();
    let told = words > 1 && !question.contains("how long") && !question.contains("how often");
    let message = format!("the letter does not use the answer \"{}\"", answer.text.value);
    let hint = "answer in a whole sentence, to a question on what you experienced, value or want";
    told.then(|| {
        Finding::new(Code::UnusedInstruction, message).hint(hint).at(&job.file, answer.text.span.clone())
    })
}
