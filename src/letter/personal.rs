//! The personal connection, in the owner's words.

use super::phrase::{end, is_clause, lower_first, lower_verb, open, starts_with_past_verb};
use super::{Draft, Paragraph, Sentence};
use crate::finding::{Code, Finding};
use crate::job::{Answer, Job, LetterPart, split_text};

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
        let fresh = read(answer).filter(|(question, _)| !told.iter().any(|(other, _)| other == question));
        let Some((question, text)) = fresh else {
            draft.findings.extend(unused(draft.job, answer));
            continue;
        };
        let sentences = sentence(question, &text, &draft.job.company.value);
        if sentences.is_empty() {
            draft.findings.extend(unused(draft.job, answer));
        }
        for sentence in sentences {
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
        // A pronoun at the start needs something to refer to.
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

/// An answer that the letter does not use, unless it only says yes or how long.
fn unused(job: &Job, answer: &Answer) -> Option<Finding> {
    let words = answer.text.value.split_whitespace().count();
    let question = answer.question.as_ref().map(|question| question.value.to_lowercase()).unwrap_or_default();
    let told = words > 1 && !question.contains("how long") && !question.contains("how often");
    let message = format!("the letter does not use the answer \"{}\"", answer.text.value);
    let hint = "answer in a whole sentence, to a question on what you experienced, value or want";
    told.then(|| {
        Finding::new(Code::UnusedInstruction, message).hint(hint).at(&job.file, answer.text.span.clone())
    })
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
    } else if question.is_empty()
        || asks(&["describe", "experience", "connection", "use", "know", "customer", "story", "tell", "how "])
    {
        Question::Experience
    } else {
        // A question about anything else, such as pay or referrals, is between the owner and their notes.
        return None;
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
    if says_nothing(first) {
        return Vec::new();
    }
    if starts_with_past_verb(first) {
        // What someone used, they used; what changed them, it did.
        let subject = if question == Question::Experience { "I" } else { "It" };
        *first = format!("{subject} {}", lower_verb(first));
    } else if is_clause(first) {
        *first = super::phrase::upper_first(first);
    } else if !is_thing(first) {
        return Vec::new();
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

/// Whether an answer only answers, or goes on from something that is not in the letter.
fn says_nothing(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["but ", "and ", "or ", "love ", "same ", "see "].iter().any(|word| lower.starts_with(word))
        || ["not sure", "don't know", "no idea", "not much", "none in particular"]
            .iter()
            .any(|words| lower.contains(words))
}

/// Whether a fragment names something, so that it can fill a frame; "see above" and "because of it" cannot.
fn is_thing(text: &str) -> bool {
    const NOT_THINGS: [&str; 26] = [
        "because", "to", "as", "since", "so", "not", "huge", "great", "same", "see", "love", "like", "maybe",
        "none", "no", "yes", "nothing", "just", "very", "really", "also", "when", "if", "while", "that",
        "good",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words
        .first()
        .copied()
        .unwrap_or_default()
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    words.len() > 1 && !NOT_THINGS.contains(&first.as_str())
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
            sentence(Question::Impact, "Taught me to fix things", "Acme"),
            ["It taught me to fix things."]
        );
        for nothing in ["I'm not sure", "But my brother has", "see above", "because of it", "huge"] {
            assert!(sentence(Question::Relation, nothing, "Acme").is_empty(), "{nothing}");
        }
        assert_eq!(
            sentence(Question::Value, "Open data, clear signs", "Acme"),
            ["What I value most is this: open data, clear signs."]
        );
    }
}
