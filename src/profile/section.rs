//! The sections of a resume.

use serde::Serialize;

/// A section, by the name of its key in the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum SectionKind {
    Summary,
    Work,
    Projects,
    Education,
    Skills,
    Publications,
    Certificates,
    Awards,
    Languages,
    Volunteer,
    Interests,
    References,
}

impl SectionKind {
    /// All of them, in the order of a resume that asks for no other.
    pub const ALL: [Self; 12] = [
        Self::Summary,
        Self::Work,
        Self::Projects,
        Self::Education,
        Self::Skills,
        Self::Publications,
        Self::Certificates,
        Self::Awards,
        Self::Languages,
        Self::Volunteer,
        Self::Interests,
        Self::References,
    ];

    /// Those that are shown where there is room, the one that is worth most room first.
    pub const OPTIONAL: [Self; 7] = [
        Self::Certificates,
        Self::Publications,
        Self::Awards,
        Self::Languages,
        Self::Volunteer,
        Self::Interests,
        Self::References,
    ];

    /// Its name in settings and explanations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Work => "work",
            Self::Projects => "projects",
            Self::Education => "education",
            Self::Skills => "skills",
            Self::Publications => "publications",
            Self::Certificates => "certificates",
            Self::Awards => "awards",
            Self::Languages => "languages",
            Self::Volunteer => "volunteer",
            Self::Interests => "interests",
            Self::References => "references",
        }
    }
}
