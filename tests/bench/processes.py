"""Whole processes, side by side: what a job and a season of jobs cost, beside bare `typst compile` and RenderCV.

Usage: python tests/bench/processes.py BESPOKE TYPST [--rendercv PROGRAM] [--jobs 200] [--pairs 20] [--rounds 3]

Prints medians, and each ratio of budgets.toml with what it may be and what it should become. Runs that are compared take
turns, so that a busy machine slows both. Exit code 1 if a budget is spent.
"""

import argparse
import datetime
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import tomllib

BUDGETS = tomllib.loads(pathlib.Path(__file__).with_name("budgets.toml").read_text())
EPOCH = {"SOURCE_DATE_EPOCH": "1750000000", "PATH": "/usr/bin:/bin"}
SUBJECTS = """data pipelines|demand forecasting|search ranking|payroll migration|incident response|mentoring
accessibility audits|vendor negotiation|budget planning|fraud detection|onboarding|release automation
stakeholder workshops|capacity planning|customer interviews|stream processing|infrastructure code|query tuning
clinical schedules|warehouse layout|pricing experiments|compliance reviews|course design|grant reports"""
SUBJECTS = SUBJECTS.replace("\n", "|").split("|")
# An edit that a build has to notice, and its way back.
EDIT = ("- Emphasize ", "- Emphasise ")


def seconds(command, **options):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=EPOCH, **options)
    return time.perf_counter() - start


def in_turns(rounds, *measures):
    """The median of each of some measures, which take turns."""
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*taken)]


def tree_memory(pid):
    """Resident memory of a process and all below it, in MiB."""
    total, waiting = 0, [pid]
    while waiting:
        process = pathlib.Path("/proc", str(waiting.pop()))
        try:
            status = (process / "status").read_text()
            waiting.extend(
                int(child) for task in (process / "task").iterdir() for child in (task / "children").read_text().split()
            )
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return total / 1024


def peak_memory(command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=EPOCH)
    peak, ended = 0.0, threading.Event()

    def watch():
        nonlocal peak
        while not ended.wait(0.01):
            peak = max(peak, tree_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    ended.set()
    watcher.join()
    assert code == 0, command
    return peak


class Season:
    """A workspace of many jobs, made from the sample's two: each of another company and day, and asking for other
    evidence of the profile, so that hardly any two resumes are the same."""

    def __init__(self, bespoke, folder, jobs):
        self.bespoke, self.folder = bespoke, folder
        seconds([bespoke, "-C", folder, "init"])
        notes = folder / "profiles" / "jobs"
        samples = [(path.stem, path.read_text()) for path in sorted(notes.glob("*.md"))]
        company = {"harbor-transit": "Harbor Transit", "penn-medicine": "Penn Medicine"}
        for path in notes.glob("*.md"):
            path.unlink()
        profile = tomllib.loads((folder / "profiles" / "master.toml").read_text())
        entries = [entry for work in profile["work"] for entry in work["positions"]] + profile["projects"]
        highlights = [one for entry in entries for one in entry["highlights"] if isinstance(one, dict)]
        evidence = sorted({word for one in highlights for word in one.get("keywords", ())})
        rng = random.Random(1)
        self.jobs = [f"job-{at:03}" for at in range(jobs)]
        for at, job in enumerate(self.jobs):
            name, text = samples[at % len(samples)]
            wishes = "".join(f"  - {wish}\n" for wish in rng.sample(evidence, 3))
            text = text.replace(company[name], f"Company{at} Works").rstrip() + "\n"
            text = text.removeprefix("+++\n") if text.startswith("+++\n") else f"+++\n\n{text}"
            day = datetime.date(2025, 1, 1) + datetime.timedelta(days=at)
            text = f"+++\ndate = {day}\n{text}"
            marker = "- Key skills to emphasize:\n"
            assert marker in text, name
            (notes / f"{job}.md").write_text(text.replace(marker, f"{marker}{wishes}", 1))

    def command(self, *arguments):
        return [self.bespoke, "-C", self.folder, *arguments]

    def forget(self):
        """Moved away, not deleted: some file systems take long to make files soon after others were deleted."""
        if (self.folder / "output").exists():
            (self.folder / "output").rename(self.folder / f"forgotten-{time.monotonic_ns()}")

    def build(self, *jobs):
        return seconds(self.command("build", "-q", *jobs))

    def afresh(self, *jobs):
        self.forget()
        return self.build(*jobs)

    def edited(self):
        """Edits a job and builds all of them."""
        path = self.folder / "profiles" / "jobs" / f"{self.jobs[0]}.md"
        text = path.read_text()
        path.write_text(text.replace(*(EDIT if EDIT[0] in text else reversed(EDIT))))
        return self.build()

    def fonts(self):
        """Every font that the sources ask for, for a bare `typst compile`."""
        if not (self.folder / "templates" / "classic").exists():
            seconds(self.command("themes", "copy", "classic"))
            (self.folder / "templates" / "classic").rename(self.folder / "fonts")
        return self.folder / "fonts"

    def sources(self, *jobs):
        return [self.folder / "output" / job / f"{name}.typ" for job in jobs for name in ("resume", "cover-letter")]


def typst_command(typst, fonts):
    return [typst, "compile", "--ignore-system-fonts", "--font-path", fonts, "--pdf-standard", "ua-1,a-2a"]


def typst_each(command, sources):
    return sum(seconds([*command, source, source.with_suffix(".bare.pdf")]) for source in sources)


def typst_in_parallel(command, sources, cores):
    pairs = "\0".join(f"{source}\0{source.with_suffix('.bare.pdf')}" for source in sources)
    start = time.perf_counter()
    subprocess.run(
        ["xargs", "-0", "-P", str(cores), "-n", "2", *map(str, command)], input=pairs.encode(), check=True, env=EPOCH
    )
    return time.perf_counter() - start


def career(highlights, topics):
    """A profile and notes of a size."""
    rng = random.Random(highlights)
    employers = 10
    profile = ['[basics]\nname = "Robin Example"\nemail = "robin@example.com"']
    for at in range(employers):
        lines = [
            f"Improved {rng.choice(SUBJECTS)} and {rng.choice(SUBJECTS)} for team {at} in {rng.randint(2, 90)} weeks, step {n}."
            for n in range(highlights // employers)
        ]
        profile.append(
            f'[[work]]\nname = "Employer {at}"\n[[work.positions]]\ntitle = "Role {at}"\nstart = "{2025 - at}-02"\n'
            f"highlights = {json.dumps(lines)}"
        )
    wishes = "\n".join(f"  - {rng.choice(SUBJECTS)} number {at}" for at in range(topics))
    notes = f"## Company\nAcme\n\n## Position\nAnalyst\n\n## Job Description\nWe hire.\n\n## Notes\n- Key skills to emphasize:\n{wishes}\n"
    return "\n\n".join(profile), notes


def explained(bespoke, folder, highlights, topics):
    profile, notes = career(highlights, topics)
    (folder / "profiles" / "jobs").mkdir(parents=True)
    (folder / "profiles" / "master.toml").write_text(profile)
    (folder / "profiles" / "jobs" / "acme.md").write_text(notes)
    return lambda: seconds([bespoke, "-C", folder, "explain", "acme", "--pages", "2"])


# RenderCV fetches its icons from the network once; without them it has a little less to set.
NO_ICONS = {
    "typst.toml": '[package]\nname = "fontawesome"\nversion = "0.6.0"\nentrypoint = "lib.typ"\n',
    "lib.typ": "#let fa-icon(..any) = []\n",
}


def rendercv_resume(program, folder):
    """RenderCV's own sample, as PDF and nothing else."""
    icons = folder / "cache" / "typst" / "packages" / "preview" / "fontawesome" / "0.6.0"
    icons.mkdir(parents=True)
    for name, text in NO_ICONS.items():
        (icons / name).write_text(text)
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    options = {"cwd": folder, "env": surroundings, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([program, "new", "Robin Example"], **options)

    def render():
        start = time.perf_counter()
        subprocess.run([program, "render", "Robin_Example_CV.yaml", "-nomd", "-nohtml", "-nopng"], **options)
        return time.perf_counter() - start

    return render


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bespoke", type=lambda path: shutil.which(path) or path)
    parser.add_argument("typst", type=lambda path: shutil.which(path) or path)
    parser.add_argument("--rendercv", type=lambda path: shutil.which(path) or path)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    ratios, said = {}, {}

    def compare(budget, taken, beside, unit="s"):
        ratios[budget] = taken / beside
        said[budget] = f"{taken:.3g} {unit} beside {beside:.3g} {unit}"

    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        season = Season(asked.bespoke, temporary / "season", asked.jobs)
        bare = typst_command(asked.typst, season.fonts())
        first = season.jobs[0]
        season.afresh(first)
        one, two_compiles = in_turns(
            asked.pairs, lambda: season.afresh(first), lambda: typst_each(bare, season.sources(first))
        )
        compare("one-job", one, two_compiles)
        season.build()
        documents = 2 * asked.jobs
        batch, parallel, *others = in_turns(
            asked.rounds,
            season.afresh,
            lambda: typst_in_parallel(bare, season.sources(*season.jobs), cores),
            season.build,
            season.edited,
            *([rendercv_resume(asked.rendercv, temporary / "rendercv")] if asked.rendercv else []),
        )
        unchanged, edited = others[:2]
        compare("batch", batch / documents, parallel / documents)
        compare("unchanged", unchanged, batch)
        compare("one-of-many", edited, one)
        if asked.rendercv:
            compare("rendercv", batch / documents, others[2])
        few = Season(asked.bespoke, temporary / "few", max(asked.jobs // 4, 1))
        all_jobs, quarter = peak_memory(season.command("build", "-q", "--force")), peak_memory(few.command("build", "-q"))
        compare("memory", all_jobs, quarter, "MiB")
        compare("memory-mib", all_jobs, 1.0, "MiB")
        large, small = in_turns(
            asked.rounds,
            explained(asked.bespoke, temporary / "large", 800, 150),
            explained(asked.bespoke, temporary / "small", 50, 20),
        )
        compare("explain", large, small)
    spent = False
    for name, budget in BUDGETS.items():
        if name not in ratios:
            continue
        ratio, at_most, goal = ratios[name], budget["at_most"], budget.get("goal", budget["at_most"])
        spent |= ratio > at_most
        verdict = "SPENT" if ratio > at_most else "" if ratio <= goal else f"goal {goal}"
        print(f"{name:12} {ratio:8.3f} of at most {at_most:<5} {said[name]:34} {verdict}")
    return int(spent)


if __name__ == "__main__":
    sys.exit(main())
