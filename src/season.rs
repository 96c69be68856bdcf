//! All applications at a glance: where each stands, what is due, how well it is covered, what was sent.

use std::cmp::Ordering;

use jiff::{ToSpan, civil};
use serde::{Deserialize, Serialize, Serializer};

use crate::finding::{Checked, Code, Finding, Severity};
use crate::fs;
use crate::job::{Job, Status, StatusChange};
use crate::packet::{self, Packet};
use crate::pipeline::{Application, Shared};
use crate::profile::Date;
use crate::tailor::Coverage;
use crate::threads::on_all_cores;
use crate::workspace::{JobFile, Workspace};

/// Days without news after which one asks, once an application is sent.
const PATIENCE: i64 = 14;

/// The same while a conversation is going on.
const PATIENCE_IN_CONVERSATION: i64 = 7;

/// One application.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The job's name.
    pub job: String,
    /// The company.
    pub company: String,
    /// The position.
    pub position: String,
    /// Where it stands.
    #[serde(serialize_with = "shown")]
    pub status: Option<Status>,
    /// When it was sent.
    #[serde(serialize_with = "shown")]
    pub applied: Option<Date>,
    /// Last day to apply.
    #[serde(serialize_with = "shown")]
    pub deadline: Option<Date>,
    /// The day on which to ask, if there is no news before.
    #[serde(serialize_with = "shown")]
    pub follow_up: Option<civil::Date>,
    /// Weight of the topics that its resume covers, and of those that the profile could cover.
    pub coverage: Option<Coverage>,
    /// The letter; absent if it cannot be made.
    pub letter: Option<LetterState>,
    /// How the status came about, the latest change last.
    pub history: Vec<Change>,
}

/// A line of an application's history.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// The day.
    pub date: String,
    /// The status from then on.
    pub status: String,
}

/// How far a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LetterState {
    /// Whether its owner has taken it over.
    pub own: bool,
    /// Markers and placeholders that are still to be filled in.
    pub open: usize,
    /// Whether the notes have changed since it was drafted.
    pub stale: bool,
}

fn shown<T: ToString, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(T::to_string).serialize(serializer)
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// What is due first, then the rest by name.
    Due,
    /// By the job's name.
    Job,
    /// By the company's.
    Company,
    /// In the order of an application's life.
    Status,
    /// The latest sent first.
    Applied,
    /// The earliest deadline first.
    Deadline,
    /// The best covered first.
    Coverage,
}

impl Order {
    /// Every order by its name.
    pub const NAMED: [(&str, Self); 7] = [
        ("due", Self::Due),
        ("job", Self::Job),
        ("company", Self::Company),
        ("status", Self::Status),
        ("applied", Self::Applied),
        ("deadline", Self::Deadline),
        ("coverage", Self::Coverage),
    ];
}

/// Reads all applications; `shared` is missing where the profile cannot be read, and coverage and letters with it.
pub fn entries(workspace: &Workspace, files: &[JobFile], shared: Option<&Shared<'_>>) -> Vec<Checked<Entry>> {
    let mut all = Vec::new();
    let read = |file: &JobFile| entry(Application::read(workspace, file), shared);
    on_all_cores(files, read, |entry| all.push(entry));
    all
}

/// Finds out about one application that was read.
pub fn entry(read: Checked<Application>, shared: Option<&Shared<'_>>) -> Checked<Entry> {
    let Checked { value: application, mut findings } = read;
    let Some(application) = application else { return Checked::failed(findings) };
    let standing = shared.and_then(|shared| {
        known_standing(shared, &application).or_else(|| new_standing(shared, &application, &mut findings))
    });
    let (coverage, letter) = standing.unzip();
    let job = &application.job;
    let entry = Entry {
        job: job.name.clone(),
        company: job.company.value.clone(),
        position: job.position.value.clone(),
        status: job.status.as_ref().map(|status| status.value.clone()),
        applied: applied(job),
        deadline: job.deadline.as_ref().map(|date| date.value),
        follow_up: follow_up(job),
        coverage,
        letter,
        history: job.history.iter().map(Change::of).collect(),
    };
    Checked { value: Some(entry), findings }
}

/// How an application stood when it was built, if nothing it is made from has changed since.
fn known_standing(shared: &Shared<'_>, application: &Application) -> Option<(Coverage, LetterState)> {
    #[derive(Deserialize)]
    struct Explained {
        coverage: Coverage,
    }
    let folder = shared.workspace().made_output(&application.job.name)?;
    let packet = Packet::load(&folder).ok()??;
    let explanation = packet.explanation(&shared.recipe(application)?, &folder)?;
    let explained: Explained = serde_json::from_slice(&explanation).ok()?;
    let letter = letter_state(application, |code| packet.count(code));
    Some((explained.coverage, letter))
}

/// How an application stands, found out anew.
fn new_standing(
    shared: &Shared<'_>,
    application: &Application,
    findings: &mut Vec<Finding>,
) -> Option<(Coverage, LetterState)> {
    let (tailored, found) = shared.tailor(application);
    let count = |code: Code| found.iter().filter(|finding| finding.code == code).count();
    let letter = letter_state(application, count);
    findings.extend(found);
    tailored.map(|tailored| (tailored.explanation.coverage, letter))
}

fn letter_state(application: &Application, count: impl Fn(Code) -> usize) -> LetterState {
    LetterState {
        own: application.letter.is_some(),
        open: count(Code::LetterMarker) + count(Code::LetterPlaceholder),
        stale: count(Code::LetterStale) > 0,
    }
}

impl Change {
    fn of(change: &StatusChange) -> Self {
        Self { date: change.date.to_string(), status: change.to.to_string() }
    }
}

/// The day the application was sent: as its history tells, or else as its file says.
fn applied(job: &Job) -> Option<Date> {
    let sent = job.history.iter().find(|change| change.to == Status::Applied).map(|change| change.date);
    let unsent = matches!(job.status.as_ref().map(|status| &status.value), None | Some(Status::Pending));
    // A file may name the day on which its owner means to apply.
    let planned = job.application_date.as_ref().map(|date| date.value);
    sent.or(planned.filter(|_| !unsent))
}

/// The day on which to ask how things stand.
fn follow_up(job: &Job) -> Option<civil::Date> {
    let days = match job.status.as_ref()?.value {
        Status::Applied => PATIENCE,
        Status::Screening | Status::Interview => PATIENCE_IN_CONVERSATION,
        _ => return None,
    };
    let last = job.history.last().map(|change| change.date).or_else(|| applied(job))?;
    last.civil()?.checked_add(days.days()).ok()
}

impl Entry {
    /// The day by which something has to be done: apply, or ask.
    pub fn due(&self) -> Option<civil::Date> {
        let open = matches!(self.status, None | Some(Status::Pending));
        self.deadline.and_then(Date::civil).filter(|_| open).or(self.follow_up)
    }

    /// What has to be done by then.
    pub fn due_for(&self) -> &'static str {
        match self.follow_up {
            Some(day) if self.due() == Some(day) => "ask",
            _ => "apply",
        }
    }

    /// Compares for an order; equals go by the job's name.
    pub fn compare(&self, other: &Self, order: Order) -> Ordering {
        let last = |date: Option<(i16, i8, i8)>| (date.is_none(), date);
        let day = |date: Option<civil::Date>| (date.is_none(), date);
        let stage = |status: &Option<Status>| {
            let word = status.as_ref().map_or_else(String::new, Status::to_string);
            Status::KNOWN.iter().position(|known| *known == word).unwrap_or(Status::KNOWN.len())
        };
        let share = |entry: &Self| {
            entry
                .coverage
                .as_ref()
                .map_or(-1.0, |coverage| coverage.achieved / coverage.possible.max(f64::MIN_POSITIVE))
        };
        let by = match order {
            Order::Due => day(self.due()).cmp(&day(other.due())),
            Order::Job => Ordering::Equal,
            Order::Company => self.company.cmp(&other.company),
            Order::Status => stage(&self.status).cmp(&stage(&other.status)),
            Order::Applied => other.applied.map(Date::key).cmp(&self.applied.map(Date::key)),
            Order::Deadline => last(self.deadline.map(Date::key)).cmp(&last(other.deadline.map(Date::key))),
            Order::Coverage => share(other).total_cmp(&share(self)),
        };
        by.then_with(|| self.job.cmp(&other.job))
    }
}

/// A sealed packet and the highlights that its resume has.
#[derive(Debug, Clone, Serialize)]
pub struct Sent {
    /// The job's name.
    pub job: String,
    /// The company.
    pub company: String,
    /// The position.
    pub position: String,
    /// The day it was sent.
    pub date: String,
    /// Its folder.
    pub packet: String,
    /// The highlights of the resume, in the order of the explanation.
    pub highlights: Vec<SentHighlight>,
}

/// A highlight as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentHighlight {
    /// Its id.
    pub id: String,
    /// The wording.
    pub text: String,
}

/// Every sealed packet of the workspace, by job and day; what cannot be read is a finding.
pub fn sent(workspace: &Workspace, findings: &mut Vec<Finding>) -> Vec<Sent> {
    let output = workspace.output();
    let mut all = Vec::new();
    for job in fs::list(&output).unwrap_or_default() {
        let Some(folder) = workspace.made_output(&job) else { continue };
        let packets = packet::sealed_packets(&folder).unwrap_or_default();
        for (_, folder) in packets {
            let read = Packet::load(&folder).map_err(|error| {
                let file = folder.join(packet::FILE).display().to_string();
                error.finding(file, Severity::Error, "see `bespoke verify`")
            });
            match read {
                Ok(Some(packet)) => {
                    let explanation = fs::read_within(&folder, packet::EXPLANATION).unwrap_or_default();
                    all.push(Sent {
                        job: packet.job,
                        company: packet.company,
                        position: packet.position,
                        date: packet.sealed.map(|sealed| sealed.on).unwrap_or_default(),
                        packet: folder.display().to_string(),
                        highlights: selected(&explanation),
                    });
                }
                Ok(None) => {}
                Err(finding) => findings.push(finding),
            }
        }
    }
    all
}

/// The highlights on the page, as an explanation has them.
fn selected(explanation: &[u8]) -> Vec<SentHighlight> {
    #[derive(Deserialize)]
    struct Explained {
        highlights: Vec<Highlight>,
    }
    #[derive(Deserialize)]
    struct Highlight {
        id: String,
        text: String,
        selected: bool,
    }
    let explained: Option<Explained> = serde_json::from_slice(explanation).ok();
    let highlights = explained.into_iter().flat_map(|explained| explained.highlights);
    let sent = highlights.filter(|highlight| highlight.selected);
    sent.map(|Highlight { id, text, .. }| SentHighlight { id, text }).collect()
}
