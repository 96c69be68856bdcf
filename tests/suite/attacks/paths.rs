//! Names and links that lead elsewhere, and files that are none.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use super::table::{Attack, attack, holds};
use crate::harness::{JOB, Workspace};

pub(super) fn all() -> Vec<Attack> {
    [jobs(), letters(), profiles(), themes(), outputs(), names(), written(), named()]
        .into_iter()
        .flatten()
        .collect()
}

fn outside_job(work: Workspace) -> Workspace {
    work.outside("job.md", JOB)
}

fn jobs() -> Vec<Attack> {
    vec![
        attack("a job is a link to a file outside", |work| {
            outside_job(work).link("profiles/jobs/link.md", "[TMP]/outside/job.md")
        })
        .run(["build", "link"])
        .refused("outside-workspace"),
        attack("a job is a link to the secret", |work| {
            work.link("profiles/jobs/link.md", "[TMP]/outside/secret.txt")
        })
        .run(["check", "link"])
        .refused("outside-workspace"),
        attack("the status of a job outside is changed through a link", |work| {
            outside_job(work).link("profiles/jobs/link.md", "[TMP]/outside/job.md")
        })
        .run(["status", "link", "OFFER"])
        .refused("outside-workspace"),
        attack("a job is a link to nothing", |work| work.link("profiles/jobs/link.md", "nothing.md"))
            .run(["build", "link"])
            .refused("read-failed"),
        attack("a job is a link to itself", |work| work.link("profiles/jobs/link.md", "link.md"))
            .run(["build", "link"])
            .refused("read-failed"),
        attack("a job is a folder", |work| work.folder("profiles/jobs/folder.md"))
            .run(["build", "folder"])
            .refused("read-failed"),
        attack("a job is a pipe", |work| work.pipe("profiles/jobs/pipe.md"))
            .run(["build", "pipe"])
            .within(10)
            .refused("read-failed"),
        attack("a job is a device", |work| work.link("profiles/jobs/zero.md", "/dev/zero"))
            .run(["build", "zero"])
            .within(10)
            .refused("outside-workspace"),
        attack("the folder of jobs is a link to one outside", |work| work.moved_outside("profiles/jobs"))
            .refused("outside-workspace"),
    ]
}

fn letters() -> Vec<Attack> {
    vec![
        attack("a letter is a link to the secret", |work| {
            work.link("profiles/jobs/acme.letter.md", "[TMP]/outside/secret.txt")
        })
        .refused("outside-workspace"),
        attack("a letter is a pipe", |work| work.pipe("profiles/jobs/acme.letter.md"))
            .within(10)
            .refused("read-failed"),
        attack("a letter is drafted through a link to nothing outside", |work| {
            work.link("profiles/jobs/acme.letter.md", "[TMP]/outside/new.md")
        })
        .run(["letter", "acme"])
        .refused("read-failed"),
        attack("a draft is written through a link to a file outside", |work| {
            work.after(["letter", "acme"])
                .outside("draft.md", "mine")
                .link("profiles/jobs/acme.letter.draft.md", "[TMP]/outside/draft.md")
        })
        .run(["letter", "acme", "--redraft"])
        .refused("outside-workspace"),
    ]
}

fn profiles() -> Vec<Attack> {
    vec![
        attack("the profile is a link to one outside", |work| work.moved_outside("profiles/master.toml"))
            .refused("outside-workspace"),
        attack("the profile is a link to the secret", |work| {
            work.moved_outside("profiles/master.toml").outside("profiles/master.toml", super::table::SECRET)
        })
        .run(["check"])
        .refused("outside-workspace"),
        attack("the profile is a pipe", |work| {
            std::fs::remove_file(work.path("profiles/master.toml")).unwrap();
            work.pipe("profiles/master.toml")
        })
        .within(10)
        .refused("read-failed"),
        attack("the folder of everything is a link to one outside", |work| work.moved_outside("profiles"))
            .refused("outside-workspace"),
        attack("a named profile is a device", |work| work)
            .run(["build", "--profile", "/dev/zero"])
            .within(10)
            .refused("read-failed"),
    ]
}

fn themes() -> Vec<Attack> {
    vec![
        attack("the folder of themes is a link to one outside", |work| {
            work.theme("").moved_outside("templates")
        })
        .refused("outside-workspace"),
        attack("a theme is a link to one outside", |work| work.theme("").moved_outside("templates/own"))
            .refused("outside-workspace"),
        attack("a template is a link to the secret", |work| {
            work.theme("").link("templates/own/part.typ", "[TMP]/outside/secret.txt")
        })
        .refused("outside-workspace"),
        attack("a template is a pipe", |work| work.theme("").pipe("templates/own/part.typ"))
            .within(10)
            .refused("read-failed"),
        attack("a template is a link to itself", |work| {
            work.theme("").link("templates/own/part.typ", "part.typ")
        })
        .refused("read-failed"),
        attack("a font is a pipe", |work| work.theme("").pipe("templates/own/fonts/a.otf"))
            .within(10)
            .refused("read-failed"),
        attack("a font is a device", |work| work.theme("").link("templates/own/fonts/a.otf", "/dev/zero"))
            .within(10)
            .refused("outside-workspace"),
        attack("the folder of fonts is a link to one outside", |work| {
            work.theme("")
                .outside("fonts/a.otf", "no font")
                .link("templates/own/fonts", "[TMP]/outside/fonts")
        })
        .refused("outside-workspace"),
        attack("the folder of fonts has itself in it", |work| {
            work.theme("").folder("templates/own/fonts").link("templates/own/fonts/more", "../fonts")
        })
        .within(10)
        .stands(),
        attack("a theme has a file of random bytes", |work| {
            work.theme("").file("templates/own/part.typ", b"\xff\xfe\x00")
        })
        .refused("not-utf-8"),
    ]
}

fn outputs() -> Vec<Attack> {
    vec![
        attack("the output is a link to a folder outside", |work| {
            work.folder("output").moved_outside("output")
        })
        .refused("outside-workspace"),
        attack("a job's output is a link to a folder outside", |work| {
            work.folder("output/acme").moved_outside("output/acme")
        })
        .refused("outside-workspace"),
        attack("a document is a link to a file outside", |work| {
            work.outside("mine.pdf", "mine").link("output/acme/resume.pdf", "[TMP]/outside/mine.pdf")
        })
        .writes("output/acme/resume.pdf")
        .stands(),
        attack("a document is a folder", |work| work.folder("output/acme/resume.pdf"))
            .refused("write-failed"),
        attack("the lock is a link to nothing outside", |work| {
            work.link("output/.lock", "[TMP]/outside/new")
        })
        .refused("write-failed"),
        attack("the lock is a pipe", |work| work.pipe("output/.lock")).within(10).refused("write-failed"),
        attack("the record of the last build is a pipe", |work| work.pipe("output/acme/packet.json"))
            .within(20)
            .writes("output/acme/packet.json")
            .stands(),
        attack("the record of the last build is a device", |work| {
            work.link("output/acme/packet.json", "/dev/zero")
        })
        .within(20)
        .writes("output/acme/packet.json")
        .stands(),
        attack("a document of the last build became a pipe", |work| {
            let work = work.after(["build"]);
            std::fs::remove_file(work.path("output/acme/resume.pdf")).unwrap();
            work.pipe("output/acme/resume.pdf")
        })
        .within(20)
        .stands(),
        attack("what was sent goes to a folder outside", |work| {
            work.after(["build"]).outside("sent/x", "").link("output/acme/sent", "[TMP]/outside/sent")
        })
        .run(["status", "acme", "APPLIED"])
        .writes("output/acme")
        .refused("outside-workspace"),
        attack("what was sent is told from a folder outside", |work| {
            work.after(["status", "acme", "APPLIED"]).moved_outside("output/acme")
        })
        .run(["list", "--sent"])
        .and(|after| holds("it is told", !after.stdout.contains("twelve teams")))
        .stands(),
    ]
}

/// A job whose file has that name.
fn job_named(name: &'static str) -> impl Fn(Workspace) -> Workspace {
    move |work| work.job(name, JOB)
}

fn names() -> Vec<Attack> {
    vec![
        attack("a job's name steers the terminal", job_named("a\u{1b}]0;title\u{7}\u{1b}[31mb")).stands(),
        attack("a job's name turns what follows around", job_named("a\u{202e}fdp.b")).stands(),
        attack("a job's name has a line break", job_named("a\nbuilt      other")).stands(),
        attack("a job's name is that of a device", job_named("CON")).run(["build", "CON"]).stands(),
        attack("a job's name is as long as names may be", |work| work.job(&"a".repeat(240), JOB)).stands(),
        attack("a job's name is no text", |work| {
            let name = OsString::from_vec(b"\xff\xfe.md".to_vec());
            std::fs::write(work.path("profiles/jobs").join(name), JOB).unwrap();
            work
        })
        .stands(),
        attack("a job that is misspelt steers the terminal", |work| work)
            .run(["build", "acmf\u{1b}[2J\u{202e}"])
            .refused("unknown-job"),
        attack("two jobs would share one output", |work| work.job("acme.md", JOB)).stands(),
        attack("a file of a theme steers the terminal", |work| {
            work.theme("").file("templates/own/\u{1b}[2J.typ", "{{ }")
        })
        .refused("template-error"),
        attack("a theme's name steers the terminal", |work| work)
            .run(["build", "--theme", "classi\u{1b}[2J\u{202e}"])
            .refused("unknown-theme"),
    ]
}

fn written() -> Vec<Attack> {
    vec![
        attack("a workspace is started through a link to a folder outside", |work| {
            work.outside("x", "").link("new/profiles", "[TMP]/outside")
        })
        .run(["init", "new"])
        .writes("new")
        .refused("outside-workspace"),
        attack("notes are started in a folder outside", |work| work.moved_outside("profiles/jobs"))
            .run(["new", "Globex", "Engineer"])
            .refused("outside-workspace"),
        attack("a profile is imported into a folder outside", |work| {
            let resume = r#"{"basics":{"name":"A","email":"a@b.co"}}"#;
            work.file("resume.json", resume).moved_outside("profiles")
        })
        .run(["import", "json-resume", "resume.json"])
        .refused("outside-workspace"),
        attack("a theme is copied to a folder outside", |work| {
            work.folder("templates").moved_outside("templates")
        })
        .run(["themes", "copy", "classic"])
        .refused("outside-workspace"),
        attack("a company is called as a path", |work| work)
            .run(["new", "../../outside/evil", "/etc/x"])
            .writes("profiles/jobs")
            .and(|after| holds("it is not below jobs", after.stdout.starts_with("profiles/jobs/")))
            .stands(),
        attack("a company is called as a hidden file", |work| work)
            .run(["new", "...", "."])
            .writes("profiles/jobs")
            .stands(),
    ]
}

fn named() -> Vec<Attack> {
    let mut rows = Vec::new();
    for theme in ["../own", "[TMP]/work/templates/own", "..", ".", "", "shared", "own/", "own\\..\\own"] {
        rows.push(
            attack(format!("the theme is {theme:?}"), |work| work.theme(""))
                .run(["build", "--theme", theme])
                .refused("unknown-theme"),
        );
    }
    for theme in ["a\\u0000b", "../own", "own/../own"] {
        rows.push(
            attack(format!("the job's theme is {theme}"), move |work| {
                work.theme("").set(&format!("theme = \"{theme}\""))
            })
            .refused("unknown-theme"),
        );
    }
    rows.push(
        attack("the job's theme is endless", |work| {
            work.set(&format!("theme = \"{}\"", "a".repeat(100_000)))
        })
        .refused("unknown-theme"),
    );
    for font in ["../../outside/secret.txt", "[TMP]/outside/secret.txt", "a\\u001b[2J\\u202e"] {
        rows.push(
            attack(format!("the font is {font}"), move |work| work.set(&format!("fonts = [\"{font}\"]")))
                .refused("missing-font"),
        );
    }
    for job in ["../../outside/job", "[TMP]/outside/secret.txt", "..", "", "acme/../acme", "acme.letter"] {
        rows.push(
            attack(format!("the job is {job:?}"), outside_job).run(["build", job]).refused("unknown-job"),
        );
    }
    for file in [".md", "..md", "...md"] {
        rows.push(
            attack(format!("the job's file is called {file}"), move |work| work.outside(file, JOB))
                .run(["build".to_owned(), format!("[TMP]/outside/{file}")])
                .refused("unknown-job"),
        );
    }
    rows.push(
        attack("what was sent of .. is verified", outside_job).run(["verify", ".."]).refused("unknown-job"),
    );
    rows.push(
        attack("the job is no text", |work| work)
            .run([OsString::from("build"), std::ffi::OsStr::from_bytes(b"\xff\xfe").to_owned()])
            .misused(),
    );
    rows.push(
        attack("a posting is a pipe", |work| work.pipe("posting"))
            .run(["new", "A", "B", "--posting", "posting"])
            .within(10)
            .refused("read-failed"),
    );
    rows.push(
        attack("an archive to import is a device", |work| work)
            .run(["import", "linkedin", "/dev/zero"])
            .within(10)
            .refused("read-failed"),
    );
    rows
}
