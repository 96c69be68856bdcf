//! The terminal: results to stdout, findings and progress to stderr. Nothing else prints.

use std::fmt::Write as _;
use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};
use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::finding::{Finding, Severity, Style, steers, visible};

/// The space between the columns of a table.
pub(super) const PADDING: usize = 2;

/// How and how much to print.
pub(super) struct Terminal {
    style: Style,
    quiet: bool,
    verbose: bool,
    /// Drawn below what is printed, on a terminal only.
    bar: ProgressBar,
}

impl Terminal {
    /// A terminal that shows errors and warnings, only errors (`quiet`), or information too (`verbose`).
    pub(super) fn new(color: bool, quiet: bool, verbose: bool) -> Self {
        let width = Term::stderr().size_checked().map(|(_, columns)| usize::from(columns));
        let style = Style { color, width: width.unwrap_or(Style::default().width) };
        Self { style, quiet, verbose, bar: ProgressBar::hidden() }
    }

    /// Shows how far so many jobs are, if somebody looks. True if it is shown.
    pub(super) fn begin(&self, jobs: usize) -> bool {
        if self.quiet || jobs < 2 || !Term::stderr().is_term() {
            return false;
        }
        // The template is a constant, which is right or a test would fail.
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_length(jobs.try_into().unwrap_or(u64::MAX));
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
        true
    }

    /// A job is done.
    pub(super) fn advance(&self, job: &str) {
        self.bar.set_message(visible(job).into_owned());
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// A table as wide as the terminal, or as it needs where there is none.
    pub(super) fn table(&self, header: &[&str]) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_header(header.to_vec());
        if let Some(columns) = self.columns().and_then(|columns| columns.try_into().ok()) {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(columns);
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, PADDING.try_into().unwrap_or_default()));
        }
        table
    }

    /// How wide the terminal is that results go to; none if they go elsewhere.
    pub(super) fn columns(&self) -> Option<usize> {
        Term::stdout().size_checked().map(|(_, columns)| columns.into())
    }

    /// Prints a result. What was read may be in it, and must not steer the terminal.
    pub(super) fn result(&self, text: &str) {
        self.print(&visible(text));
    }

    /// Prints a result as JSON.
    pub(super) fn json(&self, result: &impl Serialize) {
        // A result holds only strings, numbers and lists of them, which always serialise.
        self.json_text(&serde_json::to_string_pretty(result).unwrap_or_default());
    }

    /// Prints a result that is JSON already. A character that steers the terminal is written as JSON can write any.
    pub(super) fn json_text(&self, json: &str) {
        let mut text = String::with_capacity(json.len());
        for c in json.chars() {
            if steers(c) {
                // Writing to a String cannot fail, and all of them have four digits.
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            } else {
                text.push(c);
            }
        }
        self.print(&text);
    }

    fn print(&self, text: &str) {
        // Whoever reads the output may stop early, as in `bespoke explain acme | head`.
        self.bar.suspend(|| {
            let _ = writeln!(io::stdout().lock(), "{}", text.trim_end_matches('\n'));
        });
    }

    /// Prints progress.
    pub(super) fn progress(&self, text: &str) {
        if !self.quiet {
            self.bar.suspend(|| {
                let _ = writeln!(io::stderr().lock(), "{}", visible(text));
            });
        }
    }

    /// Prints a finding, if it is to be shown.
    pub(super) fn finding(&self, finding: &Finding) {
        if finding.severity >= self.least() {
            self.bar.suspend(|| {
                let _ = writeln!(io::stderr().lock(), "{}\n", finding.render(self.style));
            });
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
