//! Where applications stand: changed in place, byte for byte.

use insta::assert_snapshot;

use crate::harness::{JOB, Workspace, keys};

/// Windows line ends, a byte-order mark, spaces where nobody needs them.
const ODD: &str = "\u{feff}# Application\r\n\r\n##Company \r\nAcme\r\n\r\n## Position\r\n\tData Engineer  \r\n\r\n\r\n## Status\r\n### Application\r\n  pending\t\r\n\r\n\r\n## Notes\r\n-  Key skills to emphasize:\r\n   *   Data pipelines";

#[test]
fn a_change_touches_the_value_and_adds_a_line() {
    let workspace = Workspace::minimal().job("odd", ODD);
    let output = workspace.run(["status", "odd", "applied"]).succeeds();
    assert_snapshot!(output.stdout, @"
    profiles/jobs/odd.md: PENDING -> APPLIED, 2025-06-15
    what was sent is kept in ./output/odd/sent/2025-06-15
    ");
    let expected = ODD.replace("  pending\t\r\n", "  APPLIED\t\r\n- 2025-06-15: PENDING -> APPLIED\r\n");
    assert_eq!(workspace.bytes("profiles/jobs/odd.md"), expected.as_bytes());

    workspace.run(["status", "odd", "INTERVIEW", "--date", "2025-07-01"]).succeeds();
    let expected = expected
        .replace("  APPLIED\t", "  INTERVIEW\t")
        .replace("-> APPLIED\r\n", "-> APPLIED\r\n- 2025-07-01: APPLIED -> INTERVIEW\r\n");
    assert_eq!(workspace.bytes("profiles/jobs/odd.md"), expected.as_bytes());
    workspace.run(["build", "odd"]).succeeds();
}

#[test]
fn a_file_without_a_status_gets_one_and_the_same_status_changes_nothing() {
    let workspace = Workspace::minimal();
    workspace.run(["status", "acme", "PENDING"]).succeeds();
    let with = JOB.replace("Data Engineer\n", "Data Engineer\n\n## Status\nPENDING\n- 2025-06-15: PENDING\n");
    assert_eq!(workspace.bytes("profiles/jobs/acme.md"), with.as_bytes());
    let output = workspace.run(["status", "acme", "pending"]).succeeds();
    assert_snapshot!(output.stdout, @"profiles/jobs/acme.md says PENDING already.");
    assert_eq!(workspace.bytes("profiles/jobs/acme.md"), with.as_bytes());
}

#[test]
fn a_word_of_ones_own_is_kept_and_told() {
    let workspace = Workspace::minimal();
    let output = workspace.run(["status", "acme", "INTERVEIW", "--json"]).succeeds();
    assert_eq!(keys(&output.json()), ["date", "file", "findings", "from", "job", "sealed", "to"]);
    assert_snapshot!(output.stderr, @r#"
    warning[unknown-status]: "INTERVEIW" is not a known status; it is kept as it is
      = help: did you mean INTERVIEW?
    "#);
    assert!(String::from_utf8(workspace.bytes("profiles/jobs/acme.md")).unwrap().contains("\nINTERVEIW\n"));
}

#[test]
fn what_cannot_be_is_refused_and_nothing_changes() {
    let workspace = Workspace::minimal().job("broken", "## Company\nAcme\n");
    for status in ["", "## Notes", "two\nlines", "A -> B"] {
        let output = workspace.refuses(["status", "acme", status]);
        assert!(output.stderr.contains("cannot be a status"), "{}", output.stderr);
    }
    workspace.refuses(["status", "nobody", "APPLIED"]);
    workspace.refuses(["status", "broken", "APPLIED"]);
    workspace.refuses(["status", "acme", "sent", "--strict"]);
    workspace.run(["status", "acme", "APPLIED", "--date", "soon"]).misuses_the_command_line();
}

#[cfg(unix)]
#[test]
fn permissions_are_kept_and_a_protected_file_is_left_alone() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::minimal();
    let path = workspace.path("profiles/jobs/acme.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    workspace.run(["status", "acme", "APPLIED"]).succeeds();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    workspace.refuses(["status", "acme", "OFFER"]);
}
