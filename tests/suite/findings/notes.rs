//! Findings of a job's file: sections, front matter, values.

use insta::assert_snapshot;

use super::{and, refused, warned};
use crate::harness::{JOB, Workspace, edit};

/// A workspace whose job has one piece replaced.
fn with(from: &str, to: &str) -> Workspace {
    Workspace::minimal().job("acme", edit(JOB, from, to))
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
