//! Documents that the tests of all formats write down.

use std::sync::Arc;

use jiff::civil;

use super::Documents;
use crate::finding::SourceFile;
use crate::language::Language;
use crate::markdown::Prose;
use crate::profile::{Color, Density, Profile, SectionKind};
use crate::render::theme::Sizes;
use crate::render::{CoverLetter, Edition, Fonts, LetterParagraph, LetterText, Page, Resume};

/// A profile with something of everything, which is little.
pub(super) const PROFILE: &str = include_str!("samples.toml");

/// What [`Documents`] borrows.
pub(super) struct Sample {
    resume: Resume,
    letter: CoverLetter,
    shown: Profile,
    page: Page,
    sizes: Sizes,
}

impl Sample {
    /// The documents of a profile, and a letter with a list, a link and a marker.
    pub(super) fn of(profile: &str) -> Self {
        let file = SourceFile::new("master.toml", profile.to_owned());
        let checked = Profile::read(&file);
        let shown = checked.value.unwrap_or_else(|| panic!("{:?}\n{profile}", checked.findings));
        let resume = Resume::new(&shown, &SectionKind::ALL, edition());
        Self {
            letter: letter(&resume),
            resume,
            shown,
            page: Page {
                paper: "us-letter".to_owned(),
                language: "en".to_owned(),
                density: Density::default(),
                accent: Color::parse("#1f3a5f").unwrap(),
                fonts: Arc::new(Fonts { families: Vec::new(), files: Arc::new([]) }),
                measuring: false,
            },
            sizes: Sizes { text: 10.0, letter: 11.0, name: 20.0, heading: 12.0, floor: 9.0 },
        }
    }

    /// The small documents.
    pub(super) fn small() -> Self {
        Self::of(PROFILE)
    }

    /// Changes the letter.
    pub(super) fn with_letter(mut self, change: impl FnOnce(&mut CoverLetter)) -> Self {
        change(&mut self.letter);
        self
    }

    /// All of it.
    pub(super) fn documents(&self) -> Documents<'_> {
        let Self { resume, letter, shown, page, sizes } = self;
        Documents { resume, letter, shown, page, sizes, day: edition().day }
    }
}

/// A paragraph of one stretch.
pub(super) fn paragraph(text: &str, is_item: bool) -> LetterParagraph {
    LetterParagraph { is_item, stretches: vec![stretch(text, false)] }
}

fn stretch(text: &str, marker: bool) -> LetterText {
    LetterText { text: Prose::parse(text).into(), marker }
}

fn edition() -> Edition {
    Edition { language: Language::of("en"), day: civil::date(2025, 5, 7) }
}

fn letter(resume: &Resume) -> CoverLetter {
    let marked = vec![stretch("I read", false), stretch("\u{27e6}TODO: one sentence\u{27e7}", true)];
    CoverLetter {
        name: resume.name.clone(),
        headline: resume.headline.clone(),
        contacts: resume.contacts.clone(),
        date: "May 7, 2025".to_owned(),
        recipient: vec!["Ms. Cole".to_owned(), "Acme <R&D>".to_owned()],
        salutation: "Dear Ms. Cole,".to_owned(),
        paragraphs: vec![
            paragraph("I **know** [dbt](https://dbt.example/a_b) & SQL:", false),
            paragraph("40 reports", true),
            paragraph("1 pipeline", true),
            LetterParagraph { is_item: false, stretches: marked },
        ],
        closing: "Sincerely,".to_owned(),
        signature: resume.name.clone(),
        below: vec!["Enclosed: Resume".to_owned()],
    }
}
