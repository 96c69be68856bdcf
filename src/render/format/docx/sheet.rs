//! The sheet of paper of a Word document: its size, its margins and what stands at its foot.

use super::package::FOOTER;
use super::style::Style;
use super::xml::{Element, element, value};
use crate::render::Page;

/// Word measures in twips.
const TWIPS_PER_INCH: f64 = 1440.0;
pub(super) const TWIPS_PER_POINT: f64 = 20.0;

/// The namespace of all that is Word's own.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A sheet, in twips.
pub(super) struct Sheet {
    width: u32,
    height: u32,
    side: u32,
    edge: u32,
}

impl Sheet {
    /// The sheet of a resume.
    pub(super) fn resume(page: &Page, tightness: f64) -> Self {
        Self::new(page, 0.8 - 0.065 * tightness, 0.6 - 0.06 * tightness)
    }

    /// The sheet of a letter, whose text is short.
    pub(super) fn letter(page: &Page, tightness: f64) -> Self {
        Self::new(page, 1.0 - 0.06 * tightness, 0.8 - 0.1 * tightness)
    }

    /// With margins in inches: at both sides, and both above and below.
    fn new(page: &Page, side: f64, edge: f64) -> Self {
        let (width, height) = if page.paper == "a4" { (11906, 16838) } else { (12240, 15840) };
        let [side, edge] = [side, edge].map(|inches| (inches * TWIPS_PER_INCH).round() as u32);
        Self { width, height, side, edge }
    }

    /// How wide its lines are.
    pub(super) fn line(&self) -> u32 {
        self.width - 2 * self.side
    }

    /// How high the text of a page is, in points.
    pub(super) fn text_height(&self) -> f64 {
        f64::from(self.height - 2 * self.edge) / TWIPS_PER_POINT
    }

    /// What Word is told about it at the end of the document. The first page has no foot.
    pub(super) fn section(&self) -> Element {
        let footer = element("w:footerReference").with("w:type", "default").with("r:id", FOOTER);
        let size = element("w:pgSz").with("w:w", self.width).with("w:h", self.height);
        let margins = element("w:pgMar")
            .with("w:top", self.edge)
            .with("w:right", self.side)
            .with("w:bottom", self.edge)
            .with("w:left", self.side)
            .with("w:header", self.edge / 2)
            .with("w:footer", self.edge / 2)
            .with("w:gutter", 0);
        element("w:sectPr").holding([footer, size, margins, element("w:titlePg")])
    }
}

/// An element at the root of a part.
pub(super) fn root(tag: &'static str) -> Element {
    element(tag)
        .with("xmlns:w", WORD)
        .with("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
}

/// What stands at the foot of the second page and of those behind it: whose page it is, and which.
pub(super) fn footer(name: &str) -> Element {
    let text = |text: &str| element("w:r").holding([element("w:t").with("xml:space", "preserve").text(text)]);
    let number = |field: &str| element("w:fldSimple").with("w:instr", field).holding([text("1")]);
    let style = element("w:pPr").holding([value("w:pStyle", Style::Footer.id())]);
    let line = [style, text(&format!("{name} - ")), number("PAGE"), text(" / "), number("NUMPAGES")];
    root("w:ftr").holding([element("w:p").holding(line)])
}

/// What Word is told about the document as a whole. Names of firms and tools are not in its dictionary, and a reader
/// need not see that.
pub(super) fn settings(language: &str) -> Element {
    let compatible = |name: &str, setting: &str| {
        element("w:compatSetting")
            .with("w:name", name)
            .with("w:uri", "http://schemas.microsoft.com/office/word")
            .with("w:val", setting)
    };
    // Without this, Word shows a document as one of its oldest versions would.
    let compatibility = element("w:compat").holding([
        compatible("compatibilityMode", "15"),
        compatible("overrideTableStyleFontSizeAndJustification", "1"),
        compatible("enableOpenTypeFeatures", "1"),
        compatible("doNotFlipMirrorIndents", "1"),
    ]);
    root("w:settings").holding([
        element("w:zoom").with("w:percent", 100),
        element("w:hideSpellingErrors"),
        element("w:hideGrammaticalErrors"),
        value("w:defaultTabStop", 720),
        value("w:characterSpacingControl", "doNotCompress"),
        compatibility,
        value("w:themeFontLang", language),
    ])
}
