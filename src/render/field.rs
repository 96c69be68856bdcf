//! The fields of a document: every text that it shows, in the order in which it has to be read.
//!
//! What is looked for in a finished file, what a font must be able to show and what a form is filled with are the
//! same texts, so they are listed once.

use super::contact::Contact;
use super::cover_letter::CoverLetter;
use super::markup::Markup;
use super::resume::{Entry, Resume, Role, Section};

/// What a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum FieldKind {
    Name,
    Headline,
    Contact,
    /// The title of a section.
    Heading,
    /// Sentences of a section, an entry or a letter.
    Text,
    /// What an entry is called: the employer, the school, the publication.
    Entry,
    Title,
    Location,
    Score,
    Dates,
    Link,
    Course,
    Highlight,
    /// What a list of words has in common.
    Group,
    /// A word of a list.
    Word,
    /// The date of a letter.
    Date,
    Recipient,
    Salutation,
    Closing,
    Signature,
    /// What stands below the signature.
    Below,
}

impl FieldKind {
    /// How messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Headline => "headline",
            Self::Contact => "contact",
            Self::Heading => "heading",
            Self::Text => "text",
            Self::Entry => "entry",
            Self::Title => "title",
            Self::Location => "location",
            Self::Score => "score",
            Self::Dates => "dates",
            Self::Link => "link",
            Self::Course => "course",
            Self::Highlight => "highlight",
            Self::Group => "group",
            Self::Word => "word",
            Self::Date => "date",
            Self::Recipient => "recipient",
            Self::Salutation => "salutation",
            Self::Closing => "closing",
            Self::Signature => "signature",
            Self::Below => "line below the signature",
        }
    }
}

/// A text that a document shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub kind: FieldKind,
    /// The text as a reader sees it.
    pub text: String,
    /// The id in the profile of what it shows; empty where it has none.
    pub id: String,
    /// Where it leads, as a whole or in part.
    pub links: Vec<String>,
}

impl Field {
    fn new(kind: FieldKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into().trim().to_owned(), id: String::new(), links: Vec::new() }
    }

    fn prose(kind: FieldKind, markup: &Markup) -> Self {
        Self {
            id: markup.id.clone(),
            links: markup.prose.links().into_iter().map(str::to_owned).collect(),
            ..Self::new(kind, markup.prose.plain())
        }
    }

    fn contact(kind: FieldKind, contact: &Contact) -> Self {
        Self { links: contact.url.iter().cloned().collect(), ..Self::new(kind, &contact.text) }
    }
}

/// Fields that stand together: the head, a section, a letter.
///
/// Each step comes after the one before it; the fields of one step may come in any order, because a theme may set
/// the dates before the title or behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// The steps.
    pub steps: Vec<Vec<Field>>,
}

impl Block {
    /// Its fields.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.steps.iter().flatten()
    }

    fn step(&mut self, fields: impl IntoIterator<Item = Field>) {
        let fields: Vec<Field> = fields.into_iter().filter(|field| !field.text.is_empty()).collect();
        if !fields.is_empty() {
            self.steps.push(fields);
        }
    }
}

impl Resume {
    /// Its fields: the head, then section by section. Sections may come in any order.
    pub fn blocks(&self) -> Vec<Block> {
        let head = head(&self.name, self.headline.as_deref(), &self.contacts);
        std::iter::once(head).chain(self.sections.iter().map(Section::block)).collect()
    }
}

impl CoverLetter {
    /// Its fields: the head, then the letter from its date to what stands below the signature.
    pub fn blocks(&self) -> Vec<Block> {
        let mut letter = Block::default();
        letter.step([Field::new(FieldKind::Date, &self.date)]);
        for line in &self.recipient {
            letter.step([Field::new(FieldKind::Recipient, line)]);
        }
        letter.step([Field::new(FieldKind::Salutation, &self.salutation)]);
        for paragraph in &self.paragraphs {
            for stretch in &paragraph.stretches {
                letter.step([Field::prose(FieldKind::Text, &stretch.text)]);
            }
        }
        letter.step([Field::new(FieldKind::Closing, &self.closing)]);
        letter.step([Field::new(FieldKind::Signature, &self.signature)]);
        for line in &self.below {
            letter.step([Field::new(FieldKind::Below, line)]);
        }
        vec![head(&self.name, self.headline.as_deref(), &self.contacts), letter]
    }
}

fn head(name: &str, headline: Option<&str>, contacts: &[Vec<Contact>]) -> Block {
    let mut block = Block::default();
    let rest = headline.map(|line| Field::new(FieldKind::Headline, line)).into_iter();
    let contacts = contacts.iter().flatten().map(|contact| Field::contact(FieldKind::Contact, contact));
    block.step([Field::new(FieldKind::Name, name)]);
    block.step(rest.chain(contacts));
    block
}

impl Section {
    fn block(&self) -> Block {
        let mut block = Block::default();
        block.step([Field::new(FieldKind::Heading, self.title)]);
        block.step(self.text.iter().map(|text| Field::prose(FieldKind::Text, text)));
        for entry in &self.entries {
            entry.add(&mut block);
        }
        for list in &self.lists {
            block.step(list.name.iter().map(|name| Field::new(FieldKind::Group, &name.text)));
            for item in &list.items {
                block.step([Field::new(FieldKind::Word, &item.text)]);
            }
        }
        block
    }
}

impl Entry {
    fn add(&self, block: &mut Block) {
        let own = std::iter::once(Field::new(FieldKind::Entry, &self.name.text))
            .chain(self.location.iter().map(|place| Field::new(FieldKind::Location, place)))
            .chain(self.link.iter().map(|link| Field::contact(FieldKind::Link, link)));
        // The first role stands in the lines that name the entry.
        let first = self.roles.first().map(Role::head).unwrap_or_default();
        block.step(own.chain(first));
        for (at, role) in self.roles.iter().enumerate() {
            if at > 0 {
                block.step(role.head());
            }
            role.add(block);
        }
    }
}

impl Role {
    fn head(&self) -> Vec<Field> {
        let fields = [
            (FieldKind::Title, &self.title),
            (FieldKind::Location, &self.location),
            (FieldKind::Score, &self.score),
            (FieldKind::Dates, &self.dates),
        ];
        fields.into_iter().filter_map(|(kind, text)| Some(Field::new(kind, text.as_deref()?))).collect()
    }

    fn add(&self, block: &mut Block) {
        block.step(self.text.iter().map(|text| Field::prose(FieldKind::Text, text)));
        for course in &self.courses {
            block.step([Field::new(FieldKind::Course, &course.text)]);
        }
        for highlight in &self.highlights {
            block.step([Field::prose(FieldKind::Highlight, highlight)]);
        }
    }
}
