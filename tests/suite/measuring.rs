//! Heights that the engine measures are what pieces take on a page, in every theme.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bespoke::engine::{EngineChoice, PdfSettings, open};
use bespoke::finding::SourceFile;
use bespoke::job::Job;
use bespoke::language::Language;
use bespoke::process::Limits;
use bespoke::profile::{Density, Look, Profile, SectionKind};
use bespoke::render::{Edition, Measuring, Page, Renderer, Resume, Sheet, Theme, theme_names};
use bespoke::tailor::{Material, Piece, Plan};

use crate::harness::{PENN_MEDICINE, SAMPLE_PROFILE};

#[test]
fn a_piece_takes_what_was_measured() {
    let profile = Profile::read(&SourceFile::new("master.toml", SAMPLE_PROFILE)).value.unwrap();
    let job = Job::read("job", &SourceFile::new("job.md", PENN_MEDICINE)).value.unwrap();
    let material = Material::new(&profile);
    let plan = Plan::new(&material, &job).value.unwrap();
    let engine =
        open(EngineChoice::Embedded { isolation: None }, Limits::of(Duration::from_secs(60))).unwrap();
    let settings = PdfSettings { created: jiff::civil::date(2025, 1, 1), archival: true };
    let edition = Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) };
    for name in theme_names(Path::new("no-such-folder")).unwrap() {
        let theme = Theme::load(&name, Path::new("no-such-folder")).unwrap();
        let order = theme.settings.look.order();
        let fonts = Arc::new(theme.fonts(&Look::default(), None).unwrap());
        let renderer = Renderer::new(theme, None).unwrap();
        for density in [Density::Relaxed, Density::Normal, Density::Tight] {
            let page = Page { density, measuring: true, ..Page::of(&Look::default(), Arc::clone(&fonts)) };
            let set = |resume: &Resume, page: &Page| {
                let source = renderer.resume(resume, page).unwrap().measured();
                Sheet::read(&engine.marks(&source, &settings).unwrap()).unwrap()
            };
            let used = |pieces: &BTreeSet<Piece>| {
                set(&Resume::new(&plan.shown(pieces).cut(&profile), &order, edition), &page).used
            };
            let all: BTreeSet<Piece> = plan.pieces().into_iter().collect();
            let measuring = Measuring::new(&profile, &order, edition);
            let little = Page { measuring: false, ..page.clone() };
            let heights =
                measuring.heights(&set(&measuring.everything, &page), &set(&measuring.little, &little));
            // Every second wording is taken out, as a page shows one at most.
            let first = |piece: &&Piece| !matches!(piece, Piece::Highlight { wording: 1.., .. });
            let shown: BTreeSet<Piece> = all.iter().filter(first).cloned().collect();
            let whole = used(&shown);
            let sum = heights.area - plan.room(&heights, 1) + plan.height_of(&shown, &heights);
            assert!((whole - sum).abs() <= 5_000, "{name}, {density:?}: all takes {whole}, the sum is {sum}");
            for piece in &shown {
                // What stands in a section or an entry goes with it.
                let exact = match piece {
                    Piece::Highlight { .. } => 60,
                    Piece::Skills(_) | Piece::Courses(_) => 300,
                    Piece::Section(SectionKind::Volunteer) | Piece::Project(_) => continue,
                    Piece::Section(_) => 900,
                };
                let mut without = shown.clone();
                without.remove(piece);
                let taken = whole - used(&without);
                let measured = heights.of(piece);
                assert!(
                    (taken - measured).abs() <= exact,
                    "{name}, {density:?}: {piece:?} takes {taken}, and {measured} was measured"
                );
            }
        }
    }
}
