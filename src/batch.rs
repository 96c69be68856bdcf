//! Many jobs: each is built by itself, on all cores, and the failure of one never stops the others.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::engine::DEFAULT_ENGINE;
use crate::finding::{Checked, Finding, Severity, SourceFile, has_errors};
use crate::fs;
use crate::job::Head;
use crate::packet::{self, Facts, Packet, PacketError};
use crate::pipeline::{Application, Compiled, Made, Options, Recipe, Shared, Tools};
use crate::profile::Profile;
use crate::threads::{both, on_all_cores};
use crate::workspace::{JobFile, Workspace};

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum JobStatus {
    /// Its documents were made.
    Built,
    /// Nothing it is made from has changed.
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
    /// Why it was made again, if it had been made before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The files of its documents: those written, or those that are unchanged.
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
    /// So many jobs are begun.
    Begun(usize),
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
        let tools = Arc::new(Tools::default());
        if jobs.iter().any(|job| self.is_new(job)) {
            // They get ready while the profile is read.
            tools.expect_work(self.options.engine.as_deref().unwrap_or(DEFAULT_ENGINE), self.options);
        }
        let profile = self.profile(&mut report.findings);
        let lock = match self.work {
            Work::Build if !jobs.is_empty() && profile.is_some() => {
                let output = self.workspace.prepare_output();
                output.and_then(|output| fs::lock(&output, || tell(Event::Waiting))).map(Some)
            }
            _ => Ok(None),
        };
        let lock = match lock {
            Ok(lock) => lock,
            Err(error) => {
                report.findings.push(error.finding());
                return report;
            }
        };
        if lock.is_some() {
            self.workspace.sweep();
        }
        let shared = |profile| Shared::with_tools(self.workspace, profile, self.options, tools);
        let shared = profile.as_ref().map(shared);
        tell(Event::Begun(jobs.len()));
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

    /// Whether documents have to be made of a job, whatever it says.
    fn is_new(&self, job: &JobFile) -> bool {
        self.work == Work::Check || self.options.force || self.workspace.made_output(&job.name).is_none()
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
        JobReport::failed(&file.name, None, findings)
    }

    fn job(&self, shared: &Shared<'_>, file: &JobFile) -> JobReport {
        let (notes, letter) = (self.workspace.job_text(file), self.workspace.letter_text(file));
        if let (Work::Build, Ok(notes), Ok(letter)) = (self.work, &notes, &letter)
            && let Some(report) = up_to_date(shared, &file.name, notes, letter.as_ref())
        {
            return report;
        }
        let Checked { value: application, mut findings } = Application::of(&file.name, notes, letter);
        let Some(application) = application else {
            self.options.judge(&mut findings);
            return JobReport::failed(&file.name, None, findings);
        };
        match self.work {
            Work::Build => build(shared, &application, findings).report,
            Work::Check => check(shared, &application, findings),
        }
    }
}

/// Makes and reads back the documents of an application without writing any.
fn check(shared: &Shared<'_>, application: &Application, mut findings: Vec<Finding>) -> JobReport {
    let compiled = shared.make(application, &mut findings);
    let job = &application.job.name;
    let made = compiled.as_ref().map(|compiled| compiled.made.clone());
    if has_errors(&findings) {
        return JobReport::failed(job, made, findings);
    }
    JobReport { status: JobStatus::Unchanged, ..JobReport::failed(job, made, findings) }
}

/// What a build left behind.
#[derive(Debug)]
pub struct Built {
    /// What became of the job.
    pub report: JobReport,
    /// The record of its documents, unless it failed.
    pub packet: Option<Packet>,
}

/// Builds one application, unless nothing it is made from has changed; `findings` are those of reading it.
/// The output must be locked.
pub fn build(shared: &Shared<'_>, application: &Application, findings: Vec<Finding>) -> Built {
    let recipe = OnceLock::new();
    let recipe = || recipe.get_or_init(|| shared.recipe(application)).as_ref();
    let Application { job, letter } = application;
    let (reason, damaged) = match earlier(shared, &job.name, recipe) {
        Earlier::None => (None, None),
        Earlier::Outdated(why) => (Some(why), None),
        Earlier::Unusable(error) => (Some("its packet could not be used".to_owned()), Some(error)),
        Earlier::Current(packet) => {
            let report = unchanged(shared, &job.name, &job.file, letter.as_ref(), &packet);
            return Built { report, packet: Some(*packet) };
        }
    };
    let mut built = rebuild(shared, application, recipe, findings);
    built.report.reason = reason.filter(|_| built.packet.is_some());
    // The new record is whole, so this is no finding about the documents.
    built.report.findings.extend(damaged.map(|error| {
        let severity = match error {
            PacketError::OtherVersion => Severity::Info,
            PacketError::Damaged(_) => Severity::Warning,
        };
        let file = shared.workspace().output().join(&application.job.name).join(packet::FILE);
        let comes_of_it = "the documents are made again, and a new one with them";
        error.finding(file.display().to_string(), severity, comes_of_it)
    }));
    built
}

/// What an earlier build left.
enum Earlier {
    /// Nothing.
    None,
    /// Documents that are to be made again, and why.
    Outdated(String),
    /// A record that says nothing.
    Unusable(PacketError),
    /// The documents that would be made now.
    Current(Box<Packet>),
}

fn earlier<'r>(shared: &Shared<'_>, job: &str, recipe: impl FnOnce() -> Option<&'r Recipe>) -> Earlier {
    let Some(folder) = shared.workspace().made_output(job) else { return Earlier::None };
    let packet = match Packet::load(&folder) {
        Ok(None) => return Earlier::None,
        Ok(Some(packet)) => packet,
        Err(error) => return Earlier::Unusable(error),
    };
    if shared.options().force {
        return Earlier::Outdated("asked for".to_owned());
    }
    let Some(recipe) = recipe() else { return Earlier::None };
    match packet.outdated(recipe, &folder, &shared.other_companies(job)) {
        Some(why) => Earlier::Outdated(why),
        None => Earlier::Current(Box::new(packet)),
    }
}

/// The report of a job whose documents lie there as they would be made, by no more of its notes than their head.
fn up_to_date(
    shared: &Shared<'_>,
    job: &str,
    notes: &Arc<SourceFile>,
    letter: Option<&Arc<SourceFile>>,
) -> Option<JobReport> {
    shared.workspace().made_output(job)?;
    let recipe = shared.recipe_of(&Head::read(notes), letter)?;
    match earlier(shared, job, || Some(&recipe)) {
        Earlier::Current(packet) => Some(unchanged(shared, job, notes, letter, &packet)),
        _ => None,
    }
}

/// The report of documents that lie there as they would be made, with what was found when they were.
fn unchanged(
    shared: &Shared<'_>,
    job: &str,
    notes: &Arc<SourceFile>,
    letter: Option<&Arc<SourceFile>>,
    packet: &Packet,
) -> JobReport {
    let texts = [Some(shared.profile_file()), Some(notes), letter];
    let texts: Vec<_> = texts.into_iter().flatten().collect();
    let folder = shared.workspace().output().join(job);
    let files = packet.outputs.iter().map(|output| output.file.as_str()).chain([packet::FILE]);
    JobReport {
        status: JobStatus::Unchanged,
        files: files.map(|file| folder.join(file).display().to_string()).collect(),
        ..JobReport::failed(job, Some(packet.made()), packet.findings(&texts))
    }
}

/// Makes the documents of an application and writes them.
fn rebuild<'r>(
    shared: &Shared<'_>,
    application: &Application,
    recipe: impl Fn() -> Option<&'r Recipe> + Sync,
    mut findings: Vec<Finding>,
) -> Built {
    let job = application.job.name.as_str();
    let (compiled, recipe) = both(|| shared.make(application, &mut findings), recipe);
    let made = compiled.as_ref().map(|compiled| compiled.made.clone());
    let saved = match (compiled, recipe) {
        (Some(compiled), Some(recipe)) if !has_errors(&findings) => {
            save(shared, application, compiled, recipe.clone(), &findings)
        }
        _ => return Built { report: JobReport::failed(job, made, findings), packet: None },
    };
    match saved {
        Ok((packet, files)) => {
            let files = files.iter().map(|path| path.display().to_string()).collect();
            let report =
                JobReport { status: JobStatus::Built, files, ..JobReport::failed(job, made, findings) };
            Built { report, packet: Some(packet) }
        }
        Err(error) => {
            findings.push(error.finding());
            Built { report: JobReport::failed(job, made, findings), packet: None }
        }
    }
}

/// Writes the documents of a job and their packet, all or none of them, and gives their paths.
fn save(
    shared: &Shared<'_>,
    application: &Application,
    compiled: Compiled,
    recipe: Recipe,
    findings: &[Finding],
) -> Result<(Packet, Vec<PathBuf>), fs::FsError> {
    let job = &application.job;
    let facts = Facts {
        job: &job.name,
        company: &job.company.value,
        position: &job.position.value,
        companies: &shared.other_companies(&job.name),
        made: &compiled.made,
        findings,
    };
    let packet = Packet::new(recipe, &compiled.files, facts);
    let record = packet.json();
    let folder = shared.workspace().job_output(&job.name)?;
    // The record comes last: a build that is killed before leaves one that does not fit, and is done again.
    let files = compiled.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let files: Vec<(&str, &[u8])> = files.chain([(packet::FILE, record.as_bytes())]).collect();
    Ok((packet, fs::write_all(&folder, &files)?))
}

impl JobReport {
    /// A job that failed, whatever was made of it.
    fn failed(job: &str, made: Option<Made>, findings: Vec<Finding>) -> Self {
        let pages =
            made.iter().flat_map(|made| [("resume", made.resume_pages), ("cover-letter", made.letter_pages)]);
        let pages = pages.collect();
        let count = |made: &Made| ReadbackCount { expected: made.expected, recovered: made.recovered };
        let readback = made.as_ref().map(count);
        let (job, status) = (job.to_owned(), JobStatus::Failed);
        Self { job, status, reason: None, files: Vec::new(), pages, readback, findings }
    }
}
