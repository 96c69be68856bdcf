//! Where the fields of a finished document stand on its pages.

use hayro::hayro_interpret::hayro_syntax::Pdf;

use super::lines::{Line, Reading, as_drawn};
use super::order::Found;
use super::reader::{self, Glyph};
use crate::render::Block;

/// A stretch of a line that belongs to one field, or to none.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The text, as it is written.
    pub text: String,
    /// The page, from 0.
    pub page: usize,
    /// Its left edge, in points from the left.
    pub x: f64,
    /// Its baseline, in points from the top.
    pub y: f64,
    /// How wide it is, in points.
    pub width: f64,
    /// The size of its type, in points.
    pub size: f64,
    /// The field that it is part of, by its place among all fields.
    pub field: Option<usize>,
}

/// The text of a document, stretch by stretch in the order in which it is drawn.
pub fn stretches(pdf: &Pdf, blocks: &[Block]) -> Vec<Stretch> {
    let glyphs = reader::glyphs(pdf);
    let lines = as_drawn(&glyphs);
    let reading = Reading::of_lines(&lines);
    let found = Found::new(&reading, blocks);
    let mut fields: Vec<Option<usize>> = vec![None; glyphs.len()];
    for (field, span) in found.fields.iter().enumerate() {
        for at in span.map_or(0..0, |(start, end)| start..end) {
            fields[reading.glyphs[at]] = Some(field);
        }
    }
    lines.iter().flat_map(|line| parts(line, &glyphs, &fields)).collect()
}

/// A line cut where its field or the size of its type changes; what is not seen is left out.
fn parts(line: &Line, glyphs: &[Glyph], fields: &[Option<usize>]) -> Vec<Stretch> {
    let mut parts: Vec<Stretch> = Vec::new();
    for (c, at) in line {
        let glyph = &glyphs[*at];
        let end = glyph.end.unwrap_or(glyph.x);
        match parts.last_mut() {
            Some(part) if part.field == fields[*at] && same_size(part.size, glyph.em) => {
                part.text.push(*c);
                part.width = part.width.max(end - part.x);
            }
            _ if glyph.artifact || c.is_whitespace() => {}
            _ => parts.push(Stretch {
                text: c.to_string(),
                page: glyph.page,
                x: glyph.x,
                y: glyph.y,
                width: end - glyph.x,
                size: glyph.em,
                field: fields[*at],
            }),
        }
    }
    parts
}

/// Sizes that differ by less than can be seen are one.
fn same_size(a: f64, b: f64) -> bool {
    const SEEN: f64 = 0.05;
    (a - b).abs() < SEEN
}
