//! Ids that the notes name in Keep and Drop.

use super::score::Scored;
use crate::finding::{Code, Finding, Spanned, nearest};
use crate::job::Job;
use crate::profile::Profile;

/// Ids in Keep and Drop that the profile does not have.
pub(super) fn unknown_ids(profile: &Profile, job: &Job) -> Vec<Finding> {
    let mut known: Vec<&str> = Vec::new();
    for (parent, list) in profile.highlight_lists() {
        known.push(parent);
        known.extend(list.iter().map(|highlight| highlight.id.as_str()));
    }
    known.extend(profile.work.iter().map(|work| work.id.as_str()));
    known.extend(profile.summaries.iter().map(|summary| summary.id.as_str()));
    known.extend(profile.skills.iter().map(|skill| skill.id.as_str()));
    known.extend(profile.certificates.iter().map(|entry| entry.id.as_str()));
    known.extend(profile.awards.iter().map(|entry| entry.id.as_str()));
    known.extend(profile.publications.iter().map(|entry| entry.id.as_str()));
    let unknown = |id: &&Spanned<String>| !known.contains(&id.value.as_str());
    let finding = |id: &Spanned<String>| {
        let hint = match nearest(&id.value, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "`bespoke explain` lists the ids of all highlights".to_owned(),
        };
        let message = format!("there is nothing with the id `{}` in the profile", id.value);
        Finding::new(Code::UnknownId, message).hint(hint).at(&job.file, id.span.clone())
    };
    job.keep.iter().chain(&job.drop).filter(unknown).map(finding).collect()
}

/// Ids in Keep that other notes leave out.
pub(super) fn contradictions(job: &Job, scored: &[Scored<'_>]) -> Vec<Finding> {
    let finding = |keep: &Spanned<String>| {
        let dropped = job.drop.iter().any(|drop| drop.value == keep.value);
        let excluded =
            scored.iter().find(|entry| entry.candidate.highlight.id == keep.value)?.excluded.clone();
        let why = if dropped { "it stands in Drop too".to_owned() } else { excluded? };
        let message = format!("`{}` stands in Keep, but it is left out: {why}", keep.value);
        let hint = "remove one of the two";
        Some(Finding::new(Code::Contradiction, message).hint(hint).at(&job.file, keep.span.clone()))
    };
    job.keep.iter().filter_map(finding).collect()
}
