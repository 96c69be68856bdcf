//! Verbs: which form a text begins with, and the form a sentence needs.
//!
//! A highlight begins with a verb and has no subject ("Led a team", "Leads a team", "Leading a team"). After "I"
//! it needs the past form, or the present one for a position still held.

/// Verbs with a past form of their own; the first form is the base.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("be", "was"), ("become", "became"), ("begin", "began"), ("bind", "bound"), ("light", "lit"),
    ("spread", "spread"), ("bring", "brought"), ("build", "built"), ("buy", "bought"),
    ("catch", "caught"), ("choose", "chose"), ("come", "came"), ("cost", "cost"), ("cut", "cut"), ("deal", "dealt"), ("do", "did"),
    ("draw", "drew"), ("drive", "drove"), ("feed", "fed"), ("fight", "fought"), ("find", "found"), ("fly", "flew"), ("forecast", "forecast"),
    ("get", "got"), ("give", "gave"), ("go", "went"), ("grow", "grew"), ("have", "had"), ("hear", "heard"), ("hit", "hit"), ("hold", "held"),
    ("keep", "kept"), ("know", "knew"), ("lay", "laid"), ("lead", "led"), ("learn", "learned"), ("leave", "left"), ("lend", "lent"),
    ("let", "let"), ("make", "made"), ("meet", "met"), ("oversee", "oversaw"), ("oversell", "oversold"), ("pay", "paid"), ("put", "put"),
    ("read", "read"), ("rebuild", "rebuilt"), ("rewrite", "rewrote"), ("ride", "rode"), ("rise", "rose"), ("run", "ran"), ("say", "said"),
    ("see", "saw"), ("seek", "sought"), ("sell", "sold"), ("send", "sent"), ("set", "set"), ("shoot", "shot"), ("show", "showed"),
    ("shrink", "shrank"), ("sing", "sang"), ("speak", "spoke"), ("spend", "spent"), ("spin", "spun"), ("split", "split"), ("stand", "stood"),
    ("sweep", "swept"), ("swim", "swam"), ("take", "took"), ("teach", "taught"), ("tell", "told"), ("think", "thought"), ("throw", "threw"),
    ("understand", "understood"), ("undertake", "undertook"), ("win", "won"), ("withdraw", "withdrew"), ("write", "wrote"),
];

/// Regular verbs that highlights begin with, in their base form.
#[rustfmt::skip]
const REGULAR: &[&str] = &[
    "accelerate", "accept", "accompany", "achieve", "acquire", "act", "adapt", "add", "address", "adjust", "administer", "adopt", "advance",
    "advise", "advocate", "align", "allocate", "analyze", "analyse", "answer", "appoint", "apply", "appraise", "approve", "architect", "arrange",
    "assemble", "assess", "assign", "assist", "attain", "attend", "attract", "audit", "author", "automate", "balance", "benchmark", "boost",
    "brief", "calculate", "campaign", "carry", "caption", "capture", "care", "catalog", "chair", "champion", "change", "check", "clarify", "classify", "clean",
    "clear", "close", "coach", "code", "collaborate", "collect", "combine", "communicate", "compare", "compile", "complete", "compose",
    "compute", "conceive", "conduct", "configure", "connect", "consolidate", "construct", "consult", "contribute", "control", "convert", "cook",
    "coordinate", "correct", "counsel", "cover", "craft", "create", "cultivate", "curate", "debug", "decrease", "define", "delegate", "deliver",
    "demonstrate", "deploy", "design", "detect", "determine", "develop", "devise", "diagnose", "digitize", "direct", "discover", "dispense",
    "distribute", "document", "double", "draft", "earn", "edit", "educate", "eliminate", "enable", "encourage", "enforce", "engage",
    "engineer", "enhance", "enlarge", "enroll", "ensure", "establish", "estimate", "evaluate", "examine", "execute", "expand", "expedite", "explain",
    "explore", "extend", "extract", "facilitate", "file", "film", "finalize", "finance", "fix", "focus", "form", "formulate", "foster", "found",
    "fund", "gain", "gather", "generate", "govern", "grade", "guide", "halve", "handle", "harden", "help", "hire", "host", "identify",
    "illustrate", "implement", "improve", "improvise", "increase", "influence", "inform", "initiate", "inspect", "install", "institute", "instruct",
    "instrument", "integrate", "interpret", "interview", "introduce", "invent", "inventory", "invest", "investigate", "invite", "involve", "issue", "join",
    "judge", "label", "launch", "lecture", "lift", "list", "lobby", "localize", "lower", "maintain", "manage", "manufacture", "map", "market", "measure",
    "mediate", "mentor", "merge", "migrate", "mill", "mobilize", "model", "moderate", "modernize", "modify", "monitor", "motivate", "move", "negotiate",
    "normalize", "nurse", "observe", "obtain", "open", "operate", "optimize", "orchestrate", "order", "organize", "orient", "outline", "overhaul", "own",
    "package", "pair", "partner", "perform", "persuade", "photograph", "pilot", "pioneer", "plan", "port", "prepare", "present", "preserve", "prevent",
    "price", "print", "process", "procure", "push", "pull", "tweet", "produce", "profile", "program", "project", "promote", "propose", "protect", "prototype", "prove",
    "provide", "provision", "publish", "purchase", "qualify", "quantify", "raise", "rank", "reach", "rebrand", "recommend", "reconcile",
    "record", "recover", "recruit", "redesign", "reduce", "refactor", "refine", "register", "regulate", "rehabilitate", "release", "remodel",
    "reorganize", "repair", "replace", "report", "represent", "research", "resolve", "respond", "restore", "restructure", "retain", "review", "revise",
    "revive", "route", "save", "scale", "schedule", "scope", "score", "screen", "secure", "segment", "select", "serve", "settle", "shape",
    "share", "shepherd", "ship", "shorten", "simplify", "sketch", "solve", "source", "span", "sponsor", "staff", "standardize", "start", "steer", "stream",
    "streamline", "strengthen", "structure", "study", "submit", "supervise", "supply", "support", "survey", "sustain", "synthesize",
    "tailor", "target", "test", "track", "train", "transcribe", "transfer", "transform", "translate", "treat", "triage", "trim", "triple",
    "troubleshoot", "tune", "tutor", "uncover", "unify", "update", "upgrade", "use", "validate", "verify", "visit", "volunteer", "work",
];

/// Verbs that double their last letter.
#[rustfmt::skip]
const DOUBLING: &[&str] = &[
    "commit", "control", "debug", "drop", "enrol", "equip", "map", "plan", "prep", "program", "refer", "ship", "step", "stop", "submit",
    "tag", "transfer", "transmit", "trim", "wrap",
];

/// Words in "ed" that describe rather than tell.
#[rustfmt::skip]
const DESCRIBING: &[&str] = &[
    "united", "limited", "dedicated", "experienced", "skilled", "certified", "hundred", "sacred", "talented", "motivated", "advanced",
    "varied", "detailed", "licensed", "seasoned", "accomplished", "bilingual", "gifted", "red",
];

/// Participles of what was done to the writer, when such a word follows.
#[rustfmt::skip]
const PASSIVE: &[&str] = &[
    "promoted", "selected", "appointed", "elected", "invited", "nominated", "hired", "chosen", "asked", "ranked", "recognized",
    "recognised", "trusted", "recruited", "assigned", "honored", "honoured", "shortlisted", "voted", "named", "entrusted", "tasked", "inducted", "given", "picked",
];
const PASSIVE_NEXT: &[&str] = &[
    "to", "for", "as", "by", "among", "from", "over", "out", "into", "with", "in", "one", "first", "best",
    "top",
];

/// Nouns that make a verb before them part of a title: "Design lead", "Project manager".
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "lead", "leader", "manager", "engineer", "assistant", "analyst", "director", "officer", "specialist", "coordinator", "consultant",
    "intern", "developer", "designer", "editor", "author", "team", "work", "experience", "management", "lab", "of", "center", "centre",
];

/// What people are, with the article that it takes: "member of the board" is said as "a member of the board".
#[rustfmt::skip]
const HOLDERS: &[(&str, &str)] = &[
    ("member", "a "), ("author", "an "), ("co-author", "a "), ("winner", "a "), ("recipient", "a "), ("speaker", "a "), ("finalist", "a "), ("fellow", "a "),
    ("founder", "the "), ("co-founder", "a "), ("coach", ""), ("chair", ""), ("head", ""), ("treasurer", ""), ("secretary", ""), ("president", ""),
    ("editor", "an "), ("lead", "the "), ("liaison", "the "), ("mentor", "a "), ("advisor", "an "), ("adviser", "an "), ("judge", "a "), ("organizer", "an "),
];

/// Adjectives that begin a highlight as a verb would.
const ADJECTIVES: &[&str] = &["responsible", "accountable", "instrumental"];

/// Verbs that are nouns as often: "support for 30 shops", "market research".
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "audit", "care", "change", "coach", "control", "cover", "design", "draft", "file", "finance", "focus", "form", "fund", "guide", "help", "host",
    "interview", "issue", "label", "list", "map", "market", "measure", "model", "monitor", "nurse", "order", "package", "partner", "pilot", "plan", "price",
    "process", "profile", "program", "project", "prototype", "purchase", "record", "release", "report", "research", "review", "scale", "schedule", "score",
    "screen", "share", "source", "staff", "stream", "structure", "study", "supply", "support", "survey", "target", "test", "track", "train",
    "transfer", "update", "upgrade", "visit", "volunteer", "work",
];

/// Whether what follows a word makes it a verb: an object with an article or a number, or several things.
fn has_object(rest: &str) -> bool {
    let next = first_word(rest.trim_start()).0;
    // "Plan and run the fair".
    if next == "and" {
        return rest.trim_start().strip_prefix("and ").is_some_and(is_verb);
    }
    let several = next.ends_with('s') && !next.ends_with("ss") && next.len() > 3;
    begins_object(next) || ["each", "new", "up", "with", "more", "both"].contains(&next) || several
}

/// Whether a word begins a thing: an article, a possessive or a number.
fn begins_object(word: &str) -> bool {
    ["a", "an", "the", "all", "our", "its", "their", "every"].contains(&word)
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// The form a verb stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Base,
    ThirdPerson,
    Gerund,
}

/// What a highlight says, as it follows "I": "built the platform", "lead a team", "was promoted to lead". A
/// position still held keeps its present tense; nothing if the text does not begin with a verb.
pub(in crate::letter) fn predicate(text: &str, current: bool) -> Option<String> {
    let (word, rest) = first_word(text);
    let lower = word.to_lowercase();
    let next = first_word(rest.trim_start()).0.to_lowercase();
    // "Cost: cut 20 percent" begins with a label.
    if word.is_empty() || rest.starts_with(':') {
        return None;
    }
    if word == "I" {
        return Some(rest.trim_start().to_owned());
    }
    let adverb =
        (lower.ends_with("ly") && lower.len() > 4) || ["also", "then", "co"].contains(&lower.as_str());
    if adverb && rest.starts_with(' ') {
        return predicate(rest.trim_start(), current).map(|said| format!("{lower} {said}"));
    }
    if PASSIVE.contains(&lower.as_str()) && PASSIVE_NEXT.contains(&next.as_str())
        || lower == "awarded" && !next.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(format!("was {lower}{rest}"));
    }
    if ADJECTIVES.contains(&lower.as_str()) {
        return Some(format!("{} {lower}{rest}", if current { "am" } else { "was" }));
    }
    if starts_with_past_verb(text) {
        return Some(lower_word(text));
    }
    if let Some((_, article)) = HOLDERS.iter().find(|(holder, _)| *holder == lower)
        && ["of", "at", "for", "on", "to"].contains(&next.as_str())
    {
        return Some(format!("{} {article}{lower}{rest}", if current { "am" } else { "was" }));
    }
    let (base, form) = present_form(&lower).filter(|(base, _)| *base != "be")?;
    // "I install chargers since 2019" is no English, and a noun may look like a verb.
    if rest.contains(" since ") || (form == Form::Base && NOUNS.contains(&base) && !has_object(rest)) {
        return None;
    }
    if form == Form::Base && ROLES.contains(&next.as_str()) || rest.starts_with(['/', '&', '+']) {
        return None;
    }
    let verb = if current { base.to_owned() } else { past(base) };
    in_step(rest, form, current).map(|rest| format!("{verb}{rest}"))
}

/// The verbs that go on after "and" or a comma, in the same form as the first: "leads a team and owns the plan".
/// Nothing if one of them is not known.
fn in_step(rest: &str, form: Form, current: bool) -> Option<String> {
    let mut out = String::new();
    let mut after_joint = false;
    let words: Vec<&str> = rest.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let bare = word.trim_end_matches([',', ';', '.']);
        // A plain form may be a noun ("budgets and plan reviews"); what follows tells.
        let next = words.get(at + 1).copied().unwrap_or_default();
        let object = begins_object(next) || ["each", "new", "up", "with"].contains(&next);
        let verb = present_form(bare).filter(|(_, other)| *other == form && (form == Form::Gerund || object));
        match verb.filter(|_| after_joint && !(current && form == Form::Base)) {
            Some((base, _)) => {
                out.push_str(&if current { base.to_owned() } else { past(base) });
                out.push_str(&word[bare.len()..]);
            }
            None if after_joint && form == Form::Gerund && bare.ends_with("ing") => return None,
            None => out.push_str(word),
        }
        after_joint = matches!(*word, "and" | "or") || word.ends_with([',', ';']);
    }
    Some(out)
}

/// Whether a text begins with a verb in the past.
pub(in crate::letter) fn starts_with_past_verb(text: &str) -> bool {
    let word = first_word(text).0.to_lowercase();
    // "co-led" is a verb, "need-based" is not.
    let verb = match word.split_once('-') {
        Some(("co" | "re" | "pre" | "out" | "over" | "self", verb)) => verb,
        Some(_) => return false,
        None => word.as_str(),
    };
    let irregular = IRREGULAR.iter().any(|(_, past)| *past == verb);
    let regular = verb.len() > 3
        && verb.ends_with("ed")
        && (!verb.ends_with("eed") || ["agreed", "guaranteed", "succeeded", "freed"].contains(&verb));
    irregular || (regular && !DESCRIBING.contains(&verb))
}

/// Whether a text begins with a verb that has a subject before it: "cut the cost", "brings in more".
pub(in crate::letter) fn is_verb(text: &str) -> bool {
    let (word, rest) = first_word(text);
    let next = first_word(rest.trim_start()).0;
    let present = present_form(&word.to_lowercase());
    // "And reports" may be a list of things; what follows a verb is its object.
    let object = begins_object(next) || ["in", "from", "up", "down", "by"].contains(&next);
    starts_with_past_verb(text) || present.is_some_and(|(_, form)| form != Form::Gerund && object)
}

/// The form in "ing" of a known verb.
pub(in crate::letter) fn gerund(base: &str) -> Option<String> {
    present_form(base).filter(|(_, form)| *form == Form::Base)?;
    let doubled = DOUBLING.contains(&base)
        || ["run", "cut", "set", "put", "get", "win", "begin", "hit", "let", "swim"].contains(&base);
    let last = base.chars().last().filter(|_| doubled);
    Some(match base.strip_suffix('e').filter(|stem| !stem.ends_with('e') && base != "be") {
        Some(stem) => format!("{stem}ing"),
        None => format!("{base}{}ing", last.map(String::from).unwrap_or_default()),
    })
}

/// Whether a word is a verb as it follows "she".
pub(in crate::letter) fn is_finite(word: &str) -> bool {
    let present = present_form(&word.to_lowercase()).is_some_and(|(_, form)| form == Form::ThirdPerson);
    present || (starts_with_past_verb(word) && word.ends_with("ed"))
}

/// Whether a word is the form of a known verb in "ing".
pub(in crate::letter) fn is_gerund(word: &str) -> bool {
    present_form(&word.to_lowercase()).is_some_and(|(_, form)| form == Form::Gerund)
}

/// The base form behind a present form, and which form it is.
fn present_form(word: &str) -> Option<(&'static str, Form)> {
    let known = |base: &str| -> Option<&'static str> {
        let regular = REGULAR.iter().copied();
        regular.chain(IRREGULAR.iter().map(|(base, _)| *base)).find(|known| *known == base)
    };
    if let Some(base) = known(word) {
        return Some((base, Form::Base));
    }
    if let Some(stem) = word.strip_suffix("ing") {
        let undoubled = stem.get(..stem.len().saturating_sub(1)).unwrap_or_default();
        let base = known(stem)
            .or_else(|| known(&format!("{stem}e")))
            .or_else(|| known(undoubled).filter(|base| DOUBLING.contains(base) || base.len() <= 4));
        return base.map(|base| (base, Form::Gerund));
    }
    let stem = word.strip_suffix('s')?;
    let base = known(stem)
        .or_else(|| known(stem.strip_suffix('e')?))
        .or_else(|| known(&format!("{}y", stem.strip_suffix("ie")?)));
    base.map(|base| (base, Form::ThirdPerson))
}

/// The past of a verb.
fn past(base: &str) -> String {
    if let Some((_, past)) = IRREGULAR.iter().find(|(known, _)| *known == base) {
        return (*past).to_owned();
    }
    let vowel = |c: char| "aeiou".contains(c);
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(vowel) => return format!("{stem}ied"),
        _ => {}
    }
    if base.ends_with('e') {
        return format!("{base}d");
    }
    let doubled = base.chars().last().filter(|_| DOUBLING.contains(&base));
    format!("{base}{}ed", doubled.map(String::from).unwrap_or_default())
}

/// The first word, which may have hyphens, and what follows it.
fn first_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(text.len());
    text.split_at(end)
}

/// Lower-cases the verb that a text begins with.
pub(in crate::letter) fn lower_word(text: &str) -> String {
    let (word, rest) = first_word(text);
    format!("{}{rest}", word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{gerund, is_gerund, past, predicate, starts_with_past_verb};

    #[test]
    fn a_position_that_ended_is_told_in_the_past() {
        for (text, said) in [
            ("Led a team of 9", "led a team of 9"),
            ("Lead a team of 9 and own the roadmap", "led a team of 9 and owned the roadmap"),
            ("Leads a team and manages a budget of $2M", "led a team and managed a budget of $2M"),
            ("Leading 4 squads, planning the releases", "led 4 squads, planned the releases"),
            ("Successfully delivered 3 audits", "successfully delivered 3 audits"),
            ("Responsible for payroll", "was responsible for payroll"),
            ("Promoted to senior nurse after a year", "was promoted to senior nurse after a year"),
            ("Promoted 4 engineers", "promoted 4 engineers"),
            ("Awarded the teaching prize", "was awarded the teaching prize"),
            ("Co-led the rollout", "co-led the rollout"),
            ("Carried out 12 audits", "carried out 12 audits"),
            ("Member of the safety board", "was a member of the safety board"),
            ("Coach of the robotics club", "was coach of the robotics club"),
            ("Selected from 300 applicants to bake", "was selected from 300 applicants to bake"),
            ("Selected 3 vendors from 40", "selected 3 vendors from 40"),
            ("I cut the cost of bread", "cut the cost of bread"),
            ("Spread safety training to 14 stores", "spread safety training to 14 stores"),
            ("Support 30 shops with repairs", "supported 30 shops with repairs"),
            ("Plan and run the science fair", "planned and ran the science fair"),
        ] {
            assert_eq!(predicate(text, false).as_deref(), Some(said), "{text}");
        }
    }

    #[test]
    fn a_position_still_held_is_told_in_the_present_where_its_owner_does() {
        for (text, said) in [
            ("Lead a team of 9", "lead a team of 9"),
            ("Manages the close and reviews the ledger", "manage the close and review the ledger"),
            ("Built the platform", "built the platform"),
            ("Responsible for payroll", "am responsible for payroll"),
            ("Promoted to lead within a year", "was promoted to lead within a year"),
        ] {
            assert_eq!(predicate(text, true).as_deref(), Some(said), "{text}");
        }
    }

    #[test]
    fn nouns_are_no_verbs() {
        for text in [
            "Design lead for 3 products",
            "Project manager of the move",
            "Support for 30 shops",
            "Process improvement lead for 4 sites",
            "Market research on rye",
            "Design system with 140 components",
            "Being the top seller in the region",
            "Cost: cut 20 percent",
            "Installing chargers since 2019",
            "Experienced trainer",
            "3 patents granted",
            "Research assistant in optics",
            "",
        ] {
            assert_eq!(predicate(text, false), None, "{text}");
        }
        assert_eq!(predicate("Writing, blorping and captioning a film", false), None);
        assert_eq!(gerund("contribute").as_deref(), Some("contributing"));
        assert_eq!(gerund("run").as_deref(), Some("running"));
        assert_eq!(gerund("see").as_deref(), Some("seeing"));
        assert!(is_gerund("planning") && is_gerund("running") && !is_gerund("evening"));
    }

    #[test]
    fn past_forms() {
        for (base, expected) in [
            ("plan", "planned"),
            ("study", "studied"),
            ("survey", "surveyed"),
            ("manage", "managed"),
            ("mentor", "mentored"),
            ("oversee", "oversaw"),
        ] {
            assert_eq!(past(base), expected);
        }
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
}
