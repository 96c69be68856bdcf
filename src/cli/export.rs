//! `bespoke export`

use super::args::ExportFormat;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Checked, has_errors};
use crate::profile::Profile;
use crate::render::json_resume;

/// Prints the whole profile in another program's format. True if the profile could be read.
pub(super) fn run(format: ExportFormat, settings: &Settings, terminal: &Terminal) -> bool {
    let Checked { value: profile, mut findings } =
        Checked::read(settings.workspace.profile_text(), Profile::read);
    settings.options.judge(&mut findings);
    let profile = profile.filter(|_| !has_errors(&findings));
    if let Some(profile) = &profile {
        let ExportFormat::JsonResume = format;
        let (json, left_out) = json_resume(profile, settings.options.today);
        findings.extend(left_out);
        terminal.findings(&findings);
        terminal.json_text(&json);
    } else {
        terminal.findings(&findings);
    }
    profile.is_some()
}
