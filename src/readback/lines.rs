//! Two readings of the same glyphs.
//!
//! Programs that read PDFs are of two kinds: some take the text in the order in which it is drawn, others put
//! glyphs together by where they stand. A resume is sent to programs of both kinds, so both have to find it.

use std::collections::HashMap;
use std::iter;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::reader::Glyph;

/// A gap of this many em between two glyphs is a space. Programs draw the line between 0.1 em and 0.3 em. Letters
/// of a word are apart by up to 0.13 em where a font keeps an "(" from touching a "j", words by 0.18 em at least.
const SPACE: f64 = 0.15;

/// So many em are a space as well if the gap before was as wide: letters that are set apart, which the strictest
/// programs (pdftotext, pdfminer, pdf.js) read as words.
const SPACED: f64 = 0.1;

/// Baselines that differ by less than this many em are one line.
const BASELINE: f64 = 0.2;

/// A glyph that starts this many em before the end of the one drawn before it begins a line of its own.
const BACK: f64 = 1.0;

/// A word may be cut at the end of a line that has this many characters; shorter lines are words of their own,
/// or a name set from top to bottom would be read.
const SHORTEST_CUT: usize = 2;

/// The end of a line, at which a word may have been cut.
pub(super) const CUT: char = '\n';

/// A text as one kind of program reads it.
///
/// White space is one space, and the end of a line is [`CUT`] unless a space stands there anyway.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// All pages.
    pub(super) text: Vec<char>,
    /// Which glyph each character comes from, by its place among all glyphs.
    pub(super) glyphs: Vec<usize>,
    /// Where each line starts and ends.
    pub(super) lines: Vec<(usize, usize)>,
    /// Where each character stands, so that a text is looked for only where it can start.
    pub(super) index: HashMap<char, Vec<usize>>,
}

impl Reading {
    /// In the order in which the glyphs are drawn.
    pub(super) fn as_drawn(glyphs: &[Glyph]) -> Self {
        Self::of_lines(&as_drawn(glyphs))
    }

    /// By place: line by line from the top, each from left to right.
    pub(super) fn by_place(glyphs: &[Glyph]) -> Self {
        let mut rows: Vec<(usize, &Glyph)> = glyphs.iter().enumerate().collect();
        rows.sort_by(|(_, a), (_, b)| a.page.cmp(&b.page).then(a.y.total_cmp(&b.y)));
        let mut lines = Lines::default();
        let is_row = |(_, a): &(usize, &Glyph), (_, b): &(usize, &Glyph)| {
            a.page == b.page && (b.y - a.y) < BASELINE * a.em.min(b.em)
        };
        for row in rows.chunk_by_mut(is_row) {
            row.sort_by(|(_, a), (_, b)| a.x.total_cmp(&b.x));
            lines.new_line();
            row.iter().for_each(|(at, glyph)| lines.add_to_line(*at, glyph));
        }
        Self::of_lines(&lines.lines)
    }

    /// Lines one after another, as they are compared.
    pub(super) fn of_lines(lines: &[Line]) -> Self {
        let mut reading = Self::default();
        let mut short = false;
        let lines = lines.iter().map(|line| normalised(line.iter().copied()));
        for line in lines.filter(|line| line.iter().any(|(c, _)| *c != ' ')) {
            if let Some(last) = reading.text.last() {
                let end = match (*last == ' ', line[0].0 == ' ' || short) {
                    (true, _) => None,
                    (false, true) => Some(' '),
                    (false, false) => Some(CUT),
                };
                if let Some(end) = end {
                    reading.text.push(end);
                    reading.glyphs.push(line[0].1);
                }
            }
            let start = reading.text.len();
            let said = &line[usize::from(line[0].0 == ' ')..];
            reading.text.extend(said.iter().map(|(c, _)| c));
            reading.glyphs.extend(said.iter().map(|(_, glyph)| glyph));
            reading.lines.push((start, reading.text.len()));
            short = said.len() - usize::from(said.ends_with(&[(' ', said[said.len() - 1].1)])) < SHORTEST_CUT;
        }
        reading.indexed()
    }

    /// A text that was read.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.chars().collect(), ..Self::default() }.indexed()
    }

    fn indexed(mut self) -> Self {
        for (at, c) in self.text.iter().enumerate() {
            self.index.entry(*c).or_default().push(at);
        }
        self
    }

    /// A line without the space around it.
    pub(super) fn line(&self, at: usize) -> String {
        let (start, end) = self.lines[at];
        self.text[start..end].iter().collect::<String>().trim().to_owned()
    }
}

/// A text as it is compared: compatible forms are one, and what cannot be seen is left out.
///
/// Accents are left out too. Where a font sets a letter and its accent as two glyphs, the document tells programs
/// in another way than by glyph which letters are meant, and no theme changes an accent.
pub(super) fn normal(text: &str) -> String {
    normalised(text.chars().map(|c| (c, 0))).into_iter().map(|(c, _)| c).collect()
}

/// The same of characters that come from somewhere, which those that they become come from too.
fn normalised(text: impl Iterator<Item = Read>) -> Line {
    let mut normal: Line = Vec::new();
    for (c, from) in text {
        for c in iter::once(c).nfkd().filter(|c| !is_invisible(*c) && !is_combining_mark(*c)) {
            match c {
                // A font may have one glyph for all hyphens.
                '\u{2010}' | '\u{2011}' => normal.push(('-', from)),
                c if c.is_whitespace() || c.is_control() => {
                    if normal.last().is_none_or(|(last, _)| *last != ' ') {
                        normal.push((' ', from));
                    }
                }
                c => normal.push((c, from)),
            }
        }
    }
    normal
}

/// Characters that only say where a line may break or how a neighbour is drawn.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// A character, and which glyph it comes from.
pub(super) type Read = (char, usize);

/// The characters of a line.
pub(super) type Line = Vec<Read>;

/// The lines of the order in which glyphs are drawn, as they are written.
pub(super) fn as_drawn(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Lines::default();
    glyphs.iter().enumerate().for_each(|(at, glyph)| lines.add(at, glyph));
    lines.lines
}

/// Lines while they are put together.
#[derive(Default)]
struct Lines<'a> {
    lines: Vec<Line>,
    last: Option<&'a Glyph>,
    /// Whether there was a gap before the last glyph.
    after_wide: bool,
}

impl<'a> Lines<'a> {
    fn new_line(&mut self) {
        self.lines.push(Line::new());
        self.last = None;
        self.after_wide = false;
    }

    /// Adds a glyph to the line, or to a new one if it does not go on where the last ended.
    fn add(&mut self, at: usize, glyph: &'a Glyph) {
        let goes_on = self.last.is_some_and(|last| {
            let em = last.em.min(glyph.em);
            let end = last.end.unwrap_or(last.x);
            last.page == glyph.page && (last.y - glyph.y).abs() < BASELINE * em && glyph.x > end - BACK * em
        });
        if !goes_on {
            self.new_line();
        }
        self.add_to_line(at, glyph);
    }

    fn add_to_line(&mut self, at: usize, glyph: &'a Glyph) {
        let last = self.last.replace(glyph);
        let Some(line) = self.lines.last_mut() else { return };
        let gap = last.and_then(|last| Some((glyph.x - last.end?) / last.em.min(glyph.em)));
        let wide = gap.is_some_and(|gap| gap > SPACED);
        if gap.is_some_and(|gap| gap > SPACE) || (wide && self.after_wide) {
            line.push((' ', at));
        }
        self.after_wide = wide;
        let text = glyph.text.chars().map(|c| (c, at));
        match glyph {
            // Decoration is not read, but what stands at its sides is apart.
            Glyph { artifact: true, .. } => line.push((' ', at)),
            Glyph { upright: false, .. } => {
                line.push((' ', at));
                line.extend(text);
                line.push((' ', at));
            }
            Glyph { .. } => line.extend(text),
        }
    }
}
