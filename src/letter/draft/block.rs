//! Paragraphs while they can still change: pieces with a worth, of which the least goes first.

use crate::letter::{Paragraph, Sentence};

/// A sentence and what the letter loses without it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) sentence: Sentence,
    /// What it adds; a letter without an endless one would not be one.
    pub(super) worth: f64,
    /// The phrases for which it is a marker; none for an ordinary sentence.
    pub(super) marks: Vec<String>,
}

/// What holds the sentences of a paragraph together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Each sentence stands for itself.
    Plain,
    /// A story: what comes later rests on what came before.
    Story,
    /// Highlights in sentences.
    Evidence,
}

/// A paragraph to be.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) pieces: Vec<Piece>,
}

impl Piece {
    /// A sentence that may be left out.
    pub(super) fn new(sentence: Sentence, worth: f64) -> Self {
        Self { sentence, worth, marks: Vec::new() }
    }

    /// A sentence that a letter cannot do without.
    pub(super) fn needed(sentence: Sentence) -> Self {
        Self::new(sentence, f64::INFINITY)
    }

    /// A marker for phrases.
    pub(super) fn marker(sentence: Sentence, marks: Vec<String>) -> Self {
        Self { marks, ..Self::needed(sentence) }
    }

    /// Whether it begins with a word for something said before.
    pub(super) fn points_back(&self) -> bool {
        let words = ["These ", "Those ", "Such ", "This ", "That "];
        words.iter().any(|word| self.sentence.text.starts_with(word))
    }
}

impl Block {
    /// A paragraph of the given pieces.
    pub(super) fn new(kind: Kind, pieces: Vec<Piece>) -> Self {
        Self { kind, pieces }
    }

    pub(super) fn words(&self) -> usize {
        self.pieces.iter().map(|piece| piece.sentence.words()).sum()
    }

    /// Whether any of its sentences has a text.
    pub(super) fn says(&self, text: &str) -> bool {
        self.pieces.iter().any(|piece| piece.sentence.text.contains(text))
    }

    /// The finished paragraph, if anything is left of it. A pronoun needs something to refer to.
    pub(super) fn paragraph(mut self) -> Option<Paragraph> {
        let lost = |piece: &Piece| piece.worth.is_finite() && piece.points_back();
        if self.kind == Kind::Plain && self.pieces.len() > 1 && lost(&self.pieces[0]) {
            self.pieces.remove(0);
        }
        let sentences: Vec<Sentence> = self.pieces.into_iter().map(|piece| piece.sentence).collect();
        (!sentences.is_empty()).then(|| Paragraph::plain(sentences))
    }
}

/// Words of several paragraphs.
pub(super) fn words(blocks: &[Block]) -> usize {
    blocks.iter().map(Block::words).sum()
}

/// The end of a letter: one sentence is no paragraph, so it leads into what follows it.
pub(super) fn joined(mut company: Block, mut personal: Block, mut closing: Block) -> Vec<Block> {
    if company.pieces.len() == 1 {
        let next = if personal.pieces.is_empty() { &mut closing } else { &mut personal };
        next.pieces.splice(0..0, company.pieces.drain(..));
    }
    if personal.pieces.len() == 1 {
        closing.pieces.splice(0..0, personal.pieces.drain(..));
    }
    [company, personal, closing].into_iter().filter(|block| !block.pieces.is_empty()).collect()
}

/// What a third story adds to a letter that has two, as a share of its worth.
const THIRD: f64 = 0.05;

/// A part that may go: which block, from which piece on or which one, and what is lost.
struct Cut {
    block: usize,
    pieces: std::ops::Range<usize>,
    worth: f64,
}

/// Leaves out what is worth least until no more than `most` words are left; gives what was left out, the most
/// valuable first.
pub(super) fn shorten(blocks: &mut Vec<Block>, most: usize) -> Vec<Sentence> {
    let mut left_out = Vec::new();
    while words(blocks) > most {
        let Some(cut) = least(blocks) else { break };
        let removed: Vec<Piece> = blocks[cut.block].pieces.drain(cut.pieces).collect();
        // What is cut later is worth more; within a story the order stays.
        let removed = removed.into_iter().map(|piece| piece.sentence);
        left_out.splice(0..0, removed);
        blocks.retain(|block| !block.pieces.is_empty());
    }
    left_out
}

/// What a paragraph adds.
fn whole(block: &Block) -> f64 {
    block.pieces.iter().map(|piece| piece.worth).sum()
}

/// The part whose loss costs least.
fn least(blocks: &[Block]) -> Option<Cut> {
    let evidence = blocks.iter().filter(|block| block.kind != Kind::Plain).count();
    let stories = blocks.iter().filter(|block| block.kind == Kind::Story).count();
    let cuts = blocks.iter().enumerate().flat_map(|(at, block)| {
        let count = block.pieces.len();
        let cut = move |pieces: std::ops::Range<usize>, worth: f64| Cut { block: at, pieces, worth };
        let cuts: Vec<Cut> = match block.kind {
            // A story without its end is half a story, so a third one goes first; of two, the last sentences.
            Kind::Story if stories > 2 => vec![cut(0..count, THIRD * whole(block))],
            Kind::Story if count > 3 => vec![cut(count - 1..count, block.pieces[count - 1].worth)],
            Kind::Story if evidence > 1 => vec![cut(0..count, whole(block))],
            Kind::Story => Vec::new(),
            Kind::Evidence if evidence == 1 && count == 1 => Vec::new(),
            _ => (0..count).map(|one| cut(one..one + 1, block.pieces[one].worth)).collect(),
        };
        cuts.into_iter().filter(|cut| cut.worth.is_finite())
    });
    // Of equal ones the last goes.
    cuts.fold(None, |least: Option<Cut>, cut| match least {
        Some(least) if least.worth < cut.worth => Some(least),
        _ => Some(cut),
    })
}
