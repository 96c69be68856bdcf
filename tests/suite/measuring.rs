//! Heights that the engine measures are what pieces take on a page.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use bespoke::engine::{EngineChoice, PdfSettings, open};
use bespoke::finding::SourceFile;
use bespoke::job::Job;
use bespoke::language::Language;
use bespoke::profile::Profile;
use bespoke::render::{Edition, Measuring, Page, Renderer, Resume, Sheet, Theme};
use bespoke::tailor::{Extra, Piece, Plan};

use crate::harness::{PENN_MEDICINE, SAMPLE_PROFILE};

#[test]
fn a_piece_takes_what_was_measured() {
    let profile = Profile::read(&SourceFile::new("master.toml", SAMPLE_PROFILE)).value.unwrap();
    let job = Job::read("job", &SourceFile::new("job.md", PENN_MEDICINE)).value.unwrap();
    let plan = Plan::new(&profile, &job).value.unwrap();
    let engine = open(EngineChoice::Embedded, Duration::from_secs(60)).unwrap();
    let renderer = Renderer::new(Theme::load("classic", Path::new("no-such-folder")).unwrap()).unwrap();
    let settings = PdfSettings { created: jiff::civil::date(2025, 1, 1), archival: true };
    for density in 0..=Page::TIGHTEST {
        let page = Page { paper: "a4".into(), language: "en".into(), density, measuring: true };
        let sheet = |resume: &Resume| {
            let source = renderer.resume(resume, &page).unwrap().measured();
            Sheet::read(&engine.marks(&source, &settings).unwrap()).unwrap()
        };
        let all: BTreeSet<Piece> = plan.pieces().into_iter().collect();
        let measuring = Measuring::new(
            &profile,
            &plan.shown(&all),
            Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) },
        );
        let heights = measuring.heights(&sheet(&measuring.resume));
        // Every second wording is taken out, as a page shows one at most.
        let first = |piece: &&Piece| !matches!(piece, Piece::Highlight { wording: 1.., .. });
        let shown: BTreeSet<Piece> = all.iter().filter(first).cloned().collect();
        let whole = sheet(&Resume::new(
            &profile,
            &plan.shown(&shown),
            Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) },
        ))
        .used;
        for piece in &shown {
            // What stands in a section or an entry goes with it.
            let exact = match piece {
                Piece::Highlight { .. } => 60,
                Piece::Skills(_) | Piece::Courses(_) => 300,
                Piece::Section(Extra::Volunteer) | Piece::Project(_) => continue,
                Piece::Section(_) => 600,
            };
            let mut without = shown.clone();
            without.remove(piece);
            let taken = whole
                - sheet(&Resume::new(
                    &profile,
                    &plan.shown(&without),
                    Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) },
                ))
                .used;
            let measured = heights.of(piece);
            assert!(
                (taken - measured).abs() <= exact,
                "{piece:?} takes {taken}, and {measured} was measured"
            );
        }
    }
}
