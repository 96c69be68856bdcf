//! Ids that the notes name in Keep and Drop.

use super::relevance::Query;
use super::score::Scored;
use super::stem::Stem;
use super::{Aim, Topic};
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

/// Wishes that exclude each other: an id in Keep that other notes leave out, a topic to show and to leave out.
pub(super) fn contradictions(
    job: &Job,
    scored: &[Scored<'_>],
    topics: &[Topic],
    queries: &[Query],
    excluded: &[String],
) -> Vec<Finding> {
    let kept = |keep: &Spanned<String>| {
        let dropped = job.drop.iter().any(|drop| drop.value == keep.value);
        let excluded =
            scored.iter().find(|entry| entry.candidate.highlight.id == keep.value)?.excluded.clone();
        let why = if dropped { "it stands in Drop too".to_owned() } else { excluded? };
        let message = format!("`{}` stands in Keep, but it is left out: {why}", keep.value);
        let hint = "remove one of the two";
        Some(Finding::new(Code::Contradiction, message).hint(hint).at(&job.file, keep.span.clone()))
    };
    let wished: Vec<(&Topic, Vec<Stem>)> = topics
        .iter()
        .zip(queries)
        .filter(|(topic, _)| topic.from_notes)
        .map(|(topic, query)| (topic, query.key()))
        .collect();
    let both = |(shown, key): &(&Topic, Vec<Stem>)| {
        let against = |(other, other_key): &&(&Topic, Vec<Stem>)| {
            let within = other.scope.is_none() || other.scope == shown.scope;
            other.aim != Aim::Show && within && other_key == key
        };
        let (against, _) = wished.iter().find(against).filter(|_| shown.aim == Aim::Show)?;
        let line = job.file.position(against.sources[0].start).0;
        let wants = if against.aim == Aim::Exclude { "leaves it out" } else { "wants less of it" };
        let message = format!("the notes ask for \"{}\", and line {line} {wants}", shown.text);
        let hint = "remove one of the two; until then it is not shown more";
        let place = shown.sources[0].clone();
        Some(Finding::new(Code::Contradiction, message).hint(hint).at(&job.file, place))
    };
    let left_out = |(shown, _): &(&Topic, Vec<Stem>)| {
        let scope = shown.scope.as_ref().filter(|scope| excluded.contains(*scope))?;
        let message = format!("the notes ask for \"{}\" of `{scope}`, and leave `{scope}` out", shown.text);
        let place = shown.sources[0].clone();
        let finding = Finding::new(Code::Contradiction, message).hint("remove one of the two");
        (shown.aim == Aim::Show).then(|| finding.at(&job.file, place))
    };
    let findings = job.keep.iter().filter_map(kept).chain(wished.iter().filter_map(both));
    findings.chain(wished.iter().filter_map(left_out)).collect()
}
