//! An engine that remembers what it made last: the same source gives the same answer.
//!
//! Of the documents that are set while one file is edited most are as they were before, above all those that only
//! measure.

use std::sync::Arc;

use super::{Engine, EngineError, Pdf, PdfSettings};
use crate::render::{Mark, Source};
use crate::threads::Memo;

/// How many answers of each kind are remembered; one job asks for about ten.
const REMEMBERED: usize = 24;

/// The engine. An error is not remembered, for another try may fare better.
pub(super) struct Remembering {
    engine: Box<dyn Engine>,
    marks: Memo<Asked, Vec<Mark>>,
    pdfs: Memo<Asked, Pdf>,
}

impl Remembering {
    /// Remembers what an engine makes from now on.
    pub(super) fn new(engine: Box<dyn Engine>) -> Self {
        Self { engine, marks: Memo::of(REMEMBERED), pdfs: Memo::of(REMEMBERED) }
    }
}

impl Engine for Remembering {
    fn name(&self) -> &'static str {
        self.engine.name()
    }

    fn version(&self) -> &str {
        self.engine.version()
    }

    fn marks(&self, source: &Source, settings: &PdfSettings) -> Result<Vec<Mark>, EngineError> {
        self.marks.get_or_try(Asked::new(source, settings), || self.engine.marks(source, settings))
    }

    fn pdf(&self, source: &Source, settings: &PdfSettings) -> Result<Pdf, EngineError> {
        self.pdfs.get_or_try(Asked::new(source, settings), || self.engine.pdf(source, settings))
    }
}

/// A source and its settings; it keeps the fonts alive, so their address stays their own.
struct Asked {
    source: Source,
    settings: PdfSettings,
}

impl Asked {
    fn new(source: &Source, settings: &PdfSettings) -> Self {
        Self { source: source.clone(), settings: *settings }
    }
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.settings == other.settings
            && Arc::ptr_eq(&self.source.fonts, &other.source.fonts)
            && self.source.text == other.source.text
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Engine, EngineError, Mark, Pdf, PdfSettings, REMEMBERED, Remembering, Source};

    /// An engine that tells how often it was asked.
    struct Counting(Arc<AtomicUsize>);

    impl Engine for Counting {
        fn name(&self) -> &'static str {
            "counting"
        }

        fn version(&self) -> &str {
            "0"
        }

        fn marks(&self, source: &Source, _: &PdfSettings) -> Result<Vec<Mark>, EngineError> {
            self.0.fetch_add(1, Ordering::Relaxed);
            if source.text == "wrong" {
                return Err(EngineError::from_diagnostics(Vec::new()));
            }
            Ok(vec![Mark { name: source.text.clone(), page: 1, y: 0.0 }])
        }

        fn pdf(&self, source: &Source, settings: &PdfSettings) -> Result<Pdf, EngineError> {
            self.marks(source, settings)?;
            Ok(Pdf { bytes: source.text.clone().into_bytes(), pages: 1, warnings: Vec::new() })
        }
    }

    fn source(text: &str) -> Source {
        Source { name: "resume.typ".to_owned(), text: text.to_owned(), fonts: Arc::from([]) }
    }

    const SETTINGS: PdfSettings = PdfSettings { created: jiff::civil::date(2025, 1, 1), archival: true };

    #[test]
    fn the_same_is_made_once_and_anything_else_anew() {
        let made = Arc::new(AtomicUsize::new(0));
        let engine = Remembering::new(Box::new(Counting(Arc::clone(&made))));
        let count = || made.load(Ordering::Relaxed);
        let one = source("one");
        for _ in 0..3 {
            assert_eq!(engine.marks(&one, &SETTINGS).unwrap()[0].name, "one");
        }
        assert_eq!(count(), 1);
        for _ in 0..3 {
            assert_eq!(engine.pdf(&one, &SETTINGS).unwrap().bytes, b"one");
        }
        assert_eq!(count(), 2);
        let tomorrow = PdfSettings { created: jiff::civil::date(2025, 1, 2), ..SETTINGS };
        engine.marks(&one, &tomorrow).unwrap();
        // The same text in other fonts.
        engine.marks(&source("one"), &SETTINGS).unwrap();
        assert_eq!(count(), 4);
        for _ in 0..2 {
            engine.marks(&source("wrong"), &SETTINGS).unwrap_err();
        }
        assert_eq!(count(), 6);
    }

    #[test]
    fn what_was_not_asked_for_long_is_forgotten() {
        let made = Arc::new(AtomicUsize::new(0));
        let engine = Remembering::new(Box::new(Counting(Arc::clone(&made))));
        let sources: Vec<Source> = (0..=REMEMBERED).map(|at| source(&at.to_string())).collect();
        for source in &sources {
            engine.marks(source, &SETTINGS).unwrap();
        }
        engine.marks(&sources[1], &SETTINGS).unwrap();
        assert_eq!(made.load(Ordering::Relaxed), REMEMBERED + 1);
        engine.marks(&sources[0], &SETTINGS).unwrap();
        assert_eq!(made.load(Ordering::Relaxed), REMEMBERED + 2);
    }
}
