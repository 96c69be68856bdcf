//! Sealing: a copy of everything that was sent, and of what it was made from, that is never changed again.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FILE, Output, Packet};
use crate::fs::{self, FsError};
use crate::pipeline::{Application, Role, sha256};
use crate::profile::Profile;
use crate::workspace::{SENT, Workspace};

/// The folder of inputs in a sealed packet.
pub(super) const INPUTS: &str = "inputs";

/// What a sealed packet has beside its documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The day it was sent, YYYY-MM-DD.
    pub on: String,
    /// The copies of the texts and fonts that are not part of the program.
    pub inputs: Vec<Output>,
    /// SHA-256 of the record itself, with this value empty.
    pub seal: String,
}

impl Packet {
    /// The SHA-256 that the record of a sealed packet must have.
    pub(super) fn expected_seal(&self) -> String {
        let mut open = self.clone();
        if let Some(sealed) = &mut open.sealed {
            sealed.seal.clear();
        }
        sha256(open.json().as_bytes())
    }
}

/// Where the copy of an input stands in a packet: its path, as far as it leads downwards.
pub(super) fn copy_of(file: &str) -> String {
    let parts = Path::new(file).components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    [INPUTS.into()].into_iter().chain(parts).collect::<Vec<_>>().join("/")
}

/// The sealed packets of a job's folder: the name of each, which begins with its day, and where it is. What leads
/// out of the folder was not sealed there.
///
/// # Errors
/// The folder cannot be listed.
pub fn sealed_packets(output: &Path) -> Result<Vec<(String, PathBuf)>, FsError> {
    let sent = output.join(SENT);
    let days = fs::list(&sent)?.into_iter().filter(|day| !day.starts_with('.'));
    Ok(days
        .map(|day| (format!("{SENT}/{day}"), sent.join(day)))
        .filter(|(_, folder)| folder.is_dir() && fs::inside(output, folder).is_ok())
        .collect())
}

/// Seals the packet of a job as sent on a day, and gives its folder. The documents must be those of the packet.
/// What was sealed on that day already stays: another packet of the day gets a number.
///
/// # Errors
/// A file cannot be read or written; nothing is sealed then.
pub fn seal(
    packet: &Packet,
    output: &Path,
    on: Date,
    application: &Application,
    profile: &Profile,
    workspace: &Workspace,
) -> Result<PathBuf, FsError> {
    let inputs = inputs(packet, application, profile, workspace)?;
    let records = inputs.iter().map(|(name, bytes)| Output::of(name, bytes)).collect();
    let sealed = Sealed { on: on.to_string(), inputs: records, seal: String::new() };
    let mut packet = Packet { sealed: Some(sealed), ..packet.clone() };
    let seal = packet.expected_seal();
    if let Some(sealed) = &mut packet.sealed {
        sealed.seal = seal;
    }
    let record = packet.json().into_bytes();
    let mut files = inputs;
    for Output { file, .. } in &packet.outputs {
        files.push((file.clone(), fs::read_within(output, file)?));
    }
    files.push((FILE.to_owned(), record));
    let sent = output.join(SENT);
    fs::inside_once_made(output, &sent)?;
    let names = (2..).map(|number| format!("{on}-{number}"));
    for name in [on.to_string()].into_iter().chain(names) {
        let folder = sent.join(name);
        let is_there = |(file, bytes): &(String, Vec<u8>)| {
            fs::read_bytes(&folder.join(file)).is_ok_and(|sealed| sealed == *bytes)
        };
        if files.iter().all(is_there) || fs::write_folder(&folder, &files)? {
            return Ok(folder);
        }
    }
    Ok(sent)
}

/// The texts that a person wrote, and the files of their own theme.
fn inputs(
    packet: &Packet,
    application: &Application,
    profile: &Profile,
    workspace: &Workspace,
) -> Result<Vec<(String, Vec<u8>)>, FsError> {
    let texts = [Some(&profile.file), Some(&application.job.file), application.letter.as_ref()];
    let copy = |text: &std::sync::Arc<crate::finding::SourceFile>| {
        (copy_of(&text.name), text.text.as_bytes().to_vec())
    };
    let mut inputs: Vec<(String, Vec<u8>)> = texts.into_iter().flatten().map(copy).collect();
    let themes = packet.recipe.inputs.iter().filter(|input| input.role == Role::Theme);
    let folders: BTreeSet<&Path> = themes.filter_map(|input| Path::new(&input.file).parent()).collect();
    for folder in folders {
        for file in fs::files_below(&workspace.root.join(folder))? {
            let path = folder.join(&file);
            inputs.push((copy_of(&path.to_string_lossy()), fs::read_bytes(&workspace.root.join(&path))?));
        }
    }
    Ok(inputs)
}
