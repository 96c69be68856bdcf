//! Everything that a claim may rest on, prepared for looking up words.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use super::numbers::Values;
use crate::job::Job;
use crate::markdown::Prose;
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

/// Reads the shipped lists of skills.
pub(super) fn read_skills() {
    LazyLock::force(&TOPICS);
    LazyLock::force(&GROUPS);
}

/// Some texts, prepared.
#[derive(Debug)]
pub(super) struct Texts {
    /// Words, and neighbours written as one: "PowerPoint" stands in "Power Point".
    words: HashSet<String>,
    /// All words in order with a space on either side of each.
    text: String,
    /// The initials of each text that is short enough for a name: "ibm" of "International Business Machines".
    initials: HashSet<String>,
    pub(super) values: Values,
}

impl Texts {
    pub(super) fn of<T: AsRef<str>>(texts: &[T]) -> Arc<Self> {
        let (mut found, mut line) = (HashSet::new(), String::from(" "));
        let mut initials = HashSet::new();
        for text in texts {
            let all: Vec<String> =
                words(text.as_ref()).into_iter().map(|word| bare(&word.folded).to_owned()).collect();
            found.extend(all.windows(2).map(<[String]>::concat));
            let in_name =
                all.iter().take(LONGEST_NAME + 1).filter(|word| !SMALL_WORDS.contains(&word.as_str()));
            let letters: String = in_name.filter_map(|word| word.chars().next()).collect();
            if (2..=LONGEST_NAME).contains(&all.len()) {
                initials.insert(letters);
            }
            for word in all {
                line.push_str(&word);
                line.push(' ');
                found.insert(word);
            }
        }
        Arc::new(Self { words: found, text: line, initials, values: Values::of(texts) })
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

    /// Whether a name in capitals has the initials of one of them: "IBM", "J&J".
    pub(super) fn has_initials(&self, name: &str) -> bool {
        let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        let short = letters.chars().count() > 1 && letters.chars().all(char::is_uppercase);
        short && self.0.iter().any(|part| part.initials.contains(&letters.to_lowercase()))
    }
}

/// How many words a name has at most.
const LONGEST_NAME: usize = 8;

/// Words that have no letter in a name's initials.
const SMALL_WORDS: [&str; 5] = ["of", "the", "and", "for", "de"];

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

/// What a profile said, without the stories that nothing proves.
pub(super) fn history<'a>(profile: &Profile, said: &'a [[String; 2]]) -> Vec<&'a str> {
    let unproven: Vec<String> = unproven(profile).map(|story| story.text.value.plain()).collect();
    let is_proven = |said: &&[String; 2]| !unproven.contains(&said[1]);
    said.iter().filter(is_proven).flatten().map(String::as_str).collect()
}

/// Every value of a profile's file: as TOML reads it, and as Markdown does besides.
pub(super) fn said(profile: &Profile) -> Vec<[String; 2]> {
    let mut texts = Vec::new();
    // A profile was read, so its file is TOML.
    if let Ok(table) = profile.file.text.parse::<toml::Table>() {
        gather(&toml::Value::Table(table), &mut texts);
    }
    let both = |text: String| {
        let plain = Prose::parse(&text).plain();
        if plain == text { [String::new(), plain] } else { [text, plain] }
    };
    texts.into_iter().map(both).collect()
}

fn gather(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => texts.push(text.clone()),
        toml::Value::Integer(number) => texts.push(number.to_string()),
        toml::Value::Float(number) => texts.push(number.to_string()),
        toml::Value::Boolean(_) => {}
        toml::Value::Datetime(date) => texts.push(date.to_string()),
        toml::Value::Array(values) => values.iter().for_each(|value| gather(value, texts)),
        toml::Value::Table(table) => table.values().for_each(|value| gather(value, texts)),
    }
}

/// The text of the job file, without its comments.
pub(super) fn notes(job: &Job) -> String {
    plain(&job.said())
}

/// The same without what others wrote about the opening.
pub(super) fn own_notes(job: &Job) -> String {
    let mut said = job.said();
    if let Some(posting) = job.posting.clone().filter(|posting| said.get(posting.clone()).is_some()) {
        said.replace_range(posting, " ");
    }
    plain(&said)
}

/// A text without the marks of Markdown that stick to words.
fn plain(text: &str) -> String {
    text.replace("**", "")
}

/// A word without a possessive ending.
pub(super) fn bare(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

/// The words of a name with single spaces.
fn joined(name: &str) -> String {
    words(name).iter().map(|word| bare(&word.folded)).collect::<Vec<_>>().join(" ")
}
