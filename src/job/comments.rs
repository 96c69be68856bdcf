//! Comments, `<!-- like this -->`: prompts and reminders that say nothing.

use std::ops::Range;
use std::sync::Arc;

use super::sections::{self, Section, SegmentKind};
use crate::finding::SourceFile;

/// The file with its comments blanked out byte for byte, so that offsets stay true. In a posting a comment is
/// text, and one that is not closed in its own section is no comment.
pub(super) fn blanked(file: &Arc<SourceFile>) -> Arc<SourceFile> {
    if !file.text.contains(START) {
        return Arc::clone(file);
    }
    let (layout, _) = sections::scan(file);
    let mut text = String::with_capacity(file.text.len());
    for segment in &layout.segments {
        let body = &file.text[segment.span.clone()];
        match segment.kind {
            SegmentKind::Preamble | SegmentKind::Body(_)
                if segment.kind != SegmentKind::Body(Section::JobDescription) =>
            {
                blank(body, &mut text);
            }
            _ => text.push_str(body),
        }
    }
    SourceFile::new(file.name.as_str(), text)
}

const START: &str = "<!--";
const END: &str = "-->";

/// The first comment of a text.
fn first(text: &str) -> Option<Range<usize>> {
    let start = text.find(START)?;
    let inside = start + START.len();
    let end = inside + text[inside..].find(END)? + END.len();
    Some(start..end)
}

fn blank(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(comment) = first(rest) {
        out.push_str(&rest[..comment.start]);
        for c in rest[comment.clone()].chars() {
            // Line ends stay, so that what follows is on a line of its own.
            out.extend(std::iter::repeat_n(if matches!(c, '\n' | '\r') { c } else { ' ' }, c.len_utf8()));
        }
        rest = &rest[comment.end..];
    }
    out.push_str(rest);
}

/// Whether a text has a comment: in a section that says nothing else, a prompt that waits for its owner.
pub(super) fn has_comment(text: &str) -> bool {
    first(text).is_some()
}

/// Whether a comment is all that a text has.
pub(super) fn is_comment(text: &str) -> bool {
    let text = text.trim();
    first(text) == Some(0..text.len())
}
