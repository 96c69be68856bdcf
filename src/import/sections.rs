//! JSON Resume and YAMLResume: sections under their own names.

use super::mapping::{
    AWARDS, CERTIFICATES, EDUCATION, INTERESTS, Importer, LANGUAGES, PROJECTS, PUBLICATIONS, REFERENCES,
    SKILLS, Target, VOLUNTEER,
};
use super::tree::Tree;

/// Sections by their names.
const SECTIONS: [(&[&str], &Target); 10] = [
    (&["education"], &EDUCATION),
    (&["projects"], &PROJECTS),
    (&["skills"], &SKILLS),
    (&["certificates", "certifications"], &CERTIFICATES),
    (&["awards"], &AWARDS),
    (&["publications"], &PUBLICATIONS),
    (&["volunteer"], &VOLUNTEER),
    (&["languages"], &LANGUAGES),
    (&["interests", "hobbies"], &INTERESTS),
    (&["references"], &REFERENCES),
];

/// <https://jsonresume.org/schema>
pub(super) fn json_resume(tree: &Tree, importer: &mut Importer) {
    if let Some(basics) = tree.get("basics") {
        importer.basics(basics);
        if let Some(networks) = basics.get("profiles") {
            importer.networks(networks);
        }
    }
    all(tree, importer);
}

/// <https://yamlresume.dev>: nearly the same below `content`, with place and accounts beside the basics.
pub(super) fn yaml_resume(tree: &Tree, importer: &mut Importer) {
    let content = tree.get("content").unwrap_or(tree);
    if let Some(basics) = content.get("basics") {
        importer.basics(basics);
    }
    if let Some(place) = content.get("location") {
        importer.location(place);
    }
    if let Some(networks) = content.get("profiles") {
        importer.networks(networks);
    }
    all(content, importer);
}

fn all(tree: &Tree, importer: &mut Importer) {
    if let Some(work) = tree.get("work") {
        importer.work(work);
    }
    for (names, target) in SECTIONS {
        if let Some(entries) = tree.find(names) {
            importer.all(target, entries);
        }
    }
}
