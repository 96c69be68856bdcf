//! What is known of every file and job, kept true to the disk.
//!
//! Files are read again whenever something may have changed; what was made of them is kept as long as they say the
//! same. Every lock guards values that are replaced as a whole, so one that was poisoned by a panic is still good.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::view::{Good, Look, Shown, make};
use crate::finding::{Checked, Code, Finding, Severity, SourceFile, has_errors};
use crate::fs;
use crate::job::{Job, Setting, Wish, with_setting, with_wish};
use crate::pipeline::{Application, Options, Shared, Tools};
use crate::profile::Profile;
use crate::render::theme_names;
use crate::season::{self, Entry};
use crate::workspace::{JobFile, Workspace};

/// How many looks are kept; the least recently asked for goes first.
const MOST_LOOKS: usize = 12;

/// How many edits can be undone.
const MOST_EDITS: usize = 100;

/// Everything that the studio knows.
pub(super) struct Desk {
    workspace: Workspace,
    /// What was asked for; every job is made as PDF.
    options: Options,
    files: Mutex<Arc<Files>>,
    /// What is known of each job, by its name.
    entries: Mutex<BTreeMap<String, Known>>,
    /// The latest looked at first.
    looks: Mutex<Vec<(Look, Arc<Mutex<Seen>>)>>,
    edits: Mutex<Vec<Edit>>,
}

/// The texts of the workspace at one time.
pub(super) struct Files {
    profile_text: Result<Arc<SourceFile>, Finding>,
    /// None if there is an error in it.
    profile: Option<Arc<Profile>>,
    profile_findings: Vec<Finding>,
    jobs: Vec<JobTexts>,
    /// What is wrong with the folder of jobs.
    findings: Vec<Finding>,
    /// The names, sizes and times of all that themes are made of.
    templates: Vec<fs::Stamp>,
    themes: Vec<String>,
    tools: Arc<Tools>,
}

/// What a job is made from besides the profile.
#[derive(Clone, PartialEq)]
struct JobTexts {
    file: JobFile,
    notes: Result<Arc<SourceFile>, Finding>,
    letter: Result<Option<Arc<SourceFile>>, Finding>,
    company: Option<String>,
}

/// What is known of a job, and from which files.
struct Known {
    files: Arc<Files>,
    entry: Option<Entry>,
    errors: usize,
    warnings: usize,
}

/// What was made for a look.
#[derive(Default)]
struct Seen {
    files: Option<Arc<Files>>,
    /// The last documents that could be made.
    good: Option<Arc<Good>>,
    shown: Option<Arc<[u8]>>,
    /// Whether the documents are those of the files.
    current: bool,
}

/// A change that was made to a job's file.
struct Edit {
    path: PathBuf,
    shown: String,
    before: String,
    after: String,
}

/// A line of the list of jobs.
#[derive(Debug, Serialize)]
struct Row {
    job: String,
    company: Option<String>,
    position: Option<String>,
    status: Option<String>,
    due: Option<String>,
    /// Weight of the topics that are covered, in percent of what could be.
    coverage: Option<f64>,
    errors: usize,
    warnings: usize,
    /// Whether it is still being found out.
    stale: bool,
}

/// What an edit asks for.
#[derive(Debug)]
pub(super) enum Change {
    /// A wish about a highlight, by its id.
    Wish(String, Wish),
    /// A setting of the front matter.
    Setting(Setting),
}

fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Reads all files.
    pub(super) fn new(workspace: Workspace, options: Options) -> Self {
        let options = Options { formats: Some(vec!["pdf".to_owned()]), ..options };
        let files = Arc::new(Files::read(&workspace, &options, None));
        Self {
            workspace,
            options,
            files: Mutex::new(files),
            entries: Mutex::default(),
            looks: Mutex::default(),
            edits: Mutex::default(),
        }
    }

    /// Where everything is.
    pub(super) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The texts as they were last read.
    pub(super) fn files(&self) -> Arc<Files> {
        Arc::clone(&locked(&self.files))
    }

    /// Reads the files again. True if any of them says something else.
    pub(super) fn refresh(&self) -> bool {
        let mut files = locked(&self.files);
        let read = Files::read(&self.workspace, &self.options, Some(&files));
        let changed = !read.say_the_same(&files);
        if changed {
            *files = Arc::new(read);
        }
        changed
    }

    /// What a browser is shown for a look, as JSON; none if there is no such job.
    pub(super) fn look(&self, look: &Look) -> Option<Arc<[u8]>> {
        let files = self.files();
        let texts = files.jobs.iter().find(|texts| texts.file.name == look.job)?;
        let seen = self.seen(look);
        let mut seen = locked(&seen);
        let same = seen.files.as_ref().is_some_and(|known| files.same_for(known, &look.job));
        if let (true, Some(shown)) = (same, &seen.shown) {
            return Some(Arc::clone(shown));
        }
        let options =
            Options { theme: look.theme.clone().or(self.options.theme.clone()), ..self.options.clone() };
        let (application, mut findings) = texts.application();
        let good = application.as_ref().zip(files.profile.as_deref()).and_then(|(application, profile)| {
            make(&files.shared(&self.workspace, profile, &options), application, &mut findings)
        });
        options.judge(&mut findings);
        seen.current = good.is_some();
        seen.good = good.map(Arc::new).or(seen.good.take());
        let shown = View::of(&files, &seen, application.as_ref(), findings).json();
        seen.shown = Some(Arc::clone(&shown));
        seen.files = Some(files);
        Some(shown)
    }

    /// The picture of a page that was shown.
    pub(super) fn picture(&self, name: &str) -> Option<Arc<str>> {
        let looks: Vec<_> = locked(&self.looks).iter().map(|(_, seen)| Arc::clone(seen)).collect();
        let goods = looks.iter().filter_map(|seen| locked(seen).good.clone());
        let mut pages =
            goods.flat_map(|good| [good.resume.pages.clone(), good.letter.pages.clone()]).flatten();
        pages.find(|page| page.picture == name).map(|page| page.svg)
    }

    /// A document as a build makes it; none if it cannot be made now, or there is no such document.
    pub(super) fn pdf(&self, look: &Look, name: &str) -> Option<Vec<u8>> {
        self.look(look)?;
        let seen = self.seen(look);
        let seen = locked(&seen);
        let good = seen.good.as_ref().filter(|_| seen.current)?;
        match name {
            "resume.pdf" => Some(good.resume.pdf.clone()),
            "cover-letter.pdf" => Some(good.letter.pdf.clone()),
            _ => None,
        }
    }

    fn seen(&self, look: &Look) -> Arc<Mutex<Seen>> {
        let mut looks = locked(&self.looks);
        let at = looks.iter().position(|(known, _)| known == look);
        let entry = at.map_or_else(|| (look.clone(), Arc::default()), |at| looks.remove(at));
        let seen = Arc::clone(&entry.1);
        looks.insert(0, entry);
        looks.truncate(MOST_LOOKS);
        seen
    }

    /// All jobs, as JSON, with what is known of them so far.
    pub(super) fn list(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct List {
            jobs: Vec<Row>,
            themes: Vec<String>,
            findings: Vec<Shown>,
        }
        let files = self.files();
        let entries = locked(&self.entries);
        let row = |texts: &JobTexts| {
            let known = entries.get(&texts.file.name);
            let entry = known.and_then(|known| known.entry.as_ref());
            let company = entry.map(|entry| entry.company.clone()).or(texts.company.clone());
            Row {
                job: texts.file.name.clone(),
                company,
                position: entry.map(|entry| entry.position.clone()),
                status: entry.and_then(|entry| entry.status.as_ref()).map(ToString::to_string),
                due: entry.and_then(Entry::due).map(|day| day.to_string()),
                coverage: entry.and_then(|entry| entry.coverage.as_ref()).map(|coverage| {
                    (100.0 * coverage.achieved / coverage.possible.max(f64::MIN_POSITIVE)).min(100.0).round()
                }),
                errors: known.map_or(0, |known| known.errors),
                warnings: known.map_or(0, |known| known.warnings),
                stale: known.is_none_or(|known| !files.same_for(&known.files, &texts.file.name)),
            }
        };
        let jobs: Vec<Row> = files.jobs.iter().map(row).collect();
        let mut findings = files.findings.clone();
        findings.extend(files.profile_findings.iter().cloned());
        self.options.judge(&mut findings);
        let list = List {
            jobs,
            themes: files.themes.clone(),
            findings: findings.into_iter().map(Shown::of).collect(),
        };
        // The type holds only strings, numbers and lists of them, which always serialise.
        serde_json::to_vec(&list).unwrap_or_default()
    }

    /// Finds out about one job of which too little is known, those looked at first. False if there is none.
    pub(super) fn learn(&self) -> bool {
        let files = self.files();
        let looked_at: Vec<String> = locked(&self.looks).iter().map(|(look, _)| look.job.clone()).collect();
        let stale = |texts: &&JobTexts| {
            let entries = locked(&self.entries);
            let known = entries.get(&texts.file.name);
            known.is_none_or(|known| !files.same_for(&known.files, &texts.file.name))
        };
        let rank = |texts: &&JobTexts| {
            looked_at.iter().position(|job| *job == texts.file.name).unwrap_or(usize::MAX)
        };
        let Some(texts) = files.jobs.iter().filter(stale).min_by_key(rank) else { return false };
        let profile = files.profile.as_deref();
        let shared = profile.map(|profile| files.shared(&self.workspace, profile, &self.options));
        let one = std::slice::from_ref(&texts.file);
        let learnt = season::entries(&self.workspace, one, shared.as_ref()).pop();
        let mut learnt = learnt.unwrap_or_else(|| Checked::failed(Vec::new()));
        self.options.judge(&mut learnt.findings);
        let count = |severity| learnt.findings.iter().filter(|found| found.severity == severity).count();
        let known = Known {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            entry: learnt.value,
            files: Arc::clone(&files),
        };
        let mut entries = locked(&self.entries);
        entries.insert(texts.file.name.clone(), known);
        entries.retain(|name, _| files.jobs.iter().any(|texts| texts.file.name == *name));
        true
    }

    /// Changes a job's file in place, and says how.
    pub(super) fn edit(&self, job: &str, change: &Change) -> Result<String, Finding> {
        let (named, mut findings) = self.workspace.named_jobs(&[job.to_owned()]);
        let file = named.first().ok_or_else(|| {
            findings
                .pop()
                .unwrap_or_else(|| Finding::new(Code::UnknownJob, format!("there is no job \"{job}\"")))
        })?;
        let text = self.workspace.job_text(file)?;
        let cannot = |why: &str| {
            Finding::new(Code::CannotEdit, format!("{} {why}", file.shown))
                .hint("change it in your editor; the page follows")
        };
        let job = Job::read(&file.name, &text).value.ok_or_else(|| cannot("cannot be read as a job"))?;
        let (changed, said) = match change {
            Change::Wish(id, wish) => {
                let known = self.files().profile.as_ref().is_some_and(|profile| has_highlight(profile, id));
                if !known {
                    return Err(cannot(&format!("cannot ask for \"{id}\": there is no such highlight")));
                }
                let said = match wish {
                    Wish::Keep => format!("{id} is kept"),
                    Wish::Drop => format!("{id} is dropped"),
                    Wish::Free => format!("{id} is chosen freely"),
                };
                (with_wish(&job, id, *wish), said)
            }
            Change::Setting(Setting::Theme(theme)) if !self.files().themes.contains(theme) => {
                return Err(cannot(&format!("cannot use \"{theme}\": there is no such theme")));
            }
            Change::Setting(setting) => {
                let said = match setting {
                    Setting::Theme(theme) => format!("the theme is {theme}"),
                    Setting::Pages(1) => "the resume has 1 page at most".to_owned(),
                    Setting::Pages(pages) => format!("the resume has {pages} pages at most"),
                };
                (with_setting(&job, setting), said)
            }
        };
        let changed =
            changed.ok_or_else(|| cannot("cannot be changed so without changing something else"))?;
        self.replace(Edit {
            path: file.path.clone(),
            shown: file.shown.clone(),
            before: text.text.clone(),
            after: changed,
        })?;
        Ok(format!("{}: {said}", file.shown))
    }

    /// Takes the last edit back, unless its file has been changed since. Says which.
    pub(super) fn undo(&self) -> Result<String, Finding> {
        let mut edits = locked(&self.edits);
        let Some(Edit { path, shown, before, after }) = edits.last() else {
            return Err(Finding::new(Code::CannotEdit, "there is nothing to undo"));
        };
        let now = fs::read_text(path, shown).map_err(|error| error.finding())?;
        if now.text != *after {
            let message = format!("{shown} has been changed since, so the edit stays");
            edits.clear();
            return Err(Finding::new(Code::CannotEdit, message).hint("undo it in your editor"));
        }
        fs::rewrite(path, before.as_bytes()).map_err(|error| error.finding())?;
        let said = format!("{shown} is as it was");
        edits.pop();
        Ok(said)
    }

    fn replace(&self, edit: Edit) -> Result<(), Finding> {
        if edit.before == edit.after {
            return Ok(());
        }
        fs::rewrite(&edit.path, edit.after.as_bytes()).map_err(|error| error.finding())?;
        let mut edits = locked(&self.edits);
        edits.push(edit);
        let more = edits.len().saturating_sub(MOST_EDITS);
        edits.drain(..more);
        Ok(())
    }
}

impl Files {
    /// Reads everything; what says the same as before is not parsed again.
    fn read(workspace: &Workspace, options: &Options, before: Option<&Arc<Self>>) -> Self {
        let profile_text = workspace.profile_text();
        let (profile, profile_findings) = match before {
            Some(before) if before.profile_text == profile_text => {
                (before.profile.clone(), before.profile_findings.clone())
            }
            _ => {
                let Checked { value, mut findings } = Checked::read(profile_text.clone(), Profile::read);
                options.judge(&mut findings);
                (value.filter(|_| !has_errors(&findings)).map(Arc::new), findings)
            }
        };
        let (jobs, findings) = workspace.named_jobs(&[]);
        let known = |file: &JobFile| before?.jobs.iter().find(|texts| texts.file == *file);
        let jobs = jobs.into_iter().map(|file| JobTexts::read(workspace, known(&file), file)).collect();
        let templates = fs::stamps(&workspace.templates());
        let (themes, tools) = match before {
            Some(before) if before.templates == templates => {
                (before.themes.clone(), Arc::clone(&before.tools))
            }
            _ => {
                let tools = before.map(|before| before.tools.without_themes()).unwrap_or_default();
                (theme_names(&workspace.templates()).unwrap_or_default(), Arc::new(tools))
            }
        };
        Self { profile_text, profile, profile_findings, jobs, findings, templates, themes, tools }
    }

    fn say_the_same(&self, other: &Self) -> bool {
        self.profile_text == other.profile_text
            && self.jobs == other.jobs
            && self.findings == other.findings
            && self.templates == other.templates
    }

    /// Whether a job is made of the same.
    fn same_for(&self, other: &Self, job: &str) -> bool {
        let of = |files: &Self| files.jobs.iter().find(|texts| texts.file.name == job).cloned();
        std::ptr::eq(self, other)
            || (self.profile_text == other.profile_text
                && self.templates == other.templates
                && of(self) == of(other)
                && self.companies() == other.companies())
    }

    /// The companies of all jobs, by the job's name.
    fn companies(&self) -> Vec<(String, String)> {
        let company = |texts: &JobTexts| Some((texts.file.name.clone(), texts.company.clone()?));
        self.jobs.iter().filter_map(company).collect()
    }

    fn shared<'a>(&self, workspace: &'a Workspace, profile: &'a Profile, options: &'a Options) -> Shared<'a> {
        Shared::with_tools(workspace, profile, options, Arc::clone(&self.tools)).knowing(self.companies())
    }
}

impl JobTexts {
    fn read(workspace: &Workspace, before: Option<&Self>, file: JobFile) -> Self {
        let (notes, letter) = (workspace.job_text(&file), workspace.letter_text(&file));
        let company = match before {
            Some(before) if before.notes == notes => before.company.clone(),
            _ => notes.as_ref().ok().and_then(Job::company),
        };
        Self { file, notes, letter, company }
    }

    /// The application that these texts are of.
    fn application(&self) -> (Option<Application>, Vec<Finding>) {
        let Checked { value: job, mut findings } =
            Checked::read(self.notes.clone(), |text| Job::read(&self.file.name, text));
        let letter = self.letter.clone().unwrap_or_else(|finding| {
            findings.push(finding);
            None
        });
        (job.map(|job| Application { job, letter }), findings)
    }
}

fn has_highlight(profile: &Profile, id: &str) -> bool {
    profile.highlight_lists().flat_map(|(_, list)| list).any(|highlight| highlight.id == id)
}

/// What a browser is shown for a look.
#[derive(Serialize)]
struct View<'a> {
    company: Option<&'a str>,
    position: Option<&'a str>,
    /// The last documents that could be made.
    good: Option<&'a Good>,
    /// Whether they are of the files as they are now.
    current: bool,
    keep: Vec<&'a str>,
    drop: Vec<&'a str>,
    findings: Vec<Shown>,
}

impl<'a> View<'a> {
    fn of(
        files: &Files,
        seen: &'a Seen,
        application: Option<&'a Application>,
        mut findings: Vec<Finding>,
    ) -> Self {
        // Without a profile there are no documents, and what is wrong with it is why.
        if files.profile.is_none() {
            findings.extend(files.profile_findings.iter().cloned());
        }
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let job = application.map(|application| &application.job);
        Self {
            company: job.map(|job| job.company.value.as_str()),
            position: job.map(|job| job.position.value.as_str()),
            good: seen.good.as_deref(),
            current: seen.current,
            keep: job.iter().flat_map(|job| &job.keep).map(|id| id.value.as_str()).collect(),
            drop: job.iter().flat_map(|job| &job.drop).map(|id| id.value.as_str()).collect(),
            findings: findings.into_iter().map(Shown::of).collect(),
        }
    }

    fn json(&self) -> Arc<[u8]> {
        // The type holds only strings, numbers and lists of them, which always serialise.
        serde_json::to_vec(self).unwrap_or_default().into()
    }
}
