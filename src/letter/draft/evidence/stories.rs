//! Stories: the paragraphs in the person's own words.

use super::super::block::{Block, Kind, Piece};
use super::super::tongue;
use super::{ASKED, Draft};
use crate::finding::{Code, Finding, Spanned};
use crate::job::split_text;
use crate::letter::Sentence;
use crate::profile::Story;
use crate::tailor::Aim;

/// Stories at most.
const MOST_STORIES: usize = 3;

/// The share of a story's worth that each of its sentences carries: its end is not worth less than its beginning.
const STORY_SHARE: f64 = 0.5;

/// Whether a story speaks to a topic.
pub(in crate::letter::draft) fn covers(draft: &Draft<'_>, story: &Story, topic: &str) -> bool {
    draft.matcher.is_evidence(topic, &story.text.value.plain(), &story.topics)
}

/// The stories that cover most of what is asked, then most of what the job wants at all; each adds something,
/// which is given with it.
pub(super) fn chosen<'a>(draft: &mut Draft<'a>, asked: &[Spanned<String>]) -> Vec<(&'a Story, f64)> {
    let selection = draft.selection;
    let wanted: Vec<(&str, f64)> = asked
        .iter()
        .map(|topic| (topic.value.as_str(), ASKED))
        .chain(
            selection
                .topics
                .iter()
                .filter(|outcome| outcome.topic.aim == Aim::Show)
                .map(|outcome| (outcome.topic.text.as_str(), outcome.topic.weight)),
        )
        .collect();
    let mut stories: Vec<&Story> =
        draft.profile.stories.iter().filter(|story| allowed(draft, story)).collect();
    stories.retain(|story| in_language(draft, story));
    stories.sort_by(|a, b| a.id.cmp(&b.id));
    // Each with what it proves of each topic; nothing where it does not speak to it.
    let proven = |story: &Story| -> Vec<f64> {
        let text = story.text.value.plain();
        let proves = |topic| draft.matcher.evidence(topic, &text, &story.topics);
        wanted.iter().map(|(topic, _)| proves(topic).map_or(0.0, |relevance| relevance.min(1.0))).collect()
    };
    let mut left: Vec<(&Story, Vec<f64>)> = stories.into_iter().map(|story| (story, proven(story))).collect();
    let mut chosen: Vec<(&Story, f64, usize)> = Vec::new();
    let mut open = vec![true; wanted.len()];
    while chosen.len() < MOST_STORIES {
        let gain = |proven: &[f64]| -> f64 {
            let topics = wanted.iter().zip(proven).zip(&open).filter(|(_, open)| **open);
            topics.map(|(((_, weight), proven), _)| weight * proven).sum()
        };
        // Two stories carry a letter; a third must prove something that was asked for by name.
        let least = if chosen.len() < 2 { 0.5 } else { 4.0 };
        let gains = left.iter().enumerate().map(|(at, (_, proven))| (gain(proven), at));
        let best = gains.filter(|(gain, _)| *gain >= least).rev().max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((gain, at)) = best else { break };
        let (story, proven) = left.remove(at);
        let proves = |at: &usize| proven[*at] > 0.0;
        (0..wanted.len()).filter(proves).for_each(|at| open[at] = false);
        chosen.push((story, gain, (0..asked.len()).find(proves).unwrap_or(asked.len())));
    }
    // In the order in which the notes ask.
    chosen.sort_by_key(|(_, _, first)| *first);
    chosen.into_iter().map(|(story, gain, _)| (story, gain)).collect()
}

/// Whether the notes let a story be told.
fn allowed(draft: &Draft<'_>, story: &Story) -> bool {
    let selection = draft.selection;
    let position = story.position.as_ref().and_then(|position| draft.profile.position(&position.value));
    let excluded = position.is_some_and(|(work, position)| {
        selection.shown.excludes(&work.id) || selection.shown.excludes(&position.id)
    });
    let dropped = draft.job.drop.iter().any(|drop| drop.value == story.id);
    let proof = |id: &str| selection.highlights.iter().find(|outcome| outcome.id == id);
    let disproved = story.evidence.iter().any(|id| proof(&id.value).is_some_and(|outcome| outcome.excluded));
    let within =
        |scope: &str| position.is_some_and(|(work, position)| work.id == scope || position.id == scope);
    let unwanted = selection.topics.iter().map(|outcome| &outcome.topic).any(|topic| {
        topic.aim == Aim::Exclude
            && topic.scope.as_deref().is_none_or(within)
            && covers(draft, story, &topic.text)
    });
    let kept_out = draft.kept_out(&story.text.value.plain(), &story.topics);
    !excluded && !dropped && !disproved && !unwanted && !kept_out
}

/// Whether a story is in the letter's language; reported if not.
fn in_language(draft: &mut Draft<'_>, story: &Story) -> bool {
    let Some(other) = tongue::other(&story.text.value.plain(), draft.language) else { return true };
    let message = format!(
        "the story `{}` is in {}, and the letter in {}, so it is left out",
        story.id, other.name, draft.language.name
    );
    let hint = format!("add the story in {}, or set `language` for the job", draft.language.name);
    let finding = Finding::new(Code::OtherLanguage, message).hint(hint);
    draft.findings.push(finding.at(&draft.profile.file, story.text.span.clone()));
    false
}

pub(super) fn block(draft: &Draft<'_>, story: &Story, gain: f64) -> Block {
    let place = draft.profile_place(story.text.span.clone());
    let sentences = split_text(&story.text.value.plain()).into_iter();
    let sentence = |text| Sentence { text, sources: vec![place.clone()] };
    let pieces = sentences.map(|text| Piece::new(sentence(text), gain * STORY_SHARE));
    Block::new(Kind::Story, pieces.collect())
}
