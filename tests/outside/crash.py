"""Killed at any moment, on a full disk, where nothing can be written, or several at once: every file is the old one
or the new one, what its owner wrote is never lost, and the next run clears away what is left.

Usage: crash.py [KILLS] [SEED]. What is right is known from undisturbed runs in copies of the same workspace. Disks are
small ones in memory if the user may mount them; else a limit on the size of files and folders without permission to
write take their place.
"""

import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from workspace import BESPOKE, ROOT

HARNESS = (ROOT / "tests/suite/harness.rs").read_text()
PROFILE = re.search(r'PROFILE: &str = r#"(.*?)"#;', HARNESS, re.S).group(1)
NOTES = re.search(r'const JOB: &str = "\\\n(.*?)";', HARNESS, re.S).group(1)
TYPST = re.search(r'^typst = .*"=([\d.]+)"', (ROOT / "Cargo.toml").read_text(), re.M).group(1)
RESUME = {"basics": {"name": "Ada Miller", "email": "ada@miller.dev"}, "work": [{"name": "Initech"}]}

FORMATS = ["--format", "pdf,docx,html,md,txt,json"]
MARK = "BESPOKE_CRASH"
LEFTOVER = ".bespoke-"
# What a run that was killed may take to be gone, with all that it started.
GONE = 5


def mount(folder):
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder]
    return subprocess.run(command, capture_output=True).returncode == 0


def may_mount():
    """Whether this user may have disks in memory; not every root may."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        mounted = mount(folder)
        if mounted:
            subprocess.run(["umount", folder], check=True)
    return mounted


MAY_MOUNT = may_mount()


@dataclasses.dataclass(frozen=True)
class Command:
    """What is run, in a workspace whose profile was changed since its documents were made."""

    name: str
    arguments: list
    # How often it is killed, in comparison with others.
    weight: int = 2
    # It refuses to do again what it has done.
    once: bool = False
    # Ends only when it is killed.
    endless: bool = False
    # The workspace is still empty.
    empty: bool = False


COMMANDS = [
    Command("build", ["build", "--force", *FORMATS], 12),
    Command("build, endless", ["build", "acme", "--engine", "typst-cli", "--typst", "../typst"], 3, endless=True),
    Command("letter", ["letter", "acme"], once=True),
    Command("letter --redraft", ["letter", "beta", "--redraft"]),
    Command("status", ["status", "beta", "REJECTED"]),
    Command("status APPLIED", ["status", "acme", "APPLIED", *FORMATS], 8),
    Command("verify", ["verify", "gamma"]),
    Command("new", ["new", "Initrode", "Analyst"], once=True),
    Command("import", ["import", "json-resume", "../resume.json"], once=True),
    Command("themes", ["themes"]),
    Command("themes copy", ["themes", "copy", "modern"], 3, once=True),
    Command("init", ["init"], 3, once=True, empty=True),
]
READERS = [["list"], ["check"], ["explain", "acme"], ["verify", "gamma"], ["export", "json-resume"]]


class Place:
    """A workspace with a folder for temporary files of its own."""

    def __init__(self, folder):
        self.work, self.temporary = folder / "work", folder / "tmp"
        self.work.mkdir(parents=True, exist_ok=True)
        self.temporary.mkdir(exist_ok=True)
        # The program that never ends, for as long as nobody ends it.
        program = folder / "typst"
        program.write_text(f"#!/bin/sh\n[ \"$1\" != --version ] || exec echo typst {TYPST}\nexec sleep 600\n")
        program.chmod(0o755)
        (folder / "resume.json").write_text(json.dumps(RESUME))

    def start(self, arguments, mark="", **options):
        environment = {
            "PATH": "/usr/bin:/bin", "HOME": str(self.temporary), "TMPDIR": str(self.temporary),
            "SOURCE_DATE_EPOCH": "1750000000", MARK: mark,
        }  # fmt: skip
        return subprocess.Popen(
            [BESPOKE, *arguments], cwd=self.work, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True, **options,
        )  # fmt: skip

    def run(self, arguments, **options):
        """Exit code, results and findings of an undisturbed run."""
        process = self.start(arguments, **options)
        out, err = process.communicate(timeout=300)
        return process.returncode, out.decode(), err.decode()

    def must(self, arguments):
        code, out, err = self.run(arguments)
        if code:
            raise SystemExit(f"bespoke {' '.join(arguments)}: {code}\n{out}{err}")
        return out

    def files(self):
        """Every file with its bytes, but locks, which say nothing."""
        paths = [path for path in self.work.rglob("*") if path.is_file() and path.name != ".lock"]
        return {str(path.relative_to(self.work)): path.read_bytes() for path in paths}

    def leftovers(self):
        """What no run should leave."""
        left = [path for path in self.work.rglob("*") if path.name.startswith(LEFTOVER)]
        return sorted(str(path) for path in [*left, *self.temporary.iterdir()])


class Scene:
    """A command with the workspace that it is run in, and what an undisturbed run makes of it."""

    def __init__(self, command, base, folder):
        self.command, self.base = command, base
        place = self.set_up(folder)
        self.before = place.files()
        started = time.monotonic()
        if command.endless:
            self.after, self.duration = self.before, 2.0
        else:
            place.must(command.arguments)
            self.duration = time.monotonic() - started
            self.after = place.files()
        self.need = sum(len(new) for path, new in self.after.items() if self.before.get(path) != new)

    def set_up(self, folder):
        place = Place(folder)
        if not self.command.empty:
            shutil.copytree(self.base, place.work, dirs_exist_ok=True)
        return place

    def half(self, files):
        """What is neither as it was nor as it should be."""
        wrong = [
            f"{path} is {'lost' if path not in files else 'neither old nor new'}"
            for path in {*self.before, *files}
            if LEFTOVER not in path and files.get(path, b"") not in [self.before.get(path), self.after.get(path)]
        ]
        # A packet that was sent, and a theme, are there as a whole or not at all.
        for folder in {folder for path in self.after if (folder := whole(path))}:
            there = {path for path in files if path.startswith(folder)}
            if there and there != {path for path in self.after if path.startswith(folder)}:
                wrong.append(f"{folder} is not whole")
        return wrong


def whole(path):
    found = re.match(r"output/[^/]+/sent/[^/]+/|templates/[^/]+/", path)
    return found and found.group()


def make_base(folder):
    """Three jobs with their documents: one with its owner's letter, one that was sent. The profile is newer."""
    place = Place(folder)
    jobs = place.work / "profiles/jobs"
    jobs.mkdir(parents=True)
    profile = place.work / "profiles/master.toml"
    profile.write_text(PROFILE)
    for name in ["acme", "beta", "gamma"]:
        (jobs / f"{name}.md").write_text(NOTES.replace("Acme", name.capitalize()))
    place.must(["letter", "beta"])
    with open(jobs / "beta.letter.md", "a") as letter:
        letter.write("\nI would be glad to show you more of it.\n")
    place.must(["status", "gamma", "APPLIED", *FORMATS])
    place.must(["build", *FORMATS])
    profile.write_text(PROFILE.replace("twelve teams", "fourteen teams"))
    return place.work, PROFILE


def processes(mark):
    """The processes that were started under a mark, with their commands."""
    found = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"{MARK}={mark}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def waiting_for(condition):
    """Whether something became true soon."""
    end = time.monotonic() + GONE
    while not (done := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return done


def temporary_is_there(work):
    folders = [work, *work.glob("profiles"), *work.glob("profiles/jobs"), *work.glob("templates"), *work.glob("output"),
               *work.glob("output/*"), *work.glob("output/*/sent")]  # fmt: skip
    for folder in folders:
        with contextlib.suppress(OSError):
            if any(name.startswith(LEFTOVER) for name in os.listdir(folder)):
                return True
    return False


def kill(process, scene, place, random_):
    """Kills a run, alone or with its children, at any moment or while it writes. Says whether it was still there."""
    alone, while_writing = random_.random() < 0.5, random_.random() < 0.5
    moment = random_.random()
    if while_writing and not scene.command.endless:
        end = time.monotonic() + 2 * scene.duration
        while process.poll() is None and time.monotonic() < end and not temporary_is_there(place.work):
            pass
        time.sleep(moment * random_.choice([0, 0.002, 0.02]))
    else:
        time.sleep(moment * scene.duration)
    if process.poll() is None:
        end_process = os.kill if alone else os.killpg
        end_process(process.pid, signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def kill_round(scene, folder, random_, old_profile):
    """One run that is killed; says whether it was, and all that is wrong afterwards."""
    command = scene.command
    place = scene.set_up(folder)
    mark = folder.name
    was_killed = kill(place.start(command.arguments, mark), scene, place, random_)
    wrong = []
    if not waiting_for(lambda: not processes(mark)):
        for number, running in processes(mark).items():
            wrong.append(f"still there: {running}")
            os.kill(number, signal.SIGKILL)
    files = place.files()
    wrong += scene.half(files)
    done = {path: content for path, content in files.items() if LEFTOVER not in path} == scene.after
    if command.name == "build":
        wrong += build_again(scene, place, files, random_, old_profile)
    elif not command.endless:
        code, _, err = place.run(command.arguments)
        refused = command.once and done and "file-exists" in err
        if code and not refused:
            wrong.append(f"the next run fails: {err}")
        now = place.files()
        wrong += [f"the next run does not make {path}" for path, new in scene.after.items() if now.get(path) != new]
    if command.name != "build":
        code, _, err = place.run(["build", *([] if command.empty else ["gamma"]), *FORMATS])
        if code:
            wrong.append(f"the next build fails: {err}")
    wrong += [f"left over: {path}" for path in place.leftovers()]
    shutil.rmtree(folder)
    return was_killed, wrong


def build_again(scene, place, files, random_, old_profile):
    """Builds for the new profile or for the old one again: no job whose files do not belong together is unchanged."""
    expected = scene.after
    if random_.random() < 0.5:
        expected = scene.before | {"profiles/master.toml": old_profile.encode()}
        (place.work / "profiles/master.toml").write_text(old_profile)
    wrong = []
    for job in json.loads(place.must(["build", "--json", *FORMATS]))["jobs"]:
        own = [path for path in expected if path.startswith(f"output/{job['job']}/")]
        if job["status"] == "unchanged" and any(files.get(path) != expected[path] for path in own):
            wrong.append(f"{job['job']} was half made, and is said to be unchanged")
    if place.files() != expected:
        wrong.append("the next build does not make everything")
    return wrong


@contextlib.contextmanager
def disk(folder):
    """A small disk of its own at a folder, if there can be one."""
    folder.mkdir(parents=True, exist_ok=True)
    if MAY_MOUNT:
        assert mount(folder)
    try:
        yield folder
    finally:
        if MAY_MOUNT:
            subprocess.run(["umount", "-l", folder], check=True)
        else:
            close(folder, 0o755)
        shutil.rmtree(folder)


def close(folder, mode=0o555):
    """Makes a disk one that cannot be written to; root minds no permissions."""
    if MAY_MOUNT:
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        return
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(mode)


def refused_well(scene, place, err, code):
    """What is wrong with a run that could not write."""
    wrong = scene.half(place.files()) + [f"left over: {path}" for path in place.leftovers()]
    if code != 1:
        wrong.append(f"exit code {code}")
    if "write-failed" not in err or "cannot write" not in err:
        wrong.append(f"no finding says what could not be written: {err}")
    if "panicked" in err or "RUST_BACKTRACE" in err:
        wrong.append(f"a panic: {err}")
    return wrong


def full_disk(scene, folder, share):
    """A run on a disk with room for a share of what it writes; says whether it failed, and what is wrong."""
    room = int(scene.need * share)
    with disk(folder) as mounted:
        place = scene.set_up(mounted)
        options = {}
        if MAY_MOUNT:
            left = os.statvfs(mounted)
            with open(place.temporary.parent / "filler", "wb") as filler:
                os.posix_fallocate(filler.fileno(), 0, max(left.f_bavail * left.f_frsize - room, 1))
        else:
            largest = max((len(new) for path, new in scene.after.items() if scene.before.get(path) != new), default=0)
            limit = int(largest * share)
            # Python ignores the signal of the limit, as a disk sends none.
            options = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
                       "restore_signals": False}  # fmt: skip
        code, _, err = place.run(scene.command.arguments, **options)
        if code == 0:
            return False, [] if place.files() == scene.after else ["all seems well, and is not"]
        wrong = refused_well(scene, place, err, code)
        (place.temporary.parent / "filler").unlink(missing_ok=True)
        code, _, err = place.run(scene.command.arguments)
        if code or place.files() != scene.after:
            wrong.append(f"with room again it is not as it should be: {err}")
        return True, wrong


def read_only(scene, folder, part):
    """A run where a part of the workspace, or all of it, cannot be written; none if it does not write there."""
    writes = any(path.startswith(part) and scene.before.get(path) != new for path, new in scene.after.items())
    if not writes:
        return None
    place = scene.set_up(folder)
    with disk(place.work / part) as mounted:
        if not scene.command.empty:
            shutil.copytree(scene.base / part, mounted, dirs_exist_ok=True)
        close(mounted)
        code, _, err = place.run(scene.command.arguments)
        wrong = refused_well(scene, place, err, code)
        if place.files() != scene.before:
            wrong.append("something was written")
        if not part and not scene.command.empty:
            wrong += [f"{' '.join(reader)} fails" for reader in READERS if place.run(reader)[0]]
    shutil.rmtree(folder)
    return wrong


def no_temporary_files(scene, folder):
    """A run that cannot write to the folder for temporary files, which it needs."""
    place = scene.set_up(folder)
    with disk(place.temporary) as mounted:
        close(mounted)
        code, _, err = place.run(scene.command.arguments)
        wrong = refused_well(scene, place, err, code)
    shutil.rmtree(folder)
    return wrong


TOGETHER = [["build", *FORMATS], ["letter", "acme"], ["status", "beta", "REJECTED"], ["list"], ["build", *FORMATS],
            ["status", "gamma", "INTERVIEW"], ["build", "acme", "--force", *FORMATS]]  # fmt: skip


def together(scene, folder, random_):
    """Two to four processes at once in one workspace."""
    place = scene.set_up(folder)
    commands = random_.sample(TOGETHER, random_.randint(2, 4))
    started = [(command, place.start(command)) for command in commands]
    wrong = []
    for command, process in started:
        _, err = process.communicate(timeout=300)
        if process.returncode or b"panicked" in err:
            wrong.append(f"{' '.join(command)}: {process.returncode}, {err.decode()}")
    wrong += [f"left over: {path}" for path in place.leftovers()]
    for record in place.work.glob("output/*/packet.json"):
        for output in json.loads(record.read_bytes())["outputs"]:
            if hashlib.sha256((record.parent / output["file"]).read_bytes()).hexdigest() != output["sha256"]:
                wrong.append(f"{output['file']} of {record.parent.name} is not what its packet says")
    # One after the other, they make the same; what `letter` writes depends on nothing that the others change.
    place.must(["build", *FORMATS])
    alone = scene.set_up(folder.with_name(f"{folder.name}-alone"))
    for command in sorted(commands, reverse=True):
        alone.must(command)
    alone.must(["build", *FORMATS])
    if place.files() != alone.files():
        wrong.append("one after the other, they make something else")
    for done in [folder, folder.with_name(f"{folder.name}-alone")]:
        shutil.rmtree(done)
    return wrong


class Figures:
    """How often something was tried, and what went wrong; told as it is found."""

    def __init__(self):
        self.rows, self.wrong = {}, 0

    def add(self, name, happened, wrong):
        tried, so_often, violations = self.rows.get(name, (0, 0, 0))
        self.rows[name] = tried + 1, so_often + happened, violations + bool(wrong)
        self.wrong += bool(wrong)
        for problem in wrong:
            print(f"{name}: {problem}", flush=True)

    def table(self, title, happened):
        rows = [(title, "runs", happened, "violations"), *((name, *numbers) for name, numbers in self.rows.items())]
        total = [sum(column) for column in zip(*self.rows.values())]
        print()
        for name, *numbers in [*rows, ("all", *total)]:
            print(f"{name:28}" + "".join(f"{number:>12}" for number in numbers))


SHARES = [0, 0.1, 0.4, 0.7, 0.9, 0.99]


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    disks = "disks in memory" if MAY_MOUNT else "limits and permissions in place of disks"
    print(f"{kills} kills, seed {seed}, {disks}", flush=True)
    random_ = random.Random(seed)
    killed, full, closed, beside = Figures(), Figures(), Figures(), Figures()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        base, old_profile = make_base(folder / "base")
        scenes = [Scene(command, base, folder / f"scene{index}") for index, command in enumerate(COMMANDS)]
        weights = [scene.command.weight for scene in scenes]
        rounds = scenes + random_.choices(scenes, weights, k=max(kills - len(scenes), 0))
        for index, scene in enumerate(rounds[:kills]):
            killed.add(scene.command.name, *kill_round(scene, folder / f"kill{index}", random_, old_profile))
        for index, scene in enumerate(scenes):
            name = scene.command.name
            if scene.command.endless:
                closed.add(f"{name} (tmp)", True, no_temporary_files(scene, folder / f"tmp{index}"))
                continue
            if scene.need:
                for share in SHARES:
                    full.add(name, *full_disk(scene, folder / f"full{index}", share))
            for part in ["", "output/"] if not scene.command.empty else [""]:
                wrong = read_only(scene, folder / f"closed{index}", part)
                if wrong is not None:
                    closed.add(f"{name} ({part or 'all'})", True, wrong)
        for index in range(max(kills // 10, 4)):
            beside.add("two to four at once", True, together(scenes[0], folder / f"together{index}", random_))
    killed.table("killed", "on the way")
    full.table("full disk", "failed")
    closed.table("read-only", "failed")
    beside.table("at once", "done")
    sys.exit(bool(killed.wrong + full.wrong + closed.wrong + beside.wrong))


if __name__ == "__main__":
    main()
