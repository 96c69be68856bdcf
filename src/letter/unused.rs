//! What the notes ask of the letter and no sentence speaks to.

use super::{Letter, Unused};
use crate::finding::{Code, Finding, Place, Spanned};
use crate::job::{Intent, Job};
use crate::tailor::Matcher;

/// Instructions that are looked into; nobody has more than a few.
const MOST: usize = 400;

/// Letter instructions and key skills without a trace, but for those that `settled` knows to be spoken to.
pub(super) fn unused(
    letter: &Letter,
    job: &Job,
    matcher: &Matcher,
    settled: impl Fn(&Spanned<String>) -> bool,
) -> Vec<Unused> {
    let texts: Vec<String> = letter.paragraphs.iter().map(|paragraph| paragraph.prose.plain()).collect();
    let points = job.notes.letter.iter().map(|point| &point.instruction);
    points
        .chain(&job.notes.key_skills)
        .filter(|instruction| instruction.intent != Intent::Omit && !instruction.conditional)
        .flat_map(|instruction| &instruction.phrases)
        .take(MOST)
        .filter(|phrase| !settled(phrase))
        .filter(|phrase| !texts.iter().any(|text| matcher.is_evidence(&phrase.value, text, &[])))
        .map(|phrase| Unused {
            text: phrase.value.clone(),
            source: Place::new(&job.file, phrase.span.clone()),
        })
        .collect()
}

impl Unused {
    /// The same as a finding.
    pub(super) fn finding(&self) -> Finding {
        let message = format!("nothing in the letter speaks to \"{}\"", self.text);
        Finding::new(Code::UnusedInstruction, message)
            .hint("a story with this topic in the profile would be used")
            .at(&self.source.file, self.source.span.clone())
    }
}
