//! A studio that runs, and requests to it as anything that is not a browser may send them.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::Workspace;

/// Longer than anything takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `bespoke preview`, ended when dropped.
pub(crate) struct Studio {
    child: Child,
    pub(crate) address: SocketAddr,
    token: String,
}

impl Drop for Studio {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the studio answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The headers, in lower case.
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_else(|| panic!("no {name} in {}", self.head))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }
}

impl Studio {
    /// Starts a studio on a free port.
    #[track_caller]
    pub(crate) fn open(workspace: &Workspace) -> Self {
        Self::start(workspace.command(["preview", "--port", "0", "--no-open"]))
    }

    /// Starts a studio, which tells its address first.
    #[track_caller]
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        let address = address.and_then(|address| address.parse().ok());
        let Some(address) = address else {
            let output = child.wait_with_output().unwrap();
            panic!("no address: {line:?}\n{}", String::from_utf8_lossy(&output.stderr));
        };
        let mut studio = Self { child, address, token: String::new() };
        let page = studio.get("/").text();
        let (_, rest) = page.split_once("name=\"token\" content=\"").unwrap();
        rest.split('"').next().unwrap().clone_into(&mut studio.token);
        studio
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends a request with these headers and nothing else, and reads until the connection ends.
    pub(crate) fn send(&self, request: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = self.connect();
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length =
            if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let text = format!("{request} HTTP/1.1\r\n{headers}{length}Connection: close\r\n\r\n{body}");
        // Who refuses a request need not read all of it.
        let _ = stream.write_all(text.as_bytes());
        let mut bytes = Vec::new();
        match stream.read_to_end(&mut bytes) {
            Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{request}: {error}"),
            _ => {}
        }
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Answer { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    /// The name that the studio goes by.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path}"), &[("Host", &self.host())], "")
    }

    /// Sends what changes a file, as the page does.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = [("Host", self.host()), ("X-Bespoke-Token", self.token.clone())];
        self.send(
            &format!("POST {path}"),
            &headers.each_ref().map(|(name, value)| (*name, value.as_str())),
            &body.to_string(),
        )
    }

    /// What is shown of a job.
    #[track_caller]
    pub(crate) fn view(&self, job: &str) -> Value {
        let answer = self.get(&format!("/api/look?job={job}"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Asks until the answer is as wanted: files are watched, which takes its time.
    #[track_caller]
    pub(crate) fn until(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "{path} still says {}", answer.text());
            sleep(Duration::from_millis(20));
        }
    }
}
