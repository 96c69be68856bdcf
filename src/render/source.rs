//! The rendered text of one document, with everything an engine needs to set it.

use std::sync::Arc;

use super::font::Font;

/// The rendered Typst text of one document.
#[derive(Debug, Clone)]
pub struct Source {
    /// File name, such as `resume.typ`.
    pub name: String,
    /// The Typst markup.
    pub text: String,
    /// The fonts it may use, and no others.
    pub fonts: Arc<[Font]>,
}
