//! Notes files: reading them and changing them in place.

use std::ops::Range;
use std::sync::Arc;

use bespoke::finding::{SourceFile, has_errors};
use bespoke::job::{
    Instruction, Job, Section, Segment, SegmentKind, Setting, Status, Wish, with_setting, with_status,
    with_wish,
};
use jiff::civil;

use super::{assert_placed, is_part_of, text};

/// The day of a change of status.
const DAY: civil::Date = civil::date(2026, 5, 7);

/// Any text is a job or has findings that say why not, and no byte of it is lost.
pub fn notes(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let Some(job) = read(text) else { return };
    let mut at = 0;
    for segment in &job.segments {
        assert_eq!(segment.span.start, at, "{:?}", job.segments);
        assert!(text.get(segment.span.clone()).is_some(), "{segment:?} cuts a character");
        at = segment.span.end;
    }
    assert_eq!(at, text.len(), "{:?}", job.segments);
    for span in spans(&job) {
        assert!(text.get(span.clone()).is_some(), "{span:?} is no text");
    }
    // What Windows and an editor do to a file changes nothing that it says.
    if !text.contains(['\r', '\u{feff}']) {
        for other in [text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            let again =
                read(&other).expect("the same text with other line ends, or a mark before it, is a job");
            assert_eq!(all_said(&again), all_said(&job));
        }
    }
}

/// Any text between the fences of a front matter is read as settings or refused, and a setting is changed alone.
pub fn front_matter(bytes: &[u8]) {
    let Some(front) = text(bytes) else { return };
    let text = format!("+++\n{front}\n+++\n## Company\nA\n## Position\nB\n");
    let Some(job) = read(&text) else { return };
    for setting in [Setting::Pages(3), Setting::Theme("it's \"new\" \\".to_owned())] {
        let Some(changed) = with_setting(&job, &setting) else { continue };
        let again = read(&changed).expect("a job with another setting is a job");
        assert_eq!(all_said(&again), all_said(&job));
        match &setting {
            Setting::Pages(pages) => assert_eq!(again.settings.look.pages, Some(*pages)),
            Setting::Theme(name) => {
                assert_eq!(again.settings.theme.as_ref().map(|theme| &theme.value), Some(name))
            }
        }
        assert_eq!(settings(&again.file.text, &setting), settings(&text, &setting));
        assert_eq!(with_setting(&again, &setting), Some(changed));
    }
}

/// The settings of a front matter but for one, as they are written.
fn settings(text: &str, but: &Setting) -> String {
    let front: Vec<&str> = text.lines().skip(1).take_while(|line| line.trim() != "+++").collect();
    let mut table: toml::Table = toml::from_str(&front.join("\n")).unwrap_or_default();
    table.remove(if matches!(but, Setting::Pages(_)) { "pages" } else { "theme" });
    format!("{table:?}")
}

/// A change of status changes the status and adds one line of history; all else is as it was, byte for byte.
pub fn status(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let Some(job) = read(text) else { return };
    for word in ["APPLIED", "second round"] {
        let to = Status::parse(word);
        let Some(changed) = with_status(&job, &to, DAY) else { continue };
        let again = read(&changed).expect("a job with another status is a job");
        assert_eq!(again.status.as_ref().map(|status| &status.value), Some(&to));
        assert_eq!(again.history[..again.history.len() - 1], job.history[..]);
        assert_eq!(all_said(&again), all_said(&job));
        let of_status = SegmentKind::Body(Section::Status);
        if job.segments.iter().any(|segment| segment.kind == of_status) {
            assert_eq!(outside(&again, &[of_status]), outside(&job, &[of_status]));
            for (before, after) in bodies(&job, of_status).zip(bodies(&again, of_status)) {
                let without = |value| before.lines().enumerate().filter(move |(at, _)| *at != value);
                let lines = |value| without(value).map(|(_, line)| line);
                let values = 0..before.lines().count().max(1);
                assert!(values.into_iter().any(|value| is_part_of(lines(value), after.lines())), "{after}");
            }
        } else {
            assert!(is_inserted(text, &changed), "more than a section was added:\n{changed}");
        }
        // Once more it is another line of history and nothing else.
        let twice = with_status(&again, &to, DAY).expect("a status can be changed again");
        assert!(is_inserted(&changed, &twice), "{twice}");
        assert_eq!(twice.lines().count(), changed.lines().count() + 1, "{twice}");
    }
}

/// Whether a text is another one with something in one place.
fn is_inserted(before: &str, after: &str) -> bool {
    let common = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    after.len() >= before.len() && after.as_bytes().ends_with(&before.as_bytes()[common..])
}

/// The text of a job's file outside segments of some kinds.
fn outside(job: &Job, kinds: &[SegmentKind]) -> String {
    let segments = job.segments.iter().filter(|segment| !kinds.contains(&segment.kind));
    segments.map(|segment| &job.file.text[segment.span.clone()]).collect()
}

/// The texts of the segments of a kind.
fn bodies(job: &Job, kind: SegmentKind) -> impl Iterator<Item = &str> {
    let segments = job.segments.iter().filter(move |segment| segment.kind == kind);
    segments.map(|segment| &job.file.text[segment.span.clone()])
}

/// A highlight is kept, dropped or left free as it is asked; all else is as it was.
pub fn wishes(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let Some(job) = read(text) else { return };
    let known = job.keep.first().into_iter().chain(job.drop.last()).map(|id| id.value.clone());
    for id in known.chain(["new-one".to_owned()]) {
        for wish in [Wish::Keep, Wish::Drop, Wish::Free] {
            let Some(changed) = with_wish(&job, &id, wish) else { continue };
            let again = read(&changed).expect("a job with another wish is a job");
            let asks = |ids: &[bespoke::finding::Spanned<String>]| ids.iter().any(|known| known.value == id);
            assert_eq!(asks(&again.keep), wish == Wish::Keep, "{wish:?} {id:?}:\n{changed}");
            assert_eq!(asks(&again.drop), wish == Wish::Drop, "{wish:?} {id:?}:\n{changed}");
            assert_eq!(said(&again), said(&job), "{wish:?} {id:?}:\n{changed}");
            assert_eq!(rest(&again), rest(&job), "{wish:?} {id:?}:\n{changed}");
            assert_eq!(with_wish(&again, &id, wish), Some(changed), "{wish:?} {id:?}");
            // An empty list goes with what was added to it.
            let lists = [Section::Keep, Section::Drop].map(SegmentKind::Heading);
            let is_list = |segment: &Segment| lists.contains(&segment.kind);
            if !job.segments.iter().any(is_list) {
                let back = with_wish(&again, &id, Wish::Free).expect("what was added can go");
                assert_eq!(back.trim_end(), text.trim_end(), "{wish:?} {id:?}");
            }
        }
    }
}

/// The lines of a job's file that say something, outside the lists of wishes.
fn rest(job: &Job) -> Vec<String> {
    let lists = [Section::Keep, Section::Drop];
    let kinds = lists.into_iter().flat_map(|list| [SegmentKind::Heading(list), SegmentKind::Body(list)]);
    let text = outside(job, &kinds.collect::<Vec<_>>());
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Reads a job; what is found lies in its text.
fn read(text: &str) -> Option<Job> {
    let file = SourceFile::new("job.md", text);
    let read = Job::read("job", &file);
    assert_placed(&read.findings, &file);
    assert_eq!(read.value.is_none(), has_errors(&read.findings), "{:?}", read.findings);
    let job = read.value?;
    assert!(Arc::ptr_eq(&job.file, &file));
    assert_eq!(Job::company(&file), Some(job.company.value.clone()));
    Some(job)
}

/// Every place that a job has of its file.
fn spans(job: &Job) -> Vec<Range<usize>> {
    let mut spans = vec![job.company.span.clone(), job.position.span.clone()];
    let values = [&job.url, &job.location, &job.contact].into_iter().flatten();
    spans.extend(values.map(|value| value.span.clone()));
    spans.extend(job.status.iter().map(|status| status.span.clone()));
    spans.extend(
        [&job.deadline, &job.date, &job.application_date].into_iter().flatten().map(|date| date.span.clone()),
    );
    spans.extend(job.keep.iter().chain(&job.drop).map(|id| id.span.clone()));
    spans.extend(job.requirements.iter().map(|one| one.text.span.clone()));
    spans.extend(job.company_details.iter().map(|one| one.span.clone()));
    spans.extend(job.connection.iter().map(|one| one.text.span.clone()));
    spans.extend(job.connection.iter().flat_map(|one| &one.question).map(|question| question.span.clone()));
    spans.extend(job.notes.instructions().map(|one| one.text.span.clone()));
    spans.extend(job.notes.instructions().flat_map(|one| &one.phrases).map(|phrase| phrase.span.clone()));
    spans.extend(job.notes.entries.iter().flat_map(|one| &one.reference).map(|name| name.span.clone()));
    spans.extend(job.notes.remarks.iter().map(|one| one.span.clone()));
    spans.extend(job.posting.clone());
    spans
}

/// Everything a job says, without its status and its wishes.
fn said(job: &Job) -> Vec<String> {
    let instruction = |name: &str, one: &Instruction| {
        let phrases: Vec<&str> = one.phrases.iter().map(|phrase| phrase.value.as_str()).collect();
        format!("{name}: {:?} conditional={} {phrases:?}", one.intent, one.conditional)
    };
    let mut said = vec![
        format!("company {}", job.company.value),
        format!("position {}", job.position.value),
        format!("url {:?}", job.url.as_ref().map(|url| &url.value)),
        format!("location {:?}", job.location.as_ref().map(|location| &location.value)),
        format!("contact {:?}", job.contact.as_ref().map(|contact| &contact.value)),
        format!("application date {:?}", job.application_date.as_ref().map(|date| date.value)),
        format!("deadline {:?}", job.deadline.as_ref().map(|date| date.value)),
        format!("date {:?}", job.date.as_ref().map(|date| date.value)),
        format!("personal facts {}", job.shares_personal_facts),
    ];
    said.extend(job.requirements.iter().map(|one| format!("asked {:?} {}", one.demand, one.text.value)));
    said.extend(job.company_details.iter().map(|sentence| format!("detail {}", sentence.value)));
    said.extend(job.connection.iter().map(|answer| {
        format!("answer {:?} {}", answer.question.as_ref().map(|question| &question.value), answer.text.value)
    }));
    said.extend(job.notes.key_skills.iter().map(|one| instruction("skill", one)));
    said.extend(job.notes.ideas.iter().map(|one| instruction("idea", one)));
    said.extend(job.notes.entries.iter().map(|entry| {
        let name = format!("{:?} {:?}", entry.area, entry.reference.as_ref().map(|name| &name.value));
        instruction(&name, &entry.instruction)
    }));
    said.extend(
        job.notes.letter.iter().map(|point| instruction(&format!("{:?}", point.part), &point.instruction)),
    );
    said.extend(job.notes.remarks.iter().map(|remark| format!("remark {}", remark.value)));
    said
}

/// The same with its wishes.
fn all_said(job: &Job) -> Vec<String> {
    let mut said = said(job);
    said.extend(job.keep.iter().map(|id| format!("keep {}", id.value)));
    said.extend(job.drop.iter().map(|id| format!("drop {}", id.value)));
    said
}
