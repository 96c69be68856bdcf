//! Findings of what the notes wish for and the profile does not have.

use insta::assert_snapshot;

use super::{and, refused, warned};
use crate::harness::{PROFILE, Workspace, edit};

/// An instruction for an entry of the profile.
fn entry(line: &str) -> Workspace {
    and(&format!("- Bullet points to highlight:\n  - Work experience:\n    - {line}\n"))
}

#[test]
fn an_ambiguous_reference_is_an_error_that_lists_the_candidates() {
    let second = "[[work.positions]]\nid = \"initech-lead\"\ntitle = \"Lead Data Engineer\"\nstart = \"2018\"\nend = \"2019\"\n\n[[stories]]";
    let workspace =
        entry("Initech Data: Emphasize data pipelines").profile(&edit(PROFILE, "[[stories]]", second));
    assert_snapshot!(refused(&workspace), @r#"
    error[ambiguous-reference]: "Initech Data" could be Initech, Data Engineer (id initech-engineer) or Initech, Lead Data Engineer (id initech-lead)
      --> profiles/jobs/acme.md:18:7
       |
    18 |     - Initech Data: Emphasize data pipelines
       |       ^^^^^^^^^^^^
       |
       = help: add a word of the title or a year in which you held it, or write the id

    1 error
    "#);
}

#[test]
fn an_unknown_id_in_keep_is_an_error() {
    assert_snapshot!(refused(&and("\n## Keep\n- pipeline\n- team\n")), @"
    error[unknown-id]: there is nothing with the id `pipeline` in the profile
      --> profiles/jobs/acme.md:18:3
       |
    18 | - pipeline
       |   ^^^^^^^^
       |
       = help: did you mean `pipelines`?

    1 error
    ");
}

#[test]
fn an_unknown_id_in_drop_is_an_error() {
    assert_snapshot!(refused(&and("\n## Drop\nteam, zzz\n")), @"
    error[unknown-id]: there is nothing with the id `zzz` in the profile
      --> profiles/jobs/acme.md:18:7
       |
    18 | team, zzz
       |       ^^^
       |
       = help: `bespoke explain` lists the ids of all highlights

    1 error
    ");
}

#[test]
fn a_reference_that_is_not_in_the_profile_is_a_warning_with_the_nearest_name() {
    assert_snapshot!(warned(&entry("Inittech: Emphasize data pipelines")), @r#"
    warning[unknown-reference]: "Inittech" is not in the profile
      --> profiles/jobs/acme.md:18:7
       |
    18 |     - Inittech: Emphasize data pipelines
       |       ^^^^^^^^
       |
       = help: did you mean "Initech"? Otherwise add it to the profile, or add the name to its aliases

    1 warning
    "#);
}

#[test]
fn a_reference_like_no_name_of_the_profile_is_a_warning() {
    assert_snapshot!(warned(&entry("Umbrella: Emphasize data pipelines")), @r#"
    warning[unknown-reference]: "Umbrella" is not in the profile
      --> profiles/jobs/acme.md:18:7
       |
    18 |     - Umbrella: Emphasize data pipelines
       |       ^^^^^^^^
       |
       = help: add it to the profile, or add this name to the `aliases` of what you mean

    1 warning
    "#);
}

#[test]
fn a_conditional_reference_that_is_not_in_the_profile_is_only_a_note() {
    let workspace = entry("Umbrella: Emphasize data pipelines (if applicable)");
    assert_eq!(workspace.run(["check", "--strict"]).succeeds().stderr, "1 note (shown with -v)\n");
    assert_snapshot!(workspace.run(["check", "-v"]).succeeds().stderr, @r#"
    info[unknown-reference]: "Umbrella" is not in the profile
      --> profiles/jobs/acme.md:18:7
       |
    18 |     - Umbrella: Emphasize data pipelines (if applicable)
       |       ^^^^^^^^
       |
       = help: add it to the profile, or add this name to the `aliases` of what you mean

    1 note
    "#);
}

#[test]
fn a_topic_without_evidence_is_a_warning() {
    assert_snapshot!(warned(&and("  - Underwater welding\n")), @r#"
    warning[no-evidence]: the profile has no evidence for "Underwater welding"
      --> profiles/jobs/acme.md:16:5
       |
    16 |   - Underwater welding
       |     ^^^^^^^^^^^^^^^^^^
       |
       = help: if you have done it, add a highlight or a keyword to the profile; it is never invented

    1 warning, 1 note (shown with -v)
    "#);
}

#[test]
fn a_topic_with_evidence_elsewhere_is_a_warning_that_names_it() {
    let second = "[[work]]\nname = \"Globex\"\n\n[[work.positions]]\ntitle = \"Clerk\"\nstart = \"2018\"\nend = \"2019\"\nhighlights = [\"Filed papers.\"]\n\n[[stories]]";
    let workspace = entry("Globex: Emphasize data pipelines").profile(&edit(PROFILE, "[[stories]]", second));
    assert_snapshot!(warned(&workspace), @r#"
    warning[no-evidence]: Globex has no evidence for "data pipelines"
      --> profiles/jobs/acme.md:18:25
       |
    18 |     - Globex: Emphasize data pipelines
       |                         ^^^^^^^^^^^^^^
       |
       = help: there is evidence elsewhere: `pipelines`

    1 warning
    "#);
}

#[test]
fn a_conditional_topic_without_evidence_is_only_a_note() {
    let workspace = and("  - Underwater welding (if applicable)\n");
    assert_eq!(workspace.run(["check", "--strict"]).succeeds().stderr, "1 note (shown with -v)\n");
    assert_snapshot!(workspace.run(["check", "-v"]).succeeds().stderr, @r#"
    info[not-applicable]: nothing in the profile fits "Underwater welding", so it is left out as you allowed
      --> profiles/jobs/acme.md:16:5
       |
    16 |   - Underwater welding (if applicable)
       |     ^^^^^^^^^^^^^^^^^^

    1 note
    "#);
}

#[test]
fn a_wish_for_another_wording_is_only_a_note() {
    let workspace = entry("Initech: Position as data pipelines project");
    assert_snapshot!(workspace.run(["check", "-v", "--strict"]).succeeds().stderr, @r#"
    info[reframe]: evidence for "data pipelines project" is selected, but nothing is reworded
      --> profiles/jobs/acme.md:18:16
       |
    18 |     - Initech: Position as data pipelines project
       |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add a variant to the highlights in the profile if you want another wording of the same fact

    1 note
    "#);
}

#[test]
fn an_id_in_keep_and_in_drop_is_a_warning() {
    assert_snapshot!(warned(&and("\n## Keep\nteam\n\n## Drop\nteam\n")), @"
    warning[contradiction]: `team` stands in Keep, but it is left out: it stands in Drop too
      --> profiles/jobs/acme.md:18:1
       |
    18 | team
       | ^^^^
       |
       = help: remove one of the two

    1 warning
    ");
}

#[test]
fn a_letter_point_without_a_source_is_a_warning_and_refused_when_it_is_final() {
    let workspace = and("- Cover letter points:\n  - Closing paragraph: Mention the moon landing\n");
    assert_snapshot!(warned(&workspace), @r#"
    warning[letter-marker]: the letter needs one sentence on "moon landing" that no source could fill
      --> profiles/jobs/acme.md:17:36
       |
    17 |   - Closing paragraph: Mention the moon landing
       |                                    ^^^^^^^^^^^^
       |
       = help: write it into the letter, or add a story or an answer that says it

    1 warning
    "#);
    assert_snapshot!(workspace.refuses(["build", "--final"]).stderr, @r#"
    error[letter-marker]: the letter needs one sentence on "moon landing" that no source could fill
      --> profiles/jobs/acme.md:17:36
       |
    17 |   - Closing paragraph: Mention the moon landing
       |                                    ^^^^^^^^^^^^
       |
       = help: write it into the letter, or add a story or an answer that says it

    1 error
    "#);
}

#[test]
fn a_topic_both_wanted_and_left_out_is_a_contradiction() {
    let said = warned(&and("  - Omit data pipelines\n"));
    assert!(
        said.contains(
            "warning[contradiction]: the notes ask for \"Data pipelines\", and line 16 leaves it out"
        ),
        "{said}"
    );
    assert!(said.contains("--> profiles/jobs/acme.md:15:5"), "{said}");
}

#[test]
fn a_wish_of_an_entry_that_is_left_out_is_a_contradiction() {
    let said = warned(&entry("Initech: Emphasize data pipelines\n    - Initech: Omit"));
    assert!(
        said.contains("the notes ask for \"data pipelines\" of `initech`, and leave `initech` out"),
        "{said}"
    );
}

#[test]
fn leaving_out_everything_is_a_warning() {
    assert_snapshot!(warned(&and("\n## Drop\n- pipelines\n- team\n")).split("\n\n").next().unwrap(), @"
    warning[nothing-to-show]: the notes leave out every highlight of the profile
    --> profiles/jobs/acme.md
     = help: take something out of Drop, or out of what is omitted
    ");
}

#[test]
fn a_wish_without_a_telling_word_is_told() {
    let run = and("  - the best\n").run(["check", "-v"]).succeeds();
    assert!(
        run.stderr.contains("info[unclear-wish]: \"best\" names nothing that a highlight could show"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--> profiles/jobs/acme.md:16:9"), "{}", run.stderr);
}

#[test]
fn a_minimum_that_the_page_cannot_show_is_a_warning() {
    let line = |at: usize| format!("\"Built data pipelines number {at} {}.\"", "with much care ".repeat(20));
    let lines: Vec<String> = (0..40).map(line).collect();
    let profile = format!(
        "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n[defaults]\nhighlights = {{ min = 30, max = 40 }}\n\
         [[work]]\nname = \"Initech\"\n[[work.positions]]\ntitle = \"T\"\nhighlights = [{}]\n",
        lines.join(", ")
    );
    let run = Workspace::minimal().profile(&profile).run(["build"]).succeeds();
    assert!(
        run.stderr.contains("warning[minimum-not-met]: 1 page cannot show 30 highlights of every position"),
        "{}",
        run.stderr
    );
}
