"""What a finished document has to say, field by field, and how much of that a reader's text says.

The fields come from what was written down: the profile, the notes, the letter. Of what was made, only the choice is
taken (which highlights, which projects), for a page never shows all of a profile. How dates, degrees and addresses
are written is said here once more, in other words than the program's, so that the two check each other.
"""

import bisect
import dataclasses
import itertools
import json
import re

from markdown_it import MarkdownIt

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LONG_MONTHS = "January February March April May June July August September October November December".split()
HEADINGS = {
    "summary": "Summary",
    "work": "Experience",
    "projects": "Projects",
    "education": "Education",
    "skills": "Skills",
    "publications": "Publications",
    "certificates": "Certificates",
    "awards": "Awards",
    "languages": "Languages",
    "volunteer": "Volunteering",
    "interests": "Interests",
    "references": "References",
}
# What comes after the day of the check's letters is still to come.
TODAY = "2025-06"

INLINE = MarkdownIt("zero").enable(["emphasis", "backticks", "link"])


@dataclasses.dataclass(frozen=True)
class Field:
    """One thing that a document says."""

    kind: str
    text: str


@dataclasses.dataclass(frozen=True)
class Section:
    """A heading and what stands below it: steps in order, each of some fields in any order among themselves."""

    heading: str | None
    steps: list

    @property
    def fields(self):
        heading = [Field("heading", self.heading)] if self.heading else []
        return heading + [field for step in self.steps for field in step]


@dataclasses.dataclass(frozen=True)
class Document:
    """The head of a document and its sections, whose order is the theme's own."""

    head: Section
    sections: list

    @property
    def fields(self):
        return [field for section in [self.head, *self.sections] for field in section.fields]


def one_line(text):
    """Text with every run of white space as one space."""
    return " ".join(text.split())


def plain(markdown):
    """The words of a text of the profile, without its markup."""
    tokens = INLINE.parseInline(markdown)[0].children
    words = (" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
    return one_line("".join(words))


def step(**fields):
    """Fields in any order; those that are not there are none."""
    return [Field(kind, one_line(text)) for kind, text in fields.items() if text]


# --- Dates and addresses -----------------------------------------------------------------------------------------


def month(date):
    year, *rest = str(date).split("-")
    return f"{MONTHS[int(rest[0]) - 1]} {year}" if rest else year


def period(entry):
    start, end = entry.get("start"), entry.get("end")
    first = month(start) if start else None
    last = month(end) if end and end != "present" else ("Present" if start or end else None)
    return " - ".join(dict.fromkeys(date for date in (first, last) if date))


def study(entry):
    end = entry.get("end", "")
    is_to_come = end != "present" and end[:7] > TODAY[: len(end)]
    return f"Expected {month(end)}" if is_to_come else period(entry)


def latest_first(entries, periods=lambda entry: [entry]):
    """Employers, positions and schools in the order of a resume; without a date the last, equal ones by name."""

    def recency(entry):
        return max(((end_of(time), time.get("start", "")) for time in periods(entry)), default=("", ""))

    by_name = sorted(entries, key=lambda entry: entry.get("name", "").lower())
    return sorted(by_name, key=recency, reverse=True)


def end_of(time):
    end = time.get("end") or ("present" if "start" in time else "")
    return "9999" if end == "present" else end


def address(url):
    """An address as print shows it."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


# --- What a document says ----------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Choice:
    """What of a profile was chosen for a page, as the JSON Resume beside it says."""

    resume: dict
    strings: list

    @classmethod
    def of(cls, job):
        resume = json.loads((job.output / "resume.json").read_text(encoding="utf-8"))
        return cls(resume, [one_line(text) for text in strings(resume)])

    def has(self, section):
        return bool(self.resume.get(section))

    def highlights(self, entry):
        """The wordings of an entry's highlights that are shown, in their order on the page."""
        wordings = []
        for highlight in entry.get("highlights", []):
            if isinstance(highlight, str):
                wordings.append(plain(highlight))
            else:
                wordings += [plain(text) for text in [highlight["text"], *highlight.get("variants", [])]]
        return sorted((text for text in wordings if text in self.strings), key=self.strings.index)

    def names(self, section, key="name"):
        return [entry.get(key) for entry in self.resume.get(section, [])]


def strings(value):
    """All texts of a JSON value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from itertools.chain.from_iterable(map(strings, value.values()))
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(map(strings, value))


def head(profile, choice):
    basics = profile["basics"]
    contacts = [Field("contact", basics["email"])]
    contacts += [Field("contact", basics[key]) for key in ("location", "phone") if key in basics]
    contacts += [Field("contact", address(basics["url"]))] if "url" in basics else []
    for account in basics.get("profiles", []):
        text = address(account["url"]) if "url" in account else f"{account['network']}: {account['username']}"
        contacts.append(Field("contact", text))
    headline = choice.resume["basics"].get("label")
    return [step(name=basics["name"]), step(headline=headline) + contacts]


def resume(job):
    """The resume of a job."""
    profile, choice = job.profile, Choice.of(job)
    made = {kind: SECTIONS[kind](profile.get(kind, []), choice) for kind in SECTIONS}
    made["summary"] = [step(summary=plain(choice.resume["basics"].get("summary") or ""))]
    # What an entry does not have is no step.
    made = {kind: [fields for fields in steps if fields] for kind, steps in made.items()}
    sections = [Section(HEADINGS[kind], steps) for kind, steps in made.items() if steps]
    return Document(Section(None, head(profile, choice)), sections)


def evidence(entry, choice):
    return [step(highlight=text) for text in choice.highlights(entry)]


def work(employers, choice):
    steps = []
    for employer in latest_first(employers, lambda employer: employer.get("positions", [])):
        # The first title may stand before the employer or behind it.
        top = step(employer=employer["name"], location=employer.get("location"))
        for position in latest_first(employer.get("positions", [])):
            own_place = position.get("location")
            place = own_place if own_place != employer.get("location") else None
            steps.append(top + step(title=position["title"], dates=period(position), location=place))
            top = []
            steps.append(step(text=plain(position.get("summary", ""))))
            steps += evidence(position, choice)
        steps.append(top)
    return steps


def education(schools, choice):
    steps = []
    courses = {course for school in choice.resume.get("education", []) for course in school.get("courses", [])}
    for school in latest_first(schools):
        degree, area = school.get("study_type"), school.get("area")
        steps.append(
            step(
                school=school["institution"],
                degree=degree,
                # "BSc in Physics" says the area already.
                area=None if area and degree and area in degree else area,
                score=school.get("score"),
                dates=study(school),
                location=school.get("location"),
            )
        )
        shown = [course for course in school.get("courses", []) if course in courses]
        steps.append([Field("course", course) for course in shown])
        steps += evidence(school, choice)
    return steps


def projects(entries, choice):
    steps = []
    shown = choice.names("projects")
    for entry in (entry for entry in entries if entry["name"] in shown):
        url = address(entry["url"]) if "url" in entry else None
        steps.append(step(project=entry["name"], role=entry.get("role"), url=url, dates=period(entry)))
        steps.append(step(text=plain(entry.get("description", ""))))
        steps += evidence(entry, choice)
    return steps


def volunteer(entries, choice):
    steps = []
    for entry in entries if choice.has("volunteer") else []:
        steps.append(step(organization=entry["organization"], title=entry.get("position"), dates=period(entry)))
        steps.append(step(text=plain(entry.get("summary", ""))))
        steps += evidence(entry, choice)
    return steps


def skills(groups, choice):
    known = {group["name"]: group for group in groups}
    steps = []
    for shown in choice.resume.get("skills", []):
        group = known[shown["name"]]
        steps.append(step(skills=group["name"], level=group.get("level")))
        steps += [step(skill=word) for word in shown.get("keywords", [])]
    return steps


def dated(section, kind, name, by, date):
    """A section of things with a name, a giver and a date."""

    def steps(entries, choice):
        made = []
        for entry in entries if choice.has(section) else []:
            when = month(entry[date]) if date in entry else None
            url = address(entry["url"]) if "url" in entry else None
            made.append(step(**{kind: entry[name], "by": entry.get(by), "url": url, "dates": when}))
            made.append(step(text=plain(entry.get("summary", ""))))
        return made

    return steps


def languages(entries, choice):
    shown = entries if choice.has("languages") else []
    return [
        fields for entry in shown for fields in (step(language=entry["language"]), step(level=entry.get("fluency")))
    ]


def interests(entries, choice):
    steps = []
    for entry in entries if choice.has("interests") else []:
        steps += [step(interest=entry["name"])] + [step(interest=word) for word in entry.get("keywords", [])]
    return steps


def references(entries, choice):
    shown = entries if choice.has("references") else []
    pairs = ((step(reference=entry["name"]), step(text=plain(entry.get("reference", "")))) for entry in shown)
    return [fields for pair in pairs for fields in pair]


SECTIONS = {
    "work": work,
    "projects": projects,
    "education": education,
    "skills": skills,
    "publications": dated("publications", "publication", "name", "publisher", "release_date"),
    "certificates": dated("certificates", "certificate", "name", "issuer", "date"),
    "awards": dated("awards", "award", "title", "awarder", "date"),
    "languages": languages,
    "volunteer": volunteer,
    "interests": interests,
    "references": references,
}


def noted(notes, heading):
    """The line below a heading of the notes."""
    found = re.search(rf"^#+ {heading}\s*\n(.+)$", notes, re.M)
    return found[1].strip() if found else None


def letter(job, *, with_head=True):
    """The letter of a job: its owner's, or else the draft, whose sentences the explanation lists."""
    year, number, day = noted(job.notes, "Application Date").split("-")
    company, contact = noted(job.notes, "Company"), noted(job.notes, "Contact")
    date = f"{LONG_MONTHS[int(number) - 1]} {int(day)}, {year}"
    if job.letter:
        texts = [plain(block.removeprefix("- ")) for block in re.split(r"\n\s*\n|\n(?=- )", job.letter.strip())]
        salutation, *paragraphs, closing, signature = texts
    else:
        salutation = f"Dear {contact}," if contact else "Dear Hiring Team,"
        paragraphs = [plain(line["sentence"]) for line in job.explain["letter"]]
        closing, signature = "Sincerely,", job.profile["basics"]["name"]
    steps = [step(salutation=salutation)] + [step(paragraph=text) for text in paragraphs]
    steps += [step(closing=closing), step(signature=signature)]
    if with_head:
        recipient = step(date=date, recipient=company, contact=contact)
        steps = head(job.profile, Choice.of(job)) + [recipient] + steps
    return Document(Section(None, steps), [])


# --- What a reader recovered -------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Recovery:
    """What a reader's text says of a document."""

    expected: int
    lost: list
    order: list

    @property
    def recovered(self):
        return self.expected - len(self.lost)


def recover(document, text):
    """Looks for all fields of a document in a reader's text, each in its place.

    Every section claims the text from its heading to the next heading, wherever the theme puts it; in there, its
    steps have to follow one another.
    """
    text, lines = flatten(text)
    starts = {}
    for section in document.sections:
        starts[section.heading] = heading_at(text, lines, section)
    found = sorted(at for at in starts.values() if at is not None)
    lost = lost_fields(text, document.head.steps, 0, found[0] if found else len(text))
    for section in document.sections:
        start = starts[section.heading]
        if start is None:
            lost += [Field("heading", section.heading), *lost_fields(text, section.steps, 0, len(text))]
            continue
        end = next((at for at in found if at > start), len(text))
        lost += lost_fields(text, section.steps, start + len(section.heading), end)
    order = sorted((heading for heading in starts if starts[heading] is not None), key=starts.get)
    return Recovery(len(document.fields), lost, order)


def flatten(text):
    """A text as one line, and where in it each of its lines stands."""
    flat, lines = "", []
    for line in filter(None, map(one_line, text.splitlines())):
        flat += " " if flat else ""
        lines.append((len(flat), line))
        flat += line
    return flat, lines


def heading_at(text, lines, section):
    """Where a section begins: at its heading on a line of its own, else at the heading with most of it behind."""
    spellings = (section.heading, section.heading.upper())
    places = [at for at, line in lines if line in spellings]
    places = places or [at for spelling in spellings for at in occurrences(text, spelling, 0, len(text))]
    if len(places) < 2:
        return places[0] if places else None
    return min(places, key=lambda at: len(lost_fields(text, section.steps, at, len(text))))


def occurrences(text, words, start, end):
    """Where words stand in a text, not as parts of longer words."""
    at = text.find(words, start, end)
    while at >= 0:
        after = at + len(words)
        begins = not words[0].isalnum() or at == 0 or not text[at - 1].isalnum()
        ends = not words[-1].isalnum() or after == len(text) or not text[after].isalnum()
        if begins and ends:
            yield at
        at = text.find(words, at + 1, end)


def lost_fields(text, steps, start, end):
    """The fields that a stretch of text does not have in order.

    The field of each step that is found least often is its anchor. The longest chain of anchors that follow one
    another is taken, so that one lost field does not make those behind it look lost; the others are looked for
    between the anchors.
    """
    anchors = chain([anchor_places(text, fields, start, end) for fields in steps])
    lost, at = [], start
    for number, fields in enumerate(steps):
        until = next((place for place in anchors[number + 1 :] if place is not None), end)
        taken = []
        for field in sorted(fields, key=lambda field: -len(field.text)):
            places = occurrences(text, field.text, at, until)
            spans = ((place, place + len(field.text)) for place in places)
            span = next((span for span in spans if all(span[1] <= a or b <= span[0] for a, b in taken)), None)
            if span:
                taken.append(span)
            else:
                lost.append(field)
        at = max([at, *(last for _, last in taken)])
    return lost


def anchor_places(text, fields, start, end):
    """Where the field of a step that is found least often stands."""
    places = [(list(occurrences(text, field.text, start, end)), field) for field in fields]
    found = [(places, field) for places, field in places if places]
    return min(found, key=lambda one: (len(one[0]), -len(one[1].text)), default=([], None))[0]


def chain(steps):
    """From the places of each step one that is behind the last, so that the most have one; else `None`."""
    tails, links = [], []
    for number, places in enumerate(steps):
        # From the last to the first, so that one step is never linked to itself.
        for place in reversed(places):
            length = bisect.bisect_left(tails, place)
            link = (number, place, links[length - 1] if length else None)
            tails[length : length + 1] = [place]
            links[length : length + 1] = [link]
    chosen = [None] * len(steps)
    link = links[-1] if links else None
    while link:
        number, place, link = link
        chosen[number] = place
    return chosen


def self_test():
    """A check that cannot fail checks nothing: what is lost has to be seen as lost, and nothing else."""
    document = Document(
        Section(None, [step(name="Ada Miller"), step(headline="Engineer", contact="ada@example.com")]),
        [
            Section(
                "Experience", [step(employer="Acme", title="Engineer", dates="2019 - 2021"), step(highlight="Did A.")]
            ),
            Section("Skills", [step(skill="Go"), step(skill="C++")]),
            Section("Awards", [step(award="A prize", by="A company"), step(award="B", by="A company", dates="2021")]),
        ],
    )
    whole = (
        "Ada Miller\nada@example.com | Engineer\nAwards\nA prize, A company\nB, A company, 2021\nSkills\nGo, C++\n"
        "Experience\nEngineer, Acme .. 2019 - 2021\n• Did\nA."
    )
    for text, lost in [
        (whole, []),
        (whole.replace("Did\nA", "DidA"), ["Did A."]),
        (whole.replace("Go, C++", "C++, Go"), ["Go"]),
        (whole.replace("Go,", "Google,"), ["Go"]),
        (whole.replace(" .. 2019 - 2021", "") + " 2019 - 2021", ["2019 - 2021"]),
        (whole.replace("Experience\n", ""), ["Experience"]),
        (whole.replace("Engineer, Acme", "Acme"), ["Engineer"]),
    ]:
        seen = [field.text for field in recover(document, text).lost]
        assert seen == lost, f"recovery is broken: {seen} instead of {lost} in {text!r}"
