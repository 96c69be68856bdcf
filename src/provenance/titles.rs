//! Titles and degrees that the writer claims and no source has.

use std::ops::Range;

use super::sources::Sources;
use super::{Claim, Kind};
use crate::words::Line;

/// Titles of one or two words.
const TITLES: [&str; 24] = [
    "vice president",
    "director",
    "president",
    "vp",
    "svp",
    "evp",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "cio",
    "cmo",
    "cpo",
    "co founder",
    "cofounder",
    "founder",
    "professor",
    "principal",
    "partner",
    "superintendent",
    "dean",
    "chairman",
    "chairwoman",
    "treasurer",
];

/// Titles that are ordinary words as well.
const OF_OTHER_SENSES: [&str; 3] = ["partner", "principal", "dean"];

/// What people are by profession, and what makes more of it.
const OCCUPATIONS: [&str; 46] = [
    "senior",
    "lead",
    "chief",
    "head",
    "certified",
    "licensed",
    "surgeon",
    "doctor",
    "scholar",
    "laureate",
    "winner",
    "champion",
    "engineer",
    "developer",
    "programmer",
    "manager",
    "analyst",
    "scientist",
    "architect",
    "consultant",
    "designer",
    "administrator",
    "coordinator",
    "specialist",
    "nurse",
    "teacher",
    "lecturer",
    "accountant",
    "lawyer",
    "attorney",
    "physician",
    "researcher",
    "officer",
    "executive",
    "supervisor",
    "technician",
    "intern",
    "fellow",
    "captain",
    "expert",
    "strategist",
    "editor",
    "writer",
    "owner",
    "chair",
    "chef",
];

/// The spellings of each degree, as words.
const DEGREES: [&[&str]; 4] = [
    &["phd", "ph d", "doctorate", "doctoral degree", "dphil", "doctor of philosophy"],
    &["mba", "m b a", "master of business administration"],
    &[
        "master's", "masters", "master", "msc", "m sc", "ms", "m s", "ma", "m a", "meng", "m eng", "mfa",
        "mph", "mba",
    ],
    &[
        "bachelor's",
        "bachelors",
        "bachelor",
        "bsc",
        "b sc",
        "bs",
        "b s",
        "ba",
        "b a",
        "beng",
        "b eng",
        "bba",
        "bfa",
    ],
];

/// What comes before a title that the writer claims; an article and two more words may stand between.
const CLAIMS: [&[&str]; 23] = [
    &["as"],
    &["i", "am"],
    &["i", "was"],
    &["i'm"],
    &["i", "became"],
    &["i", "become"],
    &["my", "role"],
    &["my", "title"],
    &["promoted", "to"],
    &["promotion", "to"],
    &["named"],
    &["appointed"],
    &["became"],
    &["i've", "been"],
    &["have", "been"],
    &["had", "been"],
    &["role", "is"],
    &["role", "was"],
    &["title", "of"],
    &["title", "is"],
    &["role", "of"],
    &["position", "of"],
    &["rose", "to"],
];

/// What comes before a degree that the writer claims.
const HOLDS: [&str; 19] = [
    "my",
    "hold",
    "holding",
    "held",
    "earned",
    "earning",
    "earn",
    "completed",
    "completing",
    "finished",
    "finishing",
    "have",
    "received",
    "receiving",
    "did",
    "doing",
    "took",
    "pursuing",
    "as",
];

/// Words that cannot stand between a claim and its title: then it is somebody else's.
const BREAKS: [&str; 31] = [
    "by",
    "to",
    "with",
    "for",
    "of",
    "from",
    "on",
    "at",
    "in",
    "under",
    "the",
    "a",
    "an",
    "and",
    "or",
    "that",
    "who",
    "when",
    "told",
    "asked",
    "hired",
    "our",
    "my",
    "their",
    "his",
    "her",
    "its",
    "every",
    "any",
    "your",
    "reporting",
];

/// Words after a degree that make it somebody else's.
const OTHERS_HAVE: [&str; 13] = [
    "student",
    "students",
    "supervisor",
    "advisor",
    "adviser",
    "colleague",
    "colleagues",
    "researchers",
    "candidates",
    "committee",
    "program",
    "programme",
    "holders",
];

/// Verbs after "as the director", which tell that it is somebody else's word.
const SAID: [&str; 12] = [
    "asked",
    "told",
    "said",
    "put",
    "wrote",
    "called",
    "likes",
    "once",
    "says",
    "puts",
    "knows",
    "explained",
];

/// The titles and degrees that the writer of a sentence claims and no source has.
pub(super) fn unsourced(line: &Line<'_>, sources: &Sources) -> Vec<Claim> {
    let at = |at: usize| {
        let found = title(line, at, sources).map(|words| (Kind::Title, words));
        let found = found.or_else(|| degree(line, at, sources).map(|words| (Kind::Degree, words)));
        found.map(|(kind, words)| {
            let certain = !OF_OTHER_SENSES.contains(&line.word(words.start));
            Claim { kind, span: line.span(words), certain }
        })
    };
    (0..line.words.len()).filter_map(at).collect()
}

/// The titles and degrees that some words name and no source has, whoever is said to have them.
pub(super) fn named(line: &Line<'_>, sources: &Sources) -> Vec<Claim> {
    let at = |at: usize| {
        let occupation = || OCCUPATIONS.contains(&line.word(at)).then_some(at..at + 1);
        let title = title_words(line, at).or_else(occupation).map(|words| (Kind::Title, words));
        let degree = || degree_words(line, at).map(|(_, words)| (Kind::Degree, words));
        let degree = || degree().filter(|(_, words)| is_degree(line, words.clone()));
        let (kind, words) = title.or_else(degree)?;
        (!sources.has(&line.phrase(words.clone()))).then(|| Claim::certain(kind, line.span(words)))
    };
    (0..line.words.len()).filter_map(at).collect()
}

/// A title at a word that the writer claims without a source.
fn title(line: &Line<'_>, at: usize, sources: &Sources) -> Option<Range<usize>> {
    let words = title_words(line, at)?;
    let hyphen = line.before(words.end).starts_with('-');
    let phrase = line.phrase(words.clone());
    let sourced = sources.has_phrase(&phrase)
        || sources.has_phrase(&phrase.replace(" the ", " "))
        || short_form(line, &words).is_some_and(|short| sources.has_phrase(&short))
        || (words.len() == 1 && sources.has_word(line.word(at)));
    // A preceding half of the title, such as the "vice" of "vice president", has reported it already.
    let inner = at > 0 && title_words(line, at - 1).is_some_and(|words| words.end > at);
    (!hyphen && !sourced && !inner && claimed(line, at, words.end)).then_some(words)
}

/// The words of a title that begins at a word.
fn title_words(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    if let Some(words) = TITLES.iter().find_map(|title| line.says(at, title)) {
        return Some(words);
    }
    match (line.word(at), line.word(at + 1)) {
        // "As head of a team" names no title.
        ("head", "of") if ["a", "an", "our", "my"].contains(&line.word(at + 2)) => None,
        ("head", "of") if line.word(at + 2) == "the" && at + 3 < line.words.len() => Some(at..at + 4),
        ("head", "of") if at + 2 < line.words.len() => Some(at..at + 3),
        ("chief", _) if line.word(at + 2) == "officer" => Some(at..at + 3),
        ("chief", _) if line.word(at + 3) == "officer" => Some(at..at + 4),
        _ => None,
    }
}

/// The letters of "chief technology officer" and "vice president", and the other way round.
fn short_form(line: &Line<'_>, words: &Range<usize>) -> Option<String> {
    let letters: String = words.clone().filter_map(|at| line.word(at).chars().next()).collect();
    match line.word(words.start) {
        "vp" => Some("vice president".to_owned()),
        "co" | "cofounder" => Some("cofounder".to_owned()),
        "ceo" => Some("chief executive".to_owned()),
        "cto" => Some("chief technology".to_owned()),
        "cfo" => Some("chief financial".to_owned()),
        "coo" => Some("chief operating".to_owned()),
        _ => Some(letters).filter(|letters| letters.len() > 1),
    }
}

/// Whether the words before a title make it the writer's own.
fn claimed(line: &Line<'_>, at: usize, end: usize) -> bool {
    // In "as head of analytics I wrote" it is the writer who wrote.
    let mut after =
        line.words[end..].iter().take(6).map(|word| word.folded.as_str()).take_while(|word| *word != "i");
    let said = after.any(|word| SAID.contains(&word));
    let ends_at = |claim: &[&str], last: usize| {
        last + 1 >= claim.len()
            && (0..claim.len()).all(|back| line.word(last - back) == claim[claim.len() - 1 - back])
    };
    for between in 0..=3 {
        let Some(last) = at.checked_sub(between + 1) else { break };
        let words = &line.words[last + 1..at];
        let others =
            words.iter().skip(usize::from(words.first().is_some_and(|word| is_article(&word.folded))));
        if others.clone().count() > 2 || others.clone().any(|word| BREAKS.contains(&word.folded.as_str())) {
            continue;
        }
        if let Some(claim) = CLAIMS.iter().find(|claim| ends_at(claim, last)) {
            return !(said && claim[0] == "as");
        }
    }
    false
}

fn is_article(word: &str) -> bool {
    ["a", "an", "the"].contains(&word)
}

/// A degree at a word that the writer claims without a source.
fn degree(line: &Line<'_>, at: usize, sources: &Sources) -> Option<Range<usize>> {
    let (names, words) = degree_words(line, at)?;
    let others = OTHERS_HAVE.contains(&line.word(words.end));
    let sourced = names.iter().any(|name| sources.has_phrase(name));
    let mut before = (at.saturating_sub(3)..at).rev().map(|at| line.word(at));
    let skipped = |word: &&str| is_article(word) || ["second", "own", "joint", "part", "time"].contains(word);
    let holds = before.find(|word| !skipped(word)).is_some_and(|word| HOLDS.contains(&word));
    (holds && !others && !sourced && is_degree(line, words.clone())).then_some(words)
}

/// The spellings of a degree that is named at a word, and its words.
fn degree_words(line: &Line<'_>, at: usize) -> Option<(&'static [&'static str], Range<usize>)> {
    DEGREES.iter().find_map(|names| Some((*names, names.iter().find_map(|name| line.says(at, name))?)))
}

/// "ma", "ms" and "master" are degrees only in capitals or with what belongs to one.
fn is_degree(line: &Line<'_>, words: Range<usize>) -> bool {
    let raw = &line.text[line.span(words.clone())];
    let short = ["ma", "ms", "ba", "bs"].contains(&line.word(words.start)) || words.len() > 1;
    match line.word(words.start) {
        "master" | "bachelor" | "masters" | "bachelors" => {
            ["of", "degree", "in"].contains(&line.word(words.end))
        }
        _ => !short || raw.starts_with(char::is_uppercase),
    }
}
