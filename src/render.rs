//! Rendering: a theme and a tailored document become Typst source.

mod source;

pub use source::{Font, Source};
