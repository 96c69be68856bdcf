//! Shipped lists.

/// Lines of a shipped list that are not comments.
pub(crate) fn content_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
