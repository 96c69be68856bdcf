//! From the document model and a theme's templates to Typst source.

mod data;
mod rendering;

use std::sync::Arc;

use serde::Serialize;

use super::cover_letter::CoverLetter;
use super::page::Page;
use super::resume::Resume;
use super::source::Source;
use super::theme::{Sizes, Theme};
use crate::finding::{Code, Finding, SourceFile};
use crate::markdown::quote;
use crate::process::{Isolation, Stopped};
use crate::profile::{Color, Density};

use rendering::{Fault, Mistake, Templates};

pub use rendering::{TEMPLATES, TemplateService};

/// How much smaller a letter is set with each step of density, in points, for it has little spacing to give.
const LETTER_STEP: f64 = 0.4;

/// What to do about a template that is wrong.
const HINT: &str = "the templates are Tera 2: {{ value }}, {% if %}, {% for %}, {% include %}; `bespoke themes copy classic` has a working set";

/// A theme with its templates, which are valid.
pub struct Renderer {
    theme: Theme,
    templates: Templates,
}

/// Everything a template sees.
#[derive(Serialize)]
struct View<'a, T: Serialize> {
    #[serde(flatten)]
    document: &'a T,
    title: String,
    subject: Option<&'a str>,
    keywords: Vec<&'a str>,
    sizes: &'a Sizes,
    text_size: f64,
    paper: &'a str,
    density: Density,
    accent: Color,
    fonts: &'a [String],
    measuring: bool,
    language: &'a str,
    region: Option<&'a str>,
}

/// Set at the end of each template line when a line of source has to be traced back; never in a real source.
const TRACE: char = '\u{f8ff}';

impl Renderer {
    /// Parses the templates of a theme. Those of a workspace are code of anyone's, which workers render; without
    /// workers, this process does, and cannot stop them.
    ///
    /// # Errors
    /// A template is not valid, with its line.
    pub fn new(theme: Theme, isolation: Option<Isolation>) -> Result<Self, Vec<Finding>> {
        let texts = theme.templates.iter().map(|(name, file)| (name.clone(), file.text.clone()));
        match Templates::new(texts.collect(), isolation.filter(|_| !theme.built_in)) {
            Ok(templates) => Ok(Self { theme, templates }),
            Err(fault) => Err(vec![template_finding(fault, &theme)]),
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
        self.render("resume.typ", &self.resume_view(resume, page), page)
    }

    /// Renders a letter.
    ///
    /// # Errors
    /// A template fails while it is rendered, with its line.
    pub fn cover_letter(&self, letter: &CoverLetter, page: &Page) -> Result<Source, Finding> {
        self.render("cover-letter.typ", &self.letter_view(letter, page), page)
    }

    fn resume_view<'a>(&'a self, resume: &'a Resume, page: &'a Page) -> View<'a, Resume> {
        let view = self.view(resume, resume.title(&page.language), page);
        View { subject: resume.headline.as_deref(), keywords: resume.keywords(), ..view }
    }

    fn letter_view<'a>(&'a self, letter: &'a CoverLetter, page: &'a Page) -> View<'a, CoverLetter> {
        let sizes = &self.theme.settings.sizes;
        let size = (sizes.letter - LETTER_STEP * f64::from(u8::from(page.density))).max(sizes.floor);
        let view = self.view(letter, letter.title(&page.language), page);
        View { subject: letter.headline.as_deref(), text_size: size, ..view }
    }

    fn view<'a, T: Serialize>(&'a self, document: &'a T, title: String, page: &'a Page) -> View<'a, T> {
        let (language, region) = match page.language.split_once(['-', '_']) {
            Some((language, region)) => (language, Some(region)),
            None => (page.language.as_str(), None),
        };
        let sizes = &self.theme.settings.sizes;
        View {
            document,
            title,
            subject: None,
            keywords: Vec::new(),
            sizes,
            text_size: sizes.text.max(sizes.floor),
            paper: &page.paper,
            density: page.density,
            accent: page.accent,
            fonts: &page.fonts.families,
            measuring: page.measuring,
            language,
            region,
        }
    }

    fn render<T: Serialize>(
        &self,
        template: &str,
        view: &View<'_, T>,
        page: &Page,
    ) -> Result<Source, Finding> {
        let text = self.templates.render(template, view);
        let text = text.map_err(|fault| template_finding(fault, &self.theme))?;
        Ok(Source { name: template.to_owned(), text, fonts: Arc::clone(&page.fonts.files) })
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
        let traced =
            self.templates.with(self.theme.templates.iter().enumerate().map(marked).collect()).ok()?;
        let text = traced.render(template, view).ok()?;
        let mark = text.lines().skip(line.checked_sub(1)?).find_map(|line| line.split(TRACE).nth(1))?;
        let (index, line) = mark.split_once(':')?;
        let file = self.theme.templates.get(*names.get(index.parse::<usize>().ok()?)?)?;
        Some((Arc::clone(file), line.parse().ok()?))
    }
}

/// What is wrong with a theme's templates, at the template's line.
fn template_finding(fault: Fault, theme: &Theme) -> Finding {
    let folder = format!("templates/{}", theme.name);
    let Mistake { message, place } = match fault {
        Fault::Template(mistake) => mistake,
        Fault::Stopped(stopped) => {
            let hint = match &stopped {
                Stopped::Start(_) => "try again; the program starts itself once more to render templates",
                _ => "look for loops within loops, or a text that grows in a loop",
            };
            let finding = Finding::new(Code::TemplateError, format!("rendering the templates {stopped}"));
            return finding.hint(hint).in_file(folder);
        }
    };
    let finding = Finding::new(Code::TemplateError, message).hint(HINT);
    if let Some((name, span)) = place {
        return match theme.templates.get(&name) {
            Some(file) => finding.at(file, span),
            None => finding.in_file(format!("{folder}/{name}")),
        };
    }
    // A template that is missing is named between backticks; the one that includes it has it in quotes.
    let missing = finding.message.split('`').nth(1).map(quote);
    let includes = |file: &&Arc<SourceFile>| missing.as_ref().and_then(|name| file.text.find(name.as_str()));
    let place = theme.templates.values().find_map(|file| Some((file, includes(&file)?)));
    match (place, &missing) {
        (Some((file, at)), Some(name)) => finding.at(file, at..at + name.len()),
        _ => finding.in_file(folder),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::Renderer;
    use crate::finding::SourceFile;
    use crate::language::Language;
    use crate::profile::{Look, Profile, SectionKind};
    use crate::render::{Edition, Page, Resume, Theme};

    #[test]
    fn a_line_of_source_is_traced_to_its_template() {
        let profile = SourceFile::new("master.toml", include_str!("../../profiles/master.toml"));
        let profile = Profile::read(&profile).value.unwrap();
        let edition = Edition { language: Language::of("en"), day: jiff::civil::date(2025, 1, 1) };
        let resume = Resume::new(&profile, &SectionKind::ALL, edition);
        let mut theme = Theme::load("classic", Path::new("no-such-folder")).unwrap();
        let text = format!("{}\n#let last = 1\n", theme.templates["resume.typ"].text);
        theme.templates.insert("resume.typ".into(), SourceFile::new("resume.typ", text));
        let page = Page::of(&Look::default(), Arc::new(theme.fonts(&Look::default(), None).unwrap()));
        let renderer = Renderer::new(theme, None).unwrap();
        let source = renderer.resume(&resume, &page).unwrap();
        for (template, wanted, written) in [
            ("resume.typ", "#let last = 1", "#let last = 1"),
            ("resume.typ", "#let details", "#let details"),
            ("sections.typ", "== {{ section.title", "== #\"Summary"),
            ("sections.typ", "  name: {{ entry.name", "  name: [#\"URBN"),
        ] {
            let in_source = source.text.lines().position(|line| line.starts_with(written)).unwrap() + 1;
            let text = &renderer.theme().templates[template].text;
            let in_template = text.lines().position(|line| line.starts_with(wanted)).unwrap() + 1;
            let (file, line) = renderer.trace_resume(&resume, &page, in_source).unwrap();
            assert!(file.name.ends_with(template), "{wanted}: {}", file.name);
            assert_eq!(line, in_template, "{wanted}");
        }
    }
}
