//! Dates as documents show them.

use jiff::civil;

use crate::profile::{Date, End, Period};

const SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "Mar 2021", or "2021" where the month is not known.
pub(super) fn month(date: Date) -> String {
    let name = date.month.and_then(|month| SHORT_MONTHS.get(usize::try_from(month - 1).ok()?));
    name.map_or_else(|| date.year.to_string(), |name| format!("{name} {}", date.year))
}

/// "Mar 2021 - Present"; a hyphen, which every parser of resumes takes for a range. Equal ends are one date.
pub fn period(period: Period) -> Option<String> {
    let start = period.start.map(month);
    let end = match period.end {
        Some(End::On(date)) => Some(month(date)),
        Some(End::Present) => Some("Present".to_owned()),
        None => period.start.map(|_| "Present".to_owned()),
    };
    match (start, end) {
        (Some(start), Some(end)) if start == end => Some(start),
        (Some(start), Some(end)) => Some(format!("{start} - {end}")),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => None,
    }
}

/// "May 7, 2025", for a letter.
pub fn long_date(date: civil::Date) -> String {
    let name = usize::try_from(date.month() - 1).ok().and_then(|month| LONG_MONTHS.get(month));
    format!("{} {}, {}", name.copied().unwrap_or_default(), date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::{long_date, period};
    use crate::profile::{Date, End, Period};

    fn show(start: &str, end: &str) -> Option<String> {
        let end = match end {
            "present" => Some(End::Present),
            text => Date::parse(text).map(End::On),
        };
        period(Period { start: Date::parse(start), end })
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
    fn letters_spell_the_month() {
        assert_eq!(long_date(jiff::civil::date(2025, 5, 7)), "May 7, 2025");
    }
}
