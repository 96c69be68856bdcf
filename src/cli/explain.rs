//! `bespoke explain`

use super::settings::Settings;
use super::terminal::Terminal;
use crate::explain::{Diff, Explanation};
use crate::finding::{Checked, Finding, has_errors};
use crate::pipeline::Shared;
use crate::profile::Profile;

/// What to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Show<'a> {
    pub(super) job: &'a str,
    /// The job to compare it with.
    pub(super) other: Option<&'a str>,
    /// Only the letter, with its sources.
    pub(super) letter: bool,
}

/// Shows the decisions of one job, or how they differ from another's. True if there were no errors.
pub(super) fn run(show: &Show<'_>, settings: &Settings, terminal: &Terminal) -> bool {
    let Show { job, other, letter } = *show;
    let profile = Checked::read(settings.workspace.profile_text(), Profile::read);
    let mut findings = profile.findings;
    let mut explain = |job: &str| {
        profile.value.as_ref().and_then(|profile| explanation(job, profile, settings, &mut findings))
    };
    let explanation = explain(job);
    let other = other.map(explain);
    settings.options.judge(&mut findings);
    terminal.findings(&findings);
    let shown = match (&explanation, &other) {
        (Some(explanation), None) => Some(match (settings.json, letter) {
            (true, _) => explanation.json(),
            (_, true) => explanation.letter_text(),
            _ => explanation.text(),
        }),
        (Some(explanation), Some(Some(other))) => {
            let diff = Diff::new(explanation, other);
            Some(if settings.json { diff.json() } else { diff.text() })
        }
        _ => None,
    };
    match &shown {
        Some(shown) if settings.json => terminal.json_text(shown),
        Some(shown) => terminal.result(shown),
        None => {}
    }
    shown.is_some() && !has_errors(&findings)
}

/// Tailors one job.
fn explanation(
    job: &str,
    profile: &Profile,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Option<Explanation> {
    let (_, application) = settings.application(job, findings)?;
    let shared = Shared::new(&settings.workspace, profile, &settings.options);
    let (tailored, found) = shared.tailor(&application);
    findings.extend(found);
    tailored.map(|tailored| tailored.explanation)
}
