//! Verifying: the files of a packet are what they were, and its inputs make them again, byte for byte.

use std::path::Path;

use super::seal::{INPUTS, copy_of};
use super::{FILE, Output, Packet};
use crate::finding::{Checked, Code, Finding, Severity, SourceFile, has_errors};
use crate::fs;
use crate::job::Job;
use crate::pipeline::{Application, BUILD, Options, Role, Shared, sha256};
use crate::profile::Profile;
use crate::workspace::Workspace;

/// A packet's folder, and how it is called in messages.
#[derive(Debug, Clone, Copy)]
pub struct Folder<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// How it is called.
    pub shown: &'a str,
}

impl Folder<'_> {
    fn shown(&self, file: &str) -> String {
        format!("{}/{file}", self.shown)
    }
}

/// Verifies a sealed packet: its record, every file, and that its inputs make its documents again. An engine of
/// the options takes the place of the one that made it. Gives how many files there are.
///
/// # Errors
/// Everything that is not as it was sealed.
pub fn verify_sealed(folder: Folder<'_>, options: &Options) -> Result<usize, Vec<Finding>> {
    let bytes = fs::read_within(folder.path, FILE).map_err(|error| vec![error.finding()])?;
    let packet = Packet::parse(&bytes)
        .map_err(|error| vec![error.finding(folder.shown(FILE), Severity::Error, IS_THERE_A_COPY)])?;
    let seal = packet.sealed.as_ref().map(|sealed| sealed.seal.as_str());
    let mut findings = Vec::new();
    if seal != Some(packet.expected_seal().as_str()) || packet.json().as_bytes() != bytes {
        findings.push(changed(folder.shown(FILE)));
    }
    let inputs = packet.sealed.iter().flat_map(|sealed| &sealed.inputs);
    let files: Vec<&Output> = packet.outputs.iter().chain(inputs).collect();
    for Output { file, sha256: known } in &files {
        match fs::read_within(folder.path, file) {
            Ok(bytes) if sha256(&bytes) == *known => {}
            Ok(_) => findings.push(changed(folder.shown(file))),
            Err(error) => findings.push(error.finding()),
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let text = |role: Role| {
        let input = packet.recipe.inputs.iter().find(|input| input.role == role)?;
        let bytes = fs::read_within(folder.path, &copy_of(&input.file)).ok()?;
        Some(SourceFile::new(input.file.clone(), String::from_utf8(bytes).ok()?))
    };
    let profile = text(Role::Profile).and_then(|text| Profile::read(&text).value);
    let job = text(Role::Notes).and_then(|text| Job::read(&packet.job, &text).value);
    let (Some(profile), Some(job)) = (profile, job) else {
        return Err(vec![not_reproduced(&packet, folder.shown(FILE), "its inputs cannot be read any more")]);
    };
    let application = Application { job, letter: text(Role::Letter) };
    let workspace = Workspace { root: folder.path.join(INPUTS), profile: None, out: None };
    rebuild(&packet, folder, &workspace, &profile, &application, options)?;
    Ok(files.len() + 1)
}

/// Verifies the packet of the last build against the workspace as it is. Gives how many files there are.
///
/// # Errors
/// Everything that is not as it was made.
pub fn verify(
    folder: Folder<'_>,
    workspace: &Workspace,
    application: &Application,
    options: &Options,
) -> Result<usize, Vec<Finding>> {
    let again = "`bespoke build` makes the documents again";
    let packet = Packet::load(folder.path)
        .map_err(|error| vec![error.finding(folder.shown(FILE), Severity::Error, again)])?
        .ok_or_else(|| {
            let message = format!("there is no packet of \"{}\" to verify", application.job.name);
            vec![
                Finding::new(Code::NoPacket, message).in_file(folder.shown(FILE)).hint("build the job first"),
            ]
        })?;
    let Checked { value: profile, findings } = Checked::read(workspace.profile_text(), Profile::read);
    let Some(profile) = profile else { return Err(findings) };
    let asked = packet.recipe.options.options(options);
    let shared = Shared::new(workspace, &profile, &asked);
    let others = shared.other_companies(&application.job.name);
    let recipe = shared.recipe(application);
    if let Some(why) = recipe.and_then(|recipe| packet.outdated(&recipe, folder.path, &others)) {
        let message = format!("the documents are not those of the workspace: {why}");
        let finding = Finding::new(Code::PacketChanged, message).in_file(folder.shown(FILE)).hint(again);
        return Err(vec![finding]);
    }
    rebuild(&packet, folder, workspace, &profile, application, options)?;
    Ok(packet.outputs.len() + 1)
}

/// Makes the documents again and holds them against those of the packet.
fn rebuild(
    packet: &Packet,
    folder: Folder<'_>,
    workspace: &Workspace,
    profile: &Profile,
    application: &Application,
    options: &Options,
) -> Result<(), Vec<Finding>> {
    let asked = packet.recipe.options.options(options);
    let asked = Options { engine: options.engine.clone().or(asked.engine.clone()), ..asked };
    let shared = Shared::new(workspace, profile, &asked);
    let failed = |found: Vec<Finding>| {
        let errors = found.into_iter().filter(|finding| finding.severity == Severity::Error);
        let summary = not_reproduced(packet, folder.shown(FILE), "its documents cannot be made any more");
        errors.chain([summary]).collect::<Vec<_>>()
    };
    let (tailored, mut found) = shared.tailor(application);
    let Some(tailored) = tailored.filter(|_| !has_errors(&found)) else { return Err(failed(found)) };
    let compiled = shared.compile(application, &tailored, &mut found).map_err(failed)?;
    let differs =
        |output: &&Output| compiled.file(&output.file).is_none_or(|bytes| sha256(bytes) != output.sha256);
    let different: Vec<Finding> = packet
        .outputs
        .iter()
        .filter(differs)
        .map(|output| not_reproduced(packet, folder.shown(&output.file), "it is made otherwise now"))
        .collect();
    if different.is_empty() { Ok(()) } else { Err(different) }
}

/// What to do when a sealed file is lost.
const IS_THERE_A_COPY: &str = "what was sent cannot be proven by it any more; is there a copy of the folder?";

fn changed(file: String) -> Finding {
    Finding::new(Code::PacketChanged, "this file is not as it was sealed").in_file(file).hint(IS_THERE_A_COPY)
}

fn not_reproduced(packet: &Packet, file: String, why: &str) -> Finding {
    let machine = packet.recipe.inputs.iter().any(|input| input.role == Role::SystemFonts);
    let hint = if packet.recipe.bespoke != BUILD {
        format!("Bespoke {} made it; that version makes it again", packet.recipe.bespoke)
    } else if machine {
        "it was set in fonts of the machine, which may be others here".to_owned()
    } else {
        "please report this: the same inputs have to give the same bytes".to_owned()
    };
    Finding::new(Code::NotReproduced, format!("the packet is whole, but {why}")).in_file(file).hint(hint)
}
