//! Arguments, environment and clock, read once and turned into the library's options.

#![allow(clippy::disallowed_methods)]

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use jiff::{Timestamp, Zoned, civil, tz::TimeZone};

use super::args::{Color, Shared};
use super::terminal::Terminal;
use crate::finding::{Code, Finding};
use crate::pipeline::{Application, Options};
use crate::workspace::{JobFile, Workspace};

/// The environment variables that matter.
pub(super) struct Environment {
    typst: Option<OsString>,
    path: Option<OsString>,
    source_date_epoch: Option<OsString>,
    no_color: bool,
    dumb_terminal: bool,
}

impl Environment {
    /// Reads them.
    pub(super) fn read() -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        Self {
            typst: set("TYPST"),
            path: set("PATH"),
            source_date_epoch: set("SOURCE_DATE_EPOCH"),
            no_color: set("NO_COLOR").is_some(),
            dumb_terminal: set("TERM").is_some_and(|term| term == "dumb"),
        }
    }
}

/// Everything a command needs to know.
pub(super) struct Settings {
    pub(super) workspace: Workspace,
    pub(super) options: Options,
    pub(super) json: bool,
}

impl Settings {
    /// The one application that a command is about, with its file.
    pub(super) fn application(
        &self,
        job: &str,
        findings: &mut Vec<Finding>,
    ) -> Option<(JobFile, Application)> {
        let (files, found) = self.workspace.named_jobs(&[job.to_owned()]);
        findings.extend(found);
        let file = files.into_iter().next()?;
        let read = Application::read(&self.workspace, &file);
        findings.extend(read.findings);
        Some((file, read.value?))
    }
}

/// Resolves the arguments.
pub(super) fn resolve(args: &Shared, environment: &Environment) -> Result<Settings, Finding> {
    let root = args.workspace.clone().unwrap_or_else(|| PathBuf::from("."));
    let names = |format: &super::args::Format| format.name().to_owned();
    let formats: Vec<String> = args.format.iter().map(names).collect();
    Ok(Settings {
        workspace: Workspace { root, profile: args.profile.clone(), out: args.out.clone() },
        options: Options {
            theme: args.theme.clone(),
            pages: args.pages.map(usize::from),
            paper: args.paper.map(|paper| paper.name().to_owned()),
            engine: args.engine.map(|engine| engine.name().to_owned()),
            formats: (!formats.is_empty()).then_some(formats),
            typst: args.typst.clone().or_else(|| environment.typst.as_ref().map(PathBuf::from)),
            path: environment.path.clone(),
            time_limit: Duration::from_secs(args.time_limit),
            worker: worker(),
            force: args.force,
            strict: args.strict,
            finished: args.finished,
            today: today(environment)?,
        },
        json: args.json,
    })
}

/// This program, even when its file has been replaced since it was started.
fn worker() -> Option<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Some(running) } else { std::env::current_exe().ok() }
}

/// How to talk to the user.
pub(super) fn terminal(args: &Shared, environment: &Environment) -> Terminal {
    let color = match args.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !environment.no_color && !environment.dumb_terminal && std::io::stderr().is_terminal(),
    };
    Terminal::new(color, args.quiet, args.verbose)
}

/// The day given by SOURCE_DATE_EPOCH, in UTC, or else today, where the user is.
fn today(environment: &Environment) -> Result<civil::Date, Finding> {
    let Some(epoch) = &environment.source_date_epoch else { return Ok(Zoned::now().date()) };
    let seconds = epoch.to_str().and_then(|text| text.trim().parse().ok());
    let time = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.map(|time| time.to_zoned(TimeZone::UTC).date()).ok_or_else(|| {
        let message =
            format!("SOURCE_DATE_EPOCH is not a number of seconds: \"{}\"", epoch.to_string_lossy());
        Finding::new(Code::BadSetting, message).hint("unset it, or set it to seconds since 1970-01-01")
    })
}
