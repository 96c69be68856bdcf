//! A TOML table as a person wrote it: typed access that collects findings instead of stopping.
//!
//! serde ends at the first wrong type and forgets where a value stood; a person wants all problems of the
//! file at once, each with its line. So the tree that the toml crate parses, spans included, is read here.
//! Every key that is asked for is remembered; what nobody asked for is unknown.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::Date;
use crate::finding::{Code, Finding, SourceFile, Spanned, nearest};
use crate::markdown::{Prose, collapse};

/// The longest text that a resume shows, in characters: some 25 lines. Setting more would take long, for nothing.
const LONGEST: usize = 2500;

/// The findings of one file, shared by all its tables.
pub(crate) struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    /// Added to every span, for TOML that stands inside another file.
    offset: usize,
    findings: RefCell<Vec<Finding>>,
    /// How many entries and highlights were read.
    items: Cell<usize>,
}

/// Entries and highlights of a profile at most; a long working life has some hundreds.
const MOST_ITEMS: usize = 2000;

impl<'a> Reader<'a> {
    /// A reader for TOML that starts `offset` bytes into a file.
    pub(crate) fn new(file: &'a Arc<SourceFile>, offset: usize) -> Self {
        Self { file, offset, findings: RefCell::default(), items: Cell::new(0) }
    }

    /// Parses the text; syntax errors become findings, and what could be understood is returned.
    pub(crate) fn parse<'t>(&self, text: &'t str) -> TomlSpanned<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        // One missing bracket makes every following line an error; only the first of such a run says something.
        let mut last_line = None;
        // Errors come in the order of the text, so each line end is counted once.
        let (mut line, mut counted) = (0, 0);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let start = span.start.min(text.len());
            line += text.get(counted..start).map_or(0, |between| between.matches('\n').count());
            counted = start.max(counted);
            let follows = last_line.is_some_and(|last| line <= last + 1);
            last_line = Some(line);
            if follows {
                continue;
            }
            let message = format!("this is not TOML: {}", error.message().replace('\n', ", "));
            let hint = if error.message().contains("duplicate key") {
                "keep one of the two"
            } else {
                "text needs quotes, lists need brackets and commas, table names stand in [[double brackets]]"
            };
            self.add(Finding::new(Code::TomlSyntax, message).hint(hint), span);
        }
        table
    }

    /// Records a finding at a span of the TOML text.
    pub(crate) fn add(&self, finding: Finding, span: Range<usize>) {
        let span = self.shift(span);
        self.findings.borrow_mut().push(finding.at(self.file, span));
    }

    /// Everything found.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings.into_inner();
        // What follows broken syntax is misread, and a key may be missing only because it could not be read.
        let broken = findings.iter().filter(|finding| finding.code == Code::TomlSyntax);
        let start = |finding: &Finding| finding.place.as_ref().map_or(0, |place| place.span.start);
        if let Some(first) = broken.map(start).min() {
            findings.retain(|finding| {
                finding.code == Code::TomlSyntax
                    || (finding.code != Code::MissingKey && start(finding) < first)
            });
        }
        findings
    }

    fn shift(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }
}

/// One table, its place and the keys asked for so far.
pub(crate) struct Table<'a> {
    reader: &'a Reader<'a>,
    entries: &'a DeTable<'a>,
    /// Where the table stands, as a span of the file.
    pub(crate) span: Range<usize>,
    /// What the table is called in messages, such as `[[work]]`.
    label: String,
    asked: RefCell<Vec<&'static str>>,
}

type Value<'a> = TomlSpanned<DeValue<'a>>;

impl<'a> Table<'a> {
    /// The table at the top of a file.
    pub(crate) fn root(reader: &'a Reader<'a>, table: &'a TomlSpanned<DeTable<'a>>) -> Self {
        Self::new(reader, table.get_ref(), table.span(), String::new())
    }

    fn new(reader: &'a Reader<'a>, entries: &'a DeTable<'a>, span: Range<usize>, label: String) -> Self {
        Self { reader, entries, span: reader.shift(span), label, asked: RefCell::default() }
    }

    fn get(&self, key: &'static str) -> Option<&'a Value<'a>> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key)
    }

    fn wrong_type(&self, key: &str, value: &Value<'_>, expected: &str) {
        let message = format!("{} must be {expected}, not {}", self.key(key), article(value.get_ref()));
        self.reader.add(Finding::new(Code::WrongType, message).hint(example(expected, key)), value.span());
    }

    /// A key with the name of its table, for messages.
    fn key(&self, key: &str) -> String {
        if self.label.is_empty() { format!("`{key}`") } else { format!("`{key}` in {}", self.label) }
    }

    /// Reports what was not asked for, with the nearest known key.
    pub(crate) fn finish(self) {
        let asked = self.asked.into_inner();
        for key in self.entries.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            let place = if self.label.is_empty() { String::new() } else { format!(" in {}", self.label) };
            let hint = match nearest(key.get_ref(), asked.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known keys here: {}", asked.join(", ")),
            };
            let message = format!("unknown key `{}`{place}", key.get_ref());
            self.reader.add(Finding::new(Code::UnknownKey, message).hint(hint), key.span());
        }
    }

    /// Reports a required key that is missing or empty.
    fn missing(&self, key: &str) {
        let message = format!("{} is required", self.key(key));
        let hint = format!("add {}", example("a string", key));
        let end = self.span.end.min(self.span.start + 1);
        self.reader.findings.borrow_mut().push(
            Finding::new(Code::MissingKey, message).at(self.reader.file, self.span.start..end).hint(hint),
        );
    }

    /// Plain text on one line; empty text counts as absent.
    pub(crate) fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a string");
            return None;
        };
        let text = collapse(text);
        (!text.is_empty()).then(|| Spanned::new(text, self.reader.shift(value.span())))
    }

    /// Plain text, without its place.
    pub(crate) fn string(&self, key: &'static str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// Plain text that must be there.
    pub(crate) fn required(&self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.text(key);
        let wrong_type = self.entries.get(key).is_some_and(|value| !value.get_ref().is_str());
        if text.is_none() && !wrong_type {
            self.missing(key);
        }
        text
    }

    /// Inline Markdown that a page can show.
    pub(crate) fn prose(&self, key: &'static str) -> Option<Spanned<Prose>> {
        self.text(key).and_then(|text| self.shown(&text))
    }

    /// Inline Markdown that must be there.
    pub(crate) fn required_prose(&self, key: &'static str) -> Option<Spanned<Prose>> {
        self.required(key).and_then(|text| self.shown(&text))
    }

    /// A text as inline Markdown, if a page could show it.
    pub(crate) fn shown(&self, text: &Spanned<String>) -> Option<Spanned<Prose>> {
        let length = text.value.chars().count();
        if length <= LONGEST {
            return Some(self.parse(text));
        }
        let message =
            format!("this has {length} characters, which would fill half a page, so it is left out");
        let hint = format!("say it in a line or two; {LONGEST} characters are the most");
        self.report(Finding::new(Code::TooLong, message).hint(hint), text.span.clone());
        None
    }

    /// A text as inline Markdown.
    pub(crate) fn parse(&self, text: &Spanned<String>) -> Spanned<Prose> {
        let prose = Prose::parse(&text.value);
        prose.findings().for_each(|finding| self.report(finding, text.span.clone()));
        Spanned::new(prose, text.span.clone())
    }

    /// A list of plain texts; one text alone counts as a list of one.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items: Vec<&Value<'_>> = match value.get_ref() {
            DeValue::String(_) => vec![value],
            DeValue::Array(items) => items.iter().collect(),
            _ => {
                self.wrong_type(key, value, "a list of strings");
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Spanned::new(collapse(text), self.reader.shift(item.span()))),
                None => self.wrong_type(key, item, "a list of strings"),
            }
        }
        texts.retain(|text| !text.value.is_empty());
        texts
    }

    /// A list of plain texts, without their places.
    pub(crate) fn strings(&self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    /// Whether a text is one of those that are known; another one is reported.
    pub(crate) fn check_choice(&self, key: &str, text: &Spanned<String>, known: &[&str]) -> bool {
        let fits = known.contains(&text.value.as_str());
        if !fits {
            let hint = match nearest(&text.value, known.iter().copied()) {
                Some(name) => format!("did you mean \"{name}\"?"),
                None => format!("use one of {}", known.join(", ")),
            };
            let message = format!("`{key}` cannot be \"{}\"", text.value);
            self.report(Finding::new(Code::BadSetting, message).hint(hint), text.span.clone());
        }
        fits
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(key, value, "true or false");
            false
        })
    }

    /// A number of things, 0 or more.
    pub(crate) fn count(&self, key: &'static str) -> Option<Spanned<usize>> {
        let value = self.get(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|number| usize::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, value, "a whole number");
        }
        number.map(|number| Spanned::new(number, self.reader.shift(value.span())))
    }

    /// A number greater than 0, with or without decimals.
    pub(crate) fn number(&self, key: &'static str) -> Option<f64> {
        let value = self.get(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(number) => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => "",
        };
        let number =
            text.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
        if number.is_none() {
            let message = format!("{} must be a number greater than 0", self.key(key));
            self.reader
                .add(Finding::new(Code::WrongType, message).hint(format!("{key} = 10.5")), value.span());
        }
        number
    }

    /// A date as text or as a TOML date, with its place; a wrong one is reported.
    pub(crate) fn date_text(&self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.get(key)?;
        let text = match value.get_ref() {
            DeValue::String(text) => collapse(text),
            DeValue::Datetime(date) => date.date.map(|date| date.to_string()).unwrap_or_default(),
            // A bare year is what most people type first, and it has only one meaning.
            DeValue::Integer(year) => year.as_str().to_owned(),
            _ => {
                self.wrong_type(key, value, "a date");
                return None;
            }
        };
        (!text.is_empty()).then(|| Spanned::new(text, self.reader.shift(value.span())))
    }

    /// A date, or nothing with a finding.
    pub(crate) fn date(&self, key: &'static str) -> Option<Spanned<Date>> {
        let text = self.date_text(key)?;
        let date = Date::parse(&text.value);
        if date.is_none() {
            self.bad_date(key, &text);
        }
        date.map(|date| Spanned::new(date, text.span))
    }

    /// Reports a date that is not one.
    pub(crate) fn bad_date(&self, key: &str, text: &Spanned<String>) {
        let message = format!("{} is not a date: \"{}\"", self.key(key), text.value);
        let hint = "write YYYY, YYYY-MM or YYYY-MM-DD, for example \"2021-03\"";
        let finding = Finding::new(Code::BadDate, message).at(self.reader.file, text.span.clone()).hint(hint);
        self.reader.findings.borrow_mut().push(finding);
    }

    /// Reports anything at a span of the file.
    pub(crate) fn report(&self, finding: Finding, span: Range<usize>) {
        self.reader.findings.borrow_mut().push(finding.at(self.reader.file, span));
    }

    /// A table inside this one.
    pub(crate) fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let value = self.get(key)?;
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong_type(key, value, "a table");
            return None;
        };
        let label = format!("[{}]", self.path(key));
        Some(Self::new(self.reader, entries, value.span(), label))
    }

    /// The tables of a list.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let label = format!("[[{}]]", self.path(key));
        self.counted_items(key, "a list of tables")
            .into_iter()
            .filter_map(|item| match item.get_ref().as_table() {
                Some(entries) => Some(Self::new(self.reader, entries, item.span(), label.clone())),
                None => {
                    self.wrong_type(key, item, "a list of tables");
                    None
                }
            })
            .collect()
    }

    /// The items of a list in which plain texts and tables may stand side by side.
    pub(crate) fn texts_or_tables(&self, key: &'static str) -> Vec<TextOrTable<'a>> {
        let mut items = Vec::new();
        for item in self.counted_items(key, "a list of strings or tables") {
            let span = self.reader.shift(item.span());
            match item.get_ref() {
                DeValue::String(text) => items.push(TextOrTable::Text(Spanned::new(collapse(text), span))),
                DeValue::Table(entries) => {
                    let label = self.path(key);
                    items.push(TextOrTable::Table(Self::new(self.reader, entries, item.span(), label)));
                }
                _ => self.wrong_type(key, item, "a list of strings or tables"),
            }
        }
        items
    }

    /// The items of a list, as far as the text may have more of them.
    fn counted_items(&self, key: &'static str, expected: &str) -> Vec<&'a Value<'a>> {
        let mut items = self.items(key, expected);
        let before = self.reader.items.get();
        self.reader.items.set(before + items.len());
        let room = MOST_ITEMS.saturating_sub(before);
        // Only the first that is too many is told.
        if let Some(item) = items.get(room).filter(|_| before <= MOST_ITEMS) {
            let message = format!("this is the entry or highlight after the first {MOST_ITEMS}");
            let hint = "keep what you may want to show; another profile can have the rest (--profile)";
            self.reader.add(Finding::new(Code::TooMany, message).hint(hint), item.span());
        }
        items.truncate(room);
        items
    }

    fn items(&self, key: &'static str, expected: &str) -> Vec<&'a Value<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(items) => items.iter().collect(),
            None => {
                self.wrong_type(key, value, expected);
                Vec::new()
            }
        }
    }

    /// All entries as plain texts, for a table with free keys.
    pub(crate) fn pairs(self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for (key, value) in self.entries {
            match value.get_ref().as_str() {
                Some(text) => pairs.push((collapse(key.get_ref()), collapse(text))),
                None => self.wrong_type(key.get_ref(), value, "a string"),
            }
        }
        pairs
    }

    fn path(&self, key: &str) -> String {
        let parent = self.label.trim_matches(['[', ']']);
        if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") }
    }
}

/// An item of a list that may be written short or in full.
pub(crate) enum TextOrTable<'a> {
    /// The short form.
    Text(Spanned<String>),
    /// The full form.
    Table(Table<'a>),
}

/// The type of a value, with its article.
fn article(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// How a value of that kind is written.
fn example(expected: &str, key: &str) -> String {
    match expected {
        "a string" => format!("{key} = \"...\""),
        "a list of strings" => format!("{key} = [\"...\", \"...\"]"),
        "true or false" => format!("{key} = true"),
        "a whole number" => format!("{key} = 1"),
        "a date" => format!("{key} = \"2021-03\""),
        "a table" => format!("[{key}] on a line of its own, its keys below"),
        "a list of tables" => format!("[[{key}]] on a line of its own, once for each entry"),
        _ => format!("{key} = [\"...\", {{ text = \"...\" }}]"),
    }
}
