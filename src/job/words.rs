//! The words that instructions are made of, all folded: lower case, single spaces, no punctuation.

use super::instruction::Intent;

/// Verbs in folded words by their intent; the longest that fits is taken.
#[rustfmt::skip]
pub(super) const VERBS: &[(Intent, &[&str])] = &[
    (Intent::Emphasize, &[
        "emphasize", "emphasise", "emphasizing", "highlight", "highlighting", "showcase", "bring", "weave in", "work in", "lean on", "talk up", "bring up", "say", "say that", "praise", "underscore the", "focus on",
        "focus more on", "focus", "include", "feature", "stress", "underscore", "underline", "demonstrate",
        "show", "show off", "prioritize", "prioritise", "bring out", "call out", "lead with", "point out",
        "point to", "draw attention to", "spotlight", "expand on", "elaborate on", "play up", "foreground",
        "present", "detail", "describe", "discuss", "talk about", "illustrate", "add", "list", "use",
        "keep", "make sure to include", "be sure to include", "make sure to mention", "be sure to mention",
        "put emphasis on", "place emphasis on",
    ]),
    (Intent::Deemphasize, &[
        "de emphasize", "de emphasise", "deemphasize", "deemphasise", "downplay", "less on", "trim", "reduce", "go easy on", "play down", "minimize",
        "minimise", "tone down", "reduce emphasis on", "less focus on", "less emphasis on", "focus less on",
        "do not emphasize", "don't emphasize", "do not emphasise", "don't emphasise", "do not highlight",
        "don't highlight", "do not focus on", "don't focus on", "do not stress", "don't stress",
    ]),
    (Intent::Omit, &[
        "omit", "skip", "ignore", "never mention", "nothing about", "leave off", "keep out", "leave", "do not use", "don't use", "don't",
        "do not", "avoid using", "avoid", "leave out", "exclude", "remove", "drop", "cut", "hide",
        "avoid mentioning", "do not mention", "don't mention", "do not include", "don't include",
        "no need to mention",
    ]),
    (Intent::Reframe, &[
        "introduce myself as", "introduce me as",
        "position as", "reposition as", "frame as", "reframe as", "present as", "describe as",
        "portray as", "cast as", "pitch as", "position this as", "position it as", "frame this as",
        "frame it as", "rewrite as",
    ]),
    (Intent::Mention, &[
        "mention", "share", "note", "reference", "refer to", "state", "tell", "reiterate", "cite",
        "touch on", "close with", "end with", "finish with", "open with", "start with", "begin with",
        "restate", "thank", "invite", "convey", "communicate", "explain", "acknowledge", "say something about", "say how", "say why",
        "say what", "articulate", "speak to", "nod to", "hint at", "reinforce", "signal", "gush about", "rave about", "wax lyrical about", "appeal to",
        "paint", "allude to", "get across", "make clear", "make the case for", "introduce myself", "introduce", "ask for",
        "offer", "sign off", "comment on", "quote", "pitch", "echo", "admire", "hook with", "state that", "add something about",
        "say a word about", "slip in", "write about", "tell them about", "tell them", "tell the story of",
    ]),
    (Intent::Connect, &[
        "connect to", "connect with", "connect", "tie to", "tie in", "tie", "link to", "link", "relate to",
        "relate", "align with", "align", "bridge to",
    ]),
    (Intent::Interest, &[
        "express interest in", "express my interest in", "express enthusiasm for",
        "express enthusiasm about", "express excitement about", "express excitement for",
        "express passion for", "express", "show interest in", "show enthusiasm for", "convey interest in",
        "convey enthusiasm for", "communicate interest in", "state interest in",
    ]),
];

/// Verbs that are no nouns, so that one of them within a list begins another instruction.
#[rustfmt::skip]
pub(super) const CLEAR_VERBS: &[&str] = &[
    "express", "mention", "describe", "explain", "connect", "talk about", "tell", "say", "ask for", "ask", "convey", "emphasize", "emphasise",
    "highlight", "showcase", "discuss", "reiterate", "introduce", "acknowledge", "thank", "invite", "close with", "end with", "relate", "move",
    "keep it", "be",
];

/// Folded words in front of one thing of a list that turn the wish around.
#[rustfmt::skip]
pub(super) const TURNS: &[(&str, Intent)] = &[
    ("but not", Intent::Omit), ("not", Intent::Omit), ("and not", Intent::Omit), ("but no", Intent::Omit),
    ("rather not", Intent::Omit), ("but less", Intent::Deemphasize), ("less on", Intent::Deemphasize),
    ("less of", Intent::Deemphasize), ("less", Intent::Deemphasize), ("fewer", Intent::Deemphasize),
    ("but more on", Intent::Emphasize), ("more on", Intent::Emphasize), ("more of", Intent::Emphasize),
];

/// Folded words before the thing itself that say nothing about it.
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "any", "my", "the", "a", "an", "some", "all", "both", "how", "that", "your", "our", "on", "about",
    "specific", "relevant", "experience with", "experience in", "experience of", "experience", "work on",
    "work with", "background in",
];

/// Ways to say "only if there is some", in folded words.
#[rustfmt::skip]
pub(super) const CONDITIONS: &[&str] = &[
    "if applicable", "where applicable", "when applicable", "as applicable", "if relevant",
    "where relevant", "when relevant", "if possible", "where possible", "if any", "if available",
    "if appropriate", "where appropriate", "if it fits", "if needed", "optional",
];

/// Pairs joined by "and" that are one thing.
#[rustfmt::skip]
pub(super) const PAIRS: &[&str] = &[
    "research and development", "profit and loss", "mergers and acquisitions", "trust and safety",
    "health and safety", "supply and demand", "diversity and inclusion", "command and control",
    "food and beverage", "plan and execute", "search and rescue", "learning and development",
    "test and learn", "terms and conditions", "governance risk and compliance", "sales and operations",
    "time and materials", "oil and gas", "arts and sciences", "extract and load", "back and forth",
    "hands and feet",
];

/// Words before a verb that only soften it.
#[rustfmt::skip]
pub(super) const SOFTENERS: &[&str] = &[
    "please", "also", "definitely", "briefly", "strongly", "really", "especially", "always", "maybe", "i want to", "i would like to",
    "i'd like to", "i'd love to", "it would be good to", "it would be nice to", "should", "i should", "we should", "try to", "let's", "let us", "remember to",
    "don't forget to", "do not forget to", "need to", "i need to", "must", "could", "you could", "be sure to", "make sure to",
];

/// Endings of single words that describe what comes after "and": "scalable and modular architectures".
#[rustfmt::skip]
pub(super) const ADJECTIVE_ENDINGS: &[&str] = &[
    "able", "ible", "al", "ive", "ic", "ous", "ful", "ular", "ary", "ed", "ent", "ant", "ust",
];
