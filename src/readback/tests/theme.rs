//! Themes that hide fields from programs, each made of a theme that does not.

use super::super::Loss;
use super::trial::{PROFILE, Trial, assert_whole, resume, told};

/// A theme that must be found out, and what is then said of it.
fn assert_caught(what: &str, trial: &Trial) -> String {
    let readback = trial.resume(&resume(PROFILE));
    let told = told(&readback);
    assert!(!readback.findings("resume").is_empty(), "{what} passed: {told}");
    told
}

fn assert_fields_lost(what: &str, trial: &Trial) {
    let readback = trial.resume(&resume(PROFILE));
    assert!(!readback.missing.is_empty(), "{what} passed: {}", told(&readback));
}

#[test]
fn a_sidebar_is_found_out() {
    let left = "#grid(columns: (1fr, 2fr), column-gutter: 14pt, [{% include \"head.typ\" %}], [{% include \"sections.typ\" %}])";
    let both = "{% include \"head.typ\" %}\n{% include \"sections.typ\" %}";
    let skills = "#grid(columns: (1fr, 2fr), column-gutter: 14pt, [== Tongues\nR, Rust, C, C++, Research\n\nGit, Node.js], [{% include \"sections.typ\" %}])";
    for theme in ["plain", "classic", "modern", "compact", "academic"] {
        assert_fields_lost("head", &Trial::new(theme).edit("resume.typ", both, left));
        assert_fields_lost(
            "skills",
            &Trial::new(theme).edit("resume.typ", "{% include \"sections.typ\" %}", skills),
        );
    }
}

#[test]
fn two_columns_of_text_are_found_out() {
    for theme in ["plain", "classic", "compact"] {
        let trial = Trial::new(theme).edit(
            "resume.typ",
            "{% include \"sections.typ\" %}",
            "#block(height: 4in, columns(2)[{% include \"sections.typ\" %}])",
        );
        let readback = trial.resume(&resume(PROFILE));
        assert!(readback.missing.iter().any(|missing| missing.loss == Loss::ByPlace), "{}", told(&readback));
    }
}

#[test]
fn spaced_letters_are_found_out() {
    let name = |tracking: &str| {
        Trial::new("classic").style(&format!("#show heading.where(level: 1): set text(tracking: {tracking})"))
    };
    for tracking in ["0.12em", "0.2em", "0.5em", "3pt", "6pt"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(assert_caught(tracking, &name(tracking)), @r#"
            51/52
            name "Robin Example" (absent as text)
            "#);
        }
    }
    // Programs still read these as words.
    for tracking in ["0.02em", "0.05em", "-0.02em"] {
        assert_whole(tracking, &name(tracking).resume(&resume(PROFILE)));
    }
    let headings = Trial::new("classic").style("#show heading.where(level: 2): set text(tracking: 0.2em)");
    assert_fields_lost("headings", &headings);
}

#[test]
fn a_name_from_top_to_bottom_or_turned_is_found_out() {
    let vertical = "stack(dir: ttb, spacing: 4pt, ..\"RobinExample\".clusters().map(c => [#c]))";
    let turned = [
        "rotate(10deg, reflow: true, name)",
        "rotate(90deg, reflow: true, name)",
        "rotate(180deg, reflow: true, name)",
        "scale(x: -100%, name)",
    ];
    for name in [&[vertical], turned.as_slice()].concat() {
        let heading = format!("heading(level: 1, {name})");
        assert_fields_lost(name, &Trial::new("plain").edit("style.typ", "heading(level: 1, name)", &heading));
    }
}

#[test]
fn drawn_bullets_and_icons_are_found_out() {
    for bullet in ["▸", "►", "▪", "●", "◦", "✓", "→", "›", "–", "\u{e801}"] {
        let trial = Trial::new("modern").edit("document.typ", "marker: [•]", &format!("marker: [{bullet}]"));
        let trial = trial.style("#set text(font: (\"Source Sans 3\", \"Libertinus Serif\"))");
        let trial = Trial { archival: false, ..trial };
        let told = assert_caught(bullet, &trial);
        assert!(told.contains("U+"), "{bullet}: {told}");
        // Decoration is read as well by programs that know no tags.
        let hidden = Trial::new("modern")
            .edit("document.typ", "marker: [•]", &format!("marker: pdf.artifact[{bullet}]"))
            .style("#set text(font: (\"Source Sans 3\", \"Libertinus Serif\"))");
        let told = Trial { archival: false, ..hidden }.resume(&resume(PROFILE));
        assert_eq!(told.problems.is_empty(), bullet == "–", "{bullet}: {told:#?}");
    }
    for bullet in ["•", "-", "*", "|", "·"] {
        let trial =
            Trial::new("modern").edit("document.typ", "marker: [•]", &format!("marker: [\\{bullet}]"));
        assert_whole(bullet, &trial.resume(&resume(PROFILE)));
    }
    let icon = Trial::new("plain").edit(
        "style.typ",
        "line.join([ | ])",
        "line.map(one => [\u{e801} #one]).join([ | ])",
    );
    let icon = icon.style("#set text(font: (\"Source Sans 3\", \"Libertinus Serif\"))");
    assert!(assert_caught("icon", &Trial { archival: false, ..icon }).contains("U+E801"));
}

#[test]
fn characters_that_are_not_seen_are_found_out() {
    for hidden in ["\\u{200b}", "\\u{ad}"] {
        let trial =
            Trial::new("plain").edit("style.typ", "line.join([ | ])", &format!("line.join([ |{hidden} ])"));
        let told = trial.resume(&resume(PROFILE));
        assert!(!told.problems.is_empty(), "{hidden}: {told:#?}");
    }
}

#[test]
fn headings_that_the_theme_invents_are_found_out() {
    let invented = [
        "== Where I have been",
        "== My {{ section.title }}",
        "== {{ section.title }} #h(1fr) 2025",
        "== #upper[{{ section.title }}!]",
    ];
    for heading in invented {
        let trial = Trial::new("classic").edit("sections.typ", "== {{ section.title }}", heading);
        assert!(assert_caught(heading, &trial).contains("heading \"Experience\""));
    }
    // Programs look for headings in capitals, too.
    let capitals = Trial::new("classic").edit(
        "sections.typ",
        "== {{ section.title }}",
        "== #upper[{{ section.title }}]",
    );
    assert_whole("capitals", &capitals.resume(&resume(PROFILE)));
}

#[test]
fn a_heading_beside_its_text_is_found_out() {
    let beside = Trial::new("plain").style(
        "#show heading.where(level: 2): it => place(dx: -50pt, text(size: 9.5pt, it.body))\n#set page(margin: (left: 1.6in))",
    );
    assert!(assert_caught("beside", &beside).contains("heading \"Experience\""));
}

#[test]
fn text_that_is_a_picture_is_found_out() {
    let instead =
        |of: &str| Trial::new("plain").edit("style.typ", "(headline, ..lines)", &format!("({of}, ..lines)"));
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='20'><path d='M0 0 L20 20 L40 0 Z'/></svg>";
    let picture = format!(
        "box(image(bytes(\"{svg}\"), format: \"svg\", height: 10pt, alt: \"Engineer of small things\"))"
    );
    insta::assert_snapshot!(assert_caught("picture", &instead(&picture)), @r#"
    51/52
    headline "Engineer of small things" (absent as text)
    "#);
    // Decoration is no text for those who use the tags.
    assert_fields_lost("artifact", &instead("pdf.artifact(headline)"));
}

#[test]
fn text_that_is_drawn_out_of_order_is_found_out() {
    let reversed = "#let bullets(items, ..style) = layout(size => { let at = 0pt; let heights = items.map(item => measure(block(width: size.width, item)).height + 6pt); block(width: 100%, height: heights.sum(default: 0pt), for (index, item) in items.enumerate().rev() { place(top, dy: heights.slice(0, index).sum(default: 0pt), block(width: 100%, item)) }) })";
    let readback = Trial::new("plain").style(reversed).resume(&resume(PROFILE));
    assert!(readback.missing.iter().any(|missing| missing.loss == Loss::AsDrawn), "{}", told(&readback));
    // Words of a heading, the last drawn first.
    let words = "#show heading.where(level: 1): it => block(width: 100%, height: 20pt, { place(dx: 60pt)[Example]; place(dx: 0pt)[Robin] })";
    let readback = Trial::new("plain").style(words).resume(&resume(PROFILE));
    assert!(readback.missing.iter().any(|missing| missing.loss == Loss::AsDrawn), "{}", told(&readback));
}

#[test]
fn words_that_typst_changes_are_found_out() {
    assert_fields_lost(
        "hyphens",
        &Trial::new("plain").style("#set text(hyphenate: true)\n#set page(margin: (x: 3.2in))"),
    );
    assert_fields_lost(
        "upper",
        &Trial::new("plain").edit("style.typ", "heading(level: 1, name)", "heading(level: 1, upper(name))"),
    );
}

#[test]
fn dates_pushed_to_the_right_are_found_by_both_readings() {
    let pushed = Trial::new("classic")
        .style("#let dated(left, dates) = if dates == none { left } else [#left #h(1fr) #box(dates)]");
    assert_whole("pushed", &pushed.resume(&resume(PROFILE)));
}

#[test]
fn a_document_that_says_nothing_of_itself_is_found_out() {
    let lang = |to: &str| Trial::new("plain").edit("document.typ", "lang: {{ language | quote }}", to);
    assert!(assert_caught("language", &lang("lang: \"de\"")).contains("says the language \"de\""));
    let region = Trial { language: "en-GB", ..Trial::new("plain") };
    assert_whole("region", &region.resume(&resume(PROFILE)));
    assert!(assert_caught("region", &Trial { language: "fr", ..lang("lang: \"en\"") }).contains("\"en\""));
}
