//! One job: from its notes to two finished documents.
//!
//! read -> tailor -> fit the resume to its pages -> draft the letter -> compile both -> write. Nothing is
//! written before everything is made, so a failure leaves the previous output as it was.

mod fit;
mod trouble;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use jiff::civil;

use crate::engine::{self, Engine, EngineChoice, Pdf, PdfSettings};
use crate::explain::Explanation;
use crate::finding::{Checked, Code, Finding, Severity, SourceFile, Spanned};
use crate::fs;
use crate::job::Job;
use crate::language::Language;
use crate::letter::{self, Brief, Letter};
use crate::profile::Profile;
use crate::readback::{self, Readback};
use crate::render::{CoverLetter, Edition, Measuring, Page, Renderer, Resume, Sheet, Source, Theme};
use crate::tailor::{Choice, Heights, Piece, Plan, Selection};
use crate::workspace::{JobFile, Workspace};

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
        let read = Checked::read(workspace.job_text(file), |text| Job::read(&file.name, text));
        let mut findings = read.findings;
        let letter = workspace.letter_text(file).unwrap_or_else(|finding| {
            findings.push(finding);
            None
        });
        match read.value {
            Some(job) => Checked::new(Self { job, letter }, findings),
            None => Checked::failed(findings),
        }
    }
}

/// What all jobs of a run share: the profile, and themes and engines once they are needed.
pub struct Shared<'a> {
    workspace: &'a Workspace,
    profile: &'a Profile,
    options: &'a Options,
    renderers: Mutex<HashMap<String, Arc<Renderer>>>,
    engines: Mutex<HashMap<String, Arc<dyn Engine>>>,
    /// The companies of the workspace's jobs, by the job's name.
    companies: OnceLock<Vec<(String, String)>>,
}

/// A job whose documents are decided but not compiled.
pub struct Tailored {
    written: Written,
    resume: Resume,
    selection: Selection,
    page: Page,
    settings: Settings,
    edition: Edition,
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

/// The formats that documents are written in.
const FORMATS: [&str; 3] = ["pdf", "txt", "md"];

/// A draft with fewer words than these is not made shorter.
const FEWEST_WORDS: usize = 120;

/// How many words a draft has to lose at a time until it fits its page.
const FEWER_WORDS: usize = 40;

/// Where a warning of Typst comes from, if it does not say so itself.
const TEMPLATES: &str = "it comes from the theme's templates";

/// The finished documents of a job, not yet written.
#[derive(Debug)]
pub struct Compiled {
    resume: Finished,
    letter: Finished,
    written: CoverLetter,
    explanation: String,
    readback: Readback,
    formats: Vec<String>,
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
        Self {
            workspace,
            profile,
            options,
            renderers: Mutex::default(),
            engines: Mutex::default(),
            companies: OnceLock::new(),
        }
    }

    /// Tailors a job: chooses the evidence, fits it to its pages, and takes its owner's letter or drafts one.
    pub fn tailor<'j>(&'j self, application: &'j Application) -> (Option<Tailored>, Vec<Finding>) {
        let job = &application.job;
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
        match self.fit(application, plan, settings, &mut findings) {
            Ok(tailored) => (Some(tailored), findings),
            Err(errors) => {
                findings.extend(errors);
                (None, findings)
            }
        }
    }

    fn fit<'j>(
        &'j self,
        application: &'j Application,
        plan: Plan<'j>,
        settings: Settings,
        findings: &mut Vec<Finding>,
    ) -> Result<Tailored, Vec<Finding>> {
        let job = &application.job;
        let renderer = self.renderer(&settings.theme)?;
        let engine = self.engine(&settings.engine)?;
        let page = Page {
            paper: settings.paper.clone(),
            language: settings.language.clone(),
            density: 0,
            measuring: false,
        };
        let trouble = trouble::Trouble { profile: self.profile, job, renderer: &renderer };
        let edition = Edition { language: Language::of(&settings.language), day: self.date(job) };
        let press = Press {
            edition,
            profile: self.profile,
            plan: &plan,
            renderer: &renderer,
            engine: engine.as_ref(),
            trouble: &trouble,
            page: &page,
            settings: pdf_settings(edition.day),
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
        let resume = Resume::new(self.profile, &selection.shown, edition);
        let (written, found) = self.written(application, &selection, &resume, edition, letter::AIM);
        findings.extend(found);
        let Some(written) = written else { return Err(Vec::new()) };
        let explanation = Explanation::new(self.profile, job, &plan, &selection, &written.letter);
        let page = Page { density: fitted.density, ..page };
        Ok(Tailored { written, resume, selection, page, settings, edition, explanation })
    }

    /// The letter of an application, held against the rules: its owner's, or a draft of at most so many words
    /// where it can be that short. The letter is missing when a finding is an error.
    fn written(
        &self,
        application: &Application,
        selection: &Selection,
        resume: &Resume,
        edition: Edition,
        most_words: usize,
    ) -> (Option<Written>, Vec<Finding>) {
        let job = &application.job;
        let resume = resume.sentences();
        let enclosures = match job.settings.enclosures.as_slice() {
            [] => &self.profile.defaults.enclosures,
            own => own,
        };
        let (draft, drafting) = letter::draft(&Brief {
            profile: self.profile,
            job,
            selection,
            resume: &resume,
            date: edition.day,
            language: edition.language,
            enclosures,
            most_words,
        });
        let (letter, mut findings) = match &application.letter {
            Some(file) => {
                let owned = letter::Owned { file, profile: self.profile, job, draft: &draft };
                let read = letter::read(&owned);
                (read.value, read.findings)
            }
            None => (Some(draft), drafting),
        };
        let Some(letter) = letter else { return (None, findings) };
        findings.extend(letter::lint(
            &letter,
            &letter::Context {
                profile: self.profile,
                job,
                resume: &resume,
                companies: &self.other_companies(job),
                owned: application.letter.is_some(),
            },
        ));
        let document = CoverLetter::new(self.profile, &selection.shown, &letter);
        (Some(Written { letter, document }), findings)
    }

    /// The companies of the workspace's other jobs, as far as their files can be read.
    fn other_companies(&self, job: &Job) -> Vec<String> {
        let read = |file: &JobFile| {
            let text = self.workspace.job_text(file).ok()?;
            Some((file.name.clone(), Job::company(&text)?))
        };
        let all = self
            .companies
            .get_or_init(|| self.workspace.jobs().unwrap_or_default().iter().filter_map(read).collect());
        all.iter().filter(|(name, _)| *name != job.name).map(|(_, company)| company.clone()).collect()
    }

    /// Compiles both documents of a tailored job; what Typst warns about is found on the way.
    ///
    /// # Errors
    /// Everything that stands in the way.
    pub fn compile(
        &self,
        application: &Application,
        tailored: &Tailored,
        findings: &mut Vec<Finding>,
    ) -> Result<Compiled, Vec<Finding>> {
        let job = &application.job;
        let resume = self.compile_resume(job, tailored)?;
        let (letter, written) = self.compile_letter(application, tailored, findings)?;
        for document in [&resume, &letter] {
            findings.extend(document.pdf.warnings.iter().map(|warning| {
                let finding = Finding::new(Code::TypstWarning, warning.message.clone());
                let hint =
                    if warning.hints.is_empty() { TEMPLATES.to_owned() } else { warning.hints.join("; ") };
                finding.in_file(document.source.name.clone()).hint(hint)
            }));
        }
        let mut readback = readback::resume(&resume.pdf.bytes, &tailored.resume);
        let read_letter = readback::cover_letter(&letter.pdf.bytes, &written.document);
        readback.expected += read_letter.expected;
        readback.missing.extend(read_letter.missing);
        findings.extend(not_recovered(&readback));
        let explanation = tailored.explanation.clone().with_letter(&written.letter).json();
        let formats = tailored.settings.formats.clone();
        Ok(Compiled { resume, letter, written: written.document, explanation, readback, formats })
    }

    /// Writes the documents of a job, all or none of them.
    ///
    /// # Errors
    /// The folder or a file cannot be written.
    pub fn save(&self, job: &Job, compiled: &Compiled) -> Result<Built, fs::FsError> {
        let Compiled { resume, letter, written, explanation, readback, formats } = compiled;
        let folder = self.workspace.job_output(&job.name)?;
        fs::sweep(&folder);
        let asked = |format: &str| formats.iter().any(|asked| asked == format);
        let text = asked("txt").then(|| written.text());
        let markdown = asked("md").then(|| written.markdown());
        let files = [
            ("resume.typ", Some(resume.source.text.as_bytes())),
            ("resume.pdf", asked("pdf").then_some(resume.pdf.bytes.as_slice())),
            ("cover-letter.typ", Some(letter.source.text.as_bytes())),
            ("cover-letter.pdf", asked("pdf").then_some(letter.pdf.bytes.as_slice())),
            ("cover-letter.txt", text.as_ref().map(|text| text.as_bytes())),
            ("cover-letter.md", markdown.as_ref().map(|text| text.as_bytes())),
            ("explain.json", Some(explanation.as_bytes())),
        ];
        let files: Vec<(&str, &[u8])> =
            files.into_iter().filter_map(|(name, bytes)| Some((name, bytes?))).collect();
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
            .pdf(&source, &pdf_settings(tailored.edition.day))
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

    /// Sets the letter on one page: a draft that is too long for it says less.
    fn compile_letter(
        &self,
        application: &Application,
        tailored: &Tailored,
        findings: &mut Vec<Finding>,
    ) -> Result<(Finished, Written), Vec<Finding>> {
        let mut written = tailored.written.clone();
        let mut most_words = letter::AIM;
        if written.letter.words() > letter::UNREADABLE {
            return Err(vec![too_long(application, None)]);
        }
        loop {
            match self.set_letter(&application.job, &written.document, tailored)? {
                Ok(finished) => return Ok((finished, written)),
                Err(pages) if application.letter.is_some() || most_words < FEWEST_WORDS => {
                    return Err(vec![too_long(application, Some(pages))]);
                }
                Err(_) => {
                    most_words -= FEWER_WORDS;
                    let Tailored { selection, resume, edition, .. } = tailored;
                    let (shorter, found) = self.written(application, selection, resume, *edition, most_words);
                    findings.retain(|finding| finding.code != Code::LeftOut);
                    findings.extend(found.into_iter().filter(|finding| finding.code == Code::LeftOut));
                    written = shorter.unwrap_or(written);
                }
            }
        }
    }

    /// The letter on one page, as relaxed as that allows, however tight the resume is; or how many it needs.
    fn set_letter(
        &self,
        job: &Job,
        letter: &CoverLetter,
        tailored: &Tailored,
    ) -> Result<Result<Finished, usize>, Vec<Finding>> {
        let renderer = self.renderer(&tailored.settings.theme)?;
        let engine = self.engine(&tailored.settings.engine)?;
        let trouble = trouble::Trouble { profile: self.profile, job, renderer: &renderer };
        let mut page = Page { density: 0, ..tailored.page.clone() };
        loop {
            let source = renderer.cover_letter(letter, &page).map_err(|finding| vec![finding])?;
            let pdf = engine
                .pdf(&source, &pdf_settings(tailored.edition.day))
                .map_err(|error| trouble.letter(&error, letter, &page))?;
            match pdf.pages {
                0 | 1 => return Ok(Ok(Finished { source, pdf })),
                pages if page.density >= Page::TIGHTEST => return Ok(Err(pages)),
                _ => page.density += 1,
            }
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
        if Language::known(&language).is_none() {
            let known: Vec<&str> = Language::all().iter().map(|language| language.tag).collect();
            let message =
                format!("headings, dates and greetings are not known in \"{language}\", so they are English");
            findings.push(
                Finding::new(Code::BadSetting, message)
                    .severity(Severity::Warning)
                    .hint(format!("the known languages are {}", known.join(", "))),
            );
        }
        for format in settings.formats.iter().filter(|format| !FORMATS.contains(&format.as_str())) {
            let message = format!("no document is written as \"{format}\"");
            let hint = format!("the resume is written as pdf, the letter as {}", FORMATS.join(", "));
            findings.push(Finding::new(Code::UnsupportedFormat, message).hint(hint));
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
    edition: Edition,
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
        let measuring = Measuring::new(self.profile, &self.plan.shown(&pieces), self.edition);
        let page = Page { density, measuring: true, ..self.page.clone() };
        Ok(measuring.heights(&self.set(&measuring.resume, &page)?))
    }

    fn sheet(&self, pieces: &BTreeSet<Piece>, density: u8) -> Result<Sheet, Vec<Finding>> {
        let resume = Resume::new(self.profile, &self.plan.shown(pieces), self.edition);
        self.set(&resume, &Page { density, ..self.page.clone() })
    }

    fn endless(&self, pieces: &BTreeSet<Piece>, density: u8, sheet: &Sheet) -> Result<Sheet, Vec<Finding>> {
        let resume = Resume::new(self.profile, &self.plan.shown(pieces), self.edition);
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

/// The letter needs more than its one page.
fn too_long(application: &Application, pages: Option<usize>) -> Finding {
    let pages = pages.map_or_else(|| "many".to_owned(), |pages| pages.to_string());
    let message = format!("the letter for {} needs {pages} pages", application.job.company.value);
    let (file, hint) = match &application.letter {
        Some(letter) => (&letter.name, "shorten it: a letter has one page, and at most 400 words"),
        None => (
            &application.job.file.name,
            "shorten the stories or the answers it is made from: a letter has one page",
        ),
    };
    Finding::new(Code::PagesExceeded, message).in_file(file.clone()).hint(hint)
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
