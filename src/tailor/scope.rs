//! What a name in the notes refers to: "Pepsico Head" is one position, "URBN" an employer, "Temple" a school.
//!
//! A reference must be explained word by word: by the entry's name (or an alias), then by title, place or a
//! year in which it was held. A word left over means that something else was meant.

use std::collections::HashSet;
use std::ops::Range;

use super::stem::{Stem, stems as plain_stems, tokens};
use super::vocabulary::Vocabulary;
use crate::finding::nearest;
use crate::job::{Area, fold_key};
use crate::profile::{Period, Profile, slug};

/// Words of a reference that name nothing.
const EMPTY: [&str; 16] = [
    "the", "at", "as", "in", "of", "a", "an", "my", "role", "position", "job", "team", "time", "days", "and",
    "from",
];

/// Short forms in titles.
const SHORT_FORMS: [(&str, &str); 8] = [
    ("sr", "senior"),
    ("jr", "junior"),
    ("mgr", "manager"),
    ("eng", "engineer"),
    ("dev", "developer"),
    ("vp", "vice president"),
    ("dir", "director"),
    ("svp", "senior vice president"),
];

/// An entry of the profile that can be referred to.
#[derive(Debug, Clone)]
struct Entry<'a> {
    /// The id of the scope.
    id: &'a str,
    area: Area,
    /// How it is called in messages.
    label: String,
    /// Its names: the name itself and its aliases.
    names: Vec<&'a str>,
    /// What else describes it: title, place, degree, role.
    details: Vec<&'a str>,
    periods: Vec<Period>,
    /// Whether it is an employer as a whole, which stands for its positions.
    is_employer: bool,
}

/// The outcome of looking a reference up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolved {
    /// One entry, by its id.
    One(String),
    /// Several fit equally well; their labels.
    Ambiguous(Vec<String>),
    /// None fits; the nearest name.
    Unknown(Option<String>),
}

/// Looks a reference up in an area of the profile, and in all of it if the area has nothing.
pub(super) fn resolve(profile: &Profile, vocabulary: &Vocabulary, reference: &str, area: Area) -> Resolved {
    let entries = entries(profile);
    let as_id = slug(reference);
    if let Some(entry) = entries.iter().find(|entry| entry.id == reference.trim() || entry.id == as_id) {
        return Resolved::One(entry.id.to_owned());
    }
    let everywhere = [area, Area::Any];
    for area in everywhere {
        let fits = |entry: &&Entry<'_>| area == Area::Any || entry.area == area;
        let scored: Vec<(Fit, &Entry<'_>)> = entries
            .iter()
            .filter(fits)
            .filter_map(|entry| Some((fit(entry, vocabulary, reference)?, entry)))
            .collect();
        let Some(best) = scored.iter().map(|(fit, _)| *fit).max() else { continue };
        let best: Vec<_> = scored.iter().filter(|(fit, _)| *fit == best).map(|(_, entry)| *entry).collect();
        return match best.as_slice() {
            [only] => Resolved::One(only.id.to_owned()),
            several => Resolved::Ambiguous(several.iter().map(|entry| entry.label.clone()).collect()),
        };
    }
    let names = entries.iter().flat_map(|entry| entry.names.iter().copied());
    Resolved::Unknown(nearest(reference, names).map(str::to_owned))
}

/// How well an entry explains a reference; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// The reference is exactly a name of the entry.
    exact_name: bool,
    /// Words explained by a name.
    by_name: usize,
    /// An employer named alone stands for all its positions, so it wins over each of them.
    whole_employer: bool,
    /// The words that are not the name are exactly the title.
    exact_detail: bool,
}

/// `None` if a word of the reference stays unexplained.
fn fit(entry: &Entry<'_>, vocabulary: &Vocabulary, reference: &str) -> Option<Fit> {
    let key = fold_key(reference);
    if key.is_empty() {
        return None;
    }
    let exact_name = entry.names.iter().any(|name| fold_key(name) == key);
    if exact_name {
        // Positions of that employer fit as well, but the employer as a whole is what was named.
        return Some(Fit {
            exact_name,
            by_name: usize::MAX,
            whole_employer: entry.is_employer,
            exact_detail: false,
        });
    }
    let names = stems(vocabulary, &entry.names);
    let details = stems(vocabulary, &entry.details);
    let words = reference_words(vocabulary, reference, &entry.names);
    if words.is_empty() {
        return None;
    }
    let mut by_name = 0;
    let mut by_detail = HashSet::new();
    let mut by_year = false;
    // A stem does not tell which year it is.
    let years: Vec<(Vec<Stem>, i16)> =
        tokens(reference).iter().filter_map(|word| Some((plain_stems(word), word.parse().ok()?))).collect();
    let held_in = |year: i16| entry.periods.iter().any(|period| period.includes_year(year));
    for word in &words {
        if names.contains(word) {
            by_name += 1;
        } else if details.contains(word) {
            by_detail.insert(*word);
        } else if years.iter().any(|(stems, year)| stems.contains(word) && held_in(*year)) {
            by_year = true;
        } else {
            return None;
        }
    }
    // A title, a place or a year tells one position from another; the employer as a whole is not meant then.
    if entry.is_employer && (by_year || !by_detail.is_empty()) {
        return None;
    }
    let exact_detail = entry.details.iter().any(|detail| {
        !by_detail.is_empty()
            && reference_words(vocabulary, detail, &[]).into_iter().collect::<HashSet<_>>() == by_detail
    });
    let whole_employer = entry.is_employer && by_name == words.len();
    Some(Fit { exact_name, by_name, whole_employer, exact_detail })
}

/// The stems of several texts, words without meaning left out.
fn stems(vocabulary: &Vocabulary, texts: &[&str]) -> HashSet<Stem> {
    texts.iter().flat_map(|text| reference_words(vocabulary, text, &[])).collect()
}

/// The stems of a reference. A name written with other spacing ("Pepsi Co") is one word of the reference.
fn reference_words(vocabulary: &Vocabulary, reference: &str, names: &[&str]) -> Vec<Stem> {
    let words: Vec<String> = tokens(reference)
        .into_iter()
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .map(|word| {
            SHORT_FORMS.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| (*long).to_owned())
        })
        .collect();
    let joined = |range: Range<usize>| fold_key(&words[range].concat());
    for length in (2..=words.len()).rev() {
        for start in 0..=words.len() - length {
            let key = joined(start..start + length);
            if let Some(name) = names.iter().find(|name| fold_key(name) == key) {
                let mut parts = vocabulary.stems_of(name);
                parts.extend(reference_words(vocabulary, &words[..start].join(" "), &[]));
                parts.extend(reference_words(vocabulary, &words[start + length..].join(" "), &[]));
                return parts;
            }
        }
    }
    vocabulary.stems_of(&words.join(" "))
}

/// Everything in a profile that a note may name.
fn entries(profile: &Profile) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for work in &profile.work {
        let mut names = vec![work.name.value.as_str()];
        names.extend(work.aliases.iter().map(String::as_str));
        entries.push(Entry {
            id: &work.id,
            area: Area::Work,
            label: work.name.value.clone(),
            names: names.clone(),
            details: work.location.as_deref().into_iter().collect(),
            periods: work.positions.iter().map(|position| position.period).collect(),
            is_employer: true,
        });
        for position in &work.positions {
            let mut details = vec![position.title.value.as_str()];
            details.extend(position.location.as_deref().or(work.location.as_deref()));
            entries.push(Entry {
                id: &position.id,
                area: Area::Work,
                label: format!("{}, {} (id {})", work.name.value, position.title.value, position.id),
                names: names.clone(),
                details,
                periods: vec![position.period],
                is_employer: false,
            });
        }
    }
    for school in &profile.education {
        let mut names = vec![school.institution.value.as_str()];
        names.extend(school.aliases.iter().map(String::as_str));
        let details = [&school.area, &school.study_type, &school.location];
        entries.push(Entry {
            id: &school.id,
            area: Area::Education,
            label: format!("{} (id {})", school.institution.value, school.id),
            names,
            details: details.into_iter().filter_map(Option::as_deref).collect(),
            periods: vec![school.period],
            is_employer: false,
        });
    }
    for project in &profile.projects {
        let mut names = vec![project.name.value.as_str()];
        names.extend(project.aliases.iter().map(String::as_str));
        entries.push(Entry {
            id: &project.id,
            area: Area::Projects,
            label: format!("{} (id {})", project.name.value, project.id),
            names,
            details: project.role.as_deref().into_iter().collect(),
            periods: vec![project.period],
            is_employer: false,
        });
    }
    for entry in &profile.volunteer {
        entries.push(Entry {
            id: &entry.id,
            area: Area::Work,
            label: format!("{} (id {})", entry.organization.value, entry.id),
            names: vec![&entry.organization.value],
            details: entry.position.as_deref().into_iter().collect(),
            periods: vec![entry.period],
            is_employer: false,
        });
    }
    entries
}
