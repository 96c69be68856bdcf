//! LinkedIn's data export: a zip archive with a CSV file for each part of a profile.

use std::io::{Cursor, Read};
use std::sync::Arc;

use toml_edit::{Table, value};
use zip::ZipArchive;

use super::mapping::{
    AWARDS, CERTIFICATES, EDUCATION, Importer, LANGUAGES, PROJECTS, PUBLICATIONS, REFERENCES, SKILLS, Style,
    Target, VOLUNTEER, address,
};
use super::tree::{Node, Tree, fold};
use super::write::{inline_tables, texts};
use crate::finding::{Code, Finding, Severity, SourceFile};

/// The largest file that is read of an archive, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;

/// The most files of an archive that are looked at.
const MOST_FILES: usize = 2_000;

/// Files that a profile is made of, by their folded names, and whether one without them is odd.
const PARTS: [(&str, bool); 14] = [
    ("profile", true),
    ("emailaddresses", true),
    ("phonenumbers", false),
    ("positions", true),
    ("education", true),
    ("skills", true),
    ("projects", false),
    ("certifications", false),
    ("honors", false),
    ("publications", false),
    ("volunteering", false),
    ("volunteerexperiences", false),
    ("languages", false),
    ("recommendationsreceived", false),
];

/// Sections whose rows are entries as they are.
const SECTIONS: [(&str, &Target); 8] = [
    ("education", &EDUCATION),
    ("projects", &PROJECTS),
    ("certifications", &CERTIFICATES),
    ("honors", &AWARDS),
    ("publications", &PUBLICATIONS),
    ("volunteering", &VOLUNTEER),
    ("volunteerexperiences", &VOLUNTEER),
    ("languages", &LANGUAGES),
];

/// Reads the archive into a map of its files, each a list of rows.
pub(super) fn read(name: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Result<Tree, Finding> {
    let failed = |message: String| {
        Finding::new(Code::ImportFailed, message)
            .in_file(name)
            .hint("it has to be the zip archive that LinkedIn sends when you ask for a copy of your data")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| failed(format!("{name} is no zip archive: {error}")))?;
    let mut files = Vec::new();
    let mut others = Vec::new();
    for index in 0..archive.len().min(MOST_FILES) {
        let Ok(mut entry) = archive.by_index(index) else { continue };
        // Only the last part of a name counts, and nothing is ever written under it.
        let file = entry.name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let Some(stem) = file.strip_suffix(".csv") else { continue };
        if !PARTS.iter().any(|(part, _)| *part == fold(stem)) {
            others.push(file);
            continue;
        }
        let mut content = Vec::new();
        // What an archive says about sizes may be wrong on purpose.
        let read = entry.by_ref().take(LARGEST + 1).read_to_end(&mut content);
        if read.is_err() || content.len() as u64 > LARGEST {
            let message = format!("{file} in {name} is damaged, or larger than {} MB", LARGEST / 1024 / 1024);
            findings.push(failed(message).severity(Severity::Warning));
            continue;
        }
        let text = String::from_utf8(content)
            .unwrap_or_else(|error| encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned());
        let source = SourceFile::new(format!("{name}/{file}"), text.trim_start_matches('\u{feff}'));
        files.push((stem.to_owned(), rows(&source, findings)));
    }
    let missing: Vec<&str> = PARTS
        .iter()
        .filter(|(part, needed)| *needed && !files.iter().any(|(stem, _)| fold(stem) == *part))
        .map(|(part, _)| *part)
        .collect();
    if files.is_empty() {
        return Err(failed(format!("{name} has none of the files that a profile is made of")));
    }
    if !missing.is_empty() {
        let message = format!("{name} has no file for: {}", missing.join(", "));
        findings.push(
            Finding::new(Code::NotImported, message).in_file(name).hint(
                "the smaller of LinkedIn's two archives comes first and has not all; wait for the second",
            ),
        );
    }
    if !others.is_empty() {
        let message =
            format!("these files of {name} are no part of a resume and were not read: {}", others.join(", "));
        findings.push(Finding::new(Code::NotImported, message).severity(Severity::Info).in_file(name));
    }
    let whole = SourceFile::new(name, "");
    Ok(Tree::new(Node::Map(files), &whole, 0..0))
}

/// The rows of a CSV file, each a map by its header.
fn rows(file: &Arc<SourceFile>, findings: &mut Vec<Finding>) -> Tree {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let message = format!("a row of {} cannot be read: {error}", file.name);
                findings.push(
                    Finding::new(Code::ImportFailed, message)
                        .severity(Severity::Warning)
                        .in_file(file.name.as_str()),
                );
                continue;
            }
        };
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let start = start.min(file.text.len());
        let start = start + file.text[start..].len() - file.text[start..].trim_start().len();
        let end = file.text[start..].find('\n').map_or(file.text.len(), |end| start + end);
        let cell = |(index, text): (usize, &str)| {
            let key = header.get(index).map_or_else(|| format!("column {}", index + 1), str::to_owned);
            (key, Tree::new(Node::Text(text.to_owned()), file, start..end))
        };
        rows.push(Tree::new(Node::Map(record.iter().enumerate().map(cell).collect()), file, start..end));
    }
    Tree::new(Node::List(rows), file, 0..0)
}

/// Puts the rows where they belong.
pub(super) fn sections(tree: &Tree, importer: &mut Importer) {
    importer.style = Style::Plain;
    if let Some(person) = tree.get("profile").and_then(|rows| rows.items().first()) {
        basics(person, importer);
    }
    let main = |rows: &'_ Tree| {
        let primary = |row: &&Tree| row.get("primary").is_some_and(|primary| fold(primary.text()) == "yes");
        rows.items().iter().position(|row| primary(&row)).unwrap_or(0)
    };
    for part in ["emailaddresses", "phonenumbers"] {
        if let Some(rows) = tree.get(part)
            && let Some(row) = rows.items().get(main(rows))
        {
            importer.basics(row);
        }
    }
    if let Some(positions) = tree.get("positions") {
        importer.work(positions);
    }
    if let Some(rows) = tree.get("skills") {
        let words: Vec<String> =
            rows.items().iter().filter_map(|row| importer.line(row.get("name")?)).collect();
        if !words.is_empty() {
            let mut table = Table::new();
            table.insert("name", value("Skills"));
            table.insert("keywords", texts(words));
            importer.add(&SKILLS, table);
        }
    }
    for (part, target) in SECTIONS {
        if let Some(rows) = tree.get(part) {
            importer.all(target, rows);
        }
    }
    for row in tree.get("recommendationsreceived").map(Tree::items).unwrap_or_default() {
        if let Some(name) = full_name(row, importer) {
            let mut table = Table::new();
            table.insert("name", value(name));
            if let Some(text) = row.get("text").and_then(|text| importer.whole(text)) {
                table.insert("reference", value(text));
            }
            importer.add(&REFERENCES, table);
        }
    }
}

fn full_name(row: &Tree, importer: &Importer) -> Option<String> {
    let part = |key: &str| row.get(key).and_then(|part| importer.line(part));
    let parts: Vec<String> = [part("firstname"), part("lastname")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn basics(person: &Tree, importer: &mut Importer) {
    if let Some(name) = full_name(person, importer) {
        importer.basics.insert("name", value(name));
    }
    importer.basics(person);
    if let Some(place) = person.get("geolocation") {
        importer.location(place);
    }
    if let Some(sites) = person.get("websites") {
        // Such as "[COMPANY:https://acme.example,PERSONAL:https://me.example]": one alone is the person's.
        let inside = sites.text().trim_matches(['[', ']']);
        if let Some((_, url)) = inside.split_once(':').filter(|_| !inside.contains(',')) {
            importer.basics.insert("url", value(address(url)));
            sites.take();
        }
    }
    if let Some(handle) = person.get("twitterhandles") {
        let name = handle.text().trim_matches(['[', ']', '@']).to_owned();
        if !name.is_empty() && !name.contains(',') {
            handle.take();
            importer.basics.insert(
                "profiles",
                inline_tables(vec![vec![("network", "X".to_owned()), ("username", name)]]),
            );
        }
    }
}
