//! One job: from its notes to two finished documents.
//!
//! read -> tailor -> fit the resume to its pages -> draft the letter -> compile both -> write. Nothing is
//! written before everything is made, so a failure leaves the previous output as it was.

mod fit;
mod measured;
mod press;
mod recipe;
mod settings;
mod tools;
mod trouble;
mod work;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::civil;

use crate::engine::{self, Engine, Pdf, PdfSettings};
use crate::explain::Explanation;
use crate::finding::{Checked, Code, Finding, Severity, SourceFile, has_errors};
use crate::job::{Head, Job};
use crate::language::Language;
use crate::letter::{self, Brief, Letter};
use crate::profile::{Density, Profile};
use crate::provenance::{self, History, Notes, Told};
use crate::readback::{self, Readback};
use crate::render::{
    Block, CoverLetter, Documents, Edition, Field, FieldKind, Fonts, Format, Page, Renderer, Resume, Source,
};
use crate::tailor::{Choice, Material, Plan, Selection};
use crate::threads::{beside, both};
use crate::workspace::{JobFile, Workspace};

use measured::Measured;
use press::Press;
use settings::Settings;

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
    engine: Arc<dyn Engine>,
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

/// A draft with fewer words than these is not made shorter.
const FEWEST_WORDS: usize = 120;

/// How many words a draft has to lose at a time until it fits its page.
const FEWER_WORDS: usize = 40;

/// A line of so many words below a letter says something.
const POSTSCRIPT: usize = 5;

/// Where a warning of Typst comes from, if it does not say so itself.
const TEMPLATES: &str = "it comes from the theme's templates";

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

/// A finished document, read back.
#[derive(Debug)]
struct Finished {
    source: Source,
    pdf: Pdf,
    fields: Vec<Block>,
    read: Readback,
}

impl Finished {
    fn new(source: Source, pdf: Pdf, fields: Vec<Block>, language: &str) -> Self {
        let read = readback::read_back(&readback::Expected { pdf: &pdf.bytes, blocks: &fields, language });
        Self { source, pdf, fields, read }
    }
}

/// A letter that fits its page.
struct FittedLetter {
    finished: Finished,
    written: Written,
    /// What the draft leaves out, if the first one was too long.
    left_out: Option<Vec<Finding>>,
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

    /// Tailors a job: chooses the evidence, fits it to its pages, and takes its owner's letter or drafts one.
    pub fn tailor(&self, application: &Application) -> (Option<Tailored>, Vec<Finding>) {
        self.tailor_for(application, Purpose::Tell)
    }

    fn tailor_for(&self, application: &Application, purpose: Purpose) -> (Option<Tailored>, Vec<Finding>) {
        let job = &application.job;
        let head = job.head();
        let mut unusual = Vec::new();
        let settings = Settings::of(&head, self.profile, self.options, &mut unusual);
        let settings = settings.map_err(|finding| vec![finding]);
        let press =
            settings.and_then(|settings| Ok((self.press(job, self.date(&head), &settings)?, settings)));
        let plan = || Plan::new(self.material(), job);
        let (press, settings) = match press {
            Ok(press) => press,
            Err(errors) => return (None, [plan().findings, unusual, errors].concat()),
        };
        let limits = press.limits();
        let tailor = || {
            // What the pieces of a profile take does not depend on what is chosen, so it is measured meanwhile.
            let (measured, planned) = both(|| press.heights(limits.usual()), plan);
            let mut findings = planned.findings;
            let Some(plan) = planned.value else { return (None, findings) };
            findings.extend(unusual);
            findings.extend(press.renderer.theme().findings.iter().cloned());
            let tailored =
                measured.and_then(|_| self.fit(application, &plan, &press, settings, purpose, &mut findings));
            (tailored.map_err(|errors| findings.extend(errors)).ok(), findings)
        };
        if limits.tightest() == limits.usual() {
            return tailor();
        }
        // Most pages have to be tight; on some a little of this is in vain.
        beside(tailor, || drop(press.heights(limits.tightest())))
    }

    /// The press for a job.
    fn press<'j>(
        &'j self,
        job: &'j Job,
        day: civil::Date,
        settings: &Settings,
    ) -> Result<Press<'j>, Vec<Finding>> {
        self.tools.expect_work(&settings.engine, self.options);
        let renderer = self.renderer(&settings.theme)?;
        let engine = self.engine(&settings.engine)?;
        let look = settings.look.or(&renderer.theme().settings.look);
        let edition = Edition { language: Language::of(&settings.language), day };
        let fonts = self.tools.fonts(&renderer, settings)?;
        let page = Page { language: settings.language.clone(), ..Page::of(&look, fonts) };
        let (profile, measured) = (self.profile, &self.measured);
        let pdf = pdf_settings(edition.day);
        let system =
            settings.look.allows_system_fonts() || renderer.theme().settings.look.allows_system_fonts();
        let mut press = Press { edition, profile, job, renderer, engine, look, system, page, pdf, measured };
        if system {
            press.page.fonts = with_system(Arc::clone(&press.page.fonts), &press.everything())?;
        }
        Ok(press)
    }

    fn fit(
        &self,
        application: &Application,
        plan: &Plan<'_>,
        press: &Press<'_>,
        settings: Settings,
        purpose: Purpose,
        findings: &mut Vec<Finding>,
    ) -> Result<Tailored, Vec<Finding>> {
        let job = &application.job;
        let limits = press.limits();
        let fitted = fit::fit(plan, limits, &press.of(plan)).map_err(|findings| {
            // Too much text is a matter of this job; an engine's trouble is not.
            let locate = |finding: Finding| match finding.code {
                Code::PagesExceeded => finding.in_file(job.file.name.clone()),
                _ => finding,
            };
            findings.into_iter().map(locate).collect::<Vec<_>>()
        })?;
        findings.extend(minimum_not_met(job, plan, &fitted.choice, limits.pages));
        let selection = plan.explain(&fitted.choice, &fitted.more);
        let shown = selection.shown.cut(self.profile);
        let resume = press.resume(&shown);
        let edition = press.edition;
        let page = Page { density: fitted.density, ..press.page.clone() };
        let notes = Notes::of(job);
        let to_write = ToWrite {
            application,
            notes: &notes,
            selection: &selection,
            shown: &shown,
            resume: &resume,
            edition,
        };
        let (written, found) =
            beside(|| self.written(&to_write, letter::AIM), || purpose.begin(press, &resume, &page));
        findings.extend(found);
        let Some(written) = written else { return Err(Vec::new()) };
        let explanation = Explanation::new(self.profile, job, plan, &selection, &written.letter);
        let fields = [resume.blocks(), written.document.blocks()].concat();
        let mut page = page;
        if press.system {
            page.fonts = with_system(page.fonts, &fields)?;
        }
        findings.extend(press.trouble().missing_glyphs(&page.fonts, &fields));
        Ok(Tailored {
            written,
            notes,
            shown,
            resume,
            selection,
            page,
            settings,
            edition,
            renderer: Arc::clone(&press.renderer),
            engine: Arc::clone(&press.engine),
            pages: limits.pages,
            explanation,
        })
    }

    /// The letter of an application, held against the rules: its owner's, or a draft of at most so many words
    /// where it can be that short. The letter is missing when a finding is an error.
    fn written(&self, to_write: &ToWrite<'_>, most_words: usize) -> (Option<Written>, Vec<Finding>) {
        let ToWrite { application, notes, selection, shown, resume, edition } = *to_write;
        let job = &application.job;
        let told = Told { history: self.history(), job, notes };
        let resume = resume.sentences();
        let enclosures = match job.settings.enclosures.as_slice() {
            [] => &self.profile.defaults.enclosures,
            own => own,
        };
        let (draft, drafting) = letter::draft(&Brief {
            told,
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
                told,
                resume: &resume,
                companies: &self.other_companies(&job.name),
                owned: application.letter.is_some(),
            },
        ));
        let document = CoverLetter::new(shown, &letter);
        (Some(Written { letter, document }), findings)
    }

    fn history(&self) -> &History<'a> {
        self.history.get_or_init(|| History::new(self.profile))
    }

    fn material(&self) -> &Material<'a> {
        self.material.get_or_init(|| Material::new(self.profile))
    }

    /// The companies of the workspace's jobs but one, as far as their files can be read.
    pub fn other_companies(&self, job: &str) -> Vec<String> {
        let read = |file: &JobFile| {
            let text = self.workspace.job_text(file).ok()?;
            Some((file.name.clone(), Job::company(&text)?))
        };
        let all = self
            .companies
            .get_or_init(|| self.workspace.jobs().unwrap_or_default().iter().filter_map(read).collect());
        all.iter().filter(|(name, _)| name != job).map(|(_, company)| company.clone()).collect()
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
        let (resume, letter) = both(
            || self.compile_resume(&application.job, tailored),
            || self.compile_letter(application, tailored),
        );
        let (resume, FittedLetter { finished: letter, written, left_out }) = (resume?, letter?);
        if let Some(left_out) = left_out {
            findings.retain(|finding| finding.code != Code::LeftOut);
            findings.extend(left_out);
        }
        for document in [&resume, &letter] {
            findings.extend(document.pdf.warnings.iter().map(|warning| {
                let finding = Finding::new(Code::TypstWarning, warning.message.clone());
                let hint =
                    if warning.hints.is_empty() { TEMPLATES.to_owned() } else { warning.hints.join("; ") };
                finding.in_file(document.source.name.clone()).hint(hint)
            }));
        }
        findings.extend(resume.read.findings("resume"));
        findings.extend(letter.read.findings("cover letter"));
        findings.extend(self.unsourced(&application.job, tailored, [&resume, &letter]));
        let readback = resume.read.and(letter.read);
        let made = Made {
            resume_pages: resume.pdf.pages,
            letter_pages: letter.pdf.pages,
            expected: readback.expected,
            recovered: readback.recovered(),
        };
        let explanation = tailored.explanation.clone().with_letter(&written.letter);
        let mut files = self.formats(tailored, &written.document);
        for (name, source, pdf) in
            [("resume", resume.source, resume.pdf), ("cover-letter", letter.source, letter.pdf)]
        {
            files.push((format!("{name}.typ"), source.text.into_bytes()));
            if tailored.settings.formats.iter().any(|format| format == "pdf") {
                files.push((format!("{name}.pdf"), pdf.bytes));
            }
        }
        files.push(("explain.json".to_owned(), explanation.json().into_bytes()));
        let theme = tailored.settings.theme.clone();
        let fields = [resume.fields, letter.fields];
        Ok(Compiled { files, made, explanation, fields, theme, page_limit: tailored.pages })
    }

    /// What the finished documents say and neither the profile nor the notes do.
    fn unsourced(&self, job: &Job, tailored: &Tailored, documents: [&Finished; 2]) -> Vec<Finding> {
        let edition = (tailored.edition.language, tailored.edition.day);
        let told = Told { history: self.history(), job, notes: &tailored.notes };
        let known = provenance::Known::new(told, edition);
        let [resume, letter] = documents.map(|document| document.fields.as_slice());
        // The head of a letter is that of the resume, and what stands around it is no claim.
        let (head, body) = letter.split_at(1.min(letter.len()));
        let claims = |field: &Field| match field.kind {
            FieldKind::Text => true,
            // What stands below the name may be an address or a number to call, or a postscript.
            FieldKind::Below => field.text.split_whitespace().count() >= POSTSCRIPT,
            _ => false,
        };
        let texts = [(texts(resume, |_| true), Vec::new()), (texts(head, |_| true), texts(body, claims))];
        let named = ["resume", "cover letter"].into_iter().zip(documents).zip(texts);
        let findings = named.flat_map(|((name, document), (quoted, written))| {
            let (beside, pages) = (document.read.beside.as_slice(), document.pdf.pages);
            known.check(&provenance::Document { name, quoted, written, beside, pages })
        });
        findings.collect()
    }

    /// The documents in every other format that was asked for.
    fn formats(&self, tailored: &Tailored, letter: &CoverLetter) -> Vec<(String, Vec<u8>)> {
        let Tailored { page, resume, shown, edition, .. } = tailored;
        let documents = Documents {
            resume,
            letter,
            shown,
            page,
            sizes: &tailored.renderer.theme().settings.sizes,
            day: edition.day,
        };
        let asked = tailored.settings.formats.iter().filter_map(|name| Format::named(name));
        let both = asked.flat_map(|format| {
            let name = |document: &str| format!("{document}.{}", format.name());
            [
                (name("resume"), format.resume(&documents)),
                (name("cover-letter"), format.cover_letter(&documents)),
            ]
        });
        both.collect()
    }

    fn compile_resume(&self, job: &Job, tailored: &Tailored) -> Result<Finished, Vec<Finding>> {
        let Tailored { renderer, engine, resume, page, pages: limit, .. } = tailored;
        let source = renderer.resume(resume, page).map_err(|finding| vec![finding])?;
        let trouble = trouble::Trouble { profile: self.profile, job, renderer };
        let pdf = engine
            .pdf(&source, &pdf_settings(tailored.edition.day))
            .map_err(|error| trouble.resume(&error, resume, page))?;
        if pdf.pages > *limit {
            let message = format!("the resume has {} pages, and the limit is {limit}", pdf.pages);
            let hint = "the theme sets it differently from what was measured; allow more pages, or try another theme";
            let finding = Finding::new(Code::PagesExceeded, message).hint(hint);
            return Err(vec![finding.in_file(job.file.name.clone())]);
        }
        Ok(Finished::new(source, pdf, resume.blocks(), &page.language))
    }

    /// Sets the letter on one page: a draft that is too long for it says less, and tells what it leaves out.
    fn compile_letter(
        &self,
        application: &Application,
        tailored: &Tailored,
    ) -> Result<FittedLetter, Vec<Finding>> {
        let mut written = tailored.written.clone();
        let mut left_out = None;
        let mut most_words = letter::AIM;
        if written.letter.words() > letter::UNREADABLE {
            return Err(vec![too_long(application, None)]);
        }
        loop {
            match self.set_letter(&application.job, &written.document, tailored)? {
                Ok(finished) => return Ok(FittedLetter { finished, written, left_out }),
                Err(pages) if application.letter.is_some() || most_words < FEWEST_WORDS => {
                    return Err(vec![too_long(application, Some(pages))]);
                }
                Err(_) => {
                    most_words -= FEWER_WORDS;
                    let Tailored { notes, selection, shown, resume, edition, .. } = tailored;
                    let edition = *edition;
                    let to_write = ToWrite { application, notes, selection, shown, resume, edition };
                    let (shorter, found) = self.written(&to_write, most_words);
                    left_out = Some(found.into_iter().filter(|found| found.code == Code::LeftOut).collect());
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
        let Tailored { renderer, engine, .. } = tailored;
        let trouble = trouble::Trouble { profile: self.profile, job, renderer };
        let mut page = Page { density: Density::Relaxed, ..tailored.page.clone() };
        loop {
            let source = renderer.cover_letter(letter, &page).map_err(|finding| vec![finding])?;
            let pdf = engine
                .pdf(&source, &pdf_settings(tailored.edition.day))
                .map_err(|error| trouble.letter(&error, letter, &page))?;
            match (pdf.pages, page.density.tighter()) {
                (0 | 1, _) => {
                    return Ok(Ok(Finished::new(source, pdf, letter.blocks(), &page.language)));
                }
                (_, Some(tighter)) => page.density = tighter,
                (pages, None) => return Ok(Err(pages)),
            }
        }
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

/// What a job is tailored for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To tell what its documents will be.
    Tell,
    /// To make them.
    Compile,
}

impl Purpose {
    /// Begins with what will be asked for; the engine remembers it until then.
    fn begin(self, press: &Press<'_>, resume: &Resume, page: &Page) {
        if self == Self::Compile {
            press.make_ahead(resume, page);
        }
    }
}

/// The texts of some fields.
fn texts(blocks: &[Block], which: impl Fn(&Field) -> bool) -> Vec<&str> {
    blocks
        .iter()
        .flat_map(Block::fields)
        .filter(|field| which(field))
        .map(|field| field.text.as_str())
        .collect()
}

/// What a letter is written from.
#[derive(Clone, Copy)]
struct ToWrite<'a> {
    application: &'a Application,
    notes: &'a Notes,
    selection: &'a Selection,
    shown: &'a Profile,
    resume: &'a Resume,
    edition: Edition,
}

/// The fonts, with those of the machine for what they cannot show.
fn with_system(fonts: Arc<Fonts>, shown: &[Block]) -> Result<Arc<Fonts>, Vec<Finding>> {
    let characters = shown.iter().flat_map(Block::fields).flat_map(|field| field.text.chars());
    let missing = fonts.missing(characters);
    if missing.is_empty() {
        return Ok(fonts);
    }
    let fonts = Arc::unwrap_or_clone(fonts).with_system(missing);
    fonts.map(Arc::new).map_err(|error| vec![error.finding()])
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
