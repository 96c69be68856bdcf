//! Everything that a claim may rest on, prepared for looking up words.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::numbers::Values;
use crate::job::Job;
use crate::profile::{Profile, Story};
use crate::words::{content_lines, words};

/// The shipped synonyms: here they tell which names mean the same.
const ALIASES: &str = include_str!("../tailor/aliases.txt");

/// What proves a topic in other words; here only the topics count.
const FAMILIES: &str = include_str!("../tailor/families.txt");

/// Topics that openings ask for.
static TOPICS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let topics = |line: &'static str| line.split(':').next().unwrap_or_default().split(',').map(str::trim);
    content_lines(FAMILIES).flat_map(topics).collect()
});

/// The groups of synonyms by the words of each member.
static GROUPS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let members = |line: &'static str| line.split(',').map(move |member| (joined(member), line));
    content_lines(ALIASES).flat_map(members).collect()
});

/// Some texts, prepared.
#[derive(Debug)]
pub(super) struct Texts {
    /// Words, and neighbours written as one: "PowerPoint" stands in "Power Point".
    words: HashSet<String>,
    /// All words in order with a space on either side of each.
    text: String,
    pub(super) values: Values,
}

impl Texts {
    pub(super) fn of(texts: &[&str]) -> Arc<Self> {
        let (mut found, mut line) = (HashSet::new(), String::from(" "));
        for text in texts {
            let all: Vec<String> =
                words(text).into_iter().map(|word| bare(&word.folded).to_owned()).collect();
            found.extend(all.windows(2).map(<[String]>::concat));
            for word in all {
                line.push_str(&word);
                line.push(' ');
                found.insert(word);
            }
        }
        Arc::new(Self { words: found, text: line, values: Values::of(texts) })
    }
}

/// What a claim may rest on.
#[derive(Debug, Clone)]
pub(super) struct Sources(Vec<Arc<Texts>>);

impl Sources {
    pub(super) fn of<const N: usize>(parts: [&Arc<Texts>; N]) -> Self {
        Self(parts.map(Arc::clone).into())
    }

    fn any_word(&self, word: &str) -> bool {
        self.0.iter().any(|part| part.words.contains(word))
    }

    /// The numbers of each part.
    pub(super) fn values(&self) -> impl Iterator<Item = &Values> {
        self.0.iter().map(|part| &part.values)
    }

    /// Whether a word stands in them, in the singular or the plural.
    pub(super) fn has_word(&self, folded: &str) -> bool {
        let word = bare(folded);
        let singular = word.strip_suffix('s').filter(|rest| rest.len() > 1);
        self.any_word(word)
            || singular.is_some_and(|singular| self.any_word(singular))
            || self.any_word(&format!("{word}s"))
    }

    /// Whether words stand in them, as they are or in a word that means the same.
    pub(super) fn has(&self, words: &str) -> bool {
        self.has_phrase(words) || self.has_synonym(words) || self.has_word(&words.to_lowercase())
    }

    /// Whether words stand in them one after the other.
    pub(super) fn has_phrase(&self, phrase: &str) -> bool {
        let phrase = format!(" {} ", joined(phrase));
        self.0.iter().any(|part| part.text.contains(&phrase))
    }

    /// Whether something that means the same stands in them.
    pub(super) fn has_synonym(&self, name: &str) -> bool {
        let group = GROUPS.get(&joined(name));
        group.is_some_and(|group| group.split(',').any(|member| self.has_phrase(member)))
    }
}

/// How many words the longest skill has.
pub(super) const LONGEST_SKILL: usize = 4;

/// Whether some words are a skill by one of its names.
pub(super) fn is_skill(words: &str) -> bool {
    GROUPS.contains_key(words) || TOPICS.contains(words)
}

/// The stories that name nothing to prove them.
pub(super) fn unproven(profile: &Profile) -> impl Iterator<Item = &Story> {
    profile.stories.iter().filter(|story| story.evidence.is_empty())
}

/// The text of the profile, without the stories that nothing proves.
pub(super) fn history(profile: &Profile) -> String {
    let unproven = unproven(profile).map(|story| story.text.span.clone());
    plain(&without(&profile.file.text, unproven.collect()))
}

/// The text of the job file.
pub(super) fn notes(job: &Job) -> String {
    plain(&job.file.text)
}

/// The same without what others wrote about the opening.
pub(super) fn own_notes(job: &Job) -> String {
    plain(&without(&job.file.text, job.posting.iter().cloned().collect()))
}

/// A text without some stretches of it, which do not overlap.
fn without(text: &str, mut stretches: Vec<Range<usize>>) -> String {
    stretches.sort_by_key(|stretch| stretch.start);
    let mut left = text.to_owned();
    for stretch in stretches.into_iter().rev().filter(|stretch| text.get(stretch.clone()).is_some()) {
        left.replace_range(stretch, " ");
    }
    left
}

/// A text without bold marks and the escapes of TOML.
fn plain(text: &str) -> String {
    text.replace("**", "").replace("\\n", " ").replace("\\t", " ")
}

/// A word without a possessive ending.
pub(super) fn bare(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

/// The words of a name with single spaces.
fn joined(name: &str) -> String {
    words(name).iter().map(|word| bare(&word.folded)).collect::<Vec<_>>().join(" ")
}
