//! Documents that show other fields than they should, in every theme.

use super::super::{Loss, Readback};
use super::trial::{PROFILE, Trial, assert_whole, letter, resume};
use crate::markdown::Prose;
use crate::render::{CoverLetter, FieldKind, Resume};

const THEMES: [&str; 5] = ["classic", "modern", "compact", "academic", "plain"];

/// Asserts that fields of a kind, and no others, were lost.
fn assert_lost(what: &str, readback: &Readback, kind: FieldKind, loss: &[Loss]) {
    assert!(!readback.missing.is_empty(), "{what}: nothing is missing");
    for missing in &readback.missing {
        assert!(missing.kind == kind && loss.contains(&missing.loss), "{what}: {readback:#?}");
    }
    assert!(readback.recovered() + 4 > readback.expected, "{what}: {readback:#?}");
}

type Spoil<T> = (FieldKind, fn(&mut T));

/// The section that has an entry of this name.
fn entry(resume: &mut Resume, name: &str) -> usize {
    resume
        .sections
        .iter()
        .position(|section| section.entries.iter().any(|entry| entry.name.text == name))
        .unwrap()
}

/// The section of the skills.
fn skills(resume: &mut Resume) -> usize {
    resume.sections.iter().position(|section| !section.lists.is_empty()).unwrap()
}

const RESUME: &[Spoil<Resume>] = &[
    (FieldKind::Name, |resume| resume.name = "Robin E.".into()),
    (FieldKind::Headline, |resume| resume.headline = None),
    (FieldKind::Contact, |resume| {
        resume.contacts.iter_mut().for_each(|line| line.retain(|contact| !contact.text.starts_with("+1")));
    }),
    (FieldKind::Heading, |resume| resume.sections[0].title = "My Journey"),
    (FieldKind::Text, |resume| resume.sections[0].text = None),
    (FieldKind::Entry, |resume| {
        let at = entry(resume, "Contoso");
        resume.sections[at].entries[1].name = "Kontoso".into();
    }),
    (FieldKind::Title, |resume| {
        let at = entry(resume, "Contoso");
        resume.sections[at].entries[0].roles[1].title = None;
    }),
    // "Engineer" stands in "Senior Engineer" and "Head of Engineering" too.
    (FieldKind::Title, |resume| {
        let at = entry(resume, "Contoso");
        resume.sections[at].entries[1].roles[0].title = None;
    }),
    (FieldKind::Location, |resume| {
        let at = entry(resume, "Contoso");
        resume.sections[at].entries[0].location = None;
    }),
    (FieldKind::Score, |resume| {
        let at = entry(resume, "Drexel University");
        resume.sections[at].entries[0].roles[0].score = None;
    }),
    (FieldKind::Dates, |resume| {
        let at = entry(resume, "Contoso");
        resume.sections[at].entries[0].roles[0].dates = None;
    }),
    (FieldKind::Link, |resume| {
        let at = entry(resume, "Kettle");
        resume.sections[at].entries[0].link = None;
    }),
    (FieldKind::Course, |resume| {
        let at = entry(resume, "Drexel University");
        resume.sections[at].entries[0].roles[0].courses.pop();
    }),
    (FieldKind::Highlight, |resume| {
        let at = entry(resume, "Contoso");
        resume.sections[at].entries[0].roles[0].highlights.remove(1);
    }),
    (FieldKind::Highlight, |resume| {
        let at = entry(resume, "Contoso");
        resume.sections[at].entries[0].roles[0].highlights.reverse();
    }),
    (FieldKind::Highlight, |resume| {
        let at = entry(resume, "Contoso");
        let moved = resume.sections[at].entries[0].roles[0].highlights.remove(0);
        resume.sections[at].entries[1].roles[0].highlights.push(moved);
    }),
    (FieldKind::Dates, |resume| {
        let at = entry(resume, "Contoso");
        let (first, second) = resume.sections[at].entries.split_at_mut(1);
        std::mem::swap(&mut first[0].roles[0].dates, &mut second[0].roles[0].dates);
    }),
    (FieldKind::Dates, |resume| {
        let at = entry(resume, "Contoso");
        let (first, second) = resume.sections[at].entries[0].roles.split_at_mut(1);
        std::mem::swap(&mut first[0].dates, &mut second[0].dates);
    }),
    (FieldKind::Group, |resume| {
        let at = skills(resume);
        resume.sections[at].lists[0].name = None;
    }),
    // "R" stands in "Rust" and "Research", "C" in "C++".
    (FieldKind::Word, |resume| {
        let at = skills(resume);
        resume.sections[at].lists[0].items.retain(|item| item.text != "R");
    }),
    (FieldKind::Word, |resume| {
        let at = skills(resume);
        resume.sections[at].lists[0].items.retain(|item| item.text != "C");
    }),
    (FieldKind::Word, |resume| {
        let at = skills(resume);
        resume.sections[at].lists[0].items.swap(0, 2);
    }),
];

const LETTER: &[Spoil<CoverLetter>] = &[
    (FieldKind::Date, |letter| letter.date = "2025".into()),
    (FieldKind::Recipient, |letter| letter.recipient.truncate(1)),
    (FieldKind::Salutation, |letter| letter.salutation = "Hello,".into()),
    (FieldKind::Text, |letter| letter.paragraphs.truncate(1)),
    (FieldKind::Text, |letter| letter.paragraphs.reverse()),
    (FieldKind::Closing, |letter| letter.closing = "Yours,".into()),
    (FieldKind::Signature, |letter| letter.signature = "Robin".into()),
    (FieldKind::Below, |letter| letter.below.clear()),
];

#[test]
fn a_field_that_is_dropped_or_out_of_order_is_missing() {
    let whole = resume(PROFILE);
    for theme in THEMES {
        let trial = Trial::new(theme);
        assert_whole(theme, &trial.resume(&whole));
        for (at, (kind, spoil)) in RESUME.iter().enumerate() {
            let mut spoiled = whole.clone();
            spoil(&mut spoiled);
            let readback = trial.shown_for(&spoiled, &whole);
            assert_lost(&format!("{theme} {at}"), &readback, *kind, &[Loss::Absent, Loss::Misplaced]);
        }
    }
}

#[test]
fn a_letter_that_lacks_a_field_or_its_order_is_found_out() {
    let whole = letter(&resume(PROFILE));
    for theme in THEMES {
        let trial = Trial::new(theme);
        assert_whole(theme, &trial.letter_for(&whole, &whole));
        for (at, (kind, spoil)) in LETTER.iter().enumerate() {
            let mut spoiled = whole.clone();
            spoil(&mut spoiled);
            let readback = trial.letter_for(&spoiled, &whole);
            assert_lost(&format!("{theme} {at}"), &readback, *kind, &[Loss::Absent, Loss::Misplaced]);
        }
    }
}

#[test]
fn entries_of_another_order_are_found_out() {
    let whole = resume(PROFILE);
    for theme in THEMES {
        let mut spoiled = whole.clone();
        let at = entry(&mut spoiled, "Contoso");
        spoiled.sections[at].entries.reverse();
        let readback = Trial::new(theme).shown_for(&spoiled, &whole);
        assert!(readback.missing.iter().all(|missing| missing.loss == Loss::Misplaced), "{readback:#?}");
        assert!(readback.missing.iter().any(|missing| missing.kind == FieldKind::Entry), "{readback:#?}");
    }
}

#[test]
fn sections_may_come_in_any_order_but_keep_what_is_theirs() {
    let whole = resume(PROFILE);
    let mut turned = whole.clone();
    turned.sections.reverse();
    let trial = Trial::new("classic");
    assert_whole("turned", &trial.shown_for(&turned, &whole));
    // Skills that stand below the projects are none.
    let mut spoiled = whole.clone();
    let from = skills(&mut spoiled);
    let moved = spoiled.sections[from].lists.remove(0);
    let to = entry(&mut spoiled, "Kettle");
    spoiled.sections[to].lists.push(moved);
    let readback = trial.shown_for(&spoiled, &whole);
    assert_eq!((readback.missing.len(), readback.missing[0].loss), (6, Loss::Misplaced), "{readback:#?}");
}

#[test]
fn two_fields_that_read_the_same_are_two() {
    let mut whole = resume(PROFILE);
    let at = entry(&mut whole, "Kettle");
    whole.sections[at].entries[0].roles[0].title = Some("Kettle".into());
    let mut spoiled = whole.clone();
    spoiled.sections[at].entries[0].roles[0].title = None;
    for theme in THEMES {
        assert_whole(theme, &Trial::new(theme).resume(&whole));
        assert_eq!(Trial::new(theme).shown_for(&spoiled, &whole).missing.len(), 1, "{theme}");
    }
}

#[test]
fn a_line_that_says_the_same_as_a_heading_is_no_heading() {
    let mut whole = resume(PROFILE);
    let at = entry(&mut whole, "Contoso");
    whole.sections[at].entries[1].name = "Education".into();
    whole.sections[at].entries[1].location = None;
    for theme in THEMES {
        assert_whole(theme, &Trial::new(theme).resume(&whole));
    }
}

#[test]
fn a_link_that_leads_nowhere_is_a_problem() {
    let whole = resume(PROFILE);
    let mut spoiled = whole.clone();
    spoiled.contacts.iter_mut().flatten().for_each(|contact| contact.url = None);
    let at = entry(&mut spoiled, "Contoso");
    let highlights = &mut spoiled.sections[at].entries[0].roles[0].highlights;
    highlights[0] = Prose::parse(&highlights[0].prose.plain()).into();
    let readback = Trial::new("plain").shown_for(&spoiled, &whole);
    assert!(readback.missing.is_empty(), "{readback:#?}");
    insta::assert_snapshot!(readback.problems.join("\n"), @"
    no link in the document leads to https://example.com/forty: set it with `link(..)`
    no link in the document leads to https://robin.example.com: set it with `link(..)`
    no link in the document leads to mailto:robin@example.com: set it with `link(..)`
    no link in the document leads to tel:+12155550100: set it with `link(..)`
    ");
}
