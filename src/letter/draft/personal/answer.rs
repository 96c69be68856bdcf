//! One answer: what its question is after, and what it says in sentences.

use super::super::frame::{Voice, fill};
use crate::job::{Answer, Job, split_text};
use crate::letter::LONGEST_SENTENCE;
use crate::letter::grammar::phrase::{divided, end, is_clause, lower_first, open, upper_first};
use crate::letter::grammar::verb::{lower_word, starts_with_past_verb};
use crate::words::Runs;

/// Frames of fragments, by what was asked.
const VALUE: &[&str] = &[
    "What I value most is this: {fragment}",
    "A few things stand out to me: {fragment}",
    "This is what I have come to value: {fragment}",
];
const VALUE_OF_ONE: &[&str] = &["What I value most is {fragment}", "What stays with me most is {fragment}"];
const IMPACT: &[&str] = &["For me that has meant {fragment}", "What it has meant to me: {fragment}"];
const EXPERIENCE: &[&str] =
    &["My connection to {company} is simple: {fragment}", "I know {company} from my own life: {fragment}"];
const RELATION: &[&str] = &["My interest comes from {fragment}", "Behind my interest is {fragment}"];

/// What a question is after; the order is the order in the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Question {
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

/// Words of questions whose answers are not for the letter.
const PRIVATE: [&str; 16] = [
    "pay",
    "salary",
    "compensation",
    "referral",
    "refer",
    "recruiter",
    "visa",
    "sponsor",
    "notice",
    "start date",
    "available",
    "availability",
    "relocat",
    "remote",
    "password",
    "note to self",
];

/// The question's kind and the part of the answer that says something.
pub(super) fn read(answer: &Answer) -> Option<(Question, String)> {
    let question = answer.question.as_ref().map(|question| question.value.to_lowercase()).unwrap_or_default();
    let asks = |words: &[&str]| words.iter().any(|word| question.contains(word));
    if asks(&["how long", "since when", "how often", "how many"]) {
        return None;
    }
    let text = answer.text.value.trim();
    let text = strip_yes(text);
    let because = ["because ", "Because "].iter().find_map(|word| text.strip_prefix(word));
    let text = because.filter(|rest| is_clause(rest)).unwrap_or(text);
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
    } else if asks(&PRIVATE) {
        // What is between the owner and their notes.
        return None;
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
            let rest = rest.strip_prefix("but ").unwrap_or(rest);
            // "No one told me" is not an answer of no.
            if is_clause(rest) || rest.is_empty() {
                return rest;
            }
        }
    }
    text
}

/// What an answer's sentences depend on besides it.
pub(super) struct Telling<'a> {
    pub(super) job: &'a Job,
    pub(super) voice: Voice<'a>,
    /// Whether fragments may be framed.
    pub(super) frames: bool,
    /// Runs of words that the letter has already.
    pub(super) said: &'a Runs,
}

/// The answer as sentences: a clause stands as it is, a fragment fills a frame.
pub(super) fn sentences(question: Question, text: &str, telling: &Telling<'_>) -> Vec<String> {
    let mut sentences = split_text(text);
    // "Fair prices. Less waste." is a list in which every item has a full stop.
    if telling.frames
        && sentences.len() > 1
        && sentences.iter().all(|one| !is_clause(one) && !starts_with_past_verb(one))
    {
        let items = sentences.iter().enumerate();
        let items =
            items.map(|(at, one)| if at == 0 { open(one).to_owned() } else { lower_first(open(one)) });
        sentences = vec![items.collect::<Vec<_>>().join(", ")];
    }
    let Some(first) = sentences.first_mut() else { return Vec::new() };
    if says_nothing(first) {
        return Vec::new();
    }
    // Outside English an answer is used where it is a sentence of its own: several words with a full stop.
    if !telling.frames {
        let whole = first.ends_with(['.', '!']) && first.split_whitespace().count() > 3;
        return if whole { sentences } else { Vec::new() };
    }
    if starts_with_feeling(first) {
        *first = format!("I {}", lower_word(first));
    } else if starts_with_past_verb(first) {
        // What someone used, they used; what changed them, it did, unless only a person can.
        let own = question == Question::Experience || is_personal(first);
        let subject = if own { "I" } else { "It" };
        *first = format!("{subject} {}", lower_word(first));
    } else if is_clause(first) {
        *first = upper_first(first);
    } else if !is_thing(first) || question == Question::Relation && !is_definite(first) {
        return Vec::new();
    } else {
        let fragment = lower_first(&without_repeats(open(first), telling.said));
        let fragment = if question == Question::Value { with_and(&fragment) } else { fragment };
        let single = !fragment.contains([',', ';']) && !fragment.contains(" and ");
        let frames = match question {
            Question::Value if single => VALUE_OF_ONE,
            Question::Value => VALUE,
            Question::Impact => IMPACT,
            Question::Experience => EXPERIENCE,
            Question::Relation => RELATION,
        };
        let values = [("company", telling.job.company.value.as_str()), ("fragment", &fragment)];
        *first = fill(telling.voice.choose("answer", frames), &values);
    }
    sentences.iter().flat_map(|sentence| divided(&end(sentence), LONGEST_SENTENCE)).collect()
}

/// A list with "and" before its last thing. "Fair, open prices" is no list: its first word describes.
fn with_and(fragment: &str) -> String {
    let separator = if fragment.contains("; ") { "; " } else { ", " };
    let Some((head, last)) = fragment.rsplit_once(separator) else { return fragment.to_owned() };
    let things = head.split(separator).all(|one| one.contains(' ') || one.ends_with('s'));
    let joined = head.contains(" and ") || last.starts_with("and ") || last.contains(" and ");
    if !things || joined || is_clause(last) || last.starts_with("no ") {
        return fragment.to_owned();
    }
    let comma = if head.contains(separator) { "," } else { "" };
    format!("{}{comma} and {last}", head.replace("; ", ", "))
}

/// A list without the things that the letter names already, if enough of it is left to be one.
fn without_repeats(fragment: &str, said: &Runs) -> String {
    let items: Vec<&str> = fragment.split(", ").collect();
    let fresh: Vec<&str> = items.iter().copied().filter(|item| said.first_in(item).is_none()).collect();
    let lists = fresh.len() < items.len() && fresh.len() >= 2 && fresh.last() == items.last();
    match fresh.as_slice() {
        [one, other] if lists && other.starts_with("and ") => format!("{one} {other}"),
        _ if lists => fresh.join(", "),
        _ => fragment.to_owned(),
    }
}

/// The word that a text begins with, in lower case.
fn first_word(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase()
}

/// Whether a text begins with something that only a person does.
fn is_personal(text: &str) -> bool {
    const PERSONAL: [&str; 18] = [
        "decided",
        "chose",
        "learned",
        "became",
        "started",
        "began",
        "went",
        "joined",
        "realized",
        "realised",
        "wanted",
        "met",
        "found",
        "moved",
        "felt",
        "loved",
        "applied",
        "understood",
    ];
    let first = first_word(text);
    PERSONAL.contains(&first.as_str())
}

/// Whether an answer lacks only its "I": "want to bring that to more hospitals".
fn starts_with_feeling(text: &str) -> bool {
    const FEELINGS: [&str; 14] = [
        "want", "hope", "wish", "admire", "respect", "believe", "trust", "know", "live", "enjoy", "use",
        "am", "feel", "care",
    ];
    let first = first_word(text);
    FEELINGS.contains(&first.as_str()) && text.split_whitespace().count() > 2
}

/// Whether a fragment begins as a thing that can be somebody's reason does: "the work", "seeing my mother".
fn is_definite(text: &str) -> bool {
    const DETERMINERS: [&str; 12] =
        ["the", "a", "an", "my", "our", "their", "its", "this", "these", "that", "those", "having"];
    let first = first_word(text);
    DETERMINERS.contains(&first.as_str()) || (first.ends_with("ing") && first.len() > 4)
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
    const NOT_THINGS: [&str; 46] = [
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "of",
        "about",
        "through",
        "after",
        "before",
        "during",
        "once",
        "sometimes",
        "often",
        "rarely",
        "kind",
        "sort",
        "depends",
        "because",
        "to",
        "as",
        "since",
        "so",
        "not",
        "huge",
        "great",
        "same",
        "see",
        "love",
        "like",
        "maybe",
        "none",
        "no",
        "yes",
        "nothing",
        "just",
        "very",
        "really",
        "also",
        "when",
        "if",
        "while",
        "that",
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
    use super::{Question, Telling, Voice, read, sentences, strip_yes};
    use crate::finding::{SourceFile, Spanned};
    use crate::job::{Answer, Job};
    use crate::words::Runs;

    const VOICE: Voice<'static> = Voice { job: "acme", sparing: false };

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
        let file = SourceFile::new("acme.md", "## Company\nAcme\n## Position\nEngineer\n");
        let job = Job::read("acme", &file).value.expect("a job");
        let said = Runs::of(super::super::SAID_BEFORE, ["I like the clear signs of the ferry."]);
        let told = |question, text: &str| {
            sentences(question, text, &Telling { job: &job, voice: VOICE, frames: true, said: &said })
        };
        for (question, text, expected) in [
            (Question::Experience, "our daughter was born there", "Our daughter was born there."),
            (Question::Experience, "Used it daily", "I used it daily."),
            (Question::Impact, "Taught me to fix things", "It taught me to fix things."),
            (Question::Impact, "Decided to study", "I decided to study."),
            (Question::Relation, "want to bring that to more people", "I want to bring that to more people."),
        ] {
            assert_eq!(told(question, text), [expected]);
        }
        for nothing in [
            "I'm not sure",
            "But my brother has",
            "see above",
            "because of it",
            "huge",
            "in a way",
            "customer, like everybody here",
        ] {
            assert!(told(Question::Relation, nothing).is_empty(), "{nothing}");
        }
        let framed = told(Question::Value, "Open data, clear signs");
        assert!(framed[0].ends_with(": open data and clear signs."), "{framed:?}");
        let described = told(Question::Impact, "Dependable, open care");
        assert!(described[0].ends_with("dependable, open care."), "{described:?}");
        // What the letter has said is not listed again.
        let listed = told(Question::Value, "Open data, clear signs of the ferry, and people who explain");
        assert!(listed[0].ends_with(": open data and people who explain."), "{listed:?}");
        // Outside English there are no frames.
        assert!(
            sentences(
                Question::Value,
                "Offene Daten",
                &Telling { job: &job, voice: VOICE, frames: false, said: &said }
            )
            .is_empty()
        );
    }

    #[test]
    fn a_long_answer_is_told_in_sentences_that_can_be_read() {
        let file = SourceFile::new("acme.md", "## Company\nAcme\n## Position\nEngineer\n");
        let job = Job::read("acme", &file).value.expect("a job");
        let said = Runs::of(super::super::SAID_BEFORE, ["I like the clear signs of the ferry."]);
        let long = "I have used the ferry every single day for the last six years on my way to the office across the bay, and I have never once been late because the crew keeps its timetable in all weathers";
        let told = sentences(
            Question::Experience,
            long,
            &Telling { job: &job, voice: VOICE, frames: true, said: &said },
        );
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|sentence| sentence.split_whitespace().count() <= 35));
    }
}
