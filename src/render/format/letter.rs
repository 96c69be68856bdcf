//! The letter as it is pasted into a form: from the greeting to what stands below the name, without the head.

use crate::markdown::Prose;
use crate::render::{CoverLetter, LetterParagraph};

/// How a format writes the parts of a letter.
pub(super) struct Words {
    /// A text with its emphasis and links.
    pub(super) prose: fn(&Prose) -> String,
    /// A line that is shown exactly as it is.
    pub(super) line: fn(&str) -> String,
    /// What stands before an item of a list.
    pub(super) bullet: &'static str,
}

/// The letter, its paragraphs apart; the items of a list stand together.
pub(super) fn letter(letter: &CoverLetter, words: &Words) -> String {
    let mut blocks = vec![(words.line)(&letter.salutation)];
    let stretches = letter.paragraphs.chunk_by(|one, next| one.is_item && next.is_item);
    blocks.extend(stretches.map(|stretch| {
        let lines: Vec<String> = stretch.iter().map(|paragraph| write(paragraph, words)).collect();
        lines.join("\n")
    }));
    blocks.extend([(words.line)(&letter.closing), (words.line)(&letter.signature)]);
    blocks.extend(letter.below.iter().map(|text| (words.line)(text)));
    blocks.join("\n\n") + "\n"
}

fn write(paragraph: &LetterParagraph, words: &Words) -> String {
    let bullet = if paragraph.is_item { words.bullet } else { "" };
    format!("{bullet}{}", joined(paragraph, words.prose))
}

/// What a paragraph says, its markers apart from the rest.
pub(super) fn joined(paragraph: &LetterParagraph, prose: fn(&Prose) -> String) -> String {
    let texts: Vec<String> = paragraph.stretches.iter().map(|stretch| prose(&stretch.text.prose)).collect();
    texts.join(" ")
}
