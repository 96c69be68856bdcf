//! The code of a theme costs what it may cost and no more, and takes nothing down with it.

use std::io::{Read, Write};
use std::process::Stdio;

use insta::assert_snapshot;

use crate::harness::{JOB, PROFILE, Workspace, edit};

/// The built-in theme, copied, with a line more at the end of the resume's template.
fn with(line: &str) -> Workspace {
    let workspace = Workspace::minimal();
    workspace.run(["themes", "copy", "classic"]).succeeds();
    let resume = String::from_utf8(workspace.bytes("templates/classic/resume.typ")).unwrap();
    workspace.file("templates/classic/resume.typ", format!("{resume}\n{line}\n"))
}

/// What is said when a build with that line is refused.
fn refused(line: &str) -> String {
    // A machine that is short of memory takes its time to give it.
    with(line).refuses(["build", "--time-limit", "600"]).stderr
}

/// The same with a second for each document.
fn stopped(line: &str) -> String {
    with(line).refuses(["build", "--time-limit", "1"]).stderr
}

#[test]
fn endless_templates_are_stopped() {
    let empty = "{% for a in range(end=99999) %}{% for b in range(end=99999) %}{% endfor %}{% endfor %}";
    assert_snapshot!(stopped(empty), @"
    error[template-error]: rendering the templates did not finish within 1s
    --> templates/classic
     = help: look for loops within loops, or a text that grows in a loop

    1 error
    ");
    let long = "{% for a in range(end=99999) %}{% for b in range(end=99999) %}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{% endfor %}{% endfor %}";
    assert_snapshot!(refused(long), @"
    error[template-error]: the templates make a text of more than 64 MB
    --> templates/classic
     = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    ");
}

#[test]
fn templates_that_take_all_memory_are_stopped() {
    let grow = "{% set_global x = x | replace(from=\"a\", to=x) %}";
    let hungry = format!(
        "{{% set x = \"aaaaaaaaaaaaaaaaaaaaaaaa\" %}}{{% for a in range(end=9) %}}{grow}{{% endfor %}}"
    );
    assert_snapshot!(refused(&hungry), @"
    error[template-error]: rendering the templates needed more than 2 GiB of memory
    --> templates/classic
     = help: look for loops within loops, or a text that grows in a loop

    1 error
    ");
}

#[test]
fn endless_documents_are_stopped() {
    let endless = "#for a in range(99999) { for b in range(99999) {} }";
    assert_snapshot!(stopped(endless), @"
    error[engine-timeout]: Typst did not finish within 1s
    --> templates/classic
     = help: allow more with --time-limit, or look for an endless loop in the theme's templates

    1 error
    ");
}

#[test]
fn documents_that_take_all_memory_are_stopped() {
    // More than is allowed, and more than there can be.
    for length in ["4000000000", "4000000000000000000"] {
        insta::allow_duplicates! {
            assert_snapshot!(refused(&format!("#(\"x\" * {length}).len()")), @"
            error[engine-memory]: Typst needed more than 2 GiB of memory
            --> templates/classic
             = help: look for a loop or a recursion without end in the theme's templates

            1 error
            ");
        }
    }
}

#[test]
fn a_stopped_job_takes_no_other_with_it() {
    let own = format!("+++\ntheme = \"own\"\n+++\n{JOB}");
    let workspace = Workspace::minimal().job("beta", &own).job("gamma", JOB);
    workspace.run(["themes", "copy", "classic"]).succeeds();
    std::fs::rename(workspace.path("templates/classic"), workspace.path("templates/own")).unwrap();
    let workspace = workspace
        .file("templates/own/cover-letter.typ", "#for a in range(99999) { for b in range(99999) {} }");
    let output = workspace.run(["build", "--time-limit", "1"]).fails();
    assert_snapshot!(output.stdout, @"
    built      acme: ./output/acme/resume.pdf, ./output/acme/cover-letter.pdf
    failed     beta
    built      gamma: ./output/gamma/resume.pdf, ./output/gamma/cover-letter.pdf
    ");
    assert!(workspace.path("output/gamma/resume.pdf").is_file());
}

/// The processes whose parent is that one.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let file = format!("/proc/{parent}/task/{parent}/children");
    let children = std::fs::read_to_string(file).unwrap_or_default();
    children.split_whitespace().map(|child| child.parse().unwrap()).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_ends_with_its_parent() {
    use std::time::{Duration, Instant};

    let workspace = with("#for a in range(99999) { for b in range(99999) {} }");
    let mut command = workspace.command(["build", "--time-limit", "600"]);
    let mut parent = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    let until = |what: &str, done: &dyn Fn() -> bool| {
        while !done() {
            assert!(start.elapsed() < Duration::from_secs(60), "{what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let id = parent.id();
    until("no worker was started", &|| !children(id).is_empty());
    let workers = children(id);
    parent.kill().unwrap();
    parent.wait().unwrap();
    let gone = |worker: &u32| !std::path::Path::new(&format!("/proc/{worker}")).exists();
    until("a worker lives on", &|| workers.iter().all(gone));
}

#[test]
fn a_worker_that_hears_something_else_ends() {
    let said: [&[u8]; 6] = [
        b"",
        b"\n",
        b"hello, worker, how are you?",
        &[0; 64],
        &[255; 64],
        // One part of one byte, where three are needed.
        &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, b'x'],
    ];
    for bytes in said {
        let workspace = Workspace::empty();
        let mut command = workspace.command(["--answer-requests"]);
        let mut worker = command.stdin(Stdio::piped()).spawn().unwrap();
        // It may end before it has read everything.
        let _ = worker.stdin.take().unwrap().write_all(bytes);
        worker.wait().unwrap();
        let mut output = Vec::new();
        worker.stdout.unwrap().read_to_end(&mut output).unwrap();
        // Nothing, or a message of no parts: that it has fallen.
        assert!(output.is_empty() || output == [0; 4], "{output:?}");
    }
}

#[test]
fn a_text_longer_than_a_page_shows_is_left_out_and_told() {
    let long = "Built data pipelines for reports. ".repeat(80);
    let profile = edit(PROFILE, "highlights = [\n", &format!("highlights = [\n  \"{long}\",\n"));
    let workspace = Workspace::minimal().profile(&profile);
    assert_snapshot!(workspace.run(["build"]).succeeds().stderr, @r#"
    warning[too-long]: this has 2719 characters, which would fill half a page, so it is left out
      --> profiles/master.toml:13:3
       |
    13 |   "Built data pipelines for reports. Bui...s. Built data pipelines for reports. ",
       |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: say it in a line or two; 2500 characters are the most

    1 warning
    "#);
    let story = edit(PROFILE, "text = \"When I", &format!("text = \"{long}When I"));
    Workspace::minimal().profile(&story).run(["build"]).succeeds();
}
