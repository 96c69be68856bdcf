//! The settings of one job: the command line, the job, the profile and the theme are heard in that order.

use std::sync::Arc;

use super::Options;
use crate::engine;
use crate::finding::{Code, Finding, Severity, SourceFile, Spanned};
use crate::job::Head;
use crate::language::Language;
use crate::profile::{Look, Profile};

/// The theme of a job that asks for none.
const DEFAULT_THEME: &str = "classic";

/// The settings of one job, but for what its theme adds.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) theme: String,
    pub(super) language: String,
    pub(super) engine: String,
    pub(super) formats: Vec<String>,
    /// How the documents look, as far as it is asked for.
    pub(super) look: Look,
    /// Where the fonts of the look are asked for, if they are.
    pub(super) fonts_file: Option<Arc<SourceFile>>,
}

impl Settings {
    /// The settings of a job, by the head of its file.
    ///
    /// # Errors
    /// One of them cannot be.
    pub(super) fn of(
        job: &Head,
        profile: &Profile,
        flags: &Options,
        findings: &mut Vec<Finding>,
    ) -> Result<Self, Finding> {
        let (own, defaults) = (&job.settings, &profile.defaults);
        let text =
            |flag: &Option<String>, own: &Option<Spanned<String>>, profile: &Option<Spanned<String>>| {
                let set = own.as_ref().or(profile.as_ref()).map(|set| set.value.clone());
                flag.clone().or(set)
            };
        let flags_look = Look { paper: flags.paper.clone(), pages: flags.pages, ..Look::default() };
        let asks_for_fonts = [(&own.look, &job.file), (&defaults.look, &profile.file)];
        let asks_for_fonts = asks_for_fonts.into_iter().find(|(look, _)| !look.fonts.is_empty());
        let formats = own.formats.as_ref().or(defaults.formats.as_ref()).map(|formats| formats.value.clone());
        let settings = Self {
            theme: text(&flags.theme, &own.theme, &defaults.theme)
                .unwrap_or_else(|| DEFAULT_THEME.to_owned()),
            language: text(&None, &own.language, &defaults.language).unwrap_or_else(|| "en".to_owned()),
            engine: text(&flags.engine, &own.engine, &defaults.engine)
                .unwrap_or_else(|| engine::DEFAULT_ENGINE.to_owned()),
            formats: flags.formats.clone().or(formats).unwrap_or_else(|| vec!["pdf".to_owned()]),
            look: flags_look.or(&own.look).or(&defaults.look),
            fonts_file: asks_for_fonts.map(|(_, file)| Arc::clone(file)),
        };
        findings.extend(check_language(&settings.language)?);
        Ok(settings)
    }
}

/// A warning if a language has no words of its own.
///
/// # Errors
/// The tag is none.
fn check_language(tag: &str) -> Result<Option<Finding>, Finding> {
    let language = tag.replace('_', "-");
    let plain = language
        .split('-')
        .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !plain || !(2..=3).contains(&language.split('-').next().unwrap_or_default().len()) {
        let message = format!("\"{tag}\" is not a language tag");
        return Err(
            Finding::new(Code::BadSetting, message).hint("write, for example, \"en\", \"de\" or \"pt-BR\"")
        );
    }
    if Language::known(&language).is_some() {
        return Ok(None);
    }
    let known: Vec<&str> = Language::all().iter().map(|language| language.tag).collect();
    let message =
        format!("headings, dates and greetings are not known in \"{language}\", so they are English");
    let finding = Finding::new(Code::BadSetting, message).severity(Severity::Warning);
    Ok(Some(finding.hint(format!("the known languages are {}", known.join(", ")))))
}
