//! How the two documents look: what each style of theirs is set in.

use super::body::Sketch;
use super::height::Setting;
use super::sheet::{Sheet, TWIPS_PER_POINT, root};
use super::style::{Characters, INDENT, Paragraph, Style, list, size};
use super::xml::{Element, element, value};
use crate::render::format::Documents;

/// A font that every Word has, and LibreOffice one of the same widths. The fonts of themes are not on the machine
/// of whoever opens the document.
const FONT: &str = "Calibri";

/// How much a line below a text adds to its height, in points.
const RULE: f64 = 1.75;

/// Sizes, colour and distances of one document.
pub(super) struct Look {
    text: f64,
    name: f64,
    heading: f64,
    /// Six digits.
    accent: String,
    language: String,
    /// How wide its lines are, in twips.
    line: u32,
    /// How far apart they are, in percent.
    leading: f64,
    gaps: Gaps,
}

/// White space above, in points.
#[derive(Default)]
struct Gaps {
    heading: f64,
    entry: f64,
    role: f64,
    item: f64,
    body: f64,
}

impl Look {
    /// How a resume looks: the tighter it is set, the less white space it has.
    pub(super) fn resume(documents: &Documents<'_>, sheet: &Sheet, tightness: f64) -> Self {
        let gaps = Gaps {
            heading: 9.0 - 1.2 * tightness,
            entry: 5.0 - 0.8 * tightness,
            role: 4.0 - 0.8 * tightness,
            item: 1.0 - 0.33 * tightness,
            body: 2.5 - 0.5 * tightness,
        };
        let leading = 100.0 - 3.3 * tightness;
        Self { leading, gaps, ..Self::new(documents, sheet, documents.sizes.text) }
    }

    /// How a letter looks.
    pub(super) fn letter(documents: &Documents<'_>, sheet: &Sheet, tightness: f64) -> Self {
        let gaps = Gaps { item: 3.0, body: 9.0 - 1.3 * tightness, ..Gaps::default() };
        let leading = 108.0 - 4.5 * tightness;
        Self { leading, gaps, ..Self::new(documents, sheet, documents.sizes.letter) }
    }

    fn new(documents: &Documents<'_>, sheet: &Sheet, text: f64) -> Self {
        let Documents { page, sizes, .. } = documents;
        Self {
            text: text.max(sizes.floor),
            name: sizes.name,
            heading: sizes.heading,
            accent: page.accent.to_string().trim_start_matches('#').to_uppercase(),
            language: page.language.replace('_', "-"),
            line: sheet.line(),
            leading: 100.0,
            gaps: Gaps::default(),
        }
    }

    /// The language as a tag of BCP 47.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// How many characters surely fit on a line: most are narrower than half of their size.
    pub(super) fn characters(&self) -> usize {
        (f64::from(self.line) / TWIPS_PER_POINT / (self.text * 0.5)) as usize
    }

    /// How high some paragraphs stand above each other, in points.
    pub(super) fn height(&self, paragraphs: &[Sketch]) -> f64 {
        let mut before = None;
        let height = |sketch: &Sketch| {
            let paragraph = self.paragraph(sketch.style);
            let belongs = paragraph.together && before.replace(sketch.style) == Some(sketch.style);
            let above = if belongs { 0.0 } else { sketch.above.unwrap_or(paragraph.above) };
            let indent = if paragraph.item { INDENT.0 } else { 0 };
            let setting = Setting {
                text: &sketch.text,
                size: self.set_in(sketch.style).size.unwrap_or(self.text),
                width: f64::from(self.line - indent) / TWIPS_PER_POINT,
                leading: self.leading,
            };
            above + setting.height() + if paragraph.rule.is_some() { RULE } else { 0.0 }
        };
        paragraphs.iter().map(height).sum()
    }

    /// White space above the roles of an entry that follow its first, in points.
    pub(super) fn above_role(&self) -> f64 {
        self.gaps.role
    }

    /// The part that defines the styles.
    pub(super) fn styles(&self) -> Element {
        let language =
            value("w:lang", &self.language).with("w:eastAsia", &self.language).with("w:bidi", &self.language);
        let characters = element("w:rPr").holding([font()]).holding(size(self.text)).holding([language]);
        let lines = element("w:spacing")
            .with("w:after", 0)
            .with("w:line", (self.leading * 2.4).round())
            .with("w:lineRule", "auto");
        let defaults = element("w:docDefaults").holding([
            element("w:rPrDefault").holding([characters]),
            element("w:pPrDefault").holding([element("w:pPr").holding([lines])]),
        ]);
        let styles = Style::ALL.map(|style| style.definition(&self.paragraph(style), &self.set_in(style)));
        root("w:styles").holding([defaults]).holding(styles)
    }

    /// The part that defines the list.
    pub(super) fn numbering() -> Element {
        root("w:numbering").holding(list(&font()))
    }

    fn paragraph(&self, style: Style) -> Paragraph {
        let gaps = &self.gaps;
        let accent = || Some(self.accent.clone());
        let heading = |level, above| Paragraph {
            keep_with_next: true,
            keep_lines: true,
            level: Some(level),
            above,
            ..Paragraph::default()
        };
        let dated = |paragraph| Paragraph { right_tab: Some(self.line), ..paragraph };
        let at = |above| Paragraph { above, ..Paragraph::default() };
        match style {
            Style::Contact => at(0.5),
            Style::Heading1 => Paragraph { rule: accent(), ..heading(0, gaps.heading) },
            Style::Heading2 => dated(heading(1, gaps.entry)),
            Style::Heading3 => dated(heading(2, 0.0)),
            Style::BodyText => at(gaps.body),
            Style::ListBullet => Paragraph { item: true, keep_lines: true, ..at(gaps.item) },
            Style::Date => at(22.0),
            Style::Address => Paragraph { together: true, ..at(14.0) },
            Style::Salutation => at(14.0),
            Style::Closing => Paragraph { keep_with_next: true, ..at(14.0) },
            Style::Signature => at(8.0),
            _ => Paragraph::default(),
        }
    }

    fn set_in(&self, style: Style) -> Characters {
        let accent = || Some(self.accent.clone());
        match style {
            Style::Title => {
                Characters { bold: true, color: accent(), size: Some(self.name), ..Characters::default() }
            }
            Style::Heading1 => {
                Characters { bold: true, color: accent(), size: Some(self.heading), ..Characters::default() }
            }
            Style::Subtitle => Characters { size: Some(self.text + 1.0), ..Characters::default() },
            Style::Signature => Characters { bold: true, ..Characters::default() },
            Style::Footer => Characters { size: Some(self.text - 1.0), ..Characters::default() },
            Style::Hyperlink => Characters { color: accent(), ..Characters::default() },
            // In the font of the text, as in the PDF; a resume is no manual.
            Style::Code => Characters { literal: true, ..Characters::default() },
            _ => Characters::default(),
        }
    }
}

fn font() -> Element {
    element("w:rFonts").with("w:ascii", FONT).with("w:hAnsi", FONT).with("w:cs", FONT)
}
