//! The arguments, as clap sees them; nothing else imports these types.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::ArgValueCandidates;
use jiff::civil;

use super::completions::{jobs, statuses};

/// One profile and a page of notes per job become a tailored resume and a cover letter, as PDF.
#[derive(Debug, Parser)]
#[command(name = "bespoke", version, about, propagate_version = true, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) shared: Shared,
}

const NEW: &str = "\
Examples:
  bespoke new \"Acme Robotics\" \"Data Engineer\"
  bespoke new --posting ~/Downloads/posting.html
  bespoke new \"Acme Robotics\" \"Data Engineer\" --posting posting.txt
  wl-paste | bespoke new \"Acme Robotics\" \"Data Engineer\" --posting -

A page that describes its opening for search engines, as most job boards do, fills in company, position, location,
address, deadline and the posting. What you name yourself wins.";

const IMPORT: &str = "\
Examples:
  bespoke import json-resume resume.json
  bespoke import rendercv Alex_Sample_CV.yaml --to profiles/master.toml
  bespoke import yamlresume resume.yml
  bespoke import linkedin ~/Downloads/Complete_LinkedInDataExport.zip

On LinkedIn: Settings, Data privacy, Get a copy of your data; the complete archive comes within a day.";

const EXAMPLES: &str = "\
Examples:
  bespoke init applications        start a workspace with a sample to change
  bespoke new Acme \"Data Engineer\"  start the notes for a job
  bespoke build                    make the documents of every job in profiles/jobs
  bespoke build acme --theme classic --paper a4
  bespoke explain acme             see why each line is in or out
  bespoke letter acme              take the letter over, to edit it
  bespoke status acme APPLIED      note in the job's file that it was sent, and keep what was sent
  bespoke list --due               what has to be done this week";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start a workspace with the sample profile and jobs
    Init {
        /// Folder to make it in; the current one if absent
        dir: Option<PathBuf>,
    },
    /// Start the notes for a job: from its company and position, or from a saved posting
    #[command(after_help = NEW)]
    New {
        /// The company, as it should appear
        #[arg(required_unless_present = "posting")]
        company: Option<String>,
        /// The position, as it should appear
        #[arg(required_unless_present = "posting")]
        position: Option<String>,
        /// A saved page or a text file with the posting; - for standard input
        #[arg(long, value_name = "FILE")]
        posting: Option<PathBuf>,
        /// Address of the posting
        #[arg(long)]
        url: Option<String>,
        /// Where the job is
        #[arg(long)]
        location: Option<String>,
        /// Last day to apply, as YYYY-MM-DD
        #[arg(long, value_name = "DATE")]
        deadline: Option<civil::Date>,
        /// Day of the application, as YYYY-MM-DD [default: today]
        #[arg(long)]
        date: Option<civil::Date>,
    },
    /// Make a profile of a resume in another program's format, and list what has no place in it
    #[command(after_help = IMPORT)]
    Import {
        /// The format
        #[arg(value_name = "FORMAT")]
        from: ImportFormat,
        /// The file; of LinkedIn the zip archive
        file: PathBuf,
        /// The profile to write, which must not exist yet [default: profiles/STEM.toml]
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Print the whole profile in another program's format
    #[command(after_help = "Example:\n  bespoke export json-resume > resume.json")]
    Export {
        /// The format
        #[arg(value_name = "FORMAT")]
        into: ExportFormat,
    },
    /// Make the resume and the cover letter of all jobs, or of those named
    Build {
        /// Names of jobs, or paths to their .md files
        #[arg(value_name = "JOB", add = ArgValueCandidates::new(jobs))]
        jobs: Vec<String>,
    },
    /// Show why each line is in or out, what is missing, and what the letter rests on
    Explain {
        /// Name of the job, or path to its .md file
        #[arg(add = ArgValueCandidates::new(jobs))]
        job: String,
        /// Show instead what its resume has and another job's has not, and why
        #[arg(long, value_name = "OTHER_JOB", add = ArgValueCandidates::new(jobs))]
        diff: Option<String>,
        /// Show the letter with the lines each sentence rests on beside it
        #[arg(long, conflicts_with = "diff")]
        letter: bool,
    },
    /// Draft the letter into a file of your own, which is the letter from then on
    Letter {
        /// Name of the job, or path to its .md file
        #[arg(add = ArgValueCandidates::new(jobs))]
        job: String,
        /// Write a new draft beside the letter, and show how they differ
        #[arg(long)]
        redraft: bool,
    },
    /// Look for problems in the profile, the notes and the finished documents, without writing any
    Check {
        /// Names of jobs, or paths to their .md files
        #[arg(value_name = "JOB", add = ArgValueCandidates::new(jobs))]
        jobs: Vec<String>,
    },
    /// Show a job's pages and the reasons behind them in the browser, while you edit
    Preview {
        /// Name of the job to begin with
        #[arg(add = ArgValueCandidates::new(jobs))]
        job: Option<String>,
        /// Port to listen on, 0 for any [default: 4747, or any if that is taken]
        #[arg(long, value_name = "N")]
        port: Option<u16>,
        /// Only print the address
        #[arg(long)]
        no_open: bool,
    },
    /// Change where an application stands, in the job's file; APPLIED keeps a copy of what was sent
    Status {
        /// Name of the job, or path to its .md file
        #[arg(add = ArgValueCandidates::new(jobs))]
        job: String,
        /// PENDING, APPLIED, SCREENING, INTERVIEW, OFFER, ACCEPTED, REJECTED, WITHDRAWN, or a word of your own
        #[arg(add = ArgValueCandidates::new(statuses))]
        status: String,
        /// Day of the change, as YYYY-MM-DD [default: today]
        #[arg(long)]
        date: Option<civil::Date>,
    },
    /// Show all applications: where they stand, what is due, how well they are covered
    List {
        /// Only those with one of these statuses
        #[arg(long, value_name = "STATUS", value_delimiter = ',', add = ArgValueCandidates::new(statuses))]
        status: Vec<String>,
        /// Only those with something to do within so many days, or overdue [default: 7]
        #[arg(long, value_name = "DAYS", num_args = 0..=1, default_missing_value = "7")]
        due: Option<u16>,
        /// What comes first
        #[arg(long, value_name = "ORDER", default_value = "due", value_parser = ORDERS)]
        sort: String,
        /// Show instead which wording of each highlight was sent to whom
        #[arg(long, conflicts_with_all = ["status", "due", "sort"])]
        sent: bool,
    },
    /// Make what was sent again from its sealed inputs, and compare it byte for byte
    Verify {
        /// Name of the job
        #[arg(add = ArgValueCandidates::new(jobs))]
        job: String,
    },
    /// List the themes, or copy one to change it
    Themes {
        #[command(subcommand)]
        action: Option<ThemesAction>,
    },
    /// Print the JSON Schema of the profile, or of a job's front matter, for editors
    Schema {
        /// What it is of
        #[arg(default_value = "profile")]
        of: SchemaOf,
    },
    /// Print a script that lets a shell complete commands, options and the names of jobs
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  bespoke man > ~/.local/share/man/man1/bespoke.1")]
    Man,
}

const ORDERS: [&str; 7] = ["due", "job", "company", "status", "applied", "deadline", "coverage"];

const COMPLETIONS: &str = "\
To load it whenever a shell starts:
  bash        echo 'source <(bespoke completions bash)' >> ~/.bashrc
  zsh         echo 'source <(bespoke completions zsh)' >> ~/.zshrc
  fish        echo 'bespoke completions fish | source' >> ~/.config/fish/config.fish
  PowerShell  echo 'bespoke completions powershell | Out-String | Invoke-Expression' >> $PROFILE";

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SchemaOf {
    /// profiles/master.toml
    Profile,
    /// The settings between +++ lines at the top of a job's file
    FrontMatter,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ImportFormat {
    /// JSON Resume, jsonresume.org
    JsonResume,
    /// RenderCV's YAML, rendercv.com
    Rendercv,
    /// YAMLResume, yamlresume.dev
    Yamlresume,
    /// The archive of your data that LinkedIn sends
    Linkedin,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ExportFormat {
    /// JSON Resume 1.0, jsonresume.org
    JsonResume,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Shell {
    Bash,
    Fish,
    Powershell,
    Zsh,
}

#[derive(Debug, Subcommand)]
pub(super) enum ThemesAction {
    /// Copy a built-in theme, its fonts included, into the workspace's templates folder
    Copy {
        /// Name of the theme
        name: String,
    },
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Shared options")]
pub(super) struct Shared {
    /// Folder of the workspace [default: the current folder]
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub(super) workspace: Option<PathBuf>,
    /// The profile, if it is not profiles/master.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) profile: Option<PathBuf>,
    /// Where documents are written [default: output in the workspace]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Theme for every job
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// Page limit of the resume
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=99))]
    pub(super) pages: Option<u16>,
    /// Paper of every document
    #[arg(long, global = true, value_name = "PAPER")]
    pub(super) paper: Option<Paper>,
    /// What turns sources into PDF
    #[arg(long, global = true, value_name = "ENGINE")]
    pub(super) engine: Option<EngineName>,
    /// The typst program for the engine typst-cli [default: $TYPST, then PATH]
    #[arg(long, global = true, value_name = "PATH")]
    pub(super) typst: Option<PathBuf>,
    /// Output formats, with commas between them
    #[arg(long, global = true, value_name = "LIST", value_delimiter = ',')]
    pub(super) format: Vec<Format>,
    /// Seconds after which a document is given up
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(super) time_limit: u64,
    /// Rebuild what is unchanged
    #[arg(long, global = true)]
    pub(super) force: bool,
    /// Treat warnings as errors
    #[arg(long, global = true)]
    pub(super) strict: bool,
    /// Refuse markers and placeholder data: for what is really sent
    #[arg(long = "final", global = true)]
    pub(super) finished: bool,
    /// Print the result as JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Show errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Show information too
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Colour messages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Paper {
    UsLetter,
    A4,
}

impl Paper {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::UsLetter => "us-letter",
            Self::A4 => "a4",
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum EngineName {
    /// The compiler inside this program
    Embedded,
    /// The typst program
    TypstCli,
}

impl EngineName {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::TypstCli => "typst-cli",
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Pdf,
    /// Word
    Docx,
    /// One web page that needs nothing else
    Html,
    /// Markdown
    Md,
    /// Plain text, to paste into a form field by field
    Txt,
    /// JSON Resume
    Json,
}

impl Format {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Json => "json",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Args;

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }
}
