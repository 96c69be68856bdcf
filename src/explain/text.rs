//! The explanation as a page of text.

use std::fmt::{self, Write};

use super::{Explanation, TopicLine};
use crate::tailor::TopicStatus;

/// Renders the page.
pub(super) fn render(explanation: &Explanation) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(&mut out, explanation);
    out
}

fn write(out: &mut String, explanation: &Explanation) -> fmt::Result {
    let percent = if explanation.coverage.possible > 0.0 {
        100.0 * explanation.coverage.achieved / explanation.coverage.possible
    } else {
        100.0
    };
    writeln!(out, "{} - {} at {}", explanation.job, explanation.position, explanation.company)?;
    writeln!(out, "The page covers {percent:.0}% of what this profile can prove for this job.\n")?;
    if !explanation.resolutions.is_empty() {
        writeln!(out, "What the notes refer to")?;
        for line in &explanation.resolutions {
            writeln!(out, "  line {:>3}  \"{}\" is {} [{}]", line.line, line.reference, line.name, line.id)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "What was asked for")?;
    for topic in &explanation.topics {
        topic_line(out, topic)?;
    }
    let mut parent = "";
    for highlight in &explanation.highlights {
        if highlight.parent != parent {
            parent = &highlight.parent;
            writeln!(out, "\n{parent}")?;
        }
        let mark = if highlight.selected { "in " } else { "out" };
        writeln!(out, "  {mark}  {}. {} [{}]", highlight.rank, highlight.text, highlight.id)?;
        writeln!(out, "          {}", highlight.reason)?;
    }
    if !explanation.unused.is_empty() {
        writeln!(out, "\nInstructions the letter does not speak to")?;
        for unused in &explanation.unused {
            writeln!(out, "  line {:>3}  {}", unused.source.line, unused.text)?;
        }
    }
    Ok(())
}

fn topic_line(out: &mut String, topic: &TopicLine) -> fmt::Result {
    let lines: Vec<String> = topic.sources.iter().map(|source| source.line.to_string()).collect();
    let scope = topic.scope.as_ref().map(|scope| format!("{scope}: ")).unwrap_or_default();
    let outcome = match topic.status {
        TopicStatus::Covered => format!("covered by {}", topic.covered_by.join(", ")),
        TopicStatus::Unselected => format!("not on the page; evidence: {}", topic.candidates.join(", ")),
        TopicStatus::Gap if topic.elsewhere.is_empty() => "gap: the profile has no evidence".to_owned(),
        TopicStatus::Gap => format!("gap here; evidence elsewhere: {}", topic.elsewhere.join(", ")),
        TopicStatus::NotApplicable => "not applicable: conditional, and no evidence".to_owned(),
        TopicStatus::Excluded => "left out, as the notes ask".to_owned(),
    };
    writeln!(out, "  line {:>3}  {:>4}  {scope}{}", lines.join(", "), topic.weight, topic.text)?;
    writeln!(out, "                  {outcome}")
}
