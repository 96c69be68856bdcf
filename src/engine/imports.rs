//! Package imports are refused before an engine starts: the `typst` program would look them up on the
//! network. The check is lexical so that it works without the Typst crates. What people write reaches the
//! source only inside string literals, where a quote is escaped, so their text can never be taken for one.
//! A name that a template puts together by code gets past it, and no further: the embedded engine has no
//! packages, and the program gets no way to download any.

use super::EngineError;

/// Refuses a source that imports or includes from a package.
pub(super) fn refuse_packages(text: &str) -> Result<(), EngineError> {
    match find_package(text) {
        Some((at, package)) => {
            let line = text[..at].matches('\n').count() + 1;
            Err(EngineError::PackageImport { package, line: Some(line) })
        }
        None => Ok(()),
    }
}

/// The first package named in the text, and the offset of the keyword.
fn find_package(text: &str) -> Option<(usize, String)> {
    let mut keywords: Vec<(usize, &str)> =
        ["import", "include"].into_iter().flat_map(|keyword| text.match_indices(keyword)).collect();
    keywords.sort_unstable();
    keywords.into_iter().find_map(|(at, keyword)| {
        let before = text[..at].chars().next_back();
        if before.is_some_and(is_name) || in_line_comment(text, at) {
            return None;
        }
        let rest = &text[at + keyword.len()..];
        let literal = skip_trivia(rest).strip_prefix('"')?;
        Some((at, package(literal)?))
    })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// Whether the whole line is a comment; one that also closes a longer comment is not trusted to be.
fn in_line_comment(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..at];
    before.trim_start().starts_with("//") && !before.contains("*/")
}

/// Skips what may stand between the keyword and its string: blanks, comments and parentheses.
fn skip_trivia(mut text: &str) -> &str {
    loop {
        let rest = text.trim_start().trim_start_matches('(');
        let rest = if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").map_or("", |end| &comment[end + 2..])
        } else if rest.starts_with("//") {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else {
            rest
        };
        if rest.len() == text.len() {
            return rest;
        }
        text = rest;
    }
}

/// The package that a string literal names, given what follows its opening quote.
fn package(literal: &str) -> Option<String> {
    let escaped = || {
        let (digits, rest) = literal.strip_prefix("\\u{")?.split_once('}')?;
        (u32::from_str_radix(digits, 16) == Ok(u32::from(b'@'))).then_some(rest)
    };
    let rest = literal.strip_prefix('@').or_else(escaped)?;
    let end = rest.find(['"', '\n']).unwrap_or(rest.len());
    Some(format!("@{}", &rest[..end]))
}

#[cfg(test)]
mod tests {
    use super::{find_package, refuse_packages};

    #[test]
    fn package_imports_are_found_in_code() {
        for text in [
            "#import \"@preview/x:0.1.0\": icon",
            "#include \"@preview/x:0.1.0\"",
            "#{\n  import\n  \"@preview/x:0.1.0\"\n}",
            "#import(\"@preview/x:0.1.0\")",
            "#import /* why */ ( // not\n\"@preview/x:0.1.0\")",
            "#import \"\\u{0040}preview/x:0.1.0\"",
            "/*\n// */ #import \"@preview/x:0.1.0\"",
        ] {
            assert_eq!(
                find_package(text).map(|found| found.1).as_deref(),
                Some("@preview/x:0.1.0"),
                "{text}"
            );
        }
    }

    #[test]
    fn plain_text_is_no_import() {
        for text in [
            "#\"alex@example.com\";",
            "#\"@preview/x\";",
            "#\"I import \\\"@preview/x:0.1.0\\\" daily\";",
            "#\"We import\";#\"@preview/x\";",
            "#\"include\";@preview",
            "#let reimport = \"@x\"; #let important = \"@x\"",
            "#import \"parts.typ\": header",
            "  // #import \"@preview/x:0.1.0\"",
            "#import",
            "#import (((",
            "#import /* \"@preview/x:0.1.0\"",
        ] {
            assert_eq!(find_package(text), None, "{text}");
        }
    }

    #[test]
    fn the_error_names_package_and_line() {
        let error = refuse_packages("a\n#import \"@preview/x:0.1.0\": *\n").unwrap_err();
        insta::assert_snapshot!(format!("{error}\n{}", error.hint()), @"
        the document imports the Typst package @preview/x:0.1.0 (line 2)
        documents are made offline: copy the functions you need into the theme's templates
        ");
    }
}
