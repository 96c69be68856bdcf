//! The Typst compiler inside this binary, in workers: a document that loops, recurses or allocates without end takes
//! down a worker, and nothing else.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::embedded::Embedded;
use super::world::read_shipped_fonts;
use super::{Diagnostic, Engine, EngineError, MAIN_FILE, Pdf, PdfSettings, TYPST_VERSION};
use crate::process::{Blob, Isolation, Reply, Request, Subject};
use crate::render::{Font, Mark, Source, shipped_fonts};

/// The name of the service of a worker that sets documents.
pub const TYPST: &str = "typst";

/// The engine.
pub(super) struct Isolated(Isolation);

/// What a worker is asked; fonts that it does not have come beside it.
#[derive(Serialize, Deserialize)]
struct Question<'a> {
    text: Cow<'a, str>,
    fonts: Vec<FontAsked>,
    /// `YYYY-MM-DD`.
    created: String,
    archival: bool,
    wanted: Wanted,
}

/// A font of a document.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum FontAsked {
    /// By its place among those that come with the program, which the worker is too.
    Shipped(usize),
    /// The next of those that are sent.
    Sent,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum Wanted {
    Marks,
    Pdf,
}

/// What a worker answers.
#[derive(Serialize, Deserialize)]
enum Answer {
    /// Name, page, and the bits of the height: its digits would be rounded.
    Marks(Vec<(String, usize, u64)>),
    /// The file comes beside it.
    Pdf { pages: usize, warnings: Vec<Diagnostic> },
    /// [`EngineError::Compile`].
    Refused(Vec<Diagnostic>),
    /// [`EngineError::PackageImport`].
    Package { package: String, line: Option<usize> },
    /// Whatever else went wrong, in words.
    Failed(String),
}

impl Isolated {
    /// An engine whose documents are set by these workers.
    pub(super) fn new(isolation: Isolation) -> Self {
        Self(isolation)
    }

    fn ask(
        &self,
        source: &Source,
        settings: &PdfSettings,
        wanted: Wanted,
    ) -> Result<(Answer, Vec<u8>), EngineError> {
        let unreadable = |error: serde_json::Error| EngineError::Unreadable { reason: error.to_string() };
        let asked = |font: &Font| {
            let same = |shipped: &Font| Arc::ptr_eq(&shipped.bytes, &font.bytes);
            shipped_fonts().position(same).map_or(FontAsked::Sent, FontAsked::Shipped)
        };
        let fonts: Vec<FontAsked> = source.fonts.iter().map(asked).collect();
        let sent = source.fonts.iter().zip(&fonts).filter(|(_, asked)| matches!(asked, FontAsked::Sent));
        let shared: Vec<Blob> = sent.map(|(font, _)| Arc::clone(&font.bytes)).collect();
        let question = serde_json::to_vec(&Question {
            text: Cow::Borrowed(&source.text),
            fonts,
            created: settings.created.to_string(),
            archival: settings.archival,
            wanted,
        });
        let question = question.map_err(unreadable)?;
        let request = Request { service: TYPST, question: &question, shared: &shared };
        let subject = Subject { kind: &source.name, text: &source.text };
        let reply = self
            .0
            .ask(subject, &request)
            .map_err(|stopped| EngineError::stopped(stopped, self.0.workers.program()))?;
        Ok((serde_json::from_slice(&reply.answer).map_err(unreadable)?, reply.file))
    }
}

impl Answer {
    /// The error that it is, when it should be something else.
    fn error(self) -> EngineError {
        match self {
            Self::Refused(diagnostics) => EngineError::Compile { diagnostics },
            Self::Package { package, line } => EngineError::PackageImport { package, line },
            Self::Failed(status) => EngineError::crashed(&status, ""),
            Self::Marks(_) | Self::Pdf { .. } => {
                EngineError::Unreadable { reason: "it answers another question".to_owned() }
            }
        }
    }

    fn of_error(error: EngineError) -> Self {
        match error {
            EngineError::Compile { diagnostics } => Self::Refused(diagnostics),
            EngineError::PackageImport { package, line } => Self::Package { package, line },
            EngineError::Crashed { status, .. } => Self::Failed(status),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl Engine for Isolated {
    fn name(&self) -> &'static str {
        "embedded"
    }

    fn version(&self) -> &str {
        TYPST_VERSION
    }

    fn marks(&self, source: &Source, settings: &PdfSettings) -> Result<Vec<Mark>, EngineError> {
        match self.ask(source, settings, Wanted::Marks)? {
            (Answer::Marks(marks), _) => {
                let mark = |(name, page, y)| Mark { name, page, y: f64::from_bits(y) };
                Ok(marks.into_iter().map(mark).collect())
            }
            (other, _) => Err(other.error()),
        }
    }

    fn pdf(&self, source: &Source, settings: &PdfSettings) -> Result<Pdf, EngineError> {
        match self.ask(source, settings, Wanted::Pdf)? {
            (Answer::Pdf { pages, warnings }, bytes) => Ok(Pdf { bytes, pages, warnings }),
            (other, _) => Err(other.error()),
        }
    }
}

/// Sets documents in a worker.
pub struct TypstService(Embedded);

impl Default for TypstService {
    fn default() -> Self {
        // A worker is started before it is asked, and has time for what most documents need.
        read_shipped_fonts();
        // The asker kills it when it takes too long.
        Self(Embedded::new(Duration::MAX))
    }
}

impl TypstService {
    /// Answers a request.
    ///
    /// # Errors
    /// It is no question of this service.
    pub fn answer(&self, request: &Request<'_>) -> serde_json::Result<Reply> {
        let Question { text, fonts, created, archival, wanted } = serde_json::from_slice(request.question)?;
        let created: Date = created.parse().map_err(serde::de::Error::custom)?;
        let settings = PdfSettings { created, archival };
        let mut sent = request.shared.iter();
        let font = |asked: &FontAsked| match asked {
            FontAsked::Shipped(at) => shipped_fonts().nth(*at).cloned(),
            FontAsked::Sent => {
                sent.next().map(|bytes| Font { name: String::new(), bytes: Arc::clone(bytes) })
            }
        };
        let known: Option<Arc<[Font]>> = fonts.iter().map(font).collect();
        let fonts = known.ok_or_else(|| serde::de::Error::custom("a font is not there"))?;
        let source = Source { name: MAIN_FILE.to_owned(), text: text.into_owned(), fonts };
        let (answer, file) = match wanted {
            Wanted::Marks => match self.0.marks(&source, &settings) {
                Ok(marks) => {
                    let marks = marks.into_iter().map(|mark| (mark.name, mark.page, mark.y.to_bits()));
                    (Answer::Marks(marks.collect()), Vec::new())
                }
                Err(error) => (Answer::of_error(error), Vec::new()),
            },
            Wanted::Pdf => match self.0.pdf(&source, &settings) {
                Ok(Pdf { bytes, pages, warnings }) => (Answer::Pdf { pages, warnings }, bytes),
                Err(error) => (Answer::of_error(error), Vec::new()),
            },
        };
        Ok(Reply { answer: serde_json::to_vec(&answer)?, file })
    }
}
