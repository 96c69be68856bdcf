//! JSON Schemas of the profile and of a job's front matter, for editors that complete and check TOML.
//!
//! The types here are the format as it is documented; nothing is read into them, because reading a profile keeps
//! the place of every value and reports all problems at once. A test holds both against each other.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, json_schema};

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// `profiles/master.toml`.
    Profile,
    /// The settings between `+++` lines at the top of a job's file.
    FrontMatter,
}

/// The schema as JSON. Draft 7, which TOML editors understand.
pub fn json(of: Of) -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let schema = match of {
        Of::Profile => generator.into_root_schema_for::<Profile>(),
        Of::FrontMatter => generator.into_root_schema_for::<FrontMatter>(),
    };
    // A schema is JSON already.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// A date: YYYY, YYYY-MM or YYYY-MM-DD.
#[derive(Debug)]
pub struct Date;

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        json_schema!({
            "description": "YYYY, YYYY-MM or YYYY-MM-DD",
            "anyOf": [
                { "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" },
                { "type": "integer", "minimum": 1000, "maximum": 9999 }
            ],
            "examples": ["2021-03"]
        })
    }
}

/// An end: a date, or "present".
#[derive(Debug)]
pub struct End;

impl JsonSchema for End {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "End".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        json_schema!({
            "description": "YYYY, YYYY-MM or YYYY-MM-DD; \"present\", or nothing, if it goes on",
            "anyOf": [
                { "type": "string", "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|present|now|current|today|ongoing)$" },
                { "type": "integer", "minimum": 1000, "maximum": 9999 }
            ],
            "examples": ["present"]
        })
    }
}

/// One text, or a list of them.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
#[allow(missing_docs)]
pub enum Texts {
    One(String),
    Several(Vec<String>),
}

/// A person's whole history. Texts may have inline Markdown: bold, italic, code and links.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Profile {
    /// Name and contact.
    pub basics: Basics,
    /// Settings for every job, unless a job or a flag says otherwise.
    pub defaults: Option<Settings>,
    /// Summaries; the one that fits the job best is used.
    #[schemars(default)]
    pub summaries: Vec<Summary>,
    /// Employers, with the positions held there.
    #[schemars(default)]
    pub work: Vec<Work>,
    /// Schools.
    #[schemars(default)]
    pub education: Vec<Education>,
    /// Projects.
    #[schemars(default)]
    pub projects: Vec<Project>,
    /// Groups of skills.
    #[schemars(default)]
    pub skills: Vec<Skill>,
    /// Certificates.
    #[schemars(default)]
    pub certificates: Vec<Certificate>,
    /// Awards.
    #[schemars(default)]
    pub awards: Vec<Award>,
    /// Publications.
    #[schemars(default)]
    pub publications: Vec<Publication>,
    /// Voluntary work.
    #[schemars(default)]
    pub volunteer: Vec<Volunteer>,
    /// Spoken languages.
    #[schemars(default)]
    pub languages: Vec<Language>,
    /// Interests.
    #[schemars(default)]
    pub interests: Vec<Interest>,
    /// People who vouch.
    #[schemars(default)]
    pub references: Vec<Reference>,
    /// Paragraphs for letters, in your own words.
    #[schemars(default)]
    pub stories: Vec<Story>,
    /// Your own synonyms: K8s = "Kubernetes".
    #[schemars(default)]
    pub aliases: BTreeMap<String, String>,
}

/// Name and contact.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Basics {
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// The line under the name; of several, the one nearest to the job is used.
    pub headline: Option<Texts>,
    /// Phone number as it should be printed.
    pub phone: Option<String>,
    /// Place of living, such as "Philadelphia, PA".
    pub location: Option<String>,
    /// Home page, a full http(s) address.
    pub url: Option<String>,
    /// Accounts on networks.
    #[schemars(default)]
    pub profiles: Vec<NetworkProfile>,
}

/// An account on a network.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NetworkProfile {
    /// "GitHub", "LinkedIn", ...
    pub network: String,
    /// The account's name.
    pub username: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Paper sizes.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Paper {
    UsLetter,
    A4,
}

/// What turns sources into PDF.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Engine {
    Embedded,
    TypstCli,
}

/// Formats of documents.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Format {
    Pdf,
    Docx,
    Html,
    Md,
    Txt,
    Json,
}

/// How tight a page is set.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Density {
    Auto,
    Relaxed,
    Normal,
    Tight,
}

/// The sections of a resume.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Section {
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

/// How many highlights a position shows.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct HighlightLimits {
    /// At least so many, if there are that many.
    pub min: Option<u16>,
    /// At most so many.
    pub max: Option<u16>,
}

/// Settings of documents.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Settings {
    /// Name of the theme, such as "classic".
    pub theme: Option<String>,
    /// Paper of every document.
    pub paper: Option<Paper>,
    /// Page limit of the resume.
    #[schemars(range(min = 1))]
    pub pages: Option<u16>,
    /// Language tag, such as "en" or "de-CH".
    pub language: Option<String>,
    /// What turns sources into PDF.
    pub engine: Option<Engine>,
    /// What is written of resume and letter.
    pub formats: Option<Vec<Format>>,
    /// How many highlights a position shows.
    pub highlights: Option<HighlightLimits>,
    /// What a letter says is sent along.
    pub enclosures: Option<Texts>,
    /// Colour of headings and rules, such as "#1f3a5f".
    pub accent: Option<String>,
    /// How tight the page is set.
    pub density: Option<Density>,
    /// The sections that come first, in their order.
    pub sections: Option<Vec<Section>>,
    /// Font families, the first that has a character is used; "system" allows the machine's.
    pub fonts: Option<Texts>,
}

/// Settings of one job, and its dates.
#[derive(Debug, JsonSchema)]
pub struct FrontMatter {
    /// Settings that win over the profile's.
    #[schemars(flatten)]
    pub settings: Settings,
    /// Last day to apply.
    pub deadline: Option<Date>,
    /// Date of the letter, unless there is an application date.
    pub date: Option<Date>,
}

/// A summary.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Summary {
    /// Unique name.
    pub id: Option<String>,
    /// The summary itself.
    pub text: String,
    /// Words that say when it fits.
    pub keywords: Option<Texts>,
}

/// An employer.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Work {
    /// Unique name, for notes.
    pub id: Option<String>,
    /// The employer's name.
    pub name: String,
    /// Other names that your notes use.
    pub aliases: Option<Texts>,
    /// Where.
    pub location: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// Positions held there.
    #[schemars(default)]
    pub positions: Vec<Position>,
}

/// A position.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Position {
    /// Unique name, for notes and stories.
    pub id: Option<String>,
    /// The title.
    pub title: String,
    /// Where, if not where the employer is.
    pub location: Option<String>,
    /// When it began.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<End>,
    /// A sentence about the position.
    pub summary: Option<String>,
    /// Evidence: what you did and what came of it, one sentence each.
    #[schemars(default)]
    pub highlights: Vec<Highlight>,
}

/// One line of evidence.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
#[allow(missing_docs)]
pub enum Highlight {
    Text(String),
    Full(FullHighlight),
}

/// A highlight with more than its text.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FullHighlight {
    /// Unique name, for Keep, Drop and stories.
    pub id: Option<String>,
    /// The wording.
    pub text: String,
    /// Words that it does not contain but is evidence for.
    pub keywords: Option<Texts>,
    /// Other wordings of the same fact.
    pub variants: Option<Texts>,
    /// Keeps it on every page.
    pub pin: Option<bool>,
}

/// A school.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Education {
    /// Unique name, for notes.
    pub id: Option<String>,
    /// The school's name.
    pub institution: String,
    /// Other names that your notes use.
    pub aliases: Option<Texts>,
    /// Subject.
    pub area: Option<String>,
    /// Degree.
    pub study_type: Option<String>,
    /// When it began.
    pub start: Option<Date>,
    /// When it ended or will end.
    pub end: Option<End>,
    /// Grade.
    pub score: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// Courses taken.
    pub courses: Option<Texts>,
    /// Evidence.
    #[schemars(default)]
    pub highlights: Vec<Highlight>,
}

/// A project.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Project {
    /// Unique name, for notes.
    pub id: Option<String>,
    /// The project's name.
    pub name: String,
    /// Other names that your notes use.
    pub aliases: Option<Texts>,
    /// Your role.
    pub role: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// When it began.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<End>,
    /// A sentence about it.
    pub description: Option<String>,
    /// Evidence.
    #[schemars(default)]
    pub highlights: Vec<Highlight>,
    /// Techniques.
    pub keywords: Option<Texts>,
}

/// A group of skills.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Skill {
    /// Unique name.
    pub id: Option<String>,
    /// What the group is called, such as "Languages".
    pub name: String,
    /// How well.
    pub level: Option<String>,
    /// The skills.
    pub keywords: Option<Texts>,
}

/// A certificate.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Certificate {
    /// Unique name.
    pub id: Option<String>,
    /// What it certifies.
    pub name: String,
    /// By whom.
    pub issuer: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Where it can be verified.
    pub url: Option<String>,
}

/// An award.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Award {
    /// Unique name.
    pub id: Option<String>,
    /// What was won.
    pub title: String,
    /// From whom.
    pub awarder: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// For what.
    pub summary: Option<String>,
}

/// A publication.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Publication {
    /// Unique name.
    pub id: Option<String>,
    /// Title.
    pub name: String,
    /// Where it appeared.
    pub publisher: Option<String>,
    /// When.
    pub release_date: Option<Date>,
    /// Where to read it.
    pub url: Option<String>,
    /// What it says.
    pub summary: Option<String>,
}

/// Voluntary work.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Volunteer {
    /// Unique name, for notes.
    pub id: Option<String>,
    /// For whom.
    pub organization: String,
    /// As what.
    pub position: Option<String>,
    /// When it began.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<End>,
    /// Home page.
    pub url: Option<String>,
    /// A sentence about it.
    pub summary: Option<String>,
    /// Evidence.
    #[schemars(default)]
    pub highlights: Vec<Highlight>,
}

/// A spoken language.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Language {
    /// Which.
    pub language: String,
    /// How well.
    pub fluency: Option<String>,
}

/// An interest.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Interest {
    /// What.
    pub name: String,
    /// In particular.
    pub keywords: Option<Texts>,
}

/// Somebody who vouches.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Reference {
    /// Who.
    pub name: String,
    /// What they say.
    pub reference: Option<String>,
}

/// A paragraph for letters.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Story {
    /// Unique name.
    pub id: Option<String>,
    /// 50-90 words in the first person.
    pub text: String,
    /// What it is about.
    pub topics: Option<Texts>,
    /// Id of the position it happened in.
    pub position: Option<String>,
    /// Ids of the highlights that prove it.
    pub evidence: Option<Texts>,
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Arc;

    use serde_json::Value;

    use super::{Of, json};
    use crate::finding::{Code, SourceFile};
    use crate::job::Job;

    /// A key that is like no other.
    const ODD: &str = "zzqqzz";

    /// The keys that reading knows in each table: an odd key in it makes a finding that lists them.
    fn known(
        file: &Arc<SourceFile>,
        read: impl Fn(&Arc<SourceFile>) -> Vec<crate::finding::Finding>,
    ) -> BTreeMap<String, BTreeSet<String>> {
        let mut known = BTreeMap::new();
        for finding in read(file).iter().filter(|finding| finding.code == Code::UnknownKey) {
            let table = finding.message.split(" in ").nth(1).unwrap_or("").trim_matches(['[', ']']);
            let hint = finding.hint.as_deref().unwrap_or_default();
            let keys = hint.strip_prefix("known keys here: ").unwrap_or_else(|| panic!("{hint}"));
            known.insert(table.to_owned(), keys.split(", ").map(str::to_owned).collect());
        }
        known
    }

    /// The properties of each table that a schema has, by its path.
    fn described(schema: &Value, root: &Value, path: &str, all: &mut BTreeMap<String, BTreeSet<String>>) {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.trim_start_matches("#/definitions/");
            return described(&root["definitions"][name], root, path, all);
        }
        for inner in
            ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten()
        {
            described(inner, root, path, all);
        }
        if let Some(properties) = schema["properties"].as_object() {
            all.entry(path.to_owned()).or_default().extend(properties.keys().cloned());
            for (key, property) in properties {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                described(property, root, &path, all);
            }
        }
        if schema["items"].is_object() {
            described(&schema["items"], root, path, all);
        }
    }

    fn schema(of: Of) -> BTreeMap<String, BTreeSet<String>> {
        let schema: Value = serde_json::from_str(&json(of)).unwrap();
        let mut all = BTreeMap::new();
        described(&schema, &schema, "", &mut all);
        all
    }

    #[test]
    fn the_schema_has_the_keys_that_a_profile_is_read_with() {
        let described = schema(Of::Profile);
        let mut text = format!("{ODD} = 1\n");
        for table in described.keys().filter(|table| !table.is_empty()) {
            let list = !["basics", "defaults", "defaults.highlights"].contains(&table.as_str());
            text += &match table.as_str() {
                table if table.ends_with(".highlights") && list => continue,
                table if list => format!("[[{table}]]\n{ODD} = 1\n"),
                table => format!("[{table}]\n{ODD} = 1\n"),
            };
            if described.contains_key(&format!("{table}.highlights")) && list {
                text += &format!("highlights = [{{ {ODD} = 1 }}]\n");
            }
        }
        let file = SourceFile::new("master.toml", text);
        let known = known(&file, |file| crate::profile::Profile::read(file).findings);
        assert_eq!(described, known);
    }

    #[test]
    fn the_schema_has_the_keys_of_front_matter() {
        let text =
            format!("+++\n{ODD} = 1\nhighlights = {{ {ODD} = 1 }}\n+++\n## Company\nA\n## Position\nB\n");
        let file = SourceFile::new("acme.md", text);
        assert_eq!(schema(Of::FrontMatter), known(&file, |file| Job::read("acme", file).findings));
    }

    #[test]
    fn choices_are_those_that_are_read() {
        let schema: Value = serde_json::from_str(&json(Of::Profile)).unwrap();
        let choices = |name: &str| -> Vec<String> {
            let list = schema["definitions"][name]["enum"].as_array().unwrap();
            list.iter().map(|choice| choice.as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(choices("Section"), crate::profile::SectionKind::ALL.map(|kind| kind.name().to_owned()));
        let quoted = |names: Vec<String>| {
            names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
        };
        let settings = format!(
            "[basics]\nname = \"A\"\nemail = \"a@b.org\"\n[defaults]\nformats = [{}]\n",
            quoted(choices("Format"))
        );
        for (key, name) in [("paper", "Paper"), ("engine", "Engine"), ("density", "Density")] {
            for choice in choices(name) {
                let text = format!("{settings}{key} = \"{choice}\"\n");
                let read = crate::profile::Profile::read(&SourceFile::new("master.toml", text));
                assert_eq!(read.findings.len(), 0, "{choice}: {:?}", read.findings);
            }
        }
    }
}
