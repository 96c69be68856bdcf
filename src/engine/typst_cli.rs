//! The `typst` program as an engine.
//!
//! Each document gets a private folder of its own as Typst's root; fonts stand outside of it, written once.
//! Every font has a folder of its own, because Typst takes a folder's fonts in the order of the file
//! system, and the order decides which of two equally good fonts is used.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use crate::fs::{self, FsError, TemporaryFolder};
use crate::process::{Ended, Limits, follower, run};
use crate::render::{Font, MARK_LABEL, Mark, Source};

use super::imports::refuse_packages;
use super::{Diagnostic, Engine, EngineError, MAIN_FILE, Pdf, PdfSettings, TYPST_VERSION, messages};

/// Variables that would change what the program does.
const REMOVED: &[&str] = &[
    "SOURCE_DATE_EPOCH",
    "TYPST_CERT",
    "TYPST_FEATURES",
    "TYPST_FONT_PATHS",
    "TYPST_IGNORE_EMBEDDED_FONTS",
    "TYPST_IGNORE_SYSTEM_FONTS",
    "TYPST_PACKAGE_CACHE_PATH",
    "TYPST_PACKAGE_PATH",
    "TYPST_ROOT",
    "NO_PROXY",
    "no_proxy",
];

/// Variables that send a download nowhere: connecting to port 0 fails at once.
const NO_NETWORK: &[&str] =
    &["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "all_proxy", "http_proxy", "https_proxy"];

/// How much of a program's answer is quoted, in characters.
const QUOTED: usize = 60;

/// Finds the program: as asked for, or `typst` in the folders of `PATH`.
pub(super) fn find(program: Option<&Path>, path: Option<&OsStr>) -> Result<PathBuf, EngineError> {
    let asked = program.unwrap_or(Path::new("typst"));
    let bare = asked.components().count() == 1 && !asked.is_absolute();
    let mut places = Vec::new();
    if program.is_some() {
        places.push(asked.to_owned());
    }
    if bare {
        // A relative folder on PATH would mean something else for every working directory.
        let folders = path.map(std::env::split_paths).into_iter().flatten();
        places.extend(folders.filter(|folder| folder.is_absolute()).map(|folder| folder.join(asked)));
    }
    for place in places {
        let with_suffix = place.with_added_extension(std::env::consts::EXE_EXTENSION);
        if let Some(file) = [place, with_suffix].into_iter().find(|file| file.is_file()) {
            // The program runs in a folder of its own, where a relative path would lead elsewhere.
            return std::path::absolute(&file)
                .map_err(|error| EngineError::Start { path: file, reason: error.to_string() });
        }
    }
    Err(EngineError::Missing { looked_for: asked.to_owned(), on_path: program.is_none() })
}

/// The program that was found.
pub(super) struct Program {
    pub(super) path: PathBuf,
    /// This program, with which it ends.
    pub(super) own: Option<PathBuf>,
}

/// The engine; its folder with fonts lives as long as it does.
pub(super) struct TypstCli {
    program: Program,
    version: String,
    limits: Limits,
    folder: TemporaryFolder,
    /// The sets of fonts written so far; set `n` is in the folder `n`.
    fonts: Mutex<Vec<Arc<[Font]>>>,
}

impl TypstCli {
    /// Checks the program's version.
    pub(super) fn new(program: Program, limits: Limits) -> Result<Self, EngineError> {
        let mut engine = Self {
            program,
            version: String::new(),
            limits,
            folder: fs::private_folder()?,
            fonts: Mutex::default(),
        };
        let ended = engine.run(engine.command().arg("--version"))?;
        if !ended.status.success() {
            return Err(EngineError::crashed(&ended.status.to_string(), &ended.stderr));
        }
        let path = engine.program.path.clone();
        let answer = ended.stdout.trim();
        match answer.strip_prefix("typst ").and_then(|rest| rest.split_whitespace().next()) {
            Some(TYPST_VERSION) => engine.version = TYPST_VERSION.to_owned(),
            Some(found) if found.starts_with(|c: char| c.is_ascii_digit()) => {
                let found = found.chars().take(QUOTED).collect();
                return Err(EngineError::Version { found, needed: TYPST_VERSION, path });
            }
            _ => {
                let answer = answer.chars().take(QUOTED).collect();
                return Err(EngineError::NotTypst { path, answer });
            }
        }
        Ok(engine)
    }

    fn command(&self) -> Command {
        let mut command = follower(&self.program.path, self.program.own.as_deref());
        command.current_dir(self.folder.path());
        for name in REMOVED {
            command.env_remove(name);
        }
        for name in NO_NETWORK {
            command.env(name, "http://127.0.0.1:0");
        }
        // As a variable, for a build of Typst without fonts of its own does not know the flag.
        command.env("TYPST_IGNORE_EMBEDDED_FONTS", "true");
        command
    }

    fn run(&self, command: &mut Command) -> Result<Ended, EngineError> {
        run(command, &self.limits).map_err(|stopped| EngineError::stopped(stopped, &self.program.path))
    }

    /// Writes the fonts unless they have been before, and returns their folders in order.
    ///
    /// The folders are relative to the engine's own, for the flag would split an absolute path at a colon.
    fn fonts(&self, fonts: &Arc<[Font]>) -> Result<impl Iterator<Item = String>, EngineError> {
        let mut sets = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        let set = match sets.iter().position(|known| Arc::ptr_eq(known, fonts)) {
            Some(set) => set,
            None => {
                let set = sets.len();
                for (index, font) in fonts.iter().enumerate() {
                    let folder = self.folder.path().join(font_folder(set, index));
                    fs::create_dir(&folder)?;
                    // Typst looks at the content, and for a file only at these extensions.
                    write(&folder.join("font.otf"), &font.bytes)?;
                }
                sets.push(Arc::clone(fonts));
                set
            }
        };
        Ok((0..fonts.len()).map(move |index| font_folder(set, index)))
    }

    /// Runs the program on a source; `arguments` are given the input and a place for an output.
    fn run_on(
        &self,
        source: &Source,
        settings: &PdfSettings,
        command: &str,
        arguments: impl FnOnce(&mut Command, &Path, &Path),
    ) -> Result<Ran, EngineError> {
        refuse_packages(&source.text)?;
        let folder = fs::private_folder()?;
        let root = folder.path().join("root");
        let input = root.join(MAIN_FILE);
        let output = folder.path().join("out.pdf");
        fs::create_dir(&root)?;
        write(&input, source.text.as_bytes())?;
        let mut run = self.command();
        run.args([command, "--diagnostic-format", "human", "--ignore-system-fonts"]);
        // One job runs on the main thread, whose stack is larger than a worker's; documents are short.
        run.args(["--jobs", "1"]);
        run.arg("--root").arg(&root);
        run.arg("--package-path").arg(folder.path().join("packages"));
        run.arg("--package-cache-path").arg(folder.path().join("cache"));
        run.arg(format!("--creation-timestamp={}", timestamp(settings)));
        run.args(self.fonts(&source.fonts)?.flat_map(|folder| ["--font-path".to_owned(), folder]));
        arguments(&mut run, &input, &output);
        let ended = self.run(&mut run)?;
        let diagnostics = messages::read(&without_folder(&ended.stderr, &root));
        if ended.status.success() {
            return Ok(Ran { folder, stdout: ended.stdout, diagnostics });
        }
        // Any other status than 1 is about how the program was called, or a crash.
        if ended.status.code() == Some(1) && diagnostics.iter().any(Diagnostic::is_error) {
            return Err(EngineError::from_diagnostics(diagnostics));
        }
        Err(EngineError::crashed(&ended.status.to_string(), &ended.stderr))
    }
}

/// What the program left behind.
struct Ran {
    /// Its private folder, with the output.
    folder: TemporaryFolder,
    stdout: String,
    /// Warnings.
    diagnostics: Vec<Diagnostic>,
}

impl Engine for TypstCli {
    fn name(&self) -> &'static str {
        "typst-cli"
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn marks(&self, source: &Source, settings: &PdfSettings) -> Result<Vec<Mark>, EngineError> {
        let ran = self.run_on(source, settings, "eval", |run, input, _| {
            run.arg("--in").arg(input).arg("--").arg(marks_query());
        })?;
        let marks: Vec<(String, usize, f64)> = serde_json::from_str(&ran.stdout)
            .map_err(|error| EngineError::Unreadable { reason: error.to_string() })?;
        Ok(marks.into_iter().map(|(name, page, y)| Mark { name, page, y }).collect())
    }

    fn pdf(&self, source: &Source, settings: &PdfSettings) -> Result<Pdf, EngineError> {
        let standards = if settings.archival { "ua-1,a-2a" } else { "ua-1" };
        let ran = self.run_on(source, settings, "compile", |run, input, output| {
            run.args(["--format", "pdf", "--pdf-standard", standards, "--"]).arg(input).arg(output);
        })?;
        // The path is private and gone a moment later; it would mean nothing to a reader.
        let bytes = fs::read_bytes(&ran.folder.path().join("out.pdf"))
            .map_err(|_| EngineError::Unreadable { reason: "there is no file".into() })?;
        Ok(Pdf { pages: count(&bytes)?, bytes, warnings: ran.diagnostics })
    }
}

/// Typst code that gives name, page and height of each mark.
fn marks_query() -> String {
    format!(
        "query(<{MARK_LABEL}>).filter(mark => type(mark.value) == str).map(mark => {{ \
         let place = mark.location().position(); (mark.value, place.page, place.y.pt()) }})"
    )
}

fn font_folder(set: usize, index: usize) -> String {
    format!("{set}/{index}")
}

/// Writes a file of a private folder; what a crash leaves of it is never read.
fn write(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    let mut file = fs::create_file(path)?;
    file.write_all(bytes).map_err(|source| FsError::Write { path: path.to_owned(), source })
}

/// Seconds from 1970-01-01 to the day of creation.
fn timestamp(settings: &PdfSettings) -> i64 {
    let days = settings.created.duration_since(jiff::civil::date(1970, 1, 1));
    days.as_secs()
}

/// Takes the private folder out of messages, so that they are the same each time.
fn without_folder(stderr: &str, root: &Path) -> String {
    // Typst names files by their real path, which differs where the temporary folder is a link.
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let prefix = format!("{}{}", real.display(), std::path::MAIN_SEPARATOR);
    stderr.replace(&prefix, "")
}

fn count(pdf: &[u8]) -> Result<usize, EngineError> {
    let document = hayro::hayro_syntax::Pdf::new(pdf.to_vec())
        .map_err(|_| EngineError::Unreadable { reason: "it is no PDF".to_owned() })?;
    Ok(document.pages().len())
}

#[cfg(all(test, unix))]
mod tests;
