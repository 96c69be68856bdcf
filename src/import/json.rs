//! JSON as a tree.

use std::sync::Arc;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::tree::{Node, Tree};
use crate::finding::{Code, Finding, SourceFile};

/// JSON and nothing more.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a text.
pub(super) fn read(file: &Arc<SourceFile>) -> Result<Tree, Finding> {
    let parsed = parse_to_ast(&file.text, &CollectOptions::default(), &STRICT);
    let failed = |message: String, at: usize| {
        let end = file.text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        Finding::new(Code::ImportFailed, message)
            .at(file, at..end)
            .hint("correct it there, or export the file again")
    };
    match parsed {
        Ok(result) => match result.value {
            Some(value) => Ok(tree(&value, file)),
            None => Err(failed("the file is empty".to_owned(), 0)),
        },
        Err(error) => {
            let at = error.range().start.min(file.text.len());
            Err(failed(format!("this is not JSON: {}", error.kind()), at))
        }
    }
}

/// The parser has a limit of nesting, so this ends.
fn tree(value: &Value<'_>, file: &Arc<SourceFile>) -> Tree {
    let range = value.range();
    let node = match value {
        Value::StringLit(text) => Node::Text(text.value.to_string()),
        Value::NumberLit(number) => Node::Text(number.value.to_owned()),
        Value::BooleanLit(truth) => Node::Text(truth.value.to_string()),
        Value::NullKeyword(_) => Node::Null,
        Value::Array(array) => Node::List(array.elements.iter().map(|item| tree(item, file)).collect()),
        Value::Object(object) => {
            let entry = |property: &jsonc_parser::ast::ObjectProp<'_>| {
                (property.name.as_str().to_owned(), tree(&property.value, file))
            };
            Node::Map(object.properties.iter().map(entry).collect())
        }
    };
    Tree::new(node, file, range.start..range.end)
}
