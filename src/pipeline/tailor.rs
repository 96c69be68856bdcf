//! From a job to the decisions about its documents: what the resume shows, on which page, and what the letter says.

use std::sync::{Arc, OnceLock};

use jiff::civil;

use super::draft::{Draft, Drafting};
use super::fit::{self, Progress};
use super::press::Press;
use super::settings::Settings;
use super::{Application, Shared, Tailored, pdf_settings};
use crate::explain::Explanation;
use crate::finding::{Code, Finding};
use crate::job::Job;
use crate::language::Language;
use crate::provenance::Notes;
use crate::render::{Block, Edition, Fonts, Page};
use crate::tailor::{Choice, Plan};
use crate::threads::{both, looking_ahead};

/// What a job is tailored for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To tell what its documents will be.
    Tell,
    /// To make them.
    Compile,
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
        let drafting = Drafting::new(self, application, notes, plan, &press);
        let tailored = measured.and_then(|_| {
            looking_ahead(|ahead| {
                let told = |choice: &Choice, progress| {
                    // Where the machine's fonts are allowed, those of the documents depend on what they say.
                    if purpose == Purpose::Compile && !press.system {
                        let (choice, drafting) = (choice.clone(), &drafting);
                        ahead.begin(move || drafting.go_ahead(&choice, progress));
                    }
                };
                self.fit(&drafting, told, settings, &mut findings)
            })
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

    /// Fits the resume to its pages, and drafts what goes with it; `told` is told how far each choice has come.
    fn fit(
        &self,
        drafting: &Drafting<'_, '_>,
        told: impl Fn(&Choice, Progress) + Sync,
        settings: Settings,
        findings: &mut Vec<Finding>,
    ) -> Result<Tailored, Vec<Finding>> {
        let Drafting { application, notes, plan, press, .. } = *drafting;
        let job = &application.job;
        let limits = press.limits();
        let fitted = fit::fit(plan, limits, &press.of(plan, told)).map_err(|findings| {
            // Too much text is a matter of this job; an engine's trouble is not.
            let locate = |finding: Finding| match finding.code {
                Code::PagesExceeded => finding.in_file(job.file.name.clone()),
                _ => finding,
            };
            findings.into_iter().map(locate).collect::<Vec<_>>()
        })?;
        let draft = drafting.draft(&fitted.choice);
        let (written, found) = drafting.letter(&draft).clone();
        findings.extend(minimum_not_met(job, plan, &fitted.choice, limits.pages));
        findings.extend(found);
        let Some(written) = written else { return Err(Vec::new()) };
        let Draft { mut selection, shown, resume, .. } = Arc::unwrap_or_clone(draft);
        selection.more = plan.more(&selection, &fitted.more);
        let mut page = Page { density: fitted.density, ..press.page.clone() };
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
            edition: press.edition,
            renderer: Arc::clone(&press.renderer),
            finishing: Arc::clone(&drafting.finishing),
            pages: limits.pages,
            explanation,
        })
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
