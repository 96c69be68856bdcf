//! From decisions to finished documents: set, read back, and held against what the person told.

use std::sync::Arc;

use super::draft::ToWrite;
use super::{Application, Compiled, Made, Shared, Tailored, Written, trouble};
use crate::engine::{Engine, EngineError, Pdf, PdfSettings};
use crate::finding::{Code, Finding};
use crate::job::Job;
use crate::letter;
use crate::profile::Density;
use crate::provenance::{self, Told};
use crate::readback::{self, Expected, Readback};
use crate::render::{Block, CoverLetter, Documents, Field, FieldKind, Format, Page, Source};
use crate::threads::{Memo, both};

/// A draft with fewer words than these is not made shorter.
const FEWEST_WORDS: usize = 120;

/// How many words a draft has to lose at a time until it fits its page.
const FEWER_WORDS: usize = 40;

/// A line of so many words below a letter says something.
const POSTSCRIPT: usize = 5;

/// Where a warning of Typst comes from, if it does not say so itself.
const TEMPLATES: &str = "it comes from the theme's templates";

/// How many finished documents of a job are kept until it is done: both, and those that were too long or not to be.
const KEPT: usize = 8;

/// A finished document, read back.
#[derive(Debug, Clone)]
pub(super) struct Finished {
    source: Source,
    pdf: Pdf,
    fields: Vec<Block>,
    read: Readback,
}

/// A finished document, or of how many pages it would be, which are too many.
type Fitting = Result<Arc<Finished>, usize>;

/// Finishes the documents of a job. Each is made and read back once, also if it is asked for while that is done ahead;
/// one that cannot be made, or takes too long, is not tried again.
pub(super) struct Finishing {
    engine: Arc<dyn Engine>,
    pdf: PdfSettings,
    language: String,
    finished: Memo<String, Result<Fitting, Arc<EngineError>>>,
}

impl Finishing {
    /// Finishes documents of that day by an engine.
    pub(super) fn new(engine: Arc<dyn Engine>, pdf: PdfSettings, language: &str) -> Self {
        Self { engine, pdf, language: language.to_owned(), finished: Memo::of(KEPT) }
    }

    /// A document of at most so many pages, in which these fields should be found.
    ///
    /// # Errors
    /// The engine cannot set it.
    pub(super) fn finish(
        &self,
        source: &Source,
        most_pages: usize,
        fields: impl FnOnce() -> Vec<Block>,
    ) -> Result<Fitting, Arc<EngineError>> {
        self.finished.get(source.text.clone(), || {
            let pdf = self.engine.pdf(source, &self.pdf)?;
            if pdf.pages > most_pages {
                return Ok(Err(pdf.pages));
            }
            let fields = fields();
            let expected = Expected { pdf: &pdf.bytes, blocks: &fields, language: &self.language };
            let read = readback::read_back(&expected);
            Ok(Ok(Arc::new(Finished { source: source.clone(), pdf, fields, read })))
        })
    }
}

/// A letter that fits its page.
struct FittedLetter {
    finished: Arc<Finished>,
    written: Written,
    /// What the draft leaves out, if the first one was too long.
    left_out: Option<Vec<Finding>>,
}

impl Shared<'_> {
    /// Compiles both documents of a tailored job; what Typst warns about is found on the way.
    ///
    /// # Errors
    /// Everything that stands in the way.
    pub fn compile(
        &self,
        application: &Application,
        tailored: &Tailored,
        findings: &mut Vec<Finding>,
    ) -> Result<Compiled, Vec<Finding>> {
        let (resume, letter) = both(
            || self.compile_resume(&application.job, tailored),
            || self.compile_letter(application, tailored),
        );
        let (resume, FittedLetter { finished: letter, written, left_out }) = (resume?, letter?);
        if let Some(left_out) = left_out {
            findings.retain(|finding| finding.code != Code::LeftOut);
            findings.extend(left_out);
        }
        for document in [&*resume, &*letter] {
            findings.extend(document.pdf.warnings.iter().map(|warning| {
                let finding = Finding::new(Code::TypstWarning, warning.message.clone());
                let hint =
                    if warning.hints.is_empty() { TEMPLATES.to_owned() } else { warning.hints.join("; ") };
                finding.in_file(document.source.name.clone()).hint(hint)
            }));
        }
        findings.extend(resume.read.findings("resume"));
        findings.extend(letter.read.findings("cover letter"));
        findings.extend(self.unsourced(&application.job, tailored, [&*resume, &*letter]));
        let [resume, letter] = [resume, letter].map(Arc::unwrap_or_clone);
        let readback = resume.read.and(letter.read);
        let made = Made {
            resume_pages: resume.pdf.pages,
            letter_pages: letter.pdf.pages,
            expected: readback.expected,
            recovered: readback.recovered(),
        };
        let explanation = tailored.explanation.clone().with_letter(&written.letter);
        let mut files = self.formats(tailored, &written.document);
        for (name, source, pdf) in
            [("resume", resume.source, resume.pdf), ("cover-letter", letter.source, letter.pdf)]
        {
            files.push((format!("{name}.typ"), source.text.into_bytes()));
            if tailored.settings.formats.iter().any(|format| format == "pdf") {
                files.push((format!("{name}.pdf"), pdf.bytes));
            }
        }
        files.push(("explain.json".to_owned(), explanation.json().into_bytes()));
        let theme = tailored.settings.theme.clone();
        let fields = [resume.fields, letter.fields];
        Ok(Compiled { files, made, explanation, fields, theme, page_limit: tailored.pages })
    }

    /// What the finished documents say and neither the profile nor the notes do.
    fn unsourced(&self, job: &Job, tailored: &Tailored, documents: [&Finished; 2]) -> Vec<Finding> {
        let edition = (tailored.edition.language, tailored.edition.day);
        let told = Told { history: self.history(), job, notes: &tailored.notes };
        let known = provenance::Known::new(told, edition);
        let [resume, letter] = documents.map(|document| document.fields.as_slice());
        // The head of a letter is that of the resume, and what stands around it is no claim.
        let (head, body) = letter.split_at(1.min(letter.len()));
        let claims = |field: &Field| match field.kind {
            FieldKind::Text => true,
            // What stands below the name may be an address or a number to call, or a postscript.
            FieldKind::Below => field.text.split_whitespace().count() >= POSTSCRIPT,
            _ => false,
        };
        let texts = [(texts(resume, |_| true), Vec::new()), (texts(head, |_| true), texts(body, claims))];
        let named = ["resume", "cover letter"].into_iter().zip(documents).zip(texts);
        let findings = named.flat_map(|((name, document), (quoted, written))| {
            let (beside, pages) = (document.read.beside.as_slice(), document.pdf.pages);
            known.check(&provenance::Document { name, quoted, written, beside, pages })
        });
        findings.collect()
    }

    /// The documents in every other format that was asked for.
    fn formats(&self, tailored: &Tailored, letter: &CoverLetter) -> Vec<(String, Vec<u8>)> {
        let Tailored { page, resume, shown, edition, .. } = tailored;
        let documents = Documents {
            resume,
            letter,
            shown,
            page,
            sizes: &tailored.renderer.theme().settings.sizes,
            day: edition.day,
        };
        let asked = tailored.settings.formats.iter().filter_map(|name| Format::named(name));
        let both = asked.flat_map(|format| {
            let name = |document: &str| format!("{document}.{}", format.name());
            [
                (name("resume"), format.resume(&documents)),
                (name("cover-letter"), format.cover_letter(&documents)),
            ]
        });
        both.collect()
    }

    fn compile_resume(&self, job: &Job, tailored: &Tailored) -> Result<Arc<Finished>, Vec<Finding>> {
        let Tailored { renderer, finishing, resume, page, pages: limit, .. } = tailored;
        let source = renderer.resume(resume, page).map_err(|finding| vec![finding])?;
        let trouble = trouble::Trouble { profile: self.profile, job, renderer };
        let finished = finishing
            .finish(&source, *limit, || resume.blocks())
            .map_err(|error| trouble.resume(&error, resume, page))?;
        finished.map_err(|pages| {
            let message = format!("the resume has {pages} pages, and the limit is {limit}");
            let hint = "the theme sets it differently from what was measured; allow more pages, or try another theme";
            let finding = Finding::new(Code::PagesExceeded, message).hint(hint);
            vec![finding.in_file(job.file.name.clone())]
        })
    }

    /// Sets the letter on one page: a draft that is too long for it says less, and tells what it leaves out.
    fn compile_letter(
        &self,
        application: &Application,
        tailored: &Tailored,
    ) -> Result<FittedLetter, Vec<Finding>> {
        let mut written = tailored.written.clone();
        let mut left_out = None;
        let mut most_words = letter::AIM;
        if written.letter.words() > letter::UNREADABLE {
            return Err(vec![too_long(application, None)]);
        }
        loop {
            match self.set_letter(&application.job, &written.document, tailored)? {
                Ok(finished) => return Ok(FittedLetter { finished, written, left_out }),
                Err(pages) if application.letter.is_some() || most_words < FEWEST_WORDS => {
                    return Err(vec![too_long(application, Some(pages))]);
                }
                Err(_) => {
                    most_words -= FEWER_WORDS;
                    let Tailored { notes, selection, shown, resume, edition, .. } = tailored;
                    let edition = *edition;
                    let to_write = ToWrite { application, notes, selection, shown, resume, edition };
                    let (shorter, found) = self.written(&to_write, most_words);
                    left_out = Some(found.into_iter().filter(|found| found.code == Code::LeftOut).collect());
                    written = shorter.unwrap_or(written);
                }
            }
        }
    }

    /// The letter on one page, as relaxed as that allows; or how many it needs.
    fn set_letter(
        &self,
        job: &Job,
        letter: &CoverLetter,
        tailored: &Tailored,
    ) -> Result<Fitting, Vec<Finding>> {
        let Tailored { renderer, finishing, .. } = tailored;
        let trouble = trouble::Trouble { profile: self.profile, job, renderer };
        let mut page = letter_page(&tailored.page);
        loop {
            let source = renderer.cover_letter(letter, &page).map_err(|finding| vec![finding])?;
            let finished = finishing
                .finish(&source, 1, || letter.blocks())
                .map_err(|error| trouble.letter(&error, letter, &page))?;
            match (finished, page.density.tighter()) {
                (Err(_), Some(tighter)) => page.density = tighter,
                (finished, _) => return Ok(finished),
            }
        }
    }
}

/// The page that is tried first for the letter beside a resume: a relaxed one, however tight that is.
pub(super) fn letter_page(page: &Page) -> Page {
    Page { density: Density::Relaxed, ..page.clone() }
}

/// The texts of some fields.
fn texts(blocks: &[Block], which: impl Fn(&Field) -> bool) -> Vec<&str> {
    blocks
        .iter()
        .flat_map(Block::fields)
        .filter(|field| which(field))
        .map(|field| field.text.as_str())
        .collect()
}

/// The letter needs more than its one page.
fn too_long(application: &Application, pages: Option<usize>) -> Finding {
    let pages = pages.map_or_else(|| "many".to_owned(), |pages| pages.to_string());
    let message = format!("the letter for {} needs {pages} pages", application.job.company.value);
    let (file, hint) = match &application.letter {
        Some(letter) => (&letter.name, "shorten it: a letter has one page, and at most 400 words"),
        None => (
            &application.job.file.name,
            "shorten the stories or the answers it is made from: a letter has one page",
        ),
    };
    Finding::new(Code::PagesExceeded, message).in_file(file.clone()).hint(hint)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Engine, EngineError, Finishing, Pdf, PdfSettings, Source};
    use crate::render::Mark;

    /// An engine whose documents have as many pages as their texts have letters; it knows no empty one.
    struct Letters(Arc<AtomicUsize>);

    impl Engine for Letters {
        fn name(&self) -> &'static str {
            "letters"
        }

        fn version(&self) -> &str {
            "0"
        }

        fn marks(&self, _: &Source, _: &PdfSettings) -> Result<Vec<Mark>, EngineError> {
            Ok(Vec::new())
        }

        fn pdf(&self, source: &Source, _: &PdfSettings) -> Result<Pdf, EngineError> {
            self.0.fetch_add(1, Ordering::Relaxed);
            match source.text.len() {
                0 => Err(EngineError::NotBuiltIn),
                pages => Ok(Pdf { bytes: Vec::new(), pages, warnings: Vec::new() }),
            }
        }
    }

    #[test]
    fn a_document_is_tried_once() {
        let set = Arc::new(AtomicUsize::new(0));
        let pdf = PdfSettings { created: jiff::civil::date(2025, 1, 1), archival: true };
        let finishing = Finishing::new(Arc::new(Letters(Arc::clone(&set))), pdf, "en");
        let finish = |text: &str| {
            let source =
                Source { name: "resume.typ".to_owned(), text: text.to_owned(), fonts: Arc::from([]) };
            finishing.finish(&source, 1, Vec::new)
        };
        for _ in 0..2 {
            assert!(matches!(finish("a"), Ok(Ok(_))));
            assert!(matches!(finish("ab"), Ok(Err(2))));
            assert!(matches!(&finish(""), Err(error) if matches!(**error, EngineError::NotBuiltIn)));
        }
        assert_eq!(set.load(Ordering::Relaxed), 3);
    }
}
