//! Planted claims: what neither the profile nor the notes say is found in the finished documents, wherever it comes
//! from, and fails the build.

use insta::assert_snapshot;

use super::harness::{JOB, PROFILE, Workspace, edit};

const LETTER: &str = "profiles/jobs/acme.letter.md";

/// A letter about which there is nothing to say.
const OWN: &str = "\
Dear Ms. Cole,

Acme is looking for a Data Engineer, and the pipelines in the posting are the kind I know best. My current role is
Data Engineer at Initech.

When I joined Initech, every report was late on Mondays. The pipelines now run before anybody is at work, and
people have stopped asking about late numbers.

Thank you for reading, and I hope we can talk soon.

Kind regards,

Ada Miller
";

/// Claims that a template may plant, each with the words that are told of it.
const PLANTED: [(&str, &str); 40] = [
    // Numbers and dates
    ("10 years of experience", "10"),
    ("saved 4.5M dollars", "4.5M"),
    ("since 1999", "1999"),
    ("thirteen teams", "thirteen"),
    ("99.99% of the time", "99.99"),
    ("May 17, 2031", "17"),
    ("GPA: 3.97", "3.97"),
    ("\\$250,000 saved", "250,000"),
    // Employers, schools and other names
    ("Harvard University", "Harvard University"),
    ("Google", "Google"),
    ("formerly at Amazon", "Amazon"),
    ("Goldman Sachs", "Goldman Sachs"),
    ("Massachusetts Institute of Technology", "Massachusetts Institute"),
    ("winner of the Turing Award", "Turing"),
    ("speaks French and Dutch at work in Lyon", "Lyon"),
    ("McKinsey", "McKinsey"),
    ("a Rhodes scholar", "Rhodes"),
    ("Objective: Stanford", "Stanford"),
    // Titles and degrees
    ("Chief Technology Officer", "Chief Technology Officer"),
    ("vice president", "vice president"),
    ("head of research", "head of research"),
    ("senior scientist", "scientist"),
    ("Director", "Director"),
    ("founder", "founder"),
    ("PhD", "PhD"),
    ("holds an MBA", "MBA"),
    ("Bachelor of Arts", "Bachelor"),
    ("Ph.D.", "Ph.D"),
    // Skills
    ("Kubernetes", "Kubernetes"),
    ("kubernetes", "kubernetes"),
    ("expert in machine learning", "expert"),
    ("deep learning", "deep learning"),
    ("TensorFlow", "TensorFlow"),
    ("rust, golang", "golang"),
    ("AWS", "AWS"),
    ("PostgreSQL and GraphQL", "PostgreSQL"),
    ("C++", "C"),
    ("tableau dashboards", "tableau"),
    ("Skills: Snowflake", "Snowflake"),
    ("computer vision", "computer vision"),
];

/// What any template may say.
const LABELS: [&str; 16] = [
    "Curriculum Vitae",
    "Resume",
    "Page 1 of 1",
    "1 / 1",
    "Phone: | Email: | Web:",
    "LinkedIn, GitHub",
    "Ada Miller - Resume",
    "AM",
    "Initech",
    "June 15, 2025",
    "Last updated June 2025",
    "References available upon request",
    "Application for: Data Engineer, Acme",
    "Confidential",
    "Made with Bespoke",
    "Technical skills, selected projects and further information",
];

/// [`Workspace::minimal`] with its own copy of a theme, to whose template something is added.
fn with_template(template: &str, added: &str) -> Workspace {
    let workspace = Workspace::minimal();
    workspace.run(["themes", "copy", "classic"]).succeeds();
    let path = format!("templates/classic/{template}.typ");
    let text = String::from_utf8(workspace.bytes(&path)).unwrap();
    workspace.file(&path, format!("{text}\n{added}\n"))
}

/// The messages about claims; without one, the build succeeds.
fn told(workspace: &Workspace) -> Vec<String> {
    let run = workspace.run(["build", "--pages", "3", "--json"]);
    let findings = run.json()["jobs"][0]["findings"].as_array().unwrap().clone();
    assert_eq!(run.code, Some(i32::from(!findings.is_empty())), "{}", run.stderr);
    let unsourced =
        findings.iter().filter(|finding| finding["code"].as_str().unwrap().ends_with("unsourced"));
    unsourced.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect()
}

/// Lines of small type, so that they change no page.
fn lines(texts: &[&str]) -> String {
    let line = |text: &&str| format!("#block(above: 2pt, text(size: 3pt)[{text}])\n");
    texts.iter().map(line).collect()
}

#[test]
fn a_claim_in_a_template_fails_the_build() {
    for template in ["resume", "cover-letter"] {
        let texts: Vec<&str> = PLANTED.iter().map(|(text, _)| *text).collect();
        let told = told(&with_template(template, &lines(&texts)));
        let document = template.replace('-', " ");
        for (text, quoted) in PLANTED {
            let start = format!("the finished {document} has the ");
            let named = |message: &&String| message.starts_with(&start) && message.contains(quoted);
            assert!(told.iter().any(|message| named(&message)), "{text}: {told:#?}");
        }
    }
}

#[test]
fn labels_of_a_template_are_no_claims() {
    for template in ["resume", "cover-letter"] {
        let workspace = with_template(template, &lines(&LABELS));
        assert_eq!(workspace.run(["build"]).succeeds().stderr, "");
    }
}

#[test]
fn a_claim_is_found_wherever_a_template_puts_it() {
    let places = [
        "#place(top, text(size: 1pt, fill: white)[Harvard])",
        "#place(bottom, rotate(90deg)[Harvard])",
        "#page(header: [Harvard])[Initech]",
        "#page(footer: context [Harvard])[Initech]",
        "#page(background: [Harvard])[Initech]",
        "#pdf.artifact[Harvard]",
        "#for c in \"Harvard\" { c }",
        "#show \"Ada Miller\": it => [#it, Harvard]\n#block[Ada Miller]",
    ];
    for place in places {
        let told = told(&with_template("resume", place));
        assert!(told.iter().any(|message| message.contains("Harvard")), "{place}: {told:?}");
    }
}

#[test]
fn a_claim_beside_a_field_is_told() {
    let workspace = Workspace::minimal();
    workspace.run(["themes", "copy", "classic"]).succeeds();
    let path = "templates/classic/sections.typ";
    let text = String::from_utf8(workspace.bytes(path)).unwrap();
    let workspace = workspace
        .file(path, text.replacen("== {{ section.title }}", "== {{ section.title }}\n#block[at Globex]", 1));
    assert_snapshot!(workspace.refuses(["build"]).stderr, @r#"
    error[unsourced]: the finished resume has the name "Globex", which stands neither in the profile nor in the notes
      = help: the theme's templates say so: take it out there, or add it to the profile if it is true

    1 error
    "#);
}

#[test]
fn a_claim_in_a_letter_fails_the_build() {
    let planted = [
        ("I cut costs by 45 percent.", "45"),
        ("I have led analysts for 23 years.", "23"),
        ("I doubled our sales in a hard year.", "doubled"),
        ("At Globex, I built the same thing for their planners.", "Globex"),
        ("Before that I worked for Umbrella in a small team.", "Umbrella"),
        ("I learned this at Drexel University, among other places.", "Drexel University"),
        ("In the evenings I write Kubernetes operators for fun.", "Kubernetes"),
        ("Much of it is written in terraform these days.", "terraform"),
        ("As vice president, I saw what a late report costs.", "vice president"),
        ("I hold a PhD, which taught me patience.", "PhD"),
    ];
    for (sentence, quoted) in planted {
        let own = edit(OWN, "Thank you for reading", &format!("{sentence} Thank you for reading"));
        let told = told(&Workspace::minimal().file(LETTER, own));
        assert!(
            told.iter().any(|message| message.contains(&format!("\"{quoted}\""))),
            "{sentence}: {told:?}"
        );
    }
    let own = format!("{OWN}\nP.S. I raised 9 million dollars while I worked at Globex.\n");
    assert_snapshot!(Workspace::minimal().file(LETTER, own).refuses(["build"]).stderr, @r#"
    error[unsourced]: the finished cover letter has the number "9 million", which stands neither in the profile nor in the notes
      = help: add it to the profile or the notes if it is true, or take it out of the letter

    error[unsourced]: the finished cover letter has the employer or school "Globex", which stands neither in the profile nor in the notes
      = help: add it to the profile or the notes if it is true, or take it out of the letter

    2 errors
    "#);
}

#[test]
fn what_a_person_tells_in_a_letter_fails_no_build() {
    let told = [
        "I can start on Thursday at 6:30 p.m., or on Monday at 7 a.m., in room 714.",
        "I would be glad to start within 30 days, on 30.09.2025 at the latest.",
        "As head of a team of 4, I learned to ask twice.",
        "I see myself as a partner to the night staff.",
        "At O'Hare last winter I met Prof. Tan at NeurIPS, and I've stayed in touch.",
        "I am working from Evanston this month, forty miles from your office.",
        "My work is on GitHub, and 100 percent of it (yes, 100%) is documented.",
        "We shipped v2.0 twenty-four hours a day, seven days a week.",
    ];
    for sentence in told {
        let own = edit(OWN, "Thank you for reading", &format!("{sentence} Thank you for reading"));
        Workspace::minimal().file(LETTER, own).run(["build"]).succeeds();
    }
    let own =
        edit(OWN, "Thank you", "I grew up in Cherry Hill, and my friend Maria rides your buses. Thank you");
    let run = Workspace::minimal().file(LETTER, own).run(["build"]).succeeds();
    assert_snapshot!(run.stderr, @r#"
    warning[letter-unsourced]: the name "Cherry Hill" stands neither in the profile nor in the notes
     --> profiles/jobs/acme.letter.md:9:14
      |
    9 | I grew up in Cherry Hill, and my friend Maria rides your buses. Thank you for reading, and I hope we can talk soon.
      |              ^^^^^^^^^^^
      |
      = help: add it to the profile or the notes if it is true, or take it out

    warning[letter-unsourced]: the name "Maria" stands neither in the profile nor in the notes
     --> profiles/jobs/acme.letter.md:9:41
      |
    9 | I grew up in Cherry Hill, and my friend Maria rides your buses. Thank you for reading, and I hope we can talk soon.
      |                                         ^^^^^
      |
      = help: add it to the profile or the notes if it is true, or take it out

    2 warnings
    "#);
}

#[test]
fn a_story_needs_evidence_for_what_only_it_says() {
    let story = edit(
        PROFILE,
        "every report was late",
        "I cut the cost of 17 reports when I worked at Globex, because every report was late",
    );
    Workspace::minimal().profile(&story).run(["build"]).succeeds();
    let unproven = edit(&story, "evidence = [\"pipelines\"]\n", "");
    assert_snapshot!(Workspace::minimal().profile(&unproven).refuses(["build"]).stderr, @r#"
    error[letter-unsourced]: the number "17" stands only in the story `story-mondays`, which names no `evidence`
      --> profiles/master.toml:21:50
       |
    21 | text = "When I joined Initech, I cut the cost of 17 reports when I worked at Globex, because every report was la...
       |                                                  ^^
       |
       = help: name the highlights that prove the story in its `evidence`, or take it out

    error[letter-unsourced]: the employer or school "Globex" stands only in the story `story-mondays`, which names no `evidence`
      --> profiles/master.toml:21:78
       |
    21 | text = "When I joined Initech, I cut the cost of 17 reports when I worked at Globex, because every report was la...
       |                                                                              ^^^^^^
       |
       = help: name the highlights that prove the story in its `evidence`, or take it out

    2 errors
    "#);
    // What is said elsewhere needs nothing.
    let told = edit(JOB, "- Key skills", "- I cut the cost of 17 reports at Globex\n- Key skills");
    Workspace::minimal().profile(&unproven).job("acme", told).run(["build"]).succeeds();
}

#[test]
fn a_profile_says_what_toml_makes_of_it() {
    // Escapes, accents that are characters of their own, initials; and comments, which say nothing.
    let profile = edit(
        PROFILE,
        "name = \"Initech\"",
        "name = \"Soci\\u00e9t\\u00e9 Initech Machines\" # Globex, 900 people",
    );
    let profile = edit(&profile, "name = \"Ada Miller\"", "name = \"Jose\u{301} Miller\"");
    let own = edit(OWN, "Data Engineer at Initech", "Data Engineer at Soci\u{e9}t\u{e9} Initech Machines");
    let own = own.replace("Ada Miller", "Jos\u{e9} Miller");
    let workspace = Workspace::minimal().profile(&profile);
    workspace.run(["build"]).succeeds();
    let honest = edit(&own, "When I joined Initech", "At SIM, I saw that");
    Workspace::minimal().profile(&profile).file(LETTER, honest).run(["build"]).succeeds();
    let planted = edit(&own, "When I joined Initech", "At Globex, I led 900 people and");
    let told = told(&Workspace::minimal().profile(&profile).file(LETTER, planted));
    for quoted in ["\"Globex\"", "\"900\""] {
        assert!(told.iter().any(|message| message.contains(quoted)), "{told:?}");
    }
}

#[test]
fn what_a_document_says_of_itself_is_a_claim_too() {
    let told = told(&with_template("resume", "#set document(keywords: (\"Kubernetes\", \"Harvard\"))"));
    for quoted in ["\"Kubernetes\"", "\"Harvard\""] {
        assert!(told.iter().any(|message| message.contains(quoted)), "{told:?}");
    }
}

#[test]
fn an_address_nobody_can_follow_is_shown_as_words() {
    for url in ["github.com/ada/x", "javascript:alert(1)", "ftp://example.com"] {
        let project =
            format!("\n[[projects]]\nname = \"Pump\"\nurl = \"{url}\"\nhighlights = [\"Wrote a pump.\"]\n");
        for theme in ["classic", "modern", "compact", "academic", "plain"] {
            let workspace = Workspace::minimal().profile(&format!("{PROFILE}{project}"));
            let run = workspace
                .run(["build", "--theme", theme, "--format", "pdf,docx,html,md,txt,json"])
                .succeeds();
            assert!(run.stderr.contains("bad-url"), "{}", run.stderr);
        }
    }
}
