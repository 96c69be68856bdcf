//! Phrases that stand in every other letter.

use std::sync::LazyLock;

use super::pattern::Patterns;
use super::{Offence, Page};
use crate::finding::{Code, Finding};
use crate::words::content_lines;

const STOCK: &str = include_str!("stock.txt");

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(stock_phrases()));

/// The phrases that a letter should not have: `a|b` is either word, `?a` one that may be missing, `*` any word.
pub fn stock_phrases() -> impl Iterator<Item = &'static str> {
    content_lines(STOCK)
}

pub(super) fn check(page: &Page<'_>) -> Vec<Offence> {
    let mut offences = Vec::new();
    for line in &page.lines {
        for words in PATTERNS.find(line) {
            let span = line.span(words);
            let message = format!("\"{}\" stands in every other letter", &line.text[span.clone()]);
            let finding = Finding::new(Code::LetterStockPhrase, message)
                .hint("say what only you could say here, or take it out");
            offences.push(line.offence(span, finding));
        }
    }
    offences
}
