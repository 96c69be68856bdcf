"""Opens the documents of every format with the programs that people open them with.

DOCX: LibreOffice opens it, and the PDF that it makes has all fields; the styles, lists and links are Word's own.
HTML: the Nu checker has nothing to say, nor has axe in a browser, in light and in dark; nothing is fetched.
JSON: the published schema of JSON Resume holds, and every text stands in the profile.
MD and TXT: every field is there, in order; the Markdown is read as CommonMark.

Usage, after `cargo build` and tools.py: formats.py
"""

import collections
import dataclasses
import json
import pathlib
import re
import shutil
import sys
import tempfile

import docx
import jsonschema
import lxml.html
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

import fields
import readers
import tools
import workspace

FORMATS = ("pdf", "docx", "html", "md", "txt", "json")
# From the greeting to the name: these letters are pasted into forms, which have fields of their own for the rest.
HEADLESS_LETTERS = ("md", "txt")


@dataclasses.dataclass(frozen=True)
class Made:
    """One document in one format, and what it has to say."""

    name: str
    path: pathlib.Path
    document: fields.Document
    job: workspace.Job

    @property
    def format(self):
        return self.path.suffix[1:]

    @property
    def is_letter(self):
        return self.path.stem.endswith("cover-letter")


class Failures(list):
    """What is wrong, and how much was looked at."""

    checks = 0

    def expect(self, holds, message):
        self.checks += 1
        if not holds:
            self.append(message)

    def expect_fields(self, made, text, reader):
        recovery = fields.recover(made.document, text)
        self.checks += recovery.expected
        for field in recovery.lost:
            self.append(f"{made.name}: {reader} finds no {field.kind} {field.text!r} in its place")
        return recovery


def build(folder):
    """The sample and the stress profiles in the default theme; the stress profile in the others, for their colours."""
    for theme in workspace.built_in_themes():
        cases = [("stress", workspace.case("stress"))]
        if theme == workspace.DEFAULT_THEME:
            cases += [(name, workspace.case(name)) for name in workspace.case_names() if name != "stress"]
            cases.append(("sample", workspace.sample()))
        for case, made in cases:
            with made as space:
                jobs = space.build("out", theme=theme, pages=2, formats=FORMATS)
                yield from keep(jobs, folder, f"{theme}-{case}")


def keep(jobs, folder, prefix):
    """Copies the documents to a folder where their names tell them apart."""
    for job in jobs:
        job_folder = folder / f"{prefix}-{job.name}"
        shutil.copytree(job.output, job_folder)
        job = dataclasses.replace(job, output=job_folder)
        documents = {"resume": fields.resume(job), "cover-letter": fields.letter(job)}
        for name, document in documents.items():
            for format in FORMATS:
                is_headless = name == "cover-letter" and format in HEADLESS_LETTERS
                path = folder / f"{job_folder.name}-{name}.{format}"
                made = job_folder / f"{name}.{format}"
                if not made.exists():
                    sys.exit(f"the program did not make {made.name} of {job_folder.name}")
                shutil.copy(made, path)
                wanted = fields.letter(job, with_head=False) if is_headless else document
                yield Made(path.name, path, wanted, job)


# --- DOCX ----------------------------------------------------------------------------------------------------------


def check_docx(all_made, failures, folder):
    pdfs = office_pdfs([made.path for made in all_made], folder / "office")
    for made in all_made:
        pdf = pdfs.get(made.path)
        failures.expect(pdf, f"{made.name}: LibreOffice does not open it")
        if pdf:
            failures.expect_fields(made, office_text(pdf), "pdftotext, behind LibreOffice,")
        document = docx.Document(made.path)
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        recovery = failures.expect_fields(made, text, "python-docx")
        order = fields.recover(made.document, readers.poppler(made.path.with_suffix(".pdf"))).order
        failures.expect(recovery.order == order, f"{made.name}: its sections are in another order than the PDF's")
        for problem in docx_problems(document, made):
            failures.append(f"{made.name}: {problem}")
        failures.checks += 1


def office_pdfs(paths, folder):
    """What LibreOffice makes of documents; those that it cannot open are not among them."""
    folder.mkdir()
    profile = (folder / "profile").as_uri()
    tools.run(
        "soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf:writer_pdf_Export",
        "--outdir", folder, *paths,
    )  # fmt: skip
    pdfs = {path: folder / f"{path.stem}.pdf" for path in paths}
    return {path: pdf for path, pdf in pdfs.items() if pdf.exists()}


def office_text(pdf):
    """The text of a PDF that LibreOffice made: it breaks lines behind a hyphen and inside an address, where no space
    was, and where it does depends on the fonts of the machine."""
    return re.sub(r"(?<=[\w)])([-/?&=])\n(?=\w)", r"\1", readers.poppler_raw(pdf))


def docx_problems(document, made):
    """What a person who edits the document in Word would stumble over."""
    properties, person = document.core_properties, made.job.profile["basics"]["name"]
    if not properties.title or properties.author != person:
        yield f"its properties have the title {properties.title!r} and the author {properties.author!r}"
    if document.tables or document.element.body.findall(f".//{qn('w:txbxContent')}"):
        yield "it has tables or text boxes, which programs that read resumes skip"
    styles = collections.defaultdict(list)
    for paragraph in document.paragraphs:
        styles[paragraph.style.name].append(fields.one_line(paragraph.text))
    if person not in styles["Title"] + styles["Heading 1"]:
        yield "the name is neither a Title nor a Heading 1"
    headings = [text for style, texts in styles.items() if style.startswith("Heading") for text in texts]
    for section in made.document.sections:
        if section.heading not in headings:
            yield f"the heading {section.heading} has no heading style"
    bullets = {fields.one_line(paragraph.text) for paragraph in document.paragraphs if is_bullet(paragraph, document)}
    for field in made.document.fields:
        if field.kind == "highlight" and field.text not in bullets:
            yield f"the highlight {field.text!r} is no item of a bulleted List Bullet"
    linked = set(link_targets(document))
    for url in wanted_links(made):
        if url not in linked:
            yield f"no link leads to {url}"


def is_bullet(paragraph, document):
    """Whether a paragraph has the style List Bullet, and a bullet by its numbering."""
    if not paragraph.style.name.startswith("List Bullet"):
        return False
    holders = [paragraph._p.pPr, *(style.element.pPr for style in based_on(paragraph.style))]
    numbers = [holder.numPr for holder in holders if holder is not None and holder.numPr is not None]
    if not numbers:
        return False
    numbering = document.part.numbering_part.element
    number = numbering.num_having_numId(numbers[0].numId.val)
    wanted = str(number.abstractNumId.val)
    abstract = next(
        item for item in numbering.findall(qn("w:abstractNum")) if item.get(qn("w:abstractNumId")) == wanted
    )
    return abstract.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").get(qn("w:val")) == "bullet"


def based_on(style):
    """A style and those that it is based on."""
    while style is not None:
        yield style
        style = style.base_style


def link_targets(document):
    """Where the hyperlinks of the text lead; one without a relationship leads nowhere."""
    for link in document.element.body.iter(qn("w:hyperlink")):
        relation = document.part.rels.get(link.get(qn("r:id")))
        if relation is not None and relation.is_external and relation.reltype == RELATIONSHIP_TYPE.HYPERLINK:
            yield relation.target_ref


def wanted_links(made):
    """The addresses in the head of a document."""
    basics = made.job.profile["basics"]
    yield f"mailto:{basics['email']}"
    yield from (entry["url"] for entry in [basics, *basics.get("profiles", [])] if "url" in entry)


# --- HTML ----------------------------------------------------------------------------------------------------------


def check_html(all_made, failures):
    paths = [made.path for made in all_made]
    for message in nu_messages(paths):
        failures.append(message)
    for made, page in zip(all_made, browse(paths), strict=True):
        failures.expect_fields(made, page["text"], "a browser")
        failures.expect(not page["requests"], f"{made.name}: it asks for {page['requests']}")
        failures.expect(not page["errors"], f"{made.name}: {page['errors']}")
        failures.expect(not page["violations"], f"{made.name}: " + "\n  ".join(page["violations"]))
        failures.expect(page["hasDark"], f"{made.name}: it looks the same in the dark")
        failures.expect(not page["overflows"], f"{made.name}: a narrow screen has to be scrolled sideways")
        linked = {link for _, _, link, _ in lxml.html.fromstring(made.path.read_bytes()).iterlinks()}
        for url in wanted_links(made):
            failures.expect(url in linked, f"{made.name}: no link leads to {url}")


def nu_messages(paths):
    """Errors and warnings of the Nu HTML checker."""
    jar = tools.package("vnu-jar") / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    found = json.loads(tools.run("java", "-jar", jar, *options, *paths))["messages"]
    return [f"{pathlib.Path(item['url']).name}:{item.get('lastLine')}: {item['message']}" for item in found]


def browse(paths):
    return json.loads(tools.node("browser.mjs", *paths))


# --- JSON, Markdown and plain text -----------------------------------------------------------------------------------


def check_json(made, failures):
    value = json.loads(made.path.read_text(encoding="utf-8"))
    if made.is_letter:
        # There is no schema for letters; all that they say has to be in there all the same.
        texts = {fields.one_line(text) for text in fields.strings(value)}
        day = fields.noted(made.job.notes, "Application Date")
        for field in made.document.fields:
            # Programs are told the day as programs write it.
            wanted = day if field.kind == "date" else field.text
            found = any(wanted in text for text in texts) or field.kind == "contact"
            failures.expect(found, f"{made.name}: no {field.kind} {field.text!r}")
        return
    errors = list(schema().iter_errors(value))
    failures.expect(not errors, f"{made.name}: " + "; ".join(f"{error.json_path}: {error.message}" for error in errors))
    known = known_texts(made.job.profile)
    for text in map(
        fields.one_line, fields.strings({key: part for key, part in value.items() if key not in ("$schema", "meta")})
    ):
        is_known = text in known or re.fullmatch(r"\d{4}(-\d\d){0,2}|[A-Z]{2}", text)
        failures.expect(is_known, f"{made.name}: {text!r} does not stand in the profile")


def schema():
    published = json.loads((tools.package("@jsonresume/schema") / "schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(published, format_checker=jsonschema.FormatChecker())


def known_texts(profile):
    """Every text of a profile, as it is written and without its markup; of places also the parts."""
    texts = set()
    for text in fields.strings(profile):
        texts |= {fields.one_line(text), fields.plain(text), *(part.strip() for part in text.split(","))}
    return texts


def check_text(made, failures):
    text = made.path.read_text(encoding="utf-8")
    if made.format == "md":
        text = lxml.html.fromstring(with_lines(MarkdownIt("commonmark").render(text))).text_content()
    else:
        text = with_headings_alone(text)
    failures.expect_fields(made, text, f"a reader of {made.format.upper()}")


def with_headings_alone(text):
    """A text without the frames of its blocks: a section's heading stands once, above the first of its blocks."""
    seen = set()

    def heading(match):
        section, rest = match[1], match[2] or ""
        words = "" if section in seen else section
        seen.add(section)
        return f"{words}\n{rest.removeprefix(': ')}"

    return re.sub(r"^--- ([^:(\n]+?)(: .+)? \(\d+ characters\) ---$", heading, text, flags=re.MULTILINE)


def with_lines(html):
    """HTML whose blocks end with a line, which `text_content` does not do by itself."""
    return "<div>" + re.sub(r"(</(?:h[1-6]|p|li)>|<br ?/?>)", r"\n\1", html) + "</div>"


# --- Documents that have to fail -----------------------------------------------------------------------------------

BAD_PAGE = """<!doctype html><html><head><title>T</title><style>body { background: #fff; color: #ddd }</style></head>
<body><p>hello</p><img src="https://tracker.example/pixel.png"><p style="width: 700px">wide</p></body></html>"""


def check_controls(made, failures, folder):
    """A check that cannot fail checks nothing."""
    cut = folder / "cut.docx"
    whole = next(one for one in made if one.format == "docx").path.read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    failures.expect(not office_pdfs([cut], folder / "office-controls"), "LibreOffice opens half a document")
    page = folder / "bad.html"
    page.write_text(BAD_PAGE, encoding="utf-8")
    seen = browse([page])[0]
    failures.expect(any("color-contrast" in text for text in seen["violations"]), "axe sees pale text as legible")
    failures.expect(len(seen["requests"]) == 1, "a request is not seen")
    failures.expect(seen["overflows"] and not seen["hasDark"], "a page's look is not seen")
    failures.expect(nu_messages([page]), "the Nu checker accepts a picture without a text")
    failures.expect(
        list(schema().iter_errors({"basics": {"email": "none"}, "work": [{"startDate": "May"}]})),
        "the schema accepts all",
    )


def main():
    fields.self_test()
    failures = Failures()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        made = list(build(folder))
        by_format = collections.defaultdict(list)
        for one in made:
            by_format[one.format].append(one)
        check_docx(by_format["docx"], failures, folder)
        check_html(by_format["html"], failures)
        for one in by_format["json"]:
            check_json(one, failures)
        for one in by_format["md"] + by_format["txt"]:
            check_text(one, failures)
        check_controls(made, failures, folder)
    for failure in failures:
        print(failure)
    print(", ".join(f"{len(of_one)} {format}" for format, of_one in by_format.items()))
    print(f"{failures.checks - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
