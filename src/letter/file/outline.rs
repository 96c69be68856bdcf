//! The parts of a letter's text: greeting, paragraphs, closing, name.

use std::ops::Range;

/// First words of a greeting, in lower case.
#[rustfmt::skip]
const GREETINGS: &[&str] = &[
    "dear", "hello", "hi", "to", "greetings", "good", "sehr", "guten", "liebe", "lieber", "hallo", "madame", "monsieur", "bonjour", "cher",
    "chère", "chers", "estimado", "estimada", "estimados", "hola", "a", "gentile", "gentili", "spettabile", "spett.le", "egregio", "buongiorno",
    "prezado", "prezada", "prezados", "caro", "cara", "olá", "à", "geachte", "geacht", "beste",
];

/// First words of a closing, in lower case.
#[rustfmt::skip]
const CLOSINGS: &[&str] = &[
    "sincerely", "yours", "best", "regards", "kind", "kindest", "warm", "warmly", "warmest", "respectfully", "cordially", "thanks", "thank",
    "many", "all", "with", "cheers", "faithfully", "mit", "viele", "freundliche", "herzliche", "beste", "cordialement", "bien",
    "sincères", "salutations", "atentamente", "saludos", "un", "cordiali", "distinti", "un", "atenciosamente", "cumprimentos", "met",
    "hoogachtend", "groeten", "vriendelijke",
];

/// The longest greeting or closing, in words.
const LONGEST_LINE: usize = 9;

/// The most lines after the closing: a name, and what people put below it.
const AT_THE_END: usize = 6;

/// A stretch of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) span: Range<usize>,
    /// Whether it is an item of a list, its bullet left out.
    pub(super) item: bool,
}

/// The parts of a letter, as byte ranges of its file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) salutation: Option<Range<usize>>,
    pub(super) paragraphs: Vec<Text>,
    pub(super) closing: Option<Range<usize>>,
    pub(super) signature: Option<Range<usize>>,
    /// What stands below the name: what is sent along, a telephone number, a postscript.
    pub(super) below: Vec<Range<usize>>,
    /// Headings, and what stands above the greeting.
    pub(super) ignored: Vec<Range<usize>>,
}

/// A text whose comments are spaces, with the same offsets, and where a comment is never closed.
pub(super) fn without_comments(text: &str) -> (String, Option<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut rest = 0;
    while let Some(start) = text[rest..].find("<!--").map(|at| rest + at) {
        let Some(end) = text[start..].find("-->").map(|at| start + at + 3) else {
            // Nothing that may be the letter is taken for a comment.
            out.push_str(&text[rest..]);
            return (out, Some(start));
        };
        out.push_str(&text[rest..start]);
        out.extend(text[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = end;
    }
    out.push_str(&text[rest..]);
    (out, None)
}

impl Outline {
    /// Reads the parts of a letter signed with that name. Nothing fails.
    pub(super) fn read(text: &str, body: Range<usize>, name: &str) -> Self {
        let mut outline = Self::default();
        let mut blocks = blocks(text, body);
        let is_heading = |block: &Vec<Range<usize>>| {
            let line = text[block[0].clone()].trim_start_matches('#');
            block.len() == 1 && line.len() < block[0].len() && (line.is_empty() || line.starts_with(' '))
        };
        outline.ignored.extend(blocks.iter().filter(|block| is_heading(block)).map(|block| whole(block)));
        blocks.retain(|block| !is_heading(block));
        outline.greeting(text, &mut blocks);
        outline.end(text, &mut blocks, name);
        outline.paragraphs = blocks.iter().flat_map(|block| paragraphs(text, block)).collect();
        outline.ignored.sort_by_key(|span| span.start);
        outline
    }

    /// Takes the greeting, and the address above it, off the beginning.
    fn greeting(&mut self, text: &str, blocks: &mut Vec<Vec<Range<usize>>>) {
        // The address is short, so the greeting is near.
        let greeting = blocks.iter().take(5).enumerate().find_map(|(at, block)| {
            let found = block.iter().enumerate().find_map(|(line, span)| {
                let alone = block.len() == 1 && at + 1 < 5;
                Some((line, greeting_length(&text[span.clone()], alone && at == 0)?))
            });
            found.map(|(line, length)| (at, line, length))
        });
        let Some((at, line, length)) = greeting else { return };
        let above = blocks.drain(..at).map(|block| whole(&block));
        self.ignored.extend(above);
        let first = &mut blocks[0];
        if line > 0 {
            self.ignored.push(first[0].start..first[line - 1].end);
        }
        let span = first[line].clone();
        self.salutation = Some(span.start..span.start + length);
        let after = &text[span.start + length..span.end];
        let start = span.end - after.trim_start_matches([' ', '-', '\u{2013}', '\u{2014}']).len();
        first.drain(..line);
        // "Dear team, I am applying ...": the letter begins on the same line.
        first[0] = start..span.end;
        first.retain(|span| !span.is_empty());
        blocks.retain(|block| !block.is_empty());
    }

    /// Takes the closing and what follows it off the end.
    fn end(&mut self, text: &str, blocks: &mut Vec<Vec<Range<usize>>>, name: &str) {
        let lines: Vec<(usize, usize)> = blocks
            .iter()
            .enumerate()
            .flat_map(|(at, block)| (0..block.len()).map(move |line| (at, line)))
            .collect();
        let line = |(at, line): (usize, usize)| &text[blocks[at][line].clone()];
        let from = lines.len().saturating_sub(AT_THE_END + 1);
        let last = (from..lines.len()).rev();
        let closing = last.clone().find(|index| is_closing(line(lines[*index]), name));
        // "See you soon!" closes a letter when the name follows it.
        let closing = closing.or_else(|| {
            let named = last.clone().find(|index| is_name(line(lines[*index]), name))?;
            let before = named.checked_sub(1)?;
            (lines.len() > 2
                && is_short(line(lines[before]))
                && !line(lines[before]).ends_with(['.', '?', ':']))
            .then_some(before)
        });
        let Some(first) = closing else { return };
        let (at, first_line) = lines[first];
        let mut rest: Vec<Range<usize>> = blocks[at].drain(first_line..).collect();
        rest.extend(blocks.drain(at + 1..).flatten());
        blocks.retain(|block| !block.is_empty());
        let mut rest = rest.into_iter();
        if let Some(span) = rest.next() {
            let slice = &text[span.clone()];
            // "Sincerely, Ann Bee" on one line.
            match slice.find(", ").filter(|at| is_name(&slice[at + 2..], name)) {
                Some(comma) => {
                    self.closing = Some(span.start..span.start + comma + 1);
                    self.signature = Some(span.start + comma + 2..span.end);
                }
                None => {
                    self.closing = Some(span);
                    self.signature = rest.next();
                }
            }
        }
        self.below = rest.collect();
    }
}

/// Lines that stand together, without those that are only a rule.
fn blocks(text: &str, body: Range<usize>) -> Vec<Vec<Range<usize>>> {
    let mut blocks: Vec<Vec<Range<usize>>> = Vec::new();
    let mut open = false;
    let mut at = body.start;
    // A lone carriage return ends a line too.
    for line in text[body].split_inclusive(['\n', '\r']) {
        let start = at + (line.len() - line.trim_start().len());
        let span = start..(start + line.trim().len()).max(start);
        at += line.len();
        let slice = text[span.clone()].trim();
        let rule = slice.len() >= 3 && (slice.bytes().all(|b| b == b'-') || slice.bytes().all(|b| b == b'*'));
        if line == "\n" && text[..at - 1].ends_with('\r') {
            continue;
        }
        if slice.is_empty() || rule {
            open = false;
        } else {
            // A heading is a block of its own, whatever follows it.
            let heading = slice.starts_with('#');
            match blocks.last_mut().filter(|_| open && !heading) {
                Some(block) => block.push(span),
                None => blocks.push(vec![span]),
            }
            open = !heading;
        }
    }
    blocks
}

/// The paragraphs of lines that stand together: the items of a list each by itself.
fn paragraphs(text: &str, block: &[Range<usize>]) -> Vec<Text> {
    let bullet = |line: &Range<usize>| {
        let slice = &text[line.clone()];
        ["- ", "* ", "+ ", "\u{2022} "].iter().find(|mark| slice.starts_with(**mark)).map(|mark| mark.len())
    };
    let numbered = |line: &Range<usize>| {
        let slice = text[line.clone()].trim_start_matches(|c: char| c.is_ascii_digit());
        slice.len() < line.len() && (slice.starts_with(". ") || slice.starts_with(") "))
    };
    let mut paragraphs: Vec<Text> = Vec::new();
    for line in block {
        match (bullet(line), paragraphs.last_mut()) {
            (Some(length), _) => paragraphs.push(Text { span: line.start + length..line.end, item: true }),
            (None, Some(last)) if !numbered(line) => last.span.end = line.end,
            _ => paragraphs.push(Text { span: line.clone(), item: false }),
        }
    }
    paragraphs
}

fn whole(block: &[Range<usize>]) -> Range<usize> {
    block.first().map_or(0, |line| line.start)..block.last().map_or(0, |line| line.end)
}

fn bare(line: &str) -> &str {
    line.trim_matches(['*', '_', ' '])
}

fn first_word(line: &str) -> String {
    let word =
        line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '!')).next().unwrap_or_default();
    bare(word).to_lowercase()
}

fn is_short(line: &str) -> bool {
    (1..=LONGEST_LINE).contains(&line.split_whitespace().count())
}

/// Where a greeting at the start of a line ends. Without a known first word only the `first` line can be one, if
/// it is short and ends with a comma.
fn greeting_length(line: &str, first: bool) -> Option<usize> {
    let known = GREETINGS.contains(&first_word(line).as_str());
    let dear = ["dear", "hello", "hi"].contains(&first_word(line).as_str());
    let ends = bare(line).ends_with([',', ':', '!']);
    if (known || first) && ends && (is_short(line) || dear && line.split_whitespace().count() < 14) {
        return Some(line.len());
    }
    if !dear {
        return None;
    }
    let comma = line.find([',', ':']).map(|at| at + 1).or_else(|| line.find(" - ")).unwrap_or(line.len());
    let alone = comma == line.len();
    (is_short(&line[..comma]) && (!alone || !line.ends_with('.'))).then_some(comma)
}

/// "Sincerely," and "Mit freundlichen Grüßen", but not "Thank you for reading."
fn is_closing(line: &str, name: &str) -> bool {
    let known = CLOSINGS.contains(&first_word(line).as_str());
    let words = line.split_whitespace().count();
    let named = line.find(", ").is_some_and(|at| is_name(&line[at + 2..], name));
    known && ((1..=5).contains(&words) || named) && !bare(line).ends_with(['.', '?', ';', ':'])
}

/// Whether a line is the name of the writer, or its first word.
fn is_name(line: &str, name: &str) -> bool {
    let line = bare(line).trim_end_matches(['.', ',']);
    let given = name.split_whitespace().next().unwrap_or_default();
    !line.is_empty() && (line.eq_ignore_ascii_case(name) || line.eq_ignore_ascii_case(given))
}

#[cfg(test)]
mod tests {
    use super::{Outline, without_comments};

    fn parts(text: &str) -> (Vec<&str>, Vec<&str>) {
        let outline = Outline::read(text, 0..text.len(), "Ann Bee");
        let single = [&outline.salutation, &outline.closing, &outline.signature];
        let single =
            single.into_iter().flatten().chain(&outline.below).map(|span| &text[span.clone()]).collect();
        (single, outline.paragraphs.iter().map(|one| &text[one.span.clone()]).collect())
    }

    #[test]
    fn a_letter_is_read_as_people_write_it() {
        let text = "Dear Ms. Cole,\n\nI like it.\nVery much.\n\nThank you for reading.\n\nKind regards,\n\nAnn Bee\n\nEnclosed: Resume\n\nP.S. I do.\n";
        let expected = vec!["Dear Ms. Cole,", "Kind regards,", "Ann Bee", "Enclosed: Resume", "P.S. I do."];
        assert_eq!(parts(text), (expected, vec!["I like it.\nVery much.", "Thank you for reading."]));
    }

    #[test]
    fn the_parts_may_stand_close_together_or_be_missing() {
        let body = vec!["I like it."];
        for (text, single) in [
            ("Dear team,\nI like it.\nBest,\nAnn", vec!["Dear team,", "Best,", "Ann"]),
            ("Dear team,\rI like it.\rBest,\rAnn", vec!["Dear team,", "Best,", "Ann"]),
            ("Dear team, I like it.\n\nSincerely, Ann Bee\n", vec!["Dear team,", "Sincerely,", "Ann Bee"]),
            ("Dear Team\n\nI like it.\n\nSee you soon!\n\nAnn\n", vec!["Dear Team", "See you soon!", "Ann"]),
            (
                "**Dear Team,**\n\nI like it.\n\nMed venlig hilsen\nAnn Bee\n",
                vec!["**Dear Team,**", "Med venlig hilsen", "Ann Bee"],
            ),
            ("K\u{e6}re Anna,\n\nI like it.\n", vec!["K\u{e6}re Anna,"]),
            ("I like it.", vec![]),
        ] {
            assert_eq!(parts(text), (single, body.clone()), "{text:?}");
        }
        assert_eq!(parts(""), (vec![], vec![]));
        assert_eq!(parts("I like it.\n\nA lot."), (vec![], vec!["I like it.", "A lot."]));
    }

    #[test]
    fn headings_addresses_rules_and_comments_are_not_set() {
        let text = "# Letter\nAnn Bee\nPhiladelphia\n\nDear team,\n\n<!-- shorten\nthis -->\nOne. <!-- 140k -->\n\n---\n\n- first\n- second\n  half\n1. third\n2. fourth\n";
        let (text, unclosed) = without_comments(text);
        assert_eq!(unclosed, None);
        let outline = Outline::read(&text, 0..text.len(), "Ann Bee");
        let texts: Vec<&str> = outline.paragraphs.iter().map(|one| &text[one.span.clone()]).collect();
        assert_eq!(texts, ["One.", "first", "second\n  half", "1. third", "2. fourth"]);
        assert_eq!(outline.ignored.len(), 2);
        assert_eq!(without_comments("a <!-- b\n\nc").1, Some(2));
    }
}
