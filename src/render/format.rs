//! The formats beside PDF that an employer may ask for.
//!
//! Each writes the same document model down, in one file without anything around it.

mod docx;
mod html;
mod json;
mod letter;
mod markdown;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod text;

use jiff::civil;

use super::cover_letter::CoverLetter;
use super::page::Page;
use super::resume::Resume;
use super::theme::Sizes;
use crate::profile::Profile;

pub use json::json_resume;

/// What is written down.
#[derive(Debug, Clone, Copy)]
pub struct Documents<'a> {
    /// The resume.
    pub resume: &'a Resume,
    /// The letter.
    pub letter: &'a CoverLetter,
    /// The profile with nothing in it but what the resume shows.
    pub shown: &'a Profile,
    /// How the PDF is set: language, paper, colour.
    pub page: &'a Page,
    /// Its sizes of type.
    pub sizes: &'a Sizes,
    /// The day of the documents.
    pub day: civil::Date,
}

/// A format beside PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Docx,
    Html,
    Md,
    Txt,
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Docx, Self::Html, Self::Md, Self::Txt, Self::Json];

    /// Its name, which is the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Json => "json",
        }
    }

    /// The format of a name; `None` for "pdf", which an engine makes.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The resume as a file.
    pub fn resume(self, documents: &Documents<'_>) -> Vec<u8> {
        match self {
            Self::Docx => docx::resume(documents),
            Self::Html => html::resume(documents).into_bytes(),
            Self::Md => markdown::resume(documents.resume).into_bytes(),
            Self::Txt => text::resume(documents.resume).into_bytes(),
            Self::Json => json::resume(documents).into_bytes(),
        }
    }

    /// The letter as a file.
    pub fn cover_letter(self, documents: &Documents<'_>) -> Vec<u8> {
        match self {
            Self::Docx => docx::cover_letter(documents),
            Self::Html => html::cover_letter(documents).into_bytes(),
            Self::Md => markdown::cover_letter(documents.letter).into_bytes(),
            Self::Txt => text::cover_letter(documents.letter).into_bytes(),
            Self::Json => json::cover_letter(documents).into_bytes(),
        }
    }
}
