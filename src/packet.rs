//! Packets: the record of what was made of a job, and from what; a sealed one keeps its inputs too.
//!
//! `packet.json` stands beside the documents. It tells the next build whether anything changed, and, sealed under
//! `sent/DATE/`, it is the proof of what an employer was sent: every file has its SHA-256, the record itself as
//! well, and the inputs are there to make the documents again.

mod seal;
mod verify;

use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding, Severity, SourceFile};
use crate::fs;
use crate::pipeline::{Made, Recipe, sha256};

pub use seal::{Sealed, seal, sealed_packets};
pub use verify::{Folder, verify, verify_sealed};

/// The name of the record beside the documents.
pub const FILE: &str = "packet.json";

/// The name of the explanation, which is one of the documents.
pub const EXPLANATION: &str = "explain.json";

/// The version of the format.
const VERSION: u32 = 1;

/// What was made of a job, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packet {
    /// Version of the format.
    pub packet: u32,
    /// The job's name.
    pub job: String,
    /// The company.
    pub company: String,
    /// The position.
    pub position: String,
    /// What it was made from; its parts stand beside the others in the file.
    #[serde(flatten)]
    pub recipe: Recipe,
    /// Companies of other jobs that have a word in common with the letter.
    pub other_companies: Vec<String>,
    /// Every file that was made.
    pub outputs: Vec<Output>,
    /// Pages of each document.
    pub pages: BTreeMap<String, usize>,
    /// Fields that should be found in the finished documents.
    pub expected: usize,
    /// Fields that were found.
    pub recovered: usize,
    /// What was found while they were made.
    pub findings: Vec<Noted>,
    /// Only in a packet that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
}

/// A file of a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its name, relative to the packet.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Output {
    fn of(file: &str, bytes: &[u8]) -> Self {
        Self { file: file.to_owned(), sha256: sha256(bytes) }
    }
}

/// A finding as a packet keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    code: String,
    severity: Severity,
    message: String,
    hint: Option<String>,
    file: Option<String>,
    /// Byte range in the file.
    span: Option<(usize, usize)>,
}

impl Noted {
    fn of(finding: &Finding) -> Self {
        Self {
            code: finding.code.name().to_owned(),
            severity: finding.severity,
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            file: finding.file().map(str::to_owned),
            span: finding.place.as_ref().map(|place| (place.span.start, place.span.end)),
        }
    }

    /// The finding, pointing into the texts that it was found in; none if its code is not known any more.
    fn finding(&self, texts: &[&Arc<SourceFile>]) -> Option<Finding> {
        let code = Code::ALL.iter().find(|code| code.name() == self.code)?;
        let mut finding = Finding::new(*code, self.message.clone()).severity(self.severity);
        finding.hint.clone_from(&self.hint);
        let text = texts.iter().find(|text| Some(&text.name) == self.file.as_ref());
        finding = match (text, self.span, &self.file) {
            (Some(text), Some((start, end)), _) => finding.at(text, start..end),
            (_, _, Some(file)) => finding.in_file(file.clone()),
            _ => finding,
        };
        Some(finding)
    }
}

/// Why a packet cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PacketError {
    /// It is not what this program writes.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// It is of another version.
    #[error("it is of another version of Bespoke")]
    OtherVersion,
}

impl PacketError {
    /// The same as a finding about a file, of that severity, with what comes of it.
    pub fn finding(&self, file: String, severity: Severity, consequence: &str) -> Finding {
        Finding::new(Code::PacketDamaged, format!("a packet cannot be used: {self}"))
            .severity(severity)
            .in_file(file)
            .hint(consequence)
    }
}

/// What a packet says beside its recipe and its files.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The job's name.
    pub job: &'a str,
    /// The company.
    pub company: &'a str,
    /// The position.
    pub position: &'a str,
    /// Companies of other jobs.
    pub companies: &'a [String],
    /// What is known of the documents.
    pub made: &'a Made,
    /// What was found.
    pub findings: &'a [Finding],
}

impl Packet {
    /// The record of a job's files.
    pub fn new(recipe: Recipe, files: &[(String, Vec<u8>)], facts: Facts<'_>) -> Self {
        let explanation = files.iter().find(|(name, _)| name == EXPLANATION);
        let letter = explanation.map(|(_, bytes)| letter_text(bytes)).unwrap_or_default();
        let Made { resume_pages, letter_pages, expected, recovered } = *facts.made;
        Self {
            packet: VERSION,
            job: facts.job.to_owned(),
            company: facts.company.to_owned(),
            position: facts.position.to_owned(),
            recipe,
            other_companies: near(&letter, facts.companies),
            outputs: files.iter().map(|(name, bytes)| Output::of(name, bytes)).collect(),
            pages: [("resume".to_owned(), resume_pages), ("cover-letter".to_owned(), letter_pages)].into(),
            expected,
            recovered,
            findings: facts.findings.iter().map(Noted::of).collect(),
            sealed: None,
        }
    }

    /// Reads a packet.
    ///
    /// # Errors
    /// It is damaged, or of another version.
    pub fn parse(bytes: &[u8]) -> Result<Self, PacketError> {
        #[derive(Deserialize)]
        struct Version {
            packet: u32,
        }
        let damaged = |error: serde_json::Error| PacketError::Damaged(error.to_string());
        let version: Version = serde_json::from_slice(bytes).map_err(damaged)?;
        if version.packet != VERSION {
            return Err(PacketError::OtherVersion);
        }
        let packet: Self = serde_json::from_slice(bytes).map_err(damaged)?;
        let inputs = packet.sealed.iter().flat_map(|sealed| &sealed.inputs);
        match packet.outputs.iter().chain(inputs).find(|file| !is_below(&file.file)) {
            // Whoever reads or copies the files of a packet must not be led elsewhere.
            Some(Output { file, .. }) => Err(PacketError::Damaged(format!("\"{file}\" is no file of it"))),
            None => Ok(packet),
        }
    }

    /// The packet of a job's folder; none if there is none.
    ///
    /// # Errors
    /// It is damaged, or of another version.
    pub fn load(folder: &Path) -> Result<Option<Self>, PacketError> {
        match fs::read_within(folder, FILE) {
            Ok(bytes) => Self::parse(&bytes).map(Some),
            Err(_) => Ok(None),
        }
    }

    /// The text of the file.
    pub fn json(&self) -> String {
        // A packet holds only strings, numbers and lists of them, which always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Why the documents have to be made again; none if they are as this recipe would make them.
    pub fn outdated(&self, recipe: &Recipe, folder: &Path, companies: &[String]) -> Option<String> {
        if let Some(difference) = recipe.difference(&self.recipe) {
            return Some(difference);
        }
        let mut letter = String::new();
        for Output { file, sha256: known } in &self.outputs {
            match fs::read_within(folder, file) {
                Ok(bytes) if sha256(&bytes) == *known => {
                    if file == EXPLANATION {
                        letter = letter_text(&bytes);
                    }
                }
                Ok(_) => return Some(format!("{file} was changed")),
                Err(_) => return Some(format!("{file} is missing")),
            }
        }
        let others = near(&letter, companies) != self.other_companies;
        others.then(|| "another job is for a company with a name in this letter".to_owned())
    }

    /// The explanation that lies in the folder, if it is of the same texts as this recipe, whatever the options.
    pub fn explanation(&self, recipe: &Recipe, folder: &Path) -> Option<Vec<u8>> {
        let Output { file, sha256: known } = self.outputs.iter().find(|output| output.file == EXPLANATION)?;
        let bytes = fs::read_within(folder, file).ok().filter(|bytes| sha256(bytes) == *known)?;
        recipe.changed_input(&self.recipe).is_none().then_some(bytes)
    }

    /// How many findings of a kind there were when it was made.
    pub fn count(&self, code: Code) -> usize {
        self.findings.iter().filter(|noted| noted.code == code.name()).count()
    }

    /// What was found when it was made, pointing into the texts it was made from.
    pub fn findings(&self, texts: &[&Arc<SourceFile>]) -> Vec<Finding> {
        self.findings.iter().filter_map(|noted| noted.finding(texts)).collect()
    }

    /// What is known of the documents.
    pub fn made(&self) -> Made {
        let pages = |document: &str| self.pages.get(document).copied().unwrap_or_default();
        Made {
            resume_pages: pages("resume"),
            letter_pages: pages("cover-letter"),
            expected: self.expected,
            recovered: self.recovered,
        }
    }
}

/// Whether a path leads from a folder to something below it, and nowhere else.
fn is_below(file: &str) -> bool {
    let path = Path::new(file);
    !file.is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// The words of the letter, as the explanation has them.
fn letter_text(explanation: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Explained {
        letter: Vec<Sentence>,
    }
    #[derive(Deserialize)]
    struct Sentence {
        sentence: String,
    }
    let explained: Option<Explained> = serde_json::from_slice(explanation).ok();
    let sentences = explained.into_iter().flat_map(|explained| explained.letter);
    sentences.map(|line| line.sentence + "\n").collect()
}

/// The companies whose first word stands in a text: those that a rule about the letter may speak of.
fn near(text: &str, companies: &[String]) -> Vec<String> {
    let word = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: std::collections::HashSet<String> =
        text.split(|c: char| !c.is_alphanumeric()).map(word).filter(|word| !word.is_empty()).collect();
    let first = |company: &&String| {
        let mut parts = company.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.next().is_some_and(|part| words.contains(&part.to_lowercase()))
    };
    let mut near: Vec<String> = companies.iter().filter(first).cloned().collect();
    near.sort();
    near.dedup();
    near
}
