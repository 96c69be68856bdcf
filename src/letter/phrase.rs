//! Small grammar: what a phrase needs to stand inside a sentence.

/// The longest run of words that is taken over from an instruction.
const LONGEST_RUN: usize = 5;

/// Words before which a phrase may be cut.
const JOINTS: [&str; 14] = [
    "to", "for", "of", "in", "with", "through", "at", "on", "by", "from", "that", "which", "across", "within",
];

/// Past forms that do not end in "ed".
const IRREGULAR: [&str; 50] = [
    "led",
    "built",
    "grew",
    "wrote",
    "ran",
    "drove",
    "cut",
    "won",
    "made",
    "took",
    "taught",
    "sold",
    "spoke",
    "chose",
    "set",
    "brought",
    "began",
    "held",
    "kept",
    "found",
    "gave",
    "got",
    "hit",
    "met",
    "put",
    "read",
    "rode",
    "saw",
    "sent",
    "shot",
    "spent",
    "spun",
    "stood",
    "split",
    "swept",
    "thought",
    "told",
    "understood",
    "undertook",
    "oversaw",
    "rebuilt",
    "rewrote",
    "became",
    "bought",
    "caught",
    "dealt",
    "drew",
    "fought",
    "oversold",
    "shrank",
];

/// Words in "ed" that describe rather than tell.
const DESCRIBING: [&str; 14] = [
    "united",
    "limited",
    "dedicated",
    "experienced",
    "skilled",
    "certified",
    "hundred",
    "sacred",
    "talented",
    "motivated",
    "advanced",
    "varied",
    "detailed",
    "licensed",
];

/// Words that show a text to be a sentence of its own: a subject with a verb.
const FINITE: [&str; 31] = [
    "am", "is", "are", "was", "were", "have", "has", "had", "do", "does", "did", "will", "would", "can",
    "could", "should", "might", "i'm", "i've", "i'd", "i'll", "it's", "that's", "we're", "we've", "they're",
    "don't", "isn't", "wasn't", "didn't", "may",
];

/// Joins items as in a sentence: "a", "a and b", "a, b, and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [a, b] => format!("{a} and {b}"),
        [head @ .., last] => format!("{}, and {last}", head.join(", ")),
    }
}

/// Lower-cases the first letter unless the word is a name, an abbreviation or "I".
pub(super) fn lower_first(text: &str) -> String {
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or_default();
    let inner_capital = word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
    if inner_capital || word == "I" || word.starts_with("I'") || (word.len() == 1 && word != "A") {
        return text.to_owned();
    }
    change_first(text, |c| c.to_lowercase().collect())
}

/// Upper-cases the first letter.
pub(super) fn upper_first(text: &str) -> String {
    change_first(text, |c| c.to_uppercase().collect())
}

fn change_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => change(first) + chars.as_str(),
        None => String::new(),
    }
}

/// Ends a sentence; a name such as "Acme Inc." brings its own full stop.
pub(super) fn end(text: &str) -> String {
    let text = text.trim_end().trim_end_matches([',', ';', ':']);
    if text.ends_with(['.', '!', '?']) || text.ends_with(".\"") {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// A text without its final full stop, to go inside a sentence.
pub(super) fn open(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(text)
}

/// Whether a text begins with a verb in the past.
pub(super) fn starts_with_past_verb(text: &str) -> bool {
    let word =
        text.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default().to_lowercase();
    let verb = word.rsplit('-').next().unwrap_or_default();
    let regular = verb.len() > 3
        && verb.ends_with("ed")
        && (!verb.ends_with("eed") || ["agreed", "guaranteed", "succeeded", "freed"].contains(&verb));
    IRREGULAR.contains(&verb) || (regular && !DESCRIBING.contains(&verb))
}

/// Whether a text is a sentence, rather than a fragment.
pub(super) fn is_clause(text: &str) -> bool {
    let first_sentence = text.split(['.', '!', '?']).next().unwrap_or_default();
    let words: Vec<String> = first_sentence
        .replace('\u{2019}', "'")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let subject = words.first().is_some_and(|first| {
        matches!(
            first.as_str(),
            "i" | "we"
                | "he"
                | "she"
                | "they"
                | "it"
                | "my"
                | "our"
                | "their"
                | "this"
                | "these"
                | "that"
                | "those"
                | "there"
                | "the"
                | "your"
                | "a"
                | "an"
        ) || first.starts_with("i'")
    });
    let pronoun = matches!(words.first().map(String::as_str), Some("i" | "we" | "he" | "she" | "they"));
    let finite = words.iter().skip(1).any(|word| FINITE.contains(&word.as_str()));
    // "My wife previously worked at ..." has neither; a past verb after a subject will do.
    let past = words.iter().skip(1).take(5).any(|word| starts_with_past_verb(word));
    (pronoun && words.len() > 1)
        || words.first().is_some_and(|first| first.starts_with("i'"))
        || (subject && (finite || past))
        || (finite
            && words.len() > 3
            && words.iter().skip(1).take(4).any(|word| FINITE.contains(&word.as_str())))
}

/// The part of an instruction's phrase that may be taken over: at most five words in a row, cut where the
/// phrase has a joint. Of "apply ML expertise to improve patient care" the last part says what it is for.
pub(super) fn short(phrase: &str, prefer_tail: bool) -> Option<String> {
    let words: Vec<&str> = open(phrase).split_whitespace().collect();
    if words.len() <= LONGEST_RUN {
        return (!words.is_empty()).then(|| words.join(" "));
    }
    let joints: Vec<usize> =
        (1..words.len()).filter(|at| JOINTS.contains(&words[*at].to_lowercase().as_str())).collect();
    let head = joints
        .iter()
        .copied()
        .filter(|at| (2..=LONGEST_RUN).contains(at))
        .max()
        .map(|at| words[..at].join(" "));
    let tail = joints
        .iter()
        .copied()
        .filter(|at| {
            words[*at].eq_ignore_ascii_case("to") && (2..=LONGEST_RUN).contains(&(words.len() - at - 1))
        })
        .min()
        .map(|at| words[at + 1..].join(" "));
    if prefer_tail { tail.or(head) } else { head.or(tail) }
}

/// What follows "opportunity to", "chance to", "desire to" and the like at the start of a phrase.
pub(super) fn purpose(phrase: &str) -> Option<&str> {
    let lower = phrase.to_lowercase();
    let heads = [
        "opportunity to ",
        "chance to ",
        "desire to ",
        "wish to ",
        "hope to ",
        "ability to ",
        "eagerness to ",
        "interest in ",
        "possibility to ",
        "aim to ",
        "want to ",
    ];
    let at =
        heads.iter().find_map(|head| lower.find(head).filter(|at| *at < 12).map(|at| at + head.len()))?;
    phrase.get(at..).filter(|_| lower.len() == phrase.len())
}

/// A phrase without a company's name in the possessive before it, and whether there was one.
pub(super) fn without_possessive<'a>(phrase: &'a str, company: &str) -> (&'a str, bool) {
    for possessive in [
        format!("{company}'s "),
        format!("{company}' "),
        "their ".into(),
        "its ".into(),
        "the company's ".into(),
    ] {
        if let Some(rest) =
            phrase.get(..possessive.len()).filter(|head| head.eq_ignore_ascii_case(&possessive))
        {
            return (&phrase[rest.len()..], true);
        }
    }
    (phrase, false)
}

#[cfg(test)]
mod tests {
    use super::{
        end, is_clause, list, lower_first, open, purpose, short, starts_with_past_verb, without_possessive,
    };

    #[test]
    fn names_keep_their_capitals() {
        assert_eq!(lower_first("Professional staff"), "professional staff");
        assert_eq!(lower_first("MLflow work"), "MLflow work");
        assert_eq!(lower_first("I rode it"), "I rode it");
        assert_eq!(lower_first("A friend"), "a friend");
    }

    #[test]
    fn sentences_end_once() {
        assert_eq!(end("I work at Acme Inc."), "I work at Acme Inc.");
        assert_eq!(end("so it is,"), "so it is.");
        assert_eq!(open("done."), "done");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b, and c");
    }

    #[test]
    fn clauses_have_a_subject_and_a_verb() {
        for clause in [
            "My wife previously worked at Penn Medicine, our daughter was born at HUP",
            "I ride the ferry when I visit",
            "These trips are the reason I care",
            "Our school used it daily",
            "I've been a member since 2019",
        ] {
            assert!(is_clause(clause), "{clause}");
        }
        for fragment in [
            "Life-changing personal experiences including the birth of our daughter",
            "Professional staff, integrated health system, innovative approach to healthcare",
            "Open data, clear signs, and operators who explain a delay",
            "Daily rider of the 11 trolley",
        ] {
            assert!(!is_clause(fragment), "{fragment}");
        }
    }

    #[test]
    fn a_phrase_is_cut_at_a_joint() {
        assert_eq!(
            short("innovative approach to healthcare", false).as_deref(),
            Some("innovative approach to healthcare")
        );
        assert_eq!(
            short("apply ML expertise to improve patient care", true).as_deref(),
            Some("improve patient care")
        );
        assert_eq!(
            short("mission of advancing healthcare through innovation and technology", false).as_deref(),
            Some("mission of advancing healthcare")
        );
        assert_eq!(short("one two three four five six seven", false), None);
        assert_eq!(purpose("the opportunity to apply ML"), Some("apply ML"));
        assert_eq!(without_possessive("Penn Medicine's mission", "Penn Medicine"), ("mission", true));
    }

    #[test]
    fn past_verbs() {
        assert!(
            ["Grew ML", "Built it", "co-led it", "Designed an"]
                .iter()
                .all(|text| starts_with_past_verb(text))
        );
        assert!(
            !["Winner of", "Responsible for", "Speed of", "United team"]
                .iter()
                .any(|text| starts_with_past_verb(text))
        );
    }
}
