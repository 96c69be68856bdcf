//! Plain text for the fields of application forms.
//!
//! A resume is written block by block, one for each field that forms have:
//!
//! ```text
//! --- Experience: Acme, Data Engineer (52 characters) ---
//! Employer: Acme
//! Title: Data Engineer
//! Dates: Mar 2021 - Present
//!
//! • Moved 40 reports to one pipeline.
//! • Halved its cost.
//! ```
//!
//! Its head line says what it is and how long the text to paste is, for many forms have a limit. Below stand
//! small fields with their labels, if it has any, and after a blank line the text, which is the last so many
//! characters of the block. A line end counts as one.

use super::letter::{Words, letter};
use crate::markdown::Prose;
use crate::profile::SectionKind as Kind;
use crate::render::{Contact, ContactKind, CoverLetter, Entry, List, Markup, Name, Resume, Role, Section};

/// What stands before an item of a list.
const BULLET: &str = "• ";

/// The resume.
pub(super) fn resume(resume: &Resume) -> String {
    let mut blocks = vec![Block::of("Name", &resume.name)];
    blocks.extend(resume.headline.as_deref().map(|headline| Block::of("Headline", headline)));
    blocks.extend(resume.contacts.iter().flatten().map(contact));
    blocks.extend(resume.sections.iter().flat_map(section));
    let blocks: Vec<String> = blocks.iter().map(Block::write).collect();
    blocks.join("\n")
}

/// The letter and nothing else.
pub(super) fn cover_letter(document: &CoverLetter) -> String {
    letter(document, &Words { prose: Prose::plain_with_links, line: str::to_owned, bullet: BULLET })
}

/// What a form asks for at once.
#[derive(Default)]
struct Block {
    title: String,
    /// Small fields beside the text, each with its label.
    fields: Vec<(String, String)>,
    /// What is pasted.
    text: String,
}

impl Block {
    /// A block that is nothing but a text.
    fn of(title: &str, text: &str) -> Self {
        Self { title: title.to_owned(), fields: Vec::new(), text: text.to_owned() }
    }

    fn add(&mut self, label: &str, text: Option<&str>) {
        self.fields.extend(text.map(|text| (label.to_owned(), text.to_owned())));
    }

    /// The links within texts, which plain text does not show.
    fn add_links<'a>(&mut self, texts: impl Iterator<Item = &'a Markup>) {
        let links = texts.flat_map(|text| text.prose.links());
        self.fields.extend(links.map(|url| ("Link".to_owned(), url.to_owned())));
    }

    fn write(&self) -> String {
        let Self { title, fields, text } = self;
        let mut out = format!("--- {title} ({} characters) ---\n", text.chars().count());
        out.extend(fields.iter().map(|(label, text)| format!("{label}: {text}\n")));
        if !fields.is_empty() && !text.is_empty() {
            out.push('\n');
        }
        if !text.is_empty() {
            out.push_str(text);
            out.push('\n');
        }
        out
    }
}

/// A way to reach the person; an address complete, because forms want it so.
fn contact(contact: &Contact) -> Block {
    let address = contact.url.as_ref().unwrap_or(&contact.text);
    match &contact.kind {
        ContactKind::Location => Block::of("Location", &contact.text),
        ContactKind::Email => Block::of("Email", &contact.text),
        ContactKind::Phone => Block::of("Phone", &contact.text),
        ContactKind::Website => Block::of("Website", address),
        ContactKind::Account(network) => Block::of(network, address),
    }
}

/// The blocks of a section: its text and lists, and one for each role of each entry.
fn section(section: &Section) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(text) = &section.text {
        let mut block = Block::of(section.title, &text.prose.plain());
        block.add_links(std::iter::once(text));
        blocks.push(block);
    }
    for entry in &section.entries {
        if entry.roles.is_empty() {
            blocks.push(role(section, entry, &Role::default()));
        }
        blocks.extend(entry.roles.iter().map(|one| role(section, entry, one)));
    }
    if !section.lists.is_empty() {
        blocks.push(lists(section.title, &section.lists));
    }
    blocks
}

/// Words in one text, each once; what groups of them have in common stands beside it.
fn lists(title: &str, lists: &[List]) -> Block {
    let mut words: Vec<&str> = Vec::new();
    for item in lists.iter().flat_map(|list| &list.items) {
        if !words.contains(&item.text.as_str()) {
            words.push(&item.text);
        }
    }
    let mut block = Block::of(title, &words.join(", "));
    for list in lists {
        if let Some(name) = &list.name {
            block.add(&name.text, Some(&joined(&list.items)));
        }
    }
    block
}

/// A role at an entry.
fn role(section: &Section, entry: &Entry, role: &Role) -> Block {
    let labels = Labels::of(section.kind);
    let name = entry.name.text.as_str();
    let title = match &role.title {
        Some(title) => format!("{}: {name}, {title}", section.title),
        None => format!("{}: {name}", section.title),
    };
    let mut block = Block { title, text: description(role), ..Block::default() };
    block.add(labels.entry, Some(name));
    let place =
        if role.location.is_some() { format!("{} location", labels.entry) } else { "Location".to_owned() };
    block.add(&place, entry.location.as_deref());
    block.add("Link", entry.link.as_ref().map(|link| link.url.as_deref().unwrap_or(&link.text)));
    block.add(labels.title, role.title.as_deref());
    block.add("Location", role.location.as_deref());
    block.add("Grade", role.score.as_deref());
    block.add(labels.dates, role.dates.as_deref());
    if !role.courses.is_empty() {
        block.add(role.courses_title, Some(&joined(&role.courses)));
    }
    block.add_links(role.text.iter().chain(&role.highlights));
    block
}

/// What was done, as forms call it: a text, then its evidence line by line.
fn description(role: &Role) -> String {
    let text = role.text.iter().map(|text| text.prose.plain());
    let highlights = role.highlights.iter().map(|highlight| format!("{BULLET}{}", highlight.prose.plain()));
    text.chain(highlights).collect::<Vec<_>>().join("\n")
}

/// What forms call the parts of an entry.
struct Labels {
    entry: &'static str,
    title: &'static str,
    dates: &'static str,
}

impl Labels {
    fn of(kind: Kind) -> Self {
        let (entry, title, dates) = match kind {
            Kind::Work => ("Employer", "Title", "Dates"),
            Kind::Education => ("School", "Degree", "Dates"),
            Kind::Projects => ("Project", "Role", "Dates"),
            Kind::Volunteer => ("Organization", "Role", "Dates"),
            Kind::Publications => ("Publication", "Publisher", "Date"),
            Kind::Certificates => ("Certificate", "Issuer", "Date"),
            Kind::Awards => ("Award", "Awarded by", "Date"),
            Kind::References | Kind::Summary | Kind::Skills | Kind::Languages | Kind::Interests => {
                ("Name", "Title", "Dates")
            }
        };
        Self { entry, title, dates }
    }
}

fn joined(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::samples::Sample;

    #[test]
    fn a_resume_reads_well() {
        insta::assert_snapshot!(super::resume(Sample::small().documents().resume), @"
        --- Name (17 characters) ---
        Ada Müller-O'Neil

        --- Headline (25 characters) ---
        Data Engineer & <Analyst>

        --- Location (16 characters) ---
        Philadelphia, PA

        --- Email (15 characters) ---
        ada@example.com

        --- Phone (15 characters) ---
        +1 215 555 0142

        --- Website (24 characters) ---
        https://www.ada.example/

        --- GitHub (22 characters) ---
        https://github.com/ada

        --- Signal (14 characters) ---
        Signal: ada.01

        --- Summary (23 characters) ---
        Builds small pipelines.

        --- Experience: Initech, Lead, C # (71 characters) ---
        Employer: Initech
        Location: Austin, TX
        Title: Lead, C #
        Dates: Mar 2021 - Present
        Link: https://initech.example/a?b=1&c=2

        Owns reporting.
        • Moved 40 reports, see how.
        • 1. Halved cost by < 50%.

        --- Experience: Initech, Engineer (0 characters) ---
        Employer: Initech
        Employer location: Austin, TX
        Title: Engineer
        Location: Berlin, Germany
        Dates: 2019 - Feb 2021

        --- Experience: Hooli (0 characters) ---
        Employer: Hooli

        --- Projects: Pied, Creator (21 characters) ---
        Project: Pied
        Link: https://pied.example/x
        Role: Creator
        Dates: Jan 2020

        A compressor.
        • Fast.

        --- Education: Temple University, MS, Statistics (17 characters) ---
        School: Temple University
        Location: Philadelphia, PA
        Degree: MS, Statistics
        Grade: GPA 3.9
        Dates: Aug 2014 - May 2016
        Coursework: Bayes, Time series

        • Wrote a thesis.

        --- Skills (15 characters) ---
        Languages (expert): Python, C#
        Data: dbt, Python

        Python, C#, dbt

        --- Publications: On Pipes, Journal (6 characters) ---
        Publication: On Pipes
        Link: https://doi.example/10
        Publisher: Journal
        Date: Sep 2022

        Short.

        --- Certificates: Cloud, AWS (0 characters) ---
        Certificate: Cloud
        Link: https://aws.example/c
        Issuer: AWS
        Date: Jan 2023

        --- Certificates: SQL (0 characters) ---
        Certificate: SQL
        Date: Feb 2022

        --- Awards: Best Paper, ACM (10 characters) ---
        Award: Best Paper
        Awarded by: ACM
        Date: 2022

        For pipes.

        --- Languages (24 characters) ---
        German (native), English

        --- Volunteering: Code Club, Mentor (29 characters) ---
        Organization: Code Club
        Role: Mentor
        Dates: Jan 2018 - Jun 2019

        Weekly.
        • Taught 12 children.

        --- Interests (25 characters) ---
        Climbing (indoor, alpine)

        --- References: Bob (13 characters) ---
        Name: Bob

        She delivers.
        ");
    }

    #[test]
    fn the_text_to_paste_is_as_long_as_its_head_line_says() {
        let resume = super::resume(Sample::small().documents().resume);
        for block in resume.split("\n--- ") {
            let (head, rest) = block.split_once('\n').unwrap();
            let (_, count) = head.rsplit_once(" (").unwrap();
            let count: usize = count.strip_suffix(" characters) ---").unwrap().parse().unwrap();
            let rest: Vec<char> = rest.strip_suffix('\n').unwrap().chars().collect();
            let (fields, _) = rest.split_at(rest.len() - count);
            assert!(count == 0 || fields.is_empty() || fields.ends_with(&['\n', '\n']), "{block}");
        }
    }

    #[test]
    fn a_letter_reads_well() {
        insta::assert_snapshot!(super::cover_letter(Sample::small().documents().letter), @"
        Dear Ms. Cole,

        I know dbt (https://dbt.example/a_b) & SQL:

        • 40 reports
        • 1 pipeline

        I read ⟦TODO: one sentence⟧

        Sincerely,

        Ada Müller-O'Neil

        Enclosed: Resume
        ");
    }
}
