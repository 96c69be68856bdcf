//! Phrases of `families.txt`, as they are looked for in a text.

use std::ops::Range;

use super::stem::Stem;

/// A part of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A word.
    Stem(Stem),
    /// "#", a number.
    Number,
    /// "...", a few words of any kind.
    Gap,
}

/// A phrase and its family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The stem it begins with.
    pub(super) first: Stem,
    /// What follows, by its place among the parts of all phrases.
    pub(super) parts: Range<usize>,
    /// The family, by its place in the table.
    pub(super) family: u16,
}
