//! The kinds of findings: each has a stable name for scripts, a usual severity and an explanation.

use super::Severity;

macro_rules! codes {
    ($($variant:ident = $name:literal, $severity:ident, $about:literal;)*) => {
        /// The kind of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $about] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the pipeline.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name, as it stands in messages and JSON.
            pub const fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// One sentence on what it means.
            pub const fn about(self) -> &'static str {
                match self { $(Code::$variant => $about,)* }
            }

            /// How bad it is unless a case says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Files
    NoProfile = "no-profile", Error, "There is no profile where one was looked for.";
    ReadFailed = "read-failed", Error, "A file could not be read.";
    WriteFailed = "write-failed", Error, "A file could not be written; what was there before is still there.";
    NotUtf8 = "not-utf-8", Error, "A text file is not UTF-8.";
    TooLarge = "too-large", Error, "A text file is larger than Bespoke reads.";
    TooMany = "too-many", Error, "A text has more entries, highlights or instructions than Bespoke reads.";
    TooLong = "too-long", Warning, "A text is longer than a resume could show, so it is left out.";
    OutsideWorkspace = "outside-workspace", Error, "A link inside the workspace leads outside of it.";
    UnknownJob = "unknown-job", Error, "A job was named that has no file.";
    DuplicateJob = "duplicate-job", Error, "Two job files have the same name, so they would share one output folder.";
    NoJobs = "no-jobs", Warning, "The workspace has no job files yet.";
    FileExists = "file-exists", Error, "A file would have been overwritten.";
    BadSetting = "bad-setting", Error, "A setting has a value that is not allowed.";

    // Profile
    TomlSyntax = "toml-syntax", Error, "The text is not TOML.";
    MissingKey = "missing-key", Error, "A required key is missing or empty.";
    WrongType = "wrong-type", Error, "A key has a value of the wrong type.";
    BadDate = "bad-date", Error, "A date is not YYYY, YYYY-MM or YYYY-MM-DD.";
    DateOrder = "date-order", Error, "Something ends before it starts.";
    DuplicateId = "duplicate-id", Error, "Two entries have the same id.";
    UnknownKey = "unknown-key", Warning, "A key is not part of the format, so it has no effect.";
    BadEmail = "bad-email", Warning, "An e-mail address does not look like one.";
    BadUrl = "bad-url", Warning, "A URL is not a full http(s) address.";
    UnknownId = "unknown-id", Error, "An id refers to nothing in the profile.";
    StoryRepeats = "story-repeats", Warning, "A story repeats eight or more words of a highlight, so letter and resume would say the same.";
    SampleData = "sample-data", Info, "The profile still has placeholder contact data.";

    // Job notes
    NoCompany = "no-company", Error, "The job file does not name the company.";
    NoPosition = "no-position", Error, "The job file does not name the position.";
    SectionTwice = "section-twice", Error, "A section stands twice with different values.";
    FrontMatter = "front-matter", Error, "The front matter between +++ lines cannot be used.";
    UnknownSection = "unknown-section", Warning, "A heading is none of the known sections; its text is kept but has no effect.";
    UnknownStatus = "unknown-status", Warning, "A status is none of the known ones; it is kept as it is.";
    NoPosting = "no-posting", Warning, "There is no job description to take requirements from.";
    NoNotes = "no-notes", Warning, "There are no notes, so the general resume is built.";

    // Postings
    PostingUnreadable = "posting-unreadable", Error, "A posting is neither a page nor a text, or has no text.";
    PostingSeveral = "posting-several", Error, "A page has several openings, and nothing says which is meant.";
    PostingIncomplete = "posting-incomplete", Error, "A posting does not say which company or position it is for.";
    PostingEncoding = "posting-encoding", Info, "A page does not say how its text is encoded, so that was guessed.";

    // Imports
    ImportFailed = "import-failed", Error, "A file cannot be read as the format that was named.";
    NotImported = "not-imported", Warning, "A value of an imported file has no place in a profile.";
    NotExported = "not-exported", Info, "The format of an export has no place for a part of the profile.";

    // Tailoring
    AmbiguousReference = "ambiguous-reference", Error, "A name in the notes fits several entries of the profile equally well.";
    UnknownReference = "unknown-reference", Warning, "A name in the notes fits nothing in the profile.";
    NoEvidence = "no-evidence", Warning, "The notes ask for something the profile has no evidence for.";
    NotApplicable = "not-applicable", Info, "A conditional wish has no evidence in the profile and is left out.";
    Reframe = "reframe", Info, "The notes ask to present something differently; evidence is selected, wording is never invented.";
    Contradiction = "contradiction", Warning, "The notes ask for and exclude the same thing.";
    UnclearWish = "unclear-wish", Info, "A wish has no word that tells what to show.";
    NothingToShow = "nothing-to-show", Warning, "No highlight is left to choose from.";
    MinimumNotMet = "minimum-not-met", Warning, "The page has no room for as many highlights of every position as were asked for.";
    PagesExceeded = "pages-exceeded", Error, "The document needs more pages than its limit, even with the least it may contain.";

    // Letter
    LetterMarker = "letter-marker", Warning, "The letter has a visible marker where no source could fill a sentence.";
    NoStory = "no-story", Info, "No story speaks to a topic of the letter; a story would read better than a framed highlight.";
    UnusedInstruction = "unused-instruction", Info, "A letter instruction left no trace in the letter.";
    LeftOut = "left-out", Info, "The letter leaves something out to stay short.";
    OtherLanguage = "other-language", Warning, "An answer or a story is in another language than the letter, so it is left out.";
    OtherCompany = "other-company", Warning, "The notes or the letter name a company that the application is not for.";
    LetterFile = "letter-file", Error, "A letter's file cannot be used.";
    OrphanLetter = "orphan-letter", Warning, "A letter's file belongs to no job, so nothing uses it.";
    LetterStale = "letter-stale", Warning, "The notes have changed since the letter was drafted.";
    LetterPlaceholder = "letter-placeholder", Warning, "The letter has a placeholder that was not filled in.";
    LetterOrder = "letter-order", Warning, "A sentence of the letter opens like an instruction.";
    LetterCopiesNotes = "letter-copies-notes", Warning, "The letter repeats six or more words of an instruction.";
    LetterLength = "letter-length", Warning, "The letter has more than 400 words.";
    LetterNames = "letter-names", Warning, "The first paragraph does not name the company and the position as the job does.";
    LetterUnsourced = "letter-unsourced", Error, "The letter states something that neither the profile nor the notes have; it is a warning where it may be about something else than a career.";
    LetterBeginsWithI = "letter-begins-with-i", Warning, "Too many sentences of the letter begin with \"I\".";
    LetterRepeatsResume = "letter-repeats-resume", Warning, "The letter repeats eight or more words of a line of the resume.";
    LetterStockPhrase = "letter-stock-phrase", Warning, "The letter has a phrase that stands in every other letter.";
    LetterSentence = "letter-sentence", Warning, "A sentence of the letter is shorter than 6 words or longer than 35.";
    PersonalFacts = "personal-facts", Warning, "The letter tells facts about health or family, which its owner has to confirm.";

    // Themes and engines
    UnknownTheme = "unknown-theme", Error, "A theme was named that does not exist.";
    ThemeSettings = "theme-settings", Error, "A theme.toml cannot be used.";
    MissingFont = "missing-font", Error, "A font family was named that has no file.";
    BadFont = "bad-font", Warning, "A file in a folder of fonts is not a font.";
    TemplateError = "template-error", Error, "A template has an error.";
    NotRecovered = "not-recovered", Error, "A reader of the finished PDF does not find a field where it should be.";
    FaultyPdf = "faulty-pdf", Error, "A finished PDF has something that programs misread: a symbol, or a missing title, language, tag, font or link.";
    Unsourced = "unsourced", Error, "A finished document states something that neither the profile nor the notes say.";
    PackageImport = "package-import", Error, "A document imports a Typst package, which would need the network.";
    TypstError = "typst-error", Error, "Typst cannot compile a document.";
    TypstWarning = "typst-warning", Warning, "Typst compiled a document with a warning.";
    MissingGlyph = "missing-glyph", Error, "No font of the theme has a character that the document needs.";
    EngineMissing = "engine-missing", Error, "The engine asked for is not available.";
    EngineVersion = "engine-version", Error, "The typst program has another version than Bespoke was made for.";
    EngineTimeout = "engine-timeout", Error, "A document took longer than the time limit.";
    EngineMemory = "engine-memory", Error, "A document needed more memory than is allowed.";
    EngineFailed = "engine-failed", Error, "The typst program failed without saying why.";

    // The studio
    CannotServe = "cannot-serve", Error, "The preview cannot be served, mostly because its port is taken.";
    NoBrowser = "no-browser", Warning, "No browser could be opened, so the address has to be.";
    CannotEdit = "cannot-edit", Error, "A job's file cannot be changed as asked without changing something else.";

    // Packets
    PacketDamaged = "packet-damaged", Warning, "The record of what was made cannot be used, so it is made again.";
    PacketChanged = "packet-changed", Error, "A file is not what its packet says.";
    NotReproduced = "not-reproduced", Error, "A packet's inputs do not make its documents again, byte for byte.";
    NoPacket = "no-packet", Error, "There is no packet to verify.";
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_unique_and_every_code_explains_itself() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.about().ends_with('.')));
    }
}
