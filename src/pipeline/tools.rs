//! The tools that documents are made with: themes, fonts and engines, each opened once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::recipe::Input;
use super::settings::Settings;
use super::{Options, trouble};
use crate::engine::{self, Engine, EngineChoice};
use crate::finding::Finding;
use crate::process::{Isolation, Limits, Workers};
use crate::render::{Font, Fonts, Renderer, Theme};
use crate::workspace::Workspace;

/// The name of a theme, and the families that are asked for beside its own.
type FontsAsked = (String, Vec<String>);

/// Everything that was opened for one workspace, under options that ask for the same engines.
///
/// A poisoned lock only means that a job panicked: what it guards is whole, because it is put in as a whole.
#[derive(Default)]
pub struct Tools {
    isolation: OnceLock<Option<Isolation>>,
    renderers: Mutex<HashMap<String, Arc<Renderer>>>,
    engines: Mutex<HashMap<String, Arc<dyn Engine>>>,
    fonts: Mutex<HashMap<FontsAsked, Arc<Fonts>>>,
    /// The texts of themes, by the theme's name.
    theme_inputs: Mutex<HashMap<String, Vec<Input>>>,
    /// The hashes of fonts, by where their bytes are.
    font_hashes: Mutex<HashMap<usize, String>>,
}

impl Tools {
    /// The same engines, with nothing known of themes: their files have changed.
    #[must_use]
    pub fn without_themes(&self) -> Self {
        let engines = self.engines.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { engines: Mutex::new(engines), isolation: self.isolation.clone(), ..Self::default() }
    }

    /// Where the code of themes runs; all that is made with these tools shares the workers.
    fn isolation(&self, options: &Options) -> Option<Isolation> {
        let limits = Limits::of(options.time_limit);
        let workers = || options.worker.clone().map(|program| Arc::new(Workers::new(program)));
        self.isolation.get_or_init(|| Some(Isolation { workers: workers()?, limits })).clone()
    }

    /// Has the workers get ready, if an engine has any.
    pub fn expect_work(&self, engine: &str, options: &Options) {
        if let Some(isolation) = self.isolation(options).filter(|_| engine != "typst-cli") {
            isolation.workers.expect();
        }
    }

    pub(super) fn renderer(
        &self,
        theme: &str,
        workspace: &Workspace,
        options: &Options,
    ) -> Result<Arc<Renderer>, Vec<Finding>> {
        let mut renderers = self.renderers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(renderer) = renderers.get(theme) {
            return Ok(Arc::clone(renderer));
        }
        let renderer =
            Arc::new(Renderer::new(Theme::load(theme, &workspace.templates())?, self.isolation(options))?);
        renderers.insert(theme.to_owned(), Arc::clone(&renderer));
        Ok(renderer)
    }

    /// The fonts of a job's documents, the same for all jobs that ask for the same.
    pub(super) fn fonts(&self, renderer: &Renderer, settings: &Settings) -> Result<Arc<Fonts>, Vec<Finding>> {
        let theme = renderer.theme();
        let wanted = settings.look.fonts.iter().map(|font| font.value.clone()).collect::<Vec<_>>();
        let key = (theme.name.clone(), wanted);
        let mut fonts = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fonts) = fonts.get(&key) {
            return Ok(Arc::clone(fonts));
        }
        let chosen = Arc::new(theme.fonts(&settings.look, settings.fonts_file.as_ref())?);
        fonts.insert(key, Arc::clone(&chosen));
        Ok(chosen)
    }

    pub(super) fn engine(&self, name: &str, options: &Options) -> Result<Arc<dyn Engine>, Vec<Finding>> {
        let mut engines = self.engines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = engines.get(name) {
            return Ok(Arc::clone(engine));
        }
        let choice = match name {
            "typst-cli" => EngineChoice::TypstCli {
                program: options.typst.clone(),
                path: options.path.clone(),
                own: options.worker.clone(),
            },
            _ => EngineChoice::Embedded { isolation: self.isolation(options) },
        };
        let opened = engine::open(choice, Limits::of(options.time_limit));
        let engine = engine::remembering(opened.map_err(|error| vec![trouble::engine(&error)])?);
        let engine: Arc<dyn Engine> = Arc::new(engine);
        engines.insert(name.to_owned(), Arc::clone(&engine));
        Ok(engine)
    }

    /// The texts of a theme, hashed once.
    pub(super) fn theme_inputs(&self, theme: &str, hash: impl FnOnce() -> Vec<Input>) -> Vec<Input> {
        let mut known = self.theme_inputs.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(theme.to_owned()).or_insert_with(hash).clone()
    }

    /// The hash of a font's bytes, found once; they are shared and live as long as the theme, so their address is
    /// their own.
    pub(super) fn font_hash(&self, font: &Font, hash: impl FnOnce(&[u8]) -> String) -> String {
        let mut known = self.font_hashes.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(font.bytes.as_ptr() as usize).or_insert_with(|| hash(&font.bytes)).clone()
    }
}
