//! Drafted letters: people of different trades apply with notes of different kinds, and no letter says what its
//! sources do not.

use std::collections::BTreeMap;

use bespoke::finding::{Place, SourceFile};
use bespoke::job::Job;
use bespoke::language::Language;
use bespoke::letter::{self, Brief, Context, Letter, MARKER};
use bespoke::profile::{Profile, SectionKind};
use bespoke::provenance::{History, Notes, Told};
use bespoke::render::{Edition, Resume};
use bespoke::tailor::{Heights, Material, Plan};
use insta::assert_snapshot;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use serde::Deserialize;
use serde_json::Value;

use super::harness::{SAMPLE_PROFILE, Workspace};

#[derive(Deserialize)]
struct Index {
    job: Vec<Application>,
}

/// A job of `tests/letters` and who applies for it.
#[derive(Deserialize)]
struct Application {
    job: String,
    profile: String,
}

fn read(path: &str) -> String {
    let path = format!("{}/tests/letters/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// One workspace for each person, with all the jobs they apply for.
fn workspaces() -> Vec<(Workspace, Vec<String>)> {
    let index: Index = toml::from_str(&read("index.toml")).unwrap();
    let mut people: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Application { job, profile } in index.job {
        people.entry(profile).or_default().push(job);
    }
    let workspace = |(profile, jobs): (String, Vec<String>)| {
        let text = match profile.as_str() {
            "sample" => SAMPLE_PROFILE.to_owned(),
            other => read(&format!("profiles/{other}.toml")),
        };
        let workspace = Workspace::empty().profile(&text);
        let add = |workspace: Workspace, job: &String| workspace.job(job, read(&format!("jobs/{job}.md")));
        (jobs.iter().fold(workspace, add), jobs)
    };
    people.into_iter().map(workspace).collect()
}

#[test]
fn twelve_letters_of_four_people_pass_every_rule() {
    let mut letters = 0;
    for (workspace, jobs) in workspaces() {
        // What only its owner knows is a marker.
        assert_rules(&workspace, &["letter-marker"]);
        for job in jobs {
            letters += 1;
            let letter = workspace.run(["explain", &job, "--letter"]).succeeds().stdout;
            assert_snapshot!(format!("letter_{job}"), letter);
        }
    }
    assert_eq!(letters, 12);
}

#[test]
fn the_sample_letters_pass_every_rule_without_a_marker() {
    assert_rules(&Workspace::sample(), &[]);
}

/// Asserts that no letter of a workspace breaks a rule other than the given ones.
#[track_caller]
fn assert_rules(workspace: &Workspace, but: &[&str]) {
    let report = workspace.run(["check", "--json"]).succeeds().json();
    for job in report["jobs"].as_array().unwrap() {
        for finding in job["findings"].as_array().unwrap() {
            let code = finding["code"].as_str().unwrap();
            assert!(!code.starts_with("letter-") || but.contains(&code), "{}: {finding}", job["job"]);
        }
    }
}

#[test]
fn letters_have_the_length_people_read() {
    for (workspace, jobs) in workspaces() {
        for job in jobs {
            let words = words(&workspace.run(["explain", &job, "--json"]).succeeds().json());
            // Short only where the profile has little to tell beside the resume.
            assert!((120..=400).contains(&words), "{job}: {words} words");
        }
    }
    let sample = Workspace::sample();
    for job in ["penn-medicine", "harbor-transit"] {
        let words = words(&sample.run(["explain", job, "--json"]).succeeds().json());
        assert!((250..=350).contains(&words), "{job}: {words} words");
    }
}

fn words(explanation: &Value) -> usize {
    let sentences = explanation["letter"].as_array().unwrap().iter();
    sentences.map(|line| line["sentence"].as_str().unwrap().split_whitespace().count()).sum()
}

#[test]
fn two_letters_of_one_person_do_not_read_alike() {
    let sample = Workspace::sample();
    let sentences = |job: &str| -> Vec<String> {
        let explanation = sample.run(["explain", job, "--json"]).succeeds().json();
        let lines = explanation["letter"].as_array().unwrap().iter();
        lines.map(|line| line["sentence"].as_str().unwrap().to_owned()).collect()
    };
    let (penn, harbor) = (sentences("penn-medicine"), sentences("harbor-transit"));
    let same: Vec<_> = penn.iter().filter(|sentence| harbor.contains(sentence)).collect();
    assert!(same.len() <= 1, "{same:?}");
}

/// Words that only occur where they are put, by what they are.
const EMPLOYERS: [&str; 4] = ["Quellhorn", "Bramstead Works", "Oxlip & Daughters", "The Varnish Company"];
const TITLES: [&str; 4] = ["Vice President", "Director of Ferries", "Principal Cartographer", "Clerk"];
const SCHOOLS: [&str; 2] = ["Umberly University", "Tressick College"];
const SKILLS: [&str; 4] = ["Kubernetes", "TensorFlow", "Fortran", "Tableau"];
const DONE: [&str; 6] = [
    "Built N tools in SKILL for N teams, which cut the wait from N days to N",
    "Leads a crew of N and owns the SKILL budget of $N",
    "Responsible for N reports a week",
    "Promoted to lead N engineers after N months",
    "Cut errors by N percent with SKILL across N stores, saving N hours a week that people spent on paper",
    "Member of the SKILL council",
];
const ASKED: [&str; 6] =
    ["SKILL tools", "errors", "leading a crew", "reports", "the council", "underwater welding"];
const VERBS: [&str; 6] =
    ["Highlight", "Emphasize", "Mention", "Express interest in", "Connect to their", "Talk about"];
const ANSWERS: [&str; 5] =
    ["Yes", "I have used it for N years", "My sister works there", "honest prices, N kinds of tea", "N/A"];

/// A template with its places filled from a list of numbers.
fn filled(template: &str, numbers: &mut impl Iterator<Item = u16>) -> String {
    let mut out = String::new();
    for word in template.split_inclusive(' ') {
        let number = numbers.next().unwrap_or(7);
        let word = word.replace("SKILL", SKILLS[usize::from(number) % SKILLS.len()]);
        out.push_str(&if word.trim_matches(['$', ' ', ',']) == "N" {
            word.replace('N', &(number % 900 + 13).to_string())
        } else {
            word
        });
    }
    out
}

/// A profile and a job made from a list of numbers.
fn application() -> impl Strategy<Value = (String, String)> {
    prop::collection::vec(any::<u16>(), 200).prop_map(|numbers| {
        let mut numbers = numbers.into_iter().cycle().take(4000);
        let mut pick = |list: &[&str]| list[usize::from(numbers.next().unwrap_or(0)) % list.len()].to_owned();
        let (employers, titles): (Vec<_>, Vec<_>) = (0..2).map(|_| (pick(&EMPLOYERS), pick(&TITLES))).unzip();
        let school = pick(&SCHOOLS);
        let done: Vec<String> = (0..6).map(|_| pick(&DONE)).collect();
        let (asked, verbs): (Vec<_>, Vec<_>) = (0..6).map(|_| (pick(&ASKED), pick(&VERBS))).unzip();
        let answers: Vec<String> = (0..2).map(|_| pick(&ANSWERS)).collect();
        let mut fill = |template: &str| filled(template, &mut numbers);
        let mut profile = "[basics]\nname = \"Ada Miller\"\nemail = \"ada@miller.dev\"\n".to_owned();
        for (at, (employer, title)) in employers.iter().zip(&titles).enumerate() {
            let end = if at == 0 { "present".to_owned() } else { format!("{}", 2020 - at) };
            let highlights: Vec<String> =
                done.iter().skip(at * 3).take(3).map(|text| format!("{:?}", fill(text))).collect();
            profile += &format!(
                "[[work]]\nid = \"work-{at}\"\nname = {employer:?}\n[[work.positions]]\nid = \"position-{at}\"\ntitle = {title:?}\nstart = \"{}\"\nend = \"{end}\"\nhighlights = [{}]\n",
                2019 - at,
                highlights.join(", ")
            );
        }
        profile += &format!("[[education]]\ninstitution = {school:?}\n");
        let mut job = "## Company\nOsterley Ferries\n## Position\nHarbor Analyst\n## Personal Connection\n".to_owned();
        for answer in answers {
            job += &format!("- What is your experience? {}\n", fill(&answer));
        }
        job += "## Notes\n- Cover letter points:\n";
        let parts = ["Opening", "Body", "Body", "Company-specific", "Closing", "Closing"];
        for ((part, verb), asked) in parts.iter().zip(verbs).zip(asked) {
            job += &format!("  - {part} paragraph: {verb} {}\n", fill(&asked));
        }
        (profile, job)
    })
}

/// The letter of a profile and a job, without measuring a page.
fn drafted(profile: &Profile, job: &Job) -> Option<Letter> {
    let material = Material::new(profile);
    let plan = Plan::new(&material, job).value?;
    let choice = plan.choose(&Heights::default(), 0).unwrap();
    let selection = plan.explain(&choice);
    let edition = Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) };
    let resume = Resume::new(&selection.shown.cut(profile), &SectionKind::ALL, edition).sentences();
    let (history, notes) = (History::new(profile), Notes::of(job));
    let told = Told { history: &history, job, notes: &notes };
    let brief = Brief {
        told,
        selection: &selection,
        resume: &resume,
        date: jiff::civil::date(2025, 1, 1),
        language: Language::of("en"),
        enclosures: &[],
        most_words: letter::AIM,
    };
    let (letter, _) = letter::draft(&brief);
    let context = Context { told, resume: &resume, companies: &[], owned: false };
    let broken = letter::lint(&letter, &context);
    for finding in &broken {
        let code = finding.code.name();
        assert!(
            !["letter-unsourced", "letter-order", "letter-copies-notes", "letter-repeats-resume"]
                .contains(&code),
            "{finding:?}"
        );
    }
    Some(letter)
}

/// The text that a sentence rests on.
fn source(places: &[Place]) -> String {
    places.iter().map(|place| &place.file.text[place.span.clone()]).collect::<Vec<_>>().join("\n")
}

/// Small numbers may be spelled.
fn number_words(text: &str) -> String {
    const SPELLED: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let mut out = text.to_lowercase();
    for (number, word) in SPELLED.iter().enumerate() {
        out.push_str(&if text.contains(&number.to_string()) { format!(" {word}") } else { String::new() });
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_sentence_says_nothing_that_its_sources_do_not((profile, job) in application()) {
        let profile = Profile::read(&SourceFile::new("master.toml", profile)).value.unwrap();
        let job = Job::read("osterley", &SourceFile::new("osterley.md", job)).value.unwrap();
        let letter = drafted(&profile, &job).unwrap();
        for sentence in letter.sentences().filter(|sentence| !sentence.text.contains(MARKER)) {
            let known = source(&sentence.sources);
            for name in EMPLOYERS.iter().chain(&TITLES).chain(&SCHOOLS).chain(&SKILLS) {
                assert!(!sentence.text.contains(name) || known.contains(name), "{name}: {sentence:?}");
            }
            let digits = |text: &str| -> Vec<String> {
                text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
            };
            let numbers = digits(&known);
            assert!(digits(&sentence.text).iter().all(|number| numbers.contains(number)), "{sentence:?}");
            let spelled = number_words(&known);
            for word in ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"] {
                let said = sentence.text.split(|c: char| !c.is_alphabetic()).any(|one| one == word);
                assert!(!said || spelled.contains(word), "{word}: {sentence:?}");
            }
            let first = sentence.text.split(' ').next().unwrap_or_default();
            assert!(!["Highlight", "Emphasize", "Mention", "Express", "Connect", "Talk"].contains(&first), "{sentence:?}");
        }
    }
}
