//! Pages of nothing but ink: text and lines in flat colours, which is what a resume is.
//!
//! A converter for any page makes one element and one outline of every glyph, which a browser takes a third of a
//! second to read. Where there is only ink, the glyphs of a line in one colour are one path.

use std::fmt::Write;

use hayro::vello_cpu::kurbo::{Affine, BezPath, Cap, Join, PathEl, Point, Rect};
use hayro_svg::hayro_interpret::font::Glyph;
use hayro_svg::hayro_interpret::hayro_syntax::page::Page;
use hayro_svg::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, FillRule, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, StrokeProps, TransformExt, interpret_page,
};

/// Units of the drawing in one point: whole numbers are short, and finer than any screen.
const UNITS: f64 = 100.0;

/// Draws a page as SVG; none if there is more on it than ink.
pub(super) fn draw(page: &Page<'_>, settings: &InterpreterSettings) -> Option<String> {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let (transform, cache) = (page.initial_transform(true).to_kurbo(), InterpreterCache::new());
    let mut context = Context::new(transform, area, &cache, page.xref(), settings.clone());
    let mut ink = Ink::default();
    interpret_page(page, &mut context, &mut ink);
    ink.close();
    let scale = 1.0 / UNITS;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\"><g transform=\"scale({scale})\">{}</g></svg>",
        ink.svg
    );
    (!ink.is_more).then_some(svg)
}

/// A page as it is drawn.
#[derive(Default)]
struct Ink {
    svg: String,
    /// The path that is open, with what all of it shares.
    path: Outline,
    line: Option<Line>,
    /// Whether there is something else.
    is_more: bool,
}

/// What the glyphs of one path share: the colour, and the height at which they stand.
#[derive(PartialEq, Clone, Copy)]
struct Line {
    colour: [u8; 4],
    height: f64,
}

impl Ink {
    /// Ends the open path.
    fn close(&mut self) {
        if let Some(line) = self.line.take() {
            let path = std::mem::take(&mut self.path);
            self.element(&path, &paint("fill", line.colour));
        }
    }

    fn element(&mut self, path: &Outline, attributes: &str) {
        if !path.data.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(self.svg, "<path {attributes} d=\"{}\"/>", path.data);
        }
    }
}

/// The colour of a paint, if it is flat.
fn flat(paint: &Paint<'_>) -> Option<[u8; 4]> {
    match paint {
        Paint::Color(colour) => Some(colour.to_rgba().to_rgba8()),
        Paint::Pattern(_) => None,
    }
}

fn paint(what: &str, [red, green, blue, alpha]: [u8; 4]) -> String {
    let opaque = format!("{what}=\"#{red:02x}{green:02x}{blue:02x}\"");
    match alpha {
        u8::MAX => opaque,
        alpha => format!("{opaque} {what}-opacity=\"{:.3}\"", f64::from(alpha) / f64::from(u8::MAX)),
    }
}

/// The attributes of a stroke that is scaled alike in all directions.
fn stroke(props: &StrokeProps, scale: f64) -> String {
    let length = |points: f32| whole(f64::from(points) * scale);
    let cap = match props.line_cap {
        Cap::Butt => "butt",
        Cap::Round => "round",
        Cap::Square => "square",
    };
    let join = match props.line_join {
        Join::Bevel => "bevel",
        Join::Miter => "miter",
        Join::Round => "round",
    };
    let dashes: Vec<String> = props.dash_array.iter().map(|dash| length(*dash).to_string()).collect();
    let dashes = match dashes.as_slice() {
        [] => String::new(),
        dashes => format!(
            " stroke-dasharray=\"{}\" stroke-dashoffset=\"{}\"",
            dashes.join(" "),
            length(props.dash_offset)
        ),
    };
    format!(
        "fill=\"none\" stroke-width=\"{}\" stroke-linecap=\"{cap}\" stroke-linejoin=\"{join}\" \
         stroke-miterlimit=\"{}\"{dashes}",
        // The thinnest line there is stays a line.
        length(props.line_width).max(1),
        props.miter_limit
    )
}

/// By how much a transform scales; none if not alike in all directions.
fn scale(transform: Affine) -> Option<f64> {
    let [a, b, c, d, _, _] = transform.as_coeffs();
    let (across, down) = (a.hypot(b), c.hypot(d));
    let alike = (across - down).abs() < across * 0.001 && (a * c + b * d).abs() < across * down * 0.001;
    alike.then_some(across)
}

/// Units of the drawing. Pages are some thousand points wide at most, and casts saturate.
#[allow(clippy::cast_possible_truncation)]
fn whole(points: f64) -> i64 {
    (points * UNITS).round() as i64
}

/// The data of a path, each point told by its distance from the last, as SVG allows.
#[derive(Default)]
struct Outline {
    data: String,
    at: (i64, i64),
    start: (i64, i64),
}

impl Outline {
    fn of(path: &BezPath, transform: Affine) -> Self {
        let mut outline = Self::default();
        outline.add(path, transform);
        outline
    }

    fn add(&mut self, path: &BezPath, transform: Affine) {
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => {
                    self.step('m', &[transform * to]);
                    self.start = self.at;
                }
                PathEl::LineTo(to) => self.step('l', &[transform * to]),
                PathEl::QuadTo(by, to) => self.step('q', &[by, to].map(|point| transform * point)),
                PathEl::CurveTo(by, then, to) => {
                    self.step('c', &[by, then, to].map(|point| transform * point));
                }
                PathEl::ClosePath => {
                    self.data.push('z');
                    self.at = self.start;
                }
            }
        }
    }

    fn step(&mut self, command: char, points: &[Point]) {
        self.data.push(command);
        let from = self.at;
        let mut first = true;
        for point in points {
            self.at = (whole(point.x), whole(point.y));
            for by in [self.at.0 - from.0, self.at.1 - from.1] {
                // A sign sets numbers apart as well as a space does.
                if !first && by >= 0 {
                    self.data.push(' ');
                }
                first = false;
                let _ = write!(self.data, "{by}");
            }
        }
    }
}

impl<'a> Device<'a> for Ink {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        let (glyph, colour) = match (glyph, mode, flat(paint)) {
            (_, GlyphDrawMode::Invisible, _) => return,
            (Glyph::Outline(glyph), GlyphDrawMode::Fill, Some(colour)) => (glyph, colour),
            _ => {
                self.is_more = true;
                return;
            }
        };
        let place = transform * glyph_transform;
        let line = Line { colour, height: (place * Point::ORIGIN).y };
        if self.line != Some(line) {
            self.close();
            self.line = Some(line);
        }
        self.path.add(&glyph.outline(), place);
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, with: &Paint<'a>, mode: &PathDrawMode) {
        self.close();
        let outline = Outline::of(path, transform);
        match (mode, flat(with), scale(transform)) {
            (PathDrawMode::Fill(rule), Some(colour), _) => {
                let rule = if *rule == FillRule::EvenOdd { " fill-rule=\"evenodd\"" } else { "" };
                self.element(&outline, &format!("{}{rule}", paint("fill", colour)));
            }
            (PathDrawMode::Stroke(props), Some(colour), Some(scale)) => {
                self.element(&outline, &format!("{} {}", stroke(props, scale), paint("stroke", colour)));
            }
            _ => self.is_more = true,
        }
    }

    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.is_more |= mask.is_some();
    }

    fn set_blend_mode(&mut self, mode: BlendMode) {
        self.is_more |= mode != BlendMode::Normal;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.is_more = true;
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.is_more = true;
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.is_more = true;
    }

    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
