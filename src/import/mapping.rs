//! Which values go where: our keys, and the keys that other formats have for the same.

use std::collections::BTreeMap;

use toml_edit::{Table, value};

use super::date;
use super::tree::{Node, Tree, fold};
use super::write::{self, inline_tables, texts};
use crate::finding::{Code, Finding, Severity};
use crate::markdown::{Prose, collapse};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A name: one line, without markup.
    Line,
    /// A sentence or a paragraph, perhaps followed by a list.
    Prose,
    /// An address.
    Url,
    /// The name of a publication that stands for an address.
    Doi,
    /// A day, a month or a year.
    Date,
    /// Several names, or one text that lists them.
    Words,
    /// Several names, each as it is.
    Lines,
    /// Sentences, each a highlight; every key that fits adds to them.
    Highlights,
    /// From when to when.
    Period,
}

/// One of our keys, and the folded keys that other formats have for it.
struct Field {
    key: &'static str,
    kind: Kind,
    from: &'static [&'static str],
}

const fn field(key: &'static str, kind: Kind, from: &'static [&'static str]) -> Field {
    Field { key, kind, from }
}

const PERIOD: Field = field("start", Kind::Period, &[]);
const URL: Field = field("url", Kind::Url, &["url", "website", "link"]);
const SUMMARY: Field = field("summary", Kind::Prose, &["summary", "description"]);
const HIGHLIGHTS: Field = field("highlights", Kind::Highlights, &["highlights"]);

/// A list of entries of the profile. The first field is the one that an entry cannot do without.
pub(super) struct Target {
    pub(super) name: &'static str,
    fields: &'static [Field],
}

pub(super) const POSITION: Target = Target {
    name: "positions",
    fields: &[
        field("title", Kind::Line, &["position", "title", "role", "jobtitle"]),
        PERIOD,
        SUMMARY,
        HIGHLIGHTS,
    ],
};

/// The keys of an employer's name.
const EMPLOYER: &[&str] = &["name", "company", "companyname", "employer", "organization"];

pub(super) const EDUCATION: Target = Target {
    name: "education",
    fields: &[
        field("institution", Kind::Line, &["institution", "schoolname", "school", "name"]),
        field("area", Kind::Line, &["area", "major", "fieldofstudy"]),
        field("study_type", Kind::Line, &["studytype", "degree", "degreename"]),
        PERIOD,
        field("score", Kind::Line, &["score", "gpa"]),
        field("location", Kind::Line, &["location"]),
        URL,
        field("courses", Kind::Lines, &["courses"]),
        field(
            "highlights",
            Kind::Highlights,
            &["highlights", "summary", "description", "notes", "activities"],
        ),
    ],
};

pub(super) const PROJECTS: Target = Target {
    name: "projects",
    fields: &[
        field("name", Kind::Line, &["name", "title"]),
        field("role", Kind::Line, &["roles", "role"]),
        URL,
        PERIOD,
        field("description", Kind::Prose, &["description", "summary"]),
        field("highlights", Kind::Highlights, &["highlights", "summary"]),
        field("keywords", Kind::Lines, &["keywords"]),
    ],
};

pub(super) const SKILLS: Target = Target {
    name: "skills",
    fields: &[
        field("name", Kind::Line, &["name", "label"]),
        field("level", Kind::Line, &["level"]),
        field("keywords", Kind::Words, &["keywords", "details"]),
    ],
};

pub(super) const CERTIFICATES: Target = Target {
    name: "certificates",
    fields: &[
        field("name", Kind::Line, &["name", "title", "label", "bullet", "number", "reversednumber"]),
        field("issuer", Kind::Line, &["issuer", "authority", "details"]),
        field("date", Kind::Date, &["date", "startdate", "startedon", "issuedon"]),
        URL,
    ],
};

pub(super) const AWARDS: Target = Target {
    name: "awards",
    fields: &[
        field("title", Kind::Line, &["title", "name", "label", "bullet", "number", "reversednumber"]),
        field("awarder", Kind::Line, &["awarder", "issuer"]),
        field("date", Kind::Date, &["date", "issuedon"]),
        field("summary", Kind::Prose, &["summary", "description", "details"]),
    ],
};

pub(super) const PUBLICATIONS: Target = Target {
    name: "publications",
    fields: &[
        field("name", Kind::Line, &["name", "title", "bullet", "number", "reversednumber"]),
        field("publisher", Kind::Line, &["publisher", "journal"]),
        field("release_date", Kind::Date, &["releasedate", "date", "publishedon"]),
        URL,
        field("url", Kind::Doi, &["doi"]),
        field("summary", Kind::Prose, &["summary", "description"]),
        field("summary", Kind::Line, &["authors"]),
    ],
};

pub(super) const VOLUNTEER: Target = Target {
    name: "volunteer",
    fields: &[
        field("organization", Kind::Line, &["organization", "company", "companyname", "name"]),
        field("position", Kind::Line, &["position", "role", "title"]),
        PERIOD,
        URL,
        SUMMARY,
        HIGHLIGHTS,
    ],
};

pub(super) const LANGUAGES: Target = Target {
    name: "languages",
    fields: &[
        field("language", Kind::Line, &["language", "name", "label", "bullet", "number", "reversednumber"]),
        field("fluency", Kind::Line, &["fluency", "proficiency", "level", "details"]),
    ],
};

pub(super) const INTERESTS: Target = Target {
    name: "interests",
    fields: &[
        field("name", Kind::Line, &["name", "label", "bullet", "number", "reversednumber"]),
        field("keywords", Kind::Words, &["keywords", "details"]),
    ],
};

pub(super) const REFERENCES: Target = Target {
    name: "references",
    fields: &[
        field("name", Kind::Line, &["name", "label"]),
        field("reference", Kind::Prose, &["reference", "summary", "text", "details"]),
    ],
};

/// The sections in the order in which they are written.
const ORDER: [&Target; 10] = [
    &EDUCATION,
    &PROJECTS,
    &SKILLS,
    &CERTIFICATES,
    &AWARDS,
    &PUBLICATIONS,
    &VOLUNTEER,
    &LANGUAGES,
    &INTERESTS,
    &REFERENCES,
];

/// How a format writes its texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// Texts are Markdown, names are plain.
    #[default]
    Markdown,
    /// Names are Markdown too.
    MarkdownNames,
    /// Nothing is markup.
    Plain,
}

/// A profile in the making.
#[derive(Default)]
pub(super) struct Importer {
    pub(super) style: Style,
    pub(super) basics: Table,
    summaries: Vec<Table>,
    employers: Vec<Employer>,
    entries: BTreeMap<&'static str, Vec<Table>>,
}

/// An employer with its positions.
#[derive(Default)]
struct Employer {
    name: String,
    location: Option<String>,
    url: Option<String>,
    positions: Vec<Table>,
}

impl Employer {
    fn table(self) -> Table {
        let mut table = Table::new();
        let fields = [("name", Some(self.name)), ("location", self.location), ("url", self.url)];
        for (key, text) in fields {
            text.into_iter().for_each(|text| drop(table.insert(key, value(text))));
        }
        write::nested(table, POSITION.name, self.positions)
    }
}

const NO_DATE: &str = "write it as YYYY, YYYY-MM or YYYY-MM-DD and add it by hand";

impl Importer {
    /// Whether nothing was taken.
    pub(super) fn is_empty(&self) -> bool {
        self.basics.is_empty()
            && self.summaries.is_empty()
            && self.employers.is_empty()
            && self.entries.is_empty()
    }

    /// Name and contact data: `tree` has them under the usual keys.
    pub(super) fn basics(&mut self, tree: &Tree) {
        let contact: [(&'static str, &[&str]); 4] = [
            ("name", &["name"]),
            ("headline", &["label", "headline"]),
            ("email", &["email", "emailaddress"]),
            ("phone", &["phone", "number"]),
        ];
        for (key, from) in contact {
            self.set_first(key, tree.find(from));
        }
        if let Some(location) = tree.get("location") {
            self.location(location);
        }
        let url = tree.find(&["url", "website"]).and_then(|url| url.items().first());
        if !self.basics.contains_key("url")
            && let Some(url) = url.and_then(|url| self.line(url))
        {
            self.basics.insert("url", value(address(&url)));
        }
        if let Some(summary) = tree.get("summary") {
            self.summary(summary);
        }
    }

    /// Takes a value of the basics, the first of several; what is there already stays.
    fn set_first(&mut self, key: &str, tree: Option<&Tree>) {
        let Some(tree) =
            tree.and_then(|tree| tree.items().first()).filter(|_| !self.basics.contains_key(key))
        else {
            return;
        };
        if let Some(text) = self.line(tree) {
            self.basics.insert(key, value(text));
        }
    }

    /// Takes a place of living, unless there is one.
    pub(super) fn location(&mut self, tree: &Tree) {
        if !self.basics.contains_key("location")
            && let Some(place) = self.place(tree)
        {
            self.basics.insert("location", value(place));
        }
    }

    /// A place: a text, or a town with its region or country.
    fn place(&self, tree: &Tree) -> Option<String> {
        if matches!(tree.node, Node::Text(_)) {
            return self.line(tree);
        }
        let town = tree.get("city").and_then(|city| self.line(city));
        let wider = tree.find(&["region", "country", "countrycode"]).and_then(|wider| self.line(wider));
        let parts: Vec<String> = town.into_iter().chain(wider).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Accounts on networks.
    pub(super) fn networks(&mut self, tree: &Tree) {
        let mut accounts = Vec::new();
        for account in tree.items() {
            let Some(network) = account.get("network").and_then(|network| self.line(network)) else {
                continue;
            };
            let mut fields = vec![("network", network)];
            fields.extend(
                account.get("username").and_then(|name| self.line(name)).map(|name| ("username", name)),
            );
            let url = account.get("url").and_then(|url| self.line(url));
            fields.extend(url.map(|url| ("url", address(&url))));
            accounts.push(fields);
        }
        if !accounts.is_empty() {
            self.basics.insert("profiles", inline_tables(accounts));
        }
    }

    /// A summary, which may stand in several paragraphs.
    pub(super) fn summary(&mut self, tree: &Tree) {
        let paragraphs: Vec<String> = tree.items().iter().filter_map(|text| self.whole(text)).collect();
        if !paragraphs.is_empty() {
            let mut table = Table::new();
            table.insert("text", value(paragraphs.join(" ")));
            self.summaries.push(table);
        }
    }

    /// Positions, put together by employer.
    pub(super) fn work(&mut self, tree: &Tree) {
        for entry in tree.items() {
            self.held(entry);
        }
    }

    /// A position; place and address are the employer's, unless they differ from those of another position.
    fn held(&mut self, entry: &Tree) {
        let Some(name) = entry.find(EMPLOYER).and_then(|name| self.line(name)) else { return };
        let mut position = self.entry(&POSITION, entry);
        let at = self.employer(name);
        let is_first = self.employers[at].positions.is_empty() && self.employers[at].location.is_none();
        let place = entry.get("location").filter(|_| is_first || position.is_some());
        if let Some(place) = place.and_then(|place| self.place(place)) {
            match &mut position {
                _ if is_first => self.employers[at].location = Some(place),
                Some(position) if self.employers[at].location.as_ref() != Some(&place) => {
                    position.insert("location", value(place));
                }
                _ => {}
            }
        }
        if let Some(url) = entry.find(URL.from).filter(|url| matches!(url.node, Node::Text(_))) {
            let (new, known) = (address(url.text()), &mut self.employers[at].url);
            if known.as_ref().is_none_or(|known| *known == new) {
                url.take();
                *known = Some(new);
            } else {
                url.refuse("the employer has another address already");
            }
        }
        self.employers[at].positions.extend(position);
    }

    /// The index of an employer, by its name however it is written.
    fn employer(&mut self, name: String) -> usize {
        let known = self.employers.iter().position(|employer| fold(&employer.name) == fold(&name));
        known.unwrap_or_else(|| {
            self.employers.push(Employer { name, ..Employer::default() });
            self.employers.len() - 1
        })
    }

    /// Entries of a section.
    pub(super) fn all(&mut self, target: &'static Target, tree: &Tree) {
        for entry in tree.items() {
            if let Some(table) = self.entry(target, entry) {
                self.entries.entry(target.name).or_default().push(table);
            }
        }
    }

    /// One entry whose parts come from several values.
    pub(super) fn add(&mut self, target: &'static Target, table: Table) {
        self.entries.entry(target.name).or_default().push(table);
    }

    /// One entry; none, and nothing taken, if it lacks what it cannot do without.
    fn entry(&self, target: &Target, tree: &Tree) -> Option<Table> {
        let mut table = Table::new();
        let has_highlights = target.fields.iter().any(|field| field.kind == Kind::Highlights);
        if matches!(tree.node, Node::Text(_)) {
            // A text alone is the name of something, or says nothing here.
            let name = target.fields.first().filter(|_| !has_highlights)?;
            table.insert(name.key, value(self.line(tree)?));
            return Some(table);
        }
        let mut sentences = Vec::new();
        let (name, others) = target.fields.split_first()?;
        self.fill(name, tree.find(name.from)?, false, &mut table, &mut sentences);
        if !table.contains_key(name.key) {
            return None;
        }
        for field in others {
            if field.kind == Kind::Period {
                period(tree, &mut table);
                continue;
            }
            for found in field.from.iter().filter_map(|key| tree.get(key)) {
                if !self.fill(field, found, has_highlights, &mut table, &mut sentences) {
                    break;
                }
            }
        }
        if !sentences.is_empty() {
            table.insert("highlights", texts(sentences));
        }
        Some(table)
    }

    /// Fills a field. True if another value may add to it.
    fn fill(
        &self,
        field: &Field,
        tree: &Tree,
        has_highlights: bool,
        table: &mut Table,
        sentences: &mut Vec<String>,
    ) -> bool {
        let key = field.key;
        match field.kind {
            Kind::Line if table.contains_key(key) => {}
            Kind::Line => {
                if let Some(text) = self.line(tree) {
                    table.insert(key, value(text));
                }
                if let Some(url) = self.link(tree).filter(|_| !table.contains_key("url")) {
                    table.insert("url", value(url));
                }
            }
            Kind::Prose => {
                let (mut prose, mut list) = (Vec::new(), Vec::new());
                for text in tree.items().iter().filter(|text| matches!(text.node, Node::Text(_))) {
                    let (before, items) = self.split(text.take());
                    prose.extend(before);
                    list.extend(items);
                }
                if has_highlights {
                    sentences.extend(list)
                } else {
                    prose.extend(list)
                }
                if !prose.is_empty() {
                    table.insert(key, value(prose.join(" ")));
                }
            }
            Kind::Url => {
                if !table.contains_key("url") && matches!(tree.node, Node::Text(_)) {
                    table.insert(key, value(address(tree.take())));
                }
            }
            Kind::Doi => {
                if !table.contains_key(key) && matches!(tree.node, Node::Text(_)) {
                    let name = collapse(tree.take());
                    let name = name.trim_start_matches("https://doi.org/");
                    table.insert(key, value(format!("https://doi.org/{name}")));
                }
            }
            Kind::Date => take_date(tree, key, table),
            Kind::Words | Kind::Lines => {
                let splits = field.kind == Kind::Words && matches!(tree.node, Node::Text(_));
                let words: Vec<String> = tree.items().iter().filter_map(|word| self.line(word)).collect();
                let words = if splits { words.iter().flat_map(|text| listed(text)).collect() } else { words };
                if !words.is_empty() {
                    table.insert(key, texts(words));
                }
            }
            Kind::Highlights => {
                let before_all = sentences.len();
                for text in tree.items().iter().filter(|text| matches!(text.node, Node::Text(_))) {
                    let (before, items) = self.split(text.take());
                    sentences.extend(before.into_iter().chain(items));
                }
                return sentences.len() > before_all;
            }
            Kind::Period => {}
        }
        false
    }

    /// A name; several are joined.
    pub(super) fn line(&self, tree: &Tree) -> Option<String> {
        let texts = tree.items().iter().filter(|text| matches!(text.node, Node::Text(_)));
        let lines = texts.map(|text| collapse(text.take())).filter(|line| !line.is_empty());
        let line = lines.collect::<Vec<_>>().join(", ");
        let line = if self.style == Style::MarkdownNames { Prose::parse(&line).plain() } else { line };
        (!line.is_empty()).then_some(line)
    }

    /// Where a name that is a link leads.
    fn link(&self, tree: &Tree) -> Option<String> {
        if self.style != Style::MarkdownNames {
            return None;
        }
        Prose::parse(tree.text()).links().first().map(|url| (*url).to_owned())
    }

    /// A text as one paragraph.
    pub(super) fn whole(&self, tree: &Tree) -> Option<String> {
        if !matches!(tree.node, Node::Text(_)) {
            return None;
        }
        let (prose, list) = self.split(tree.take());
        let whole = prose.into_iter().chain(list).collect::<Vec<_>>().join(" ");
        (!whole.is_empty()).then_some(whole)
    }

    /// A text as its prose, one paragraph, and the items of its lists.
    fn split(&self, text: &str) -> (Option<String>, Vec<String>) {
        let (mut prose, mut items) = (Vec::new(), Vec::<String>::new());
        let mut in_item = false;
        for line in text.lines().map(str::trim) {
            let bullet = ["- ", "* ", "+ ", "\u{2022}", "\u{25cf}", "\u{25aa}", "\u{2023}", "\u{b7} "]
                .iter()
                .find_map(|bullet| line.strip_prefix(bullet));
            match (bullet, items.last_mut()) {
                (Some(item), _) => {
                    items.push(item.trim().to_owned());
                    in_item = true;
                }
                (None, _) if line.is_empty() => in_item = false,
                (None, Some(item)) if in_item => *item += &format!(" {line}"),
                _ => prose.push(line),
            }
        }
        items.retain(|item| !item.is_empty());
        let prose = collapse(&prose.join(" "));
        let prose = (!prose.is_empty()).then(|| self.prose(&prose));
        (prose, items.iter().map(|item| self.prose(item)).collect())
    }

    /// A text in our Markdown.
    fn prose(&self, text: &str) -> String {
        if self.style == Style::Plain { Prose::literal(text).markdown() } else { text.to_owned() }
    }

    /// Puts marked placeholders where a profile cannot do without.
    pub(super) fn placeholders(&mut self, name: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (key, text) in [("name", "Your Name"), ("email", "your.name@example.com")] {
            if !self.basics.contains_key(key) {
                self.basics.insert(key, value(text));
                let message = format!("{name} has no {key}; a placeholder, \"{text}\", stands in its place");
                findings.push(
                    Finding::new(Code::MissingKey, message)
                        .severity(Severity::Warning)
                        .in_file(name)
                        .hint("put your own there before you build"),
                );
            }
        }
        findings
    }

    /// The profile in TOML.
    pub(super) fn toml(self, name: &str) -> String {
        let work = self.employers.into_iter().map(Employer::table);
        let mut entries = self.entries;
        let sections = [("summaries", self.summaries), ("work", work.collect())]
            .into_iter()
            .chain(ORDER.iter().map(|target| (target.name, entries.remove(target.name).unwrap_or_default())))
            .collect();
        write::document(name, self.basics, sections)
    }
}

/// Start and end; a text such as "2019 - 2021" is both, and a date alone is the end.
fn period(tree: &Tree, table: &mut Table) {
    let start_of = tree.find(&["startdate", "startedon", "start"]);
    let end_of = tree.find(&["enddate", "finishedon", "end"]);
    let Some(end_text) = end_of else {
        match (start_of, tree.get("date")) {
            (None, Some(date)) => alone(date, table),
            (start, _) => start.into_iter().for_each(|start| take_date(start, "start", table)),
        }
        return;
    };
    let start = start_of.and_then(|text| date::parse(text.text()));
    let end = date::parse(end_text.text());
    if date::is_present(end_text.text()) {
        start_of.into_iter().for_each(|start| take_date(start, "start", table));
        end_text.take();
        table.insert("end", value("present"));
    } else if end.is_none() || start.zip(end).is_some_and(|(start, end)| end.compare(start).is_lt()) {
        // With its start alone it would read as if it still went on.
        let why =
            if end.is_none() { NO_DATE } else { "it would end before it starts; add both dates by hand" };
        end_text.refuse(why);
        start_of
            .into_iter()
            .for_each(|start| start.refuse("its end could not be read; add both dates by hand"));
    } else {
        start_of.into_iter().for_each(|start| take_date(start, "start", table));
        take_date(end_text, "end", table);
    }
}

/// A date that is neither start nor end, or both.
fn alone(text: &Tree, table: &mut Table) {
    let range =
        [" \u{2013} ", " \u{2014} ", " - ", " to "].iter().find_map(|dash| text.text().split_once(dash));
    let Some((Some(start), end)) = range.map(|(start, end)| (date::parse(start), end)) else {
        return take_date(text, "end", table);
    };
    let end = if date::is_present(end) {
        "present".to_owned()
    } else {
        match date::parse(end).filter(|end| end.compare(start).is_ge()) {
            Some(end) => end.to_string(),
            None => return text.refuse(NO_DATE),
        }
    };
    text.take();
    table.insert("start", value(start.to_string()));
    table.insert("end", value(end));
}

fn take_date(tree: &Tree, key: &str, table: &mut Table) {
    match date::parse(tree.text()) {
        Some(date) => {
            tree.take();
            table.insert(key, value(date.to_string()));
        }
        None => tree.refuse(NO_DATE),
    }
}

/// An address with its scheme, which people leave out.
pub(super) fn address(text: &str) -> String {
    let text = collapse(text);
    let is_host = text.split('/').next().is_some_and(|host| host.contains('.') && !host.contains([':', '@']));
    if is_host && !text.contains(' ') { format!("https://{text}") } else { text }
}

/// The words of a list within a text: at commas and semicolons that stand in no brackets.
fn listed(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match words.last_mut() {
            Some(word) if depth > 0 || !matches!(c, ',' | ';') => word.push(c),
            _ => words.push(String::new()),
        }
    }
    words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}
