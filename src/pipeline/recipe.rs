//! What the documents of a job are made from, by content: where none of it changed, they would be the same.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::settings::Settings;
use super::{Application, Options, Shared};
use crate::finding::SourceFile;
use crate::job::Head;
use crate::render::system_fonts;

/// The version and the sources of this program.
pub const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("BESPOKE_BUILD"));

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Role {
    Notes,
    Profile,
    Letter,
    /// A text of a theme of the workspace.
    Theme,
    /// A text of a theme that travels inside the program.
    BuiltIn,
    Font,
    /// The list of the machine's fonts, where documents may be set in them.
    SystemFonts,
}

/// One text or font that the documents are made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// How it is called in messages: the path in the workspace.
    pub file: String,
    /// What it is.
    pub role: Role,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What was asked for beside the files, as it would have to be asked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Asked {
    pub theme: Option<String>,
    pub pages: Option<usize>,
    pub paper: Option<String>,
    pub engine: String,
    pub formats: Option<Vec<String>>,
    pub strict: bool,
    #[serde(rename = "final")]
    pub finished: bool,
    /// The day of the letter and of the documents, YYYY-MM-DD.
    pub date: String,
}

/// What the documents of a job are made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Version and sources of the program.
    pub bespoke: String,
    /// Version of Typst.
    pub typst: String,
    /// What was asked for.
    pub options: Asked,
    /// Every text and font, by role and name.
    pub inputs: Vec<Input>,
}

impl Recipe {
    /// Why documents made by another recipe are not those of this one; none if they are.
    pub fn difference(&self, other: &Self) -> Option<String> {
        if let Some(difference) = self.changed_input(other) {
            return Some(difference);
        }
        let (now, then) = (&self.options, &other.options);
        if now.date != then.date {
            return Some(format!("the date is {}", now.date));
        }
        (now != then).then(|| "other options were given".to_owned())
    }

    /// Why another recipe is for other texts, fonts or programs; none if it is for the same.
    pub fn changed_input(&self, other: &Self) -> Option<String> {
        if self.bespoke != other.bespoke || self.typst != other.typst {
            return Some("another version of Bespoke made it".to_owned());
        }
        for input in &self.inputs {
            match other.inputs.iter().find(|earlier| earlier.file == input.file) {
                Some(earlier) if earlier.sha256 == input.sha256 => {}
                Some(_) => return Some(format!("{} changed", input.file)),
                None => return Some(format!("{} is new", input.file)),
            }
        }
        let gone = |earlier: &&Input| self.inputs.iter().all(|input| input.file != earlier.file);
        let gone = other.inputs.iter().find(gone)?;
        Some(format!("{} is not used any more", gone.file))
    }
}

impl Shared<'_> {
    /// What an application would be made from now; none if its settings or its theme cannot be read.
    pub fn recipe(&self, application: &Application) -> Option<Recipe> {
        self.recipe_of(&application.job.head(), application.letter.as_ref())
    }

    /// The same for one of which no more is known than the head of its file, and its owner's letter.
    pub fn recipe_of(&self, job: &Head, letter: Option<&Arc<SourceFile>>) -> Option<Recipe> {
        let settings = Settings::of(job, self.profile, self.options, &mut Vec::new()).ok()?;
        let renderer = self.renderer(&settings.theme).ok()?;
        let theme = renderer.theme();
        let engine = self.engine(&settings.engine).ok()?;
        let text = |file: &Arc<SourceFile>, role| Input {
            file: file.name.clone(),
            role,
            sha256: sha256(file.text.as_bytes()),
        };
        let mut inputs = vec![text(&self.profile.file, Role::Profile), text(&job.file, Role::Notes)];
        inputs.extend(letter.map(|letter| text(letter, Role::Letter)));
        inputs.extend(self.tools.theme_inputs(&theme.name, || {
            let own = |file: &Arc<SourceFile>| !theme.built_in && !file.name.starts_with("templates/shared/");
            theme
                .files()
                .map(|file| text(file, if own(file) { Role::Theme } else { Role::BuiltIn }))
                .collect()
        }));
        let fonts = self.tools.fonts(&renderer, &settings).ok()?;
        inputs.extend(fonts.files.iter().map(|font| Input {
            file: font.name.clone(),
            role: Role::Font,
            sha256: self.tools.font_hash(font, sha256),
        }));
        if settings.look.allows_system_fonts() || theme.settings.look.allows_system_fonts() {
            let sha256 = sha256(system_fonts().join("\n").as_bytes());
            inputs.push(Input {
                file: "the fonts of this machine".to_owned(),
                role: Role::SystemFonts,
                sha256,
            });
        }
        // A reason names what its owner changed before what follows from it.
        inputs.sort_by(|a, b| (a.role, &a.file).cmp(&(b.role, &b.file)));
        Some(Recipe {
            bespoke: BUILD.to_owned(),
            typst: engine.version().to_owned(),
            options: Asked::of(self.options, &settings.engine, self.date(job).to_string()),
            inputs,
        })
    }
}

impl Asked {
    fn of(options: &Options, engine: &str, date: String) -> Self {
        Self {
            theme: options.theme.clone(),
            pages: options.pages,
            paper: options.paper.clone(),
            engine: engine.to_owned(),
            formats: options.formats.clone(),
            strict: options.strict,
            finished: options.finished,
            date,
        }
    }

    /// Options that ask for the same on the same day.
    pub fn options(&self, others: &Options) -> Options {
        Options {
            theme: self.theme.clone(),
            pages: self.pages,
            paper: self.paper.clone(),
            engine: Some(self.engine.clone()),
            formats: self.formats.clone(),
            strict: self.strict,
            finished: self.finished,
            today: self.date.parse().unwrap_or(others.today),
            ..others.clone()
        }
    }
}
