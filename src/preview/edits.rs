//! Edits of the job files that the page asks for, which can be taken back.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::files::Files;
use super::locked;
use crate::finding::{Code, Finding};
use crate::fs;
use crate::job::{Job, Setting, Wish, with_setting, with_wish};
use crate::workspace::Workspace;

/// How many edits can be taken back.
const MOST_EDITS: usize = 100;

/// What an edit asks for.
#[derive(Debug)]
pub(super) enum Change {
    /// A wish about a highlight, by its id.
    Wish(String, Wish),
    /// A setting of the front matter.
    Setting(Setting),
}

/// The edits that were made, the latest last.
#[derive(Default)]
pub(super) struct Edits(Mutex<Vec<Edit>>);

/// A change that was made to a job's file.
struct Edit {
    job: String,
    path: PathBuf,
    shown: String,
    before: String,
    after: String,
}

impl Edits {
    /// Changes the file of one of the workspace's jobs in place, and says how.
    pub(super) fn make(
        &self,
        workspace: &Workspace,
        files: &Files,
        job: &str,
        change: &Change,
    ) -> Result<String, Finding> {
        let mut edits = locked(&self.0);
        let file = files.job(job).map(|texts| &texts.file).ok_or_else(|| {
            Finding::new(Code::UnknownJob, format!("there is no job \"{job}\" in this workspace"))
        })?;
        let cannot = |why: &str| {
            Finding::new(Code::CannotEdit, format!("{} {why}", file.shown))
                .hint("change it in your editor; the page follows")
        };
        // As it is now, which may be newer than what is shown.
        let text = workspace.job_text(file)?;
        let job = Job::read(&file.name, &text).value.ok_or_else(|| cannot("cannot be read as a job"))?;
        let (after, said) = match change {
            Change::Wish(id, wish) => {
                let profile = files.profile.as_ref();
                if profile.is_none_or(|profile| profile.highlight(id).is_none()) {
                    return Err(cannot(&format!("cannot ask for \"{id}\": there is no such highlight")));
                }
                let said = match wish {
                    Wish::Keep => format!("keeps {id}"),
                    Wish::Drop => format!("drops {id}"),
                    Wish::Free => format!("leaves {id} to the choice"),
                };
                (with_wish(&job, id, *wish), said)
            }
            Change::Setting(setting) => {
                let said = match setting {
                    Setting::Theme(theme) if !files.themes.contains(theme) => {
                        return Err(cannot(&format!("cannot use \"{theme}\": there is no such theme")));
                    }
                    Setting::Theme(theme) => format!("uses the theme {theme}"),
                    Setting::Pages(1) => "allows 1 page".to_owned(),
                    Setting::Pages(pages) => format!("allows {pages} pages"),
                };
                (with_setting(&job, setting), said)
            }
        };
        let after = after.ok_or_else(|| cannot("cannot be changed so without changing something else"))?;
        if after != text.text {
            write(&file.path, &text.text, &after)?;
            edits.push(Edit {
                job: file.name.clone(),
                path: file.path.clone(),
                shown: file.shown.clone(),
                before: text.text.clone(),
                after,
            });
            let too_many = edits.len().saturating_sub(MOST_EDITS);
            edits.drain(..too_many);
        }
        Ok(format!("{} now {said}", file.shown))
    }

    /// Takes the last edit of a job back, unless its file has been changed since; then it stays to be taken back.
    /// Says which.
    pub(super) fn undo(&self, job: &str) -> Result<String, Finding> {
        let mut edits = locked(&self.0);
        let Some(last) = edits.iter().rposition(|edit| edit.job == job) else {
            return Err(Finding::new(Code::CannotEdit, format!("there is no edit of {job} to take back")));
        };
        let Edit { path, shown, before, after, .. } = &edits[last];
        let now = fs::read_text(path, shown).map_err(|error| error.finding())?;
        if now.text != *after {
            let message = format!("{shown} has been changed since it was edited here, so it stays as it is");
            return Err(Finding::new(Code::CannotEdit, message).hint("undo it in your editor"));
        }
        write(path, after, before)?;
        let said = format!("{shown} is as it was before the last edit");
        edits.remove(last);
        Ok(said)
    }
}

fn write(path: &Path, old: &str, new: &str) -> Result<(), Finding> {
    fs::rewrite(path, old.as_bytes(), new.as_bytes()).map_err(|error| {
        let hint = "nothing was changed; see that the file and its folder can be written to, and try again";
        error.finding().hint(hint)
    })
}
