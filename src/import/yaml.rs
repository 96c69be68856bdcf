//! YAML as a tree. Scalars stay as they were written: a resume's `2021` and `3.80` are texts.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::tree::{Node, Tree};
use crate::finding::{Code, Finding, SourceFile};

/// The deepest nesting that is read.
const DEEPEST: usize = 100;

/// The most values that aliases may stand for: a few lines of aliases of aliases could mean billions.
const MOST_COPIES: usize = 100_000;

/// Reads the first document of a text.
pub(super) fn read(file: &Arc<SourceFile>) -> Result<Tree, Finding> {
    Builder { file, offsets: offsets(&file.text), open: Vec::new(), anchors: HashMap::new(), copies: 0 }.run()
}

/// Where each character starts: the parser counts characters.
fn offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

struct Builder<'a> {
    file: &'a Arc<SourceFile>,
    offsets: Vec<usize>,
    /// Lists and maps that are not closed yet.
    open: Vec<Open>,
    anchors: HashMap<usize, Tree>,
    copies: usize,
}

struct Open {
    is_map: bool,
    items: Vec<Tree>,
    anchor: usize,
    start: usize,
}

impl Builder<'_> {
    fn run(mut self) -> Result<Tree, Finding> {
        for event in Parser::new_from_str(&Arc::clone(self.file).text) {
            let (event, span) = event.map_err(|error| {
                let at = self.offset(error.marker().index());
                self.failed(format!("this is not YAML: {}", error.info()), at)
            })?;
            let at = self.offset(span.start.index());
            let done = match event {
                Event::Scalar(text, style, anchor, _) => {
                    let is_null =
                        style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                    let node = if is_null { Node::Null } else { Node::Text(text.into_owned()) };
                    let tree = Tree::new(node, self.file, self.range(&span));
                    self.close(tree, anchor)
                }
                Event::SequenceStart(anchor, _) => self.open(false, anchor, at)?,
                Event::MappingStart(anchor, _) => self.open(true, anchor, at)?,
                Event::SequenceEnd | Event::MappingEnd => self.ended(),
                Event::Alias(anchor) => self.alias(anchor, at)?,
                _ => None,
            };
            if let Some(tree) = done {
                return Ok(tree);
            }
        }
        Err(self.failed("the file is empty".to_owned(), 0))
    }

    fn offset(&self, index: usize) -> usize {
        self.offsets.get(index).copied().unwrap_or(self.file.text.len())
    }

    fn range(&self, span: &Span) -> std::ops::Range<usize> {
        let start = self.offset(span.start.index());
        start..self.offset(span.end.index()).max(start)
    }

    fn failed(&self, message: String, at: usize) -> Finding {
        let end = self.file.text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        Finding::new(Code::ImportFailed, message)
            .at(self.file, at..end)
            .hint("correct it there, or export the file again")
    }

    fn open(&mut self, is_map: bool, anchor: usize, start: usize) -> Result<Option<Tree>, Finding> {
        if self.open.len() >= DEEPEST {
            return Err(self.failed("this is nested more deeply than any resume".to_owned(), start));
        }
        self.open.push(Open { is_map, items: Vec::new(), anchor, start });
        Ok(None)
    }

    /// Ends a list or a map.
    fn ended(&mut self) -> Option<Tree> {
        let Open { is_map, items, anchor, start } = self.open.pop()?;
        let node = if is_map {
            let mut items = items.into_iter();
            let mut entries = Vec::new();
            while let (Some(key), Some(value)) = (items.next(), items.next()) {
                entries.push((key.text().to_owned(), value));
            }
            Node::Map(entries)
        } else {
            Node::List(items)
        };
        let end = self.file.text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        self.close(Tree::new(node, self.file, start..end), anchor)
    }

    /// Puts a value where it belongs; the outermost one is the document.
    fn close(&mut self, tree: Tree, anchor: usize) -> Option<Tree> {
        if anchor != 0 {
            self.anchors.insert(anchor, tree.copy());
        }
        match self.open.last_mut() {
            Some(open) => {
                open.items.push(tree);
                None
            }
            None => Some(tree),
        }
    }

    fn alias(&mut self, anchor: usize, at: usize) -> Result<Option<Tree>, Finding> {
        let copy = self.anchors.get(&anchor).map(|tree| (tree.size(), tree));
        self.copies += copy.map_or(1, |(size, _)| size);
        if self.copies > MOST_COPIES {
            return Err(self.failed("these aliases stand for more values than any resume has".to_owned(), at));
        }
        let tree = copy.map_or_else(|| Tree::new(Node::Null, self.file, at..at), |(_, tree)| tree.copy());
        Ok(self.close(tree, 0))
    }
}
