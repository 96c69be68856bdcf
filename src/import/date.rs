//! Dates as people write them in resumes.

use crate::language::Language;
use crate::profile::Date;

/// Words for what still goes on.
const PRESENT: [&str; 8] =
    ["present", "now", "current", "currently", "ongoing", "today", "till date", "to date"];

/// Whether a text says that something still goes on.
pub(super) fn is_present(text: &str) -> bool {
    PRESENT.contains(&text.trim().to_lowercase().as_str())
}

/// The one date that a text can mean; none if it says less, or could mean two.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = Date::parse(text) {
        return Some(date);
    }
    // A point in time is a day.
    if let Some(day) = text.get(..10).filter(|_| text[10..].starts_with(['T', ' '])) {
        return Date::parse(day).filter(|date| date.day.is_some());
    }
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",/.-".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = |part: &str| part.trim_end_matches(|c: char| c.is_alphabetic()).parse::<u8>().ok();
    match &parts[..] {
        // 2021/03/14, 2021.3
        [year, rest @ ..]
            if is_year(year) && rest.len() < 3 && rest.iter().all(|part| number(part).is_some()) =>
        {
            let rest: Vec<String> =
                rest.iter().filter_map(|part| number(part)).map(|part| format!("-{part:02}")).collect();
            Date::parse(&format!("{year}{}", rest.concat()))
        }
        // 03/2021
        [number_of, year] if is_year(year) && number(number_of).is_some() => {
            Date::parse(&format!("{year}-{:02}", number(number_of)?))
        }
        // Mar 2021, March 2021
        [word, year] if is_year(year) => Date::parse(&format!("{year}-{:02}", Language::month(word)?)),
        // March 14, 2021 and 14 March 2021; 3/4/2021 means two days.
        [first, second, year] if is_year(year) => {
            let (word, day) =
                if Language::month(first).is_some() { (first, second) } else { (second, first) };
            Date::parse(&format!("{year}-{:02}-{:02}", Language::month(word)?, number(day)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, date) in [
            ("2021", "2021"),
            ("2021-03", "2021-03"),
            ("2021-03-14", "2021-03-14"),
            ("Mar 2021", "2021-03"),
            ("march 2021", "2021-03"),
            ("Sept. 2020", "2020-09"),
            ("03/2021", "2021-03"),
            ("2021/03", "2021-03"),
            ("2021/3/4", "2021-03-04"),
            ("March 14, 2021", "2021-03-14"),
            ("14 March 2021", "2021-03-14"),
            ("1st May 2020", "2020-05-01"),
            ("M\u{e4}rz 2021", "2021-03"),
            ("juil. 2020", "2020-07"),
            ("dic 2019", "2019-12"),
            ("2021-03-14T10:00:00Z", "2021-03-14"),
            (" 2021 ", "2021"),
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_two_is_none() {
        for text in [
            "",
            "Fall 2019",
            "3/4/2021",
            "2021-13",
            "soon",
            "2021-02-30",
            "ma 2021",
            "jui 2020",
            "20211",
            "2019-2021",
            "2019 - 2021",
            "\u{660}",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
