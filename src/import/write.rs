//! A profile as TOML, as a person would write it.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

/// A list of texts, each on a line of its own.
pub(super) fn texts(items: Vec<String>) -> Item {
    list(items.into_iter().map(Value::from))
}

/// A list of small tables, each on a line of its own.
pub(super) fn inline_tables(items: Vec<Vec<(&'static str, String)>>) -> Item {
    let table = |fields: Vec<(&'static str, String)>| {
        Value::from(fields.into_iter().map(|(key, text)| (key, Value::from(text))).collect::<InlineTable>())
    };
    list(items.into_iter().map(table))
}

fn list(items: impl Iterator<Item = Value>) -> Item {
    let mut array = Array::new();
    for mut item in items {
        item.decor_mut().set_prefix("\n  ");
        array.push_formatted(item);
    }
    array.set_trailing_comma(true);
    array.set_trailing("\n");
    Item::Value(Value::Array(array))
}

/// A table with a list of tables in it.
pub(super) fn nested(mut table: Table, key: &str, tables: Vec<Table>) -> Table {
    if !tables.is_empty() {
        table.insert(key, array(tables));
    }
    table
}

fn array(tables: Vec<Table>) -> Item {
    Item::ArrayOfTables(tables.into_iter().collect::<ArrayOfTables>())
}

/// The whole profile. `name` is the file it came from.
pub(super) fn document(name: &str, mut given: Table, sections: Vec<(&'static str, Vec<Table>)>) -> String {
    let mut document = DocumentMut::new();
    // In the order of the head of a resume, wherever each came from.
    let mut basics = Table::new();
    for key in ["name", "headline", "email", "phone", "location", "url", "profiles"] {
        if let Some((key, item)) = given.remove_entry(key) {
            basics.insert_formatted(&key, item);
        }
    }
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    basics.decor_mut().set_prefix(format!(
        "# Made from {name}. Look it through: what found no place was reported when it was made.\n\
         # Stories for letters, other wordings and the names your notes use (aliases) are yours to add.\n\n"
    ));
    document.insert("basics", Item::Table(basics));
    for (key, tables) in sections {
        if !tables.is_empty() {
            document.insert(key, array(tables));
        }
    }
    document.to_string()
}
