//! What is known of every job, kept true to the files.
//!
//! Files are read again whenever something may have changed; what was made of them is kept as long as they say the
//! same.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;

use super::edits::{Change, Edits};
use super::files::{Basis, Files, JobTexts};
use super::locked;
use super::view::{Good, Look, Shown, View, make};
use crate::finding::{Checked, Finding, Severity};
use crate::pipeline::Options;
use crate::season::{self, Entry};
use crate::workspace::Workspace;

/// How many looks are kept; the least recently asked for goes first.
const MOST_LOOKS: usize = 12;

/// Everything that the studio knows.
pub(super) struct Desk {
    workspace: Workspace,
    /// What was asked for; every job is made as PDF.
    options: Options,
    files: Mutex<Arc<Files>>,
    /// Held while files are read, which nobody who looks has to wait for.
    reading: Mutex<()>,
    /// What is known of each job, by its name.
    entries: Mutex<BTreeMap<String, Known>>,
    /// The latest looked at first.
    looks: Mutex<Vec<(Look, Arc<Mutex<Seen>>)>>,
    edits: Edits,
}

/// What is known of a job, and of which texts.
struct Known {
    basis: Basis,
    entry: Option<Entry>,
    errors: usize,
    warnings: usize,
}

/// What was made for a look, and of which texts.
#[derive(Default)]
struct Seen {
    basis: Option<Basis>,
    /// The last documents that could be made.
    good: Option<Arc<Good>>,
    /// Whether they are made of those texts.
    current: bool,
    json: Option<Arc<[u8]>>,
}

/// What is asked for and not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// The job.
    Job,
    /// The theme.
    Theme,
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

impl Desk {
    /// Reads all files.
    pub(super) fn new(workspace: Workspace, options: Options) -> Self {
        let options = Options { formats: Some(vec!["pdf".to_owned()]), ..options };
        let files = Arc::new(Files::read(&workspace, &options, None));
        Self {
            workspace,
            options,
            files: Mutex::new(files),
            reading: Mutex::default(),
            entries: Mutex::default(),
            looks: Mutex::default(),
            edits: Edits::default(),
        }
    }

    /// Where everything is.
    pub(super) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The texts as they were last read.
    fn files(&self) -> Arc<Files> {
        Arc::clone(&locked(&self.files))
    }

    /// Reads the files again. True if any of them says something else.
    pub(super) fn refresh(&self) -> bool {
        let _alone = locked(&self.reading);
        let before = self.files();
        let read = Files::read(&self.workspace, &self.options, Some(&before));
        let changed = !read.say_the_same(&before);
        if changed {
            *locked(&self.files) = Arc::new(read);
        }
        changed
    }

    /// What a browser is shown for a look, as JSON.
    ///
    /// # Errors
    /// What there is not.
    pub(super) fn look(&self, look: &Look) -> Result<Arc<[u8]>, Missing> {
        let seen = self.seen(look)?;
        let json = locked(&seen).json.clone();
        json.ok_or(Missing::Job)
    }

    /// A document as a build makes it; none if it cannot be made now, or there is no such document.
    pub(super) fn pdf(&self, look: &Look, name: &str) -> Option<Vec<u8>> {
        let seen = self.seen(look).ok()?;
        let seen = locked(&seen);
        let good = seen.good.as_ref().filter(|_| seen.current)?;
        match name {
            "resume.pdf" => Some(good.resume.pdf.clone()),
            "cover-letter.pdf" => Some(good.letter.pdf.clone()),
            _ => None,
        }
    }

    /// The picture of a page that was shown.
    pub(super) fn picture(&self, name: &str) -> Option<Arc<str>> {
        let looks: Vec<_> = locked(&self.looks).iter().map(|(_, seen)| Arc::clone(seen)).collect();
        looks.iter().filter_map(|seen| locked(seen).good.clone()).find_map(|good| {
            let mut pages = good.resume.pages.iter().chain(&good.letter.pages);
            pages.find(|page| page.picture == name).map(|page| Arc::clone(&page.svg))
        })
    }

    /// What was made for a look, made of the texts as they are.
    fn seen(&self, look: &Look) -> Result<Arc<Mutex<Seen>>, Missing> {
        let files = self.files();
        let texts = files.job(&look.job).ok_or(Missing::Job)?;
        if look.theme.as_ref().is_some_and(|theme| !files.themes.contains(theme)) {
            return Err(Missing::Theme);
        }
        let kept = self.kept(look);
        let mut seen = locked(&kept);
        let basis = files.basis(texts);
        if seen.basis.as_ref() == Some(&basis) {
            drop(seen);
            return Ok(kept);
        }
        let theme = look.theme.clone().or(self.options.theme.clone());
        let options = Options { theme, ..self.options.clone() };
        let Checked { value: application, mut findings } = texts.application();
        let good = application.as_ref().zip(files.profile.as_deref()).and_then(|(application, profile)| {
            let shared = files.shared(&self.workspace, profile, &options);
            make(&shared, application, seen.good.as_deref(), &mut findings)
        });
        options.judge(&mut findings);
        if files.profile.is_none() {
            // Without a profile there are no documents, and what is wrong with it is why.
            findings.extend(files.profile_findings.iter().cloned());
        }
        let current = good.is_some();
        let good = good.map(Arc::new).or(seen.good.take()).or_else(|| self.last_good(&look.job, &kept));
        let job = application.as_ref().map(|application| &application.job);
        let json = View::new(&look.job, job, good.as_deref(), current, findings).json();
        *seen = Seen { basis: Some(basis), good, current, json: Some(json) };
        drop(seen);
        Ok(kept)
    }

    /// The documents of a job that were made last in any other look.
    fn last_good(&self, job: &str, except: &Arc<Mutex<Seen>>) -> Option<Arc<Good>> {
        let looks = locked(&self.looks);
        let others = looks.iter().filter(|(look, seen)| look.job == job && !Arc::ptr_eq(seen, except));
        // One that is being made just now is not waited for: it may be waiting for this one.
        others.filter_map(|(_, seen)| seen.try_lock().ok()).find_map(|seen| seen.good.clone())
    }

    /// The place of a look among those that are kept.
    fn kept(&self, look: &Look) -> Arc<Mutex<Seen>> {
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
                stale: known.is_none_or(|known| known.basis != files.basis(texts)),
            }
        };
        let jobs: Vec<Row> = files.jobs.iter().map(row).collect();
        let mut findings: Vec<Finding> =
            [&files.findings, &files.profile_findings].map(Clone::clone).concat();
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
            let basis = files.basis(texts);
            locked(&self.entries).get(&texts.file.name).is_none_or(|known| known.basis != basis)
        };
        let rank = |texts: &&JobTexts| {
            looked_at.iter().position(|job| *job == texts.file.name).unwrap_or(usize::MAX)
        };
        let Some(texts) = files.jobs.iter().filter(stale).min_by_key(rank) else { return false };
        let profile = files.profile.as_deref();
        let shared = profile.map(|profile| files.shared(&self.workspace, profile, &self.options));
        let mut learnt = season::entry(texts.application(), shared.as_ref());
        self.options.judge(&mut learnt.findings);
        let count = |severity| learnt.findings.iter().filter(|found| found.severity == severity).count();
        let known = Known {
            basis: files.basis(texts),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            entry: learnt.value,
        };
        let mut entries = locked(&self.entries);
        entries.insert(texts.file.name.clone(), known);
        entries.retain(|name, _| files.job(name).is_some());
        true
    }

    /// Changes a job's file in place, and says how.
    pub(super) fn edit(&self, job: &str, change: &Change) -> Result<String, Finding> {
        self.edits.make(&self.workspace, &self.files(), job, change)
    }

    /// Takes the last edit of a job back, and says which.
    pub(super) fn undo(&self, job: &str) -> Result<String, Finding> {
        self.edits.undo(job)
    }
}
