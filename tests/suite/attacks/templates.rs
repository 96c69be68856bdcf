//! Templates of a theme that read, loop, recurse, grow or break off.

use super::table::{Attack, attack, holds};

pub(super) fn all() -> Vec<Attack> {
    [reading(), calling(), running(), broken()].into_iter().flatten().collect()
}

/// The theme's resume ends with that line.
fn line(line: impl Into<String>) -> Attack {
    let line = line.into();
    attack(line.chars().take(60).collect::<String>(), move |work| work.theme(&line))
}

/// Files outside of the theme.
fn reading() -> Vec<Attack> {
    let file = |tag: &str| {
        line(tag)
            .refused("template-error")
            .and(|after| holds("the file is named", !after.stderr.contains("root:")))
    };
    vec![
        file("{% include \"/etc/passwd\" %}"),
        file("{% include \"../../outside/secret.txt\" %}"),
        file("{% include \"../../../outside/secret.txt\" %}"),
        file("{% include \"theme.toml\" %}"),
        file("{% include \"../../profiles/master.toml\" %}"),
        file("{% import \"/etc/passwd\" as x %}"),
        file("{% set x = \"/etc/passwd\" %}{% include x %}"),
        attack("extends a file outside", |work| work.theme_of("{% extends \"../../outside/secret.txt\" %}"))
            .refused("template-error"),
    ]
}

/// Functions and filters that other template engines have, or that this one has under other circumstances.
fn calling() -> Vec<Attack> {
    let calls = [
        "{{ get_env(name=\"HOME\") }}",
        "{{ now() }}",
        "{{ get_random(start=0, end=9) }}",
        "{{ load_data(path=\"/etc/passwd\") }}",
        "{{ load_file(path=\"/etc/passwd\") }}",
        "{{ \"/etc/passwd\" | read }}",
        "{{ \"ls\" | shell }}",
        "{{ self.__class__ }}",
        "{{ ''.constructor }}",
    ];
    let mut rows: Vec<Attack> = calls.map(|call| line(call).refused("template-error")).into();
    rows.push(line("{{ throw(message=\"\u{1b}[2J\u{202e}\") }}").refused("template-error"));
    rows
}

/// Whatever has no end.
fn running() -> Vec<Attack> {
    let stopped =
        |tag: &str| line(tag).run(["build", "--time-limit", "1"]).within(15).refused("template-error");
    let mut rows = vec![
        stopped("{% include \"resume.typ\" %}"),
        stopped("{% for a in range(end=99999) %}{% for b in range(end=99999) %}{% endfor %}{% endfor %}"),
        stopped("{% for a in range(end=999999999999) %}{% endfor %}"),
        stopped("{% for a in range(end=99999) %}{% for b in range(end=999) %}aaaaaaaaaaaaaaaa{% endfor %}{% endfor %}")
            .run(["build"]),
        stopped("{% component a() %}{{ <a /> }}{% endcomponent %}{{ <a /> }}"),
        stopped("{% for a in range(end=9) %}{% include \"loop.typ\" %}{% endfor %}"),
    ];
    rows.push(
        attack("two templates include each other", |work| {
            work.theme("{% include \"a.typ\" %}")
                .file("templates/own/a.typ", "{% include \"b.typ\" %}")
                .file("templates/own/b.typ", "{% include \"a.typ\" %}")
        })
        .run(["build", "--time-limit", "1"])
        .within(15)
        .refused("template-error"),
    );
    rows.push(
        attack("a template extends itself", |work| work.theme_of("{% extends \"resume.typ\" %}"))
            .run(["build", "--time-limit", "1"])
            .within(15)
            .refused("template-error"),
    );
    rows
}

/// Syntax that is deep, cut off, or none.
fn broken() -> Vec<Attack> {
    let deep =
        |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
    let mut rows = vec![
        line("{{ name").refused("template-error"),
        line("{% if name").refused("template-error"),
        line("{% for a in").refused("template-error"),
        line("{# a comment").refused("template-error"),
        line("{{ \"text").refused("template-error"),
        line("{% raw %}").refused("template-error"),
        line("{{ 9223372036854775807 + 1 }}").refused("unsourced"),
        line("{{ 1 / 0 }}").refused("template-error"),
        line("{{ 1 % 0 }}").refused("template-error"),
        line("{{ \"\" | split(pat=\"\") | nth(n=99999999999999) }}").stands(),
    ];
    for (name, text) in [
        ("conditions", deep("{% if true %}", "{% endif %}", 50_000)),
        ("loops", deep("{% for a in [1] %}", "{% endfor %}", 50_000)),
        ("parentheses", format!("{{{{ {} }}}}", deep("(", ")", 50_000))),
        ("lists", format!("{{{{ {} }}}}", deep("[", "]", 50_000))),
        ("signs", format!("{{{{ {}1 }}}}", "-".repeat(50_000))),
        ("negations", format!("{{{{ {}true }}}}", "not ".repeat(50_000))),
        ("sums", format!("{{{{ {}1 }}}}", "1 + ".repeat(50_000))),
        ("filters", format!("{{{{ \"a\" {} }}}}", "| upper ".repeat(50_000))),
        ("opened tags", "{%".repeat(50_000)),
    ] {
        rows.push(
            attack(format!("{name}, 50,000 deep"), move |work| work.theme(&text))
                .run(["build", "--time-limit", "5"])
                .refused("template-error"),
        );
    }
    rows
}
