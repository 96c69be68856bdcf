//! Dates as documents show them.

use crate::profile::{Date, End, Period};

const SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
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

#[cfg(test)]
mod tests {
    use super::period;
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
}
