//! Read-back: the finished PDF is opened again by a reader that knows nothing of how it was made, and every
//! field that should be in it is looked for, in order.

use lopdf::Document;

use crate::render::{CoverLetter, Resume};

/// What a finished document gave back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readback {
    /// Fields that should be found.
    pub expected: usize,
    /// Fields that were not, as they should read.
    pub missing: Vec<String>,
}

impl Readback {
    /// Fields that were found.
    pub fn recovered(&self) -> usize {
        self.expected - self.missing.len()
    }
}

/// Fields that stand together, in the order in which they are read.
type Group = Vec<String>;

/// Reads a resume back.
pub fn resume(pdf: &[u8], resume: &Resume) -> Readback {
    look_for(pdf, &resume_groups(resume))
}

/// Reads a letter back.
pub fn cover_letter(pdf: &[u8], letter: &CoverLetter) -> Readback {
    let mut fields = vec![letter.name.clone(), letter.date.clone()];
    fields.extend(letter.recipient.iter().cloned());
    fields.push(letter.salutation.clone());
    fields.extend(letter.paragraphs.iter().flatten().map(|stretch| stretch.text.prose.plain()));
    fields.extend([letter.closing.clone(), letter.signature.clone()]);
    fields.extend(letter.below.iter().cloned());
    look_for(pdf, &[fields])
}

fn look_for(pdf: &[u8], groups: &[Group]) -> Readback {
    let expected = groups.iter().map(Vec::len).sum();
    let all = || groups.iter().flatten().cloned().collect();
    let Some(text) = text(pdf) else { return Readback { expected, missing: all() } };
    let mut missing = Vec::new();
    for group in groups {
        let mut at = 0;
        for field in group {
            let wanted = squeezed(field);
            match text[at..].find(&wanted) {
                Some(found) => at += found + wanted.len(),
                None => missing.push(field.clone()),
            }
        }
    }
    Readback { expected, missing }
}

/// The text of all pages; `None` if the file cannot be read.
fn text(pdf: &[u8]) -> Option<String> {
    let document = Document::load_mem(pdf).ok()?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    Some(squeezed(&document.extract_text(&pages).ok()?))
}

/// A text without white space: a line may end anywhere, and words in boxes come as lines of their own.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The fields of a resume, entry by entry; themes may order the sections as they like.
fn resume_groups(resume: &Resume) -> Vec<Group> {
    let mut head = vec![resume.name.clone()];
    head.extend(resume.headline.clone());
    head.extend(resume.contacts.iter().flatten().map(|contact| contact.text.clone()));
    let mut groups = vec![head];
    groups.extend(resume.summary.iter().map(|summary| vec![summary.prose.plain()]));
    let plain =
        |texts: &[crate::render::Markup]| texts.iter().map(|text| text.prose.plain()).collect::<Vec<_>>();
    for employer in &resume.work {
        let mut group = vec![employer.name.text.clone()];
        for position in &employer.positions {
            group.push(position.title.clone());
            group.extend(position.dates.clone());
            group.extend(plain(&position.highlights));
        }
        groups.push(group);
    }
    for project in &resume.projects {
        let mut group = vec![project.name.text.clone()];
        group.extend(plain(&project.highlights));
        groups.push(group);
    }
    for school in &resume.education {
        let mut group = vec![school.institution.text.clone()];
        group.extend(school.degree.clone());
        group.extend(school.dates.clone());
        group.extend(plain(&school.highlights));
        groups.push(group);
    }
    groups.extend(resume.skills.iter().map(|skill| skill.keywords.clone()));
    groups
}

#[cfg(test)]
mod tests {
    use super::{look_for, squeezed};

    #[test]
    fn what_cannot_be_read_gives_nothing_back() {
        let readback = look_for(b"no PDF", &[vec!["a".into(), "b".into()]]);
        assert_eq!((readback.expected, readback.recovered()), (2, 0));
    }

    #[test]
    fn white_space_does_not_count() {
        assert_eq!(squeezed("cross-\nfunctional  team "), "cross-functionalteam");
    }
}
