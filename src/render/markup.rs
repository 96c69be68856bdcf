//! Texts of a document that may carry a mark of where they stand.

use serde::{Serialize, Serializer};

use crate::markdown::{Prose, typst_text};

/// Inline text that templates show without escaping, because our own Markdown module made its markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup {
    /// The text.
    pub prose: Prose,
    /// The id in the profile of what says it; empty where it has none.
    pub id: String,
    /// Markup in front of it that tells where it stands; only while heights are measured.
    pub(super) mark: Option<String>,
}

impl From<Prose> for Markup {
    fn from(prose: Prose) -> Self {
        Self { prose, id: String::new(), mark: None }
    }
}

impl Markup {
    /// The same, known by an id.
    #[must_use]
    pub fn with_id(self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self }
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mark = self.mark.as_deref().unwrap_or_default();
        tera::Value::safe_string(&format!("{mark}{}", self.prose.typst())).serialize(serializer)
    }
}

/// A name that stands at the head of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name, as it is written.
    pub text: String,
    /// As for [`Markup`].
    pub(super) mark: Option<String>,
    /// The same behind it.
    pub(super) end_mark: Option<String>,
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), mark: None, end_mark: None }
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.mark.is_none() && self.end_mark.is_none() {
            // A template escapes it.
            return self.text.serialize(serializer);
        }
        let [mark, end] = [&self.mark, &self.end_mark].map(|mark| mark.as_deref().unwrap_or_default());
        tera::Value::safe_string(&format!("{mark}{}{end}", typst_text(&self.text))).serialize(serializer)
    }
}
