//! Read-back: the finished PDF is opened again by a reader that knows nothing of how it was made, and every
//! field that should be in it is looked for, in order.
//!
//! A field counts as recovered if both kinds of program find it: those that read text as it is drawn, and those
//! that read it line by line from where it stands. What else makes programs stumble (icons, missing tags, fonts
//! or links) is a problem of the document as a whole.

mod beside;
mod lines;
mod matching;
mod order;
mod places;
mod reader;
mod structure;
mod symbols;

use std::fmt;
use std::panic::catch_unwind;
use std::sync::Arc;

use hayro::hayro_interpret::hayro_syntax::Pdf;

use crate::finding::{Code, Finding};
use crate::render::{Block, Field, FieldKind};
use lines::Reading;
use order::Found;

pub use places::{Stretch, stretches};

/// How many fields a message names.
const NAMED: usize = 3;

/// What a finished document gave back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readback {
    /// Fields that should be found.
    pub expected: usize,
    /// Fields that were not, in their order.
    pub missing: Vec<Missing>,
    /// What else programs stumble over, each as a sentence.
    pub problems: Vec<String>,
    /// What stands beside the fields, stretch by stretch, and what the document says of itself: the words that
    /// templates bring.
    pub beside: Vec<String>,
}

/// A field that was not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is.
    pub kind: FieldKind,
    /// As it should read.
    pub text: String,
    /// How it was lost.
    pub loss: Loss,
}

/// How a field was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Loss {
    /// It is not in the document as text.
    Absent,
    /// It is in the document, but not in its section or its order.
    Misplaced,
    /// It is lost when text is read in the order in which it is drawn.
    AsDrawn,
    /// It is lost when text is read line by line.
    ByPlace,
}

/// What a finished document should give back.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The document.
    pub pdf: &'a [u8],
    /// Its fields.
    pub blocks: &'a [Block],
    /// Its language.
    pub language: &'a str,
}

impl Readback {
    /// Fields that were found.
    pub fn recovered(&self) -> usize {
        self.expected - self.missing.len()
    }

    /// This and another document.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.expected += other.expected;
        self.missing.extend(other.missing);
        self.problems.extend(other.problems);
        self.beside.extend(other.beside);
        self
    }

    /// What is wrong, as findings about a document that is called so.
    pub fn findings(&self, document: &str) -> Vec<Finding> {
        let problem = |problem: &String| {
            let hint = "change the theme's templates, or choose another theme; if it stands in your own text, change it there";
            Finding::new(Code::FaultyPdf, format!("the finished {document}: {problem}")).hint(hint)
        };
        self.not_recovered(document).into_iter().chain(self.problems.iter().map(problem)).collect()
    }

    /// One finding for all fields that are missing.
    fn not_recovered(&self, document: &str) -> Option<Finding> {
        let first = self.missing.first()?;
        let named: Vec<String> = self.missing.iter().take(NAMED).map(ToString::to_string).collect();
        let more = if self.missing.len() > NAMED { "; ..." } else { "" };
        let message = format!(
            "programs that read the finished {document} find {} of {} fields; not {}{more}",
            self.recovered(),
            self.expected,
            named.join("; ")
        );
        Some(Finding::new(Code::NotRecovered, message).hint(first.hint()))
    }
}

impl Missing {
    /// What its theme can do.
    fn hint(&self) -> &'static str {
        match (self.kind, self.loss) {
            (FieldKind::Heading, _) => "a heading is `section.title` and nothing else, on a line of its own",
            (_, Loss::Absent) => {
                "the theme leaves it out, changes it, spaces its letters or shows it as a picture"
            }
            (_, Loss::Misplaced) => {
                "the theme shows it elsewhere: keep the order of the profile within a section"
            }
            (_, Loss::AsDrawn) => "the theme draws the parts of the page out of order: avoid `place`",
            (_, Loss::ByPlace) => {
                "the theme sets texts side by side: keep one column, with dates on the title's line"
            }
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let loss = match self.loss {
            Loss::Absent => "absent as text",
            Loss::Misplaced => "not in its place",
            Loss::AsDrawn => "lost in the order of drawing",
            Loss::ByPlace => "lost line by line",
        };
        write!(f, "{} \"{}\" ({loss})", self.kind.name(), self.text)
    }
}

/// Reads a document back.
pub fn read_back(expected: &Expected<'_>) -> Readback {
    let fields: Vec<&Field> = expected.blocks.iter().flat_map(Block::fields).collect();
    let bytes = expected.pdf.to_vec();
    // A reader of any bytes may have bugs; a document that it cannot read is one that others cannot read either.
    let read = catch_unwind(|| {
        let pdf = Pdf::new(Arc::new(bytes)).ok()?;
        let links = fields.iter().flat_map(|field| field.links.iter().map(String::as_str));
        let problems = structure::problems(&pdf, expected.language, links);
        Some((reader::glyphs(&pdf), problems, structure::told(&pdf)))
    });
    let (glyphs, structure, told) = read
        .ok()
        .flatten()
        .unwrap_or_else(|| (Vec::new(), vec!["it cannot be read at all".to_owned()], Vec::new()));
    let (drawn, placed) = (Reading::as_drawn(&glyphs), Reading::by_place(&glyphs));
    let as_drawn = Found::new(&drawn, expected.blocks);
    let by_place = Found::new(&placed, expected.blocks);
    let missing: Vec<Missing> = fields
        .iter()
        .enumerate()
        .filter_map(|(at, field)| {
            let loss = match (as_drawn.fields[at], by_place.fields[at]) {
                (Some(_), Some(_)) => return None,
                (None, Some(_)) => Loss::AsDrawn,
                (Some(_), None) => Loss::ByPlace,
                (None, None) if as_drawn.anywhere[at] && by_place.anywhere[at] => Loss::Misplaced,
                (None, None) => Loss::Absent,
            };
            Some(Missing { kind: field.kind, text: field.text.clone(), loss })
        })
        .collect();
    let spans: Vec<_> = as_drawn.fields.iter().flatten().copied().collect();
    let mut beside = beside::beside(&glyphs, &drawn, &spans);
    beside.extend(told);
    let unread: String = missing.iter().map(|field| field.text.as_str()).collect();
    let mut problems = symbols::problems(&glyphs, &drawn, &spans, &unread);
    problems.extend(structure);
    Readback { expected: fields.len(), missing, problems, beside }
}

#[cfg(all(test, feature = "embedded"))]
mod tests;
