//! Names and tools that no source has.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::sources::{Sources, bare, is_skill};
use super::{Claim, Kind};
use crate::words::{Line, content_lines};

/// Tools that are written in lower case as well, one a line.
const TOOLS: &str = include_str!("tools.txt");

/// Names that any text may use, such as months and abbreviations.
const COMMON: &str = include_str!("common.txt");

/// Nouns that make a name of the word before them, even at the start of a sentence.
const INSTITUTIONS: [&str; 24] = [
    "university",
    "college",
    "school",
    "institute",
    "academy",
    "hospital",
    "bank",
    "labs",
    "group",
    "systems",
    "technologies",
    "foundation",
    "inc",
    "llc",
    "ltd",
    "corporation",
    "partners",
    "capital",
    "ventures",
    "airlines",
    "clinic",
    "museum",
    "library",
    "agency",
];

/// What comes just before the name of an employer or a school that somebody belongs to.
const JOINED: [&str; 5] = ["joined", "joining", "join", "left", "leaving"];

/// Words shortly before "at", "for" or "with" that tell of a career.
const CAREER: [&str; 30] = [
    "work",
    "worked",
    "working",
    "works",
    "interned",
    "internship",
    "intern",
    "consulted",
    "consulting",
    "graduated",
    "graduate",
    "degree",
    "diploma",
    "studied",
    "study",
    "studying",
    "learned",
    "taught",
    "teaching",
    "trained",
    "training",
    "managed",
    "led",
    "leading",
    "served",
    "serving",
    "employed",
    "role",
    "job",
    "career",
];

/// Words just before "from" and a school.
const GRADUATED: [&str; 6] = ["graduated", "graduate", "degree", "diploma", "certificate", "doctorate"];

/// How many words may stand between one of [`CAREER`] and its "at".
const BETWEEN: usize = 2;

static COMMON_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| content_lines(COMMON).flat_map(str::split_whitespace).collect());

static TOOL_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| content_lines(TOOLS).collect());

/// The names of a letter, each reported once.
pub(super) struct Names<'a> {
    sources: &'a Sources,
    /// Whether a capital makes a name; in German every noun has one.
    capitals: bool,
    seen: HashSet<String>,
}

impl<'a> Names<'a> {
    /// Looks names up in the sources, in a letter of the given language.
    pub(super) fn new(sources: &'a Sources, language: &str) -> Self {
        Self { sources, capitals: language != "de", seen: HashSet::new() }
    }

    /// The names and tools of a sentence that no source has.
    pub(super) fn missing(&mut self, line: &Line<'_>) -> Vec<Claim> {
        let mut claims = Vec::new();
        let mut at = 0;
        while at < line.words.len() {
            let run = self.run(line, at);
            let missing = !run.is_empty() && self.is_missing(line, run.clone());
            let named = if missing { run.clone() } else { tool(line, at).unwrap_or(0..0) };
            at = run.end.max(at + 1);
            if named.is_empty() {
                continue;
            }
            let span = line.span(named);
            let quoted = bare_end(&line.text[span.clone()]);
            let span = span.start..span.start + quoted.len();
            let known = self.sources.has(quoted) || self.sources.has_initials(quoted);
            if !known && self.seen.insert(quoted.to_lowercase()) {
                let skill = !missing || tool(line, run.start).is_some() || is_skill(&quoted.to_lowercase());
                let of_career = is_of_career(line, &run);
                let kind = match (skill, of_career) {
                    (true, _) => Kind::Skill,
                    (false, true) => Kind::Institution,
                    (false, false) => Kind::Name,
                };
                claims.push(Claim { kind, span, certain: skill || of_career });
            }
        }
        claims
    }

    /// The words of the name that begins at a word; empty if none does.
    fn run(&self, line: &Line<'_>, at: usize) -> Range<usize> {
        let opens = opens_sentence(line, at);
        let begins = if opens {
            is_marked(raw(line, at))
                || (self.capitals
                    && INSTITUTIONS.contains(&bare(line.word(at + 1)))
                    && self.is_name(line, at + 1))
        } else {
            true
        };
        if !begins || !self.is_name(line, at) {
            return at..at;
        }
        let joins = |next: usize| {
            let gap = line.before(next);
            [" ", "-", " & ", "&"].contains(&gap) && !raw(line, next - 1).ends_with("'s")
        };
        let mut end = at + 1;
        while end < line.words.len() && joins(end) && self.is_name(line, end) {
            end += 1;
        }
        at..end
    }

    /// Whether a word is written like a name and is none that anybody may use.
    fn is_name(&self, line: &Line<'_>, at: usize) -> bool {
        let raw = raw(line, at);
        let capital = self.capitals && raw.starts_with(char::is_uppercase);
        (capital || is_marked(raw)) && !is_common(line.word(at))
    }

    /// Whether any word of a name stands in no source.
    fn is_missing(&self, line: &Line<'_>, run: Range<usize>) -> bool {
        let words: Vec<&str> = run.clone().map(|at| bare(line.word(at))).collect();
        // "Tensor Flow" stands in "TensorFlow".
        let joined = words.len() > 1 && self.sources.has_word(&words.concat());
        !joined && words.iter().any(|word| !self.sources.has_word(word) && !self.sources.has_synonym(word))
    }
}

/// Whether a word may have a capital without being a name.
pub(super) fn is_common(folded: &str) -> bool {
    COMMON_WORDS.contains(bare(folded))
}

/// The words of the tool that begins at a word, in any letter case.
pub(super) fn tool(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    let word = |at: usize| bare(line.word(at));
    let two = format!("{} {}", word(at), word(at + 1));
    if TOOL_WORDS.contains(two.as_str()) {
        return Some(at..at + 2);
    }
    // "c" alone is no tool; "c++" is two marks behind it.
    TOOL_WORDS.contains(word(at)).then_some(at..at + 1)
}

/// Whether a text says of a name that somebody works or learns there.
fn is_of_career(line: &Line<'_>, run: &Range<usize>) -> bool {
    let before = |back: usize| run.start.checked_sub(back).map_or("", |at| line.word(at));
    let career = || (2..=2 + BETWEEN).any(|back| CAREER.contains(&before(back)));
    match before(1) {
        "at" if run.start == 1 => line.before(run.end).starts_with(','),
        "at" | "for" | "with" => career(),
        "from" => GRADUATED.contains(&before(2)),
        word => JOINED.contains(&word),
    }
}

/// Whether a word makes a name of the one before it: "university".
pub(super) fn is_institution(folded: &str) -> bool {
    INSTITUTIONS.contains(&bare(folded))
}

pub(super) fn raw<'a>(line: &Line<'a>, at: usize) -> &'a str {
    line.words.get(at).map_or("", |word| bare_end(&line.text[word.span.clone()]))
}

/// A name without its possessive ending.
fn bare_end(text: &str) -> &str {
    text.strip_suffix("'s").or_else(|| text.strip_suffix("\u{2019}s")).unwrap_or(text)
}

/// Whether a word is written as only names are: "TensorFlow", "AWS", "K8s".
pub(super) fn is_marked(raw: &str) -> bool {
    let mut chars = raw.chars();
    let first_is_letter = chars.next().is_some_and(char::is_alphabetic);
    let digit = raw.chars().any(char::is_numeric);
    first_is_letter && (digit || chars.any(char::is_uppercase))
}

/// Whether a word begins a sentence, a quotation, or what follows a colon, where any word has a capital.
fn opens_sentence(line: &Line<'_>, at: usize) -> bool {
    let before = line.before(at);
    // The point of "St. Mary" or "Dr. Cole" ends nothing.
    let stop = before.contains('.') && at > 0 && line.word(at - 1).len() > 3;
    at == 0 || stop || before.contains([':', '?', '!', '"', '\u{201c}', '\u{2018}', '\u{201e}', '\u{ab}'])
}
