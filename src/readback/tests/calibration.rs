//! How far apart glyphs stand in the documents of the built-in themes: what the limits of a line are taken from.

use std::sync::Arc;

use hayro::hayro_interpret::hayro_syntax::Pdf;

use super::super::reader::glyphs;
use super::trial::{PROFILE, Trial, resume};

#[test]
fn letters_of_a_word_stand_far_closer_than_words() {
    for theme in ["classic", "modern", "compact", "academic", "plain"] {
        let pdf = Pdf::new(Arc::new(Trial::new(theme).resume_pdf(&resume(PROFILE)))).unwrap();
        let (mut widest, mut narrowest) = (0.0_f64, f64::MAX);
        let glyphs = glyphs(&pdf);
        for pair in glyphs.windows(2) {
            let [a, b] = pair else { continue };
            let gap = (b.x - a.end.unwrap()) / a.em;
            if a.artifact || b.artifact || (a.y - b.y).abs() > 0.01 || gap < -1.0 {
                continue;
            }
            match (a.text.as_str(), b.text.as_str()) {
                (" ", _) => narrowest = narrowest.min((a.end.unwrap() - a.x) / a.em + gap),
                (_, " ") => {}
                _ if gap < 0.3 => widest = widest.max(gap),
                _ => {}
            }
        }
        assert!(widest < 0.1 && narrowest > 0.18, "{theme}: {widest} {narrowest}");
    }
}
