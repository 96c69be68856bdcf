"""Reads every theme's PDFs with programs that are not ours: each field must be there, in order.

The sample, the profiles in `profiles/` and random careers are built with each built-in theme, on both papers, on one
page and on two. A field counts as recovered if a reader has it unbroken, with white space as one space, and behind
what comes before it.

Usage, after `cargo build` and tools.py: extractors.py [CAREERS], the number of random careers for each theme.
"""

import collections
import concurrent.futures
import dataclasses
import os
import re
import sys

from pypdf import PdfReader

import careers
import fields
import readers
import tools
import workspace

# The least share of fields that each reader recovers. A theme that cannot give all of them says so here.
FLOORS = {}
SHOWN_FAILURES = 60


@dataclasses.dataclass(frozen=True)
class Task:
    """Documents to make and to read."""

    source: str
    theme: str
    paper: str
    pages: int

    def __str__(self):
        return f"{self.source}, {self.theme}, {self.paper}, {self.pages} page(s)"

    def workspace(self):
        kind, _, name = self.source.partition(" ")
        if kind == "sample":
            return workspace.sample()
        if kind == "career":
            notes = (workspace.CASES / "job.md").read_text(encoding="utf-8")
            return workspace.workspace(careers.random_profile(int(name)), notes)
        return workspace.case(name)


@dataclasses.dataclass
class Result:
    """What came of a task: recovered and expected fields by reader, and what is wrong."""

    task: Task
    recovered: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    expected: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    lost: list = dataclasses.field(default_factory=list)
    problems: list = dataclasses.field(default_factory=list)
    most_pages: int = 0


def tasks(count):
    for theme in workspace.built_in_themes():
        for paper in workspace.PAPERS:
            for pages in (1, 2):
                yield Task("sample", theme, paper, pages)
            for name in workspace.case_names():
                yield Task(f"case {name}", theme, paper, 2)
        for seed in range(count):
            yield Task(f"career {seed}", theme, workspace.PAPERS[seed % 2], 2 - seed // 2 % 2)


def carry_out(task):
    result = Result(task)
    try:
        with task.workspace() as made:
            for job in made.build("out", theme=task.theme, paper=task.paper, pages=task.pages):
                read(job, result)
    except workspace.Failed as error:
        result.problems.append(f"{task}: {error}")
    return result


def read(job, result):
    documents = {"resume": fields.resume(job), "cover-letter": fields.letter(job)}
    paths = [job.output / f"{name}.pdf" for name in documents]
    for path, document, texts in zip(paths, documents.values(), readers.read_all(paths), strict=True):
        where = f"{result.task}: {job.name}/{path.name}"
        result.problems += [f"{where}: {problem}" for problem in file_problems(path)]
        result.most_pages = max(result.most_pages, len(PdfReader(path).pages))
        orders = set()
        for reader, text in texts.items():
            recovery = fields.recover(document, text)
            result.expected[reader] += recovery.expected
            result.recovered[reader] += recovery.recovered
            result.lost += [(field, reader, where) for field in recovery.lost]
            orders.add(tuple(recovery.order))
        if len(orders) > 1:
            result.problems.append(f"{where}: the readers disagree on the order of the sections: {orders}")


def file_problems(path):
    info = tools.run("pdfinfo", path)
    for wanted in (r"Tagged:\s+yes", r"Title:\s+\S", r"Author:\s+\S"):
        if not re.search(wanted, info):
            yield f"pdfinfo shows no {wanted}"
    if PdfReader(path).trailer["/Root"].get("/Lang") != "en":
        yield "the language is not set"


def table(results):
    """Recovered and expected fields for each theme and reader; gives the themes and readers below their floor."""
    themes = dict.fromkeys(result.task.theme for result in results)
    print("".join(f"{column:>14}" for column in ["", *readers.NAMES]))
    below = []
    for theme in themes:
        of_theme = [result for result in results if result.task.theme == theme]
        cells = []
        for reader in readers.NAMES:
            recovered = sum(result.recovered[reader] for result in of_theme)
            expected = sum(result.expected[reader] for result in of_theme)
            cells.append(f"{recovered}/{expected}")
            floor = FLOORS.get(theme, 1.0)
            if not expected or recovered / expected < floor:
                below.append(f"{theme}: {reader} recovers {recovered} of {expected} fields, {floor:.1%} are asked for")
        print("".join(f"{cell:>14}" for cell in [theme, *cells]))
    return below


def print_lost(results):
    """The fields that were lost, those of most readers first."""
    readers_of = collections.defaultdict(list)
    for result in results:
        for field, reader, where in result.lost:
            readers_of[where, field].append(reader)
    entries = sorted(readers_of.items(), key=lambda entry: -len(entry[1]))
    for (where, field), names in entries[:SHOWN_FAILURES]:
        print(f"{where}: no {field.kind} {field.text!r} for {', '.join(names)}")
    if len(entries) > SHOWN_FAILURES:
        print(f"... and {len(entries) - SHOWN_FAILURES} more")


def main():
    fields.self_test()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(carry_out, tasks(count)))
    below = table(results)
    print_lost(results)
    failures = below + [problem for result in results for problem in result.problems]
    for theme in dict.fromkeys(result.task.theme for result in results):
        if max(result.most_pages for result in results if result.task.theme == theme) < 2:
            failures.append(f"{theme}: no document has a second page, so page breaks were not checked")
    for failure in failures:
        print(failure)
    checks = sum(sum(result.expected.values()) for result in results)
    print(f"{checks - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
