//! The text of a Word document: paragraphs, each a line of runs that are set alike.

use super::package::link_id;
use super::style::{Style, membership};
use super::xml::{Element, element, value};
use crate::markdown::{Inline, Prose};
use crate::render::Contact;

/// Paragraphs, and where their links lead.
#[derive(Default)]
pub(super) struct Body {
    pub(super) paragraphs: Vec<Element>,
    pub(super) links: Vec<String>,
    /// Each paragraph once more, as far as its height depends on it.
    pub(super) sketches: Vec<Sketch>,
}

/// What the height of a paragraph depends on.
pub(super) struct Sketch {
    pub(super) style: Style,
    pub(super) text: String,
    /// White space above, in points, where the style does not decide.
    pub(super) above: Option<f64>,
}

/// A paragraph while it is written.
pub(super) struct Line<'a> {
    runs: Vec<Element>,
    words: String,
    links: &'a mut Vec<String>,
    keep_with_next: Option<bool>,
    /// White space above, in points, where the style does not decide.
    pub(super) above: Option<f64>,
}

/// How a run is set, other than the style of its paragraph says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Face {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Whether it waits for its owner.
    pub(super) marked: bool,
    code: bool,
    link: bool,
}

impl Face {
    pub(super) const PLAIN: Self =
        Self { bold: false, italic: false, marked: false, code: false, link: false };
    pub(super) const BOLD: Self = Self { bold: true, ..Self::PLAIN };
    pub(super) const ITALIC: Self = Self { italic: true, ..Self::PLAIN };
    pub(super) const MARKED: Self = Self { marked: true, ..Self::PLAIN };
}

impl Body {
    /// Adds a paragraph, unless there is nothing to say in it.
    pub(super) fn add(&mut self, style: Style, write: impl FnOnce(&mut Line<'_>)) {
        let (runs, words, links) = (Vec::new(), String::new(), &mut self.links);
        let mut line = Line { runs, words, links, keep_with_next: None, above: None };
        write(&mut line);
        let Line { runs, words, keep_with_next, above, .. } = line;
        if runs.is_empty() {
            return;
        }
        let properties = element("w:pPr")
            .holding([value("w:pStyle", style.id())])
            .holding(keep_with_next.map(|keep| value("w:keepNext", u8::from(keep))))
            // The style says so too, but not every program that reads documents looks there.
            .holding((style == Style::ListBullet).then(membership))
            .holding(above.map(|points| element("w:spacing").with("w:before", (points * 20.0).round())));
        self.paragraphs.push(element("w:p").holding([properties]).holding(runs));
        self.sketches.push(Sketch { style, text: words, above });
    }

    /// Adds a paragraph that is one text.
    pub(super) fn text(&mut self, style: Style, text: &str) {
        self.add(style, |line| line.text(text, Face::PLAIN));
    }
}

impl Line<'_> {
    /// Whether the next paragraph is to stand on the same page; else the style decides.
    pub(super) fn keep_with_next(&mut self, keep: bool) {
        self.keep_with_next = Some(keep);
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str, face: Face) {
        if !text.is_empty() {
            self.words.push_str(text);
            self.runs.push(run(face, element("w:t").with("xml:space", "preserve").text(text)));
        }
    }

    /// Goes to the right edge.
    pub(super) fn tab(&mut self) {
        self.words.push('\t');
        self.runs.push(run(Face::PLAIN, element("w:tab")));
    }

    /// Writes something between what there is and what comes next.
    pub(super) fn separate(&mut self, separator: &str) {
        if !self.runs.is_empty() {
            self.text(separator, Face::PLAIN);
        }
    }

    /// Writes contact data, with where it leads.
    pub(super) fn contact(&mut self, contact: &Contact) {
        match contact.url.as_deref().and_then(target) {
            Some(target) => self.link(target, |line, face| line.text(&contact.text, face), Face::PLAIN),
            None => self.text(&contact.text, Face::PLAIN),
        }
    }

    /// Writes inline text.
    pub(super) fn prose(&mut self, prose: &Prose, face: Face) {
        self.inlines(prose.inlines(), face);
    }

    fn inlines(&mut self, inlines: &[Inline], face: Face) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text, face),
                Inline::Code(text) => self.text(text, Face { code: true, ..face }),
                Inline::Strong(children) => self.inlines(children, Face { bold: true, ..face }),
                Inline::Emph(children) => self.inlines(children, Face { italic: true, ..face }),
                Inline::Link { url, children } => match target(url) {
                    Some(target) if !face.link => {
                        self.link(target, |line, face| line.inlines(children, face), face);
                    }
                    _ => self.inlines(children, face),
                },
            }
        }
    }

    fn link(&mut self, target: String, write: impl FnOnce(&mut Self, Face), face: Face) {
        let outside = std::mem::take(&mut self.runs);
        write(self, Face { link: true, ..face });
        let inside = std::mem::replace(&mut self.runs, outside);
        if !inside.is_empty() {
            let link = element("w:hyperlink").with("r:id", link_id(self.links.len())).with("w:history", 1);
            self.runs.push(link.holding(inside));
            self.links.push(target);
        }
    }
}

fn run(face: Face, content: Element) -> Element {
    let set = |on: bool, tags: [&'static str; 2]| tags.into_iter().filter(move |_| on).map(element);
    let style = if face.link { Some(Style::Hyperlink) } else { face.code.then_some(Style::Code) };
    let properties: Vec<Element> = style
        .map(|style| value("w:rStyle", style.id()))
        .into_iter()
        .chain(set(face.bold, ["w:b", "w:bCs"]))
        .chain(set(face.italic, ["w:i", "w:iCs"]))
        .chain(face.marked.then(|| value("w:highlight", "yellow")))
        .collect();
    let properties = (!properties.is_empty()).then(|| element("w:rPr").holding(properties));
    element("w:r").holding(properties).holding([content])
}

/// An address that Word takes for one; `None` if it leads nowhere. Word calls a whole document damaged for the sake
/// of one link with a space in it.
fn target(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    let is_well_formed = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let host = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
            let in_hosts = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ':' | '_');
            host.starts_with(char::is_alphanumeric) && host.chars().all(in_hosts)
        }
        "mailto" => rest.split('@').filter(|part| !part.is_empty()).count() == 2,
        "tel" => !rest.is_empty(),
        _ => false,
    };
    is_well_formed.then(|| escaped(url))
}

/// The address with what must not stand in one in its escaped form.
fn escaped(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        let hexadecimal = |at: usize| url.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        let is_fine = match c {
            '%' => hexadecimal(at + 1) && hexadecimal(at + 2),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
            _ => c.is_ascii_graphic() || (c.is_alphanumeric() && !c.is_ascii()),
        };
        if is_fine {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn links_lead_where_word_can_follow() {
        let kept =
            ["https://example.com/a?b=c#d", "mailto:a@example.com", "tel:+12155550142", "HTTP://a.b/%20"];
        for url in kept {
            assert_eq!(target(url).as_deref(), Some(url));
        }
        assert_eq!(
            target(" https://a.b/c d|\u{e9}\u{1f600}%zz ").unwrap(),
            "https://a.b/c%20d%7C\u{e9}%F0%9F%98%80%25zz"
        );
        for url in [
            "example.com",
            "javascript:alert(1)",
            "file:///etc",
            "https://",
            "https://a b/",
            "mailto:a",
            "",
            ":",
        ] {
            assert_eq!(target(url), None, "{url}");
        }
    }
}
