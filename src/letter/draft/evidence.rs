//! The paragraphs of evidence: stories in the person's own words, or else highlights in a sentence.

mod stories;
mod told;

use self::told::Fact;
use super::block::{Block, Kind, Piece};
use super::{Draft, manner, reword};
use crate::finding::{Code, Finding, Spanned};
use crate::job::{Instruction, Intent, LetterPart};
use crate::profile::Highlight;
use crate::tailor::Aim;

pub(super) use self::stories::covers;

/// Sentences made from highlights at most.
const MOST_FRAMED: usize = 8;

/// Sentences of one paragraph made from highlights.
const IN_A_ROW: usize = 3;

/// What a topic counts that the letter itself was asked to prove; others count their weight.
const ASKED: f64 = 10.0;

/// The evidence of a letter before it is told.
pub(super) struct Evidence<'a> {
    /// Everything that could be told.
    all: Vec<Fact<'a>>,
    stories: Vec<Block>,
    facts: Vec<Fact<'a>>,
    markers: Vec<Piece>,
}

impl<'a> Evidence<'a> {
    /// Words of its sentences, about.
    pub(super) fn words(&self) -> usize {
        let facts: usize = self.facts.iter().map(Fact::words).sum();
        super::block::words(&self.stories) + facts
    }

    /// The paragraphs: stories, then highlights, the latest entry first and each entry's together.
    pub(super) fn blocks(mut self, draft: &Draft<'_>) -> Vec<Block> {
        self.facts.sort_by_key(|fact| fact.teller.order);
        let pieces = told::tell(draft, &self.facts);
        // Paragraphs of about the same length, broken where another entry begins if one is near.
        let rows = pieces.len().div_ceil(IN_A_ROW).max(1);
        let length = pieces.len().div_ceil(rows).max(1);
        let mut blocks = self.stories;
        let mut row: Vec<Piece> = Vec::new();
        for (at, piece) in pieces.into_iter().enumerate() {
            let same = at > 0 && self.facts[at].teller.id == self.facts[at - 1].teller.id;
            if row.len() >= length + usize::from(same) {
                blocks.push(Block::new(Kind::Evidence, std::mem::take(&mut row)));
            }
            row.push(piece);
        }
        if !row.is_empty() {
            blocks.push(Block::new(Kind::Evidence, row));
        }
        if !self.markers.is_empty() {
            blocks.push(Block::new(Kind::Evidence, self.markers));
        }
        blocks
    }
}

/// What proves what the notes ask for.
pub(super) fn asked_for<'a>(draft: &mut Draft<'a>) -> Evidence<'a> {
    let (asked, by_name) = asked(draft);
    let stories = stories::chosen(draft, &asked);
    draft.stories = stories.iter().map(|(story, _)| *story).collect();
    let open: Vec<Spanned<String>> = asked
        .iter()
        .filter(|topic| !draft.stories.iter().any(|story| covers(draft, story, &topic.value)))
        .cloned()
        .collect();
    let stories: Vec<Block> =
        stories.iter().map(|(story, gain)| stories::block(draft, story, *gain)).collect();
    let all = told::facts(draft);
    let mut facts: Vec<Fact<'_>> = Vec::new();
    let mut missing = Vec::new();
    for topic in open {
        let spoken = facts.iter().any(|fact| fact.proves(draft, &topic.value));
        match best_fact(draft, &all, &topic.value, &facts) {
            _ if spoken => draft.used.push(topic.span.clone()),
            Some(fact) if facts.len() < MOST_FRAMED => {
                no_story(draft, &topic, Some(fact.highlight));
                draft.used.push(topic.span.clone());
                facts.push(fact.worth(ASKED));
            }
            Some(_) => no_story(draft, &topic, None),
            // A key skill was asked of the resume, so a letter without it has no hole.
            None if by_name && !draft.has_evidence(&topic.value) => missing.push(topic),
            None => no_story(draft, &topic, None),
        }
    }
    let markers = draft.markers(LetterPart::Body, &missing);
    Evidence { all, stories, facts, markers }
}

/// Adds the best of what the resume has to a letter that is short of words.
pub(super) fn fill<'a>(draft: &Draft<'a>, evidence: &mut Evidence<'a>, missing: usize) {
    if !draft.frames() {
        return;
    }
    let topics = draft.selection.topics.iter().map(|outcome| &outcome.topic);
    let mut topics: Vec<(&str, f64)> = topics
        .filter(|topic| topic.aim == Aim::Show && topic.weight > 0.0)
        .map(|topic| (topic.text.as_str(), topic.weight))
        .collect();
    topics.sort_by(|a, b| b.1.total_cmp(&a.1));
    let Evidence { all, facts, .. } = evidence;
    let told: Vec<Fact<'_>> = all.iter().filter(|fact| fact.is_in_a_story(draft)).cloned().collect();
    let mut words = 0;
    // What was asked for and not said yet comes first, then the best of the page.
    for (topic, weight) in topics {
        let spoken = draft.stories.iter().any(|story| covers(draft, story, topic))
            || facts.iter().any(|fact| fact.proves(draft, topic));
        if words >= missing || facts.len() >= MOST_FRAMED || spoken {
            continue;
        }
        let taken: Vec<Fact<'_>> = told.iter().chain(facts.iter()).cloned().collect();
        if let Some(fact) = best_fact(draft, all, topic, &taken) {
            words += fact.words();
            facts.push(fact.worth(weight));
        }
    }
    while words < missing && facts.len() < MOST_FRAMED {
        let taken: Vec<Fact<'_>> = told.iter().chain(facts.iter()).cloned().collect();
        let Some(fact) = best_of_the_page(draft, all, &taken) else { break };
        words += fact.words();
        facts.push(fact);
    }
}

/// What the letter should prove, and whether it was asked of the letter by name: the body instructions, or else
/// the key skills. What was asked for only if there is some is left out where there is none.
fn asked(draft: &mut Draft<'_>) -> (Vec<Spanned<String>>, bool) {
    let body = draft.points(LetterPart::Body).into_iter();
    let opening = draft.points(LetterPart::Opening).into_iter();
    let opening = opening.filter(|point| point.instruction.intent == Intent::Emphasize);
    let mut instructions: Vec<&Instruction> = body.chain(opening).map(|point| &point.instruction).collect();
    let mut by_name = true;
    if instructions.iter().all(|instruction| instruction.phrases.is_empty()) {
        let skills = draft.job.notes.key_skills.iter();
        instructions = skills.filter(|skill| skill.intent == Intent::Emphasize).collect();
        by_name = false;
    }
    let wanted = |instruction: &Instruction, phrase: &Spanned<String>| {
        (by_name && !instruction.conditional) || draft.has_evidence(&phrase.value)
    };
    let asked = instructions.into_iter().flat_map(|instruction| {
        instruction.phrases.iter().filter(move |phrase| wanted(instruction, phrase)).cloned()
    });
    let (manners, asked): (Vec<_>, Vec<_>) = asked.partition(|phrase| manner(&phrase.value));
    draft.used.extend(manners.into_iter().map(|phrase| phrase.span));
    let named = |phrase: Spanned<String>| Spanned::new(without_employers(draft, &phrase.value), phrase.span);
    (asked.into_iter().map(named).collect(), by_name)
}

/// "The close at Marrowby" is about the close: no line of a position names its own employer.
fn without_employers(draft: &Draft<'_>, phrase: &str) -> String {
    let names =
        draft.profile.work.iter().flat_map(|work| std::iter::once(&work.name.value).chain(&work.aliases));
    let names: Vec<&str> =
        names.flat_map(|name| name.split_whitespace()).filter(|word| word.len() > 3).collect();
    let mut kept: Vec<&str> = Vec::new();
    for word in phrase.split_whitespace() {
        let bare = word.trim_end_matches(['.', ',']).trim_end_matches("'s");
        if !names.iter().any(|name| name.trim_end_matches("'s") == bare) {
            kept.push(word);
        } else if matches!(kept.last(), Some(&("at" | "for" | "with" | "from"))) {
            kept.pop();
        }
    }
    if kept.is_empty() { phrase.to_owned() } else { kept.join(" ") }
}

/// The best highlight for a topic that can stand in a sentence.
fn best_fact<'a>(draft: &Draft<'a>, all: &[Fact<'a>], topic: &str, taken: &[Fact<'a>]) -> Option<Fact<'a>> {
    if !draft.frames() {
        return None;
    }
    let relevance = |highlight: &Highlight| {
        draft.matcher.relevance(topic, &highlight.text.value.plain(), &highlight.keywords)
    };
    let mut candidates: Vec<(f64, Fact<'a>)> = all
        .iter()
        .filter(|fact| !taken.iter().any(|other| other.highlight.id == fact.highlight.id))
        .filter(|fact| fact.proves(draft, topic))
        .map(|fact| (relevance(fact.highlight), fact.clone()))
        .collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.highlight.id.cmp(&b.1.highlight.id)));
    candidates.into_iter().find_map(|(_, fact)| fact.reworded(draft))
}

/// The best highlight of the page that is not told yet, of an entry that was told of least.
fn best_of_the_page<'a>(draft: &Draft<'a>, all: &[Fact<'a>], taken: &[Fact<'a>]) -> Option<Fact<'a>> {
    let told = |parent: &str| taken.iter().filter(|fact| fact.teller.id == parent).count();
    let mut candidates: Vec<Fact<'a>> = all
        .iter()
        .filter(|fact| !taken.iter().any(|other| other.highlight.id == fact.highlight.id))
        .cloned()
        .collect();
    let score = |fact: &Fact<'a>| {
        draft
            .selection
            .highlights
            .iter()
            .find(|outcome| outcome.id == fact.highlight.id)
            .map_or((false, 0), |outcome| (outcome.selected, outcome.score))
    };
    candidates.sort_by(|a, b| {
        let key = |fact: &Fact<'a>| (told(fact.teller.id), std::cmp::Reverse(score(fact)));
        key(a).cmp(&key(b)).then_with(|| a.highlight.id.cmp(&b.highlight.id))
    });
    candidates.into_iter().find_map(|fact| fact.reworded(draft)).map(|fact| fact.worth(0.5))
}

/// No story speaks to a topic of a job that is still open; perhaps a highlight stands in for one.
fn no_story(draft: &mut Draft<'_>, topic: &Spanned<String>, highlight: Option<&Highlight>) {
    let closed = draft.job.status.as_ref().is_some_and(|status| status.value.is_closed());
    if closed {
        return;
    }
    let framed = highlight
        .map(|highlight| format!(", so the letter frames the highlight `{}`", highlight.id))
        .unwrap_or_default();
    let message = format!("no story speaks to \"{}\"{framed}", topic.value);
    let finding = Finding::new(Code::NoStory, message)
        .hint("a story in the profile would read better than a bullet point");
    draft.findings.push(finding.at(&draft.job.file, topic.span.clone()));
}
