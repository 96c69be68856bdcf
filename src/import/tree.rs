//! Data of any format: values with their places, and whether each was taken.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use crate::finding::{Finding, SourceFile};

/// A value with its place.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) node: Node,
    file: Arc<SourceFile>,
    span: Range<usize>,
    taken: Cell<bool>,
    why: Cell<Option<&'static str>>,
}

/// What a value is. Numbers, dates and truth values are texts, as they were written.
#[derive(Debug)]
pub(super) enum Node {
    Null,
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

/// A text of the data with its path.
pub(super) struct Leaf<'a> {
    pub(super) tree: &'a Tree,
    /// Such as `work[2].name`.
    pub(super) path: String,
    /// The part of the data that it belongs to: `meta`, an entry of a list, `work[2]`, or a list of texts.
    pub(super) part: String,
}

impl Tree {
    pub(super) fn new(node: Node, file: &Arc<SourceFile>, span: Range<usize>) -> Self {
        Self { node, file: Arc::clone(file), span, taken: Cell::new(false), why: Cell::new(None) }
    }

    /// A copy that is taken by itself.
    pub(super) fn copy(&self) -> Self {
        let node = match &self.node {
            Node::Null => Node::Null,
            Node::Text(text) => Node::Text(text.clone()),
            Node::List(items) => Node::List(items.iter().map(Self::copy).collect()),
            Node::Map(entries) => {
                Node::Map(entries.iter().map(|(key, tree)| (key.clone(), tree.copy())).collect())
            }
        };
        Self::new(node, &self.file, self.span.clone())
    }

    /// How many values it is made of, itself included.
    pub(super) fn size(&self) -> usize {
        1 + match &self.node {
            Node::Null | Node::Text(_) => 0,
            Node::List(items) => items.iter().map(Self::size).sum(),
            Node::Map(entries) => entries.iter().map(|(_, tree)| tree.size()).sum(),
        }
    }

    /// The text, if it is one; empty otherwise.
    pub(super) fn text(&self) -> &str {
        if let Node::Text(text) = &self.node { text } else { "" }
    }

    /// Whether there is no value in it.
    pub(super) fn is_empty(&self) -> bool {
        match &self.node {
            Node::Null => true,
            Node::Text(text) => text.trim().is_empty(),
            Node::List(items) => items.iter().all(Self::is_empty),
            Node::Map(entries) => entries.iter().all(|(_, tree)| tree.is_empty()),
        }
    }

    /// The items of a list; a single value is a list of one.
    pub(super) fn items(&self) -> &[Tree] {
        match &self.node {
            Node::List(items) => items,
            Node::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The entries of a map.
    pub(super) fn entries(&self) -> &[(String, Tree)] {
        if let Node::Map(entries) = &self.node { entries } else { &[] }
    }

    /// The value of the first of some keys that has one and is not taken yet; keys are compared folded.
    pub(super) fn find(&self, keys: &[&str]) -> Option<&Tree> {
        keys.iter().find_map(|wanted| {
            let named =
                |(key, tree): &&(String, Tree)| fold(key) == *wanted && !tree.is_empty() && !tree.is_taken();
            self.entries().iter().find(named).map(|(_, tree)| tree)
        })
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        self.find(&[key])
    }

    /// Says that the value is in the profile, and gives its text.
    pub(super) fn take(&self) -> &str {
        self.taken.set(true);
        self.text()
    }

    /// Whether it is in the profile, all of it.
    pub(super) fn is_taken(&self) -> bool {
        match &self.node {
            Node::List(items) => !items.is_empty() && items.iter().all(Self::is_taken),
            _ => self.taken.get(),
        }
    }

    /// Says why the value finds no place.
    pub(super) fn refuse(&self, why: &'static str) {
        self.why.set(Some(why));
    }

    /// Why it found no place, as a next step.
    pub(super) fn why(&self) -> &'static str {
        self.why.get().unwrap_or("the profile has no place for it; add it by hand if it matters")
    }

    /// Points a finding at the value.
    pub(super) fn at(&self, finding: Finding) -> Finding {
        finding.at(&self.file, self.span.clone())
    }

    /// Line and column, from 1.
    pub(super) fn position(&self) -> (usize, usize) {
        self.file.position(self.span.start)
    }

    /// Every value that is not empty, in order.
    pub(super) fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        self.gather(String::new(), String::new(), &mut leaves);
        leaves
    }

    fn gather<'a>(&'a self, path: String, part: String, leaves: &mut Vec<Leaf<'a>>) {
        let top = |path: &String, part: &String| if part.is_empty() { path.clone() } else { part.clone() };
        match &self.node {
            Node::Null => {}
            Node::Text(text) if text.trim().is_empty() => {}
            Node::Text(_) => leaves.push(Leaf { tree: self, part: top(&path, &part), path }),
            Node::List(items) => {
                let list = path;
                for (number, item) in items.iter().enumerate() {
                    let path = format!("{list}[{number}]");
                    // A list of entries is judged entry by entry, one of texts as a whole.
                    let part = if matches!(item.node, Node::Text(_)) { list.clone() } else { path.clone() };
                    item.gather(path, part, leaves);
                }
            }
            Node::Map(entries) => {
                for (key, tree) in entries {
                    let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    tree.gather(inner.clone(), top(&inner, &part), leaves);
                }
            }
        }
    }
}

/// Lower-case letters and digits only: `startDate`, `start_date` and `Start Date` are one key.
pub(super) fn fold(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
