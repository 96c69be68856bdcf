//! `bespoke verify`

use serde_json::json;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Code, Finding, nearest};
use crate::fs;
use crate::packet::{self, Folder};

/// A packet that was held against its inputs.
struct Verdict {
    packet: String,
    /// How many files it has, or what is wrong.
    files: Result<usize, Vec<Finding>>,
}

/// Verifies what was sent of a job, or else its last build. True if all is as it was.
pub(super) fn run(job: &str, settings: &Settings, terminal: &Terminal) -> bool {
    let (verdicts, findings) = match verdicts(job, settings) {
        Ok(verdicts) => (verdicts, Vec::new()),
        Err(findings) => (Vec::new(), findings),
    };
    terminal.findings(&findings);
    for verdict in &verdicts {
        match &verdict.files {
            Ok(files) if !settings.json => {
                let packet = &verdict.packet;
                terminal.result(&format!("verified   {packet}: {files} files, made again byte for byte"));
            }
            Ok(_) => {}
            Err(findings) => {
                terminal.findings(findings);
                if !settings.json {
                    terminal.result(&format!("failed     {}", verdict.packet));
                }
            }
        }
    }
    if settings.json {
        let packet = |verdict: &Verdict| {
            json!({
                "packet": verdict.packet,
                "verified": verdict.files.is_ok(),
                "files": verdict.files.as_ref().ok(),
                "findings": verdict.files.as_ref().err().cloned().unwrap_or_default(),
            })
        };
        let packets: Vec<_> = verdicts.iter().map(packet).collect();
        let result = json!({ "job": job, "packets": packets, "findings": findings });
        terminal.json(&result);
    }
    findings.is_empty() && verdicts.iter().all(|verdict| verdict.files.is_ok())
}

fn verdicts(job: &str, settings: &Settings) -> Result<Vec<Verdict>, Vec<Finding>> {
    let output = settings.workspace.output();
    // A packet outlives the notes it was made from, so the name is looked for in the output first.
    let known = fs::list(&output).map_err(|error| vec![error.finding()])?;
    let name = if known.iter().any(|name| name == job) {
        job.to_owned()
    } else {
        let (files, mut findings) = settings.workspace.named_jobs(&[job.to_owned()]);
        match files.into_iter().next() {
            Some(file) => file.name,
            None => {
                if let Some(near) = nearest(job, known.iter().map(String::as_str)) {
                    findings
                        .iter_mut()
                        .for_each(|finding| finding.hint = Some(format!("did you mean \"{near}\"?")));
                }
                return Err(findings);
            }
        }
    };
    let folder = output.join(&name);
    let packets = packet::sealed_packets(&folder).map_err(|error| vec![error.finding()])?;
    if !packets.is_empty() {
        let verdict = |(_, path): &(String, std::path::PathBuf)| {
            let packet = path.display().to_string();
            let files = packet::verify_sealed(Folder { path, shown: &packet }, &settings.options);
            Verdict { packet, files }
        };
        return Ok(packets.iter().map(verdict).collect());
    }
    let mut findings = Vec::new();
    let Some((_, application)) = settings.application(&name, &mut findings) else {
        if !findings.iter().any(|finding| finding.code != Code::UnknownJob) {
            let message = format!("there is no packet of \"{name}\" to verify");
            findings = vec![Finding::new(Code::NoPacket, message).hint("build the job first")];
        }
        return Err(findings);
    };
    let packet = folder.display().to_string();
    let last = Folder { path: &folder, shown: &packet };
    let files = packet::verify(last, &settings.workspace, &application, &settings.options);
    Ok(vec![Verdict { packet, files }])
}
