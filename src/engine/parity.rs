//! What both engines must agree on, to the byte. Needs the `typst` program, named by `$TYPST` or on PATH.

#![allow(clippy::disallowed_methods, reason = "the tests find the typst program in the environment")]
#![cfg(feature = "embedded")]

use std::time::Duration;

use jiff::civil::date;

use super::samples::{RESUME, SETTINGS, bare, pages, source};
use super::{Diagnostic, Engine, EngineChoice, EngineError, PdfSettings, open};
use crate::process::Limits;
use crate::render::Source;

fn both() -> [Box<dyn Engine>; 2] {
    let limits = Limits::of(Duration::from_secs(60));
    let program = std::env::var_os("TYPST").map(Into::into);
    let cli = EngineChoice::TypstCli { program, path: std::env::var_os("PATH"), own: None };
    [open(EngineChoice::Embedded { isolation: None }, limits).unwrap(), open(cli, limits).unwrap()]
}

fn diagnostics(engine: &dyn Engine, source: &Source, settings: &PdfSettings) -> Vec<Diagnostic> {
    match engine.pdf(source, settings) {
        Ok(pdf) => pdf.warnings,
        Err(EngineError::Compile { diagnostics }) => diagnostics,
        Err(error) => panic!("{}: {error}", engine.name()),
    }
}

#[test]
#[ignore = "needs the typst program"]
fn the_bytes_are_the_same() {
    let [embedded, cli] = both();
    let short = "#set document(title: \"T\")\n#set text(lang: \"de\", font: \"Source Serif 4\")\nGrüße #link(\"tel:1\")[x]";
    for text in
        [RESUME, short, &format!("\u{feff}{RESUME}"), "#set document(title: [T], date: none)\n#text[a]"]
    {
        for created in [date(2026, 3, 1), date(1969, 12, 31), date(2000, 2, 29)] {
            for archival in [false, true] {
                let (source, settings) = (source(text), PdfSettings { created, archival });
                let [one, other] = [&embedded, &cli]
                    .map(|engine| engine.pdf(&source, &settings).map_err(|error| error.to_string()));
                assert!(one == other, "{settings:?}: the documents differ");
                // A date that the document itself refuses is an error of PDF/A, the same from both.
                let Ok(pdf) = one else { continue };
                assert_eq!(pages(&*embedded, &source, &settings).unwrap(), pdf.pages);
                assert_eq!(pages(&*cli, &source, &settings).unwrap(), pdf.pages);
                let marked = source.measured();
                assert_eq!(
                    embedded.marks(&marked, &settings).unwrap(),
                    cli.marks(&marked, &settings).unwrap()
                );
            }
        }
    }
}

#[test]
#[ignore = "needs the typst program"]
fn the_messages_are_the_same() {
    let [embedded, cli] = both();
    let title = "#set document(title: \"T\")\n";
    for text in [
        "no title",
        "#set document(title: \"T\")\n漢字 and \u{1F600}",
        "#set document(title: \"T\")\n#set text(font: \"Source Serif 4\")\n#\"漢字 😀\";\n#\"a\\u{0}`\\\"\\u{E000}\"",
        "#text(font: \"Nope\")[x] #foo",
        "#set document(title: \"T\")\n#text(font: \"Nope\")[x]",
        "#let f(x) = {\n  panic(\"a\\nerror: b\" + x)\n}\näöü #f(\"q\")",
        "a\r\nb\u{2028}c #foo(\n 1,\n 2)\n#set text(foo: 1)",
        "#read(\"x/../y.txt\") ",
        "#include \"other.typ\"",
        "#[ #{ ( `",
        "``` x",
        "@nothing <a> <a> #cite(<b>)",
        "#set page(height: 1pt, margin: 0pt)\n#rect(height: 5cm)",
        "#set document(title: \"T\")\n#figure(rect())\n#image(bytes(\"x\"))",
        "#let x = 1\n#let f() = f()\n#f()",
        "#set document(title: \"T\")\n$ x^2 $\n#context here().page()",
    ] {
        for archival in [false, true] {
            let settings = PdfSettings { archival, ..SETTINGS };
            for text in [text.to_owned(), format!("{title}{text}")] {
                let source = source(text.as_str());
                let one = diagnostics(&*embedded, &source, &settings);
                assert_eq!(one, diagnostics(&*cli, &source, &settings), "{text}");
            }
        }
    }
}

#[test]
#[ignore = "needs the typst program"]
fn today_is_the_day_of_creation() {
    let [embedded, cli] = both();
    let text = "#let day(offset) = datetime.today(offset: offset).day()
        #assert.eq((day(auto), day(0), day(5), day(-5), day(23), day(-23)), (1, 1, 1, 28, 1, 28))";
    assert_eq!(pages(&*embedded, &bare(text), &SETTINGS).unwrap(), 1);
    assert_eq!(pages(&*cli, &bare(text), &SETTINGS).unwrap(), 1);
}

#[test]
#[ignore = "needs the typst program"]
fn a_package_named_by_code_is_refused_by_both() {
    for engine in both() {
        for (namespace, name) in [("preview", "font-awesome"), ("local", "mine")] {
            let text = format!("\n#import (\"@{namespace}\" + \"/{name}:0.1.0\")");
            let error = engine.pdf(&bare(text), &SETTINGS).unwrap_err();
            let expected = format!("the document imports the Typst package @{namespace} (line 2)");
            assert_eq!(error.to_string(), expected, "{}", engine.name());
        }
    }
}
