//! Everything the letter may rest on, prepared for looking up words.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::words::words;
use super::content_lines;
use crate::job::Job;
use crate::profile::Profile;

/// The shipped synonyms: here they tell that two names mean the same, which is no matter of relevance.
const ALIASES: &str = include_str!("../../tailor/aliases.txt");

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

/// The texts of the profile and the job file, without the marks of their formats that stick to words.
pub(super) fn texts(profile: &Profile, job: &Job) -> [String; 2] {
    [plain(&profile.file.text), plain(&job.file.text)]
}

/// What the writer says of themselves: the job file without what others wrote about the opening.
pub(super) fn own_texts(profile: &Profile, job: &Job) -> [String; 2] {
    let mut text = job.file.text.clone();
    if let Some(posting) = job.posting.clone().filter(|span| text.get(span.clone()).is_some()) {
        text.replace_range(posting, " ");
    }
    [plain(&profile.file.text), plain(&text)]
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
