"""Six programs that read PDFs, none of them ours; between them they stand behind most of what reads resumes."""

import io
import json
import logging

import pypdfium2
from pdfminer.high_level import extract_text
from pypdf import PdfReader

import tools

# Remarks on fonts are not what is checked here.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def poppler(path):
    return tools.run("pdftotext", path, "-")


def poppler_raw(path):
    """The same in the order of the file, as some wrappers call it."""
    return tools.run("pdftotext", "-raw", path, "-")


def mupdf(path):
    return tools.run("mutool", "draw", "-q", "-F", "txt", path)


def pdfminer(path):
    return extract_text(io.BytesIO(path.read_bytes()))


def pypdf(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def pdfium(path):
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


ONE_BY_ONE = {
    "poppler": poppler,
    "poppler -raw": poppler_raw,
    "mupdf": mupdf,
    "pdfminer.six": pdfminer,
    "pypdf": pypdf,
    "pdfium": pdfium,
}
NAMES = [*ONE_BY_ONE, "pdf.js"]


def pdfjs(paths):
    """The texts of several PDFs, for one start of Node.js costs more than a document."""
    return json.loads(tools.node("pdfjs.mjs", *paths))


def read_all(paths):
    """For each PDF, its text by the name of the reader."""
    texts = [{name: read(path) for name, read in ONE_BY_ONE.items()} for path in paths]
    for of_one, text in zip(texts, pdfjs(paths), strict=True):
        of_one["pdf.js"] = text
    return texts
