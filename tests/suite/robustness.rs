//! Whatever the bytes are, reading ends with a value or with findings, never with a panic.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use bespoke::finding::{Code, Finding, SourceFile, Style};
use bespoke::job::Job;
use bespoke::language::Language;
use bespoke::letter::{self, Brief, Context};
use bespoke::markdown::Prose;
use bespoke::profile::{Profile, SectionKind};
use bespoke::provenance::{History, Notes, Told};
use bespoke::render::{Edition, Resume};
use bespoke::tailor::{Heights, Material, Plan};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_oneof, proptest};

use crate::harness::{HARBOR_TRANSIT, PENN_MEDICINE, SAMPLE_PROFILE};

/// The sample profile, read once.
static SAMPLE: LazyLock<Profile> = LazyLock::new(|| read_profile(SAMPLE_PROFILE).unwrap());

/// Pieces that structure a notes file, or break it.
const NOTES: [&str; 46] = [
    "## Company\n",
    "## Position\n",
    "## Notes\n",
    "## Job Description\n",
    "### Personal Connection\n",
    "## Keep\n",
    "## Drop\n",
    "# Status:\n",
    "## Company: Acme\n",
    "Company\n=======\n",
    "Notes\n---\n",
    "##Notes##\n",
    "+++\n",
    "+++\npages = 2\n+++\n",
    "- Key skills:\n",
    "  - ",
    "\t\t* ",
    "1. ",
    "a) ",
    "• ",
    "- Cover letter points:\n",
    "  - Opening paragraph: ",
    "- Resume bullet points:\n",
    "  - Work experience:\n",
    "    - URBN: Emphasize ",
    "Omit",
    "De-emphasize a, b and c\n",
    "Position as x (if applicable)\n",
    "Why? Because.\n",
    "```\n",
    "~~~\n",
    "<div>\n",
    "<!--",
    "**",
    "_",
    "`",
    "> ",
    "| a |\n",
    "\u{feff}",
    "\u{a0}",
    "\u{200b}",
    "\u{2028}",
    "\r\n",
    "\u{202e}",
    "e\u{301}",
    "😀",
];

/// Pieces of profiles.
const TOML: [&str; 40] = [
    "[basics]\n",
    "name = \"A\"\n",
    "email = \"a@b.co\"\n",
    "email = \"nobody\"\n",
    "[[work]]\n",
    "[[work.positions]]\n",
    "title = \"T\"\n",
    "start = \"2020\"\n",
    "end = \"2019\"\n",
    "end = present\n",
    "highlights = [\"a\", { text = \"b\" }, 3]\n",
    "highlights = \"x\"\n",
    "[[education]]\n",
    "institution = \"S\"\n",
    "[[projects]]\n",
    "[[skills]]\n",
    "keywords = [\"a\"]\n",
    "[[stories]]\n",
    "text = \"s\"\n",
    "position = \"nowhere\"\n",
    "evidence = [\"x\"]\n",
    "[defaults]\n",
    "pages = 0\n",
    "pages = -1\n",
    "paper = \"a5\"\n",
    "[aliases]\n",
    "K8s = \"Kubernetes\"\n",
    "id = \"same\"\n",
    "url = \"ftp://x\"\n",
    "= \n",
    "[[\n",
    "\"\"\"",
    "'''",
    "\u{feff}",
    "# c\n",
    "{",
    "}",
    "name = 1979-05-27\n",
    "x = 1e400\n",
    "pin = true\n",
];

fn assemble(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(pieces).prop_map(str::to_owned),
        1 => any::<String>(),
        2 => "[a-z ]{1,12}\n?",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn draw(findings: &[Finding]) {
    // Drawing finds the line each time, so a few of ten thousand are enough.
    for finding in findings.iter().take(50) {
        let drawn = finding.render(Style::default());
        assert!(drawn.contains(finding.code.name()));
        serde_json::to_string(finding).unwrap();
    }
}

fn read_job(text: &str) -> Option<Job> {
    let checked = Job::read("job", &SourceFile::new("job.md", text));
    draw(&checked.findings);
    let job = checked.value?;
    let mut at = 0;
    for segment in &job.segments {
        assert_eq!(segment.span.start, at);
        at = segment.span.end;
    }
    assert_eq!(at, text.len());
    Some(job)
}

fn read_profile(text: &str) -> Option<Profile> {
    let checked = Profile::read(&SourceFile::new("master.toml", text));
    draw(&checked.findings);
    checked.value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text_is_read_as_notes(text in any::<String>()) {
        read_job(&text);
    }

    #[test]
    fn any_structure_is_read_as_notes(text in assemble(&NOTES)) {
        read_job(&text);
    }
}

proptest! {
    // Fewer, because each goes the whole way to a drafted letter.
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_notes_can_be_tailored_to(text in assemble(&NOTES)) {
        if let Some(job) = read_job(&format!("## Company\nA\n## Position\nB\n{text}")) {
            let profile = &*SAMPLE;
            let material = Material::new(profile);
            let checked = Plan::new(&material, &job);
            draw(&checked.findings);
            if let Some(plan) = checked.value {
                let choice = plan.choose(&Heights::default(), 0).unwrap();
                let selection = plan.explain(&choice);
                let date = jiff::civil::date(2025, 1, 1);
                let edition = Edition { language: Language::of("en"), day: date };
                let shown = selection.shown.cut(profile);
                let resume = Resume::new(&shown, &SectionKind::ALL, edition).sentences();
                let (history, notes) = (History::new(profile), Notes::of(&job));
                let told = Told { history: &history, job: &job, notes: &notes };
                let brief = Brief {
                    told,
                    selection: &selection,
                    resume: &resume,
                    date,
                    language: Language::of("en"),
                    enclosures: &[],
                    most_words: letter::AIM,
                };
                let (letter, findings) = letter::draft(&brief);
                draw(&findings);
                let context =
                    Context { told, resume: &resume, companies: &[], owned: false };
                draw(&letter::lint(&letter, &context));
                assert!(letter.paragraphs.iter().all(|paragraph| !paragraph.sentences.is_empty()));
            }
        }
    }

    #[test]
    fn any_text_is_read_as_a_profile(text in any::<String>()) {
        read_profile(&text);
    }

    #[test]
    fn any_structure_is_read_as_a_profile(text in assemble(&TOML)) {
        read_profile(&text);
        read_profile(&format!("[basics]\nname = \"A\"\nemail = \"a@b.co\"\n{text}"));
    }

    #[test]
    fn any_bytes_are_text_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = String::from_utf8(bytes) {
            read_job(&text);
            read_profile(&text);
            Prose::parse(&text).typst();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn a_sample_that_is_cut_or_broken_anywhere_is_read(
        at in any::<prop::sample::Index>(),
        notes in prop::sample::select(&NOTES[..]),
        toml in prop::sample::select(&TOML[..]),
    ) {
        for text in [PENN_MEDICINE, HARBOR_TRANSIT] {
            let (start, end) = text.split_at(text.floor_char_boundary(at.index(text.len())));
            read_job(start);
            read_job(&format!("{start}{notes}{end}"));
        }
        let (start, end) = SAMPLE_PROFILE.split_at(SAMPLE_PROFILE.floor_char_boundary(at.index(SAMPLE_PROFILE.len())));
        read_profile(start);
        read_profile(&format!("{start}{toml}{end}"));
    }
}

/// Bytes of one repeated piece. What takes the square of its length goes far beyond [`LIMIT`] with it.
const LENGTH: usize = 40_000;

/// What that may take, even unoptimised and on a busy machine.
const LIMIT: Duration = Duration::from_secs(5);

/// Pieces of one long word or sentence.
const WORDS: [&str; 18] = [
    "a",
    "a ",
    "**a** ",
    "*",
    "_",
    "[",
    "](",
    "![](",
    "`",
    "<b>",
    "<!--",
    "e\u{301}",
    "😀",
    "a, and b, ",
    "a. ",
    "a.",
    "? ",
    "!",
];

/// Holds a piece of work to the limit.
#[track_caller]
fn in_time(what: &str, limit: Duration, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    let taken = start.elapsed();
    assert!(taken < limit, "{what} takes {taken:?}");
}

/// A job with that text below a heading.
fn job_with(section: &str, text: &str) -> String {
    format!("## Company\nA\n## Position\nB\n## {section}\n{text}")
}

#[test]
fn large_notes_of_every_piece_are_read_in_time() {
    for piece in NOTES.iter().chain(&WORDS) {
        for section in ["Notes", "Job Description", "Personal Connection", "Company Details", "Keep"] {
            let text = job_with(section, &piece.repeat(LENGTH / piece.len()));
            in_time(&format!("{piece:?} in {section}"), LIMIT, || drop(read_job(&text)));
        }
    }
}

#[test]
fn large_instructions_of_every_piece_are_read_in_time() {
    for piece in WORDS {
        for label in ["- Key skills:\n  - ", "- Cover letter points:\n  - Body: "] {
            let text = job_with("Notes", &format!("{label}{}\n", piece.repeat(LENGTH / 2 / piece.len())));
            in_time(&format!("{piece:?} after {label:?}"), LIMIT, || drop(read_job(&text)));
        }
    }
}

#[test]
fn large_profiles_of_every_piece_are_read_in_time() {
    for piece in TOML {
        let text = piece.repeat(LENGTH / piece.len());
        in_time(&format!("{piece:?}"), LIMIT, || drop(read_profile(&text)));
    }
    for piece in WORDS {
        let long = piece.repeat(LENGTH / piece.len());
        let text = format!("[basics]\nname = \"A\"\nemail = \"a@b.co\"\n[[stories]]\ntext = '{long}'\n");
        in_time(&format!("{piece:?} in a story"), LIMIT, || drop(read_profile(&text)));
    }
}

#[test]
fn a_megabyte_of_everything_is_read_in_time() {
    let (notes, toml) = (NOTES.concat(), TOML.concat());
    let text = job_with("Notes", &notes.repeat(1_000_000 / notes.len()));
    in_time("a job", LIMIT * 10, || drop(read_job(&text)));
    let text = toml.repeat(1_000_000 / toml.len());
    in_time("a profile", LIMIT * 10, || drop(read_profile(&text)));
}

#[test]
fn long_prose_of_every_mark_is_parsed() {
    for open in ["[", "(", "*", "_", "`", "<", "![", "**a", "[a](", "\\"] {
        Prose::parse(&open.repeat(50_000 / open.len())).typst();
    }
}

/// The messages of findings that say that there are too many of something.
fn too_many(findings: &[Finding]) -> Vec<&str> {
    let too_many = findings.iter().filter(|finding| finding.code == Code::TooMany);
    too_many.map(|finding| finding.message.as_str()).collect()
}

#[test]
fn lists_are_read_up_to_their_limits() {
    let profile = |positions: usize, highlights: usize| {
        let highlights = "'Did a thing.', ".repeat(highlights);
        let position = "[[work.positions]]\ntitle = 'T'\nstart = '2020'\n";
        let text = format!(
            "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n[[work]]\nname = 'W'\n{}highlights = [{highlights}]\n[[projects]]\nname = 'P'\n",
            position.repeat(positions)
        );
        Profile::read(&SourceFile::new("master.toml", text)).findings
    };
    // One employer and one project stand beside them.
    assert_eq!(too_many(&profile(1000, 998)), [""; 0]);
    for (positions, highlights) in [(1000, 999), (1000, 1000), (1999, 1), (6000, 6000)] {
        let expected = ["this is the entry or highlight after the first 2000"];
        assert_eq!(too_many(&profile(positions, highlights)), expected, "{positions} {highlights}");
    }
    let notes = |count| {
        let text = job_with("Notes", &format!("- Key skills:\n{}", "  - data\n".repeat(count)));
        Job::read("job", &SourceFile::new("job.md", text)).findings
    };
    assert_eq!(too_many(&notes(500)), [""; 0]);
    for count in [501, 20_000] {
        assert_eq!(too_many(&notes(count)), ["this is one of more than 500 instructions"]);
    }
}
