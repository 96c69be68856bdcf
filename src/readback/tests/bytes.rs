//! Any bytes are read without a panic that gets out, and never as a whole document.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, proptest};
use proptest::sample::Index;

use super::super::{Expected, read_back};
use super::trial::{PROFILE, Trial, resume};
use crate::render::Block;

static DOCUMENT: LazyLock<(Vec<u8>, Vec<Block>)> = LazyLock::new(|| {
    let resume = resume(PROFILE);
    (Trial::new("plain").resume_pdf(&resume), resume.blocks())
});

fn read(pdf: &[u8]) -> super::super::Readback {
    read_back(&Expected { pdf, blocks: &DOCUMENT.1, language: "en" })
}

fn flips() -> impl Strategy<Value = Vec<(Index, u8)>> {
    vec((any::<Index>(), any::<u8>()), 1..8)
}

#[test]
fn what_is_no_document_has_no_fields() {
    for bytes in [&b""[..], b"%PDF-1.7", b"hello", &DOCUMENT.0[..DOCUMENT.0.len() / 20]] {
        let readback = read(bytes);
        assert_eq!(readback.recovered(), 0);
        assert!(!readback.problems.is_empty() && readback.expected > 20);
    }
}

/// The document with one of its words overwritten.
fn without(word: &str) -> Vec<u8> {
    let mut pdf = DOCUMENT.0.clone();
    let mut count = 0;
    for at in 0..pdf.len() - word.len() {
        if pdf[at..].starts_with(word.as_bytes()) {
            pdf[at + 1] = b'X';
            count += 1;
        }
    }
    assert!(count > 0, "no {word} in the document");
    pdf
}

#[test]
fn a_document_without_tags_title_or_fonts_is_found_out() {
    assert_eq!(read(&DOCUMENT.0).problems, Vec::<String>::new());
    let tags = "the document has no tags, so screen readers cannot tell headings from text";
    let title = "the document has no title: set it with `set document(title: ..)`";
    for (word, problem) in [("/StructTreeRoot", tags), ("/MarkInfo", tags), ("/Title", title)] {
        assert_eq!(read(&without(word)).problems, [problem], "{word}");
    }
    let fonts = read(&without("/FontFile3")).problems;
    assert!(
        fonts
            .iter()
            .any(|problem| problem.contains("SourceSans3") && problem.ends_with("so others see another")),
        "{fonts:?}"
    );
    let language = read(&without("/Lang")).problems;
    assert!(language[0].starts_with("the document says no language"), "{language:?}");
    let large = read(&[DOCUMENT.0.as_slice(), &[b' '; 2_500_000]].concat()).problems;
    assert!(large[0].starts_with("the file has 2.5 MB"), "{large:?}");
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read(bytes in vec(any::<u8>(), 0..2000)) {
        read(&bytes);
        read(&[b"%PDF-1.7\n", bytes.as_slice()].concat());
    }

    #[test]
    fn a_document_cut_short_is_read(at in any::<Index>()) {
        let pdf = &DOCUMENT.0;
        read(&pdf[..at.index(pdf.len())]);
    }

    #[test]
    fn a_document_with_wrong_bytes_is_read(flips in flips()) {
        let mut pdf = DOCUMENT.0.clone();
        for (at, byte) in flips {
            let at = at.index(pdf.len());
            pdf[at] ^= byte;
        }
        read(&pdf);
    }
}
