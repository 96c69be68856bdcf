//! The server: to this machine's browser alone, whatever else asks.
//!
//! It listens on the loopback address only. A page on the web can make a browser send requests there, under a name
//! of its own (rebinding) or from its own origin, so the host and the origin of every request are checked, and what
//! changes a file needs a token that only the studio's own page has. Connections are few, headers and bodies have to
//! come in time, and who does not read what was asked for is cut off.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::stream;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::{runtime, task, time};
use tokio_io_timeout::TimeoutStream;

use super::desk::{Desk, Missing};
use super::edits::Change;
use super::view::Look;
use super::{Show, watch as watching};
use crate::finding::{Code, Finding};
use crate::job::{Setting, Wish};
use crate::threads::STACK;

/// The port that is used where none is named, so that a bookmark stays true.
const USUAL_PORT: u16 = 4747;

/// How many connections there may be at a time: a browser opens six.
const MOST_CONNECTIONS: usize = 64;

/// How many of them may be of those who only listen: a browser needs one, whatever its tabs.
const MOST_LISTENERS: usize = 16;

/// How long a request's headers may take, and a connection may be idle.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often somebody who only listens is told that there is nothing new.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The largest body of a request, in bytes.
const LARGEST_BODY: usize = 16 * 1024;

/// So long after a change the jobs that nobody looks at are left alone.
const BUSY: Duration = Duration::from_secs(2);

/// The header with the token.
const TOKEN: HeaderName = HeaderName::from_static("x-bespoke-token");

const PAGE: &str = include_str!("assets/studio.html");

/// What the page is made of: path, media type and text.
const ASSETS: [(&str, &str, &str); 6] = [
    ("/studio.svg", "image/svg+xml", include_str!("assets/studio.svg")),
    ("/studio.css", "text/css; charset=utf-8", include_str!("assets/studio.css")),
    ("/studio.js", SCRIPT, include_str!("assets/studio.js")),
    ("/dom.js", SCRIPT, include_str!("assets/dom.js")),
    ("/pages.js", SCRIPT, include_str!("assets/pages.js")),
    ("/why.js", SCRIPT, include_str!("assets/why.js")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// What the page may do: nothing but show and ask what comes from here.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A studio that listens.
pub struct Studio {
    runtime: runtime::Runtime,
    listener: TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What all requests share.
struct Shared {
    desk: Desk,
    /// The job to begin with.
    job: String,
    port: u16,
    token: String,
    news: watch::Sender<News>,
    listeners: Arc<Semaphore>,
}

/// What has changed, by how often it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct News {
    /// The files.
    files: u64,
    /// What is known of the jobs.
    jobs: u64,
}

/// Opens a studio; nobody is answered before [`Studio::run`].
///
/// # Errors
/// The port is taken, or cannot be listened on.
pub fn open(show: Show) -> Result<Studio, Finding> {
    let failed = |error: io::Error| {
        let asked = show.port.unwrap_or(USUAL_PORT);
        Finding::new(Code::CannotServe, format!("port {asked} cannot be listened on: {error}"))
            .hint("name another with --port, or let --port 0 find a free one")
    };
    let runtime = runtime::Builder::new_current_thread().enable_all().thread_stack_size(STACK).build();
    let runtime = runtime.map_err(failed)?;
    let listen = |port: u16| runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)));
    let listener = match show.port {
        Some(port) => listen(port),
        None => listen(USUAL_PORT).or_else(|_| listen(0)),
    };
    let listener = listener.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let mut secret = [0; 16];
    getrandom::fill(&mut secret).map_err(|error| failed(io::Error::other(error)))?;
    let shared = Arc::new(Shared {
        desk: Desk::new(show.workspace, show.options),
        job: show.job.unwrap_or_default(),
        port: address.port(),
        token: secret.iter().map(|byte| format!("{byte:02x}")).collect(),
        news: watch::Sender::default(),
        listeners: Arc::new(Semaphore::new(MOST_LISTENERS)),
    });
    Ok(Studio { runtime, listener, address, shared })
}

impl Studio {
    /// Its address in a browser.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers requests until the process ends.
    ///
    /// # Errors
    /// The system has no more threads to give.
    pub fn run(self) -> Result<Infallible, Finding> {
        let (watcher, learner) = (Arc::clone(&self.shared), Arc::clone(&self.shared));
        beside(move || watching::watch(watcher.desk.workspace(), || watcher.refresh()))?;
        beside(move || learner.learn())?;
        let router = router(self.shared);
        self.runtime.block_on(serve(&self.listener, router))
    }
}

/// Starts work that goes on beside the answering.
fn beside(work: impl FnOnce() + Send + 'static) -> Result<(), Finding> {
    let started = thread::Builder::new().stack_size(STACK).spawn(work);
    started.map(|_| ()).map_err(|error| {
        Finding::new(Code::CannotServe, format!("files cannot be watched: {error}"))
            .hint("end other programs, and try again")
    })
}

async fn serve(listener: &TcpListener, router: Router) -> ! {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let service = TowerToHyperService::new(router);
    loop {
        // A place is always given in the end: nobody closes the semaphore.
        let place = Arc::clone(&places).acquire_owned().await;
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Out of files, or the other side is gone already; the next may fare better.
                time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Answers are small and wanted at once.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(PATIENCE));
        let stream: Pin<Box<_>> = Box::pin(stream);
        let service = service.clone();
        task::spawn(async move {
            let mut http = http1::Builder::new();
            let connection = http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
            // Who goes away, or sends what is no request, needs no answer.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

fn router(shared: Arc<Shared>) -> Router {
    let with_asset = |router: Router<_>, (path, kind, text)| {
        router.route(path, get(move || async move { typed(kind, text) }))
    };
    ASSETS
        .into_iter()
        .fold(Router::new(), with_asset)
        .route("/", get(page))
        .route("/api/jobs", get(jobs))
        .route("/api/look", get(look))
        .route("/api/events", get(events))
        .route("/picture/{name}", get(picture))
        .route("/pdf/{name}", get(pdf))
        .route("/api/wish", post(wish))
        .route("/api/setting", post(setting))
        .route("/api/undo", post(undo))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard))
        .with_state(shared)
}

/// Lets through what the studio's own page asks for.
async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let mut answer = match shared.refusal(request.method(), request.headers()) {
        Some(why) => refused(StatusCode::FORBIDDEN, why),
        None => next.run(request).await,
    };
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

impl Shared {
    /// Why a request is not answered; none if it is.
    fn refusal(&self, method: &Method, headers: &HeaderMap) -> Option<&'static str> {
        let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let port = self.port;
        let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        let host = text(&header::HOST).unwrap_or_default();
        if headers.get_all(header::HOST).iter().count() != 1 || !hosts.iter().any(|known| known == host) {
            return Some("the studio answers under its own address only");
        }
        if text(&header::ORIGIN).is_some_and(|origin| origin != format!("http://{host}")) {
            return Some("another site asks");
        }
        let from = text(&HeaderName::from_static("sec-fetch-site"));
        if from.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
            return Some("another site asks");
        }
        let changes = !matches!(*method, Method::GET | Method::HEAD);
        (changes && text(&TOKEN) != Some(self.token.as_str()))
            .then_some("the token of this studio is missing")
    }

    /// Reads the files again, and tells of it if they say something else.
    fn refresh(&self) {
        if self.desk.refresh() {
            self.news.send_modify(|news| news.files += 1);
        }
    }

    /// Finds out about the jobs whenever files have changed, for ever.
    fn learn(&self) {
        let mut known = 0;
        loop {
            let now = self.news.borrow().files;
            if now != known {
                // While files change, cores are for the job that is looked at.
                known = now;
                thread::sleep(BUSY);
            } else if self.desk.learn() {
                self.news.send_modify(|news| news.jobs += 1);
            } else {
                thread::sleep(BUSY / 20);
            }
        }
    }
}

async fn page(State(shared): State<Arc<Shared>>) -> Response {
    let page = PAGE.replace("{token}", &shared.token).replace("{job}", &attribute(&shared.job));
    typed("text/html; charset=utf-8", page)
}

/// A text in an attribute.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

async fn jobs(State(shared): State<Arc<Shared>>) -> Response {
    blocking(move || typed(JSON, shared.desk.list())).await
}

async fn look(State(shared): State<Arc<Shared>>, Query(look): Query<Look>) -> Response {
    blocking(move || match shared.desk.look(&look) {
        Ok(view) => typed(JSON, Bytes::from_owner(view)),
        Err(Missing::Job) => refused(
            StatusCode::NOT_FOUND,
            &format!("there is no job \"{}\" in this workspace; choose another", look.job),
        ),
        Err(Missing::Theme) => {
            let theme = look.theme.unwrap_or_default();
            refused(StatusCode::NOT_FOUND, &format!("there is no theme \"{theme}\" in this workspace"))
        }
    })
    .await
}

async fn picture(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    let picture = name.strip_suffix(".svg").and_then(|name| shared.desk.picture(name));
    let Some(svg) = picture else {
        return refused(StatusCode::NOT_FOUND, "there is no such picture any more");
    };
    let mut answer = typed("image/svg+xml", Bytes::from(svg.as_bytes().to_vec()));
    // Another picture has another name.
    let kept = HeaderValue::from_static("private, max-age=86400, immutable");
    answer.headers_mut().insert(header::CACHE_CONTROL, kept);
    answer
}

async fn pdf(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(look): Query<Look>,
) -> Response {
    blocking(move || match shared.desk.pdf(&look, &name) {
        Some(pdf) => {
            let mut answer = typed("application/pdf", pdf);
            // The page names the file, for it may name it by a job in any script.
            let saved = HeaderValue::from_static("attachment");
            answer.headers_mut().insert(header::CONTENT_DISPOSITION, saved);
            answer
        }
        None => refused(StatusCode::NOT_FOUND, "this document cannot be made as the files are now"),
    })
    .await
}

/// Tells when something has changed; who is slow misses what is not true any more anyway.
async fn events(State(shared): State<Arc<Shared>>) -> Response {
    let Ok(place) = Arc::clone(&shared.listeners).try_acquire_owned() else {
        return refused(StatusCode::SERVICE_UNAVAILABLE, "too many listen already");
    };
    let mut news = shared.news.subscribe();
    news.mark_changed();
    let told = stream::unfold((news, place), |(mut news, place)| async move {
        news.changed().await.ok()?;
        let now = *news.borrow_and_update();
        let event = Event::default().data(json!({ "files": now.files, "jobs": now.jobs }).to_string());
        Some((Ok::<_, Infallible>(event), (news, place)))
    });
    Sse::new(told).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}

/// A wish about a highlight.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedWish {
    job: String,
    id: String,
    wish: WishName,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WishName {
    Keep,
    Drop,
    Free,
}

/// A setting for a job.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedSetting {
    job: String,
    #[serde(flatten)]
    setting: SettingName,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum SettingName {
    Theme(String),
    Pages(usize),
}

/// The most pages that can be asked for.
const MOST_PAGES: usize = 99;

async fn wish(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let AskedWish { job, id, wish } = match body(request).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    let wish = match wish {
        WishName::Keep => Wish::Keep,
        WishName::Drop => Wish::Drop,
        WishName::Free => Wish::Free,
    };
    edit(shared, move |desk| desk.edit(&job, &Change::Wish(id, wish))).await
}

async fn setting(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let AskedSetting { job, setting } = match body(request).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    let setting = match setting {
        SettingName::Theme(name) => Setting::Theme(name),
        SettingName::Pages(pages @ 1..=MOST_PAGES) => Setting::Pages(pages),
        SettingName::Pages(_) => return refused(StatusCode::BAD_REQUEST, "a resume has 1 to 99 pages"),
    };
    edit(shared, move |desk| desk.edit(&job, &Change::Setting(setting))).await
}

/// The job whose last edit is taken back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedUndo {
    job: String,
}

async fn undo(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let AskedUndo { job } = match body(request).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    edit(shared, move |desk| desk.undo(&job)).await
}

/// Changes a file, and says how or why not.
async fn edit(
    shared: Arc<Shared>,
    change: impl FnOnce(&Desk) -> Result<String, Finding> + Send + 'static,
) -> Response {
    blocking(move || {
        let said = change(&shared.desk);
        shared.refresh();
        match said {
            Ok(message) => Json(json!({ "message": message })).into_response(),
            Err(Finding { message, hint, .. }) => {
                let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
                refused(StatusCode::CONFLICT, &format!("{message}{hint}"))
            }
        }
    })
    .await
}

/// The body of a request, which has to come in time and be small.
async fn body<T: DeserializeOwned>(request: Request) -> Result<T, Response> {
    let bytes = time::timeout(PATIENCE, to_bytes(request.into_body(), LARGEST_BODY)).await;
    let bytes =
        bytes.map_err(|_| refused(StatusCode::REQUEST_TIMEOUT, "the request did not come in time"))?;
    let bytes = bytes.map_err(|_| refused(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large"))?;
    serde_json::from_slice(&bytes).map_err(|error| refused(StatusCode::BAD_REQUEST, &error.to_string()))
}

/// Does work that takes its time on a thread of its own.
async fn blocking(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    let failed =
        |_| refused(StatusCode::INTERNAL_SERVER_ERROR, "the studio stumbled over this; the log tells why");
    task::spawn_blocking(work).await.unwrap_or_else(failed)
}

const JSON: &str = "application/json";

fn typed(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}

fn refused(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "message": why }))).into_response()
}
