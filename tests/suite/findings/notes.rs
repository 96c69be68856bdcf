//! Findings of a job's notes.

use insta::assert_snapshot;

use super::{refused, warned};
use crate::harness::{JOB, PROFILE, Workspace, edit};

/// A workspace whose job has one piece replaced.
fn with(from: &str, to: &str) -> Workspace {
    Workspace::minimal().job("acme", edit(JOB, from, to))
}

/// A workspace whose job has more lines at its end, below its notes.
fn and(more: &str) -> Workspace {
    Workspace::minimal().job("acme", format!("{JOB}{more}"))
}

/// An instruction for an entry of the profile.
fn entry(line: &str) -> Workspace {
    and(&format!("- Bullet points to highlight:\n  - Work experience:\n    - {line}\n"))
}

#[test]
fn a_missing_company_is_an_error() {
    assert_snapshot!(refused(&with("## Company\nAcme\n\n", "")), @r###"
    error[no-company]: the company is missing
     --> profiles/jobs/acme.md:1:1
      |
    1 | # Application
      | ^
      |
      = help: add a line "## Company" and below it, for example, "Penn Medicine"

    1 error
    "###);
}

#[test]
fn an_empty_company_is_an_error_at_its_heading() {
    assert_snapshot!(refused(&with("Acme\n", "")), @r###"
    error[no-company]: the company is missing
     --> profiles/jobs/acme.md:3:1
      |
    3 | ## Company
      | ^^^^^^^^^^
      |
      = help: add a line "## Company" and below it, for example, "Penn Medicine"

    1 error
    "###);
}

#[test]
fn a_missing_position_is_an_error() {
    assert_snapshot!(refused(&with("## Position\nData Engineer\n\n", "")), @r###"
    error[no-position]: the position is missing
     --> profiles/jobs/acme.md:1:1
      |
    1 | # Application
      | ^
      |
      = help: add a line "## Position" and below it, for example, "Data Engineer"

    1 error
    "###);
}

#[test]
fn an_empty_file_lacks_everything() {
    assert_snapshot!(refused(&Workspace::minimal().job("acme", "")), @r###"
    error[no-company]: the company is missing
     --> profiles/jobs/acme.md:1:1
      |
    1 |
      | ^
      |
      = help: add a line "## Company" and below it, for example, "Penn Medicine"

    error[no-position]: the position is missing
     --> profiles/jobs/acme.md:1:1
      |
    1 |
      | ^
      |
      = help: add a line "## Position" and below it, for example, "Data Engineer"

    warning[no-posting]: there is no job description
     --> profiles/jobs/acme.md:1:1
      |
    1 |
      | ^
      |
      = help: paste the posting under "## Job Description", and its requirements count too

    warning[no-notes]: there are no instructions in Notes, so the general resume is built
     --> profiles/jobs/acme.md:1:1
      |
    1 |
      | ^
      |
      = help: write, for example, "- Key skills to emphasize:" and below it "  - Team leadership"

    2 errors, 2 warnings
    "###);
}

#[test]
fn a_section_that_stands_twice_with_different_values_is_an_error() {
    assert_snapshot!(refused(&with("## Position", "## Company\nApex\n\n## Position")), @"
    error[section-twice]: the section Company stands here a second time, with another text than at line 3
     --> profiles/jobs/acme.md:6:1
      |
    6 | ## Company
      | ^^^^^^^^^^
      |
      = help: keep one; a posting's own heading of that name can be indented by four spaces

    1 error
    ");
}

#[test]
fn a_section_that_stands_twice_with_one_value_is_not() {
    let workspace = with("## Position", "## COMPANY:\n\n  Acme\n\n## Position");
    assert_eq!(workspace.run(["check", "-v"]).succeeds().stderr, "");
}

#[test]
fn a_file_that_is_not_utf_8_is_an_error_with_its_line() {
    let mut bytes = JOB.as_bytes().to_vec();
    bytes.extend(b"- Caf\xe9\n");
    assert_snapshot!(refused(&Workspace::minimal().job("acme", bytes)), @"
    error[not-utf-8]: profiles/jobs/acme.md is not UTF-8: line 16 has a byte that is not text
    --> profiles/jobs/acme.md
     = help: save the file as UTF-8 in your editor

    1 error
    ");
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
fn front_matter_that_is_not_closed_is_an_error() {
    assert_snapshot!(refused(&with("# Application\n", "+++\npages = 2\n\n# Application\n")), @"
    error[front-matter]: the front matter is never closed
     --> profiles/jobs/acme.md:1:1
      |
    1 | +++
      | ^^^
      |
      = help: end it with a line of three plus signs: +++

    1 error
    ");
}

#[test]
fn front_matter_that_is_not_toml_is_an_error() {
    assert_snapshot!(refused(&with("# Application\n", "+++\npages = two\n+++\n")), @"
    error[toml-syntax]: this is not TOML: invalid boolean, expected `true`
     --> profiles/jobs/acme.md:2:9
      |
    2 | pages = two
      |         ^^^
      |
      = help: text needs quotes, lists need brackets and commas, table names stand in [[double brackets]]

    1 error
    ");
}

#[test]
fn front_matter_with_a_wrong_value_is_an_error() {
    let front = "+++\ndeadline = \"soon\"\npaper = \"A4\"\npages = \"2\"\n+++\n";
    assert_snapshot!(refused(&with("# Application\n", front)), @r#"
    error[bad-date]: `deadline` is not a date: "soon"
     --> profiles/jobs/acme.md:2:12
      |
    2 | deadline = "soon"
      |            ^^^^^^
      |
      = help: write YYYY, YYYY-MM or YYYY-MM-DD, for example "2021-03"

    error[bad-setting]: `paper` cannot be "A4"
     --> profiles/jobs/acme.md:3:9
      |
    3 | paper = "A4"
      |         ^^^^
      |
      = help: did you mean "a4"?

    error[wrong-type]: `pages` must be a whole number, not a string
     --> profiles/jobs/acme.md:4:9
      |
    4 | pages = "2"
      |         ^^^
      |
      = help: pages = 1

    3 errors
    "#);
}

#[test]
fn an_application_date_that_is_none_is_an_error() {
    assert_snapshot!(refused(&and("\n## Application Date\nnext week\n")), @r#"
    error[bad-date]: "next week" is not a date
      --> profiles/jobs/acme.md:18:1
       |
    18 | next week
       | ^^^^^^^^^
       |
       = help: write YYYY-MM-DD, for example 2025-05-07

    1 error
    "#);
}

#[test]
fn all_findings_of_a_file_come_at_once() {
    let text = edit(JOB, "Acme\n", "");
    let more = "\n## Staus\nPENDING\n\n## Status\nPENDNG\n\n## Application Date\n2025-02-30\n";
    assert_snapshot!(refused(&Workspace::minimal().job("acme", text + more)), @r###"
    error[no-company]: the company is missing
     --> profiles/jobs/acme.md:3:1
      |
    3 | ## Company
      | ^^^^^^^^^^
      |
      = help: add a line "## Company" and below it, for example, "Penn Medicine"

    warning[unknown-section]: "Staus" is not a known section
      --> profiles/jobs/acme.md:16:4
       |
    16 | ## Staus
       |    ^^^^^
       |
       = help: did you mean "Status"?

    warning[unknown-status]: "PENDNG" is not a known status
      --> profiles/jobs/acme.md:20:1
       |
    20 | PENDNG
       | ^^^^^^
       |
       = help: did you mean PENDING?

    error[bad-date]: "2025-02-30" is not a date
      --> profiles/jobs/acme.md:23:1
       |
    23 | 2025-02-30
       | ^^^^^^^^^^
       |
       = help: write YYYY-MM-DD, for example 2025-05-07

    2 errors, 2 warnings
    "###);
}

#[test]
fn an_unknown_key_of_the_front_matter_is_a_warning() {
    assert_snapshot!(warned(&with("# Application\n", "+++\ndedline = 2025-06-27\n+++\n")), @"
    warning[unknown-key]: unknown key `dedline`
     --> profiles/jobs/acme.md:2:1
      |
    2 | dedline = 2025-06-27
      | ^^^^^^^
      |
      = help: did you mean `deadline`?

    1 warning
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
fn an_unknown_section_is_a_warning_with_the_nearest_name() {
    assert_snapshot!(warned(&and("\n## Persnal Connection\n- Why? Anvils.\n")), @r#"
    warning[unknown-section]: "Persnal Connection" is not a known section
      --> profiles/jobs/acme.md:17:4
       |
    17 | ## Persnal Connection
       |    ^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean "Personal Connection"?

    1 warning
    "#);
}

#[test]
fn an_unknown_section_like_no_other_is_a_warning() {
    assert_snapshot!(warned(&and("\n## Salary\nEnough.\n")), @r#"
    warning[unknown-section]: "Salary" is not a known section
      --> profiles/jobs/acme.md:17:4
       |
    17 | ## Salary
       |    ^^^^^^
       |
       = help: move the text into Notes if it should have an effect

    1 warning
    "#);
}

#[test]
fn text_above_the_first_section_is_a_warning() {
    assert_snapshot!(warned(&with("# Application\n", "# Application\n\nA friend told me of this job.\n")), @r###"
    warning[unknown-section]: this text stands above the first section, so it has no effect
     --> profiles/jobs/acme.md:3:1
      |
    3 | A friend told me of this job.
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: put it below a heading such as "## Notes"

    1 warning
    "###);
}

#[test]
fn an_unknown_status_is_a_warning_with_the_nearest_one() {
    assert_snapshot!(warned(&and("\n## Status\nAplied\n")), @r#"
    warning[unknown-status]: "Aplied" is not a known status
      --> profiles/jobs/acme.md:18:1
       |
    18 | Aplied
       | ^^^^^^
       |
       = help: did you mean APPLIED?

    1 warning
    "#);
}

#[test]
fn an_unknown_status_like_no_other_is_a_warning_with_all_that_are_known() {
    assert_snapshot!(warned(&and("\n## Status\nGHOSTED\n")), @r#"
    warning[unknown-status]: "GHOSTED" is not a known status
      --> profiles/jobs/acme.md:18:1
       |
    18 | GHOSTED
       | ^^^^^^^
       |
       = help: the known ones are PENDING, APPLIED, SCREENING, INTERVIEW, OFFER, ACCEPTED, REJECTED, WITHDRAWN

    1 warning
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

    warning[letter-marker]: the letter needs one sentence on "Underwater welding" that no source could fill
      --> profiles/jobs/acme.md:16:5
       |
    16 |   - Underwater welding
       |     ^^^^^^^^^^^^^^^^^^
       |
       = help: write it into the letter, or add a story or an answer that says it

    2 warnings
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
fn a_missing_posting_is_a_warning() {
    let posting = "## Job Description\nRequirements:\n- Experience with data pipelines is required.\n\n";
    assert_snapshot!(warned(&with(posting, "")), @r###"
    warning[no-posting]: there is no job description
     --> profiles/jobs/acme.md:1:1
      |
    1 | # Application
      | ^
      |
      = help: paste the posting under "## Job Description", and its requirements count too

    1 warning
    "###);
}

#[test]
fn missing_notes_are_a_warning_and_the_general_resume_is_built() {
    let workspace = with("## Notes\n- Key skills to emphasize:\n  - Data pipelines\n", "");
    assert_snapshot!(warned(&workspace), @r#"
    warning[no-notes]: there are no instructions in Notes, so the general resume is built
     --> profiles/jobs/acme.md:1:1
      |
    1 | # Application
      | ^
      |
      = help: write, for example, "- Key skills to emphasize:" and below it "  - Team leadership"

    1 warning
    "#);
}

#[test]
fn notes_without_an_instruction_are_missing_notes() {
    assert_snapshot!(warned(&with("- Key skills to emphasize:\n  - Data pipelines\n", "Call them back.\n")), @r#"
    warning[no-notes]: there are no instructions in Notes, so the general resume is built
      --> profiles/jobs/acme.md:13:1
       |
    13 | ## Notes
       | ^^^^^^^^
       |
       = help: write, for example, "- Key skills to emphasize:" and below it "  - Team leadership"

    1 warning
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
