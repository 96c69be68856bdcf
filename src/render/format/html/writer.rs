//! A page of HTML while it is written.
//!
//! Names of elements and attributes are written in the source, and every other text is escaped on its way in,
//! so nothing that a person wrote can become markup.

use crate::markdown::{Prose, html_text};

/// Attributes by name.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// HTML up to here.
#[derive(Debug, Default)]
pub(super) struct Html {
    text: String,
    depth: usize,
}

impl Html {
    /// What was written.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// An element that holds others, each on lines of its own.
    pub(super) fn block(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self),
    ) {
        self.indent();
        self.open(name, attributes);
        self.text.push('\n');
        self.depth += 1;
        inner(self);
        self.depth -= 1;
        self.indent();
        self.close(name);
        self.text.push('\n');
    }

    /// An element that holds text, on one line.
    pub(super) fn line(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self),
    ) {
        self.indent();
        self.inline(name, attributes, inner);
        self.text.push('\n');
    }

    /// An element without content, on one line.
    pub(super) fn void(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.indent();
        self.open(name, attributes);
        self.text.push('\n');
    }

    /// An element within a line.
    pub(super) fn inline(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        inner(self);
        self.close(name);
    }

    /// An end of a line within a text.
    pub(super) fn line_break(&mut self) {
        self.open("br", &[]);
    }

    /// Text that is shown exactly as it is.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(&html_text(text));
    }

    /// Text with its emphasis and links.
    pub(super) fn prose(&mut self, prose: &Prose) {
        self.text.push_str(&prose.html());
    }

    /// A style sheet, which has no way to escape anything: nobody's words may be in it.
    pub(super) fn style(&mut self, sheet: &str) {
        self.indent();
        self.text.push_str(&format!("<style>\n{}\n", sheet.trim_end()));
        self.indent();
        self.text.push_str("</style>\n");
    }

    fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.text.push_str(&format!("<{name}"));
        for (name, value) in attributes {
            self.text.push_str(&format!(" {name}=\"{}\"", html_text(value)));
        }
        self.text.push('>');
    }

    fn close(&mut self, name: &str) {
        self.text.push_str(&format!("</{name}>"));
    }

    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.depth));
    }
}
