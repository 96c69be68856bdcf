//! Why a document could not be set.

use std::path::{Path, PathBuf};

use crate::finding::Code;
use crate::fs::FsError;
use crate::process::{Limit, Stopped};

use super::{Diagnostic, TYPST_VERSION};

/// How much of the end of a program's output is kept, in characters.
const TAIL: usize = 2000;

/// What stood in the way of a document; each has a next step, [`EngineError::hint`].
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Typst refuses the source.
    #[error("{}", first(diagnostics))]
    Compile {
        /// Errors first, then warnings; there is at least one error.
        diagnostics: Vec<Diagnostic>,
    },
    /// The source uses a Typst package.
    #[error("the document imports the Typst package {package}{}", at(*line))]
    PackageImport {
        /// Such as `@preview/fontawesome:0.5.0`.
        package: String,
        /// Line of the source, from 1.
        line: Option<usize>,
    },
    /// The embedded engine was asked for in a build without it.
    #[error("this build of Bespoke has no Typst compiler inside")]
    NotBuiltIn,
    /// There is no `typst` program.
    #[error("there is no `typst` program {}", if *on_path { "on PATH".into() } else { format!("at {}", looked_for.display()) })]
    Missing {
        /// The path or name that was looked for.
        looked_for: PathBuf,
        /// Whether the folders of PATH were searched.
        on_path: bool,
    },
    /// The program cannot be started.
    #[error("cannot start {}: {reason}", path.display())]
    Start {
        /// The program.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
    /// The program does not answer `--version` as Typst does.
    #[error("{} does not seem to be Typst: its version is {answer:?}", path.display())]
    NotTypst {
        /// The program.
        path: PathBuf,
        /// The start of its answer.
        answer: String,
    },
    /// The program is another version of Typst.
    #[error("{} is Typst {found}, and Bespoke needs {needed}", path.display())]
    Version {
        /// The version found.
        found: String,
        /// [`TYPST_VERSION`].
        needed: &'static str,
        /// The program.
        path: PathBuf,
    },
    /// It cost more than allowed and was stopped.
    #[error("Typst {0}")]
    Limit(Limit),
    /// Typst ended without a document and without a message about the source.
    #[error("Typst failed: {status}{}", tail(stderr))]
    Crashed {
        /// Exit status, signal or panic, in words.
        status: String,
        /// The end of its error output.
        stderr: String,
    },
    /// What the program wrote cannot be read.
    #[error("what Typst wrote cannot be read: {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },
    /// A file for the program could not be written or read.
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl EngineError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Compile { diagnostics } => {
                let hints = diagnostics.iter().find(|one| one.is_error()).map(|one| one.hints.join("; "));
                hints.filter(|hints| !hints.is_empty()).unwrap_or_else(|| {
                    "if you changed the theme's templates, look there; `bespoke themes` lists those that work".into()
                })
            }
            Self::PackageImport { .. } => {
                "documents are made offline: copy the functions you need into the theme's templates".into()
            }
            Self::NotBuiltIn => "use `--engine typst-cli`, or build with `--features embedded`".into(),
            Self::Missing { .. } | Self::Start { .. } | Self::NotTypst { .. } => format!(
                "install Typst {TYPST_VERSION}, name the program with --typst or $TYPST, or use `--engine embedded`"
            ),
            Self::Version { .. } => format!(
                "install Typst {TYPST_VERSION}, for another version sets other lines and pages, or use `--engine embedded`"
            ),
            Self::Limit(Limit::Time(_)) => {
                "allow more with --time-limit, or look for an endless loop in the theme's templates".into()
            }
            Self::Limit(Limit::Memory(_)) => {
                "look for a loop or a recursion without end in the theme's templates".into()
            }
            Self::Crashed { .. } => "try the other engine, and report it if that works".into(),
            Self::Unreadable { .. } => "try again, or use `--engine embedded`".into(),
            Self::Fs(_) => "check the folder for temporary files ($TMPDIR) and the space left there".into(),
        }
    }

    /// The kind of finding it becomes.
    pub fn code(&self) -> Code {
        match self {
            Self::Compile { diagnostics } => diagnostics.first().map_or(Code::TypstError, Diagnostic::code),
            Self::PackageImport { .. } => Code::PackageImport,
            Self::NotBuiltIn | Self::Missing { .. } | Self::Start { .. } | Self::NotTypst { .. } => {
                Code::EngineMissing
            }
            Self::Version { .. } => Code::EngineVersion,
            Self::Limit(Limit::Time(_)) => Code::EngineTimeout,
            Self::Limit(Limit::Memory(_)) => Code::EngineMemory,
            Self::Crashed { .. } | Self::Unreadable { .. } => Code::EngineFailed,
            Self::Fs(error) => error.finding().code,
        }
    }

    /// What became of a program that should have set a document.
    pub(super) fn stopped(stopped: Stopped, program: &Path) -> Self {
        match stopped {
            Stopped::Start(error) => {
                let reason = error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase();
                Self::Start { path: program.to_owned(), reason }
            }
            Stopped::Ended { status, stderr } => Self::crashed(&status, &stderr),
            Stopped::Limit(limit) => Self::Limit(limit),
        }
    }

    /// A program ended without having set the document.
    pub(super) fn crashed(status: &str, stderr: &str) -> Self {
        let tail = stderr.char_indices().rev().nth(TAIL).map_or(stderr, |(at, _)| &stderr[at..]);
        Self::Crashed { status: status.to_owned(), stderr: tail.to_owned() }
    }

    /// Errors of a compilation; a package that code asked for is what it is about, whatever the wording.
    pub(super) fn from_diagnostics(diagnostics: Vec<Diagnostic>) -> Self {
        let package = diagnostics.iter().find_map(|one| Some((one.package()?, one.line)));
        match package {
            Some((package, line)) => Self::PackageImport { package, line },
            None => Self::Compile { diagnostics },
        }
    }
}

/// The first error in one sentence, with its line and how many follow.
fn first(diagnostics: &[Diagnostic]) -> String {
    let mut errors = diagnostics.iter().filter(|one| one.is_error());
    let Some(error) = errors.next() else { return "Typst cannot compile the document".into() };
    let more = match errors.count() {
        0 => String::new(),
        1 => ", and 1 more error".into(),
        count => format!(", and {count} more errors"),
    };
    format!("Typst cannot compile the document: {}{}{more}", error.message, at(error.line))
}

fn at(line: Option<usize>) -> String {
    line.map(|line| format!(" (line {line})")).unwrap_or_default()
}

/// The last line that says something, to stand in a sentence.
fn tail(stderr: &str) -> String {
    let line = stderr.lines().rev().map(str::trim).find(|line| !line.is_empty());
    line.map(|line| format!(", saying {line:?}")).unwrap_or_default()
}
