//! Findings of themes, templates and fonts.

use insta::assert_snapshot;

use super::{refused, warned};
use crate::harness::{JOB, PROFILE, Workspace, edit};

/// The smallest theme that works.
const THEME: &str = "fonts = [\"Source Serif 4\"]\n";
const RESUME: &str = "\
{% include \"document.typ\" %}
= {{ name }}
{% if headline %}{{ headline }}{% endif %}
{% for line in contacts %}{% for contact in line %}
#link({{ contact.url | quote }})[{{ contact.text }}]
{% endfor %}{% endfor %}
{% for section in sections %}
== {{ section.title }}
{% for entry in section.entries %}{% for role in entry.roles %}
{{ entry.name }}, {{ role.title }}, {{ role.dates }}
{% for highlight in role.highlights %}

• {{ highlight }}
{% endfor %}{% endfor %}{% endfor %}{% endfor %}
";
const LETTER: &str = "\
{% include \"document.typ\" %}
= {{ name }}
{% for line in contacts %}{% for contact in line %}
#link({{ contact.url | quote }})[{{ contact.text }}]
{% endfor %}{% endfor %}
{% include \"letter.typ\" %}
";

/// A workspace whose profile asks for its own theme, "own".
fn themed() -> Workspace {
    let profile = edit(PROFILE, "[[work]]\n", "[defaults]\ntheme = \"own\"\n\n[[work]]\n");
    let workspace = Workspace::minimal().profile(&profile).file("templates/own/theme.toml", THEME);
    workspace.file("templates/own/resume.typ", RESUME).file("templates/own/cover-letter.typ", LETTER)
}

/// The same with one piece of the resume's template replaced.
fn with(from: &str, to: &str) -> Workspace {
    themed().file("templates/own/resume.typ", edit(RESUME, from, to))
}

#[test]
fn a_small_theme_of_ones_own_works() {
    assert_snapshot!(themed().run(["build", "-v"]).succeeds().stderr, @"");
}

#[test]
fn a_theme_that_leaves_fields_out_is_refused() {
    assert_snapshot!(refused(&with("\n• {{ highlight }}", "")), @r#"
    error[not-recovered]: programs that read the finished resume find 6 of 8 fields; not highlight "Built data pipelines in Python that feed the reports of twelve teams." (absent as text); highlight "Led four engineers and hired two of them." (absent as text)
      = help: the theme leaves it out, changes it, spaces its letters or shows it as a picture

    1 error
    "#);
}

#[test]
fn an_unknown_theme_is_an_error_with_the_nearest_one() {
    assert_snapshot!(Workspace::minimal().refuses(["build", "--theme", "clasic"]).stderr, @r#"
    error[unknown-theme]: there is no theme "clasic"
      = help: did you mean "classic"?

    1 error
    "#);
    assert_snapshot!(themed().refuses(["build", "--theme", "xyz"]).stderr, @r#"
    error[unknown-theme]: there is no theme "xyz"
      = help: the themes are academic, classic, compact, modern, own, plain

    1 error
    "#);
    assert_snapshot!(Workspace::minimal().refuses(["build", "--theme", "../templates"]).stderr, @r#"
    error[unknown-theme]: there is no theme "../templates"
      = help: the themes are academic, classic, compact, modern, plain

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
    let settings =
        "descripton = \"x\"\nfonts = []\naccent = \"blue\"\ndensity = \"dense\"\nsections = [\"wrok\"]\n";
    assert_snapshot!(refused(&themed().file("templates/own/theme.toml", settings)), @r##"
    error[bad-setting]: `accent` cannot be "blue": it is not written #rrggbb
     --> templates/own/theme.toml:3:10
      |
    3 | accent = "blue"
      |          ^^^^^^
      |
      = help: choose a dark colour, for example accent = "#1f3a5f"

    error[bad-setting]: `density` cannot be "dense"
     --> templates/own/theme.toml:4:11
      |
    4 | density = "dense"
      |           ^^^^^^^
      |
      = help: use one of auto, relaxed, normal, tight

    error[bad-setting]: `sections` cannot be "wrok"
     --> templates/own/theme.toml:5:13
      |
    5 | sections = ["wrok"]
      |             ^^^^^^
      |
      = help: did you mean "work"?

    error[theme-settings]: `fonts` must name at least one family
     --> templates/own/theme.toml:1:1
      |
    1 | descripton = "x"
      | ^
      |
      = help: for example: fonts = ["Source Serif 4"]

    warning[unknown-key]: unknown key `descripton`
     --> templates/own/theme.toml:1:1
      |
    1 | descripton = "x"
      | ^^^^^^^^^^
      |
      = help: did you mean `description`?

    4 errors, 1 warning
    "##);
}

#[test]
fn a_size_of_type_that_makes_no_sense_is_an_error_that_shows_a_good_one() {
    let said = refused(&themed().file("templates/own/theme.toml", format!("{THEME}[sizes]\ntext = 0\n")));
    assert!(said.contains("`text` in [sizes] must be a number greater than 0"), "{said}");
    assert!(!said.contains("not a number"), "0 is a number: {said}");
    assert!(!said.contains("text = ["), "a list is no size: {said}");
}

#[test]
fn an_error_of_template_syntax_points_at_its_line() {
    assert_snapshot!(refused(&with("{% for entry in section.entries %}", "{% for entry of section.entries %}")), @"
    error[template-error]: Found identifier but expected in
     --> templates/own/resume.typ:9:14
      |
    9 | {% for entry of section.entries %}{% for role in entry.roles %}
      |              ^^
      |
      = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    ");
}

#[test]
fn a_block_that_is_not_closed_points_at_its_template() {
    assert_snapshot!(refused(&with("{% endfor %}{% endfor %}{% endfor %}{% endfor %}\n", "{% endfor %}{% endfor %}{% endfor %}\n")), @"
    error[template-error]: Unexpected end of input
      --> templates/own/resume.typ:14:37
       |
    14 | {% endfor %}{% endfor %}{% endfor %}
       |                                     ^
       |
       = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    ");
}

#[test]
fn a_value_that_templates_do_not_have_points_at_its_line() {
    assert_snapshot!(refused(&with("entry.name", "entry.nickname")), @"
    error[template-error]: Field `nickname` is not defined. Available fields: id, link, location, name, roles
      --> templates/own/resume.typ:10:10
       |
    10 | {{ entry.nickname }}, {{ role.title }}, {{ role.dates }}
       |          ^^^^^^^^
       |
       = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    ");
}

#[test]
fn a_template_that_includes_a_missing_one_is_an_error() {
    assert_snapshot!(refused(&with("= {{ name }}\n", "{% include \"heads.typ\" %}\n")), @r#"
    error[template-error]: Unknown template `heads.typ`
     --> templates/own/resume.typ:2:12
      |
    2 | {% include "heads.typ" %}
      |            ^^^^^^^^^^^
      |
      = help: the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set

    1 error
    "#);
}

#[test]
fn a_typst_error_points_at_the_line_of_the_template() {
    assert_snapshot!(refused(&with("== {{ section.title }}", "== #upppr[{{ section.title }}]")), @"
    error[typst-error]: unknown variable: upppr
     --> templates/own/resume.typ:8:1
      |
    8 | == #upppr[{{ section.title }}]
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    1 error
    ");
}

#[test]
fn a_typst_error_of_the_letter_points_at_its_template() {
    let letter = edit(LETTER, "= {{ name }}\n", "= {{ name }}\n#par[\n");
    let workspace = themed().file("templates/own/cover-letter.typ", letter);
    assert_snapshot!(workspace.refuses(["build"]).stderr, @"
    error[typst-error]: unclosed delimiter
     --> templates/own/cover-letter.typ:3:1
      |
    3 | #par[
      | ^^^^^

    1 error
    ");
}

#[test]
fn a_package_is_refused_before_anything_is_downloaded() {
    assert_snapshot!(refused(&with("= {{ name }}", "#import \"@preview/cetz:0.3.1\"\n= {{ name }}")), @r#"
    error[package-import]: the document imports the Typst package @preview/cetz:0.3.1 (line 53)
     --> templates/own/resume.typ:2:1
      |
    2 | #import "@preview/cetz:0.3.1"
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
     --> templates/own/resume.typ:2:1
      |
    2 | #read("/etc/passwd")
      | ^^^^^^^^^^^^^^^^^^^^

    1 error
    "#);
}

#[test]
fn a_font_that_is_not_there_is_an_error_where_it_is_asked_for() {
    let theme = "fonts = [\"Comic Neue\", \"Source Serif 4\"]\n";
    assert_snapshot!(refused(&themed().file("templates/own/theme.toml", theme)), @r#"
    error[missing-font]: there is no font "Comic Neue"
     --> templates/own/theme.toml:1:10
      |
    1 | fonts = ["Comic Neue", "Source Serif 4"]
      |          ^^^^^^^^^^^^
      |
      = help: put its files into templates/own/fonts (`bespoke themes copy` makes a theme yours)

    1 error
    "#);
    let profile = edit(PROFILE, "[[work]]\n", "[defaults]\nfonts = \"Source Sand 3\"\n\n[[work]]\n");
    assert_snapshot!(refused(&Workspace::minimal().profile(&profile)), @r#"
    error[missing-font]: there is no font "Source Sand 3"
     --> profiles/master.toml:6:9
      |
    6 | fonts = "Source Sand 3"
      |         ^^^^^^^^^^^^^^^
      |
      = help: did you mean "Source Sans 3"?

    1 error
    "#);
}

#[test]
fn a_file_that_is_no_font_is_told() {
    let workspace =
        themed().file("templates/own/fonts/Own.otf", "no font").file("templates/own/fonts/a.woff2", "");
    assert_snapshot!(warned(&workspace), @"
    warning[bad-font]: this is not a font that documents can be set in
    --> templates/own/fonts/Own.otf
     = help: put the font's .otf or .ttf there again, or remove the file

    warning[bad-font]: this is not a font that documents can be set in
    --> templates/own/fonts/a.woff2
     = help: fonts of web pages cannot be used: put the .otf or .ttf there

    2 warnings
    ");
}

#[test]
fn a_warning_of_typst_is_an_error_when_it_is_strict() {
    let workspace = with("= {{ name }}", "#set text(font: (\"Comic Neue\", ..fonts))\n= {{ name }}");
    assert_snapshot!(warned(&workspace), @"
    warning[typst-warning]: unknown font family: comic neue
    --> resume.typ
     = help: it comes from the theme's templates

    1 warning
    ");
}

#[test]
fn a_character_that_no_font_has_points_at_the_profile() {
    let workspace = Workspace::minimal().profile(&edit(PROFILE, "twelve teams.", "twelve \u{1f600} teams."));
    assert_snapshot!(workspace.refuses(["build"]).stderr, @r#"
    error[missing-glyph]: no font of the theme "classic" has 😀 (U+1F600), in the highlight "Built data pipelines in Python that feed..."
      --> profiles/master.toml:13:31
       |
    13 |   { id = "pipelines", text = "Built data pipelines in Python that feed the reports of twelve 😀 teams." },
       |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write it differently; or set fonts = "system" to use the fonts of this machine; or make the theme yours with `bespoke themes copy`, and put a font that has it into its folder `fonts`

    1 error
    "#);
}

#[test]
fn a_character_that_no_font_has_points_at_the_notes() {
    let workspace = Workspace::minimal().job("acme", edit(JOB, "Acme\n", "Acme \u{5929}\u{6c14}\n"));
    assert_snapshot!(workspace.refuses(["build"]).stderr, @r#"
    error[missing-glyph]: no font of the theme "classic" has 天 (U+5929), 气 (U+6C14), in the recipient "Acme 天气"
     --> profiles/jobs/acme.md:4:1
      |
    4 | Acme 天气
      | ^^^^^^^^^
      |
      = help: write it differently; or set fonts = "system" to use the fonts of this machine; or make the theme yours with `bespoke themes copy`, and put a font that has it into its folder `fonts`

    error[missing-glyph]: no font of the theme "classic" has 天 (U+5929), 气 (U+6C14), in the text "Please consider me for the Data Engineer..."
     --> profiles/jobs/acme.md:4:6
      |
    4 | Acme 天气
      |      ^^
      |
      = help: write it differently; or set fonts = "system" to use the fonts of this machine; or make the theme yours with `bespoke themes copy`, and put a font that has it into its folder `fonts`

    2 errors
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
     --> templates/own/resume.typ:3:1
      |
    3 | #{ let n = 0; while true { n += 1; if n > 1000000000 { break } } }
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
