//! Numbers that no source has.

mod read;
mod vague;

use std::collections::HashSet;
use std::ops::RangeBounds;

use jiff::civil;

use super::sources::Sources;
use super::{Claim, Kind};
use crate::profile::{Date, End, Period, Profile};
use crate::words::Line;
use read::{Number, read};

/// Words before a number that is meant roughly.
const ROUGHLY: [&str; 17] = [
    "about",
    "around",
    "nearly",
    "almost",
    "over",
    "than",
    "some",
    "roughly",
    "approximately",
    "to",
    "least",
    "under",
    "most",
    "every",
    "past",
    "well",
    "another",
];

/// What is counted in talking and not in a history: "three things drew me here".
const COUNTED_IN_TALK: [&str; 26] = [
    "things",
    "thing",
    "reasons",
    "ways",
    "points",
    "questions",
    "words",
    "lessons",
    "sentences",
    "quarters",
    "thirds",
    "fifths",
    "corners",
    "times",
    "percent",
    "examples",
    "parts",
    "ideas",
    "qualities",
    "facts",
    "of",
    "sides",
    "hands",
    "senses",
    "steps",
    "habits",
];

/// What is counted in telling of a career.
const COUNTED_IN_CAREERS: [&str; 36] = [
    "percent",
    "million",
    "billion",
    "thousand",
    "years",
    "year",
    "people",
    "engineers",
    "developers",
    "analysts",
    "scientists",
    "employees",
    "staff",
    "reports",
    "teams",
    "clients",
    "customers",
    "users",
    "patients",
    "nurses",
    "students",
    "teachers",
    "projects",
    "products",
    "models",
    "stores",
    "sites",
    "clinics",
    "hospitals",
    "countries",
    "services",
    "releases",
    "papers",
    "publications",
    "patents",
    "awards",
];

const MONTHS: [&str; 23] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
];

/// The numbers of some texts.
#[derive(Debug, Default)]
pub(super) struct Values {
    exact: HashSet<String>,
    /// The same in order, for numbers that are meant roughly.
    sorted: Vec<f64>,
}

impl Values {
    pub(super) fn of<T: AsRef<str>>(texts: &[T]) -> Self {
        let found = texts.iter().flat_map(|text| read(text.as_ref()));
        let exact: HashSet<String> =
            found.flat_map(|number| number.values.into_iter().chain(number.also)).collect();
        let mut sorted: Vec<f64> = exact.iter().filter_map(|value| value.parse().ok()).collect();
        sorted.sort_by(f64::total_cmp);
        Self { exact, sorted }
    }

    /// Whether one of them lies in a range.
    fn any_in(&self, range: impl RangeBounds<f64>) -> bool {
        self.sorted.iter().any(|value| range.contains(value))
    }
}

/// The numbers that need no other source.
#[derive(Debug)]
pub(super) struct Numbers {
    sources: Sources,
    /// Lengths that follow from the profile's dates, in months.
    spans: Vec<i32>,
    year: String,
}

impl Numbers {
    /// Those of some texts; durations follow from the profile's dates up to the letter's.
    pub(super) fn of(sources: Sources, profile: &Profile, today: civil::Date) -> Self {
        Self { sources, spans: spans(profile, today), year: today.year().to_string() }
    }

    /// The numbers and quantities of a sentence that no source has.
    pub(super) fn missing(&self, line: &Line<'_>, english: bool) -> Vec<Claim> {
        let vague = if english { vague::missing(line, &self.sources) } else { Vec::new() };
        let numbers = read(line.text).into_iter().filter(|number| english || !number.spelled);
        numbers
            .filter(|number| !self.has(number) && !self.is_free(number, line))
            .map(|number| {
                let certain = measures(&number, line);
                Claim { kind: Kind::Number, span: number.span, certain }
            })
            .chain(vague)
            .collect()
    }

    /// The numbers of some words that no source has, however they are meant; up to `free` they need none.
    pub(super) fn named(&self, text: &str, free: usize, english: bool) -> Vec<Claim> {
        let is_free = |number: &Number| {
            number.values.iter().any(|value| value.parse().is_ok_and(|value: usize| value <= free))
        };
        let numbers = read(text).into_iter().filter(|number| english || !number.spelled);
        let missing = numbers.filter(|number| !self.has(number) && !is_free(number));
        missing.map(|number| Claim::certain(Kind::Number, number.span)).collect()
    }

    fn has(&self, number: &Number) -> bool {
        let stands = |value: &String| self.sources.values().any(|values| values.exact.contains(value));
        number.values.iter().any(|value| stands(value) || *value == self.year)
    }

    /// Whether a number needs no source of its own.
    fn is_free(&self, number: &Number, line: &Line<'_>) -> bool {
        let first = line.words.partition_point(|word| word.span.end <= number.span.start);
        let next = line.words.partition_point(|word| word.span.start < number.span.end);
        let before = if first == 0 { "" } else { line.word(first - 1) };
        let after = line.word(next);
        let small =
            number.spelled && number.values.iter().any(|value| ["0", "1", "2"].contains(&value.as_str()));
        let talk = number.spelled && (COUNTED_IN_TALK.contains(&after) || before == "by");
        let day = MONTHS.contains(&before) || MONTHS.contains(&after);
        let sign = |at: Option<char>| at == Some('/');
        // "24/7" and "50/50" are words.
        let fraction = sign(line.text[..number.span.start].chars().next_back())
            || sign(line.text[number.span.end..].chars().next());
        // "GPT-4" and "COVID-19" are names.
        let name = line.text[..number.span.start]
            .strip_suffix('-')
            .is_some_and(|rest| rest.ends_with(char::is_uppercase));
        let date = is_date(&line.text[number.span.clone()]);
        // All of something.
        let percent = after == "percent" || line.text[number.span.end..].trim_start().starts_with('%');
        let whole = percent && number.values.iter().any(|value| value == "100");
        let roughly = ROUGHLY.contains(&before) && self.has_near(number);
        small || talk || day || date || whole || fraction || name || roughly || self.lasts(number, after)
    }

    /// Whether a source has a number at most a tenth away.
    fn has_near(&self, number: &Number) -> bool {
        let near = |value: f64| self.sources.values().any(|values| values.any_in(value * 0.9..=value * 1.1));
        number.values.iter().filter_map(|value| value.parse::<f64>().ok()).any(near)
    }

    /// Whether a number of years or months follows from the dates of the profile.
    fn lasts(&self, number: &Number, unit: &str) -> bool {
        let unit = match unit.trim_end_matches("'s").trim_end_matches('s') {
            "year" => 12,
            "month" => 1,
            _ => return false,
        };
        let lengths = number.values.iter().filter_map(|value| value.parse::<i32>().ok());
        lengths.filter_map(|length| length.checked_mul(unit)).any(|length| {
            self.spans.iter().any(|span| (i64::from(*span) - i64::from(length)).abs() <= i64::from(unit))
        })
    }
}

/// Whether a number can only be one of a career, not a time, an address or the age of somebody.
fn measures(number: &Number, line: &Line<'_>) -> bool {
    let next = line.words.partition_point(|word| word.span.start < number.span.end);
    let (before, after) = (&line.text[..number.span.start], &line.text[number.span.end..]);
    let unit = before.ends_with(['$', '\u{20ac}', '\u{a3}']) || after.trim_start().starts_with('%');
    let scaled = line.text[number.span.clone()].contains(char::is_alphabetic) && !number.spelled;
    let large = number.values.iter().filter_map(|value| value.parse::<f64>().ok()).any(|value| {
        // Four digits may be a year.
        value >= 1000.0 && !(1900.0..2100.0).contains(&value)
    });
    let counted = (next..next + 2).any(|at| COUNTED_IN_CAREERS.contains(&line.word(at)));
    unit || scaled || large || counted
}

/// "30.09.2025", "9/30/25".
fn is_date(text: &str) -> bool {
    let parts: Vec<usize> = text.split(['.', '/', '-']).map(str::len).collect();
    matches!(parts[..], [1 | 2, 1 | 2, 2 | 4])
}

/// How long each position, employer, school and project lasted, and the work as a whole, in months.
fn spans(profile: &Profile, today: civil::Date) -> Vec<i32> {
    let now = month(today.year(), today.month());
    let ends = |period: Period| {
        let start = period.start.map(|date| month_of(date, 1))?;
        let end = match period.end {
            Some(End::On(date)) => month_of(date, 12),
            Some(End::Present) | None => now,
        };
        Some((start, end))
    };
    let mut all = Vec::new();
    let mut groups: Vec<Vec<(i32, i32)>> = profile
        .work
        .iter()
        .map(|work| work.positions.iter().filter_map(|position| ends(position.period)).collect())
        .collect();
    groups.push(groups.concat());
    for group in groups {
        all.extend(group.iter().map(|(start, end)| end - start));
        if let (Some(start), Some(end)) =
            (group.iter().map(|span| span.0).min(), group.iter().map(|span| span.1).max())
        {
            all.extend([end - start, now - start]);
        }
    }
    let others = profile.education.iter().map(|school| school.period);
    let others = others.chain(profile.projects.iter().map(|project| project.period));
    let others = others.chain(profile.volunteer.iter().map(|entry| entry.period));
    all.extend(others.filter_map(ends).map(|(start, end)| end - start));
    all
}

fn month_of(date: Date, unknown: i8) -> i32 {
    month(date.year, date.month.unwrap_or(unknown))
}

/// Months since the year 0.
fn month(year: i16, month: i8) -> i32 {
    i32::from(year) * 12 + i32::from(month)
}
