//! Every glyph of a finished document, with its character and its place.
//!
//! The reader is given nothing but the bytes. It draws the pages as a viewer would, on a device that keeps the
//! glyphs and forgets everything else, so that text turned into curves or pictures is no text here either.

use hayro::hayro_interpret::font::Glyph as Drawn;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::hayro_syntax::object::Dict;
use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, hayro_cmap, interpret,
};
use hayro::vello_cpu::kurbo::{Affine, BezPath, Point, Rect};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Units of a glyph's coordinates in one em.
const UNITS: f64 = 1000.0;

/// A glyph on a page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// What it means; nothing if the document does not say so.
    pub(super) text: String,
    /// The page, from 0.
    pub(super) page: usize,
    /// Where it starts on its baseline, in points from the left and from the top.
    pub(super) x: f64,
    /// Its baseline.
    pub(super) y: f64,
    /// Where the next glyph starts if nothing is between; unknown for glyphs that are drawings.
    pub(super) end: Option<f64>,
    /// The size of the type, in points.
    pub(super) em: f64,
    /// Whether it stands upright, so that it is part of a line from left to right.
    pub(super) upright: bool,
    /// Whether the document says that it is decoration.
    pub(super) artifact: bool,
}

impl Glyph {
    /// Whether it starts on another one, rather than behind it.
    fn stands_on(&self, other: &Self) -> bool {
        let near =
            self.page == other.page && (self.y - other.y).abs() < self.em && self.x > other.x - self.em;
        near && other.end.is_some_and(|end| self.x < other.x + 0.75 * (end - other.x))
    }
}

/// A text without its accents.
fn letters(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The glyphs in the order in which they are drawn.
pub(super) fn glyphs(pdf: &Pdf) -> Vec<Glyph> {
    let cache = InterpreterCache::new();
    // No other file is looked at: a font that is not in the document has no glyphs.
    let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let mut gatherer = Gatherer::default();
    for (at, page) in pdf.pages().iter().enumerate() {
        gatherer.page = at;
        gatherer.tags.clear();
        let mut context = context(page, &cache, &settings);
        let mut resources = page.resources().clone();
        // Glyphs have no colour here, and colour profiles take as long to read as all the rest.
        resources.color_spaces = Dict::default();
        interpret(page.typed_operations(), &resources, &mut context, &mut gatherer);
    }
    gatherer.glyphs
}

fn context<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> Context<'a> {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    Context::new(transform, area, cache, page.xref(), settings.clone())
}

/// A device that only keeps glyphs.
#[derive(Default)]
struct Gatherer {
    glyphs: Vec<Glyph>,
    page: usize,
    /// For every marked part of the page that is open, whether it is decoration.
    tags: Vec<bool>,
}

impl Gatherer {
    fn add(&mut self, drawn: &Drawn<'_>, place: Affine) {
        let text = match drawn.as_unicode() {
            Some(hayro_cmap::BfString::Char(c)) => c.to_string(),
            Some(hayro_cmap::BfString::String(text)) => text,
            None => String::new(),
        };
        let advance = match drawn {
            Drawn::Outline(glyph) => glyph.advance_width().map(f64::from),
            Drawn::Type3(_) => None,
        };
        let start = place * Point::ORIGIN;
        let right = place * Point::new(UNITS, 0.0) - start;
        let glyph = Glyph {
            text,
            page: self.page,
            x: start.x,
            y: start.y,
            end: advance.map(|advance| (place * Point::new(advance, 0.0)).x),
            em: right.hypot(),
            upright: right.x > 0.0 && right.y.abs() < right.x * 0.01,
            artifact: self.tags.contains(&true),
        };
        if !glyph.x.is_finite() || !glyph.y.is_finite() || !glyph.em.is_finite() {
            return;
        }
        self.keep(glyph);
    }

    /// An accent belongs to the letter before it, wherever it is drawn, even if the document does not say what it
    /// means; a glyph drawn twice in one place (filled, then outlined) is one.
    fn keep(&mut self, glyph: Glyph) {
        let text = glyph.text.as_str();
        let accent = !text.is_empty() && text.chars().all(is_combining_mark);
        // Of a letter and its accent each glyph may mean both, or the accent's may mean nothing.
        let part = self.glyphs.last().is_some_and(|last| {
            (text.is_empty() || letters(text) == letters(&last.text)) && glyph.stands_on(last)
        });
        match self.glyphs.last_mut() {
            Some(_) if part => {}
            Some(last) if accent && last.page == glyph.page => last.text.push_str(&glyph.text),
            Some(last)
                if (last.page, last.x, last.y) == (glyph.page, glyph.x, glyph.y)
                    && last.text == glyph.text => {}
            _ => self.glyphs.push(glyph),
        }
    }
}

impl<'a> Device<'a> for Gatherer {
    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        self.add(glyph, transform * glyph_transform);
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<i32>) {
        self.tags.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.tags.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
