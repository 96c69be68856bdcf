//! Which fields a reading gives back in their order.
//!
//! Sections may come in any order, but each has its heading on a line of its own, and what belongs to it stands
//! between that line and the next heading. Within a section the steps follow each other.

use std::collections::BTreeSet;

use super::lines::{Reading, normal};
use super::matching::{Pattern, Span};
use crate::render::{Block, FieldKind};

/// How many ways to tell headings from equal lines are tried.
const MOST_WAYS: usize = 64;

/// What a reading gives back.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// For each field, in order, where it stands; `None` if not where it should be.
    pub(super) fields: Vec<Option<Span>>,
    /// For each field, whether it stands anywhere.
    pub(super) anywhere: Vec<bool>,
}

impl Found {
    /// Looks for the fields of all blocks.
    pub(super) fn new(reading: &Reading, blocks: &[Block]) -> Self {
        let sections = sections(reading, blocks);
        let best = ways(&sections)
            .into_iter()
            .map(|headings| fields(reading, &sections, &headings))
            // The first of equal ones: headings as early as possible.
            .rev()
            .max_by_key(|fields| fields.iter().flatten().count());
        let all =
            sections.iter().flat_map(|section| section.title.iter().chain(section.steps.iter().flatten()));
        let anywhere = all.map(|field| !field.places.is_empty()).collect();
        Self { fields: best.unwrap_or_default(), anywhere }
    }
}

/// A field, and every place where it could stand.
struct Candidate {
    length: usize,
    places: Vec<Span>,
}

/// A block of a document.
struct Section {
    /// Its heading, if it has one.
    title: Option<Candidate>,
    /// The lines that could be its heading.
    headings: Vec<usize>,
    /// Its fields, without the heading.
    steps: Vec<Vec<Candidate>>,
}

fn sections(reading: &Reading, blocks: &[Block]) -> Vec<Section> {
    let candidate = |text: &str| {
        let pattern = Pattern::new(text);
        Candidate { length: pattern.len(), places: pattern.places(reading) }
    };
    let section = |block: &Block| {
        let title = block
            .steps
            .first()
            .and_then(|step| step.first())
            .filter(|field| field.kind == FieldKind::Heading);
        let steps = block.steps.iter().skip(usize::from(title.is_some()));
        Section {
            title: title.map(|title| candidate(&title.text)),
            headings: title.map(|title| heading_lines(reading, &title.text)).unwrap_or_default(),
            steps: steps.map(|step| step.iter().map(|field| candidate(&field.text)).collect()).collect(),
        }
    };
    blocks.iter().map(section).collect()
}

/// The lines that say nothing but a title, in capitals or not.
fn heading_lines(reading: &Reading, title: &str) -> Vec<usize> {
    let title = normal(title).to_lowercase();
    let is_title = |at: &usize| reading.line(*at).trim_end_matches(':').to_lowercase() == title.trim();
    (0..reading.lines.len()).filter(is_title).collect()
}

/// The ways to choose a line for each heading; usually there is one.
fn ways(sections: &[Section]) -> Vec<Vec<Option<usize>>> {
    let mut ways: Vec<Vec<Option<usize>>> = vec![Vec::new()];
    for section in sections {
        let with = |way: &[Option<usize>], line: Option<usize>| way.iter().copied().chain([line]).collect();
        let mut longer: Vec<Vec<Option<usize>>> = Vec::new();
        for way in &ways {
            let free = section.headings.iter().map(|line| Some(*line)).filter(|line| !way.contains(line));
            longer.extend(free.map(|line| with(way, line)));
        }
        if longer.is_empty() {
            longer = ways.iter().map(|way| with(way, None)).collect();
        }
        longer.truncate(MOST_WAYS);
        ways = longer;
    }
    ways
}

/// The fields of all sections, given the lines of their headings.
fn fields(reading: &Reading, sections: &[Section], headings: &[Option<usize>]) -> Vec<Option<Span>> {
    let starts: BTreeSet<usize> = headings.iter().flatten().map(|line| reading.lines[*line].0).collect();
    let next = |from: usize| starts.range(from..).next().copied().unwrap_or(reading.text.len());
    let mut fields = Vec::new();
    // Blocks without a heading follow each other at the top.
    let mut top = 0;
    for (section, heading) in sections.iter().zip(headings) {
        let heading = heading.map(|line| reading.lines[line]);
        let region = match (heading, &section.title) {
            (Some((start, end)), _) => (end, next(start + 1)),
            // What it says may still be there, below whatever stands in its place.
            (None, Some(_)) => (0, reading.text.len()),
            (None, None) => (top, next(0)),
        };
        if section.title.is_some() {
            fields.push(heading);
        }
        let found = in_order(&section.steps, region);
        if section.title.is_none() {
            top = found.iter().flatten().map(|span| span.1).max().unwrap_or(top);
        }
        fields.extend(found);
    }
    fields
}

/// How far some of the steps have been found.
#[derive(Clone, Copy)]
struct Progress {
    /// Where the next step may start.
    end: usize,
    /// How many fields were found.
    count: usize,
    /// The last link of the chain of what was found.
    chain: Option<usize>,
}

/// A step that was found, behind another.
struct Link {
    before: Option<usize>,
    step: usize,
    spans: Vec<Option<Span>>,
}

/// As many fields as can be found in the order of their steps.
fn in_order(steps: &[Vec<Candidate>], region: Span) -> Vec<Option<Span>> {
    all_in_order(steps, region).unwrap_or_else(|| most_in_order(steps, region))
}

/// All fields, if each step can follow the one before it: what is usual, and quick to tell.
fn all_in_order(steps: &[Vec<Candidate>], (mut start, end): Span) -> Option<Vec<Option<Span>>> {
    let mut found = Vec::new();
    for step in steps {
        let spans = placed(step, (start, end));
        if spans.contains(&None) {
            return None;
        }
        start = spans.iter().flatten().map(|span| span.1).max().unwrap_or(start);
        found.extend(spans);
    }
    Some(found)
}

/// The fields of the longest chain of steps that follow each other, where not all can.
fn most_in_order(steps: &[Vec<Candidate>], (start, end): Span) -> Vec<Option<Span>> {
    let mut links: Vec<Link> = Vec::new();
    let mut progress = vec![Progress { end: start, count: 0, chain: None }];
    for (at, step) in steps.iter().enumerate() {
        let mut longer = progress.clone();
        for before in &progress {
            for spans in placements(step, (before.end, end)) {
                let count = before.count + spans.iter().flatten().count();
                let end = spans.iter().flatten().map(|span| span.1).max().unwrap_or(before.end);
                links.push(Link { before: before.chain, step: at, spans });
                longer.push(Progress { end, count, chain: Some(links.len() - 1) });
            }
        }
        progress = best(longer);
    }
    let mut found: Vec<Vec<Option<Span>>> = steps.iter().map(|step| vec![None; step.len()]).collect();
    let mut chain = progress.last().and_then(|last| last.chain);
    while let Some(link) = chain.and_then(|at| links.get(at)) {
        found[link.step].clone_from(&link.spans);
        chain = link.before;
    }
    found.concat()
}

/// Whatever found no more than another that ends no later is given up; the last has found the most.
fn best(mut progress: Vec<Progress>) -> Vec<Progress> {
    progress.sort_by_key(|one| (one.end, std::cmp::Reverse(one.count)));
    let mut most = None;
    progress.retain(|one| {
        let more = most.is_none_or(|most| one.count > most);
        if more {
            most = Some(one.count);
        }
        more
    });
    progress
}

/// The ways to place the fields of a step: all that can be found, or fewer that end earlier.
fn placements(step: &[Candidate], (start, end): Span) -> Vec<Vec<Option<Span>>> {
    let all = placed(step, (start, end));
    let ends: BTreeSet<usize> = all.iter().flatten().map(|span| span.1).collect();
    let earlier = ends.iter().rev().skip(1).map(|end| placed(step, (start, *end)));
    let earlier: Vec<_> = earlier.collect();
    let all = (!ends.is_empty()).then_some(all);
    all.into_iter().chain(earlier).collect()
}

/// The fields of a step, the longest first, each at the first place that no other has taken.
fn placed(step: &[Candidate], (start, end): Span) -> Vec<Option<Span>> {
    let mut spans: Vec<Option<Span>> = vec![None; step.len()];
    let mut order: Vec<usize> = (0..step.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(step[*at].length));
    for at in order {
        let places = &step[at].places;
        let first = places.partition_point(|place| place.0 < start);
        let within = places[first..].iter().take_while(|place| place.1 <= end);
        let free =
            |place: &&Span| spans.iter().flatten().all(|taken| place.1 <= taken.0 || taken.1 <= place.0);
        spans[at] = within.copied().find(|place| free(&place));
    }
    spans
}
