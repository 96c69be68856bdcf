//! Postings: what a saved page, or a text, says about an opening.
//!
//! A page that describes its opening for search engines, as a schema.org `JobPosting`, is read by that; of any other
//! page the readable text is taken. Nothing is guessed: what a page does not say stays open.

mod decode;
mod page;
mod vacancy;

use crate::finding::{Checked, Code, Finding};
use crate::fs::MAX_TEXT;
use crate::profile::Date;

use page::Page;
use vacancy::Vacancy;

/// What is known of an opening.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posting {
    /// The company.
    pub company: Option<String>,
    /// The title of the position.
    pub position: Option<String>,
    /// Where it is, "Remote" included.
    pub location: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Last day to apply.
    pub deadline: Option<Date>,
    /// The posting itself, as plain text.
    pub text: String,
}

/// What the owner says about the opening; it tells several on one page apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The company.
    pub company: Option<&'a str>,
    /// The position.
    pub position: Option<&'a str>,
}

/// Reads a posting; `name` is how the file is called in messages.
pub fn read(name: &str, bytes: &[u8], wanted: Wanted<'_>) -> Checked<Posting> {
    let mut findings = Vec::new();
    let read = read_into(name, bytes, wanted, &mut findings);
    match read {
        Ok(posting) => Checked::new(posting, findings),
        Err(finding) => {
            findings.push(finding);
            Checked::failed(findings)
        }
    }
}

fn read_into(
    name: &str,
    bytes: &[u8],
    wanted: Wanted<'_>,
    findings: &mut Vec<Finding>,
) -> Result<Posting, Finding> {
    if bytes.len() as u64 > MAX_TEXT {
        let message = format!("{name} is larger than {} MB", MAX_TEXT / 1024 / 1024);
        return Err(
            Finding::new(Code::TooLarge, message).hint("copy the posting's text into a file of its own")
        );
    }
    if let Some(kind) = decode::binary(bytes) {
        let message = format!("{name} is {kind}, not a page or a text");
        let hint = "save the page as HTML, or copy its text into a file";
        return Err(Finding::new(Code::PostingUnreadable, message).in_file(name).hint(hint));
    }
    let decoded = decode::text(bytes);
    if let Some(encoding) = decoded.guessed {
        let message = format!("{name} does not say how it is encoded; it is read as {encoding}");
        findings.push(
            Finding::new(Code::PostingEncoding, message)
                .in_file(name)
                .hint("look for odd characters in the job description"),
        );
    }
    let is_html = page::is_html(&decoded.text);
    if is_html && page::is_too_deep(&decoded.text) {
        let message = format!("the elements of {name} are nested more deeply than any page that is read");
        let hint = "copy the posting's text from the browser into a file";
        return Err(Finding::new(Code::PostingUnreadable, message).in_file(name).hint(hint));
    }
    let posting = if is_html {
        of_page(name, &decoded.text, wanted)?
    } else {
        Posting { text: tidy(&decoded.text), ..Posting::default() }
    };
    if posting.text.is_empty() {
        let message = format!("there is no text in {name}");
        let hint = "some pages load their text later: copy it from the browser into a file";
        return Err(Finding::new(Code::PostingUnreadable, message).in_file(name).hint(hint));
    }
    Ok(posting)
}

fn of_page(name: &str, html: &str, wanted: Wanted<'_>) -> Result<Posting, Finding> {
    let page = Page::parse(html);
    let vacancies = vacancy::all(&page);
    if vacancies.is_empty() {
        return Ok(Posting { url: page.address(), text: tidy(&page.readable_text()), ..Posting::default() });
    }
    let vacancy = choose(&vacancies, &page, wanted).ok_or_else(|| several(name, &vacancies))?;
    Ok(Posting {
        company: vacancy.company.clone(),
        position: vacancy.title.clone(),
        location: vacancy.location.clone(),
        url: vacancy.url.clone().or_else(|| page.address()),
        deadline: vacancy.deadline,
        text: tidy(&vacancy.text),
    })
}

/// The one opening that is meant: by what its owner says, by the page's own address, by the page's title.
fn choose<'a>(vacancies: &'a [Vacancy], page: &Page, wanted: Wanted<'_>) -> Option<&'a Vacancy> {
    let only = |all: Vec<&'a Vacancy>| if let [one] = all[..] { Some(one) } else { None };
    let named = |value: &Option<String>, wanted: Option<&str>| {
        wanted.is_none_or(|wanted| value.as_ref().is_some_and(|value| contains(value, wanted)))
    };
    let all: Vec<&Vacancy> = vacancies.iter().collect();
    if wanted.company.is_some() || wanted.position.is_some() {
        let fitting = |vacancy: &&&Vacancy| {
            named(&vacancy.company, wanted.company) && named(&vacancy.title, wanted.position)
        };
        return only(all.iter().filter(fitting).copied().collect()).or_else(|| only(all));
    }
    let (address, title) = (page.address(), page.title());
    let at_home = |vacancy: &&&Vacancy| vacancy.url.is_some() && vacancy.url == address;
    let in_title =
        |vacancy: &&&Vacancy| vacancy.title.as_ref().is_some_and(|position| contains(&title, position));
    only(all.iter().filter(at_home).copied().collect())
        .or_else(|| only(all.iter().filter(in_title).copied().collect()))
        .or_else(|| only(all))
}

fn several(name: &str, vacancies: &[Vacancy]) -> Finding {
    let unnamed = || "(unnamed)".to_owned();
    let list = vacancies.iter().map(|vacancy| {
        let title = vacancy.title.clone().unwrap_or_else(unnamed);
        format!("\"{title}\" at {}", vacancy.company.clone().unwrap_or_else(unnamed))
    });
    let message =
        format!("{name} has {} openings: {}", vacancies.len(), list.take(10).collect::<Vec<_>>().join(", "));
    Finding::new(Code::PostingSeveral, message)
        .in_file(name)
        .hint("name the company and the position before --posting, as they stand here")
}

/// Whether a text has the words of another, whatever their case and punctuation.
fn contains(text: &str, words: &str) -> bool {
    let fold = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
    };
    fold(text).contains(&fold(words))
}

/// A text without control characters, without white space at the ends of its lines, and with one empty line at
/// most between two others.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{c}'], "\n");
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let line: String = line.chars().filter(|c| *c == '\t' || !c.is_control()).collect();
        let line = line.trim_end();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        tidy.push_str(line);
        empty = 0;
    }
    tidy
}

#[cfg(test)]
mod tests;
