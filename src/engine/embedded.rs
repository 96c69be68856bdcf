//! The Typst compiler inside this binary as an engine.
//!
//! Each document is set on a thread of its own: deep documents need a bigger stack than the caller may
//! have, a panic inside Typst becomes an error, and a document that takes too long can be given up. The
//! thread is the only worker of its own rayon pool, because Typst hands work to the current pool, and the
//! workers of the global one have small stacks. Batches are parallel over documents instead.

use std::any::Any;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use typst::diag::SourceDiagnostic;
use typst::foundations::{Content, Datetime, Label, Selector, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::syntax::{Source as Parsed, VirtualPath};
use typst::utils::{LazyHash, PicoStr};
use typst::{Library, LibraryExt, World, WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::finding::Severity;
use crate::process::Limit;
use crate::render::{Font, MARK_LABEL, Mark, Source};

use super::imports::refuse_packages;
use super::world::{Document, Fonts, source};
use super::{Diagnostic, Engine, EngineError, MAIN_FILE, Pdf, PdfSettings, TYPST_VERSION};

/// Stack of the thread that sets a document, in bytes; only what is used of it is ever real memory.
const STACK: usize = 64 * 1024 * 1024;

/// How many sets of fonts are kept; a batch uses one for each theme.
const FONT_SETS: usize = 8;

/// How many sources are kept: a job has a letter, and a resume on a page, on one without end, and with marks.
const SOURCES: usize = 4;

/// Results of Typst are looked through after so many documents, for that takes its time, and forgotten when they
/// were of no use for so many times that. The page-fit loop sets variants of a document in a row and gains by keeping
/// them, and so does a preview; a batch must not keep every document that it has made.
const CACHE_ROUND: usize = 8;
/// See [`CACHE_ROUND`].
const CACHE_AGE: usize = 3;

/// A set of fonts as given, and as Typst reads it.
type FontSet = (Arc<[Font]>, Arc<Fonts>);

/// The engine.
pub(super) struct Embedded {
    library: Arc<LazyHash<Library>>,
    fonts: Mutex<Vec<FontSet>>,
    /// The sources that were set last, the latest last.
    sources: Mutex<Vec<Parsed>>,
    /// How many documents were set.
    set: Arc<AtomicUsize>,
    time_limit: Duration,
}

impl Embedded {
    /// Builds Typst's standard library.
    pub(super) fn new(time_limit: Duration) -> Self {
        let library = Arc::new(LazyHash::new(<Library as LibraryExt>::default()));
        Self { library, fonts: Mutex::default(), sources: Mutex::default(), set: Arc::default(), time_limit }
    }

    /// A document's source, made of the most similar one before: what is the same in both is the same to Typst, which
    /// then remembers how it was set.
    fn source(&self, document: &Source) -> Result<Parsed, EngineError> {
        let path =
            VirtualPath::new(MAIN_FILE).map_err(|error| EngineError::crashed(&format!("{error:?}"), ""))?;
        let fresh = source(path, &document.text);
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        let alike = |known: &Parsed| common(known.text(), fresh.text());
        let nearest = (0..sources.len()).max_by_key(|at| alike(&sources[*at]));
        let nearest = nearest.filter(|at| alike(&sources[*at]) * 2 > fresh.text().len());
        let Some(at) = nearest else {
            if sources.len() == SOURCES {
                sources.remove(0);
            }
            sources.push(fresh.clone());
            return Ok(fresh);
        };
        let mut last = sources.remove(at);
        last.replace(fresh.text());
        // Nothing may depend on what was set before.
        let source = if last.root().spanless_eq(fresh.root()) { last } else { fresh };
        sources.push(source.clone());
        Ok(source)
    }

    /// The fonts, read unless they have been before. Their bytes are kept alive, so their addresses stay their own.
    fn fonts(&self, files: &Arc<[Font]>) -> Arc<Fonts> {
        let mut sets = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |known: &[Font]| known.iter().map(address).eq(files.iter().map(address));
        if let Some((_, fonts)) = sets.iter().find(|(known, _)| same(known)) {
            return Arc::clone(fonts);
        }
        if sets.len() == FONT_SETS {
            sets.remove(0);
        }
        let fonts = Arc::new(Fonts::read(files));
        sets.push((Arc::clone(files), Arc::clone(&fonts)));
        fonts
    }

    /// Sets a document on a thread of its own, and waits for what `work` makes of it.
    fn run<T: Send + 'static>(
        &self,
        document: &Source,
        settings: &PdfSettings,
        work: impl FnOnce(&Document) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        refuse_packages(&document.text)?;
        let crashed = |status: String| EngineError::crashed(&status, "");
        let (library, fonts) = (Arc::clone(&self.library), self.fonts(&document.fonts));
        let world = Document::new(library, fonts, self.source(document)?, settings.created);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .stack_size(STACK)
            .build()
            .map_err(|error| crashed(error.to_string()))?;
        let (answer, answered) = mpsc::channel();
        let set = Arc::clone(&self.set);
        pool.spawn(move || {
            // Whatever a panic leaves behind in the world goes with it.
            let result = catch_unwind(AssertUnwindSafe(|| work(&world)));
            if set.fetch_add(1, Ordering::Relaxed).is_multiple_of(CACHE_ROUND) {
                comemo::evict(CACHE_AGE);
            }
            // Nobody listens any more after the time limit.
            let _ = answer.send(result);
        });
        match answered.recv_timeout(self.time_limit) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => Err(crashed(format!("it panicked with {:?}", words(&*panic)))),
            Err(RecvTimeoutError::Timeout) => Err(EngineError::Limit(Limit::Time(self.time_limit))),
            Err(RecvTimeoutError::Disconnected) => Err(crashed("its thread ended without an answer".into())),
        }
    }
}

impl Engine for Embedded {
    fn name(&self) -> &'static str {
        "embedded"
    }

    fn version(&self) -> &str {
        TYPST_VERSION
    }

    fn marks(&self, source: &Source, settings: &PdfSettings) -> Result<Vec<Mark>, EngineError> {
        self.run(source, settings, |world| Ok(marks(&layout(world)?.output)))
    }

    fn pdf(&self, source: &Source, settings: &PdfSettings) -> Result<Pdf, EngineError> {
        let settings = *settings;
        self.run(source, &settings, move |world| {
            let Warned { output: document, warnings } = layout(world)?;
            let bytes = options(&settings)
                .and_then(|options| {
                    typst_pdf::pdf(&document, &options)
                        .map_err(|errors| errors.iter().map(|error| diagnostic(world, error)).collect())
                })
                .map_err(|mut errors: Vec<Diagnostic>| {
                    errors.extend_from_slice(&warnings);
                    EngineError::from_diagnostics(errors)
                })?;
            Ok(Pdf { bytes, pages: document.pages().len(), warnings })
        })
    }
}

/// How many bytes two texts have in common at their beginnings and their ends.
fn common(one: &str, other: &str) -> usize {
    let same = |(a, b): &(u8, u8)| a == b;
    let start = one.bytes().zip(other.bytes()).take_while(same).count();
    let (one, other) = (&one.as_bytes()[start..], &other.as_bytes()[start..]);
    start + one.iter().rev().copied().zip(other.iter().rev().copied()).take_while(same).count()
}

/// Where the bytes of a font are; they are the same bytes at the same address.
fn address(font: &Font) -> *const Cow<'static, [u8]> {
    Arc::as_ptr(&font.bytes)
}

/// A document and the warnings about it.
struct Warned<T> {
    output: T,
    warnings: Vec<Diagnostic>,
}

/// Lays a document out.
fn layout(world: &Document) -> Result<Warned<PagedDocument>, EngineError> {
    let compiled = typst::compile::<PagedDocument>(world);
    let warnings = compiled.warnings.iter().map(|warning| diagnostic(world, warning));
    match compiled.output {
        Ok(output) => Ok(Warned { output, warnings: warnings.collect() }),
        Err(errors) => {
            let errors = errors.iter().map(|error| diagnostic(world, error));
            Err(EngineError::from_diagnostics(errors.chain(warnings).collect()))
        }
    }
}

/// Where the marks of a document are.
fn marks(document: &PagedDocument) -> Vec<Mark> {
    let introspector = document.introspector();
    let Some(label) = Label::new(PicoStr::intern(MARK_LABEL)) else { return Vec::new() };
    let mark = |content: &Content| {
        let metadata = content.to_packed::<MetadataElem>()?;
        let Value::Str(name) = &metadata.value else { return None };
        let position = introspector.position(content.location()?)?;
        Some(Mark { name: name.as_str().to_owned(), page: position.page.get(), y: position.point.y.to_pt() })
    };
    introspector.query(&Selector::Label(label)).iter().filter_map(mark).collect()
}

/// The same options that the `typst` program makes of its flags.
fn options(settings: &PdfSettings) -> Result<PdfOptions, Vec<Diagnostic>> {
    let standards: &[PdfStandard] =
        if settings.archival { &[PdfStandard::Ua_1, PdfStandard::A_2a] } else { &[PdfStandard::Ua_1] };
    let standards = PdfStandards::new(standards).map_err(|error| {
        let mut diagnostic = Diagnostic::new(Severity::Error, error.message().as_str());
        diagnostic.hints = error.hints().iter().map(ToString::to_string).collect();
        vec![diagnostic]
    })?;
    let day = settings.created;
    let midnight = (|| {
        let (month, day_of_month) = (day.month().try_into().ok()?, day.day().try_into().ok()?);
        Datetime::from_ymd_hms(day.year().into(), month, day_of_month, 0, 0, 0)
    })();
    Ok(PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Auto,
        timestamp: midnight.map(Timestamp::new_utc),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    })
}

/// Typst's diagnostic as ours.
fn diagnostic(world: &Document, from: &SourceDiagnostic) -> Diagnostic {
    let severity = match from.severity {
        typst::diag::Severity::Error => Severity::Error,
        typst::diag::Severity::Warning => Severity::Warning,
    };
    let mut diagnostic = Diagnostic::new(severity, from.message.as_str());
    diagnostic.hints =
        from.hints.iter().filter(|hint| hint.span.is_detached()).map(|hint| hint.v.to_string()).collect();
    let place = from
        .span
        .id()
        .zip(world.range(from.span))
        .and_then(|(id, range)| world.source(id).ok()?.lines().byte_to_line_column(range.start));
    diagnostic.line = place.map(|(line, _)| line + 1);
    diagnostic.column = place.map(|(_, column)| column + 1);
    diagnostic
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

#[cfg(test)]
mod escaping;
#[cfg(test)]
mod tests;
