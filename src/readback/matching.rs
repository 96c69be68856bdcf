//! Where a text stands in a reading, as words of their own: a skill "R" is not found in "Research", nor "C" in
//! "C++".

use std::collections::HashMap;

use super::lines::{CUT, Reading, normal};

/// A stretch of a reading.
pub(super) type Span = (usize, usize);

/// A text to be found.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Vec<char>);

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        Self(normal(text).trim().chars().collect())
    }

    /// How long it is.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every place where it stands.
    pub(super) fn places(&self, reading: &Reading) -> Vec<Span> {
        let text = &reading.text;
        if self.0.iter().copied().any(is_right_to_left) {
            return self.places_in_any_order(text);
        }
        let starts = self.0.first().and_then(|first| reading.index.get(first)).into_iter().flatten();
        let spans = starts.filter_map(|start| Some((*start, self.end(text, *start)?)));
        spans.filter(|span| is_apart(text, *span)).collect()
    }

    /// Every place where the same characters stand in any order, white space apart: text that runs from right to
    /// left is drawn in the order of the eye.
    fn places_in_any_order(&self, text: &[char]) -> Vec<Span> {
        let shown = |c: &char| *c != ' ' && *c != CUT;
        let wanted: Vec<char> = self.0.iter().copied().filter(shown).collect();
        let cells: Vec<usize> = (0..text.len()).filter(|at| shown(&text[*at])).collect();
        // How many more of each character are wanted than the window has.
        let mut more: HashMap<char, i64> = HashMap::new();
        wanted.iter().for_each(|c| *more.entry(*c).or_default() += 1);
        let mut spans = Vec::new();
        for (last, at) in cells.iter().enumerate() {
            *more.entry(text[*at]).or_default() -= 1;
            if let Some(left) = last.checked_sub(wanted.len()) {
                *more.entry(text[cells[left]]).or_default() += 1;
            }
            if last + 1 >= wanted.len() && more.values().all(|count| *count == 0) {
                spans.push((cells[last + 1 - wanted.len()], at + 1));
            }
        }
        spans.retain(|span| is_apart(text, *span));
        spans
    }

    /// Where it ends if it starts here. The end of a line is a space, or nothing where a word was cut.
    fn end(&self, text: &[char], start: usize) -> Option<usize> {
        let mut at = start;
        for wanted in &self.0 {
            let mut found = *text.get(at)?;
            if found == CUT {
                if *wanted == ' ' {
                    at += 1;
                    continue;
                }
                at += 1;
                found = *text.get(at)?;
            }
            if found != *wanted {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

/// Whether nothing beside a stretch belongs to the same word.
fn is_apart(text: &[char], (start, end): Span) -> bool {
    let before = text[..start].iter().rev().copied();
    let after = text[end..].iter().copied();
    !joins(before) && !joins(after)
}

/// Whether the characters next to a stretch, from near to far, go on with its word.
fn joins(mut beside: impl Iterator<Item = char>) -> bool {
    match beside.next() {
        Some(c) if is_of_word(c) => true,
        // "Node" in "Node.js", "op" in "co-op", "alex" in "alex@example.com"
        Some('.' | '-' | '@' | '\'' | '\u{2019}') => beside.next().is_some_and(is_of_word),
        _ => false,
    }
}

/// Hebrew, Arabic and their kin.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

/// Ideographs stand side by side without being one word.
fn is_of_word(c: char) -> bool {
    let spaced = !matches!(c, '\u{2e80}'..='\u{d7ff}' | '\u{20000}'..);
    (c.is_alphanumeric() && spaced) || matches!(c, '+' | '#' | '_')
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Reading};

    fn places(pattern: &str, text: &str) -> usize {
        Pattern::new(pattern).places(&Reading::of(text)).len()
    }

    #[test]
    fn a_word_is_not_found_inside_another() {
        assert_eq!(places("R", "Research, PyTorch, R, C/R"), 2);
        assert_eq!(places("C", "C++, C#, C, C."), 2);
        assert_eq!(places(".NET", "ASP.NET and .NET"), 1);
        assert_eq!(places("Node", "Node.js"), 0);
        assert_eq!(places("example.com", "alex@example.com | example.com.au | example.com"), 1);
        assert_eq!(places("Go", "Google, (Go); Go: |Go|"), 3);
    }

    #[test]
    fn the_end_of_a_line_is_a_space_or_a_cut() {
        assert_eq!(places("two words", "two\nwords"), 1);
        assert_eq!(places("example.com/path", "example.com/\npath"), 1);
        assert_eq!(places("Alex", "A l e x"), 0);
        assert_eq!(places("office \u{fb01}ne e\u{301}", "office fine e"), 1);
        assert_eq!(places("e\u{2011}commerce", "e-commerce"), 1);
    }

    #[test]
    fn text_from_right_to_left_may_be_drawn_backwards() {
        assert_eq!(
            places(
                "\u{5e2}\u{5d1}\u{5e8}\u{5d9}\u{5ea} daily",
                "Wrote \u{5ea}\u{5d9}\u{5e8}\u{5d1}\u{5e2} daily."
            ),
            1
        );
        assert_eq!(places("\u{5e2}\u{5d1}\u{5e8}", "\u{5e2}\u{5d1}\u{5ea}"), 0);
    }
}
