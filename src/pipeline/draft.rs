//! What is made of a choice for the page, once, also if that begins before the choice is known to stand.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::compile::{Finishing, letter_page};
use super::fit::Progress;
use super::press::Press;
use super::{Application, Shared, Written};
use crate::finding::Finding;
use crate::letter::{self, Brief};
use crate::profile::Profile;
use crate::provenance::{Notes, Told};
use crate::render::{CoverLetter, Edition, Page, Resume};
use crate::tailor::{Choice, Piece, Plan, Selection};
use crate::threads::Memo;

/// How many choices are kept with what was made of them; hardly ever more than two are tried.
const KEPT: usize = 4;

/// A choice as it is shown, and the letter that goes with it.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) selection: Selection,
    pub(super) shown: Profile,
    pub(super) resume: Resume,
    letter: OnceLock<(Option<Written>, Vec<Finding>)>,
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

/// Drafts what is made of the choices for a job.
pub(super) struct Drafting<'a, 's> {
    shared: &'a Shared<'s>,
    pub(super) application: &'a Application,
    pub(super) notes: &'a Notes,
    pub(super) plan: &'a Plan<'a>,
    pub(super) press: &'a Press<'a>,
    pub(super) finishing: Arc<Finishing>,
    drafts: Memo<BTreeSet<Piece>, Arc<Draft>>,
}

impl<'a, 's> Drafting<'a, 's> {
    /// Nothing is made yet.
    pub(super) fn new(
        shared: &'a Shared<'s>,
        application: &'a Application,
        notes: &'a Notes,
        plan: &'a Plan<'a>,
        press: &'a Press<'a>,
    ) -> Self {
        let finishing = Finishing::new(Arc::clone(&press.engine), press.pdf, &press.page.language);
        Self {
            shared,
            application,
            notes,
            plan,
            press,
            finishing: Arc::new(finishing),
            drafts: Memo::of(KEPT),
        }
    }

    /// The draft of a choice; its letter is not written yet.
    pub(super) fn draft(&self, choice: &Choice) -> Arc<Draft> {
        self.drafts.get(choice.pieces.clone(), || {
            let selection = self.plan.explain(choice);
            let shown = selection.shown.cut(self.press.profile);
            let resume = self.press.resume(&shown);
            Arc::new(Draft { selection, shown, resume, letter: OnceLock::new() })
        })
    }

    /// The letter of a draft, and what was found about it.
    pub(super) fn letter<'d>(&self, draft: &'d Draft) -> &'d (Option<Written>, Vec<Finding>) {
        let Self { application, notes, press, .. } = self;
        let Draft { selection, shown, resume, letter } = draft;
        let edition = press.edition;
        let to_write = ToWrite { application, notes, selection, shown, resume, edition };
        letter.get_or_init(|| self.shared.written(&to_write, letter::AIM))
    }

    /// Makes what can be made of a choice now: its letter when it is likely to stand, and its resume when it fits. What
    /// is wrong with them is told when they are asked for.
    pub(super) fn go_ahead(&self, choice: &Choice, progress: Progress) {
        let Self { press, finishing, .. } = self;
        let draft = self.draft(choice);
        match progress {
            Progress::Expected => {
                let Some(Written { document, .. }) = &self.letter(&draft).0 else { return };
                if let Ok(source) = press.renderer.cover_letter(document, &letter_page(&press.page)) {
                    drop(finishing.finish(&source, 1, || document.blocks()));
                }
            }
            Progress::Fits(density) => {
                let page = Page { density, ..press.page.clone() };
                if let Ok(source) = press.renderer.resume(&draft.resume, &page) {
                    drop(finishing.finish(&source, press.limits().pages, || draft.resume.blocks()));
                }
            }
        }
    }
}

impl Shared<'_> {
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
