//! Hard words that every built-in theme must give back whole, on both papers.

use super::trial::{PROFILE, Trial, assert_whole, letter, resume};

const HARD: &str = include_str!("stress.toml");
const SAMPLE: &str = include_str!("../../../profiles/master.toml");

#[test]
fn every_theme_gives_back_every_field() {
    for theme in ["classic", "modern", "compact", "academic", "plain"] {
        for paper in ["us-letter", "a4"] {
            for (name, profile) in [("plain words", PROFILE), ("sample", SAMPLE), ("hard words", HARD)] {
                let trial = Trial { paper, ..Trial::new(theme) };
                let resume = resume(profile);
                assert_whole(&format!("{theme} {paper} {name}"), &trial.resume(&resume));
                let letter = letter(&resume);
                assert_whole(&format!("{theme} {paper} {name} letter"), &trial.letter_for(&letter, &letter));
            }
        }
    }
}
