//! Postings as pages have them.

use super::{Posting, Wanted, read};
use crate::finding::{Code, Finding};

fn posting(bytes: impl AsRef<[u8]>) -> Posting {
    let read = read("page.html", bytes.as_ref(), Wanted::default());
    read.value.unwrap_or_else(|| panic!("{:?}", read.findings))
}

fn refused(bytes: impl AsRef<[u8]>) -> Finding {
    let read = read("page.html", bytes.as_ref(), Wanted::default());
    assert_eq!(read.value, None);
    read.findings.into_iter().next().unwrap()
}

fn page(json: &str, rest: &str) -> String {
    format!("<!doctype html><html><head><script type=\"application/ld+json\">{json}</script>{rest}")
}

const OPENING: &str = r#"{"@context": "https://schema.org", "@type": "JobPosting", "title": "Data Engineer &amp; Analyst",
    "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    "jobLocation": {"@type": "Place", "address": {"addressLocality": "Philadelphia", "addressRegion": "PA"}},
    "url": "https://acme.example/jobs/1", "validThrough": "2025-07-01T00:00", "employmentType": ["FULL_TIME"],
    "baseSalary": {"currency": "USD", "value": {"minValue": 100000, "maxValue": 120000, "unitText": "YEAR"}},
    "description": "<p>Build <b>pipelines</b>.</p><h3>Requirements</h3><ul><li>Python</li><li>SQL</li></ul><script>alert(1)<\/script>"}"#;

#[test]
fn a_described_opening_is_read_whole() {
    let read = posting(page(OPENING, ""));
    assert_eq!(read.company.as_deref(), Some("Acme"));
    assert_eq!(read.position.as_deref(), Some("Data Engineer & Analyst"));
    assert_eq!(read.location.as_deref(), Some("Philadelphia, PA"));
    assert_eq!(read.url.as_deref(), Some("https://acme.example/jobs/1"));
    assert_eq!(read.deadline.map(|day| day.to_string()).as_deref(), Some("2025-07-01"));
    insta::assert_snapshot!(read.text, @"
    Employment type: full time
    Salary: 100000 to 120000 USD per year

    Build pipelines.

    Requirements

    - Python
    - SQL
    ");
}

#[test]
fn an_opening_is_found_wherever_pages_put_it() {
    let title = |json: &str| posting(page(json, "")).position.unwrap();
    let opening = r#"{"@type": ["Thing", "http://schema.org/JobPosting"], "title": "X", "description": "a"}"#;
    for json in [
        opening.to_owned(),
        format!("[{{\"@type\": \"Organization\"}}, {opening}]"),
        format!("{{\"@graph\": [{opening}, {opening}]}}"),
        format!("{{\"@type\": \"WebPage\", \"mainEntity\": {opening}}}"),
        format!("<!--{opening}-->"),
        format!("//<![CDATA[\n{opening}\n//]]>"),
        opening.replace("\"a\"", "\"a\nb\tc\""),
    ] {
        assert_eq!(title(&json), "X", "{json}");
    }
}

#[test]
fn descriptions_are_text_however_they_are_escaped() {
    let text = |description: &str| {
        let json = serde_json::json!({ "@type": "JobPosting", "title": "X", "description": description });
        posting(page(&json.to_string(), "")).text
    };
    assert_eq!(text("One.\n\nTwo."), "One.\n\nTwo.");
    assert_eq!(
        text("&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;"),
        "One & two.\n\nThree."
    );
    assert_eq!(text("<p hidden>No.</p><p onclick='x()'>Yes.</p><style>p {}</style>"), "Yes.");
    assert_eq!(text("a < b and c > d"), "a < b and c > d");
}

#[test]
fn of_several_openings_the_one_that_is_meant_is_taken() {
    let opening = |title: &str, number: u8| {
        format!(
            "{{\"@type\": \"JobPosting\", \"title\": \"{title}\", \"hiringOrganization\": \"Acme\", \
                 \"url\": \"https://acme.example/{number}\", \"description\": \"Text {number}.\"}}"
        )
    };
    let all = format!("[{}, {}, {}]", opening("Cook", 1), opening("Data Engineer", 2), opening("Waiter", 3));
    let finding = refused(page(&all, ""));
    assert_eq!(finding.code, Code::PostingSeveral);
    assert!(finding.message.contains("\"Data Engineer\" at Acme"), "{}", finding.message);
    assert_eq!(posting(page(&all, "<title>Waiter - Acme</title>")).text, "Text 3.");
    assert_eq!(posting(page(&all, "<link rel=canonical href=https://acme.example/1>")).text, "Text 1.");
    let wanted = Wanted { company: Some("Acme"), position: Some("data engineer") };
    assert_eq!(read("page", page(&all, "").as_bytes(), wanted).value.unwrap().text, "Text 2.");
}

#[test]
fn another_page_gives_its_readable_text_and_no_guesses() {
    let paragraphs =
        "<p>We look for somebody who builds pipelines, and who likes to write, for our readers.</p>"
            .repeat(8);
    let html = format!(
        "<html><head><title>Jobs</title></head><body><nav><a href=/>Home</a> <a href=/x>Login</a></nav>\
         <article><h1>Data Engineer</h1>{paragraphs}<ul><li>Python</li></ul></article><script>evil()</script>\
         <footer>Imprint</footer></body></html>"
    );
    let read = posting(html);
    assert!(read.text.contains("builds pipelines") && read.text.contains("- Python"), "{}", read.text);
    assert!(
        !read.text.contains("evil") && !read.text.contains("Login") && !read.text.contains("Imprint"),
        "{}",
        read.text
    );
    assert_eq!((read.company, read.position), (None, None));
}

#[test]
fn encodings_are_told_by_mark_declaration_or_looks() {
    let latin = b"<html><head><meta charset=iso-8859-1></head><body>Caf\xe9 M\xfcller</body>";
    assert_eq!(posting(latin).text, "Caf\u{e9} M\u{fc}ller");
    let wide: Vec<u8> = "\u{feff}Caf\u{e9}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(posting(wide).text, "Caf\u{e9}");
    assert_eq!(posting("\u{feff}Caf\u{e9}").text, "Caf\u{e9}");
    let guessed = read("page", b"Wir suchen f\xfcr unser B\xfcro jemanden", Wanted::default());
    assert_eq!(guessed.findings[0].code, Code::PostingEncoding);
    assert_eq!(guessed.value.unwrap().text, "Wir suchen f\u{fc}r unser B\u{fc}ro jemanden");
}

#[test]
fn what_is_no_text_is_refused() {
    for bytes in
        [&b"%PDF-1.7"[..], b"PK\x03\x04", b"\x89PNG", b"a\0b", b"", b" \n", b"<html><body></body></html>"]
    {
        assert_eq!(refused(bytes).code, Code::PostingUnreadable, "{bytes:?}");
    }
}

#[test]
fn a_page_made_to_harm_is_read_in_bounded_time() {
    let deep = format!("<html><body>{}<p>Text.</p>", "<div>".repeat(100_000));
    assert_eq!(refused(deep).code, Code::PostingUnreadable);
    let nested = format!("<html><body>{}<p>Text.</p>", "<div>".repeat(2_500));
    assert_eq!(posting(nested).text, "Text.");
    // What a script hides is no part of the page, and may nest as deeply.
    let hidden = "\\u003cdiv\\u003e".repeat(100_000);
    let hidden = format!("{{\"@type\": \"JobPosting\", \"title\": \"X\", \"description\": \"{hidden}\"}}");
    assert_eq!(refused(page(&hidden, "")).code, Code::PostingUnreadable);
    let wide = format!("<html><body>{}", "<b>x</b> ".repeat(100_000));
    assert!(posting(wide).text.len() > 100_000);
    let json = page(&"[".repeat(100_000), "</head><body>Text.");
    assert_eq!(posting(json).text, "Text.");
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let _ = read("page", &bytes, Wanted::default());
        let page = [b"<!doctype html><script type=application/ld+json>".to_vec(), bytes].concat();
        let _ = read("page", &page, Wanted::default());
    }
}
