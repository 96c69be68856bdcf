//! What comes from elsewhere: postings of web pages, and resumes in other programs' formats.

use std::io::{Cursor, Write};

use bespoke::finding::{Code, SourceFile, has_errors};
use bespoke::import::{Format, import};
use bespoke::job::{Draft, Job, draft};
use bespoke::posting::{self, Posting, Wanted};
use bespoke::profile::Profile;
use jiff::civil;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{assert_shown, is_part_of, text};

/// Any bytes are a posting or are refused; a posting can always be kept in a new job file, which reads as it.
pub fn posting(bytes: &[u8]) {
    let read = posting::read("page", bytes, Wanted::default());
    assert_shown(&read.findings);
    let Some(posting) = read.value else {
        assert!(has_errors(&read.findings));
        // One opening of several is found by its names.
        let wanted = Wanted { company: Some("Acme"), position: None };
        assert_shown(&posting::read("page", bytes, wanted).findings);
        return;
    };
    assert!(!posting.text.trim().is_empty());
    assert!(!posting.text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
    // A name or an address may be refused, the text and the last day never.
    let kept = kept(&posting, "Acme", "Engineer").expect("a posting can be kept");
    assert_eq!(kept.company.value, "Acme");
    assert_eq!(kept.position.value, "Engineer");
    let deadline = kept.deadline.as_ref().map(|date| date.value);
    assert_eq!(deadline, posting.deadline);
    let span = kept.posting.clone().unwrap_or_else(|| panic!("there is no posting in {:?}", kept.file.text));
    let text = &kept.file.text[span];
    assert!(is_part_of(posting.text.lines().map(str::trim), text.lines().map(str::trim)), "{text}");
    if let (Some(company), Some(position)) = (&posting.company, &posting.position) {
        self::kept(&Posting { url: None, location: None, ..posting.clone() }, company, position);
        self::kept(&posting, company, position);
    }
}

/// The job of a new file for a posting, if the names can stand in one.
fn kept(posting: &Posting, company: &str, position: &str) -> Option<Job> {
    let named = posting.company.as_deref() == Some(company);
    let text = draft(&Draft {
        company,
        position,
        url: posting.url.as_deref().filter(|_| named),
        location: posting.location.as_deref().filter(|_| named),
        deadline: posting.deadline,
        posting: &posting.text,
        date: civil::date(2026, 5, 7),
        profile: None,
    })
    .ok()?;
    Some(Job::read("new", &SourceFile::new("new.md", text)).value.expect("a new file is a job"))
}

/// Any bytes are a resume or are refused, whichever format they are said to have; what is imported is a profile.
pub fn imports(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return imported(Format::LinkedIn, bytes);
    }
    if let Some(archive) = text(bytes).and_then(archive) {
        return imported(Format::LinkedIn, &archive);
    }
    for format in [Format::JsonResume, Format::RenderCv, Format::YamlResume] {
        imported(format, bytes);
    }
}

/// An archive as LinkedIn makes it, of a text in which each file begins with its name: "# Profile.csv".
fn archive(text: &str) -> Option<Vec<u8>> {
    let first = text.lines().next()?;
    if !(first.starts_with("# ") && first.ends_with(".csv")) {
        return None;
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in format!("\n{text}").split("\n# ").skip(1) {
        let (name, rows) = file.split_once('\n').unwrap_or((file, ""));
        // Two files of one name are no archive.
        zip.start_file(name, SimpleFileOptions::default()).ok()?;
        zip.write_all(rows.as_bytes()).unwrap();
    }
    Some(zip.finish().unwrap().into_inner())
}

fn imported(format: Format, bytes: &[u8]) {
    let read = import(format, "resume", bytes);
    assert_shown(&read.findings);
    // Only a resume of thousands of entries is more than a profile may be.
    for finding in read.findings.iter().filter(|finding| finding.code != Code::TooMany) {
        let text = finding.place.as_ref().map(|place| &place.file);
        assert!(text.is_none_or(|text| text.name != "the imported profile"), "{text:?}\n{finding:?}");
    }
    let Some(imported) = read.value else {
        assert!(has_errors(&read.findings), "{format:?} is refused and nothing is wrong with it");
        return;
    };
    assert!(imported.lost.len() <= imported.values, "{imported:?}");
    assert!(
        imported.lost.iter().all(|lost| !lost.value.trim().is_empty() && lost.line > 0 && lost.column > 0)
    );
    let profile = Profile::read(&SourceFile::new("imported.toml", imported.toml.as_str()));
    assert!(profile.value.is_some(), "{}\n{:?}", imported.toml, profile.findings);
}
