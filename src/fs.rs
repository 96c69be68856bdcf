//! The only user of `std::fs`: errors name their path, reads are bounded, writes are atomic.
//!
//! A link found inside the workspace that leads outside of it is refused here, so no later stage
//! has to think about it. What a user names on the command line is read wherever it is.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::finding::{Code, Finding, SourceFile};

/// The largest text file that is read, in bytes.
pub const MAX_TEXT: u64 = 10 * 1024 * 1024;

/// The largest file of any kind that is read, in bytes: fonts with all characters of a script have some twenty
/// million.
pub const MAX_FILE: u64 = 256 * 1024 * 1024;

/// How the names of unfinished files and folders begin. So many letters and digits follow, by chance: enough that
/// nobody calls a file of their own so.
const TEMPORARY: &str = ".bespoke-";
/// See [`TEMPORARY`].
const RANDOM: usize = 12;

/// So long nobody is at work on something temporary, not even a preview that is left open.
const ABANDONED: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What went wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FsError {
    /// Opening, reading or listing failed.
    #[error("cannot read {}: {}", path.display(), reason(source))]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Creating, writing or renaming failed.
    #[error("cannot write {}: {}", path.display(), reason(source))]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Somebody else changed the file that was to be changed.
    #[error("cannot write {}: it was changed while this was done", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The file is larger than what is read.
    #[error("{} is larger than {} MB", path.display(), limit / 1024 / 1024)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit, in bytes.
        limit: u64,
    },
    /// The file is not UTF-8.
    #[error("{} is not UTF-8: line {line} has a byte that is not text", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Line of the first wrong byte, from 1.
        line: usize,
    },
    /// A link inside the workspace leads outside of it.
    #[error("{} is a link that leads outside the workspace, to {}", path.display(), target.display())]
    Outside {
        /// The link.
        path: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
}

/// The operating system's reason in plain words, without the error number.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        io::ErrorKind::NotADirectory => "part of the path is a file, not a folder".into(),
        io::ErrorKind::AlreadyExists => "a file of that name is in the way".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

impl FsError {
    /// The same as a finding, with a next step.
    pub fn finding(&self) -> Finding {
        let (code, path, hint) = match self {
            Self::Read { path, .. } => (Code::ReadFailed, path, "check the path and its permissions"),
            Self::Write { path, .. } => (
                Code::WriteFailed,
                path,
                "nothing was changed there; free the path or choose another folder with --out",
            ),
            Self::Changed { path } => {
                (Code::WriteFailed, path, "nothing was written; look at what it says now, and try again")
            }
            Self::TooLarge { path, limit } if *limit > MAX_TEXT => {
                (Code::TooLarge, path, "no document and no font is so large; remove the file")
            }
            Self::TooLarge { path, .. } => {
                (Code::TooLarge, path, "keep only the text of the posting and your notes")
            }
            Self::NotUtf8 { path, .. } => (Code::NotUtf8, path, "save the file as UTF-8 in your editor"),
            Self::Outside { path, .. } => (
                Code::OutsideWorkspace,
                path,
                "replace the link by the file itself, or name the file on the command line",
            ),
        };
        Finding::new(code, self.to_string()).in_file(path.display().to_string()).hint(hint)
    }

    fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    /// The same about a file that was to have another name.
    fn renamed(self, path: &Path) -> Self {
        match self {
            Self::Write { source, .. } => Self::write(path, source),
            other => other,
        }
    }
}

/// Reads a text file of at most [`MAX_TEXT`] bytes; `name` is how people will see it called.
///
/// # Errors
/// The file cannot be read, is too large or not UTF-8.
pub fn read_text(path: &Path, name: &str) -> Result<Arc<SourceFile>, FsError> {
    let named = Path::new(name);
    match String::from_utf8(read_at_most(path, named, MAX_TEXT)?) {
        Ok(text) => Ok(SourceFile::new(name, text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(FsError::NotUtf8 { path: named.to_owned(), line })
        }
    }
}

/// Reads a file of at most `limit` bytes that a user named; `named` is how people will see it called.
///
/// # Errors
/// The file cannot be read, or is too large.
pub fn read_at_most(path: &Path, named: &Path, limit: u64) -> Result<Vec<u8>, FsError> {
    // Opening a pipe would wait for a writer that may never come.
    let kind = fs::metadata(path).map_err(|error| FsError::read(named, error))?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(FsError::read(named, io::Error::other("it is not a file")));
    }
    let file = fs::File::open(path).map_err(|error| FsError::read(named, error))?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| FsError::read(named, error))?;
    if bytes.len() as u64 > limit {
        return Err(FsError::TooLarge { path: named.to_owned(), limit });
    }
    Ok(bytes)
}

/// Reads a whole file as bytes, at most [`MAX_FILE`] of them.
///
/// # Errors
/// The file cannot be read, or is too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, FsError> {
    read_at_most(path, path, MAX_FILE)
}

/// Reads a whole file of a folder as bytes, unless it is a link that leads out of the folder.
///
/// # Errors
/// It is, or the file cannot be read.
pub fn read_within(folder: &Path, name: &str) -> Result<Vec<u8>, FsError> {
    let path = folder.join(name);
    inside(folder, &path)?;
    read_bytes(&path)
}

/// Writes a file so that a reader, or a crash, sees the old content or the new, never half of one.
///
/// # Errors
/// The folder cannot be made or the file cannot be written; the old content is then untouched.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    prepare_alone(path, bytes)?.put()
}

/// Replaces the content of a file that its owner edits, through links and with its permissions kept. The new
/// content was made of the old one, so it must not replace another one, which its owner has saved meanwhile.
///
/// # Errors
/// The file is not there, says something else or cannot be written; its content is then untouched.
pub fn rewrite(path: &Path, old: &[u8], new: &[u8]) -> Result<(), FsError> {
    let path = path.canonicalize().map_err(|error| FsError::read(path, error))?;
    let permissions = fs::metadata(&path).map_err(|error| FsError::read(&path, error))?.permissions();
    if permissions.readonly() {
        return Err(FsError::write(&path, io::ErrorKind::PermissionDenied.into()));
    }
    let prepared = prepare_alone(&path, new)?;
    let kept = prepared.file.as_file().set_permissions(permissions);
    kept.map_err(|error| FsError::write(&path, error))?;
    if read_bytes(&path)? != old {
        return Err(FsError::Changed { path });
    }
    prepared.put()
}

/// Writes a file that is not there yet, whole or not at all; false if there is one of that name, untouched.
///
/// # Errors
/// The folder cannot be made or the file cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, FsError> {
    let Prepared { path, file } = prepare_alone(path, bytes)?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(FsError::write(&path, error.error)),
    }
}

/// Writes several files of a folder together: none is put in its place before all are written. They are what can be
/// made again, so no time is spent on waiting for the disk.
///
/// # Errors
/// A file cannot be written; all are then as they were.
pub fn write_all(folder: &Path, files: &[(&str, &[u8])]) -> Result<Vec<PathBuf>, FsError> {
    make_ready(folder)?;
    let prepared: Result<Vec<Prepared>, FsError> =
        files.iter().map(|(name, bytes)| prepare(&folder.join(name), bytes)).collect();
    let prepared = prepared?;
    let paths = prepared.iter().map(|file| file.path.clone()).collect();
    for file in prepared {
        file.put()?;
    }
    Ok(paths)
}

/// Makes a folder with files in it, whole or not at all; false if there is one of that name, untouched. Names
/// may lead into folders below.
///
/// # Errors
/// A folder or a file cannot be written.
pub fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<bool, FsError> {
    let above = folder.parent().unwrap_or(Path::new("."));
    create_dir(above)?;
    if folder.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let failed = |error| FsError::write(folder, error);
    sweep(above);
    let unfinished = TemporaryFolder::make(above).map_err(failed)?;
    make_accessible(unfinished.path()).map_err(failed)?;
    for (name, bytes) in files {
        // Its own name means nothing to anybody.
        write_atomic(&unfinished.path().join(name), bytes)
            .map_err(|error| error.renamed(&folder.join(name)))?;
    }
    match fs::rename(unfinished.path(), folder) {
        Ok(()) => {
            // It has another name now, so there is nothing to remove.
            let _ = unfinished.folder.keep();
            Ok(true)
        }
        // Somebody else was faster.
        Err(_) if folder.symlink_metadata().is_ok() => Ok(false),
        Err(error) => Err(failed(error)),
    }
}

/// Every file below a folder, by its path from there, in order.
///
/// # Errors
/// A folder cannot be listed, or a link leads outside.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, FsError> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(within) = folders.pop() {
        for name in list(&folder.join(&within))? {
            let path = within.join(name);
            inside(folder, &folder.join(&path))?;
            if folder.join(&path).is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

/// What tells whether a file has changed, short of reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    path: PathBuf,
    size: u64,
    modified: Option<SystemTime>,
}

/// The stamps of every file below a folder; what cannot be listed has none.
pub fn stamps(folder: &Path) -> Vec<Stamp> {
    let stamp = |path: PathBuf| {
        let known = fs::metadata(folder.join(&path)).ok()?;
        Some(Stamp { path, size: known.len(), modified: known.modified().ok() })
    };
    files_below(folder).unwrap_or_default().into_iter().filter_map(stamp).collect()
}

/// A file on the disk under a temporary name, removed when dropped.
struct Prepared {
    path: PathBuf,
    file: tempfile::NamedTempFile,
}

impl Prepared {
    /// Gives the file its name.
    fn put(self) -> Result<(), FsError> {
        let Self { path, file } = self;
        file.persist(&path).map_err(|error| FsError::write(&path, error.error))?;
        Ok(())
    }
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder in which files can be prepared, without what killed processes left there.
fn make_ready(folder: &Path) -> Result<(), FsError> {
    create_dir(folder)?;
    sweep(folder);
    Ok(())
}

/// As [`prepare`], and on the disk: what a person wrote outlives a loss of power.
fn prepare_alone(path: &Path, bytes: &[u8]) -> Result<Prepared, FsError> {
    make_ready(folder_of(path))?;
    let prepared = prepare(path, bytes)?;
    prepared.file.as_file().sync_all().map_err(|error| FsError::write(path, error))?;
    Ok(prepared)
}

/// Writes bytes into a temporary file beside the one that they are for, in a folder that is ready.
fn prepare(path: &Path, bytes: &[u8]) -> Result<Prepared, FsError> {
    let folder = folder_of(path);
    let failed = |error| FsError::write(path, error);
    if path.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    let mut file = temporary_file(folder).map_err(failed)?;
    make_readable(file.as_file()).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    Ok(Prepared { path: path.to_owned(), file })
}

/// A name by which a sweep knows what is temporary.
fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY).rand_bytes(RANDOM);
    builder
}

fn temporary_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    loop {
        let file = temporary().tempfile_in(folder)?;
        if hold(file.as_file(), file.path()) {
            return Ok(file);
        }
    }
}

/// Tells everybody that somebody is at work on this, until the file is closed, as it is when a process is killed.
/// False if a sweep was faster and took it for a leftover.
fn hold(file: &fs::File, path: &Path) -> bool {
    // Where it cannot be locked, a sweep takes only what is old.
    let _ = file.lock();
    path.symlink_metadata().is_ok()
}

/// A folder under a temporary name, removed when dropped.
#[derive(Debug)]
pub struct TemporaryFolder {
    folder: tempfile::TempDir,
    /// See [`hold`]; not every system opens folders.
    _held: Option<fs::File>,
}

impl TemporaryFolder {
    fn make(above: &Path) -> io::Result<Self> {
        loop {
            let folder = temporary().tempdir_in(above)?;
            let held = fs::File::open(folder.path()).ok();
            if held.as_ref().is_none_or(|file| hold(file, folder.path())) {
                return Ok(Self { folder, _held: held });
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Temporary files are private by default; documents get the permissions of any new file.
#[cfg(unix)]
fn make_readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

/// The same for a folder.
#[cfg(unix)]
fn make_accessible(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_accessible(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn make_readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Makes a folder and those above it.
///
/// # Errors
/// The folder cannot be made.
pub fn create_dir(path: &Path) -> Result<(), FsError> {
    fs::create_dir_all(path).map_err(|error| FsError::write(path, error))
}

/// Names of the entries of a folder, sorted; an absent folder has none.
///
/// # Errors
/// The folder exists but cannot be listed.
pub fn list(path: &Path) -> Result<Vec<String>, FsError> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(FsError::read(path, error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| FsError::read(path, error))?;
        if let Ok(name) = entry.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Checks that a path found inside `root` still lies there once links are followed.
///
/// # Errors
/// It leads outside, or cannot be followed.
pub fn inside(root: &Path, path: &Path) -> Result<(), FsError> {
    let canonical = |path: &Path| path.canonicalize().map_err(|error| FsError::read(path, error));
    let target = canonical(path)?;
    if target.starts_with(canonical(root)?) {
        Ok(())
    } else {
        Err(FsError::Outside { path: path.to_owned(), target })
    }
}

/// The same for a path that may not be there yet: what is there of it must not lead outside of `root`.
///
/// # Errors
/// It leads outside, or cannot be followed.
pub fn inside_once_made(root: &Path, path: &Path) -> Result<(), FsError> {
    let there = path.ancestors().find(|path| path.symlink_metadata().is_ok());
    match there.filter(|there| there.starts_with(root)) {
        Some(there) => inside(root, there),
        None => Ok(()),
    }
}

/// Removes what killed runs left in a folder: whatever has a temporary name, and nobody is at work on. Every writer
/// does so where it writes.
pub fn sweep(folder: &Path) {
    let is_temporary = |name: &&String| {
        name.strip_prefix(TEMPORARY)
            .is_some_and(|rest| rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    for left in list(folder).unwrap_or_default().iter().filter(is_temporary).map(|name| folder.join(name)) {
        // A link or a pipe of that name is none of ours.
        let Ok(known) = left.symlink_metadata() else { continue };
        if !known.is_file() && !known.is_dir() {
            continue;
        }
        // The lock is kept until it is gone, so that its maker cannot begin meanwhile.
        let file = fs::File::open(&left);
        if is_abandoned(&file, &known) {
            // Another run may have removed it already; a leftover is only untidy.
            let _ = if known.is_dir() { fs::remove_dir_all(left) } else { fs::remove_file(left) };
        }
    }
}

/// Whether nobody is at work on something temporary; where that cannot be seen, it must be old.
fn is_abandoned(file: &io::Result<fs::File>, known: &fs::Metadata) -> bool {
    match file.as_ref().map(fs::File::try_lock) {
        Ok(Ok(())) => true,
        Ok(Err(fs::TryLockError::WouldBlock)) => false,
        _ => known.modified().is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age > ABANDONED)),
    }
}

/// Removes what killed runs left where [`private_folder`] makes folders.
pub fn sweep_private_folders() {
    sweep(&std::env::temp_dir());
}

/// A folder that no other user sees, removed when dropped.
///
/// # Errors
/// The system's temporary folder cannot be written.
pub fn private_folder() -> Result<TemporaryFolder, FsError> {
    let above = std::env::temp_dir();
    TemporaryFolder::make(&above).map_err(|error| FsError::write(&above, error))
}

/// Opens a new file for a child process to write to.
///
/// # Errors
/// The file cannot be made.
pub fn create_file(path: &Path) -> Result<fs::File, FsError> {
    fs::File::create(path).map_err(|error| FsError::write(path, error))
}

/// Holds a lock file until dropped, so that two builds of one workspace take turns.
#[derive(Debug)]
pub struct Lock {
    _file: fs::File,
}

/// Takes the lock of a folder; `waiting` is called once if somebody else holds it.
///
/// # Errors
/// The lock file cannot be made or locked.
pub fn lock(folder: &Path, waiting: impl FnOnce()) -> Result<Lock, FsError> {
    create_dir(folder)?;
    let path = folder.join(".lock");
    let failed = |error| FsError::write(&path, error);
    // Opening a link would make a file wherever it leads, and opening a pipe would wait.
    if path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return Err(failed(io::Error::other("it is not a file")));
    }
    let file = fs::File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => {
            waiting();
            file.lock().map_err(failed)?;
        }
        Err(fs::TryLockError::Error(error)) => return Err(failed(error)),
    }
    Ok(Lock { _file: file })
}
