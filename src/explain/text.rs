//! The explanation as a page of text: the outcome first, then every decision.

use std::fmt::{self, Write};

use super::{Explanation, Line, TopicLine};
use crate::tailor::{HighlightOutcome, TopicStatus};

/// The longest text of a topic that is shown whole, in characters; a posting's sentences may be long.
const LONGEST: usize = 100;

/// How many of several names are shown.
const SEVERAL: usize = 6;

/// Renders the page.
pub(super) fn render(explanation: &Explanation) -> String {
    let mut page = Page { explanation, out: String::new() };
    // Writing to a String cannot fail.
    let _ = page.write();
    page.out
}

/// Names one after the other, or a word for none.
pub(super) fn listed(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

struct Page<'a> {
    explanation: &'a Explanation,
    out: String,
}

impl Page<'_> {
    fn write(&mut self) -> fmt::Result {
        self.outcome()?;
        self.topics("Asked for, and not on the page", |topic| {
            topic.status == TopicStatus::Unselected && topic.weight > 0.0
        })?;
        self.topics("Gaps: the notes ask for it, and the profile has no evidence", |topic| {
            topic.status == TopicStatus::Gap && topic.from_notes
        })?;
        self.topics("What the posting asks for and no line of this profile shows", |topic| {
            topic.status == TopicStatus::Gap && !topic.from_notes
        })?;
        self.more()?;
        self.references()?;
        self.topics("What was asked for and is shown", |topic| {
            topic.status == TopicStatus::Covered && topic.weight > 0.0
        })?;
        self.topics("What was asked for otherwise", |topic| {
            let less = topic.weight < 0.0;
            less || matches!(topic.status, TopicStatus::Excluded | TopicStatus::NotApplicable)
        })?;
        self.highlights()?;
        self.parts()?;
        self.unused()
    }

    fn outcome(&mut self) -> fmt::Result {
        let explanation = self.explanation;
        let (coverage, objective) = (explanation.coverage, explanation.objective);
        let percent =
            if coverage.possible > 0.0 { 100.0 * coverage.achieved / coverage.possible } else { 100.0 };
        let out = &mut self.out;
        writeln!(out, "{} - {} at {}", explanation.job, explanation.position, explanation.company)?;
        writeln!(out)?;
        writeln!(out, "The page covers {percent:.0}% of what this profile can prove for this job.")?;
        let (value, bound) = (objective.value, objective.bound);
        match bound - value {
            _ if bound == 0 => Ok(()),
            0 => writeln!(out, "No other choice for this page is worth more: {value} points."),
            _ => writeln!(
                out,
                "It is worth {value} points; no choice for this page is worth more than {bound}."
            ),
        }
    }

    fn topics(&mut self, title: &str, which: impl Fn(&TopicLine) -> bool) -> fmt::Result {
        let mut topics: Vec<&TopicLine> =
            self.explanation.topics.iter().filter(|topic| which(topic)).collect();
        if topics.is_empty() {
            return Ok(());
        }
        // The weightiest first; of equal ones in the order of the notes.
        topics.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        writeln!(self.out, "\n{title}")?;
        for topic in topics {
            let scope = topic.scope.as_ref().map(|scope| format!("{scope}: ")).unwrap_or_default();
            let text = shortened(&topic.text);
            writeln!(self.out, "  {:<10} {:>4}  {scope}{text}", lines(&topic.sources), topic.weight)?;
            if let Some(outcome) = outcome(topic) {
                writeln!(self.out, "                   {outcome}")?;
            }
        }
        Ok(())
    }

    fn more(&mut self) -> fmt::Result {
        let explanation = self.explanation;
        let mut rooms = explanation.more.iter().filter(|more| !more.highlights.is_empty()).peekable();
        if rooms.peek().is_none() {
            return Ok(());
        }
        writeln!(self.out, "\nWith more room")?;
        for more in rooms {
            // What would add most comes first.
            let mut lines = more.highlights.clone();
            let place = |id: &String| explanation.cut.iter().position(|cut| cut == id).unwrap_or(usize::MAX);
            lines.sort_by_key(|id| (place(id), id.clone()));
            writeln!(self.out, "  one more {} would show {}", more.room, first_of(&lines))?;
            let topic = |id: &String| explanation.topics.iter().find(|topic| topic.id == *id);
            let quoted = |topic: &TopicLine| format!("\"{}\"", shortened(&topic.text));
            let covered: Vec<String> = more.topics.iter().filter_map(topic).map(quoted).collect();
            if !covered.is_empty() {
                writeln!(self.out, "      and cover {}", first_of(&covered))?;
            }
        }
        if !explanation.cut.is_empty() {
            writeln!(self.out, "  cut for space, what would add most first: {}", first_of(&explanation.cut))?;
        }
        Ok(())
    }

    fn references(&mut self) -> fmt::Result {
        if self.explanation.resolutions.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\nWhat the notes refer to")?;
        for line in &self.explanation.resolutions {
            let at = format!("line {}", line.line);
            writeln!(self.out, "  {at:<10} \"{}\" is {} [{}]", line.reference, line.name, line.id)?;
        }
        Ok(())
    }

    fn highlights(&mut self) -> fmt::Result {
        let mut parent = "";
        for highlight in &self.explanation.highlights {
            if highlight.parent != parent {
                parent = &highlight.parent;
                let name = self.explanation.names.get(parent).map_or(parent, String::as_str);
                writeln!(self.out, "\n{name} [{parent}]")?;
            }
            self.highlight(highlight)?;
        }
        Ok(())
    }

    fn highlight(&mut self, highlight: &HighlightOutcome) -> fmt::Result {
        let mark = if highlight.selected { "in " } else { "out" };
        writeln!(self.out, "  {mark}  {}. {} [{}]", highlight.rank, highlight.text, highlight.id)?;
        writeln!(self.out, "          {}", highlight.reason)
    }

    fn parts(&mut self) -> fmt::Result {
        if self.explanation.parts.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\nThe rest of the page")?;
        for part in &self.explanation.parts {
            writeln!(self.out, "  {}: {}", part.part, listed(&part.chosen))?;
            if !part.left_out.is_empty() {
                writeln!(self.out, "      left out: {}", part.left_out.join(", "))?;
            }
            writeln!(self.out, "      {}", part.reason)?;
        }
        Ok(())
    }

    fn unused(&mut self) -> fmt::Result {
        if self.explanation.unused.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\nInstructions the letter does not speak to")?;
        for unused in &self.explanation.unused {
            let at = format!("line {}", unused.source.line);
            writeln!(self.out, "  {at:<10} {}", unused.text)?;
        }
        Ok(())
    }
}

/// The first few of several, and how many more there are.
fn first_of(names: &[String]) -> String {
    let first = names[..names.len().min(SEVERAL)].join(", ");
    match names.len().saturating_sub(SEVERAL) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// "line 65, 74"
fn lines(sources: &[Line]) -> String {
    let lines: Vec<String> = sources.iter().map(|source| source.line.to_string()).collect();
    format!("line {}", lines.join(", "))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => {
            let whole_words = text[..at].rfind(' ').unwrap_or(at);
            format!("{} ...", text[..whole_words].trim_end_matches([',', ';', '.']))
        }
        None => text.to_owned(),
    }
}

/// What became of a topic, beyond the title it stands under.
fn outcome(topic: &TopicLine) -> Option<String> {
    match topic.status {
        TopicStatus::Covered if topic.weight < 0.0 => {
            Some(format!("less of it, as the notes ask; still there: {}", first_of(&topic.covered_by)))
        }
        TopicStatus::Unselected if topic.weight < 0.0 => {
            Some("nothing of it, as the notes ask for less".to_owned())
        }
        TopicStatus::Covered => Some(format!("by {}", first_of(&topic.covered_by))),
        TopicStatus::Unselected => Some(format!("evidence: {}", first_of(&topic.candidates))),
        TopicStatus::Gap if topic.elsewhere.is_empty() => None,
        TopicStatus::Gap => Some(format!("but there is evidence elsewhere: {}", first_of(&topic.elsewhere))),
        TopicStatus::NotApplicable => Some("not applicable: conditional, and no evidence".to_owned()),
        TopicStatus::Excluded => Some("left out, as the notes ask".to_owned()),
    }
}
