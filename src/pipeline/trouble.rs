//! What an engine could not do, as findings that point at what a person can change: a line of a template, or
//! the line of the profile or the notes that has the character no font has.

use std::collections::HashSet;
use std::sync::Arc;

use crate::engine::{Diagnostic, EngineError};
use crate::finding::{Code, Finding, SourceFile};
use crate::job::Job;
use crate::profile::Profile;
use crate::render::{Block, CoverLetter, Field, Fonts, Page, Renderer, Resume};

/// What is needed to trace a diagnostic back.
pub(super) struct Trouble<'a> {
    pub(super) profile: &'a Profile,
    pub(super) job: &'a Job,
    pub(super) renderer: &'a Renderer,
}

impl Trouble<'_> {
    /// Findings for a resume that could not be compiled.
    pub(super) fn resume(&self, error: &EngineError, resume: &Resume, page: &Page) -> Vec<Finding> {
        self.findings(error, |line| self.renderer.trace_resume(resume, page, line))
    }

    /// Findings for a letter that could not be compiled.
    pub(super) fn letter(&self, error: &EngineError, letter: &CoverLetter, page: &Page) -> Vec<Finding> {
        self.findings(error, |line| self.renderer.trace_letter(letter, page, line))
    }

    fn findings(
        &self,
        error: &EngineError,
        trace: impl Fn(usize) -> Option<(Arc<SourceFile>, usize)>,
    ) -> Vec<Finding> {
        match error {
            EngineError::Compile { diagnostics } => {
                diagnostics.iter().map(|diagnostic| self.diagnostic(diagnostic, &trace)).collect()
            }
            EngineError::PackageImport { line, .. } => {
                let finding = engine(error);
                vec![at_line(finding, line.and_then(trace))]
            }
            EngineError::Limit(_) => {
                vec![engine(error).in_file(format!("templates/{}", self.renderer.theme().name))]
            }
            _ => vec![engine(error)],
        }
    }

    fn diagnostic(
        &self,
        diagnostic: &Diagnostic,
        trace: impl Fn(usize) -> Option<(Arc<SourceFile>, usize)>,
    ) -> Finding {
        if let Some(text) = &diagnostic.missing_glyph {
            return self.missing_glyph(text, None);
        }
        let mut finding = Finding::new(diagnostic.code(), diagnostic.message.clone());
        if !diagnostic.hints.is_empty() {
            finding = finding.hint(diagnostic.hints.join("; "));
        }
        at_line(finding, diagnostic.line.and_then(trace))
    }

    /// What no font can show of some fields, a finding for each field.
    pub(super) fn missing_glyphs(&self, fonts: &Fonts, blocks: &[Block]) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        let characters = blocks.iter().flat_map(Block::fields).flat_map(|field| field.text.chars());
        if fonts.missing(characters).is_empty() {
            return findings;
        }
        let mut seen = HashSet::new();
        for field in blocks.iter().flat_map(Block::fields) {
            let missing: String = fonts.missing(field.text.chars()).into_iter().collect();
            // The same text may stand in both documents, and twice in one.
            if !missing.is_empty() && seen.insert(field.text.as_str()) {
                findings.push(self.missing_glyph(&missing, Some(field)));
            }
        }
        findings
    }

    /// Points at the field in the profile or else in the notes, or at the first place of one of the characters.
    fn missing_glyph(&self, missing: &str, field: Option<&Field>) -> Finding {
        let characters: Vec<String> =
            missing.chars().map(|c| format!("{c} (U+{:04X})", u32::from(c))).collect();
        let of = field.map(|field| format!(", in the {} \"{}\"", field.kind.name(), excerpt(&field.text)));
        let message = format!(
            "no font of the theme \"{}\" has {}{}",
            self.renderer.theme().name,
            characters.join(", "),
            of.unwrap_or_default()
        );
        let finding = Finding::new(Code::MissingGlyph, message).hint(
            "write it differently; or set fonts = \"system\" to use the fonts of this machine; or make the theme \
             yours with `bespoke themes copy`, and put a font that has it into its folder `fonts`",
        );
        let files = [&self.profile.file, &self.job.file];
        let whole = field.map(|field| field.text.as_str()).into_iter();
        let single: Vec<String> = missing.chars().map(String::from).collect();
        for wanted in whole.chain(single.iter().map(String::as_str)) {
            for file in files {
                if let Some(at) = file.text.find(wanted) {
                    return finding.at(file, at..at + wanted.len());
                }
            }
        }
        finding
    }
}

/// The beginning of a text, to be quoted in a message.
fn excerpt(text: &str) -> String {
    const QUOTED: usize = 40;
    let short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() { format!("{}...", short.trim_end()) } else { short }
}

/// Points a finding at a line of a template.
fn at_line(finding: Finding, traced: Option<(Arc<SourceFile>, usize)>) -> Finding {
    let Some((file, line)) = traced else { return finding };
    let start = file.text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let end = file.text[start..].find('\n').map_or(file.text.len(), |at| start + at);
    let text = &file.text[start..end];
    let indent = text.len() - text.trim_start().len();
    finding.at(&file, start + indent..end)
}

/// An engine's own trouble: missing, too old, too slow, broken.
pub(super) fn engine(error: &EngineError) -> Finding {
    match error {
        EngineError::Fs(error) => error.finding(),
        _ => Finding::new(error.code(), error.to_string()).hint(error.hint()),
    }
}
