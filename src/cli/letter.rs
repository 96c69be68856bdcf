//! `bespoke letter`

use serde_json::json;
use similar::{ChangeTag, TextDiff};

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Checked, Code, Finding, has_errors};
use crate::fs;
use crate::letter::{self, Letter};
use crate::pipeline::{Application, Shared};
use crate::profile::Profile;
use crate::workspace::{Beside, JobFile};

/// What became of the letter.
struct Outcome {
    file: Beside,
    words: usize,
    /// How the letter and a new draft differ.
    diff: Option<String>,
}

/// Drafts a letter into its owner's file, or a new draft beside it. True if it was written.
pub(super) fn run(job: &str, redraft: bool, settings: &Settings, terminal: &Terminal) -> bool {
    let mut findings = Vec::new();
    let outcome = write(job, redraft, settings, &mut findings);
    settings.options.judge(&mut findings);
    let outcome = outcome.map_err(|finding| findings.push(finding)).ok().flatten();
    terminal.findings(&findings);
    if settings.json {
        let file = outcome.as_ref().map(|outcome| outcome.file.path.display().to_string());
        let words = outcome.as_ref().map(|outcome| outcome.words);
        let diff = outcome.as_ref().and_then(|outcome| outcome.diff.clone());
        let result = json!({ "file": file, "words": words, "diff": diff, "findings": findings });
        terminal.json(&result);
        return outcome.is_some();
    }
    let Some(Outcome { file, words, diff }) = outcome else { return false };
    if let Some(diff) = &diff {
        terminal.result(&format!("{diff}\nThe new draft is in {}; your letter is as it was.", file.shown));
    } else {
        terminal.result(&format!(
            "{} is your letter now, {words} words: edit it, and `bespoke build` sets it as it is.",
            file.shown
        ));
    }
    true
}

/// Nothing is written where an error was found.
fn write(
    job: &str,
    redraft: bool,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Result<Option<Outcome>, Finding> {
    let profile = Checked::read(settings.workspace.profile_text(), Profile::read);
    findings.extend(profile.findings);
    let application = settings.application(job, findings);
    let (Some(profile), Some((file, application))) = (profile.value, application) else { return Ok(None) };
    let own = application.letter.clone();
    if own.is_some() && !redraft {
        return Err(taken(&file));
    }
    // Without a letter of one's own it is a draft that is made.
    let drafting = Application { letter: None, ..application };
    let shared = Shared::new(&settings.workspace, &profile, &settings.options);
    let (tailored, found) = shared.tailor(&drafting);
    findings.extend(found);
    settings.options.judge(findings);
    let Some(tailored) = tailored.filter(|_| !has_errors(findings)) else { return Ok(None) };
    let draft = tailored.letter();
    let text = letter::text(draft, &drafting.job);
    let words = draft.words();
    let Some(own) = own else {
        let file_of_own = file.letter();
        let written = fs::write_new(&file_of_own.path, text.as_bytes()).map_err(|error| error.finding())?;
        return if written {
            Ok(Some(Outcome { file: file_of_own, words, diff: None }))
        } else {
            Err(taken(&file))
        };
    };
    let beside = file.letter_draft();
    if let Some(draft) = settings.workspace.draft_text(&file)?
        && letter::was_edited(&draft)
    {
        let message = format!("{} was changed by hand, so it is not replaced", beside.shown);
        return Err(Finding::new(Code::FileExists, message)
            .in_file(beside.shown)
            .hint("take over what you need from it, and delete it"));
    }
    fs::write_atomic(&beside.path, text.as_bytes()).map_err(|error| error.finding())?;
    let owned = letter::Owned { file: &own, profile: &profile, job: &drafting.job, draft };
    let diff = letter::read(&owned).value.map_or_else(String::new, |letter| difference(&letter, draft));
    Ok(Some(Outcome { file: beside, words, diff: Some(diff) }))
}

/// The letter is its owner's already.
fn taken(file: &JobFile) -> Finding {
    let own = file.letter();
    Finding::new(
        Code::FileExists,
        format!("{} is your letter already, and it is never overwritten", own.shown),
    )
    .in_file(own.shown)
    .hint(format!(
        "`bespoke letter {} --redraft` writes a new draft beside it and shows the difference",
        file.name
    ))
}

/// What a new draft says otherwise, sentence by sentence.
fn difference(letter: &Letter, draft: &Letter) -> String {
    let sentences = |letter: &Letter| -> Vec<String> {
        let paragraph = |paragraph: &letter::Paragraph| {
            let texts = paragraph.sentences.iter().map(|sentence| sentence.text.clone());
            texts.chain([String::new()]).collect::<Vec<_>>()
        };
        let texts = letter.paragraphs.iter().flat_map(paragraph);
        [letter.salutation.clone(), String::new()].into_iter().chain(texts).collect()
    };
    let (old, new) = (sentences(letter), sentences(draft));
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    let diff = TextDiff::from_slices(&old, &new);
    if diff.ratio() >= 1.0 {
        return "A new draft would say the same.\n".to_owned();
    }
    let line = |change: similar::Change<&str>| {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        format!("{sign} {}", change.value()).trim_end().to_owned() + "\n"
    };
    format!("- your letter\n+ new draft\n\n{}", diff.iter_all_changes().map(line).collect::<String>())
}
