"""Builds generated profiles and jobs with both engines: never over the page limit, and full where there is text.

Run from the repository after `cargo build`, with `typst` on PATH: python tests/outside/pages.py [CASES]
"""

import json
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BESPOKE = ROOT / "target" / "debug" / "bespoke"
SUBJECTS = """data pipelines|demand forecasting|search ranking|payroll migration|incident response|mentoring
accessibility audits|vendor negotiation|budget planning|fraud detection|onboarding|release automation
stakeholder workshops|capacity planning|customer interviews|Kafka streams|Terraform modules|query tuning
clinical schedules|warehouse layout|pricing experiments|compliance reviews|course design|grant reports"""
SUBJECTS = SUBJECTS.replace("\n", "|").split("|")
VERBS = "Led Built Rewrote Planned Introduced Measured Extended Repaired Launched Simplified".split()
TAILS = [
    "across {} sites",
    "which cut waiting time by {} percent",
    "together with colleagues from finance, legal and operations, and kept it running for {} quarters",
    "within {} weeks",
    "",
    "so that the night shift no longer had to be called, and wrote down for {} successors how it works and why",
]
PAPERS = {"us-letter": 792.0, "a4": 841.89}


def highlight(rng):
    about = " and ".join(rng.sample(SUBJECTS, rng.randint(1, 2)))
    tail = rng.choice(TAILS).format(rng.randint(2, 90))
    return f"{rng.choice(VERBS)} {about}{', ' if tail else ''}{tail}."


def profile(rng):
    text = ['[basics]\nname = "Robin Example"\nheadline = "Generalist"\nemail = "robin@example.com"']
    if rng.random() < 0.7:
        text.append('[[summaries]]\ntext = "Works where people and systems meet, and leaves both calmer."')
    year = 2026
    for at in range(rng.randint(3, 8)):
        start = year - rng.randint(1, 4)
        end = '"present"' if at == 0 else f'"{year}-0{rng.randint(1, 9)}"'
        lines = ",\n".join(json.dumps(highlight(rng)) for _ in range(rng.randint(4, 12)))
        text.append(
            f'[[work]]\nname = "Employer {"ABCDEFGH"[at]}"\nlocation = "Town"\n[[work.positions]]\n'
            f'title = "Role {at}"\nstart = "{start}-02"\nend = {end}\nhighlights = [{lines}]'
        )
        year = start
    for at in range(rng.randint(0, 3)):
        lines = ",\n".join(json.dumps(highlight(rng)) for _ in range(rng.randint(0, 3)))
        text.append(f'[[projects]]\nname = "Project {at}"\ndescription = "A thing."\nhighlights = [{lines}]')
    for at in range(rng.randint(0, 2)):
        text.append(f'[[education]]\ninstitution = "School {at}"\nstudy_type = "BS"\narea = "Arts"\nend = "{year - at}"')
    for at in range(rng.randint(0, 6)):
        text.append(f'[[skills]]\nname = "Group {at}"\nkeywords = {json.dumps(rng.sample(SUBJECTS, 5))}')
    for at in range(rng.randint(0, 3)):
        text.append(f'[[certificates]]\nname = "Certificate {at}"\ndate = "20{10 + at}"')
    for at in range(rng.randint(0, 2)):
        text.append(f'[[languages]]\nlanguage = "Language {at}"')
    return "\n".join(text) + "\n"


def notes(rng):
    skills = "\n".join(f"  - {subject}" for subject in rng.sample(SUBJECTS, rng.randint(1, 6)))
    wishes = "\n".join(
        f"    - Employer {letter}: Emphasize {rng.choice(SUBJECTS)}" for letter in "AB"[: rng.randint(0, 2)]
    )
    posting = "\n".join(f"- Experience with {subject}" for subject in rng.sample(SUBJECTS, rng.randint(0, 10)))
    return (
        f"## Company\nExample Works\n## Position\nGeneralist\n## Job Description\nRequirements:\n{posting}\n"
        f"## Notes\n- Key skills to emphasize:\n{skills}\n- Resume bullet points to highlight:\n"
        f"  - Work experience:\n{wishes}\n"
    )


def run(*args):
    return subprocess.run(args, check=True, capture_output=True, text=True).stdout


def fill(folder, paper):
    """Share of the last page's text area that is used."""
    source = (folder / "resume.typ").read_text()
    density = int(re.search(r"values\.pos\(\)\.at\((\d)\)", source)[1])

    def margin(edge):
        of_densities = re.search(rf"{edge}: by-density\(([^)]*)\)", source)[1].split(", ")
        return float(of_densities[density].removesuffix("in")) * 72

    top, bottom = margin("top"), margin("bottom")
    pages = run("pdftotext", "-bbox", str(folder / "resume.pdf"), "-").split("<page ")[1:]
    lowest = max(float(y) for y in re.findall(r'yMax="([0-9.]+)"', pages[-1]))
    return (lowest - top) / (PAPERS[paper] - top - bottom)


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    failures, fills = [], []
    for case in range(cases):
        rng = random.Random(case)
        limit, paper = rng.choice([1, 1, 1, 1, 2]), rng.choice(list(PAPERS))
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "profiles" / "jobs").mkdir(parents=True)
            (folder / "profiles" / "master.toml").write_text(profile(rng))
            (folder / "profiles" / "jobs" / "one.md").write_text(notes(rng))
            shared = ["-C", str(folder), "--pages", str(limit), "--paper", paper, "--json"]
            made = {}
            for engine in ("embedded", "typst-cli"):
                out = folder / engine
                command = [str(BESPOKE), "build", *shared, "--engine", engine, "--out", str(out)]
                built = subprocess.run(command, capture_output=True, text=True)
                job = json.loads(built.stdout)["jobs"][0]
                if job["status"] != "built":
                    failures.append(f"case {case}, {engine}: {built.stdout}")
                    continue
                if job["pages"]["resume"] > limit:
                    failures.append(f"case {case}, {engine}: {job['pages']['resume']} pages, {limit} allowed")
                made[engine] = (out / "one" / "resume.pdf").read_bytes()
            if len(set(made.values())) > 1:
                failures.append(f"case {case}: the engines differ")
            if "embedded" in made:
                explain = json.loads((folder / "embedded" / "one" / "explain.json").read_text())
                value, bound = explain["objective"]["value"], explain["objective"]["bound"]
                if value != bound:
                    failures.append(f"case {case}: value {value}, bound {bound}")
                if explain["cut"]:
                    fills.append((fill(folder / "embedded" / "one", paper), case))
    fills.sort()
    median = statistics.median(share for share, _ in fills)
    print(f"{cases} cases, {len(fills)} with more text than room: fill {median:.3f} (median)", end="")
    print(f", lowest {fills[0][0]:.3f} (case {fills[0][1]}), 5th percentile {fills[len(fills) // 20][0]:.3f}")
    if median < 0.95:
        failures.append("the pages are not full")
    for failure in failures:
        print(failure)
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
