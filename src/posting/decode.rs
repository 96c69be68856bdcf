//! The bytes of a page as text: by its mark, by what it declares, or by how it looks.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How far into a page a declaration of its encoding is looked for, in bytes: browsers look no further.
const DECLARED_WITHIN: usize = 1024;

/// The beginnings of files that are no text, and what they are.
const BINARY: [(&[u8], &str); 8] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "an archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"bplist00", "a web archive"),
];

/// A text and how it was read.
pub(super) struct Decoded {
    /// The text, without a byte-order mark.
    pub(super) text: String,
    /// The encoding, if neither the text nor its bytes say it.
    pub(super) guessed: Option<&'static str>,
}

/// What a file is that is no text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let known = BINARY.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let archive = head.windows(17).any(|part| part.eq_ignore_ascii_case(b"multipart/related"));
    known
        .or(archive.then_some("a web archive"))
        .or((Encoding::for_bom(bytes).is_none() && head.contains(&0)).then_some("a binary file"))
}

/// Reads bytes as text; what cannot be read becomes a replacement character.
pub(super) fn text(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Decoded { text: encoding.decode(bytes).0.into_owned(), guessed: None };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), guessed: None };
    }
    if let Some(encoding) = declared(bytes) {
        return Decoded { text: encoding.decode(bytes).0.into_owned(), guessed: None };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    Decoded { text: encoding.decode(bytes).0.into_owned(), guessed: Some(encoding.name()) }
}

/// The encoding in `<meta charset="...">`, or in its older form.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]).to_ascii_lowercase();
    let after = &head[head.find("charset=")? + "charset=".len()..];
    let after = after.trim_start_matches(['"', '\'']);
    let label = after.split(|c: char| c.is_whitespace() || "\"'>;/".contains(c)).next()?;
    // Bytes that are no UTF-8 are none whatever they declare.
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8)
}
