//! The page a document is set on.

use std::sync::Arc;

use super::font::Fonts;
use crate::profile::{Color, Density, Look};

/// The paper of a document that asks for none.
const DEFAULT_PAPER: &str = "us-letter";

/// The page a document is set on, and how.
#[derive(Debug, Clone)]
pub struct Page {
    /// "us-letter" or "a4".
    pub paper: String,
    /// A language tag, such as "en" or "de-CH".
    pub language: String,
    /// How tight it is set.
    pub density: Density,
    /// The colour of headings and rules.
    pub accent: Color,
    /// The fonts it is set in.
    pub fonts: Arc<Fonts>,
    /// Whether the page has no end, so that heights can be measured.
    pub measuring: bool,
}

impl Page {
    /// A page of a certain look, relaxed where that is open, of a document in English.
    pub fn of(look: &Look, fonts: Arc<Fonts>) -> Self {
        Self {
            paper: look.paper.clone().unwrap_or_else(|| DEFAULT_PAPER.to_owned()),
            language: "en".to_owned(),
            density: look.density.unwrap_or_default(),
            accent: look.accent.unwrap_or_default(),
            fonts,
            measuring: false,
        }
    }
}
