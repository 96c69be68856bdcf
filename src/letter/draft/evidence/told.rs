//! Highlights as sentences: who tells, and in which frame.

use super::super::block::Piece;
use super::super::frame::fill;
use super::Draft;
use super::reword::{self, Reworded};
use crate::letter::Sentence;
use crate::letter::grammar::phrase::end;
use crate::letter::grammar::verb::predicate;
use crate::profile::{Date, Highlight};

/// Frames for one situation: with the name before the fact, and with the name within it.
struct Frames {
    before: &'static [&'static str],
    within: &'static [&'static str],
}

/// The first fact of an employer.
const AT_WORK: Frames = Frames {
    before: &["At {name}, I {fact}", "As {title} at {name}, I {fact}", "In my time at {name}, I {fact}"],
    within: &["As {title}, I {head} at {name} {tail}"],
};

/// The first fact of the employer of today.
const AT_WORK_NOW: Frames = Frames {
    before: &["In my current role at {name}, I {fact}", "At {name}, where I work today, I {fact}"],
    within: &["In my current role, I {head} at {name} {tail}"],
};

/// The first fact of an employer, after a later one was told of.
const BEFORE_THAT: Frames = Frames {
    before: &[
        "Before that, at {name}, I {fact}",
        "Earlier, as {title} at {name}, I {fact}",
        "As {title} at {name} before that, I {fact}",
    ],
    within: &["Before that, I {head} at {name} {tail}", "Earlier, as {title}, I {head} at {name} {tail}"],
};

/// A further fact of the same entry.
const FURTHER: Frames = Frames {
    before: &[
        "There I also {fact}",
        "In the same role I {fact}",
        "While there, I also {fact}",
        "In addition, I {fact}",
    ],
    within: &["In the same role, I {head} there {tail}", "In addition, I {head} there {tail}"],
};

/// A further fact of the employer of today.
const FURTHER_NOW: Frames = Frames {
    before: &["There I also {fact}", "In the same role I {fact}", "In addition, I {fact}"],
    within: &["In the same role, I {head} there {tail}", "In addition, I {head} there {tail}"],
};

/// A further fact that is not something done: "was promoted".
const FURTHER_STATE: Frames = Frames { before: &["There I {fact}"], within: &["There I {head} {tail}"] };

/// A fact of a school or of a project.
const AT_SCHOOL: Frames =
    Frames { before: &["At {name}, I {fact}"], within: &["As a student, I {head} at {name} {tail}"] };
const FOR_PROJECT: Frames =
    Frames { before: &["For {name}, I {fact}", "For the project {name}, I {fact}"], within: &[] };

/// A further fact of the same project.
const FURTHER_FOR_PROJECT: Frames = Frames { before: &["For the same project, I {fact}"], within: &[] };

/// A fact of somebody who works for themselves: their own name for it is no employer's.
const ON_ONES_OWN: Frames =
    Frames { before: &["As {title}, I {fact}", "Working as {title}, I {fact}"], within: &[] };

/// Where a fact belongs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Teller<'a> {
    /// The id of the entry.
    pub(super) id: &'a str,
    /// Its place on a resume, the latest first.
    pub(super) order: usize,
    name: &'a str,
    title: Option<&'a str>,
    current: bool,
    start: Option<Date>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Work,
    School,
    Project,
}

/// A highlight that can stand in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Fact<'a> {
    pub(super) highlight: &'a Highlight,
    pub(super) teller: Teller<'a>,
    /// What follows "I".
    said: Reworded,
    /// What the letter loses without it.
    worth: f64,
}

/// Everything in the profile that a letter may tell, as far as it can stand in a sentence.
pub(super) fn facts<'a>(draft: &Draft<'a>) -> Vec<Fact<'a>> {
    let tellers = tellers(draft);
    let outcomes = draft.selection.highlights.iter().filter(|outcome| !outcome.excluded);
    outcomes
        .filter_map(|outcome| {
            let highlight = draft.profile.highlight(&outcome.id)?;
            let teller = tellers.iter().find(|teller| teller.id == outcome.parent)?.clone();
            let text = highlight.text.value.plain();
            let said = Reworded { head: predicate(&text, teller.current)?, tail: None };
            let fact = Fact { highlight, said, teller, worth: 0.0 };
            (!draft.kept_out(&text, &highlight.keywords)).then_some(fact)
        })
        .collect()
}

fn tellers<'a>(draft: &Draft<'a>) -> Vec<Teller<'a>> {
    let profile = draft.profile;
    let work =
        profile.work.iter().flat_map(|work| work.positions.iter().map(move |position| (work, position)));
    let work = work.map(|(work, position)| Teller {
        id: &position.id,
        order: 0,
        name: &work.name.value,
        title: Some(&position.title.value),
        current: position.period.is_current(),
        start: position.period.start,
        kind: Kind::Work,
    });
    let other =
        |id, name, kind| Teller { id, order: 0, name, title: None, current: false, start: None, kind };
    let projects = profile
        .projects
        .iter()
        .map(|project| other(project.id.as_str(), project.name.value.as_str(), Kind::Project));
    let schools = profile
        .education
        .iter()
        .map(|school| other(school.id.as_str(), school.institution.value.as_str(), Kind::School));
    let all = work.chain(projects).chain(schools).enumerate();
    all.map(|(order, teller)| Teller { order, ..teller }).collect()
}

impl<'a> Fact<'a> {
    /// Whether it is evidence for a topic.
    pub(super) fn proves(&self, draft: &Draft<'_>, topic: &str) -> bool {
        draft.matcher.is_evidence(topic, &self.highlight.text.value.plain(), &self.highlight.keywords)
    }

    /// Whether a chosen story tells it already.
    pub(super) fn is_in_a_story(&self, draft: &Draft<'_>) -> bool {
        let mut evidence = draft.stories.iter().flat_map(|story| &story.evidence);
        evidence.any(|id| id.value == self.highlight.id)
    }

    /// The same, of that worth.
    pub(super) fn worth(self, worth: f64) -> Self {
        Self { worth, ..self }
    }

    /// Words of its sentence, about.
    pub(super) fn words(&self) -> usize {
        self.said.words() + 4
    }

    /// The fact in other words than the resume has, from the wording that tells most.
    pub(super) fn reworded(self, draft: &Draft<'_>) -> Option<Self> {
        let known = draft.reworded.borrow().get(&self.highlight.id).cloned();
        let said = known.unwrap_or_else(|| {
            let said = self.in_other_words(draft);
            draft.reworded.borrow_mut().insert(self.highlight.id.clone(), said.clone());
            said
        })?;
        Some(Self { said, ..self })
    }

    fn in_other_words(&self, draft: &Draft<'_>) -> Option<Reworded> {
        let wordings = std::iter::once(&self.highlight.text).chain(&self.highlight.variants);
        let mut ways: Vec<Reworded> = wordings
            .filter_map(|wording| predicate(&first_sentence(&wording.value.plain()), self.teller.current))
            .filter_map(|text| reword::fresh(&text, &draft.printed, self.teller.has_a_place()))
            .collect();
        ways.reverse();
        ways.into_iter().max_by_key(Reworded::words)
    }
}

/// A highlight of several sentences is told by its first.
fn first_sentence(text: &str) -> String {
    crate::job::split_text(text).into_iter().next().unwrap_or_default()
}

/// The sentences of facts that stand in the order of a resume.
pub(super) fn tell(draft: &Draft<'_>, facts: &[Fact<'_>]) -> Vec<Piece> {
    let seed = usize::try_from(draft.voice.hash("evidence") % 6).unwrap_or(0);
    let mut used: Vec<&str> = Vec::new();
    let mut pieces = Vec::new();
    let mut before: Option<&Teller<'_>> = None;
    for fact in facts {
        let frames = frames(fact, before);
        let frames = if fact.said.tail.is_some() { frames.within } else { frames.before };
        // None is used twice while another would do, nor does one begin as the one before.
        let turned = (0..frames.len()).map(|at| frames[(at + seed) % frames.len()]);
        let start = |frame: &str| frame.split([' ', ',']).next().unwrap_or_default().to_owned();
        let times = |frame: &&str| {
            let last = used.last().is_some_and(|used| start(used) == start(frame));
            let alike = used.iter().filter(|used| start(used) == start(frame)).count();
            (last, alike, used.iter().filter(|used| *used == frame).count())
        };
        let frame = turned.min_by_key(times).unwrap_or(frames[0]);
        used.push(frame);
        let Reworded { head, tail } = &fact.said;
        let tail = tail.as_deref().unwrap_or_default();
        let title = fact.teller.title.unwrap_or_default();
        let name = placed_name(fact.teller.name);
        let values =
            [("name", name.as_str()), ("title", title), ("fact", head), ("head", head), ("tail", tail)];
        let sources = vec![draft.profile_place(fact.highlight.text.span.clone())];
        pieces.push(Piece::new(Sentence { text: end(&fill(frame, &values)), sources }, fact.worth));
        before = Some(&fact.teller);
    }
    pieces
}

/// The frames for a fact, after one of another entry or of the same.
fn frames(fact: &Fact<'_>, before: Option<&Teller<'_>>) -> Frames {
    let teller = &fact.teller;
    let again = before.is_some_and(|before| before.id == teller.id);
    let later = before.is_some_and(|before| {
        before.start.zip(teller.start).is_some_and(|(one, other)| began_after(one, other))
    });
    let state = ["was ", "am "].iter().any(|verb| fact.said.head.starts_with(verb));
    match teller.kind {
        Kind::Project if again => FURTHER_FOR_PROJECT,
        _ if again && state => FURTHER_STATE,
        _ if again && teller.current => FURTHER_NOW,
        _ if again => FURTHER,
        Kind::Work if teller.is_own() => ON_ONES_OWN,
        Kind::Work if teller.current => AT_WORK_NOW,
        Kind::Work if later => BEFORE_THAT,
        Kind::Work => AT_WORK,
        Kind::School => AT_SCHOOL,
        Kind::Project => FOR_PROJECT,
    }
}

impl Teller<'_> {
    /// Whether a sentence may say that something was done there.
    fn has_a_place(&self) -> bool {
        self.kind != Kind::Project && !self.is_own()
    }

    /// Whether the employer is the person.
    fn is_own(&self) -> bool {
        let name = self.name.to_lowercase();
        ["self-employed", "self employed", "freelance", "independent", "various"]
            .iter()
            .any(|own| name.starts_with(own))
    }
}

/// A name as it stands after "at": some take an article.
fn placed_name(name: &str) -> String {
    const WITH_ARTICLE: [&str; 9] = [
        "United States",
        "U.S.",
        "US ",
        "University of",
        "Department of",
        "Ministry of",
        "City of",
        "State of",
        "Office of",
    ];
    let article = if WITH_ARTICLE.iter().any(|start| name.starts_with(start)) { "the " } else { "" };
    format!("{article}{name}")
}

/// Whether a date is surely after another, each known as far as it is written.
fn began_after(one: Date, other: Date) -> bool {
    let months = one.month.zip(other.month);
    one.year > other.year || (one.year == other.year && months.is_some_and(|(one, other)| one > other))
}
