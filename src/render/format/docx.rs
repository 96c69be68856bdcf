//! Word: what many employers ask for, and what their programs read most easily.
//!
//! One column of paragraphs with Word's own styles: no table, no text box, and nothing in the head or the foot of
//! a page but its number. A document looks the same whatever the theme, in a font that every Word has; paper,
//! colour and sizes are those of the PDF, and white space gives way where that saves a page.
//!
//! The parts of the file are written here, because docx-rs, the usual crate for it, cannot say the language, title
//! or author of a document, writes properties in another order than Word's schema has them, and counts links across
//! all documents of a process, so that the same document is not always the same file.

mod body;
mod height;
mod look;
mod package;
mod sections;
mod sheet;
mod style;
mod xml;

#[cfg(test)]
mod tests;

use self::body::{Body, Face};
use self::look::Look;
use self::package::{Package, Properties};
use self::sections::Sections;
use self::sheet::{Sheet, footer, root, settings};
use self::style::Style;
use self::xml::element;
use super::Documents;
use crate::render::{Contact, CoverLetter};

/// What Word may need for a text beyond its estimated height, in points: about a line.
const SAFETY: f64 = 12.0;

/// How tightly a document can be set: as the PDF, whose densities count from 0 to 2, and more, since neither its
/// font nor its layout are those of the PDF.
const TIGHTEST: u32 = 3;

/// Steps from one density to the next.
const STEPS: u32 = 4;

/// A document that is set.
struct Draft {
    sheet: Sheet,
    look: Look,
    body: Body,
}

/// The resume as a Word document.
pub(super) fn resume(documents: &Documents<'_>) -> Vec<u8> {
    let resume = documents.resume;
    let set = |tightness| {
        let sheet = Sheet::resume(documents.page, tightness);
        let look = Look::resume(documents, &sheet, tightness);
        let mut body = Body::default();
        head(&mut body, &resume.name, resume.headline.as_deref(), &resume.contacts);
        let mut sections = Sections { body: &mut body, look: &look };
        resume.sections.iter().for_each(|section| sections.add(section));
        Draft { sheet, look, body }
    };
    let properties = Properties {
        title: resume.title(&documents.page.language),
        author: &resume.name,
        subject: resume.headline.as_deref(),
        keywords: resume.keywords(),
        day: documents.day,
    };
    Draft::shortest(u8::from(documents.page.density), set).file(properties)
}

/// The letter as a Word document.
pub(super) fn cover_letter(documents: &Documents<'_>) -> Vec<u8> {
    let letter = documents.letter;
    let set = |tightness| {
        let sheet = Sheet::letter(documents.page, tightness);
        let look = Look::letter(documents, &sheet, tightness);
        let mut body = Body::default();
        head(&mut body, &letter.name, letter.headline.as_deref(), &letter.contacts);
        text(&mut body, letter);
        Draft { sheet, look, body }
    };
    let properties = Properties {
        title: letter.title(&documents.page.language),
        author: &letter.name,
        subject: letter.headline.as_deref(),
        keywords: Vec::new(),
        day: documents.day,
    };
    Draft::shortest(0, set).file(properties)
}

impl Draft {
    /// The most relaxed of those drafts that need the fewest pages; none is more relaxed than the first.
    fn shortest(first: u8, set: impl Fn(f64) -> Self) -> Self {
        let tighter = u32::from(first) * STEPS + 1..=TIGHTEST * STEPS;
        let tighter = tighter.map(|step| set(f64::from(step) / f64::from(STEPS)));
        let shorter = |best: Self, draft: Self| if draft.pages() < best.pages() { draft } else { best };
        tighter.fold(set(f64::from(first)), shorter)
    }

    /// How many pages it needs, more or less.
    fn pages(&self) -> u64 {
        let height = self.look.height(&self.body.sketches) + SAFETY;
        (height / self.sheet.text_height()).ceil() as u64
    }

    fn file(self, properties: Properties<'_>) -> Vec<u8> {
        let Self { sheet, look, body: Body { paragraphs, links, .. } } = self;
        let text = element("w:body").holding(paragraphs).holding([sheet.section()]);
        let package = Package {
            document: root("w:document").holding([text]),
            styles: look.styles(),
            numbering: Look::numbering(),
            settings: settings(look.language()),
            footer: footer(properties.author),
            language: look.language(),
            links,
            properties,
        };
        package.file()
    }
}

fn head(body: &mut Body, name: &str, headline: Option<&str>, contacts: &[Vec<Contact>]) {
    body.text(Style::Title, name);
    body.text(Style::Subtitle, headline.unwrap_or_default());
    for contacts in contacts {
        body.add(Style::Contact, |line| {
            for contact in contacts {
                line.separate("  |  ");
                line.contact(contact);
            }
        });
    }
}

/// A letter from its date on.
fn text(body: &mut Body, letter: &CoverLetter) {
    body.text(Style::Date, &letter.date);
    for line in &letter.recipient {
        body.text(Style::Address, line);
    }
    body.text(Style::Salutation, &letter.salutation);
    for paragraph in &letter.paragraphs {
        let style = if paragraph.is_item { Style::ListBullet } else { Style::BodyText };
        body.add(style, |line| {
            for stretch in &paragraph.stretches {
                line.separate(" ");
                let face = if stretch.marker { Face::MARKED } else { Face::PLAIN };
                line.prose(&stretch.text.prose, face);
            }
        });
    }
    body.text(Style::Closing, &letter.closing);
    body.text(Style::Signature, &letter.signature);
    for line in &letter.below {
        body.text(Style::BodyText, line);
    }
}
