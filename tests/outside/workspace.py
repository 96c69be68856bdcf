"""Workspaces to build documents in, and the program that builds them."""

import contextlib
import dataclasses
import json
import os
import pathlib
import subprocess
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
BESPOKE = pathlib.Path(os.environ.get("BESPOKE") or ROOT / "target" / "debug" / "bespoke")
CASES = pathlib.Path(__file__).resolve().parent / "profiles"
DEFAULT_THEME = "classic"
PAPERS = ["us-letter", "a4"]


class Failed(Exception):
    """The program refused what it should have built."""


def bespoke(*arguments):
    """What the program prints."""
    command = [str(BESPOKE), *map(str, arguments)]
    # The day decides what is still to come; without it a check would change its mind over the years.
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000"}
    )
    if done.returncode:
        raise Failed(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def built_in_themes():
    with tempfile.TemporaryDirectory() as empty:
        themes = json.loads(bespoke("-C", empty, "themes", "--json"))
    return [theme["name"] for theme in themes if theme["built_in"]]


@dataclasses.dataclass(frozen=True)
class Job:
    """One opening as it was written down, and what was made for it."""

    name: str
    profile: dict
    notes: str
    letter: str | None
    output: pathlib.Path

    @property
    def explain(self):
        return json.loads((self.output / "explain.json").read_text(encoding="utf-8"))


class Workspace:
    """A folder with a profile and jobs."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.jobs = self.folder / "profiles" / "jobs"

    @property
    def profile(self):
        return tomllib.loads((self.folder / "profiles" / "master.toml").read_text(encoding="utf-8"))

    def build(self, out, *, theme, paper="us-letter", pages=None, formats=("pdf", "json")):
        """Builds all jobs into a folder of the workspace."""
        target = self.folder / out
        limit = ["--pages", pages] if pages else []
        bespoke(
            "-C", self.folder, "build", "-q", "--theme", theme, "--paper", paper, *limit,
            "--format", ",".join(formats), "--out", target,
        )  # fmt: skip
        made = []
        for notes in sorted(self.jobs.glob("*.md")):
            if notes.name.endswith(".letter.md"):
                continue
            letter = notes.with_suffix(".letter.md")
            made.append(
                Job(
                    name=notes.stem,
                    profile=self.profile,
                    notes=notes.read_text(encoding="utf-8"),
                    letter=letter.read_text(encoding="utf-8") if letter.exists() else None,
                    output=target / notes.stem,
                )
            )
        return made


@contextlib.contextmanager
def workspace(profile, notes, letter=None):
    """A workspace with one job, from the texts of its files."""
    with tempfile.TemporaryDirectory() as folder:
        made = Workspace(folder)
        made.jobs.mkdir(parents=True)
        (made.folder / "profiles" / "master.toml").write_text(profile, encoding="utf-8")
        (made.jobs / "one.md").write_text(notes, encoding="utf-8")
        if letter is not None:
            (made.jobs / "one.letter.md").write_text(letter, encoding="utf-8")
        yield made


@contextlib.contextmanager
def sample():
    """The workspace that everybody starts with."""
    with tempfile.TemporaryDirectory() as folder:
        bespoke("init", folder)
        yield Workspace(folder)


def case(name):
    """The workspace of a profile in `profiles/`, with its letter, if it has one, and the notes that all share."""
    letter = CASES / f"{name}.letter.md"
    return workspace(
        (CASES / f"{name}.toml").read_text(encoding="utf-8"),
        (CASES / "job.md").read_text(encoding="utf-8"),
        letter.read_text(encoding="utf-8") if letter.exists() else None,
    )


def case_names():
    return sorted(path.stem for path in CASES.glob("*.toml"))
