//! The letter as a page, set as letters are on paper.

use super::super::Documents;
use super::writer::Html;
use super::{Head, page};
use crate::render::{CoverLetter, LetterParagraph};

/// The letter.
pub(in super::super) fn cover_letter(documents: &Documents<'_>) -> String {
    let letter = documents.letter;
    let head = Head {
        title: documents.letter.title(&documents.page.language),
        name: &letter.name,
        headline: letter.headline.as_deref(),
        contacts: &letter.contacts,
    };
    let day = documents.day.to_string();
    page(documents, &head, |html| {
        html.block("div", &[("class", "letter")], |html| {
            html.line("p", &[], |html| {
                html.inline("time", &[("datetime", &day)], |html| html.text(&letter.date))
            });
            add_letter(html, letter);
        })
    })
}

fn add_letter(html: &mut Html, letter: &CoverLetter) {
    if !letter.recipient.is_empty() {
        html.line("p", &[("class", "recipient")], |html| {
            for (at, line) in letter.recipient.iter().enumerate() {
                if at > 0 {
                    html.line_break();
                }
                html.text(line);
            }
        });
    }
    html.line("p", &[], |html| html.text(&letter.salutation));
    // Items that follow each other are one list.
    for stretch in letter.paragraphs.chunk_by(|one, next| one.is_item && next.is_item) {
        if stretch.iter().all(|paragraph| paragraph.is_item) {
            html.block("ul", &[], |html| stretch.iter().for_each(|item| add_paragraph(html, "li", item)));
        } else {
            stretch.iter().for_each(|paragraph| add_paragraph(html, "p", paragraph));
        }
    }
    html.block("div", &[("class", "end")], |html| {
        html.line("p", &[], |html| html.text(&letter.closing));
        html.line("p", &[("class", "signature")], |html| html.text(&letter.signature));
        for line in &letter.below {
            html.line("p", &[], |html| html.text(line));
        }
    });
}

fn add_paragraph(html: &mut Html, name: &'static str, paragraph: &LetterParagraph) {
    html.line(name, &[], |html| {
        for (at, stretch) in paragraph.stretches.iter().enumerate() {
            if at > 0 {
                html.text(" ");
            }
            if stretch.marker {
                html.inline("mark", &[], |html| html.prose(&stretch.text.prose));
            } else {
                html.prose(&stretch.text.prose);
            }
        }
    });
}
