//! Tera: from the document model and a theme's templates to Typst source.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::document::{CoverLetter, Resume};
use super::source::Source;
use super::theme::{Settings, Theme};
use crate::finding::{Code, Finding, SourceFile};
use crate::language::{Language, Titles};
use crate::markdown::{quote, typst_text};

/// The page a document is set on, and what it says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    /// "us-letter" or "a4".
    pub paper: String,
    /// A language tag, such as "en" or "de-CH".
    pub language: String,
    /// How tight the page is set, 0 (relaxed) to [`Page::TIGHTEST`].
    pub density: u8,
    /// Whether the page has no end, so that heights can be measured.
    pub measuring: bool,
}

impl Page {
    /// The tightest setting; type is never smaller than the theme's floor.
    pub const TIGHTEST: u8 = 2;
}

/// A theme's templates, parsed.
pub struct Renderer {
    theme: Theme,
    tera: Tera,
}

/// Everything a template sees.
#[derive(Serialize)]
struct View<'a, T: Serialize> {
    #[serde(flatten)]
    document: &'a T,
    theme: &'a Settings,
    title: String,
    text_size: f64,
    paper: &'a str,
    measuring: bool,
    language: &'a str,
    region: Option<&'a str>,
    titles: &'static Titles,
    margin_x: Value,
    margin_top: Value,
    margin_bottom: Value,
    leading: Value,
    spacing: Value,
    bullet_spacing: Value,
    head_gap: Value,
    paragraph_gap: Value,
}

/// Set at the end of each template line when a line of source has to be traced back; never in a real source.
const TRACE: char = '\u{f8ff}';

impl Renderer {
    /// Parses the templates of a theme.
    ///
    /// # Errors
    /// A template is not valid, with its line.
    pub fn new(theme: Theme) -> Result<Self, Vec<Finding>> {
        let templates = theme.templates.iter().map(|(name, file)| (name.clone(), file.text.clone()));
        match environment(templates.collect()) {
            Ok(tera) => Ok(Self { theme, tera }),
            Err(error) => Err(vec![template_finding(&error, &theme)]),
        }
    }

    /// The theme.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Renders a resume.
    ///
    /// # Errors
    /// A template fails while it is rendered, with its line.
    pub fn resume(&self, resume: &Resume, page: &Page) -> Result<Source, Finding> {
        self.render("resume.typ", &self.resume_view(resume, page))
    }

    /// Renders a letter.
    ///
    /// # Errors
    /// A template fails while it is rendered, with its line.
    pub fn cover_letter(&self, letter: &CoverLetter, page: &Page) -> Result<Source, Finding> {
        self.render("cover-letter.typ", &self.letter_view(letter, page))
    }

    fn resume_view<'a>(&'a self, resume: &'a Resume, page: &'a Page) -> View<'a, Resume> {
        self.view(
            resume,
            format!("{} - {}", resume.name, Language::of(&page.language).resume),
            self.theme.settings.sizes.text,
            page,
        )
    }

    fn letter_view<'a>(&'a self, letter: &'a CoverLetter, page: &'a Page) -> View<'a, CoverLetter> {
        // A tight letter is set a little smaller, for it has no spacing to give.
        let sizes = &self.theme.settings.sizes;
        let size = (sizes.letter - 0.4 * f64::from(page.density)).max(sizes.floor);
        self.view(
            letter,
            format!("{} - {}", letter.name, Language::of(&page.language).cover_letter),
            size,
            page,
        )
    }

    fn view<'a, T: Serialize>(
        &'a self,
        document: &'a T,
        title: String,
        text_size: f64,
        page: &'a Page,
    ) -> View<'a, T> {
        let (language, region) = match page.language.split_once(['-', '_']) {
            Some((language, region)) => (language, Some(region)),
            None => (page.language.as_str(), None),
        };
        // Lengths are Typst code, not text.
        let choose =
            |steps: [&str; 3]| Value::safe_string(steps[usize::from(page.density.min(Page::TIGHTEST))]);
        View {
            document,
            theme: &self.theme.settings,
            title,
            text_size,
            paper: &page.paper,
            measuring: page.measuring,
            language,
            region,
            titles: &Language::of(language).titles,
            margin_x: choose(["0.8in", "0.75in", "0.7in"]),
            margin_top: choose(["0.65in", "0.55in", "0.5in"]),
            margin_bottom: choose(["0.6in", "0.5in", "0.45in"]),
            leading: choose(["0.6em", "0.55em", "0.5em"]),
            spacing: choose(["0.95em", "0.9em", "0.85em"]),
            bullet_spacing: choose(["0.62em", "0.57em", "0.52em"]),
            paragraph_gap: choose(["1.35em", "1.15em", "0.95em"]),
            head_gap: choose(["8pt", "7.5pt", "7pt"]),
        }
    }

    fn render<T: Serialize>(&self, template: &str, view: &View<'_, T>) -> Result<Source, Finding> {
        let text =
            render(&self.tera, template, view).map_err(|error| template_finding(&error, &self.theme))?;
        Ok(Source { name: template.to_owned(), text, fonts: Arc::clone(&self.theme.fonts) })
    }

    /// The template line that a line of a rendered resume came from, both from 1.
    pub fn trace_resume(
        &self,
        resume: &Resume,
        page: &Page,
        line: usize,
    ) -> Option<(Arc<SourceFile>, usize)> {
        self.trace("resume.typ", &self.resume_view(resume, page), line)
    }

    /// The template line that a line of a rendered letter came from, both from 1.
    pub fn trace_letter(
        &self,
        letter: &CoverLetter,
        page: &Page,
        line: usize,
    ) -> Option<(Arc<SourceFile>, usize)> {
        self.trace("cover-letter.typ", &self.letter_view(letter, page), line)
    }

    /// Renders once more with a mark at the end of each template line, and reads the mark of the wanted line.
    /// The marked text is never compiled, so the marks cannot change what is being looked for.
    fn trace<T: Serialize>(
        &self,
        template: &str,
        view: &View<'_, T>,
        line: usize,
    ) -> Option<(Arc<SourceFile>, usize)> {
        let names: Vec<&String> = self.theme.templates.keys().collect();
        let marked = |(index, (name, file)): (usize, (&String, &Arc<SourceFile>))| {
            let lines = file.text.lines().enumerate().map(|(at, line)| {
                // White space around a tag may be eaten up to the next text; a mark on a blank line, or after such
                // a tag, would be that text and keep a line that the document does not have.
                let bare = line.trim().is_empty();
                if bare || line.ends_with("-%}") || line.ends_with("-}}") || line.ends_with("-#}") {
                    format!("{line}\n")
                } else {
                    format!("{line}{TRACE}{index}:{}{TRACE}\n", at + 1)
                }
            });
            (name.clone(), lines.collect::<String>())
        };
        let tera = environment(self.theme.templates.iter().enumerate().map(marked).collect()).ok()?;
        let text = render(&tera, template, view).ok()?;
        let mark = text.lines().skip(line.checked_sub(1)?).find_map(|line| line.split(TRACE).nth(1))?;
        let (index, line) = mark.split_once(':')?;
        let file = self.theme.templates.get(*names.get(index.parse::<usize>().ok()?)?)?;
        Some((Arc::clone(file), line.parse().ok()?))
    }
}

fn render<T: Serialize>(tera: &Tera, template: &str, view: &View<'_, T>) -> tera::TeraResult<String> {
    tera.render(template, &Context::from_serialize(view)?)
}

fn environment(templates: Vec<(String, String)>) -> tera::TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on([".typ"]);
    tera.set_escape_fn(|text, out| out.write_all(typst_text(text).as_bytes()));
    tera.register_filter("quote", |text: &str, _: Kwargs, _: &State<'_>| Value::safe_string(&quote(text)));
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// A Tera error as a finding at the template's line.
fn template_finding(error: &tera::Error, theme: &Theme) -> Finding {
    let hint = "the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set";
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let finding = Finding::new(Code::TemplateError, first_line(report.message())).hint(hint);
            match theme.templates.get(report.filename()) {
                Some(file) => {
                    let span = report.span().range.clone();
                    finding.at(file, span)
                }
                None => finding.in_file(format!("templates/{}/{}", theme.name, report.filename())),
            }
        }
        _ => Finding::new(Code::TemplateError, first_line(&error.to_string()))
            .in_file(format!("templates/{}", theme.name))
            .hint(hint),
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::date::Edition;
    use super::Language;
    use super::{Page, Renderer};
    use crate::finding::SourceFile;
    use crate::job::Job;
    use crate::profile::Profile;
    use crate::render::{Resume, Theme};
    use crate::tailor::Plan;

    #[test]
    fn a_line_of_source_is_traced_to_its_template() {
        let profile = SourceFile::new("master.toml", include_str!("../../profiles/master.toml"));
        let profile = Profile::read(&profile).value.unwrap();
        let job = Job::read("a", &SourceFile::new("a.md", "## Company\nA\n## Position\nB\n")).value.unwrap();
        let plan = Plan::new(&profile, &job).value.unwrap();
        let resume = Resume::new(
            &profile,
            &plan.shown(&plan.pieces().into_iter().collect()),
            Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) },
        );

        let mut theme = Theme::load("classic", Path::new("no-such-folder")).unwrap();
        let text = format!("{}\n#let last = 1\n", theme.templates["resume.typ"].text);
        theme.templates.insert("resume.typ".into(), SourceFile::new("resume.typ", text.clone()));
        let renderer = Renderer::new(theme).unwrap();
        let page = Page { paper: "a4".into(), language: "en".into(), density: 0, measuring: false };
        let source = renderer.resume(&resume, &page).unwrap();
        let same = ["#let last = 1", "#let bullets"].map(|line| (line, line));
        let filled =
            [("== {{ titles.skills", "== #\"Skills"), ("== {{ titles.experience", "== #\"Experience")];
        for (wanted, written) in same.into_iter().chain(filled) {
            let in_source = source.text.lines().position(|line| line.starts_with(written)).unwrap() + 1;
            let in_template = text.lines().position(|line| line.starts_with(wanted)).unwrap() + 1;
            let (file, line) = renderer.trace_resume(&resume, &page, in_source).unwrap();
            assert_eq!((file.name.as_str(), line), ("resume.typ", in_template), "{wanted}");
        }
    }
}
