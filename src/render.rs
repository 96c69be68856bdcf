//! Rendering: a theme and a tailored document become Typst source, or another format.
//!
//! [`Resume`] and [`CoverLetter`] are the document model: everything that is shown, in its order, and nothing
//! else. A theme only lays it out, and a format only writes it down.

mod contact;
mod cover_letter;
mod date;
mod field;
mod font;
mod format;
mod markup;
mod measure;
mod page;
mod resume;
mod source;
mod template;
mod theme;

pub use contact::{Contact, ContactKind};
pub use cover_letter::{CoverLetter, LetterParagraph, LetterText};
pub use date::Edition;
pub use field::{Block, Field, FieldKind};
pub use font::{Font, Fonts, system_fonts};
pub use format::{Documents, Format, json_resume};

pub use markup::{Markup, Name};
pub use measure::{LABEL as MARK_LABEL, Mark, Measuring, Sheet};
pub use page::Page;
pub use resume::{Entry, List, Resume, Role, Section};
pub use source::Source;
pub use template::{Renderer, TEMPLATES, TemplateService};
pub use theme::{Settings as ThemeSettings, Theme, label_fonts, names as theme_names, shipped_fonts};
