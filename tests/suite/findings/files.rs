//! Findings about files: what is missing, in the way, or outside of the workspace.

use std::fs;

use insta::assert_snapshot;

use super::refused;
use crate::harness::{JOB, PROFILE, Workspace, edit};

#[test]
fn a_folder_without_a_profile_is_no_workspace() {
    assert_snapshot!(refused(&Workspace::empty()), @"
    warning[no-jobs]: there are no job files yet
    --> profiles/jobs
     = help: save a job's notes there as NAME.md; the README shows the format

    error[no-profile]: there is no profile at ./profiles/master.toml
      = help: run `bespoke init` to start a workspace, go to yours, or name it with -C DIR or --profile FILE

    1 error, 1 warning
    ");
}

#[test]
fn a_job_without_a_profile_is_still_read() {
    assert_snapshot!(refused(&Workspace::empty().job("acme", edit(JOB, "Acme\n", ""))), @r###"
    error[no-company]: the company is missing
     --> profiles/jobs/acme.md:3:1
      |
    3 | ## Company
      | ^^^^^^^^^^
      |
      = help: add a line "## Company" and below it, for example, "Penn Medicine"

    error[no-profile]: there is no profile at ./profiles/master.toml
      = help: run `bespoke init` to start a workspace, go to yours, or name it with -C DIR or --profile FILE

    2 errors
    "###);
}

#[test]
fn a_profile_that_is_a_folder_is_an_error() {
    let workspace = Workspace::empty().job("acme", JOB).file("profiles/master.toml/notes.txt", "");
    assert_snapshot!(refused(&workspace), @"
    error[read-failed]: profiles/master.toml is a folder, not a profile
    --> profiles/master.toml
     = help: the profile is one TOML file; move the folder away or name a file with --profile

    1 error
    ");
}

#[test]
fn a_profile_that_is_not_utf_8_is_an_error() {
    let workspace = Workspace::minimal().file("profiles/master.toml", b"[basics]\nname = \"Ren\xe9\"\n");
    assert_snapshot!(refused(&workspace), @"
    error[not-utf-8]: profiles/master.toml is not UTF-8: line 2 has a byte that is not text
    --> profiles/master.toml
     = help: save the file as UTF-8 in your editor

    1 error
    ");
}

#[test]
fn a_profile_that_was_named_and_is_not_there_is_an_error() {
    assert_snapshot!(Workspace::minimal().refuses(["build", "--profile", "ada.toml"]).stderr, @"
    error[no-profile]: there is no profile at ada.toml
      = help: check the path given with --profile

    1 error
    ");
}

#[test]
fn a_workspace_that_was_named_and_is_not_there_is_an_error() {
    assert_snapshot!(Workspace::minimal().refuses(["build", "-C", "nowhere"]).stderr, @"
    warning[no-jobs]: there are no job files yet
    --> profiles/jobs
     = help: save a job's notes there as NAME.md; the README shows the format

    error[no-profile]: there is no profile at nowhere/profiles/master.toml
      = help: run `bespoke init` to start a workspace, go to yours, or name it with -C DIR or --profile FILE

    1 error, 1 warning
    ");
}

#[test]
fn a_workspace_without_jobs_says_where_they_go() {
    let workspace = Workspace::empty().profile(PROFILE);
    let run = workspace.run(["build"]).succeeds();
    assert_snapshot!(run.stderr, @"
    warning[no-jobs]: there are no job files yet
    --> profiles/jobs
     = help: save a job's notes there as NAME.md; the README shows the format

    1 warning
    ");
    assert!(!workspace.path("output").exists());
}

#[test]
fn a_job_that_does_not_exist_is_an_error_with_the_nearest_one() {
    let workspace = Workspace::minimal().job("apex", JOB);
    assert_snapshot!(workspace.refuses(["build", "acmee"]).stderr, @r#"
    error[unknown-job]: there is no job "acmee"
      = help: did you mean "acme"?

    1 error
    "#);
    assert_snapshot!(workspace.refuses(["explain", "zebra"]).stderr, @r#"
    error[unknown-job]: there is no job "zebra"
      = help: the jobs are acme, apex
    "#);
    assert_snapshot!(workspace.refuses(["check", "profiles/jobs/acne.md"]).stderr, @r#"
    error[unknown-job]: there is no job "profiles/jobs/acne.md"
      = help: the jobs are acme, apex

    1 error
    "#);
}

#[test]
fn a_job_that_exists_is_built_beside_one_that_does_not() {
    let workspace = Workspace::minimal();
    let run = workspace.run(["build", "acme", "apex"]).fails();
    assert_snapshot!(run.stderr, @r#"
    error[unknown-job]: there is no job "apex"
      = help: the jobs are acme

    1 error
    "#);
    assert_eq!(workspace.documents("acme").len(), 5);
}

#[test]
fn two_jobs_of_one_name_are_an_error() {
    let workspace = Workspace::minimal();
    fs::write(workspace.path("acme.md"), JOB).unwrap();
    let run = workspace.run(["build", "acme", "acme.md"]).fails();
    assert_snapshot!(run.stderr, @r#"
    error[duplicate-job]: profiles/jobs/acme.md and acme.md would both be built as "acme"
    --> acme.md
     = help: rename one of the files: its name is the name of the job

    1 error
    "#);
}

#[test]
fn one_job_named_twice_is_built_once() {
    let run = Workspace::minimal().run(["build", "acme", "./profiles/jobs/acme.md", "acme"]).succeeds();
    assert_snapshot!(run.stdout, @"built      acme: ./output/acme/resume.pdf, ./output/acme/cover-letter.pdf");
}

#[test]
fn a_job_that_is_too_large_is_refused() {
    let text = format!("{JOB}{}", "- Lorem ipsum dolor sit amet\n".repeat(400_000));
    assert_snapshot!(refused(&Workspace::minimal().job("acme", text)), @"
    error[too-large]: profiles/jobs/acme.md is larger than 10 MB
    --> profiles/jobs/acme.md
     = help: keep only the text of the posting and your notes

    1 error
    ");
}

#[test]
fn a_job_that_is_a_folder_is_an_error() {
    let workspace = Workspace::empty().profile(PROFILE).file("profiles/jobs/acme.md/x", "");
    assert_snapshot!(refused(&workspace), @"
    error[read-failed]: cannot read profiles/jobs/acme.md: it is a folder
    --> profiles/jobs/acme.md
     = help: check the path and its permissions

    1 error
    ");
}

#[test]
fn an_output_folder_that_is_a_file_is_an_error() {
    let workspace = Workspace::minimal().file("output", "mine");
    assert_snapshot!(workspace.refuses(["build"]).stderr, @"
    error[write-failed]: cannot write ./output: a file of that name is in the way
    --> ./output
     = help: nothing was changed there; free the path or choose another folder with --out

    1 error
    ");
}

#[test]
fn an_output_folder_of_the_job_that_is_a_file_is_an_error() {
    let workspace = Workspace::minimal().file("output/acme", "mine");
    assert_snapshot!(workspace.refuses(["build"]).stderr, @"
    error[write-failed]: cannot write ./output/acme: a file of that name is in the way
    --> ./output/acme
     = help: nothing was changed there; free the path or choose another folder with --out

    1 error
    ");
}

#[test]
fn a_document_that_is_a_folder_is_an_error() {
    let workspace = Workspace::minimal().file("output/acme/resume.pdf/mine.txt", "mine");
    assert_snapshot!(workspace.refuses(["build"]).stderr, @"
    error[write-failed]: cannot write ./output/acme/resume.pdf: it is a folder
    --> ./output/acme/resume.pdf
     = help: nothing was changed there; free the path or choose another folder with --out

    1 error
    ");
}

#[test]
fn an_out_that_cannot_be_made_is_an_error() {
    let workspace = Workspace::minimal();
    assert_snapshot!(workspace.refuses(["build", "--out", "profiles/master.toml/x"]).stderr, @"
    error[write-failed]: cannot write profiles/master.toml/x: part of the path is a file, not a folder
    --> profiles/master.toml/x
     = help: nothing was changed there; free the path or choose another folder with --out

    1 error
    ");
}

#[test]
fn a_failure_of_any_kind_leaves_the_earlier_documents_as_they_were() {
    let breakages: [fn(Workspace) -> Workspace; 6] = [
        |workspace| workspace.profile("[basics]"),
        |workspace| workspace.profile(&edit(PROFILE, "Python", "Python \u{1f600}")),
        |workspace| workspace.job("acme", edit(JOB, "Acme\n", "")),
        |workspace| workspace.file("templates/classic/theme.toml", ""),
        |workspace| workspace.job("acme", edit(JOB, "# Application\n", "+++\ntheme = \"clasic\"\n+++\n")),
        |workspace| workspace.job("acme", edit(JOB, "# Application\n", "+++\nengine = \"typst-cli\"\n+++\n")),
    ];
    for breakage in breakages {
        let workspace = Workspace::minimal();
        workspace.run(["build"]).succeeds();
        let good = workspace.documents("acme");
        let workspace = breakage(workspace);
        workspace.refuses(["build"]);
        assert!(workspace.documents("acme") == good);
    }
}

#[cfg(unix)]
mod links {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use insta::assert_snapshot;

    use crate::findings::refused;
    use crate::harness::{JOB, PROFILE, Workspace};

    #[test]
    fn a_job_that_is_a_link_out_of_the_workspace_is_refused() {
        let workspace = Workspace::empty().profile(PROFILE);
        fs::write(workspace.beside("secret.md"), JOB).unwrap();
        fs::create_dir(workspace.path("profiles/jobs")).unwrap();
        symlink("../../../secret.md", workspace.path("profiles/jobs/acme.md")).unwrap();
        assert_snapshot!(refused(&workspace), @"
        error[outside-workspace]: ./profiles/jobs/acme.md is a link that leads outside the workspace, to [TMP]/secret.md
        --> ./profiles/jobs/acme.md
         = help: replace the link by the file itself, or name the file on the command line

        1 error
        ");
        assert_snapshot!(workspace.refuses(["explain", "acme"]).stderr, @"
        error[outside-workspace]: ./profiles/jobs/acme.md is a link that leads outside the workspace, to [TMP]/secret.md
        --> ./profiles/jobs/acme.md
         = help: replace the link by the file itself, or name the file on the command line
        ");
    }

    #[test]
    fn a_link_is_not_followed_without_a_profile_either() {
        let workspace = Workspace::empty();
        fs::write(workspace.beside("secret.md"), "## Status\nhunter2\n").unwrap();
        fs::create_dir_all(workspace.path("profiles/jobs")).unwrap();
        symlink("../../../secret.md", workspace.path("profiles/jobs/acme.md")).unwrap();
        let said = refused(&workspace);
        assert!(!said.contains("hunter2"), "{said}");
    }

    #[test]
    fn a_job_that_is_a_link_within_the_workspace_is_read() {
        let workspace = Workspace::minimal();
        symlink("acme.md", workspace.path("profiles/jobs/apex.md")).unwrap();
        workspace.run(["build", "apex"]).succeeds();
    }

    #[test]
    fn a_link_that_the_user_names_is_followed() {
        let workspace = Workspace::minimal();
        fs::write(workspace.beside("ada.toml"), PROFILE).unwrap();
        symlink(workspace.beside("ada.toml"), workspace.path("link.toml")).unwrap();
        workspace.run(["build", "--profile", "link.toml"]).succeeds();
    }

    #[test]
    fn a_job_that_is_a_link_to_nothing_is_an_error() {
        let workspace = Workspace::empty().profile(PROFILE);
        fs::create_dir(workspace.path("profiles/jobs")).unwrap();
        symlink("nothing.md", workspace.path("profiles/jobs/acme.md")).unwrap();
        assert_snapshot!(refused(&workspace), @"
        error[read-failed]: cannot read ./profiles/jobs/acme.md: there is no such file or folder
        --> ./profiles/jobs/acme.md
         = help: check the path and its permissions

        1 error
        ");
    }

    #[test]
    fn a_profile_that_is_a_link_out_of_the_workspace_is_refused() {
        let workspace = Workspace::empty().job("acme", JOB);
        fs::write(workspace.beside("secret.toml"), PROFILE).unwrap();
        symlink("../../secret.toml", workspace.path("profiles/master.toml")).unwrap();
        assert_snapshot!(refused(&workspace), @"
        error[outside-workspace]: ./profiles/master.toml is a link that leads outside the workspace, to [TMP]/secret.toml
        --> ./profiles/master.toml
         = help: replace the link by the file itself, or name the file on the command line

        1 error
        ");
    }

    #[test]
    fn an_output_folder_that_is_a_link_out_of_the_workspace_is_refused() {
        let workspace = Workspace::minimal();
        symlink("../home", workspace.path("output")).unwrap();
        assert_snapshot!(workspace.refuses(["build"]).stderr, @"
        error[outside-workspace]: ./output is a link that leads outside the workspace, to [TMP]/home
        --> ./output
         = help: replace the link by the file itself, or name the file on the command line

        1 error
        ");
        assert_eq!(fs::read_dir(workspace.beside("home")).unwrap().count(), 0);
    }

    #[test]
    fn an_output_folder_of_the_job_that_is_a_link_out_of_the_workspace_is_refused() {
        let workspace = Workspace::minimal();
        fs::create_dir(workspace.path("output")).unwrap();
        symlink("../../home", workspace.path("output/acme")).unwrap();
        assert_snapshot!(workspace.refuses(["build"]).stderr, @"
        error[outside-workspace]: ./output/acme is a link that leads outside the workspace, to [TMP]/home
        --> ./output/acme
         = help: replace the link by the file itself, or name the file on the command line

        1 error
        ");
        assert_eq!(fs::read_dir(workspace.beside("home")).unwrap().count(), 0);
    }

    #[test]
    fn a_theme_that_is_a_link_out_of_the_workspace_is_refused() {
        let workspace = Workspace::minimal();
        fs::create_dir_all(workspace.path("templates")).unwrap();
        symlink("../../home", workspace.path("templates/own")).unwrap();
        assert_snapshot!(workspace.refuses(["build", "--theme", "own"]).stderr, @"
        error[outside-workspace]: ./templates/own is a link that leads outside the workspace, to [TMP]/home
        --> ./templates/own
         = help: replace the link by the file itself, or name the file on the command line

        1 error
        ");
    }

    #[test]
    fn a_folder_that_must_not_be_written_is_an_error() {
        let workspace = Workspace::minimal();
        workspace.run(["build"]).succeeds();
        let folder = workspace.path("output/acme");
        let allow = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        allow(0o555);
        // Whoever may write regardless, as root may, has nothing to see here.
        let regardless = fs::write(folder.join("probe"), "").is_ok();
        let run = (!regardless).then(|| workspace.refuses(["build", "--force"]));
        allow(0o755);
        let Some(run) = run else { return };
        assert_snapshot!(run.stderr, @"");
    }
}
