//! The workspace: where the profile, the jobs, the themes and the output of one person live.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::{Code, Finding, SourceFile, nearest};
use crate::fs::{self, FsError};

/// Endings of files in the folder of jobs that are not jobs: a letter, and a draft beside it.
const LETTER: &str = ".letter.md";
const LETTER_DRAFT: &str = ".letter.draft.md";

/// The folder of what was sent, in a job's folder.
pub const SENT: &str = "sent";

/// A workspace and what was named explicitly in its place.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// A profile named by the user, read wherever it is.
    pub profile: Option<PathBuf>,
    /// An output folder named by the user.
    pub out: Option<PathBuf>,
}

/// A job's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFile {
    /// The file's stem: the job's name everywhere.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// How it is called in messages.
    pub shown: String,
}

/// A file that belongs to a job's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// How it is called in messages.
    pub shown: String,
}

impl JobFile {
    /// The letter that its owner edits.
    pub fn letter(&self) -> Beside {
        self.beside(LETTER)
    }

    /// A new draft, beside a letter that is not overwritten.
    pub fn letter_draft(&self) -> Beside {
        self.beside(LETTER_DRAFT)
    }

    fn beside(&self, ending: &str) -> Beside {
        let file = format!("{}{ending}", self.name);
        let shown = Path::new(&self.shown).with_file_name(&file).display().to_string();
        Beside { path: self.path.with_file_name(&file), shown }
    }
}

impl Workspace {
    /// Reads the profile's text.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn profile_text(&self) -> Result<Arc<SourceFile>, Finding> {
        if let Some(path) = &self.profile {
            return self.read(path, &path.display().to_string());
        }
        let path = self.root.join("profiles").join("master.toml");
        if path.symlink_metadata().is_err() {
            let shown = path.display().to_string();
            return Err(Finding::new(Code::NoProfile, format!("there is no profile at {shown}"))
                .hint("run `bespoke init` to start a workspace, go to yours, or name it with -C DIR or --profile FILE"));
        }
        fs::inside(&self.root, &path).map_err(|error| error.finding())?;
        self.read(&path, "profiles/master.toml")
    }

    fn read(&self, path: &Path, shown: &str) -> Result<Arc<SourceFile>, Finding> {
        if path.is_dir() {
            return Err(Finding::new(Code::ReadFailed, format!("{shown} is a folder, not a profile"))
                .in_file(shown)
                .hint("the profile is one TOML file; move the folder away or name a file with --profile"));
        }
        match fs::read_text(path, shown) {
            Err(FsError::Read { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                Err(Finding::new(Code::NoProfile, format!("there is no profile at {shown}"))
                    .hint("check the path given with --profile"))
            }
            result => result.map_err(|error| error.finding()),
        }
    }

    /// The folder of jobs.
    pub fn jobs_folder(&self) -> PathBuf {
        self.root.join("profiles").join("jobs")
    }

    /// The folder of the workspace's own themes.
    pub fn templates(&self) -> PathBuf {
        self.root.join("templates")
    }

    /// The folder that documents are written to.
    pub fn output(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.root.join("output"))
    }

    /// All jobs, by name.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn jobs(&self) -> Result<Vec<JobFile>, FsError> {
        let folder = self.jobs_folder();
        let names = fs::list(&folder)?;
        let is_job = |name: &&String| {
            name.ends_with(".md")
                && !name.starts_with('.')
                && ![LETTER, LETTER_DRAFT].iter().any(|ending| name.ends_with(ending))
        };
        let job = |name: &String| JobFile {
            name: name.strip_suffix(".md").unwrap_or(name).to_owned(),
            path: folder.join(name),
            shown: format!("profiles/jobs/{name}"),
        };
        Ok(names.iter().filter(is_job).map(job).collect())
    }

    /// The file of a new job: the first of some names that is not taken.
    ///
    /// # Errors
    /// The folder of jobs cannot be listed, or leads out of the workspace.
    pub fn new_job(&self, mut names: impl Iterator<Item = String>) -> Result<Option<JobFile>, FsError> {
        let folder = self.jobs_folder();
        fs::inside_once_made(&self.root, &folder)?;
        // A name that differs in case only is the same file on many systems.
        let taken: Vec<String> = fs::list(&folder)?.iter().map(|name| name.to_lowercase()).collect();
        let free = names.find(|name| !taken.contains(&format!("{name}.md")));
        Ok(free.map(|name| {
            let file = format!("{name}.md");
            JobFile { path: folder.join(&file), shown: format!("profiles/jobs/{file}"), name }
        }))
    }

    /// The jobs that a user named, by name or by path; all of them if none was named.
    pub fn named_jobs(&self, named: &[String]) -> (Vec<JobFile>, Vec<Finding>) {
        let all = match self.jobs() {
            Ok(all) => all,
            Err(error) => return (Vec::new(), vec![error.finding()]),
        };
        if named.is_empty() {
            let none = Finding::new(Code::NoJobs, "there are no job files yet")
                .in_file("profiles/jobs")
                .hint("save a job's notes there as NAME.md; the README shows the format");
            let mut findings = if all.is_empty() { vec![none] } else { Vec::new() };
            findings.extend(self.orphans(&all));
            return (all, findings);
        }
        let mut jobs: Vec<JobFile> = Vec::new();
        let mut findings = Vec::new();
        for name in named {
            match find(&all, name) {
                Ok(job) if jobs.contains(&job) => {}
                Ok(job) => match jobs.iter().find(|other| other.name == job.name) {
                    Some(other) => {
                        let message = format!(
                            "{} and {} would both be built as \"{}\"",
                            other.shown, job.shown, job.name
                        );
                        findings.push(
                            Finding::new(Code::DuplicateJob, message)
                                .in_file(job.shown)
                                .hint("rename one of the files: its name is the name of the job"),
                        );
                    }
                    None => jobs.push(job),
                },
                Err(finding) => findings.push(finding),
            }
        }
        (jobs, findings)
    }

    /// Letters without a job: it was renamed, or the name is written otherwise.
    fn orphans(&self, jobs: &[JobFile]) -> Vec<Finding> {
        let names = fs::list(&self.jobs_folder()).unwrap_or_default();
        let stem = |name: &String| name.strip_suffix(LETTER).map(str::to_owned);
        let lost = names.iter().filter_map(stem).filter(|stem| !jobs.iter().any(|job| job.name == *stem));
        lost.map(|stem| {
            let file = format!("profiles/jobs/{stem}{LETTER}");
            let hint = match nearest(&stem, jobs.iter().map(|job| job.name.as_str())) {
                Some(near) => format!("rename it to {near}{LETTER}, if it is the letter of \"{near}\""),
                None => format!("rename it, or write the job's notes in {stem}.md"),
            };
            Finding::new(Code::OrphanLetter, format!("there is no job \"{stem}\" for this letter"))
                .in_file(file)
                .hint(hint)
        })
        .collect()
    }

    /// Reads a job's text; one found in the workspace must not lead out of it.
    ///
    /// # Errors
    /// It does, or it cannot be read.
    pub fn job_text(&self, job: &JobFile) -> Result<Arc<SourceFile>, Finding> {
        if job.path.starts_with(self.jobs_folder()) {
            fs::inside(&self.root, &job.path).map_err(|error| error.finding())?;
        }
        fs::read_text(&job.path, &job.shown).map_err(|error| error.finding())
    }

    /// The letter that its owner has taken over, if there is one.
    ///
    /// # Errors
    /// It leads out of the workspace or cannot be read.
    pub fn letter_text(&self, job: &JobFile) -> Result<Option<Arc<SourceFile>>, Finding> {
        self.text_beside(job, &job.letter())
    }

    /// A draft beside the letter, if there is one.
    ///
    /// # Errors
    /// It leads out of the workspace or cannot be read.
    pub fn draft_text(&self, job: &JobFile) -> Result<Option<Arc<SourceFile>>, Finding> {
        self.text_beside(job, &job.letter_draft())
    }

    fn text_beside(&self, job: &JobFile, beside: &Beside) -> Result<Option<Arc<SourceFile>>, Finding> {
        if beside.path.symlink_metadata().is_err() {
            return Ok(None);
        }
        if job.path.starts_with(self.jobs_folder()) {
            fs::inside(&self.root, &beside.path).map_err(|error| error.finding())?;
        }
        fs::read_text(&beside.path, &beside.shown).map(Some).map_err(|error| error.finding())
    }

    /// The output folder, made if it is not there.
    ///
    /// # Errors
    /// It cannot be made, or leads out of the workspace.
    pub fn prepare_output(&self) -> Result<PathBuf, FsError> {
        let output = self.output();
        fs::create_dir(&output)?;
        if self.out.is_none() {
            fs::inside(&self.root, &output)?;
        }
        Ok(output)
    }

    /// The folder with a job's documents; none if there is none, or it leads out of where documents are written.
    pub fn made_output(&self, job: &str) -> Option<PathBuf> {
        let folder = self.output().join(job);
        let root = self.out.as_ref().unwrap_or(&self.root);
        fs::inside(root, &folder).is_ok().then_some(folder)
    }

    /// Removes what killed runs left wherever something is written.
    pub fn sweep(&self) {
        let profiles = self.root.join("profiles");
        for folder in [self.root.clone(), profiles, self.jobs_folder(), self.templates()] {
            if fs::inside(&self.root, &folder).is_ok() {
                fs::sweep(&folder);
            }
        }
        fs::sweep(&self.output());
        for job in fs::list(&self.output()).unwrap_or_default() {
            if let Some(folder) = self.made_output(&job) {
                fs::sweep(&folder);
                fs::sweep(&folder.join(SENT));
            }
        }
        fs::sweep_private_folders();
    }

    /// The folder for a job's documents, made if it is not there.
    ///
    /// # Errors
    /// It cannot be made, or leads out of the output folder.
    pub fn job_output(&self, job: &str) -> Result<PathBuf, FsError> {
        let output = self.prepare_output()?;
        let folder = output.join(job);
        fs::create_dir(&folder)?;
        fs::inside(&output, &folder)?;
        Ok(folder)
    }
}

/// One job by its name or by a path to its file.
fn find(all: &[JobFile], named: &str) -> Result<JobFile, Finding> {
    if let Some(job) = all.iter().find(|job| job.name == named) {
        return Ok(job.clone());
    }
    let path = PathBuf::from(named);
    let is_path = Path::new(named).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or(named).to_owned();
    // A job's documents are in a folder of its name, which "." and ".." are not.
    if is_path && !name.starts_with('.') && path.exists() {
        // The same file named by path and by name is one job.
        let same = |job: &&JobFile| job.path.canonicalize().ok() == path.canonicalize().ok();
        return Ok(all.iter().find(same).cloned().unwrap_or(JobFile { name, path, shown: named.to_owned() }));
    }
    let hint = match nearest(named, all.iter().map(|job| job.name.as_str())) {
        Some(name) => format!("did you mean \"{name}\"?"),
        None if all.is_empty() => "there are no job files in profiles/jobs yet".to_owned(),
        None => {
            let names: Vec<&str> = all.iter().map(|job| job.name.as_str()).take(8).collect();
            format!("the jobs are {}", names.join(", "))
        }
    };
    Err(Finding::new(Code::UnknownJob, format!("there is no job \"{named}\"")).hint(hint))
}
