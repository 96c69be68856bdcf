//! The contact sheet: the documents of one job in every theme, on one picture.
//!
//! The pages are those that a build would make, drawn by a reader of PDFs; their names are set by the engine as any
//! other text is.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf as Reader;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

use crate::engine::{Engine, PdfSettings};
use crate::finding::{Finding, has_errors};
use crate::markdown::quote;
use crate::pipeline::{Application, Options, Shared, Tools};
use crate::profile::Profile;
use crate::render::{Font, Source, label_fonts};
use crate::workspace::Workspace;

/// Width of a page, in pixels.
const PAGE: u16 = 440;

/// What is left free around a page, in pixels.
const GAP: u16 = 30;

/// Height of a theme's name, in pixels.
const LABEL: u16 = 44;

/// Themes beside each other.
const COLUMNS: usize = 5;

/// The documents of a contact sheet.
pub struct Subject<'a> {
    /// Where everything is.
    pub workspace: &'a Workspace,
    /// Whose they are.
    pub profile: &'a Profile,
    /// What they are for.
    pub application: &'a Application,
    /// How they are made, but for the theme.
    pub options: &'a Options,
}

/// A theme's documents as pictures.
struct Specimen {
    theme: String,
    /// The first page of the resume, and the letter.
    pages: [Pixmap; 2],
}

/// Draws the sheet as a PNG, with the themes whose documents can be made; `None` if there are none. What stands in
/// the way of the others is found.
pub fn draw(subject: &Subject<'_>, themes: &[String], findings: &mut Vec<Finding>) -> Option<Vec<u8>> {
    let tools = Arc::<Tools>::default();
    let specimens: Vec<Specimen> =
        themes.iter().filter_map(|theme| specimen(subject, theme, &tools, findings)).collect();
    let width = |count: usize| GAP + (PAGE + GAP) * u16::try_from(count).unwrap_or(u16::MAX / (PAGE + GAP));
    let heights = |row: &[Specimen], page: usize| {
        row.iter().map(|specimen| specimen.pages[page].height()).max().unwrap_or(0)
    };
    let mut marks = Vec::new();
    let mut y = GAP;
    for row in specimens.chunks(COLUMNS) {
        let below = y + LABEL + heights(row, 0) + GAP;
        for (column, specimen) in row.iter().enumerate() {
            marks.push(Placed { specimen, x: width(column), y, letter: below });
        }
        y = below + heights(row, 1) + GAP;
    }
    let size = (width(specimens.len().min(COLUMNS)), y);
    let mut sheet = background(subject, size, &marks, &tools)?;
    for mark in &marks {
        let [resume, letter] = &mark.specimen.pages;
        blit(&mut sheet, resume, (mark.x, mark.y + LABEL));
        blit(&mut sheet, letter, (mark.x, mark.letter));
    }
    sheet.into_png().ok()
}

/// Where a theme stands on the sheet: its name, and its letter's upper edge.
struct Placed<'a> {
    specimen: &'a Specimen,
    x: u16,
    y: u16,
    letter: u16,
}

fn specimen(
    subject: &Subject<'_>,
    theme: &str,
    tools: &Arc<Tools>,
    findings: &mut Vec<Finding>,
) -> Option<Specimen> {
    let options = Options {
        theme: Some(theme.to_owned()),
        formats: Some(vec!["pdf".to_owned()]),
        ..subject.options.clone()
    };
    let shared = Shared::with_tools(subject.workspace, subject.profile, &options, Arc::clone(tools));
    let mut found = Vec::new();
    let compiled = shared.make(subject.application, &mut found);
    // Warnings are about the job, and a build tells them.
    findings.extend(found.into_iter().filter(|finding| has_errors(std::slice::from_ref(finding))));
    let compiled = compiled?;
    let page = |name: &str| first_page(compiled.file(name)?, PAGE);
    Some(Specimen { theme: theme.to_owned(), pages: [page("resume.pdf")?, page("cover-letter.pdf")?] })
}

/// The first page of a PDF, so many pixels wide, on white.
fn first_page(pdf: &[u8], width: u16) -> Option<Pixmap> {
    let reader = Reader::new(pdf.to_vec()).ok()?;
    let page = reader.pages().first()?;
    let scale = f32::from(width) / page.render_dimensions().0;
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..Default::default() };
    Some(render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings))
}

/// The sheet with the names, without the pages.
fn background(
    subject: &Subject<'_>,
    (width, height): (u16, u16),
    marks: &[Placed<'_>],
    tools: &Arc<Tools>,
) -> Option<Pixmap> {
    if marks.is_empty() {
        return None;
    }
    let fonts: Arc<[Font]> = label_fonts().collect();
    let names = marks.iter().map(|mark| {
        let name = quote(&mark.specimen.theme);
        format!("#place(top + left, dx: {}pt, dy: {}pt, text({name}))\n", mark.x, mark.y)
    });
    let text = format!(
        "#set document(title: \"Themes\")\n\
         #set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: luma(86%))\n\
         #set text(font: \"Source Sans 3\", size: 25pt, weight: 600, lang: \"en\")\n{}",
        names.collect::<String>()
    );
    let source = Source { name: "themes.typ".to_owned(), text, fonts };
    let shared = Shared::with_tools(subject.workspace, subject.profile, subject.options, Arc::clone(tools));
    let engine: Arc<dyn Engine> = shared.default_engine().ok()?;
    let settings = PdfSettings { created: subject.options.today, archival: false };
    first_page(&engine.pdf(&source, &settings).ok()?.bytes, width)
}

/// Copies a picture onto another.
fn blit(sheet: &mut Pixmap, picture: &Pixmap, (left, top): (u16, u16)) {
    const BYTES: usize = 4;
    let (sheet_row, row) = (usize::from(sheet.width()) * BYTES, usize::from(picture.width()) * BYTES);
    let sheet = sheet.data_as_u8_slice_mut();
    let rows = picture.data_as_u8_slice().chunks_exact(row);
    for (at, pixels) in rows.enumerate() {
        let start = (usize::from(top) + at) * sheet_row + usize::from(left) * BYTES;
        if let Some(place) = sheet.get_mut(start..start + row) {
            place.copy_from_slice(pixels);
        }
    }
}
