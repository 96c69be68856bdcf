//! Hostile texts, kept as data: whatever was found to break a parser, an edit or an escape does so never again.
//!
//! The checks are those that the fuzzing targets hold against texts of their own making.

#[path = "../fuzz/checks.rs"]
#[allow(unreachable_pub, reason = "a library of its own for the fuzzing targets")]
mod checks;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What one text may take, even unoptimised and on a busy machine; the largest has some ten thousand characters.
const LIMIT: Duration = Duration::from_secs(5);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus")
}

/// The names in a folder, in order.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn every_text_of_the_corpus_passes_its_check() {
    let mut failed = Vec::new();
    for (target, check) in checks::ALL {
        let texts = names(&folder().join(target));
        assert!(!texts.is_empty(), "{target} has no texts");
        for text in texts {
            let bytes = fs::read(folder().join(target).join(&text)).unwrap();
            let start = Instant::now();
            if catch_unwind(AssertUnwindSafe(|| check(&bytes))).is_err() {
                failed.push(format!("{target}/{text}"));
            }
            let taken = start.elapsed();
            assert!(taken < LIMIT, "{target}/{text} takes {taken:?}");
        }
    }
    assert!(failed.is_empty(), "what is wrong with each is told above: {failed:#?}");
}

#[test]
fn every_check_has_a_target_and_texts() {
    let checks: BTreeSet<String> = checks::ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&folder()), checks);
    // The targets are a crate of their own and no part of the package.
    let targets = folder().with_file_name("targets");
    if targets.is_dir() {
        let targets = names(&targets).into_iter();
        let targets = targets.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned));
        assert_eq!(targets.collect::<BTreeSet<_>>(), checks);
    }
}
