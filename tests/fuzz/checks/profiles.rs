//! TOML: the profile and the settings of a theme.

use std::collections::HashSet;
use std::fs;
use std::sync::LazyLock;

use bespoke::finding::{SourceFile, has_errors};
use bespoke::profile::Profile;
use bespoke::render::Theme;
use tempfile::TempDir;

use super::{assert_placed, assert_shown, text};

/// Any text is a profile or has findings that say why not; a profile without errors tells its parts apart.
pub fn profile(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let file = SourceFile::new("master.toml", text);
    let read = Profile::read(&file);
    assert_placed(&read.findings, &file);
    assert_eq!(read.value.is_none(), has_errors(&read.findings), "{:?}", read.findings);
    let Some(profile) = read.value else { return };
    let mut known = HashSet::new();
    for id in ids(&profile) {
        assert!(!id.is_empty(), "an id is empty");
        assert!(known.insert(id.to_owned()), "{id:?} is the id of two");
    }
    for (_, list) in profile.highlight_lists() {
        for highlight in list {
            assert!(text.get(highlight.text.span.clone()).is_some(), "{:?}", highlight.text);
        }
    }
    // What a byte-order mark and Windows do to a file says nothing about a person.
    for other in [format!("\u{feff}{text}"), text.replace('\n', "\r\n")] {
        if text.contains(['\u{feff}', '\r']) {
            break;
        }
        let again = Profile::read(&SourceFile::new("master.toml", other)).value;
        assert!(again.is_some_and(|again| ids(&again).eq(ids(&profile))), "another file has other ids");
    }
}

/// The id of everything that has one.
fn ids(profile: &Profile) -> impl Iterator<Item = &str> {
    let work = profile.work.iter().map(|one| &one.id);
    work.chain(profile.work.iter().flat_map(|one| &one.positions).map(|one| &one.id))
        .chain(profile.education.iter().map(|one| &one.id))
        .chain(profile.projects.iter().map(|one| &one.id))
        .chain(profile.volunteer.iter().map(|one| &one.id))
        .chain(profile.highlight_lists().flat_map(|(_, list)| list).map(|one| &one.id))
        .chain(profile.summaries.iter().map(|one| &one.id))
        .chain(profile.skills.iter().map(|one| &one.id))
        .chain(profile.certificates.iter().map(|one| &one.id))
        .chain(profile.awards.iter().map(|one| &one.id))
        .chain(profile.publications.iter().map(|one| &one.id))
        .chain(profile.stories.iter().map(|one| &one.id))
        .map(String::as_str)
}

/// A folder of themes with one in it, whose settings are what is tried.
static TEMPLATES: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("own")).unwrap();
    for template in ["resume.typ", "cover-letter.typ"] {
        fs::write(folder.path().join("own").join(template), "").unwrap();
    }
    folder
});

/// Any settings are those of a theme that can be set, or are refused with findings.
pub fn theme(bytes: &[u8]) {
    let folder = TEMPLATES.path();
    fs::write(folder.join("own/theme.toml"), bytes).unwrap();
    let theme = match Theme::load("own", folder) {
        Ok(theme) => theme,
        Err(findings) => {
            assert!(has_errors(&findings), "a theme is refused and nothing is wrong with it");
            assert_shown(&findings);
            return;
        }
    };
    assert!(text(bytes).is_some());
    assert_shown(&theme.findings);
    assert!(!theme.settings.look.fonts.is_empty());
    let sizes = &theme.settings.sizes;
    for size in [sizes.text, sizes.letter, sizes.name, sizes.heading, sizes.floor] {
        assert!(size.is_finite() && size > 0.0, "{sizes:?}");
    }
}
