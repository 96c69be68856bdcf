//! How documents look: what a profile, a job and a theme may ask for, and what no theme may do to a document.

use bespoke::readback::{Expected, read_back};
use hayro::hayro_interpret::hayro_syntax::Pdf;

use crate::harness::{JOB, PROFILE, Workspace, edit};

/// A profile with more lines in its defaults.
fn with_defaults(defaults: &str) -> String {
    edit(PROFILE, "[[work]]\n", &format!("[defaults]\n{defaults}\n\n[[work]]\n"))
}

/// The source of the job's resume.
fn source(workspace: &Workspace) -> String {
    String::from_utf8(workspace.bytes("output/acme/resume.typ")).unwrap()
}

/// The headings of a source, in their order.
fn headings(source: &str) -> Vec<&str> {
    source.lines().filter_map(|line| line.strip_prefix("== #\"")?.strip_suffix("\";")).collect()
}

/// What `build --json` says about the job.
fn built(workspace: &Workspace, theme: &str, paper: &str) -> serde_json::Value {
    let run = workspace.run(["build", "--json", "--theme", theme, "--paper", paper]);
    run.succeeds().json()["jobs"][0].clone()
}

const THEMES: [&str; 5] = ["academic", "classic", "compact", "modern", "plain"];

#[test]
fn a_job_decides_before_the_profile_and_the_profile_before_the_theme() {
    let skills = "[[skills]]\nname = \"Tools\"\nkeywords = [\"dbt\"]\n";
    let defaults =
        "accent = \"#5a1f3a\"\ndensity = \"tight\"\nsections = [\"skills\"]\nfonts = \"Source Sans 3\"";
    let workspace = Workspace::minimal().profile(&format!("{}{skills}", with_defaults(defaults)));
    workspace.run(["build"]).succeeds();
    let text = source(&workspace);
    assert!(text.contains("let accent = rgb(\"#5a1f3a\")"), "{text}");
    assert!(text.contains("values.pos().at(2)"), "a tight page: {text}");
    assert!(
        text.contains("let fonts = (\"Source Sans 3\", \"Source Serif 4\", \"Libertinus Serif\", )"),
        "{text}"
    );
    assert_eq!(headings(&text), ["Skills", "Experience"]);

    let job = format!("+++\naccent = \"#103010\"\nsections = [\"work\"]\n+++\n{JOB}");
    let workspace = workspace.job("acme", job);
    workspace.run(["build"]).succeeds();
    let text = source(&workspace);
    assert!(text.contains("let accent = rgb(\"#103010\")"), "{text}");
    assert!(text.contains("values.pos().at(2)"), "what the job leaves open is the profile's: {text}");
    assert_eq!(headings(&text), ["Experience", "Skills"]);
}

#[test]
fn fonts_of_the_machine_are_used_only_where_they_are_allowed() {
    // A character of Source Sans 3 that no font of the theme has.
    let profile = |defaults: &str| edit(&with_defaults(defaults), "twelve teams.", "twelve \u{2318} teams.");
    let workspace = Workspace::minimal().profile(&profile("language = \"en\""));
    let refused = workspace.refuses(["build"]).stderr;
    assert!(refused.contains("\u{2318} (U+2318), in the highlight"), "{refused}");

    let fonts = workspace.beside("home/.local/share/fonts");
    std::fs::create_dir_all(&fonts).unwrap();
    for style in ["Regular", "Semibold"] {
        let name = format!("SourceSans3-{style}.otf");
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("templates/fonts/source-sans-3")
            .join(&name);
        std::fs::copy(file, fonts.join(name)).unwrap();
    }
    workspace.refuses(["build"]);
    let workspace = workspace.profile(&profile("fonts = [\"Source Serif 4\", \"system\"]"));
    workspace.run(["build"]).succeeds();
    assert!(source(&workspace).contains("\u{2318}"));
}

#[test]
fn a_theme_brings_fonts_in_its_own_folder() {
    let font = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("templates/fonts/source-sans-3/SourceSans3-Regular.otf"),
    );
    let profile = edit(&with_defaults("theme = \"classic\""), "twelve teams.", "twelve \u{2318} teams.");
    let workspace = Workspace::minimal().profile(&profile);
    workspace.run(["themes", "copy", "classic"]).succeeds();
    workspace.refuses(["build"]);
    workspace.file("templates/classic/fonts/Mine.otf", font.unwrap()).run(["build"]).succeeds();
}

#[test]
fn unusual_profiles_make_good_documents_in_every_theme() {
    let long_title =
        "Senior Director of Machine Learning Platforms, Data Engineering and Applied Research Programs";
    let link = "https://portfolio.example.org/a/very/long/address/of/sixty-characters";
    let links: Vec<String> = (0..12)
        .map(|at| format!("{{ network = \"N{at}\", url = \"https://n{at}.example.org/ada-miller\" }}"))
        .collect();
    let base = "[basics]\nname = \"Zo\u{eb} \u{141}uk\u{e1}\u{161}ov\u{e1}-\u{d3}i\u{11f}\"\nemail = \"ada@miller.dev\"\n";
    let work = "[[work]]\nname = \"Initech\"\n[[work.positions]]\ntitle = \"Engineer\"\nstart = \"2020-01\"\nhighlights = [\"Built office workflow pipelines in C++ and C#.\"]\n";
    let school = "[[education]]\ninstitution = \"Temple University\"\nstudy_type = \"BS\"\nend = \"2019\"\n";
    let promotion = "[[work]]\nname = \"Acme\"\n[[work.positions]]\ntitle = \"Lead\"\nstart = \"2022\"\nhighlights = [\"Led.\"]\n[[work.positions]]\ntitle = \"Engineer\"\nstart = \"2019\"\nend = \"2022\"\nhighlights = [\"Built.\"]\n";
    let cases = [
        ("without work", format!("{base}{school}")),
        ("without a school", format!("{base}{work}")),
        ("an employer without a position", format!("{base}{work}[[work]]\nname = \"Freelance\"\n")),
        (
            "a long title",
            format!("{base}{}{school}", work.replace("\"Engineer\"", &format!("\"{long_title}\""))),
        ),
        ("a long address", format!("{base}url = \"{link}\"\n{work}")),
        ("many links", format!("{base}profiles = [{}]\n{work}", links.join(", "))),
        ("a promotion", format!("{base}{promotion}{school}")),
        ("a name alone", base.to_owned()),
    ];
    for (what, profile) in cases {
        let workspace = Workspace::minimal().profile(&profile);
        for (theme, paper) in THEMES.into_iter().flat_map(|theme| [(theme, "us-letter"), (theme, "a4")]) {
            let job = built(&workspace, theme, paper);
            let readback = &job["readback"];
            assert_eq!(readback["expected"], readback["recovered"], "{what}, {theme}, {paper}: {job}");
            assert_eq!(job["pages"]["resume"], 1, "{what}, {theme}, {paper}");
        }
    }
}

#[test]
fn a_curriculum_vitae_has_running_page_numbers_and_publications_first() {
    let profile = include_str!("../themes/researcher.toml");
    let workspace = Workspace::minimal().profile(profile);
    let job = built(&workspace, "academic", "a4");
    assert_eq!(job["pages"]["resume"], 2);
    let text = source(&workspace);
    assert_eq!(headings(&text)[..3], ["Summary", "Publications", "Education"]);
    let pdf = workspace.bytes("output/acme/resume.pdf");
    let beside = read_back(&Expected { pdf: &pdf, blocks: &[], language: "en" }).beside;
    for number in ["- 1 / 2", "- 2 / 2"] {
        assert!(beside.iter().any(|text| text.ends_with(number)), "{beside:?}");
    }
}

#[test]
fn documents_say_what_they_are_and_only_what_is_true() {
    let workspace = Workspace::sample();
    workspace.run(["build", "penn-medicine"]).succeeds();
    let pdf = Pdf::new(workspace.bytes("output/penn-medicine/resume.pdf")).unwrap();
    let known = pdf.metadata();
    let read = |text: &Option<Vec<u8>>| String::from_utf8(text.clone().unwrap()).unwrap();
    assert_eq!(read(&known.title), "Alex Sample - Resume");
    assert_eq!(read(&known.author), "Alex Sample");
    assert_eq!(read(&known.subject), "Machine Learning Engineering Leader");
    let shown = String::from_utf8(workspace.bytes("output/penn-medicine/resume.typ")).unwrap();
    let keywords = read(&known.keywords);
    assert!(keywords.split(", ").count() > 5, "{keywords}");
    for keyword in keywords.split(", ") {
        assert!(shown.matches(keyword).count() > 1, "\"{keyword}\" is not shown");
    }
    // The day of the application, not of the build.
    let created = known.creation_date.unwrap();
    assert_eq!((created.year, created.month, created.day), (2025, 5, 7));
}
