//! The owner's letter: it is written once, set as it is, and never changed by the program.

use insta::assert_snapshot;

use super::harness::{JOB, Output, Workspace, edit};

const LETTER: &str = "profiles/jobs/acme.letter.md";
const DRAFT: &str = "profiles/jobs/acme.letter.draft.md";

/// A letter about which there is nothing to say.
const OWN: &str = "\
Dear Ms. Cole,

Acme is looking for a Data Engineer, and the pipelines in the posting are the kind I know best. My current role is
Data Engineer at Initech.

When I joined Initech, every report was late on Mondays. The pipelines now run **before** anybody is at work, and
people have stopped asking about late numbers.

Thank you for reading, and I hope we can talk soon.

Kind regards,

Ada Miller
";

fn text(workspace: &Workspace, path: &str) -> String {
    String::from_utf8(workspace.bytes(path)).unwrap()
}

/// The sentences of the letter as `explain` gives them.
fn sentences(workspace: &Workspace) -> Vec<String> {
    let explanation = workspace.run(["explain", "acme", "--json"]).succeeds().json();
    let lines = explanation["letter"].as_array().unwrap().iter();
    lines.map(|line| line["sentence"].as_str().unwrap().to_owned()).collect()
}

fn codes(output: &Output) -> Vec<String> {
    let report = output.json();
    let findings = report["jobs"][0]["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

mod taking_over {
    use super::{DRAFT, JOB, LETTER, Workspace, assert_snapshot, edit, sentences, text};

    #[test]
    fn the_draft_becomes_its_owners_file_and_reads_the_same() {
        let workspace = Workspace::minimal();
        let drafted = sentences(&workspace);
        let run = workspace.run(["letter", "acme"]).succeeds();
        assert_snapshot!(run.stdout, @"profiles/jobs/acme.letter.md is your letter now, 96 words: edit it, and `bespoke build` sets it as it is.");
        assert_snapshot!(text(&workspace, LETTER), @r#"
        +++
        # Drafted from profiles/jobs/acme.md and the profile; 96 words. It is yours to edit now:
        # `bespoke build` sets this text and never changes it.
        notes = "2c2a2f471826"
        text = "72987e924358"
        +++

        Dear Hiring Team,

        Please consider me for the Data Engineer position at Acme. The role I hold now is Data Engineer at Initech.

        When I joined Initech, every report was late on Mondays. I took over the data pipelines one by one and showed each team how to test its own. Within a year nobody asked about late numbers any more, and the mornings were quiet. I still like those quiet mornings.

        In my current role at Initech, I led four engineers, and I hired two of them.

        Thank you for your time; I would be glad to talk.

        Sincerely,

        Ada Miller
        "#);
        assert_eq!(sentences(&workspace), drafted);
        assert_eq!(workspace.run(["build"]).succeeds().stderr, "");
    }

    #[test]
    fn it_is_never_overwritten() {
        let workspace = Workspace::minimal().file(LETTER, super::OWN);
        assert_snapshot!(workspace.refuses(["letter", "acme"]).stderr, @"
        error[file-exists]: profiles/jobs/acme.letter.md is your letter already, and it is never overwritten
        --> profiles/jobs/acme.letter.md
         = help: `bespoke letter acme --redraft` writes a new draft beside it and shows the difference
        ");
        workspace.run(["build"]).succeeds();
        workspace.run(["letter", "acme", "--redraft"]).succeeds();
        assert_eq!(text(&workspace, LETTER), super::OWN);
    }

    #[test]
    fn a_new_draft_stands_beside_it_with_the_difference() {
        let workspace = Workspace::minimal();
        workspace.run(["letter", "acme"]).succeeds();
        let own = text(&workspace, LETTER)
            .replace("I still like those quiet mornings.", "The quiet has stayed with them ever since.");
        let workspace = workspace.file(LETTER, &own);
        let run = workspace.run(["letter", "acme", "--redraft"]).succeeds();
        assert_snapshot!(run.stdout, @"
        - your letter
        + new draft

          Dear Hiring Team,

          Please consider me for the Data Engineer position at Acme.
          The role I hold now is Data Engineer at Initech.

          When I joined Initech, every report was late on Mondays.
          I took over the data pipelines one by one and showed each team how to test its own.
          Within a year nobody asked about late numbers any more, and the mornings were quiet.
        - The quiet has stayed with them ever since.
        + I still like those quiet mornings.

          In my current role at Initech, I led four engineers, and I hired two of them.

          Thank you for your time; I would be glad to talk.


        The new draft is in profiles/jobs/acme.letter.draft.md; your letter is as it was.
        ");
        assert_eq!(text(&workspace, LETTER), own);
        assert!(text(&workspace, DRAFT).contains("I still like those quiet mornings."));
        // A draft that was worked on is somebody's work too.
        let edited =
            text(&workspace, DRAFT).replace("I still like those quiet mornings.", "Mornings are quiet.");
        let workspace = workspace.file(DRAFT, &edited);
        assert_snapshot!(workspace.refuses(["letter", "acme", "--redraft"]).stderr, @"
        error[file-exists]: profiles/jobs/acme.letter.draft.md was changed by hand, so it is not replaced
        --> profiles/jobs/acme.letter.draft.md
         = help: take over what you need from it, and delete it
        ");
    }

    #[test]
    fn the_same_letter_has_no_difference() {
        let workspace = Workspace::minimal();
        workspace.run(["letter", "acme"]).succeeds();
        let run = workspace.run(["letter", "acme", "--redraft"]).succeeds();
        assert!(run.stdout.starts_with("A new draft would say the same."), "{}", run.stdout);
    }

    #[test]
    fn a_change_of_the_notes_is_told_and_one_of_the_status_is_not() {
        let workspace = Workspace::minimal();
        workspace.run(["letter", "acme"]).succeeds();
        let applied = edit(JOB, "## Job Description", "## Status\nAPPLIED\n\n## Job Description");
        let workspace = workspace.job("acme", &applied);
        assert_eq!(workspace.run(["check"]).succeeds().stderr, "");
        let workspace =
            workspace.job("acme", edit(&applied, "  - Data pipelines", "  - Data pipelines in Python"));
        assert_snapshot!(workspace.run(["check"]).succeeds().stderr, @r#"
        warning[letter-stale]: profiles/jobs/acme.md has changed since the letter was drafted
         --> profiles/jobs/acme.letter.md:4:9
          |
        4 | notes = "2c2a2f471826"
          |         ^^^^^^^^^^^^^^
          |
          = help: `bespoke letter acme --redraft` shows what a new draft says; if the letter still holds, write notes = "348fe43eb0a0"

        1 warning, 1 note (shown with -v)
        "#);
    }

    #[test]
    fn a_job_named_by_its_path_has_its_letter_beside_it() {
        let workspace = Workspace::minimal().file("elsewhere/zenith.md", JOB.replace("Acme", "Zenith"));
        workspace.run(["letter", "elsewhere/zenith.md"]).succeeds();
        assert!(text(&workspace, "elsewhere/zenith.letter.md").contains("Zenith"));
        assert!(workspace.run(["letter", "nothing"]).fails().stderr.contains("unknown-job"));
    }
}

mod using {
    use super::{JOB, LETTER, OWN, Workspace, assert_snapshot, codes, edit, sentences, text};

    #[test]
    fn it_is_set_as_it_is() {
        let workspace = Workspace::minimal().file(LETTER, OWN);
        let run = workspace.run(["build", "--format", "pdf,txt,md"]).succeeds();
        assert_eq!(run.stderr, "");
        assert_snapshot!(text(&workspace, "output/acme/cover-letter.txt"), @"
        Dear Ms. Cole,

        Acme is looking for a Data Engineer, and the pipelines in the posting are the kind I know best. My current role is Data Engineer at Initech.

        When I joined Initech, every report was late on Mondays. The pipelines now run before anybody is at work, and people have stopped asking about late numbers.

        Thank you for reading, and I hope we can talk soon.

        Kind regards,

        Ada Miller
        ");
        assert_snapshot!(text(&workspace, "output/acme/cover-letter.md"), @"
        Dear Ms. Cole,

        Acme is looking for a Data Engineer, and the pipelines in the posting are the kind I know best. My current role is Data Engineer at Initech.

        When I joined Initech, every report was late on Mondays. The pipelines now run **before** anybody is at work, and people have stopped asking about late numbers.

        Thank you for reading, and I hope we can talk soon.

        Kind regards,

        Ada Miller
        ");
        let source = text(&workspace, "output/acme/cover-letter.typ");
        assert!(source.contains("Dear Ms. Cole,") && source.contains("#strong[#\"before\";]"), "{source}");
        let letter = workspace.run(["explain", "acme", "--letter"]).succeeds().stdout;
        assert_snapshot!(letter, @"
        acme - letter to Acme, 65 words

        Acme is looking for a Data Engineer, and the pipelines in the         profiles/jobs/acme.letter.md:3
        posting are the kind I know best.
        My current role is Data Engineer at Initech.                          profiles/jobs/acme.letter.md:3

        When I joined Initech, every report was late on Mondays.              profiles/jobs/acme.letter.md:6
                                                                              profiles/master.toml:22
        The pipelines now run before anybody is at work, and people have      profiles/jobs/acme.letter.md:6
        stopped asking about late numbers.

        Thank you for reading, and I hope we can talk soon.                   profiles/jobs/acme.letter.md:9
        ");
    }

    #[test]
    fn only_the_formats_asked_for_are_written() {
        let workspace = Workspace::minimal();
        workspace.run(["build", "--format", "txt"]).succeeds();
        assert!(workspace.path("output/acme/cover-letter.txt").exists());
        assert!(!workspace.path("output/acme/cover-letter.pdf").exists());
        assert!(!workspace.path("output/acme/cover-letter.md").exists());
    }

    #[test]
    fn a_letter_without_text_is_an_error_and_nothing_is_written() {
        for empty in
            ["", "\n\n", "+++\nnotes = \"a\"\n+++\n", "Dear team,\n\nBest,\nAda\n", "<!-- later -->\n"]
        {
            let workspace = Workspace::minimal().file(LETTER, empty);
            let run = workspace.refuses(["build", "--json"]);
            assert!(codes(&run).contains(&"letter-file".to_owned()), "{empty:?}: {}", run.stdout);
        }
    }

    #[test]
    fn five_thousand_words_and_odd_bytes_are_refused_and_other_jobs_are_built() {
        let long = format!(
            "Dear team,\n\n{}\n\nBest,\nAda\n",
            "Acme has a Data Engineer who likes words very much. ".repeat(500)
        );
        let workspace = Workspace::minimal().file(LETTER, &long).job("zenith", JOB.replace("Acme", "Zenith"));
        let run = workspace.run(["build", "--json"]).fails();
        let found = codes(&run);
        assert!(
            found.contains(&"letter-length".to_owned()) && found.contains(&"pages-exceeded".to_owned()),
            "{found:?}"
        );
        assert_eq!(run.json()["jobs"][1]["status"], "built");
        assert_eq!(text(&workspace, LETTER), long);
        let workspace = workspace.file(LETTER, b"Dear team,\n\n\xff\xfe\n");
        let run = workspace.run(["build", "--force", "--json"]).fails();
        assert!(codes(&run).contains(&"not-utf-8".to_owned()));
        assert_eq!(run.json()["jobs"][1]["status"], "built");
    }

    #[test]
    fn findings_point_into_the_letter() {
        let own =
            edit(OWN, "people have stopped asking about late numbers", "costs fell by 45 percent at Globex");
        let own = edit(&own, "Acme is looking for a Data Engineer,", "I am a team player with [skills],");
        let workspace = Workspace::minimal().file(LETTER, own).job("globex", JOB.replace("Acme", "Globex"));
        assert_snapshot!(workspace.refuses(["check", "acme"]).stderr, @r#"
        warning[letter-names]: the first paragraph does not name the company "Acme"
         --> profiles/jobs/acme.letter.md:3:1
          |
        3 | I am a team player with [skills], and the pipelines in the posting are the kind I know best. My current role is
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: name both in the first paragraph, exactly as they stand in the job file

        warning[letter-stock-phrase]: "team player" stands in every other letter
         --> profiles/jobs/acme.letter.md:3:8
          |
        3 | I am a team player with [skills], and the pipelines in the posting are the kind I know best. My current role is
          |        ^^^^^^^^^^^
          |
          = help: say what only you could say here, or take it out

        warning[letter-placeholder]: "[skills]" was never filled in
         --> profiles/jobs/acme.letter.md:3:25
          |
        3 | I am a team player with [skills], and the pipelines in the posting are the kind I know best. My current role is
          |                         ^^^^^^^^
          |
          = help: write what belongs there or take it out

        error[letter-unsourced]: the number "45" stands neither in the profile nor in the notes
         --> profiles/jobs/acme.letter.md:7:15
          |
        7 | costs fell by 45 percent at Globex.
          |               ^^
          |
          = help: add it to the profile or the notes if it is true, or take it out

        warning[other-company]: the letter names "Globex", which another job is for
         --> profiles/jobs/acme.letter.md:7:29
          |
        7 | costs fell by 45 percent at Globex.
          |                             ^^^^^^
          |
          = help: write to the company this letter is for, or take the name out

        1 error, 4 warnings
        "#);
    }

    #[test]
    fn a_marker_left_in_it_is_refused_when_it_is_final() {
        let own = edit(
            OWN,
            "Thank you for reading",
            "\u{27e6}TODO: one sentence on tea\u{27e7} Thank you for reading",
        );
        let workspace = Workspace::minimal().file(LETTER, own);
        assert_eq!(codes(&workspace.run(["build", "--json"]).succeeds()), ["letter-marker"]);
        assert!(workspace.refuses(["build", "--final"]).stderr.contains("letter-marker"));
    }

    #[test]
    fn broken_front_matter_and_lines_that_are_no_text_are_told() {
        let workspace = Workspace::minimal().file(
            LETTER,
            format!("+++\nnotes = 3\ntypo = 1\n+++\n# My letter\nAda Miller\n1 Street\n\n{OWN}"),
        );
        assert_snapshot!(workspace.run(["check"]).fails().stderr, @r#"
        error[wrong-type]: `notes` must be a string, not a number
         --> profiles/jobs/acme.letter.md:2:9
          |
        2 | notes = 3
          |         ^
          |
          = help: notes = "..."

        warning[unknown-key]: unknown key `typo`
         --> profiles/jobs/acme.letter.md:3:1
          |
        3 | typo = 1
          | ^^^^
          |
          = help: known keys here: notes, text

        warning[letter-file]: this is no part of the letter's text, so it is not set
         --> profiles/jobs/acme.letter.md:5:1
          |
        5 | # My letter
          | ^^^^^^^^^^^
          |
          = help: the head, the date and the address come from the profile and the notes; delete the lines

        warning[letter-file]: this is no part of the letter's text, so it is not set
         --> profiles/jobs/acme.letter.md:6:1
          |
        6 | Ada Miller
          | ^^^^^^^^^^
          |
          = help: the head, the date and the address come from the profile and the notes; delete the lines

        1 error, 3 warnings
        "#);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_outside_is_refused() {
        let workspace = Workspace::minimal();
        std::fs::write(workspace.beside("secret.md"), OWN).unwrap();
        std::os::unix::fs::symlink(workspace.beside("secret.md"), workspace.path(LETTER)).unwrap();
        assert!(workspace.refuses(["build"]).stderr.contains("outside-workspace"));
    }

    #[test]
    fn it_says_what_it_says_in_any_order_of_its_parts() {
        let close = OWN.replace("\n\nKind regards,\n\nAda", "\nKind regards,\nAda");
        let plain = Workspace::minimal().file(LETTER, OWN);
        assert_eq!(sentences(&plain), sentences(&Workspace::minimal().file(LETTER, close)));
        let windows = Workspace::minimal().file(LETTER, format!("\u{feff}{}", OWN.replace('\n', "\r\n")));
        assert_eq!(sentences(&plain), sentences(&windows));
    }
}

mod drafting {
    use super::{JOB, Workspace, assert_snapshot, codes, edit, sentences};

    fn letter(job: &str) -> Vec<String> {
        sentences(&Workspace::minimal().job("acme", job))
    }

    #[test]
    fn without_letter_points_and_without_a_connection_it_is_still_a_letter() {
        assert_snapshot!(letter(JOB).join("\n"), @"
        Please consider me for the Data Engineer position at Acme.
        The role I hold now is Data Engineer at Initech.
        When I joined Initech, every report was late on Mondays.
        I took over the data pipelines one by one and showed each team how to test its own.
        Within a year nobody asked about late numbers any more, and the mornings were quiet.
        I still like those quiet mornings.
        In my current role at Initech, I led four engineers, and I hired two of them.
        Thank you for your time; I would be glad to talk.
        ");
    }

    #[test]
    fn answers_that_say_nothing_leave_no_trace() {
        let job = format!(
            "{JOB}\n## Personal Connection\n- Have you used it? Yes\n- What impact? N/A\n- Which features do you value? -\n"
        );
        assert_eq!(letter(&job), letter(JOB));
    }

    #[test]
    fn an_answer_in_another_language_is_left_out_and_told() {
        let job = format!(
            "{JOB}\n## Personal Connection\n- What is your experience? Ich habe das Produkt viele Jahre lang jeden Tag benutzt.\n"
        );
        let workspace = Workspace::minimal().job("acme", &job);
        assert_snapshot!(workspace.run(["check"]).succeeds().stderr, @r#"
        warning[other-language]: the answer is in German, and the letter in English, so it is left out
          --> profiles/jobs/acme.md:18:28
           |
        18 | - What is your experience? Ich habe das Produkt viele Jahre lang jeden Tag benutzt.
           |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: answer in English, or set `language = "de"` for the job

        1 warning
        "#);
        assert_eq!(sentences(&workspace), letter(JOB));
    }

    #[test]
    fn another_company_left_in_the_notes_is_told_and_not_printed() {
        let job = format!(
            "{JOB}- Cover letter points:\n  - Opening paragraph: Express interest in Globex's open data\n  - Company-specific paragraph: Connect to the mission at Globex\n"
        );
        let workspace = Workspace::minimal().job("acme", &job);
        let found = codes(&workspace.run(["check", "--json"]).succeeds());
        assert_eq!(found, ["other-company", "other-company"]);
        assert!(!sentences(&workspace).iter().any(|sentence| sentence.contains("Globex")));
    }

    #[test]
    fn health_and_family_have_to_be_confirmed() {
        let job = format!(
            "{JOB}\n## Personal Connection\n- What is your experience? My daughter was born there in the spring of 2019.\n"
        );
        let workspace = Workspace::minimal().job("acme", &job);
        assert_snapshot!(workspace.run(["check"]).succeeds().stderr, @r#"
        warning[personal-facts]: the letter tells facts about health or family: "My daughter"
          --> profiles/jobs/acme.md:18:28
           |
        18 | - What is your experience? My daughter was born there in the spring of 2019.
           |                            ^^^^^^^^^^^
           |
           = help: add a line "Family and health facts: yes" to the Notes section if they may be told, or take them out

        1 warning
        "#);
        let confirmed = format!("{job}- Family and health facts: yes\n");
        let workspace = Workspace::minimal().job("acme", &confirmed);
        assert_eq!(workspace.run(["check"]).succeeds().stderr, "");
        assert_eq!(sentences(&workspace), letter(&job));
    }

    #[test]
    fn a_long_letter_leaves_out_what_is_worth_least_and_lists_it() {
        let long = "I have used the product every day for many years and know it well by now. ".repeat(20);
        let job = format!("{JOB}\n## Personal Connection\n- What is your experience? {long}\n");
        let workspace = Workspace::minimal().job("acme", &job);
        let explanation = workspace.run(["explain", "acme", "--json"]).succeeds().json();
        assert_eq!(explanation["left_out"].as_array().unwrap().len(), 14);
        let words: usize = sentences(&workspace).iter().map(|one| one.split_whitespace().count()).sum();
        assert!(words <= 350, "{words}");
    }

    #[test]
    fn it_speaks_the_language_of_the_document() {
        let job = format!(
            "+++\nlanguage = \"de\"\nenclosures = [\"Lebenslauf\"]\ndate = 2025-05-01\n+++\n{}",
            edit(JOB, "## Position", "## Contact\nDr. Ana Pereira, VP People\n\n## Position")
        );
        let workspace = Workspace::minimal().job("acme", &job);
        let run = workspace.run(["build", "--format", "pdf,txt"]).succeeds();
        assert_snapshot!(run.stderr, @r#"
        warning[other-language]: the story `story-mondays` is in English, and the letter in German, so it is left out
          --> profiles/master.toml:22:8
           |
        22 | ... = "When I joined Initech, every report w...t. I still like those quiet mornings."
           |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: add the story in German, or set `language` for the job

        warning[no-story]: the letter tells of nothing that you have done
        --> profiles/jobs/acme.md
         = help: add a story to the profile: a paragraph in your own words, with the topics it speaks to

        2 warnings, 2 notes (shown with -v)
        "#);
        let source = String::from_utf8(workspace.bytes("output/acme/cover-letter.typ")).unwrap();
        for words in
            ["1. Mai 2025", "Guten Tag Dr. Ana Pereira,", "Mit freundlichen Grüßen", "Anlagen: Lebenslauf"]
        {
            assert!(source.contains(words), "{words}\n{source}");
        }
        assert_snapshot!(String::from_utf8(workspace.bytes("output/acme/cover-letter.txt")).unwrap(), @"
        Guten Tag Dr. Ana Pereira,

        ich bewerbe mich um die Stelle Data Engineer bei Acme. Zurzeit arbeite ich als Data Engineer bei Initech.

        Gern erzähle ich Ihnen im Gespräch mehr darüber.

        Mit freundlichen Grüßen

        Ada Miller

        Anlagen: Lebenslauf
        ");
    }

    #[test]
    fn every_stock_phrase_is_in_the_readme() {
        let readme = include_str!("../../README.md");
        assert!(readme.contains("src/letter/lint/stock.txt"));
        assert!(bespoke::letter::stock_phrases().count() > 80);
    }
}

mod edges {
    use super::{JOB, LETTER, OWN, Workspace, assert_snapshot, codes, edit, text};

    #[test]
    fn comments_are_never_printed_and_an_open_one_hides_nothing() {
        let own = edit(OWN, "My current role", "<!-- ask for 140k --> My current role");
        let workspace = Workspace::minimal().file(LETTER, own);
        assert_eq!(workspace.run(["build", "--format", "txt"]).succeeds().stderr, "");
        assert!(!text(&workspace, "output/acme/cover-letter.txt").contains("140k"));
        let own = edit(OWN, "When I joined", "<!-- later\n\nWhen I joined");
        let workspace = Workspace::minimal().file(LETTER, own);
        let run = workspace.run(["build", "--format", "txt"]).succeeds();
        assert_snapshot!(run.stderr, @"
        warning[letter-file]: the comment is never closed, so it is set as text
         --> profiles/jobs/acme.letter.md:6:1
          |
        6 | <!-- later
          | ^^^^
          |
          = help: end it with `-->`, or delete it

        1 warning, 1 note (shown with -v)
        ");
        assert!(text(&workspace, "output/acme/cover-letter.txt").contains("Thank you for reading"));
    }

    #[test]
    fn placeholders_around_the_letter_are_told_too() {
        let own = edit(&edit(OWN, "Ms. Cole", "[Hiring Manager]"), "Ada Miller", "[Your Name]");
        let workspace = Workspace::minimal().file(LETTER, own);
        assert_eq!(codes(&workspace.run(["check", "--json"]).succeeds()), ["letter-placeholder"; 2]);
    }

    #[test]
    fn what_stands_below_the_name_and_where_links_lead_is_kept() {
        let own =
            edit(OWN, "Data Engineer at Initech", "[Data Engineer](https://initech.example/ada) at Initech");
        let own = format!("{own}\n+1 215 555 0142\n\nP.S. The reports are on time today, too.\n");
        let workspace = Workspace::minimal().file(LETTER, own);
        workspace.run(["build", "--format", "txt,pdf"]).succeeds();
        let letter = text(&workspace, "output/acme/cover-letter.txt");
        for kept in [
            "Data Engineer (https://initech.example/ada) at",
            "+1 215 555 0142",
            "P.S. The reports are on time",
        ] {
            assert!(letter.contains(kept), "{letter}");
        }
    }

    #[test]
    fn a_letter_without_a_job_is_told() {
        let workspace = Workspace::minimal().file("profiles/jobs/Acme.letter.md", OWN);
        assert_snapshot!(workspace.run(["build"]).succeeds().stderr, @r#"
        warning[orphan-letter]: there is no job "Acme" for this letter
        --> profiles/jobs/Acme.letter.md
         = help: rename it to acme.letter.md, if it is the letter of "acme"

        1 warning
        "#);
    }

    #[test]
    fn a_letter_that_proves_nothing_is_told() {
        let profile = "[basics]\nname = \"Ada Miller\"\nemail = \"ada@miller.dev\"\n[[education]]\ninstitution = \"Temple University\"\n";
        let workspace = Workspace::minimal().profile(profile);
        assert!(codes(&workspace.run(["check", "--json"]).succeeds()).contains(&"no-story".to_owned()));
    }

    #[test]
    fn stories_that_are_missing_are_listed_for_open_jobs() {
        let asked = format!(
            "{JOB}- Cover letter points:\n  - Body paragraph: Highlight leading engineers and hiring\n"
        );
        let closed = edit(&asked, "## Job Description", "## Status\nREJECTED\n\n## Job Description");
        let workspace =
            Workspace::minimal().job("acme", &asked).job("zenith", closed.replace("Acme", "Zenith"));
        assert_snapshot!(workspace.run(["check"]).succeeds().stdout, @"
        ok         acme
        ok         zenith

        A story would help the letters with
          leading engineers (acme)
        ");
    }

    #[test]
    fn the_json_of_a_letter_tells_what_was_done_and_found() {
        let workspace = Workspace::minimal();
        let done = workspace.run(["letter", "acme", "--json"]).succeeds().json();
        assert!(
            done["file"].as_str().unwrap().ends_with("acme.letter.md")
                && done["words"].as_u64().unwrap() > 50
        );
        let refused = workspace.run(["letter", "acme", "--json"]).fails().json();
        assert_eq!(refused["findings"][0]["code"], "file-exists");
    }
}
