//! Typst in a theme that reads, calls out, loops, grows, or gives absurd measures.

use super::table::{Attack, attack};

pub(super) fn all() -> Vec<Attack> {
    [reading(), packages(), running(), measures(), marks(), pages()].into_iter().flatten().collect()
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
    let stopped = |text: &str| line(text).run(["build", "--time-limit", "1"]).within(15);
    vec![
        stopped("#while true {}").refused("typst-error"),
        stopped("#for a in range(99999) { for b in range(99999) {} }").refused("engine-timeout"),
        stopped("#let f(x) = f(x); #f(1)").refused("typst-error"),
        stopped("#let f(x) = [#x #f(x)]; #f(1)").refused("typst-error"),
        stopped("#show \"a\": it => [a#it a]; a").stands(),
        stopped("#for a in range(100000) { pagebreak(weak: false) }").refused("engine-timeout"),
        stopped("#let s = state(\"s\", 0); #context { s.update(s.final() + 1) }").warned("typst-warning"),
        stopped("#context { v(10pt * counter(page).final().first()); pagebreak() }")
            .refused("pages-exceeded"),
        stopped("#(\"a\" * 20000).match(regex(\"(a|a|aa)+(a|aa)+(a|aa)+$b\"))").stands(),
        stopped(&format!("#{}1{}", "(".repeat(20_000), ")".repeat(20_000))).refused("typst-error"),
        stopped(&format!("#{}1{}", "[".repeat(20_000), "]".repeat(20_000)))
            .refused("typst-error|engine-timeout"),
        stopped(&format!("${}$", "(".repeat(20_000))).refused("typst-error"),
        stopped(&"#strong[".repeat(5_000)).refused("typst-error"),
        stopped(&format!("{}{}", "#block[".repeat(200), "]".repeat(200))).refused("typst-error"),
        stopped(&"- ".repeat(20_000)).refused("typst-error"),
        // What looks for packages before an engine starts must take no square of the length either.
        long("import/*"),
        long("import //"),
        long("import ("),
        long("import(/**/"),
    ]
}

/// A text of tens of millions of bytes, without a line break.
fn long(piece: &str) -> Attack {
    line(format!(
        "{{% for a in range(end=1000) %}}{{% for a in range(end=1000) %}}{piece}{{% endfor %}}{{% endfor %}}"
    ))
    .named(&format!("{piece} without end"))
    .run(["build", "--time-limit", "2"])
    .within(20)
    .refused("typst-error|engine-timeout|engine-memory")
}

/// Measures that no page has.
fn measures() -> Vec<Attack> {
    let set = |text: &str| line(text).run(["build", "--time-limit", "5"]).within(30);
    vec![
        set("#page(width: 1e300pt)[a]").refused("pages-exceeded"),
        set("#page(width: 0pt, height: 0pt)[a]").refused("pages-exceeded"),
        set("#page(width: -5pt)[a]").refused("pages-exceeded"),
        set("#page(margin: 1e20pt)[a]").refused("pages-exceeded"),
        set("#text(size: 1e20pt)[a]").refused("pages-exceeded"),
        set("#text(size: 0pt)[a]"),
        set("#v(float.inf * 1pt)").refused("engine-failed"),
        set("#v(float.nan * 1pt)"),
        set("#v(1e308pt) #v(1e308pt)").refused("engine-failed"),
        set("#rotate(1e300deg)[a]"),
        set("#scale(0%)[a]"),
        set("#scale(1e30%)[a]"),
        set("#grid(columns: 100000)[a]").run(["build", "--time-limit", "1"]).refused("engine-timeout"),
        set("#table(columns: (1fr,) * 2000, ..range(20000).map(str))")
            .run(["build", "--time-limit", "1"])
            .refused("engine-timeout"),
        set("#place(dx: 1e15pt)[a]"),
        set("#rect(width: 1e18pt, height: 1e18pt)").refused("pages-exceeded"),
        set("#columns(100000)[a]"),
        set("#counter(page).update(9223372036854775807)\n#pagebreak()").refused("pages-exceeded"),
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
        .named("marks that go upwards")
        .stands(),
        line(format!("#for a in range(5000) [{}]", mark("str(a)"))).stands(),
        line(mark("1")).stands(),
        line(mark("\"x\" * 1000000")).stands(),
    ]
}

/// Pages that are full of what has to be read back.
fn pages() -> Vec<Attack> {
    vec![
        line("#place(text(size: 0.2pt, \"a b \" * 100000))")
            .run(["build", "--time-limit", "1"])
            .refused("engine-timeout"),
        line("#for a in range(1000) { place(link(\"https://example.com/\" + str(a))[a]) }"),
        line("#for a in range(1000) { place(heading(level: 3)[a]) }"),
        line("#for a in range(5000) { place(line(length: 1pt)) }"),
        line("#for a in range(5000) { place(text(size: 1pt)[ab]) }"),
        line("#place(table(columns: 2, ..range(500).map(str)))"),
        line("#let f(n) = if n == 0 [a] else { strong(f(n - 1)) }; #f(60)"),
        line("#let f(n) = if n == 0 [a] else { list(marker: [-], f(n - 1)) }; #place(f(30))"),
        line("#place(link(\"javascript:alert(1)\")[a])"),
        line("#place(link(\"file:///etc/passwd\")[a])"),
    ]
}
