//! What has to hold whatever a file says: one check for each parser, each edit and each escape.
//!
//! The fuzzing targets look for a text that breaks one of them, guided by what of the program it reaches; the test
//! suite holds them against every text of `tests/fuzz/corpus`. A check takes bytes and panics where something does
//! not hold.

#[path = "checks/jobs.rs"]
mod jobs;
#[path = "checks/letters.rs"]
mod letters;
#[path = "checks/markup.rs"]
mod markup;
#[path = "checks/pages.rs"]
mod pages;
#[path = "checks/profiles.rs"]
mod profiles;

use std::sync::Arc;

use bespoke::finding::{Finding, SourceFile, Style};

pub use jobs::{front_matter, notes, status, wishes};
pub use letters::letter;
pub use markup::markdown;
pub use pages::{imports, posting};
pub use profiles::{profile, theme};

/// A check of any bytes.
pub type Check = fn(&[u8]);

/// Every check, by the name of its target and of its folder in the corpus.
pub const ALL: [(&str, Check); 10] = [
    ("front_matter", front_matter),
    ("imports", imports),
    ("letter", letter),
    ("markdown", markdown),
    ("notes", notes),
    ("posting", posting),
    ("profile", profile),
    ("status", status),
    ("theme", theme),
    ("wishes", wishes),
];

/// Findings that are drawn; drawing looks for the line each time.
const DRAWN: usize = 20;

/// The bytes as text: what is no UTF-8 is refused before anything is read.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// Asserts that findings about a file lie within it, between its characters, and can be shown.
fn assert_placed(findings: &[Finding], file: &Arc<SourceFile>) {
    for place in findings.iter().filter_map(|finding| finding.place.as_ref()) {
        assert_eq!(place.file.text, file.text, "a finding is about another text");
    }
    assert_shown(findings);
}

/// Asserts that findings lie within the texts that they are about, and can be shown.
fn assert_shown(findings: &[Finding]) {
    for finding in findings {
        if let Some(place) = &finding.place {
            // Slicing panics outside the text and within a character.
            assert!(place.file.text.get(place.span.clone()).is_some(), "{:?}: {finding:?}", place.span);
        }
    }
    for finding in findings.iter().take(DRAWN) {
        let drawn = finding.render(Style::default());
        assert!(drawn.contains(finding.code.name()), "{drawn}");
        serde_json::to_string(finding).unwrap();
    }
}

/// Whether all items are among others, in the same order.
fn is_part_of<T: PartialEq>(items: impl IntoIterator<Item = T>, others: impl IntoIterator<Item = T>) -> bool {
    let mut others = others.into_iter();
    items.into_iter().all(|item| others.any(|other| other == item))
}
