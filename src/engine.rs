//! Engines: what turns a [`Source`] into a PDF.
//!
//! There are two behind one trait, because Typst is a real boundary: [`EngineChoice::Embedded`] is the
//! compiler inside this binary, [`EngineChoice::TypstCli`] the `typst` program as a child process.
//! For the same Typst version they write **the same bytes**, which is why a program of any other version
//! is refused. Neither reads a file beyond the source and its fonts, uses a package or the network, or
//! runs longer than its time limit.

mod diagnostic;
#[cfg(feature = "embedded")]
mod embedded;
mod error;
mod imports;
#[cfg(feature = "embedded")]
mod isolated;
mod memory;
mod messages;
#[cfg(test)]
mod parity;
#[cfg(test)]
mod samples;
mod typst_cli;
#[cfg(feature = "embedded")]
mod world;

use std::ffi::OsString;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::process::{Isolation, Limits};
use crate::render::{Mark, Source};

pub use diagnostic::Diagnostic;
pub use error::EngineError;
#[cfg(feature = "embedded")]
pub use isolated::{TYPST, TypstService};

/// The Typst version of both engines; another one would break lines and pages elsewhere.
pub const TYPST_VERSION: &str = "0.15.1";

/// The engine that is used where none is named: the one inside, if there is one.
pub const DEFAULT_ENGINE: &str = if cfg!(feature = "embedded") { "embedded" } else { "typst-cli" };

/// The name under which both engines know the source, so that their messages agree.
const MAIN_FILE: &str = "main.typ";

/// Sets documents; both engines give the same answer for the same source and settings.
pub trait Engine: Send + Sync {
    /// `"embedded"` or `"typst-cli"`, as in settings and reports.
    fn name(&self) -> &'static str;

    /// The Typst version, such as `0.15.1`.
    fn version(&self) -> &str;

    /// Lays the document out and tells where its marks are: the elements of `metadata` with a text that are
    /// labelled [`MARK_LABEL`](crate::render::MARK_LABEL), in their order.
    ///
    /// # Errors
    /// See [`EngineError`]; what only a PDF standard forbids, such as a missing glyph, is not found here.
    fn marks(&self, source: &Source, settings: &PdfSettings) -> Result<Vec<Mark>, EngineError>;

    /// Makes the PDF.
    ///
    /// # Errors
    /// See [`EngineError`].
    fn pdf(&self, source: &Source, settings: &PdfSettings) -> Result<Pdf, EngineError>;
}

/// What a document is besides its source. PDF/UA-1 (tagged, language, title) always applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PdfSettings {
    /// The day in the creation metadata, at 00:00 UTC, and what `datetime.today()` answers.
    pub created: Date,
    /// Conform to PDF/A-2a as well.
    pub archival: bool,
}

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// What Typst warned about, in its order.
    pub warnings: Vec<Diagnostic>,
}

/// Which engine to open.
#[derive(Clone)]
pub enum EngineChoice {
    /// The Typst compiler inside this binary, if it was built with the feature `embedded`.
    Embedded {
        /// Where it runs. Without workers it is this process: a document over its time is then given up, but its
        /// thread keeps working until it ends by itself or the process does, and its memory is not limited.
        isolation: Option<Isolation>,
    },
    /// The `typst` program.
    TypstCli {
        /// The program asked for (`--typst`, `$TYPST`); a bare name is looked up in `path`.
        program: Option<PathBuf>,
        /// The value of `PATH`, used when no program is asked for.
        path: Option<OsString>,
        /// This program, with which the other one ends; see [`follower`](crate::process::follower).
        own: Option<PathBuf>,
    },
}

/// Opens an engine; the limits hold for each document. The `typst` program is asked for its version.
///
/// # Errors
/// The engine is not there, or is not Typst [`TYPST_VERSION`].
pub fn open(choice: EngineChoice, limits: Limits) -> Result<Box<dyn Engine>, EngineError> {
    match choice {
        #[cfg(feature = "embedded")]
        EngineChoice::Embedded { isolation: Some(isolation) } => {
            Ok(Box::new(isolated::Isolated::new(isolation)))
        }
        #[cfg(feature = "embedded")]
        EngineChoice::Embedded { isolation: None } => Ok(Box::new(embedded::Embedded::new(limits.time))),
        #[cfg(not(feature = "embedded"))]
        EngineChoice::Embedded { .. } => Err(EngineError::NotBuiltIn),
        EngineChoice::TypstCli { program, path, own } => {
            let program = typst_cli::find(program.as_deref(), path.as_deref())?;
            Ok(Box::new(typst_cli::TypstCli::new(typst_cli::Program { path: program, own }, limits)?))
        }
    }
}

/// The engine with a memory: what it made last is not made again.
pub fn remembering(engine: Box<dyn Engine>) -> impl Engine {
    memory::Remembering::new(engine)
}

#[cfg(all(test, not(feature = "embedded")))]
mod tests {
    use super::{EngineChoice, Limits, open};

    #[test]
    fn a_small_build_says_that_typst_is_not_in_it() {
        let error =
            open(EngineChoice::Embedded { isolation: None }, Limits::of(std::time::Duration::from_secs(1)))
                .err()
                .unwrap();
        insta::assert_snapshot!(
            format!("{error}\n{}", error.hint()),
            @r"
        this build of Bespoke has no Typst compiler inside
        use `--engine typst-cli`, or build with `--features embedded`
        "
        );
    }
}
