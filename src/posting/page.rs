//! A web page: its text as a reader sees it, its title and its address.

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

/// What nobody sees on a page.
const UNSEEN: &str = "script, style, noscript, template, svg, iframe, object, head, [hidden], \
                      [aria-hidden=\"true\"], [style*=\"display:none\"], [style*=\"display: none\"]";

/// What stands around the text of a page.
const AROUND: &str = "nav, header, footer, aside, form, button, select";

/// The most elements of a page whose main text is looked for; of larger ones all text is taken.
const MOST_ELEMENTS: usize = 20_000;

/// The deepest nesting of such a page: deeper ones are made to harm.
const DEEPEST: usize = 200;

/// Beginnings of a page or a piece of one.
const TAGS: [&str; 12] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<div",
    "<section",
    "<article",
    "<main",
    "<p>",
    "<script",
    "<meta",
    "<!--",
];

/// A parsed page.
pub(super) struct Page {
    document: Document,
}

/// Whether a text is a page, or a piece of one.
pub(super) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(20).collect::<String>().to_ascii_lowercase();
    let xml = start.starts_with("<?xml") && text.contains("<html");
    xml || TAGS.iter().any(|tag| start.starts_with(tag))
}

/// The text of a piece of HTML, with lists, as it would be read; none if it nests too deeply to be parsed.
pub(super) fn text(html: &str) -> String {
    if is_too_deep(html) {
        return String::new();
    }
    seen(&Document::fragment(html))
}

fn seen(document: &Document) -> String {
    document.select(UNSEEN).remove();
    // A list is told from prose by its bullets, which are no part of its text.
    document.select("li").nodes().iter().for_each(|item| item.prepend_html("- "));
    document.formatted_text().to_string()
}

/// Elements that cannot hold others, or that the next of their kind closes.
const SHALLOW: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
    "html", "head", "body", "rp",
];

/// Elements that may be open at the same time: a parser looks through all of them at every tag.
const MOST_OPEN: usize = 3_000;

/// Whether a page nests so deeply that parsing it would take too long.
pub(super) fn is_too_deep(html: &str) -> bool {
    let mut open = 0_usize;
    for tag in html.split('<').skip(1) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        if name.is_empty() || SHALLOW.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        if open > MOST_OPEN {
            return true;
        }
    }
    false
}

impl Page {
    pub(super) fn parse(html: &str) -> Self {
        Self { document: Document::from(html) }
    }

    /// The contents of its scripts of a type.
    pub(super) fn scripts(&self, kind: &str) -> Vec<String> {
        let scripts = self.document.select(&format!("script[type=\"{kind}\"]"));
        scripts.nodes().iter().map(|script| script.text().to_string()).collect()
    }

    /// Its title.
    pub(super) fn title(&self) -> String {
        self.document.select("title").text().to_string()
    }

    /// Its own address, as far as it names one.
    pub(super) fn address(&self) -> Option<String> {
        let named = [("link[rel=\"canonical\"]", "href"), ("meta[property=\"og:url\"]", "content")];
        let address = |(tag, key): (&str, &str)| self.document.select_single(tag).attr(key);
        named
            .into_iter()
            .filter_map(address)
            .map(|address| address.trim().to_owned())
            .find(|address| is_web(address))
    }

    /// The text that the page is about, or all of it where that cannot be told.
    pub(super) fn readable_text(self) -> String {
        let all = Document::from(self.document.html());
        let main = if self.is_plain() { main_text(self.document) } else { None };
        main.unwrap_or_else(|| {
            all.select(AROUND).remove();
            seen(&all)
        })
    }

    /// Whether the page is small and flat enough to look for its main text.
    fn is_plain(&self) -> bool {
        let mut depths = std::collections::HashMap::new();
        for (count, node) in self.document.root().descendants_it().enumerate() {
            let depth = node.parent().and_then(|parent| depths.get(&parent.id).copied()).unwrap_or(0) + 1;
            if depth > DEEPEST || count > MOST_ELEMENTS {
                return false;
            }
            depths.insert(node.id, depth);
        }
        true
    }
}

/// Whether an address leads to the web.
pub(super) fn is_web(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !address.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// The least part of a page's text that its main text has: where less is found, something was missed.
const LEAST_SHARE: usize = 3;

fn main_text(document: Document) -> Option<String> {
    let whole = document.select("body").formatted_text().len();
    let config = Config { text_mode: TextMode::Raw, disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(document, None, Some(config)).ok()?.parse().ok()?;
    let text = text(&article.content);
    (text.len() * LEAST_SHARE >= whole).then_some(text)
}
