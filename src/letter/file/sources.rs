//! What the sentences of an edited letter rest on.

use crate::finding::Place;
use crate::job::Job;
use crate::letter::Letter;
use crate::profile::Profile;
use crate::words::words;

/// The share of a sentence's telling words that a source must have.
const SHARE: f64 = 0.4;

/// The fewest telling words that are no coincidence.
const FEWEST: usize = 3;

/// The most lines named for a sentence that the draft does not have.
const MOST: usize = 3;

/// Everything that a sentence may rest on.
pub(super) struct Known<'a> {
    draft: &'a Letter,
    texts: Vec<(Vec<String>, Place)>,
}

impl<'a> Known<'a> {
    /// Gathers the texts of the profile and the notes.
    pub(super) fn new(profile: &'a Profile, job: &'a Job, draft: &'a Letter) -> Self {
        let own = |span: &std::ops::Range<usize>| Place::new(&profile.file, span.clone());
        let noted = |span: &std::ops::Range<usize>| Place::new(&job.file, span.clone());
        let stories = profile.stories.iter().map(|story| (story.text.value.plain(), own(&story.text.span)));
        let highlights = profile.highlight_lists().flat_map(|(_, highlights)| highlights);
        let highlights =
            highlights.map(|highlight| (highlight.text.value.plain(), own(&highlight.text.span)));
        let answers =
            job.connection.iter().map(|answer| (answer.text.value.clone(), noted(&answer.text.span)));
        let details = job.company_details.iter().map(|detail| (detail.value.clone(), noted(&detail.span)));
        let texts = stories.chain(highlights).chain(answers).chain(details);
        Self { draft, texts: texts.map(|(text, place)| (telling(&text), place)).collect() }
    }

    /// The lines behind a sentence: those of the drafted one that it was, or else those that share its words.
    pub(super) fn behind(&self, sentence: &str) -> Vec<Place> {
        let told = telling(sentence);
        let share = |others: &[String]| {
            let shared = told.iter().filter(|word| others.contains(word)).count();
            // Both counts are small.
            #[allow(clippy::cast_precision_loss)]
            let share = shared as f64 / told.len().max(1) as f64;
            (shared, share)
        };
        let drafted = self.draft.sentences().find(|drafted| drafted.text == sentence).or_else(|| {
            let mut near: Vec<_> = self
                .draft
                .sentences()
                .map(|drafted| (share(&telling(&drafted.text)), drafted))
                .filter(|((shared, share), _)| *shared >= FEWEST && *share >= 0.6)
                .collect();
            near.sort_by(|a, b| b.0.1.total_cmp(&a.0.1));
            near.first().map(|(_, drafted)| *drafted)
        });
        if let Some(drafted) = drafted {
            return drafted.sources.clone();
        }
        let mut near: Vec<(f64, &Place)> = self
            .texts
            .iter()
            .map(|(text, place)| (share(text), place))
            .filter(|((shared, share), _)| *shared >= FEWEST && *share >= SHARE)
            .map(|((_, share), place)| (share, place))
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.span.start.cmp(&b.1.span.start)));
        near.into_iter().take(MOST).map(|(_, place)| place.clone()).collect()
    }
}

/// The words of a text that tell something: long ones and numbers, each once.
fn telling(text: &str) -> Vec<String> {
    let mut telling: Vec<String> = words(text)
        .into_iter()
        .map(|word| word.folded)
        .filter(|word| word.chars().count() > 4 || word.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    telling.sort();
    telling.dedup();
    telling
}
