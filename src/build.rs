//! The build script: the tables of words that tailoring looks up, and a name for this build by the content of its
//! sources, so that a job is made again when the program is another one, even under the same version.

#![allow(clippy::disallowed_methods, reason = "there is no program yet that could read files for it")]

/// What the program shares with this script, by the same names.
mod words {
    mod lists;
    pub(crate) use lists::content_lines;
}
#[allow(dead_code, reason = "the program uses the rest")]
mod tailor {
    mod phrase;
    mod stem;
    mod synonyms;
    pub(crate) mod tables;
}

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use tailor::tables::Tables;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hasher = DefaultHasher::new();
    for part in ["src", "templates", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        hash(&root, &root.join(part), &mut hasher)?;
    }
    println!("cargo::rustc-env=BESPOKE_BUILD={:016x}", hasher.finish());
    let tables = Tables {
        words: include_str!("tailor/words.txt"),
        aliases: include_str!("tailor/aliases.txt"),
        families: include_str!("tailor/families.txt"),
    };
    let source = tables.source().map_err(io::Error::other)?;
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("tables.rs"), source)
}

/// Adds names and contents, in the order of the names.
fn hash(root: &Path, path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| hash(root, entry, hasher));
    }
    let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let Ok(bytes) = fs::read(path) else { return Ok(()) };
    hasher.write(name.as_bytes());
    hasher.write(&bytes);
    Ok(())
}
