//! Facts that no source has: numbers, names, skills, titles and degrees.

use super::claims;
use super::names::Names;
use super::numbers::Numbers;
use super::sources::{Sources, own_texts, texts};
use super::{Offence, Page};

pub(super) fn check(page: &Page<'_>) -> Vec<Offence> {
    let (profile, job, letter) = (page.context.profile, page.context.job, page.letter);
    let texts = texts(profile, job);
    // Whom the letter is for is written above it, and by whom below.
    let around = letter.recipient.iter().chain([&letter.salutation, &letter.signature]).map(String::as_str);
    let sources = Sources::of(texts.iter().map(String::as_str).chain(around));
    let numbers = Numbers::of(&texts, profile, letter.date);
    let mut names = Names::new(&sources, letter.language.tag);
    let mut offences = if page.english {
        let own = own_texts(profile, job);
        claims::check(page, &Sources::of(own.iter().map(String::as_str)))
    } else {
        Vec::new()
    };
    for line in &page.lines {
        let mut found = numbers.missing(line, &sources, page.english);
        found.extend(names.missing(line));
        // A title is no name besides.
        found.retain(|offence| !offences.iter().any(|claim| claim.overlaps(offence)));
        offences.extend(found);
    }
    offences
}
