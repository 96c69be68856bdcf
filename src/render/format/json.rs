//! Data for other programs: the resume as [JSON Resume](https://jsonresume.org), and the letter.

mod schema;

use serde::Serialize;

use super::{Documents, letter};
use jiff::civil;

use crate::finding::{Code, Finding};
use crate::markdown::Prose;
use crate::profile::Profile;
use schema::{JsonResume, absent};

/// The resume, with nothing in it but what the page shows.
pub(super) fn resume(documents: &Documents<'_>) -> String {
    pretty(&JsonResume::new(documents.shown, documents.day, Prose::plain))
}

/// The whole profile, its texts in Markdown, and what of it the format has no place for.
pub fn json_resume(profile: &Profile, day: civil::Date) -> (String, Vec<Finding>) {
    let lines = || profile.highlight_lists().flat_map(|(_, lines)| lines);
    let left_out = [
        (profile.basics.headlines.len().saturating_sub(1), "further headlines"),
        (profile.summaries.len().saturating_sub(1), "further summaries"),
        (profile.stories.len(), "stories"),
        (lines().map(|line| line.variants.len()).sum(), "other wordings of highlights"),
        (
            lines().filter(|line| !line.keywords.is_empty() || line.pin).count(),
            "keywords or pins of highlights",
        ),
        (profile.aliases.len(), "synonyms"),
    ];
    let left_out: Vec<String> = left_out
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let finding = (!left_out.is_empty()).then(|| {
        let message = format!("JSON Resume has no place for: {}", left_out.join(", "));
        Finding::new(Code::NotExported, message)
            .in_file(profile.file.name.as_str())
            .hint("keep the profile; an import of the export would not have them")
    });
    (pretty(&JsonResume::new(profile, day, Prose::markdown)), finding.into_iter().collect())
}

/// The letter. JSON Resume has no letters, so the shape is our own; all texts are plain.
#[derive(Serialize)]
struct JsonLetter<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "absent")]
    label: Option<&'a str>,
    /// `YYYY-MM-DD`
    date: String,
    /// Line by line.
    #[serde(skip_serializing_if = "absent")]
    recipient: &'a [String],
    salutation: &'a str,
    /// An item of a list is a paragraph.
    paragraphs: Vec<String>,
    closing: &'a str,
    signature: &'a str,
    /// Line by line.
    #[serde(skip_serializing_if = "absent")]
    below: &'a [String],
}

/// The letter.
pub(super) fn cover_letter(documents: &Documents<'_>) -> String {
    let document = documents.letter;
    let paragraphs = document.paragraphs.iter();
    pretty(&JsonLetter {
        name: &document.name,
        label: document.headline.as_deref(),
        date: documents.day.to_string(),
        recipient: &document.recipient,
        salutation: &document.salutation,
        paragraphs: paragraphs.map(|one| letter::joined(one, Prose::plain_with_links)).collect(),
        closing: &document.closing,
        signature: &document.signature,
        below: &document.below,
    })
}

fn pretty(value: &impl Serialize) -> String {
    // Texts, lists and keys that are texts can always be written.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::samples::Sample;

    #[test]
    fn a_resume_reads_well() {
        insta::assert_snapshot!(super::resume(&Sample::small().documents()), @r#"
        {
          "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
          "basics": {
            "name": "Ada Müller-O'Neil",
            "label": "Data Engineer & <Analyst>",
            "email": "ada@example.com",
            "phone": "+1 215 555 0142",
            "url": "https://www.ada.example/",
            "summary": "Builds small pipelines.",
            "location": {
              "city": "Philadelphia",
              "region": "PA"
            },
            "profiles": [
              {
                "network": "GitHub",
                "username": "ada",
                "url": "https://github.com/ada"
              },
              {
                "network": "Signal",
                "username": "ada.01"
              }
            ]
          },
          "work": [
            {
              "name": "Initech",
              "position": "Lead, C #",
              "location": "Austin, TX",
              "url": "https://initech.example",
              "startDate": "2021-03",
              "summary": "Owns reporting.",
              "highlights": [
                "Moved 40 reports, see how.",
                "1. Halved cost by < 50%."
              ]
            },
            {
              "name": "Initech",
              "position": "Engineer",
              "location": "Berlin, Germany",
              "url": "https://initech.example",
              "startDate": "2019",
              "endDate": "2021-02-14"
            },
            {
              "name": "Hooli"
            }
          ],
          "volunteer": [
            {
              "organization": "Code Club",
              "position": "Mentor",
              "url": "https://club.example",
              "startDate": "2018-01",
              "endDate": "2019-06",
              "summary": "Weekly.",
              "highlights": [
                "Taught 12 children."
              ]
            }
          ],
          "education": [
            {
              "institution": "Temple University",
              "location": "Philadelphia, PA",
              "area": "Statistics",
              "studyType": "MS",
              "startDate": "2014-08",
              "endDate": "2016-05",
              "score": "GPA 3.9",
              "courses": [
                "Bayes",
                "Time series"
              ],
              "highlights": [
                "Wrote a thesis."
              ]
            }
          ],
          "awards": [
            {
              "title": "Best Paper",
              "date": "2022",
              "awarder": "ACM",
              "summary": "For pipes."
            }
          ],
          "certificates": [
            {
              "name": "Cloud",
              "startDate": "2023-01",
              "url": "https://aws.example/c",
              "issuer": "AWS"
            },
            {
              "name": "SQL",
              "date": "2022-02-03"
            }
          ],
          "publications": [
            {
              "name": "On Pipes",
              "publisher": "Journal",
              "releaseDate": "2022-09",
              "url": "https://doi.example/10",
              "summary": "Short."
            }
          ],
          "skills": [
            {
              "name": "Languages",
              "level": "expert",
              "keywords": [
                "Python",
                "C#"
              ]
            },
            {
              "name": "Data",
              "keywords": [
                "dbt",
                "Python"
              ]
            }
          ],
          "languages": [
            {
              "language": "German",
              "fluency": "native"
            },
            {
              "language": "English"
            }
          ],
          "interests": [
            {
              "name": "Climbing",
              "keywords": [
                "indoor",
                "alpine"
              ]
            }
          ],
          "references": [
            {
              "name": "Bob",
              "reference": "She delivers."
            }
          ],
          "projects": [
            {
              "name": "Pied",
              "description": "A compressor.",
              "highlights": [
                "Fast."
              ],
              "keywords": [
                "Rust"
              ],
              "startDate": "2020-01",
              "endDate": "2020-01",
              "url": "https://pied.example/x",
              "roles": [
                "Creator"
              ]
            }
          ],
          "meta": {
            "version": "v1.0.0",
            "lastModified": "2025-05-07T00:00:00"
          }
        }
        "#);
    }

    #[test]
    fn a_letter_reads_well() {
        insta::assert_snapshot!(super::cover_letter(&Sample::small().documents()), @r#"
        {
          "name": "Ada Müller-O'Neil",
          "label": "Data Engineer & <Analyst>",
          "date": "2025-05-07",
          "recipient": [
            "Ms. Cole",
            "Acme <R&D>"
          ],
          "salutation": "Dear Ms. Cole,",
          "paragraphs": [
            "I know dbt (https://dbt.example/a_b) & SQL:",
            "40 reports",
            "1 pipeline",
            "I read ⟦TODO: one sentence⟧"
          ],
          "closing": "Sincerely,",
          "signature": "Ada Müller-O'Neil",
          "below": [
            "Enclosed: Resume"
          ]
        }
        "#);
    }
}
