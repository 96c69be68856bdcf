//! Typst in a theme that reads, calls out, loops, forges marks or leads elsewhere.

use super::table::{After, Attack, attack, holds};
use crate::harness::{PROFILE, edit};

pub(super) fn all() -> Vec<Attack> {
    [reading(), packages(), running(), marks(), links()].into_iter().flatten().collect()
}

/// The theme's resume ends with that line.
fn line(line: impl Into<String>) -> Attack {
    let line = line.into();
    attack(line.chars().take(60).collect::<String>(), move |work| work.theme(&line))
}

/// Every way to read a file.
fn reading() -> Vec<Attack> {
    let mut rows = Vec::new();
    for call in [
        "read",
        "json",
        "csv",
        "yaml",
        "toml",
        "xml",
        "cbor",
        "image",
        "plugin",
        "bibliography",
        "include",
        "import",
    ] {
        let call = if matches!(call, "include" | "import") {
            format!("#{call} \"/../../outside/secret.txt\"")
        } else {
            format!("#{call}(\"/etc/passwd\")")
        };
        rows.push(line(call).refused("typst-error"));
    }
    for call in [
        "#read(\"../../../../../../etc/passwd\")",
        "#read(\"../../../outside/secret.txt\")",
        "#read(\"file:///etc/passwd\")",
        "#read(\"\\u{2f}etc\\u{2f}passwd\")",
        "#read(\"/proc/self/environ\", encoding: none)",
        "#eval(\"read(\\\"/etc/passwd\\\")\")",
        "#eval(\"#read(\\\"/etc/passwd\\\")\", mode: \"markup\")",
        "#raw(\"a\", lang: \"a\", syntaxes: \"/etc/passwd\")",
        "#raw(\"a\", theme: \"/etc/passwd\", lang: \"rust\")",
        "#set raw(syntaxes: \"/etc/passwd\"); #raw(\"a\", lang: \"a\")",
        "#cite(<a>, style: \"/etc/passwd\") #bibliography(\"/etc/passwd\")",
        "#pdf.embed(\"/etc/passwd\")",
        "#pdf.attach(\"/etc/passwd\")",
        "#sys.inputs.at(\"HOME\")",
        "#import sys: inputs; #inputs.secret",
    ] {
        rows.push(line(call).refused("typst-error"));
    }
    rows
}

fn packages() -> Vec<Attack> {
    [
        "#import \"@preview/cetz:0.3.0\": *",
        "#import(\"@preview/cetz:0.3.0\")",
        "#let p = \"@preview/cetz\" + \":0.3.0\"; #import p: *",
        "#eval(\"import \\\"@\" + \"local/x:0.1.0\\\": *\")",
        "#include \"@local/x:0.1.0\"",
        "#plugin(\"@preview/x:0.1.0\")",
    ]
    .map(|text| line(text).refused(if text.contains("plugin") { "typst-error" } else { "package-import" }))
    .into()
}

/// Whatever has no end.
fn running() -> Vec<Attack> {
    let stopped = |text: &str| line(text).run(["build", "--time-limit", "2"]).within(20);
    vec![
        stopped("#while true {}").refused("typst-error"),
        stopped("#for a in range(99999) { for b in range(99999) {} }").refused("engine-timeout"),
        stopped("#let f(x) = f(x); #f(1)").refused("typst-error"),
        stopped("#let f(x) = [#x #f(x)]; #f(1)").refused("typst-error"),
        stopped(&format!("#{}1{}", "(".repeat(20_000), ")".repeat(20_000))).refused("typst-error"),
        stopped(&"#strong[".repeat(5_000)).refused("typst-error"),
    ]
}

/// The marks by which heights are measured, forged.
fn marks() -> Vec<Attack> {
    let mark = |name: &str| format!("#metadata({name})<bespoke-mark>");
    vec![
        line(mark("\"end\"")).stands(),
        line(format!("#place(dy: -1e9pt)[{}]", mark("\"end\""))).stands(),
        line(format!("#place(dy: 1e18pt)[{}]", mark("\"bottom\""))).stands(),
        line(
            (0..40)
                .map(|at| format!("#place(dy: -{at}00pt)[{}]", mark(&format!("\"{at}\""))))
                .collect::<String>(),
        )
        .stands(),
        line(format!("#for a in range(5000) [{}]", mark("str(a)"))).stands(),
        line(mark("1")).stands(),
        line(mark("\"x\" * 1000000")).stands(),
    ]
}

/// Whether a link that is only its words was told.
fn is_told(after: &After<'_>) -> Result<(), String> {
    holds("the link is told", after.stderr.contains("bad-url"))
}

/// Links that open a file or run a program.
fn links() -> Vec<Attack> {
    let theme = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,a",
        "vbscript:a",
        "//a.example",
        "JaVaScRiPt:a",
    ];
    let theme = theme.map(|url| line(format!("#place(link(\"{url}\")[Acme])")).refused("faulty-pdf"));
    let text =
        ["javascript:alert(1)", "file:///etc/passwd", "java&#x0a;script:a", "data:text/html;base64,PHA+"];
    let text = text.map(|url| {
        attack(format!("a highlight leads to {url}"), move |work| {
            work.profile(&edit(PROFILE, "Led four engineers", &format!("Led [four](<{url}>) engineers")))
        })
        .stands()
        .and(is_told)
    });
    let letter = attack("a letter leads to a program", |work| {
        work.file("profiles/jobs/acme.letter.md", LETTER.replace("reports", "[reports](javascript:a)"))
    });
    theme.into_iter().chain(text).chain([letter.stands().and(is_told)]).collect()
}

/// A letter that leads nowhere.
const LETTER: &str = "Dear Acme,\n\nI build the pipelines behind the reports of twelve teams at Initech.\n\nRegards,\n\nAda Miller\n";
