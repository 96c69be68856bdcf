//! RenderCV: sections with titles of one's own, and entries told apart by their keys.

use toml_edit::{Table, value};

use super::mapping::{
    AWARDS, CERTIFICATES, EDUCATION, INTERESTS, Importer, LANGUAGES, PROJECTS, PUBLICATIONS, REFERENCES,
    SKILLS, Style, Target, VOLUNTEER,
};
use super::tree::{Node, Tree, fold};
use super::write::texts;

/// What a section is for.
#[derive(Clone, Copy)]
enum Place {
    Summary,
    Work,
    Entries(&'static Target),
}

/// Words of titles, and what their sections are for; the first that fits counts.
const TITLES: [(&str, Place); 27] = [
    ("summary", Place::Summary),
    ("profile", Place::Summary),
    ("about", Place::Summary),
    ("objective", Place::Summary),
    ("volunteer", Place::Entries(&VOLUNTEER)),
    ("project", Place::Entries(&PROJECTS)),
    ("education", Place::Entries(&EDUCATION)),
    ("publication", Place::Entries(&PUBLICATIONS)),
    ("paper", Place::Entries(&PUBLICATIONS)),
    ("patent", Place::Entries(&PUBLICATIONS)),
    ("language", Place::Entries(&LANGUAGES)),
    ("skill", Place::Entries(&SKILLS)),
    ("technolog", Place::Entries(&SKILLS)),
    ("tools", Place::Entries(&SKILLS)),
    ("certifi", Place::Entries(&CERTIFICATES)),
    ("licen", Place::Entries(&CERTIFICATES)),
    ("award", Place::Entries(&AWARDS)),
    ("honor", Place::Entries(&AWARDS)),
    ("honour", Place::Entries(&AWARDS)),
    ("achievement", Place::Entries(&AWARDS)),
    ("invited", Place::Entries(&AWARDS)),
    ("interest", Place::Entries(&INTERESTS)),
    ("hobb", Place::Entries(&INTERESTS)),
    ("reference", Place::Entries(&REFERENCES)),
    ("experience", Place::Work),
    ("work", Place::Work),
    ("employment", Place::Work),
];

/// The keys of entries that are one line of a list.
const BULLETS: &[&str] = &["bullet", "number", "reversednumber"];

/// Reads everything below `cv`.
pub(super) fn sections(tree: &Tree, importer: &mut Importer) {
    importer.style = Style::MarkdownNames;
    let cv = tree.get("cv").unwrap_or(tree);
    importer.basics(cv);
    if let Some(networks) = cv.get("socialnetworks") {
        importer.networks(networks);
    }
    let Some(sections) = cv.get("sections") else { return };
    for (title, entries) in sections.entries() {
        section(title, entries, importer);
    }
}

fn section(title: &str, entries: &Tree, importer: &mut Importer) {
    let folded = fold(title);
    let named = TITLES.iter().find(|(word, _)| folded.contains(word)).map(|(_, place)| *place);
    let Some(place) = named.or_else(|| by_keys(entries)) else { return };
    match place {
        Place::Summary => importer.summary(entries),
        Place::Work => importer.work(entries),
        Place::Entries(target) if is_list_of_words(target, entries) => {
            words(title, target, entries, importer)
        }
        Place::Entries(target) => importer.all(target, entries),
    }
}

/// What a section is for by what its first entry has.
fn by_keys(entries: &Tree) -> Option<Place> {
    let first = entries.items().first()?;
    let has = |key: &str| first.get(key).is_some();
    Some(match () {
        () if has("company") => Place::Work,
        () if has("institution") => Place::Entries(&EDUCATION),
        () if has("authors") => Place::Entries(&PUBLICATIONS),
        () if has("label") => Place::Entries(&SKILLS),
        () if has("name") => Place::Entries(&PROJECTS),
        () if first.find(BULLETS).is_some() => Place::Entries(&AWARDS),
        () => return None,
    })
}

/// Whether a section of skills or interests has no groups, only words.
fn is_list_of_words(target: &Target, entries: &Tree) -> bool {
    let grouped = [SKILLS.name, INTERESTS.name].contains(&target.name);
    let is_word = |entry: &Tree| matches!(entry.node, Node::Text(_)) || entry.find(BULLETS).is_some();
    grouped && entries.items().iter().all(is_word)
}

/// One group named after its section.
fn words(title: &str, target: &'static Target, entries: &Tree, importer: &mut Importer) {
    let word = |entry: &Tree| importer.line(entry.find(BULLETS).unwrap_or(entry));
    let words: Vec<String> = entries.items().iter().filter_map(word).collect();
    if !words.is_empty() {
        let mut table = Table::new();
        let mut name = title.replace('_', " ");
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        table.insert("name", value(name));
        table.insert("keywords", texts(words));
        importer.add(target, table);
    }
}
