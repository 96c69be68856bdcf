//! Dates as resumes write them: a year, a month, or a day.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;

/// A date known to the year, the month or the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year, four digits.
    pub year: i16,
    /// Month 1-12, if known.
    pub month: Option<i8>,
    /// Day of the month, if known; never without a month.
    pub day: Option<i8>,
}

impl Date {
    /// Parses `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` if it is none of them or not in the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut parts = text.split('-');
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())?
        };
        let year = number(parts.next()?, 4)?;
        let month = match parts.next() {
            Some(part) => Some(i8::try_from(number(part, 2)?).ok()?),
            None => None,
        };
        let day = match parts.next() {
            Some(part) => Some(i8::try_from(number(part, 2)?).ok()?),
            None => None,
        };
        if parts.next().is_some() || year < 1000 {
            return None;
        }
        civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { year, month, day })
    }

    /// The calendar day, if the day is known.
    pub fn civil(self) -> Option<civil::Date> {
        civil::Date::new(self.year, self.month?, self.day?).ok()
    }

    /// Compares as far as both dates are known: `2021` and `2021-03` are equal.
    pub fn compare(self, other: Self) -> Ordering {
        self.year.cmp(&other.year).then_with(|| match (self.month, other.month) {
            (Some(a), Some(b)) => a.cmp(&b).then_with(|| match (self.day, other.day) {
                (Some(a), Some(b)) => a.cmp(&b),
                _ => Ordering::Equal,
            }),
            _ => Ordering::Equal,
        })
    }

    /// A total order for sorting, an unknown part counting as the earliest.
    pub fn key(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(0), self.day.unwrap_or(0))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// It goes on.
    Present,
    /// It ended, or will end, then.
    On(Date),
}

/// From when to when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Period {
    /// The start, if known.
    pub start: Option<Date>,
    /// The end; with a start and no end it goes on.
    pub end: Option<End>,
}

impl Period {
    /// Whether it has begun and not ended.
    pub fn is_current(self) -> bool {
        matches!(self.end, Some(End::Present)) || (self.end.is_none() && self.start.is_some())
    }

    /// Whether a year lies within the period; an open end reaches into the future.
    pub fn includes_year(self, year: i16) -> bool {
        let after_start = self.start.is_none_or(|start| start.year <= year);
        let before_end = match self.end {
            Some(End::On(end)) => year <= end.year,
            Some(End::Present) | None => true,
        };
        (self.start.is_some() || self.end.is_some()) && after_start && before_end
    }

    /// A sort key under which the latest period is the greatest: what goes on, then later ends, then later starts.
    pub fn recency(self) -> (bool, (i16, i8, i8), (i16, i8, i8)) {
        let start = self.start.map_or((0, 0, 0), Date::key);
        let end = match self.end {
            Some(End::On(date)) => date.key(),
            _ => start,
        };
        (self.is_current(), end, start)
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, End, Period};

    #[test]
    fn three_precisions_and_nothing_else() {
        for good in ["2021", "2021-03", "2021-03-31", "2024-02-29"] {
            assert_eq!(Date::parse(good).map(|date| date.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "21",
            "2021-3",
            "2021-13",
            "2021-02-30",
            "March 2021",
            "2021/03",
            "2021-03-01-01",
            "0001",
            "+021",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn dates_compare_as_far_as_they_are_known() {
        let date = |text| Date::parse(text).expect("a date");
        assert!(date("2021").compare(date("2021-03")).is_eq());
        assert!(date("2021-02").compare(date("2021-03")).is_lt());
        assert!(date("2022").compare(date("2021-12-31")).is_gt());
    }

    #[test]
    fn a_period_without_an_end_goes_on() {
        let start = Date::parse("2021");
        assert!(Period { start, end: None }.is_current());
        assert!(!Period { start: None, end: Date::parse("2015").map(End::On) }.is_current());
        assert!(Period { start, end: None }.includes_year(2024));
        assert!(!Period::default().includes_year(2024));
    }
}
