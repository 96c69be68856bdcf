//! A job's resume, set by the engine while its choice is being made.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::fit::{Layout, Limits};
use super::measured::{Measured, Style};
use super::trouble::Trouble;
use crate::engine::{Engine, PdfSettings};
use crate::finding::{Code, Finding};
use crate::job::Job;
use crate::profile::{Density, Look, Profile};
use crate::render::{Block, Edition, Measuring, Page, Renderer, Resume, Sheet};
use crate::tailor::{Heights, Piece, Plan};
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

    /// What each piece of the profile takes at a density.
    pub(super) fn heights(&self, density: Density) -> Result<Arc<Heights>, Vec<Finding>> {
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
            let (everything, little) = both(
                || self.set(&measuring.everything, &endless, &pdf),
                || self.set(&measuring.little, &page, &pdf),
            );
            Ok(measuring.heights(&everything?, &little?))
        })
    }

    /// Makes a resume that will be asked for; what is wrong with it is told then.
    pub(super) fn make_ahead(&self, resume: &Resume, page: &Page) {
        if let Ok(source) = self.renderer.resume(resume, page) {
            drop(self.engine.pdf(&source, &self.pdf));
        }
    }

    /// The resume that shows all of a profile that was cut down for a job.
    pub(super) fn resume(&self, shown: &Profile) -> Resume {
        Resume::new(shown, &self.look.order(), self.edition)
    }

    fn set(&self, resume: &Resume, page: &Page, pdf: &PdfSettings) -> Result<Sheet, Vec<Finding>> {
        let source = self.renderer.resume(resume, page).map_err(|finding| vec![finding])?;
        let marks = self.engine.marks(&source.measured(), pdf);
        let marks = marks.map_err(|error| self.trouble().resume(&error, resume, page))?;
        Sheet::read(&marks).ok_or_else(|| {
            let message = "the page cannot be measured: its end is not to be found";
            let hint = "a template must show what follows it; look for an unclosed bracket or a `show` rule";
            vec![Finding::new(Code::TemplateError, message).hint(hint).in_file(source.name)]
        })
    }

    pub(super) fn trouble(&self) -> Trouble<'_> {
        Trouble { profile: self.profile, job: self.job, renderer: &self.renderer }
    }

    /// The press as it sets what a plan may choose.
    pub(super) fn of<'p>(&'p self, plan: &'p Plan<'p>) -> Proofs<'p, 'a> {
        Proofs { press: self, plan }
    }
}

/// Sets what a plan may choose.
pub(super) struct Proofs<'p, 'a> {
    press: &'p Press<'a>,
    plan: &'p Plan<'p>,
}

impl Proofs<'_, '_> {
    fn set(&self, pieces: &BTreeSet<Piece>, page: &Page) -> Result<Sheet, Vec<Finding>> {
        let shown = self.plan.shown(pieces).cut(self.press.profile);
        self.press.set(&self.press.resume(&shown), page, &self.press.pdf)
    }
}

impl Layout for Proofs<'_, '_> {
    fn heights(&self, density: Density) -> Result<Arc<Heights>, Vec<Finding>> {
        self.press.heights(density)
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
