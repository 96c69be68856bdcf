//! A new job file: what is known of an opening in its sections, and prompts for the rest.
//!
//! Prompts are comments and questions without an answer, which say nothing until their owner does.

use jiff::civil;

use super::sections::{Section, ends_posting};
use super::text::{plain_spaces, value};
use super::{Job, Status};
use crate::finding::SourceFile;
use crate::profile::{Date, Profile, slug};

/// What a new file is made from.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// The company.
    pub company: &'a str,
    /// The position.
    pub position: &'a str,
    /// Where the posting is.
    pub url: Option<&'a str>,
    /// Where the job is.
    pub location: Option<&'a str>,
    /// Last day to apply.
    pub deadline: Option<Date>,
    /// The posting; empty if there is none yet.
    pub posting: &'a str,
    /// The day of the application.
    pub date: civil::Date,
    /// Whose employers, schools and projects the notes list, to be filled in.
    pub profile: Option<&'a Profile>,
}

/// A value that cannot stand in a job file, because it would be read as something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable(pub Section);

const QUESTIONS: [&str; 5] = [
    "Have you used their product or service?",
    "If yes, describe your experience:",
    "What impact has it had on you?",
    "Which features or aspects do you particularly value?",
    "How does this connection relate to your professional interest in the company?",
];

/// Names for a new job, the best first: the company's, then the position's too, then with a number.
pub fn names(company: &str, position: &str) -> impl Iterator<Item = String> {
    let long = name(&format!("{company} {position}"));
    let numbered = (2..).map(move |number| format!("{long}-{number}"));
    [name(company), name(&format!("{company} {position}"))].into_iter().chain(numbered)
}

/// The longest name that is made for a job, in characters.
const LONGEST_NAME: usize = 60;

/// File names that Windows keeps for itself.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A name for a job that every system takes as a file's.
fn name(words: &str) -> String {
    let mut name = String::new();
    for word in slug(words).split('-').filter(|word| !word.is_empty()) {
        if name.chars().count() + word.chars().count() > LONGEST_NAME {
            break;
        }
        name += &format!("{}{word}", if name.is_empty() { "" } else { "-" });
    }
    let reserved = RESERVED.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit()));
    if name.is_empty() || reserved { format!("job-{name}").trim_end_matches('-').to_owned() } else { name }
}

/// The text of a new job file, which reads as exactly what it was made from.
///
/// # Errors
/// The company, the position or the address would not be read as it is.
pub fn draft(draft: &Draft<'_>) -> Result<String, Unreadable> {
    let text = write(draft);
    let read = Job::read("draft", &SourceFile::new("draft", text.as_str()));
    let Some(job) = read.value else { return Err(Unreadable(Section::Company)) };
    let same = |read: Option<&str>, meant: &str| read == Some(one_line(meant).as_str());
    if !same(Some(&job.company.value), draft.company) {
        return Err(Unreadable(Section::Company));
    }
    if !same(Some(&job.position.value), draft.position) {
        return Err(Unreadable(Section::Position));
    }
    let optional = [
        (Section::JobUrl, draft.url, job.url.as_ref()),
        (Section::Location, draft.location, job.location.as_ref()),
    ];
    for (section, meant, read) in optional {
        if meant.is_some_and(|meant| !same(read.map(|value| value.value.as_str()), meant)) {
            return Err(Unreadable(section));
        }
    }
    let is_new = job.status.as_ref().is_some_and(|status| status.value == Status::Pending);
    if is_new && job.notes.is_empty() { Ok(text) } else { Err(Unreadable(Section::Company)) }
}

fn write(draft: &Draft<'_>) -> String {
    let mut text = String::new();
    if let Some(deadline) = draft.deadline {
        text += &format!("+++\ndeadline = \"{deadline}\"\n+++\n");
    }
    text += "# Application Details\n";
    let mut section = |section: Section, body: &str| {
        text += &format!("\n## {section}\n{body}{}", if body.is_empty() { "" } else { "\n" });
    };
    section(Section::Company, &one_line(draft.company));
    section(Section::Position, &one_line(draft.position));
    section(Section::JobUrl, &draft.url.map(one_line).unwrap_or_default());
    if let Some(location) = draft.location {
        section(Section::Location, &one_line(location));
    }
    section(Section::Status, "PENDING");
    if draft.posting.is_empty() {
        section(Section::JobDescription, "<!-- Paste the whole posting in place of this line. -->");
    } else {
        section(Section::JobDescription, &kept_inside(draft.posting));
    }
    section(
        Section::CompanyDetails,
        "<!-- What the company does, and what of it matters to you. The letter says nothing else about it. -->",
    );
    section(Section::ApplicationDate, &draft.date.to_string());
    let questions = QUESTIONS.map(|question| format!("- {question}"));
    section(Section::PersonalConnection, &questions.join("\n"));
    section(Section::Notes, &notes(draft.profile));
    text
}

/// The groups of the notes, with the entries of the profile that may be spoken of.
fn notes(profile: Option<&Profile>) -> String {
    let mut text = String::from(
        "<!-- Fill in what should count; a line without words says nothing.\n     \
         The README shows what can be said, and `bespoke explain` what became of it. -->\n\
         - Key skills to emphasize:\n\n\
         - Resume customization ideas:\n\n\
         - Resume bullet points to highlight:\n",
    );
    let mut area = |area: &str, mut names: Vec<&str>| {
        names.dedup();
        text += &format!("  - {area}:\n");
        for name in names.into_iter().filter(|name| !name.contains([':', '?', '\n'])) {
            text += &format!("    - {name}:\n");
        }
    };
    let profile = |names: fn(&Profile) -> Vec<&str>| profile.map(names).unwrap_or_default();
    area(
        "Work experience",
        profile(|profile| profile.work.iter().map(|work| work.name.value.as_str()).collect()),
    );
    area(
        "Education",
        profile(|profile| profile.education.iter().map(|one| one.institution.value.as_str()).collect()),
    );
    area("Projects", profile(|profile| profile.projects.iter().map(|one| one.name.value.as_str()).collect()));
    text + "\n- Cover letter points:\n  - Opening paragraph:\n  - Body paragraph:\n  - Company-specific paragraph:\n  \
            - Closing paragraph:"
}

/// A posting whose lines stay in its section: what would start another is indented, as code is.
fn kept_inside(posting: &str) -> String {
    // Odd spaces count as plain ones for the reader.
    let ends = |line: &str| ends_posting(&plain_spaces(line));
    let lines = posting.lines().map(|line| if ends(line) { format!("    {line}") } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

fn one_line(text: &str) -> String {
    value(text, 0..text.len()).value
}
