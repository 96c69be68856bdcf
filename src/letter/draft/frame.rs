//! The choice among several ways to say the same, so that two letters of one person do not read alike.

/// How a letter is worded: by the job's name, so that the same job always reads the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) job: &'a str,
    /// Whether to begin no sentence with "I" where another one would do.
    pub(super) sparing: bool,
}

impl Voice<'_> {
    /// Picks one of several frames.
    pub(super) fn choose<'f>(&self, function: &str, frames: &[&'f str]) -> &'f str {
        let others: Vec<&str> = frames.iter().copied().filter(|frame| !frame.starts_with("I ")).collect();
        let frames = if self.sparing && !others.is_empty() { &others } else { frames };
        frames[usize::try_from(self.hash(function) % frames.len() as u64).unwrap_or(0)]
    }

    /// A number that depends on the job's name and what it is for: FNV-1a is small, and the same on every machine
    /// and in every release.
    pub(super) fn hash(&self, function: &str) -> u64 {
        let hash = self.job.bytes().chain(function.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        hash >> 32
    }
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
    use super::{Voice, fill};

    #[test]
    fn values_are_never_read_as_places() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
    }

    #[test]
    fn the_choice_depends_on_the_job_and_on_nothing_else() {
        let choose = |job: &str| Voice { job, sparing: false }.choose("opening", &["x", "y", "z"]);
        assert_eq!(choose("acme"), choose("acme"));
        assert!(["a", "b", "c", "d", "e", "f"].iter().any(|job| choose(job) != choose("a")));
    }

    #[test]
    fn a_letter_full_of_i_is_worded_otherwise() {
        for job in ["a", "b", "c"] {
            let voice = Voice { job, sparing: true };
            assert_eq!(voice.choose("opening", &["I came", "We came"]), "We came");
            assert_eq!(voice.choose("opening", &["I came"]), "I came");
        }
    }
}
