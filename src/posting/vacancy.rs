//! Openings that a page describes for search engines: <https://schema.org/JobPosting>, as JSON-LD.

use serde_json::{Map, Value};

use super::page::{self, Page, is_web};
use crate::profile::Date;

/// An opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vacancy {
    pub(super) title: Option<String>,
    pub(super) company: Option<String>,
    pub(super) location: Option<String>,
    pub(super) url: Option<String>,
    pub(super) deadline: Option<Date>,
    pub(super) text: String,
}

/// Parts of an opening that may stand beside its description, with the heading that they get.
const PARTS: [(&str, &str); 6] = [
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("jobBenefits", "Benefits"),
];

/// Every opening of a page, each once.
pub(super) fn all(page: &Page) -> Vec<Vacancy> {
    let mut all = Vec::new();
    for script in page.scripts("application/ld+json") {
        if let Some(value) = json(&script) {
            collect(&value, &mut all);
        }
    }
    let mut once: Vec<Vacancy> = Vec::new();
    for vacancy in all {
        if !once.contains(&vacancy) {
            once.push(vacancy);
        }
    }
    once
}

/// JSON as pages have it: in a comment or a CDATA section, and with line breaks within strings.
fn json(script: &str) -> Option<Value> {
    let script = script.trim();
    let bare =
        [("<!--", "-->"), ("<![CDATA[", "]]>"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/")]
            .iter()
            .find_map(|(start, end)| script.strip_prefix(start)?.strip_suffix(end))
            .unwrap_or(script);
    let flat = || bare.replace(|c: char| c.is_control(), " ");
    serde_json::from_str(bare).or_else(|_| serde_json::from_str(&flat())).ok()
}

/// Finds openings wherever they stand: alone, in a list, in a graph, as the entity that a page is about.
fn collect(value: &Value, all: &mut Vec<Vacancy>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, all)),
        Value::Object(object) if is_opening(object) => all.push(vacancy(object)),
        Value::Object(object) => object.values().for_each(|item| collect(item, all)),
        _ => {}
    }
}

fn is_opening(object: &Map<String, Value>) -> bool {
    let is =
        |kind: &Value| kind.as_str().is_some_and(|kind| kind.rsplit(['/', ':']).next() == Some("JobPosting"));
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn vacancy(object: &Map<String, Value>) -> Vacancy {
    let get = |key: &str| object.get(key).unwrap_or(&Value::Null);
    let address = |key: &str| get(key).as_str().map(str::trim).filter(|url| is_web(url)).map(str::to_owned);
    let deadline = get("validThrough").as_str().and_then(|date| Date::parse(date.trim().get(..10)?));
    Vacancy {
        title: line(get("title")).or_else(|| line(get("name"))),
        company: name(get("hiringOrganization")),
        location: location(object),
        url: address("url").or_else(|| address("@id")),
        deadline,
        text: text(object),
    }
}

/// The description, with what it does not say itself above and below it.
fn text(object: &Map<String, Value>) -> String {
    let description = object.get("description").map(prose).unwrap_or_default();
    let facts =
        [("Employment type", object.get("employmentType").and_then(words)), ("Salary", salary(object))];
    let facts = facts.into_iter().filter_map(|(label, fact)| fact.map(|fact| format!("{label}: {fact}")));
    let facts = facts.collect::<Vec<_>>().join("\n");
    let parts = PARTS.iter().filter_map(|(key, heading)| {
        let part =
            object.get(*key).map(prose).filter(|part| !part.is_empty() && !description.contains(part))?;
        Some(format!("{heading}:\n{part}"))
    });
    let parts = parts.collect::<Vec<_>>().join("\n\n");
    [facts, description, parts].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A value as text: HTML, once or twice escaped, or several of them.
fn prose(value: &Value) -> String {
    match value {
        Value::String(html) => {
            // A line break of plain text says as much as one of HTML.
            let html = if html.contains('<') { html.clone() } else { html.replace('\n', "<br>") };
            let once = page::text(&html);
            let escaped = ["</", "<p>", "<br", "<ul>"].iter().any(|tag| once.contains(tag));
            if escaped { page::text(&once) } else { once }
        }
        Value::Array(items) => {
            items.iter().map(|item| format!("- {}", prose(item))).collect::<Vec<_>>().join("\n")
        }
        Value::Object(object) => ["description", "name", "credentialCategory"]
            .iter()
            .find_map(|key| object.get(*key).map(prose))
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// A value as one line.
fn line(value: &Value) -> Option<String> {
    let text = prose(value);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// The name of something, or of the first of several.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("name").and_then(line),
        Value::Array(items) => items.iter().find_map(name),
        text => line(text),
    }
}

/// Words such as FULL_TIME.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(word) => {
            Some(word.replace('_', " ").to_lowercase()).filter(|word| !word.trim().is_empty())
        }
        Value::Array(items) => {
            let words: Vec<String> = items.iter().filter_map(words).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
        _ => None,
    }
}

/// Where it is: places, and whether one may work from elsewhere.
fn location(object: &Map<String, Value>) -> Option<String> {
    let remote = object.get("jobLocationType").and_then(Value::as_str) == Some("TELECOMMUTE");
    let mut places = Vec::new();
    object.get("jobLocation").iter().for_each(|value| collect_places(value, &mut places));
    places.dedup();
    match (places.is_empty(), remote) {
        (true, true) => Some("Remote".to_owned()),
        (true, false) => None,
        (false, true) => Some(format!("{} or remote", places.join("; "))),
        (false, false) => Some(places.join("; ")),
    }
}

fn collect_places(value: &Value, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_places(item, places)),
        Value::Object(object) => match object.get("address") {
            Some(address) => collect_places(address, places),
            None => {
                let part = |key: &str| object.get(key).and_then(name);
                let town = [part("addressLocality"), part("addressRegion")];
                let town: Vec<String> = town.into_iter().flatten().collect();
                let country = part("addressCountry").filter(|_| town.len() < 2);
                let place: Vec<String> = town.into_iter().chain(country).collect();
                places.extend((!place.is_empty()).then(|| place.join(", ")).or_else(|| part("name")));
            }
        },
        text => places.extend(line(text)),
    }
}

/// What is paid, as the page says it.
fn salary(object: &Map<String, Value>) -> Option<String> {
    let salary = object.get("baseSalary")?.as_object()?;
    let number = |value: &Value| match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        _ => None,
    };
    let value = salary.get("value")?;
    let part = |key: &str| value.get(key).and_then(number);
    let amount = match (part("minValue"), part("maxValue")) {
        (Some(least), Some(most)) if least != most => format!("{least} to {most}"),
        (Some(one), _) | (None, Some(one)) => one,
        (None, None) => part("value").or_else(|| number(value))?,
    };
    let currency = salary.get("currency").and_then(number).unwrap_or_default();
    let unit = value.get("unitText").and_then(words).map(|unit| format!(" per {unit}")).unwrap_or_default();
    Some(format!("{amount} {currency}{unit}").split_whitespace().collect::<Vec<_>>().join(" "))
}
