//! What an embedded document can see: its own text, its fonts and a fixed day. Nothing else exists.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use crate::process::Blob;
use crate::render;

/// The fonts of a theme, read once for all of its documents.
pub(super) struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// The fonts that come with the program, as Typst reads them.
static SHIPPED: LazyLock<Vec<(Blob, Vec<Font>)>> =
    LazyLock::new(|| render::shipped_fonts().map(|font| (Arc::clone(&font.bytes), faces(font))).collect());

/// The faces in a font file; one that holds no font has none, as for the `typst` program.
fn faces(file: &render::Font) -> Vec<Font> {
    Font::iter(Bytes::new(FontFile(Arc::clone(&file.bytes)))).collect()
}

/// Reads the fonts that come with the program.
pub(super) fn read_shipped_fonts() {
    LazyLock::force(&SHIPPED);
}

impl Fonts {
    /// Reads font files.
    pub(super) fn read(files: &[render::Font]) -> Self {
        let read = |file: &render::Font| {
            let shipped = SHIPPED.iter().find(|(bytes, _)| Arc::ptr_eq(bytes, &file.bytes));
            shipped.map_or_else(|| faces(file), |(_, faces)| faces.clone())
        };
        let fonts: Vec<Font> = files.iter().flat_map(read).collect();
        let mut book = FontBook::new();
        for font in &fonts {
            book.push(font.info().clone());
        }
        Self { book: LazyHash::new(book), fonts }
    }
}

/// A font file, lent to Typst without a copy.
struct FontFile(Blob);

impl AsRef<[u8]> for FontFile {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The world of one document.
pub(super) struct Document {
    library: Arc<LazyHash<Library>>,
    fonts: Arc<Fonts>,
    main: Source,
    today: Date,
}

impl Document {
    /// The world of a document; `main` is the name of its source within it.
    pub(super) fn new(library: Arc<LazyHash<Library>>, fonts: Arc<Fonts>, main: Source, today: Date) -> Self {
        Self { library, fonts, main, today }
    }
}

/// A Typst source; a byte order mark is no part of it.
pub(super) fn source(path: VirtualPath, text: &str) -> Source {
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    Source::new(id, text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

/// Why a file that is not the source cannot be had.
fn refused(id: FileId) -> FileError {
    match id.root() {
        VirtualRoot::Project => FileError::NotFound(PathBuf::from(id.vpath().get_without_slash())),
        VirtualRoot::Package(package) => FileError::Package(PackageError::NotFound(package.clone())),
    }
}

impl World for Document {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(refused(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    /// It is always midnight in UTC, so that it is still the day before in zones to the west.
    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        let seconds = offset.map_or(0.0, |offset| offset.seconds().trunc());
        if seconds.is_nan() || seconds.abs() >= 86_400.0 {
            return None;
        }
        let day = if seconds < 0.0 { self.today.yesterday().ok()? } else { self.today };
        Datetime::from_ymd(day.year().into(), day.month().try_into().ok()?, day.day().try_into().ok()?)
    }
}
