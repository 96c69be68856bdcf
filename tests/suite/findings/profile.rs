//! Findings of the profile.

use insta::assert_snapshot;

use super::{refused, warned};
use crate::harness::{JOB, PROFILE, Workspace, edit};

/// A workspace whose profile has one piece replaced.
fn with(from: &str, to: &str) -> Workspace {
    Workspace::minimal().profile(&edit(PROFILE, from, to))
}

const NAME: &str = "name = \"Ada Miller\"";
const EMAIL: &str = "email = \"ada@miller.dev\"";
const START: &str = "start = \"2020-01\"";

#[test]
fn nothing_is_said_about_a_good_profile_and_job() {
    let run = Workspace::minimal().run(["build", "-v"]).succeeds();
    assert_eq!(run.stderr, "");
}

#[test]
fn a_missing_name_is_an_error() {
    assert_snapshot!(refused(&with(&format!("{NAME}\n"), "")), @r#"
    error[missing-key]: `name` in [basics] is required
     --> profiles/master.toml:1:1
      |
    1 | [basics]
      | ^
      |
      = help: add name = "..."

    1 error
    "#);
}

#[test]
fn an_empty_name_is_a_missing_one() {
    assert_snapshot!(refused(&with(NAME, "name = \" \"")), @r#"
    error[missing-key]: `name` in [basics] is required
     --> profiles/master.toml:1:1
      |
    1 | [basics]
      | ^
      |
      = help: add name = "..."

    1 error
    "#);
}

#[test]
fn a_missing_email_is_an_error() {
    assert_snapshot!(refused(&with(&format!("{EMAIL}\n"), "")), @r#"
    error[missing-key]: `email` in [basics] is required
     --> profiles/master.toml:1:1
      |
    1 | [basics]
      | ^
      |
      = help: add email = "..."

    1 error
    "#);
}

#[test]
fn an_entry_without_its_name_is_an_error_at_its_heading() {
    assert_snapshot!(refused(&with("title = \"Data Engineer\"\n", "")), @r#"
    error[missing-key]: `title` in [[work.positions]] is required
     --> profiles/master.toml:8:1
      |
    8 | [[work.positions]]
      | ^
      |
      = help: add title = "..."

    error[unknown-id]: there is no position with the id `initech-engineer`
      --> profiles/master.toml:18:12
       |
    18 | position = "initech-engineer"
       |            ^^^^^^^^^^^^^^^^^^
       |
       = help: write the `id` of a position of this profile

    error[unknown-id]: there is no highlight with the id `pipelines`
      --> profiles/master.toml:20:13
       |
    20 | evidence = ["pipelines"]
       |             ^^^^^^^^^^^
       |
       = help: write the `id` of a highlight of this profile

    3 errors
    "#);
}

#[test]
fn an_empty_profile_says_how_to_begin() {
    assert_snapshot!(refused(&Workspace::minimal().profile("")), @r#"
    error[missing-key]: `[basics]` is required
     --> profiles/master.toml:1:1
      |
    1 |
      | ^
      |
      = help: begin the profile with [basics], name = "..." and email = "..."

    1 error
    "#);
}

#[test]
fn a_text_of_the_wrong_type_is_an_error() {
    assert_snapshot!(refused(&with(NAME, "name = 7")), @r#"
    error[wrong-type]: `name` in [basics] must be a string, not a number
     --> profiles/master.toml:2:8
      |
    2 | name = 7
      |        ^
      |
      = help: name = "..."

    1 error
    "#);
}

#[test]
fn a_list_of_the_wrong_type_is_an_error() {
    assert_snapshot!(refused(&with("topics = [\"data pipelines\"]", "topics = { a = 1 }")), @r#"
    error[wrong-type]: `topics` in [[stories]] must be a list of strings, not a table
      --> profiles/master.toml:20:10
       |
    20 | topics = { a = 1 }
       |          ^^^^^^^^^
       |
       = help: topics = ["...", "..."]

    1 error
    "#);
}

#[test]
fn a_table_in_place_of_a_list_of_tables_is_an_error() {
    assert_snapshot!(refused(&with("[[stories]]", "[stories]")), @"
    error[wrong-type]: `stories` must be a list of tables, not a table
      --> profiles/master.toml:17:1
       |
    17 | [stories]
       | ^^^^^^^^^
       |
       = help: [[stories]] on a line of its own, once for each entry

    1 error
    ");
}

#[test]
fn two_equal_ids_are_an_error_that_names_both_lines() {
    assert_snapshot!(refused(&with("id = \"team\"", "id = \"pipelines\"")), @r#"
    error[duplicate-id]: the id `pipelines` is taken: line 13 has it too
      --> profiles/master.toml:14:30
       |
    14 |   { id = "pipelines", text = "Led four engineers and hired two of them." },
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: give one of them another `id`

    1 error
    "#);
}

#[test]
fn an_end_before_the_start_is_an_error() {
    assert_snapshot!(refused(&with(START, &format!("{START}\nend = \"2019\""))), @r#"
    error[date-order]: it ends (2019) before it starts (2020-01)
      --> profiles/master.toml:12:7
       |
    12 | end = "2019"
       |       ^^^^^^
       |
       = help: swap the two dates or correct one of them

    1 error
    "#);
}

#[test]
fn a_date_in_another_form_is_an_error() {
    assert_snapshot!(refused(&with(START, "start = \"Jan 2020\"")), @r#"
    error[bad-date]: `start` in [[work.positions]] is not a date: "Jan 2020"
      --> profiles/master.toml:11:9
       |
    11 | start = "Jan 2020"
       |         ^^^^^^^^^^
       |
       = help: write YYYY, YYYY-MM or YYYY-MM-DD, for example "2021-03"

    1 error
    "#);
}

#[test]
fn a_story_that_names_an_unknown_highlight_is_an_error() {
    assert_snapshot!(refused(&with("evidence = [\"pipelines\"]", "evidence = [\"pipeline\"]")), @r#"
    error[unknown-id]: there is no highlight with the id `pipeline`
      --> profiles/master.toml:21:13
       |
    21 | evidence = ["pipeline"]
       |             ^^^^^^^^^^
       |
       = help: did you mean `pipelines`?

    1 error
    "#);
}

#[test]
fn a_setting_that_is_not_allowed_is_an_error() {
    let defaults = "[defaults]\npaper = \"us-leter\"\npages = 0\nformats = [\"pdf\", \"pptx\"]\nhighlights = { min = 4, max = 2 }\n";
    assert_snapshot!(refused(&with("[[work]]\n", &format!("{defaults}[[work]]\n"))), @r#"
    error[bad-setting]: `paper` cannot be "us-leter"
     --> profiles/master.toml:6:9
      |
    6 | paper = "us-leter"
      |         ^^^^^^^^^^
      |
      = help: did you mean "us-letter"?

    error[bad-setting]: `pages` must be 1 or more
     --> profiles/master.toml:7:9
      |
    7 | pages = 0
      |         ^
      |
      = help: write pages = 1

    error[bad-setting]: `formats` cannot be "pptx"
     --> profiles/master.toml:8:19
      |
    8 | formats = ["pdf", "pptx"]
      |                   ^^^^^^
      |
      = help: use one of pdf, docx, html, md, txt, json

    error[bad-setting]: `min` (4) is greater than `max` (2)
     --> profiles/master.toml:9:14
      |
    9 | highlights = { min = 4, max = 2 }
      |              ^^^^^^^^^^^^^^^^^^^^
      |
      = help: swap the two numbers

    4 errors
    "#);
}

#[test]
fn two_errors_of_toml_syntax_are_reported_at_once() {
    let text = edit(&edit(PROFILE, NAME, "name = Ada Miller"), START, "start = 2020-1");
    assert_snapshot!(refused(&Workspace::minimal().profile(&text)), @"
    error[toml-syntax]: this is not TOML: string values must be quoted, expected literal string
     --> profiles/master.toml:2:8
      |
    2 | name = Ada Miller
      |        ^^^^^^^^^^
      |
      = help: text needs quotes, lists need brackets and commas, table names stand in [[double brackets]]

    error[toml-syntax]: this is not TOML: invalid date, expected `-` (MM-DD)
      --> profiles/master.toml:11:9
       |
    11 | start = 2020-1
       |         ^^^^^^
       |
       = help: text needs quotes, lists need brackets and commas, table names stand in [[double brackets]]

    2 errors
    ");
}

#[test]
fn one_missing_bracket_does_not_bury_the_reader() {
    let said = refused(&with("topics = [\"data pipelines\"]", "topics = [\"data pipelines\""));
    assert!(said.matches("error[").count() <= 2, "{said}");
}

#[test]
fn a_key_that_stands_twice_is_an_error() {
    assert_snapshot!(refused(&with(NAME, &format!("{NAME}\n{NAME}"))), @r#"
    error[toml-syntax]: this is not TOML: duplicate key
     --> profiles/master.toml:3:1
      |
    3 | name = "Ada Miller"
      | ^^^^
      |
      = help: keep one of the two

    1 error
    "#);
}

#[test]
fn all_errors_come_at_once_and_in_the_order_of_the_file() {
    let text = edit(PROFILE, EMAIL, "e-mail = \"ada@miller.dev\"");
    let text = edit(&text, START, "start = \"2020-13\"");
    let workspace = Workspace::minimal().profile(&text).job("acme", edit(JOB, "Acme\n", ""));
    assert_snapshot!(refused(&workspace), @r###"
    error[no-company]: the company is missing
     --> profiles/jobs/acme.md:3:1
      |
    3 | ## Company
      | ^^^^^^^^^^
      |
      = help: add a line "## Company" and below it, for example, "Penn Medicine"

    error[missing-key]: `email` in [basics] is required
     --> profiles/master.toml:1:1
      |
    1 | [basics]
      | ^
      |
      = help: add email = "..."

    warning[unknown-key]: unknown key `e-mail` in [basics]
     --> profiles/master.toml:3:1
      |
    3 | e-mail = "ada@miller.dev"
      | ^^^^^^
      |
      = help: did you mean `email`?

    error[bad-date]: `start` in [[work.positions]] is not a date: "2020-13"
      --> profiles/master.toml:11:9
       |
    11 | start = "2020-13"
       |         ^^^^^^^^^
       |
       = help: write YYYY, YYYY-MM or YYYY-MM-DD, for example "2021-03"

    3 errors, 1 warning
    "###);
}

#[test]
fn an_unknown_key_is_a_warning_with_the_nearest_one() {
    assert_snapshot!(warned(&with(START, &format!("{START}\nlocaton = \"Boston\""))), @r#"
    warning[unknown-key]: unknown key `locaton` in [[work.positions]]
      --> profiles/master.toml:12:1
       |
    12 | locaton = "Boston"
       | ^^^^^^^
       |
       = help: did you mean `location`?

    1 warning
    "#);
}

#[test]
fn an_unknown_key_like_no_other_is_a_warning_with_all_that_are_known() {
    assert_snapshot!(warned(&with(EMAIL, &format!("{EMAIL}\nshoe_size = 43"))), @"
    warning[unknown-key]: unknown key `shoe_size` in [basics]
     --> profiles/master.toml:4:1
      |
    4 | shoe_size = 43
      | ^^^^^^^^^
      |
      = help: known keys here: name, email, headline, phone, location, url, profiles

    1 warning
    ");
}

#[test]
fn an_unknown_table_is_a_warning() {
    assert_snapshot!(warned(&with("[[stories]]", "[[hobbies]]\nname = \"Chess\"\n\n[[stories]]")), @"
    warning[unknown-key]: unknown key `hobbies`
      --> profiles/master.toml:17:3
       |
    17 | [[hobbies]]
       |   ^^^^^^^
       |
       = help: known keys here: basics, work, education, projects, volunteer, skills, aliases, defaults, summaries, certificates, awards, publications, languages, interests, references, stories

    1 warning
    ");
}

#[test]
fn a_bad_email_is_a_warning() {
    assert_snapshot!(warned(&with(EMAIL, "email = \"ada at miller.dev\"")), @r#"
    warning[bad-email]: "ada at miller.dev" does not look like an e-mail address
     --> profiles/master.toml:3:9
      |
    3 | email = "ada at miller.dev"
      |         ^^^^^^^^^^^^^^^^^^^
      |
      = help: write it as name@domain, without spaces

    1 warning
    "#);
}

#[test]
fn a_bad_url_is_a_warning_with_the_full_address() {
    assert_snapshot!(warned(&with(EMAIL, &format!("{EMAIL}\nurl = \"miller.dev\""))), @r#"
    warning[bad-url]: "miller.dev" is not a full http(s) address
     --> profiles/master.toml:4:7
      |
    4 | url = "miller.dev"
      |       ^^^^^^^^^^^^
      |
      = help: write it as https://miller.dev

    1 warning
    "#);
}

#[test]
fn a_url_of_another_kind_is_a_warning() {
    assert_snapshot!(warned(&with(EMAIL, &format!("{EMAIL}\nurl = \"ftp://miller.dev\""))), @r#"
    warning[bad-url]: "ftp://miller.dev" is not a full http(s) address
     --> profiles/master.toml:4:7
      |
    4 | url = "ftp://miller.dev"
      |       ^^^^^^^^^^^^^^^^^^
      |
      = help: write it as https://...

    1 warning
    "#);
}

#[test]
fn a_story_that_repeats_eight_words_of_a_highlight_is_a_warning() {
    let story = "I still like those quiet mornings.";
    let repeated = "I built data pipelines in Python that feed the reports of twelve teams.";
    assert_snapshot!(warned(&with(story, repeated)), @r#"
    warning[letter-repeats-resume]: "built data pipelines in Python that feed the reports of twelve teams" stands in the resume as well
      --> profiles/master.toml:22:237
       |
    22 | ...nings were quiet. I built data pipelines in Python that feed the reports of twelve teams."
       |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: tell what the resume cannot: why, how, or what came of it

    warning[story-repeats]: the story `story-mondays` repeats "built data pipelines in python that feed the" from the highlight `pipelines`
      --> profiles/master.toml:22:8
       |
    22 | ... = "When I joined Initech, every report w...hat feed the reports of twelve teams."
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: tell it in other words: the letter is read beside the resume

    2 warnings
    "#);
}

#[test]
fn seven_words_of_a_highlight_are_no_repetition() {
    let workspace =
        with("I still like those quiet mornings.", "Those data pipelines in Python that feed reports last.");
    assert_eq!(workspace.run(["check", "-v"]).succeeds().stderr, "");
}

#[test]
fn a_look_that_cannot_be_is_an_error_that_shows_a_good_one() {
    let defaults = "accent = \"#ffcc00\"\ndensity = \"dense\"\nsections = [\"skils\"]\nformats = [\"odt\"]\n";
    assert_snapshot!(refused(&with("[[work]]\n", &format!("[defaults]\n{defaults}[[work]]\n"))), @r##"
    error[bad-setting]: `accent` cannot be "#ffcc00": its contrast to white is 1.5, and text needs at least 4.5
     --> profiles/master.toml:6:10
      |
    6 | accent = "#ffcc00"
      |          ^^^^^^^^^
      |
      = help: choose a dark colour, for example accent = "#1f3a5f"

    error[bad-setting]: `density` cannot be "dense"
     --> profiles/master.toml:7:11
      |
    7 | density = "dense"
      |           ^^^^^^^
      |
      = help: use one of auto, relaxed, normal, tight

    error[bad-setting]: `sections` cannot be "skils"
     --> profiles/master.toml:8:13
      |
    8 | sections = ["skils"]
      |             ^^^^^^^
      |
      = help: did you mean "skills"?

    error[bad-setting]: `formats` cannot be "odt"
     --> profiles/master.toml:9:12
      |
    9 | formats = ["odt"]
      |            ^^^^^
      |
      = help: use one of pdf, docx, html, md, txt, json

    4 errors
    "##);
}

#[test]
fn placeholder_data_are_a_note_and_refused_when_it_is_final() {
    let workspace = with(EMAIL, "email = \"ada@example.com\"");
    assert_eq!(workspace.run(["check", "--strict"]).succeeds().stderr, "1 note (shown with -v)\n");
    assert_snapshot!(workspace.refuses(["build", "--final"]).stderr, @r#"
    error[sample-data]: the contact data are placeholders
     --> profiles/master.toml:3:9
      |
    3 | email = "ada@example.com"
      |         ^^^^^^^^^^^^^^^^^
      |
      = help: put your own name, e-mail and phone here before you send anything

    1 error
    "#);
}
