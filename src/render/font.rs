//! Fonts: which files a document is set in, and which characters they can show.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use fontdb::{Database, FaceInfo, Source as FontSource, Stretch, Style, Weight};
use ttf_parser::{Face, name_id};

use crate::fs;
use crate::profile::SYSTEM_FONTS;

/// A font file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Font {
    /// File name, such as `SourceSerif4-Regular.otf`.
    pub name: String,
    /// The file's bytes, shared by all documents set in it.
    pub bytes: Arc<Cow<'static, [u8]>>,
}

impl Font {
    /// The faces in the file; none if it is no font.
    fn faces(&self) -> impl Iterator<Item = Face<'_>> {
        let count = ttf_parser::fonts_in_collection(&self.bytes).unwrap_or(1);
        (0..count).filter_map(|index| Face::parse(&self.bytes, index).ok())
    }

    /// The families of its faces; none if it is no font.
    pub(super) fn families(&self) -> BTreeSet<String> {
        self.faces().filter_map(|face| family(&face)).collect()
    }
}

/// The name under which a face is asked for.
fn family(face: &Face<'_>) -> Option<String> {
    let named = |id: u16| {
        let mut names = face.names().into_iter().filter(|name| name.name_id == id && name.is_unicode());
        names.find_map(|name| name.to_string())
    };
    named(name_id::TYPOGRAPHIC_FAMILY).or_else(|| named(name_id::FAMILY))
}

/// The fonts of one document, in the order in which a character is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fonts {
    /// The families.
    pub families: Vec<String>,
    /// Their files.
    pub files: Arc<[Font]>,
}

/// A family that was asked for and is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoFamily {
    /// The family.
    pub(super) name: String,
    /// Whether the machine has it, and was not to be asked.
    pub(super) on_system: bool,
}

impl Fonts {
    /// Those of some files that a look asks for: its families, then others to fall back on.
    ///
    /// # Errors
    /// Every family that is asked for and is not there, or a font of the machine that cannot be read.
    pub(super) fn choose(
        wanted: &[String],
        otherwise: &[String],
        files: &[Font],
    ) -> Result<Result<Self, Vec<NoFamily>>, fs::FsError> {
        let known: Vec<(&Font, BTreeSet<String>)> =
            files.iter().map(|font| (font, font.families())).collect();
        let has = |family: &String| known.iter().any(|(_, families)| families.contains(family));
        let asks_system = wanted.iter().any(|family| family == SYSTEM_FONTS);
        let (mut families, mut found, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        for family in wanted.iter().filter(|family| *family != SYSTEM_FONTS) {
            if !has(family) {
                let on_system = is_on_system(family);
                if !(asks_system && on_system) {
                    missing.push(NoFamily { name: family.clone(), on_system });
                    continue;
                }
                found.extend(system_files(family)?);
            }
            families.push(family.clone());
        }
        if !missing.is_empty() {
            return Ok(Err(missing));
        }
        families.extend(otherwise.iter().filter(|family| has(family)).cloned());
        let mut seen = BTreeSet::new();
        families.retain(|family| seen.insert(family.clone()));
        let used = |families: &BTreeSet<String>| families.iter().any(|family| seen.contains(family));
        let mut files: Vec<Font> =
            known.iter().filter(|(_, families)| used(families)).map(|(font, _)| (*font).clone()).collect();
        files.extend(found);
        Ok(Ok(Self { families, files: files.into() }))
    }

    /// The characters that no family has, of those that need one.
    pub fn missing(&self, characters: impl IntoIterator<Item = char>) -> BTreeSet<char> {
        let mut missing: BTreeSet<char> = characters.into_iter().filter(|c| needs_glyph(*c)).collect();
        for face in self.files.iter().flat_map(Font::faces) {
            if missing.is_empty() {
                break;
            }
            missing.retain(|c| face.glyph_index(*c).is_none());
        }
        missing
    }

    /// The same with fonts of the machine for some characters, as far as it has any.
    ///
    /// # Errors
    /// A font file cannot be read.
    pub fn with_system(mut self, mut missing: BTreeSet<char>) -> Result<Self, fs::FsError> {
        while let Some((family, shown)) = best_on_system(&missing) {
            missing.retain(|c| !shown.contains(c));
            self.files = self.files.iter().cloned().chain(system_files(&family)?).collect();
            self.families.push(family);
        }
        Ok(self)
    }
}

/// Whether a character is drawn, and not a space, a control or a mark that only steers others.
fn needs_glyph(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The machine's fonts, looked for once.
static ON_SYSTEM: LazyLock<Database> = LazyLock::new(|| {
    let mut database = Database::new();
    database.load_system_fonts();
    database
});

/// The paths of the machine's fonts, in their order.
pub fn system_fonts() -> Vec<String> {
    let path = |face: &FaceInfo| match &face.source {
        FontSource::File(path) | FontSource::SharedFile(path, _) => Some(path.display().to_string()),
        FontSource::Binary(_) => None,
    };
    let paths: BTreeSet<String> = ON_SYSTEM.faces().filter_map(path).collect();
    paths.into_iter().collect()
}

/// Whether the machine has a family.
fn is_on_system(family: &str) -> bool {
    ON_SYSTEM.faces().any(|face| is_of(face, family))
}

fn is_of(face: &FaceInfo, family: &str) -> bool {
    face.families.iter().any(|(name, _)| name == family)
}

/// The files of a family that documents use: upright and italic, regular to bold.
fn system_files(family: &str) -> Result<Vec<Font>, fs::FsError> {
    let wanted = |face: &&FaceInfo| {
        is_of(face, family) && face.stretch == Stretch::Normal && (400..=700).contains(&face.weight.0)
    };
    let path = |face: &FaceInfo| match &face.source {
        FontSource::File(path) | FontSource::SharedFile(path, _) => Some(path.clone()),
        FontSource::Binary(_) => None,
    };
    let paths: BTreeSet<PathBuf> = ON_SYSTEM.faces().filter(wanted).filter_map(path).collect();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Font { name, bytes: Arc::new(Cow::Owned(fs::read_bytes(&path)?)) })
    };
    paths.into_iter().map(read).collect()
}

/// The family that shows most of some characters, and which; of equal ones the first by name.
fn best_on_system(characters: &BTreeSet<char>) -> Option<(String, BTreeSet<char>)> {
    let upright = |face: &&FaceInfo| {
        face.style == Style::Normal && face.weight == Weight::NORMAL && face.stretch == Stretch::Normal
    };
    let shown = |face: &FaceInfo| {
        let shown: Option<BTreeSet<char>> = ON_SYSTEM.with_face_data(face.id, |bytes, index| {
            let face = Face::parse(bytes, index).ok()?;
            Some(characters.iter().copied().filter(|c| face.glyph_index(*c).is_some()).collect())
        })?;
        Some((face.families.first()?.0.clone(), shown?))
    };
    if characters.is_empty() {
        return None;
    }
    let candidates =
        ON_SYSTEM.faces().filter(upright).filter_map(shown).filter(|(_, shown)| !shown.is_empty());
    candidates.max_by(|(a, a_shows), (b, b_shows)| a_shows.len().cmp(&b_shows.len()).then_with(|| b.cmp(a)))
}
