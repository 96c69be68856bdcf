//! The choice among several ways to say the same, so that two letters of one person do not read alike.

/// Picks one of several frames by the job's name: the same job always reads the same.
pub(super) fn choose<'a>(job: &str, function: &str, frames: &[&'a str]) -> &'a str {
    // FNV-1a: small, and the same on every machine and in every release.
    let hash = job.bytes().chain(function.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let at = usize::try_from((hash >> 32) % frames.len() as u64).unwrap_or(0);
    frames[at]
}

/// Fills the named places of a frame.
pub(super) fn fill(frame: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = frame;
    // One pass from left to right, so that braces in a value are never taken for a place.
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        let name = rest[at..end].trim_matches(['{', '}']);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[at..end]),
        }
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{choose, fill};

    #[test]
    fn values_are_never_read_as_places() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
    }

    #[test]
    fn the_choice_depends_on_the_job_and_on_nothing_else() {
        assert_eq!(choose("acme", "opening", &["x", "y", "z"]), choose("acme", "opening", &["x", "y", "z"]));
        let jobs = ["a", "b", "c", "d", "e", "f"];
        assert!(
            jobs.iter().any(|job| choose(job, "opening", &["x", "y"]) != choose("a", "opening", &["x", "y"]))
        );
    }
}
