//! From instructions and requirements to weighed topics.

use std::collections::HashMap;
use std::ops::Range;

use super::relevance::Query;
use super::scope::{Resolved, resolve};
use super::stem::Stem;
use super::vocabulary::Vocabulary;
use super::{Aim, Asked, Resolution, Topic};
use crate::finding::{Code, Finding, Severity};
use crate::job::{Area, Demand, EntryInstruction, Instruction, Intent, Job};
use crate::profile::{Profile, slug};

/// Weights by where a topic comes from.
const ENTRY: f64 = 3.0;
const KEY_SKILL: f64 = 2.0;
const IDEA: f64 = 1.5;
const REQUIRED: f64 = 1.0;
const PREFERRED: f64 = 0.6;
const RESPONSIBILITY: f64 = 0.5;

/// Words of a topic that go into its id.
const WORDS_OF_ID: usize = 8;

/// Gathers topics, joining equal ones.
struct Gather<'a> {
    profile: &'a Profile,
    job: &'a Job,
    vocabulary: &'a Vocabulary,
    topics: Vec<Topic>,
    /// Scope, aim and stems of each topic, to find equal ones.
    known: HashMap<(Option<String>, Aim, Vec<Stem>), usize>,
    asked: Asked,
}

/// Everything a job asks of a profile.
pub(super) fn gather(profile: &Profile, job: &Job, vocabulary: &Vocabulary) -> Asked {
    let asked = Asked {
        topics: Vec::new(),
        resolutions: Vec::new(),
        excluded: Vec::new(),
        leanings: Vec::new(),
        findings: Vec::new(),
    };
    let mut gather = Gather { profile, job, vocabulary, topics: Vec::new(), known: HashMap::new(), asked };
    for entry in &job.notes.entries {
        gather.entry(entry);
    }
    for instruction in &job.notes.key_skills {
        gather.instruction(instruction, None, KEY_SKILL);
    }
    for instruction in &job.notes.ideas {
        gather.instruction(instruction, None, IDEA);
    }
    for requirement in &job.requirements {
        let weight = match requirement.demand {
            Demand::Required => REQUIRED,
            Demand::Preferred => PREFERRED,
            Demand::Responsibility => RESPONSIBILITY,
        };
        gather.add(
            &requirement.text.value,
            requirement.text.span.clone(),
            Wish { weight, ..Wish::default() },
        );
    }
    gather.finish()
}

/// How a topic is wished for.
#[derive(Clone, Default)]
struct Wish {
    scope: Option<String>,
    weight: f64,
    from_notes: bool,
    conditional: bool,
    aim: Option<Aim>,
}

impl Gather<'_> {
    fn entry(&mut self, entry: &EntryInstruction) {
        let Some(reference) = &entry.reference else {
            self.instruction(&entry.instruction, None, ENTRY);
            return;
        };
        let report = |finding: Finding| finding.at(&self.job.file, reference.span.clone());
        let id = match resolve(self.profile, self.vocabulary, &reference.value, entry.area) {
            Resolved::One(id) => id,
            Resolved::Ambiguous(candidates) => {
                let message = format!("\"{}\" could be {}", reference.value, either(&candidates));
                let hint = "add a word of the title or a year in which you held it, or write the id";
                self.asked.findings.push(report(Finding::new(Code::AmbiguousReference, message).hint(hint)));
                return;
            }
            Resolved::Unknown(near) => {
                let message = format!("\"{}\" is not in the profile", reference.value);
                let hint = match near {
                    Some(name) => format!(
                        "did you mean \"{name}\"? Otherwise add it to the profile, or add the name to its aliases"
                    ),
                    None => {
                        "add it to the profile, or add this name to the `aliases` of what you mean".to_owned()
                    }
                };
                let mut finding = report(Finding::new(Code::UnknownReference, message).hint(hint));
                if entry.instruction.conditional {
                    finding = finding.severity(Severity::Info);
                }
                self.asked.findings.push(finding);
                return;
            }
        };
        self.asked.resolutions.push(Resolution { reference: reference.clone(), id: id.clone() });
        if entry.instruction.phrases.is_empty() {
            match entry.instruction.intent {
                Intent::Omit => self.asked.excluded.push(id),
                Intent::Deemphasize => self.asked.leanings.push((id, -ENTRY)),
                _ => self.asked.leanings.push((id, ENTRY)),
            }
            return;
        }
        self.instruction(&entry.instruction, Some(id), ENTRY);
    }

    fn instruction(&mut self, instruction: &Instruction, scope: Option<String>, weight: f64) {
        if instruction.intent == Intent::Reframe {
            let message =
                format!("evidence for \"{}\" is selected, but nothing is reworded", phrases(instruction));
            let hint =
                "add a variant to the highlights in the profile if you want another wording of the same fact";
            let finding = Finding::new(Code::Reframe, message).hint(hint);
            self.asked.findings.push(finding.at(&self.job.file, instruction.text.span.clone()));
        }
        let (aim, weight) = match instruction.intent {
            Intent::Omit => (Aim::Exclude, 0.0),
            Intent::Deemphasize => (Aim::Lower, -weight / 2.0),
            _ => (Aim::Show, weight),
        };
        for phrase in &instruction.phrases {
            // "Drop Heavywater" leaves the entry out, wherever it stands.
            if scope.is_none() && aim != Aim::Show {
                let named = resolve(self.profile, self.vocabulary, &phrase.value, Area::Any);
                if let Resolved::One(id) = named {
                    match aim {
                        Aim::Exclude => self.asked.excluded.push(id),
                        _ => self.asked.leanings.push((id, weight)),
                    }
                    continue;
                }
            }
            let wish = Wish {
                scope: scope.clone(),
                weight,
                from_notes: true,
                conditional: instruction.conditional,
                aim: Some(aim),
            };
            self.add(&phrase.value, phrase.span.clone(), wish);
        }
    }

    fn add(&mut self, text: &str, span: Range<usize>, wish: Wish) {
        let query = Query::new(self.vocabulary, text);
        // What is to be left out may be as plain as "team".
        if !query.tells && wish.aim.unwrap_or(Aim::Show) == Aim::Show {
            if wish.from_notes {
                let message = format!("\"{text}\" names nothing that a highlight could show");
                let hint = "write what the job is about: a skill, a task, a result";
                let finding = Finding::new(Code::UnclearWish, message).hint(hint);
                self.asked.findings.push(finding.at(&self.job.file, span));
            }
            return;
        }
        let stems = query.key();
        let aim = wish.aim.unwrap_or(Aim::Show);
        let key = (wish.scope.clone(), aim, stems);
        if let Some(index) = self.known.get(&key) {
            let topic = &mut self.topics[*index];
            topic.sources.push(span);
            if wish.weight.abs() > topic.weight.abs() {
                topic.weight = wish.weight;
            }
            topic.from_notes |= wish.from_notes;
            topic.conditional &= wish.conditional;
            return;
        }
        self.known.insert(key, self.topics.len());
        self.topics.push(Topic {
            id: String::new(),
            text: text.to_owned(),
            weight: wish.weight,
            scope: wish.scope,
            sources: vec![span],
            from_notes: wish.from_notes,
            conditional: wish.conditional,
            aim,
        });
    }

    /// Names the topics; equal names are told apart by number, in the order of the notes.
    fn finish(mut self) -> Asked {
        let mut used: HashMap<String, usize> = HashMap::new();
        for topic in &mut self.topics {
            let words = slug(&topic.text);
            let words = words.split('-').take(WORDS_OF_ID).collect::<Vec<_>>().join("-");
            let prefix = match topic.aim {
                Aim::Show => "",
                Aim::Lower => "less-",
                Aim::Exclude => "no-",
            };
            let scope = topic.scope.as_ref().map(|scope| format!("{scope}/")).unwrap_or_default();
            topic.id = format!("{scope}{prefix}{words}");
            let count = used.entry(topic.id.clone()).or_default();
            *count += 1;
            if *count > 1 {
                topic.id = format!("{}-{count}", topic.id);
            }
        }
        Asked { topics: self.topics, ..self.asked }
    }
}

/// The things an instruction is about, for messages.
fn phrases(instruction: &Instruction) -> String {
    instruction.phrases.iter().map(|phrase| phrase.value.as_str()).collect::<Vec<_>>().join(", ")
}

/// "a, b or c"
fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
    }
}
