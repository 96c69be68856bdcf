//! One job: from its notes to two finished documents.
//!
//! read -> tailor -> fit the resume to its pages -> draft the letter -> compile both -> write. Nothing is
//! written before everything is made, so a failure leaves the previous output as it was.

mod compile;
mod draft;
mod fit;
mod measured;
mod press;
mod recipe;
mod settings;
mod tailor;
mod tools;
mod trouble;
mod work;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::civil;

use crate::engine::{self, Engine, PdfSettings};
use crate::explain::Explanation;
use crate::finding::{Checked, Code, Finding, Severity, SourceFile, has_errors};
use crate::job::{Head, Job};
use crate::letter::Letter;
use crate::profile::Profile;
use crate::provenance::{History, Notes};
use crate::render::{Block, CoverLetter, Edition, Page, Renderer, Resume};
use crate::tailor::{Material, Selection};
use crate::workspace::{JobFile, Workspace};

use compile::Finishing;
use measured::Measured;
use settings::Settings;
use tailor::Purpose;

pub use recipe::{Asked, BUILD, Input, Recipe, Role, sha256};
pub use tools::Tools;
pub use work::serve_requests;

/// What the command line and the environment say; a `None` leaves it to the job, then to the profile.
#[derive(Debug, Clone)]
pub struct Options {
    /// Theme for every job.
    pub theme: Option<String>,
    /// Page limit of every resume.
    pub pages: Option<usize>,
    /// Paper of every document.
    pub paper: Option<String>,
    /// Engine for every document.
    pub engine: Option<String>,
    /// Output formats of every job.
    pub formats: Option<Vec<String>>,
    /// The `typst` program, if it was named.
    pub typst: Option<PathBuf>,
    /// The folders in which programs are looked for.
    pub path: Option<std::ffi::OsString>,
    /// How long one document, or the templates of one, may take.
    pub time_limit: Duration,
    /// This program, to be started as a worker for the code of themes; without it, that runs in this process and
    /// cannot be stopped. See [`serve_requests`].
    pub worker: Option<PathBuf>,
    /// Make again what is unchanged.
    pub force: bool,
    /// Warnings are errors.
    pub strict: bool,
    /// Markers and placeholders are errors.
    pub finished: bool,
    /// The day on which a letter without a date is written.
    pub today: civil::Date,
}

impl Options {
    /// Raises the severities of findings to what the options ask for.
    pub fn judge(&self, findings: &mut [Finding]) {
        for finding in findings {
            let unfinished = matches!(finding.code, Code::LetterMarker | Code::SampleData);
            if (self.finished && unfinished) || (self.strict && finding.severity == Severity::Warning) {
                finding.severity = Severity::Error;
            }
        }
    }
}

/// One application: the job, and the letter if its owner has taken it over.
#[derive(Debug, Clone)]
pub struct Application {
    /// The job and its notes.
    pub job: Job,
    /// The text of the owner's letter.
    pub letter: Option<Arc<SourceFile>>,
}

impl Application {
    /// Reads a job's file and what is beside it.
    pub fn read(workspace: &Workspace, file: &JobFile) -> Checked<Self> {
        Self::of(&file.name, workspace.job_text(file), workspace.letter_text(file))
    }

    /// Reads a job's texts, as far as they could be got.
    pub fn of(
        name: &str,
        notes: Result<Arc<SourceFile>, Finding>,
        letter: Result<Option<Arc<SourceFile>>, Finding>,
    ) -> Checked<Self> {
        let read = Checked::read(notes, |text| Job::read(name, text));
        let mut findings = read.findings;
        let letter = letter.unwrap_or_else(|finding| {
            findings.push(finding);
            None
        });
        match read.value {
            Some(job) => Checked::new(Self { job, letter }, findings),
            None => Checked::failed(findings),
        }
    }
}

/// What all jobs of a run share: the profile, and the tools that make documents of it.
pub struct Shared<'a> {
    workspace: &'a Workspace,
    profile: &'a Profile,
    options: &'a Options,
    tools: Arc<Tools>,
    /// The companies of the workspace's jobs, by the job's name.
    companies: OnceLock<Vec<(String, String)>>,
    /// What the profile tells, for whoever asks whether something is true.
    history: OnceLock<History<'a>>,
    /// What the profile has, for whoever looks for evidence.
    material: OnceLock<Material<'a>>,
    /// How much room that takes.
    measured: Measured,
}

/// A job whose documents are decided but not compiled.
pub struct Tailored {
    written: Written,
    notes: Notes,
    /// The profile with nothing in it but what the resume shows.
    shown: Profile,
    resume: Resume,
    selection: Selection,
    page: Page,
    settings: Settings,
    edition: Edition,
    renderer: Arc<Renderer>,
    finishing: Arc<Finishing>,
    /// The page limit of the resume.
    pages: usize,
    /// The explanation.
    pub explanation: Explanation,
}

/// A letter and how it is set.
#[derive(Debug, Clone)]
struct Written {
    letter: Letter,
    document: CoverLetter,
}

impl Tailored {
    /// The letter: its owner's, or else a draft.
    pub fn letter(&self) -> &Letter {
        &self.written.letter
    }
}

/// The finished documents of a job, not yet written.
#[derive(Debug)]
pub struct Compiled {
    /// Every file by its name.
    pub files: Vec<(String, Vec<u8>)>,
    /// What they are.
    pub made: Made,
    /// Why they are so.
    pub explanation: Explanation,
    /// The fields of the resume, and those of the letter.
    pub fields: [Vec<Block>; 2],
    /// The name of their theme.
    pub theme: String,
    /// The page limit of the resume.
    pub page_limit: usize,
}

impl Compiled {
    /// The file of that name.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(file, _)| file == name).map(|(_, bytes)| bytes.as_slice())
    }
}

/// What is known of the finished documents of a job.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Pages of the resume.
    pub resume_pages: usize,
    /// Pages of the letter.
    pub letter_pages: usize,
    /// Fields that should be found in the finished documents.
    pub expected: usize,
    /// Fields that were found.
    pub recovered: usize,
}

impl<'a> Shared<'a> {
    /// Nothing is loaded before a job needs it.
    pub fn new(workspace: &'a Workspace, profile: &'a Profile, options: &'a Options) -> Self {
        Self::with_tools(workspace, profile, options, Arc::default())
    }

    /// The same with tools that other runs over this workspace have used.
    pub fn with_tools(
        workspace: &'a Workspace,
        profile: &'a Profile,
        options: &'a Options,
        tools: Arc<Tools>,
    ) -> Self {
        Self {
            workspace,
            profile,
            options,
            tools,
            companies: OnceLock::new(),
            history: OnceLock::new(),
            material: OnceLock::new(),
            measured: Measured::default(),
        }
    }

    /// The same where the companies of the workspace's jobs are known, by the job's name.
    #[must_use]
    pub fn knowing(self, companies: Vec<(String, String)>) -> Self {
        Self { companies: companies.into(), ..self }
    }

    /// The workspace it is about.
    pub fn workspace(&self) -> &'a Workspace {
        self.workspace
    }

    /// The text of the profile.
    pub fn profile_file(&self) -> &'a Arc<SourceFile> {
        &self.profile.file
    }

    /// What was asked for.
    pub fn options(&self) -> &'a Options {
        self.options
    }

    fn history(&self) -> &History<'a> {
        self.history.get_or_init(|| History::new(self.profile))
    }

    fn material(&self) -> &Material<'a> {
        self.material.get_or_init(|| Material::new(self.profile))
    }

    /// The companies of the workspace's jobs but one, as far as their files can be read.
    pub fn other_companies(&self, job: &str) -> Vec<String> {
        let others = self.companies().iter().filter(|(name, _)| name != job);
        others.map(|(_, company)| company.clone()).collect()
    }

    /// The companies of all of them, by the job's name.
    fn companies(&self) -> &[(String, String)] {
        let read = |file: &JobFile| {
            let text = self.workspace.job_text(file).ok()?;
            Some((file.name.clone(), Job::company(&text)?))
        };
        self.companies
            .get_or_init(|| self.workspace.jobs().unwrap_or_default().iter().filter_map(read).collect())
    }

    /// Makes the documents of an application; none if an error stood in the way.
    pub fn make(&self, application: &Application, findings: &mut Vec<Finding>) -> Option<Compiled> {
        let (tailored, found) = self.tailor_for(application, Purpose::Compile);
        findings.extend(found);
        self.options.judge(findings);
        let tailored = tailored.filter(|_| !has_errors(findings))?;
        let compiled = self.compile(application, &tailored, findings);
        let compiled = compiled.map_err(|errors| findings.extend(errors)).ok();
        self.options.judge(findings);
        compiled
    }

    /// The application date, else the front matter's date, else today.
    fn date(&self, job: &Head) -> civil::Date {
        job.date.and_then(|date| date.civil()).unwrap_or(self.options.today)
    }

    /// The engine of a job that asks for none.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn default_engine(&self) -> Result<Arc<dyn Engine>, Vec<Finding>> {
        let asked = self.profile.defaults.engine.as_ref().map(|engine| engine.value.as_str());
        self.engine(self.options.engine.as_deref().or(asked).unwrap_or(engine::DEFAULT_ENGINE))
    }

    fn renderer(&self, theme: &str) -> Result<Arc<Renderer>, Vec<Finding>> {
        self.tools.renderer(theme, self.workspace, self.options)
    }

    fn engine(&self, name: &str) -> Result<Arc<dyn Engine>, Vec<Finding>> {
        self.tools.engine(name, self.options)
    }
}

/// What a document of that date is besides its source.
fn pdf_settings(created: civil::Date) -> PdfSettings {
    PdfSettings { created, archival: true }
}
