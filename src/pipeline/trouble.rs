//! What an engine could not do, as findings that point at what a person can change: a line of a template, or
//! the line of the profile or the notes that has the character no font has.

use std::sync::Arc;

use crate::engine::{Diagnostic, EngineError};
use crate::finding::{Code, Finding, SourceFile};
use crate::job::Job;
use crate::profile::Profile;
use crate::render::{CoverLetter, Page, Renderer, Resume};

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
            _ => vec![engine(error)],
        }
    }

    fn diagnostic(
        &self,
        diagnostic: &Diagnostic,
        trace: impl Fn(usize) -> Option<(Arc<SourceFile>, usize)>,
    ) -> Finding {
        if let Some(text) = &diagnostic.missing_glyph {
            return self.missing_glyph(text);
        }
        let mut finding = Finding::new(diagnostic.code(), diagnostic.message.clone());
        if !diagnostic.hints.is_empty() {
            finding = finding.hint(diagnostic.hints.join("; "));
        }
        at_line(finding, diagnostic.line.and_then(trace))
    }

    /// Points at the first line of the profile, or else of the notes, that has the character.
    fn missing_glyph(&self, text: &str) -> Finding {
        let characters: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        let message = format!(
            "no font of the theme \"{}\" has \"{text}\" ({})",
            self.renderer.theme().name,
            characters.join(" ")
        );
        let finding = Finding::new(Code::MissingGlyph, message)
            .hint("write it differently, or put a font that has it into templates/THEME/fonts and name it in theme.toml");
        for file in [&self.profile.file, &self.job.file] {
            if let Some(at) = file.text.find(text) {
                return finding.at(file, at..at + text.len());
            }
        }
        finding
    }
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
