//! From a job to the decisions about its documents: what the resume shows, on which page, and what the letter says.

use std::sync::{Arc, OnceLock};

use jiff::civil;

use super::compile::letter_page;
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
use crate::threads::{Memo, both, looking_ahead};

/// How many choices are kept as they are shown, and their letters; hardly ever more than two are tried.
const SHOWN: usize = 4;

/// What a job is tailored for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To tell what its documents will be.
    Tell,
    /// To make them.
    Compile,
}

/// A choice as it is shown.
#[derive(Clone)]
struct Showing {
    selection: Selection,
    shown: Profile,
    resume: Resume,
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
        let planned = OnceLock::new();
        let plan = || {
            planned.get_or_init(|| {
                let plan = Plan::new(self.material(), job);
                // The letter will ask for what all letters share.
                self.history();
                self.companies();
                (plan, Notes::of(job))
            })
        };
        let (press, settings) = match press {
            Ok(press) => press,
            Err(errors) => return (None, [plan().0.findings.clone(), unusual, errors].concat()),
        };
        // What the pieces of a profile take does not depend on what is chosen, so it is measured meanwhile.
        let planning = || {
            plan();
        };
        let (measured, ()) = both(|| press.heights(press.limits().usual(), planning), planning);
        let (planned, notes) = plan();
        let mut findings = planned.findings.clone();
        let Some(plan) = &planned.value else { return (None, findings) };
        findings.extend(unusual);
        findings.extend(press.renderer.theme().findings.iter().cloned());
        let tailored = measured
            .and_then(|_| self.fit(application, notes, plan, &press, settings, purpose, &mut findings));
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
        notes: &Notes,
        plan: &Plan<'_>,
        press: &Press<'_>,
        settings: Settings,
        purpose: Purpose,
        findings: &mut Vec<Finding>,
    ) -> Result<Tailored, Vec<Finding>> {
        let job = &application.job;
        let limits = press.limits();
        let edition = press.edition;
        let on_page = |density| Page { density, ..press.page.clone() };
        let showings = Memo::of(SHOWN);
        let showing = |choice: &Choice| {
            let showing = || {
                let selection = plan.explain(choice);
                let shown = selection.shown.cut(self.profile);
                let resume = press.resume(&shown);
                Showing { selection, shown, resume }
            };
            showings.get(choice.pieces.clone(), || Arc::new(showing()))
        };
        let letters = Memo::of(SHOWN);
        let letter = |choice: &Choice, showing: &Showing| {
            let Showing { selection, shown, resume } = showing;
            let to_write = ToWrite { application, notes, selection, shown, resume, edition };
            letters.get(choice.pieces.clone(), || self.written(&to_write, letter::AIM))
        };
        // While the engine sets a page that most likely stands, its letter is written, and the engine is asked for both
        // documents, which it remembers.
        let make_ahead = |choice: &Choice, density| {
            let showing = showing(choice);
            let page = on_page(density);
            let letter = || {
                if let (Some(Written { document, .. }), _) = letter(choice, &showing) {
                    press.make_ahead(press.renderer.cover_letter(&document, &letter_page(&page)));
                }
            };
            both(letter, || press.make_ahead(press.renderer.resume(&showing.resume, &page)));
        };
        let (fitted, showing, (written, found)) = looking_ahead(|ahead| {
            let expect = |choice: &Choice, density| {
                // Where the machine's fonts are allowed, those of the documents depend on what they say.
                if purpose == Purpose::Compile && !press.system {
                    let (choice, make_ahead) = (choice.clone(), &make_ahead);
                    ahead.begin(move || make_ahead(&choice, density));
                }
            };
            let fitted = fit::fit(plan, limits, &press.of(plan, expect)).map_err(|findings| {
                // Too much text is a matter of this job; an engine's trouble is not.
                let locate = |finding: Finding| match finding.code {
                    Code::PagesExceeded => finding.in_file(job.file.name.clone()),
                    _ => finding,
                };
                findings.into_iter().map(locate).collect::<Vec<_>>()
            })?;
            let showing = showing(&fitted.choice);
            let letter = letter(&fitted.choice, &showing);
            Ok::<_, Vec<Finding>>((fitted, showing, letter))
        })?;
        findings.extend(minimum_not_met(job, plan, &fitted.choice, limits.pages));
        findings.extend(found);
        let Some(written) = written else { return Err(Vec::new()) };
        let Showing { mut selection, shown, resume } = Arc::unwrap_or_clone(showing);
        selection.more = plan.more(&selection, &fitted.more);
        let mut page = on_page(fitted.density);
        let explanation = Explanation::new(self.profile, job, plan, &selection, &written.letter);
        let fields = [resume.blocks(), written.document.blocks()].concat();
        if press.system {
            page.fonts = with_system(page.fonts, &fields)?;
        }
        findings.extend(press.trouble().missing_glyphs(&page.fonts, &fields));
        Ok(Tailored {
            written,
            notes: notes.clone(),
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
