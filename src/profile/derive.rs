//! Ids for whatever has none, from names and words.

use std::collections::HashSet;

use super::{Highlight, Period, Profile, id};

/// Gives an id to everything in a profile that has none; no derived id equals another one.
pub(super) fn ids(profile: &mut Profile) {
    let mut taken = given(profile);
    entries(profile, &mut taken);
    positions(profile, &mut taken);
    highlights(profile, &mut taken);
    others(profile, &mut taken);
}

/// The ids that the owner wrote.
fn given(profile: &Profile) -> HashSet<String> {
    let mut ids: Vec<&str> = Vec::new();
    for work in &profile.work {
        ids.push(&work.id);
        ids.extend(work.positions.iter().map(|position| position.id.as_str()));
    }
    ids.extend(profile.education.iter().map(|entry| entry.id.as_str()));
    ids.extend(profile.projects.iter().map(|entry| entry.id.as_str()));
    ids.extend(profile.volunteer.iter().map(|entry| entry.id.as_str()));
    ids.extend(profile.highlight_lists().flat_map(|(_, list)| list).map(|highlight| highlight.id.as_str()));
    ids.extend(profile.summaries.iter().map(|entry| entry.id.as_str()));
    ids.extend(profile.skills.iter().map(|entry| entry.id.as_str()));
    ids.extend(profile.certificates.iter().map(|entry| entry.id.as_str()));
    ids.extend(profile.awards.iter().map(|entry| entry.id.as_str()));
    ids.extend(profile.publications.iter().map(|entry| entry.id.as_str()));
    ids.extend(profile.stories.iter().map(|entry| entry.id.as_str()));
    ids.into_iter().filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn start(period: Period) -> String {
    period.start.map(|date| date.to_string()).unwrap_or_default()
}

/// Employers, schools, projects and voluntary work, told apart by when or as what.
fn entries(profile: &mut Profile, taken: &mut HashSet<String>) {
    let mut derived: Vec<(&mut String, String)> = Vec::new();
    for work in profile.work.iter_mut().filter(|work| work.id.is_empty()) {
        work.id = id::of_name(&work.name.value);
        let first =
            work.positions.iter().map(|position| position.period).min_by_key(|period| period.recency());
        derived.push((&mut work.id, first.map(start).unwrap_or_default()));
    }
    for school in profile.education.iter_mut().filter(|school| school.id.is_empty()) {
        school.id = id::of_name(&school.institution.value);
        derived.push((&mut school.id, school.study_type.clone().unwrap_or_default()));
    }
    for project in profile.projects.iter_mut().filter(|project| project.id.is_empty()) {
        project.id = id::of_name(&project.name.value);
        derived.push((&mut project.id, start(project.period)));
    }
    for entry in profile.volunteer.iter_mut().filter(|entry| entry.id.is_empty()) {
        entry.id = id::of_name(&entry.organization.value);
        derived.push((&mut entry.id, start(entry.period)));
    }
    id::disambiguate(&mut derived, taken);
}

/// Positions, named after their employer and told apart by when they began.
fn positions(profile: &mut Profile, taken: &mut HashSet<String>) {
    let mut derived = Vec::new();
    for work in &mut profile.work {
        for position in work.positions.iter_mut().filter(|position| position.id.is_empty()) {
            position.id = format!("{}-{}", work.id, id::of_name(&position.title.value));
            derived.push((&mut position.id, start(position.period)));
        }
    }
    id::disambiguate(&mut derived, taken);
}

/// Highlights, named after what they belong to and told apart by the rest of their words.
fn highlights(profile: &mut Profile, taken: &mut HashSet<String>) {
    let mut lists: Vec<(String, &mut [Highlight])> = Vec::new();
    for position in profile.work.iter_mut().flat_map(|work| &mut work.positions) {
        lists.push((position.id.clone(), &mut position.highlights));
    }
    lists.extend(
        profile.education.iter_mut().map(|entry| (entry.id.clone(), entry.highlights.as_mut_slice())),
    );
    lists
        .extend(profile.projects.iter_mut().map(|entry| (entry.id.clone(), entry.highlights.as_mut_slice())));
    lists.extend(
        profile.volunteer.iter_mut().map(|entry| (entry.id.clone(), entry.highlights.as_mut_slice())),
    );
    let mut derived = Vec::new();
    for (parent, list) in lists {
        for highlight in list.iter_mut().filter(|highlight| highlight.id.is_empty()) {
            let text = highlight.text.value.plain();
            highlight.id = id::of_text(&parent, &text);
            derived.push((&mut highlight.id, id::rest_of_text(&text)));
        }
    }
    id::disambiguate(&mut derived, taken);
}

/// Everything else.
fn others(profile: &mut Profile, taken: &mut HashSet<String>) {
    let year = |date: Option<super::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let mut derived: Vec<(&mut String, String)> = Vec::new();
    for entry in profile.summaries.iter_mut().filter(|entry| entry.id.is_empty()) {
        let text = entry.text.value.plain();
        entry.id = id::of_text("summary", &text);
        derived.push((&mut entry.id, id::rest_of_text(&text)));
    }
    for entry in profile.stories.iter_mut().filter(|entry| entry.id.is_empty()) {
        let text = entry.text.value.plain();
        entry.id = id::of_text("story", &text);
        derived.push((&mut entry.id, id::rest_of_text(&text)));
    }
    for entry in profile.skills.iter_mut().filter(|entry| entry.id.is_empty()) {
        entry.id = format!("skill-{}", id::of_name(&entry.name));
        derived.push((&mut entry.id, String::new()));
    }
    for entry in profile.certificates.iter_mut().filter(|entry| entry.id.is_empty()) {
        entry.id = id::of_name(&entry.name.value);
        derived.push((&mut entry.id, year(entry.date)));
    }
    for entry in profile.awards.iter_mut().filter(|entry| entry.id.is_empty()) {
        entry.id = id::of_name(&entry.title.value);
        derived.push((&mut entry.id, year(entry.date)));
    }
    for entry in profile.publications.iter_mut().filter(|entry| entry.id.is_empty()) {
        entry.id = id::of_name(&entry.name.value);
        derived.push((&mut entry.id, year(entry.release_date)));
    }
    id::disambiguate(&mut derived, taken);
}
