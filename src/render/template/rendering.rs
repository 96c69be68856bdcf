//! Tera: templates and a view in, text out. Templates are code; a worker renders those that are not our own.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::data::Data;
use crate::markdown::{quote, typst_text};
use crate::process::{Isolation, Reply, Request, Stopped, Subject};

/// The largest text that templates may make, in bytes; a book has two million.
const MOST: usize = 64 * 1024 * 1024;

/// How many sets of templates a worker keeps parsed.
const KEPT: usize = 8;

/// The name of this service of a worker.
pub const TEMPLATES: &str = "templates";

/// Names and texts of templates.
type Texts = Vec<(String, String)>;

/// A set of templates that are valid.
pub(super) struct Templates {
    texts: Texts,
    place: Place,
}

/// Where templates are rendered.
enum Place {
    /// In this process, where no limit holds: nothing but what they are given makes them take long.
    Here(Box<Tera>),
    Worker(Isolation),
}

/// Why templates cannot be used.
#[derive(Debug)]
pub(super) enum Fault {
    /// They are wrong.
    Template(Mistake),
    /// They had to be stopped, or the worker fell.
    Stopped(Stopped),
}

/// What is wrong with a template.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mistake {
    pub(super) message: String,
    /// The template and the bytes of it that it is about, if they are known.
    pub(super) place: Option<(String, Range<usize>)>,
}

impl From<tera::Error> for Mistake {
    fn from(error: tera::Error) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self {
                message: first_line(report.message()),
                place: Some((report.filename().to_owned(), report.span().range.clone())),
            },
            _ => Self {
                message: first_line(&error.to_string()).trim_start_matches("error: ").to_owned(),
                place: None,
            },
        }
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().trim_end_matches('.').to_owned()
}

/// What a worker is asked.
#[derive(Serialize, Deserialize)]
struct Question<'a> {
    templates: Cow<'a, [(String, String)]>,
    /// The template to render and what it sees; without it, the templates are only parsed.
    render: Option<(String, Data)>,
}

impl Templates {
    /// Parses templates.
    pub(super) fn new(texts: Texts, isolation: Option<Isolation>) -> Result<Self, Fault> {
        let place = match isolation {
            Some(isolation) => Place::Worker(isolation),
            None => Place::Here(Box::new(environment(&texts).map_err(Fault::Template)?)),
        };
        let templates = Self { texts, place };
        if let Place::Worker(isolation) = &templates.place {
            templates.ask(isolation, None)?;
        }
        Ok(templates)
    }

    /// The same with other texts.
    pub(super) fn with(&self, texts: Texts) -> Result<Self, Fault> {
        let isolation = match &self.place {
            Place::Here(_) => None,
            Place::Worker(isolation) => Some(isolation.clone()),
        };
        Self::new(texts, isolation)
    }

    /// Renders one of them.
    pub(super) fn render(&self, template: &str, view: &impl Serialize) -> Result<String, Fault> {
        let wrong = |error: tera::Error| Fault::Template(error.into());
        match &self.place {
            Place::Here(tera) => {
                let context = Context::from_serialize(view).map_err(wrong)?;
                render(tera, template, &context).map_err(Fault::Template)
            }
            Place::Worker(isolation) => {
                let view = Value::try_from_serializable(view).map_err(wrong)?;
                self.ask(isolation, Some((template.to_owned(), Data::of(&view))))
            }
        }
    }

    fn ask(&self, isolation: &Isolation, render: Option<(String, Data)>) -> Result<String, Fault> {
        let broken = |error: serde_json::Error| Fault::Stopped(io::Error::from(error).into());
        let question = serde_json::to_vec(&Question { templates: Cow::Borrowed(&self.texts), render })
            .map_err(broken)?;
        let request = Request { service: TEMPLATES, question: &question, shared: &[] };
        let reply = isolation.ask(Subject { kind: TEMPLATES, text: "" }, &request).map_err(Fault::Stopped)?;
        serde_json::from_slice::<Result<String, Mistake>>(&reply.answer)
            .map_err(broken)?
            .map_err(Fault::Template)
    }
}

/// Renders templates in a worker.
#[derive(Default)]
pub struct TemplateService {
    /// The latest last.
    parsed: Vec<(Texts, Tera)>,
}

impl TemplateService {
    /// Answers a request.
    ///
    /// # Errors
    /// It is no question of this service.
    pub fn answer(&mut self, request: &Request<'_>) -> serde_json::Result<Reply> {
        let question: Question = serde_json::from_slice(request.question)?;
        let answer = serde_json::to_vec(&self.render(question))?;
        Ok(Reply { answer, file: Vec::new() })
    }

    fn render(&mut self, Question { templates, render: what }: Question<'_>) -> Result<String, Mistake> {
        let known = self.parsed.iter().position(|(texts, _)| **texts == *templates);
        let at = match known {
            Some(at) => at,
            None => {
                let tera = environment(&templates)?;
                if self.parsed.len() == KEPT {
                    self.parsed.remove(0);
                }
                self.parsed.push((templates.into_owned(), tera));
                self.parsed.len() - 1
            }
        };
        let tera = &self.parsed[at].1;
        what.map_or_else(|| Ok(String::new()), |(template, view)| render(tera, &template, &view.context()))
    }
}

fn render(tera: &Tera, template: &str, context: &Context) -> Result<String, Mistake> {
    let mut text = Bounded::default();
    let rendered = tera.render_to(template, context, &mut text);
    if text.full {
        let message = format!("the templates make a text of more than {} MB", MOST / 1024 / 1024);
        return Err(Mistake { message, place: None });
    }
    rendered?;
    String::from_utf8(text.bytes).map_err(|error| Mistake { message: error.to_string(), place: None })
}

/// A text that cannot grow beyond [`MOST`].
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    /// Whether more was to be written.
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.full = self.bytes.len() + bytes.len() > MOST;
        if self.full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn environment(templates: &[(String, String)]) -> Result<Tera, Mistake> {
    let mut tera = Tera::new();
    tera.autoescape_on([".typ"]);
    tera.set_escape_fn(|text, out| out.write_all(typst_text(text).as_bytes()));
    tera.register_filter("quote", |text: &str, _: Kwargs, _: &State<'_>| Value::safe_string(&quote(text)));
    tera.register_filter("content", |value: Value, _: Kwargs, _: &State<'_>| content(&value));
    tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
    Ok(tera)
}

/// A text as a Typst expression: content in brackets, or `none` where there is none.
fn content(value: &Value) -> Value {
    let code = match value.as_str() {
        Some(text) if value.is_safe() => format!("[{text}]"),
        Some(text) => format!("[{}]", typst_text(text)),
        None => "none".to_owned(),
    };
    Value::safe_string(&code)
}
