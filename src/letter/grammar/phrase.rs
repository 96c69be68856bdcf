//! Small grammar: what a phrase needs to stand inside a sentence.

use super::verb::{is_finite, starts_with_past_verb};

/// The longest run of words that is taken over from an instruction.
const LONGEST_RUN: usize = 5;

/// Words before which a phrase may be cut.
pub(in crate::letter) const JOINTS: &[&str] =
    &["to", "for", "of", "in", "with", "through", "at", "on", "by", "from", "across", "within"];

/// Words that show a text to be a sentence of its own: a subject with a verb.
const FINITE: [&str; 31] = [
    "am", "is", "are", "was", "were", "have", "has", "had", "do", "does", "did", "will", "would", "can",
    "could", "should", "might", "i'm", "i've", "i'd", "i'll", "it's", "that's", "we're", "we've", "they're",
    "don't", "isn't", "wasn't", "didn't", "may",
];

/// Words that point to something said elsewhere.
const VAGUE: [&str; 9] = ["that", "this", "these", "those", "it", "then", "here", "there", "them"];

/// Joins items as in a sentence: "a", "a and b", "a, b, and c".
pub(in crate::letter) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [a, b] => format!("{a} and {b}"),
        [head @ .., last] => format!("{}, and {last}", head.join(", ")),
    }
}

/// Lower-cases the first letter unless the word is a name, an abbreviation or "I".
pub(in crate::letter) fn lower_first(text: &str) -> String {
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

/// Upper-cases the first letter.
pub(in crate::letter) fn upper_first(text: &str) -> String {
    change_first(text, |c| c.to_uppercase().collect())
}

fn change_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => change(first) + chars.as_str(),
        None => String::new(),
    }
}

/// A name with the mark of the owner: "the team's". A name in "s" has none that every reader takes for right.
pub(in crate::letter) fn possessive(name: &str) -> Option<String> {
    let last = name.chars().last()?;
    let plain = last.is_alphanumeric() && !last.eq_ignore_ascii_case(&'s') && !name.contains("'s ");
    plain.then(|| format!("{name}'s"))
}

/// Whether the thing that a phrase names is several: "values of openness", not "mission of its nurses".
pub(in crate::letter) fn is_plural(phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let joint = words.iter().position(|word| JOINTS.contains(word)).unwrap_or(words.len());
    let head = words[..joint].last().map(|word| word.to_lowercase()).unwrap_or_default();
    let singular = ["ss", "us", "is", "ics", "news"].iter().any(|ending| head.ends_with(ending));
    words[..joint].contains(&"and") || (head.ends_with('s') && !singular)
}

/// Ends a sentence; a name such as "Acme Inc." brings its own full stop.
pub(in crate::letter) fn end(text: &str) -> String {
    let text = text.trim_end().trim_end_matches([',', ';', ':']);
    match text.strip_suffix("..").filter(|rest| !rest.ends_with('.')) {
        Some(abbreviated) => format!("{abbreviated}."),
        None if text.ends_with(['.', '!', '?']) || text.ends_with(".\"") => text.to_owned(),
        None => format!("{text}."),
    }
}

/// A text without its final full stop, to go inside a sentence.
pub(in crate::letter) fn open(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(text)
}

/// A sentence that is too long to be read at once as two, where it has two clauses to be.
pub(in crate::letter) fn divided(sentence: &str, most: usize) -> Vec<String> {
    const FEWEST: usize = 6;
    let count = |text: &str| text.split_whitespace().count();
    if count(sentence) <= most {
        return vec![sentence.to_owned()];
    }
    let joints = ["; ", ", and ", ", but ", " and "];
    let at = joints.iter().find_map(|joint| {
        sentence.match_indices(joint).map(|(at, joint)| (at, at + joint.len())).find(|(end, start)| {
            let (head, tail) = (&sentence[..*end], &sentence[*start..]);
            let subject = tail.starts_with("I ") || tail.starts_with("I'") || is_clause(tail);
            count(head) >= FEWEST && count(tail) >= FEWEST && count(head) <= most && subject
        })
    });
    match at {
        Some((end_at, start)) => {
            let mut sentences = vec![end(&sentence[..end_at])];
            sentences.extend(divided(&upper_first(&sentence[start..]), most));
            sentences
        }
        None => vec![sentence.to_owned()],
    }
}

/// Whether a text has a verb after its subject, as a sentence on somebody else does.
pub(in crate::letter) fn tells(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    words.skip(1).any(|word| FINITE.contains(&word.to_lowercase().as_str()) || is_finite(word))
}

/// Whether a text is a sentence, rather than a fragment.
pub(in crate::letter) fn is_clause(text: &str) -> bool {
    let first_sentence = text.split(['.', '!', '?']).next().unwrap_or_default();
    let words: Vec<String> = first_sentence
        .replace('\u{2019}', "'")
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '-'))
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
    // "..., and as treasurer I drove the van": somebody speaks of what they do.
    let speaks = first_sentence.split_whitespace().skip(1).any(|word| word == "I");
    (pronoun && words.len() > 1)
        || (speaks && words.len() > 5)
        || words.first().is_some_and(|first| {
            first.starts_with("i'")
                || ["it's", "that's", "there's", "they're", "we're"].contains(&first.as_str())
        })
        || (subject && (finite || past))
        || (finite
            && words.len() > 3
            && words.iter().skip(1).take(4).any(|word| FINITE.contains(&word.as_str())))
}

/// The part of an instruction's phrase that may be taken over: at most five words in a row, cut where the
/// phrase has a joint. Of "apply ML expertise to improve patient care" the last part says what it is for.
pub(in crate::letter) fn short(phrase: &str, prefer_tail: bool) -> Option<String> {
    let words: Vec<&str> = open(phrase).split_whitespace().collect();
    // What points back to something the letter does not have cannot be taken over.
    let whole = |words: &[&str]| {
        let vague = words.iter().any(|word| VAGUE.contains(&word.to_lowercase().as_str()));
        (!words.is_empty() && !vague).then(|| words.join(" "))
    };
    if words.len() <= LONGEST_RUN {
        return whole(&words);
    }
    let joints: Vec<usize> =
        (1..words.len()).filter(|at| JOINTS.contains(&words[*at].to_lowercase().as_str())).collect();
    let head = joints
        .iter()
        .copied()
        .filter(|at| (2..=LONGEST_RUN).contains(at))
        // "From one hospital" without "to many" says something else.
        .filter(|at| !(words[*at].eq_ignore_ascii_case("to") && words[..*at].contains(&"from")))
        .max()
        .and_then(|at| whole(&words[..at]));
    let tail = joints
        .iter()
        .copied()
        .filter(|at| {
            words[*at].eq_ignore_ascii_case("to") && (2..=LONGEST_RUN).contains(&(words.len() - at - 1))
        })
        .min()
        .and_then(|at| whole(&words[at + 1..]));
    if prefer_tail { tail.or(head) } else { head.or(tail) }
}

/// What follows "opportunity to", "chance to", "desire to" and the like at the start of a phrase.
pub(in crate::letter) fn purpose(phrase: &str) -> Option<&str> {
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
    const FEELINGS: [&str; 18] = [
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
        "fascination",
        "commitment",
        "dedication",
        "devotion",
        "affection",
        "fondness",
        "motivation",
    ];
    let first = phrase.split(' ').next().unwrap_or_default().to_lowercase();
    if !FEELINGS.contains(&first.as_str()) {
        return Some(phrase);
    }
    let rest = phrase[first.len()..].trim_start();
    let word = rest.split(' ').next().unwrap_or_default();
    ["in", "for", "about", "of", "at", "to", "with"].contains(&word).then(|| rest[word.len()..].trim_start())
}

/// "In the move" of "express interest in the role and in the move" is the move.
fn without_preposition(phrase: &str) -> &str {
    ["in ", "for ", "about ", "of ", "with ", "to ", "at "]
        .iter()
        .find_map(|preposition| {
            let head = phrase.get(..preposition.len())?;
            head.eq_ignore_ascii_case(preposition).then(|| &phrase[preposition.len()..])
        })
        .unwrap_or(phrase)
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
pub(in crate::letter) fn attraction(phrase: &str, before: &str, company: &str) -> Option<Attraction> {
    let before = before.trim_end().to_lowercase();
    let last = before.rsplit(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or_default();
    if matches!(last, "how" | "that" | "why" | "what" | "when" | "where") || is_clause(phrase) {
        return None;
    }
    let mut phrase = without_preposition(phrase);
    // "Their commitment" is theirs; "commitment to the work" is what the writer feels.
    if last != "their" && last != "its" && last != "the" {
        phrase = felt(phrase)?;
    }
    // What points back to something the letter does not have, and what goes on, is no thing by itself.
    let vague = |word: &str| VAGUE.contains(&word.to_lowercase().as_str()) || word.ends_with([':', '?']);
    if phrase.split_whitespace().any(vague) {
        return None;
    }
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
pub(in crate::letter) struct Attraction {
    /// Whether it is the company's: "its mission".
    pub(in crate::letter) owner: bool,
    /// Whether it was written with "the".
    pub(in crate::letter) the: bool,
    /// The words, without a determiner.
    pub(in crate::letter) words: String,
}

/// A phrase without a company's name in the possessive before it, and whether there was one. The name may lack
/// its legal form: "Acme's" is about "Acme Corp.".
pub(in crate::letter) fn without_possessive<'a>(phrase: &'a str, company: &str) -> (&'a str, bool) {
    let short = short_name(company);
    let first = company.split_whitespace().next().filter(|word| word.len() > 3).unwrap_or(company);
    for name in [company, short.as_str(), first, "the company", "company"] {
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
    use super::{attraction, end, is_clause, list, lower_first, open, purpose, short, without_possessive};

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
