//! What must hold for every choice, whatever the profile and the notes.

use std::fmt::Write;

use bespoke::finding::SourceFile;
use bespoke::job::Job;
use bespoke::profile::{Profile, SectionKind};
use bespoke::tailor::{Choice, Heights, Material, Piece, Plan, Selection, TopicStatus};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, proptest};
use proptest::sample::{Index, subsequence};

use crate::harness::Workspace;

/// Things that notes ask for and highlights prove.
const TOPICS: [&str; 14] = [
    "Kafka",
    "Terraform",
    "demand forecasting",
    "mentoring",
    "accessibility audits",
    "payroll migration",
    "fraud detection",
    "Postgres tuning",
    "incident response",
    "vendor negotiation",
    "recommender systems",
    "budget planning",
    "onboarding",
    "search ranking",
];

const EMPLOYERS: [&str; 5] = ["Acme", "Borealis Labs", "Cobalt Freight", "Dunlin Press", "Everett & Sons"];

/// A highlight: what it is about, and whether it has a number.
#[derive(Debug, Clone)]
struct Line {
    about: Vec<&'static str>,
    number: bool,
    long: bool,
}

#[derive(Debug, Clone)]
struct Position {
    employer: usize,
    lines: Vec<Line>,
}

/// A profile and notes, in small.
#[derive(Debug, Clone)]
struct Case {
    positions: Vec<Position>,
    key_skills: Vec<&'static str>,
    emphasis: Vec<(usize, &'static str)>,
    room: i64,
}

impl Line {
    fn text(&self, position: usize, at: usize) -> String {
        let number = if self.number { format!(" for {} offices", at + 2) } else { String::new() };
        let tail = if self.long {
            ", together with colleagues from other floors who had asked for it for a long while"
        } else {
            ""
        };
        let marker = ["amber", "basalt", "cedar", "dune", "ember"][position];
        format!(
            "Took care of {} in the {marker} wing, case {}{number}{tail}.",
            self.about.join(" and "),
            at + 1
        )
    }
}

impl Case {
    /// The profile with its positions and their highlights in some order.
    fn profile(&self, order: &[usize], reversed: bool, extra: &str) -> String {
        let mut text = "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n".to_owned();
        for &at in order {
            let position = &self.positions[at];
            let lines = position.lines.iter().enumerate();
            let mut lines: Vec<String> =
                lines.map(|(line, highlight)| format!("\"{}\"", highlight.text(at, line))).collect();
            if at == 0 && !extra.is_empty() {
                lines.push(format!("\"{extra}\""));
            }
            if reversed {
                lines.reverse();
            }
            let (name, year) = (EMPLOYERS[position.employer], 2010 + 2 * at);
            write!(
                text,
                "[[work]]\nname = \"{name}\"\n[[work.positions]]\ntitle = \"Engineer\"\nstart = \"{year}\"\n\
                 end = \"{}\"\nhighlights = [{}]\n",
                year + 1,
                lines.join(", ")
            )
            .unwrap();
        }
        text
    }

    fn notes(&self, more: &[&str]) -> String {
        let mut text = "## Company\nC\n## Position\nP\n## Notes\n- Key skills to emphasize:\n".to_owned();
        for skill in self.key_skills.iter().chain(more) {
            writeln!(text, "  - {skill}").unwrap();
        }
        text.push_str("- Resume bullet points to highlight:\n  - Work experience:\n");
        for (employer, topic) in &self.emphasis {
            writeln!(text, "    - {}: Emphasize {topic}", EMPLOYERS[*employer]).unwrap();
        }
        text
    }

    fn in_order(&self) -> Vec<usize> {
        (0..self.positions.len()).collect()
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let line = (subsequence(TOPICS.to_vec(), 0..=2), any::<bool>(), any::<bool>())
        .prop_map(|(about, number, long)| Line { about, number, long });
    let line = line.prop_filter("a highlight is about something", |line| !line.about.is_empty());
    let lines = prop::collection::vec(line, 1..7);
    (
        prop::collection::vec(lines, 2..=EMPLOYERS.len()),
        subsequence(TOPICS.to_vec(), 1..6),
        prop::collection::vec((0..EMPLOYERS.len(), prop::sample::select(TOPICS.to_vec())), 0..5),
        8_000..40_000_i64,
    )
        .prop_map(|(positions, key_skills, emphasis, room)| {
            let positions: Vec<Position> = positions
                .into_iter()
                .enumerate()
                .map(|(employer, lines)| Position { employer, lines })
                .collect();
            let emphasis = emphasis.into_iter().filter(|(employer, _)| *employer < positions.len()).collect();
            Case { positions, key_skills, emphasis, room }
        })
}

/// Heights as a page would have them: a line for so many characters.
fn heights(plan: &Plan<'_>, profile: &Profile) -> Heights {
    let height = |piece: &Piece| match piece {
        Piece::Highlight { id, .. } => {
            let length = profile.highlight(id).unwrap().text.value.plain().len();
            240 + 1_290 * (1 + i64::try_from(length).unwrap() / 95)
        }
        _ => 2_500,
    };
    let pieces = plan.pieces().into_iter().map(|piece| (piece.clone(), height(&piece))).collect();
    Heights { pieces, ..Heights::default() }
}

/// What is chosen for a profile and notes.
fn choose(profile: &str, notes: &str, room: i64) -> (Choice, Selection) {
    let profile = Profile::read(&SourceFile::new("master.toml", profile)).value.expect("a profile");
    let job = Job::read("job", &SourceFile::new("job.md", notes)).value.expect("a job");
    let material = Material::new(&profile);
    let plan = Plan::new(&material, &job).value.expect("a plan");
    let choice = plan.choose(&heights(&plan, &profile), room).expect("nothing is required");
    let selection = plan.explain(&choice);
    (choice, selection)
}

/// How much of a topic's return the page earns: its evidence on the page, as far as that is paid for.
fn covered(selection: &Selection, text: &str) -> usize {
    let topic =
        selection.topics.iter().find(|outcome| outcome.topic.text == text && outcome.topic.scope.is_none());
    topic.map_or(0, |outcome| outcome.covered_by.len().min(3))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_order_of_the_profile_changes_nothing(
        case in cases(),
        order in Just((0..EMPLOYERS.len()).collect::<Vec<_>>()).prop_shuffle(),
        reversed in any::<bool>(),
    ) {
        let order: Vec<usize> = order.into_iter().filter(|at| *at < case.positions.len()).collect();
        let (before, _) = choose(&case.profile(&case.in_order(), false, ""), &case.notes(&[]), case.room);
        let (after, _) = choose(&case.profile(&order, reversed, ""), &case.notes(&[]), case.room);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn an_irrelevant_highlight_changes_nothing(case in cases()) {
        let extra = "Zoological garden volunteer rota, watered 12 ferns";
        let (before, _) = choose(&case.profile(&case.in_order(), false, ""), &case.notes(&[]), case.room);
        let (after, selection) = choose(&case.profile(&case.in_order(), false, extra), &case.notes(&[]), case.room);
        prop_assert!(selection.highlights.iter().any(|line| line.text == extra && !line.selected));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn emphasis_never_lowers_a_topic_s_coverage(case in cases(), which in any::<Index>()) {
        let profile = case.profile(&case.in_order(), false, "");
        let (_, before) = choose(&profile, &case.notes(&[]), case.room);
        // A topic that is known is asked for once more, in a place that counts for more.
        let topic = case.key_skills[which.index(case.key_skills.len())];
        let notes = case.notes(&[]).replace(
            "  - Work experience:\n",
            &format!("  - Work experience:\n    - Emphasize {topic}\n"),
        );
        let (_, after) = choose(&profile, &notes, case.room);
        prop_assert!(covered(&after, topic) >= covered(&before, topic), "{topic}");
        let lost = |selection: &Selection| {
            selection
                .topics
                .iter()
                .any(|outcome| outcome.topic.text == topic && outcome.status == TopicStatus::Unselected)
        };
        prop_assert!(lost(&before) || !lost(&after));
    }

    #[test]
    fn two_runs_are_the_same_and_proven(case in cases()) {
        let profile = case.profile(&case.in_order(), false, "");
        let (one, _) = choose(&profile, &case.notes(&[]), case.room);
        let (two, _) = choose(&profile, &case.notes(&[]), case.room);
        prop_assert_eq!(one.objective.value, one.objective.bound);
        prop_assert_eq!(one, two);
    }
}

#[test]
fn any_number_of_irrelevant_lines_leaves_the_page_as_it_is() {
    let profile = |irrelevant: usize| {
        let mut text = "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n".to_owned();
        for at in 0..8 {
            let wanted =
                (0..2).map(|line| format!("\"Built Kafka pipelines for {line} plants of region {at}.\""));
            let others =
                (0..irrelevant).map(|line| format!("\"Watered the ferns in corridor {line} of wing {at}.\""));
            let lines: Vec<String> = wanted.chain(others).collect();
            writeln!(text, "[[work]]\nname = \"Employer {at}\"\n[[work.positions]]\ntitle = \"Engineer\"")
                .unwrap();
            writeln!(text, "start = \"{}\"\nhighlights = [{}]", 2010 + at, lines.join(", ")).unwrap();
        }
        text
    };
    let job = "## Company\nC\n## Position\nP\n## Notes\n- Key skills:\n  - Kafka\n";
    for irrelevant in [0, 6, 7, 12, 40] {
        let workspace = Workspace::minimal().profile(&profile(irrelevant)).job("acme", job);
        let report = workspace.run(["build", "acme", "--json"]).succeeds().json();
        assert_eq!(report["jobs"][0]["pages"]["resume"], 1, "{irrelevant}");
        let explained = workspace.run(["explain", "acme", "--json"]).succeeds().json();
        let shown = explained["highlights"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|line| line["selected"] == true && line["text"].as_str().unwrap().contains("Kafka"));
        assert_eq!(shown.count(), 16, "{irrelevant}");
    }
}

#[test]
fn voluntary_work_keeps_to_the_maximum() {
    let lines = |topic: &str| {
        let lines = (0..3).map(|at| format!("\"Ran {topic} workshop {at} for the library.\""));
        lines.collect::<Vec<_>>().join(", ")
    };
    for (max, room) in [(1, 100_000), (2, 100_000), (2, 6_000), (1, 0)] {
        let profile = format!(
            "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n[defaults]\nhighlights = {{ min = 1, max = {max} }}\n\
             [[volunteer]]\norganization = \"B\"\nposition = \"C\"\nhighlights = [{}]\n\
             [[volunteer]]\norganization = \"D\"\nposition = \"E\"\nhighlights = [{}]\n",
            lines("Kafka"),
            lines("Spark"),
        );
        let notes =
            "## Company\nC\n## Position\nP\n## Notes\n- Key skills to emphasize:\n  - Kafka\n  - Spark\n";
        let (choice, selection) = choose(&profile, notes, room);
        let shown = selection.highlights.iter().filter(|line| line.selected).count();
        let section = choice.pieces.contains(&Piece::Section(SectionKind::Volunteer));
        assert_eq!((shown, section), if room > 0 { (max, true) } else { (0, false) });
    }
}
