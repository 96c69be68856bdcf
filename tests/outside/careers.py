"""Random histories, for a layout that reads well for one person may fail for the next.

Everything is drawn from one seed, so a failing history can be had again.
"""

import json
import random

FIRST = "Ada Björn Chloé Ðorđe Émile Fatima Grażyna Høgni İpek José Łukasz Nuño Şule Řehoř Žofia Ольга Νίκη".split()
LAST = "Miller-Smith O'Connor Müller Søndergaard Fiorini Ağaoğlu Dvořák Ñáñez Ωρίων Петрова Li MacAffee".split()
EMPLOYERS = """Acme|Office & Field|Flow/State Inc.|AT&T-like Co.|Fürth AG|Affinity Group, Ltd.|Société Générique|3D-Fab
North-West Water|Waffle Works|City of Fife|Яблоко|The \"Final\" Agency|e.g. Labs|Université d'Été|O2-Flux S.p.A."""
TITLES = """Engineer|Senior Software Engineer|Head of Office|VP, Finance & Flow|Research Fellow|Officer/Analyst|Chief of Staff
Lead Front-End Developer (C++/C#)|Staff Site Reliability Engineer, Cloud Infrastructure and Workflow Platforms"""
PLACES = "Philadelphia, PA|Köln|Fife, Scotland|São Paulo, Brazil|Łódź|Remote|Winston-Salem, NC|Αθήνα"
VERBS = "Built Led Filed Refined Affirmed Fixed Simplified Off-loaded Co-authored Re-engineered Shifted Staffed".split()
THINGS = """the office workflow|five first-class services|a fault-tolerant file store|efficient front-end/back-end flows
C++ and C# tooling|the A/B testing set-up|\"final\" figures of the fiscal office|12 off-line kiosks|its own *.csv files
an end-to-end, state-of-the-art, cross-functional review|state_of_flow and ~/.flow|the team's no. 1 ticket (#42)"""
TAILS = """, saving $1.2M/year|, up 35% year-over-year|, within 3-5 weeks and without off-hours| for 4,000+ users @ 9 sites
, so that the night shift no longer had to be called, and wrote down for its successors how all of it works and why it does|
; latency fell from 1,200 ms to < 85 ms|, which **doubled** the efficiency of the *whole* floor|, in `async` Rust"""
SKILLS = "C++|C#|.NET|Node.js|CI/CD|A/B testing|PL/SQL|Flow design|office automation|TCP/IP|Rust|test-driven development|Q&A|R&D"
DEGREES = ["BSc", "M.Eng.", "Ph.D.", "Bachelor of Arts in Fine Arts", None]
AREAS = ["Physics", "Fine Arts", "Electrical & Computer Engineering", None]


def options(text):
    return text.replace("\n", "|").split("|")


def toml(table):
    """The keys of a table as TOML, those of tables below it left out. JSON's texts and lists are TOML's too."""
    lines = (f"{key} = {inline(value)}" for key, value in table.items() if key != "positions")
    return "\n".join(lines) + "\n"


def inline(value):
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {inline(part)}' for key, part in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def document(profile):
    """A profile as TOML."""
    parts = [f"[basics]\n{toml(profile['basics'])}"]
    for section, entries in profile.items():
        for entry in entries if isinstance(entries, list) else []:
            parts.append(f"[[{section}]]\n{toml(entry)}")
            parts += [f"[[{section}.positions]]\n{toml(position)}" for position in entry.get("positions", [])]
    return "\n".join(parts)


class Career:
    """One random history."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.year = 2025
        self.said = set()

    def pick(self, choices, share=1.0):
        """One of several, or sometimes nothing."""
        choices = options(choices) if isinstance(choices, str) else choices
        return self.rng.choice(choices) if self.rng.random() < share else None

    def entry(self, **values):
        return {key: value for key, value in values.items() if value not in (None, [])}

    def date(self, year):
        return str(year) if self.rng.random() < 0.25 else f"{year}-{self.rng.randint(1, 12):02}"

    def period(self, *, is_open=False):
        """A time before all that were drawn until now: `start` and `end`, as profiles have them."""
        last = self.year - self.rng.randint(0, 1)
        self.year = first = last - self.rng.randint(1, 3)
        if is_open:
            return self.rng.choice([{"start": self.date(first)}, {"start": self.date(first), "end": "present"}])
        same = self.date(last)
        return self.rng.choice(
            [{"start": self.date(first), "end": self.date(last)}] * 5 + [{"start": same, "end": same}, {"end": same}]
        )

    def sentence(self):
        while True:
            text = f"{self.pick(VERBS)} {self.pick(THINGS)}{self.pick(TAILS)}."
            if text not in self.said:
                self.said.add(text)
                return text

    def sentences(self, least, most):
        return [self.sentence() for _ in range(self.rng.randint(least, most))]

    def work(self):
        employers = []
        names = self.rng.sample(options(EMPLOYERS), self.rng.choice([0, 1, 2, 3, 4, 5, 6]))
        for number, name in enumerate(names):
            positions = []
            for role in range(self.rng.choice([0, 1, 1, 1, 1, 2, 3])):
                is_open = number == role == 0 and self.rng.random() < 0.7
                positions.append(
                    self.entry(
                        title=self.pick(TITLES),
                        **self.period(is_open=is_open),
                        location=self.pick(PLACES, 0.1),
                        summary=self.pick(["Ran a staff of 5-9.", None], 0.2),
                        highlights=self.sentences(1, 4),
                    )
                )
            employers.append(self.entry(name=name, location=self.pick(PLACES, 0.8), positions=positions))
        return employers

    def education(self):
        schools = []
        for number in range(self.rng.choice([0, 1, 1, 2])):
            area = self.pick(AREAS)
            to_come = {"start": "2024-09", "end": "2041-05"}
            time = to_come if number == 0 and self.rng.random() < 0.3 else self.period()
            schools.append(
                self.entry(
                    institution=f"{self.pick(['University of', 'Universität', 'École de'])} {self.pick(PLACES)}",
                    study_type=self.pick(DEGREES) if area else "BSc",
                    area=area,
                    score=self.pick(["GPA 3.9/4.0", "1,3"], 0.4),
                    location=self.pick(PLACES, 0.5),
                    courses=self.pick([["Fluid Dynamics", "Office Law", "Non-linear Systems"], []]),
                    highlights=self.sentences(0, 2),
                    **time,
                )
            )
        return schools

    def profile(self):
        rng = self.rng
        name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        accounts = [
            {"network": "GitHub", "username": "flow", "url": "https://github.com/flow-office"},
            {"network": "LinkedIn", "username": "fi", "url": "https://www.linkedin.com/in/first-office-5/"},
            {"network": "Mastodon", "username": "@fi@social.example"},
            {"network": "Site", "username": "x", "url": f"https://{'long-' * rng.randint(1, 8)}address.example/~me"},
        ]
        basics = self.entry(
            name=name,
            headline=self.pick(TITLES, 0.8),
            email="first.last+flow@office.example.com",
            phone=self.pick(["+1 215 555 0142", "(030) 123-456", "+30 210 1234567"], 0.8),
            location=self.pick(PLACES, 0.7),
            url=self.pick(["https://www.example.com/"], 0.5),
        )
        basics["profiles"] = rng.sample(accounts, rng.randint(0, 4))
        days = [("2019", "First Aid"), ("2021-03", "Flow Certified (FC)"), (None, "C++ Institute: CPP-22")]
        return {
            "basics": basics,
            "summaries": [{"text": self.sentence()}] if rng.random() < 0.6 else [],
            "work": self.work(),
            "education": self.education(),
            "projects": [
                self.entry(
                    name=name,
                    role=self.pick(["Author", "Co-founder"], 0.5),
                    url=self.pick(["https://github.com/flow-office/off_line"], 0.5),
                    description=self.pick(["A file-flow kit/tool.", None]),
                    highlights=self.sentences(1, 2),
                    **self.rng.choice([{}, self.period()]),
                )
                for name in rng.sample(["off_line", "Efficient.js", "Project #5"], rng.randint(0, 2))
            ],
            "skills": [
                {"name": group, "keywords": rng.sample(options(SKILLS), rng.randint(1, 7))}
                for group in rng.sample(
                    ["Programming", "Office/Flow", "Methods & Tools", "Platforms"], rng.randint(0, 4)
                )
            ],
            "certificates": [
                self.entry(name=name, issuer=self.pick(["Office of Fire Safety"], 0.6), date=day)
                for day, name in rng.sample(days, rng.randint(0, 3))
            ],
            "publications": [
                self.entry(name="On Efficient Filing: a Flow-based View", publisher="FFI Press", release_date="2018-06")
            ]
            if rng.random() < 0.4
            else [],
            "languages": [
                self.entry(language=name, fluency=self.pick(["native", "C1"], 0.7))
                for name in rng.sample(["Français", "Íslenska", "Ελληνικά", "Русский"], rng.randint(0, 3))
            ],
            "volunteer": [
                self.entry(
                    organization="Fire Office 5", position="Officer", highlights=self.sentences(0, 1), **self.period()
                )
            ]
            if rng.random() < 0.4
            else [],
            "interests": [{"name": "Reef diving", "keywords": ["Fiji", "off-shore"]}] if rng.random() < 0.3 else [],
        }


def random_profile(seed):
    """A random profile, as TOML."""
    return document(Career(seed).profile())
