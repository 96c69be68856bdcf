"""What a resume parser makes of the default theme: name, e-mail, phone, positions and schools as fields.

The parser is our own, a small one of the common kind, for none was found that is offline, maintained and able to read
a plain resume right. It follows the published approach of OpenResume: text items become lines, lines become sections
by the standard headings, sections become entries by dates and bullets, and in each entry a text becomes the field
for which its features score best (bold, italic, words of job titles, months and years, words of schools). It knows
nothing of the themes, of the profile or of the tags in the PDF.

Usage, after `cargo build`: parser_view.py
"""

import collections
import dataclasses
import itertools
import re
import sys

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from pypdf import PdfReader

import fields
import workspace

SECTIONS = {
    "summary": {"summary", "profile", "about", "objective"},
    "work": {"experience", "work experience", "professional experience", "employment", "work history"},
    "projects": {"projects", "personal projects"},
    "education": {"education", "academic background"},
    "skills": {"skills", "technical skills"},
    "other": {
        "publications",
        "certificates",
        "certifications",
        "awards",
        "languages",
        "volunteering",
        "interests",
        "references",
    },
}
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DATE = rf"(?:{MONTH} )?(?:19|20)\d\d"
PERIOD = re.compile(rf"(?:Expected )?{DATE}(?: ?[-–] ?(?:{DATE}|Present))?(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/-])\+?[\d(][\d\s().-]{5,}\d(?![\w-])")
JOB_WORDS = re.compile(
    r"\b(Apprentice|Analyst|Architect|Assistant|Chief|Consultant|Coordinator|Designer|Developer|Director|Driver|Engineer"
    r"|Foreman|Head|Instructor|Intern|Lead|Leader|Manager|Officer|President|Principal|Researcher|Scientist|Senior"
    r"|Specialist|Technician|Vice)\b"
)
COMPANY_WORDS = re.compile(r"\b(Inc|Ltd|LLC|Corp|Co|GmbH|AG|A/S|Group|Labs|Company|Agency)\b\.?")
SCHOOL_WORDS = re.compile(r"Universi|College|School|Institut|Académie|École|Πολυτεχνείο")
DEGREE_WORDS = re.compile(r"\b(B\.?Sc?|M\.?Sc?|B\.?A|M\.?A|M\.?Eng|MBA|Ph\.?D|Bachelor|Master|Doctor|Associate)\b")
PLACE = r", [\w .'-]+, [A-Z]{2}$"
BULLETS = "•◦▪●-–*"


@dataclasses.dataclass
class Item:
    """Text of one font on a line."""

    text: str
    size: float
    is_bold: bool
    is_italic: bool


@dataclasses.dataclass
class Line:
    """Items side by side."""

    x: float
    y: float
    items: list

    @property
    def text(self):
        return fields.one_line("".join(item.text for item in self.items))

    @property
    def has_bullet(self):
        return self.text[:2].rstrip() in BULLETS and len(self.text) > 1


# --- Text items, lines, sections ---------------------------------------------------------------------------------


def characters(element):
    if isinstance(element, LTChar):
        yield element
    elif isinstance(element, LTContainer):
        for child in element:
            yield from characters(child)


def lines_of(path):
    """All lines of a document, from the top down: what stands on one baseline, whatever its size."""
    for page in extract_pages(path):
        rows = collections.defaultdict(list)
        for char in characters(page):
            at = round(char.matrix[5])
            rows[next((y for y in (at, at - 1, at + 1) if y in rows), at)].append(char)
        for y in sorted(rows, reverse=True):
            row = sorted(rows[y], key=lambda char: char.x0)
            line = Line(row[0].x0, y, items_of(row))
            if line.text:
                yield line


def items_of(row):
    items, before = [], None
    for char in row:
        is_bold = bool(re.search("bold|semib|black", char.fontname, re.I))
        is_italic = bool(re.search("ital|obli|-it$|-it-", char.fontname, re.I))
        text = char.get_text()
        if before and char.x0 - before.x1 > 0.2 * char.size:
            text = " " + text
        # A space has no look of its own.
        if items and (not text.strip() or (items[-1].is_bold, items[-1].is_italic) == (is_bold, is_italic)):
            items[-1].text += text
        else:
            items.append(Item(text, char.size, is_bold, is_italic))
        before = char
    return items


def sections_of(lines):
    """The lines below each standard heading, those above the first as "head"."""
    sections, current = {"head": []}, "head"
    for line in lines:
        words = line.text.lower().rstrip(":")
        found = next((name for name, titles in SECTIONS.items() if words in titles), None)
        if found:
            current = found
            sections.setdefault(current, [])
        else:
            sections[current].append(line)
    return sections


# --- Fields ------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Position:
    employer: str
    title: str | None
    dates: str | None


@dataclasses.dataclass(frozen=True)
class School:
    name: str
    degree: str | None
    dates: str | None


@dataclasses.dataclass(frozen=True)
class Resume:
    name: str
    email: str | None
    phone: str | None
    positions: list
    schools: list


def parse(path):
    sections = sections_of(line for line in lines_of(path) if not is_page_number(line))
    head = sections["head"]
    text = " ".join(line.text for line in head)
    email = EMAIL.search(text)
    phone = PHONE.search(EMAIL.sub("", text))
    return Resume(
        name=name_of(head),
        email=email and email[0],
        phone=phone and phone[0].strip(),
        positions=positions_of(sections.get("work", [])),
        schools=schools_of(sections.get("education", [])),
    )


def is_page_number(line):
    return line.y < 60 and re.search(r"\d+ ?(?:/|of) ?\d+$", line.text)


def name_of(head):
    """The line of the head whose letters are largest, and which is no contact."""
    names = [line for line in head if not re.search(r"[@\d/]", line.text)]
    return max(names, key=lambda line: max(item.size for item in line.items)).text


def blocks_of(lines):
    """Lines above bullets, as the heads of entries; a line as far to the right as a bullet's text goes on with it."""
    blocks, text_x, before = [[]], None, None
    for line in lines:
        if line.has_bullet:
            text_x = line.x + 4
            if blocks[-1]:
                blocks.append([])
        elif text_x is None or line.x < text_x or not (before and (before.has_bullet or not blocks[-1])):
            blocks[-1].append(line)
        before = line
    return [block for block in blocks if block]


def pieces_of(line):
    """The items of a line without leaders, separators and dates; and its dates."""
    dates, pieces = None, []
    for item in line.items:
        text = re.sub(r"(?:\.\s*){4,}", " ", item.text)
        found = list(PERIOD.finditer(text))
        # Dates stand at the end of what they are about.
        if found and not text[found[-1].end() :].strip():
            dates = found[-1][0]
            text = text[: found[-1].start()]
        text = fields.one_line(text).strip(" |,;·")
        if text:
            pieces.append(dataclasses.replace(item, text=text))
    return pieces, dates


def rows_of(block):
    """The pieces and the dates of each line; dates on a line of their own belong to the line above."""
    rows = []
    for line in block:
        pieces, dates = pieces_of(line)
        if pieces or not rows:
            rows.append((pieces, dates))
        else:
            rows[-1] = (rows[-1][0], rows[-1][1] or dates)
    return rows


def best(pieces, scores):
    """The piece with the best score, the first of several; none if no score is above zero."""
    top = max(pieces, key=scores, default=None)
    return top if top and scores(top) > 0 else None


def title_score(piece, dates):
    return 4 * has(JOB_WORDS, piece) + 3 * piece.is_italic + 2 * bool(dates) - 2 * piece.is_bold


def employer_score(piece, dates):
    return 3 * piece.is_bold + 2 * has(COMPANY_WORDS, piece) + (not dates) - 4 * has(JOB_WORDS, piece)


def positions_of(lines):
    positions, employer = [], None
    for pieces, dates in (row for block in blocks_of(lines) for row in rows_of(block)):
        title = best(pieces, lambda piece, dates=dates: title_score(piece, dates))
        if title and not dates and not title.is_italic:
            title = None
        others = [piece for piece in pieces if piece is not title]
        company = best(others, lambda piece, dates=dates: employer_score(piece, dates))
        if company:
            employer = re.sub(PLACE, "", company.text)
            positions.append(Position(employer, None, None))
        if title:
            # The first position below an employer completes its entry; another one is a promotion.
            if positions and positions[-1].employer == employer and positions[-1].title is None:
                positions.pop()
            positions.append(Position(employer, re.sub(PLACE, "", title.text), dates))
    return positions


def schools_of(lines):
    schools = []
    for pieces, dates in (row for block in blocks_of(lines) for row in rows_of(block)):
        name = best(pieces, lambda piece: 2 * piece.is_bold + 3 * has(SCHOOL_WORDS, piece))
        degree = best(
            [piece for piece in pieces if piece is not name],
            lambda piece: 2 * piece.is_italic + 3 * has(DEGREE_WORDS, piece),
        )
        if name:
            schools.append(School(re.sub(PLACE, "", name.text), degree and degree.text, dates))
        elif degree and schools and schools[-1].degree is None:
            schools[-1] = dataclasses.replace(schools[-1], degree=degree.text, dates=schools[-1].dates or dates)
    return schools


def has(words, piece):
    return bool(words.search(piece.text))


# --- The check ---------------------------------------------------------------------------------------------------


def expected(profile):
    """The same, from the profile."""
    basics, positions = profile["basics"], []
    for employer in fields.latest_first(profile.get("work", []), lambda employer: employer.get("positions", [])):
        held = fields.latest_first(employer.get("positions", []))
        positions += [Position(employer["name"], role["title"], fields.period(role)) for role in held]
        positions += [] if held else [Position(employer["name"], None, None)]
    schools = []
    for school in fields.latest_first(profile.get("education", [])):
        degree, area = school.get("study_type"), school.get("area")
        words = [degree] if area and degree and area in degree else [degree, area]
        schools.append(School(school["institution"], ", ".join(filter(None, words)), fields.study(school)))
    return Resume(basics["name"], basics["email"], basics.get("phone"), positions, schools)


def facts(resume):
    """The fields of a resume as they are counted, each with what it is."""
    yield from (("name", resume.name), ("e-mail", resume.email), ("phone", resume.phone))
    for kind, entries in (("position", resume.positions), ("school", resume.schools)):
        for at, entry in enumerate(entries):
            yield from ((f"{kind} {at + 1}: {key}", value) for key, value in dataclasses.asdict(entry).items())


def workspaces():
    yield "sample", workspace.sample()
    for name in workspace.case_names():
        yield name, workspace.case(name)


def compare(wanted, seen):
    """How many facts are read right, and which are not."""
    wanted, seen = dict(facts(wanted)), dict(facts(seen))
    wrong = [fact for fact in wanted | seen if wanted.get(fact) != seen.get(fact)]
    reports = [f"{fact} is {wanted.get(fact)!r}, read as {seen.get(fact)!r}" for fact in wrong]
    return len(wanted | seen) - len(wrong), reports


def main():
    passed, failures, has_second_page = 0, [], False
    for name, made in workspaces():
        with made as space:
            for paper, pages in itertools.product(workspace.PAPERS, (1, 2)):
                for job in space.build("out", theme=workspace.DEFAULT_THEME, paper=paper, pages=pages):
                    path = job.output / "resume.pdf"
                    right, reports = compare(expected(job.profile), parse(path))
                    passed += right
                    failures += [f"{name}/{job.name}, {paper}, {pages} page(s): {report}" for report in reports]
                    has_second_page |= len(PdfReader(path).pages) > 1
    if not has_second_page:
        failures.append("no resume has a second page")
    # A check that cannot fail checks nothing.
    right, reports = compare(
        Resume("A", None, None, [Position("B", "C", "2019")], []),
        Resume("A", None, None, [Position("B", "C", None)], []),
    )
    if right != 5 or len(reports) != 1:
        failures.append("a date that is not read is not missed")
    for failure in failures:
        print(failure)
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
