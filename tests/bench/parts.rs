//! The parts of a build, each by itself, on the sample: `cargo bench --bench parts`.

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use bespoke::engine::{Engine, EngineChoice, Pdf, PdfSettings, open};
use bespoke::finding::SourceFile;
use bespoke::job::Job;
use bespoke::language::Language;
use bespoke::letter::{self, Brief, Letter};
use bespoke::process::Limits;
use bespoke::profile::{Look, Profile};
use bespoke::provenance::{History, Known, Notes, Told};
use bespoke::readback::{Expected, Readback, read_back};
use bespoke::render::{CoverLetter, Edition, Measuring, Page, Renderer, Resume, Sheet, Source, Theme};
use bespoke::tailor::{Choice, Heights, Material, Plan, Selection};
use divan::{Bencher, black_box};
use jiff::civil::{Date, date};

const PROFILE: &str = include_str!("../../profiles/master.toml");
const JOB: &str = include_str!("../../profiles/jobs/penn-medicine.md");

const DAY: Date = date(2025, 6, 15);
const SETTINGS: PdfSettings = PdfSettings { created: DAY, archival: true };

fn main() {
    divan::main();
}

/// Everything that a step of a build takes from the ones before.
struct Sample {
    profile: &'static Profile,
    job: &'static Job,
    plan: Plan<'static>,
    told: Told<'static>,
    engine: Box<dyn Engine>,
    renderer: Renderer,
    page: Page,
    measuring: Measuring,
    heights: Heights,
    choice: Choice,
    selection: Selection,
    resume: Resume,
    sentences: Vec<String>,
    letter: Letter,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let profile: &Profile = Box::leak(Box::new(read_profile()));
    let job: &Job = Box::leak(Box::new(read_job()));
    let plan = plan(Box::leak(Box::new(Material::new(profile))), job);
    let engine = open(EngineChoice::Embedded { isolation: None }, Limits::of(Duration::from_secs(60)))
        .expect("an engine");
    let theme = theme();
    let order = theme.settings.look.order();
    let page = Page::of(&theme.settings.look, Arc::new(theme.fonts(&Look::default(), None).expect("fonts")));
    let renderer = Renderer::new(theme, None).expect("templates");
    let edition = Edition { language: Language::of("en"), day: DAY };
    let measuring = Measuring::new(profile, &order, edition);
    let sheet = |resume: &Resume, page: &Page| {
        let source = renderer.resume(resume, page).expect("a source").measured();
        Sheet::read(&engine.marks(&source, &SETTINGS).expect("marks")).expect("a sheet")
    };
    let endless = Page { measuring: true, ..page.clone() };
    let heights =
        measuring.heights(&sheet(&measuring.everything, &endless), &sheet(&measuring.little, &page));
    let choice = plan.choose(&heights, plan.room(&heights, 1)).expect("a choice");
    let selection = plan.explain(&choice);
    let resume = Resume::new(&selection.shown.cut(profile), &order, edition);
    let sentences = resume.sentences();
    let history = Box::leak(Box::new(History::new(profile)));
    let told = Told { history, job, notes: Box::leak(Box::new(Notes::of(job))) };
    let letter = letter::draft(&brief(told, &selection, &sentences)).0;
    Sample {
        profile,
        job,
        plan,
        told,
        engine,
        renderer,
        page,
        measuring,
        heights,
        choice,
        selection,
        resume,
        sentences,
        letter,
    }
});

fn theme() -> Theme {
    Theme::load("classic", Path::new("no-such-folder")).expect("a theme")
}

fn brief<'a>(told: Told<'a>, selection: &'a Selection, resume: &'a [String]) -> Brief<'a> {
    let language = Language::of("en");
    Brief { told, selection, resume, date: DAY, language, enclosures: &[], most_words: letter::AIM }
}

impl Sample {
    fn source(&self) -> Source {
        self.renderer.resume(&self.resume, &self.page).expect("a source")
    }

    fn letter_source(&self) -> Source {
        let document = CoverLetter::new(&self.selection.shown.cut(self.profile), &self.letter);
        self.renderer.cover_letter(&document, &self.page).expect("a source")
    }

    fn pdf(&self, source: &Source) -> Pdf {
        self.engine.pdf(source, &SETTINGS).expect("a PDF")
    }

    /// A source that Typst has not seen, of the same kind.
    fn changed(source: &Source) -> impl FnMut() -> Source {
        let mut count = 0;
        move || {
            count += 1;
            let text = source.text.replace("Philadelphia", &format!("Philadelphia {count}"));
            Source { text, ..source.clone() }
        }
    }
}

#[divan::bench]
fn read_profile() -> Profile {
    Profile::read(&SourceFile::new("master.toml", black_box(PROFILE))).value.expect("a profile")
}

#[divan::bench]
fn read_job() -> Job {
    Job::read("penn-medicine", &SourceFile::new("penn-medicine.md", black_box(JOB))).value.expect("a job")
}

#[divan::bench]
fn prepare_for_provenance(bencher: Bencher) {
    let profile = SAMPLE.profile;
    bencher.bench(|| History::new(black_box(profile)));
}

#[divan::bench]
fn prepare_for_scoring(bencher: Bencher) {
    let profile = SAMPLE.profile;
    bencher.bench(|| Material::new(black_box(profile)));
}

fn plan<'a>(material: &'a Material<'a>, job: &'a Job) -> Plan<'a> {
    Plan::new(material, job).value.expect("a plan")
}

#[divan::bench]
fn plan_a_job(bencher: Bencher) {
    let material = Material::new(SAMPLE.profile);
    bencher.bench(|| plan(black_box(&material), SAMPLE.job));
}

#[divan::bench]
fn solve_for_a_page(bencher: Bencher) {
    let Sample { plan, heights, .. } = &*SAMPLE;
    let room = plan.room(heights, 1);
    bencher.bench(|| plan.choose(heights, black_box(room)));
}

#[divan::bench]
fn explain_a_choice(bencher: Bencher) {
    bencher.bench(|| SAMPLE.plan.explain(black_box(&SAMPLE.choice)));
}

#[divan::bench]
fn load_a_theme() -> Renderer {
    Renderer::new(theme(), None).expect("templates")
}

#[divan::bench]
fn render_a_resume(bencher: Bencher) {
    bencher.bench(|| SAMPLE.source());
}

#[divan::bench]
fn measure_a_profile(bencher: Bencher) {
    let page = Page { measuring: true, ..SAMPLE.page.clone() };
    let source = SAMPLE.renderer.resume(&SAMPLE.measuring.everything, &page).expect("a source").measured();
    bencher
        .with_inputs(Sample::changed(&source))
        .bench_local_values(|source| SAMPLE.engine.marks(&source, &SETTINGS).expect("marks"));
}

#[divan::bench]
fn set_a_resume(bencher: Bencher) {
    let source = SAMPLE.source().measured();
    bencher
        .with_inputs(Sample::changed(&source))
        .bench_local_values(|source| SAMPLE.engine.marks(&source, &SETTINGS).expect("marks"));
}

#[divan::bench]
fn make_a_resume(bencher: Bencher) {
    let source = SAMPLE.source();
    bencher.with_inputs(Sample::changed(&source)).bench_local_values(|source| SAMPLE.pdf(&source));
}

#[divan::bench]
fn make_a_letter(bencher: Bencher) {
    let source = SAMPLE.letter_source();
    bencher.with_inputs(Sample::changed(&source)).bench_local_values(|source| SAMPLE.pdf(&source));
}

#[divan::bench]
fn draft_a_letter(bencher: Bencher) {
    let Sample { told, selection, sentences, .. } = &*SAMPLE;
    bencher.bench(|| letter::draft(&brief(*told, black_box(selection), sentences)));
}

#[divan::bench]
fn lint_a_letter(bencher: Bencher) {
    let Sample { told, sentences, letter, .. } = &*SAMPLE;
    let context = letter::Context { told: *told, resume: sentences, companies: &[], owned: false };
    bencher.bench(|| letter::lint(black_box(letter), &context));
}

#[divan::bench]
fn prepare_the_notes(bencher: Bencher) {
    bencher.bench(|| Notes::of(black_box(SAMPLE.job)));
}

#[divan::bench]
fn prepare_for_finished_documents(bencher: Bencher) {
    bencher.bench(|| Known::new(black_box(SAMPLE.told), (Language::of("en"), DAY)));
}

#[divan::bench]
fn read_a_resume_back(bencher: Bencher) {
    let (pdf, blocks) = (SAMPLE.pdf(&SAMPLE.source()), SAMPLE.resume.blocks());
    let read = || -> Readback {
        read_back(&Expected { pdf: black_box(&pdf.bytes), blocks: &blocks, language: "en" })
    };
    bencher.bench(read);
}
