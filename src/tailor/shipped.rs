//! The shipped tables, ready to be looked up: the build script makes them of `words.txt`, `aliases.txt` and `families.txt`.

use super::phrase::{Part, Phrase};
use super::stem::Stem;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
