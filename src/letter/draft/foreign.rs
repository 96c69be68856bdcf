//! Another company's name, left in the notes from copying.

use super::Draft;
use crate::finding::{Code, Finding, Spanned};

/// Whether a phrase speaks of another company than the one applied to, as one left from copying does; reported.
pub(super) fn is_foreign(draft: &mut Draft<'_>, phrase: &Spanned<String>) -> bool {
    let Some(name) = other_company(draft, &phrase.value) else { return false };
    let company = &draft.job.company.value;
    let message = format!("the notes speak of \"{name}\", but the application is for {company}");
    let finding = Finding::new(Code::OtherCompany, message)
        .hint("if the line was copied from another job, mend it; the letter leaves it out");
    draft.findings.push(finding.at(&draft.job.file, phrase.span.clone()));
    true
}

/// A name in the possessive, or after "at" and its like, that neither the profile nor anything else about the
/// job knows.
fn other_company(draft: &Draft<'_>, phrase: &str) -> Option<String> {
    let job = draft.job;
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    let owner = |word: &str| word.ends_with("'s") || word.ends_with("s'");
    let known = |name: &str| {
        let details = job.company_details.iter().map(|one| one.value.as_str());
        let posting = job.posting.clone().map(|posting| &job.file.text[posting]);
        let answers = job.connection.iter().map(|answer| answer.text.value.as_str());
        details
            .chain(posting)
            .chain(answers)
            .chain([
                job.company.value.as_str(),
                job.position.value.as_str(),
                draft.profile.file.text.as_str(),
            ])
            .any(|text| text.contains(name))
    };
    (0..words.len()).filter(|at| capital(words[*at])).find_map(|start| {
        let end = (start..words.len()).take_while(|at| capital(words[*at])).last()?;
        let after = start > 0 && ["at", "with", "for", "join", "joining"].contains(&words[start - 1]);
        let last = words[end].trim_end_matches([',', '.', ';']);
        let name = format!("{} {last}", words[start..end].join(" "));
        let name = name.trim().trim_end_matches("'s").trim_end_matches('\'').to_owned();
        // A name's own first word may stand for all of it.
        let first = name.split(' ').next().unwrap_or_default();
        ((after || (owner(last) && start == 0)) && first.len() > 2 && !known(first)).then_some(name)
    })
}
