//! Facts about the writer's health and family, which only the writer can release.

use std::sync::LazyLock;

use super::pattern::Patterns;
use super::{Offence, Page};
use crate::finding::{Code, Finding};
use crate::words::content_lines;

const PERSONAL: &str = include_str!("personal.txt");

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(content_lines(PERSONAL)));

/// One finding for the whole letter: the owner decides once.
pub(super) fn check(page: &Page<'_>) -> Option<Offence> {
    if page.context.told.job.shares_personal_facts {
        return None;
    }
    let mut told: Vec<&str> = Vec::new();
    let mut first = None;
    for line in &page.lines {
        for words in PATTERNS.find(line) {
            let span = line.span(words);
            told.push(&line.text[span.clone()]);
            first = first.or(Some((line, span)));
        }
    }
    let (line, span) = first?;
    let quoted: Vec<String> = told.iter().map(|words| format!("\"{words}\"")).collect();
    let message = format!("the letter tells facts about health or family: {}", quoted.join(", "));
    let finding = Finding::new(Code::PersonalFacts, message)
        .hint("add a line \"Family and health facts: yes\" to the Notes section if they may be told, or take them out");
    Some(line.offence(span, finding))
}
