//! From a job to the decisions about its documents: what the resume shows, on which page, and what the letter says.

use std::sync::Arc;

use jiff::civil;

use super::press::Press;
use super::settings::Settings;
use super::{Application, Shared, Tailored, Written, fit, pdf_settings};
use crate::explain::Explanation;
use crate::finding::{Code, Finding};
use crate::job::Job;
use crate::language::Language;
use crate::letter::{self, Brief};
use crate::profile::Profile;
use crate::provenance::{Notes, Told};
use crate::render::{Block, CoverLetter, Edition, Fonts, Page, Resume};
use crate::tailor::{Choice, Plan, Selection};
use crate::threads::{beside, both};

/// What a job is tailored for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
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

/// What a letter is written from.
#[derive(Clone, Copy)]
pub(super) struct ToWrite<'a> {
    pub(super) application: &'a Application,
    pub(super) notes: &'a Notes,
    pub(super) selection: &'a Selection,
    pub(super) shown: &'a Profile,
    pub(super) resume: &'a Resume,
    pub(super) edition: Edition,
}

impl Shared<'_> {
    /// Tailors a job: chooses the evidence, fits it to its pages, and takes its owner's letter or drafts one.
    pub fn tailor(&self, application: &Application) -> (Option<Tailored>, Vec<Finding>) {
        self.tailor_for(application, Purpose::Tell)
    }

    pub(super) fn tailor_for(
        &self,
        application: &Application,
        purpose: Purpose,
    ) -> (Option<Tailored>, Vec<Finding>) {
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
        // What the pieces of a profile take does not depend on what is chosen, so it is measured meanwhile.
        let (measured, planned) = both(|| press.heights(press.limits().usual()), plan);
        let mut findings = planned.findings;
        let Some(plan) = planned.value else { return (None, findings) };
        findings.extend(unusual);
        findings.extend(press.renderer.theme().findings.iter().cloned());
        let tailor =
            || measured.and_then(|_| self.fit(application, &plan, &press, settings, purpose, &mut findings));
        // The letter will ask for what all letters share; now the engine is at work.
        let tailored = beside(tailor, || {
            self.history();
            self.companies();
        });
        (tailored.map_err(|errors| findings.extend(errors)).ok(), findings)
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
        let mut page = Page { density: fitted.density, ..press.page.clone() };
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
    pub(super) fn written(
        &self,
        to_write: &ToWrite<'_>,
        most_words: usize,
    ) -> (Option<Written>, Vec<Finding>) {
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
