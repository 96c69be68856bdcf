//! The embedded engine at its limits.

use std::time::Duration;

use super::super::samples::{RESUME, SETTINGS, bare, pages, source};
use super::super::{Engine, EngineChoice, EngineError, PdfSettings, open};
use super::Embedded;
use crate::finding::Code;
use crate::process::Limits;

const ENOUGH: Duration = Duration::from_secs(60);

fn engine() -> Embedded {
    Embedded::new(ENOUGH)
}

#[test]
fn a_resume_is_set_the_same_each_time() {
    let source = source(RESUME);
    let one = engine().pdf(&source, &SETTINGS).unwrap();
    let engine = open(EngineChoice::Embedded { isolation: None }, Limits::of(ENOUGH)).unwrap();
    assert_eq!(pages(&*engine, &source, &SETTINGS).unwrap(), one.pages);
    assert!(engine.pdf(&source, &SETTINGS).unwrap() == one);
    assert_eq!((one.pages, one.warnings.as_slice()), (3, [].as_slice()));
    assert!(one.bytes.starts_with(b"%PDF-1.7"));
    let archived = engine.pdf(&source, &PdfSettings { archival: true, ..SETTINGS }).unwrap();
    assert!(archived.bytes != one.bytes);
    assert_eq!((engine.name(), engine.version()), ("embedded", "0.15.1"));
}

#[test]
fn what_was_set_before_changes_nothing() {
    let used = engine();
    let set = |engine: &Embedded, text: &str| {
        let pdf = engine.pdf(&source(text), &SETTINGS).map_err(|error| format!("{error:?}"));
        let marks = engine.marks(&source(text).measured(), &SETTINGS).map_err(|error| format!("{error:?}"));
        (pdf, marks)
    };
    let words: Vec<&str> = RESUME.split_inclusive(' ').collect();
    let (half, third) = (words.len() / 2, words.len() / 3);
    let without = [&words[..half], &words[half + 1..]].concat().concat();
    let twice = [&words[..third], &words[third - 2..]].concat().concat();
    for text in [
        RESUME,
        &without,
        &twice,
        &format!("#set par(justify: true)\n{RESUME}"),
        &format!("{RESUME}\n#[ #{{"),
        &format!("{RESUME}\n= One *more"),
        &RESUME.replace("#set", "\n#set"),
        "#set document(title: \"T\")\nshort",
        &words[..half].concat(),
        RESUME,
    ] {
        let (pdf, marks) = set(&used, text);
        let (alone, marks_alone) = set(&engine(), text);
        assert!(
            pdf == alone,
            "after others it is another document: {text}\n{:?}\n{:?}",
            pdf.err(),
            alone.err()
        );
        assert_eq!(marks, marks_alone);
    }
}

#[test]
fn only_the_fonts_of_the_source_exist() {
    let title = "#set document(title: \"T\")\n";
    let pdf = engine().pdf(&bare(format!("{title}#text(font: \"Libertinus Serif\")[a]")), &SETTINGS).unwrap();
    let warnings: Vec<_> = pdf.warnings.iter().map(|one| one.message.as_str()).collect();
    assert!(warnings.contains(&"unknown font family: libertinus serif"), "{warnings:?}");
    let text = format!("{title}#set text(font: \"Source Serif 4\")\nabc");
    assert!(engine().pdf(&source(text), &SETTINGS).unwrap().warnings.is_empty());
}

#[test]
fn a_missing_glyph_is_a_finding_that_names_it() {
    let source = source("#set document(title: \"T\")\n#set text(font: \"Source Serif 4\")\n#\"漢字\";");
    let error = engine().pdf(&source, &SETTINGS).unwrap_err();
    assert_eq!(error.code(), Code::MissingGlyph);
    let EngineError::Compile { diagnostics } = error else { panic!("{error}") };
    assert_eq!(diagnostics[0].missing_glyph.as_deref(), Some("漢"));
    assert_eq!(pages(&engine(), &source, &SETTINGS).unwrap(), 1);
}

#[test]
fn errors_are_reported_together() {
    let error = engine().pdf(&bare("#foo\n#set text(bar: 1)\n#[ #{"), &SETTINGS).unwrap_err();
    insta::assert_snapshot!(format!("{error}\n{}", error.hint()), @"
    Typst cannot compile the document: unclosed delimiter (line 3), and 1 more error
    if you changed the theme's templates, look there; `bespoke themes` lists those that work
    ");
}

#[test]
fn no_other_file_can_be_read() {
    for text in
        ["#read(\"/etc/passwd\")", "#read(\"../secret\")", "#include \"other.typ\"", "#image(\"a.png\")"]
    {
        let error = pages(&engine(), &bare(text), &SETTINGS).unwrap_err();
        assert!(matches!(error, EngineError::Compile { .. }), "{text}: {error}");
    }
    assert_eq!(pages(&engine(), &bare("#read(\"main.typ\").len()"), &SETTINGS).unwrap(), 1);
}

#[test]
fn a_package_is_refused_even_when_code_names_it() {
    let source = bare("\n#import (\"@preview\" + \"/x:0.1.0\")");
    let error = pages(&engine(), &source, &SETTINGS).unwrap_err();
    assert_eq!(error.code(), Code::PackageImport);
    insta::assert_snapshot!(format!("{error}\n{}", error.hint()), @"
    the document imports the Typst package @preview (line 2)
    documents are made offline: copy the functions you need into the theme's templates
    ");
}

#[test]
fn a_document_over_its_time_is_given_up() {
    // Long enough to be far over the limit, short enough not to disturb other tests for long.
    let source = bare("#for a in range(3000) { for b in range(2000) { } }");
    let error = pages(&Embedded::new(Duration::from_millis(200)), &source, &SETTINGS).unwrap_err();
    assert_eq!(error.to_string(), "Typst did not finish within 200ms");
}

#[test]
fn deep_documents_need_no_stack_of_the_caller() {
    for (open, close, depth) in [
        ("#[", "]", 40),
        ("#block[", "]", 40),
        ("#{(", ")}", 40),
        ("$(", ")$", 40),
        ("#[", "]", 100_000),
        ("(", ")", 100_000),
        ("#{", "}", 100_000),
        ("$ (", ") $", 20_000),
        ("#block(stroke: 1pt)[#grid[", "]]", 60),
        ("- ", "", 20_000),
        ("_*", "*_", 20_000),
    ] {
        let text = format!("{}a{}", open.repeat(depth), close.repeat(depth));
        let result = pages(&engine(), &bare(text), &SETTINGS);
        assert!(matches!(result, Ok(1) | Err(EngineError::Compile { .. })), "{open} {depth}: {result:?}");
    }
    let recursive = "#let f(n) = if n == 0 [a] else { block(f(n - 1)) }\n#f(60)";
    let result = pages(&engine(), &bare(recursive), &SETTINGS);
    assert!(matches!(result, Ok(1) | Err(EngineError::Compile { .. })), "{result:?}");
}

#[test]
fn a_panic_in_typst_is_an_error() {
    let error = engine().run(&bare("a"), &SETTINGS, |_| -> Result<(), _> { panic!("ouch") }).unwrap_err();
    insta::assert_snapshot!(format!("{error}\n{}", error.hint()), @r#"
    Typst failed: it panicked with "ouch"
    try the other engine, and report it if that works
    "#);
}

#[test]
fn many_threads_can_share_an_engine() {
    let engine = engine();
    let expected = engine.pdf(&source(RESUME), &SETTINGS).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..4 {
                    assert!(engine.pdf(&source(RESUME), &SETTINGS).unwrap() == expected);
                }
            });
        }
    });
}
