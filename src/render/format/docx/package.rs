//! The package around a Word document: its parts, how they refer to each other, and the archive that holds them.
//!
//! The archive has no times, no owner and nothing compressed, so the same document is the same file everywhere.

use std::io::{Cursor, Write};

use jiff::civil;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::xml::{Element, element};

/// Where the names of relationships begin.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Where the kinds of files begin.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What the document refers to, with the ids that it does so by.
const PARTS: [(&str, &str); 4] =
    [("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"), (FOOTER, "footer")];

/// The id of the footer.
pub(super) const FOOTER: &str = "footer";

/// All that a file is made of.
pub(super) struct Package<'a> {
    pub(super) document: Element,
    pub(super) styles: Element,
    pub(super) numbering: Element,
    pub(super) settings: Element,
    pub(super) footer: Element,
    /// Where links lead; the id of each is [`link_id`].
    pub(super) links: Vec<String>,
    /// The language it is written in.
    pub(super) language: &'a str,
    pub(super) properties: Properties<'a>,
}

/// What a file says of itself.
pub(super) struct Properties<'a> {
    pub(super) title: String,
    pub(super) author: &'a str,
    pub(super) subject: Option<&'a str>,
    pub(super) keywords: Vec<&'a str>,
    pub(super) day: civil::Date,
}

/// The id of the link that was noted at a place.
pub(super) fn link_id(at: usize) -> String {
    format!("link{}", at + 1)
}

impl Package<'_> {
    /// The file.
    pub(super) fn file(&self) -> Vec<u8> {
        let parts = [
            ("[Content_Types].xml", content_types().file()),
            ("_rels/.rels", package_relationships().file()),
            ("docProps/core.xml", self.properties.part(self.language).file()),
            ("word/document.xml", self.document.file()),
            ("word/_rels/document.xml.rels", self.document_relationships().file()),
            ("word/styles.xml", self.styles.file()),
            ("word/numbering.xml", self.numbering.file()),
            ("word/settings.xml", self.settings.file()),
            ("word/footer.xml", self.footer.file()),
        ];
        archive(&parts).expect("memory takes whatever is written to it")
    }

    fn document_relationships(&self) -> Element {
        let parts = PARTS.map(|(id, kind)| relationship(id, kind, &format!("{kind}.xml")));
        let link = |(at, url): (usize, &String)| {
            relationship(&link_id(at), "hyperlink", url).with("TargetMode", "External")
        };
        relationships().holding(parts).holding(self.links.iter().enumerate().map(link))
    }
}

impl Properties<'_> {
    fn part(&self, language: &str) -> Element {
        let text = |tag, text: &str| element(tag).text(text);
        let time =
            |tag| element(tag).with("xsi:type", "dcterms:W3CDTF").text(&format!("{}T00:00:00Z", self.day));
        let keywords = self.keywords.join(", ");
        let root = element("cp:coreProperties")
            .with("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
            .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
            .with("xmlns:dcterms", "http://purl.org/dc/terms/")
            .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
        root.holding([text("dc:title", &self.title)])
            .holding(self.subject.map(|subject| text("dc:subject", subject)))
            .holding([text("dc:creator", self.author)])
            .holding((!keywords.is_empty()).then(|| text("cp:keywords", &keywords)))
            .holding(self.subject.map(|subject| text("dc:description", subject)))
            .holding([
                text("cp:lastModifiedBy", self.author),
                time("dcterms:created"),
                time("dcterms:modified"),
            ])
            .holding([text("dc:language", language)])
    }
}

fn content_types() -> Element {
    let default = |extension, kind| element("Default").with("Extension", extension).with("ContentType", kind);
    let part = |name: &str, kind: &str| {
        element("Override").with("PartName", name).with("ContentType", format!("{WORD}.{kind}+xml"))
    };
    element("Types")
        .with("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
        .holding([
            default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            default("xml", "application/xml"),
            element("Override")
                .with("PartName", "/docProps/core.xml")
                .with("ContentType", "application/vnd.openxmlformats-package.core-properties+xml"),
            part("/word/document.xml", "document.main"),
        ])
        .holding(PARTS.map(|(_, kind)| part(&format!("/word/{kind}.xml"), kind)))
}

fn package_relationships() -> Element {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationships().holding([
        relationship("document", "officeDocument", "word/document.xml"),
        element("Relationship").with("Id", "core").with("Type", core).with("Target", "docProps/core.xml"),
    ])
}

fn relationships() -> Element {
    element("Relationships").with("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")
}

fn relationship(id: &str, kind: &str, target: &str) -> Element {
    let kind = format!("{RELATIONSHIPS}/{kind}");
    element("Relationship").with("Id", id).with("Type", kind).with("Target", target)
}

fn archive(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Dos);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
