//! The language that a text is written in.

use whatlang::{Detector, Lang};

use crate::language::Language;

/// Words from which on the language of a text can be told.
const ENOUGH: usize = 6;

/// The language of a text, if it is surely another one than the given.
pub(super) fn other(text: &str, language: &Language) -> Option<&'static Language> {
    if text.split_whitespace().count() < ENOUGH {
        return None;
    }
    let known = vec![Lang::Eng, Lang::Deu, Lang::Fra, Lang::Spa, Lang::Ita, Lang::Por, Lang::Nld];
    let info = Detector::with_allowlist(known).detect(text).filter(whatlang::Info::is_reliable)?;
    let tag = match info.lang() {
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        _ => "en",
    };
    Language::known(tag).filter(|found| found.tag != language.tag)
}

#[cfg(test)]
mod tests {
    use super::other;
    use crate::language::Language;

    #[test]
    fn another_language_is_told_from_a_sentence() {
        let english = Language::of("en");
        let tag = |text: &str| other(text, english).map(|language| language.tag);
        assert_eq!(tag("Ich fahre seit Jahren jeden Tag mit der Fähre zur Arbeit."), Some("de"));
        assert_eq!(tag("J'utilise ce service tous les jours depuis plusieurs années."), Some("fr"));
        for text in [
            "My family and I have been patients at Penn Medicine facilities.",
            "Professional staff, integrated health system, innovative approach to healthcare",
            "I built MLflow pipelines on Kubernetes, Kafka and Spark for six teams.",
            "Sehr gut",
        ] {
            assert_eq!(tag(text), None, "{text}");
        }
    }
}
