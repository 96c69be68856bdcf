//! Import: a resume in another program's format becomes a profile.
//!
//! Every format is read into one [`Tree`] of values with their places. A table says which values go where; a value
//! that finds no place is reported, so that what is kept and what is lost is all there was.

mod date;
mod json;
mod linkedin;
mod mapping;
mod rendercv;
mod sections;
mod tree;
mod write;
mod yaml;

use std::path::Path;
use std::sync::Arc;

use crate::finding::{Checked, Code, Finding, Severity, SourceFile, has_errors};
use crate::fs::MAX_TEXT;
use crate::profile::Profile;

use mapping::Importer;
use tree::{Leaf, Tree};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// <https://jsonresume.org/schema>, version 1.0 and the names of older ones.
    JsonResume,
    /// <https://rendercv.com>, the YAML input.
    RenderCv,
    /// <https://yamlresume.dev>
    YamlResume,
    /// The archive of LinkedIn's data export.
    LinkedIn,
}

/// A profile made of a file.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The profile, in TOML.
    pub toml: String,
    /// How many values the file has; what is empty is none.
    pub values: usize,
    /// The values that found no place.
    pub lost: Vec<Lost>,
}

/// A value that found no place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Lost {
    /// Where it stands in the data, such as `work[2].keywords[0]`.
    pub path: String,
    /// The value.
    pub value: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 1.
    pub column: usize,
}

/// Reads a file of a format; `name` is how it is called in messages. What was lost is also a finding.
pub fn import(format: Format, name: &str, bytes: &[u8]) -> Checked<Imported> {
    let mut findings = Vec::new();
    let tree = match format {
        Format::LinkedIn => linkedin::read(name, bytes, &mut findings),
        _ => text(name, bytes).and_then(|file| {
            if format == Format::JsonResume { json::read(&file) } else { yaml::read(&file) }
        }),
    };
    let tree = match tree {
        Ok(tree) => tree,
        Err(finding) => {
            findings.push(finding);
            return Checked::failed(findings);
        }
    };
    let mut importer = Importer::default();
    match format {
        Format::JsonResume => sections::json_resume(&tree, &mut importer),
        Format::YamlResume => sections::yaml_resume(&tree, &mut importer),
        Format::RenderCv => rendercv::sections(&tree, &mut importer),
        Format::LinkedIn => linkedin::sections(&tree, &mut importer),
    }
    let nothing = importer.is_empty();
    findings.extend(importer.placeholders(name));
    let toml = importer.toml(name);
    let (values, lost) = account(&tree, &mut findings);
    if nothing {
        let hint = "is it of that format? `bespoke import --help` lists them";
        let message = format!("{name} has nothing that could go into a profile");
        findings.push(Finding::new(Code::ImportFailed, message).in_file(name).hint(hint));
        return Checked::failed(findings);
    }
    // What is written has to be a profile; anything else would be a fault of this module.
    let read = Profile::read(&SourceFile::new("the imported profile", toml.as_str()));
    if has_errors(&read.findings) {
        findings.extend(read.findings.into_iter().filter(|finding| finding.severity == Severity::Error));
        return Checked::failed(findings);
    }
    Checked::new(Imported { toml, values, lost }, findings)
}

/// The file of a text format.
fn text(name: &str, bytes: &[u8]) -> Result<Arc<SourceFile>, Finding> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(name, text.trim_start_matches('\u{feff}'))),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            let message = format!("{name} is not UTF-8: line {line} has a byte that is not text");
            Err(Finding::new(Code::NotUtf8, message)
                .in_file(name)
                .hint("save it as UTF-8 and import it again"))
        }
    }
}

/// Parts of the data, folded, that say nothing about the person.
const ABOUT_THE_FILE: [&str; 11] = [
    "schema",
    "meta",
    "design",
    "locale",
    "settings",
    "rendercvsettings",
    "layout",
    "layouts",
    "confirmed",
    "primary",
    "updatedon",
];

/// From so many values on, a part of the data that is lost altogether is one finding.
const MANY: usize = 4;

/// Counts all values and names those that were not taken.
fn account(tree: &Tree, findings: &mut Vec<Finding>) -> (usize, Vec<Lost>) {
    let leaves = tree.leaves();
    let mut lost = Vec::new();
    let mut at = 0;
    while at < leaves.len() {
        let part = &leaves[at].part;
        let end = at + leaves[at..].iter().take_while(|leaf| leaf.part == *part).count();
        let group = &leaves[at..end];
        let left: Vec<_> = group.iter().filter(|leaf| !leaf.tree.is_taken()).collect();
        if left.len() == group.len() && group.len() >= MANY {
            let message =
                format!("the profile has no place for `{part}`: {} values are left out", group.len());
            findings.push(lost_at(&group[0], message, "add by hand what matters"));
        } else {
            findings.extend(left.iter().map(|leaf| {
                let message = format!("`{}` is left out: \"{}\"", leaf.path, shortened(leaf.tree.text()));
                lost_at(leaf, message, leaf.tree.why())
            }));
        }
        lost.extend(left.iter().map(|leaf| {
            let (line, column) = leaf.tree.position();
            Lost { path: leaf.path.clone(), value: leaf.tree.text().to_owned(), line, column }
        }));
        at = end;
    }
    (leaves.len(), lost)
}

/// A finding about a value; what says nothing about the person is worth no warning.
fn lost_at(leaf: &Leaf<'_>, message: String, hint: &str) -> Finding {
    let mut ends = leaf.path.split(['.', '[']).take(1).chain(leaf.path.rsplit('.').take(1));
    let about_file = ends.any(|key| ABOUT_THE_FILE.contains(&tree::fold(key).as_str()));
    let severity = if about_file { Severity::Info } else { Severity::Warning };
    leaf.tree.at(Finding::new(Code::NotImported, message).severity(severity).hint(hint))
}

/// The longest value that is shown whole, in characters.
const LONGEST_SHOWN: usize = 60;

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST_SHOWN {
        return text;
    }
    text.chars().take(LONGEST_SHOWN).collect::<String>() + "..."
}

impl Format {
    /// The largest file that is read, in bytes; LinkedIn's archive has pictures in it too.
    pub const fn largest_file(self) -> u64 {
        match self {
            Self::LinkedIn => 256 * 1024 * 1024,
            _ => MAX_TEXT,
        }
    }

    /// A name for the profile of a file.
    pub fn profile_name(self, file: &Path) -> String {
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "imported".to_owned());
        format!("{stem}.toml")
    }
}

#[cfg(test)]
mod tests;
