//! Where a text stands in a reading, as words of their own: a skill "R" is not found in "Research", nor "C" in
//! "C++".

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
        let starts = self.0.first().and_then(|first| reading.index.get(first)).into_iter().flatten();
        let spans = starts.filter_map(|start| Some((*start, self.end(text, *start)?)));
        spans.filter(|span| is_apart(text, *span)).collect()
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
        assert_eq!(places("office \u{fb01}ne e\u{301}", "office fine \u{e9}"), 1);
    }
}
