//! Reads what the `typst` program prints about a document.
//!
//! Its format for people is the only one that carries hints. A diagnostic is a header in the first column,
//! a place, the drawn source, notes, and an empty line; the drawn source always stands behind a gutter, so
//! no text of a document can pass for a header or a note.

use crate::finding::Severity;

use super::Diagnostic;

/// Errors and warnings in the order they were printed.
pub(super) fn read(output: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lines = output.lines().peekable();
    let mut after_blank = true;
    while let Some(line) = lines.next() {
        if let Some((severity, message)) = header(line).filter(|_| after_blank) {
            let mut message = message.to_owned();
            // A message can have several lines; whatever comes next ends it.
            while let Some(more) = lines.next_if(|line| !ends_message(line)) {
                message.push('\n');
                message.push_str(more);
            }
            let mut diagnostic = Diagnostic::new(severity, message);
            while let Some(part) = lines.next_if(|line| !line.is_empty()) {
                read_part(part, &mut diagnostic);
            }
            found.push(diagnostic);
        }
        after_blank = line.is_empty() || lines.peek().is_some_and(|next| next.is_empty());
    }
    found
}

fn header(line: &str) -> Option<(Severity, &str)> {
    let (level, message) = line.split_once(": ")?;
    match level {
        "error" => Some((Severity::Error, message)),
        "warning" => Some((Severity::Warning, message)),
        _ => None,
    }
}

fn ends_message(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || ["┌─ ", "= hint: ", "hint: "].iter().any(|start| line.starts_with(start))
}

/// A place, a hint, the continuation of a hint, or a drawing, which is skipped.
fn read_part(part: &str, diagnostic: &mut Diagnostic) {
    let inner = part.trim_start();
    if let Some(place) = inner.strip_prefix("┌─ ") {
        let mut numbers = place.rsplitn(3, ':').map(|number| number.parse::<usize>().ok());
        // The program counts columns from 0.
        diagnostic.column = numbers.next().flatten().map(|column| column + 1);
        diagnostic.line = numbers.next().flatten();
    } else if let Some(hint) = inner.strip_prefix("= hint: ").or_else(|| inner.strip_prefix("hint: ")) {
        diagnostic.hints.push(hint.to_owned());
    } else if let (Some(last), false) = (diagnostic.hints.last_mut(), part.contains('│')) {
        last.push('\n');
        last.push_str(inner);
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::finding::Severity;

    const PRINTED: &str = "error: PDF/UA-1 error: the text `\"漢\"` could not be displayed with font `\"A\"`
  ┌─ ../x/main.typ:4:7
  │
4 │ Hello #\"漢 error: nothing\" there
  │        ^^^^^^^^^
  │
  = hint: try using a different font
  = hint: or two
    of them

error: panicked with: a
error: b
  ┌─ main.typ:1:14
  │
1 │ #let f(x) = { panic(\"a\\nerror: b\" + x) }
  │               ^^^^^^^^^^^^^^^^^^^^^^^^

  while calling `f` at main.typ:3:6
    f(\"q\")

warning: unknown font family: nope
  ┌─ main.typ:3:12
  │
3 │ #text(font: \"Nope\")[x]
  │             ^^^^^^

error: PDF 2.0 is not compatible with PDF/A-1b
hint: PDF/A-1b requires version PDF 1.4
";

    #[test]
    fn places_and_hints_are_read() {
        let found = read(PRINTED);
        let brief: Vec<_> = found
            .iter()
            .map(|one| (one.severity, one.message.as_str(), one.line.zip(one.column), one.hints.len()))
            .collect();
        assert_eq!(
            brief,
            [
                (
                    Severity::Error,
                    "PDF/UA-1 error: the text `\"漢\"` could not be displayed with font `\"A\"`",
                    Some((4, 8)),
                    2
                ),
                (Severity::Error, "panicked with: a\nerror: b", Some((1, 15)), 0),
                (Severity::Warning, "unknown font family: nope", Some((3, 13)), 0),
                (Severity::Error, "PDF 2.0 is not compatible with PDF/A-1b", None, 1),
            ]
        );
        assert_eq!(found[0].hints[1], "or two\nof them");
        assert_eq!(found[0].missing_glyph.as_deref(), Some("漢"));
    }

    #[test]
    fn other_output_is_no_diagnostic() {
        assert!(read("").is_empty());
        assert!(read("thread 'main' panicked at x: error: y\n  error: z\n").is_empty());
    }
}
