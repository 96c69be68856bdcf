//! What a document shows beside its fields: the words that its templates bring.

use unicode_normalization::UnicodeNormalization;

use super::lines::{Line, Read, Reading, as_drawn};
use super::matching::Span;
use super::reader::Glyph;

/// The stretches of lines that belong to no field and have a letter or a digit, in the order in which they are drawn.
/// What the document calls decoration is seen too, so it counts.
pub(super) fn beside(glyphs: &[Glyph], reading: &Reading, fields: &[Span]) -> Vec<String> {
    let mut in_field = vec![false; glyphs.len()];
    for at in fields.iter().flat_map(|(start, end)| &reading.glyphs[*start..*end]) {
        in_field[*at] = true;
    }
    let mut first = 0;
    let mut lines: Vec<Line> = Vec::new();
    for run in glyphs.chunk_by(|a, b| a.upright == b.upright) {
        lines.extend(
            seen(run).into_iter().map(|line| line.into_iter().map(|(c, at)| (c, at + first)).collect()),
        );
        first += run.len();
    }
    let stretches =
        lines.iter().flat_map(|line| line.chunk_by(|(_, a), (_, b)| in_field[*a] == in_field[*b]));
    let theirs = stretches.filter(|stretch: &&[Read]| !in_field[stretch[0].1]);
    let texts = theirs.map(|stretch| stretch.iter().map(|(c, _)| *c).nfkc().collect::<String>());
    texts.map(|text| text.trim().to_owned()).filter(|text| text.contains(char::is_alphanumeric)).collect()
}

/// The lines of glyphs that are all upright, or all turned, as somebody sees them who turns the page.
fn seen(glyphs: &[Glyph]) -> Vec<Line> {
    if glyphs.iter().any(|glyph| !glyph.upright) {
        let characters =
            |(at, glyph): (usize, &Glyph)| glyph.text.chars().map(move |c| (c, at)).collect::<Line>();
        return vec![glyphs.iter().enumerate().flat_map(characters).collect()];
    }
    as_drawn(&glyphs.iter().map(|glyph| Glyph { artifact: false, ..glyph.clone() }).collect::<Vec<_>>())
}
