//! What an attack is, and how it is carried out and judged.
//!
//! ```ignore
//! attack("a job that is a link to a file outside", |work| {
//!     work.outside("job.md", JOB).link("profiles/jobs/link.md", "[TMP]/outside/job.md")
//! })
//! .run(["build", "link"])
//! .refused("outside-workspace")
//! ```
//!
//! Whatever else a row expects, every attack is held to the same: no byte of the secret file leaves it, nothing
//! outside of the workspace changes, nor what its owner wrote, no message steers the terminal, nothing is left in
//! the temporary folder, and all of it ends in time.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use wait_timeout::ChildExt;

use crate::harness::{JOB, PROFILE, Workspace, edit};

/// What stands in the file that nobody may read, `[TMP]/outside/secret.txt`.
pub(super) const SECRET: &str = "the-secret-of-the-other-folder";

/// How long an attack may take, unless its row says otherwise, on a machine that is busy with others.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file of which more is not compared.
const COMPARED: u64 = 16 * 1024 * 1024;

type Make = Box<dyn Fn(Workspace) -> Workspace + Send + Sync>;
type Check = Box<dyn Fn(&After<'_>) -> Result<(), String> + Send + Sync>;

/// A row of the table.
pub(super) struct Attack {
    /// What is done.
    pub(super) name: String,
    make: Make,
    /// The command; `[TMP]` in an argument is the folder around the workspace.
    args: Vec<OsString>,
    environment: Vec<(&'static str, String)>,
    exit: i32,
    code: Option<&'static str>,
    writes: Vec<&'static str>,
    patience: Duration,
    checks: Vec<Check>,
}

/// An attack on [`Workspace::minimal`], made hostile by that.
pub(super) fn attack(
    name: impl Into<String>,
    make: impl Fn(Workspace) -> Workspace + Send + Sync + 'static,
) -> Attack {
    Attack {
        name: name.into(),
        make: Box::new(make),
        args: vec!["build".into()],
        environment: Vec::new(),
        exit: 0,
        code: None,
        writes: Vec::new(),
        patience: PATIENCE,
        checks: Vec::new(),
    }
}

impl Attack {
    /// Carried out by a command, `bespoke build` if nothing is said.
    pub(super) fn run<S: Into<OsString>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// With a variable; `[TMP]` in it is the folder around the workspace.
    pub(super) fn env(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// It does no harm: the command does its work.
    pub(super) fn stands(mut self) -> Self {
        (self.exit, self.code) = (0, None);
        self
    }

    /// The command is refused with an error of that kind, or of one of those between bars, and changes nothing.
    pub(super) fn refused(mut self, code: &'static str) -> Self {
        (self.exit, self.code) = (1, Some(code));
        self
    }

    /// The command line itself is refused.
    pub(super) fn misused(mut self) -> Self {
        (self.exit, self.code) = (2, None);
        self
    }

    /// The command may write that file, or below that folder, beside `output`.
    pub(super) fn writes(mut self, path: &'static str) -> Self {
        self.writes.push(path);
        self
    }

    /// It has to end sooner, or may take longer.
    pub(super) fn within(mut self, seconds: u64) -> Self {
        self.patience = Duration::from_secs(seconds);
        self
    }

    /// Something else must hold afterwards.
    pub(super) fn and(
        mut self,
        check: impl Fn(&After<'_>) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        self.checks.push(Box::new(check));
        self
    }

    /// What the row expects, in words.
    pub(super) fn expected(&self) -> String {
        match self.code {
            Some(code) => format!("{}, {code}", self.exit),
            None => self.exit.to_string(),
        }
    }

    /// Carries the attack out and judges it.
    pub(super) fn carry_out(&self) -> Judged {
        let work = (self.make)(Workspace::minimal().outside("secret.txt", SECRET));
        let around = work.beside("");
        let before = snapshot(&around);
        let start = Instant::now();
        let seen = self.command(&work);
        let taken = start.elapsed();
        let after = After { work: &work, stdout: &seen.stdout, stderr: &seen.stderr };
        let mut faults = seen.faults;
        if seen.exit != Some(self.exit) {
            faults.push(format!("ends with {:?} instead of {}", seen.exit, self.exit));
        }
        if let Some(code) = self.code
            && !code.split('|').any(|code| after.codes().contains(code))
        {
            faults.push(format!("{code} is not among {:?}", after.codes()));
        }
        if taken > self.patience {
            faults.push(format!("takes {taken:?}"));
        }
        for (name, text) in [("stdout", after.stdout), ("stderr", after.stderr)] {
            if text.contains("panicked at") {
                faults.push("panics".to_owned());
            }
            if text.contains(SECRET) {
                faults.push(format!("the secret is in {name}"));
            }
            faults.extend(text.chars().find(|c| steers(*c)).map(|c| format!("{c:?} is in {name}")));
        }
        faults.extend(self.changes(&before, &snapshot(&around)));
        faults.extend(self.checks.iter().filter_map(|check| check(&after).err()));
        if !faults.is_empty() {
            faults.push(format!(
                "stdout:\n{}\nstderr:\n{}",
                shortened(after.stdout),
                shortened(after.stderr)
            ));
        }
        let codes: Vec<String> = after.codes().into_iter().map(str::to_owned).collect();
        let exit = seen.exit.map_or("killed".to_owned(), |code| code.to_string());
        let seen = [exit].into_iter().chain(codes).collect::<Vec<_>>().join(", ");
        Judged { seen, taken, faults }
    }

    /// Runs a command, its output in files, so that no amount of it can block anything.
    fn command(&self, work: &Workspace) -> Seen {
        let around = work.beside("").display().to_string().trim_end_matches('/').to_owned();
        let mut command: Command = work.command([]);
        for arg in &self.args {
            // An argument need not be UTF-8.
            match arg.to_str() {
                Some(text) => command.arg(text.replace("[TMP]", &around)),
                None => command.arg(arg),
            };
        }
        for (name, value) in &self.environment {
            command.env(name, value.replace("[TMP]", &around));
        }
        let log = tempfile::tempdir().unwrap();
        let [stdout, stderr] = ["stdout", "stderr"].map(|name| log.path().join(name));
        command.stdout(File::create(&stdout).unwrap()).stderr(File::create(&stderr).unwrap());
        let mut child = command.stdin(Stdio::null()).spawn().unwrap();
        let exit = ended(&mut child, self.patience);
        let mut faults = Vec::new();
        let mut read = |path: &Path| {
            let text = String::from_utf8(fs::read(path).unwrap());
            text.unwrap_or_else(|error| {
                faults.push(error.to_string());
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            })
        };
        let (stdout, stderr) = (read(&stdout), read(&stderr));
        Seen { exit, stdout, stderr, faults }
    }

    /// What was changed, made or removed and should not have been.
    fn changes(&self, before: &Snapshot, after: &Snapshot) -> Vec<String> {
        let paths: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
        let changed = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
        let mut faults = Vec::new();
        for path in changed {
            let in_output = path.starts_with("work/output");
            let entry = after.get(path);
            let harmless = match entry {
                Some(Entry::Folder) => in_output,
                // A lock is no content.
                Some(Entry::File(_)) => in_output && (self.exit == 0 || path.ends_with(".lock")),
                // What stood in the way of the output may go.
                None => in_output && self.exit == 0,
                Some(Entry::Link(_) | Entry::Other) => false,
            };
            let allowed = self.writes.iter().any(|allowed| path.starts_with(Path::new("work").join(allowed)));
            if !harmless && !allowed {
                let what = if entry.is_some() { "changed" } else { "removed" };
                faults.push(format!("{} is {what}", path.display()));
            }
            if let Some(Entry::File(bytes)) = entry
                && bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
            {
                faults.push(format!("the secret is in {}", path.display()));
            }
        }
        faults
    }
}

/// What became of an attack.
pub(super) struct Judged {
    /// Exit code and findings, in words.
    pub(super) seen: String,
    /// How long it took.
    pub(super) taken: Duration,
    /// What should not have been; the last is what was printed.
    pub(super) faults: Vec<String>,
}

struct Seen {
    exit: Option<i32>,
    stdout: String,
    stderr: String,
    faults: Vec<String>,
}

/// How things are after an attack.
pub(super) struct After<'a> {
    pub(super) work: &'a Workspace,
    pub(super) stdout: &'a str,
    pub(super) stderr: &'a str,
}

impl After<'_> {
    /// The kinds of findings that were shown.
    fn codes(&self) -> BTreeSet<&str> {
        let code = |line: &str| {
            let at = ["error[", "warning[", "info["].iter().find_map(|start| line.strip_prefix(start))?;
            at.split(']').next().map(str::len).map(|end| (line.len() - at.len(), end))
        };
        let lines = self.stderr.lines();
        lines.filter_map(|line| code(line).map(|(start, end)| &line[start..start + end])).collect()
    }

    /// A text of the workspace does not have any of these words.
    pub(super) fn lacks(&self, path: &str, words: &[&str]) -> Result<(), String> {
        let bytes = fs::read(self.work.path(path)).map_err(|error| format!("{path}: {error}"))?;
        let text = String::from_utf8_lossy(&bytes);
        match words.iter().find(|word| text.contains(**word)) {
            Some(word) => Err(format!("{word:?} is in {path}")),
            None => Ok(()),
        }
    }
}

/// Something that has to hold.
pub(super) fn holds(what: &str, is_so: bool) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(what.to_owned()) }
}

fn ended(child: &mut Child, patience: Duration) -> Option<i32> {
    match child.wait_timeout(patience).unwrap() {
        Some(status) => status.code(),
        None => {
            child.kill().unwrap();
            child.wait().unwrap();
            None
        }
    }
}

/// Whether a character does something to a terminal, or to the order of what is read there.
fn steers(c: char) -> bool {
    let bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    bidi || (c.is_control() && !matches!(c, '\n' | '\t'))
}

fn shortened(text: &str) -> String {
    text.chars().take(2_000).collect()
}

/// What a path is.
#[derive(PartialEq, Eq)]
enum Entry {
    File(Vec<u8>),
    Folder,
    Link(PathBuf),
    Other,
}

type Snapshot = BTreeMap<PathBuf, Entry>;

/// Everything in a folder, by its path from there; links are not followed.
fn snapshot(root: &Path) -> Snapshot {
    let mut all = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = path.symlink_metadata().unwrap();
            let entry = if metadata.is_symlink() {
                Entry::Link(fs::read_link(&path).unwrap())
            } else if metadata.is_dir() {
                folders.push(path.clone());
                Entry::Folder
            } else if metadata.is_file() {
                let big = metadata.len() > COMPARED;
                Entry::File(if big {
                    metadata.len().to_le_bytes().to_vec()
                } else {
                    fs::read(&path).unwrap()
                })
            } else {
                Entry::Other
            };
            all.insert(path.strip_prefix(root).unwrap().to_owned(), entry);
        }
    }
    all
}

/// What makes a workspace hostile.
impl Workspace {
    /// Writes a file of the folder beside the workspace.
    pub(super) fn outside(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.beside("outside").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Makes a link; `[TMP]` in its target is the folder around the workspace.
    pub(super) fn link(self, path: &str, target: &str) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target.replace("[TMP]", &self.beside("").display().to_string()), path).unwrap();
        self
    }

    /// Makes a pipe that nobody writes to.
    pub(super) fn pipe(self, path: &str) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        self
    }

    /// Makes an empty folder.
    pub(super) fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path(path)).unwrap();
        self
    }

    /// Puts a file or a folder of the workspace outside of it, and a link in its place.
    pub(super) fn moved_outside(self, path: &str) -> Self {
        let target = self.beside("outside").join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::rename(self.path(path), &target).unwrap();
        symlink(target, self.path(path)).unwrap();
        self
    }

    /// Runs a command that has to do its work, before the attack.
    pub(super) fn after<const N: usize>(self, args: [&str; N]) -> Self {
        self.run(args).succeeds();
        self
    }

    /// The theme "own", which is like the classic one, with that at the end of its resume.
    pub(super) fn theme(self, line: &str) -> Self {
        let resume = include_str!("../../../templates/classic/resume.typ");
        self.theme_of(&format!("{resume}\n{line}\n"))
    }

    /// The theme "own" with that as its resume; the job asks for it.
    pub(super) fn theme_of(self, resume: &str) -> Self {
        let letter = include_str!("../../../templates/classic/cover-letter.typ");
        self.file("templates/own/theme.toml", include_str!("../../../templates/classic/theme.toml"))
            .file("templates/own/style.typ", include_str!("../../../templates/classic/style.typ"))
            .file("templates/own/cover-letter.typ", letter)
            .file("templates/own/resume.typ", resume)
            .set("theme = \"own\"")
    }

    /// The job with that in its front matter.
    pub(super) fn set(self, setting: &str) -> Self {
        self.job("acme", format!("+++\n{setting}\n+++\n{JOB}"))
    }

    /// The profile with one piece replaced.
    pub(super) fn with(self, from: &str, to: &str) -> Self {
        self.profile(&edit(PROFILE, from, to))
    }
}
