//! The personal connection, in the owner's words.

use super::phrase::{end, is_clause, lower_first, open, starts_with_past_verb};
use super::{Draft, Paragraph, Sentence};
use crate::job::{Answer, LetterPart, split_text};

/// Words of personal sentences at most; a letter is still about the work.
const MOST_WORDS: usize = 110;

/// What a question is after; the order is the order in the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    /// What happened.
    Experience,
    /// What is valued.
    Value,
    /// What it changed.
    Impact,
    /// Why it leads here.
    Relation,
}

/// Answers that say nothing in a letter.
const EMPTY: [&str; 14] = [
    "yes",
    "no",
    "n/a",
    "na",
    "none",
    "not applicable",
    "nothing",
    "not yet",
    "maybe",
    "y",
    "n",
    "-",
    "tbd",
    "not really",
];

pub(super) fn paragraph(draft: &mut Draft<'_>) -> Paragraph {
    let mut told: Vec<(Question, Sentence)> = Vec::new();
    for answer in &draft.job.connection {
        let Some((question, text)) = read(answer) else { continue };
        if told.iter().any(|(other, _)| *other == question) {
            continue;
        }
        for sentence in sentence(question, &text, &draft.job.company.value) {
            let place = draft.job_place(answer.text.span.clone());
            told.push((question, Sentence { text: sentence, sources: vec![place] }));
        }
    }
    told.sort_by_key(|(question, _)| *question);
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut words = 0;
    // The relation closes the paragraph, so it is kept room for; "These ..." needs something to refer to.
    let reserved: usize = told
        .iter()
        .filter(|(question, _)| *question == Question::Relation)
        .map(|(_, s)| count(&s.text))
        .sum();
    for (question, sentence) in told {
        let refers = ["These ", "This ", "That ", "Those ", "It ", "Such "]
            .iter()
            .any(|word| sentence.text.starts_with(word));
        if refers && sentences.is_empty() {
            continue;
        }
        let room =
            if question == Question::Relation { MOST_WORDS } else { MOST_WORDS.saturating_sub(reserved) };
        if words + count(&sentence.text) <= room || sentences.is_empty() {
            words += count(&sentence.text);
            sentences.push(sentence);
        }
    }
    Paragraph { part: LetterPart::Closing, sentences }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The question's kind and the part of the answer that says something.
fn read(answer: &Answer) -> Option<(Question, String)> {
    let question = answer.question.as_ref().map(|question| question.value.to_lowercase()).unwrap_or_default();
    let asks = |words: &[&str]| words.iter().any(|word| question.contains(word));
    if asks(&["how long", "since when", "how often", "how many"]) {
        return None;
    }
    let text = answer.text.value.trim();
    let text = strip_yes(text);
    let bare = open(text).trim_end_matches(['!', '.']).to_lowercase();
    if bare.is_empty() || EMPTY.contains(&bare.as_str()) {
        return None;
    }
    let kind = if asks(&["impact", "affect", "effect", "changed", "meant"]) {
        Question::Impact
    } else if asks(&["relate", "professional", "interest", "why", "motivat", "connect to your"]) {
        Question::Relation
    } else if asks(&["value", "appreciate", "like", "feature", "favorite", "favourite", "aspect", "admire"]) {
        Question::Value
    } else {
        Question::Experience
    };
    Some((kind, text.to_owned()))
}

/// "Yes, I ride it daily" says what follows the comma.
fn strip_yes(text: &str) -> &str {
    for word in ["yes", "no", "sure", "absolutely"] {
        let Some(head) = text.get(..word.len()) else { continue };
        let rest = &text[word.len()..];
        if head.eq_ignore_ascii_case(word) && rest.starts_with([',', '.', ';', ':', '!', '-', ' ']) {
            let rest = rest.trim_start_matches([',', '.', ';', ':', '!', '-', '\u{2013}', '\u{2014}', ' ']);
            // "No one told me" is not an answer of no.
            if is_clause(rest) || rest.is_empty() {
                return rest;
            }
        }
    }
    text
}

/// The answer as sentences: a clause stands as it is, a fragment fills a frame.
fn sentence(question: Question, text: &str, company: &str) -> Vec<String> {
    let mut sentences = split_text(text);
    let Some(first) = sentences.first_mut() else { return Vec::new() };
    if starts_with_past_verb(first) {
        *first = format!("I {}", lower_first(first));
    } else if is_clause(first) {
        *first = super::phrase::upper_first(first);
    } else {
        let fragment = lower_first(open(first));
        *first = match question {
            Question::Value => format!("What I value most is this: {fragment}"),
            Question::Impact => format!("For me that has meant {fragment}"),
            Question::Experience => format!("My connection to {company} is simple: {fragment}"),
            Question::Relation => format!("My interest comes from {fragment}"),
        };
    }
    sentences.iter().map(|sentence| end(sentence)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Question, read, sentence, strip_yes};
    use crate::finding::Spanned;
    use crate::job::Answer;

    fn answer(question: &str, text: &str) -> Option<(Question, String)> {
        read(&Answer {
            question: Some(Spanned::new(question.into(), 0..0)),
            text: Spanned::new(text.into(), 0..0),
        })
    }

    #[test]
    fn answers_that_say_nothing_are_left_out() {
        for text in ["Yes", "no.", "N/A", "None", "Not applicable."] {
            assert_eq!(answer("Have you used it?", text), None, "{text}");
        }
        assert_eq!(answer("How long have you used it?", "Several years"), None);
        assert_eq!(strip_yes("Yes, I ride it daily"), "I ride it daily");
        assert_eq!(strip_yes("No one told me"), "No one told me");
    }

    #[test]
    fn clauses_stand_and_fragments_are_framed() {
        assert_eq!(
            sentence(Question::Experience, "our daughter was born there", "Acme"),
            ["Our daughter was born there."]
        );
        assert_eq!(sentence(Question::Experience, "Used it daily", "Acme"), ["I used it daily."]);
        assert_eq!(
            sentence(Question::Value, "Open data, clear signs", "Acme"),
            ["What I value most is this: open data, clear signs."]
        );
    }
}
