//! The facts of a highlight in other words than the resume has them.
//!
//! A letter that repeats the resume wastes its reader's time. Nothing is added or changed in meaning: small
//! counts are spelled, clauses joined in another way, and what comes after the main clause may be left out.

use std::cmp::Reverse;

use crate::letter::grammar::number::{is_count, spelled};
use crate::letter::grammar::verb::{is_gerund, is_verb};
use crate::words::Runs;

/// The fewest words that still tell something, unless the whole text has no more.
const FEWEST: usize = 8;

/// The most words of a fact, so that its sentence is still read at once.
const MOST: usize = 26;

/// Words before which the name of the employer may stand; others, such as "in", may belong to the thing before.
const PLACES: [&str; 6] = ["with", "across", "for", "over", "through", "while"];

/// What begins a part that may be left out, if nothing comes after it.
#[rustfmt::skip]
const OTHERS: [&str; 19] = [
    " so that ", ", so that ", ", so ", "; ", ": ", ", while ", ", where ", ", with ", " through ", " while ", " before ", " after ", " until ",
    " with ", " without ", " across ", " within ", " over ", " for ",
];

/// Joins another verb with a subject of its own.
const AND_I: &str = ", and I ";

/// A part of a sentence and how it is joined to what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// The main clause.
    Start,
    /// ", which cut ..." or " that cut ...".
    Relative,
    /// " by pairing ...".
    Means,
    /// " and hired ...".
    And,
    /// ", hired six of them, and kept ...".
    Series,
    /// ", one registry for 4 teams,": something said beside.
    Aside,
    /// Any other clause that may be left out.
    Other,
}

/// A fact in words of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reworded {
    /// The words up to where the name of the employer has to stand; all of them if it may stand elsewhere.
    pub(super) head: String,
    /// The words after that.
    pub(super) tail: Option<String>,
}

impl Reworded {
    pub(super) fn words(&self) -> usize {
        [Some(&self.head), self.tail.as_ref()]
            .into_iter()
            .flatten()
            .flat_map(|text| text.split_whitespace())
            .count()
    }
}

/// The fullest way to say a text that shares no run of words with what is printed.
///
/// `placed` allows the name of the employer within it.
pub(super) fn fresh(text: &str, printed: &Runs, placed: bool) -> Option<Reworded> {
    let fewest = FEWEST.min(text.split_whitespace().count());
    let free = |text: &str| printed.first_in(text).is_none();
    let fits = |reworded: &Reworded| {
        let parts = [Some(&reworded.head), reworded.tail.as_ref()];
        (fewest..=MOST).contains(&reworded.words()) && parts.into_iter().flatten().all(|part| free(part))
    };
    let ways = wordings(text);
    let whole = ways.iter().map(|text| Reworded { head: text.clone(), tail: None });
    let mut all: Vec<Reworded> =
        whole.chain(ways.iter().filter(|_| placed).flat_map(|text| places(text))).collect();
    // The fullest first; of equal ones the one that changes least.
    let told = |reworded: &Reworded| {
        let parts = [Some(&reworded.head), reworded.tail.as_ref()];
        reworded.words() - parts.into_iter().flatten().map(|part| part.matches(AND_I).count()).sum::<usize>()
    };
    all.sort_by_key(|reworded| Reverse(told(reworded)));
    all.into_iter().find(fits)
}

/// A text with the name of the employer before each of its adverbials, one at a time.
fn places(text: &str) -> Vec<Reworded> {
    // Only in the main clause, of something done: what follows a comma is about something else.
    let clause =
        [",", ";", ":", " that ", " which ", " who "].iter().filter_map(|mark| text.find(mark)).min();
    let clause = clause.unwrap_or(text.len());
    // Where something was done is said already by another place, and what somebody was is not done anywhere.
    let state = ["was ", "am "].iter().any(|verb| text.starts_with(verb)) || text.contains(" at ");
    let places = text.match_indices(' ').filter(|(at, _)| *at < clause && !state).filter(|(at, _)| {
        let (head, tail) = (&text[..*at], &text[at + 1..]);
        let word = tail.split(' ').next().unwrap_or_default();
        let last = head.split(' ').next_back().unwrap_or_default();
        let object =
            head.split(' ').count() > 1 && last.ends_with(char::is_alphanumeric) && !last.ends_with("ly");
        let counted = tail.split(' ').nth(1).is_some_and(|next| {
            next.trim_start_matches('$').starts_with(|c: char| c.is_ascii_digit()) || is_count(next)
        });
        object
            && (PLACES.contains(&word) || (word == "from" && counted))
            && !PLACES.contains(&last)
            && !["and", "or", "which", "that"].contains(&last)
    });
    places
        .map(|(at, _)| Reworded { head: text[..at].to_owned(), tail: Some(text[at + 1..].to_owned()) })
        .collect()
}

/// All ways to say a text, those that change least first. Counts are spelled all or not at all.
fn wordings(text: &str) -> Vec<String> {
    let text = text.trim_end_matches(['.', '!', '?']);
    let parts = parts(text);
    let mut ways = vec![text.to_owned()];
    for end in (1..=parts.len()).rev() {
        for style in Style::ALL {
            ways.push(joined(&parts[..end], style));
        }
    }
    let figures =
        |text: &str| text.split([' ', ',', '-']).any(|word| word.parse::<u8>().is_ok_and(|count| count < 13));
    let mut unique: Vec<String> = Vec::new();
    for way in ways {
        let spelled = spelled(&way);
        let both = if figures(&spelled) { [way, spelled] } else { [spelled, way] };
        for way in both {
            if !unique.contains(&way) {
                unique.push(way);
            }
        }
    }
    unique
}

/// How the clauses of a sentence are joined.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// Whether what is said beside stays.
    asides: bool,
    relative: &'static str,
    means: &'static str,
    and: &'static str,
}

impl Style {
    /// All of them, the one that changes nothing first.
    const ALL: [Self; 16] = {
        let mut all = [Self { asides: true, relative: " that ", means: " by ", and: " and " }; 16];
        let mut at = 0;
        while at < 16 {
            all[at].asides = at & 1 == 0;
            if at & 2 != 0 {
                all[at].relative = ", which ";
            }
            if at & 4 != 0 {
                all[at].means = ", ";
            }
            if at & 8 != 0 {
                all[at].and = AND_I;
            }
            at += 1;
        }
        all
    };
}

fn joined(parts: &[(Joint, &str, &str)], style: Style) -> String {
    let mut out = String::new();
    let mut left_out = false;
    for (at, (joint, mark, part)) in parts.iter().enumerate() {
        // What is said of something beside goes with it.
        left_out = match joint {
            Joint::Aside => !style.asides,
            Joint::Other | Joint::Relative if mark.starts_with(' ') => left_out,
            _ => false,
        };
        if left_out {
            continue;
        }
        let mark = match joint {
            Joint::Start => "",
            Joint::Relative
                if mark.starts_with(", which") || (mark.starts_with(',') && out.ends_with(',')) =>
            {
                mark
            }
            Joint::Relative => style.relative,
            Joint::Means => style.means,
            Joint::And => style.and,
            Joint::Aside => ", ",
            Joint::Series | Joint::Other => mark,
        };
        out.push_str(mark);
        out.push_str(part);
        // What is said beside is closed by a comma, where the sentence goes on.
        let goes_on = parts.get(at + 1).is_some_and(|(_, mark, _)| !mark.starts_with([',', ';']));
        if *joint == Joint::Aside && goes_on {
            out.push(',');
        }
    }
    out.replace(",,", ",")
}

/// The clauses of a sentence, each with the mark before it.
fn parts(text: &str) -> Vec<(Joint, &str, &str)> {
    let mut parts = Vec::new();
    let (mut joint, mut mark, mut start) = (Joint::Start, "", 0);
    let mut at = 0;
    while let Some(step) = text[at..].find([' ', ',', ';', ':']) {
        let here = at + step;
        match boundary(&text[here..], joint).filter(|(next, _)| stands(*next, joint, &text[start..here])) {
            Some((next, length)) if here > start => {
                parts.push((joint, mark, text[start..here].trim_end_matches(',')));
                mark = &text[here..here + length];
                (joint, start, at) = (next, here + length, here + length);
                // Of several verbs in a row only all that follow the first may be left out.
                if next == Joint::Series {
                    break;
                }
            }
            _ => at = here + 1,
        }
    }
    parts.push((joint, mark, &text[start..]));
    parts
}

/// Whether a clause can begin after the given words: another verb needs one before it that has its object, and
/// with it the same subject.
fn stands(next: Joint, within: Joint, before: &str) -> bool {
    let own = matches!(within, Joint::Start | Joint::And);
    match next {
        Joint::And => own && before.split_whitespace().count() > 2 && !before.ends_with(','),
        Joint::Series => own && before.split_whitespace().count() > 2,
        _ => true,
    }
}

/// Whether a clause begins here, with the length of the mark before it.
fn boundary(rest: &str, within: Joint) -> Option<(Joint, usize)> {
    let after = |mark: &str| rest.strip_prefix(mark).map(|after| (after, mark.len()));
    let word = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default().to_owned()
    };
    if let Some((_, length)) = after(", which ").or_else(|| after(", that ")) {
        return Some((Joint::Relative, length));
    }
    for mark in [" that ", " which "] {
        // Only a verb makes it a clause on the thing before: "proved that models ..." is none.
        if let Some((after, length)) = after(mark)
            && (is_verb(after) || ["let", "now", "still"].contains(&word(after).as_str()))
        {
            return Some((Joint::Relative, length));
        }
    }
    for mark in [" and ", "; "] {
        if let Some((after, length)) = after(mark)
            && is_verb(after)
        {
            return Some((Joint::And, length));
        }
    }
    if let Some((after, length)) = after(" by ")
        && is_gerund(&word(after))
    {
        return Some((Joint::Means, length));
    }
    for mark in OTHERS {
        if let Some((_, length)) = after(mark) {
            return Some((Joint::Other, length));
        }
    }
    if let Some((after, length)) = after(", ") {
        let first = word(after);
        if is_verb(after) {
            return Some((Joint::Series, length));
        }
        if is_gerund(&first) {
            return Some((Joint::Other, length));
        }
        // Something said beside has a determiner and a comma after it; a list goes on with "and".
        let aside = ["a", "an", "one", "the", "each", "all", "including", "such"].contains(&first.as_str());
        let list =
            after.split(',').next().is_some_and(|aside| aside.contains(" and ") && !after.contains(','));
        if aside && !list && within != Joint::Aside {
            return Some((Joint::Aside, length));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fresh;
    use crate::words::Runs;

    fn said(text: &str, printed: &Runs) -> Option<String> {
        let reworded = fresh(text, printed, true)?;
        Some(match reworded.tail {
            Some(tail) => format!("{} [at X] {tail}", reworded.head),
            None => reworded.head,
        })
    }

    #[test]
    fn what_is_not_printed_is_only_spelled() {
        let none = Runs::of(8, []);
        let text = "led a team of 9 engineers and hired 6 of them";
        assert_eq!(said(text, &none).as_deref(), Some("led a team of nine engineers and hired six of them"));
        // Figures and words are not mixed.
        let text = "cut broken features from 7 a month to 1 with 4 teams";
        assert_eq!(said(text, &none).as_deref(), Some(text));
    }

    #[test]
    fn what_is_printed_is_said_in_other_words() {
        for (printed, expected) in [
            (
                "grew ML adoption from 3 to 11 teams in two years by pairing a simple intake process with office hours and a starter template",
                Some(
                    "grew ML adoption from three to eleven teams in two years, pairing a simple intake process",
                ),
            ),
            (
                "designed an MLflow architecture, one registry and tracking server for 4 teams, that cut notebook-to-production time from 5 weeks to 6 days",
                Some(
                    "designed an MLflow architecture that cut notebook-to-production time from five weeks to six days",
                ),
            ),
            (
                "piloted hierarchical sales forecasting with 15 analysts across 6,000 stores, reducing out-of-stock days by 8 percent over one season",
                Some("piloted hierarchical sales forecasting [at X] with 15 analysts across 6,000 stores"),
            ),
            (
                "member of the district committee that chose and bought the learning platform",
                Some("member of the district committee, which chose and bought the learning platform"),
            ),
            (
                "led a team of 9 engineers and data scientists, hired 6 of them, and kept every one for two years",
                Some("led a team of nine engineers and data scientists"),
            ),
            ("led a very small team", Some("led a very small team")),
            ("balanced every single ledger the company had ever kept before anybody asked", None),
        ] {
            let reworded = said(printed, &Runs::of(8, [printed]));
            assert_eq!(reworded.as_deref(), expected, "{printed}");
        }
    }
}
