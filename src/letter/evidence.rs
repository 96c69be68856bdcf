//! The paragraphs of evidence: stories in the person's own words, or else highlights in a sentence.

use super::frame::fill;
use super::phrase::{end, lower_verb, starts_with_past_verb};
use super::{Draft, Paragraph, Sentence};
use crate::finding::{Code, Finding, Spanned};
use crate::job::{Instruction, Intent, LetterPart};
use crate::profile::{Highlight, Story};
use crate::tailor::Aim;

/// Paragraphs of evidence at most.
const MOST_STORIES: usize = 3;

/// Sentences made from highlights at most, where there is no story.
const MOST_FRAMED: usize = 4;

pub(super) fn paragraphs(draft: &mut Draft<'_>) -> Vec<Paragraph> {
    let asked = asked(draft);
    let stories = stories(draft, &asked);
    draft.stories.clone_from(&stories);
    let covered = |draft: &Draft<'_>, topic: &str| stories.iter().any(|story| covers(draft, story, topic));
    let open: Vec<Spanned<String>> =
        asked.iter().filter(|topic| !covered(draft, &topic.value)).cloned().collect();
    let mut paragraphs: Vec<Paragraph> = stories.iter().map(|story| story_paragraph(draft, story)).collect();
    let mut framed = Vec::new();
    for topic in open {
        if framed.len() < MOST_FRAMED {
            framed.extend(framed_highlight(draft, &topic, &framed));
        }
    }
    if paragraphs.is_empty() && framed.is_empty() {
        framed.extend(best_highlights(draft));
    }
    if !framed.is_empty() {
        let sentences = framed.into_iter().map(|(_, sentence)| sentence).collect();
        paragraphs.push(Paragraph { part: LetterPart::Body, sentences });
    }
    paragraphs
}

/// What the letter should prove: the body instructions, or else the key skills. What was asked for only if
/// there is some is left out where there is none.
fn asked(draft: &Draft<'_>) -> Vec<Spanned<String>> {
    let body = draft.points(LetterPart::Body).into_iter();
    let opening = draft.points(LetterPart::Opening).into_iter();
    let opening = opening.filter(|point| point.instruction.intent == Intent::Emphasize);
    let mut instructions: Vec<&Instruction> = body.chain(opening).map(|point| &point.instruction).collect();
    if instructions.iter().all(|instruction| instruction.phrases.is_empty()) {
        let skills = draft.job.notes.key_skills.iter();
        instructions = skills.filter(|skill| skill.intent == Intent::Emphasize).collect();
    }
    let wanted = |instruction: &Instruction, phrase: &Spanned<String>| {
        !instruction.conditional || draft.has_evidence(&phrase.value)
    };
    instructions
        .into_iter()
        .flat_map(|instruction| {
            instruction.phrases.iter().filter(move |phrase| wanted(instruction, phrase)).cloned()
        })
        .collect()
}

pub(super) fn covers(draft: &Draft<'_>, story: &Story, topic: &str) -> bool {
    draft.matcher.is_evidence(topic, &story.text.value.plain(), &story.topics)
}

/// The stories that cover most of what is asked, then most of what the job wants at all; each adds something.
fn stories<'a>(draft: &Draft<'a>, asked: &[Spanned<String>]) -> Vec<&'a Story> {
    let wanted: Vec<(&str, f64)> = asked
        .iter()
        .map(|topic| (topic.value.as_str(), 10.0))
        .chain(
            draft
                .selection
                .topics
                .iter()
                .filter(|outcome| outcome.topic.aim == Aim::Show)
                .map(|outcome| (outcome.topic.text.as_str(), outcome.topic.weight)),
        )
        .collect();
    let allowed = |story: &&Story| {
        let position = story.position.as_ref().and_then(|position| draft.profile.position(&position.value));
        let excluded = position.is_some_and(|(work, position)| {
            draft.selection.shown.excludes(&work.id) || draft.selection.shown.excludes(&position.id)
        });
        let dropped = draft.job.drop.iter().any(|drop| drop.value == story.id);
        let proof = |id: &str| draft.selection.highlights.iter().find(|outcome| outcome.id == id);
        let disproved =
            story.evidence.iter().any(|id| proof(&id.value).is_some_and(|outcome| outcome.excluded));
        let within =
            |scope: &str| position.is_some_and(|(work, position)| work.id == scope || position.id == scope);
        let unwanted = disproved
            || draft.selection.topics.iter().map(|outcome| &outcome.topic).any(|topic| {
                topic.aim == Aim::Exclude
                    && topic.scope.as_deref().is_none_or(within)
                    && covers(draft, story, &topic.text)
            });
        !excluded && !dropped && !unwanted
    };
    let mut left: Vec<&Story> = draft.profile.stories.iter().filter(allowed).collect();
    left.sort_by(|a, b| a.id.cmp(&b.id));
    let mut chosen: Vec<&Story> = Vec::new();
    while chosen.len() < MOST_STORIES {
        let gain = |story: &&Story| -> f64 {
            wanted
                .iter()
                .filter(|(topic, _)| !chosen.iter().any(|chosen| covers(draft, chosen, topic)))
                .filter(|(topic, _)| covers(draft, story, topic))
                .map(|(topic, weight)| {
                    weight * draft.matcher.relevance(topic, &story.text.value.plain(), &story.topics).min(1.0)
                })
                .sum()
        };
        // Two stories carry a letter; a third must prove something that was asked for by name.
        let least = if chosen.len() < 2 { 0.5 } else { 4.0 };
        let best = left.iter().copied().map(|story| (gain(&story), story)).filter(|(gain, _)| *gain >= least);
        let Some((_, best)) = best.rev().max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
        left.retain(|story| story.id != best.id);
        chosen.push(best);
    }
    // In the order in which the notes ask.
    chosen.sort_by_key(|story| {
        asked.iter().position(|topic| covers(draft, story, &topic.value)).unwrap_or(asked.len())
    });
    chosen
}

fn story_paragraph(draft: &Draft<'_>, story: &Story) -> Paragraph {
    let place = draft.profile_place(story.text.span.clone());
    let text = story.text.value.plain();
    let sentences = crate::job::split_text(&text)
        .into_iter()
        .map(|sentence| Sentence { text: sentence, sources: vec![place.clone()] })
        .collect();
    Paragraph { part: LetterPart::Body, sentences }
}

/// The best highlight for a topic, in a sentence; its id tells it apart from the others.
fn framed_highlight(
    draft: &mut Draft<'_>,
    topic: &Spanned<String>,
    taken: &[(String, Sentence)],
) -> Option<(String, Sentence)> {
    let best = candidates(draft)
        .into_iter()
        .filter(|(highlight, _, _)| !taken.iter().any(|(id, _)| *id == highlight.id))
        .map(|(highlight, frame, selected)| {
            let text = highlight.text.value.plain();
            (draft.matcher.relevance(&topic.value, &text, &highlight.keywords), selected, highlight, frame)
        })
        .filter(|(_, _, highlight, _)| {
            draft.matcher.is_evidence(&topic.value, &highlight.text.value.plain(), &highlight.keywords)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then_with(|| b.2.id.cmp(&a.2.id)));
    let Some((_, _, highlight, frame)) = best else {
        if taken.iter().all(|(_, sentence)| !draft.matcher.is_evidence(&topic.value, &sentence.text, &[])) {
            let marker = draft.marker(&topic.value, topic.span.clone());
            return Some((String::new(), marker));
        }
        return None;
    };
    let message = format!(
        "no story speaks to \"{}\", so the letter frames the highlight `{}`",
        topic.value, highlight.id
    );
    let finding = Finding::new(Code::NoStory, message)
        .hint("a story in the profile would read better than a bullet point");
    let sentence = framed(draft, highlight, &frame);
    draft.findings.push(finding.at(&draft.job.file, topic.span.clone()));
    draft.used.push(topic.span.clone());
    Some((highlight.id.clone(), sentence))
}

/// Where nothing was asked for: the best highlights of the page, each of another entry.
fn best_highlights(draft: &Draft<'_>) -> Vec<(String, Sentence)> {
    let mut parents: Vec<&str> = Vec::new();
    let mut sentences = Vec::new();
    let mut selected: Vec<_> =
        draft.selection.highlights.iter().filter(|highlight| highlight.selected).collect();
    selected.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    for outcome in selected {
        if parents.contains(&outcome.parent.as_str()) || sentences.len() >= MOST_FRAMED - 1 {
            continue;
        }
        if let Some((highlight, frame, _)) =
            candidates(draft).into_iter().find(|(highlight, _, _)| highlight.id == outcome.id)
        {
            parents.push(&outcome.parent);
            sentences.push((highlight.id.clone(), framed(draft, highlight, &frame)));
        }
    }
    sentences
}

/// Highlights that can stand in a sentence, each with its frame and whether it is on the resume.
fn candidates<'a>(draft: &Draft<'a>) -> Vec<(&'a Highlight, String, bool)> {
    let mut frames: Vec<(&'a str, String)> = Vec::new();
    for work in &draft.profile.work {
        for position in &work.positions {
            frames.push((&position.id, fill("At {name}, I {fact}", &[("name", &work.name.value)])));
        }
    }
    for school in &draft.profile.education {
        frames.push((&school.id, fill("At {name}, I {fact}", &[("name", &school.institution.value)])));
    }
    for project in &draft.profile.projects {
        frames.push((&project.id, fill("For {name}, I {fact}", &[("name", &project.name.value)])));
    }
    let outcomes = draft.selection.highlights.iter().filter(|outcome| !outcome.excluded);
    outcomes
        .filter_map(|outcome| {
            let highlight = draft.profile.highlight(&outcome.id)?;
            let frame = frames
                .iter()
                .find(|(parent, _)| *parent == outcome.parent)
                .map(|(_, frame)| frame.clone())?;
            starts_with_past_verb(&highlight.text.value.plain()).then_some((
                highlight,
                frame,
                outcome.selected,
            ))
        })
        .collect()
}

fn framed(draft: &Draft<'_>, highlight: &Highlight, frame: &str) -> Sentence {
    let fact = highlight.text.value.plain();
    let fact = lower_verb(fact.trim_end_matches(['?', '!']));
    let text = end(&fill(frame, &[("fact", &fact)]));
    Sentence { text, sources: vec![draft.profile_place(highlight.text.span.clone())] }
}
