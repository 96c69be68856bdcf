//! The commands as they are used: what they write, print and return.

use std::fs;
use std::thread;

use insta::assert_snapshot;
use serde_json::Value;

use crate::harness::{HARBOR_TRANSIT, JOB, PENN_MEDICINE, PROFILE, SAMPLE_PROFILE, Workspace, edit, keys};

/// The sample of the repository.
fn sample() -> Workspace {
    let workspace = Workspace::empty().profile(SAMPLE_PROFILE);
    workspace.job("penn-medicine", PENN_MEDICINE).job("harbor-transit", HARBOR_TRANSIT)
}

mod first_steps {
    use super::{Workspace, assert_snapshot, edit, fs};

    #[test]
    fn a_first_workspace_is_made_and_built_twice() {
        let workspace = Workspace::empty();
        assert_snapshot!(workspace.run(["init"]).succeeds().stdout, @"
        A workspace with a sample profile and two sample jobs is in this folder.

        Next:
          bespoke build                 makes resume.pdf and cover-letter.pdf of each job in output/
          profiles/master.toml          replace the sample with your own history
          bespoke import --help         or start from JSON Resume, RenderCV, YAMLResume or LinkedIn
          bespoke new COMPANY POSITION  starts the notes for a job you apply for
          bespoke explain JOB           shows why each line is in or out
        ");
        assert_snapshot!(workspace.run(["build"]).succeeds().stdout, @"
        built      harbor-transit: ./output/harbor-transit/resume.pdf, ./output/harbor-transit/cover-letter.pdf
        built      penn-medicine: ./output/penn-medicine/resume.pdf, ./output/penn-medicine/cover-letter.pdf
        ");
        let first = workspace.files();
        workspace.run(["build", "--force"]).succeeds();
        assert!(workspace.files() == first, "the second build wrote something else");
        for job in ["penn-medicine", "harbor-transit"] {
            for (name, bytes) in workspace.documents(job) {
                assert_eq!(bytes.starts_with(b"%PDF-"), name.ends_with(".pdf"), "{job}/{name}");
            }
        }
    }

    #[test]
    fn a_new_workspace_is_the_repositorys_own() {
        let workspace = Workspace::empty();
        workspace.run(["init", "new folder"]).succeeds();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for name in
            ["profiles/master.toml", "profiles/jobs/penn-medicine.md", "profiles/jobs/harbor-transit.md"]
        {
            let made = workspace.bytes(&format!("new folder/{name}"));
            assert!(made == fs::read(root.join(name)).unwrap(), "{name}");
        }
    }

    #[test]
    fn init_says_how_to_go_on_in_a_folder_with_spaces() {
        let workspace = Workspace::empty();
        assert_snapshot!(workspace.run(["init", "my jobs"]).succeeds().stdout, @"
        A workspace with a sample profile and two sample jobs is in my jobs.

        Next:
          bespoke build -C 'my jobs'                 makes resume.pdf and cover-letter.pdf of each job in output/
          profiles/master.toml                       replace the sample with your own history
          bespoke import -C 'my jobs' --help         or start from JSON Resume, RenderCV, YAMLResume or LinkedIn
          bespoke new -C 'my jobs' COMPANY POSITION  starts the notes for a job you apply for
          bespoke explain -C 'my jobs' JOB           shows why each line is in or out
        ");
    }

    #[test]
    fn init_never_overwrites() {
        let workspace = Workspace::empty().profile("mine");
        assert_snapshot!(workspace.refuses(["init"]).stderr, @"
        error[file-exists]: profiles/master.toml is already there, and init never overwrites
        --> .
         = help: this is a workspace already: `bespoke build` makes its documents; or name another folder
        ");
        let workspace = Workspace::minimal();
        assert_snapshot!(workspace.refuses(["init", "."]).stderr, @"
        error[file-exists]: profiles/master.toml is already there, and init never overwrites
        --> .
         = help: this is a workspace already: `bespoke build` makes its documents; or name another folder
        ");
        let workspace = Workspace::empty().file("work.txt", "mine").file(".gitignore", "mine");
        workspace.run(["init"]).succeeds();
        assert_eq!(workspace.bytes(".gitignore"), b"mine");
        assert_eq!(workspace.bytes("work.txt"), b"mine");
    }

    #[test]
    fn init_into_a_file_is_an_error() {
        let workspace = Workspace::empty().file("taken", "mine");
        assert_snapshot!(workspace.refuses(["init", "taken"]).stderr, @"
        error[write-failed]: cannot write taken/profiles: part of the path is a file, not a folder
        --> taken/profiles
         = help: nothing was changed there; free the path or choose another folder with --out
        ");
    }

    #[test]
    fn help_shows_every_command_and_flag() {
        let workspace = Workspace::empty();
        assert_snapshot!("help", workspace.run(["--help"]).succeeds().stdout);
        assert_snapshot!("help_build", workspace.run(["build", "--help"]).succeeds().stdout);
        let brief = workspace.run(["-h"]).succeeds().stdout;
        assert!(
            edit(&brief, "Usage: bespoke", "").lines().all(|line| line.chars().count() <= 100),
            "{brief}"
        );
    }

    #[test]
    fn the_version_is_one_line() {
        let run = Workspace::empty().run(["--version"]).succeeds();
        assert_eq!(run.stdout, format!("bespoke {}\n", env!("CARGO_PKG_VERSION")));
    }
}

mod builds {
    use super::{JOB, PROFILE, Value, Workspace, assert_snapshot, edit, fs, keys, sample, thread};

    #[test]
    fn a_build_from_elsewhere_gives_the_same_documents() {
        let here = Workspace::minimal();
        here.run(["build"]).succeeds();
        let there = Workspace::named("my r\u{e9}sum\u{e9}s & jobs").profile(PROFILE).job("acme", JOB);
        let mut command =
            there.command(["build", "-C", "../my r\u{e9}sum\u{e9}s & jobs", "--out", "../home/made here"]);
        command.current_dir(there.beside("tmp"));
        assert_snapshot!(there.wait(command).succeeds().stdout, @"built      acme: ../home/made here/acme/resume.pdf, ../home/made here/acme/cover-letter.pdf");
        for (name, bytes) in here.documents("acme") {
            let path = there.beside(&format!("home/made here/acme/{name}"));
            assert!(fs::read(path).unwrap() == bytes, "{name} differs");
        }
        assert!(!there.path("output").exists());
    }

    #[test]
    fn two_runs_write_the_same_bytes() {
        let (one, other) = (sample(), sample());
        one.run(["build"]).succeeds();
        other.run(["build", "harbor-transit"]).succeeds();
        other.run(["build", "penn-medicine"]).succeeds();
        for job in ["penn-medicine", "harbor-transit"] {
            assert!(one.documents(job) == other.documents(job), "{job} differs");
        }
    }

    #[test]
    fn one_failing_job_never_stops_the_others() {
        let workspace = Workspace::minimal().job("a-bad-one", edit(JOB, "Acme\n", "")).job("zenith", JOB);
        let run = workspace.run(["build"]).fails();
        assert_snapshot!(run.stdout, @"
        failed     a-bad-one
        built      acme: ./output/acme/resume.pdf, ./output/acme/cover-letter.pdf
        built      zenith: ./output/zenith/resume.pdf, ./output/zenith/cover-letter.pdf
        ");
        assert_eq!(workspace.documents("acme").len() + workspace.documents("zenith").len(), 10);
        assert!(!workspace.path("output/a-bad-one").exists());
    }

    #[test]
    fn two_builds_at_once_both_succeed() {
        let workspace = sample();
        let builds: Vec<_> = thread::scope(|scope| {
            let run = || workspace.command(["build"]).output().unwrap();
            let threads = [scope.spawn(run), scope.spawn(run), scope.spawn(run)];
            threads.map(|thread| thread.join().unwrap()).into()
        });
        for build in builds {
            assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        }
        let alone = sample();
        alone.run(["build"]).succeeds();
        assert!(workspace.documents("harbor-transit") == alone.documents("harbor-transit"));
    }

    #[test]
    fn a_pipe_that_closes_early_is_no_error() {
        let workspace = sample();
        let mut child = workspace.command(["explain", "penn-medicine"]).spawn().unwrap();
        drop(child.stdout.take());
        assert!(child.wait().unwrap().success());
    }

    #[test]
    fn a_pipe_gets_no_colours_unless_it_asks() {
        let workspace = Workspace::minimal().job("acme", edit(JOB, "Acme\n", ""));
        assert!(!workspace.refuses(["build"]).stderr.contains('\u{1b}'));
        assert!(workspace.refuses(["build", "--color", "always"]).stderr.contains('\u{1b}'));
        let mut command = workspace.command(["build", "--color", "never"]);
        command.env("TERM", "xterm-256color");
        assert!(!workspace.wait(command).fails().stderr.contains('\u{1b}'));
    }

    #[test]
    fn quiet_shows_errors_only_and_results() {
        let workspace = Workspace::minimal().job("acme", format!("{JOB}\n## Salary\nEnough\n"));
        let run = workspace.run(["build", "-q"]).succeeds();
        assert_eq!(run.stderr, "");
        assert!(run.stdout.starts_with("built "), "{}", run.stdout);
    }

    #[test]
    fn strict_refuses_warnings_and_final_refuses_the_sample() {
        let workspace = sample();
        workspace.run(["build"]).succeeds();
        workspace.refuses(["build", "--final"]);
        let workspace = Workspace::minimal().job("acme", format!("{JOB}\n## Salary\nEnough\n"));
        workspace.refuses(["build", "--strict"]);
        Workspace::minimal().run(["build", "--strict", "--final"]).succeeds();
    }

    #[test]
    fn flags_win_over_the_job_and_the_job_over_the_profile() {
        let profile = edit(PROFILE, "[[work]]\n", "[defaults]\npaper = \"a4\"\n\n[[work]]\n");
        let job = edit(JOB, "# Application\n", "+++\npaper = \"us-letter\"\n+++\n");
        let paper = |workspace: &Workspace| {
            let source = String::from_utf8(workspace.bytes("output/acme/resume.typ")).unwrap();
            let paper = source.split("#set page(paper: \"").nth(1).and_then(|rest| rest.split('"').next());
            paper.unwrap().to_owned()
        };
        let workspace = Workspace::minimal().profile(&profile);
        workspace.run(["build"]).succeeds();
        assert_eq!(paper(&workspace), "a4");
        let workspace = workspace.job("acme", job);
        workspace.run(["build"]).succeeds();
        assert_eq!(paper(&workspace), "us-letter");
        workspace.run(["build", "--paper", "a4"]).succeeds();
        assert_eq!(paper(&workspace), "a4");
    }

    #[test]
    fn letters_beside_the_notes_are_no_jobs() {
        let workspace = Workspace::minimal().job("acme.letter", "x").job("acme.letter.draft", "x");
        assert_snapshot!(workspace.run(["build"]).succeeds().stdout, @"built      acme: ./output/acme/resume.pdf, ./output/acme/cover-letter.pdf");
    }

    #[test]
    fn the_json_of_a_build_and_of_a_check_has_its_shape() {
        let workspace = sample().job("bad", edit(JOB, "Acme\n", ""));
        let built = workspace.run(["build", "--json"]).fails().json();
        let checked = workspace.run(["check", "--json"]).fails().json();
        for (report, statuses) in
            [(&built, ["failed", "built", "built"]), (&checked, ["failed", "unchanged", "unchanged"])]
        {
            assert_eq!(keys(report), ["findings", "jobs"]);
            let jobs = report["jobs"].as_array().unwrap();
            let names: Vec<_> = jobs.iter().map(|job| job["job"].as_str().unwrap()).collect();
            assert_eq!(names, ["bad", "harbor-transit", "penn-medicine"]);
            for (job, status) in jobs.iter().zip(statuses) {
                assert_eq!(keys(job), ["files", "findings", "job", "pages", "readback", "status"]);
                assert_eq!(job["status"], status);
                for finding in job["findings"].as_array().unwrap() {
                    assert_finding(finding);
                }
            }
        }
        let penn = &built["jobs"][2];
        assert_eq!(penn["pages"], serde_json::json!({ "resume": 1, "cover-letter": 1 }));
        assert_eq!(keys(&penn["readback"]), ["expected", "recovered"]);
        assert!(penn["readback"]["expected"].as_u64().unwrap() > 50);
        assert_eq!(penn["readback"]["expected"], penn["readback"]["recovered"]);
        for file in penn["files"].as_array().unwrap() {
            assert!(workspace.path(file.as_str().unwrap()).is_file(), "{file}");
        }
        assert_eq!(built["jobs"][0]["findings"][0]["code"], "no-company");
        assert_eq!(built["jobs"][0]["findings"][0]["line"], 3);
    }

    #[test]
    fn the_json_of_a_run_without_a_profile_still_lists_its_jobs() {
        let workspace = Workspace::empty().job("acme", edit(JOB, "Acme\n", ""));
        let report = workspace.refuses(["build", "--json"]).json();
        assert_eq!(report["findings"][0]["code"], "no-profile");
        assert_eq!(report["jobs"][0]["status"], "failed");
        assert_eq!(report["jobs"][0]["findings"][0]["code"], "no-company");
    }

    /// Asserts the shape of a finding.
    #[track_caller]
    fn assert_finding(finding: &Value) {
        assert_eq!(keys(finding), ["code", "column", "file", "hint", "line", "message", "severity"]);
        assert!(finding["code"].is_string() && finding["message"].is_string(), "{finding}");
        assert!(["error", "warning", "info"].contains(&finding["severity"].as_str().unwrap()), "{finding}");
        assert!(finding["file"].is_string() || finding["file"].is_null(), "{finding}");
        for key in ["line", "column"] {
            assert!(
                finding[key].is_null() || finding[key].as_u64().is_some_and(|number| number > 0),
                "{finding}"
            );
        }
    }
}

mod explanations {
    use super::{JOB, Value, Workspace, assert_snapshot, edit, keys, sample};

    #[test]
    fn an_explanation_is_readable() {
        let run = Workspace::minimal().run(["explain", "acme"]).succeeds();
        assert_snapshot!(run.stdout, @r#"
        acme - Data Engineer at Acme

        The page covers 100% of what this profile can prove for this job.
        No other choice for this page is worth more: 24 points.

        What was asked for and is shown
          line 15, 11    2  Data pipelines
                           by pipelines

        Initech (Data Engineer) [initech-engineer]
          in   1. Built data pipelines in Python that feed the reports of twelve teams. [pipelines]
                  evidence for "Data pipelines"
          in   2. Led four engineers and hired two of them. [team]
                  fills the page; evidence for no topic of this job
        "#);
        assert_eq!(run.stderr, "");
    }

    #[test]
    fn an_explanation_says_what_is_missing() {
        let job = format!("{JOB}  - Underwater welding\n  - Bagpipes (if applicable)\n  - Omit team\n");
        assert_snapshot!(Workspace::minimal().job("acme", job).run(["explain", "acme"]).succeeds().stdout, @r#"
        acme - Data Engineer at Acme

        The page covers 0% of what this profile can prove for this job.

        Asked for, and not on the page
          line 15, 11    2  Data pipelines
                           evidence: pipelines

        Gaps: the notes ask for it, and the profile has no evidence
          line 16       2  Underwater welding

        What was asked for otherwise
          line 17       2  Bagpipes
                           not applicable: conditional, and no evidence
          line 18       0  team
                           left out, as the notes ask

        Initech (Data Engineer) [initech-engineer]
          out  1. Built data pipelines in Python that feed the reports of twelve teams. [pipelines]
                  the notes leave out "team"
          in   2. Led four engineers and hired two of them. [team]
                  keeps its position from being empty

        Instructions the letter does not speak to
          line 15    Data pipelines
          line 16    Underwater welding
        "#);
    }

    #[test]
    fn the_json_of_an_explanation_has_its_shape() {
        let workspace = sample();
        workspace.run(["build"]).succeeds();
        for job in ["penn-medicine", "harbor-transit"] {
            let run = workspace.run(["explain", job, "--json"]).succeeds();
            assert_eq!(
                run.stdout.trim_end().as_bytes(),
                workspace.bytes(&format!("output/{job}/explain.json")).trim_ascii_end()
            );
            assert_explanation(&run.json(), job);
        }
    }

    #[test]
    fn two_jobs_can_be_compared() {
        let workspace = sample();
        let shown = workspace.run(["explain", "penn-medicine", "--diff", "harbor-transit"]).succeeds().stdout;
        assert!(shown.starts_with("penn-medicine and harbor-transit\n\nOnly for penn-medicine\n"), "{shown}");
        assert!(shown.contains("\nOnly for harbor-transit\n") && shown.contains("\nThe rest of the page\n"));
        let diff = workspace
            .run(["explain", "penn-medicine", "--diff", "harbor-transit", "--json"])
            .succeeds()
            .json();
        let shows = |job: &str, id: &Value| {
            let explained = workspace.run(["explain", job, "--json"]).succeeds().json();
            let lines = explained["highlights"].as_array().unwrap().clone();
            lines.iter().find(|line| line["id"] == *id).unwrap()["selected"] == true
        };
        for (side, job, other) in
            [("job", "penn-medicine", "harbor-transit"), ("other", "harbor-transit", "penn-medicine")]
        {
            assert_eq!(diff[side]["name"], job);
            let only = diff[side]["only"].as_array().unwrap();
            assert!(!only.is_empty());
            let first = &only[0]["id"];
            assert!(shows(job, first) && !shows(other, first), "{first}");
        }
        let same = workspace.run(["explain", "penn-medicine", "--diff", "penn-medicine"]).succeeds().stdout;
        assert!(same.ends_with("Both resumes show the same.\n"), "{same}");
        workspace.refuses(["explain", "penn-medicine", "--diff", "nobody"]);
    }

    /// Asserts the shape that scripts rely on, and that all ids lead somewhere.
    #[track_caller]
    fn assert_explanation(explanation: &Value, job: &str) {
        let expected = [
            "company",
            "coverage",
            "cut",
            "gaps",
            "highlights",
            "job",
            "left_out",
            "letter",
            "more",
            "objective",
            "parts",
            "position",
            "topics",
            "unused",
        ];
        assert_eq!(keys(explanation), expected);
        assert_eq!(explanation["job"], job);
        let list = |key: &str| explanation[key].as_array().unwrap();
        let ids =
            |key: &str| -> Vec<&str> { list(key).iter().map(|one| one["id"].as_str().unwrap()).collect() };
        let (topics, highlights) = (ids("topics"), ids("highlights"));
        for topic in list("topics") {
            assert_eq!(
                keys(topic),
                ["candidates", "covered_by", "id", "scope", "sources", "status", "text", "weight"]
            );
            assert!(topic["weight"].is_number() && topic["text"].is_string(), "{topic}");
            assert!(topic["scope"].is_string() || topic["scope"].is_null(), "{topic}");
            let statuses = ["covered", "unselected", "gap", "not-applicable", "excluded"];
            assert!(statuses.contains(&topic["status"].as_str().unwrap()), "{topic}");
            assert!(!topic["sources"].as_array().unwrap().is_empty(), "{topic}");
            topic["sources"].as_array().unwrap().iter().for_each(assert_line);
            let strings = |key: &str| topic[key].as_array().unwrap().clone();
            assert!(strings("covered_by").iter().all(|id| strings("candidates").contains(id)), "{topic}");
            assert_eq!(topic["status"] == "covered", !strings("covered_by").is_empty(), "{topic}");
            assert_eq!(topic["status"] == "gap", list("gaps").contains(&topic["id"]), "{topic}");
        }
        for highlight in list("highlights") {
            assert_eq!(
                keys(highlight),
                ["id", "parent", "rank", "reason", "score", "selected", "text", "topics"]
            );
            assert!(highlight["selected"].is_boolean() && highlight["score"].is_number(), "{highlight}");
            assert!(!highlight["reason"].as_str().unwrap().is_empty(), "{highlight}");
            assert!(
                highlight["topics"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|id| topics.contains(&id.as_str().unwrap()))
            );
        }
        for gap in list("gaps") {
            assert!(topics.contains(&gap.as_str().unwrap()), "{gap}");
        }
        for id in list("cut") {
            let cut = list("highlights").iter().find(|line| line["id"] == *id).expect("it is known");
            assert_eq!(cut["selected"], false, "{id}");
        }
        for part in list("parts") {
            assert_eq!(keys(part), ["chosen", "left_out", "part", "reason"]);
        }
        let rooms: Vec<&Value> = list("more").iter().map(|more| &more["room"]).collect();
        assert_eq!(rooms, ["line", "page"]);
        for id in ["mlflow-platform", "temple-thesis"] {
            assert!(highlights.contains(&id), "the id {id} is written in the profile");
        }
        assert_ranks(list("highlights"));
        assert_eq!(keys(&explanation["coverage"]), ["achieved", "possible"]);
        assert!(explanation["coverage"]["achieved"].as_f64() <= explanation["coverage"]["possible"].as_f64());
        assert_eq!(keys(&explanation["objective"]), ["bound", "value"]);
        assert!(explanation["objective"]["value"].as_f64() <= explanation["objective"]["bound"].as_f64());
        for sentence in list("letter") {
            assert_eq!(keys(sentence), ["sentence", "sources"]);
            sentence["sources"].as_array().unwrap().iter().for_each(assert_line);
        }
        assert!(list("left_out").iter().all(|sentence| keys(sentence) == ["sentence", "sources"]));
        for unused in list("unused") {
            assert_eq!(keys(unused), ["source", "text"]);
            assert_line(&unused["source"]);
        }
    }

    /// A line of a file.
    #[track_caller]
    fn assert_line(line: &Value) {
        assert_eq!(keys(line), ["file", "line"]);
        assert!(line["file"].is_string() && line["line"].as_u64().is_some_and(|number| number > 0), "{line}");
    }

    /// The ranks of one parent are 1, 2, 3 and so on.
    #[track_caller]
    fn assert_ranks(highlights: &[Value]) {
        for highlight in highlights {
            let of_parent = highlights.iter().filter(|other| other["parent"] == highlight["parent"]);
            let mut ranks: Vec<u64> = of_parent.map(|other| other["rank"].as_u64().unwrap()).collect();
            ranks.sort_unstable();
            assert!(ranks.iter().copied().eq(1..=ranks.len() as u64), "{}: {ranks:?}", highlight["parent"]);
        }
    }

    #[test]
    fn an_explanation_needs_no_other_job() {
        let workspace = Workspace::minimal().job("bad", edit(JOB, "Acme\n", ""));
        workspace.run(["explain", "acme"]).succeeds();
        let run = workspace.refuses(["explain", "bad"]);
        assert_eq!(run.stdout, "");
    }
}

mod themes {
    use super::{Workspace, assert_snapshot};

    /// The built-in themes.
    const THEMES: [&str; 5] = ["academic", "classic", "compact", "modern", "plain"];

    #[test]
    fn themes_are_listed_and_shown_with_the_owners_documents() {
        let workspace = Workspace::minimal();
        assert_snapshot!(workspace.run(["themes"]).succeeds().stdout, @"
        academic     built in  A curriculum vitae in a book face: publications first, several pages with running page numbers
        classic      built in  A quiet serif page: dates along the right edge, thin rules, nothing that hides the words
        compact      built in  A dense sans-serif page for long careers: one line for each position, small margins, two pages' worth on one
        modern       built in  A clear sans-serif page: dates in a column at the left, one accent colour, plenty of air
        plain        built in  Nothing but words in their order, one thing to a line: the safest for programs that read resumes

        A picture of them with your documents: ./output/themes.png
        ");
        let picture = workspace.bytes("output/themes.png");
        assert!(picture.starts_with(b"\x89PNG\r\n"));
        let list = workspace.run(["themes", "--json"]).succeeds().json();
        let names: Vec<&str> =
            list.as_array().unwrap().iter().map(|theme| theme["name"].as_str().unwrap()).collect();
        assert_eq!(names, THEMES);
        assert!(list.as_array().unwrap().iter().all(|theme| theme["built_in"] == true));
        assert!(workspace.bytes("output/themes.png") == picture, "another picture of the same documents");
        // Every page of it shows something: the picture of another person is another one.
        let other = Workspace::sample();
        other.run(["themes"]).succeeds();
        assert!(other.bytes("output/themes.png") != picture);
    }

    #[test]
    fn themes_are_listed_without_a_profile_too() {
        let workspace = Workspace::empty();
        let listed = workspace.run(["themes"]).succeeds().stdout;
        assert_eq!(listed.lines().count(), THEMES.len(), "{listed}");
        assert!(!workspace.path("output").exists());
    }

    #[test]
    fn a_copied_theme_gives_the_same_bytes() {
        let workspace = Workspace::minimal();
        for theme in THEMES {
            let workspace = Workspace::minimal();
            workspace.run(["build", "--theme", theme]).succeeds();
            let documents = workspace.documents("acme");
            workspace.run(["themes", "copy", theme]).succeeds();
            workspace.run(["build", "--theme", theme]).succeeds();
            assert!(workspace.documents("acme") == documents, "{theme}");
        }
        workspace.run(["build"]).succeeds();
        let documents = workspace.documents("acme");
        assert_snapshot!(workspace.run(["themes", "copy", "classic"]).succeeds().stdout, @r#"./templates/classic is now yours to change; it is used wherever the theme "classic" is asked for."#);
        assert!(
            workspace.run(["themes"]).succeeds().stdout.contains("classic      yours     A quiet serif page")
        );
        let style = String::from_utf8(workspace.bytes("templates/classic/style.typ")).unwrap();
        let workspace =
            workspace.file("templates/classic/style.typ", style.replace("0.6pt + accent", "0.9pt + accent"));
        workspace.run(["build", "--force"]).succeeds();
        assert!(workspace.documents("acme") != documents, "the copy is not used");
    }
}
