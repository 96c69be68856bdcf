//! Ids: unique names for everything a note, an explanation or a command may refer to.
//!
//! An absent id is derived from names and words, never from a place in the file, so that reordering a
//! profile changes nothing.

use std::collections::{HashMap, HashSet};

/// Words of a highlight that go into its derived id.
const WORDS_OF_TEXT: usize = 5;

/// Lower-case words joined by hyphens; letters of any script stay.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// The derived id of a name, which may have no letter.
pub(super) fn of_name(name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

/// The derived id of a sentence: the id of what it belongs to and its first words.
pub(super) fn of_text(parent: &str, text: &str) -> String {
    let words = slug(text);
    let words: Vec<_> = words.split('-').take(WORDS_OF_TEXT).collect();
    if words.concat().is_empty() { format!("{parent}-text") } else { format!("{parent}-{}", words.join("-")) }
}

/// The words of a sentence that did not go into its id.
pub(super) fn rest_of_text(text: &str) -> String {
    slug(text).split('-').skip(WORDS_OF_TEXT).collect::<Vec<_>>().join("-")
}

/// Makes derived ids unique among themselves and among those `taken`, and takes them: what shares an id gets a
/// suffix made from its own `detail`, and identical entries, which cannot be told apart, are numbered.
pub(super) fn disambiguate(ids: &mut [(&mut String, String)], taken: &mut HashSet<String>) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for (id, _) in ids.iter() {
        *count.entry((*id).clone()).or_default() += 1;
    }
    for (id, detail) in ids {
        let detail = slug(detail);
        if !detail.is_empty() && (count[id.as_str()] > 1 || taken.contains(id.as_str())) {
            **id = format!("{id}-{detail}");
        }
        let base = (*id).clone();
        let mut number = 2;
        while !taken.insert((*id).clone()) {
            **id = format!("{base}-{number}");
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{disambiguate, of_name, of_text, slug};

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(slug("Head of Machine Learning"), "head-of-machine-learning");
        assert_eq!(slug("Crème & Co., Zürich"), "crème-co-zürich");
        assert_eq!(slug("  --  "), "");
    }

    #[test]
    fn a_name_without_letters_has_an_id() {
        assert_eq!(of_name("C++"), "c");
        assert_eq!(of_name("++"), "unnamed");
    }

    #[test]
    fn a_sentence_is_named_by_its_first_words() {
        assert_eq!(
            of_text("acme-head", "Grew ML adoption from 3 to 11 teams."),
            "acme-head-grew-ml-adoption-from-3"
        );
    }

    #[test]
    fn a_derived_id_never_takes_another_ones() {
        let mut taken = HashSet::from(["aws".to_owned(), "aws-2020".to_owned()]);
        let (mut a, mut b) = ("aws".to_owned(), "aws".to_owned());
        disambiguate(&mut [(&mut a, "2020".into()), (&mut b, String::new())], &mut taken);
        assert_eq!([a, b], ["aws-2020-2", "aws-2"]);
    }

    #[test]
    fn equal_ids_are_told_apart_by_their_own_detail_not_by_order() {
        let name = |order: [&str; 2]| {
            let mut ids = [String::from("acme"), String::from("acme")];
            let [a, b] = &mut ids;
            disambiguate(&mut [(a, order[0].into()), (b, order[1].into())], &mut HashSet::new());
            ids.sort();
            ids
        };
        assert_eq!(name(["2015", "2019"]), name(["2019", "2015"]));
        assert_eq!(name(["2015", "2019"]), ["acme-2015", "acme-2019"]);
    }
}
