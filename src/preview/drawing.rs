//! Pages of a finished PDF as pictures, with the text that lies over them.

mod ink;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::panic::catch_unwind;
use std::sync::Arc;

use hayro_svg::hayro_interpret::InterpreterSettings;
use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::hayro_syntax::page::Page as PdfPage;
use hayro_svg::{RenderCache, SvgRenderSettings, convert};
use serde::Serialize;

use crate::readback::{Stretch, stretches};
use crate::render::{Block, Field};
use crate::threads::both;

/// A page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Page {
    /// The name of its picture, which is another one for another picture.
    pub(super) picture: String,
    /// Its width, in points.
    width: f32,
    /// Its height, in points.
    height: f32,
    /// Its text.
    text: Vec<Run>,
    /// The picture, as SVG.
    #[serde(skip)]
    pub(super) svg: Arc<str>,
}

/// A stretch of a line. Lengths are in points, from the left and the top.
#[derive(Debug, Clone, Serialize)]
struct Run {
    text: String,
    x: f64,
    /// The baseline.
    y: f64,
    width: f64,
    size: f64,
    /// The id of what it shows; empty where it has none.
    id: String,
}

/// Draws the pages of a PDF whose text has these fields; none if it cannot be read.
pub(super) fn pages(pdf: &[u8], fields: &[Block]) -> Option<Vec<Page>> {
    let bytes = pdf.to_vec();
    let fields = fields.to_vec();
    // A reader of any bytes may have bugs, and the studio outlives them.
    catch_unwind(move || draw(bytes, &fields)).ok().flatten()
}

fn draw(pdf: Vec<u8>, fields: &[Block]) -> Option<Vec<Page>> {
    let pdf = Pdf::new(Arc::new(pdf)).ok()?;
    let (drawn, stretches) = both(|| pictures(&pdf), || stretches(&pdf, fields));
    let fields: Vec<&Field> = fields.iter().flat_map(Block::fields).collect();
    let page = |(at, (page, svg)): (usize, (&PdfPage<'_>, String))| {
        let (width, height) = page.render_dimensions();
        let text = stretches.iter().filter(|stretch| stretch.page == at).map(|stretch| run(stretch, &fields));
        let mut name = DefaultHasher::new();
        svg.hash(&mut name);
        let picture = format!("{:016x}", name.finish());
        Page { picture, width, height, text: text.collect(), svg: svg.into() }
    };
    Some(pdf.pages().iter().zip(drawn).enumerate().map(page).collect())
}

/// Every page as SVG.
fn pictures(pdf: &Pdf) -> Vec<String> {
    let cache = RenderCache::new();
    let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let picture = |page| {
        ink::draw(page, &settings)
            .unwrap_or_else(|| convert(page, &cache, &settings, &SvgRenderSettings::default()))
    };
    pdf.pages().iter().map(picture).collect()
}

fn run(stretch: &Stretch, fields: &[&Field]) -> Run {
    let hundredths = |points: f64| (points * 100.0).round() / 100.0;
    Run {
        text: stretch.text.trim_end().to_owned(),
        x: hundredths(stretch.x),
        y: hundredths(stretch.y),
        width: hundredths(stretch.width),
        size: hundredths(stretch.size),
        id: stretch.field.map(|field| fields[field].id.clone()).unwrap_or_default(),
    }
}
