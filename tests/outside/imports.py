"""Imports the samples that other formats' own projects publish, and archives made as LinkedIn documents them.

Each becomes a profile that passes `check` and builds to PDF. All values of a file are counted here, without any of the
program's code: what it kept and what it reported lost must be all of them, and each lost one must stand where it says.
An export is valid JSON Resume, and importing it again gives the same export.

Usage, after `cargo build` and tools.py: imports.py
"""

import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

import jsonschema
import yaml

import tools
import workspace

RENDERCV = "rendercv==2.8"
JOB = "## Company\nAcme\n\n## Position\nEngineer\n\n## Job Description\nWe build.\n\n## Notes\n- Key skills: Python\n"


def published():
    """The samples of JSON Resume and RenderCV, in their packages."""
    for package in ("@jsonresume/schema", "resume-schema"):
        folder = tools.package(package)
        for path in sorted([*folder.glob("*.resume.json"), *folder.glob("examples/*.json")]):
            yield "json-resume", f"{package}/{path.name}", path
    wheels = tools.CACHE / "rendercv"
    if not list(wheels.glob("*.whl")):
        # The wheel alone: its samples are data, and its dependencies are many.
        tools.run(
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--only-binary=:all:", "--python-version", "3.12", "--dest", wheels, RENDERCV,
        )  # fmt: skip
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith(".yaml") and b"\ncv:" in b"\n" + archive.read(name):
                path = wheels / pathlib.Path(name).name
                path.write_bytes(archive.read(name))
                yield "rendercv", f"rendercv/{path.name}", path


def yaml_resume(folder):
    """YAMLResume's packages have no sample: one of all parts that its schema has."""
    period = {"startDate": "Mar 2018", "endDate": "Apr 2020"}
    several = "- Built one thing\n- Ran **another**\n"
    content = {
        "basics": {
            "name": "Ada Sample", "headline": "Engineer", "phone": "+1 215 555 0142", "email": "ada@ada.example",
            "url": "https://ada.example", "summary": "Builds things.\n\nAnd runs them.",
        },
        "location": {"address": "1 Main St", "city": "Boston", "region": "MA", "country": "USA", "postalCode": "02101"},
        "profiles": [{"network": "GitHub", "username": "ada", "url": "https://github.com/ada"}],
        "work": [{"name": "Acme", "position": "Lead", "url": "https://acme.example", "summary": several,
                  "keywords": ["Go"], **period}],
        "education": [{"institution": "Temple", "area": "Math", "degree": "Bachelor", "score": 3.8,
                       "courses": ["Algebra", "Statistics"], "url": "https://temple.example", "summary": several, **period}],
        "projects": [{"name": "Tool", "description": "A tool.", "url": "https://tool.example", "summary": several,
                      "keywords": ["Rust"], **period}],
        "volunteer": [{"organization": "Club", "position": "Mentor", "summary": several, **period}],
        "awards": [{"title": "Prize", "awarder": "Jury", "date": "Jan 2019", "summary": "For work."}],
        "certificates": [{"name": "CKA", "issuer": "CNCF", "date": "Feb 2019", "url": "https://cncf.example"}],
        "publications": [{"name": "Paper", "publisher": "Press", "releaseDate": "Mar 2019", "summary": "On it."}],
        "skills": [{"name": "Backend", "level": "Expert", "keywords": ["Go", "SQL"]}],
        "languages": [{"language": "English", "fluency": "Native", "keywords": ["TOEFL"]}],
        "interests": [{"name": "Chess", "keywords": ["openings"]}],
        "references": [{"name": "Bea", "email": "bea@bea.example", "phone": "1", "relationship": "boss", "summary": "Good."}],
    }  # fmt: skip
    path = folder / "yamlresume.yml"
    path.write_text(yaml.safe_dump({"content": content, "locale": {"language": "en"}}), encoding="utf-8")
    return path


LINKEDIN = {
    "Profile": [{
        "First Name": "Ada", "Last Name": "Sample", "Maiden Name": "", "Address": "1 Main St", "Birth Date": "May 4",
        "Headline": "Engineer", "Summary": "I build.\n\nI *run* things, too.", "Industry": "Software", "Zip Code": "02101",
        "Geo Location": "Boston, MA", "Twitter Handles": "[ada]", "Websites": "[PERSONAL:https://ada.example]",
        "Instant Messengers": "",
    }],
    "Email Addresses": [
        {"Email Address": "old@ada.example", "Confirmed": "Yes", "Primary": "No", "Updated On": "1/1/20, 1:00 AM"},
        {"Email Address": "ada@ada.example", "Confirmed": "Yes", "Primary": "Yes", "Updated On": "1/1/21, 1:00 AM"},
    ],
    "PhoneNumbers": [{"Extension": "", "Number": "215-555-0142", "Type": "Mobile"}],
    "Positions": [
        {"Company Name": "Acme", "Title": "Lead", "Description": "Leads <ten>.\n\u2022 Grew _it_\n\u2022 Cut C# cost by 5%",
         "Location": "Boston", "Started On": "Mar 2021", "Finished On": ""},
        {"Company Name": "Acme", "Title": "Engineer", "Description": "", "Location": "", "Started On": "2018",
         "Finished On": "Feb 2021"},
    ],
    "Education": [{"School Name": "Temple", "Start Date": "2012", "End Date": "2016", "Notes": "Cum laude",
                   "Degree Name": "BS, Math", "Activities": "Chess club"}],
    "Skills": [{"Name": "Rust"}, {"Name": "Machine Learning"}],
    "Projects": [{"Title": "Tool", "Description": "A tool.", "Url": "https://tool.example", "Started On": "Jan 2020",
                  "Finished On": "Dec 2020"}],
    "Certifications": [{"Name": "CKA", "Url": "https://cncf.example", "Authority": "CNCF", "Started On": "Feb 2019",
                        "Finished On": "", "License Number": "123"}],
    "Languages": [{"Name": "German", "Proficiency": "Native or bilingual proficiency"}],
    "Honors": [{"Title": "Prize", "Description": "For work.", "Issued On": "Jan 2019"}],
    "Publications": [{"Name": "Paper", "Published On": "Mar 3, 2019", "Description": "On it.", "Publisher": "Press",
                      "Url": "https://press.example"}],
    "Volunteering": [{"Company Name": "Club", "Role": "Mentor", "Cause": "Education", "Started On": "Jan 2015",
                      "Finished On": "", "Description": "Taught."}],
    "Recommendations_Received": [{"First Name": "Bea", "Last Name": "Boss", "Company": "Acme", "Job Title": "CEO",
                                  "Text": "Good, *really*.", "Creation Date": "01/01/22, 1:00 AM", "Status": "VISIBLE"}],
}  # fmt: skip


def linkedin(folder):
    """An archive as LinkedIn sends it, with the columns that it documents."""
    path = folder / "linkedin.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in LINKEDIN.items():
            text = io.StringIO()
            writer = csv.DictWriter(text, rows[0])
            writer.writeheader()
            writer.writerows(rows)
            archive.writestr(f"{name}.csv", "\ufeff" + text.getvalue())
        archive.writestr("Connections.csv", "Notes:\nnone\n\nFirst Name\nBob\n")
    return path


def leaves(value, path=""):
    """All values that are not empty, with their paths."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{number}]")
    elif value is not None and str(value).strip():
        yield path, value


def data(format, path):
    if format == "linkedin":
        return LINKEDIN
    text = path.read_text(encoding="utf-8")
    # Scalars stay texts: what YAML takes for a number or a date is one value all the same.
    return json.loads(text) if format == "json-resume" else yaml.load(text, yaml.BaseLoader)


def check(format, name, path, folder, failures):
    """Imports, checks, builds and exports one file."""
    space = folder / name.replace("/", "-")
    (space / "profiles" / "jobs").mkdir(parents=True)
    (space / "profiles" / "jobs" / "acme.md").write_text(JOB, encoding="utf-8")
    profile = space / "profiles" / "master.toml"
    started = time.monotonic()
    report = json.loads(workspace.bespoke("import", format, path, "--to", profile, "--json"))
    seconds = time.monotonic() - started
    all_values = dict(leaves(data(format, path)))
    lost = {value["path"]: value["value"] for value in report["lost"]}
    if report["values"] != len(all_values) or report["kept"] + len(lost) != len(all_values):
        failures.append(f"{name}: {report['values']} values, {report['kept']} kept, {len(lost)} lost of {len(all_values)}")
    for place, value in lost.items():
        if place not in all_values or str(all_values[place]).strip() != value.strip():
            failures.append(f"{name}: {place} is not {value!r}")
    checked = json.loads(workspace.bespoke("-C", space, "check", "--json"))
    errors = [finding for finding in checked["findings"] if finding["severity"] == "error"]
    if errors:
        failures.append(f"{name}: {errors}")
    built = json.loads(workspace.bespoke("-C", space, "build", "--pages", 3, "--json"))
    if built["jobs"][0]["status"] != "built" or built["jobs"][0]["readback"]["expected"] < 5:
        failures.append(f"{name}: {built['jobs'][0]}")
    exported = workspace.bespoke("-C", space, "export", "json-resume")
    schema = json.loads((tools.package("@jsonresume/schema") / "schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(exported), schema)
    again = space / "again.json"
    again.write_text(exported, encoding="utf-8")
    workspace.bespoke("import", "json-resume", again, "--to", space / "again.toml", "-q")
    if workspace.bespoke("--profile", space / "again.toml", "export", "json-resume") != exported:
        failures.append(f"{name}: its export, imported, is exported otherwise")
    print(f"{name:48} {report['values']:5} values {report['kept']:5} kept {len(lost):4} lost {seconds * 1000:6.0f} ms")


def main():
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        samples = [
            *published(),
            ("yamlresume", "yamlresume", yaml_resume(folder)),
            ("linkedin", "linkedin", linkedin(folder)),
        ]
        for format, name, path in samples:
            try:
                check(format, name, path, folder, failures)
            except (workspace.Failed, jsonschema.ValidationError, subprocess.SubprocessError) as error:
                failures.append(f"{name}: {error}")
    print("\n".join(failures))
    print(f"{len(samples)} files, {len(failures)} failed")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
