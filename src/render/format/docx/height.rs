//! How high text will stand in Word, near enough to set a document as relaxed as the fewest pages allow.
//!
//! Word's own layout is not at hand, but its font is known by the width of its letters, and a line breaks where
//! Unicode lets it.

use unicode_linebreak::{BreakOpportunity, linebreaks};

/// How wide Calibri's letters are, from the space to the tilde, in thousandths of their size.
const WIDTHS: [u16; 95] = [
    226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507,
    507, 507, 507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488, 459, 631, 623, 252,
    319, 520, 420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498,
    498, 291, 479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391,
    335, 525, 452, 715, 433, 453, 395, 314, 460, 314, 498,
];

/// Letters of other alphabets, about.
const OTHER: u16 = 540;

/// From here on most characters are as wide as they are high.
const FIRST_WIDE: char = '\u{1100}';

/// How high a line of Calibri is, in sizes of its letters.
const LINE: f64 = 1.2207;

/// White space between a text and dates at the right edge, at least, in points.
const BEFORE_DATES: f64 = 6.0;

/// A text as it is set; points.
pub(super) struct Setting<'a> {
    /// A tab parts what stands at the left from what stands at the right.
    pub(super) text: &'a str,
    pub(super) size: f64,
    /// How wide its lines are.
    pub(super) width: f64,
    /// How far apart its lines are, in percent.
    pub(super) leading: f64,
}

impl Setting<'_> {
    /// How high it stands.
    pub(super) fn height(&self) -> f64 {
        self.lines() as f64 * self.size * LINE * self.leading / 100.0
    }

    fn lines(&self) -> usize {
        let text = self.text.replace('\t', " ");
        let gap = if self.text.contains('\t') { BEFORE_DATES } else { 0.0 };
        if self.wide(&text) + gap <= self.width {
            return 1;
        }
        let (mut lines, mut filled, mut start) = (1, 0.0, 0);
        for (end, opportunity) in linebreaks(&text) {
            let piece = &text[start..end];
            start = end;
            // White space may hang over the edge.
            if filled + self.wide(piece.trim_end()) > self.width && filled > 0.0 {
                (lines, filled) = (lines + 1, 0.0);
            }
            filled += self.wide(piece);
            if opportunity == BreakOpportunity::Mandatory && end < text.len() {
                (lines, filled) = (lines + 1, 0.0);
            }
            // What is longer than a line is broken anywhere.
            let more = (filled / self.width).floor();
            (lines, filled) = (lines + more as usize, filled - more * self.width);
        }
        lines
    }

    fn wide(&self, text: &str) -> f64 {
        let width = |c: char| match c {
            ' '..='~' => WIDTHS[c as usize - ' ' as usize],
            FIRST_WIDE.. => 1000,
            _ => OTHER,
        };
        text.chars().map(|c| f64::from(width(c))).sum::<f64>() * self.size / 1000.0
    }
}
