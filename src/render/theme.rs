//! Themes: a folder of templates with its settings and fonts.
//!
//! The built-in themes travel inside the binary. A folder of the same name in the workspace wins, as a whole,
//! so that a theme is always read from one place; only the partials and fonts that all themes share are added.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use serde::Serialize;

use super::font::{Font, Fonts};
use crate::finding::{Code, Finding, SourceFile, has_errors, nearest};
use crate::fs;
use crate::profile::{Look, Reader, Table, look};

/// The built-in themes and their fonts.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The folder of fonts in a theme, and of those that built-in themes share.
const FONTS: &str = "fonts";

/// The folder of partials that all themes may include.
const SHARED: &str = "shared";

/// The files a theme cannot do without.
const REQUIRED: [&str; 3] = ["theme.toml", "resume.typ", "cover-letter.typ"];

/// A theme, read and checked.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its name: the folder's.
    pub name: String,
    /// What it says of itself.
    pub settings: Settings,
    /// Templates by name; resume, letter and whatever they include.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
    /// Whether it comes with Bespoke.
    pub built_in: bool,
    /// What is odd about it, but does not stand in the way.
    pub findings: Vec<Finding>,
    /// Its settings' file.
    file: Arc<SourceFile>,
    /// Every font it may use.
    fonts: Vec<Font>,
    /// The families of its own folder of fonts.
    own_families: Vec<String>,
}

/// The settings of `theme.toml`.
#[derive(Debug, Clone)]
pub struct Settings {
    /// One line about the theme.
    pub description: String,
    /// How it looks, unless it is asked to look otherwise; its fonts are never none.
    pub look: Look,
    /// Sizes of type.
    pub sizes: Sizes,
}

/// Sizes of type, in points.
#[derive(Debug, Clone, Serialize)]
pub struct Sizes {
    /// Running text of a resume.
    pub text: f64,
    /// Running text of a letter.
    pub letter: f64,
    /// The person's name.
    pub name: f64,
    /// Section headings.
    pub heading: f64,
    /// Text is never set smaller.
    pub floor: f64,
}

/// Names of all themes, the workspace's and the built-in ones.
///
/// # Errors
/// The workspace's folder of themes cannot be listed.
pub fn names(templates: &Path) -> Result<Vec<String>, fs::FsError> {
    let mut names: Vec<String> = built_in_names().map(str::to_owned).collect();
    for name in fs::list(templates)? {
        if is_name(&name) && templates.join(&name).join("theme.toml").is_file() {
            names.push(name);
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}

fn built_in_names() -> impl Iterator<Item = &'static str> {
    let name = |dir: &'static Dir<'_>| dir.path().file_name().and_then(|name| name.to_str());
    BUILT_IN.dirs().filter_map(name).filter(|name| is_name(name))
}

/// Whether a theme may be called so: its name is that of a folder.
fn is_name(name: &str) -> bool {
    let reserved = [FONTS, SHARED].contains(&name);
    !reserved && !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\'])
}

impl Theme {
    /// Reads a theme by name; `templates` is the workspace's folder of themes.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn load(name: &str, templates: &Path) -> Result<Self, Vec<Finding>> {
        let folder = templates.join(name);
        if is_name(name) && folder.is_dir() {
            let workspace = templates.parent().unwrap_or(templates);
            fs::inside(workspace, templates)
                .and_then(|()| fs::inside(templates, &folder))
                .map_err(|error| vec![error.finding()])?;
            return Self::read(name, read_folder(&folder, &format!("templates/{name}"))?, false);
        }
        match BUILT_IN.get_dir(name).filter(|_| is_name(name)) {
            Some(dir) => Self::read(name, embedded_files(dir), true),
            None => {
                let known = names(templates).unwrap_or_default();
                let hint = match nearest(name, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!("the themes are {}", known.join(", ")),
                };
                Err(vec![
                    Finding::new(Code::UnknownTheme, format!("there is no theme \"{name}\"")).hint(hint),
                ])
            }
        }
    }

    fn read(name: &str, files: Files, built_in: bool) -> Result<Self, Vec<Finding>> {
        let missing: Vec<Finding> = REQUIRED
            .iter()
            .filter(|required| !files.texts.contains_key(**required))
            .map(|required| {
                Finding::new(Code::ThemeSettings, format!("the theme \"{name}\" has no {required}"))
                    .in_file(format!("templates/{name}/{required}"))
                    .hint("`bespoke themes copy classic` starts a complete theme to change")
            })
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let file = Arc::clone(&files.texts["theme.toml"]);
        let (settings, mut findings) = settings(&file);
        if has_errors(&findings) {
            return Err(findings);
        }
        findings.extend(files.findings);
        let mut templates =
            BUILT_IN.get_dir(SHARED).map(|shared| embedded_files(shared).texts).unwrap_or_default();
        templates.extend(files.texts.into_iter().filter(|(name, _)| name.ends_with(".typ")));
        let own_families = files.fonts.iter().flat_map(Font::families).collect();
        let mut fonts = files.fonts;
        let own: Vec<String> = fonts.iter().map(|font| font.name.clone()).collect();
        fonts.extend(shipped_fonts().filter(|font| !own.contains(&font.name)).cloned());
        Ok(Self { name: name.to_owned(), settings, templates, built_in, findings, file, fonts, own_families })
    }

    /// Every text it is made of.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        std::iter::once(&self.file).chain(self.templates.values())
    }

    /// The fonts of a look; those that it asks for stand in a file, the theme's own if it asks for none.
    ///
    /// # Errors
    /// A family has no file, or a font of the machine cannot be read.
    pub fn fonts(&self, look: &Look, file: Option<&Arc<SourceFile>>) -> Result<Fonts, Vec<Finding>> {
        let names = |look: &Look| look.fonts.iter().map(|font| font.value.clone()).collect::<Vec<_>>();
        let theme = &self.settings.look;
        let (look, file) = if look.fonts.is_empty() { (theme, None) } else { (look, file) };
        let wanted = names(look);
        let otherwise = [names(theme), self.own_families.clone()].concat();
        let chosen =
            Fonts::choose(&wanted, &otherwise, &self.fonts).map_err(|error| vec![error.finding()])?;
        chosen.map_err(|missing| {
            let known: Vec<String> = self.fonts.iter().flat_map(Font::families).collect();
            let finding = |no: &super::font::NoFamily| {
                let hint = match nearest(&no.name, known.iter().map(String::as_str)) {
                    _ if no.on_system => {
                        "this machine has it: add \"system\" to `fonts` to allow that".to_owned()
                    }
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!(
                        "put its files into templates/{}/fonts (`bespoke themes copy` makes a theme yours)",
                        self.name
                    ),
                };
                let span = look.fonts.iter().find(|font| font.value == no.name).map(|font| font.span.clone());
                let message = format!("there is no font \"{}\"", no.name);
                let file = file.unwrap_or(&self.file);
                Finding::new(Code::MissingFont, message).at(file, span.unwrap_or(0..0)).hint(hint)
            };
            missing.iter().map(finding).collect()
        })
    }

    /// Every file of a built-in theme with the partials and fonts it uses, for a copy that stands on its own.
    pub fn built_in_files(name: &str) -> Option<Vec<(String, &'static [u8])>> {
        let dir = BUILT_IN.get_dir(name).filter(|_| is_name(name))?;
        let theme = Self::read(name, embedded_files(dir), true).ok()?;
        let families: Vec<&str> = theme.settings.look.fonts.iter().map(|font| font.value.as_str()).collect();
        let relative = |file: &'static include_dir::File<'_>, base: &Path| {
            let path = file.path().strip_prefix(base).unwrap_or(file.path());
            (path.to_string_lossy().replace('\\', "/"), file.contents())
        };
        let shared = BUILT_IN.get_dir(SHARED).into_iter();
        let partials = shared.flat_map(|dir| dir.files().map(move |file| relative(file, dir.path())));
        let mut files: Vec<(String, &'static [u8])> = partials.collect();
        files.extend(dir.files().map(|file| relative(file, dir.path())));
        for folder in BUILT_IN.get_dir(FONTS).into_iter().flat_map(Dir::dirs) {
            let used = SHIPPED.iter().any(|(of, font)| {
                *of == folder.path()
                    && font.families().iter().any(|family| families.contains(&family.as_str()))
            });
            if used {
                files.extend(folder.files().map(|file| relative(file, Path::new(""))));
            }
        }
        Some(files)
    }
}

/// The content of a theme's folder.
#[derive(Default)]
struct Files {
    texts: BTreeMap<String, Arc<SourceFile>>,
    fonts: Vec<Font>,
    findings: Vec<Finding>,
}

fn ends_with(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.to_lowercase().ends_with(ending))
}

fn is_font(name: &str) -> bool {
    ends_with(name, &[".otf", ".ttf", ".ttc", ".otc"])
}

/// Fonts as web pages use them, which Typst does not read.
fn is_web_font(name: &str) -> bool {
    ends_with(name, &[".woff", ".woff2", ".eot"])
}

fn read_folder(folder: &Path, shown: &str) -> Result<Files, Vec<Finding>> {
    let one = |error: fs::FsError| vec![error.finding()];
    let mut files = Files::default();
    for name in fs::list(folder).map_err(one)? {
        if name.ends_with(".typ") || name == "theme.toml" {
            let path = folder.join(&name);
            fs::inside(folder, &path).map_err(one)?;
            let text = fs::read_text(&path, &format!("{shown}/{name}")).map_err(one)?;
            files.texts.insert(name, text);
        }
    }
    let place = Place { path: folder.join(FONTS), shown: format!("{shown}/{FONTS}") };
    read_fonts(&place, folder, &mut files).map_err(one)?;
    Ok(files)
}

/// A folder, and how it is called in messages.
struct Place {
    path: PathBuf,
    shown: String,
}

/// Fonts of a folder and of the folders in it: one level, as the built-in ones are kept.
fn read_fonts(folder: &Place, theme: &Path, files: &mut Files) -> Result<(), fs::FsError> {
    for name in fs::list(&folder.path)? {
        let path = folder.path.join(&name);
        let shown = format!("{}/{name}", folder.shown);
        fs::inside(theme, &path)?;
        if path.is_dir() && folder.path.ends_with(FONTS) {
            read_fonts(&Place { path, shown }, theme, files)?;
        } else if is_font(&name) {
            let font = Font { name, bytes: Arc::new(Cow::Owned(fs::read_bytes(&path)?)) };
            if font.families().is_empty() {
                files
                    .findings
                    .push(not_a_font(&shown, "put the font's .otf or .ttf there again, or remove the file"));
            } else {
                files.fonts.push(font);
            }
        } else if is_web_font(&name) {
            files
                .findings
                .push(not_a_font(&shown, "fonts of web pages cannot be used: put the .otf or .ttf there"));
        }
    }
    Ok(())
}

fn not_a_font(file: &str, hint: &str) -> Finding {
    Finding::new(Code::BadFont, "this is not a font that documents can be set in").in_file(file).hint(hint)
}

fn embedded_files(dir: &'static Dir<'_>) -> Files {
    let mut texts = BTreeMap::new();
    for file in dir.files() {
        let name = file.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(text) = file.contents_utf8() {
            let shown = format!("templates/{}", file.path().to_string_lossy().replace('\\', "/"));
            texts.insert(name.to_owned(), SourceFile::new(shown, text));
        }
    }
    Files { texts, ..Files::default() }
}

/// The fonts that come with Bespoke, each with its folder.
static SHIPPED: LazyLock<Vec<(&Path, Font)>> = LazyLock::new(|| {
    let families = BUILT_IN.get_dir(FONTS).into_iter().flat_map(Dir::dirs);
    let files = families.flat_map(|dir| dir.files().map(|file| (dir.path(), file)));
    let fonts = files.filter_map(|(folder, file)| {
        let name = file.path().file_name()?.to_str()?.to_owned();
        let font = || Font { name: name.clone(), bytes: Arc::new(Cow::Borrowed(file.contents())) };
        is_font(&name).then(|| (folder, font()))
    });
    fonts.collect()
});

/// The fonts that come with Bespoke: in every process the same, in the same order.
pub fn shipped_fonts() -> impl Iterator<Item = &'static Font> {
    SHIPPED.iter().map(|(_, font)| font)
}

/// The fonts of plain labels beside documents.
pub fn label_fonts() -> impl Iterator<Item = Font> {
    SHIPPED.iter().filter(|(folder, _)| folder.ends_with("source-sans-3")).map(|(_, font)| font.clone())
}

fn settings(file: &Arc<SourceFile>) -> (Settings, Vec<Finding>) {
    let reader = Reader::new(file, 0);
    let parsed = reader.parse(&file.text);
    let root = Table::root(&reader, &parsed);
    // A theme is called as its folder is; a name in the file is for people.
    root.string("name");
    let sizes = root.table("sizes");
    let number = |key: &'static str, otherwise: f64| {
        sizes.as_ref().and_then(|table| table.number(key)).unwrap_or(otherwise)
    };
    let text = number("text", 10.0);
    let settings = Settings {
        description: root.string("description").unwrap_or_default(),
        look: look(&root),
        sizes: Sizes {
            text,
            letter: number("letter", text * 1.08),
            name: number("name", text * 2.2),
            heading: number("heading", text * 1.1),
            floor: number("floor", 9.0),
        },
    };
    if let Some(sizes) = sizes {
        sizes.finish();
    }
    if settings.look.fonts.is_empty() {
        let hint = "for example: fonts = [\"Source Serif 4\"]";
        root.report(
            Finding::new(Code::ThemeSettings, "`fonts` must name at least one family").hint(hint),
            0..0,
        );
    }
    root.finish();
    (settings, reader.into_findings())
}
