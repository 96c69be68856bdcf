//! Elements of XML, as the parts of a Word document are made of.

use std::fmt::Write;

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Element {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Content>,
}

#[derive(Debug, Clone)]
enum Content {
    Element(Element),
    Text(String),
}

/// An element with nothing in it.
pub(super) fn element(tag: &'static str) -> Element {
    Element { tag, attributes: Vec::new(), content: Vec::new() }
}

/// An element that is a property: all it has is a value.
pub(super) fn value(tag: &'static str, value: impl ToString) -> Element {
    element(tag).with("w:val", value)
}

impl Element {
    /// With an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With more elements in it.
    pub(super) fn holding(mut self, elements: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(elements.into_iter().map(Content::Element));
        self
    }

    /// With more text in it.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.content.push(Content::Text(text.to_owned()));
        self
    }

    /// A whole file with this at its root.
    pub(super) fn file(&self) -> String {
        let mut out = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#.to_owned();
        out.push('\n');
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        let Self { tag, attributes, content } = self;
        let _ = write!(out, "<{tag}");
        for (name, value) in attributes {
            let _ = write!(out, " {name}=\"");
            escape(value, out);
            out.push('"');
        }
        if content.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for content in content {
            match content {
                Content::Element(element) => element.write(out),
                Content::Text(text) => escape(text, out),
            }
        }
        let _ = write!(out, "</{tag}>");
    }
}

/// Writes text that reads as itself. What no file of XML 1.0 can hold becomes a space, and so do tabs and ends of
/// lines, which would not come back as they were.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push(' '),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn text_is_never_markup() {
        let written = element("a").with("b", "\"<&").text("<i>&amp;\t\u{1}\u{ffff}'</i>").file();
        let (_, root) = written.split_once('\n').unwrap();
        assert_eq!(root, "<a b=\"&quot;&lt;&amp;\">&lt;i&gt;&amp;amp;   '&lt;/i&gt;</a>");
    }
}
