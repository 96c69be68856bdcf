//! Reading numbers: "50k", "50,000", "50 thousand" and "fifty thousand" are one.

use std::ops::Range;

use crate::words::{Word, words};

/// A number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) span: Range<usize>,
    /// What it may mean, as decimals without zeros at the ends: "5k" is 5000, or 5 of a unit.
    pub(super) values: Vec<String>,
    /// What it says besides when it is a source: the 5 of "5 million", the 3 million of "3 to 5 million".
    pub(super) also: Vec<String>,
    /// Whether it is written in words.
    pub(super) spelled: bool,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Words for powers of ten.
const SCALES: [(&str, u32); 5] =
    [("hundred", 2), ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];

/// The numbers of a text, in order.
pub(super) fn read(text: &str) -> Vec<Number> {
    let words = words(text);
    let mut numbers: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (number, next) = match written(text, &words, at) {
            Some(found) => found,
            None => match spelled(text, &words, at) {
                Some(found) => found,
                None => {
                    at += 1;
                    continue;
                }
            },
        };
        numbers.extend(number);
        at = next;
    }
    share_scales(text, &mut numbers);
    numbers
}

/// In "3 to 5 million" and "3-5 million" the first number has the scale of the second.
fn share_scales(text: &str, numbers: &mut [Number]) {
    for at in 1..numbers.len() {
        let between = text[numbers[at - 1].span.end..numbers[at].span.start].trim();
        let range = ["to", "-", "\u{2013}", "and", "or", "%", "to $", "\u{2013}$", "-$"].contains(&between);
        let scale = scale_word(text[numbers[at].span.clone()].rsplit([' ', '-']).next().unwrap_or_default());
        if let Some(scale) = scale.filter(|_| range) {
            let scaled: Vec<String> =
                numbers[at - 1].values.iter().filter_map(|value| shifted(value, scale)).collect();
            numbers[at - 1].also.extend(scaled.clone());
            numbers[at - 1].values.extend(scaled);
        }
    }
}

/// A number in digits that begins at a word, if one does, and the index of the word after it. An ordinal and a
/// name that begins with a digit are read over.
fn written(text: &str, words: &[Word], at: usize) -> Option<(Option<Number>, usize)> {
    let start = words[at].span.start;
    let bytes = text.as_bytes();
    if !bytes[start].is_ascii_digit() {
        return None;
    }
    let mut end = start;
    while bytes.get(end).is_some_and(u8::is_ascii_digit)
        || (matches!(bytes.get(end), Some(b'.' | b',')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
    {
        end += 1;
    }
    let digits = &text[start..end];
    let letters: String = text[end..].chars().take_while(|c| c.is_alphanumeric()).collect();
    let next = |end: usize| words.iter().skip(at).take_while(|word| word.span.start < end).count() + at;
    // "2021-03-31" says a year; its other digits count nothing.
    if let Some(date) = iso_date(&text[start..]) {
        let number = Number {
            span: start..start + 4,
            values: vec![text[start..start + 4].to_owned()],
            also: Vec::new(),
            spelled: false,
        };
        return Some((Some(number), next(start + date)));
    }
    let plain = meanings(digits);
    let scaled = |scale: u32| plain.iter().filter_map(move |value| shifted(value, scale));
    let whole = end + letters.len();
    let (values, also, end) = match letters.to_lowercase().as_str() {
        "st" | "nd" | "rd" | "th" => return Some((None, next(whole))),
        "" => match scale_after(text, words, next(end)) {
            Some((scale, last)) => (scaled(scale).collect(), plain.clone(), words[last].span.end),
            None => (plain.clone(), Vec::new(), end),
        },
        suffix => match suffix_scale(suffix) {
            Some(scale) => (scaled(scale).chain(plain.clone()).collect(), Vec::new(), whole),
            // "3D" and "2FA" are names.
            None if digits.len() == 1 && letters.starts_with(char::is_uppercase) => {
                return Some((None, next(whole)));
            }
            None => (plain.clone(), Vec::new(), end),
        },
    };
    Some((Some(Number { span: start..end, values, also, spelled: false }), next(end.max(whole))))
}

/// The length of a date such as "2021-03" or "2021-03-31" at the start of a text.
fn iso_date(text: &str) -> Option<usize> {
    let shape = |pattern: &str| {
        let fits = text.len() >= pattern.len()
            && text
                .bytes()
                .zip(pattern.bytes())
                .all(|(c, p)| if p == b'0' { c.is_ascii_digit() } else { c == p });
        (fits && !text[pattern.len()..].starts_with(|c: char| c.is_ascii_digit())).then_some(pattern.len())
    };
    shape("0000-00-00").or_else(|| shape("0000-00"))
}

/// What digits with points and commas may mean: "1,200" is 1200, and "1.200" may be.
fn meanings(digits: &str) -> Vec<String> {
    let grouped = |mark: char| {
        let parts: Vec<&str> = digits.split(mark).collect();
        (parts.len() > 1 && parts[1..].iter().all(|part| part.len() == 3)).then(|| parts.concat())
    };
    let mut all = Vec::new();
    let commas = digits.replace(',', "");
    let points = digits.matches('.').count();
    if grouped(',').is_some() || !digits.contains(',') || points == 1 {
        all.push(if points > 1 { commas.clone() } else { tidy(&commas) });
    }
    if let Some(whole) = grouped('.') {
        all.push(tidy(&whole));
    }
    if digits.matches(',').count() == 1 && points == 0 && grouped(',').is_none() {
        all.push(tidy(&digits.replace(',', ".")));
    }
    if all.is_empty() {
        all.push(tidy(&commas));
    }
    all
}

/// A decimal without zeros at its ends.
fn tidy(decimal: &str) -> String {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// A decimal times a power of ten, digit by digit, so that nothing is rounded.
fn shifted(decimal: &str, power: u32) -> Option<String> {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    if fraction.contains('.') {
        return None;
    }
    let power = usize::try_from(power).ok()?;
    let padded = format!("{fraction:0<power$}");
    Some(tidy(&format!("{whole}{}.{}", &padded[..power], &padded[power..])))
}

fn suffix_scale(suffix: &str) -> Option<u32> {
    match suffix {
        "k" => Some(3),
        "m" | "mm" | "mn" | "mio" => Some(6),
        "b" | "bn" => Some(9),
        "t" | "tn" => Some(12),
        _ => None,
    }
}

fn scale_word(word: &str) -> Option<u32> {
    SCALES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, power)| *power)
}

/// The scale that a word at an index gives the number before it, with the word's index.
fn scale_after(text: &str, words: &[Word], at: usize) -> Option<(u32, usize)> {
    let word = words.get(at)?;
    let close = at > 0 && [" ", "-", "\u{a0}"].contains(&&text[words[at - 1].span.end..word.span.start]);
    scale_word(&word.folded).filter(|_| close).map(|scale| (scale, at))
}

/// A number in words that begins at a word, and the index of the word after it.
fn spelled(text: &str, words: &[Word], at: usize) -> Option<(Option<Number>, usize)> {
    let close = |at: usize| {
        at < words.len()
            && [" ", "-", "\u{a0}"].contains(&&text[words[at - 1].span.end..words[at].span.start])
    };
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let (first, from) = if folded(at) == "a" {
        let counts = close(at + 1) && (scale_word(folded(at + 1)).is_some() || folded(at + 1) == "dozen");
        // Nobody has counted "half a million".
        if counts && at > 0 && folded(at - 1) == "half" {
            return Some((None, at + 2));
        }
        (1, counts.then_some(at + 1)?)
    } else {
        below_hundred(words, at, close)?
    };
    let (value, next) = scaled_up(words, first, from, close);
    let span = words[at].span.start..words[next - 1].span.end;
    let number = Number { span, values: vec![value.to_string()], also: Vec::new(), spelled: true };
    Some((Some(number), next))
}

/// Goes on from a number word: "... hundred and five thousand", "... dozen". The value and the index after it.
fn scaled_up(words: &[Word], first: u64, from: usize, close: impl Fn(usize) -> bool) -> (u64, usize) {
    let (mut total, mut current, mut next) = (0_u64, first, from);
    while close(next) {
        let word = words[next].folded.as_str();
        match scale_word(word) {
            _ if word == "dozen" => return (total.saturating_add(current * 12), next + 1),
            Some(2) if current < 100 => current *= 100,
            Some(power) if current < 1000 => {
                total = total.saturating_add(current.saturating_mul(10_u64.saturating_pow(power)));
                current = 0;
            }
            Some(_) => break,
            None => {
                let rest = next + usize::from(word == "and" && close(next + 1));
                let Some((value, after)) = below_hundred(words, rest, &close) else { break };
                if !current.is_multiple_of(100) || (current, total) == (0, 0) {
                    break;
                }
                current += value;
                next = after;
                continue;
            }
        }
        next += 1;
    }
    (total.saturating_add(current), next)
}

/// A number word, or two such as "twenty-five", with the index after it.
fn below_hundred(words: &[Word], at: usize, close: impl Fn(usize) -> bool) -> Option<(u64, usize)> {
    let place = |list: &[&str], at: usize| {
        let word = words.get(at)?.folded.as_str();
        list.iter().position(|name| *name == word).and_then(|place| u64::try_from(place).ok())
    };
    if let Some(unit) = place(&UNITS, at) {
        return Some((unit, at + 1));
    }
    let tens = (place(&TENS, at)? + 2) * 10;
    let unit = place(&UNITS[..10], at + 1).filter(|unit| *unit > 0 && close(at + 1));
    Some(unit.map_or((tens, at + 1), |unit| (tens + unit, at + 2)))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn one_number_has_many_spellings() {
        let cases: [(&str, &[&str]); 13] = [
            ("50000", &["50k", "50,000", "50 thousand", "50K", "fifty thousand", "fifty-thousand", "50.000"]),
            ("1200000", &["1.2M", "$1.2 million", "1,200,000", "1.2-million"]),
            ("5000000000", &["$5bn", "5 billion", "five billion", "5B"]),
            ("12", &["12%", "12 percent", "twelve percent", "a dozen", "12+", "12x", "12,000 g 12"]),
            ("3", &["3", "three", "3.0", "03", "three-person"]),
            ("0.5", &["0.5", ".05 and 0.50", "0,5"]),
            ("99", &["ninety-nine", "ninety nine", "99"]),
            ("100", &["a hundred", "one hundred", "100"]),
            ("225", &["two hundred and twenty-five", "two hundred twenty-five", "225"]),
            ("24", &["two dozen", "twenty-four"]),
            ("104000", &["one hundred and four thousand", "104k"]),
            ("1990", &["1990s", "1990-07", "1990-07-31", "1990\u{2013}91"]),
            ("3000000", &["3 to 5 million", "3-5 million", "$3\u{2013}5 million"]),
        ];
        for (value, texts) in cases {
            for text in texts {
                let has = read(text).iter().any(|number| number.values.iter().any(|found| found == value));
                assert!(has, "{text}: {:?}", read(text));
            }
        }
    }

    #[test]
    fn what_is_no_number_is_read_over() {
        for text in
            ["first", "3rd and 21st", "K8s", "B2B", "3D", "half a million", "hundreds of", "someone", "a"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
