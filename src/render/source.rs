//! The rendered text of one document, with everything an engine needs to set it.

use std::borrow::Cow;
use std::sync::Arc;

/// A font file of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Font {
    /// File name, such as `SourceSerif4-Regular.otf`.
    pub name: String,
    /// The file's bytes.
    pub bytes: Cow<'static, [u8]>,
}

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
