//! TOML to [`Profile`]: one function for each table of the format.

use std::sync::Arc;

use super::table::{Reader, Table, TextOrTable};
use super::{
    Award, Basics, Certificate, Defaults, Education, End, Highlight, HighlightLimits, Interest, Language,
    NetworkProfile, Period, Position, Profile, Project, Publication, Reference, Skill, Story, Summary,
    Volunteer, Work, derive, look,
};
use crate::finding::{Code, Finding, SourceFile, Spanned};

/// Ways to write that something goes on.
const PRESENT: [&str; 5] = ["present", "now", "current", "today", "ongoing"];

/// Reads everything that can be read; no profile if a required part is missing.
pub(super) fn profile(file: &Arc<SourceFile>) -> (Option<Profile>, Vec<Finding>) {
    let bom = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let reader = Reader::new(file, bom);
    let parsed = reader.parse(&file.text[bom..]);
    let root = Table::root(&reader, &parsed);

    let basics = match root.table("basics") {
        Some(table) => basics(table),
        None => {
            let hint = "begin the profile with [basics], name = \"...\" and email = \"...\"";
            root.report(Finding::new(Code::MissingKey, "`[basics]` is required").hint(hint), 0..0);
            None
        }
    };
    // Without a name all the rest is still read, for what may be wrong with it.
    let is_whole = basics.is_some();
    let mut profile = Profile {
        file: Arc::clone(file),
        basics: basics.unwrap_or_default(),
        work: root.tables("work").into_iter().filter_map(work).collect(),
        education: root.tables("education").into_iter().filter_map(school).collect(),
        projects: root.tables("projects").into_iter().filter_map(project).collect(),
        volunteer: root.tables("volunteer").into_iter().filter_map(volunteer).collect(),
        skills: root.tables("skills").into_iter().filter_map(skill).collect(),
        aliases: root.table("aliases").map(Table::pairs).unwrap_or_default().into_iter().collect(),
        defaults: root.table("defaults").map(defaults).unwrap_or_default(),
        summaries: root.tables("summaries").into_iter().filter_map(summary).collect(),
        certificates: root.tables("certificates").into_iter().filter_map(certificate).collect(),
        awards: root.tables("awards").into_iter().filter_map(award).collect(),
        publications: root.tables("publications").into_iter().filter_map(publication).collect(),
        languages: root.tables("languages").into_iter().filter_map(language).collect(),
        interests: root.tables("interests").into_iter().filter_map(interest).collect(),
        references: root.tables("references").into_iter().filter_map(reference).collect(),
        stories: root.tables("stories").into_iter().filter_map(story).collect(),
    };
    root.finish();
    derive::ids(&mut profile);
    latest_first(&mut profile);
    (is_whole.then_some(profile), reader.into_findings())
}

/// Puts employers, positions and schools in the order of a resume; equally recent ones go by id.
fn latest_first(profile: &mut Profile) {
    for employer in &mut profile.work {
        employer
            .positions
            .sort_by(|a, b| b.period.recency().cmp(&a.period.recency()).then_with(|| a.id.cmp(&b.id)));
    }
    let recency = |work: &Work| work.positions.iter().map(|position| position.period.recency()).max();
    profile.work.sort_by(|a, b| recency(b).cmp(&recency(a)).then_with(|| a.id.cmp(&b.id)));
    profile
        .education
        .sort_by(|a, b| b.period.recency().cmp(&a.period.recency()).then_with(|| a.id.cmp(&b.id)));
}

fn basics(table: Table<'_>) -> Option<Basics> {
    let name = table.required("name");
    let email = table.required("email");
    let basics = Basics {
        headlines: table.strings("headline"),
        phone: table.string("phone"),
        location: table.string("location"),
        url: url(&table),
        profiles: table.tables("profiles").into_iter().filter_map(network_profile).collect(),
        ..Basics::default()
    };
    if let Some(email) = &email
        && !looks_like_email(&email.value)
    {
        let message = format!("\"{}\" does not look like an e-mail address", email.value);
        table.report(
            Finding::new(Code::BadEmail, message).hint("write it as name@domain, without spaces"),
            email.span.clone(),
        );
    }
    let placeholder = email.as_ref().is_some_and(|email| is_placeholder_email(&email.value));
    if placeholder && let Some(email) = &email {
        let finding = Finding::new(Code::SampleData, "the contact data are placeholders")
            .hint("put your own name, e-mail and phone here before you send anything");
        table.report(finding, email.span.clone());
    }
    table.finish();
    Some(Basics { name: name?.value, email: email?.value, placeholder, ..basics })
}

fn network_profile(table: Table<'_>) -> Option<NetworkProfile> {
    let network = table.required("network");
    let (username, url) = (table.string("username"), url(&table));
    table.finish();
    Some(NetworkProfile { network: network?.value, username, url })
}

/// Reads the settings that a profile's `[defaults]` and a job's front matter share.
pub(crate) fn settings(table: &Table<'_>) -> Defaults {
    let limits = table.table("highlights").map(|limits| {
        let read = HighlightLimits {
            min: limits.count("min").map(|count| count.value),
            max: limits.count("max").map(|count| count.value),
        };
        if let (Some(min), Some(max)) = (read.min, read.max)
            && min > max
        {
            let finding =
                Finding::new(Code::BadSetting, format!("`min` ({min}) is greater than `max` ({max})"))
                    .hint("swap the two numbers");
            limits.report(finding, limits.span.clone());
        }
        limits.finish();
        read
    });
    let choice = |key: &'static str, known: &[&str]| {
        let text = table.text(key)?;
        table.check_choice(key, &text, known).then_some(text)
    };
    let formats = table.texts("formats");
    let span = formats.first().map(|first| first.span.start).zip(formats.last().map(|last| last.span.end));
    let known = formats.iter().filter(|format| table.check_choice("formats", format, &FORMATS));
    let formats: Vec<String> = known.map(|format| format.value.clone()).collect();
    Defaults {
        look: look(table),
        theme: table.text("theme"),
        language: table.text("language"),
        engine: choice("engine", &ENGINES),
        formats: span.filter(|_| !formats.is_empty()).map(|(start, end)| Spanned::new(formats, start..end)),
        highlights: limits.unwrap_or_default(),
        enclosures: table.strings("enclosures"),
    }
}

/// The engines and formats that settings may name.
pub(crate) const ENGINES: [&str; 2] = ["embedded", "typst-cli"];
pub(crate) const FORMATS: [&str; 6] = ["pdf", "docx", "html", "md", "txt", "json"];

fn defaults(table: Table<'_>) -> Defaults {
    let defaults = settings(&table);
    table.finish();
    defaults
}

fn summary(table: Table<'_>) -> Option<Summary> {
    let (name, text) = (table.string("id"), table.required_prose("text"));
    let keywords = table.strings("keywords");
    table.finish();
    let text = text?;
    Some(Summary { id: name.unwrap_or_default(), text, keywords })
}

fn work(table: Table<'_>) -> Option<Work> {
    let (name, given) = (table.required("name"), table.string("id"));
    let (aliases, location, url) = (table.strings("aliases"), table.string("location"), url(&table));
    let positions = table.tables("positions").into_iter().filter_map(position).collect();
    table.finish();
    Some(Work { id: given.unwrap_or_default(), name: name?, aliases, location, url, positions })
}

fn position(table: Table<'_>) -> Option<Position> {
    let (title, given) = (table.required("title"), table.string("id"));
    let position = Position {
        id: given.unwrap_or_default(),
        location: table.string("location"),
        period: period(&table),
        summary: table.prose("summary").map(|summary| summary.value),
        highlights: highlights(&table),
        title: Spanned::new(String::new(), 0..0),
    };
    table.finish();
    Some(Position { title: title?, ..position })
}

fn highlights(table: &Table<'_>) -> Vec<Highlight> {
    table
        .texts_or_tables("highlights")
        .into_iter()
        .filter_map(|item| match item {
            TextOrTable::Text(text) if text.value.is_empty() => None,
            TextOrTable::Text(text) => Some(Highlight {
                id: String::new(),
                text: table.shown(&text)?,
                keywords: Vec::new(),
                variants: Vec::new(),
                pin: false,
            }),
            TextOrTable::Table(table) => {
                let (text, given) = (table.required_prose("text"), table.string("id"));
                let variants = table.texts("variants");
                let (keywords, pin) = (table.strings("keywords"), table.flag("pin"));
                let variants = variants.iter().filter_map(|text| table.shown(text)).collect();
                table.finish();
                Some(Highlight { id: given.unwrap_or_default(), text: text?, keywords, variants, pin })
            }
        })
        .collect()
}

fn school(table: Table<'_>) -> Option<Education> {
    let (institution, given) = (table.required("institution"), table.string("id"));
    let school = Education {
        id: given.unwrap_or_default(),
        institution: Spanned::new(String::new(), 0..0),
        aliases: table.strings("aliases"),
        area: table.string("area"),
        study_type: table.string("study_type"),
        period: period(&table),
        score: table.string("score"),
        location: table.string("location"),
        url: url(&table),
        courses: table.texts("courses"),
        highlights: highlights(&table),
    };
    table.finish();
    Some(Education { institution: institution?, ..school })
}

fn project(table: Table<'_>) -> Option<Project> {
    let (name, given) = (table.required("name"), table.string("id"));
    let project = Project {
        id: given.unwrap_or_default(),
        name: Spanned::new(String::new(), 0..0),
        aliases: table.strings("aliases"),
        role: table.string("role"),
        url: url(&table),
        period: period(&table),
        description: table.prose("description").map(|text| text.value),
        highlights: highlights(&table),
        keywords: table.strings("keywords"),
    };
    table.finish();
    Some(Project { name: name?, ..project })
}

fn volunteer(table: Table<'_>) -> Option<Volunteer> {
    let (organization, given) = (table.required("organization"), table.string("id"));
    let entry = Volunteer {
        id: given.unwrap_or_default(),
        organization: Spanned::new(String::new(), 0..0),
        position: table.string("position"),
        period: period(&table),
        url: url(&table),
        summary: table.prose("summary").map(|text| text.value),
        highlights: highlights(&table),
    };
    table.finish();
    Some(Volunteer { organization: organization?, ..entry })
}

fn skill(table: Table<'_>) -> Option<Skill> {
    let (name, given) = (table.required("name"), table.string("id"));
    let (level, keywords) = (table.string("level"), table.texts("keywords"));
    table.finish();
    let name = name?.value;
    Some(Skill { id: given.unwrap_or_default(), name, level, keywords })
}

fn certificate(table: Table<'_>) -> Option<Certificate> {
    let (name, given) = (table.required("name"), table.string("id"));
    let (issuer, date, url) = (table.string("issuer"), table.date("date"), url(&table));
    table.finish();
    let name = name?;
    let id = given.unwrap_or_default();
    Some(Certificate { id, name, issuer, date: date.map(|date| date.value), url })
}

fn award(table: Table<'_>) -> Option<Award> {
    let (title, given) = (table.required("title"), table.string("id"));
    let (awarder, date) = (table.string("awarder"), table.date("date"));
    let summary = table.prose("summary").map(|text| text.value);
    table.finish();
    let title = title?;
    let id = given.unwrap_or_default();
    Some(Award { id, title, awarder, date: date.map(|date| date.value), summary })
}

fn publication(table: Table<'_>) -> Option<Publication> {
    let (name, given) = (table.required("name"), table.string("id"));
    let (publisher, date, url) = (table.string("publisher"), table.date("release_date"), url(&table));
    let summary = table.prose("summary").map(|text| text.value);
    table.finish();
    let name = name?;
    let id = given.unwrap_or_default();
    Some(Publication { id, name, publisher, release_date: date.map(|date| date.value), url, summary })
}

fn language(table: Table<'_>) -> Option<Language> {
    let (language, fluency) = (table.required("language"), table.string("fluency"));
    table.finish();
    Some(Language { language: language?.value, fluency })
}

fn interest(table: Table<'_>) -> Option<Interest> {
    let (name, keywords) = (table.required("name"), table.strings("keywords"));
    table.finish();
    Some(Interest { name: name?.value, keywords })
}

fn reference(table: Table<'_>) -> Option<Reference> {
    let (name, reference) = (table.required("name"), table.prose("reference"));
    table.finish();
    Some(Reference { name: name?.value, reference: reference.map(|text| text.value) })
}

fn story(table: Table<'_>) -> Option<Story> {
    let (name, text) = (table.string("id"), table.required("text").map(|text| table.parse(&text)));
    let (topics, position, evidence) =
        (table.strings("topics"), table.text("position"), table.texts("evidence"));
    table.finish();
    let text = text?;
    let id = name.unwrap_or_default();
    Some(Story { id, text, topics, position, evidence })
}

/// Reads `start` and `end`; an end before the start is an error.
fn period(table: &Table<'_>) -> Period {
    let start = table.date("start");
    let end = table.date_text("end").and_then(|text| {
        if PRESENT.contains(&text.value.to_lowercase().as_str()) {
            return Some(Spanned::new(End::Present, text.span));
        }
        match super::Date::parse(&text.value) {
            Some(date) => Some(Spanned::new(End::On(date), text.span)),
            None => {
                table.bad_date("end", &text);
                None
            }
        }
    });
    if let (Some(start), Some(Spanned { value: End::On(end), span })) = (&start, &end)
        && end.compare(start.value).is_lt()
    {
        let message = format!("it ends ({end}) before it starts ({})", start.value);
        let finding =
            Finding::new(Code::DateOrder, message).hint("swap the two dates or correct one of them");
        table.report(finding, span.clone());
    }
    Period { start: start.map(|start| start.value), end: end.map(|end| end.value) }
}

/// Reads `url`; one that is no full address is kept, with a warning.
fn url(table: &Table<'_>) -> Option<String> {
    let url = table.text("url")?;
    if !is_url(&url.value) {
        let message = format!("\"{}\" is not a full http(s) address", url.value);
        let hint = if url.value.contains(':') || url.value.contains(' ') {
            "write it as https://...".to_owned()
        } else {
            format!("write it as https://{}", url.value)
        };
        table.report(Finding::new(Code::BadUrl, message).hint(hint), url.span.clone());
    }
    Some(url.value)
}

/// Whether a text is an absolute http(s) address with a host.
fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !host.starts_with(['.', ':']) && !text.contains(char::is_whitespace)
    })
}

fn looks_like_email(text: &str) -> bool {
    let Some((user, domain)) = text.rsplit_once('@') else { return false };
    !user.is_empty()
        && !user.contains(['@', ' '])
        && domain.contains('.')
        && !domain.contains(char::is_whitespace)
        && domain.split('.').all(|label| !label.is_empty())
}

/// Whether an address lies in a domain reserved for examples.
fn is_placeholder_email(text: &str) -> bool {
    let domain = text.rsplit('@').next().unwrap_or_default().to_lowercase();
    ["example.com", "example.org", "example.net"].iter().any(|example| domain.ends_with(example))
}
