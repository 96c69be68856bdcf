//! How well a text is evidence for a topic: BM25 with constants in place of corpus statistics.
//!
//! Word weights come from the shipped table and lengths are held against a constant, so the score of one
//! highlight never depends on the others: adding a highlight changes no other one's score.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::families::{Family, of_evidence, of_topic};
use super::stem::Stem;
use super::vocabulary::{Term, Vocabulary};

/// BM25's term saturation.
const K1: f64 = 1.2;

/// BM25's length normalisation.
const B: f64 = 0.4;

/// The length of an ordinary highlight, in weighed terms.
const TYPICAL_LENGTH: f64 = 14.0;

/// A topic of at most so many terms is a phrase; a longer one is a sentence.
const SHORT: usize = 6;

/// Weight of shared words that is enough for any topic: nobody proves every word of a long sentence in one line.
const ENOUGH: f64 = 3.0;

/// Words of at most this weight are in nearly every posting.
const FURNITURE: f64 = 0.15;

/// What a word of a topic counts for that a text proves in other words.
const IN_OTHER_WORDS: f64 = 0.6;

/// From this relevance on, a text is evidence.
pub(super) const EVIDENCE: f64 = 0.42;

/// From this relevance on, a skill, a course or a certificate is evidence; a name of few words must fit better.
pub(super) const NAME_EVIDENCE: f64 = 0.6;

/// Compares single texts with single topics, for stages that have no plan to ask. A letter holds few texts
/// against few topics many times over, so each is prepared once.
pub struct Matcher {
    vocabulary: Vocabulary,
    queries: RefCell<HashMap<String, Rc<Query>>>,
    documents: RefCell<HashMap<String, Rc<Document>>>,
}

impl Matcher {
    /// A matcher that knows a person's own synonyms.
    pub fn new(aliases: &BTreeMap<String, String>) -> Self {
        Self {
            vocabulary: Vocabulary::new(aliases),
            queries: RefCell::default(),
            documents: RefCell::default(),
        }
    }

    /// Relevance of a text, with the keywords that belong to it, to a topic: 0 to about 1.
    pub fn relevance(&self, topic: &str, text: &str, keywords: &[String]) -> f64 {
        self.query(topic).relevance(&self.document(text, keywords))
    }

    /// The relevance of a text that is evidence for a topic.
    pub fn evidence(&self, topic: &str, text: &str, keywords: &[String]) -> Option<f64> {
        Some(self.relevance(topic, text, keywords)).filter(|relevance| *relevance >= EVIDENCE)
    }

    /// Whether a text is evidence for a topic.
    pub fn is_evidence(&self, topic: &str, text: &str, keywords: &[String]) -> bool {
        self.evidence(topic, text, keywords).is_some()
    }

    fn query(&self, topic: &str) -> Rc<Query> {
        let mut queries = self.queries.borrow_mut();
        Rc::clone(
            queries.entry(topic.to_owned()).or_insert_with(|| Rc::new(Query::new(&self.vocabulary, topic))),
        )
    }

    fn document(&self, text: &str, keywords: &[String]) -> Rc<Document> {
        let key = format!("{text}\n{}", keywords.join("\n"));
        let mut documents = self.documents.borrow_mut();
        let prepare = || Rc::new(Document::new(&self.vocabulary, text, keywords));
        Rc::clone(documents.entry(key).or_insert_with(prepare))
    }
}

/// A text prepared for scoring.
#[derive(Debug, Clone)]
pub(super) struct Document {
    counts: HashMap<Stem, f64>,
    /// Families that the text proves.
    families: Vec<Family>,
    length: f64,
}

impl Document {
    /// Prepares a text; `keywords` count as words of it but not for its length.
    pub(super) fn new(vocabulary: &Vocabulary, text: &str, keywords: &[String]) -> Self {
        let stems = vocabulary.stems_of(text);
        let mut families = of_evidence(&stems);
        let terms: Vec<Term> = stems.into_iter().filter_map(|stem| vocabulary.term(stem)).collect();
        let length = f64::from(u32::try_from(terms.len()).unwrap_or(u32::MAX));
        let mut counts: HashMap<Stem, f64> = HashMap::new();
        let extra = keywords.iter().flat_map(|keyword| {
            let stems = vocabulary.stems_of(keyword);
            families.extend(of_evidence(&stems));
            stems.into_iter().filter_map(|stem| vocabulary.term(stem))
        });
        for term in terms.into_iter().chain(extra) {
            *counts.entry(term.stem).or_default() += 1.0;
        }
        Self { counts, families, length }
    }
}

/// A topic prepared for scoring.
#[derive(Debug, Clone)]
pub(super) struct Query {
    terms: Vec<Wanted>,
    /// Whether it says what to look for, as "the best" does not.
    pub(super) tells: bool,
}

/// A word of a topic.
#[derive(Debug, Clone)]
struct Wanted {
    term: Term,
    /// The families whose evidence stands for it.
    families: Vec<Family>,
}

impl Wanted {
    /// How often the text has the word; less than once if it says so in other words.
    fn count(&self, document: &Document) -> Option<f64> {
        let word = document.counts.get(&self.term.stem).copied();
        let proven = || self.families.iter().any(|family| document.families.contains(family));
        word.or_else(|| proven().then_some(IN_OTHER_WORDS))
    }
}

impl Query {
    /// Prepares a topic; one of which no word has weight is scored by all its words.
    pub(super) fn new(vocabulary: &Vocabulary, text: &str) -> Self {
        let stems = vocabulary.stems_of(text);
        let named = of_topic(&stems);
        let families = |at: usize| -> Vec<Family> {
            named.iter().filter(|(_, place)| place.contains(&at)).map(|(family, _)| *family).collect()
        };
        let wanted = |(at, stem): (usize, &Stem)| {
            Some(Wanted { term: vocabulary.term(*stem)?, families: families(at) })
        };
        let mut terms: Vec<Wanted> = stems.iter().enumerate().filter_map(wanted).collect();
        let telling = |wanted: &Wanted| wanted.term.weight > FURNITURE || !wanted.families.is_empty();
        let tells = terms.iter().any(telling);
        if terms.is_empty() {
            let bare = |(at, stem): (usize, &Stem)| Wanted {
                term: Term { stem: *stem, weight: 1.0 },
                families: families(at),
            };
            terms = stems.iter().enumerate().map(bare).collect();
        }
        terms.sort_by_key(|wanted| wanted.term.stem);
        terms.dedup_by_key(|wanted| wanted.term.stem);
        Self { terms, tells }
    }

    /// The stems, sorted: two topics with the same stems are the same topic.
    pub(super) fn key(&self) -> Vec<Stem> {
        self.terms.iter().map(|wanted| wanted.term.stem).collect()
    }

    /// Relevance: 0 if no telling word is shared, about 1 if every word of the topic occurs once in a text of ordinary length.
    pub(super) fn relevance(&self, document: &Document) -> f64 {
        let weights = || self.terms.iter().map(|wanted| wanted.term.weight);
        let shared = |wanted: &&Wanted| wanted.count(document).is_some();
        // A topic of a few words is about the one that tells most: without "healthcare", the rest of
        // "healthcare-related ML applications" only names the trade. In a sentence any two words may tell.
        let telling = weights().fold(0.0, f64::max);
        let meant = if self.terms.len() <= SHORT {
            self.terms.iter().filter(shared).any(|wanted| wanted.term.weight >= telling)
        } else {
            self.terms.iter().filter(shared).count() > 1
        };
        let total = weights().sum::<f64>().min(ENOUGH);
        if !meant || total <= 0.0 {
            return 0.0;
        }
        let norm = K1 * (1.0 - B + B * document.length / TYPICAL_LENGTH);
        let score: f64 = self
            .terms
            .iter()
            .filter_map(|wanted| wanted.count(document).map(|count| (wanted.term.weight, count)))
            .map(|(weight, count)| weight * count * (K1 + 1.0) / (count + norm))
            .sum();
        score / total
    }
}
