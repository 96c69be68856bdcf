//! Relevance, measured on labelled topics: what is found, and what is claimed without being so.

use std::collections::BTreeMap;
use std::fmt::Write;

use bespoke::finding::SourceFile;
use bespoke::job::Job;
use bespoke::profile::Profile;
use bespoke::tailor::{Heights, Matcher, Material, Piece, Plan};
use serde::Deserialize;

#[derive(Deserialize)]
struct Labels {
    highlights: Vec<Highlight>,
    topics: Vec<Topic>,
}

#[derive(Deserialize)]
struct Highlight {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Topic {
    text: String,
    kind: Kind,
    relevant: Vec<String>,
}

#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Words,
    Alias,
    Paraphrase,
    None,
}

/// Counts over the topics of a kind.
#[derive(Default, Clone, Copy)]
struct Score {
    topics: usize,
    /// Topics whose first result is right.
    first: usize,
    /// Right ones among the first three results, and how many there could have been.
    three: usize,
    of_three: usize,
    /// Topics with a right one among what is claimed as evidence.
    found: usize,
    /// Pairs claimed as evidence, and the right ones among them.
    claimed: usize,
    right: usize,
}

impl Score {
    fn share(part: usize, of: usize) -> f64 {
        f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(of.max(1)).unwrap())
    }
}

fn labels(name: &str) -> Labels {
    let path = format!("{}/tests/relevance/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[allow(
    clippy::print_stdout,
    reason = "the table is what this is run for: `cargo test relevance -- --nocapture`"
)]
fn measure(name: &str) -> BTreeMap<Kind, Score> {
    let labels = labels(name);
    let matcher = Matcher::new(&BTreeMap::new());
    let mut scores: BTreeMap<Kind, Score> = BTreeMap::new();
    for topic in &labels.topics {
        let mut ranked: Vec<(f64, &Highlight)> = labels
            .highlights
            .iter()
            .map(|highlight| (matcher.relevance(&topic.text, &highlight.text, &[]), highlight))
            .filter(|(relevance, _)| *relevance > 0.0)
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
        let right = |highlight: &Highlight| topic.relevant.contains(&highlight.id);
        let claimed: Vec<&Highlight> = ranked
            .iter()
            .map(|(_, highlight)| *highlight)
            .filter(|highlight| matcher.is_evidence(&topic.text, &highlight.text, &[]))
            .collect();
        let score = scores.entry(topic.kind).or_default();
        score.topics += 1;
        score.first += usize::from(ranked.first().is_some_and(|(_, first)| right(first)));
        score.three += ranked.iter().take(3).filter(|(_, highlight)| right(highlight)).count();
        score.of_three += topic.relevant.len().min(3);
        score.found += usize::from(claimed.iter().any(|highlight| right(highlight)));
        score.claimed += claimed.len();
        score.right += claimed.iter().filter(|highlight| right(highlight)).count();
        if std::env::var_os("SHOW_MISSES").is_some() {
            let best = ranked.first().map(|(relevance, best)| format!("{relevance:.2} {}", best.text));
            for wrong in claimed.iter().filter(|highlight| !right(highlight)) {
                println!("{name}: false: {} <- {}", topic.text, wrong.text);
            }
            if !topic.relevant.is_empty() && !claimed.iter().any(|highlight| right(highlight)) {
                println!("{name}: missed: {} wants {:?}, best is {best:?}", topic.text, topic.relevant);
            }
        }
    }
    println!("{name:10} kind        topics  P@1   P@3   found  claims  precision");
    for (kind, score) in &scores {
        println!(
            "{name:10} {:10}  {:>6}  {:.2}  {:.2}  {:.2}   {:>6}  {:.2}",
            format!("{kind:?}"),
            score.topics,
            Score::share(score.first, score.topics),
            Score::share(score.three, score.of_three),
            Score::share(score.found, score.topics),
            score.claimed,
            Score::share(score.right, score.claimed),
        );
    }
    scores
}

/// Share of the topics with evidence that a page of a third of the highlights shows honest evidence for.
#[allow(clippy::print_stdout, reason = "as above")]
fn recall_on_a_page(name: &str) -> f64 {
    let labels = labels(name);
    let mut profile = "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n".to_owned();
    for (at, lines) in labels.highlights.chunks(10).enumerate() {
        writeln!(profile, "[[work]]\nname = \"Employer {at}\"\n[[work.positions]]\ntitle = \"T\"").unwrap();
        let lines = lines.iter().map(|line| format!("{{ id = {:?}, text = {:?} }}", line.id, line.text));
        writeln!(profile, "highlights = [{}]", lines.collect::<Vec<_>>().join(", ")).unwrap();
    }
    let mut notes = "## Company\nC\n## Position\nP\n## Notes\n- Key skills:\n".to_owned();
    let wanted: Vec<&Topic> = labels.topics.iter().filter(|topic| topic.kind != Kind::None).collect();
    for topic in &wanted {
        writeln!(notes, "  - {}", topic.text).unwrap();
    }
    let profile = Profile::read(&SourceFile::new("master.toml", profile)).value.unwrap();
    let job = Job::read("job", &SourceFile::new("job.md", notes)).value.unwrap();
    let material = Material::new(&profile);
    let plan = Plan::new(&material, &job).value.unwrap();
    let pieces = plan.pieces().into_iter().map(|piece| (piece, 1)).collect();
    let heights = Heights { pieces, ..Heights::default() };
    let room = i64::try_from(labels.highlights.len() / 3).unwrap();
    let choice = plan.choose(&heights, room).unwrap();
    let shows = |id: &String| choice.pieces.contains(&Piece::Highlight { id: id.clone(), wording: 0 });
    let met = wanted.iter().filter(|topic| topic.relevant.iter().any(shows)).count();
    let recall = Score::share(met, wanted.len());
    println!(
        "{name:10} recall of topics on a page of {room} of {} highlights: {recall:.2}",
        labels.highlights.len()
    );
    recall
}

/// What must hold for a set: first results right by kind, topics with claimed evidence that is right, false claims.
fn assert_holds(name: &str, first: [f64; 3], false_claims: usize, precision: f64, recall: f64) {
    let (scores, found) = (measure(name), recall_on_a_page(name));
    assert!(found >= recall, "{name}: {found} of the topics are shown");
    for (kind, least) in [Kind::Words, Kind::Alias, Kind::Paraphrase].into_iter().zip(first) {
        let score = scores[&kind];
        let right = Score::share(score.first, score.topics);
        assert!(right >= least, "{name}, {kind:?}: {right} of the first results are right");
        let honest = Score::share(score.right, score.claimed);
        assert!(honest >= precision, "{name}, {kind:?}: {honest} of the claims are right");
    }
    let none = scores[&Kind::None].claimed;
    assert!(none <= false_claims, "{name}: {none} claims for topics without evidence");
}

#[test]
fn relevance_holds_on_what_it_was_tuned_on() {
    assert_holds("tuning", [0.95, 0.95, 0.95], 0, 0.8, 0.65);
}

#[test]
fn relevance_holds_on_what_was_held_out() {
    assert_holds("held-out", [0.9, 0.8, 0.4], 10, 0.6, 0.6);
}
