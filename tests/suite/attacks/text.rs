//! Texts that are code somewhere: to Typst, to a template, to a web page, to a terminal.

use super::table::{Attack, attack};

pub(super) fn all() -> Vec<Attack> {
    let code = [
        "#read(\\\"/etc/passwd\\\")",
        "] #panic() [",
        "*/ #panic() /*",
        "$ x $ `y` <z> @w",
        "{{ name }} {% include 'x' %} {# y #}",
        "<script>alert(1)</script>",
        "]]> <!-- &lt; &amp;",
        "\\\\input{/etc/passwd}",
        "=1+cmd|calc!A0",
        "#import \\\"@preview/x:0.1.0\\\"",
    ];
    let name = |text: &'static str| {
        let build = ["build", "--format", "pdf,html,md,txt,docx,json"];
        let row = attack(format!("an employer called {text}"), move |work| {
            work.with("\"Initech\"", &format!("\"{text}\""))
        });
        // No web page may have an element of it, and no source a call.
        row.run(build).stands().and(|after| {
            after.lacks("output/acme/resume.html", &["<script", "<z>"])?;
            after.lacks("output/acme/resume.typ", &["\n#read(", "\n#panic(", "\n#import \"@"])
        })
    };
    code.into_iter().map(name).collect()
}
