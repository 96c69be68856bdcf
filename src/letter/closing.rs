//! The last sentences: what the notes want mentioned, and thanks.

use super::frame::{choose, fill};
use super::phrase::{end, purpose, short};
use super::{Draft, Paragraph, Sentence};
use crate::job::LetterPart;

const WISH: [&str; 2] =
    ["I would welcome the chance to {wish}.", "A chance to {wish} would mean a great deal to me."];

const THANKS: [&str; 3] = [
    "Thank you for your time; I would be glad to talk.",
    "Thank you for reading, and I hope we can talk soon.",
    "I would be glad to tell you more in a conversation. Thank you for your time.",
];

pub(super) fn paragraph(draft: &mut Draft<'_>) -> Paragraph {
    let job = draft.job;
    let mut sentences = Vec::new();
    for point in draft.points(LetterPart::Closing) {
        // "Thank them" leaves "them": the thanks below say it.
        if point.instruction.text.value.to_lowercase().contains("thank") {
            draft.used.extend(point.instruction.phrases.iter().map(|phrase| phrase.span.clone()));
            continue;
        }
        for phrase in &point.instruction.phrases {
            let lower = phrase.value.to_lowercase();
            let personal = ["personal connection", "personal experience", "connection"]
                .iter()
                .any(|words| lower.contains(words));
            if personal && !job.connection.is_empty() {
                // The personal paragraph says it in the owner's words.
                draft.used.push(phrase.span.clone());
            } else if let Some(wish) = purpose(&phrase.value).and_then(|wish| short(wish, false)) {
                let frame = choose(&job.name, "wish", &WISH);
                let text = end(&fill(frame, &[("wish", &wish)]));
                let sentence = draft.phrase_sentence(text, phrase.span.clone());
                sentences.push(sentence);
            } else if [
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
            ]
            .iter()
            .any(|word| lower.contains(word))
            {
                draft.used.push(phrase.span.clone());
            } else if !point.instruction.conditional {
                let marker = draft.marker(&phrase.value, phrase.span.clone());
                sentences.push(marker);
            }
        }
    }
    // The thanks rest on no line: they state no fact.
    let thanks = choose(&job.name, "thanks", &THANKS);
    sentences.extend(
        crate::job::split_text(thanks).into_iter().map(|text| Sentence { text, sources: Vec::new() }),
    );
    Paragraph { part: LetterPart::Closing, sentences }
}
