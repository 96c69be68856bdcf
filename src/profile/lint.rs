//! What can be said about a profile as a whole: equal ids, dangling references, stories that repeat.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Profile;
use crate::finding::{Code, Finding, nearest};

/// A story must not share a run of this many words with a highlight: both documents are read together.
const REPEATED_WORDS: usize = 8;

/// Findings that need more than one entry to see.
pub(super) fn lint(profile: &Profile) -> Vec<Finding> {
    let mut findings = duplicate_ids(profile);
    findings.extend(dangling_ids(profile));
    findings.extend(repeating_stories(profile));
    findings
}

/// Every id with its place. Highlights, positions and entries share one space, because notes name them all.
fn ids(profile: &Profile) -> Vec<(&str, Range<usize>)> {
    let mut ids: Vec<(&str, Range<usize>)> = Vec::new();
    for work in &profile.work {
        ids.push((&work.id, work.name.span.clone()));
        ids.extend(work.positions.iter().map(|position| (position.id.as_str(), position.title.span.clone())));
    }
    ids.extend(profile.education.iter().map(|school| (school.id.as_str(), school.institution.span.clone())));
    ids.extend(profile.projects.iter().map(|project| (project.id.as_str(), project.name.span.clone())));
    ids.extend(profile.volunteer.iter().map(|entry| (entry.id.as_str(), entry.organization.span.clone())));
    for (_, list) in profile.highlight_lists() {
        ids.extend(list.iter().map(|highlight| (highlight.id.as_str(), highlight.text.span.clone())));
    }
    ids.extend(profile.summaries.iter().map(|summary| (summary.id.as_str(), summary.text.span.clone())));
    ids.extend(profile.stories.iter().map(|story| (story.id.as_str(), story.text.span.clone())));
    ids.extend(profile.certificates.iter().map(|entry| (entry.id.as_str(), entry.name.span.clone())));
    ids.extend(profile.awards.iter().map(|entry| (entry.id.as_str(), entry.title.span.clone())));
    ids.extend(profile.publications.iter().map(|entry| (entry.id.as_str(), entry.name.span.clone())));
    ids
}

fn duplicate_ids(profile: &Profile) -> Vec<Finding> {
    let mut ids = ids(profile);
    ids.sort_by_key(|(_, span)| span.start);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut findings = Vec::new();
    for (id, span) in ids {
        match seen.get(id) {
            Some(first) => {
                let line = profile.file.position(*first).0;
                let message = format!("the id `{id}` is taken: line {line} has it too");
                findings.push(
                    Finding::new(Code::DuplicateId, message)
                        .at(&profile.file, span)
                        .hint("give one of them another `id`"),
                );
            }
            None => {
                seen.insert(id, span.start);
            }
        }
    }
    findings
}

fn dangling_ids(profile: &Profile) -> Vec<Finding> {
    let positions: Vec<&str> =
        profile.work.iter().flat_map(|work| &work.positions).map(|position| position.id.as_str()).collect();
    let highlights: Vec<&str> =
        profile.highlight_lists().flat_map(|(_, list)| list).map(|highlight| highlight.id.as_str()).collect();
    let mut findings = Vec::new();
    let mut check = |kind: &str, id: &str, span: &Range<usize>, known: &[&str]| {
        if !known.contains(&id) {
            let hint = match nearest(id, known.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("write the `id` of a {kind} of this profile"),
            };
            let message = format!("there is no {kind} with the id `{id}`");
            findings.push(Finding::new(Code::UnknownId, message).at(&profile.file, span.clone()).hint(hint));
        }
    };
    for story in &profile.stories {
        if let Some(position) = &story.position {
            check("position", &position.value, &position.span, &positions);
        }
        for evidence in &story.evidence {
            check("highlight", &evidence.value, &evidence.span, &highlights);
        }
    }
    findings
}

fn repeating_stories(profile: &Profile) -> Vec<Finding> {
    let mut runs: HashMap<Vec<String>, &str> = HashMap::new();
    for highlight in profile.highlight_lists().flat_map(|(_, list)| list) {
        for text in std::iter::once(&highlight.text).chain(&highlight.variants) {
            for run in words(&text.value.plain()).windows(REPEATED_WORDS) {
                runs.entry(run.to_vec()).or_insert(&highlight.id);
            }
        }
    }
    let mut findings = Vec::new();
    for story in &profile.stories {
        let mut told = HashSet::new();
        for run in words(&story.text.value.plain()).windows(REPEATED_WORDS) {
            if let Some(id) = runs.get(run)
                && told.insert(*id)
            {
                let message = format!(
                    "the story `{}` repeats \"{}\" from the highlight `{id}`",
                    story.id,
                    run.join(" ")
                );
                findings.push(
                    Finding::new(Code::StoryRepeats, message)
                        .at(&profile.file, story.text.span.clone())
                        .hint("tell it in other words: the letter is read beside the resume"),
                );
            }
        }
    }
    findings
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
