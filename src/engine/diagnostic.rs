//! What Typst says about a document, in the same words from both engines.

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Severity};

/// One error or warning of Typst.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// [`Severity::Error`] or [`Severity::Warning`].
    pub severity: Severity,
    /// Typst's message.
    pub message: String,
    /// Typst's hints. Captions that it draws beside a second piece of code are left out: they mean nothing
    /// in a list, and the `typst` program does not list them.
    pub hints: Vec<String>,
    /// Line of the source, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// The text that no font could show, when that is what the error is about.
    pub missing_glyph: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without hints and place.
    pub(super) fn new(severity: Severity, message: impl Into<String>) -> Self {
        let message = message.into();
        let missing_glyph = missing_glyph(&message);
        Self { severity, message, hints: Vec::new(), line: None, column: None, missing_glyph }
    }

    /// Whether it prevented the document.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The kind of finding it becomes.
    pub fn code(&self) -> Code {
        match (self.severity, &self.missing_glyph) {
            (Severity::Error, Some(_)) => Code::MissingGlyph,
            (Severity::Error, None) => Code::TypstError,
            _ => Code::TypstWarning,
        }
    }

    /// The package that Typst looked for, when that is what the error is about.
    ///
    /// Imports are refused before an engine starts; this catches a name that was put together by code.
    pub(super) fn package(&self) -> Option<String> {
        let message = self.message.as_str();
        if let Some(rest) = message.strip_prefix("package not found (searched for ") {
            return Some(rest.trim_end_matches(')').to_owned());
        }
        let (address, _) = message.strip_prefix("failed to download package (")?.split_once(".tar.gz")?;
        let (folder, file) = address.rsplit_once('/')?;
        let (name, version) = file.rsplit_once('-')?;
        let namespace = folder.rsplit('/').next()?;
        Some(format!("@{namespace}/{name}:{version}"))
    }
}

/// The text in "the text `"…"` could not be displayed with font …", as PDF/UA-1 words it.
fn missing_glyph(message: &str) -> Option<String> {
    let (_, rest) = message.split_once(" error: the text `\"")?;
    let end = rest.rfind("\"` could not be displayed with ")?;
    Some(unescape(&rest[..end]))
}

/// Undoes the escapes of a Typst string.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('u') => {
                let digits: String =
                    chars.by_ref().take_while(|c| *c != '}').filter(char::is_ascii_hexdigit).collect();
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                plain.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(other) => plain.push(other),
            None => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Diagnostic;
    use crate::finding::{Code, Severity};

    fn missing(text: &str) -> Diagnostic {
        let message = format!(
            "PDF/A-2a, PDF/UA-1 error: the text `{text}` could not be displayed with font `\"Source Serif 4\"`"
        );
        Diagnostic::new(Severity::Error, message)
    }

    #[test]
    fn a_missing_glyph_names_its_text() {
        assert_eq!(missing(r#""漢""#).missing_glyph.as_deref(), Some("漢"));
        assert_eq!(missing(r#""\u{0}""#).missing_glyph.as_deref(), Some("\0"));
        assert_eq!(missing(r#""a\"\\\n`""#).missing_glyph.as_deref(), Some("a\"\\\n`"));
        assert_eq!(missing(r#""漢""#).code(), Code::MissingGlyph);
        assert_eq!(Diagnostic::new(Severity::Error, "unknown variable: x").missing_glyph, None);
    }

    #[test]
    fn a_package_is_recognised_in_both_wordings() {
        let package = |message: &str| Diagnostic::new(Severity::Error, message).package();
        assert_eq!(
            package("package not found (searched for @local/a:1.0.0)").as_deref(),
            Some("@local/a:1.0.0")
        );
        let failed = "failed to download package (https://packages.typst.org/preview/font-awesome-0.1.0.tar.gz: \
                      Connection Failed: Connect error)";
        assert_eq!(package(failed).as_deref(), Some("@preview/font-awesome:0.1.0"));
        assert_eq!(package("unknown variable: x"), None);
    }
}
