//! The words that documents bring by themselves, in the language that they are written in.

use super::harness::{JOB, PROFILE, Workspace};

fn source(workspace: &Workspace, document: &str) -> String {
    String::from_utf8(workspace.bytes(&format!("output/acme/{document}.typ"))).unwrap()
}

#[test]
fn headings_and_dates_are_in_the_language_of_the_document() {
    let words = [
        (
            "de",
            ["Berufserfahrung", "Jan 2020 - heute", "Ada Miller - Lebenslauf", "Ada Miller - Anschreiben"],
        ),
        (
            "fr",
            ["Exp\u{e9}rience professionnelle", "janv. 2020 - aujourd'hui", "- CV", "- Lettre de motivation"],
        ),
        (
            "es",
            [
                "Experiencia profesional",
                "ene 2020 - actualidad",
                "- Curr\u{ed}culum",
                "- Carta de presentaci\u{f3}n",
            ],
        ),
        ("it", ["Esperienza professionale", "gen 2020 - oggi", "- Curriculum", "- Lettera di presentazione"]),
        (
            "pt-BR",
            [
                "Experi\u{ea}ncia profissional",
                "jan 2020 - atual",
                "- Curr\u{ed}culo",
                "- Carta de apresenta\u{e7}\u{e3}o",
            ],
        ),
        ("nl", ["Werkervaring", "jan 2020 - heden", "- Cv", "- Motivatiebrief"]),
    ];
    for (language, words) in words {
        let job = format!("+++\nlanguage = \"{language}\"\n+++\n{JOB}");
        let workspace = Workspace::minimal().job("acme", job);
        workspace.run(["build"]).succeeds();
        let [heading, dates, resume, letter] = words;
        let text = source(&workspace, "resume");
        for expected in [heading, dates, resume] {
            assert!(text.contains(expected), "{language}: {expected}\n{text}");
        }
        assert!(!text.contains("Experience") && !text.contains("Present"), "{text}");
        assert!(source(&workspace, "cover-letter").contains(letter), "{language}: {letter}");
    }
}

#[test]
fn a_degree_still_to_come_is_expected_and_a_language_without_words_is_told() {
    let profile = format!(
        "{PROFILE}\n[[education]]\ninstitution = \"Temple University\"\nstart = \"2023-09\"\nend = \"2027-05\"\n"
    );
    let workspace = Workspace::minimal().profile(&profile);
    workspace.run(["build"]).succeeds();
    assert!(source(&workspace, "resume").contains("Expected May 2027"));
    let workspace = workspace.job("acme", format!("+++\nlanguage = \"ja\"\n+++\n{JOB}"));
    let run = workspace.run(["build"]).succeeds();
    assert!(run.stderr.contains("not known in \"ja\", so they are English"), "{}", run.stderr);
}
