//! The styles of a Word document, by Word's own ids and names wherever it has a style of that meaning, so that its
//! panes, screen readers and programs that read resumes know a heading or a list when they see one.

use super::xml::{Element, element, value};

/// The list that all items belong to.
const LIST: u32 = 1;

/// How far from the margin the text of an item stands, in twips, and how far its bullet from the text.
pub(super) const INDENT: (u32, u32) = (216, 180);

/// A style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Normal,
    /// The name of the person.
    Title,
    /// The headline.
    Subtitle,
    /// A line of contact data.
    Contact,
    /// The heading of a section.
    Heading1,
    /// The line that names an entry.
    Heading2,
    /// The line of a role.
    Heading3,
    /// Sentences.
    BodyText,
    /// Sentences right below the line of a role.
    Description,
    /// Evidence, and items in letters.
    ListBullet,
    Date,
    /// Where a letter goes.
    Address,
    Salutation,
    Closing,
    Signature,
    Footer,
    /// For characters: a link.
    Hyperlink,
    /// For characters: a literal name.
    Code,
}

impl Style {
    /// All of them.
    pub(super) const ALL: [Self; 18] = [
        Self::Normal,
        Self::Title,
        Self::Subtitle,
        Self::Contact,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::BodyText,
        Self::Description,
        Self::ListBullet,
        Self::Date,
        Self::Address,
        Self::Salutation,
        Self::Closing,
        Self::Signature,
        Self::Footer,
        Self::Hyperlink,
        Self::Code,
    ];

    /// By what a paragraph refers to it.
    pub(super) fn id(self) -> &'static str {
        self.names().0
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Normal => ("Normal", "Normal"),
            Self::Title => ("Title", "Title"),
            Self::Subtitle => ("Subtitle", "Subtitle"),
            Self::Contact => ("ContactInfo", "Contact Info"),
            Self::Heading1 => ("Heading1", "heading 1"),
            Self::Heading2 => ("Heading2", "heading 2"),
            Self::Heading3 => ("Heading3", "heading 3"),
            Self::BodyText => ("BodyText", "Body Text"),
            Self::Description => ("Description", "Description"),
            Self::ListBullet => ("ListBullet", "List Bullet"),
            Self::Date => ("Date", "Date"),
            Self::Address => ("InsideAddress", "Inside Address"),
            Self::Salutation => ("Salutation", "Salutation"),
            Self::Closing => ("Closing", "Closing"),
            Self::Signature => ("Signature", "Signature"),
            Self::Footer => ("Footer", "footer"),
            Self::Hyperlink => ("Hyperlink", "Hyperlink"),
            Self::Code => ("HTMLCode", "HTML Code"),
        }
    }

    /// What is written behind it when its owner goes on writing.
    fn next(self) -> Self {
        match self {
            Self::Heading1 | Self::BodyText | Self::Salutation => Self::BodyText,
            Self::Heading2 | Self::Heading3 | Self::Description | Self::ListBullet => Self::ListBullet,
            Self::Title => Self::Subtitle,
            Self::Subtitle | Self::Contact => Self::Contact,
            Self::Date | Self::Address => Self::Address,
            _ => Self::Normal,
        }
    }

    fn is_of_characters(self) -> bool {
        matches!(self, Self::Hyperlink | Self::Code)
    }

    /// Its definition.
    pub(super) fn definition(self, paragraph: &Paragraph, characters: &Characters) -> Element {
        let (id, name) = self.names();
        let style = element("w:style");
        if self.is_of_characters() {
            let style = style.with("w:type", "character").with("w:styleId", id);
            return style.holding([value("w:name", name), element("w:qFormat"), characters.element()]);
        }
        let style = style.with("w:type", "paragraph");
        let style = if self == Self::Normal { style.with("w:default", 1) } else { style };
        style
            .with("w:styleId", id)
            .holding([value("w:name", name)])
            .holding((self != Self::Normal).then(|| value("w:basedOn", Self::Normal.id())))
            .holding([value("w:next", self.next().id()), element("w:qFormat")])
            .holding([paragraph.element(), characters.element()])
    }
}

/// How paragraphs of a style are set.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) keep_with_next: bool,
    pub(super) keep_lines: bool,
    /// Whether it is an item of the list.
    pub(super) item: bool,
    /// The colour of a line below.
    pub(super) rule: Option<String>,
    /// Where a text ends that follows a tab, in twips.
    pub(super) right_tab: Option<u32>,
    /// Points of white space above, but not between paragraphs of this style if they belong together.
    pub(super) above: f64,
    pub(super) together: bool,
    /// The level of a heading in the outline, from 0.
    pub(super) level: Option<u8>,
}

/// How characters of a style are set.
#[derive(Debug, Default)]
pub(super) struct Characters {
    pub(super) bold: bool,
    /// Whether its spelling is nobody's business.
    pub(super) literal: bool,
    pub(super) color: Option<String>,
    /// Points.
    pub(super) size: Option<f64>,
}

impl Paragraph {
    /// In the order that Word's schema asks for.
    fn element(&self) -> Element {
        let set = |on: bool, tag| on.then(|| element(tag));
        let rule = |color: &String| {
            let line = value("w:bottom", "single").with("w:sz", 6).with("w:space", 1).with("w:color", color);
            element("w:pBdr").holding([line])
        };
        let tab = |at| element("w:tabs").holding([value("w:tab", "right").with("w:pos", at)]);
        element("w:pPr")
            .holding(set(self.keep_with_next, "w:keepNext"))
            .holding(set(self.keep_lines, "w:keepLines"))
            .holding([element("w:widowControl")])
            .holding(self.item.then(membership))
            .holding(self.rule.as_ref().map(rule))
            .holding(self.right_tab.map(tab))
            .holding([element("w:spacing").with("w:before", (self.above * 20.0).round()).with("w:after", 0)])
            .holding(set(self.together, "w:contextualSpacing"))
            .holding(self.level.map(|level| value("w:outlineLvl", level)))
    }
}

impl Characters {
    fn element(&self) -> Element {
        let set = |on: bool, tag| on.then(|| element(tag));
        element("w:rPr")
            .holding([set(self.bold, "w:b"), set(self.bold, "w:bCs")].into_iter().flatten())
            .holding(set(self.literal, "w:noProof"))
            .holding(self.color.as_ref().map(|color| value("w:color", color)))
            .holding(self.size.into_iter().flat_map(size))
    }
}

/// A size of type, which Word counts in halves of a point.
pub(super) fn size(points: f64) -> [Element; 2] {
    ["w:sz", "w:szCs"].map(|tag| value(tag, (points * 2.0).round()))
}

/// That a paragraph is an item of the list.
pub(super) fn membership() -> Element {
    element("w:numPr").holding([value("w:ilvl", 0), value("w:numId", LIST)])
}

/// The list: of one level, each item after a round bullet.
pub(super) fn list(font: &Element) -> [Element; 2] {
    let (left, hanging) = INDENT;
    let indent = element("w:ind").with("w:left", left).with("w:hanging", hanging);
    let level = element("w:lvl").with("w:ilvl", 0).holding([
        value("w:start", 1),
        value("w:numFmt", "bullet"),
        value("w:pStyle", Style::ListBullet.id()),
        value("w:lvlText", "\u{2022}"),
        value("w:lvlJc", "left"),
        element("w:pPr").holding([indent]),
        element("w:rPr").holding([font.clone()]),
    ]);
    let form = element("w:abstractNum").with("w:abstractNumId", 0);
    let form = form.holding([value("w:multiLevelType", "hybridMultilevel"), level]);
    [form, element("w:num").with("w:numId", LIST).holding([value("w:abstractNumId", 0)])]
}
