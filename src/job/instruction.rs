//! Instructions: what a note asks for, taken apart into an intent and the things it is about.
//!
//! "Emphasize MLflow architecture, testing culture implementation, and ML pipeline development" becomes the
//! intent to emphasise and three phrases. The verb never goes further than this module, so it cannot reach
//! a page.

use std::ops::Range;

use super::text::{fold_words, trimmed, words};
use super::words::{ADJECTIVE_ENDINGS, CLEAR_VERBS, CONDITIONS, FILLERS, PAIRS, SOFTENERS, TURNS, VERBS};
use crate::finding::Spanned;

/// What an instruction wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    /// Show it: "emphasize", "highlight", "focus on", or no verb at all.
    Emphasize,
    /// Show it less: "de-emphasize", "downplay".
    Deemphasize,
    /// Do not show it: "omit", "skip", "avoid".
    Omit,
    /// Show it as something: "position as", "frame as". Selects evidence; never rewrites.
    Reframe,
    /// Say it in the letter: "mention", "share".
    Mention,
    /// Say how it relates, in the letter: "connect to", "tie to".
    Connect,
    /// Say why, in the letter: "express interest in".
    Interest,
}

/// One instruction of the notes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Instruction {
    /// The instruction as its owner wrote it, for messages.
    pub text: Spanned<String>,
    /// What it wants.
    pub intent: Intent,
    /// "(if applicable)" or "any": no evidence is then no problem.
    pub conditional: bool,
    /// What it is about, without verbs; empty if it is about the whole entry.
    pub phrases: Vec<Spanned<String>>,
}

impl Instruction {
    /// Takes apart a line of instructions: after a semicolon another one may follow, with a verb of its own.
    pub(super) fn read_all(text: &str, span: Range<usize>) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut start = span.start;
        for (at, _) in text[span.clone()].match_indices([';', '.']) {
            let next = span.start + at + 1;
            let rest = trimmed(text, next..span.end);
            let spaced = text[next..span.end].starts_with(char::is_whitespace);
            if spaced && !rest.is_empty() && starts_with_verb(&text[rest]) {
                parts.push(trimmed(text, start..next - 1));
                start = next;
            }
        }
        parts.push(trimmed(text, start..span.end));
        parts.into_iter().flat_map(|part| Self::read(text, part).turned(text)).collect()
    }

    /// "Statistics, but not dashboards" is two instructions: what is turned around stands by itself.
    fn turned(mut self, text: &str) -> Vec<Self> {
        // Without a verb "no dashboards" is a wish; "emphasize no downtime" is a strength.
        let bare = strip_verb(text, self.text.span.clone()).1.start == self.text.span.start;
        let turn = |phrase: &Spanned<String>| {
            let turns = TURNS.iter().copied().chain(bare.then_some(("no", Intent::Omit)));
            turns
                .filter_map(|(words, intent)| {
                    Some((words.len(), intent, after_words(text, &phrase.span, words)?))
                })
                .filter(|(.., rest)| !trimmed(text, rest.clone()).is_empty())
                .max_by_key(|(length, ..)| *length)
                .map(|(_, intent, rest)| (intent, strip_fillers(text, trimmed(text, rest))))
        };
        let mut others: Vec<Self> = Vec::new();
        let mut kept = Vec::new();
        for phrase in std::mem::take(&mut self.phrases) {
            match turn(&phrase) {
                Some((intent, rest)) if intent != self.intent => {
                    let rest = Spanned::new(words(&text[rest.clone()]).replace("**", ""), rest);
                    others.push(Self { intent, phrases: vec![rest], ..self.clone() });
                }
                _ => kept.push(phrase),
            }
        }
        self.phrases = kept;
        let alone = others.is_empty() || !self.phrases.is_empty();
        alone.then_some(self).into_iter().chain(others).collect()
    }

    /// An instruction for a letter may go on with another verb: "describe the drill, and explain what it taught".
    /// What follows such a verb is an instruction of its own; in a list for a resume the word may be a noun.
    pub(super) fn at_each_verb(mut self, text: &str) -> Vec<Self> {
        let mut others = Vec::new();
        let mut kept: Vec<Spanned<String>> = Vec::new();
        for phrase in std::mem::take(&mut self.phrases) {
            let verb = CLEAR_VERBS.iter().any(|verb| after_words(text, &phrase.span, verb).is_some());
            if verb && (self.text.span.start < phrase.span.start) {
                others.extend(Self::read(text, phrase.span).turned(text));
            } else {
                kept.push(phrase);
            }
        }
        self.phrases = kept;
        std::iter::once(self).chain(others).collect()
    }

    /// Takes apart the instruction at a span of a file's text.
    pub(super) fn read(text: &str, span: Range<usize>) -> Self {
        let (intent, rest) = strip_verb(text, span.clone());
        let (conditional, body) = strip_condition(text, rest.clone());
        let any = fold_words(&text[rest]).split(' ').next() == Some("any");
        let phrases = if intent == Intent::Reframe { vec![body] } else { split(text, body) };
        let phrases = phrases
            .into_iter()
            .map(|phrase| strip_fillers(text, phrase))
            .filter(|phrase| !phrase.is_empty())
            .map(|phrase| Spanned::new(words(&text[phrase.clone()]).replace("**", ""), phrase))
            .filter(|phrase| phrase.value.chars().any(char::is_alphanumeric))
            .collect();
        let whole = Spanned::new(words(&text[span.clone()]), span);
        Self { text: whole, intent, conditional: conditional || any, phrases }
    }
}

/// Whether a text begins with one of the verbs of instructions.
pub(super) fn starts_with_verb(text: &str) -> bool {
    strip_verb(text, 0..text.len()).1.start > 0
}

/// The verb of instructions that a text opens with, the longest that fits, as bytes of the text.
pub fn opening_verb(text: &str) -> Option<Range<usize>> {
    let mut start = 0..text.len();
    while let Some(softened) = SOFTENERS.iter().find_map(|word| after_words(text, &start, word)) {
        start = softened;
    }
    let letter = first_letter(text, &start);
    let verbs = VERBS.iter().flat_map(|(_, verbs)| *verbs).filter(|verb| verb.chars().next() == letter);
    let after = verbs.filter_map(|verb| after_words(text, &start, verb)).map(|rest| rest.start).max()?;
    Some(trimmed(text, start.start..after))
}

/// The intent of the leading verbs and the rest of the text. "Highlight and emphasize X" has two verbs.
fn strip_verb(text: &str, span: Range<usize>) -> (Intent, Range<usize>) {
    let mut rest = span;
    let mut intent = None;
    loop {
        let mut start = rest.clone();
        while let Some(softened) = SOFTENERS.iter().find_map(|word| after_words(text, &start, word)) {
            start = softened;
        }
        let joined = after_words(text, &start, "and").filter(|_| intent.is_some());
        let start = joined.unwrap_or(start);
        let letter = first_letter(text, &start);
        let found = VERBS
            .iter()
            .flat_map(|(intent, verbs)| verbs.iter().map(move |verb| (*intent, *verb)))
            .filter(|(_, verb)| verb.chars().next() == letter)
            .filter_map(|(intent, verb)| Some((verb.len(), intent, after_words(text, &start, verb)?)))
            .max_by_key(|(length, _, _)| *length);
        let Some((_, found, after)) = found else { break };
        // A noun such as "Lead with influence" keeps its first word when nothing would be left.
        rest = skip_punctuation(text, after);
        intent = intent.or(Some(found));
        if rest.is_empty() || found != Intent::Emphasize {
            break;
        }
    }
    (intent.unwrap_or(Intent::Emphasize), rest)
}

/// The first letter of a text, folded: most words differ in it, which is cheaper to see than anything else.
fn first_letter(text: &str, span: &Range<usize>) -> Option<char> {
    text[span.clone()].chars().find(|c| c.is_alphanumeric())?.to_lowercase().next()
}

/// What follows the given folded words, if the text begins with them.
fn after_words(text: &str, span: &Range<usize>, folded: &str) -> Option<Range<usize>> {
    let mut at = span.start;
    for expected in folded.split(' ') {
        let rest = &text[at..span.end];
        let skipped = rest.find(char::is_alphanumeric)?;
        // Words of one verb are close together: only white space, a hyphen or Markdown marks stand between.
        if rest[..skipped].contains([',', '.', ';', ':', '(']) {
            return None;
        }
        let word = &rest[skipped..];
        let length = word
            .find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}'))
            .unwrap_or(word.len());
        if fold_words(&word[..length]) != expected {
            return None;
        }
        at += skipped + length;
    }
    // "A/B" does not begin with the word "a".
    let rest = &text[at..span.end];
    let joined = rest.starts_with(['/', '&', '+', '\'', '\u{2019}'])
        || rest.strip_prefix(['-', '.']).is_some_and(|after| after.starts_with(char::is_alphanumeric));
    (!joined).then_some(at..span.end)
}

fn skip_punctuation(text: &str, span: Range<usize>) -> Range<usize> {
    let slice = &text[span.clone()];
    let marks = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '-' | '*' | '_');
    span.start + (slice.len() - slice.trim_start_matches(marks).len())..span.end
}

/// Removes "(if applicable)" and its kin from the end of a text.
fn strip_condition(text: &str, span: Range<usize>) -> (bool, Range<usize>) {
    let slice = &text[span.clone()];
    let folded = fold_words(slice);
    let Some(condition) = CONDITIONS.iter().find(|condition| folded.contains(*condition)) else {
        return (false, span);
    };
    let first = condition.split(' ').next().unwrap_or_default();
    let lower = slice.to_lowercase();
    // Lower-casing may change lengths outside ASCII; then the words stay in the phrase, which does no harm.
    let at = lower.rfind(first).filter(|_| lower.len() == slice.len());
    let end = match at.filter(|at| *at > 0 && fold_words(&slice[*at..]).starts_with(condition)) {
        Some(at) => {
            span.start + slice[..at].trim_end_matches(['(', '[', ',', '-', '–', '—', ' ', '\t']).len()
        }
        None => span.end,
    };
    (true, span.start..end)
}

fn strip_fillers(text: &str, span: Range<usize>) -> Range<usize> {
    let mut span = trimmed(text, span);
    loop {
        let letter = first_letter(text, &span);
        let next = FILLERS
            .iter()
            .filter(|filler| filler.chars().next() == letter)
            .filter_map(|filler| after_words(text, &span, filler))
            .filter(|rest| text[rest.clone()].chars().any(char::is_alphanumeric))
            .max_by_key(|rest| rest.start);
        match next {
            Some(rest) => span = skip_punctuation(text, rest),
            None => break,
        }
    }
    let slice = &text[span.clone()];
    let end = span.start
        + slice.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':')).len();
    span.start..end
}

/// Splits a list at commas, semicolons and "and".
fn split(text: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let slice = &text[span.clone()];
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut at = 0;
    while at < slice.len() {
        let rest = &slice[at..];
        let c = rest.chars().next().unwrap_or(' ');
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separator = if depth > 0 {
            None
        } else if matches!(c, ',' | ';') && rest[1..].starts_with(char::is_whitespace) {
            (!legal_form(&rest[1..])).then_some(1)
        } else if matches!(c, '.' | '!') && rest[1..].starts_with(char::is_whitespace) {
            (!abbreviated(&slice[start..at])).then_some(1)
        } else {
            [" and ", " & ", " as well as ", " plus "]
                .into_iter()
                .find(|word| starts_with_ignore_case(rest, word))
                .filter(|word| !joins(&slice[start..at], &rest[word.len()..], word.contains('&')))
                .map(str::len)
        };
        match separator {
            Some(length) => {
                parts.push(start..at);
                start = at + length;
                at = start;
                // "a, b, and c": the word after the comma belongs to the separator.
                for word in ["and ", "& "] {
                    let skipped = slice[at..].len() - slice[at..].trim_start().len();
                    if starts_with_ignore_case(&slice[at + skipped..], word) {
                        start = at + skipped + word.len();
                        at = start;
                    }
                }
            }
            None => at += c.len_utf8(),
        }
    }
    parts.push(start..slice.len());
    parts.into_iter().map(|part| trimmed(text, span.start + part.start..span.start + part.end)).collect()
}

fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// Whether a full stop only shortens the word before it: "e.g. ".
fn abbreviated(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let short = [
        "e.g", "i.e", "etc", "vs", "inc", "ltd", "co", "corp", "dr", "mr", "mrs", "ms", "st", "no", "approx",
    ];
    word.chars().count() < 2 || short.contains(&word.trim_start_matches(['(', '"']))
}

/// Whether a comma only stands before a company's legal form: "Foo, Inc."
fn legal_form(after: &str) -> bool {
    let word = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ["Inc", "LLC", "Ltd", "Corp", "Co", "GmbH", "PLC", "LP", "LLP"].contains(&word)
}

/// Whether "and" joins two words into one thing instead of listing two.
fn joins(before: &str, after: &str, ampersand: bool) -> bool {
    let left = fold_words(before);
    let right = fold_words(after);
    let around = format!("{left} and {right}");
    let pair = PAIRS.iter().any(|pair| {
        around.find(pair).is_some_and(|at| at <= left.len() && at + pair.len() > left.len() + " and ".len())
    });
    let single_adjective = !left.is_empty()
        && !left.contains(' ')
        && right.contains(' ')
        && ADJECTIVE_ENDINGS.iter().any(|ending| left.len() > ending.len() + 2 && left.ends_with(ending));
    // "McKinsey & Company", "R and D": a name on both sides is one name.
    let last = before.split_whitespace().last().unwrap_or_default();
    let next = after.split_whitespace().next().unwrap_or_default();
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
    let letters = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let name = (ampersand && capital(last) && capital(next)) || (letters(last) && letters(next));
    pair || single_adjective || name
}

#[cfg(test)]
mod tests {
    use super::{Instruction, Intent};

    fn read(text: &str) -> (Intent, bool, Vec<String>) {
        let instruction = Instruction::read(text, 0..text.len());
        (
            instruction.intent,
            instruction.conditional,
            instruction.phrases.into_iter().map(|phrase| phrase.value).collect(),
        )
    }

    #[test]
    fn a_wish_can_be_turned_around() {
        let turned = |text: &str| -> Vec<(Intent, Vec<String>)> {
            let all = Instruction::read_all(text, 0..text.len()).into_iter();
            all.map(|one| (one.intent, one.phrases.into_iter().map(|phrase| phrase.value).collect()))
                .collect()
        };
        use Intent::{Deemphasize, Emphasize, Omit};
        let cases: [(&str, &[(Intent, &str)]); 8] = [
            ("Statistics, but not dashboards", &[(Emphasize, "Statistics"), (Omit, "dashboards")]),
            ("focus less on Spark and more on hiring", &[(Deemphasize, "Spark"), (Emphasize, "hiring")]),
            ("Focus on hiring, less on Spark", &[(Emphasize, "hiring"), (Deemphasize, "Spark")]),
            ("no dashboards", &[(Omit, "dashboards")]),
            ("less mentoring", &[(Deemphasize, "mentoring")]),
            ("Do not emphasize Spark", &[(Deemphasize, "Spark")]),
            ("Emphasize no downtime", &[(Emphasize, "no downtime")]),
            ("No-code tools", &[(Emphasize, "No-code tools")]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> =
                expected.iter().map(|(intent, phrase)| (*intent, vec![(*phrase).to_owned()])).collect();
            assert_eq!(turned(text), expected, "{text}");
        }
    }

    #[test]
    fn verbs_are_stripped_and_lists_are_split() {
        let cases = [
            (
                "Emphasize MLflow architecture, testing culture implementation, and ML pipeline development",
                &["MLflow architecture", "testing culture implementation", "ML pipeline development"][..],
            ),
            (
                "Highlight experience with ML system architecture and scalable solutions",
                &["ML system architecture", "scalable solutions"],
            ),
            (
                "Focus on ML pipeline infrastructure; standardization & model delivery.",
                &["ML pipeline infrastructure", "standardization", "model delivery"],
            ),
            (
                "Showcase leadership and mentoring of junior team members",
                &["leadership", "mentoring of junior team members"],
            ),
            ("please also highlight and emphasise **dbt**", &["dbt"]),
            ("Team leadership", &["Team leadership"]),
            ("scalable and modular architectures", &["scalable and modular architectures"]),
            (
                "research and development, CI/CD (tests, builds)",
                &["research and development", "CI/CD (tests, builds)"],
            ),
            ("Include any experience with model monitoring", &["model monitoring"]),
            ("R&D budgets", &["R&D budgets"]),
            ("A/B testing and a dashboard", &["A/B testing", "dashboard"]),
            ("Foo, Inc.'s growth", &["Foo, Inc.'s growth"]),
            ("McKinsey & Company's growth", &["McKinsey & Company's growth"]),
        ];
        for (text, phrases) in cases {
            assert_eq!(read(text).2, phrases, "{text}");
        }
    }

    #[test]
    fn intents_follow_the_verb() {
        for (text, intent) in [
            ("De-emphasize dashboards", Intent::Deemphasize),
            ("Omit", Intent::Omit),
            ("Avoid mentioning layoffs", Intent::Omit),
            ("Position as ML engineering project with architecture components", Intent::Reframe),
            ("Express interest in the mission", Intent::Interest),
            ("Connect to their mission", Intent::Connect),
            ("Mention personal connection", Intent::Mention),
            ("Include salary history", Intent::Emphasize),
            ("Data pipelines", Intent::Emphasize),
        ] {
            assert_eq!(read(text).0, intent, "{text}");
        }
        assert!(read("Omit").2.is_empty());
    }

    #[test]
    fn conditions_are_noticed_and_removed() {
        for text in [
            "Focus on healthcare-related ML applications (if applicable)",
            "Healthcare-related ML applications, where relevant",
        ] {
            let (_, conditional, phrases) = read(text);
            assert!(conditional, "{text}");
            assert!(phrases[0].ends_with("ML applications"), "{phrases:?}");
        }
        assert!(read("Include any experience with drift").1);
        assert!(!read("Company-wide drift").1);
    }

    #[test]
    fn odd_text_never_panics() {
        for text in [
            "",
            " ",
            "and",
            ", ,",
            "(((",
            "Emphasize",
            "Emphasize:",
            "İf applicable",
            "\u{2019}",
            "É and É",
            "a, and",
        ] {
            read(text);
        }
    }
}
