//! The last sentences: what the notes want mentioned, and thanks.

use super::block::{Block, Kind, Piece};
use super::frame::fill;
use super::{Draft, manner};
use crate::finding::Spanned;
use crate::job::{LetterPart, split_text};
use crate::letter::Sentence;
use crate::letter::grammar::phrase::{end, purpose, short, upper_first};
use crate::letter::grammar::verb::gerund;
use crate::words::Runs;

const WISH: [&str; 3] = [
    "I would welcome the chance to {wish}.",
    "The chance to {wish} would mean a great deal to me.",
    "I would be glad to {wish}.",
];

/// A wish as something to do.
const DOING: &str = "{doing} is what I hope to do in this role.";

/// What the letter loses without a wish.
const WISHING: f64 = 4.0;

/// What the thanks say already.
const THANKS: [&str; 10] = [
    "thank",
    "interview",
    "talk",
    "conversation",
    "call to action",
    "gratitude",
    "appreciation",
    "enthusiasm",
    "availab",
    "discuss",
];

/// So many words of a wish said before make it a repetition.
const SAID_BEFORE: usize = 3;

pub(super) fn block(draft: &mut Draft<'_>, before: &[&Block]) -> Block {
    let mut pieces = Vec::new();
    let mut missing = Vec::new();
    for point in draft.points(LetterPart::Closing) {
        let thanks = point.instruction.text.value.to_lowercase().contains("thank");
        for phrase in &point.instruction.phrases {
            // "Thank them" leaves "them": the thanks below say it.
            if thanks || manner(&phrase.value) {
                draft.used.push(phrase.span.clone());
                continue;
            }
            match mention(draft, phrase, before) {
                Some(wish) => pieces.extend(wish),
                None if point.instruction.conditional => {}
                None => missing.push(phrase.clone()),
            }
        }
    }
    pieces.extend(draft.markers(LetterPart::Closing, &missing));
    // The thanks rest on no line: they state no fact.
    let thanks = draft.voice.choose("thanks", draft.language.letter.thanks);
    let sentences = split_text(thanks).into_iter();
    pieces.extend(sentences.map(|text| Piece::needed(Sentence { text, sources: Vec::new() })));
    Block::new(Kind::Plain, pieces)
}

/// What the notes want mentioned at the end: a sentence, or none where others say it. Nothing if it takes words
/// that only the writer has.
fn mention(draft: &mut Draft<'_>, phrase: &Spanned<String>, before: &[&Block]) -> Option<Option<Piece>> {
    let lower = phrase.value.to_lowercase();
    let personal = lower.contains("connection") || lower.contains("personal experience");
    // The personal paragraph says it in the owner's words.
    let said = personal && !draft.job.connection.is_empty();
    if said || THANKS.iter().any(|word| lower.contains(word)) && purpose(&phrase.value).is_none() {
        draft.used.push(phrase.span.clone());
        return Some(None);
    }
    let wish = purpose(&phrase.value).and_then(|wish| short(wish, false))?;
    let told = before.iter().flat_map(|block| &block.pieces).map(|piece| piece.sentence.text.as_str());
    let told = Runs::of(SAID_BEFORE, told);
    if told.first_in(&wish).is_some() {
        draft.used.push(phrase.span.clone());
        return Some(None);
    }
    let (verb, rest) = wish.split_once(' ').unwrap_or((&wish, ""));
    let doing = gerund(verb).map(|verb| upper_first(&format!("{verb} {rest}"))).unwrap_or_default();
    let values = [("wish", wish.as_str()), ("doing", doing.trim_end())];
    let frames = draft.voice.choose("wish", &WISH);
    // "The wish to help" is copied by "to help"; "helping" is not.
    let frames = [frames].into_iter().chain((!doing.is_empty()).then_some(DOING));
    let text = frames.map(|frame| end(&fill(frame, &values))).find(|text| !draft.copies(text))?;
    let piece = Piece::new(draft.phrase_sentence(text, phrase.span.clone()), WISHING);
    draft.frames().then_some(Some(piece))
}
