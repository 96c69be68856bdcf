//! The letter: what the notes ask for and the profile can prove, in sentences a person would sign.
//!
//! An instruction becomes an intent and phrases; its verb never reaches the page. Each sentence is the
//! owner's own (a story, an answer), a highlight in a frame, or a frame around a phrase of the notes, and it
//! records the lines it rests on. What cannot be sourced becomes a visible marker.

mod closing;
mod company;
mod evidence;
mod frame;
mod opening;
mod personal;
mod phrase;

use std::ops::Range;

use jiff::civil;

use crate::finding::{Code, Finding, Place};
use crate::job::{Intent, Job, LetterPart, LetterPoint};
use crate::profile::{Profile, Story};
use crate::tailor::{Matcher, Selection};

/// Opens a marker for what the owner has to write.
pub const MARKER: &str = "\u{27e6}TODO:";

/// The most words a drafted letter may have.
const MOST_WORDS: usize = 370;

/// A letter, ready to be set.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its date.
    pub date: civil::Date,
    /// To whom, line by line.
    pub recipient: Vec<String>,
    /// "Dear ...," including the comma.
    pub salutation: String,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// "Sincerely," including the comma.
    pub closing: String,
    /// The name below.
    pub signature: String,
    /// Instructions that left no trace.
    pub unused: Vec<Unused>,
}

/// A paragraph and what it is for.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its part in the letter.
    pub part: LetterPart,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// A sentence and the lines it rests on.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// Where they come from.
    pub sources: Vec<Place>,
}

/// An instruction for which nothing was written.
#[derive(Debug, Clone)]
pub struct Unused {
    /// The phrase.
    pub text: String,
    /// Where it stands.
    pub source: Place,
}

impl Letter {
    /// All sentences in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences)
    }
}

/// Everything a letter is drafted from.
pub(crate) struct Draft<'a> {
    profile: &'a Profile,
    job: &'a Job,
    selection: &'a Selection,
    matcher: Matcher,
    findings: Vec<Finding>,
    /// Spans of the phrases that a sentence was made from.
    used: Vec<Range<usize>>,
    /// The stories told, which speak to their topics beyond their words.
    stories: Vec<&'a Story>,
}

/// Drafts the letter of a job.
pub fn draft(
    profile: &Profile,
    job: &Job,
    selection: &Selection,
    date: civil::Date,
) -> (Letter, Vec<Finding>) {
    let matcher = Matcher::new(&profile.aliases);
    let mut draft = Draft {
        profile,
        job,
        selection,
        matcher,
        findings: Vec::new(),
        used: Vec::new(),
        stories: Vec::new(),
    };
    let opening = opening::paragraph(&mut draft);
    let mut evidence = evidence::paragraphs(&mut draft);
    let mut company = company::paragraph(&mut draft);
    let mut personal = personal::paragraph(&mut draft);
    // One sentence is no paragraph; it leads into what the company means to the writer.
    if company.sentences.len() == 1 && !personal.sentences.is_empty() {
        personal.sentences.splice(0..0, company.sentences.drain(..));
    }
    let closing = closing::paragraph(&mut draft);

    let count = |paragraphs: &[&Paragraph]| -> usize {
        paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.sentences)
            .map(|sentence| sentence.text.split_whitespace().count())
            .sum()
    };
    let fixed = count(&[&opening, &company, &closing]);
    // What goes first when the letter is long: later evidence, then the later personal sentences.
    while evidence.len() > 1
        && fixed + count(&[&personal]) + count(&evidence.iter().collect::<Vec<_>>()) > MOST_WORDS
    {
        evidence.pop();
    }
    while personal.sentences.len() > 1
        && fixed + count(&[&personal]) + count(&evidence.iter().collect::<Vec<_>>()) > MOST_WORDS
    {
        personal.sentences.pop();
    }
    let mut paragraphs = vec![opening];
    paragraphs.extend(evidence);
    paragraphs.extend([company, personal, closing]);
    paragraphs.retain(|paragraph| !paragraph.sentences.is_empty());

    let mut letter = Letter {
        date,
        recipient: recipient(job),
        salutation: salutation(job),
        paragraphs,
        closing: "Sincerely,".into(),
        signature: profile.basics.name.clone(),
        unused: Vec::new(),
    };
    letter.unused = draft.unused(&letter);
    let mut findings = std::mem::take(&mut draft.findings);
    findings.extend(letter.unused.iter().map(|unused| {
        let message = format!("nothing in the letter speaks to \"{}\"", unused.text);
        Finding::new(Code::UnusedInstruction, message)
            .hint("a story with this topic in the profile would be used")
            .at(&unused.source.file, unused.source.span.clone())
    }));
    (letter, findings)
}

impl<'a> Draft<'a> {
    /// The letter points of one part.
    fn points(&self, part: LetterPart) -> Vec<&'a LetterPoint> {
        self.job
            .notes
            .letter
            .iter()
            .filter(|point| point.part == part && point.instruction.intent != Intent::Omit)
            .collect()
    }

    /// Whether a story or a highlight speaks to a topic.
    fn has_evidence(&self, topic: &str) -> bool {
        let mut stories = self.profile.stories.iter();
        let mut highlights = self.selection.highlights.iter();
        stories.any(|story| self.matcher.is_evidence(topic, &story.text.value.plain(), &story.topics))
            || highlights.any(|highlight| self.matcher.is_evidence(topic, &highlight.text, &[]))
    }

    /// A place in the job file.
    fn job_place(&self, span: Range<usize>) -> Place {
        Place::new(&self.job.file, span)
    }

    /// A place in the profile.
    fn profile_place(&self, span: Range<usize>) -> Place {
        Place::new(&self.profile.file, span)
    }

    /// Makes a sentence from a phrase of the notes, and counts the phrase as used.
    fn phrase_sentence(&mut self, text: String, span: Range<usize>) -> Sentence {
        self.used.push(span.clone());
        Sentence { text, sources: vec![self.job_place(span)] }
    }

    /// A marker for a phrase that nothing could be written about.
    fn marker(&mut self, phrase: &str, span: Range<usize>) -> Sentence {
        let message = format!("the letter needs one sentence on \"{phrase}\" that no source could fill");
        let hint = "write it into the letter, or add a story or an answer that says it";
        self.findings
            .push(Finding::new(Code::LetterMarker, message).hint(hint).at(&self.job.file, span.clone()));
        self.phrase_sentence(format!("{MARKER} one sentence on {phrase}\u{27e7}"), span)
    }

    /// Letter instructions and key skills that no sentence speaks to.
    fn unused(&self, letter: &Letter) -> Vec<Unused> {
        let points = self.job.notes.letter.iter().map(|point| &point.instruction);
        let asked = points
            .chain(&self.job.notes.key_skills)
            .filter(|instruction| instruction.intent != Intent::Omit && !instruction.conditional);
        asked
            .flat_map(|instruction| &instruction.phrases)
            .filter(|phrase| !self.used.contains(&phrase.span))
            .filter(|phrase| !self.stories.iter().any(|story| evidence::covers(self, story, &phrase.value)))
            .filter(|phrase| {
                letter.paragraphs.iter().all(|paragraph| {
                    let text: Vec<&str> =
                        paragraph.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
                    !self.matcher.is_evidence(&phrase.value, &text.join(" "), &[])
                })
            })
            .map(|phrase| Unused { text: phrase.value.clone(), source: self.job_place(phrase.span.clone()) })
            .collect()
    }
}

/// The lines of the address.
fn recipient(job: &Job) -> Vec<String> {
    let location = job.location.as_ref().map(|location| location.value.clone());
    contact(job).into_iter().chain([job.company.value.clone()]).chain(location).collect()
}

fn salutation(job: &Job) -> String {
    contact(job).map_or_else(|| "Dear Hiring Team,".into(), |name| format!("Dear {name},"))
}

/// The contact's name, without what stands in brackets or after it; none if no person is named.
fn contact(job: &Job) -> Option<String> {
    const NOBODY: [&str; 13] = [
        "unknown",
        "none",
        "n/a",
        "tbd",
        "hr",
        "hiring",
        "recruit",
        "team",
        "committee",
        "department",
        "human resources",
        "manager",
        "talent",
    ];
    let text = job.contact.as_ref()?.value.split(['(', '<', ';', '[', '|']).next()?.trim().to_owned();
    let (name, after) =
        text.split_once(',').map_or((text.as_str(), ""), |(name, after)| (name.trim(), after.trim()));
    let lower = name.to_lowercase();
    let words = name.split_whitespace().count();
    let nobody = NOBODY
        .iter()
        .any(|word| lower.split(|c: char| !c.is_alphanumeric() && c != '/').any(|one| one.starts_with(word)));
    if nobody || !name.contains(char::is_alphabetic) || name.contains('@') || words > 5 {
        return None;
    }
    // "Smith, Jane" is one name, "Jane Smith, Director" another's with a title.
    let given = words == 1 && after.split_whitespace().count() == 1 && after.starts_with(char::is_uppercase);
    Some(if given { format!("{after} {name}") } else { name.trim_end_matches(['-', ' ']).to_owned() })
}
