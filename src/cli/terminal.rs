//! The terminal: results to stdout, findings and progress to stderr. Nothing else prints.

use std::io::{self, Write};

use crate::finding::{Finding, Severity, Style};

/// How and how much to print.
pub(super) struct Terminal {
    style: Style,
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    /// A terminal that shows errors and warnings, only errors (`quiet`), or information too (`verbose`).
    pub(super) fn new(color: bool, quiet: bool, verbose: bool) -> Self {
        Self { style: Style { color, ..Style::default() }, quiet, verbose }
    }

    /// Prints a result.
    pub(super) fn result(&self, text: &str) {
        // Whoever reads the output may stop early, as in `bespoke explain acme | head`.
        let _ = writeln!(io::stdout().lock(), "{}", text.trim_end_matches('\n'));
    }

    /// Prints progress.
    pub(super) fn progress(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{text}");
        }
    }

    /// Prints a finding, if it is to be shown.
    pub(super) fn finding(&self, finding: &Finding) {
        if finding.severity >= self.least() {
            let _ = writeln!(io::stderr().lock(), "{}\n", finding.render(self.style));
        }
    }

    /// Prints findings.
    pub(super) fn findings(&self, findings: &[Finding]) {
        findings.iter().for_each(|finding| self.finding(finding));
    }

    /// Says how many findings there were, and how to see those that were not shown.
    pub(super) fn summary(&self, count: impl Fn(Severity) -> usize) {
        let name =
            |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
        let mut parts = Vec::new();
        for (severity, word) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
            if count(severity) > 0 {
                parts.push(name(count(severity), word));
            }
        }
        if count(Severity::Info) > 0 {
            let hidden = if self.verbose { "" } else { " (shown with -v)" };
            parts.push(format!("{}{hidden}", name(count(Severity::Info), "note")));
        }
        if !parts.is_empty() {
            self.progress(&parts.join(", "));
        }
    }

    fn least(&self) -> Severity {
        match (self.quiet, self.verbose) {
            (true, _) => Severity::Error,
            (_, true) => Severity::Info,
            _ => Severity::Warning,
        }
    }
}
