//! Markdown that reads well as it is: the resume, and the letter from its greeting to its name.

use super::letter::{Words, letter};
use crate::markdown::Prose;
use crate::render::{Contact, CoverLetter, Entry, List, Name, Resume, Role, Section};

/// The resume: its parts are set apart by blank lines.
pub(super) fn resume(resume: &Resume) -> String {
    let mut parts = vec![heading("#", &resume.name)];
    parts.extend(resume.headline.as_deref().map(literal));
    let line = |line: &Vec<Contact>| line.iter().map(link).collect::<Vec<_>>().join(" | ");
    let lines: Vec<String> = resume.contacts.iter().filter(|line| !line.is_empty()).map(line).collect();
    // A backslash at its end keeps a line apart from the next.
    parts.push(lines.join("\\\n"));
    parts.extend(resume.sections.iter().flat_map(section));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// The letter as it is pasted into a form.
pub(super) fn cover_letter(document: &CoverLetter) -> String {
    letter(document, &Words { prose: Prose::markdown, line: literal, bullet: "- " })
}

fn section(section: &Section) -> Vec<String> {
    let mut parts = vec![heading("##", section.title)];
    parts.extend(section.text.as_ref().map(|text| text.prose.markdown()));
    parts.extend(section.entries.iter().flat_map(entry));
    let lists = section.lists.iter();
    let (named, others): (Vec<&List>, Vec<&List>) = lists.partition(|list| list.name.is_some());
    parts.push(bullets(named.into_iter().map(words)));
    parts.extend(others.into_iter().map(words));
    parts
}

fn entry(entry: &Entry) -> Vec<String> {
    let name = std::iter::once(entry.name.text.as_str()).chain(entry.location.as_deref());
    let mut parts = vec![heading("###", &name.collect::<Vec<_>>().join(", "))];
    let mut link = entry.link.as_ref().map(link);
    for role in &entry.roles {
        let line: Vec<String> = head(role).into_iter().chain(link.take()).collect();
        parts.push(line.join(", "));
        parts.extend(role.text.as_ref().map(|text| text.prose.markdown()));
        if !role.courses.is_empty() {
            parts.push(literal(&format!("{}: {}", role.courses_title, joined(&role.courses))));
        }
        parts.push(bullets(role.highlights.iter().map(|highlight| highlight.prose.markdown())));
    }
    parts.extend(link);
    parts
}

/// What stands in the first line of a role.
fn head(role: &Role) -> Vec<String> {
    let title = role.title.as_deref().map(|title| format!("*{}*", literal(title.trim())));
    let others = [&role.location, &role.score, &role.dates];
    title.into_iter().chain(others.into_iter().flatten().map(|text| literal(text))).collect()
}

/// "**Languages:** Python, Rust"
fn words(list: &List) -> String {
    let items = literal(&joined(&list.items));
    match &list.name {
        Some(name) => format!("**{}:** {items}", literal(name.text.trim())),
        None => items,
    }
}

fn bullets(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

/// A heading; a number sign at its end would be taken for its frame.
fn heading(level: &str, text: &str) -> String {
    let text = literal(text);
    match text.strip_suffix('#') {
        Some(start) if !start.ends_with('\\') => format!("{level} {start}\\#"),
        _ => format!("{level} {text}"),
    }
}

fn link(contact: &Contact) -> String {
    match &contact.url {
        Some(url) => Prose::link(&contact.text, url).markdown(),
        None => literal(&contact.text),
    }
}

fn literal(text: &str) -> String {
    Prose::literal(text).markdown()
}

fn joined(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::samples::Sample;

    #[test]
    fn a_resume_reads_well() {
        insta::assert_snapshot!(super::resume(Sample::small().documents().resume), @r#"
        # Ada Müller-O'Neil

        Data Engineer \& \<Analyst\>

        Philadelphia, PA | [ada@example.com](mailto:ada@example.com) | [+1 215 555 0142](tel:+12155550142)\
        [ada.example](https://www.ada.example/) | [github.com/ada](https://github.com/ada) | Signal: ada.01

        ## Summary

        Builds *small* pipelines.

        ## Experience

        ### Initech, Austin, TX

        *Lead, C #*, Mar 2021 - Present

        Owns reporting.

        - Moved **40** reports, see [how](<https://initech.example/a?b=1\&c=2>).
        - 1\. Halved `cost` by \< 50%.

        *Engineer*, Berlin, Germany, 2019 - Feb 2021

        ### Hooli

        ## Projects

        ### Pied

        *Creator*, Jan 2020, [pied.example/x](https://pied.example/x)

        A compressor.

        - Fast.

        ## Education

        ### Temple University, Philadelphia, PA

        *MS, Statistics*, GPA 3.9, Aug 2014 - May 2016

        Coursework: Bayes, Time series

        - Wrote a thesis.

        ## Skills

        - **Languages (expert):** Python, C#
        - **Data:** dbt, Python

        ## Publications

        ### On Pipes

        *Journal*, Sep 2022, [doi.example/10](https://doi.example/10)

        Short.

        ## Certificates

        ### Cloud

        *AWS*, Jan 2023, [aws.example/c](https://aws.example/c)

        ### SQL

        Feb 2022

        ## Awards

        ### Best Paper

        *ACM*, 2022

        For pipes.

        ## Languages

        German (native), English

        ## Volunteering

        ### Code Club

        *Mentor*, Jan 2018 - Jun 2019

        Weekly.

        - Taught 12 children.

        ## Interests

        Climbing (indoor, alpine)

        ## References

        ### Bob

        She delivers.
        "#);
    }

    #[test]
    fn a_letter_reads_well() {
        insta::assert_snapshot!(super::cover_letter(Sample::small().documents().letter), @r#"
        Dear Ms. Cole,

        I **know** [dbt](https://dbt.example/a_b) \& SQL:

        - 40 reports
        - 1 pipeline

        I read ⟦TODO: one sentence⟧

        Sincerely,

        Ada Müller-O'Neil

        Enclosed: Resume
        "#);
    }
}
