//! Why the page is as it is: what became of each topic and each highlight.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::evidence::{Name, ParentKind};
use super::plan::Plan;
use super::score::{Scored, text};
use super::{
    Aim, Choice, Coverage, HighlightOutcome, More, Part, Selection, Shown, Topic, TopicOutcome, TopicStatus,
};
use crate::profile::SectionKind;

/// How many topics a reason names.
const TOPICS_IN_REASON: usize = 3;

impl Plan<'_> {
    /// A choice with its reasons, but for what more room would bring.
    pub fn explain(&self, choice: &Choice) -> Selection {
        let shown = self.shown(&choice.pieces);
        let topics = self.outcomes(&shown);
        let coverage = coverage(&topics);
        let gains = self.would_add(choice);
        Selection {
            highlights: self.highlight_outcomes(&shown, &topics, &gains),
            parts: self.parts_of(&shown),
            cut: gains.iter().map(|(id, _)| id.clone()).collect(),
            more: Vec::new(),
            coverage,
            objective: choice.objective,
            topics,
            shown,
        }
    }

    /// What the choices for a page with more room show that a selection does not, by how much more.
    pub fn more(&self, selection: &Selection, larger: &[(&'static str, Choice)]) -> Vec<More> {
        let covered = |outcomes: &[TopicOutcome]| -> BTreeSet<String> {
            let covered = outcomes.iter().filter(|outcome| outcome.status == TopicStatus::Covered);
            covered.map(|outcome| outcome.topic.id.clone()).collect()
        };
        let now = covered(&selection.topics);
        let more = larger.iter().map(|(room, larger)| {
            let shown = self.shown(&larger.pieces);
            let then = covered(&self.outcomes(&shown));
            let come_in = ids(&shown).difference(&ids(&selection.shown)).cloned().collect();
            More { room, highlights: come_in, topics: then.difference(&now).cloned().collect() }
        });
        more.collect()
    }

    fn highlight_outcomes(
        &self,
        shown: &Shown,
        topics: &[TopicOutcome],
        gains: &[(String, i64)],
    ) -> Vec<HighlightOutcome> {
        let on_page: HashMap<&str, usize> =
            shown.highlights.values().flatten().map(|(id, wording)| (id.as_str(), *wording)).collect();
        let gains: HashSet<&str> = gains.iter().map(|(id, _)| id.as_str()).collect();
        let mut outcomes: Vec<HighlightOutcome> = self
            .scored
            .iter()
            .map(|entry| {
                let id = entry.candidate.highlight.id.as_str();
                let selected = on_page.get(id).copied();
                let wording = selected.unwrap_or(entry.best);
                HighlightOutcome {
                    id: id.to_owned(),
                    parent: entry.candidate.parent.to_owned(),
                    wording,
                    text: text(entry.candidate.highlight, wording),
                    selected: selected.is_some(),
                    rank: entry.rank,
                    score: entry.wording().score,
                    topics: self.topics_of(entry).map(|topic| topic.id.clone()).collect(),
                    excluded: entry.excluded.is_some(),
                    reason: match selected {
                        Some(_) => self.reason_in(entry, shown),
                        None => self.reason_out(entry, shown, topics, gains.contains(id)),
                    },
                }
            })
            .collect();
        let order: HashMap<&str, usize> =
            self.profile.highlight_lists().enumerate().map(|(at, (parent, _))| (parent, at)).collect();
        outcomes.sort_by_key(|outcome| (order.get(outcome.parent.as_str()).copied(), outcome.rank));
        outcomes
    }

    /// The topics that a highlight is evidence for, in its best wording.
    fn topics_of(&self, entry: &Scored<'_>) -> impl Iterator<Item = &Topic> {
        entry.wording().topics.iter().map(|(topic, _)| &self.topics[*topic])
    }

    fn reason_in(&self, entry: &Scored<'_>, shown: &Shown) -> String {
        let proves = self.topics_of(entry).any(|topic| topic.aim == Aim::Show);
        let position = entry.candidate.kind == ParentKind::Position;
        let alone = position && shown.of(entry.candidate.parent).len() <= self.limits.min;
        let lowered = self.topics_of(entry).find(|topic| topic.aim == Aim::Lower);
        match (&entry.required, lowered) {
            (Some(required), _) => required.clone(),
            (None, _) if proves => format!("evidence for {}", self.about(entry)),
            (None, _) if entry.wording().worth > 0 => "the notes ask for more of its entry".to_owned(),
            (None, _) if alone => "keeps its position from being empty".to_owned(),
            (None, Some(topic)) => {
                format!("fills the page, although the notes want less of \"{}\"", topic.text)
            }
            (None, None) => "fills the page; evidence for no topic of this job".to_owned(),
        }
    }

    fn reason_out(
        &self,
        entry: &Scored<'_>,
        shown: &Shown,
        outcomes: &[TopicOutcome],
        would_add: bool,
    ) -> String {
        if let Some(excluded) = &entry.excluded {
            return excluded.clone();
        }
        let about = self.about(entry);
        let siblings = shown.of(entry.candidate.parent).len();
        if siblings >= self.limits.max {
            return format!(
                "its entry already shows {siblings}, the most that is allowed; evidence for {about}"
            );
        }
        let lowered = self.topics_of(entry).find(|topic| topic.aim == Aim::Lower);
        if let Some(topic) = lowered {
            return format!("the notes want less of \"{}\"", topic.text);
        }
        let asked: Vec<&TopicOutcome> = outcomes
            .iter()
            .filter(|outcome| self.topics_of(entry).any(|topic| topic.id == outcome.topic.id))
            .collect();
        let covered = asked.iter().all(|outcome| outcome.status == TopicStatus::Covered);
        match (asked.is_empty(), covered, would_add) {
            (true, ..) => "evidence for no topic of this job".to_owned(),
            (_, true, _) => format!("no room; others show what it is evidence for: {about}"),
            (_, false, true) => format!("cut for space: evidence for {about}"),
            (_, false, false) => format!("adds nothing to what is shown: evidence for {about}"),
        }
    }

    /// The topics a highlight is evidence for, the weightiest first, in words.
    fn about(&self, entry: &Scored<'_>) -> String {
        let mut topics: Vec<&Topic> = self.topics_of(entry).filter(|topic| topic.aim == Aim::Show).collect();
        topics.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        // Posting and notes often ask for one thing in words that differ in case alone.
        let mut told = BTreeSet::new();
        topics.retain(|topic| told.insert(topic.text.to_lowercase()));
        let named: Vec<String> =
            topics.iter().take(TOPICS_IN_REASON).map(|topic| format!("\"{}\"", topic.text)).collect();
        match topics.len().checked_sub(TOPICS_IN_REASON) {
            _ if topics.is_empty() => "no topic of this job".to_owned(),
            Some(more @ 1..) => format!("{} and {more} more", named.join(", ")),
            _ => named.join(", "),
        }
    }

    /// How the parts of the page besides highlights were chosen.
    fn parts_of(&self, shown: &Shown) -> Vec<Part> {
        let profile = self.profile;
        let named = |lists: &[(String, Vec<String>)]| -> Vec<String> {
            lists.iter().flat_map(|(_, names)| names.iter().cloned()).collect()
        };
        let skills = profile.skills.iter().flat_map(|skill| &skill.keywords).map(|skill| skill.value.clone());
        let courses = profile.education.iter().flat_map(|school| &school.courses);
        let fixed = self.fixed_projects();
        let why_projects = match fixed.as_slice() {
            [] => "those that are worth their room".to_owned(),
            fixed => format!("the notes name {}; others where they are worth their room", fixed.join(", ")),
        };
        let sections = shown.extras.iter().map(|section| section.name().to_owned()).collect();
        let parts = [
            Part::new(
                "skills",
                named(&shown.skills),
                skills,
                "what is asked comes first; a group takes one line",
            ),
            Part::new(
                "courses",
                named(&shown.courses),
                courses.map(|course| course.value.clone()),
                "those nearest to what is asked, in your order",
            ),
            Part::new(
                "projects",
                shown.projects.clone(),
                profile.projects.iter().map(|project| project.id.clone()),
                &why_projects,
            ),
            Part::new(
                "sections",
                sections,
                self.sections().map(|section| section.name().to_owned()),
                "where they are worth their room",
            ),
        ];
        self.parts.iter().cloned().chain(parts.into_iter().flatten()).collect()
    }

    /// What becomes of each topic on a page.
    pub(super) fn outcomes(&self, shown: &Shown) -> Vec<TopicOutcome> {
        let on_page: HashMap<&str, usize> =
            shown.highlights.values().flatten().map(|(id, wording)| (id.as_str(), *wording)).collect();
        let printed = self.printed_names(shown);
        self.topics
            .iter()
            .enumerate()
            .map(|(index, topic)| {
                let evidence = &self.evidence[index];
                let id = |at: &usize| self.scored[*at].candidate.highlight.id.as_str();
                let proves = |at: &usize| {
                    let wording =
                        on_page.get(id(at)).and_then(|at_wording| self.scored[*at].wordings.get(*at_wording));
                    wording.is_some_and(|wording| wording.topics.iter().any(|(topic, _)| *topic == index))
                };
                let mut candidates: BTreeMap<&str, bool> =
                    evidence.highlights.iter().map(|at| (id(at), proves(at))).collect();
                for at in &evidence.names {
                    *candidates.entry(self.names[*at].id.as_str()).or_insert(false) |= printed.contains(at);
                }
                let covered_by: Vec<String> =
                    candidates.iter().filter(|(_, shown)| **shown).map(|(id, _)| (*id).to_owned()).collect();
                let status = match topic.aim {
                    Aim::Exclude => TopicStatus::Excluded,
                    _ if !covered_by.is_empty() => TopicStatus::Covered,
                    _ if !candidates.is_empty() => TopicStatus::Unselected,
                    Aim::Lower => TopicStatus::NotApplicable,
                    Aim::Show if topic.conditional => TopicStatus::NotApplicable,
                    Aim::Show => TopicStatus::Gap,
                };
                let gap = status == TopicStatus::Gap;
                TopicOutcome {
                    topic: topic.clone(),
                    status,
                    covered_by,
                    candidates: candidates.into_keys().map(str::to_owned).collect(),
                    elsewhere: evidence
                        .elsewhere
                        .iter()
                        .filter(|_| gap)
                        .map(|at| id(at).to_owned())
                        .collect(),
                }
            })
            .collect()
    }

    /// Indices of the skills, courses and certificates that are printed.
    fn printed_names(&self, shown: &Shown) -> BTreeSet<usize> {
        let profile = self.profile;
        let printed = |name: &Name| match &name.parent {
            Some(parent) if profile.projects.iter().any(|project| project.id == *parent) => {
                shown.projects.contains(parent)
            }
            Some(parent) => {
                let courses = shown.courses.iter().find(|(school, _)| school == parent);
                let named = courses.is_some_and(|(_, courses)| courses.contains(&name.text));
                !shown.excludes(parent) && (!name.optional || named)
            }
            None if profile.certificates.iter().any(|certificate| certificate.id == name.id) => {
                shown.extras.contains(&SectionKind::Certificates) && !shown.excludes(&name.id)
            }
            None => shown.skills.iter().any(|(id, keywords)| *id == name.id && keywords.contains(&name.text)),
        };
        self.names.iter().enumerate().filter(|(_, name)| printed(name)).map(|(index, _)| index).collect()
    }
}

/// Ids of the highlights on a page.
fn ids(shown: &Shown) -> BTreeSet<String> {
    shown.highlights.values().flatten().map(|(id, _)| id.clone()).collect()
}

/// Weight of the covered topics, and of those with any evidence.
fn coverage(topics: &[TopicOutcome]) -> Coverage {
    let weight = |statuses: &[TopicStatus]| {
        let shows = |outcome: &&TopicOutcome| outcome.topic.aim == Aim::Show;
        let counted = topics.iter().filter(shows).filter(|outcome| statuses.contains(&outcome.status));
        counted.map(|outcome| outcome.topic.weight).sum()
    };
    Coverage {
        achieved: weight(&[TopicStatus::Covered]),
        possible: weight(&[TopicStatus::Covered, TopicStatus::Unselected]),
    }
}
