"""Reads the sample's PDFs with tools that are not ours: every field must be there, in order.

Run from the repository after `cargo build`: python tests/outside/extractors.py
"""

import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

from pdfminer.high_level import extract_text as pdfminer_text
from pypdf import PdfReader

ROOT = pathlib.Path(__file__).resolve().parents[2]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def run(*args):
    return subprocess.run(args, check=True, capture_output=True, text=True).stdout


EXTRACTORS = {
    "pdftotext": lambda path: run("pdftotext", str(path), "-"),
    "mutool": lambda path: run("mutool", "draw", "-q", "-F", "text", str(path)),
    "pdfminer.six": lambda path: pdfminer_text(io.BytesIO(path.read_bytes())),
    "pypdf": lambda path: "\n".join(page.extract_text() for page in PdfReader(path).pages),
}


def squeeze(text):
    """Text as one line; a leader's dots are no words."""
    text = re.sub(r"(?:\.\s*){4,}", " ", text)
    return " ".join(text.split())


def date(value):
    if value in (None, "present"):
        return "Present"
    year, *rest = str(value).split("-")
    return f"{MONTHS[int(rest[0]) - 1]} {year}" if rest else year


def dates(entry):
    start, end = entry.get("start"), entry.get("end")
    return f"{date(start)} - {date(end)}" if start else date(end)


def resume_fields(profile, explain):
    """Fields of each section in the order in which a person reads them."""
    chosen = {}
    for highlight in explain["highlights"]:
        if highlight["selected"]:
            chosen.setdefault(highlight["parent"], []).append((highlight["rank"], highlight["text"]))
    basics = profile["basics"]
    yield [basics["name"], basics["headline"], basics["email"], basics["phone"]]
    for work in profile["work"]:
        fields = [work["name"]]
        for position in work["positions"]:
            fields += [position["title"], dates(position)]
            fields += [text for _, text in sorted(chosen.get(position["id"], []))]
        yield fields
    for school in profile["education"]:
        yield [school["institution"], school["study_type"], dates(school)]
    for project in profile["projects"]:
        if project["id"] in chosen:
            yield [project["name"]] + [text for _, text in sorted(chosen[project["id"]])]


def missing(text, fields):
    """The fields that are not found one after another."""
    at, lost = 0, []
    for field in fields:
        found = text.find(squeeze(field), at)
        if found < 0:
            lost.append(field)
        else:
            at = found
    return lost


def main():
    binary = ROOT / "target" / "debug" / "bespoke"
    profile = tomllib.loads((ROOT / "profiles" / "master.toml").read_text(encoding="utf-8"))
    failures = checks = 0
    with tempfile.TemporaryDirectory() as out:
        run(str(binary), "build", "-q", "-C", str(ROOT), "--out", out)
        for job in sorted(path for path in pathlib.Path(out).iterdir() if path.is_dir()):
            explain = json.loads((job / "explain.json").read_text(encoding="utf-8"))
            letter = [profile["basics"]["name"], explain["company"]]
            letter += [line["sentence"] for line in explain["letter"]]
            for name, groups in (("resume", list(resume_fields(profile, explain))), ("cover-letter", [letter])):
                path = job / f"{name}.pdf"
                info = run("pdfinfo", str(path))
                for wanted in (r"Tagged:\s+yes", r"Pages:\s+1\b", r"Title:\s+\S"):
                    checks += 1
                    if not re.search(wanted, info):
                        failures += 1
                        print(f"{path.name} of {job.name}: pdfinfo shows no {wanted}")
                reader = PdfReader(path)
                checks += 1
                if reader.trailer["/Root"].get("/Lang") != "en":
                    failures += 1
                    print(f"{path.name} of {job.name}: the language is not set")
                for tool, extract in EXTRACTORS.items():
                    text = squeeze(extract(path))
                    for fields in groups:
                        checks += len(fields)
                        lost = missing(text, fields)
                        failures += len(lost)
                        for field in lost:
                            print(f"{path.name} of {job.name}: {tool} does not find, in order: {field}")
    # A checker that cannot fail checks nothing.
    checks += 1
    if missing("a b c", ["c", "b"]) != ["b"]:
        failures += 1
        print("the order is not checked")
    print(f"{checks - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
