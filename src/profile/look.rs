//! How documents look: the options that a theme, a profile and a job have in common.

use super::table::Table;
use super::{Color, Density, Look, SYSTEM_FONTS, SectionKind};
use crate::finding::{Code, Finding};

/// The names of papers and of densities; "auto" lets the page decide.
const PAPERS: [&str; 2] = ["us-letter", "a4"];
const DENSITIES: [&str; 4] = ["auto", "relaxed", "normal", "tight"];

/// Reads the options out of a theme's settings, a profile's defaults or a job's front matter.
pub(crate) fn look(table: &Table<'_>) -> Look {
    Look {
        paper: choice(table, "paper", &PAPERS),
        pages: pages(table),
        accent: accent(table),
        density: density(table),
        sections: sections(table),
        fonts: table.texts("fonts"),
    }
}

fn choice(table: &Table<'_>, key: &'static str, known: &[&str]) -> Option<String> {
    let text = table.text(key)?;
    table.check_choice(key, &text, known).then_some(text.value)
}

fn pages(table: &Table<'_>) -> Option<usize> {
    let pages = table.count("pages")?;
    if pages.value == 0 {
        let finding = Finding::new(Code::BadSetting, "`pages` must be 1 or more").hint("write pages = 1");
        table.report(finding, pages.span);
        return None;
    }
    Some(pages.value)
}

fn accent(table: &Table<'_>) -> Option<Color> {
    let text = table.text("accent")?;
    Color::parse(&text.value)
        .map_err(|error| {
            let message = format!("`accent` cannot be \"{}\": {error}", text.value);
            let hint = "choose a dark colour, for example accent = \"#1f3a5f\"";
            table.report(Finding::new(Code::BadSetting, message).hint(hint), text.span);
        })
        .ok()
}

fn density(table: &Table<'_>) -> Option<Density> {
    match choice(table, "density", &DENSITIES)?.as_str() {
        "relaxed" => Some(Density::Relaxed),
        "normal" => Some(Density::Normal),
        "tight" => Some(Density::Tight),
        _ => None,
    }
}

/// The sections that are asked for first, each once.
fn sections(table: &Table<'_>) -> Vec<SectionKind> {
    let names = SectionKind::ALL.map(SectionKind::name);
    let mut sections = Vec::new();
    for text in table.texts("sections").iter().filter(|text| table.check_choice("sections", text, &names)) {
        let known = SectionKind::ALL.into_iter().find(|kind| kind.name() == text.value);
        sections.extend(known.filter(|kind| !sections.contains(kind)));
    }
    sections
}

impl Look {
    /// This, and what it leaves open as another has it.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            paper: self.paper.clone().or_else(|| other.paper.clone()),
            pages: self.pages.or(other.pages),
            accent: self.accent.or(other.accent),
            density: self.density.or(other.density),
            sections: if self.sections.is_empty() { other.sections.clone() } else { self.sections.clone() },
            fonts: if self.fonts.is_empty() { other.fonts.clone() } else { self.fonts.clone() },
        }
    }

    /// Whether documents may be set in fonts of the machine.
    pub fn allows_system_fonts(&self) -> bool {
        self.fonts.iter().any(|font| font.value == SYSTEM_FONTS)
    }

    /// All sections in the order of the document: those asked for first, then the others as usual.
    pub fn order(&self) -> Vec<SectionKind> {
        let others = SectionKind::ALL.into_iter().filter(|kind| !self.sections.contains(kind));
        self.sections.iter().copied().chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, SectionKind};

    #[test]
    fn sections_asked_for_come_first_and_none_is_lost() {
        let look = Look { sections: vec![SectionKind::Skills, SectionKind::Publications], ..Look::default() };
        let order = look.order();
        assert_eq!(order.len(), SectionKind::ALL.len());
        assert_eq!(order[..3], [SectionKind::Skills, SectionKind::Publications, SectionKind::Summary]);
    }
}
