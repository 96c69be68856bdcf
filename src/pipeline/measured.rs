//! What the pieces of a profile take, measured once for all jobs that look alike.

use std::sync::Arc;

use crate::finding::Finding;
use crate::profile::SectionKind;
use crate::render::Page;
use crate::tailor::Heights;
use crate::threads::Memo;

/// How many styles are remembered; most workspaces have one, at two densities.
const STYLES: usize = 8;

/// All that heights depend on besides the profile.
pub(super) struct Style {
    pub(super) engine: &'static str,
    pub(super) theme: String,
    pub(super) page: Page,
    pub(super) order: Vec<SectionKind>,
}

impl PartialEq for Style {
    /// Fonts are the same where their files are, in memory.
    fn eq(&self, other: &Self) -> bool {
        let Page { paper, language, density, accent, fonts, measuring } = &self.page;
        self.engine == other.engine
            && self.theme == other.theme
            && self.order == other.order
            && *paper == other.page.paper
            && *language == other.page.language
            && *density == other.page.density
            && *accent == other.page.accent
            && Arc::ptr_eq(&fonts.files, &other.page.fonts.files)
            && *measuring == other.page.measuring
    }
}

/// The heights of a profile's pieces, by style; or why there are none, for a theme that fails, or takes too long, does so
/// for every job.
pub(super) struct Measured(Memo<Style, Result<Arc<Heights>, Vec<Finding>>>);

impl Default for Measured {
    fn default() -> Self {
        Self(Memo::of(STYLES))
    }
}

impl Measured {
    /// The heights in a style, measured unless that was tried before; who comes meanwhile waits.
    pub(super) fn get(
        &self,
        style: Style,
        measure: impl FnOnce() -> Result<Heights, Vec<Finding>>,
    ) -> Result<Arc<Heights>, Vec<Finding>> {
        self.0.get(style, || measure().map(Arc::new))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;

    use super::{Measured, STYLES, Style};
    use crate::finding::{Code, Finding};
    use crate::profile::{Density, Look, SectionKind};
    use crate::render::{Fonts, Page};
    use crate::tailor::Heights;

    fn style(theme: &str, fonts: &Arc<Fonts>) -> Style {
        let page = Page::of(&Look::default(), Arc::clone(fonts));
        let order = SectionKind::ALL.to_vec();
        Style { engine: "embedded", theme: theme.to_owned(), page, order }
    }

    fn fonts() -> Arc<Fonts> {
        Arc::new(Fonts { families: Vec::new(), files: Arc::from([]) })
    }

    #[test]
    fn what_looks_alike_is_measured_once() {
        let (measured, count) = (Measured::default(), Cell::new(0));
        let measure = |style: Style| {
            let measure = || {
                count.set(count.get() + 1);
                Ok(Heights { area: count.get(), ..Heights::default() })
            };
            measured.get(style, measure).unwrap().area
        };
        let (fonts, others) = (fonts(), fonts());
        assert_eq!([measure(style("a", &fonts)), measure(style("a", &fonts))], [1, 1]);
        let reversed = SectionKind::ALL.into_iter().rev().collect();
        let reversed = Style { order: reversed, ..style("a", &fonts) };
        let tight = style("a", &fonts);
        let tight = Style { page: Page { density: Density::Tight, ..tight.page }, ..tight };
        assert_eq!([measure(reversed), measure(tight), measure(style("a", &others))], [2, 3, 4]);
        for theme in 0..STYLES {
            measure(style(&theme.to_string(), &fonts));
        }
        assert_eq!(measure(style("a", &fonts)), 13);
    }

    #[test]
    fn a_theme_fails_once() {
        let (measured, fonts) = (Measured::default(), fonts());
        let failed = || Err(vec![Finding::new(Code::EngineTimeout, "too long")]);
        for _ in 0..2 {
            assert_eq!(measured.get(style("a", &fonts), failed).unwrap_err()[0].message, "too long");
        }
        assert!(measured.get(style("a", &fonts), || Ok(Heights::default())).is_err());
        assert!(measured.get(style("b", &fonts), || Ok(Heights::default())).is_ok());
    }
}
