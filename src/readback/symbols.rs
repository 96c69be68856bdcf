//! Characters that programs misread: icons, drawn bullets, and glyphs that stand for nothing.
//!
//! A "▸" in front of a line becomes part of its first word in some programs, an icon of a private font becomes a
//! letter of another alphabet, and a glyph without a character becomes a box.

use std::collections::BTreeSet;

use super::lines::{Reading, is_invisible};
use super::matching::Span;
use super::reader::Glyph;

/// Problems with characters: of all glyphs, and of those in a reading that belong to no field.
pub(super) fn problems(glyphs: &[Glyph], reading: &Reading, fields: &[Span], missing: &str) -> Vec<String> {
    let mut problems = BTreeSet::new();
    for glyph in glyphs {
        if glyph.text.is_empty() || glyph.text.chars().all(|c| c == '\0') {
            problems.insert(
                "a glyph stands for no character: programs read nothing there, or a box; use letters, or a drawing"
                    .to_owned(),
            );
        }
        let decorated = glyph.artifact.then(|| glyph.text.chars().filter(|c| is_symbol(*c)));
        let wrong = glyph.text.chars().filter(|c| is_private(*c) || is_hidden(*c));
        problems.extend(wrong.chain(decorated.into_iter().flatten()).map(problem));
    }
    let mut within = vec![false; reading.text.len()];
    for (start, end) in fields {
        within[*start..*end].fill(true);
    }
    for (start, end) in &reading.lines {
        let line = &reading.text[*start..*end];
        for (at, (c, is_field)) in line.iter().zip(&within[*start..*end]).enumerate() {
            let is_bullet = at == 0 && is_dash(*c) && line.get(1).is_none_or(|next| *next == ' ');
            if (is_symbol(*c) || is_bullet) && !is_field && !missing.contains(*c) {
                problems.insert(problem(*c));
            }
        }
    }
    problems.into_iter().collect()
}

fn problem(c: char) -> String {
    let code = u32::from(c);
    if is_private(c) {
        return format!(
            "the character U+{code:04X} means something only in its own font: programs read a wrong letter; use words"
        );
    }
    if is_hidden(c) {
        return format!(
            "the invisible character U+{code:04X} stands in the text: programs lose the letter beside it"
        );
    }
    format!(
        "the symbol \"{c}\" (U+{code:04X}) belongs to no field: programs read it as part of a word; use \"•\", \"-\" or \"|\""
    )
}

/// Characters without a meaning that others know.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. | '\u{fffd}')
}

/// Characters that are not seen and that some programs take a letter for.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}')
}

/// Arrows, shapes, dingbats, emoji, and bullets other than "•", "-", "*" and "·".
fn is_symbol(c: char) -> bool {
    let is_shape = matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
    let is_bullet =
        matches!(c, '\u{2023}' | '\u{203a}' | '\u{2043}' | '\u{204c}' | '\u{204d}' | '\u{2e30}'..='\u{2e31}');
    (is_shape || is_bullet) && !is_invisible(c)
}

/// Dashes, which are no bullets.
fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}')
}
