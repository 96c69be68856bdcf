//! Sources for the tests of both engines.

#![allow(clippy::disallowed_methods, reason = "tests look for the fonts of the built-in themes")]
#![cfg_attr(not(feature = "embedded"), allow(dead_code, reason = "only the embedded engine sets these"))]

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use jiff::civil::date;

use super::{Engine, EngineError, PdfSettings};
use crate::render::{Font, Sheet, Source};

/// A day and no archive.
pub(super) const SETTINGS: PdfSettings = PdfSettings { created: date(2026, 3, 1), archival: false };

/// Every font below `templates/fonts`, in order of name; Source Serif 4 is among them.
pub(super) static FONTS: LazyLock<Arc<[Font]>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/fonts"), &mut files);
    files.sort();
    let fonts = files.iter().map(|file| Font {
        name: file.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: Arc::new(Cow::Owned(std::fs::read(file).unwrap())),
    });
    fonts.collect()
});

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "otf" || extension == "ttf") {
            files.push(path);
        }
    }
}

/// A source with the fonts of the themes.
pub(super) fn source(text: impl Into<String>) -> Source {
    Source { name: "resume.typ".into(), text: text.into(), fonts: Arc::clone(&FONTS) }
}

/// A source without any font, for what is not about text.
pub(super) fn bare(text: impl Into<String>) -> Source {
    Source { name: "resume.typ".into(), text: text.into(), fonts: Arc::from([]) }
}

/// How many pages a source has when it is laid out.
pub(super) fn pages(
    engine: &dyn Engine,
    source: &Source,
    settings: &PdfSettings,
) -> Result<usize, EngineError> {
    let marks = engine.marks(&source.measured(), settings)?;
    Ok(Sheet::read(&marks).expect("its marks").pages)
}

/// A resume of three pages, with all that themes use.
pub(super) const RESUME: &str = r##"#set document(title: "Alex Example - Resume", author: "Alex Example", keywords: ("rust", "typst"))
#set text(font: "Source Serif 4", size: 10pt, lang: "en", hyphenate: false)
#set page(paper: "us-letter", margin: 0.8in, footer: context align(center, counter(page).display("1 of 1", both: true)))
#set par(justify: false)
#show heading.where(level: 1): it => block(below: 8pt, strong(it.body))
#show link: underline
= Alex Example
#link("mailto:alex@example.com")[#"alex@example.com";] | #link("https://example.com/~alex?a=1&b=2#c")
== Experience
#for year in range(1, 14) [
  === #"Example Corp <Ltd> & Söhne";
  *Engineer* #box(width: 1fr, repeat[.]) _20#if year < 10 [0]#year - #datetime.today().display()_
  - Moved #"$1,000,000";, saved #(year * 7)% — “quoted” and #box[cross-functional]
  - Wrote ff fi ffl ligatures, and office #super[2] with #text(weight: "semibold")[weights]
    + one
    + two
]
== Skills <skills>
#grid(columns: (1fr, 2fr), [Languages], [Rust, Python], [Tools], [Typst])
#table(columns: 2, table.header[Year][Place], [2020], [Here])
#line(length: 100%, stroke: 0.5pt + rgb("#336699"))
See @skills-note. #figure(rect(width: 10pt, height: 10pt, fill: luma(200)), alt: "A square", caption: [Square]) <skills-note>
#context [Pages: #counter(page).final().first()]
"##;
