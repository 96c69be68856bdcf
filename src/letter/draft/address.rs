//! To whom the letter goes, and what comes with it.

use super::frame::fill;
use crate::job::Job;
use crate::language::Language;

/// The lines above a letter's text.
pub(super) struct Address {
    /// The person, the company and the place, as far as they are known.
    pub(super) recipient: Vec<String>,
    /// "Dear ...,".
    pub(super) salutation: String,
}

impl Address {
    /// The address of a job; without a contact it is the team that is greeted.
    pub(super) fn new(job: &Job, language: &Language) -> Self {
        let location = job.location.as_ref().map(|location| location.value.clone());
        let contact = contact(job);
        let words = &language.letter;
        let salutation = match &contact {
            Some(name) => fill(words.dear, &[("name", name)]),
            None => words.dear_team.to_owned(),
        };
        Self {
            recipient: contact.into_iter().chain([job.company.value.clone()]).chain(location).collect(),
            salutation,
        }
    }
}

/// The line that names what is sent along.
pub(super) fn enclosure(items: &[String], language: &Language) -> Option<String> {
    (!items.is_empty()).then(|| fill(language.letter.enclosure, &[("items", &items.join(", "))]))
}

/// The contact's name, without what stands in brackets or after it; none if no person is named.
fn contact(job: &Job) -> Option<String> {
    const NOBODY: [&str; 13] = [
        "unknown",
        "none",
        "n/a",
        "tbd",
        "hr",
        "hiring",
        "recruit",
        "team",
        "committee",
        "department",
        "human resources",
        "manager",
        "talent",
    ];
    let text = job.contact.as_ref()?.value.split(['(', '<', ';', '[', '|']).next()?.trim().to_owned();
    let (name, after) =
        text.split_once(',').map_or((text.as_str(), ""), |(name, after)| (name.trim(), after.trim()));
    let lower = name.to_lowercase();
    let words = name.split_whitespace().count();
    let nobody = NOBODY
        .iter()
        .any(|word| lower.split(|c: char| !c.is_alphanumeric() && c != '/').any(|one| one.starts_with(word)));
    if nobody || !name.contains(char::is_alphabetic) || name.contains('@') || words > 5 {
        return None;
    }
    // "Smith, Jane" is one name, "Jane Smith, Director" another's with a title.
    let given = words == 1 && after.split_whitespace().count() == 1 && after.starts_with(char::is_uppercase);
    Some(if given { format!("{after} {name}") } else { name.trim_end_matches(['-', ' ']).to_owned() })
}
