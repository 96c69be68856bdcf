//! Findings of themes, templates and fonts.

use insta::assert_snapshot;

use super::refused;
use crate::harness::{JOB, PROFILE, Workspace, edit};

/// The smallest theme that works.
const THEME: &str = "fonts = [\"Source Serif 4\"]\n";
const RESUME: &str = "\
#set document(title: {{ title | quote }})
#set text(font: \"Source Serif 4\", lang: {{ language | quote }})
= {{ name }}
{% for employer in work %}
== {{ employer.name }}
{% endfor %}
";
const LETTER: &str = "\
#set document(title: {{ title | quote }})
#set text(font: \"Source Serif 4\", lang: {{ language | quote }})
{{ salutation }}
";

/// A workspace whose profile asks for its own theme, "plain".
fn themed() -> Workspace {
    let profile = edit(PROFILE, "[[work]]\n", "[defaults]\ntheme = \"plain\"\n\n[[work]]\n");
    let workspace = Workspace::minimal().profile(&profile).file("templates/plain/theme.toml", THEME);
    workspace.file("templates/plain/resume.typ", RESUME).file("templates/plain/cover-letter.typ", LETTER)
}

/// The same with one piece of the resume's template replaced.
fn with(from: &str, to: &str) -> Workspace {
    themed().file("templates/plain/resume.typ", edit(RESUME, from, to))
}

#[test]
fn a_theme_that_leaves_fields_out_works_and_is_told_so() {
    assert_snapshot!(themed().run(["build", "-v"]).succeeds().stderr, @r#"
    warning[not-recovered]: a reader of the finished PDFs finds 3 of 17 fields, in order; not "ada@miller.dev", "Data Engineer", "Jan 2020 - Present", ...
      = help: programs that read resumes will miss them too: the theme leaves them out, or shows them in a way that hides them

    1 warning
    "#);
}

#[test]
fn an_unknown_theme_is_an_error_with_the_nearest_one() {
    assert_snapshot!(Workspace::minimal().refuses(["build", "--theme", "clasic"]).stderr, @r#"
    error[unknown-theme]: there is no theme "clasic"
      = help: did you mean "classic"?

    1 error
    "#);
    assert_snapshot!(themed().refuses(["build", "--theme", "modern"]).stderr, @r#"
    error[unknown-theme]: there is no theme "modern"
      = help: the themes are classic, plain

    1 error
    "#);
    assert_snapshot!(Workspace::minimal().refuses(["build", "--theme", "../templates"]).stderr, @r#"
    error[unknown-theme]: there is no theme "../templates"
      = help: the themes are classic

    1 error
    "#);
}

#[test]
fn a_theme_without_its_templates_is_an_error() {
    let workspace = Workspace::minimal().file("templates/bare/theme.toml", THEME);
    assert_snapshot!(workspace.refuses(["build", "--theme", "bare"]).stderr, @r#"
    error[theme-settings]: the theme "bare" has no resume.typ
    --> templates/bare/resume.typ
     = help: `bespoke themes copy classic` starts a complete theme to change

    error[theme-settings]: the theme "bare" has no cover-letter.typ
    --> templates/bare/cover-letter.typ
     = help: `bespoke themes copy classic` starts a complete theme to change

    2 errors
    "#);
}

#[test]
fn a_theme_with_wrong_settings_is_an_error() {
    let settings = "descripton = \"x\"\nfonts = []\n[colors]\naccent = \"blue\"\n";
    assert_snapshot!(refused(&themed().file("templates/plain/theme.toml", settings)), @r##"
    error[theme-settings]: `accent` is not a colour: "blue"
     --> templates/plain/theme.toml:4:10
      |
    4 | accent = "blue"
      |          ^^^^^^
      |
      = help: write it as "#1f3a5f"

    error[theme-settings]: `fonts` must name at least one family
     --> templates/plain/theme.toml:1:1
      |
    1 | descripton = "x"
      | ^
      |
      = help: for example: fonts = ["Source Serif 4"]

    warning[unknown-key]: unknown key `descripton`
     --> templates/plain/theme.toml:1:1
      |
    1 | descripton = "x"
      | ^^^^^^^^^^
      |
      = help: did you mean `description`?

    2 errors, 1 warning
    "##);
}

#[test]
fn a_size_of_type_that_makes_no_sense_is_an_error_that_shows_a_good_one() {
    let said = refused(&themed().file("templates/plain/theme.toml", format!("{THEME}[sizes]\ntext = 0\n")));
    assert!(said.contains("`text` in [sizes] must be a number greater than 0"), "{said}");
    assert!(!said.contains("not a number"), "0 is a number: {said}");
    assert!(!said.contains("text = ["), "a list is no size: {said}");
}

#[test]
fn an_error_of_template_syntax_points_at_its_line() {
    assert_snapshot!(refused(&with("{% for employer in work %}", "{% for employer of work %}")), @"
    error[template-error]: Found identifier but expected in
     --> templates/plain/resume.typ:4:17
      |
    4 | {% for employer of work %}
      |                 ^^
      |
      = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    ");
}

#[test]
fn a_block_that_is_not_closed_points_at_its_template() {
    assert_snapshot!(refused(&with("{% endfor %}\n", "")), @"
    error[template-error]: Unexpected end of input
     --> templates/plain/resume.typ:5:23
      |
    5 | == {{ employer.name }}
      |                       ^
      |
      = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    ");
}

#[test]
fn a_value_that_templates_do_not_have_points_at_its_line() {
    assert_snapshot!(refused(&with("employer.name", "employer.nickname")), @"
    error[template-error]: Field `nickname` is not defined. Available fields: location, name, positions, url
     --> templates/plain/resume.typ:5:16
      |
    5 | == {{ employer.nickname }}
      |                ^^^^^^^^
      |
      = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    ");
}

#[test]
fn a_template_that_includes_a_missing_one_is_an_error() {
    assert_snapshot!(refused(&with("= {{ name }}\n", "{% include \"head.typ\" %}\n")), @"
    error[template-error]: error: Unknown template `head.typ`
    --> templates/plain
     = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    ");
}

#[test]
fn a_typst_error_points_at_the_line_of_the_template() {
    assert_snapshot!(refused(&with("== {{ employer.name }}", "== #upppr[{{ employer.name }}]")), @"
    error[typst-error]: unknown variable: upppr
     --> templates/plain/resume.typ:5:1
      |
    5 | == #upppr[{{ employer.name }}]
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    1 error
    ");
}

#[test]
fn a_typst_error_of_the_letter_points_at_its_template() {
    let letter = edit(LETTER, "{{ salutation }}\n", "{{ salutation }}\n#par[\n");
    let workspace = themed().file("templates/plain/cover-letter.typ", letter);
    assert_snapshot!(workspace.refuses(["build"]).stderr, @"
    error[typst-error]: unclosed delimiter
     --> templates/plain/cover-letter.typ:4:1
      |
    4 | #par[
      | ^^^^^

    1 error
    ");
}

#[test]
fn a_package_is_refused_before_anything_is_downloaded() {
    assert_snapshot!(refused(&with("= {{ name }}", "#import \"@preview/cetz:0.3.1\"\n= {{ name }}")), @r#"
    error[package-import]: the document imports the Typst package @preview/cetz:0.3.1 (line 3)
     --> templates/plain/resume.typ:3:1
      |
    3 | #import "@preview/cetz:0.3.1"
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: documents are made offline: copy the functions you need into the theme's templates

    1 error
    "#);
}

#[test]
fn a_file_outside_of_the_document_cannot_be_read() {
    assert_snapshot!(refused(&with("= {{ name }}", "#read(\"/etc/passwd\")\n= {{ name }}")), @r#"
    error[typst-error]: file not found (searched at etc/passwd)
     --> templates/plain/resume.typ:3:1
      |
    3 | #read("/etc/passwd")
      | ^^^^^^^^^^^^^^^^^^^^

    1 error
    "#);
}

#[test]
fn a_font_that_is_not_there_is_reported() {
    let workspace = with("font: \"Source Serif 4\"", "font: \"Comic Neue\"");
    assert_snapshot!(workspace.run(["build"]).stderr, @r#"
    warning[typst-warning]: unknown font family: comic neue
    --> resume.typ
     = help: it comes from the theme's templates

    warning[not-recovered]: a reader of the finished PDFs finds 3 of 17 fields, in order; not "ada@miller.dev", "Data Engineer", "Jan 2020 - Present", ...
      = help: programs that read resumes will miss them too: the theme leaves them out, or shows them in a way that hides them

    2 warnings
    "#);
}

#[test]
fn a_warning_of_typst_is_an_error_when_it_is_strict() {
    with("font: \"Source Serif 4\"", "font: \"Comic Neue\"").refuses(["build", "--strict"]);
}

#[test]
fn a_character_that_no_font_has_points_at_the_profile() {
    let workspace = Workspace::minimal().profile(&edit(PROFILE, "twelve teams.", "twelve \u{1f600} teams."));
    assert_snapshot!(workspace.refuses(["build"]).stderr, @r#"
    error[missing-glyph]: no font of the theme "classic" has "😀" (U+1F600)
      --> profiles/master.toml:13:94
       |
    13 |   { id = "pipelines", text = "Built data pipelines in Python that feed the reports of twelve 😀 teams." },
       |                                                                                              ^^
       |
       = help: write it differently, or put a font that has it into templates/THEME/fonts and name it in theme.toml

    1 error
    "#);
}

#[test]
fn a_character_that_no_font_has_points_at_the_notes() {
    let workspace = Workspace::minimal().job("acme", edit(JOB, "Acme\n", "Acme \u{5929}\u{6c14}\n"));
    assert_snapshot!(workspace.refuses(["build"]).stderr, @r#"
    error[missing-glyph]: no font of the theme "classic" has "天" (U+5929)
     --> profiles/jobs/acme.md:4:6
      |
    4 | Acme 天气
      |      ^^
      |
      = help: write it differently, or put a font that has it into templates/THEME/fonts and name it in theme.toml

    error[missing-glyph]: no font of the theme "classic" has "气" (U+6C14)
     --> profiles/jobs/acme.md:4:7
      |
    4 | Acme 天气
      |        ^^
      |
      = help: write it differently, or put a font that has it into templates/THEME/fonts and name it in theme.toml

    error[missing-glyph]: no font of the theme "classic" has "天" (U+5929)
     --> profiles/jobs/acme.md:4:6
      |
    4 | Acme 天气
      |      ^^
      |
      = help: write it differently, or put a font that has it into templates/THEME/fonts and name it in theme.toml

    error[missing-glyph]: no font of the theme "classic" has "气" (U+6C14)
     --> profiles/jobs/acme.md:4:7
      |
    4 | Acme 天气
      |        ^^
      |
      = help: write it differently, or put a font that has it into templates/THEME/fonts and name it in theme.toml

    4 errors
    "#);
}

#[test]
fn a_template_that_never_ends_is_stopped() {
    let workspace = with(
        "= {{ name }}",
        "= {{ name }}\n#{ let n = 0; while true { n += 1; if n > 1000000000 { break } } }",
    );
    assert_snapshot!(workspace.refuses(["build", "--time-limit", "1"]).stderr, @"
    error[typst-error]: loop seems to be infinite
     --> templates/plain/resume.typ:4:1
      |
    4 | #{ let n = 0; while true { n += 1; if n > 1000000000 { break } } }
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    1 error
    ");
}

#[test]
fn more_than_the_pages_allowed_is_an_error() {
    assert_snapshot!(refused(&with("= {{ name }}", "= {{ name }}\n#pagebreak()")), @r#"
    error[pages-exceeded]: the least that the resume may contain takes 2 pages, and the limit is 1 page
    --> profiles/jobs/acme.md
     = help: allow 2 pages, or leave out entries with "Omit" or Drop

    1 error
    "#);
}

#[test]
fn copying_a_theme_that_is_there_or_unknown_is_an_error() {
    let workspace = Workspace::minimal();
    workspace.run(["themes", "copy", "classic"]).succeeds();
    assert_snapshot!(workspace.refuses(["themes", "copy", "classic"]).stderr, @"
    error[file-exists]: ./templates/classic is already there, and copy never overwrites
      = help: change the files there, or rename the folder first: a theme's name is its folder's
    ");
    assert_snapshot!(workspace.refuses(["themes", "copy", "clasic"]).stderr, @r#"
    error[unknown-theme]: there is no built-in theme "clasic"
      = help: did you mean "classic"?
    "#);
}
