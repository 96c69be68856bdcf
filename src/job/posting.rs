//! What a posting asks for: its sentences, weighed by the part they stand in.

use std::ops::Range;
use std::sync::Arc;

use super::outline;
use super::text::{fold_words, split_sentences, trimmed, words};
use crate::finding::{SourceFile, Spanned};

/// How much a posting wants something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Demand {
    /// "required", "3+ years", the qualifications.
    Required,
    /// "preferred", "a plus".
    Preferred,
    /// What the person will do.
    Responsibility,
}

/// One thing the posting asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// How much.
    pub demand: Demand,
    /// The sentence, or the label that sums up a paragraph of duties.
    pub text: Spanned<String>,
}

/// Leading or contained words of a posting's own headings, folded, and what stands below them.
const PARTS: &[(&str, Option<Demand>)] = &[
    ("preferred", Some(Demand::Preferred)),
    ("nice to have", Some(Demand::Preferred)),
    ("bonus", Some(Demand::Preferred)),
    ("desired", Some(Demand::Preferred)),
    ("pluses", Some(Demand::Preferred)),
    ("a plus", Some(Demand::Preferred)),
    ("requirement", Some(Demand::Required)),
    ("required", Some(Demand::Required)),
    ("qualification", Some(Demand::Required)),
    ("what you bring", Some(Demand::Required)),
    ("what you'll bring", Some(Demand::Required)),
    ("what you ll bring", Some(Demand::Required)),
    ("what we're looking for", Some(Demand::Required)),
    ("what we are looking for", Some(Demand::Required)),
    ("who you are", Some(Demand::Required)),
    ("about you", Some(Demand::Required)),
    ("you have", Some(Demand::Required)),
    ("must have", Some(Demand::Required)),
    ("must haves", Some(Demand::Required)),
    ("education", Some(Demand::Required)),
    ("experience", Some(Demand::Required)),
    ("skills", Some(Demand::Required)),
    ("responsibilities", Some(Demand::Responsibility)),
    ("duties", Some(Demand::Responsibility)),
    ("what you'll do", Some(Demand::Responsibility)),
    ("what you will do", Some(Demand::Responsibility)),
    ("you will", Some(Demand::Responsibility)),
    ("the role", Some(Demand::Responsibility)),
    ("this role", Some(Demand::Responsibility)),
    ("the job", Some(Demand::Responsibility)),
    ("day to day", Some(Demand::Responsibility)),
    ("summary", Some(Demand::Responsibility)),
    ("about us", None),
    ("who we are", None),
    ("about", None),
    ("our mission", None),
    ("our team", None),
    ("why", None),
    ("benefits", None),
    ("perks", None),
    ("compensation", None),
    ("salary", None),
    ("pay", None),
    ("equal opportunity", None),
    ("eeo", None),
    ("how to apply", None),
    ("what we offer", None),
    ("location", None),
    ("schedule", None),
];

/// Words of a sentence that say it is wished for, not demanded; checked before [`REQUIRED`].
const PREFERRED: [&str; 9] = [
    "preferred",
    "nice to have",
    "a plus",
    "is a bonus",
    "desirable",
    "desired",
    "ideally",
    "would be helpful",
    "advantageous",
];

/// Words of a sentence that say it is demanded.
const REQUIRED: [&str; 6] = ["required", "must have", "must be", "minimum of", "at least", "you have"];

/// Words of a sentence that say it is not asked for.
const NOT_ASKED: [&str; 6] =
    ["not required", "do not need", "don't need", "not necessary", "no experience", "not a requirement"];

/// The longest line that can be a heading of the posting, in words.
const LONGEST_HEADING: usize = 7;

/// Reads a posting. What stands under no telling heading counts as mission text and asks for nothing,
/// unless a sentence says otherwise itself.
pub(super) fn requirements(file: &Arc<SourceFile>, body: Range<usize>) -> Vec<Requirement> {
    let text = &file.text;
    let items = outline::flat(text, body);
    let headed = items.iter().any(|item| item.is_plain && heading(text, &item.span).flatten().is_some());
    let mut requirements: Vec<Requirement> = Vec::new();
    let mut part: Option<Demand> = None;
    for item in items {
        let span = item.span;
        // A bullet is an item of a list, however short it is.
        if let Some(heading) = heading(text, &span).filter(|_| item.is_plain) {
            part = heading;
            continue;
        }
        // A posting without any heading lists what it wants.
        let part = if !headed && !item.is_plain { Some(Demand::Responsibility) } else { part };
        let (label, content) = label(text, span);
        let announced = label.clone().and_then(|label| announced_by(text, label));
        // The label of a paragraph of duties sums it up, beside its sentences.
        if let (Some(label), Some(Demand::Responsibility), None) = (&label, part, announced) {
            push(&mut requirements, text, Demand::Responsibility, label.clone());
        }
        // "Bachelor's degree required: ..." announces and asks at once.
        let content = match &label {
            Some(label) if asks(text, label.clone()) => label.start..content.end,
            _ => content,
        };
        for sentence in split_sentences(text, content) {
            // "Must have: SQL. Nice to have: Spark." announces anew within a line.
            let (own, sentence) = match self::label(text, sentence.clone()) {
                (Some(label), _) if asks(text, label.clone()) => (announced_by(text, label), sentence),
                (Some(label), rest) => (announced_by(text, label), rest),
                (None, rest) => (None, rest),
            };
            let folded = fold_words(&text[sentence.clone()]);
            let says = |words: &[&str]| words.iter().any(|word| contains_words(&folded, word));
            let demand = if says(&NOT_ASKED) {
                None
            } else if says(&PREFERRED) {
                Some(Demand::Preferred)
            } else if says(&REQUIRED) || says_years(&text[sentence.clone()]) {
                Some(Demand::Required)
            } else {
                own.or(announced).unwrap_or(part)
            };
            if let Some(demand) = demand {
                push(&mut requirements, text, demand, sentence);
            }
        }
    }
    requirements
}

/// What a label within a paragraph announces, if it is a known one.
fn announced_by(text: &str, label: Range<usize>) -> Option<Option<Demand>> {
    announced(&fold_words(&text[label]))
}

/// What folded words announce: a demand, or text that asks for nothing; `None` if they announce nothing.
fn announced(folded: &str) -> Option<Option<Demand>> {
    PARTS.iter().find(|(words, _)| contains_words(folded, words)).map(|(_, part)| *part)
}

/// Whether a label that announces says something else as well, by its length.
fn asks(text: &str, label: Range<usize>) -> bool {
    let folded = fold_words(&text[label]);
    let count = |words: &str| words.split(' ').count();
    let part = PARTS.iter().find(|(words, part)| part.is_some() && contains_words(&folded, words));
    part.is_some_and(|(words, _)| count(&folded) > count(words) + 1)
}

/// A text without the tags of a web page that was pasted as source.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => {
                out.push_str(&rest[..at]);
                out.push(' ');
                rest = &tag[end + 1..];
            }
            None => {
                out.push_str(&rest[..=at]);
                rest = tag;
            }
        }
    }
    out + rest
}

fn push(requirements: &mut Vec<Requirement>, text: &str, demand: Demand, span: Range<usize>) {
    let words = words(without_tags(&text[span.clone()]).trim());
    if words.chars().filter(|c| c.is_alphabetic()).count() > 2 {
        requirements.push(Requirement { demand, text: Spanned::new(words, span) });
    }
}

/// What a heading line announces; `None` if the line is no heading.
fn heading(text: &str, span: &Range<usize>) -> Option<Option<Demand>> {
    let slice = text[span.clone()].trim_matches(['*', '_', '#', ' ', '\t']);
    let folded = fold_words(slice);
    let short = folded.split(' ').count() <= LONGEST_HEADING && !folded.is_empty();
    let shaped = slice.ends_with(':') || !slice.ends_with(['.', '!', ',', ';']) && !slice.contains(": ");
    if !short || !shaped {
        return None;
    }
    let known = announced(&folded);
    // A short unknown line is a heading only if it is written like one; what follows is then unclear.
    known.or_else(|| (slice.ends_with(':') && !folded.contains("follow")).then_some(None)).filter(|_| {
        slice.ends_with(':') || text[span.clone()].starts_with(['*', '_']) || starts_line_like_heading(slice)
    })
}

/// "What You'll Do", "REQUIREMENTS", "Nice to have": capitalised and without a verb's sentence around it.
fn starts_line_like_heading(slice: &str) -> bool {
    slice.starts_with(char::is_uppercase)
        && !slice.contains(|c: char| c.is_ascii_digit() || c == '+')
        && slice.split_whitespace().count() <= 5
}

/// `Label: content` with a short label.
fn label(text: &str, span: Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
    let slice = &text[span.clone()];
    match slice.find(": ").filter(|at| slice[..*at].split_whitespace().count() <= LONGEST_HEADING) {
        Some(at) if !slice[..at].contains('.') => {
            let label = trimmed(text, span.start..span.start + at);
            (Some(label), trimmed(text, span.start + at + 1..span.end))
        }
        _ => (None, span),
    }
}

/// "3+ years", "5-7 years", "two years of".
fn says_years(sentence: &str) -> bool {
    let folded = fold_words(sentence);
    let mut words = folded.split(' ').peekable();
    while let Some(word) = words.next() {
        let number = word.chars().all(|c| c.is_ascii_digit())
            || ["one", "two", "three", "four", "five", "six", "seven", "eight", "ten"].contains(&word);
        if number && words.peek().is_some_and(|next| next.starts_with("year") || next.starts_with("yrs")) {
            return true;
        }
    }
    false
}

/// Whether folded text contains folded words, whole.
fn contains_words(text: &str, words: &str) -> bool {
    let mut found = text.match_indices(words).map(|(at, _)| at);
    let first = found.find(|at| *at == 0 || text[..*at].ends_with(' '));
    // "responsibility" may go on as "responsibilities", "qualification" as "qualifications".
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', 's']);
    first.is_some_and(|at| ends(&text[at + words.len()..]))
}

#[cfg(test)]
mod tests {
    use super::{Demand, requirements};
    use crate::finding::SourceFile;

    fn read(text: &str) -> Vec<(Demand, String)> {
        let file = SourceFile::new("job.md", text);
        requirements(&file, 0..text.len()).into_iter().map(|item| (item.demand, item.text.value)).collect()
    }

    #[test]
    fn sentences_are_weighed_by_their_part_and_their_words() {
        let posting = "We care about health.\n\nResponsibilities:\n\nModel Deployment: Design models. Apply them.\n\
            - Build pipelines\n\nEducation or Equivalent Experience:\n\nBachelor's degree is required.\n\
            1+ years of healthcare analytics is preferred.\n\nBenefits\nFree lunch\n";
        assert_eq!(
            read(posting),
            [
                (Demand::Responsibility, "Model Deployment".to_owned()),
                (Demand::Responsibility, "Design models.".to_owned()),
                (Demand::Responsibility, "Apply them.".to_owned()),
                (Demand::Responsibility, "Build pipelines".to_owned()),
                (Demand::Required, "Bachelor's degree is required.".to_owned()),
                (Demand::Preferred, "1+ years of healthcare analytics is preferred.".to_owned()),
            ]
        );
    }

    #[test]
    fn short_items_and_labels_within_a_line_count() {
        let asked = |text: &str| read(text).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(
            asked("Requirements:\n- Forecasting experience\n- Kafka required\n"),
            ["Forecasting experience", "Kafka required"]
        );
        assert_eq!(asked("- SQL\n- Kafka\n"), ["SQL", "Kafka"]);
        assert_eq!(
            read("Must have: SQL and Kafka. Nice to have: Spark."),
            [(Demand::Required, "SQL and Kafka.".to_owned()), (Demand::Preferred, "Spark.".to_owned())]
        );
    }

    #[test]
    fn tags_of_a_web_page_are_no_words() {
        let asked = |text: &str| read(text).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(
            asked("Requirements:\n- <li>Experience with <b>Kafka</b></li>\n- cost < budget\n- x <unclosed\n"),
            ["Experience with Kafka", "cost < budget", "x <unclosed"]
        );
    }

    #[test]
    fn a_label_that_asks_for_something_is_kept() {
        assert_eq!(
            read("Bachelor's degree required: Computer Science or a related field."),
            [(
                Demand::Required,
                "Bachelor's degree required: Computer Science or a related field.".to_owned()
            )]
        );
    }

    #[test]
    fn years_are_a_requirement_anywhere() {
        assert_eq!(
            read("You bring 5 years of Rust. We are nice."),
            [(Demand::Required, "You bring 5 years of Rust.".to_owned())]
        );
        assert_eq!(read("You bring 3+ years' experience. Hi.").len(), 1);
    }
}
