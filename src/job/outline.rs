//! Lists as people type and paste them: an outline by indentation.
//!
//! Markdown nests `  - b` under `- a` but not under `1. a` or `•  a`, which would make the kind of bullet
//! change the meaning of a note. Here only the indentation counts, and any common bullet is one.

use std::ops::Range;

use super::text::{lines, trimmed};

/// A line of an outline with what stands below it.
#[derive(Debug)]
pub(super) struct Item {
    /// The words, without the bullet; continuation lines included.
    pub(super) span: Range<usize>,
    /// Whether it is a heading or a line without a bullet.
    pub(super) is_plain: bool,
    /// What is indented below it.
    pub(super) children: Vec<Item>,
}

/// A bullet is one of these, or a number or letter with a full stop or a bracket.
const BULLETS: [char; 15] = ['-', '*', '+', '•', '◦', '▪', '▫', '‣', '⁃', '●', '○', '■', '·', '–', '—'];

/// Indentation beyond this column counts as this column: no list is that deep, but a paste may be.
const DEEPEST_COLUMN: i32 = 200;

/// A line before it is placed in the tree.
struct Line {
    /// Twice the columns of indentation; a line without a bullet comes just before bullets of its column,
    /// and a heading before everything.
    depth: i32,
    span: Range<usize>,
    is_plain: bool,
}

/// The outline of a range of text.
pub(super) fn read(text: &str, range: Range<usize>) -> Vec<Item> {
    nest(gather(text, range))
}

/// All items of a range, one after another, without their nesting.
pub(super) fn flat(text: &str, range: Range<usize>) -> Vec<Item> {
    let item = |line: Line| Item { span: line.span, is_plain: line.is_plain, children: Vec::new() };
    gather(text, range).into_iter().map(item).collect()
}

/// Puts each line below the last one that is less deep.
fn nest(lines: Vec<Line>) -> Vec<Item> {
    let mut roots: Vec<Item> = Vec::new();
    let mut open: Vec<(i32, Item)> = Vec::new();
    let attach = |open: &mut Vec<(i32, Item)>, roots: &mut Vec<Item>| {
        if let Some((_, item)) = open.pop() {
            match open.last_mut() {
                Some((_, parent)) => parent.children.push(item),
                None => roots.push(item),
            }
        }
    };
    for line in lines {
        while open.last().is_some_and(|(depth, _)| *depth >= line.depth) {
            attach(&mut open, &mut roots);
        }
        open.push((line.depth, Item { span: line.span, is_plain: line.is_plain, children: Vec::new() }));
    }
    while !open.is_empty() {
        attach(&mut open, &mut roots);
    }
    roots
}

fn gather(text: &str, range: Range<usize>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut after_blank = true;
    for line in lines(text, range) {
        let words = trimmed(text, line.clone());
        if words.is_empty() || is_rule(&text[words.clone()]) {
            after_blank = true;
            continue;
        }
        let column = columns(&text[line.start..words.start]);
        let slice = &text[words.clone()];
        let (depth, start, is_plain) = if let Some(level) = heading_level(slice) {
            (-100 + level, words.start + slice.len() - slice.trim_start_matches('#').len(), true)
        } else if let Some(bullet) = bullet_length(slice) {
            (2 * column, words.start + bullet, false)
        } else {
            (2 * column - 1, words.start, true)
        };
        let continues = is_plain
            && depth > -90
            && out.last().is_some_and(|last| {
                let indented = depth > last.depth && !last.is_plain;
                let label = text[last.span.clone()].ends_with(':') || slice.ends_with(':');
                last.depth > -90 && (indented || (!after_blank && !label))
            });
        let span = trimmed(text, start..words.end);
        match out.last_mut() {
            Some(last) if continues => last.span.end = span.end,
            _ if span.is_empty() => {}
            _ => out.push(Line { depth, span, is_plain }),
        }
        after_blank = false;
    }
    out
}

/// Columns of white space, a tab reaching to the next multiple of four.
fn columns(indent: &str) -> i32 {
    indent
        .chars()
        .filter(|c| *c != '\u{feff}' && *c != '\u{200b}')
        .fold(
            0,
            |column: i32, c| {
                if c == '\t' { (column / 4 + 1).saturating_mul(4) } else { column.saturating_add(1) }
            },
        )
        .min(DEEPEST_COLUMN)
}

/// Whether a line is a Markdown heading, such as `### Application`.
pub(super) fn is_heading(line: &str) -> bool {
    heading_level(line).is_some()
}

fn heading_level(line: &str) -> Option<i32> {
    let level = line.len() - line.trim_start_matches('#').len();
    // "#1 Analytics" is a name; two marks are a heading even without the space.
    let is_heading =
        (1..=6).contains(&level) && (level > 1 || line[level..].starts_with(char::is_whitespace));
    is_heading.then_some(i32::try_from(level).unwrap_or(6))
}

/// A line that only separates.
fn is_rule(line: &str) -> bool {
    let marks = line.trim();
    marks.len() > 2
        && ["-", "*", "_", "="].iter().any(|mark| marks.replace(' ', "").replace(mark, "").is_empty())
}

/// Bytes of the bullet at the start of a line, with the space after it.
pub(super) fn bullet_length(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let mark = if BULLETS.contains(&first) {
        first.len_utf8()
    } else {
        let body = line.trim_start_matches('(');
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        let letter =
            body.len() > 1 && body.as_bytes()[0].is_ascii_alphabetic() && matches!(body.as_bytes()[1], b')');
        let length = if letter { 1 } else { digits };
        if !(1..=3).contains(&length) || !body[length..].starts_with(['.', ')']) {
            return None;
        }
        line.len() - body.len() + length + 1
    };
    let rest = &line[mark..];
    let spaces = rest.len() - rest.trim_start().len();
    // "-5% churn" and "*emphasis*" are words; typographic bullets need no space.
    let bullet = spaces > 0 || rest.is_empty() || !first.is_ascii() && !matches!(first, '–' | '—');
    bullet.then_some(mark + spaces)
}

#[cfg(test)]
mod tests {
    use super::{Item, read};

    fn show(text: &str) -> String {
        fn walk(text: &str, items: &[Item], out: &mut Vec<String>) {
            for item in items {
                let words = text[item.span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                if item.children.is_empty() {
                    out.push(words);
                } else {
                    let mut inner = Vec::new();
                    walk(text, &item.children, &mut inner);
                    out.push(format!("{words}({})", inner.join(" ")));
                }
            }
        }
        let mut out = Vec::new();
        walk(text, &read(text, 0..text.len()), &mut out);
        out.join(" ")
    }

    #[test]
    fn the_kind_of_bullet_does_not_matter() {
        let nested = "a(b(c) d) e";
        for text in [
            "- a\n  - b\n    - c\n  - d\n- e",
            "1. a\n  1. b\n    1. c\n  2. d\n2. e",
            "• a\n\t• b\n\t\t• c\n\t• d\n• e",
            "* a\r\n  + b\r\n    - c\r\n\r\n  + d\r\n* e",
            "-\u{a0}a\n\u{a0}\u{a0}–\u{a0}b\n    a) c\n  (2) d\n- e",
        ] {
            assert_eq!(show(text), nested, "{text:?}");
        }
    }

    #[test]
    fn lines_continue_and_labels_hold_what_follows() {
        assert_eq!(show("- a\n  b\n- c"), "a b c");
        assert_eq!(show("label:\n- a\n- b\n\nother:\n- c"), "label:(a b) other:(c)");
        assert_eq!(show("### label\n- a\n### other\n- b"), "label(a) other(b)");
        assert_eq!(show("- a\n\n  b"), "a b");
        assert_eq!(show("one\ntwo\n\nthree"), "one two three");
    }

    #[test]
    fn words_that_look_like_bullets_stay_words() {
        assert_eq!(show("-5% churn"), "-5% churn");
        assert_eq!(show("*really*"), "*really*");
        assert_eq!(show("2021 was good"), "2021 was good");
    }

    #[test]
    fn absurdly_deep_indentation_is_harmless() {
        let text: String = (0..2_000).map(|depth| format!("{}- x\n", " ".repeat(depth))).collect();
        assert_eq!(read(&text, 0..text.len()).len(), 1);
    }
}
