//! A document made for a test, spoiled or not, and what is read back of it.

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use super::super::{Expected, Readback, read_back};
use crate::engine::{Engine, EngineChoice, PdfSettings, open};
use crate::finding::SourceFile;
use crate::language::Language;
use crate::markdown::Prose;
use crate::process::Limits;
use crate::profile::{Density, Profile};
use crate::render::{
    Block, CoverLetter, Edition, LetterParagraph, LetterText, Page, Renderer, Resume, Theme,
};

/// A profile with a field of every kind, most of them twice.
pub(super) const PROFILE: &str = r#"
[basics]
name = "Robin Example"
headline = "Engineer of small things"
email = "robin@example.com"
phone = "+1 215 555 0100"
location = "Philadelphia, PA"
url = "https://robin.example.com"

[[summaries]]
id = "s"
text = "Builds tools that people understand, and explains them to those who have to decide about them every day of the year, with figures."
keywords = []

[[work]]
name = "Northwind Traders"
location = "Chicago, IL"
[[work.positions]]
title = "Head of Engineering"
start = "2021-03"
end = "present"
summary = "Leads four teams."
highlights = [
  "Moved the order system from one machine to [forty](https://example.com/forty), without a night of downtime, in the busiest quarter that the company ever had.",
  "Cut the cost of each order by 31% with a cache that nobody has to look after.",
  "Taught eleven teams to release on any day of the week, Friday included, and to go home on time afterwards.",
]
[[work.positions]]
title = "Senior Engineer"
start = "2018-06"
end = "2021-03"
highlights = ["Wrote the scheduler that still runs every warehouse.", "Answered the telephone at night less and less often."]

[[work]]
name = "Contoso"
location = "Remote"
[[work.positions]]
title = "Engineer"
start = "2015-01"
end = "2018-05"
highlights = ["Kept the lights on.", "Found the leak in the billing run."]

[[education]]
institution = "Drexel University"
area = "Mathematics"
study_type = "BSc"
start = "2010"
end = "2014"
score = "GPA 3.9"
location = "Philadelphia"
courses = ["Topology", "Measure Theory"]

[[projects]]
name = "Kettle"
role = "Author"
url = "https://example.com/kettle"
start = "2020"
end = "2022"
description = "A small scheduler for small machines."
highlights = ["Runs on three continents."]

[[skills]]
name = "Tongues"
keywords = ["R", "Rust", "C", "C++", "Research"]

[[skills]]
name = "Tools"
keywords = ["Git", "Node.js"]
"#;

/// The engine, opened once.
static ENGINE: LazyLock<Box<dyn Engine>> = LazyLock::new(|| {
    open(EngineChoice::Embedded { isolation: None }, Limits::of(Duration::from_secs(60))).unwrap()
});

/// How a document is made.
pub(super) struct Trial {
    pub(super) theme: Theme,
    pub(super) paper: &'static str,
    pub(super) language: &'static str,
    pub(super) archival: bool,
}

impl Trial {
    pub(super) fn new(theme: &str) -> Self {
        let theme = Theme::load(theme, Path::new("no-such-folder")).unwrap();
        Self { theme, paper: "us-letter", language: "en", archival: true }
    }

    /// Changes a template, which must have what is changed.
    pub(super) fn edit(mut self, file: &str, from: &str, to: &str) -> Self {
        let text = &self.theme.templates[file].text;
        assert!(text.contains(from), "{file} has no {from}");
        let text = text.replace(from, to);
        self.theme.templates.insert(file.to_owned(), SourceFile::new(file, text));
        self
    }

    /// Adds to the end of what resume and letter share.
    pub(super) fn style(mut self, more: &str) -> Self {
        let text = format!("{}\n{more}\n", self.theme.templates["style.typ"].text);
        self.theme.templates.insert("style.typ".to_owned(), SourceFile::new("style.typ", text));
        self
    }

    fn page(&self) -> Page {
        Page {
            paper: self.paper.to_owned(),
            language: self.language.to_owned(),
            density: Density::default(),
            accent: self.theme.settings.look.accent.unwrap_or_default(),
            fonts: Arc::new(self.theme.fonts(&self.theme.settings.look, None).unwrap()),
            measuring: false,
        }
    }

    pub(super) fn resume_pdf(&self, resume: &Resume) -> Vec<u8> {
        let renderer = Renderer::new(self.theme.clone(), None).unwrap();
        self.set(&renderer.resume(resume, &self.page()).unwrap())
    }

    fn letter_pdf(&self, letter: &CoverLetter) -> Vec<u8> {
        let renderer = Renderer::new(self.theme.clone(), None).unwrap();
        self.set(&renderer.cover_letter(letter, &self.page()).unwrap())
    }

    fn set(&self, source: &crate::render::Source) -> Vec<u8> {
        let settings = PdfSettings { created: jiff::civil::date(2025, 1, 1), archival: self.archival };
        ENGINE.pdf(source, &settings).unwrap().bytes
    }

    /// What is read back of a resume that should show another.
    pub(super) fn shown_for(&self, shown: &Resume, expected: &Resume) -> Readback {
        self.read(&self.resume_pdf(shown), &expected.blocks())
    }

    pub(super) fn resume(&self, resume: &Resume) -> Readback {
        self.shown_for(resume, resume)
    }

    /// What is read back of a letter that should show another.
    pub(super) fn letter_for(&self, shown: &CoverLetter, expected: &CoverLetter) -> Readback {
        self.read(&self.letter_pdf(shown), &expected.blocks())
    }

    fn read(&self, pdf: &[u8], blocks: &[Block]) -> Readback {
        read_back(&Expected { pdf, blocks, language: self.language })
    }
}

/// The resume that shows a whole profile.
pub(super) fn resume(profile: &str) -> Resume {
    let read = Profile::read(&SourceFile::new("master.toml", profile));
    let profile = read.value.unwrap_or_else(|| panic!("{:?}", read.findings));
    let order = crate::profile::Look::default().order();
    Resume::new(
        &profile,
        &order,
        Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) },
    )
}

/// A letter under the head of a resume.
pub(super) fn letter(resume: &Resume) -> CoverLetter {
    let paragraph = |text: &str| LetterParagraph {
        is_item: false,
        stretches: vec![LetterText { text: Prose::parse(text).into(), marker: false }],
    };
    CoverLetter {
        name: resume.name.clone(),
        headline: resume.headline.clone(),
        contacts: resume.contacts.clone(),
        date: "March 1, 2025".into(),
        recipient: vec!["Dana Reader".into(), "Fabrikam, Inc.".into()],
        salutation: "Dear Dana Reader,".into(),
        paragraphs: vec![
            paragraph(
                "I would like to build small things at Fabrikam, and to explain them to those who decide about them; this is what I have done for ten years.",
            ),
            paragraph("At Northwind Traders, I moved the order system without a night of downtime."),
        ],
        closing: "Sincerely,".into(),
        signature: "Robin Example".into(),
        below: vec!["Enclosure: resume".into()],
    }
}

/// Asserts that everything was found and nothing is wrong.
pub(super) fn assert_whole(what: &str, readback: &Readback) {
    assert!(
        readback.expected > 0 && readback.missing.is_empty() && readback.problems.is_empty(),
        "{what}: {readback:#?}"
    );
}

/// What is said of a document.
pub(super) fn told(readback: &Readback) -> String {
    let missing: Vec<String> = readback.missing.iter().map(ToString::to_string).collect();
    let count = format!("{}/{}", readback.recovered(), readback.expected);
    [vec![count], missing, readback.problems.clone()].concat().join("\n")
}
