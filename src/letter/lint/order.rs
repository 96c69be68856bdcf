//! Sentences that open like an instruction of the notes.

use super::{Line, Offence, Page};
use crate::finding::{Code, Finding};
use crate::job::opening_verb;

/// Verbs that open no good sentence of a letter, whatever follows.
const PLAIN: [&str; 21] = [
    "emphasize",
    "emphasise",
    "showcase",
    "demonstrate",
    "prioritize",
    "prioritise",
    "describe",
    "discuss",
    "mention",
    "illustrate",
    "include",
    "reiterate",
    "convey",
    "downplay",
    "connect",
    "relate",
    "elaborate",
    "underscore",
    "acknowledge",
    "spotlight",
    "highlight",
];

/// Words that begin the object of an instruction; "Show me" and "Share prices" go on otherwise.
const OBJECTS: [&str; 31] = [
    "my",
    "the",
    "your",
    "our",
    "their",
    "any",
    "how",
    "that",
    "a",
    "an",
    "his",
    "her",
    "all",
    "some",
    "why",
    "what",
    "its",
    "personal",
    "relevant",
    "specific",
    "experience",
    "interest",
    "enthusiasm",
    "excitement",
    "passion",
    "gratitude",
    "appreciation",
    "genuine",
    "strong",
    "skills",
    "leadership",
];

/// Words of a sentence that says something, so that its first word is no order.
const STATES: [&str; 32] = [
    "i", "is", "are", "was", "were", "am", "has", "had", "will", "would", "taught", "fell", "grew", "made",
    "makes", "said", "say", "says", "told", "reads", "reading", "gave", "came", "matters", "i've", "i'd",
    "i'm", "kept", "did", "does", "brought", "led",
];

/// Verbs of the notes that open good sentences: "Thank you", "Do not ..." as somebody's rule.
const NEVER: [&str; 9] = ["thank", "don't", "do", "keep", "say", "bring", "leave", "never", "nothing"];

pub(super) fn check(page: &Page<'_>) -> Vec<Offence> {
    page.lines.iter().filter_map(offence).collect()
}

/// Whether a sentence says what comes of something: "Connect the wrong table and nobody notices".
fn warns(line: &Line<'_>, from: usize) -> bool {
    const SUBJECTS: [&str; 9] =
        ["nobody", "somebody", "everybody", "everyone", "people", "they", "you", "half", "nothing"];
    (from..line.words.len()).any(|at| line.word(at) == "and" && SUBJECTS.contains(&line.word(at + 1)))
}

fn offence(line: &Line<'_>) -> Option<Offence> {
    let span = opening_verb(line.text)?;
    let verb = line.words.iter().position(|word| word.span.start >= span.start)?;
    let after = line.words.iter().position(|word| word.span.start >= span.end)?;
    let orders = !NEVER.contains(&line.word(verb)) && !line.word(verb).ends_with("ing") && {
        let noun = ["of", "is", "was", "and", "or"].contains(&line.word(after));
        let states = line.words[after..].iter().any(|word| STATES.contains(&word.folded.as_str()));
        let plain = PLAIN.contains(&line.word(verb)) && !noun;
        // "Focus on", "position as": the preposition belongs to the order.
        let whole = after - verb > 1 || OBJECTS.contains(&line.word(after));
        (plain || (whole && !states)) && !warns(line, after)
    };
    let words = line.text[span.clone()].to_owned();
    let finding =
        Finding::new(Code::LetterOrder, format!("the sentence opens like an instruction: \"{words}\""))
            .hint("say what you did instead of what to write about");
    orders.then(|| line.offence(span, finding))
}
