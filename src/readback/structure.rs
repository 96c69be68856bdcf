//! What a finished document says of itself: its title and language, its tags, fonts and links.
//!
//! A screen reader needs the tags and the language, a program that shows it elsewhere needs the fonts, and a form
//! that takes the upload needs a small file.

use std::collections::BTreeSet;

use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use crate::markdown::is_followed;

/// The most bytes that forms take; many say 2.5 MB.
const LARGEST: usize = 2_500_000;

/// Kinds of font whose letters stand in a file of their own.
const WITH_FILE: [&[u8]; 5] = [b"Type1", b"MMType1", b"TrueType", b"CIDFontType0", b"CIDFontType2"];

/// Keys of a font's file.
const FILES: [&str; 3] = ["FontFile", "FontFile2", "FontFile3"];

/// Problems with a document that should be in a language and lead to some addresses.
pub(super) fn problems<'a>(pdf: &Pdf, language: &str, links: impl Iterator<Item = &'a str>) -> Vec<String> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap_or_default();
    let mut problems = Vec::new();
    let bytes = pdf.data().as_ref().len();
    if bytes >= LARGEST {
        problems.push(format!(
            "the file has {:.1} MB, and many forms take 2.5 MB at most: use fewer or smaller pictures and fonts",
            bytes as f64 / 1e6
        ));
    }
    if pdf.metadata().title.as_ref().is_none_or(Vec::is_empty) {
        problems.push("the document has no title: set it with `set document(title: ..)`".to_owned());
    }
    problems.extend(wrong_language(&catalog, language));
    let marked = catalog.get::<Dict<'_>>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
    if marked != Some(true) || !catalog.contains_key("StructTreeRoot") {
        problems
            .push("the document has no tags, so screen readers cannot tell headings from text".to_owned());
    }
    problems.extend(fonts_left_out(pdf));
    let targets = targets(pdf);
    problems.extend(links_lost(&targets, links));
    problems.extend(links_unsafe(&targets));
    problems
}

/// What a document says of itself: title, author, subject and keywords.
pub(super) fn told(pdf: &Pdf) -> Vec<String> {
    let known = pdf.metadata();
    let texts = [&known.title, &known.author, &known.subject, &known.keywords];
    texts.into_iter().flatten().map(|bytes| decoded(bytes)).filter(|text| !text.is_empty()).collect()
}

fn wrong_language(catalog: &Dict<'_>, language: &str) -> Option<String> {
    let said = catalog.get::<PdfString<'_>>("Lang").map(|said| decoded(said.as_bytes()));
    let same = |said: &String| said.eq_ignore_ascii_case(&language.replace('_', "-"));
    if said.as_ref().is_some_and(same) {
        return None;
    }
    let said = said.map_or_else(|| "no language".to_owned(), |said| format!("the language \"{said}\""));
    Some(format!(
        "the document says {said}, and it is written in \"{language}\": set it with `set text(lang: ..)`"
    ))
}

/// A problem for each font that is not in the document.
fn fonts_left_out(pdf: &Pdf) -> BTreeSet<String> {
    let mut problems = BTreeSet::new();
    for object in pdf.objects() {
        let Object::Dict(font) = object else { continue };
        let is = |key: &str, value: &[u8]| font.get::<Name<'_>>(key).is_some_and(|name| &*name == value);
        if !is("Type", b"Font") || !WITH_FILE.iter().any(|kind| is("Subtype", kind)) {
            continue;
        }
        let descriptor: Dict<'_> = font.get("FontDescriptor").unwrap_or_default();
        if !FILES.iter().any(|file| descriptor.get::<Stream<'_>>(file).is_some()) {
            let name =
                font.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_owned()).unwrap_or_default();
            problems.insert(format!("the font \"{name}\" is not in the document, so others see another"));
        }
    }
    problems
}

/// Where the links of a document lead.
fn targets(pdf: &Pdf) -> BTreeSet<String> {
    let pages = pdf.pages().iter();
    let annotations = pages.flat_map(|page| {
        let annotations: Array<'_> = page.raw().get("Annots").unwrap_or_default();
        annotations.iter::<Dict<'_>>().collect::<Vec<_>>()
    });
    annotations.filter_map(|annotation| uri(&annotation)).collect()
}

/// A problem for each address to which nothing in the document leads.
fn links_lost<'a>(targets: &BTreeSet<String>, links: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let lost = links.filter(|link| !targets.contains(*link));
    lost.map(|link| format!("no link in the document leads to {link}: set it with `link(..)`")).collect()
}

/// A problem for each link that may open a file or run a program.
fn links_unsafe(targets: &BTreeSet<String>) -> impl Iterator<Item = String> {
    let unsafe_ones = targets.iter().filter(|target| !is_followed(target));
    unsafe_ones.map(|target| {
        format!("a link leads to \"{target}\": only https:, http:, mailto: and tel: are safe to follow")
    })
}

fn uri(annotation: &Dict<'_>) -> Option<String> {
    let is_link = annotation.get::<Name<'_>>("Subtype").is_some_and(|name| &*name == b"Link");
    let action = annotation.get::<Dict<'_>>("A").filter(|_| is_link)?;
    Some(decoded(action.get::<PdfString<'_>>("URI")?.as_bytes()))
}

/// A text of the file: UTF-16 or UTF-8 if it says so, else one character for each byte.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => String::from_utf8_lossy(bytes).into_owned(),
    }
}
