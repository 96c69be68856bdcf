//! Inline tree to Typst markup.
//!
//! Text is written as string expressions (`#"...";`), where no character has a meaning except the quote and
//! the backslash: Typst's markup, its smart quotes and its `--` shorthand never see a person's words.
//!
//! A word in which a line could break (`cross-functional`, `and/or`) is put in a box. Extractors join a
//! line that ends in a hyphen with the next one and lose the hyphen; a box keeps the word whole. A word too
//! long for that is cut into boxes side by side, because an invisible break character would be extracted.

use std::fmt::Write;

use unicode_linebreak::linebreaks;

use super::Inline;

/// The longest word that is kept on one line, in characters: an address that is cut is no address to a program, and
/// every theme has room for this much.
const LONGEST_WHOLE_WORD: usize = 64;

/// A Typst string literal, quotes included.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Typst markup that shows a plain text exactly as it is written.
pub fn text(text: &str) -> String {
    markup(&[Inline::Text(text.to_owned())])
}

/// Typst markup for a sequence of spans.
pub(super) fn markup(inlines: &[Inline]) -> String {
    let mut runs = Vec::new();
    flatten(inlines, &Style::default(), &mut runs);
    let mut out = String::new();
    for piece in pieces(&runs) {
        match piece {
            Piece::Open(runs) => write_runs(&runs, &mut out),
            Piece::Box(runs) => {
                out.push_str("#box[");
                write_runs(&runs, &mut out);
                out.push(']');
            }
        }
    }
    out
}

/// What surrounds a run of characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Style {
    strong: bool,
    emph: bool,
    code: bool,
    link: Option<String>,
}

/// Characters of one style.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    text: String,
    style: Style,
}

/// A stretch of runs in which lines may break freely, or one that stays together.
enum Piece {
    Open(Vec<Run>),
    Box(Vec<Run>),
}

fn flatten(inlines: &[Inline], style: &Style, runs: &mut Vec<Run>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => add(runs, text, style),
            Inline::Code(text) => add(runs, text, &Style { code: true, ..style.clone() }),
            Inline::Strong(children) => flatten(children, &Style { strong: true, ..style.clone() }, runs),
            Inline::Emph(children) => flatten(children, &Style { emph: true, ..style.clone() }, runs),
            Inline::Link { url, children } => {
                flatten(children, &Style { link: Some(url.clone()), ..style.clone() }, runs);
            }
        }
    }
}

/// Appends characters, joining them to the last run if the style is the same.
fn add(runs: &mut Vec<Run>, text: &str, style: &Style) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.style == *style => last.text.push_str(text),
        _ => runs.push(Run { text: text.to_owned(), style: style.clone() }),
    }
}

/// Cuts the runs at white space and groups the words by whether they need a box.
fn pieces(runs: &[Run]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<Run> = Vec::new();
    let mut word: Vec<Run> = Vec::new();
    let mut finish = |word: &mut Vec<Run>, open: &mut Vec<Run>| {
        let whole: String = word.iter().map(|run| run.text.as_str()).collect();
        let parts = boxes(&whole);
        if parts.is_empty() {
            word.drain(..).for_each(|run| add(open, &run.text, &run.style));
            return;
        }
        if !open.is_empty() {
            pieces.push(Piece::Open(std::mem::take(open)));
        }
        pieces.extend(split(word, &parts).into_iter().map(Piece::Box));
        word.clear();
    };
    for run in runs {
        let mut rest = run.text.as_str();
        while !rest.is_empty() {
            let space = rest.find(char::is_whitespace).unwrap_or(rest.len());
            add(&mut word, &rest[..space], &run.style);
            rest = &rest[space..];
            let next = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            if next > 0 {
                finish(&mut word, &mut open);
                add(&mut open, &rest[..next], &run.style);
                rest = &rest[next..];
            }
        }
    }
    finish(&mut word, &mut open);
    if !open.is_empty() {
        pieces.push(Piece::Open(open));
    }
    pieces
}

/// Byte lengths of the boxes a word is set in; empty if it needs none.
fn boxes(word: &str) -> Vec<usize> {
    let count = word.chars().count();
    // Ideographs and kana may break anywhere, and such text has no hyphens to lose.
    let ideographic = word.chars().any(|c| ('\u{2e80}'..='\u{d7ff}').contains(&c) || c > '\u{1ffff}');
    if ideographic || (count <= LONGEST_WHOLE_WORD && !linebreaks(word).any(|(at, _)| at < word.len())) {
        return Vec::new();
    }
    if count <= LONGEST_WHOLE_WORD {
        return vec![word.len()];
    }
    // Prefer to cut where a reader would, after a slash or a hyphen, else at the limit.
    let mut lengths = Vec::new();
    let mut start = 0;
    while start < word.len() {
        let rest = &word[start..];
        let mut ends = rest.char_indices().map(|(at, _)| at).skip(LONGEST_WHOLE_WORD);
        let limit = ends.next().unwrap_or(rest.len());
        let cut = if limit == rest.len() {
            limit
        } else {
            // Whether a line may break at the limit shows a character later.
            let window = &rest[..ends.next().unwrap_or(rest.len())];
            let natural = linebreaks(window).map(|(at, _)| at).take_while(|at| *at <= limit).last();
            natural.filter(|at| *at >= limit / 3).unwrap_or(limit)
        };
        lengths.push(cut);
        start += cut;
    }
    lengths
}

/// Divides the runs of one word into parts of the given byte lengths.
fn split(word: &[Run], lengths: &[usize]) -> Vec<Vec<Run>> {
    let mut parts = Vec::with_capacity(lengths.len());
    let mut runs = word.iter();
    let mut rest: Option<(&str, &Style)> = None;
    for length in lengths {
        let mut left = *length;
        let mut part = Vec::new();
        while left > 0 {
            let Some((text, style)) =
                rest.take().or_else(|| runs.next().map(|run| (run.text.as_str(), &run.style)))
            else {
                break;
            };
            let take = left.min(text.len());
            add(&mut part, &text[..take], style);
            left -= take;
            if take < text.len() {
                rest = Some((&text[take..], style));
            }
        }
        parts.push(part);
    }
    parts
}

/// Writes runs, each wrapped in what its style asks for.
fn write_runs(runs: &[Run], out: &mut String) {
    for Run { text, style } in runs {
        let mut closing = 0;
        if let Some(url) = &style.link {
            // Writing to a String cannot fail.
            let _ = write!(out, "#link({})[", quote(url));
            closing += 1;
        }
        for (on, function) in [(style.strong, "#strong["), (style.emph, "#emph[")] {
            if on {
                out.push_str(function);
                closing += 1;
            }
        }
        if style.code {
            let _ = write!(out, "#raw({});", quote(text));
        } else {
            let _ = write!(out, "#{};", quote(text));
        }
        (0..closing).for_each(|_| out.push(']'));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Prose;
    use super::{boxes, quote, text};

    #[test]
    fn words_that_could_break_are_boxed_with_their_punctuation() {
        insta::assert_snapshot!(
            Prose::parse("Led a **cross-functional**, and/or [two-step](https://example.com/a) plan.").typst(),
            @r##"#"Led a ";#box[#strong[#"cross-functional";]#",";]#" ";#box[#"and/or";]#" ";#box[#link("https://example.com/a")[#"two-step";]]#" plan.";"##
        );
    }

    #[test]
    fn quotes_and_backslashes_cannot_leave_the_string() {
        assert_eq!(quote(r#"a"b\"#), r#""a\"b\\""#);
        assert_eq!(text("#x"), "#\"#x\";");
    }

    #[test]
    fn a_long_word_is_cut_after_its_separators() {
        let url = "https://careers.example.org/a-very-long-path/that-never-ends/and-goes-on-and-on/42";
        let lengths = boxes(url);
        assert_eq!(lengths.iter().sum::<usize>(), url.len());
        assert!(lengths.len() > 1);
        assert_eq!(&url[..lengths[0]], "https://careers.example.org/a-very-long-path/that-never-ends/");
    }

    #[test]
    fn ideographs_break_where_they_may() {
        assert!(boxes("機械学習エンジニア").is_empty());
    }
}
