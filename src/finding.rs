//! Findings: everything Bespoke has to say about its input.
//!
//! A person's profile and a pasted web page are never "invalid, exit": each problem becomes a
//! [`Finding`] with a code, a place and a next step, and all of them are reported together.
//! The type lives at the bottom of the import order so that every stage can return findings as values.

mod code;

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

pub use code::Code;

/// The longest piece of one source line that a drawn finding shows, in bytes.
const DRAWN_LINE: usize = 4096;

/// Whether a character does something to a terminal, or to the order of what is read there: controls, and marks
/// that turn text around.
pub fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// A text as it may be shown on a terminal: what steers it has a sign in its place.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(steers) { text.replace(steers, "\u{fffd}").into() } else { text.into() }
}

/// The same for what stands within a line, such as a name: a line break could pass the rest off as a message.
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        text if text.contains('\n') => text.replace('\n', "\u{fffd}").into(),
        text => text,
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never changes an exit code.
    Info,
    /// Probably not what was meant; an error under `--strict`.
    Warning,
    /// The documents cannot be made, or must not be sent.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A text that findings can point into: its name for people, and its content.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as shown to people, relative to the workspace where possible.
    pub name: String,
    /// The whole content; spans are byte ranges into it.
    pub text: String,
    /// Where each line starts, found when first asked for.
    lines: OnceLock<Vec<usize>>,
}

impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Eq for SourceFile {}

impl Hash for SourceFile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.name, &self.text).hash(state);
    }
}

impl SourceFile {
    /// Makes a source that findings can share.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into(), lines: OnceLock::new() })
    }

    /// Line and column of a byte offset, both counted from 1; columns count characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let lines = self.lines.get_or_init(|| {
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let line = lines.partition_point(|start| *start <= offset);
        let start = lines[line - 1];
        let before = &self.text[start..offset];
        let bom = usize::from(start == 0 && before.starts_with('\u{feff}'));
        (line, before.chars().count() + 1 - bom)
    }
}

/// A value together with the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands, as a byte range of its file.
    pub span: Range<usize>,
}

impl<T> Spanned<T> {
    /// Pairs a value with its bytes.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }
}

/// Where a finding points: a byte range of one file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The text.
    pub file: Arc<SourceFile>,
    /// Byte range within it.
    pub span: Range<usize>,
}

impl Place {
    /// A range of a file.
    pub fn new(file: &Arc<SourceFile>, span: Range<usize>) -> Self {
        Self { file: Arc::clone(file), span }
    }

    /// Line and column of the start, from 1.
    pub fn position(&self) -> (usize, usize) {
        self.file.position(self.span.start)
    }

    /// The source line that it is in, or as much of it as is ever shown.
    pub fn source_line(&self) -> &str {
        drawn_line(self).1
    }
}

/// One diagnostic: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Stable name of the kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// The text it is about, if it is about one.
    pub place: Option<Place>,
    /// The file it is about when there is no text to show (a missing file, a folder).
    pub path: Option<String>,
    /// What to do next.
    pub hint: Option<String>,
}

impl Finding {
    /// A finding with the severity its code has by default.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), place: None, path: None, hint: None }
    }

    /// Points the finding at a text.
    #[must_use]
    pub fn at(mut self, file: &Arc<SourceFile>, span: Range<usize>) -> Self {
        self.place = Some(Place::new(file, span));
        self
    }

    /// Names a file that has no text to show.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Adds the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Changes the severity for this one case.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The file named by the place or the path.
    pub fn file(&self) -> Option<&str> {
        self.place.as_ref().map(|place| place.file.name.as_str()).or(self.path.as_deref())
    }

    /// Draws the finding the way rustc does, with the source line and carets.
    pub fn render(&self, style: Style) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let mut group = level
            .primary_title(on_one_line(&self.message))
            .id(self.code.name())
            .elements(None::<Snippet<'_, annotate_snippets::Annotation<'_>>>);
        if let Some(place) = &self.place {
            let (line, shown, span) = drawn_line(place);
            group = group.element(
                Snippet::source(shown)
                    .line_start(line)
                    .path(on_one_line(&place.file.name))
                    .annotation(AnnotationKind::Primary.span(span)),
            );
        } else if let Some(path) = &self.path {
            group = group.element(Origin::path(on_one_line(path)));
        }
        let placed = self.place.is_some() || self.path.is_some();
        if let Some(hint) = self.hint.as_ref().filter(|_| placed) {
            group = group.element(Level::HELP.message(visible(hint)));
        }
        let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
        let drawn = renderer.decor_style(DecorStyle::Ascii).term_width(style.width).render(&[group]);
        match self.hint.as_ref().filter(|_| !placed) {
            // Without a source there is no margin for the hint to hang from.
            Some(hint) => format!("{drawn}\n  = help: {}", visible(hint)),
            None => drawn,
        }
    }
}

/// The first line of a place, its number, and the span cut to that line.
fn drawn_line(place: &Place) -> (usize, &str, Range<usize>) {
    let text = place.file.text.as_str();
    let start = text.floor_char_boundary(place.span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_start = line_start.max(text.ceil_char_boundary(start.saturating_sub(DRAWN_LINE)));
    let line_start = if text[line_start..].starts_with('\u{feff}') && start > line_start {
        line_start + '\u{feff}'.len_utf8()
    } else {
        line_start
    };
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    let line_end = line_end.min(text.floor_char_boundary(start.saturating_add(DRAWN_LINE)));
    let end = text.floor_char_boundary(place.span.end).clamp(start, line_end.max(start));
    let line = place.file.position(start).0;
    (line, &text[line_start..line_end], start - line_start..end - line_start)
}

/// How findings are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: 120 }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let position = self.place.as_ref().map(Place::position);
        let mut object = serializer.serialize_struct("Finding", 7)?;
        object.serialize_field("code", self.code.name())?;
        object.serialize_field("severity", &self.severity)?;
        object.serialize_field("file", &self.file())?;
        object.serialize_field("line", &position.map(|(line, _)| line))?;
        object.serialize_field("column", &position.map(|(_, column)| column))?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("hint", &self.hint)?;
        object.end()
    }
}

/// A value with what was found while making it; `value` is `None` when an error stood in the way.
#[derive(Debug)]
pub struct Checked<T> {
    /// The value, unless an error prevents one.
    pub value: Option<T>,
    /// Everything found, in the order of the source.
    pub findings: Vec<Finding>,
}

impl<T> Checked<T> {
    /// Keeps the value only if no finding is an error.
    pub fn new(value: T, findings: Vec<Finding>) -> Self {
        let value = (!has_errors(&findings)).then_some(value);
        Self { value, findings }
    }

    /// Reads a text, or reports why there is none.
    pub fn read(text: Result<Arc<SourceFile>, Finding>, read: impl FnOnce(&Arc<SourceFile>) -> Self) -> Self {
        match text {
            Ok(text) => read(&text),
            Err(finding) => Self::failed(vec![finding]),
        }
    }

    /// No value, for the reasons given.
    pub fn failed(findings: Vec<Finding>) -> Self {
        Self { value: None, findings }
    }
}

/// Whether any finding is an error.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// The known name closest to an unknown one, if it is close enough to be what was meant.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = unknown.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&folded, &name.to_lowercase()), name))
        .filter(|(score, _)| *score > 0.78)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{Code, Finding, SourceFile, Style, nearest};

    #[test]
    fn a_finding_shows_the_line_it_is_about() {
        let file = SourceFile::new("profiles/master.toml", "[basics]\nnme = \"Alex\"\n");
        let drawn = Finding::new(Code::UnknownKey, "unknown key `nme`")
            .at(&file, 9..12)
            .hint("did you mean `name`?")
            .render(Style::default());
        insta::assert_snapshot!(drawn, @r#"
        warning[unknown-key]: unknown key `nme`
         --> profiles/master.toml:2:1
          |
        2 | nme = "Alex"
          | ^^^
          |
          = help: did you mean `name`?
        "#);
    }

    #[test]
    fn positions_count_characters_and_skip_the_byte_order_mark() {
        let file = SourceFile::new("a", "\u{feff}äb\r\nçd");
        assert_eq!(file.position("\u{feff}ä".len()), (1, 2));
        assert_eq!(file.position("\u{feff}äb\r\nç".len()), (2, 2));
    }

    #[test]
    fn any_span_can_be_drawn() {
        let file = SourceFile::new("a", "é\u{feff}\n\r\nlast");
        for start in 0..=file.text.len() + 2 {
            for end in start..=file.text.len() + 2 {
                Finding::new(Code::UnknownKey, "x").at(&file, start..end).render(Style::default());
            }
        }
    }

    #[test]
    fn only_a_close_name_is_suggested() {
        assert_eq!(nearest("hightlights", ["highlights", "headline"]), Some("highlights"));
        assert_eq!(nearest("zzz", ["highlights", "headline"]), None);
    }
}
