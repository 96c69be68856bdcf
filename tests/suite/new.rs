//! A new job's file: it reads as what it was made from, whatever that is, and its prompts say nothing.

use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;

use bespoke::finding::{Checked, SourceFile};
use bespoke::job::{Draft, Job, Status, draft};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::harness::{JOB, Workspace, keys};

const PAGE: &str = r#"<!doctype html><html><head><title>Jobs</title><script type="application/ld+json">
{"@type": "JobPosting", "title": "Data Engineer", "hiringOrganization": {"name": "Beta Works"},
 "jobLocation": {"address": {"addressLocality": "Boston", "addressRegion": "MA"}}, "validThrough": "2025-07-01",
 "url": "https://beta.example/1", "description": "<p>We move data.</p><h2>Notes</h2><ul><li>Python is required</li></ul>"}
</script></head><body>Apply</body></html>"#;

/// The file that a command made.
fn text(workspace: &Workspace, job: &str) -> String {
    String::from_utf8(workspace.bytes(&format!("profiles/jobs/{job}.md"))).unwrap()
}

#[test]
fn a_new_file_has_every_section_and_no_findings() {
    let workspace = Workspace::minimal();
    assert_snapshot!(workspace.run(["new", "Beta Works", "Data Engineer"]).succeeds().stdout, @"
    profiles/jobs/beta-works.md: Data Engineer at Beta Works

    Next: paste the posting, write into the notes what should count, then
      bespoke build beta-works
    ");
    assert_snapshot!(text(&workspace, "beta-works"), @"
    # Application Details

    ## Company
    Beta Works

    ## Position
    Data Engineer

    ## Job URL

    ## Status
    PENDING

    ## Job Description
    <!-- Paste the whole posting in place of this line. -->

    ## Company Details
    <!-- What the company does, and what of it matters to you. The letter says nothing else about it. -->

    ## Application Date
    2025-06-15

    ## Personal Connection
    - Have you used their product or service?
    - If yes, describe your experience:
    - What impact has it had on you?
    - Which features or aspects do you particularly value?
    - How does this connection relate to your professional interest in the company?

    ## Notes
    <!-- Fill in what should count; a line without words says nothing.
         The README shows what can be said, and `bespoke explain` what became of it. -->
    - Key skills to emphasize:

    - Resume customization ideas:

    - Resume bullet points to highlight:
      - Work experience:
        - Initech:
      - Education:
      - Projects:

    - Cover letter points:
      - Opening paragraph:
      - Body paragraph:
      - Company-specific paragraph:
      - Closing paragraph:
    ");
    let checked = workspace.run(["check", "beta-works", "--json"]).succeeds().json();
    assert_eq!(checked["jobs"][0]["findings"], serde_json::json!([]));
}

#[test]
fn a_saved_page_fills_in_what_it_says() {
    let workspace = Workspace::minimal().file("posting.html", PAGE);
    let output = workspace.run(["new", "--posting", "posting.html", "--json"]).succeeds();
    assert_eq!(keys(&output.json()), ["company", "file", "findings", "job", "position", "posting"]);
    let written = text(&workspace, "beta-works");
    assert!(written.starts_with("+++\ndeadline = \"2025-07-01\"\n+++\n# Application Details\n"), "{written}");
    for part in ["## Location\nBoston, MA\n", "## Job URL\nhttps://beta.example/1\n", "- Python is required"]
    {
        assert!(written.contains(part), "{written}");
    }
    let checked = workspace.run(["check", "beta-works", "--json"]).succeeds().json();
    assert_eq!(checked["jobs"][0]["findings"], serde_json::json!([]));
    let explained = workspace.run(["explain", "beta-works", "--json"]).succeeds().json();
    let topics = explained["topics"].as_array().unwrap();
    assert!(topics.iter().any(|topic| topic["text"].as_str().unwrap().contains("Python")), "{topics:?}");
}

#[test]
fn what_is_named_wins_and_text_may_come_from_standard_input() {
    let workspace = Workspace::minimal();
    let mut command = workspace.command(["new", "Beta", "Cook", "--posting", "-", "--location", "Remote"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"We cook.\n## Notes\n## Company\nOther\n").unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let job = read(&text(&workspace, "beta"));
    assert_eq!((job.company.value.as_str(), job.position.value.as_str()), ("Beta", "Cook"));
    assert_eq!(job.location.unwrap().value, "Remote");
}

#[test]
fn no_file_is_overwritten() {
    let workspace = Workspace::minimal();
    for name in ["acme-data-engineer", "acme-data-engineer-2", "acme-data-engineer-3"] {
        let output = workspace.run(["new", "ACME!", "Data Engineer", "--json"]).succeeds();
        assert_eq!(output.json()["job"], name);
    }
    assert_eq!(workspace.bytes("profiles/jobs/acme.md"), JOB.as_bytes());
    let names = ["CON", "com1", "..", "///", "../../etc", &"long word ".repeat(900), "\u{1f600}"];
    for company in names {
        let before = fs::read_dir(workspace.path("profiles/jobs")).unwrap().count();
        let mut command = workspace.command(["new", "--json", "--"]);
        command.args([company, "Cook"]);
        let job = workspace.wait(command).succeeds().json()["job"].as_str().unwrap().to_owned();
        assert!(job.len() < 80 && !["con", "com1"].contains(&job.as_str()), "{job}");
        assert_eq!(fs::read_dir(workspace.path("profiles/jobs")).unwrap().count(), before + 1);
    }
}

#[test]
fn what_a_posting_does_not_say_is_asked_for() {
    let workspace =
        Workspace::minimal().file("posting.txt", "We look for a cook.").file("none.pdf", b"%PDF-1.7").file(
            "two.html",
            PAGE.replace(
                "{\"@type\"",
                "[{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"description\": \"Cook.\"}, {\"@type\"",
            )
            .replace("</script>", "]</script>"),
        );
    assert_snapshot!(workspace.refuses(["new", "--posting", "posting.txt"]).stderr, @"
    error[posting-incomplete]: the posting does not say for which company and position it is
    --> posting.txt
     = help: name both: bespoke new COMPANY POSITION --posting posting.txt
    ");
    assert_snapshot!(workspace.refuses(["new", "--posting", "two.html"]).stderr, @r#"
    error[posting-several]: two.html has 2 openings: "Cook" at (unnamed), "Data Engineer" at Beta Works
    --> two.html
     = help: name the company and the position before --posting, as they stand here
    "#);
    assert_snapshot!(workspace.refuses(["new", "--posting", "none.pdf"]).stderr, @"
    error[posting-unreadable]: none.pdf is a PDF, not a page or a text
    --> none.pdf
     = help: save the page as HTML, or copy its text into a file
    ");
    workspace.refuses(["new", "--posting", "missing.html"]);
    // Nothing comes from a standard input that is closed.
    let output = workspace.refuses(["new", "--posting", "-"]);
    assert!(output.stderr.contains("there is no text in standard input"), "{}", output.stderr);
    workspace.refuses(["new", "## Notes", "Cook"]);
    workspace.run(["new", "Beta"]).misuses_the_command_line();
}

#[test]
fn prompts_reach_no_document() {
    let workspace = Workspace::minimal();
    workspace.run(["new", "Beta", "Data Engineer"]).succeeds();
    workspace.run(["build", "beta", "--format", "txt"]).succeeds();
    for file in ["resume.txt", "cover-letter.txt", "explain.json"] {
        let text = String::from_utf8(workspace.bytes(&format!("output/beta/{file}"))).unwrap();
        for prompt in ["<!--", "-->", "Fill in", "Paste", "Have you used", "particularly value"] {
            assert!(!text.contains(prompt), "{file}: {text}");
        }
    }
    workspace.run(["status", "beta", "INTERVIEW"]).succeeds();
    assert!(text(&workspace, "beta").contains("## Status\nINTERVIEW\n- 2025-06-15: PENDING -> INTERVIEW\n"));
}

#[test]
fn a_prompt_that_was_deleted_is_missed() {
    let workspace = Workspace::minimal();
    workspace.run(["new", "Beta", "Data Engineer"]).succeeds();
    let without: String = text(&workspace, "beta")
        .lines()
        .filter(|line| !line.contains("<!--"))
        .map(|line| format!("{line}\n"))
        .collect();
    let checked =
        workspace.job("beta", without.replace("what can be said, and", "")).run(["check", "beta", "--json"]);
    let findings = checked.succeeds().json()["jobs"][0]["findings"].to_string();
    assert!(findings.contains("no-posting") && findings.contains("no-notes"), "{findings}");
}

fn read(text: &str) -> Job {
    let Checked { value, findings } = Job::read("new", &SourceFile::new("new.md", text));
    assert!(findings.is_empty(), "{findings:?}\n{text}");
    value.unwrap()
}

/// Lines of a posting that would end it, or look like something else, among ordinary ones.
fn posting() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("## Notes"),
        Just("##Company"),
        Just("## Status ##"),
        Just("  ## Keep"),
        Just("\u{a0}## Notes"),
        Just("# Company"),
        Just("### Position"),
        Just("Company"),
        Just("-------"),
        Just("+++"),
        Just("<!--"),
        Just("-->"),
        Just("```"),
        Just("- Key skills to emphasize:"),
        Just("* item"),
        Just("<b>"),
        Just("Python is required."),
        Just(""),
    ];
    prop::collection::vec(prop_oneof![line.prop_map(str::to_owned), "\\PC{0,30}"], 1..20)
        .prop_map(|lines| format!("We build.\n{}", lines.join("\n")))
}

proptest! {
    #[test]
    fn any_posting_stays_in_its_section(posting in posting()) {
        let date = "2025-06-15".parse().unwrap();
        let written = draft(&Draft {
            company: "Acme", position: "Cook", url: None, location: None, deadline: None, posting: &posting, date,
            profile: None,
        }).unwrap();
        let job = read(&written);
        prop_assert_eq!(&job.company.value, "Acme");
        prop_assert_eq!(&job.status.as_ref().unwrap().value, &Status::Pending);
        let kept = &written[job.posting.clone().unwrap()];
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(kept), words(&posting));
        prop_assert!(job.notes.is_empty());
    }

    #[test]
    fn any_name_is_read_as_it_is_or_refused(company in "\\PC{1,40}|#+ ?[A-Z]{0,9}|<!-- ?-?->?|[-=+]{1,5}", position in "\\PC{1,40}") {
        let date = "2025-06-15".parse().unwrap();
        let new = Draft {
            company: &company, position: &position, url: None, location: None, deadline: None, posting: "", date,
            profile: None,
        };
        if let Ok(text) = draft(&new) {
            let job = Job::read("new", &Arc::clone(&SourceFile::new("new.md", text.as_str()))).value.unwrap();
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(&job.company.value), job.company.value.clone());
            prop_assert!(!job.company.value.is_empty() && job.notes.is_empty());
        }
    }
}
