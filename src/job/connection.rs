//! The Personal Connection section: questions and the owner's answers.

use std::ops::Range;
use std::sync::Arc;

use super::outline;
use super::text::{lines, shares_personal_facts, trimmed, words};
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

/// Reads the section line by line. A question without an answer says nothing and is left out.
pub(super) fn answers(file: &Arc<SourceFile>, body: Range<usize>) -> Vec<Answer> {
    let text = &file.text;
    let mut answers: Vec<Answer> = Vec::new();
    // The question whose answer is still to come, on the next line or below it.
    let mut asked: Option<Spanned<String>> = None;
    let mut after_blank = true;
    for line in lines(text, body) {
        let line = trimmed(text, line);
        if line.is_empty()
            || outline::is_heading(&text[line.clone()])
            || shares_personal_facts(&text[line.clone()])
        {
            after_blank = true;
            continue;
        }
        let bullet = outline::bullet_length(&text[line.clone()]).unwrap_or(0);
        // "? question" and ": answer" are a list of their own kind.
        let content = &text[line.start + bullet..];
        let answers_only = content.starts_with(": ");
        let mark = usize::from(answers_only || content.starts_with("? "));
        let span = trimmed(text, line.start + bullet + mark..line.end);
        let starts = bullet + mark > 0 || after_blank;
        after_blank = false;
        let (question, answer) = split(text, span.clone());
        // Within an answer only a question mark asks again: "I learned two things: ..." goes on.
        let asks = question
            .as_ref()
            .is_some_and(|question| !answers_only && (starts || text[question.clone()].ends_with('?')));
        let answer = if asks { answer } else { span };
        if let Some(question) = question.filter(|_| asks) {
            let label = text[question.clone()].trim_start_matches(['*', '_']);
            // A bold label closes its marks before the colon: `**Why**: ...`.
            let marks = |label: &str| label.trim_end_matches(['*', '_']).to_owned() + ":";
            let words = words(&label.strip_suffix(':').map_or(label.to_owned(), marks));
            asked = Some(Spanned::new(words, question));
        }
        let said = words(&text[answer.clone()]);
        if said.is_empty() {
            continue;
        }
        match answers.last_mut().filter(|last| !asks && last.question == asked) {
            Some(last) => {
                last.text.value = format!("{} {said}", last.text.value);
                last.text.span.end = answer.end;
            }
            None => answers.push(Answer { question: asked.clone(), text: Spanned::new(said, answer) }),
        }
    }
    answers
}

/// The question and the answer of a line; a line without either mark is all answer.
fn split(text: &str, span: Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
    let slice = &text[span.clone()];
    let mark = slice
        .char_indices()
        .filter(|(_, c)| matches!(c, '?' | ':' | '？' | '：'))
        .find(|(at, c)| {
            let after = &slice[at + c.len_utf8()..];
            let closing = after.trim_start_matches(['*', '_', '"', '\u{201d}']);
            closing.is_empty() || closing.starts_with(char::is_whitespace)
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
    fn plain_lines_and_definition_lists_are_read_too() {
        let expected = [("Used it?", "Yes"), ("Why?", "It is good.")];
        let expected = expected.map(|(question, answer)| (Some(question.to_owned()), answer.to_owned()));
        for text in [
            "Used it? Yes\nWhy? It is good.\n",
            "? Used it?\n: Yes\n? Why?\n: It is good.\n",
            "Used it?\n: Yes\n\nWhy?\n: It is\n  good.\n",
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn free_text_is_an_answer_without_a_question() {
        assert_eq!(
            read("I grew up next door, see https://example.com/a."),
            [(None, "I grew up next door, see https://example.com/a.".to_owned())]
        );
    }
}
