//! What a cover letter shows, in order.

use serde::Serialize;

use super::contact::{Contact, contacts};
use super::markup::Markup;
use crate::language::Language;
use crate::letter::{Letter, MARKER, MARKER_END, Paragraph};
use crate::profile::Profile;

/// A cover letter.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct CoverLetter {
    pub name: String,
    pub headline: Option<String>,
    pub contacts: Vec<Vec<Contact>>,
    pub date: String,
    pub recipient: Vec<String>,
    pub salutation: String,
    pub paragraphs: Vec<LetterParagraph>,
    pub closing: String,
    pub signature: String,
    pub below: Vec<String>,
}

/// A paragraph of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct LetterParagraph {
    /// Whether it is an item of a list.
    pub is_item: bool,
    /// What it says, markers apart from the rest.
    pub stretches: Vec<LetterText>,
}

/// A stretch of a paragraph of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct LetterText {
    /// What it says.
    pub text: Markup,
    /// Whether it waits for its owner.
    pub marker: bool,
}

impl CoverLetter {
    /// The letter of a person, under the same head as the resume that shows all of a profile.
    pub fn new(profile: &Profile, letter: &Letter) -> Self {
        Self {
            name: profile.basics.name.clone(),
            headline: profile.basics.headlines.first().cloned(),
            contacts: contacts(&profile.basics),
            date: letter.language.long_date(letter.date),
            recipient: letter.recipient.clone(),
            salutation: letter.salutation.clone(),
            paragraphs: letter.paragraphs.iter().map(LetterParagraph::new).collect(),
            closing: letter.closing.clone(),
            signature: letter.signature.clone(),
            below: letter.below.clone(),
        }
    }
}

impl CoverLetter {
    /// What the document is called in a language: "Ada Miller - Cover Letter".
    pub fn title(&self, language: &str) -> String {
        format!("{} - {}", self.name, Language::of(language).cover_letter)
    }
}

impl LetterParagraph {
    fn new(paragraph: &Paragraph) -> Self {
        let parts = paragraph.prose.split_around(MARKER, MARKER_END).into_iter();
        let parts = parts.filter(|(_, prose)| !prose.is_empty());
        Self {
            is_item: paragraph.is_item,
            stretches: parts.map(|(marker, prose)| LetterText { text: prose.into(), marker }).collect(),
        }
    }
}
