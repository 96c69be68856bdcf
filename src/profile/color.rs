//! Colours of documents.

use serde::{Serialize, Serializer};

/// The least contrast of text to white paper, WCAG 2.1, level AA.
const LEAST_CONTRAST: f64 = 4.5;

const WHITE_PART: u8 = 255;
const WHITE: [u8; 3] = [WHITE_PART; 3];

/// An opaque colour in sRGB that can be read on white paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Color {
    /// Black, unless it is read.
    rgb: [u8; 3],
}

/// Why a text is no colour for documents.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ColorError {
    /// It is not `#rrggbb`.
    #[error("it is not written #rrggbb")]
    Syntax,
    /// It is too pale.
    #[error("its contrast to white is {0:.1}, and text needs at least {LEAST_CONTRAST}")]
    Pale(f64),
}

impl Color {
    /// Reads `#rrggbb`.
    ///
    /// # Errors
    /// It is something else, or too pale for text.
    pub fn parse(text: &str) -> Result<Self, ColorError> {
        let is_hex = |digits: &&str| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digits = text.strip_prefix('#').filter(is_hex);
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number.ok_or(ColorError::Syntax)?.to_be_bytes();
        let color = Self { rgb: [red, green, blue] };
        let contrast = color.contrast_to_white();
        if contrast < LEAST_CONTRAST { Err(ColorError::Pale(contrast)) } else { Ok(color) }
    }

    /// The contrast ratio to white, 1 to 21.
    fn contrast_to_white(self) -> f64 {
        contrast(self.rgb, WHITE)
    }

    /// The colour as CSS writes it, with as little white in it as gives it a contrast to a dark background.
    pub fn lightened(self, background: Self, least: f64) -> String {
        let mixed = |white: u8| self.rgb.map(|part| part + mix(WHITE_PART - part, white));
        let tones = (0..=WHITE_PART).map(mixed);
        let [red, green, blue] =
            tones.into_iter().find(|tone| contrast(*tone, background.rgb) >= least).unwrap_or(WHITE);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// So many 255ths of a part of a colour, rounded down.
fn mix(part: u8, share: u8) -> u8 {
    u8::try_from(u16::from(part) * u16::from(share) / u16::from(WHITE_PART)).unwrap_or(part)
}

/// The contrast ratio of WCAG 2.1, 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of WCAG 2.1, 0 to 1.
fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Color {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Color, ColorError};

    #[test]
    fn a_color_must_be_readable_on_paper() {
        assert_eq!(Color::parse("#1F3a5f").unwrap().to_string(), "#1f3a5f");
        // The palest grey that WCAG allows, and the next one.
        assert!(Color::parse("#767676").is_ok());
        assert!(matches!(Color::parse("#777777"), Err(ColorError::Pale(contrast)) if contrast > 4.4));
        for text in ["1f3a5f", "#fff", "#+12345", "#12345\u{e9}", "navy", ""] {
            assert_eq!(Color::parse(text), Err(ColorError::Syntax), "{text}");
        }
    }

    #[test]
    fn a_color_for_a_dark_page_is_no_lighter_than_it_must_be() {
        let background = Color::parse("#16191d").unwrap();
        for (color, shown) in [("#000000", "#818181"), ("#1f3a5f", "#72839a"), ("#767676", "#818181")] {
            assert_eq!(Color::parse(color).unwrap().lightened(background, 4.5), shown, "{color}");
        }
    }
}
