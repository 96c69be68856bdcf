//! Names and tools that no source has.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::sources::{Sources, bare};
use super::{Line, Offence, content_lines, unsourced};

/// Tools that are written in lower case as well, one a line.
const TOOLS: &str = include_str!("tools.txt");

/// Names that any letter may use, such as months and abbreviations.
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
    pub(super) fn missing(&mut self, line: &Line<'_>) -> Vec<Offence> {
        let mut offences = Vec::new();
        let mut at = 0;
        while at < line.words.len() {
            let run = self.run(line, at);
            let missing = !run.is_empty() && self.is_missing(line, run.clone());
            let words = if missing { run.clone() } else { tool(line, at).unwrap_or(0..0) };
            at = run.end.max(at + 1);
            if words.is_empty() {
                continue;
            }
            let span = line.span(words);
            let quoted = bare_end(&line.text[span.clone()]);
            let span = span.start..span.start + quoted.len();
            let known = self.sources.has_phrase(quoted) || self.sources.has_synonym(quoted);
            let known = known || self.sources.has_word(&quoted.to_lowercase());
            if !known && self.seen.insert(quoted.to_lowercase()) {
                let kind = if missing { "name" } else { "skill" };
                offences.push(line.offence(span, unsourced(kind, quoted)));
            }
        }
        offences
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
        (capital || is_marked(raw)) && !COMMON_WORDS.contains(bare(line.word(at)))
    }

    /// Whether any word of a name stands in no source.
    fn is_missing(&self, line: &Line<'_>, run: Range<usize>) -> bool {
        let words: Vec<&str> = run.clone().map(|at| bare(line.word(at))).collect();
        // "Tensor Flow" stands in "TensorFlow".
        let joined = words.len() > 1 && self.sources.has_word(&words.concat());
        !joined && words.iter().any(|word| !self.sources.has_word(word) && !self.sources.has_synonym(word))
    }
}

/// The words of the tool that begins at a word, in any letter case.
fn tool(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    let word = |at: usize| bare(line.word(at));
    let two = format!("{} {}", word(at), word(at + 1));
    if TOOL_WORDS.contains(two.as_str()) {
        return Some(at..at + 2);
    }
    // "c" alone is no tool; "c++" is two marks behind it.
    TOOL_WORDS.contains(word(at)).then_some(at..at + 1)
}

fn raw<'a>(line: &Line<'a>, at: usize) -> &'a str {
    line.words.get(at).map_or("", |word| bare_end(&line.text[word.span.clone()]))
}

/// A name without its possessive ending.
fn bare_end(text: &str) -> &str {
    text.strip_suffix("'s").or_else(|| text.strip_suffix("\u{2019}s")).unwrap_or(text)
}

/// Whether a word is written as only names are: "TensorFlow", "AWS", "K8s".
fn is_marked(raw: &str) -> bool {
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
