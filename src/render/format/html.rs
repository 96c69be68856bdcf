//! A page for the web: one file that loads nothing, reads well on a screen of any size, light or dark, and prints.
//!
//! It is written by [`writer::Html`] and not by a template, because the model hands itself to templates as Typst.

mod letter;
mod resume;
mod writer;

use super::Documents;
use crate::profile::Color;
use crate::render::Contact;
use writer::Html;

pub(super) use letter::cover_letter;
pub(super) use resume::resume;

/// How it looks. The colours and the paper of the documents are set in front of it.
const STYLE: &str = include_str!("html/style.css");

/// What the page may load: nothing. Only the style within it applies.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The background of the dark page, as the style sheet has it, and the contrast that colours get on it.
const DARK: &str = "#16191d";
const CONTRAST_ON_DARK: f64 = 7.0;

/// What both documents begin with.
struct Head<'a> {
    /// What the document is called.
    title: String,
    name: &'a str,
    headline: Option<&'a str>,
    contacts: &'a [Vec<Contact>],
}

/// A whole page around the main part of a document.
fn page(documents: &Documents<'_>, head: &Head<'_>, main: impl FnOnce(&mut Html)) -> String {
    let mut html = Html::default();
    let language = documents.page.language.replace('_', "-");
    html.block("html", &[("lang", &language)], |html| {
        html.block("head", &[], |html| metadata(html, documents, head));
        html.block("body", &[], |html| {
            html.block("header", &[], |html| person(html, head));
            html.block("main", &[], main);
        });
    });
    format!("<!DOCTYPE html>\n{}", html.finish())
}

/// What the page says of itself.
fn metadata(html: &mut Html, documents: &Documents<'_>, head: &Head<'_>) {
    html.void("meta", &[("charset", "utf-8")]);
    html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    html.line("title", &[], |html| html.text(&head.title));
    html.void("meta", &[("name", "author"), ("content", head.name)]);
    if let Some(headline) = head.headline {
        html.void("meta", &[("name", "description"), ("content", headline)]);
    }
    html.style(&style(documents));
}

/// The style sheet with the colours and the paper of the documents.
fn style(documents: &Documents<'_>) -> String {
    let accent = documents.page.accent;
    let dark = Color::parse(DARK).unwrap_or_default();
    let on_dark = accent.lightened(dark, CONTRAST_ON_DARK);
    let paper = if documents.page.paper == "a4" { "a4" } else { "letter" };
    format!(
        ":root {{ --accent: {accent}; --accent-on-dark: {on_dark}; }}\n@page {{ size: {paper}; }}\n{STYLE}"
    )
}

/// Who it is, and how to reach them.
fn person(html: &mut Html, head: &Head<'_>) {
    html.line("h1", &[], |html| html.text(head.name));
    if let Some(headline) = head.headline {
        html.line("p", &[("class", "headline")], |html| html.text(headline));
    }
    html.block("address", &[], |html| {
        html.block("ul", &[], |html| {
            for contact in head.contacts.iter().flatten() {
                html.line("li", &[], |html| reach(html, contact));
            }
        });
    });
}

/// A contact, as a link where it may be one.
fn reach(html: &mut Html, contact: &Contact) {
    match contact.url.as_deref() {
        Some(url) => html.inline("a", &[("href", url)], |html| html.text(&contact.text)),
        None => html.text(&contact.text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::Sample;
    use super::{CONTRAST_ON_DARK, DARK, STYLE};

    /// The page without the style sheet, which is a file of its own.
    fn without_style(page: &str) -> String {
        let (head, rest) = page.split_once("<style>").unwrap();
        let (style, rest) = rest.split_once("</style>").unwrap();
        assert!(style.ends_with(&format!("{}\n    ", STYLE.trim_end())), "{style}");
        format!("{head}<style></style>{rest}")
    }

    #[test]
    fn a_resume_is_a_page_of_sections() {
        insta::assert_snapshot!(without_style(&super::resume(&Sample::small().documents())), @r#"
        <!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Ada Müller-O&#39;Neil - Resume</title>
            <meta name="author" content="Ada Müller-O&#39;Neil">
            <meta name="description" content="Data Engineer &amp; &lt;Analyst&gt;">
            <style></style>
          </head>
          <body>
            <header>
              <h1>Ada Müller-O&#39;Neil</h1>
              <p class="headline">Data Engineer &amp; &lt;Analyst&gt;</p>
              <address>
                <ul>
                  <li>Philadelphia, PA</li>
                  <li><a href="mailto:ada@example.com">ada@example.com</a></li>
                  <li><a href="tel:+12155550142">+1 215 555 0142</a></li>
                  <li><a href="https://www.ada.example/">ada.example</a></li>
                  <li><a href="https://github.com/ada">github.com/ada</a></li>
                  <li>Signal: ada.01</li>
                </ul>
              </address>
            </header>
            <main>
              <section aria-labelledby="summary">
                <h2 id="summary">Summary</h2>
                <p>Builds <em>small</em> pipelines.</p>
              </section>
              <section aria-labelledby="work">
                <h2 id="work">Experience</h2>
                <article>
                  <div class="row">
                    <h3>Initech</h3>
                    <p class="aside">Austin, TX</p>
                  </div>
                  <div class="row">
                    <p class="title">Lead, C #</p>
                    <p class="aside">Mar 2021 - Present</p>
                  </div>
                  <p>Owns reporting.</p>
                  <ul>
                    <li>Moved <strong>40</strong> reports, see <a href="https://initech.example/a?b=1&amp;c=2">how</a>.</li>
                    <li>1. Halved <code>cost</code> by &lt; 50%.</li>
                  </ul>
                  <div class="row">
                    <p class="title">Engineer</p>
                    <p class="place">Berlin, Germany</p>
                    <p class="aside">2019 - Feb 2021</p>
                  </div>
                </article>
                <article>
                  <div class="row">
                    <h3>Hooli</h3>
                  </div>
                </article>
              </section>
              <section aria-labelledby="projects">
                <h2 id="projects">Projects</h2>
                <article>
                  <div class="row">
                    <h3>Pied</h3>
                    <p class="aside"><a href="https://pied.example/x">pied.example/x</a></p>
                  </div>
                  <div class="row">
                    <p class="title">Creator</p>
                    <p class="aside">Jan 2020</p>
                  </div>
                  <p>A compressor.</p>
                  <ul>
                    <li>Fast.</li>
                  </ul>
                </article>
              </section>
              <section aria-labelledby="education">
                <h2 id="education">Education</h2>
                <article>
                  <div class="row">
                    <h3>Temple University</h3>
                    <p class="aside">Philadelphia, PA</p>
                  </div>
                  <div class="row">
                    <p class="title">MS, Statistics</p>
                    <p class="score">GPA 3.9</p>
                    <p class="aside">Aug 2014 - May 2016</p>
                  </div>
                  <p>Coursework: Bayes, Time series</p>
                  <ul>
                    <li>Wrote a thesis.</li>
                  </ul>
                </article>
              </section>
              <section aria-labelledby="skills">
                <h2 id="skills">Skills</h2>
                <dl>
                  <div>
                    <dt>Languages (expert)</dt>
                    <dd>Python, C#</dd>
                  </div>
                  <div>
                    <dt>Data</dt>
                    <dd>dbt, Python</dd>
                  </div>
                </dl>
              </section>
              <section aria-labelledby="publications">
                <h2 id="publications">Publications</h2>
                <article>
                  <div class="row">
                    <h3>On Pipes</h3>
                    <p class="aside"><a href="https://doi.example/10">doi.example/10</a></p>
                  </div>
                  <div class="row">
                    <p class="title">Journal</p>
                    <p class="aside">Sep 2022</p>
                  </div>
                  <p>Short.</p>
                </article>
              </section>
              <section aria-labelledby="certificates">
                <h2 id="certificates">Certificates</h2>
                <article>
                  <div class="row">
                    <h3>Cloud</h3>
                    <p class="aside"><a href="https://aws.example/c">aws.example/c</a></p>
                  </div>
                  <div class="row">
                    <p class="title">AWS</p>
                    <p class="aside">Jan 2023</p>
                  </div>
                </article>
                <article>
                  <div class="row">
                    <h3>SQL</h3>
                  </div>
                  <div class="row">
                    <p class="aside">Feb 2022</p>
                  </div>
                </article>
              </section>
              <section aria-labelledby="awards">
                <h2 id="awards">Awards</h2>
                <article>
                  <div class="row">
                    <h3>Best Paper</h3>
                  </div>
                  <div class="row">
                    <p class="title">ACM</p>
                    <p class="aside">2022</p>
                  </div>
                  <p>For pipes.</p>
                </article>
              </section>
              <section aria-labelledby="languages">
                <h2 id="languages">Languages</h2>
                <ul class="words">
                  <li>German (native)</li>
                  <li>English</li>
                </ul>
              </section>
              <section aria-labelledby="volunteer">
                <h2 id="volunteer">Volunteering</h2>
                <article>
                  <div class="row">
                    <h3>Code Club</h3>
                  </div>
                  <div class="row">
                    <p class="title">Mentor</p>
                    <p class="aside">Jan 2018 - Jun 2019</p>
                  </div>
                  <p>Weekly.</p>
                  <ul>
                    <li>Taught 12 children.</li>
                  </ul>
                </article>
              </section>
              <section aria-labelledby="interests">
                <h2 id="interests">Interests</h2>
                <ul class="words">
                  <li>Climbing (indoor, alpine)</li>
                </ul>
              </section>
              <section aria-labelledby="references">
                <h2 id="references">References</h2>
                <article>
                  <div class="row">
                    <h3>Bob</h3>
                  </div>
                  <p>She delivers.</p>
                </article>
              </section>
            </main>
          </body>
        </html>
        "#);
    }

    #[test]
    fn a_letter_is_a_page_of_paragraphs() {
        insta::assert_snapshot!(without_style(&super::cover_letter(&Sample::small().documents())), @r#"
        <!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Ada Müller-O&#39;Neil - Cover Letter</title>
            <meta name="author" content="Ada Müller-O&#39;Neil">
            <meta name="description" content="Data Engineer &amp; &lt;Analyst&gt;">
            <style></style>
          </head>
          <body>
            <header>
              <h1>Ada Müller-O&#39;Neil</h1>
              <p class="headline">Data Engineer &amp; &lt;Analyst&gt;</p>
              <address>
                <ul>
                  <li>Philadelphia, PA</li>
                  <li><a href="mailto:ada@example.com">ada@example.com</a></li>
                  <li><a href="tel:+12155550142">+1 215 555 0142</a></li>
                  <li><a href="https://www.ada.example/">ada.example</a></li>
                  <li><a href="https://github.com/ada">github.com/ada</a></li>
                  <li>Signal: ada.01</li>
                </ul>
              </address>
            </header>
            <main>
              <div class="letter">
                <p><time datetime="2025-05-07">May 7, 2025</time></p>
                <p class="recipient">Ms. Cole<br>Acme &lt;R&amp;D&gt;</p>
                <p>Dear Ms. Cole,</p>
                <p>I <strong>know</strong> <a href="https://dbt.example/a_b">dbt</a> &amp; SQL:</p>
                <ul>
                  <li>40 reports</li>
                  <li>1 pipeline</li>
                </ul>
                <p>I read <mark>⟦TODO: one sentence⟧</mark></p>
                <div class="end">
                  <p>Sincerely,</p>
                  <p class="signature">Ada Müller-O&#39;Neil</p>
                  <p>Enclosed: Resume</p>
                </div>
              </div>
            </main>
          </body>
        </html>
        "#);
    }

    #[test]
    fn nothing_is_ever_loaded() {
        let sample = Sample::small();
        for page in [super::resume(&sample.documents()), super::cover_letter(&sample.documents())] {
            assert!(page.contains("default-src &#39;none&#39;"));
            for outside in ["<script", "<link", "<img", "src=", "@import", "url("] {
                assert!(!page.contains(outside), "{outside}");
            }
        }
    }

    #[test]
    fn the_dark_page_has_the_background_that_colors_are_made_for() {
        assert!(STYLE.contains(&format!("--sheet: {DARK};")));
        const { assert!(CONTRAST_ON_DARK >= 4.5) };
        let page = super::resume(&Sample::small().documents());
        assert!(page.contains("--accent: #1f3a5f; --accent-on-dark: #"), "{page}");
        assert!(page.contains("@page { size: letter; }"));
    }
}
