//! Everything that a claim may rest on, prepared for looking up words.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

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

/// The words of the profile and the job file.
pub(super) struct Sources {
    /// Words, and neighbours written as one: "PowerPoint" stands in "Power Point".
    words: HashSet<String>,
    /// All words in order with a space on either side of each.
    text: String,
}

impl Sources {
    /// The words of some texts.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sources = Self { words: HashSet::new(), text: String::from(" ") };
        for text in texts {
            let all: Vec<String> =
                words(text).into_iter().map(|word| bare(&word.folded).to_owned()).collect();
            sources.words.extend(all.windows(2).map(<[String]>::concat));
            for word in all {
                sources.text.push_str(&word);
                sources.text.push(' ');
                sources.words.insert(word);
            }
        }
        sources
    }

    /// Whether a word stands in them, in the singular or the plural.
    pub(super) fn has_word(&self, folded: &str) -> bool {
        let word = bare(folded);
        let singular = word.strip_suffix('s').filter(|rest| rest.len() > 1);
        self.words.contains(word)
            || singular.is_some_and(|singular| self.words.contains(singular))
            || self.words.contains(&format!("{word}s"))
    }

    /// Whether words stand in them, as they are or in a word that means the same.
    pub(super) fn has(&self, words: &str) -> bool {
        self.has_phrase(words) || self.has_synonym(words) || self.has_word(&words.to_lowercase())
    }

    /// Whether words stand in them one after the other.
    pub(super) fn has_phrase(&self, phrase: &str) -> bool {
        self.text.contains(&format!(" {} ", joined(phrase)))
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
