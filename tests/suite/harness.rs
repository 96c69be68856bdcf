//! The harness: temporary workspaces in which the real program runs.
//!
//! ```ignore
//! let run = Workspace::minimal().job("acme", &edit(JOB, "Acme\n", "")).refuses(["build"]);
//! assert_snapshot!(run.stderr, @"...");
//! ```
//!
//! The program sees an environment of four variables, all of which lead into the temporary folder, so that
//! nothing of the machine (a `typst` on PATH, a clock, settings of the user) has a say in a test.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The smallest profile and [`JOB`] about which there is nothing to say, not even with `-v`.
pub(crate) const PROFILE: &str = r#"[basics]
name = "Ada Miller"
email = "ada@miller.dev"

[[work]]
name = "Initech"

[[work.positions]]
id = "initech-engineer"
title = "Data Engineer"
start = "2020-01"
highlights = [
  { id = "pipelines", text = "Built data pipelines in Python that feed the reports of twelve teams." },
  { id = "team", text = "Led four engineers and hired two of them." },
]

[[stories]]
id = "story-mondays"
position = "initech-engineer"
topics = ["data pipelines"]
evidence = ["pipelines"]
text = "When I joined Initech, every report was late on Mondays. I took over the data pipelines one by one and showed each team how to test its own. Within a year nobody asked about late numbers any more, and the mornings were quiet. I still like those quiet mornings."
"#;

/// A job that fits [`PROFILE`].
pub(crate) const JOB: &str = "\
# Application

## Company
Acme

## Position
Data Engineer

## Job Description
Requirements:
- Experience with data pipelines is required.

## Notes
- Key skills to emphasize:
  - Data pipelines
";

/// The repository's own workspace, which `bespoke init` writes.
pub(crate) const SAMPLE_PROFILE: &str = include_str!("../../profiles/master.toml");
/// See [`SAMPLE_PROFILE`].
pub(crate) const PENN_MEDICINE: &str = include_str!("../../profiles/jobs/penn-medicine.md");
/// See [`SAMPLE_PROFILE`].
pub(crate) const HARBOR_TRANSIT: &str = include_str!("../../profiles/jobs/harbor-transit.md");

/// A day in 2025, from which a letter without a date takes its own.
const EPOCH: &str = "1750000000";

/// The text with one piece replaced, which must be there once.
#[track_caller]
pub(crate) fn edit(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from:?} must stand in the text once");
    text.replace(from, to)
}

/// A workspace in a temporary folder, removed when dropped.
pub(crate) struct Workspace {
    temporary: TempDir,
    /// The folder of the workspace, as the program knows it.
    name: &'static str,
}

impl Workspace {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self::named("work")
    }

    /// An empty folder of that name.
    pub(crate) fn named(name: &'static str) -> Self {
        let workspace = Self { temporary: TempDir::new().unwrap(), name };
        for folder in [name, "home", "path", "tmp"] {
            fs::create_dir(workspace.beside(folder)).unwrap();
        }
        workspace
    }

    /// [`PROFILE`] and the job "acme", [`JOB`].
    pub(crate) fn minimal() -> Self {
        Self::empty().profile(PROFILE).job("acme", JOB)
    }

    /// The sample workspace that `bespoke init` writes.
    #[track_caller]
    pub(crate) fn sample() -> Self {
        let workspace = Self::empty();
        workspace.run(["init"]).succeeds();
        workspace
    }

    /// Writes `profiles/master.toml`.
    pub(crate) fn profile(self, text: &str) -> Self {
        self.file("profiles/master.toml", text)
    }

    /// Writes a job's file.
    pub(crate) fn job(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        self.file(&format!("profiles/jobs/{name}.md"), text)
    }

    /// Writes a file of the workspace, with the folders above it.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Makes a program beside the workspace out of a shell script and returns its path.
    #[cfg(unix)]
    pub(crate) fn program(&self, name: &str, script: &str) -> String {
        use std::os::unix::fs::PermissionsExt;
        let path = self.beside(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.display().to_string()
    }

    /// A path in the workspace.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.beside(self.name).join(path)
    }

    /// A path in the temporary folder around the workspace.
    pub(crate) fn beside(&self, path: &str) -> PathBuf {
        self.temporary.path().join(path)
    }

    /// The content of a file of the workspace.
    #[track_caller]
    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The documents and the explanation of a job.
    #[track_caller]
    pub(crate) fn documents(&self, job: &str) -> BTreeMap<&'static str, Vec<u8>> {
        ["resume.typ", "resume.pdf", "cover-letter.typ", "cover-letter.pdf", "explain.json"]
            .map(|name| (name, self.bytes(&format!("output/{job}/{name}"))))
            .into()
    }

    /// Every file of the workspace with its content; a lock is no content, and a link is where it leads.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path("")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if let Ok(target) = fs::read_link(&path) {
                    files.insert(path, target.into_os_string().into_encoded_bytes());
                } else if path.is_dir() {
                    folders.push(path);
                } else if path.file_name().unwrap() != ".lock" {
                    let bytes = fs::read(&path).unwrap();
                    files.insert(path, bytes);
                }
            }
        }
        files
    }

    /// The program with its arguments, in the workspace, its output captured.
    pub(crate) fn command<const N: usize>(&self, args: [&str; N]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bespoke"));
        command.args(args).current_dir(self.path("")).env_clear().env("SOURCE_DATE_EPOCH", EPOCH);
        command.env("PATH", self.beside("path")).env("HOME", self.beside("home"));
        command.env("TMPDIR", self.beside("tmp"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program in the workspace.
    #[track_caller]
    pub(crate) fn run<const N: usize>(&self, args: [&str; N]) -> Output {
        self.wait(self.command(args))
    }

    /// Runs a command that was made by [`command`](Self::command) and changed.
    #[track_caller]
    pub(crate) fn wait(&self, mut command: Command) -> Output {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("panicked at"), "{text}");
            let real = self.temporary.path().canonicalize().unwrap();
            let text = text.replace(&real.display().to_string(), "[TMP]");
            text.replace(&self.temporary.path().display().to_string(), "[TMP]")
        };
        let left: Vec<_> = fs::read_dir(self.beside("tmp")).unwrap().collect();
        assert!(left.is_empty(), "temporary files are left: {left:?}");
        Output { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Runs the program, which must fail with exit code 1 and leave every file as it was.
    #[track_caller]
    pub(crate) fn refuses<const N: usize>(&self, args: [&str; N]) -> Output {
        let before = self.files();
        let output = self.run(args).fails();
        let after = self.files();
        let changed: Vec<_> =
            before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path)).collect();
        assert!(changed.is_empty(), "a failed run changed {changed:?}\n{}", output.stderr);
        output
    }
}

/// What a run of the program left behind; the temporary folder is called `[TMP]`.
#[derive(Debug)]
pub(crate) struct Output {
    /// The exit code, if it was not killed.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Output {
    /// Asserts exit code 0.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        self.exits_with(0)
    }

    /// Asserts exit code 1: an error was found.
    #[track_caller]
    pub(crate) fn fails(self) -> Self {
        self.exits_with(1)
    }

    /// Asserts exit code 2: the command line is wrong.
    #[track_caller]
    pub(crate) fn misuses_the_command_line(self) -> Self {
        self.exits_with(2)
    }

    #[track_caller]
    fn exits_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// The JSON on stdout.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {}", self.stdout))
    }
}

/// The names of an object's keys, in their order in the alphabet.
#[track_caller]
pub(crate) fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}")).keys().map(String::as_str).collect()
}
