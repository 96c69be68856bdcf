//! `bespoke schema`

use super::args::SchemaOf;
use super::terminal::Terminal;
use crate::schema::{self, Of};

/// Prints a schema.
pub(super) fn run(of: SchemaOf, terminal: &Terminal) -> bool {
    terminal.result(&schema::json(match of {
        SchemaOf::Profile => Of::Profile,
        SchemaOf::FrontMatter => Of::FrontMatter,
    }));
    true
}
