//! The studio, from outside: it shows what a build makes, follows the files, changes them in place, and answers
//! nobody but its own page.

use serde_json::{Value, json};

use crate::harness::{JOB, PENN_MEDICINE, PROFILE, Workspace, edit};
use crate::studio::{Answer, Studio};

/// The words of a page.
fn words(view: &Value, document: &str) -> String {
    let pages = view["good"][document]["pages"].as_array().unwrap().iter();
    let runs = pages.flat_map(|page| page["text"].as_array().unwrap());
    runs.map(|run| run["text"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

/// The codes of findings.
fn codes(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

mod shows {
    use super::{Studio, Workspace, words};
    use crate::harness::JOB;

    #[test]
    fn the_bytes_that_a_build_makes() {
        let workspace = Workspace::sample();
        workspace.run(["build"]).succeeds();
        let studio = Studio::open(&workspace);
        for job in ["penn-medicine", "harbor-transit"] {
            for document in ["resume.pdf", "cover-letter.pdf"] {
                let answer = studio.get(&format!("/pdf/{document}?job={job}"));
                assert_eq!(answer.header("content-type"), "application/pdf");
                assert_eq!(answer.header("content-disposition"), "attachment");
                assert!(
                    answer.body == workspace.bytes(&format!("output/{job}/{document}")),
                    "{job}/{document}"
                );
            }
        }
        workspace.run(["build", "penn-medicine", "--theme", "modern"]).succeeds();
        let modern = studio.get("/pdf/resume.pdf?job=penn-medicine&theme=modern");
        assert!(modern.body == workspace.bytes("output/penn-medicine/resume.pdf"));
    }

    #[test]
    fn both_documents_with_their_reasons() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let view = studio.view("acme");
        assert_eq!(view["current"], true);
        assert!(words(&view, "resume").contains("Built data pipelines in Python"));
        assert!(words(&view, "cover-letter").contains("When I joined Initech"));
        let good = &view["good"];
        let pages = good["resume"]["pages"].as_array().unwrap();
        let ids: Vec<&str> =
            pages[0]["text"].as_array().unwrap().iter().map(|run| run["id"].as_str().unwrap()).collect();
        for id in ["pipelines", "team"] {
            assert!(ids.contains(&id), "{ids:?}");
        }
        let topic = &good["explanation"]["topics"][0];
        let source = &topic["sources"][0];
        let line = &good["lines"][source["file"].as_str().unwrap()][source["line"].to_string()];
        assert!(line.as_str().unwrap().to_lowercase().contains("data pipelines"), "{line}");
        let picture = studio.get(&format!("/picture/{}.svg", pages[0]["picture"].as_str().unwrap()));
        assert_eq!(picture.header("content-type"), "image/svg+xml");
        assert!(picture.text().starts_with("<svg"), "{}", picture.text());
    }

    #[test]
    fn what_a_theme_draws_besides_text() {
        let workspace = Workspace::minimal();
        workspace.run(["themes", "copy", "classic"]).succeeds();
        let path = workspace.path("templates/classic/resume.typ");
        let bar = "\n#place(bottom, rect(width: 40pt, height: 4pt, fill: gradient.linear(red, blue)))\n";
        let template = std::fs::read_to_string(&path).unwrap() + bar;
        std::fs::write(path, template).unwrap();
        let studio = Studio::open(&workspace);
        let picture = |document: &str| {
            let name = studio.view("acme")["good"][document]["pages"][0]["picture"].clone();
            studio.get(&format!("/picture/{}.svg", name.as_str().unwrap())).text()
        };
        assert!(picture("resume").contains("<pattern"));
        assert!(!picture("cover-letter").contains("<pattern"));
    }

    #[test]
    fn every_job_with_status_coverage_and_findings() {
        let workspace = Workspace::sample();
        let studio = Studio::open(&workspace);
        let known = |answer: &super::Answer| {
            let list = answer.json();
            list["jobs"].as_array().unwrap().iter().all(|job| job["stale"] == false)
        };
        let list = studio.until("/api/jobs", known).json();
        let penn = &list["jobs"][1];
        assert_eq!(penn["job"], "penn-medicine");
        assert_eq!(penn["company"], "Penn Medicine");
        assert_eq!(penn["status"], "PENDING");
        assert_eq!(penn["errors"], 0);
        assert!(penn["coverage"].as_f64().unwrap() > 50.0);
        assert!(list["themes"].as_array().unwrap().iter().any(|theme| theme == "classic"));
    }

    #[test]
    fn a_large_posting() {
        let posting = "Requirements:\n- Experience with data pipelines is required.\n".to_owned()
            + &"The team works with data, and with people who ask about data. ".repeat(32_000);
        let job = super::edit(
            JOB,
            "Requirements:\n- Experience with data pipelines is required.\n",
            &format!("{posting}\n"),
        );
        assert!(job.len() > 1_900_000);
        let workspace = Workspace::minimal().job("acme", job);
        let studio = Studio::open(&workspace);
        assert_eq!(studio.view("acme")["current"], true);
    }
}

mod follows {
    use std::fs;

    use super::{Answer, JOB, PROFILE, Studio, Workspace, codes, edit, words};

    const LOOK: &str = "/api/look?job=acme";

    fn current(answer: &Answer) -> bool {
        answer.status == 200 && answer.json()["current"] == true
    }

    #[test]
    fn a_saved_file() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        assert!(words(&studio.view("acme"), "resume").contains("twelve teams"));
        let workspace = workspace.profile(&edit(PROFILE, "twelve teams", "eleven teams"));
        studio.until(LOOK, |answer| words(&answer.json(), "resume").contains("eleven teams"));
        let workspace =
            workspace.file("profiles/jobs/acme.letter.md", "Dear Jo,\n\nI wrote this one myself.\n");
        studio.until(LOOK, |answer| words(&answer.json(), "cover-letter").contains("wrote this one myself"));
        workspace.run(["themes", "copy", "classic"]).succeeds();
        let theme = workspace.path("templates/classic/theme.toml");
        let text = fs::read_to_string(&theme).unwrap();
        let before = studio.view("acme")["good"]["resume"]["pages"][0]["picture"].clone();
        fs::write(&theme, text.replace("accent = \"", "accent = \"#7a1f1f\" # \"")).unwrap();
        studio.until(LOOK, |answer| answer.json()["good"]["resume"]["pages"][0]["picture"] != before);
    }

    #[test]
    fn a_file_that_was_put_in_the_place_of_another() {
        // As many editors save.
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let aside = workspace.path("profiles/jobs/.acme.md.swap");
        fs::write(&aside, edit(JOB, "Acme", "Globex")).unwrap();
        fs::rename(aside, workspace.path("profiles/jobs/acme.md")).unwrap();
        studio.until(LOOK, |answer| answer.json()["company"] == "Globex");
    }

    #[test]
    fn the_listener_is_told() {
        use std::io::{BufRead, BufReader, Write};

        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let mut stream = studio.connect();
        write!(stream, "GET /api/events HTTP/1.1\r\nHost: {}\r\n\r\n", studio.host()).unwrap();
        let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
        let mut news = || lines.find_map(|line| line.strip_prefix("data: ").map(str::to_owned)).unwrap();
        assert!(news().contains("\"files\":0"));
        let _workspace = workspace.profile(&edit(PROFILE, "twelve", "eleven"));
        while !news().contains("\"files\":1") {}
    }

    #[test]
    fn a_profile_that_breaks_and_is_mended() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let before = studio.view("acme")["good"].clone();
        let workspace = workspace.profile(&edit(PROFILE, "start = \"2020-01\"", "start = \"2020-01"));
        let source = "start = \"2020-01";
        let broken = studio.until(LOOK, |answer| answer.json()["findings"][0]["source"] == source).json();
        assert_eq!((&broken["good"], &broken["current"]), (&before, &false.into()));
        let finding = &broken["findings"][0];
        assert_eq!(
            (&finding["severity"], &finding["file"]),
            (&"error".into(), &"profiles/master.toml".into())
        );
        assert_eq!(studio.get("/pdf/resume.pdf?job=acme").status, 404);
        // In a theme that was not looked at before there is nothing better than the pages in another.
        let plain = studio.get("/api/look?job=acme&theme=plain").json();
        assert_eq!((&plain["good"], &plain["current"]), (&before, &false.into()));
        let _workspace = workspace.profile(PROFILE);
        assert_eq!(studio.until(LOOK, current).json()["good"], before);
    }

    #[test]
    fn a_job_that_comes_is_renamed_and_goes() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        studio.view("acme");
        let workspace = workspace.job("beta", edit(JOB, "Acme", "Beta"));
        studio.until("/api/look?job=beta", |answer| answer.status == 200);
        fs::rename(workspace.path("profiles/jobs/beta.md"), workspace.path("profiles/jobs/gamma.md"))
            .unwrap();
        studio.until("/api/look?job=gamma", |answer| answer.status == 200);
        studio.until("/api/look?job=beta", |answer| answer.status == 404);
        fs::remove_file(workspace.path("profiles/jobs/acme.md")).unwrap();
        studio.until(LOOK, |answer| answer.status == 404);
        let list = studio.get("/api/jobs").json();
        assert_eq!(list["jobs"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn a_workspace_that_goes_and_comes_back() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        studio.view("acme");
        fs::remove_dir_all(workspace.path("profiles")).unwrap();
        let list = studio.until("/api/jobs", |answer| answer.json()["jobs"] == serde_json::json!([])).json();
        assert!(codes(&list["findings"]).contains(&"no-profile"), "{list}");
        studio.until(LOOK, |answer| answer.status == 404);
        let workspace = workspace.profile(PROFILE).job("acme", JOB);
        studio.until(LOOK, current);
        // It is watched again, too.
        let _workspace = workspace.profile(&edit(PROFILE, "twelve teams", "eleven teams"));
        studio.until(LOOK, |answer| words(&answer.json(), "resume").contains("eleven teams"));
    }
}

mod edits {
    use std::fs;

    use super::{Studio, Value, Workspace, json, words};
    use crate::harness::JOB;

    fn notes(workspace: &Workspace) -> String {
        String::from_utf8(workspace.bytes("profiles/jobs/acme.md")).unwrap()
    }

    fn wish(studio: &Studio, wish: &str) -> Value {
        let answer = studio.post("/api/wish", &json!({ "job": "acme", "id": "team", "wish": wish }));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["message"].clone()
    }

    #[test]
    fn a_wish_is_written_to_the_notes_and_shown() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        assert_eq!(wish(&studio, "drop"), "profiles/jobs/acme.md now drops team");
        assert_eq!(notes(&workspace), format!("{JOB}\n## Drop\n- team\n"));
        let view = studio.view("acme");
        assert_eq!(view["drop"], json!(["team"]));
        assert!(!words(&view, "resume").contains("Led four engineers"));
        wish(&studio, "keep");
        let view = studio.view("acme");
        assert_eq!((&view["keep"], &view["drop"]), (&json!(["team"]), &json!([])));
        assert!(words(&view, "resume").contains("Led four engineers"));
        wish(&studio, "free");
        assert_eq!(studio.view("acme")["keep"], json!([]));
    }

    #[test]
    fn settings_go_to_the_front_matter() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let set = |setting: Value| studio.post("/api/setting", &setting).status;
        assert_eq!(set(json!({ "job": "acme", "theme": "plain" })), 200);
        assert_eq!(set(json!({ "job": "acme", "pages": 2 })), 200);
        assert_eq!(notes(&workspace), format!("+++\npages = 2\ntheme = \"plain\"\n+++\n\n{JOB}"));
        let good = &studio.view("acme")["good"];
        assert_eq!((&good["theme"], &good["page_limit"]), (&json!("plain"), &json!(2)));
        assert_eq!(set(json!({ "job": "acme", "pages": 1 })), 200);
        assert_eq!(notes(&workspace), format!("+++\npages = 1\ntheme = \"plain\"\n+++\n\n{JOB}"));
        assert_eq!(set(json!({ "job": "acme", "pages": 0 })), 400);
        assert_eq!(set(json!({ "job": "acme", "theme": "no-such" })), 409);
        assert_eq!(set(json!({ "job": "acme", "theme": "plain", "also": 1 })), 400);
    }

    #[test]
    fn an_edit_can_be_taken_back_unless_the_file_has_changed() {
        let text = JOB.replace('\n', "\r\n");
        let workspace = Workspace::minimal().job("acme", &text);
        let studio = Studio::open(&workspace);
        let undo = || studio.post("/api/undo", &json!({ "job": "acme" }));
        assert_eq!(undo().status, 409);
        wish(&studio, "drop");
        assert_eq!(notes(&workspace), format!("{text}\r\n## Drop\r\n- team\r\n"));
        wish(&studio, "keep");
        assert_eq!(undo().status, 200);
        assert_eq!(studio.view("acme")["drop"], json!(["team"]));
        assert_eq!(undo().status, 200);
        assert_eq!(notes(&workspace), text);
        wish(&studio, "drop");
        let own = notes(&workspace) + "My own line.\r\n";
        fs::write(workspace.path("profiles/jobs/acme.md"), &own).unwrap();
        let refused = undo();
        assert_eq!(refused.status, 409);
        assert!(refused.json()["message"].as_str().unwrap().contains("has been changed since"));
        assert_eq!(notes(&workspace), own);
        // Once the file is as the edit left it, the edit can be taken back after all.
        fs::write(workspace.path("profiles/jobs/acme.md"), own.replace("My own line.\r\n", "")).unwrap();
        assert_eq!(undo().status, 200);
        assert_eq!(notes(&workspace), text);
    }

    #[test]
    fn taking_back_leaves_other_jobs_alone() {
        let workspace = Workspace::minimal().job("other", JOB);
        let studio = Studio::open(&workspace);
        wish(&studio, "drop");
        let other = json!({ "job": "other", "id": "team", "wish": "drop" });
        assert_eq!(studio.post("/api/wish", &other).status, 200);
        let of_other = || fs::read_to_string(workspace.path("profiles/jobs/other.md")).unwrap();
        let undo = |job: &str| studio.post("/api/undo", &json!({ "job": job })).status;
        assert_eq!(undo("acme"), 200);
        assert_eq!(notes(&workspace), JOB);
        assert!(of_other().contains("## Drop"));
        assert_eq!(undo("acme"), 409);
        assert_eq!(undo("other"), 200);
        assert_eq!(of_other(), JOB);
    }

    #[test]
    fn what_cannot_be_changed_stays() {
        let workspace = Workspace::minimal().file("other.md", JOB);
        let path = workspace.path("other.md").display().to_string();
        let studio = Studio::open(&workspace);
        let before = workspace.files();
        for (job, id) in [
            ("acme", "no-such"),
            ("acme", "team\n## Keep\n- pipelines"),
            ("no-such", "team"),
            ("../../other", "team"),
            ("other.md", "team"),
            (&path, "team"),
            ("acme.letter", "team"),
        ] {
            let answer = studio.post("/api/wish", &json!({ "job": job, "id": id, "wish": "drop" }));
            assert_eq!(answer.status, 409, "{job} {id}: {}", answer.text());
        }
        assert!(workspace.files() == before);
    }

    #[cfg(unix)]
    #[test]
    fn a_job_that_leads_out_of_the_workspace_stays() {
        let workspace = Workspace::minimal();
        fs::write(workspace.beside("outside.md"), JOB).unwrap();
        std::os::unix::fs::symlink(workspace.beside("outside.md"), workspace.path("profiles/jobs/link.md"))
            .unwrap();
        let studio = Studio::open(&workspace);
        let answer = studio.post("/api/wish", &json!({ "job": "link", "id": "team", "wish": "drop" }));
        assert_eq!(answer.status, 409);
        assert_eq!(fs::read_to_string(workspace.beside("outside.md")).unwrap(), JOB);
        assert!(studio.view("link")["good"].is_null());
    }
}

mod refuses {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::{PENN_MEDICINE, Studio, Workspace, json};

    #[test]
    fn another_name_origin_or_site() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let host = studio.host();
        let port = studio.address.port();
        let named = format!("localhost:{port}");
        let own = format!("http://{host}");
        let allowed: &[&[(&str, &str)]] = &[
            &[("Host", &host)],
            &[("Host", &named)],
            &[("Host", &host), ("Origin", &own), ("Sec-Fetch-Site", "same-origin")],
            &[("Host", &host), ("Sec-Fetch-Site", "none")],
        ];
        for headers in allowed {
            assert_eq!(studio.send("GET /api/jobs", headers, "").status, 200, "{headers:?}");
        }
        let rebound = format!("evil.example:{port}");
        let cased = format!("LOCALHOST.:{port}");
        let any = format!("0.0.0.0:{port}");
        let https = format!("https://{host}");
        let other_port = "http://127.0.0.1:1";
        let refused: &[&[(&str, &str)]] = &[
            &[],
            &[("Host", "")],
            &[("Host", "127.0.0.1")],
            &[("Host", &rebound)],
            &[("Host", &cased)],
            &[("Host", &any)],
            &[("Host", &host), ("Host", &rebound)],
            &[("Host", &host), ("Origin", "http://evil.example")],
            &[("Host", &host), ("Origin", "null")],
            &[("Host", &host), ("Origin", &https)],
            &[("Host", &host), ("Origin", other_port)],
            &[("Host", &named), ("Origin", &own)],
            &[("Host", &host), ("Sec-Fetch-Site", "cross-site")],
            &[("Host", &host), ("Sec-Fetch-Site", "same-site")],
        ];
        for headers in refused {
            for path in
                ["/", "/api/jobs", "/api/look?job=acme", "/pdf/resume.pdf?job=acme", "/api/events", "/no"]
            {
                let answer = studio.send(&format!("GET {path}"), headers, "");
                assert_eq!(answer.status, 403, "{path} {headers:?}");
                assert!(!answer.text().contains("Ada Miller"));
            }
        }
    }

    #[test]
    fn changes_without_the_token() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let before = workspace.files();
        let host = studio.host();
        let wish = json!({ "job": "acme", "id": "team", "wish": "drop" }).to_string();
        let wrong = "0".repeat(32);
        for token in ["", "null", &wrong] {
            for path in ["/api/wish", "/api/setting", "/api/undo", "/api/jobs", "/"] {
                for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
                    let headers = [("Host", host.as_str()), ("X-Bespoke-Token", token)];
                    assert_eq!(studio.send(&format!("{method} {path}"), &headers, &wish).status, 403);
                }
            }
        }
        // A form of another page can send no such header.
        let form = [("Host", host.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
        assert_eq!(studio.send("POST /api/undo", &form, "a=b").status, 403);
        assert_eq!(studio.get("/api/wish").status, 405);
        assert!(workspace.files() == before);
    }

    #[test]
    fn bodies_that_are_none() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let before = workspace.files();
        assert_eq!(studio.post("/api/wish", &json!("x".repeat(20_000))).status, 413);
        for body in [
            json!(null),
            json!([]),
            json!({ "job": "acme" }),
            json!({ "job": 1, "id": "team", "wish": "keep" }),
        ] {
            assert_eq!(studio.post("/api/wish", &body).status, 400);
            assert_eq!(studio.post("/api/setting", &body).status, 400);
        }
        assert!(workspace.files() == before);
    }

    #[test]
    fn paths_that_lead_elsewhere() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        for path in [
            "/profiles/master.toml",
            "/../profiles/master.toml",
            "/pdf/../../profiles/master.toml?job=acme",
            "/pdf/..%2f..%2fprofiles%2fmaster.toml?job=acme",
            "/pdf/explain.json?job=acme",
            "/pdf/resume.typ?job=acme",
            "/picture/..%2fmaster.svg",
            "/picture/%00.svg",
            "/api/look?job=../jobs/acme",
            "/api/look?job=profiles/jobs/acme.md",
            "/api/look?job=acme%00",
            "/api/look?job=acme&theme=../classic",
            "/api/look?job=acme&theme=/etc",
            "//etc/passwd",
            "/studio.js/../../../etc/passwd",
        ] {
            let answer = studio.get(path);
            assert_eq!(answer.status, 404, "{path}: {}", answer.text());
            assert!(!answer.text().contains("Ada Miller"), "{path}");
        }
        for (query, missing) in
            [("job=no-such", "job \\\"no-such"), ("job=acme&theme=none", "theme \\\"none")]
        {
            let answer = studio.get(&format!("/api/look?{query}")).text();
            assert!(answer.contains(missing), "{query}: {answer}");
        }
        assert_eq!(studio.get("/api/look").status, 400);
        assert_eq!(studio.get("/api/look?job=%ff").status, 404);
    }

    #[test]
    fn everything_but_its_own_page_by_policy() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        for path in ["/", "/studio.js", "/api/jobs", "/api/look?job=acme", "/no-such", "/api/look"] {
            let answer = studio.get(path);
            let policy = answer.header("content-security-policy").to_owned();
            for part in
                ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
            {
                assert!(policy.contains(part), "{path}: {policy}");
            }
            assert!(!policy.contains("unsafe"));
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    }

    #[test]
    fn the_token_is_another_each_time() {
        let workspace = Workspace::minimal();
        let page = |studio: Studio| studio.get("/").text();
        assert_ne!(page(Studio::open(&workspace)), page(Studio::open(&workspace)));
    }

    #[test]
    fn a_taken_port() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        let refused = Workspace::minimal().refuses(["preview", "--no-open", "--port", &port]);
        assert!(refused.stderr.contains("error[cannot-serve]"), "{}", refused.stderr);
        assert!(refused.stderr.contains(&port), "{}", refused.stderr);
        assert_eq!(refused.stdout, "");
    }

    #[test]
    fn the_usual_port_is_left_to_whoever_has_it() {
        // It may be taken already, which is as good.
        let _taken = TcpListener::bind("127.0.0.1:4747");
        let workspace = Workspace::minimal();
        let studio = Studio::start(workspace.command(["preview", "--no-open"]));
        assert_ne!(studio.address.port(), 4747);
        assert!(studio.address.ip().is_loopback());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn other_addresses_of_this_machine() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        // Every address of 127.0.0.0/8 is this machine's, but only one is listened on.
        TcpStream::connect(("127.0.0.2", studio.address.port())).unwrap_err();
    }

    #[test]
    fn a_job_that_is_not_there() {
        let refused = Workspace::minimal().refuses(["preview", "amce", "--no-open", "--port", "0"]);
        assert!(refused.stderr.contains("error[unknown-job]"), "{}", refused.stderr);
        assert!(refused.stderr.contains("acme"), "{}", refused.stderr);
    }

    #[test]
    fn more_who_only_listen_than_there_is_room_for() {
        let workspace = Workspace::minimal();
        let studio = Studio::open(&workspace);
        let listen = || {
            let mut stream = studio.connect();
            write!(stream, "GET /api/events HTTP/1.1\r\nHost: {}\r\n\r\n", studio.host()).unwrap();
            let mut status = [0; 12];
            stream.read_exact(&mut status).unwrap();
            (stream, status.ends_with(b"200"))
        };
        let mut listeners: Vec<(TcpStream, bool)> = (0..40).map(|_| listen()).collect();
        let told = listeners.iter().filter(|(_, told)| *told).count();
        assert!((1..40).contains(&told), "{told} of 40 are told");
        assert_eq!(studio.get("/api/jobs").status, 200);
        // Who goes gives the place up.
        listeners.clear();
        studio.until("/api/jobs", |_| listen().1);
    }

    #[test]
    fn clients_that_are_silent_slow_or_never_read() {
        let workspace = Workspace::sample().job("penn-medicine", PENN_MEDICINE);
        let studio = Studio::open(&workspace);
        let host = studio.host();
        // More than may be connected at a time, none of which ends its request.
        let mut silent: Vec<TcpStream> = (0..40).map(|_| studio.connect()).collect();
        silent.extend((0..40).map(|_| {
            let mut stream = studio.connect();
            write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: ").unwrap();
            stream
        }));
        // One that asks again and again and reads nothing.
        let mut deaf = studio.connect();
        deaf.set_write_timeout(Some(std::time::Duration::from_millis(200))).unwrap();
        for _ in 0..2_000 {
            let request = format!("GET /api/look?job=penn-medicine HTTP/1.1\r\nHost: {host}\r\n\r\n");
            if deaf.write_all(request.as_bytes()).is_err() {
                break;
            }
        }
        // They give their places up, so another is answered in the end.
        assert_eq!(studio.get("/api/jobs").status, 200);
        for mut stream in silent {
            let mut said = Vec::new();
            let _ = stream.read_to_end(&mut said);
            assert!(
                said.is_empty() || said.starts_with(b"HTTP/1.1 408"),
                "{}",
                String::from_utf8_lossy(&said)
            );
        }
        assert_eq!(studio.get("/api/jobs").status, 200);
    }
}
