//! Drafting: a letter from the notes, in sentences that each rest on a line.
//!
//! An instruction becomes an intent and phrases; its verb never reaches the page. A sentence is the owner's own
//! (a story, an answer), a highlight in a frame, or a frame around a phrase of the notes. What cannot be sourced
//! becomes a visible marker.

mod address;
mod block;
mod closing;
mod company;
mod evidence;
mod foreign;
mod frame;
mod marker;
mod opening;
mod personal;
mod reword;
mod tongue;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use jiff::civil;

use self::block::Block;
use self::frame::Voice;
use self::reword::Reworded;
use super::borrowed;
use super::lint::rhythm::is_full_of_i;
use super::unused::unused;
use super::{Letter, Sentence, Unused};
use crate::finding::{Code, Finding, Place, Severity};
use crate::job::{Intent, Job, LetterPart, LetterPoint};
use crate::language::Language;
use crate::profile::{Profile, Story};
use crate::provenance::Told;
use crate::tailor::{Matcher, Selection};
use crate::words::Runs;

/// Words that a letter aims at.
pub const AIM: usize = 350;

/// With fewer words than these a letter takes in more evidence.
const FEW_WORDS: usize = 250;

/// Instructions for one part of a letter that are heard; nobody has more than a few.
const MOST_POINTS: usize = 40;

/// What a letter is drafted from.
#[derive(Debug, Clone, Copy)]
pub struct Brief<'a> {
    /// What the person tells, of themselves and for the job.
    pub told: Told<'a>,
    /// What the resume shows.
    pub selection: &'a Selection,
    /// The texts of that resume, which the letter does not repeat.
    pub resume: &'a [String],
    /// The letter's date.
    pub date: civil::Date,
    /// The language to write in.
    pub language: &'static Language,
    /// What is sent along.
    pub enclosures: &'a [String],
    /// Words that the letter may have, where it can be shortened to them.
    pub most_words: usize,
}

/// A letter while it is being drafted.
struct Draft<'a> {
    voice: Voice<'a>,
    profile: &'a Profile,
    job: &'a Job,
    selection: &'a Selection,
    language: &'static Language,
    matcher: Matcher,
    /// Runs of words that the resume has.
    printed: Runs,
    /// Runs of words that the instructions have.
    asked: Runs,
    findings: Vec<Finding>,
    /// Spans of the phrases that a sentence was made from.
    used: Vec<Range<usize>>,
    /// The stories told, which speak to their topics beyond their words.
    stories: Vec<&'a Story>,
    /// What highlights say in words of their own, by id.
    reworded: RefCell<HashMap<String, Option<Reworded>>>,
    /// What was too much for its paragraph.
    left_out: Vec<Sentence>,
}

/// Drafts the letter of a job.
pub fn draft(brief: &Brief<'_>) -> (Letter, Vec<Finding>) {
    let voice = Voice { job: &brief.told.job.name, sparing: false };
    let (letter, findings) = compose(brief, voice);
    // Stories and answers are the writer's own; what is put around them need not begin with "I" too.
    if is_full_of_i(&letter) {
        return compose(brief, Voice { sparing: true, ..voice });
    }
    (letter, findings)
}

fn compose<'a>(brief: &Brief<'a>, voice: Voice<'a>) -> (Letter, Vec<Finding>) {
    let mut draft = Draft {
        voice,
        profile: brief.told.profile(),
        job: brief.told.job,
        selection: brief.selection,
        language: brief.language,
        matcher: Matcher::new(&brief.told.profile().aliases),
        printed: borrowed::of_resume(brief.resume, brief.told.job),
        asked: borrowed::of_notes(brief.told),
        findings: Vec::new(),
        used: Vec::new(),
        stories: Vec::new(),
        reworded: RefCell::default(),
        left_out: Vec::new(),
    };
    let mut blocks = vec![opening::block(&mut draft)];
    let mut evidence = evidence::asked_for(&mut draft);
    let company = company::block(&mut draft, &blocks);
    let personal = personal::block(&mut draft, &blocks);
    let closing = closing::block(&mut draft, &[&company, &personal]);
    let end = block::joined(company, personal, closing);
    let words = block::words(&blocks) + evidence.words() + block::words(&end);
    if words < FEW_WORDS {
        evidence::fill(&draft, &mut evidence, FEW_WORDS - words);
    }
    blocks.extend(evidence.blocks(&draft));
    blocks.extend(end);
    let mut left_out = block::shorten(&mut blocks, brief.most_words);
    left_out.append(&mut draft.left_out);
    draft.settle_markers(&mut blocks);
    let pieces = blocks.iter_mut().flat_map(|block| &mut block.pieces);
    let sentences = pieces.map(|piece| &mut piece.sentence).chain(&mut left_out);
    sentences.for_each(|sentence| draft.name_sources(sentence));

    let address = address::Address::new(brief.told.job, brief.language);
    let mut letter = Letter {
        language: brief.language,
        date: brief.date,
        recipient: address.recipient,
        salutation: address.salutation,
        paragraphs: blocks.into_iter().filter_map(Block::paragraph).collect(),
        closing: brief.language.letter.closing.to_owned(),
        signature: brief.told.profile().basics.name.clone(),
        below: address::enclosure(brief.enclosures, brief.language).into_iter().collect(),
        unused: Vec::new(),
        left_out,
    };
    letter.unused = unused(&letter, brief.told.job, &draft.matcher, |phrase| {
        draft.used.contains(&phrase.span)
            || draft.stories.iter().any(|story| evidence::covers(&draft, story, &phrase.value))
    });
    let mut findings = draft.findings;
    findings.extend(letter.unused.iter().map(Unused::finding));
    findings.extend(without_evidence(&letter, brief));
    findings.extend(left_out_finding(&letter, brief.told.job));
    (letter, findings)
}

/// A letter that tells of no story and of no highlight.
fn without_evidence(letter: &Letter, brief: &Brief<'_>) -> Option<Finding> {
    let profile = brief.told.profile();
    let told = |place: &Place| {
        place.file == profile.file
            && (profile.stories.iter().any(|story| story.text.span == place.span)
                || profile
                    .highlight_lists()
                    .any(|(_, list)| list.iter().any(|one| one.text.span == place.span)))
    };
    let proven = letter.sentences().flat_map(|sentence| &sentence.sources).any(told);
    let finding = Finding::new(Code::NoStory, "the letter tells of nothing that you have done")
        .severity(Severity::Warning)
        .hint("add a story to the profile: a paragraph in your own words, with the topics it speaks to");
    (!proven).then(|| finding.in_file(brief.told.job.file.name.clone()))
}

/// One finding for everything that was left out to keep the letter short.
fn left_out_finding(letter: &Letter, job: &Job) -> Option<Finding> {
    let first = letter.left_out.first()?;
    let more = match letter.left_out.len() {
        1 => String::new(),
        more => format!(" and {} more", more - 1),
    };
    let message = format!("the letter leaves out \"{}\"{more} to stay short", first.text);
    let finding = Finding::new(Code::LeftOut, message).hint(format!(
        "`bespoke explain {0} --letter` lists all of it; `bespoke letter {0}` lets you choose",
        job.name
    ));
    Some(match first.sources.first() {
        Some(place) => finding.at(&place.file, place.span.clone()),
        None => finding,
    })
}

/// Whether a phrase is on the manner of the letter and not on its matter: "short", "keep it warm".
fn manner(phrase: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: [&str; 49] = [
        "none", "nope", "nothing", "tbd", "n", "no",
        "short", "shortly", "brief", "briefly", "quick", "quickly", "gently", "gentle", "warm", "warmly", "formal", "informal", "casual", "human",
        "sentimental", "honest", "humble", "confident", "concise", "direct", "friendly", "simple", "plain", "numbers", "order", "tone", "like", "person",
        "keep", "it", "not", "in", "that", "be", "and", "a", "the", "please", "very", "too", "all", "jobs", "three",
    ];
    let lower = phrase.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| WORDS.contains(&word))
}

impl<'a> Draft<'a> {
    /// The letter points of one part.
    fn points(&self, part: LetterPart) -> Vec<&'a LetterPoint> {
        self.job
            .notes
            .letter
            .iter()
            .filter(|point| point.part == part && point.instruction.intent != Intent::Omit)
            .take(MOST_POINTS)
            .collect()
    }

    /// Whether the notes keep a text out of the letter.
    fn kept_out(&self, text: &str, keywords: &[String]) -> bool {
        let omitted = self.job.notes.letter.iter().filter(|point| point.instruction.intent == Intent::Omit);
        omitted
            .flat_map(|point| &point.instruction.phrases)
            .any(|phrase| self.matcher.is_evidence(&phrase.value, text, keywords))
    }

    /// Whether a story or a highlight speaks to a topic.
    fn has_evidence(&self, topic: &str) -> bool {
        let mut stories = self.profile.stories.iter();
        let mut highlights = self.selection.highlights.iter();
        stories.any(|story| self.matcher.is_evidence(topic, &story.text.value.plain(), &story.topics))
            || highlights.any(|highlight| self.matcher.is_evidence(topic, &highlight.text, &[]))
    }

    /// Whether a sentence takes over too many words of an instruction.
    fn copies(&self, text: &str) -> bool {
        self.asked.first_in(text).is_some()
    }

    /// Whether the frames of sentences can be used, which are English.
    fn frames(&self) -> bool {
        self.language.tag == "en"
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

    /// A frame names the company, an employer or a school: its line is a source too.
    fn name_sources(&self, sentence: &mut Sentence) {
        let profile = self.profile;
        let positions = profile.work.iter().flat_map(|work| &work.positions);
        let own = (profile.work.iter().map(|work| &work.name))
            .chain(positions.map(|position| &position.title))
            .chain(profile.education.iter().map(|school| &school.institution))
            .chain(profile.projects.iter().map(|project| &project.name))
            .map(|name| (name, &profile.file));
        let job = self.job;
        let names = [&job.company, &job.position].into_iter().map(|name| (name, &job.file)).chain(own);
        for (name, file) in names {
            let has = |place: &Place| place.file.text[place.span.clone()].contains(&name.value);
            if sentence.text.contains(&name.value) && !sentence.sources.iter().any(has) {
                sentence.sources.push(Place::new(file, name.span.clone()));
            }
        }
    }
}
