//! Markers: what only the writer can say.

use super::block::{Block, Piece};
use super::{Draft, evidence};
use crate::finding::{Code, Finding, Spanned};
use crate::job::{LetterPart, LetterPoint};
use crate::letter::grammar::phrase::is_clause;
use crate::letter::{MARKER, MARKER_END, Sentence};

impl Draft<'_> {
    /// Markers for phrases that nothing could be written about, one for each instruction of a part. The letter's
    /// other sentences may still speak to them, which [`Self::settle_markers`] sees.
    pub(super) fn markers(&self, part: LetterPart, missing: &[Spanned<String>]) -> Vec<Piece> {
        let of = |point: &LetterPoint| -> Vec<Spanned<String>> {
            let phrases = &point.instruction.phrases;
            let of: Vec<&Spanned<String>> =
                missing.iter().filter(|one| phrases.iter().any(|phrase| phrase.span == one.span)).collect();
            // What only goes on from something that is said has no hole of its own.
            let goes_on = |phrase: &str| {
                is_clause(phrase)
                    || ["e.g.", "be ", "to ", "in ", "and "].iter().any(|word| phrase.starts_with(word))
            };
            let rest = of.len() < phrases.len();
            of.into_iter().filter(|phrase| !(rest && goes_on(&phrase.value))).cloned().collect()
        };
        let opening = self.points(LetterPart::Opening).into_iter().filter(|_| part == LetterPart::Body);
        let points = self.points(part).into_iter().chain(opening);
        let groups = points.map(of).filter(|phrases| !phrases.is_empty());
        groups.map(|phrases| self.marker(phrases)).collect()
    }

    fn marker(&self, phrases: Vec<Spanned<String>>) -> Piece {
        let listed: Vec<&str> = phrases.iter().map(|phrase| phrase.value.as_str()).collect();
        let listed = shortened(&listed.join(", "));
        let this = if is_clause(&listed) { "this: " } else { "" };
        let text = format!("{MARKER} one sentence on {this}{listed}{MARKER_END}");
        let sources = phrases.iter().map(|phrase| self.job_place(phrase.span.clone())).collect();
        Piece::marker(Sentence { text, sources }, phrases.into_iter().map(|phrase| phrase.value).collect())
    }

    /// Takes out the markers that another sentence makes needless, and reports the others.
    pub(super) fn settle_markers(&mut self, blocks: &mut Vec<Block>) {
        let said: Vec<&Piece> = blocks.iter().flat_map(|block| &block.pieces).collect();
        let said: Vec<String> = said
            .iter()
            .filter(|piece| piece.marks.is_empty())
            .map(|piece| piece.sentence.text.clone())
            .collect();
        let text = said.join(" ");
        for block in blocks.iter_mut() {
            block.pieces.retain(|piece| {
                if piece.marks.is_empty() {
                    return true;
                }
                // The first thing asked for tells whether the instruction is spoken to; the others go on from it.
                let spoken = piece.marks.first().is_some_and(|phrase| {
                    self.matcher.is_evidence(phrase, &text, &[])
                        || said.iter().any(|sentence| self.matcher.is_evidence(phrase, sentence, &[]))
                        || self.stories.iter().any(|story| evidence::covers(self, story, phrase))
                });
                if !spoken && let Some(place) = piece.sentence.sources.first() {
                    let phrases = piece.marks.join(", ");
                    let message =
                        format!("the letter needs one sentence on \"{phrases}\" that no source could fill");
                    let hint = "write it into the letter, or add a story or an answer that says it";
                    let finding = Finding::new(Code::LetterMarker, message).hint(hint);
                    self.findings.push(finding.at(&place.file, place.span.clone()));
                }
                self.used.extend(piece.sentence.sources.iter().map(|place| place.span.clone()));
                !spoken
            });
        }
        blocks.retain(|block| !block.pieces.is_empty());
    }
}

/// A text that is no longer than a marker should be.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} ...", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
