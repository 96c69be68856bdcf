//! Small grammar: what words need to stand inside a sentence.

pub(super) mod number;
pub(super) mod phrase;
pub(super) mod verb;
