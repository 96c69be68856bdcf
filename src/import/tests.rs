//! Every value is kept or reported, whatever the format and however odd the file.

use std::io::{Cursor, Write};

use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use serde_json::Value;
use zip::write::SimpleFileOptions;

use super::{Format, Imported, import};
use crate::finding::{Code, Finding, Severity, SourceFile};
use crate::profile::{Profile, slug};
use crate::render::json_resume;

fn imported(format: Format, bytes: impl AsRef<[u8]>) -> (Imported, Vec<Finding>) {
    let read = import(format, "resume", bytes.as_ref());
    (read.value.unwrap_or_else(|| panic!("{:?}", read.findings)), read.findings)
}

fn refused(format: Format, bytes: impl AsRef<[u8]>) -> Finding {
    let read = import(format, "resume", bytes.as_ref());
    assert!(read.value.is_none());
    read.findings.into_iter().find(|finding| finding.severity == Severity::Error).unwrap()
}

fn paths(imported: &Imported) -> Vec<&str> {
    imported.lost.iter().map(|lost| lost.path.as_str()).collect()
}

/// All values of JSON data that are not empty, with their paths, without any of our code.
fn values(value: &Value, path: String, all: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) => all.push((path, text.clone())),
        Value::Bool(_) | Value::Number(_) => all.push((path, value.to_string())),
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                values(item, format!("{path}[{number}]"), all);
            }
        }
        Value::Object(entries) => {
            for (key, item) in entries {
                values(item, if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, all);
            }
        }
    }
}

const JSON: &str = r#"{
  "$schema": "x",
  "basics": {
    "name": "Ada Sample", "label": "Engineer", "image": "me.png", "email": "ada@example.org", "website": "ada.example.org",
    "summary": "First **paragraph**.\n\nSecond.", "location": {"city": "Berlin", "countryCode": "DE", "postalCode": 10115},
    "profiles": [{"network": "GitHub", "username": "ada", "url": "https://github.com/ada"}]
  },
  "work": [
    {"company": "Acme", "position": "Lead", "startDate": "2021-03", "endDate": "", "summary": "Leads:\n- one\n- two",
     "highlights": ["Grew it.", "Cut **cost**."], "url": "acme.example"},
    {"name": "Other", "position": "Cook", "startDate": "Fall 2018", "endDate": "Mar 2019"},
    {"name": "ACME", "position": "Engineer", "startDate": 2019, "endDate": "2021-02", "location": "Remote",
     "url": "https://else.example"},
    {"name": "Backwards", "position": "Guard", "startDate": "2021-03", "endDate": "2020"},
    {"position": "Nowhere", "highlights": ["Lost."]}
  ],
  "education": {"institution": "Temple", "studyType": "BSc", "gpa": 3.8, "courses": ["A", 2]},
  "skills": [{"name": "Languages", "level": "", "keywords": ["Rust", "Python"]}, {"keywords": ["orphan"]}, "SQL"],
  "projects": [{"name": "Thing", "roles": ["Lead", "Author"], "type": "application", "keywords": {"a": "b"}}],
  "hobbies": null,
  "certificates": [{"name": "CKA", "date": "2020-01-02T00:00:00Z", "issuer": "CNCF"}],
  "extra": [1, 2, 3, 4, [true]]
}"#;

#[test]
fn json_resume_becomes_a_profile() {
    let (imported, findings) = imported(Format::JsonResume, JSON);
    insta::assert_snapshot!(imported.toml, @r#"
    # Made from resume. Look it through: what found no place was reported when it was made.
    # Stories for letters, other wordings and the names your notes use (aliases) are yours to add.

    [basics]
    name = "Ada Sample"
    headline = "Engineer"
    email = "ada@example.org"
    location = "Berlin, DE"
    url = "https://ada.example.org"
    profiles = [
      { network = "GitHub", username = "ada", url = "https://github.com/ada" },
    ]

    [[summaries]]
    text = "First **paragraph**. Second."

    [[work]]
    name = "Acme"
    url = "https://acme.example"

    [[work.positions]]
    title = "Lead"
    start = "2021-03"
    summary = "Leads:"
    highlights = [
      "one",
      "two",
      "Grew it.",
      "Cut **cost**.",
    ]

    [[work.positions]]
    title = "Engineer"
    start = "2019"
    end = "2021-02"
    location = "Remote"

    [[work]]
    name = "Other"

    [[work.positions]]
    title = "Cook"
    end = "2019-03"

    [[work]]
    name = "Backwards"

    [[work.positions]]
    title = "Guard"

    [[education]]
    institution = "Temple"
    study_type = "BSc"
    score = "3.8"
    courses = [
      "A",
      "2",
    ]

    [[projects]]
    name = "Thing"
    role = "Lead, Author"

    [[skills]]
    name = "Languages"
    keywords = [
      "Rust",
      "Python",
    ]

    [[skills]]
    name = "SQL"

    [[certificates]]
    name = "CKA"
    issuer = "CNCF"
    date = "2020-01-02"
    "#);
    insta::assert_debug_snapshot!(paths(&imported), @r#"
    [
        "$schema",
        "basics.image",
        "basics.location.postalCode",
        "work[1].startDate",
        "work[2].url",
        "work[3].startDate",
        "work[3].endDate",
        "work[4].position",
        "work[4].highlights[0]",
        "skills[1].keywords[0]",
        "projects[0].type",
        "projects[0].keywords.a",
        "extra[0]",
        "extra[1]",
        "extra[2]",
        "extra[3]",
        "extra[4][0]",
    ]
    "#);
    let told: Vec<String> = findings.iter().map(|finding| finding.message.clone()).collect();
    insta::assert_debug_snapshot!(told, @r#"
    [
        "`$schema` is left out: \"x\"",
        "`basics.image` is left out: \"me.png\"",
        "`basics.location.postalCode` is left out: \"10115\"",
        "`work[1].startDate` is left out: \"Fall 2018\"",
        "`work[2].url` is left out: \"https://else.example\"",
        "`work[3].startDate` is left out: \"2021-03\"",
        "`work[3].endDate` is left out: \"2020\"",
        "`work[4].position` is left out: \"Nowhere\"",
        "`work[4].highlights[0]` is left out: \"Lost.\"",
        "`skills[1].keywords[0]` is left out: \"orphan\"",
        "`projects[0].type` is left out: \"application\"",
        "`projects[0].keywords.a` is left out: \"b\"",
        "the profile has no place for `extra`: 4 values are left out",
        "`extra[4][0]` is left out: \"true\"",
    ]
    "#);
}

#[test]
fn kept_and_lost_are_all_values() {
    let (imported, _) = imported(Format::JsonResume, JSON);
    let mut all = Vec::new();
    values(&serde_json::from_str(JSON).unwrap(), String::new(), &mut all);
    assert_eq!(imported.values, all.len());
    let words = format!("-{}-", slug(&imported.toml));
    for (path, value) in all {
        let lost = imported.lost.iter().find(|lost| lost.path == path);
        match lost {
            Some(lost) => assert_eq!(lost.value, value),
            // Dates change their form.
            None if path.ends_with("Date") || path.ends_with(".date") => {
                assert!(
                    imported.toml.contains(&value[value.len().min(4).saturating_sub(4)..4.min(value.len())])
                        || value.contains("2019"),
                    "{path}"
                );
            }
            None => {
                for word in slug(&value).split('-') {
                    assert!(
                        words.contains(&format!("-{word}-")),
                        "{path} has {word}, and the profile has not"
                    );
                }
            }
        }
    }
}

const YAML: &str = "\
cv:
  name: Ada Sample
  headline: Engineer
  email: [ada@example.org, other@example.org]
  social_networks:
    - {network: GitHub, username: ada}
  sections:
    summary: [I build., And I write.]
    experience:
      - company: '[Acme](https://acme.example)'
        position: Lead
        start_date: 2021-03
        end_date: present
        highlights: &shared [Grew **it**., Cut it.]
      - {company: Acme, position: Engineer, date: 2019 - 2021, highlights: *shared}
    education:
      - {institution: Temple, area: Math, degree: BS, start_date: 2015, end_date: 2019-05}
    publications:
      - {title: A paper, authors: [A. Sample, B. Other], doi: 10.1/x, date: 2020-07}
    technologies:
      - {label: Languages, details: 'Rust, SQL (Postgres, SQLite)'}
    honors: [{bullet: A prize}]
    interests: [climbing, tea]
    welcome: [Hello.]
design: {theme: classic, page: {size: a4, margin: 2}}
";

#[test]
fn rendercv_becomes_a_profile() {
    let (imported, _) = imported(Format::RenderCv, YAML);
    insta::assert_snapshot!(imported.toml, @r#"
    # Made from resume. Look it through: what found no place was reported when it was made.
    # Stories for letters, other wordings and the names your notes use (aliases) are yours to add.

    [basics]
    name = "Ada Sample"
    headline = "Engineer"
    email = "ada@example.org"
    profiles = [
      { network = "GitHub", username = "ada" },
    ]

    [[summaries]]
    text = "I build. And I write."

    [[work]]
    name = "Acme"

    [[work.positions]]
    title = "Lead"
    start = "2021-03"
    end = "present"
    highlights = [
      "Grew **it**.",
      "Cut it.",
    ]

    [[work.positions]]
    title = "Engineer"
    start = "2019"
    end = "2021"
    highlights = [
      "Grew **it**.",
      "Cut it.",
    ]

    [[education]]
    institution = "Temple"
    area = "Math"
    study_type = "BS"
    start = "2015"
    end = "2019-05"

    [[skills]]
    name = "Languages"
    keywords = [
      "Rust",
      "SQL (Postgres, SQLite)",
    ]

    [[awards]]
    title = "A prize"

    [[publications]]
    name = "A paper"
    release_date = "2020-07"
    url = "https://doi.org/10.1/x"
    summary = "A. Sample, B. Other"

    [[interests]]
    name = "Interests"
    keywords = [
      "climbing",
      "tea",
    ]
    "#);
    insta::assert_debug_snapshot!(paths(&imported), @r#"
    [
        "cv.email[1]",
        "cv.sections.welcome[0]",
        "design.theme",
        "design.page.size",
        "design.page.margin",
    ]
    "#);
}

#[test]
fn yamlresume_becomes_a_profile() {
    let (imported, _) = imported(
        Format::YamlResume,
        "content:\n  basics:\n    name: Ada Sample\n    email: ada@example.org\n  location: {city: Berlin, region: BE}\n  \
         profiles: [{network: GitHub, username: ada}]\n  work:\n    - name: Acme\n      position: Lead\n      \
         startDate: Mar 2021\n      endDate: ''\n      summary: |\n        - Grew it\n          by half\n        - Cut it\n  \
         education:\n    - {institution: Temple, degree: Bachelor, area: Math, startDate: 2015, score: 3.80}\n  \
         references:\n    - {name: Bea, relationship: boss, summary: Good.}\nlocale: {language: en}\n",
    );
    insta::assert_snapshot!(imported.toml, @r#"
    # Made from resume. Look it through: what found no place was reported when it was made.
    # Stories for letters, other wordings and the names your notes use (aliases) are yours to add.

    [basics]
    name = "Ada Sample"
    email = "ada@example.org"
    location = "Berlin, BE"
    profiles = [
      { network = "GitHub", username = "ada" },
    ]

    [[work]]
    name = "Acme"

    [[work.positions]]
    title = "Lead"
    start = "2021-03"
    highlights = [
      "Grew it by half",
      "Cut it",
    ]

    [[education]]
    institution = "Temple"
    area = "Math"
    study_type = "Bachelor"
    start = "2015"
    score = "3.80"

    [[references]]
    name = "Bea"
    reference = "Good."
    "#);
    insta::assert_debug_snapshot!(paths(&imported), @r#"
    [
        "content.references[0].relationship",
        "locale.language",
    ]
    "#);
}

/// An archive of files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const LINKEDIN: [(&str, &str); 9] = [
    (
        "Profile.csv",
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\nAda,Sample,,,,Engineer,\"I build.\nI *write*.\",Software,,Berlin,[ada],[COMPANY:https://ada.example.org],\n",
    ),
    (
        "Email Addresses.csv",
        "Email Address,Confirmed,Primary,Updated On\nold@example.org,Yes,No,1/1/20\nada@example.org,Yes,Yes,1/1/21\n",
    ),
    ("PhoneNumbers.csv", "Extension,Number,Type\n,+49 30 555,Mobile\n"),
    (
        "Positions.csv",
        "\u{feff}Company Name,Title,Description,Location,Started On,Finished On\nAcme,Lead,\"Leads C# <team>.\n\u{2022} Grew _it_\n\u{2022} Cut it\",Berlin,Mar 2021,\nAcme,Engineer,,,2019,Feb 2021\n",
    ),
    (
        "nested/../../Education.csv",
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\nTemple,2015,2019,Cum laude,BSc,Chess\n",
    ),
    ("Skills.csv", "Name\nRust\nSQL\n"),
    ("Languages.csv", "Name,Proficiency\nGerman,Native\n"),
    (
        "Recommendations_Received.csv",
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nBea,Boss,Acme,CEO,Good.,1/1/21,VISIBLE\n",
    ),
    ("Connections.csv", "Notes:\n\"x\"\n\nFirst Name\nBob\n"),
];

#[test]
fn a_linkedin_archive_becomes_a_profile() {
    let (imported, findings) = imported(Format::LinkedIn, archive(&LINKEDIN));
    insta::assert_snapshot!(imported.toml, @r#"
    # Made from resume. Look it through: what found no place was reported when it was made.
    # Stories for letters, other wordings and the names your notes use (aliases) are yours to add.

    [basics]
    name = "Ada Sample"
    headline = "Engineer"
    email = "ada@example.org"
    phone = "+49 30 555"
    location = "Berlin"
    url = "https://ada.example.org"
    profiles = [
      { network = "X", username = "ada" },
    ]

    [[summaries]]
    text = 'I build. I \*write\*.'

    [[work]]
    name = "Acme"
    location = "Berlin"

    [[work.positions]]
    title = "Lead"
    start = "2021-03"
    summary = 'Leads C# \<team\>.'
    highlights = [
      'Grew \_it\_',
      "Cut it",
    ]

    [[work.positions]]
    title = "Engineer"
    start = "2019"
    end = "2021-02"

    [[education]]
    institution = "Temple"
    study_type = "BSc"
    start = "2015"
    end = "2019"
    highlights = [
      "Cum laude",
      "Chess",
    ]

    [[skills]]
    name = "Skills"
    keywords = [
      "Rust",
      "SQL",
    ]

    [[languages]]
    language = "German"
    fluency = "Native"

    [[references]]
    name = "Bea Boss"
    reference = "Good."
    "#);
    insta::assert_debug_snapshot!(paths(&imported), @r#"
    [
        "Profile[0].Industry",
        "Email Addresses[0].Email Address",
        "Email Addresses[0].Confirmed",
        "Email Addresses[0].Primary",
        "Email Addresses[0].Updated On",
        "Email Addresses[1].Confirmed",
        "Email Addresses[1].Primary",
        "Email Addresses[1].Updated On",
        "PhoneNumbers[0].Type",
        "Recommendations_Received[0].Company",
        "Recommendations_Received[0].Job Title",
        "Recommendations_Received[0].Creation Date",
        "Recommendations_Received[0].Status",
    ]
    "#);
    assert!(findings.iter().any(|finding| finding.message.contains("Connections.csv")), "{findings:?}");
    let read = Profile::read(&SourceFile::new("p", imported.toml.as_str())).value.unwrap();
    assert_eq!(read.work[0].positions[0].highlights[0].text.value.plain(), "Grew _it_");
}

#[test]
fn odd_archives_are_told_about() {
    assert_eq!(refused(Format::LinkedIn, b"no zip").code, Code::ImportFailed);
    assert_eq!(refused(Format::LinkedIn, archive(&[("Konten.csv", "a\nb\n")])).code, Code::ImportFailed);
    let (_, findings) = imported(Format::LinkedIn, archive(&LINKEDIN[..1]));
    assert!(findings.iter().any(|finding| finding.message.contains("positions")), "{findings:?}");
    let bomb = "a".repeat(11 * 1024 * 1024);
    let (_, findings) = imported(Format::LinkedIn, archive(&[LINKEDIN[0], ("Skills.csv", &bomb)]));
    assert!(findings.iter().any(|finding| finding.message.contains("larger than")), "{findings:?}");
    let ragged = archive(&[LINKEDIN[0], ("Skills.csv", "Name\nRust,extra\n\"open\n")]);
    assert!(paths(&imported_of(&ragged)).contains(&"Skills[0].column 2"));
}

fn imported_of(bytes: &[u8]) -> Imported {
    imported(Format::LinkedIn, bytes).0
}

#[test]
fn broken_files_are_refused_with_their_place() {
    let place = |finding: &Finding| finding.place.as_ref().map(|place| place.position());
    let finding = refused(Format::JsonResume, "{\n  \"basics\": {,}\n}");
    assert_eq!((finding.code, place(&finding)), (Code::ImportFailed, Some((2, 14))));
    let finding = refused(Format::RenderCv, "cv:\n  name: \"open\n");
    assert_eq!(finding.code, Code::ImportFailed);
    assert_eq!(refused(Format::JsonResume, b"{\"a\": \"\xff\"}").code, Code::NotUtf8);
    for (format, text) in [
        (Format::JsonResume, ""),
        (Format::JsonResume, "[]"),
        (Format::JsonResume, "{} {}"),
        (Format::JsonResume, "{'a': 1}"),
        (Format::RenderCv, ""),
        (Format::RenderCv, "- a"),
        (Format::YamlResume, "\t- a\n b: ]"),
    ] {
        assert_eq!(refused(format, text).code, Code::ImportFailed, "{text}");
    }
    refused(Format::JsonResume, "[".repeat(100_000));
    refused(Format::RenderCv, "[".repeat(100_000));
    refused(Format::RenderCv, "- ".repeat(100_000));
    let laughs: String = (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]\n", n - 1)).collect();
    let finding = refused(Format::RenderCv, format!("a0: &a0 [x, x]\n{laughs}"));
    assert!(finding.message.contains("aliases"), "{}", finding.message);
}

#[test]
fn what_a_profile_needs_is_marked_as_a_placeholder() {
    let (imported, findings) = imported(Format::JsonResume, r#"{"skills": [{"name": "Rust"}]}"#);
    assert!(imported.toml.contains("your.name@example.com"), "{}", imported.toml);
    assert_eq!(findings.iter().filter(|finding| finding.code == Code::MissingKey).count(), 2);
}

fn word() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{1,6}( [a-z0-9*_#&<>!.]{1,6}){0,3}"
}

fn day() -> impl Strategy<Value = String> {
    (1990..2020, 1..13, 1..29).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"))
}

/// A profile in TOML of what JSON Resume can hold, its texts Markdown.
fn profile() -> impl Strategy<Value = String> {
    let text = || "[A-Z][a-z]{1,6}( [a-z0-9*_`#&<>!.\\[\\]()~-]{1,6}){0,6}";
    let quoted = |text: String| Value::String(text).to_string();
    let list = move |items: Vec<String>| {
        format!("[{}]", items.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
    };
    let position =
        (word(), day(), prop::collection::vec(text(), 0..3)).prop_map(move |(title, start, lines)| {
            format!(
                "[[work.positions]]\ntitle = {}\nstart = \"{start}\"\nhighlights = {}\n",
                quoted(title),
                list(lines)
            )
        });
    let work = (word(), prop::collection::vec(position, 1..3)).prop_map(move |(name, positions)| {
        format!("[[work]]\nname = {}\n{}", quoted(name), positions.concat())
    });
    let skills = (word(), prop::collection::vec(word(), 0..3)).prop_map(move |(name, words)| {
        format!("[[skills]]\nname = {}\nkeywords = {}\n", quoted(name), list(words))
    });
    let project = (word(), text(), word(), day()).prop_map(move |(name, about, role, end)| {
        format!(
            "[[projects]]\nname = {}\ndescription = {}\nrole = {}\nend = \"{end}\"\n",
            quoted(name),
            quoted(about),
            quoted(role)
        )
    });
    let school =
        (word(), word(), prop::collection::vec(word(), 0..2)).prop_map(move |(name, area, courses)| {
            format!(
                "[[education]]\ninstitution = {}\narea = {}\ncourses = {}\n",
                quoted(name),
                quoted(area),
                list(courses)
            )
        });
    let award = (word(), day(), text()).prop_map(move |(title, date, about)| {
        format!("[[awards]]\ntitle = {}\ndate = \"{date}\"\nsummary = {}\n", quoted(title), quoted(about))
    });
    let many = |entry| prop::collection::vec(entry, 0..3).prop_map(|entries: Vec<String>| entries.concat());
    let sections = (
        many(work.boxed()),
        many(school.boxed()),
        many(project.boxed()),
        many(skills.boxed()),
        many(award.boxed()),
    );
    (word(), text(), sections).prop_map(move |(name, summary, (work, schools, projects, skills, awards))| {
        format!(
            "[basics]\nname = {}\nemail = \"a@b.org\"\nlocation = \"Berlin, Germany\"\n[[summaries]]\ntext = {}\n{work}{schools}{projects}{skills}{awards}",
            quoted(name), quoted(summary)
        )
    })
}

proptest! {
    #[test]
    fn an_export_is_imported_as_it_was(toml in profile()) {
        let day = jiff::civil::date(2025, 6, 15);
        let profile = Profile::read(&SourceFile::new("p", toml)).value.unwrap();
        let (json, _) = json_resume(&profile, day);
        let (again, _) = imported(Format::JsonResume, &json);
        let read = Profile::read(&SourceFile::new("p", again.toml.as_str())).value.unwrap();
        let (second, _) = json_resume(&read, day);
        prop_assert_eq!(&json, &second);
        prop_assert!(again.lost.iter().all(|lost| lost.path.starts_with("meta.") || lost.path == "$schema"), "{:?}", again.lost);
        let lines = |profile: &Profile| -> Vec<String> {
            profile.highlight_lists().flat_map(|(_, lines)| lines).map(|line| line.text.value.markdown()).collect()
        };
        prop_assert_eq!(lines(&profile), lines(&read));
    }

    #[test]
    fn any_bytes_are_imported_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]{}:,\"'&*!|>\\-\n a-c0-9#?~]{0,80}") {
        for format in [Format::JsonResume, Format::RenderCv, Format::YamlResume, Format::LinkedIn] {
            let _ = import(format, "x", &bytes);
            let _ = import(format, "x", text.as_bytes());
        }
    }

    #[test]
    fn every_value_is_in_the_profile_or_in_the_report(shape in shape()) {
        let mut count = 0;
        let data = filled(&shape, &mut count);
        let files = [
            (Format::JsonResume, data.clone()),
            (Format::YamlResume, serde_json::json!({ "content": data.clone() })),
            (Format::RenderCv, serde_json::json!({ "cv": { "name": "Word", "sections": data.clone() } })),
            (Format::RenderCv, serde_json::json!({ "cv": data })),
        ];
        for (format, json) in files {
            let mut all = Vec::new();
            values(&json, String::new(), &mut all);
            let read = import(format, "x", json.to_string().as_bytes());
            let Some(imported) = read.value else {
                let failed = read.findings.iter().any(|finding| finding.code == Code::ImportFailed);
                prop_assert!(failed, "{:?}", read.findings);
                continue;
            };
            prop_assert_eq!(imported.values, all.len());
            for (path, value) in all {
                let lost = imported.lost.iter().any(|lost| lost.path == path && lost.value == value);
                let kept = imported.toml.contains(&value);
                prop_assert_eq!(kept, !lost, "{} = {} in {}\n{}", path, value, json, imported.toml);
            }
        }
    }
}

/// Data of any shape, with keys that mean something.
#[derive(Debug, Clone)]
enum Shape {
    Text,
    Number,
    List(Vec<Shape>),
    Map(Vec<(&'static str, Shape)>),
}

const KEYS: [&str; 44] = [
    "basics",
    "name",
    "label",
    "headline",
    "email",
    "phone",
    "url",
    "website",
    "location",
    "city",
    "region",
    "countryCode",
    "profiles",
    "network",
    "username",
    "summary",
    "description",
    "work",
    "company",
    "position",
    "startDate",
    "endDate",
    "date",
    "highlights",
    "education",
    "institution",
    "courses",
    "skills",
    "keywords",
    "level",
    "projects",
    "roles",
    "awards",
    "title",
    "publications",
    "doi",
    "authors",
    "languages",
    "language",
    "references",
    "reference",
    "bullet",
    "details",
    "sections",
];

fn shape() -> impl Strategy<Value = Shape> {
    let leaf = prop_oneof![4 => Just(Shape::Text), 1 => Just(Shape::Number)];
    let any = leaf.prop_recursive(4, 48, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Shape::List),
            prop::collection::vec((prop::sample::select(&KEYS[..]), inner), 1..6).prop_map(Shape::Map),
        ]
    });
    prop::collection::vec((prop::sample::select(&KEYS[..]), any), 1..8).prop_map(Shape::Map)
}

/// The shape with values that are all different, and no part of one another.
fn filled(shape: &Shape, count: &mut u32) -> Value {
    *count += 1;
    let number = *count;
    match shape {
        Shape::Text => Value::String(format!("word{number}x")),
        Shape::Number => Value::from(7_000_000 + number),
        Shape::List(items) => items.iter().map(|item| filled(item, count)).collect(),
        Shape::Map(entries) => {
            entries.iter().map(|(key, item)| ((*key).to_owned(), filled(item, count))).collect()
        }
    }
}
