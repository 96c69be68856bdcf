//! The letter with what each sentence rests on beside it.

use std::fmt::{self, Write};

use super::{Explanation, Line, SentenceLine};

/// Width of the letter's column, in characters.
const WIDTH: usize = 68;

/// Renders the page.
pub(super) fn render(explanation: &Explanation) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(explanation, &mut out);
    out
}

fn write(explanation: &Explanation, out: &mut String) -> fmt::Result {
    let words: usize = explanation.letter.iter().map(|line| line.sentence.split_whitespace().count()).sum();
    writeln!(out, "{} - letter to {}, {words} words\n", explanation.job, explanation.company)?;
    let mut sentences = explanation.letter.iter();
    for count in &explanation.paragraphs {
        for sentence in sentences.by_ref().take(*count) {
            beside(sentence, out)?;
        }
        writeln!(out)?;
    }
    if !explanation.left_out.is_empty() {
        writeln!(out, "Left out to stay short, the most valuable first\n")?;
        for sentence in &explanation.left_out {
            beside(sentence, out)?;
        }
        writeln!(out)?;
    }
    if !explanation.unused.is_empty() {
        writeln!(out, "Instructions the letter does not speak to\n")?;
        for unused in &explanation.unused {
            let sources = vec![unused.source.clone()];
            beside(&SentenceLine { sentence: unused.text.clone(), sources }, out)?;
        }
    }
    Ok(())
}

/// A sentence in its column, the lines it rests on in theirs.
fn beside(sentence: &SentenceLine, out: &mut String) -> fmt::Result {
    let mut sources: Vec<String> = Vec::new();
    for Line { file, line } in &sentence.sources {
        let place = format!("{file}:{line}");
        if !sources.contains(&place) {
            sources.push(place);
        }
    }
    let text = wrapped(&sentence.sentence);
    for at in 0..text.len().max(sources.len()) {
        let words = text.get(at).map_or("", String::as_str);
        let source = sources.get(at).map_or("", String::as_str);
        let line = format!("{words:<WIDTH$}  {source}");
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A text in lines of the column's width; a longer word has a line of its own.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
