//! The names of companies: the right ones in the first paragraph, and no others.

use std::collections::HashMap;

use super::{Line, Offence, Page};
use crate::finding::{Code, Finding};
use crate::job::fold_quotes;
use crate::provenance::Told;
use crate::words::words;

/// Legal forms that people leave out of a company's name.
const LEGAL_FORMS: [&str; 20] = [
    "inc",
    "llc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "gmbh",
    "plc",
    "lp",
    "llp",
    "ag",
    "sa",
    "se",
    "bv",
    "nv",
    "kg",
    "sas",
    "srl",
    "ab",
];

/// Companies named like an ordinary word, which at the start of a sentence says nothing.
const ORDINARY: [&str; 42] = [
    "target",
    "block",
    "gap",
    "indeed",
    "square",
    "meta",
    "apple",
    "oracle",
    "chase",
    "visa",
    "stripe",
    "slack",
    "discover",
    "ally",
    "progressive",
    "match",
    "box",
    "zoom",
    "snap",
    "compass",
    "root",
    "better",
    "hinge",
    "bird",
    "toast",
    "ramp",
    "brave",
    "unity",
    "sprint",
    "dish",
    "guess",
    "express",
    "united",
    "frontier",
    "spirit",
    "general",
    "capital",
    "harbor",
    "summit",
    "pioneer",
    "notion",
    "figure",
];

pub(super) fn check(page: &Page<'_>) -> Vec<Offence> {
    let mut offences: Vec<Offence> = missing_names(page).into_iter().collect();
    let others = Others::of(page);
    for line in &page.lines {
        offences.extend(others.in_line(line));
    }
    offences
}

/// What the first paragraph does not name as the job does.
fn missing_names(page: &Page<'_>) -> Option<Offence> {
    let paragraph = page.letter.paragraphs.iter().find(|paragraph| !paragraph.sentences.is_empty())?;
    let first = paragraph.sentences.first()?;
    let texts: Vec<&str> = paragraph.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let text = spaced(&texts.join(" "));
    let job = page.context.told.job;
    // A full stop at the end of the position is the notes' own.
    let names =
        [("company", job.company.value.as_str()), ("position", job.position.value.trim_end_matches('.'))];
    let missing: Vec<String> = names
        .iter()
        .filter_map(|(what, name)| missing(&text, &spaced(name)).map(|how| format!("the {what} {how}")))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!("the first paragraph does not name {}", missing.join(" and "));
    let finding = Finding::new(Code::LetterNames, message)
        .hint("name both in the first paragraph, exactly as they stand in the job file");
    Some(Offence { number: 0, span: 0..first.text.len(), finding })
}

/// How a name is missing, if it is.
fn missing(text: &str, name: &str) -> Option<String> {
    if stands_in(text, name) {
        return None;
    }
    let other_case = stands_in(&text.to_lowercase(), &name.to_lowercase());
    let note = if other_case { " in these letters, upper and lower case" } else { "" };
    Some(format!("\"{name}\"{note}"))
}

fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| super::is_edge(text, at) && super::is_edge(text, at + name.len()))
}

fn spaced(text: &str) -> String {
    fold_quotes(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The companies of other jobs, as words, by their first word.
struct Others<'a> {
    by_first: HashMap<String, Vec<Vec<String>>>,
    told: Told<'a>,
}

impl<'a> Others<'a> {
    fn of(page: &Page<'a>) -> Self {
        let mut by_first: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for name in page.context.companies.iter().map(|company| core(company)) {
            if let Some(first) = name.first() {
                by_first.entry(first.clone()).or_default().push(name);
            }
        }
        Self { by_first, told: page.context.told }
    }

    /// Whether a name is part of the company's own, or of the profile.
    fn is_known(&self, name: &[String]) -> bool {
        let padded = |words: &[String]| format!(" {} ", words.join(" "));
        let own = padded(&core(&self.told.job.company.value)).to_lowercase();
        let name = padded(name);
        own.contains(&name.to_lowercase()) || padded(&raw(&self.told.profile().file.text)).contains(&name)
    }

    fn in_line(&self, line: &Line<'_>) -> Vec<Offence> {
        let raw = raw(line.text);
        let mut offences = Vec::new();
        for at in 0..raw.len() {
            let names = self.by_first.get(&raw[at]).map_or(&[][..], Vec::as_slice);
            let fitting = names.iter().filter(|name| raw[at..].starts_with(name) && !self.is_known(name));
            let Some(length) = fitting.map(Vec::len).max() else { continue };
            let word = line.word(at).trim_end_matches("'s");
            if at == 0 && length == 1 && ORDINARY.contains(&word) {
                continue;
            }
            let span = line.span(at..at + length);
            let message =
                format!("the letter names \"{}\", which another job is for", raw[at..at + length].join(" "));
            let finding = Finding::new(Code::OtherCompany, message)
                .hint("write to the company this letter is for, or take the name out");
            offences.push(line.offence(span, finding));
        }
        offences
    }
}

/// The words of a text in their own letter case, without possessive endings.
fn raw(text: &str) -> Vec<String> {
    let word = |word: &str| {
        let folded = fold_quotes(word);
        folded.strip_suffix("'s").map_or_else(|| folded.clone(), str::to_owned)
    };
    words(text).into_iter().map(|found| word(&text[found.span])).collect()
}

/// The words of a company's name without its legal form, which may be all there is.
fn core(name: &str) -> Vec<String> {
    let mut words = raw(name);
    while words.len() > 1
        && words.last().is_some_and(|word| LEGAL_FORMS.contains(&word.to_lowercase().as_str()))
    {
        words.pop();
    }
    words
}
