//! The Notes section: groups of instructions, told apart by their leading words.

use std::ops::Range;
use std::sync::Arc;

use super::instruction::{Instruction, starts_with_verb};
use super::outline::{self, Item};
use super::text::{fold_words, shares_personal_facts, trimmed, words};
use crate::finding::{SourceFile, Spanned};

/// Instructions that are read at most, and one more; a page of notes has some dozens.
pub(super) const MOST_INSTRUCTIONS: usize = 500;

/// Everything the owner asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Skills to emphasise, one instruction a line.
    pub key_skills: Vec<Instruction>,
    /// Ideas for the resume as a whole.
    pub ideas: Vec<Instruction>,
    /// Instructions for one entry of the profile.
    pub entries: Vec<EntryInstruction>,
    /// Points for the letter.
    pub letter: Vec<LetterPoint>,
    /// Anything else the owner wrote; kept, without effect.
    pub remarks: Vec<Spanned<String>>,
}

impl Notes {
    /// Every instruction, whatever it is for.
    pub fn instructions(&self) -> impl Iterator<Item = &Instruction> {
        (self.letter.iter().map(|point| &point.instruction))
            .chain(self.entries.iter().map(|entry| &entry.instruction))
            .chain(&self.key_skills)
            .chain(&self.ideas)
    }

    /// Whether there is no instruction at all.
    pub fn is_empty(&self) -> bool {
        self.key_skills.is_empty()
            && self.ideas.is_empty()
            && self.entries.is_empty()
            && self.letter.is_empty()
    }
}

/// The part of the profile that an instruction's name is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// Employers and positions.
    Work,
    /// Schools.
    Education,
    /// Projects.
    Projects,
    /// Not said.
    Any,
}

/// An instruction for one entry of the profile, such as "URBN: Emphasize MLflow architecture".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryInstruction {
    /// Where to look.
    pub area: Area,
    /// The name used for the entry; `None` if the line names none.
    pub reference: Option<Spanned<String>>,
    /// What to do.
    pub instruction: Instruction,
}

/// A part of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterPart {
    /// The first paragraph.
    Opening,
    /// Evidence.
    Body,
    /// Why this company.
    Company,
    /// The last paragraph.
    Closing,
}

/// An instruction for the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterPoint {
    /// Which paragraph.
    pub part: LetterPart,
    /// What to say there.
    pub instruction: Instruction,
}

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    KeySkills,
    Ideas,
    Entries(Area),
    Letter,
    /// Something else; what stands below it is a remark.
    Other,
}

/// Leading words of labels, folded, without "resume" or "my" in front.
const GROUPS: &[(&str, Group)] = &[
    ("key skills", Group::KeySkills),
    ("key skill", Group::KeySkills),
    ("skills to emphasize", Group::KeySkills),
    ("skills to emphasise", Group::KeySkills),
    ("skills to highlight", Group::KeySkills),
    ("customization ideas", Group::Ideas),
    ("customisation ideas", Group::Ideas),
    ("tailoring ideas", Group::Ideas),
    ("bullet points", Group::Entries(Area::Any)),
    ("bullets to highlight", Group::Entries(Area::Any)),
    ("highlights to emphasize", Group::Entries(Area::Any)),
    ("cover letter", Group::Letter),
    ("letter points", Group::Letter),
];

/// Leading words of the areas within the entries.
const AREAS: &[(&str, Area)] = &[
    ("work experience", Area::Work),
    ("professional experience", Area::Work),
    ("work history", Area::Work),
    ("experience", Area::Work),
    ("work", Area::Work),
    ("employment", Area::Work),
    ("education", Area::Education),
    ("schools", Area::Education),
    ("projects", Area::Projects),
    ("project", Area::Projects),
    ("side projects", Area::Projects),
    ("personal projects", Area::Projects),
    ("volunteer", Area::Any),
    ("volunteering", Area::Any),
    ("volunteer work", Area::Any),
    ("publications", Area::Any),
    ("certificates", Area::Any),
    ("certifications", Area::Any),
    ("awards", Area::Any),
    ("other", Area::Any),
];

/// Leading words of the parts of a letter.
const PARTS: &[(&str, LetterPart)] = &[
    ("opening", LetterPart::Opening),
    ("introduction", LetterPart::Opening),
    ("intro", LetterPart::Opening),
    ("first", LetterPart::Opening),
    ("body", LetterPart::Body),
    ("middle", LetterPart::Body),
    ("main", LetterPart::Body),
    ("evidence", LetterPart::Body),
    ("second", LetterPart::Body),
    ("third", LetterPart::Body),
    ("company", LetterPart::Company),
    ("why", LetterPart::Company),
    ("closing", LetterPart::Closing),
    ("conclusion", LetterPart::Closing),
    ("final", LetterPart::Closing),
    ("last", LetterPart::Closing),
];

/// Reads the section.
pub(super) fn read(file: &Arc<SourceFile>, body: Range<usize>) -> Notes {
    let mut reader = Reader { text: &file.text, notes: Notes::default(), reference: None };
    let mut group = Group::Other;
    for item in outline::read(&file.text, body) {
        reader.item(&item, &mut group);
    }
    reader.notes
}

struct Reader<'a> {
    text: &'a str,
    notes: Notes,
    /// The entry named by a line that has its instructions below it.
    reference: Option<Spanned<String>>,
}

/// A line taken as `label: rest`.
struct Label {
    group: Group,
    /// What follows the colon.
    rest: Range<usize>,
}

impl Reader<'_> {
    /// Reads an item and what is below it. `group` is what a label before it on the same level announced; a
    /// flat paste, whose items are not indented below their label, is read by it.
    fn item(&mut self, item: &Item, group: &mut Group) {
        if let Some(label) = self.label(item, *group) {
            if !label.rest.is_empty() {
                self.line(label.rest, label.group);
            }
            let mut inner = label.group;
            for child in &item.children {
                self.item(child, &mut inner);
            }
            // With its items indented below it, a label says nothing about what comes after them.
            *group = match label.group {
                _ if item.children.is_empty() => label.group,
                Group::Entries(area) if area != Area::Any && matches!(group, Group::Entries(_)) => {
                    Group::Entries(Area::Any)
                }
                _ => Group::Other,
            };
            return;
        }
        let named = matches!(group, Group::Entries(_)) && !item.children.is_empty();
        if named && let Some(reference) = self.entry_name(item) {
            self.reference = Some(reference);
            for child in &item.children {
                self.item(child, group);
            }
            self.reference = None;
            return;
        }
        self.line(item.span.clone(), *group);
        let mut inner = *group;
        for child in &item.children {
            self.item(child, &mut inner);
        }
    }

    /// The item as a label of a group or of an area, if it is one.
    fn label(&self, item: &Item, group: Group) -> Option<Label> {
        let slice = &self.text[item.span.clone()];
        let colon = slice.find(':');
        let head = &slice[..colon.unwrap_or(slice.len())];
        // Without a colon only a heading-like line can be a label.
        if colon.is_none() && !item.is_plain && item.children.is_empty() {
            return None;
        }
        let folded = fold_words(head);
        let name =
            ["resume ", "my ", "cv "].iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(&folded);
        let start = item.span.start + colon.map_or(slice.len(), |at| at + 1);
        let rest = skip_marks(self.text, trimmed(self.text, start..item.span.end));
        let found = GROUPS.iter().find(|(words, _)| begins(name, words)).map(|(_, group)| *group);
        let area = || AREAS.iter().find(|(words, _)| name == *words).map(|(_, area)| Group::Entries(*area));
        let found = found.or_else(|| if matches!(group, Group::Entries(_)) { area() } else { None });
        found.map(|group| Label { group, rest })
    }

    /// The name of an entry that stands alone on its line, its instructions below it.
    fn entry_name(&self, item: &Item) -> Option<Spanned<String>> {
        let slice = self.text[item.span.clone()].trim_end_matches([':', ' ', '*', '_', '-']);
        let whole = words(&self.text[item.span.clone()]);
        let is_name = !whole.trim_end_matches(':').contains(':') && !starts_with_verb(&whole);
        is_name.then(|| Spanned::new(words(slice).trim_end_matches(':').to_owned(), item.span.clone()))
    }

    /// One line of instruction.
    fn line(&mut self, span: Range<usize>, group: Group) {
        let span = trimmed(self.text, span);
        let Notes { key_skills, ideas, entries, letter, .. } = &self.notes;
        let read = key_skills.len() + ideas.len() + entries.len() + letter.len();
        if read > MOST_INSTRUCTIONS || words(&self.text[span.clone()]).is_empty() {
            return;
        }
        match group {
            _ if shares_personal_facts(&self.text[span.clone()]) => {
                self.notes.remarks.push(Spanned::new(words(&self.text[span.clone()]), span));
            }
            Group::KeySkills => self.notes.key_skills.extend(Instruction::read_all(self.text, span)),
            Group::Ideas => self.notes.ideas.extend(Instruction::read_all(self.text, span)),
            Group::Entries(area) => {
                let entries = self.entry(span, area);
                self.notes.entries.extend(entries);
            }
            Group::Letter => {
                let points = self.letter_points(span);
                self.notes.letter.extend(points);
            }
            Group::Other => {
                self.notes.remarks.push(Spanned::new(words(&self.text[span.clone()]), span));
            }
        }
    }

    fn entry(&self, span: Range<usize>, area: Area) -> Vec<EntryInstruction> {
        let about = |reference: Option<Spanned<String>>, span: Range<usize>| {
            let instructions = Instruction::read_all(self.text, span).into_iter();
            let entry = |instruction| EntryInstruction { area, reference: reference.clone(), instruction };
            instructions.map(entry).collect::<Vec<_>>()
        };
        if let Some(reference) = &self.reference {
            return about(Some(reference.clone()), span);
        }
        let slice = &self.text[span.clone()];
        let separator = slice.find(':').map(|at| (at, 1)).or_else(|| {
            [" - ", " – ", " — "].into_iter().find_map(|dash| Some((slice.find(dash)?, dash.len())))
        });
        if let Some((at, length)) = separator {
            let name = trimmed(self.text, span.start..span.start + at);
            let rest = skip_marks(self.text, trimmed(self.text, span.start + at + length..span.end));
            let head = words(self.text[name.clone()].trim_matches(['*', '_']));
            if !head.is_empty() && !starts_with_verb(&head) {
                // A label with nothing behind it still waits for its owner.
                if rest.is_empty() {
                    return Vec::new();
                }
                return about(Some(Spanned::new(head, name)), rest);
            }
        }
        // A bare name asks for the entry as a whole; anything with a verb is about everything.
        let whole = words(slice);
        if starts_with_verb(&whole) || area == Area::Any || whole.split(' ').count() > 6 {
            return about(None, span);
        }
        about(Some(Spanned::new(whole, span.clone())), span.end..span.end)
    }

    fn letter_points(&self, span: Range<usize>) -> Vec<LetterPoint> {
        let slice = &self.text[span.clone()];
        let separators = [":", " - ", " \u{2013} ", " \u{2014} "];
        let labelled = separators.into_iter().find_map(|separator| {
            let at = slice.find(separator)?;
            let name = fold_words(&slice[..at]);
            let part = PARTS.iter().find(|(words, _)| begins(&name, words)).map(|(_, part)| *part);
            // A dash also stands within sentences, so that its label has to be one: "Opening paragraph - ...".
            let most = if separator == ":" { 5 } else { 2 };
            let part = part.filter(|_| name.split(' ').count() <= most)?;
            Some((
                part,
                skip_marks(self.text, trimmed(self.text, span.start + at + separator.len()..span.end)),
            ))
        });
        let (part, rest) = labelled.unwrap_or((LetterPart::Body, span));
        let instructions = Instruction::read_all(self.text, rest).into_iter();
        let instructions = instructions.flat_map(|instruction| instruction.at_each_verb(self.text));
        // So does a part of the letter.
        let said = instructions.filter(|instruction| !instruction.text.value.is_empty());
        said.map(|instruction| LetterPoint { part, instruction }).collect()
    }
}

/// A range without the Markdown marks that close a bold label: `**Label:** rest`.
fn skip_marks(text: &str, span: Range<usize>) -> Range<usize> {
    let slice = &text[span.clone()];
    let body = slice.trim_start_matches(['*', '_']);
    let marks = slice.len() - body.len();
    // Marks right before a word open emphasis; marks before a space close the label's.
    if marks > 0 && (body.is_empty() || body.starts_with(char::is_whitespace)) {
        trimmed(text, span.start + marks..span.end)
    } else {
        span
    }
}

/// Whether folded words begin with the given whole words.
fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::{Area, LetterPart, Notes, read};
    use crate::finding::SourceFile;

    fn notes(text: &str) -> Notes {
        let file = SourceFile::new("job.md", text);
        read(&file, 0..text.len())
    }

    const NESTED: &str = "\
- Key skills to emphasize:
  - Team leadership
- Resume customization ideas:
  - Emphasize data pipelines
- Resume bullet points to highlight or modify:
  - Work experience:
    - URBN: Emphasize MLflow architecture
  - Education:
    - Temple: Emphasize coursework
- Cover letter points:
  - Opening paragraph: Express interest in the mission
  - Closing paragraph - Mention the visit
";

    fn check(notes: &Notes) {
        assert_eq!(notes.key_skills.len(), 1, "{notes:?}");
        assert_eq!(notes.ideas.len(), 1, "{notes:?}");
        let entries: Vec<_> = notes
            .entries
            .iter()
            .map(|entry| (entry.area, entry.reference.as_ref().map(|name| name.value.as_str())))
            .collect();
        assert_eq!(entries, [(Area::Work, Some("URBN")), (Area::Education, Some("Temple"))]);
        let parts: Vec<_> = notes.letter.iter().map(|point| point.part).collect();
        assert_eq!(parts, [LetterPart::Opening, LetterPart::Closing]);
        assert!(notes.remarks.is_empty());
    }

    #[test]
    fn groups_are_known_by_their_leading_words() {
        check(&notes(NESTED));
    }

    #[test]
    fn a_flat_paste_a_bold_label_and_headings_mean_the_same() {
        let flat: String = NESTED.lines().map(|line| format!("{}\n", line.trim_start())).collect();
        check(&notes(&flat));
        let bold = NESTED
            .replace("- Key skills to emphasize:", "- **Key skills to emphasize:**")
            .replace("- URBN:", "- **URBN**:")
            .replace("Opening paragraph:", "**Opening paragraph:**");
        check(&notes(&bold));
        let headings = "### Key skills\n- Team leadership\n### Customization ideas\n- Emphasize data pipelines\n\
            ### Bullet points to highlight\n#### Work experience\n- URBN: Emphasize MLflow architecture\n\
            #### Education\n- Temple: Emphasize coursework\n### Cover letter points\n- Opening: Express interest in the mission\n- Closing: Mention the visit\n";
        check(&notes(headings));
    }

    #[test]
    fn instructions_may_stand_below_a_name() {
        let notes = notes(
            "- Bullet points:\n  - Work experience:\n    - URBN:\n      - Emphasize MLflow\n      - Omit dashboards\n    - Pepsi\n",
        );
        let entries: Vec<_> = notes
            .entries
            .iter()
            .map(|entry| entry.reference.as_ref().map(|name| name.value.as_str()))
            .collect();
        assert_eq!(entries, [Some("URBN"), Some("URBN"), Some("Pepsi")]);
        assert!(notes.entries[2].instruction.phrases.is_empty());
    }

    #[test]
    fn what_is_no_instruction_is_kept_as_a_remark() {
        let notes = notes("Applied through a friend.\n\n- Key skills: SQL, dbt\n");
        assert_eq!(notes.remarks[0].value, "Applied through a friend.");
        assert_eq!(notes.key_skills[0].phrases.len(), 2);
    }
}
