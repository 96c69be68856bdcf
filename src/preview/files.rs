//! The texts of a workspace at one time, and what a job is made from among them.

use std::sync::Arc;

use crate::finding::{Checked, Finding, SourceFile, has_errors};
use crate::fs;
use crate::job::Job;
use crate::pipeline::{Application, Options, Shared, Tools};
use crate::profile::Profile;
use crate::render::theme_names;
use crate::workspace::{JobFile, Workspace};

/// The texts of the workspace at one time.
pub(super) struct Files {
    profile_text: Result<Arc<SourceFile>, Finding>,
    /// None if there is an error in it.
    pub(super) profile: Option<Arc<Profile>>,
    pub(super) profile_findings: Vec<Finding>,
    pub(super) jobs: Vec<JobTexts>,
    /// What is wrong with the folder of jobs.
    pub(super) findings: Vec<Finding>,
    pub(super) themes: Vec<String>,
    /// The names, sizes and times of all that themes are made of.
    templates: Arc<Vec<fs::Stamp>>,
    /// The companies of all jobs, by the job's name.
    companies: Arc<Vec<(String, String)>>,
    tools: Arc<Tools>,
}

/// What a job is made from besides the profile.
#[derive(Clone, PartialEq)]
pub(super) struct JobTexts {
    pub(super) file: JobFile,
    pub(super) company: Option<String>,
    notes: Result<Arc<SourceFile>, Finding>,
    letter: Result<Option<Arc<SourceFile>>, Finding>,
}

/// Everything that a job is made from: as long as it is equal, so is what was made.
#[derive(PartialEq)]
pub(super) struct Basis {
    profile: Result<Arc<SourceFile>, Finding>,
    job: JobTexts,
    templates: Arc<Vec<fs::Stamp>>,
    companies: Arc<Vec<(String, String)>>,
}

impl Files {
    /// Reads everything. What says the same as before is taken from there, parsed and all, so that it is compared
    /// by its address.
    pub(super) fn read(workspace: &Workspace, options: &Options, before: Option<&Self>) -> Self {
        let profile_text = workspace.profile_text();
        let (profile_text, profile, profile_findings) = match before {
            Some(before) if before.profile_text == profile_text => {
                (before.profile_text.clone(), before.profile.clone(), before.profile_findings.clone())
            }
            _ => {
                let Checked { value, mut findings } = Checked::read(profile_text.clone(), Profile::read);
                options.judge(&mut findings);
                (profile_text, value.filter(|_| !has_errors(&findings)).map(Arc::new), findings)
            }
        };
        let (jobs, findings) = workspace.named_jobs(&[]);
        let known = |file: &JobFile| before?.jobs.iter().find(|texts| texts.file == *file);
        let jobs: Vec<JobTexts> =
            jobs.into_iter().map(|file| JobTexts::read(workspace, known(&file), file)).collect();
        let company = |texts: &JobTexts| Some((texts.file.name.clone(), texts.company.clone()?));
        let companies = jobs.iter().filter_map(company).collect();
        let templates = fs::stamps(&workspace.templates());
        let (themes, templates, tools) = match before {
            Some(before) if *before.templates == templates => {
                (before.themes.clone(), Arc::clone(&before.templates), Arc::clone(&before.tools))
            }
            _ => {
                let themes = theme_names(&workspace.templates()).unwrap_or_default();
                let tools = before.map(|before| before.tools.without_themes()).unwrap_or_default();
                (themes, Arc::new(templates), Arc::new(tools))
            }
        };
        Self {
            profile_text,
            profile,
            profile_findings,
            jobs,
            findings,
            themes,
            templates,
            companies: kept(companies, before.map(|before| &before.companies)),
            tools,
        }
    }

    /// Whether nothing has changed.
    pub(super) fn say_the_same(&self, other: &Self) -> bool {
        self.profile_text == other.profile_text
            && self.jobs == other.jobs
            && self.findings == other.findings
            && self.templates == other.templates
    }

    /// The job of that name.
    pub(super) fn job(&self, name: &str) -> Option<&JobTexts> {
        self.jobs.iter().find(|texts| texts.file.name == name)
    }

    /// What a job is made from.
    pub(super) fn basis(&self, job: &JobTexts) -> Basis {
        Basis {
            profile: self.profile_text.clone(),
            job: job.clone(),
            templates: Arc::clone(&self.templates),
            companies: Arc::clone(&self.companies),
        }
    }

    /// What all jobs share in being made.
    pub(super) fn shared<'a>(
        &self,
        workspace: &'a Workspace,
        profile: &'a Profile,
        options: &'a Options,
    ) -> Shared<'a> {
        Shared::with_tools(workspace, profile, options, Arc::clone(&self.tools))
            .knowing(self.companies.as_ref().clone())
    }
}

impl JobTexts {
    fn read(workspace: &Workspace, before: Option<&Self>, file: JobFile) -> Self {
        let (notes, letter) = (workspace.job_text(&file), workspace.letter_text(&file));
        match before {
            Some(before) if before.notes == notes && before.letter == letter => before.clone(),
            _ => {
                let company = notes.as_ref().ok().and_then(Job::company);
                Self { file, company, notes, letter }
            }
        }
    }

    /// The application that these texts are of.
    pub(super) fn application(&self) -> Checked<Application> {
        Application::of(&self.file.name, self.notes.clone(), self.letter.clone())
    }
}

/// The value from before if it is the same.
fn kept<T: PartialEq>(new: T, before: Option<&Arc<T>>) -> Arc<T> {
    before.filter(|before| ***before == new).map_or_else(|| Arc::new(new), Arc::clone)
}
