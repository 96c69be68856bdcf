//! Rendering: a theme and a tailored document become Typst source.
//!
//! [`Resume`] and [`CoverLetter`] are the document model: everything that is shown, in its order, and nothing
//! else. A theme only lays it out.

mod date;
mod document;
mod measure;
mod source;
mod template;
mod theme;

pub use date::Edition;
pub use document::{CoverLetter, Markup, Name, Resume};
pub use measure::{LABEL as MARK_LABEL, Mark, Measuring, Sheet};
pub use source::{Font, Source};
pub use template::{Page, Renderer};
pub use theme::{Settings as ThemeSettings, Theme, names as theme_names};
