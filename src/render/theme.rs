//! Themes: a folder of templates with its settings and fonts.
//!
//! The built-in themes travel inside the binary. A folder of the same name in the workspace wins, as a whole,
//! so that a theme is always read from one place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Serialize;

use super::source::Font;
use crate::finding::{Code, Finding, SourceFile, has_errors, nearest};
use crate::fs;
use crate::profile::{Reader, Table};

/// The built-in themes and their fonts.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The folder of fonts that built-in themes share.
const FONTS: &str = "fonts";

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
    /// The fonts its documents are set in.
    pub fonts: Arc<[Font]>,
    /// Whether it comes with Bespoke.
    pub built_in: bool,
}

/// The settings of `theme.toml`.
#[derive(Debug, Clone, Serialize)]
pub struct Settings {
    /// One line about the theme.
    pub description: String,
    /// Font families in the order in which a character is looked for.
    pub fonts: Vec<String>,
    /// Sizes of type.
    pub sizes: Sizes,
    /// Colours.
    pub colors: Colors,
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

/// Colours, as `#rrggbb`.
#[derive(Debug, Clone, Serialize)]
pub struct Colors {
    /// Headings and rules.
    pub accent: String,
    /// What should stay in the background.
    pub muted: String,
}

/// Names of all themes, the workspace's and the built-in ones.
///
/// # Errors
/// The workspace's folder of themes cannot be listed.
pub fn names(templates: &Path) -> Result<Vec<String>, fs::FsError> {
    let mut names: Vec<String> = built_in_names().map(str::to_owned).collect();
    for name in fs::list(templates)? {
        if name != FONTS && templates.join(&name).join("theme.toml").is_file() {
            names.push(name);
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}

fn built_in_names() -> impl Iterator<Item = &'static str> {
    let name = |dir: &'static Dir<'_>| dir.path().file_name().and_then(|name| name.to_str());
    BUILT_IN.dirs().filter(|dir| dir.path() != Path::new(FONTS)).filter_map(name)
}

impl Theme {
    /// Reads a theme by name; `templates` is the workspace's folder of themes.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn load(name: &str, templates: &Path) -> Result<Self, Vec<Finding>> {
        let folder = templates.join(name);
        let plain =
            !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']) && name != FONTS;
        if plain && folder.is_dir() {
            fs::inside(templates, &folder).map_err(|error| vec![error.finding()])?;
            return Self::read(name, read_folder(&folder, &format!("templates/{name}"))?, false);
        }
        match BUILT_IN.get_dir(name).filter(|_| plain) {
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
        let (settings, findings) = settings(&files.texts["theme.toml"]);
        let Some(settings) = settings.filter(|_| !has_errors(&findings)) else { return Err(findings) };
        let mut fonts = files.fonts;
        let own: Vec<String> = fonts.iter().map(|font| font.name.clone()).collect();
        fonts.extend(shared_fonts().filter(|font| !own.contains(&font.name)));
        let templates = files.texts.into_iter().filter(|(name, _)| name.ends_with(".typ")).collect();
        Ok(Self { name: name.to_owned(), settings, templates, fonts: fonts.into(), built_in })
    }

    /// Every file of a built-in theme with the fonts it uses, for a copy that stands on its own.
    pub fn built_in_files(name: &str) -> Option<Vec<(String, &'static [u8])>> {
        let dir = BUILT_IN.get_dir(name).filter(|_| name != FONTS)?;
        let relative = |file: &'static include_dir::File<'_>, base: &Path| {
            let path = file.path().strip_prefix(base).unwrap_or(file.path());
            (path.to_string_lossy().replace('\\', "/"), file.contents())
        };
        let mut files: Vec<(String, &'static [u8])> =
            dir.files().map(|file| relative(file, dir.path())).collect();
        for family in BUILT_IN.get_dir(FONTS).into_iter().flat_map(Dir::dirs) {
            files.extend(family.files().map(|file| relative(file, Path::new(""))));
        }
        Some(files)
    }
}

/// The content of a theme's folder.
struct Files {
    texts: BTreeMap<String, Arc<SourceFile>>,
    fonts: Vec<Font>,
}

fn is_font(name: &str) -> bool {
    [".otf", ".ttf", ".ttc", ".otc"].iter().any(|ending| name.to_lowercase().ends_with(ending))
}

fn read_folder(folder: &Path, shown: &str) -> Result<Files, Vec<Finding>> {
    let one = |error: fs::FsError| vec![error.finding()];
    let mut files = Files { texts: BTreeMap::new(), fonts: Vec::new() };
    for name in fs::list(folder).map_err(one)? {
        if name.ends_with(".typ") || name == "theme.toml" {
            let path = folder.join(&name);
            fs::inside(folder, &path).map_err(one)?;
            let text = fs::read_text(&path, &format!("{shown}/{name}")).map_err(one)?;
            files.texts.insert(name, text);
        }
    }
    read_fonts(&folder.join(FONTS), folder, &mut files.fonts).map_err(one)?;
    Ok(files)
}

/// Fonts of a folder and of the folders in it: one level, as the built-in ones are kept.
fn read_fonts(folder: &Path, theme: &Path, fonts: &mut Vec<Font>) -> Result<(), fs::FsError> {
    for name in fs::list(folder)? {
        let path = folder.join(&name);
        fs::inside(theme, &path)?;
        if path.is_dir() && folder.ends_with(FONTS) {
            read_fonts(&path, theme, fonts)?;
        } else if is_font(&name) {
            fonts.push(Font { name, bytes: Cow::Owned(fs::read_bytes(&path)?) });
        }
    }
    Ok(())
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
    Files { texts, fonts: Vec::new() }
}

/// The fonts that come with Bespoke.
fn shared_fonts() -> impl Iterator<Item = Font> {
    let families = BUILT_IN.get_dir(FONTS).into_iter().flat_map(Dir::dirs);
    families.flat_map(Dir::files).filter_map(|file| {
        let name = file.path().file_name()?.to_str()?.to_owned();
        is_font(&name).then_some(Font { name, bytes: Cow::Borrowed(file.contents()) })
    })
}

fn settings(file: &Arc<SourceFile>) -> (Option<Settings>, Vec<Finding>) {
    let reader = Reader::new(file, 0);
    let parsed = reader.parse(&file.text);
    let root = Table::root(&reader, &parsed);
    let number = |table: Option<&Table<'_>>, key: &'static str, otherwise: f64| {
        table.and_then(|table| table.number(key)).unwrap_or(otherwise)
    };
    let sizes = root.table("sizes");
    let text = number(sizes.as_ref(), "text", 10.0);
    let settings = Settings {
        description: root.string("description").unwrap_or_default(),
        fonts: root.strings("fonts"),
        sizes: Sizes {
            text,
            letter: number(sizes.as_ref(), "letter", text * 1.08),
            name: number(sizes.as_ref(), "name", text * 2.2),
            heading: number(sizes.as_ref(), "heading", text * 1.1),
            floor: number(sizes.as_ref(), "floor", 9.0),
        },
        colors: {
            let colors = root.table("colors");
            let color = |key: &'static str, otherwise: &str| {
                colors.as_ref().and_then(|table| color(table, key)).unwrap_or_else(|| otherwise.to_owned())
            };
            let read = Colors { accent: color("accent", "#000000"), muted: color("muted", "#c4c4c4") };
            if let Some(table) = colors {
                table.finish();
            }
            read
        },
    };
    if let Some(sizes) = sizes {
        sizes.finish();
    }
    if settings.fonts.is_empty() {
        let hint = "for example: fonts = [\"Source Serif 4\"]";
        root.report(
            Finding::new(Code::ThemeSettings, "`fonts` must name at least one family").hint(hint),
            0..0,
        );
    }
    root.finish();
    (Some(settings), reader.into_findings())
}

/// A colour written `#rrggbb`.
fn color(table: &Table<'_>, key: &'static str) -> Option<String> {
    let text = table.text(key)?;
    let digits = text.value.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(text.value);
    }
    let message = format!("`{key}` is not a colour: \"{}\"", text.value);
    table.report(Finding::new(Code::ThemeSettings, message).hint("write it as \"#1f3a5f\""), text.span);
    None
}
