//! A job's resume, set by the engine while its choice is being made.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::fit::{Layout, Limits, Progress};
use super::measured::{Measured, Style};
use super::trouble::Trouble;
use crate::engine::{Engine, PdfSettings};
use crate::finding::{Code, Finding};
use crate::job::Job;
use crate::profile::{Density, Look, Profile};
use crate::render::{Block, Edition, Measuring, Page, Renderer, Resume, Sheet, Source};
use crate::tailor::{Choice, Heights, Piece, Plan};
use crate::threads::both;

/// The page limit of a resume that asks for none.
const DEFAULT_PAGES: usize = 1;

/// The day on which a profile is measured for the jobs of all days. Only a degree reads otherwise before it is earned,
/// and hardly any is still to come then.
const ANY_DAY: Date = date(2200, 1, 1);

/// Sets resumes of a profile as a job wants them to look.
pub(super) struct Press<'a> {
    pub(super) edition: Edition,
    pub(super) profile: &'a Profile,
    pub(super) job: &'a Job,
    pub(super) renderer: Arc<Renderer>,
    pub(super) engine: Arc<dyn Engine>,
    pub(super) look: Look,
    /// Whether the machine's fonts are allowed for what the others cannot show.
    pub(super) system: bool,
    pub(super) page: Page,
    pub(super) pdf: PdfSettings,
    /// What other jobs have measured.
    pub(super) measured: &'a Measured,
}

impl<'a> Press<'a> {
    /// The limits of the resume.
    pub(super) fn limits(&self) -> Limits {
        Limits { pages: self.look.pages.unwrap_or(DEFAULT_PAGES), density: self.look.density }
    }

    /// Everything that any resume of the profile may say.
    pub(super) fn everything(&self) -> Vec<Block> {
        Measuring::new(self.profile, &self.look.order(), self.edition).everything.blocks()
    }

    /// What each piece of the profile takes at a density. If that is not known yet, the engine is asked for the smaller
    /// of two sheets after something else that needs a core, for the larger one takes as long as both.
    pub(super) fn heights(
        &self,
        density: Density,
        before: impl Fn() + Sync,
    ) -> Result<Arc<Heights>, Vec<Finding>> {
        let page = Page { density, ..self.page.clone() };
        let style = Style {
            engine: self.engine.name(),
            theme: self.renderer.theme().name.clone(),
            page: page.clone(),
            order: self.look.order(),
        };
        self.measured.get(style, || {
            let edition = Edition { day: ANY_DAY, ..self.edition };
            let pdf = PdfSettings { created: ANY_DAY, ..self.pdf };
            let measuring = Measuring::new(self.profile, &self.look.order(), edition);
            let endless = Page { measuring: true, ..page.clone() };
            let everything = self.source(&measuring.everything, &endless)?;
            let (everything, little) = both(
                || self.sheet(&everything, &measuring.everything, &endless, &pdf),
                || {
                    before();
                    self.set(&measuring.little, &page, &pdf)
                },
            );
            Ok(measuring.heights(&everything?, &little?))
        })
    }

    /// The resume that shows all of a profile that was cut down for a job.
    pub(super) fn resume(&self, shown: &Profile) -> Resume {
        Resume::new(shown, &self.look.order(), self.edition)
    }

    fn set(&self, resume: &Resume, page: &Page, pdf: &PdfSettings) -> Result<Sheet, Vec<Finding>> {
        self.sheet(&self.source(resume, page)?, resume, page, pdf)
    }

    fn source(&self, resume: &Resume, page: &Page) -> Result<Source, Vec<Finding>> {
        self.renderer.resume(resume, page).map_err(|finding| vec![finding])
    }

    fn sheet(
        &self,
        source: &Source,
        resume: &Resume,
        page: &Page,
        pdf: &PdfSettings,
    ) -> Result<Sheet, Vec<Finding>> {
        let marks = self.engine.marks(&source.measured(), pdf);
        let marks = marks.map_err(|error| self.trouble().resume(&error, resume, page))?;
        Sheet::read(&marks).ok_or_else(|| {
            let message = "the page cannot be measured: its end is not to be found";
            let hint = "a template must show what follows it; look for an unclosed bracket or a `show` rule";
            vec![Finding::new(Code::TemplateError, message).hint(hint).in_file(source.name.clone())]
        })
    }

    pub(super) fn trouble(&self) -> Trouble<'_> {
        Trouble { profile: self.profile, job: self.job, renderer: &self.renderer }
    }

    /// The press as it sets what a plan may choose; `told` is told how far each choice has come.
    pub(super) fn of<'p, T: Fn(&Choice, Progress) + Sync>(
        &'p self,
        plan: &'p Plan<'p>,
        told: T,
    ) -> Proofs<'p, 'a, T> {
        Proofs { press: self, plan, told }
    }
}

/// Sets what a plan may choose.
pub(super) struct Proofs<'p, 'a, T> {
    press: &'p Press<'a>,
    plan: &'p Plan<'p>,
    told: T,
}

impl<T> Proofs<'_, '_, T> {
    fn set(&self, pieces: &BTreeSet<Piece>, page: &Page) -> Result<Sheet, Vec<Finding>> {
        let shown = self.plan.shown(pieces).cut(self.press.profile);
        self.press.set(&self.press.resume(&shown), page, &self.press.pdf)
    }
}

impl<T: Fn(&Choice, Progress) + Sync> Layout for Proofs<'_, '_, T> {
    fn told(&self, choice: &Choice, progress: Progress) {
        (self.told)(choice, progress);
    }

    fn heights(&self, density: Density) -> Result<Arc<Heights>, Vec<Finding>> {
        self.press.heights(density, || {})
    }

    fn sheet(&self, pieces: &BTreeSet<Piece>, density: Density) -> Result<Sheet, Vec<Finding>> {
        self.set(pieces, &Page { density, ..self.press.page.clone() })
    }

    fn endless(
        &self,
        pieces: &BTreeSet<Piece>,
        density: Density,
        sheet: &Sheet,
    ) -> Result<Sheet, Vec<Finding>> {
        let page = Page { density, measuring: true, ..self.press.page.clone() };
        Ok(self.set(pieces, &page)?.with_area(sheet.area))
    }
}
