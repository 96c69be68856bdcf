//! Many jobs: each is built by itself, on all cores, and the failure of one never stops the others.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use serde::Serialize;

use crate::finding::{Checked, Finding, Severity, has_errors};
use crate::fs;
use crate::pipeline::{Application, Made, Options, Shared};
use crate::profile::Profile;
use crate::workspace::{JobFile, Workspace};

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum JobStatus {
    /// Its documents were made.
    Built,
    /// Nothing was to be done.
    Unchanged,
    /// An error stood in the way; earlier documents are untouched.
    Failed,
}

/// The report of one job, as scripts read it.
#[derive(Debug, Clone, Serialize)]
pub struct JobReport {
    /// Its name.
    pub job: String,
    /// What became of it.
    pub status: JobStatus,
    /// The files written.
    pub files: Vec<String>,
    /// Pages of each document; empty if none was made.
    pub pages: BTreeMap<&'static str, usize>,
    /// Fields looked for and found in the finished documents.
    pub readback: Option<ReadbackCount>,
    /// Everything found.
    pub findings: Vec<Finding>,
}

/// How much of the finished documents could be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReadbackCount {
    /// Fields that should be found.
    pub expected: usize,
    /// Fields that were found.
    pub recovered: usize,
}

/// The report of a run.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Every job, in the order asked for.
    pub jobs: Vec<JobReport>,
    /// Findings that belong to no single job.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether anything failed.
    pub fn failed(&self) -> bool {
        has_errors(&self.findings) || self.jobs.iter().any(|job| job.status == JobStatus::Failed)
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let all = self.findings.iter().chain(self.jobs.iter().flat_map(|job| &job.findings));
        all.filter(|finding| finding.severity == severity).count()
    }
}

/// What a run does with each job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Make the documents.
    Build,
    /// Only look for findings; documents are made and read back, but not written.
    Check,
}

/// Something worth telling while a run goes on.
#[derive(Debug)]
pub enum Event<'a> {
    /// Another build of this workspace is going on.
    Waiting,
    /// A job is done; told in the order asked for.
    Done(&'a JobReport),
}

/// A run over several jobs.
pub struct Run<'a> {
    /// Where everything is.
    pub workspace: &'a Workspace,
    /// What was asked for.
    pub options: &'a Options,
    /// The jobs named, by name or path; all if there are none.
    pub named: &'a [String],
    /// What to do.
    pub work: Work,
}

impl Run<'_> {
    /// Does the work, telling of each step.
    pub fn run(&self, mut tell: impl FnMut(Event<'_>)) -> Report {
        let mut report = Report::default();
        let (jobs, findings) = self.workspace.named_jobs(self.named);
        report.findings.extend(findings);
        let profile = self.profile(&mut report.findings);
        let lock = match self.work {
            Work::Build if !jobs.is_empty() && profile.is_some() => {
                let output = self.workspace.prepare_output();
                output.and_then(|output| fs::lock(&output, || tell(Event::Waiting))).map(Some)
            }
            _ => Ok(None),
        };
        let _lock = match lock {
            Ok(lock) => lock,
            Err(error) => {
                report.findings.push(error.finding());
                return report;
            }
        };
        let shared = profile.as_ref().map(|profile| Shared::new(self.workspace, profile, self.options));
        let work = |file: &JobFile| match &shared {
            Some(shared) => self.job(shared, file),
            None => self.unbuildable(file),
        };
        on_all_cores(&jobs, work, |done| {
            tell(Event::Done(&done));
            report.jobs.push(done);
        });
        report
    }

    /// Reads the profile; its findings belong to no single job. One with errors, under these options, is none.
    fn profile(&self, findings: &mut Vec<Finding>) -> Option<Profile> {
        let Checked { value: profile, findings: mut found } =
            Checked::read(self.workspace.profile_text(), Profile::read);
        self.options.judge(&mut found);
        let profile = profile.filter(|_| !has_errors(&found));
        findings.extend(found);
        profile
    }

    /// Without a profile nothing can be built, but the job's file can still be read and reported on.
    fn unbuildable(&self, file: &JobFile) -> JobReport {
        let mut findings = Application::read(self.workspace, file).findings;
        self.options.judge(&mut findings);
        JobReport::new(&file.name, JobStatus::Failed, Documents::default(), findings)
    }

    fn job(&self, shared: &Shared<'_>, file: &JobFile) -> JobReport {
        let Checked { value: application, mut findings } = Application::read(self.workspace, file);
        let mut documents = Documents::default();
        if let Some(application) = application
            && let Err(errors) = self.make(shared, &application, &mut findings, &mut documents)
        {
            findings.extend(errors);
        }
        self.options.judge(&mut findings);
        let status = match self.work {
            Work::Build if !documents.files.is_empty() => JobStatus::Built,
            Work::Check if !has_errors(&findings) => JobStatus::Unchanged,
            _ => JobStatus::Failed,
        };
        JobReport::new(&file.name, status, documents, findings)
    }

    /// Makes the documents of a job, and writes them unless an error was found or only findings are wanted.
    fn make(
        &self,
        shared: &Shared<'_>,
        application: &Application,
        findings: &mut Vec<Finding>,
        documents: &mut Documents,
    ) -> Result<(), Vec<Finding>> {
        let (tailored, found) = shared.tailor(application);
        findings.extend(found);
        self.options.judge(findings);
        let Some(tailored) = tailored.filter(|_| !has_errors(findings)) else { return Ok(()) };
        let compiled = shared.compile(application, &tailored, findings)?;
        documents.made = Some(compiled.made.clone());
        self.options.judge(findings);
        if self.work == Work::Build && !has_errors(findings) {
            let saved = shared.save(&application.job, &compiled);
            documents.files = saved.map_err(|error| vec![error.finding()])?;
        }
        Ok(())
    }
}

/// Stack of a worker, in bytes: as much as the main thread usually has.
const STACK: usize = 8 * 1024 * 1024;

/// Works on every job, as many at a time as there are cores, and hands the results on in their order.
fn on_all_cores<T: Send>(jobs: &[JobFile], work: impl Fn(&JobFile) -> T + Sync, mut done: impl FnMut(T)) {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    if workers < 2 {
        return jobs.iter().map(work).for_each(done);
    }
    let next = AtomicUsize::new(0);
    let (results, finished) = mpsc::channel();
    thread::scope(|scope| {
        let working = || {
            let results = results.clone();
            let (next, work) = (&next, &work);
            move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = jobs.get(index) else { return };
                    // The receiver outlives the workers.
                    let _ = results.send((index, work(file)));
                }
            }
        };
        let spawned = (0..workers)
            .filter(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, working()).is_ok());
        if spawned.count() == 0 {
            working()();
        }
        drop(results);
        let mut early = BTreeMap::new();
        let mut expected = 0;
        for (index, result) in finished {
            early.insert(index, result);
            while let Some(result) = early.remove(&expected) {
                done(result);
                expected += 1;
            }
        }
    });
}

/// What became of the documents of a job.
#[derive(Debug, Default)]
struct Documents {
    /// The files written.
    files: Vec<PathBuf>,
    /// What was made, even if it was not written.
    made: Option<Made>,
}

impl JobReport {
    fn new(job: &str, status: JobStatus, documents: Documents, findings: Vec<Finding>) -> Self {
        let Documents { files, made } = documents;
        let pages =
            made.iter().flat_map(|made| [("resume", made.resume_pages), ("cover-letter", made.letter_pages)]);
        let pages = pages.collect();
        let count = |made: &Made| ReadbackCount { expected: made.expected, recovered: made.recovered };
        let readback = made.as_ref().map(count);
        let files = files.iter().map(|path| path.display().to_string()).collect();
        Self { job: job.to_owned(), status, files, pages, readback, findings }
    }
}
