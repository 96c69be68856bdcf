"""The same sources make the same bytes, wherever, whenever and by whomever they are built.

Run from the repository after `cargo build`: python tests/outside/reproducible.py. With `typst` on PATH its engine is
one of the surroundings.
"""

import hashlib
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile

from workspace import BESPOKE

DAY = "1750000000"
NOBODY = 65534
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
FORMATS = "pdf,docx,html,md,txt,json"
PLAIN = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": DAY}


def sources(folder):
    """The sample, and its second job once more: undated, in another theme and language, on two pages of A4."""
    subprocess.run([BESPOKE, "-C", folder, "init"], check=True, capture_output=True, env=PLAIN)
    jobs = folder / "profiles/jobs"
    third = (jobs / "harbor-transit.md").read_text().replace("+++\ndeadline = 2025-06-27\n+++\n", "")
    third = re.sub(r"## Application Date\n.*\n", "", third)
    (jobs / "third.md").write_text(f'+++\ntheme = "modern"\nlanguage = "de"\npages = 2\npaper = "a4"\n+++\n{third}')


def digests(folder):
    """Every file that was built, by its path and what it is."""
    output = folder / "output"
    files = [path for path in sorted(output.rglob("*")) if path.is_file() and path.name != ".lock"]
    return {str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def build(folder, *arguments, environment=None, before=(), **options):
    command = [*before, str(BESPOKE), "-C", str(folder), "build", "--force", "--format", FORMATS, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**PLAIN, **(environment or {})}, **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return digests(pathlib.Path(options.get("cwd", ".")) / folder)


def on_a_terminal(folder):
    """As from a shell: with colors, a bar and a table."""
    command = [str(BESPOKE), "-C", str(folder), "build", "--force", "--format", FORMATS]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], command, {**PLAIN, "TERM": "xterm-256color"})
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.waitpid(pid, 0)
    return digests(folder)


def surroundings(at, home):
    """Names of surroundings, and what builds in them; `at` copies the sources to a folder of that name."""
    yield "once more", lambda: build(at("work"))
    yield "a path with spaces and marks", lambda: build(at("Zoë's résumés (2025) 'x' & y"))
    yield "a long path", lambda: build(at("/".join(["folder" * 8] * 12)))
    yield "from within the folder", lambda: build(".", cwd=at("within"))
    yield "through a link", lambda: build(link(at("linked")))
    yield "the far east", lambda: build(at("east"), environment={"TZ": "Pacific/Kiritimati"})
    yield "the far west", lambda: build(at("west"), environment={"TZ": "Pacific/Pago_Pago"})
    yield "Turkish", lambda: build(at("turkish"), environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"})
    yield "the C locale", lambda: build(at("c"), environment={"LC_ALL": "C", "LANG": "C"})
    yield "with a home", lambda: build(at("home"), environment={"HOME": str(home), "USER": "somebody"})
    yield "without a path", lambda: build(at("bare"), environment={"PATH": ""})
    yield "an empty folder for temporary files", lambda: build(at("tmp"), environment={"TMPDIR": str(home)})
    yield "a later hour of the day", lambda: build(at("hour"), environment={"SOURCE_DATE_EPOCH": str(int(DAY) + 3600)})
    yield "one core", lambda: build(at("core"), before=["taskset", "-c", "0"])
    yield "files of another age and order", lambda: build(aged(at("aged")))
    yield "one job after the other", lambda: one_by_one(at("apart"))
    yield "on a terminal", lambda: on_a_terminal(at("terminal"))
    yield "other variables of programs", lambda: build(
        at("variables"),
        environment={"RAYON_NUM_THREADS": "1", "TYPST_FONT_PATHS": "/usr/share/fonts", "NO_COLOR": "1", "UMASK": "0"},
    )
    if os.geteuid() == 0:
        yield "another user", lambda: build(owned(at("nobody")), before=AS_NOBODY)
    if shutil.which("typst"):
        program = shutil.which("typst")
        yield "the typst program", lambda: build(at("typst"), "--engine", "typst-cli", "--typst", program)


def link(folder):
    place = folder.with_name("link")
    place.symlink_to(folder)
    return place


def aged(folder):
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
            os.utime(path, (1, 1))
    return folder


def one_by_one(folder):
    for job in ["third", "penn-medicine", "harbor-transit"]:
        build(folder, job)
    return digests(folder)


def owned(folder):
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    return folder


def main():
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        # Another user has to get there.
        temporary.chmod(0o755)
        original, home = temporary / "original", temporary / "a home"
        original.mkdir()
        home.mkdir()
        sources(original)

        def at(name):
            folder = temporary / name
            shutil.copytree(original, folder)
            return folder

        expected = build(at("first"))
        wrong = 0
        count = 1
        for name, made in surroundings(at, home):
            count += 1
            found = made()
            # Which engine made a document is part of its record.
            differs = [
                path for path in sorted({*expected, *found}) if expected.get(path) != found.get(path)
                and not (name == "the typst program" and path.endswith("packet.json"))
            ]
            wrong += bool(differs)
            print(f"{'differs' if differs else 'the same':9} {name}{': ' if differs else ''}{', '.join(differs)}")
        tomorrow = build(at("tomorrow"), environment={"SOURCE_DATE_EPOCH": str(int(DAY) + 86400)})
        dated = [path for path in expected if expected[path] != tomorrow[path] and path.endswith("cover-letter.pdf")]
        if not dated:
            wrong += 1
            print("differs   another day: no letter has another date")
        print(f"{len(expected)} files in {count} surroundings, {wrong} of them differ")
        sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
