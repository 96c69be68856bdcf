//! Numbers as prose writes them.

const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// Words after which a figure is a label and not a count: "phase 2", "version 3".
const LABELS: [&str; 22] = [
    "version", "phase", "level", "tier", "grade", "series", "type", "step", "class", "chapter", "page",
    "room", "number", "no", "part", "section", "stage", "band", "group", "unit", "top", "q",
];

/// Whether a word is a small count, spelled.
pub(in crate::letter) fn is_count(word: &str) -> bool {
    WORDS.contains(&word)
}

/// Spells the small counts of a sentence as prose does: "from 3 to 11 teams" is "from three to eleven teams". A
/// figure within a name ("Python 3"), a label ("phase 2") or a measure ("6 ms", "4%") stays.
pub(in crate::letter) fn spelled(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        let after = words.get(at + 1).copied().unwrap_or_default();
        let count = word.parse::<usize>().ok().filter(|number| *number > 0 && number.to_string() == *word);
        let label = LABELS.contains(&before.to_lowercase().as_str());
        let name = before.starts_with(|c: char| c.is_uppercase()) && at > 1;
        // What is counted is a word of at least three letters, or the "to" and "of" between two counts.
        let counted = after.starts_with(|c: char| c.is_lowercase())
            && (after.chars().filter(|c| c.is_alphabetic()).count() > 2
                || ["to", "of", "or"].contains(&after));
        let spelled = count.and_then(|number| WORDS.get(number)).filter(|_| counted && !label && !name);
        out.push(spelled.map_or_else(|| (*word).to_owned(), |word| (*word).to_owned()));
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn counts_are_spelled_and_figures_in_names_are_not() {
        for (text, expected) in [
            ("grew adoption from 3 to 11 teams", "grew adoption from three to eleven teams"),
            ("cut it from 5 weeks to 6 days", "cut it from five weeks to six days"),
            (
                "trained 140 models in Python 3 for 2 billion rows",
                "trained 140 models in Python 3 for two billion rows",
            ),
            (
                "led phase 2 trials with 40 ms latency and 6 percent",
                "led phase 2 trials with 40 ms latency and six percent",
            ),
            ("from 22 to 81 percent, and 5 ms", "from 22 to 81 percent, and 5 ms"),
            ("took 12 models, with 1", "took twelve models, with 1"),
        ] {
            assert_eq!(spelled(text), expected);
        }
    }
}
