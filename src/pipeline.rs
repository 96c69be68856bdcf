//! One job: from its notes to two finished documents.
//!
//! read -> tailor -> fit the resume to its pages -> draft the letter -> compile both -> write. Nothing is
//! written before everything is made, so a failure leaves the previous output as it was.

mod fit;
mod trouble;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::civil;

use crate::engine::{self, Engine, EngineChoice, Pdf, PdfSettings};
use crate::explain::Explanation;
use crate::finding::{Code, Finding, Severity, Spanned};
use crate::fs;
use crate::job::Job;
use crate::letter;
use crate::profile::Profile;
use crate::readback::{self, Readback};
use crate::render::{CoverLetter, Measuring, Page, Renderer, Resume, Sheet, Source, Theme};
use crate::tailor::{Choice, Heights, Piece, Plan};
use crate::workspace::Workspace;

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
    pub typst: Option<std::path::PathBuf>,
    /// The folders in which programs are looked for.
    pub path: Option<std::ffi::OsString>,
    /// How long one document may take.
    pub time_limit: Duration,
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

/// The settings of one job, after the command line, the job and the profile have been heard in that order.
#[derive(Debug, Clone)]
struct Settings {
    theme: String,
    pages: usize,
    paper: String,
    language: String,
    engine: String,
    formats: Vec<String>,
}

/// What all jobs of a run share: the profile, and themes and engines once they are needed.
pub struct Shared<'a> {
    workspace: &'a Workspace,
    profile: &'a Profile,
    options: &'a Options,
    renderers: Mutex<HashMap<String, Arc<Renderer>>>,
    engines: Mutex<HashMap<String, Arc<dyn Engine>>>,
}

/// A job whose documents are decided but not compiled.
pub struct Tailored {
    letter: CoverLetter,
    resume: Resume,
    page: Page,
    settings: Settings,
    date: civil::Date,
    /// The explanation.
    pub explanation: Explanation,
}

/// Where a warning of Typst comes from, if it does not say so itself.
const TEMPLATES: &str = "it comes from the theme's templates";

/// The finished documents of a job, not yet written.
#[derive(Debug)]
pub struct Compiled {
    resume: Finished,
    letter: Finished,
    explanation: String,
    readback: Readback,
}

/// A finished document.
#[derive(Debug)]
struct Finished {
    source: Source,
    pdf: Pdf,
}

/// What a built job left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The files written, as paths.
    pub files: Vec<std::path::PathBuf>,
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
        Self { workspace, profile, options, renderers: Mutex::default(), engines: Mutex::default() }
    }

    /// Tailors a job: chooses the evidence, fits it to its pages and drafts the letter.
    pub fn tailor<'j>(&'j self, job: &'j Job) -> (Option<Tailored>, Vec<Finding>) {
        let checked = Plan::new(self.profile, job);
        let mut findings = checked.findings;
        let Some(plan) = checked.value else { return (None, findings) };
        let settings = match self.settings(job, &mut findings) {
            Ok(settings) => settings,
            Err(finding) => {
                findings.push(finding);
                return (None, findings);
            }
        };
        match self.fit(job, plan, settings, &mut findings) {
            Ok(tailored) => (Some(tailored), findings),
            Err(errors) => {
                findings.extend(errors);
                (None, findings)
            }
        }
    }

    fn fit<'j>(
        &'j self,
        job: &'j Job,
        plan: Plan<'j>,
        settings: Settings,
        findings: &mut Vec<Finding>,
    ) -> Result<Tailored, Vec<Finding>> {
        let renderer = self.renderer(&settings.theme)?;
        let engine = self.engine(&settings.engine)?;
        let page = Page {
            paper: settings.paper.clone(),
            language: settings.language.clone(),
            density: 0,
            measuring: false,
        };
        let trouble = trouble::Trouble { profile: self.profile, job, renderer: &renderer };
        let date = self.date(job);
        let press = Press {
            profile: self.profile,
            plan: &plan,
            renderer: &renderer,
            engine: engine.as_ref(),
            trouble: &trouble,
            page: &page,
            settings: pdf_settings(date),
        };
        let fitted = fit::fit(&plan, settings.pages, &press).map_err(|findings| {
            // Too much text is a matter of this job; an engine's trouble is not.
            let locate = |finding: Finding| match finding.code {
                Code::PagesExceeded => finding.in_file(job.file.name.clone()),
                _ => finding,
            };
            findings.into_iter().map(locate).collect::<Vec<_>>()
        })?;
        findings.extend(minimum_not_met(job, &plan, &fitted.choice, settings.pages));
        let selection = plan.explain(&fitted.choice, &fitted.more);
        let (letter, found) = letter::draft(self.profile, job, &selection, date);
        findings.extend(found);
        let explanation = Explanation::new(self.profile, job, &plan, &selection, &letter);
        let resume = Resume::new(self.profile, &selection.shown);
        let letter = CoverLetter::new(self.profile, &selection.shown, &letter);
        let page = Page { density: fitted.density, ..page };
        Ok(Tailored { letter, resume, page, settings, date, explanation })
    }

    /// Compiles both documents of a tailored job; what Typst warns about is found on the way.
    ///
    /// # Errors
    /// Everything that stands in the way.
    pub fn compile(
        &self,
        job: &Job,
        tailored: &Tailored,
        findings: &mut Vec<Finding>,
    ) -> Result<Compiled, Vec<Finding>> {
        let resume = self.compile_resume(job, tailored)?;
        let letter = self.compile_letter(job, tailored)?;
        for document in [&resume, &letter] {
            findings.extend(document.pdf.warnings.iter().map(|warning| {
                let finding = Finding::new(Code::TypstWarning, warning.message.clone());
                let hint =
                    if warning.hints.is_empty() { TEMPLATES.to_owned() } else { warning.hints.join("; ") };
                finding.in_file(document.source.name.clone()).hint(hint)
            }));
        }
        let mut readback = readback::resume(&resume.pdf.bytes, &tailored.resume);
        let read_letter = readback::cover_letter(&letter.pdf.bytes, &tailored.letter);
        readback.expected += read_letter.expected;
        readback.missing.extend(read_letter.missing);
        findings.extend(not_recovered(&readback));
        Ok(Compiled { resume, letter, explanation: tailored.explanation.json(), readback })
    }

    /// Writes the documents of a job, all or none of them.
    ///
    /// # Errors
    /// The folder or a file cannot be written.
    pub fn save(&self, job: &Job, compiled: &Compiled) -> Result<Built, fs::FsError> {
        let Compiled { resume, letter, explanation, readback } = compiled;
        let folder = self.workspace.job_output(&job.name)?;
        fs::sweep(&folder);
        let files: [(&str, &[u8]); 5] = [
            ("resume.typ", resume.source.text.as_bytes()),
            ("resume.pdf", &resume.pdf.bytes),
            ("cover-letter.typ", letter.source.text.as_bytes()),
            ("cover-letter.pdf", &letter.pdf.bytes),
            ("explain.json", explanation.as_bytes()),
        ];
        let files = fs::write_all(&folder, &files)?;
        Ok(Built {
            files,
            resume_pages: resume.pdf.pages,
            letter_pages: letter.pdf.pages,
            expected: readback.expected,
            recovered: readback.recovered(),
        })
    }

    fn compile_resume(&self, job: &Job, tailored: &Tailored) -> Result<Finished, Vec<Finding>> {
        let renderer = self.renderer(&tailored.settings.theme)?;
        let engine = self.engine(&tailored.settings.engine)?;
        let source = renderer.resume(&tailored.resume, &tailored.page).map_err(|finding| vec![finding])?;
        let trouble = trouble::Trouble { profile: self.profile, job, renderer: &renderer };
        let pdf = engine
            .pdf(&source, &pdf_settings(tailored.date))
            .map_err(|error| trouble.resume(&error, &tailored.resume, &tailored.page))?;
        let limit = tailored.settings.pages;
        if pdf.pages > limit {
            let message = format!("the resume has {} pages, and the limit is {limit}", pdf.pages);
            let hint = "the theme sets it differently from what was measured; allow more pages, or try another theme";
            let finding = Finding::new(Code::PagesExceeded, message).hint(hint);
            return Err(vec![finding.in_file(job.file.name.clone())]);
        }
        Ok(Finished { source, pdf })
    }

    fn compile_letter(&self, job: &Job, tailored: &Tailored) -> Result<Finished, Vec<Finding>> {
        let renderer = self.renderer(&tailored.settings.theme)?;
        let engine = self.engine(&tailored.settings.engine)?;
        let letter = &tailored.letter;
        let trouble = trouble::Trouble { profile: self.profile, job, renderer: &renderer };
        // A letter is set as relaxed as one page allows, however tight the resume is.
        let mut page = Page { density: 0, ..tailored.page.clone() };
        loop {
            let source = renderer.cover_letter(letter, &page).map_err(|finding| vec![finding])?;
            let pdf = engine
                .pdf(&source, &pdf_settings(tailored.date))
                .map_err(|error| trouble.letter(&error, letter, &page))?;
            if pdf.pages <= 1 {
                return Ok(Finished { source, pdf });
            }
            if page.density >= Page::TIGHTEST {
                let message = format!("the letter for {} needs {} pages", job.company.value, pdf.pages);
                let hint = "shorten the stories or the answers it is made from: a letter has one page";
                return Err(vec![
                    Finding::new(Code::PagesExceeded, message).in_file(job.file.name.clone()).hint(hint),
                ]);
            }
            page.density += 1;
        }
    }

    /// The application date, else the front matter's date, else today.
    fn date(&self, job: &Job) -> civil::Date {
        let stated = job.application_date.as_ref().or(job.date.as_ref());
        stated.and_then(|date| date.value.civil()).unwrap_or(self.options.today)
    }

    fn settings(&self, job: &Job, findings: &mut Vec<Finding>) -> Result<Settings, Finding> {
        let (flags, job_settings, defaults) = (self.options, &job.settings, &self.profile.defaults);
        let text = |flag: &Option<String>,
                    job: &Option<Spanned<String>>,
                    profile: &Option<Spanned<String>>,
                    otherwise: &str| {
            let set = job.as_ref().or(profile.as_ref()).map(|set| set.value.clone());
            flag.clone().or(set).unwrap_or_else(|| otherwise.to_owned())
        };
        let pages = job_settings.pages.as_ref().or(defaults.pages.as_ref()).map(|pages| pages.value);
        let formats =
            job_settings.formats.as_ref().or(defaults.formats.as_ref()).map(|formats| formats.value.clone());
        let settings = Settings {
            theme: text(&flags.theme, &job_settings.theme, &defaults.theme, "classic"),
            pages: flags.pages.or(pages).unwrap_or(1),
            paper: text(&flags.paper, &job_settings.paper, &defaults.paper, "us-letter"),
            language: text(&None, &job_settings.language, &defaults.language, "en"),
            engine: text(&flags.engine, &job_settings.engine, &defaults.engine, engine::DEFAULT_ENGINE),
            formats: flags.formats.clone().or(formats).unwrap_or_else(|| vec!["pdf".to_owned()]),
        };
        let language = settings.language.replace('_', "-");
        let plain = language.split('-').all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if !plain || !(2..=3).contains(&language.split('-').next().unwrap_or_default().len()) {
            let message = format!("\"{}\" is not a language tag", settings.language);
            return Err(Finding::new(Code::BadSetting, message)
                .hint("write, for example, \"en\", \"de\" or \"pt-BR\""));
        }
        for format in settings.formats.iter().filter(|format| *format != "pdf") {
            let message = format!("this version writes PDF; \"{format}\" is left out");
            findings.push(Finding::new(Code::UnsupportedFormat, message).hint("remove it from `formats`"));
        }
        Ok(settings)
    }

    fn renderer(&self, theme: &str) -> Result<Arc<Renderer>, Vec<Finding>> {
        // A poisoned lock only means that another job panicked; the map itself is whole.
        let mut renderers = self.renderers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(renderer) = renderers.get(theme) {
            return Ok(Arc::clone(renderer));
        }
        let renderer = Arc::new(Renderer::new(Theme::load(theme, &self.workspace.templates())?)?);
        renderers.insert(theme.to_owned(), Arc::clone(&renderer));
        Ok(renderer)
    }

    fn engine(&self, name: &str) -> Result<Arc<dyn Engine>, Vec<Finding>> {
        let mut engines = self.engines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = engines.get(name) {
            return Ok(Arc::clone(engine));
        }
        let choice = match name {
            "typst-cli" => EngineChoice::TypstCli {
                program: self.options.typst.clone(),
                path: self.options.path.clone(),
            },
            _ => EngineChoice::Embedded,
        };
        let opened = engine::open(choice, self.options.time_limit);
        let engine: Arc<dyn Engine> = opened.map_err(|error| vec![trouble::engine(&error)])?.into();
        engines.insert(name.to_owned(), Arc::clone(&engine));
        Ok(engine)
    }
}

/// Sets a job's resume while its choice is being made.
struct Press<'a> {
    profile: &'a Profile,
    plan: &'a Plan<'a>,
    renderer: &'a Renderer,
    engine: &'a dyn Engine,
    trouble: &'a trouble::Trouble<'a>,
    page: &'a Page,
    settings: PdfSettings,
}

impl Press<'_> {
    fn set(&self, resume: &Resume, page: &Page) -> Result<Sheet, Vec<Finding>> {
        let source = self.renderer.resume(resume, page).map_err(|finding| vec![finding])?;
        let marks = self.engine.marks(&source.measured(), &self.settings);
        let marks = marks.map_err(|error| self.trouble.resume(&error, resume, page))?;
        Sheet::read(&marks).ok_or_else(|| {
            let message = "the page cannot be measured: its end is not to be found";
            let hint = "a template must show what follows it; look for an unclosed bracket or a `show` rule";
            vec![Finding::new(Code::TemplateError, message).hint(hint).in_file(source.name)]
        })
    }
}

impl fit::Layout for Press<'_> {
    fn heights(&self, density: u8) -> Result<Heights, Vec<Finding>> {
        let pieces: BTreeSet<Piece> = self.plan.pieces().into_iter().collect();
        let measuring = Measuring::new(self.profile, &self.plan.shown(&pieces));
        let page = Page { density, measuring: true, ..self.page.clone() };
        Ok(measuring.heights(&self.set(&measuring.resume, &page)?))
    }

    fn sheet(&self, pieces: &BTreeSet<Piece>, density: u8) -> Result<Sheet, Vec<Finding>> {
        let resume = Resume::new(self.profile, &self.plan.shown(pieces));
        self.set(&resume, &Page { density, ..self.page.clone() })
    }

    fn endless(&self, pieces: &BTreeSet<Piece>, density: u8, sheet: &Sheet) -> Result<Sheet, Vec<Finding>> {
        let resume = Resume::new(self.profile, &self.plan.shown(pieces));
        let page = Page { density, measuring: true, ..self.page.clone() };
        Ok(self.set(&resume, &page)?.with_area(sheet.area))
    }
}

/// The page has no room for as many highlights of every position as were asked for.
fn minimum_not_met(job: &Job, plan: &Plan<'_>, choice: &Choice, pages: usize) -> Option<Finding> {
    let asked = plan.limits().min;
    let message = format!(
        "{pages} page{} cannot show {asked} highlight{} of every position; the least shown is {}",
        if pages == 1 { "" } else { "s" },
        if asked == 1 { "" } else { "s" },
        choice.min
    );
    let hint = "lower `min` in `highlights`, allow more pages, or leave out a position";
    (choice.min < asked)
        .then(|| Finding::new(Code::MinimumNotMet, message).hint(hint).in_file(job.file.name.clone()))
}

/// What a document of that date is besides its source.
fn pdf_settings(created: civil::Date) -> PdfSettings {
    PdfSettings { created, archival: true }
}

/// One finding for all fields that a reader of the finished documents does not find.
fn not_recovered(readback: &Readback) -> Option<Finding> {
    let missing = &readback.missing;
    let named: Vec<String> = missing.iter().take(3).map(|field| format!("\"{field}\"")).collect();
    let more = if missing.len() > named.len() { ", ..." } else { "" };
    let message = format!(
        "a reader of the finished PDFs finds {} of {} fields, in order; not {}{more}",
        readback.recovered(),
        readback.expected,
        named.join(", ")
    );
    let hint = "programs that read resumes will miss them too: the theme leaves them out, or shows them in a way that hides them";
    (!missing.is_empty()).then(|| Finding::new(Code::NotRecovered, message).hint(hint))
}
