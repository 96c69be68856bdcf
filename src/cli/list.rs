//! `bespoke list`

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, Table};
use jiff::ToSpan;
use serde_json::json;

use super::settings::Settings;
use super::terminal::{PADDING, Terminal};
use crate::finding::{Checked, Finding, Severity, has_errors};
use crate::job::Status;
use crate::pipeline::Shared;
use crate::profile::Profile;
use crate::season::{self, Entry, LetterState, Order, Sent};
use crate::tailor::Coverage;

/// What to show.
pub(super) struct Show<'a> {
    /// Only these statuses; all if there are none.
    pub(super) statuses: &'a [String],
    /// Only what is due within so many days.
    pub(super) due: Option<u16>,
    /// The name of an order.
    pub(super) sort: &'a str,
}

/// Shows all applications. True if all could be read.
pub(super) fn run(show: &Show<'_>, settings: &Settings, terminal: &Terminal) -> bool {
    let (files, mut findings) = settings.workspace.named_jobs(&[]);
    let Checked { value: profile, findings: found } =
        Checked::read(settings.workspace.profile_text(), Profile::read);
    findings.extend(found);
    let shared = profile.as_ref().map(|profile| Shared::new(&settings.workspace, profile, &settings.options));
    let mut entries = Vec::new();
    for read in season::entries(&settings.workspace, &files, shared.as_ref()) {
        findings.extend(read.findings);
        entries.extend(read.value);
    }
    // What the notes lack is for `check`; here only what hides an application counts.
    findings.retain(|finding| finding.severity == Severity::Error);
    let statuses: Vec<Status> = show.statuses.iter().map(|status| Status::parse(status)).collect();
    let last_day = show.due.and_then(|days| settings.options.today.checked_add(i64::from(days).days()).ok());
    entries.retain(|entry| {
        let asked =
            statuses.is_empty() || entry.status.as_ref().is_some_and(|status| statuses.contains(status));
        asked && last_day.is_none_or(|last| entry.due().is_some_and(|due| due <= last))
    });
    let order =
        Order::NAMED.into_iter().find(|(name, _)| *name == show.sort).map_or(Order::Due, |(_, order)| order);
    entries.sort_by(|a, b| a.compare(b, order));
    terminal.findings(&findings);
    if settings.json {
        let result = json!({ "jobs": entries, "findings": findings });
        terminal.json(&result);
    } else if files.is_empty() {
        terminal.result("There are no applications yet: `bespoke new COMPANY POSITION` starts one.");
    } else if entries.is_empty() {
        terminal.result("No application is like that.");
    } else {
        terminal.result(&table(&entries, terminal));
    }
    !has_errors(&findings)
}

/// What a column says of an application.
type Cell = fn(&Entry) -> String;

/// The columns; a narrow terminal does without the last ones.
const COLUMNS: [(&str, Cell); 8] = [
    ("Job", |entry| entry.job.clone()),
    ("Status", |entry| entry.status.as_ref().map(Status::to_string).unwrap_or_default()),
    ("Due", |entry| entry.due().map(|day| format!("{day} {}", entry.due_for())).unwrap_or_default()),
    ("Letter", |entry| entry.letter.map(letter).unwrap_or_default()),
    ("Coverage", |entry| entry.coverage.as_ref().map(share).unwrap_or_default()),
    ("Applied", |entry| entry.applied.map(|date| date.to_string()).unwrap_or_default()),
    ("Company", |entry| entry.company.clone()),
    ("Position", |entry| entry.position.clone()),
];

/// Those of [`COLUMNS`] that fit, as a table.
fn table(entries: &[Entry], terminal: &Terminal) -> String {
    let rows = |count: usize| {
        let mut table =
            terminal.table(&COLUMNS[..count].iter().map(|(header, _)| *header).collect::<Vec<_>>());
        for entry in entries {
            table.add_row(COLUMNS[..count].iter().map(|(_, cell)| cell(entry)));
        }
        if let Some(column) = table.column_mut(COVERAGE) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table
    };
    let fits = |table: &Table| terminal.columns().is_none_or(|most| width(table) <= most);
    let widest = (LEAST + 1..=COLUMNS.len()).rev().map(rows).find(fits);
    widest.unwrap_or_else(|| rows(LEAST)).trim_fmt()
}

/// The index of the coverage in [`COLUMNS`].
const COVERAGE: usize = 4;

/// The fewest columns that are shown.
const LEAST: usize = 3;

/// How wide a table is without breaking any line.
fn width(table: &Table) -> usize {
    table.column_max_content_widths().iter().map(|width| usize::from(*width) + PADDING).sum()
}

fn share(coverage: &Coverage) -> String {
    let share = if coverage.possible > 0.0 { 100.0 * coverage.achieved / coverage.possible } else { 100.0 };
    format!("{share:.0} %")
}

fn letter(letter: LetterState) -> String {
    let mut words = vec![if letter.own { "yours".to_owned() } else { "draft".to_owned() }];
    if letter.open > 0 {
        words.push(format!("{} open", letter.open));
    }
    if letter.stale {
        words.push("notes changed".to_owned());
    }
    words.join(", ")
}

/// Shows which wording of each highlight went to whom. True if all packets could be read.
pub(super) fn sent(settings: &Settings, terminal: &Terminal) -> bool {
    let mut findings: Vec<Finding> = Vec::new();
    let sent = season::sent(&settings.workspace, &mut findings);
    terminal.findings(&findings);
    if settings.json {
        let result = json!({ "sent": sent, "findings": findings });
        terminal.json(&result);
    } else if sent.is_empty() {
        terminal.result("Nothing was sent yet: `bespoke status JOB APPLIED` keeps what you send.");
    } else {
        terminal.result(&by_highlight(&sent));
    }
    !has_errors(&findings)
}

/// Each highlight with its wordings, and below each wording who has it.
fn by_highlight(sent: &[Sent]) -> String {
    let mut highlights: BTreeMap<&str, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for packet in sent {
        for highlight in &packet.highlights {
            let wordings = highlights.entry(&highlight.id).or_default();
            let to = format!("{}, {} ({})", packet.date, packet.company, packet.job);
            wordings.entry(&highlight.text).or_default().push(to);
        }
    }
    let mut out = String::new();
    for (id, wordings) in highlights {
        out += &format!("{id}\n");
        for (text, to) in wordings {
            out += &format!("  \"{text}\"\n");
            for line in to {
                out += &format!("    {line}\n");
            }
        }
    }
    out
}
