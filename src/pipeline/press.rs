//! A job's resume, set by the engine while its choice is being made.

use std::collections::BTreeSet;

use super::fit::Layout;
use super::trouble::Trouble;
use crate::engine::{Engine, PdfSettings};
use crate::finding::{Code, Finding};
use crate::profile::{Density, Profile, SectionKind};
use crate::render::{Edition, Measuring, Page, Renderer, Resume, Sheet};
use crate::tailor::{Heights, Piece, Plan};

/// Sets a job's resume.
pub(super) struct Press<'a> {
    pub(super) edition: Edition,
    pub(super) profile: &'a Profile,
    pub(super) plan: &'a Plan<'a>,
    pub(super) renderer: &'a Renderer,
    pub(super) engine: &'a dyn Engine,
    pub(super) trouble: &'a Trouble<'a>,
    pub(super) page: Page,
    /// The sections in their order.
    pub(super) order: Vec<SectionKind>,
    pub(super) settings: PdfSettings,
}

impl Press<'_> {
    /// A resume of all that may be chosen.
    pub(super) fn everything(&self) -> Resume {
        self.resume(&self.plan.pieces().into_iter().collect())
    }

    fn resume(&self, pieces: &BTreeSet<Piece>) -> Resume {
        Resume::new(&self.plan.shown(pieces).cut(self.profile), &self.order, self.edition)
    }

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

impl Layout for Press<'_> {
    fn heights(&self, density: Density) -> Result<Heights, Vec<Finding>> {
        let pieces: BTreeSet<Piece> = self.plan.pieces().into_iter().collect();
        let measuring = Measuring::new(self.profile, &self.plan.shown(&pieces), &self.order, self.edition);
        let page = Page { density, measuring: true, ..self.page.clone() };
        Ok(measuring.heights(&self.set(&measuring.resume, &page)?))
    }

    fn sheet(&self, pieces: &BTreeSet<Piece>, density: Density) -> Result<Sheet, Vec<Finding>> {
        self.set(&self.resume(pieces), &Page { density, ..self.page.clone() })
    }

    fn endless(
        &self,
        pieces: &BTreeSet<Piece>,
        density: Density,
        sheet: &Sheet,
    ) -> Result<Sheet, Vec<Finding>> {
        let page = Page { density, measuring: true, ..self.page.clone() };
        Ok(self.set(&self.resume(pieces), &page)?.with_area(sheet.area))
    }
}
