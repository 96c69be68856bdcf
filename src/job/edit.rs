//! Changing what a job file asks for, in place: a highlight kept or dropped, a setting of the front matter.
//!
//! Like a change of status, an edit touches the bytes of what it changes and leaves everything else as its owner
//! wrote it.

use std::ops::Range;
use std::sync::Arc;

use toml_edit::{Document, Item, Value};

use super::sections::{self, FENCE, Layout, Section, SegmentKind, closing_fence};
use super::text::{end_of_line, line_end, plain_spaces};
use super::{Job, comments, outline};
use crate::finding::{SourceFile, Spanned};

/// What the notes ask of one highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// It must be on the page.
    Keep,
    /// It must not be on the page.
    Drop,
    /// The choice is free.
    Free,
}

/// A setting of the front matter with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// The theme.
    Theme(String),
    /// The page limit of the resume.
    Pages(usize),
}

impl Setting {
    fn key(&self) -> &'static str {
        match self {
            Self::Theme(_) => "theme",
            Self::Pages(_) => "pages",
        }
    }

    fn value(&self) -> String {
        match self {
            Self::Theme(name) => Value::from(name.as_str()).to_string(),
            Self::Pages(pages) => pages.to_string(),
        }
    }

    /// Whether a job asks for it.
    fn is_set(&self, job: &Job) -> bool {
        match self {
            Self::Theme(name) => job.settings.theme.as_ref().is_some_and(|theme| theme.value == *name),
            Self::Pages(pages) => job.settings.look.pages == Some(*pages),
        }
    }
}

/// The text of a job file that asks this of a highlight; a file without the section gets one at its end.
///
/// `None` if the file cannot take it: the changed text would not read so with all else as it was.
pub fn with_wish(job: &Job, id: &str, wish: Wish) -> Option<String> {
    let mut text = job.file.text.clone();
    for (section, ids, wanted) in
        [(Section::Keep, &job.keep, wish == Wish::Keep), (Section::Drop, &job.drop, wish == Wish::Drop)]
    {
        let listed = ids.iter().any(|known| known.value == id);
        // Each step reads the text anew, for the one before may have moved it.
        text = match (listed, wanted) {
            (false, true) => added(&read(job, &text)?, section, id)?,
            (true, false) => without(&read(job, &text)?, section, id)?,
            _ => text,
        };
    }
    let changed = read(job, &text)?;
    let asks = |ids: &[Spanned<String>]| ids.iter().any(|known| known.value == id);
    let others = |ids: &[Spanned<String>]| -> Vec<String> {
        ids.iter().map(|known| known.value.clone()).filter(|known| known != id).collect()
    };
    let as_before = others(&changed.keep) == others(&job.keep) && others(&changed.drop) == others(&job.drop);
    let told = asks(&changed.keep) == (wish == Wish::Keep) && asks(&changed.drop) == (wish == Wish::Drop);
    (told && as_before && same_otherwise(&changed, job)).then_some(text)
}

/// The text of a job file with a setting in its front matter; a file without front matter gets one at its top.
///
/// `None` if the file cannot take it: the changed text would not read so with all else as it was.
pub fn with_setting(job: &Job, setting: &Setting) -> Option<String> {
    let text = job.file.text.as_str();
    let front = job.segments.iter().find(|segment| segment.kind == SegmentKind::FrontMatter);
    let (key, value, newline) = (setting.key(), setting.value(), line_end(text));
    let (span, new) = match front {
        Some(front) => {
            let fence = front.span.start + text[front.span.clone()].find(FENCE)?;
            let start = end_of_line(text, fence) + text[end_of_line(text, fence)..].find('\n')? + 1;
            let end = closing_fence(text, start, FENCE)?;
            let parsed = Document::parse(&text[start..end]).ok()?;
            let known = parsed.get(key).and_then(Item::span);
            match known {
                Some(known) => (start + known.start..start + known.end, value),
                None => (start..start, format!("{key} = {value}{newline}")),
            }
        }
        None => {
            let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            let fences = format!("{FENCE}{newline}{key} = {value}{newline}{FENCE}{newline}{newline}");
            (start..start, fences)
        }
    };
    let mut changed = text.to_owned();
    changed.replace_range(span, &new);
    let read = read(job, &changed)?;
    let wishes =
        |job: &Job| [&job.keep, &job.drop].map(|ids| ids.iter().map(|id| id.value.clone()).collect());
    let wishes_as_before: [[Vec<String>; 2]; 2] = [wishes(&read), wishes(job)];
    let as_before = wishes_as_before[0] == wishes_as_before[1] && same_otherwise(&read, job);
    (setting.is_set(&read) && as_before).then_some(changed)
}

/// A changed text, read.
fn read(job: &Job, text: &str) -> Option<Job> {
    Job::read(&job.name, &SourceFile::new(job.file.name.as_str(), text)).value
}

/// Whether what an edit has nothing to do with reads as before.
fn same_otherwise(changed: &Job, job: &Job) -> bool {
    let posting = |job: &Job| job.posting.clone().map(|span| job.file.text[span].trim().to_owned());
    let lengths = |job: &Job| (job.requirements.len(), job.company_details.len(), job.connection.len());
    changed.company.value == job.company.value
        && changed.position.value == job.position.value
        && changed.status.as_ref().map(|status| &status.value)
            == job.status.as_ref().map(|status| &status.value)
        && posting(changed) == posting(job)
        && lengths(changed) == lengths(job)
}

/// The sections of a job's file, and the text they are sections of, in which comments are blank.
fn layout(job: &Job) -> (Arc<SourceFile>, Layout) {
    let plain = SourceFile::new(job.file.name.as_str(), plain_spaces(&job.file.text));
    let blanked = comments::blanked(&plain);
    let (layout, _) = sections::scan(&blanked);
    (blanked, layout)
}

/// The ids of a section.
fn ids(job: &Job, section: Section) -> &[Spanned<String>] {
    if section == Section::Keep { &job.keep } else { &job.drop }
}

/// The text with one more id in a section, written as those before it are.
fn added(job: &Job, section: Section, id: &str) -> Option<String> {
    let mut text = job.file.text.clone();
    let newline = line_end(&text);
    let (plain, layout) = layout(job);
    let heading = layout.heading(section);
    let (at, new) = match (ids(job, section).last(), heading) {
        (Some(last), _) => {
            let line = line_around(&text, last.span.start);
            let indent = &plain.text[line.start..last.span.start];
            let bullet = indent.trim_start();
            match outline::bullet_length(bullet) {
                Some(length) if length == bullet.len() => (line.end, format!("{newline}{indent}{id}")),
                _ if plain.text[line.clone()].contains([',', ';']) => (last.span.end, format!(", {id}")),
                _ => (line.end, format!("{newline}{id}")),
            }
        }
        (None, Some(heading)) => (end_of_line(&text, heading.start), format!("{newline}- {id}")),
        (None, None) => {
            let end = text.trim_end().len();
            let gap = format!("{newline}{newline}");
            (end, format!("{gap}{} {}{newline}- {id}", layout.marks(&plain.text)?, section.name()))
        }
    };
    text.insert_str(at, &new);
    Some(text)
}

/// The text without an id in a section; a section that is left with nothing goes with its last id.
fn without(job: &Job, section: Section, id: &str) -> Option<String> {
    let mut text = job.file.text.clone();
    let (plain, layout) = layout(job);
    let spans: Vec<Range<usize>> =
        ids(job, section).iter().filter(|known| known.value == id).map(|known| known.span.clone()).collect();
    let goes: Vec<Range<usize>> =
        spans.iter().map(|span| with_separator(&plain.text, span.clone())).collect();
    if spans.len() == ids(job, section).len() {
        let (heading, body) = (layout.heading(section)?, layout.body(section)?);
        let goes_at = |at: usize| goes.iter().any(|range| range.contains(&(body.start + at)));
        if text[body.clone()].char_indices().all(|(at, c)| c.is_whitespace() || goes_at(at)) {
            let last = text[body.end..].is_empty();
            let end = |at: usize| text[..at].trim_end().len();
            let whole = if last { end(heading.start)..end(body.end) } else { heading.start..body.end };
            text.replace_range(whole, "");
            return Some(text);
        }
    }
    for range in goes.into_iter().rev() {
        text.replace_range(range, "");
    }
    Some(text)
}

/// The line that an offset is in, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    start..end_of_line(text, at)
}

/// An id with what sets it apart: its whole line where it is alone there but for comments, which are about it, else a
/// comma beside it. In the text, comments are blank.
fn with_separator(text: &str, span: Range<usize>) -> Range<usize> {
    let line = line_around(text, span.start);
    let is_separator = |c: char| matches!(c, ',' | ';' | ' ' | '\t' | '\u{a0}');
    let (before, after) = (&text[line.start..span.start], &text[span.end..line.end]);
    let bullet = outline::bullet_length(before.trim_start()).unwrap_or(0);
    let beside = before.trim_start()[bullet..].chars().chain(after.chars());
    if beside.into_iter().all(|c| !c.is_alphanumeric()) {
        let end = text[line.end..].find('\n').map_or(line.end, |end| line.end + end + 1);
        return line.start..end;
    }
    let trailing = after.len() - after.trim_start_matches(is_separator).len();
    if trailing > 0 && trailing < after.len() {
        return span.start..span.end + trailing;
    }
    span.start - (before.len() - before.trim_end_matches(is_separator).len())..span.end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

    use super::{Job, Setting, SourceFile, Wish, with_setting, with_wish};

    const FILE: &str = "## Company\nAcme\n## Position\nEngineer\n\n## Notes\n- x\n";

    fn job(text: &str) -> Job {
        Job::read("acme", &SourceFile::new("acme.md", text)).value.expect("a job")
    }

    fn wish(text: &str, id: &str, wish: Wish) -> String {
        with_wish(&job(text), id, wish).expect("a changed file")
    }

    fn set(text: &str, setting: &Setting) -> String {
        with_setting(&job(text), setting).expect("a changed file")
    }

    #[test]
    fn a_wish_gets_a_section_and_takes_it_along_when_it_goes() {
        let kept = wish(FILE, "team", Wish::Keep);
        assert_eq!(kept, FILE.replace("- x\n", "- x\n\n## Keep\n- team\n"));
        assert_eq!(wish(&kept, "team", Wish::Free), FILE);
        let both = wish(&kept, "pipelines", Wish::Drop);
        assert_eq!(both, format!("{}\n## Drop\n- pipelines\n", kept));
        assert_eq!(wish(&both, "pipelines", Wish::Keep), kept.replace("- team\n", "- team\n- pipelines\n"));
        assert_eq!(wish(&both, "team", Wish::Drop), FILE.to_owned() + "\n## Drop\n- pipelines\n- team\n");
    }

    #[test]
    fn a_wish_is_written_as_those_before_it() {
        for (before, after) in [
            ("a, `b`\n", "a, `b`, c\n"),
            ("  * a\r\n  * b\r\n", "  * a\r\n  * b\r\n  * c\r\n"),
            ("a\nb\n\n", "a\nb\nc\n\n"),
            ("<!-- none -->\n", "- c\n<!-- none -->\n"),
            ("1. a\n", "1. a\n1. c\n"),
        ] {
            let newline = if before.contains('\r') { "\r\n" } else { "\n" };
            let file = |ids: &str| {
                format!("{}{newline}## Keep{newline}{ids}## Location{newline}X", FILE.replace('\n', newline))
            };
            let changed = wish(&file(before), "c", Wish::Keep);
            assert_eq!(changed, file(after));
            assert_eq!(wish(&changed, "c", Wish::Free), file(before));
        }
        let commented = FILE.to_owned() + "## Keep\n* a <!-- why -->\n* b\n<!-- later -->\n";
        let without_a = wish(&commented, "a", Wish::Free);
        assert_eq!(without_a, FILE.to_owned() + "## Keep\n* b\n<!-- later -->\n");
        assert_eq!(wish(&without_a, "b", Wish::Free), FILE.to_owned() + "## Keep\n<!-- later -->\n");
        let over_lines = FILE.to_owned() + "## Keep\n- a <!-- one\ntwo -->\n- b\n";
        assert_eq!(with_wish(&job(&over_lines), "a", Wish::Free), None);
        let file = FILE.to_owned() + "## Drop\na, b, c";
        assert_eq!(wish(&file, "b", Wish::Free), FILE.to_owned() + "## Drop\na, c");
        assert_eq!(wish(&file, "c", Wish::Free), FILE.to_owned() + "## Drop\na, b");
    }

    #[test]
    fn a_setting_changes_its_value_alone() {
        let theme = Setting::Theme("modern".to_owned());
        let with_front = set(FILE, &theme);
        assert_eq!(with_front, format!("+++\ntheme = \"modern\"\n+++\n\n{FILE}"));
        assert_eq!(
            set(&with_front, &Setting::Pages(2)),
            format!("+++\npages = 2\ntheme = \"modern\"\n+++\n\n{FILE}")
        );
        let own = format!(
            "\u{feff}+++\r\n# mine\r\ntheme  =  'plain' # for now\r\n[highlights]\r\nmin = 2\r\n+++\r\n{FILE}"
        );
        assert_eq!(set(&own, &theme), own.replace("'plain'", "\"modern\""));
        assert_eq!(set(&own, &Setting::Pages(3)), own.replace("# mine", "pages = 3\r\n# mine"));
    }

    /// A job file as people write them, in some order, with some of what may stand in one.
    fn files() -> impl Strategy<Value = String> {
        let list = |name: &'static str| {
            let ids = prop::sample::subsequence(vec!["a", "b-c", "d/e", "team"], 1..4);
            let style = prop::sample::select(vec!["- ", "* ", "", "1. ", "  - ", ", "]);
            (ids, style).prop_map(move |(ids, style)| match style {
                ", " => format!("## {name}\n{}\n", ids.join(", ")),
                bullet => {
                    let lines: String = ids.iter().map(|id| format!("{bullet}{id}\n")).collect();
                    format!("## {name}\n{lines}")
                }
            })
        };
        let other = prop::sample::select(vec![
            "## Notes\n- Emphasize team\n  - a\n",
            "## Job Description\nteam, a\n### Keep calm\n- b-c\n",
            "## Location\nX <!-- ## Keep\n- a -->\n",
            "## Own heading\n```\n## Keep\n- a\n```\n",
            "## Status\nPENDING\n\n\n",
            "\u{a0}\n",
            "<!-- open\n",
        ]);
        let part = prop_oneof![list("Keep"), list("Drop"), other.prop_map(str::to_owned)];
        let front =
            prop::sample::select(vec!["", "+++\n+++\n", "+++\n# x\npages=1\n[highlights]\nmin = 1\n+++\n"]);
        let mark = prop::sample::select(vec!["", "\u{feff}"]);
        let newline = prop::sample::select(vec!["\n", "\r\n"]);
        let ending = prop::sample::select(vec!["", "\n", "\n\n", "  "]);
        (mark, front, prop::collection::vec(part, 0..5), newline, ending).prop_map(
            |(mark, front, parts, newline, ending)| {
                let head = "## Company\nAcme\n## Position\nEngineer\n";
                let text = format!("{front}{head}\n{}{ending}", parts.join("\n"));
                format!("{mark}{}", text.replace('\n', newline))
            },
        )
    }

    /// Whether all lines of one text, except those with a word in them, stand in another in the same order. A line of
    /// several ids is what is changed.
    fn keeps_lines(before: &str, after: &str, except: &str) -> bool {
        let of = |text| str::lines(text).map(|line| line.trim_start_matches('\u{feff}').trim_end());
        let mut after = of(after);
        let lines =
            of(before).filter(|line| !line.contains(except) && !line.contains(", ") && !line.is_empty());
        let headings = ["## Keep", "## Drop"];
        lines.filter(|line| !headings.contains(line)).all(|line| after.any(|other| other == line))
    }

    proptest! {
        #[test]
        fn an_edit_does_what_it_says_and_nothing_else(text in files(), pages in 1_usize..4) {
            // Two lists of one kind that differ are no job.
            let Some(job) = Job::read("acme", &SourceFile::new("acme.md", &*text)).value else { return Ok(()) };
            for (wish, id) in [(Wish::Keep, "team"), (Wish::Drop, "team"), (Wish::Free, "team"), (Wish::Keep, "new")] {
                let Some(changed) = with_wish(&job, id, wish) else { continue };
                prop_assert!(keeps_lines(&text, &changed, id), "{:?} {} of {:?}:\n{:?}", wish, id, text, changed);
                let read = self::job(&changed);
                prop_assert_eq!(read.keep.iter().any(|known| known.value == id), wish == Wish::Keep);
                prop_assert_eq!(read.drop.iter().any(|known| known.value == id), wish == Wish::Drop);
                if id == "new" {
                    let back = with_wish(&read, id, Wish::Free).expect("what was added can go");
                    prop_assert_eq!(back.trim_end(), text.trim_end());
                }
            }
            if let Some(changed) = with_setting(&job, &Setting::Pages(pages)) {
                prop_assert!(keeps_lines(&text, &changed, "pages"), "{:?}:\n{:?}", text, changed);
                prop_assert_eq!(self::job(&changed).settings.look.pages, Some(pages));
            }
        }
    }
}
