//! Small grammar: what a phrase needs to stand inside a sentence.

/// The longest run of words that is taken over from an instruction.
const LONGEST_RUN: usize = 5;

/// Words before which a phrase may be cut.
const JOINTS: &[&str] =
    &["to", "for", "of", "in", "with", "through", "at", "on", "by", "from", "across", "within"];

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
    // "Jane Doe" is a name, and so is what stands before a capital.
    let next = text.get(word.len()..).unwrap_or_default().trim_start();
    if next.starts_with(|c: char| c.is_uppercase()) && !next.starts_with("I ") && !next.starts_with("I'") {
        return text.to_owned();
    }
    let inner_capital = word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
    if inner_capital || word == "I" || word.starts_with("I'") || (word.len() == 1 && word != "A") {
        return text.to_owned();
    }
    change_first(text, |c| c.to_lowercase().collect())
}

/// Lower-cases the verb that a text begins with.
pub(super) fn lower_verb(text: &str) -> String {
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
    match text.strip_suffix("..").filter(|rest| !rest.ends_with('.')) {
        Some(abbreviated) => format!("{abbreviated}."),
        None if text.ends_with(['.', '!', '?']) || text.ends_with(".\"") => text.to_owned(),
        None => format!("{text}."),
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
    // "co-led" is a verb, "need-based" is not.
    let verb = match word.split_once('-') {
        Some(("co" | "re" | "pre" | "out" | "over" | "self", verb)) => verb,
        Some(_) => return false,
        None => word.as_str(),
    };
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
    const HEADS: [&str; 9] = [
        "opportunity to ",
        "chance to ",
        "possibility to ",
        "desire to ",
        "wish to ",
        "hope to ",
        "eagerness to ",
        "ability to ",
        "aim to ",
    ];
    let phrase = without_article(phrase);
    let head = |head: &&str| phrase.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
    HEADS.iter().find(|one| head(one)).map(|head| &phrase[head.len()..])
}

/// The object of a feeling: "enthusiasm for the role" is about the role.
fn felt(phrase: &str) -> Option<&str> {
    const FEELINGS: [&str; 11] = [
        "interest",
        "enthusiasm",
        "excitement",
        "passion",
        "admiration",
        "eagerness",
        "love",
        "curiosity",
        "respect",
        "appreciation",
        "gratitude",
    ];
    let first = phrase.split(' ').next().unwrap_or_default().to_lowercase();
    if !FEELINGS.contains(&first.as_str()) {
        return Some(phrase);
    }
    let rest = phrase[first.len()..].trim_start();
    let word = rest.split(' ').next().unwrap_or_default();
    ["in", "for", "about", "of", "at"].contains(&word).then(|| rest[word.len()..].trim_start())
}

fn without_article(phrase: &str) -> &str {
    ["the ", "a ", "an "]
        .iter()
        .find_map(|article| {
            let head = phrase.get(..article.len())?;
            head.eq_ignore_ascii_case(article).then(|| &phrase[article.len()..])
        })
        .unwrap_or(phrase)
}

/// A phrase of a note as something to be drawn to, with the word that was written before it: a noun phrase with
/// its determiner, or nothing if it is not one. Letters keep their case: a note is written inside a sentence.
pub(super) fn attraction(phrase: &str, before: &str, company: &str) -> Option<Attraction> {
    let before = before.trim_end().to_lowercase();
    let last = before.rsplit(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or_default();
    if matches!(last, "how" | "that" | "why" | "what" | "when" | "where") || is_clause(phrase) {
        return None;
    }
    let mut phrase = felt(phrase)?;
    let mut determiner = last.to_owned();
    for word in ["the", "its", "their", "a", "an"] {
        let head = phrase.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        if head && phrase[word.len()..].starts_with(' ') {
            determiner = word.to_owned();
            phrase = phrase[word.len()..].trim_start();
        }
    }
    let (phrase, possessive) = without_possessive(phrase, company);
    let words = short(phrase, false)?;
    let first = words.split(' ').next().unwrap_or_default();
    // "returning to Acme" and "what they do" are no things to be drawn to.
    if first.ends_with("ing") || starts_with_past_verb(&words) || words.contains(company) {
        return None;
    }
    Some(Attraction {
        owner: possessive || matches!(determiner.as_str(), "its" | "their"),
        the: matches!(determiner.as_str(), "the"),
        words,
    })
}

/// Something about a company, in at most five words of a note.
pub(super) struct Attraction {
    /// Whether it is the company's: "its mission".
    pub(super) owner: bool,
    /// Whether it was written with "the".
    pub(super) the: bool,
    /// The words, without a determiner.
    pub(super) words: String,
}

/// A phrase without a company's name in the possessive before it, and whether there was one. The name may lack
/// its legal form: "Acme's" is about "Acme Corp.".
pub(super) fn without_possessive<'a>(phrase: &'a str, company: &str) -> (&'a str, bool) {
    let short = short_name(company);
    for name in [company, short.as_str(), "the company"] {
        for possessive in [format!("{name}'s "), format!("{name}' ")] {
            if phrase.get(..possessive.len()).is_some_and(|head| head.eq_ignore_ascii_case(&possessive)) {
                return (&phrase[possessive.len()..], true);
            }
        }
    }
    (phrase, false)
}

/// A company's name without "The" and without its legal form.
fn short_name(company: &str) -> String {
    const FORMS: [&str; 12] =
        ["inc", "llc", "ltd", "corp", "corporation", "co", "company", "gmbh", "plc", "ag", "sa", "limited"];
    let mut words: Vec<&str> = company.split_whitespace().collect();
    while words.len() > 1
        && words
            .last()
            .is_some_and(|last| FORMS.contains(&last.trim_matches(['.', ',']).to_lowercase().as_str()))
    {
        words.pop();
    }
    if words.len() > 1 && words[0].eq_ignore_ascii_case("the") {
        words.remove(0);
    }
    words.join(" ").trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{
        attraction, end, is_clause, list, lower_first, open, purpose, short, starts_with_past_verb,
        without_possessive,
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
        assert_eq!(end("I work at Acme Inc.."), "I work at Acme Inc.");
        assert_eq!(end("and so on..."), "and so on...");
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
        assert_eq!(short("join a team that values me", false).as_deref(), None);
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
            !["Winner of", "Responsible for", "Speed of", "United team", "Need-based award"]
                .iter()
                .any(|text| starts_with_past_verb(text))
        );
    }

    #[test]
    fn only_things_attract() {
        let drawn = |phrase: &str, before: &str| {
            attraction(phrase, before, "Acme Corp.").map(|one| (one.owner, one.the, one.words))
        };
        let its = |words: &str| Some((true, false, words.to_owned()));
        assert_eq!(drawn("Acme Corp.'s AI roadmap", "in "), its("AI roadmap"));
        assert_eq!(drawn("Acme's AI roadmap", "in "), its("AI roadmap"));
        assert_eq!(drawn("mission", "connect to their "), its("mission"));
        assert_eq!(drawn("enthusiasm for the role", ""), Some((false, true, "role".to_owned())));
        assert_eq!(drawn("Python", "in "), Some((false, false, "Python".to_owned())));
        for (phrase, before) in [
            ("Acme builds rockets", "interest in how "),
            ("I was referred by Jane Doe", "mention "),
            ("returning to Acme Corp.", "enthusiasm for "),
            ("interest", "express "),
        ] {
            assert_eq!(drawn(phrase, before), None, "{phrase}");
        }
    }
}
