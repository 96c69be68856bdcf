//! The letter: what the notes ask for and the profile can prove, in sentences a person would sign.
//!
//! It is drafted from the notes ([`draft()`]) until its owner takes it over in a file of their own
//! ([`LetterFile`]). Either way each sentence knows the lines it rests on, and the same rules are held against
//! it ([`lint()`]).

mod borrowed;
mod draft;
mod file;
mod grammar;
mod lint;
mod unused;

use jiff::civil;

use crate::finding::Place;
use crate::language::Language;
use crate::markdown::Prose;

pub use draft::{AIM, Brief, draft};
pub use file::{Owned, fingerprint, read, text, was_edited};
pub use lint::{Context, lint, stock_phrases};

/// Opens a marker for what the owner has to write.
pub const MARKER: &str = "\u{27e6}TODO:";

/// Closes it.
pub const MARKER_END: &str = "\u{27e7}";

/// Words that a letter should not exceed.
pub const MOST_WORDS: usize = 400;

/// Words from which on only the length of a letter is judged: nobody reads on, and setting hundreds of pages only to
/// count them would take a minute.
pub const UNREADABLE: usize = 3000;

/// The longest sentence that is read at once, in words.
const LONGEST_SENTENCE: usize = 35;

/// A letter, ready to be set.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The language it is written in.
    pub language: &'static Language,
    /// Its date.
    pub date: civil::Date,
    /// To whom, line by line.
    pub recipient: Vec<String>,
    /// "Dear ...," including the comma.
    pub salutation: String,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// "Sincerely," including the comma.
    pub closing: String,
    /// The name below.
    pub signature: String,
    /// What stands below the name, line by line: what is sent along, in an edited letter anything.
    pub below: Vec<String>,
    /// Instructions that left no trace.
    pub unused: Vec<Unused>,
    /// What could have been said and was left out to keep the letter short, the most valuable first.
    pub left_out: Vec<Sentence>,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// What is shown.
    pub prose: Prose,
    /// Whether it is an item of a list.
    pub is_item: bool,
    /// The same, sentence by sentence.
    pub sentences: Vec<Sentence>,
}

/// A sentence and the lines it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// Where they come from; of an owned letter the first is its own line. A sentence that states no fact, such
    /// as thanks, has none in a draft.
    pub sources: Vec<Place>,
}

/// An instruction for which nothing was written.
#[derive(Debug, Clone)]
pub struct Unused {
    /// The phrase.
    pub text: String,
    /// Where it stands.
    pub source: Place,
}

impl Letter {
    /// All sentences in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences)
    }

    /// Words of the paragraphs, as a word processor counts them.
    pub fn words(&self) -> usize {
        self.sentences().map(Sentence::words).sum()
    }
}

impl Sentence {
    /// Its words, as a word processor counts them.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

impl Paragraph {
    /// A paragraph of plain sentences.
    pub fn plain(sentences: Vec<Sentence>) -> Self {
        let text: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        Self { prose: Prose::literal(&text.join(" ")), is_item: false, sentences }
    }
}
