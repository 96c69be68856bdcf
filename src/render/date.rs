//! Dates as documents show them.

use jiff::civil;

use crate::language::Language;
use crate::profile::{Date, End, Period};

/// In which language, and as of which day, a document is written.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// The language.
    pub language: &'static Language,
    /// The day; what ends later is still expected.
    pub day: civil::Date,
}

impl Edition {
    /// "Mar 2021", or "2021" where the month is not known.
    pub(super) fn month(self, date: Date) -> String {
        let months = self.language.short_months;
        let name = date.month.and_then(|month| months.get(usize::try_from(month - 1).ok()?).copied());
        name.map_or_else(|| date.year.to_string(), |name| format!("{name} {}", date.year))
    }

    /// "Mar 2021 - Present"; a hyphen, which every parser of resumes takes for a range. Equal ends are one date.
    pub(super) fn period(self, period: Period) -> Option<String> {
        let start = period.start.map(|date| self.month(date));
        let present = || self.language.present.to_owned();
        let end = match period.end {
            Some(End::On(date)) => Some(self.month(date)),
            Some(End::Present) => Some(present()),
            None => period.start.map(|_| present()),
        };
        match (start, end) {
            (Some(start), Some(end)) if start == end => Some(start),
            (Some(start), Some(end)) => Some(format!("{start} - {end}")),
            (Some(one), None) | (None, Some(one)) => Some(one),
            (None, None) => None,
        }
    }

    /// The period of a course of study, whose end may still be to come: "Expected May 2027".
    pub(super) fn study(self, period: Period) -> Option<String> {
        let coming = match period.end {
            Some(End::On(date)) if self.is_to_come(date) => date,
            _ => return self.period(period),
        };
        Some(self.language.expected.replace("{date}", &self.month(coming)))
    }

    /// Whether a date is later, as far as it is known.
    fn is_to_come(self, date: Date) -> bool {
        let today = (i32::from(self.day.year()), i32::from(self.day.month()));
        let year = i32::from(date.year);
        let month = date.month.map_or(0, i32::from);
        (year, month) > today
    }
}

#[cfg(test)]
mod tests {
    use super::Edition;
    use crate::language::Language;
    use crate::profile::{Date, End, Period};

    fn edition(tag: &str) -> Edition {
        Edition { language: Language::of(tag), day: jiff::civil::date(2025, 5, 7) }
    }

    fn show(start: &str, end: &str) -> Option<String> {
        let end = match end {
            "present" => Some(End::Present),
            text => Date::parse(text).map(End::On),
        };
        edition("en").period(Period { start: Date::parse(start), end })
    }

    #[test]
    fn ranges_read_as_resumes_write_them() {
        assert_eq!(show("2021-03", "present").as_deref(), Some("Mar 2021 - Present"));
        assert_eq!(show("2021-03", "").as_deref(), Some("Mar 2021 - Present"));
        assert_eq!(show("2019", "2021-02-01").as_deref(), Some("2019 - Feb 2021"));
        assert_eq!(show("2021-03", "2021-03").as_deref(), Some("Mar 2021"));
        assert_eq!(show("", "2016-05").as_deref(), Some("May 2016"));
        assert_eq!(show("", ""), None);
    }

    #[test]
    fn dates_speak_the_language_of_the_document() {
        let period = Period { start: Date::parse("2021-03"), end: Some(End::Present) };
        for (tag, shown) in [
            ("de", "M\u{e4}r 2021 - heute"),
            ("fr", "mars 2021 - aujourd'hui"),
            ("es", "mar 2021 - actualidad"),
            ("it", "mar 2021 - oggi"),
            ("pt-BR", "mar 2021 - atual"),
            ("nl", "mrt 2021 - heden"),
        ] {
            assert_eq!(edition(tag).period(period).as_deref(), Some(shown));
        }
    }

    #[test]
    fn a_degree_that_is_still_to_come_is_expected() {
        let study = |end: &str| {
            edition("en").study(Period { start: Date::parse("2023-09"), end: Date::parse(end).map(End::On) })
        };
        assert_eq!(study("2027-05").as_deref(), Some("Expected May 2027"));
        assert_eq!(study("2026").as_deref(), Some("Expected 2026"));
        assert_eq!(study("2025-05").as_deref(), Some("Sep 2023 - May 2025"));
        assert_eq!(study("2025").as_deref(), Some("Sep 2023 - 2025"));
    }
}
