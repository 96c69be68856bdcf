//! The Personal Connection section: questions and the owner's answers.

use std::ops::Range;
use std::sync::Arc;

use super::outline::{self, Item};
use super::text::{trimmed, words};
use crate::finding::{SourceFile, Spanned};

/// The longest text before a mark that is taken for a question, in words.
const LONGEST_QUESTION: usize = 25;

/// An answer in the owner's words, with the question it answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The question, if there was one.
    pub question: Option<Spanned<String>>,
    /// The answer.
    pub text: Spanned<String>,
}

/// Reads the section. A question without an answer says nothing and is left out.
pub(super) fn answers(file: &Arc<SourceFile>, body: Range<usize>) -> Vec<Answer> {
    let text = &file.text;
    let mut answers = Vec::new();
    // The question whose answer is still to come, on the next line or below it.
    let mut asked: Option<Spanned<String>> = None;
    let mut queue: Vec<Item> = outline::read(text, body);
    queue.reverse();
    while let Some(item) = queue.pop() {
        queue.extend(item.children.into_iter().rev());
        let (question, answer) = split(text, item.span.clone());
        let fresh = question.is_some();
        if let Some(question) = question {
            asked =
                Some(Spanned::new(words(text[question.clone()].trim_start_matches(['*', '_'])), question));
        }
        let said = words(&text[answer.clone()]);
        if said.is_empty() {
            continue;
        }
        let open_question = fresh || answers.last().is_none_or(|last: &Answer| last.question != asked);
        if !open_question
            && asked.is_some()
            && let Some(last) = answers.last_mut()
        {
            // A further line under the same question.
            last.text.value = format!("{} {said}", last.text.value);
            last.text.span.end = answer.end;
            continue;
        }
        answers.push(Answer { question: asked.clone(), text: Spanned::new(said, answer) });
    }
    answers
}

/// The question and the answer of a line; a line without either mark is all answer.
fn split(text: &str, span: Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
    let slice = &text[span.clone()];
    let mark = slice
        .char_indices()
        .find(|(at, c)| {
            let after = &slice[at + c.len_utf8()..];
            let closing = after.trim_start_matches(['*', '_', '"', '\u{201d}']);
            matches!(c, '?' | ':' | '？' | '：')
                && (closing.is_empty() || closing.starts_with(char::is_whitespace))
        })
        .filter(|(at, _)| slice[..*at].split_whitespace().count() <= LONGEST_QUESTION);
    let Some((at, c)) = mark else { return (None, span) };
    let end = span.start + at + c.len_utf8();
    let rest = &text[end..span.end];
    let marks = rest.len() - rest.trim_start_matches(['*', '_', '"', '\u{201d}']).len();
    (Some(trimmed(text, span.start..end)), trimmed(text, end + marks..span.end))
}

#[cfg(test)]
mod tests {
    use super::answers;
    use crate::finding::SourceFile;

    fn read(text: &str) -> Vec<(Option<String>, String)> {
        let file = SourceFile::new("job.md", text);
        answers(&file, 0..text.len())
            .into_iter()
            .map(|answer| (answer.question.map(|question| question.value), answer.text.value))
            .collect()
    }

    #[test]
    fn answers_follow_a_question_mark_or_a_colon() {
        let read = read(
            "- Have you used it? Yes\n- If yes, describe: I was a patient.\n- **Why?** It matters\n- Impact:\n",
        );
        let expected =
            [("Have you used it?", "Yes"), ("If yes, describe:", "I was a patient."), ("Why?", "It matters")];
        let expected = expected.map(|(question, answer)| (Some(question.to_owned()), answer.to_owned()));
        assert_eq!(read, expected);
    }

    #[test]
    fn an_answer_may_stand_below_its_question() {
        let expected = [(Some("Why?".to_owned()), "It matters. A lot.".to_owned())];
        assert_eq!(read("- Why?\n  - It matters.\n  - A lot.\n"), expected);
        assert_eq!(read("Why?\n\nIt matters.\n\nA lot.\n"), expected);
    }

    #[test]
    fn free_text_is_an_answer_without_a_question() {
        assert_eq!(
            read("I grew up next door, see https://example.com/a."),
            [(None, "I grew up next door, see https://example.com/a.".to_owned())]
        );
    }
}
