//! A season of applications: what is unchanged is not made again, what was sent is kept and can be made again,
//! and a list tells where all stand.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::harness::{JOB, Workspace, edit, keys};

/// What became of each job of a build.
fn statuses(workspace: &Workspace) -> Vec<String> {
    let report = workspace.run(["build", "--json"]).succeeds().json();
    let jobs = report["jobs"].as_array().unwrap().iter();
    jobs.map(|job| format!("{} {}", job["job"].as_str().unwrap(), job["status"].as_str().unwrap())).collect()
}

/// Why a job was made again.
fn reason(workspace: &Workspace) -> String {
    let report = workspace.run(["build", "acme", "--json"]).succeeds().json();
    report["jobs"][0]["reason"].as_str().unwrap_or("none").to_owned()
}

/// Changes a file of the workspace.
fn change(workspace: &Workspace, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(workspace.path(path)).unwrap();
    fs::write(workspace.path(path), edit(&text, from, to)).unwrap();
}

const BETA: &str = "## Company\nBeta\n\n## Position\nData Engineer\n\n## Job Description\nPython.\n\n## Notes\n- Key skills to emphasize:\n  - Python\n";

mod cache {
    use super::{BETA, Workspace, change, fs, keys, reason, statuses};

    #[test]
    fn only_what_changed_is_made_again() {
        let workspace = Workspace::minimal().job("beta", BETA);
        assert_eq!(statuses(&workspace), ["acme built", "beta built"]);
        let first = workspace.files();
        assert_eq!(statuses(&workspace), ["acme unchanged", "beta unchanged"]);
        assert!(workspace.files() == first);
        change(&workspace, "profiles/jobs/beta.md", "- Python", "- Python and SQL");
        assert_eq!(statuses(&workspace), ["acme unchanged", "beta built"]);
        change(&workspace, "profiles/master.toml", "twelve teams", "eleven teams");
        assert_eq!(statuses(&workspace), ["acme built", "beta built"]);
        let forced = workspace.run(["build", "--force", "--json"]).succeeds().json();
        assert_eq!(forced["jobs"][0]["reason"], "asked for");
    }

    #[test]
    fn the_reason_names_what_changed() {
        let workspace = Workspace::minimal();
        assert_eq!(reason(&workspace), "none");
        workspace.run(["themes", "copy", "plain"]).succeeds();
        assert_eq!(reason(&workspace), "none");
        change(
            &workspace,
            "profiles/jobs/acme.md",
            "# Application\n",
            "+++\ntheme = \"plain\"\n+++\n# Application\n",
        );
        assert_eq!(reason(&workspace), "profiles/jobs/acme.md changed");
        change(&workspace, "templates/plain/theme.toml", "description = \"", "description = \"My ");
        assert_eq!(reason(&workspace), "templates/plain/theme.toml changed");
        fs::write(workspace.path("output/acme/resume.pdf"), "%PDF-").unwrap();
        assert_eq!(reason(&workspace), "resume.pdf was changed");
        fs::remove_file(workspace.path("output/acme/explain.json")).unwrap();
        assert_eq!(reason(&workspace), "explain.json is missing");
        workspace.run(["letter", "acme"]).succeeds();
        assert_eq!(reason(&workspace), "profiles/jobs/acme.letter.md is new");
        assert_eq!(reason(&workspace), "none");
        let flags = workspace.run(["build", "--pages", "2", "--json"]).succeeds().json();
        assert_eq!(flags["jobs"][0]["reason"], "other options were given");
        let mut later = workspace.command(["build", "--pages", "2", "--json"]);
        later.env("SOURCE_DATE_EPOCH", "1760000000");
        let later = workspace.wait(later).succeeds().json();
        assert_eq!(later["jobs"][0]["reason"], "the date is 2025-10-09");
    }

    #[test]
    fn another_job_matters_only_if_the_letter_could_name_its_company() {
        let workspace = Workspace::minimal();
        assert_eq!(statuses(&workspace), ["acme built"]);
        let workspace = workspace.job("beta", BETA);
        assert_eq!(statuses(&workspace), ["acme unchanged", "beta built"]);
        let workspace = workspace.job("mondays", BETA.replace("\nBeta\n", "\nMondays Inc\n"));
        assert_eq!(statuses(&workspace)[0], "acme built");
    }

    #[test]
    fn an_unchanged_job_reports_what_a_built_one_does() {
        let job = BETA.replace("- Python", "- Python\n  - Welding");
        let workspace = Workspace::minimal().job("beta", job);
        let built = workspace.run(["build", "--json"]).succeeds();
        let unchanged = workspace.run(["build", "--json"]).succeeds();
        let told = |output: &crate::harness::Output| {
            let json = output.json();
            let jobs = json["jobs"].as_array().unwrap().clone();
            jobs.into_iter()
                .map(|mut job| {
                    job["status"] = "".into();
                    job
                })
                .collect::<Vec<_>>()
        };
        assert!(built.stderr.contains("Welding"), "{}", built.stderr);
        assert_eq!(built.stderr.replace("2 built", ""), unchanged.stderr.replace("2 unchanged", ""));
        assert_eq!(told(&built), told(&unchanged));
    }

    #[test]
    fn a_damaged_or_older_record_is_told_and_replaced() {
        let workspace = Workspace::minimal();
        workspace.run(["build"]).succeeds();
        let packet = workspace.path("output/acme/packet.json");
        let whole = fs::read(&packet).unwrap();
        for damaged in [&whole[..whole.len() / 2], b"", b"\xff\xfe", b"[]"] {
            fs::write(&packet, damaged).unwrap();
            let output = workspace.run(["build"]).succeeds();
            assert!(output.stderr.contains("warning[packet-damaged]"), "{}", output.stderr);
            assert!(fs::read(&packet).unwrap() == whole);
        }
        let older = String::from_utf8(whole.clone()).unwrap().replace("\"packet\": 1", "\"packet\": 0");
        fs::write(&packet, older).unwrap();
        let output = workspace.run(["build", "-v"]).succeeds();
        assert!(output.stderr.contains("info[packet-damaged]"), "{}", output.stderr);
        assert!(fs::read(&packet).unwrap() == whole);
    }

    #[test]
    fn builds_at_the_same_time_wait_for_each_other() {
        let workspace = Workspace::minimal().job("beta", BETA);
        let output: Vec<_> = std::thread::scope(|scope| {
            let builds = [(); 4].map(|()| scope.spawn(|| workspace.run(["build", "--force", "--json"])));
            builds.map(|build| build.join().unwrap()).into()
        });
        for build in output {
            assert_eq!(build.succeeds().json()["jobs"][1]["status"], "built");
        }
        assert_eq!(statuses(&workspace), ["acme unchanged", "beta unchanged"]);
    }

    #[test]
    fn the_record_names_every_input_and_output() {
        let workspace = Workspace::minimal();
        workspace.run(["build", "--format", "pdf,txt"]).succeeds();
        let packet: super::Value =
            serde_json::from_slice(&workspace.bytes("output/acme/packet.json")).unwrap();
        assert_eq!(
            keys(&packet),
            [
                "bespoke",
                "company",
                "expected",
                "findings",
                "inputs",
                "job",
                "options",
                "other_companies",
                "outputs",
                "packet",
                "pages",
                "position",
                "recovered",
                "typst"
            ]
        );
        let files = |list: &super::Value| -> Vec<String> {
            list.as_array().unwrap().iter().map(|file| file["file"].as_str().unwrap().to_owned()).collect()
        };
        let mut outputs = files(&packet["outputs"]);
        outputs.sort();
        assert_eq!(
            outputs,
            [
                "cover-letter.pdf",
                "cover-letter.txt",
                "cover-letter.typ",
                "explain.json",
                "resume.pdf",
                "resume.txt",
                "resume.typ"
            ]
        );
        let inputs = files(&packet["inputs"]);
        for input in ["profiles/master.toml", "profiles/jobs/acme.md", "templates/classic/resume.typ"] {
            assert!(inputs.contains(&input.to_owned()), "{inputs:?}");
        }
        assert!(inputs.iter().any(|input| input.ends_with(".otf")), "{inputs:?}");
    }
}

mod sent {
    use super::{JOB, Workspace, assert_snapshot, change, fs};

    fn sent() -> Workspace {
        let workspace = Workspace::minimal();
        workspace.run(["status", "acme", "APPLIED"]).succeeds();
        workspace
    }

    #[test]
    fn what_is_sent_is_kept_whole_and_never_changes() {
        let workspace = sent();
        for file in ["resume.pdf", "cover-letter.pdf", "packet.json", "inputs/profiles/master.toml"] {
            workspace.bytes(&format!("output/acme/sent/2025-06-15/{file}"));
        }
        let notes = workspace.bytes("output/acme/sent/2025-06-15/inputs/profiles/jobs/acme.md");
        assert!(notes == workspace.bytes("profiles/jobs/acme.md"));
        assert!(workspace.run(["build"]).succeeds().stdout.starts_with("unchanged"));
        let sealed = |workspace: &Workspace| {
            let mut files = workspace.files();
            files.retain(|path, _| path.to_string_lossy().contains("/sent/"));
            files
        };
        let before = sealed(&workspace);
        workspace.run(["status", "acme", "APPLIED"]).succeeds();
        change(&workspace, "profiles/master.toml", "twelve teams", "eleven teams");
        workspace.run(["build", "--force"]).succeeds();
        assert!(sealed(&workspace) == before);
        workspace.run(["status", "acme", "INTERVIEW"]).succeeds();
        workspace.run(["status", "acme", "APPLIED"]).succeeds();
        let after = sealed(&workspace);
        assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
        assert!(after.len() > before.len(), "the second application of the day is kept too");
        workspace.run(["verify", "acme"]).succeeds();
        // What was altered is no copy of what was sent, so another is made.
        fs::write(workspace.path("output/acme/sent/2025-06-15/resume.pdf"), "%PDF-").unwrap();
        workspace.run(["status", "acme", "APPLIED"]).succeeds();
        assert!(workspace.files().len() > after.len() + 5);
    }

    #[test]
    fn a_packet_verifies_after_everything_else_changed() {
        let workspace = sent();
        change(&workspace, "profiles/master.toml", "twelve teams", "eleven teams");
        fs::remove_file(workspace.path("profiles/jobs/acme.md")).unwrap();
        let mut elsewhere = workspace.command(["verify", "acme"]);
        elsewhere.env("TZ", "Pacific/Kiritimati").env("LC_ALL", "tr_TR.UTF-8").env("SOURCE_DATE_EPOCH", "0");
        assert_snapshot!(workspace.wait(elsewhere).succeeds().stdout, @"verified   ./output/acme/sent/2025-06-15: 8 files, made again byte for byte");
        let moved = workspace.beside("moved here");
        fs::rename(workspace.path("output"), &moved).unwrap();
        let mut there = workspace.command(["verify", "acme", "--out"]);
        there.arg(&moved);
        workspace.wait(there).succeeds();
    }

    #[test]
    fn one_flipped_byte_is_found_and_the_file_named() {
        let workspace = sent();
        let folder = workspace.path("output/acme/sent/2025-06-15");
        let files = [
            "resume.pdf",
            "cover-letter.pdf",
            "resume.typ",
            "explain.json",
            "packet.json",
            "inputs/profiles/master.toml",
            "inputs/profiles/jobs/acme.md",
        ];
        for file in files {
            let path = folder.join(file);
            let whole = fs::read(&path).unwrap();
            for at in [0, whole.len() / 2, whole.len() - 1] {
                let mut flipped = whole.clone();
                flipped[at] ^= 1;
                fs::write(&path, &flipped).unwrap();
                let output = workspace.refuses(["verify", "acme"]);
                assert!(
                    output.stderr.contains(&format!("sent/2025-06-15/{file}")),
                    "{file} {at}: {}",
                    output.stderr
                );
            }
            fs::remove_file(&path).unwrap();
            workspace.refuses(["verify", "acme"]);
            fs::write(&path, whole).unwrap();
        }
        workspace.run(["verify", "acme"]).succeeds();
    }

    #[test]
    fn an_own_theme_goes_into_the_packet() {
        let workspace = Workspace::minimal();
        workspace.run(["themes", "copy", "modern"]).succeeds();
        workspace.run(["status", "acme", "APPLIED", "--theme", "modern", "--format", "pdf,docx"]).succeeds();
        workspace.bytes("output/acme/sent/2025-06-15/resume.docx");
        fs::remove_dir_all(workspace.path("templates")).unwrap();
        workspace.run(["verify", "acme"]).succeeds();
    }

    #[test]
    fn the_documents_that_lie_there_are_what_was_sent() {
        let workspace = Workspace::minimal();
        workspace.run(["build", "--theme", "plain", "--format", "pdf,txt"]).succeeds();
        let built = workspace.bytes("output/acme/cover-letter.pdf");
        let mut later = workspace.command(["status", "acme", "APPLIED"]);
        later.env("SOURCE_DATE_EPOCH", "1750400000");
        workspace.wait(later).succeeds();
        assert!(workspace.bytes("output/acme/sent/2025-06-20/cover-letter.pdf") == built);
        workspace.bytes("output/acme/sent/2025-06-20/resume.txt");
        workspace.run(["verify", "acme"]).succeeds();
    }

    #[test]
    fn what_cannot_be_made_is_not_sent() {
        let job = JOB.replace("## Notes\n", "## Keep\nnobody\n\n## Notes\n");
        let workspace = Workspace::minimal().job("acme", &job);
        let output = workspace.run(["status", "acme", "APPLIED"]).fails();
        assert!(output.stderr.contains("nothing was sealed"), "{}", output.stderr);
        assert_eq!(workspace.bytes("profiles/jobs/acme.md"), job.as_bytes());
        assert!(!workspace.path("output/acme").exists());
    }

    #[test]
    fn the_last_build_can_be_verified_too() {
        let workspace = Workspace::minimal();
        let output = workspace.refuses(["verify", "acme"]);
        assert!(output.stderr.contains("error[no-packet]"), "{}", output.stderr);
        let output = workspace.refuses(["verify", "acne"]);
        assert!(output.stderr.contains("did you mean \"acme\"?"), "{}", output.stderr);
        workspace.run(["build"]).succeeds();
        workspace.run(["verify", "acme"]).succeeds();
        change(&workspace, "profiles/jobs/acme.md", "is required", "is preferred");
        let output = workspace.refuses(["verify", "acme"]);
        assert!(output.stderr.contains("profiles/jobs/acme.md changed"), "{}", output.stderr);
    }
}

mod list {
    use super::{BETA, JOB, Value, Workspace, assert_snapshot, keys};

    fn season() -> Workspace {
        let workspace = Workspace::minimal()
            .job("acme", JOB.replace("## Job", "## Status\nAPPLIED\n- 2025-06-01: APPLIED\n\n## Job"))
            .job("beta", BETA.replace("## Job", "## Status\nPENDING\n\n## Job"))
            .job("gamma", format!("+++\ndeadline = 2025-06-18\n+++\n{}", BETA.replace("Beta", "Gamma")))
            .job("delta", BETA.replace("Beta", "Delta").replace("## Job", "## Status\nREJECTED\n\n## Job"));
        workspace.run(["letter", "gamma"]).succeeds();
        workspace
    }

    fn jobs(workspace: &Workspace, args: &[&str]) -> Vec<String> {
        let mut command = workspace.command(["list", "--json"]);
        command.args(args);
        let list = workspace.wait(command).succeeds().json();
        list["jobs"].as_array().unwrap().iter().map(|job| job["job"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn all_applications_are_shown_and_what_is_due_first() {
        let workspace = season();
        assert_snapshot!(workspace.run(["list"]).succeeds().stdout, @"
        Job    Status    Due               Letter  Coverage  Applied     Company  Position
        acme   APPLIED   2025-06-15 ask    draft      100 %  2025-06-01  Acme     Data Engineer
        gamma            2025-06-18 apply  yours      100 %              Gamma    Data Engineer
        beta   PENDING                     draft      100 %              Beta     Data Engineer
        delta  REJECTED                    draft      100 %              Delta    Data Engineer
        ");
        assert_eq!(jobs(&workspace, &[]), ["acme", "gamma", "beta", "delta"]);
        assert_eq!(jobs(&workspace, &["--due"]), ["acme", "gamma"]);
        assert_eq!(jobs(&workspace, &["--due", "1"]), ["acme"]);
        assert_eq!(jobs(&workspace, &["--status", "pending,rejected"]), ["beta", "delta"]);
        assert_eq!(jobs(&workspace, &["--sort", "company"]), ["acme", "beta", "delta", "gamma"]);
        workspace.run(["list", "--sort", "luck"]).misuses_the_command_line();
    }

    #[test]
    fn a_list_says_the_same_of_what_was_built_and_of_what_was_not() {
        let workspace = season().job("beta", BETA.replace("- Python", "- Python\n  - Welding"));
        let list = || workspace.run(["list", "--json"]).succeeds().stdout;
        let before = list();
        workspace.run(["build"]).succeeds();
        assert_eq!(list(), before);
        super::change(&workspace, "profiles/master.toml", "in Python", "in Java");
        assert_ne!(list(), before);
    }

    #[test]
    fn the_json_of_a_list_has_its_shape() {
        let list = season().run(["list", "--json"]).succeeds().json();
        assert_eq!(keys(&list), ["findings", "jobs"]);
        let acme = &list["jobs"][0];
        assert_eq!(
            keys(acme),
            [
                "applied",
                "company",
                "coverage",
                "deadline",
                "follow_up",
                "history",
                "job",
                "letter",
                "position",
                "status"
            ]
        );
        assert_eq!(acme["follow_up"], "2025-06-15");
        assert_eq!(acme["applied"], "2025-06-01");
        assert_eq!(acme["history"], serde_json::json!([{ "date": "2025-06-01", "status": "APPLIED" }]));
        assert_eq!(list["jobs"][1]["letter"]["own"], true);
        assert_eq!(list["jobs"][2]["follow_up"], Value::Null);
    }

    #[test]
    fn which_wording_went_to_whom() {
        let workspace = Workspace::minimal().job("beta", BETA);
        assert_snapshot!(workspace.run(["list", "--sent"]).succeeds().stdout, @"Nothing was sent yet: `bespoke status JOB APPLIED` keeps what you send.");
        workspace.run(["status", "acme", "APPLIED"]).succeeds();
        super::change(&workspace, "profiles/master.toml", "twelve teams", "12 teams");
        workspace.run(["status", "beta", "APPLIED"]).succeeds();
        assert_snapshot!(workspace.run(["list", "--sent"]).succeeds().stdout, @r#"
        pipelines
          "Built data pipelines in Python that feed the reports of 12 teams."
            2025-06-15, Beta (beta)
          "Built data pipelines in Python that feed the reports of twelve teams."
            2025-06-15, Acme (acme)
        team
          "Led four engineers and hired two of them."
            2025-06-15, Acme (acme)
            2025-06-15, Beta (beta)
        "#);
    }

    #[test]
    fn an_empty_season_says_how_to_begin() {
        let workspace = Workspace::empty().profile(crate::harness::PROFILE);
        assert!(workspace.run(["list"]).succeeds().stdout.contains("bespoke new"));
        let output = season().run(["list", "--status", "OFFER"]).succeeds();
        assert_eq!(output.stdout, "No application is like that.\n");
    }

    #[test]
    fn a_broken_file_hides_no_other() {
        let workspace = season().job("broken", "no headings");
        let output = workspace.run(["list"]).fails();
        assert!(output.stdout.contains("Gamma") && output.stderr.contains("no-company"), "{output:?}");
    }
}
