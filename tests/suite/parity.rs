//! Both engines make the same bytes of the same sources, for every document of every sample job.

use std::path::PathBuf;

use crate::harness::Workspace;
use crate::studio::Studio;

/// The `typst` program on PATH.
fn typst() -> String {
    let path = std::env::var_os("PATH").unwrap();
    let found =
        std::env::split_paths(&path).map(|folder| folder.join("typst")).find(|program| program.is_file());
    let found: Option<PathBuf> = found.or_else(|| std::env::var_os("TYPST").map(PathBuf::from));
    found.expect("a `typst` program on PATH or in $TYPST").display().to_string()
}

#[test]
#[ignore = "needs the typst program"]
fn every_document_of_every_job_is_the_same_from_both_engines() {
    let workspace = Workspace::sample();
    let typst = typst();
    let themes = ["academic", "classic", "compact", "modern", "plain"];
    let papers = [("us-letter", "1"), ("a4", "2")];
    for (theme, (paper, pages)) in themes.into_iter().flat_map(|theme| papers.map(|paper| (theme, paper))) {
        let shared = ["--theme", theme, "--paper", paper, "--pages", pages];
        let [a, b, c, d, e, f] = shared;
        workspace.run(["build", a, b, c, d, e, f, "--engine", "embedded"]).succeeds();
        let jobs = ["penn-medicine", "harbor-transit"];
        let embedded = jobs.map(|job| workspace.documents(job));
        workspace.run(["build", a, b, c, d, e, f, "--engine", "typst-cli", "--typst", &typst]).succeeds();
        for (job, embedded) in jobs.iter().zip(embedded) {
            let from_program = workspace.documents(job);
            for (name, bytes) in embedded {
                assert!(from_program[name] == bytes, "{name} of {job} differs in {theme} on {paper}");
            }
        }
    }
}

#[test]
#[ignore = "needs the typst program"]
fn a_sealed_packet_verifies_on_the_other_engine() {
    let typst = typst();
    for (engine, other) in [("embedded", "typst-cli"), ("typst-cli", "embedded")] {
        let workspace = Workspace::minimal();
        workspace.run(["status", "acme", "APPLIED", "--engine", engine, "--typst", &typst]).succeeds();
        workspace.run(["verify", "acme", "--engine", other, "--typst", &typst]).succeeds();
    }
}

#[test]
#[ignore = "needs the typst program"]
fn the_preview_shows_the_same_from_both_engines() {
    let typst = typst();
    let workspace = Workspace::sample();
    let open = |engine: &str| {
        let engine = ["preview", "--port", "0", "--no-open", "--engine", engine, "--typst", &typst];
        Studio::start(workspace.command(engine))
    };
    let [embedded, program] = ["embedded", "typst-cli"].map(open);
    assert_eq!(embedded.view("penn-medicine"), program.view("penn-medicine"));
    let pdf = "/pdf/cover-letter.pdf?job=penn-medicine";
    assert!(embedded.get(pdf).body == program.get(pdf).body);
}
