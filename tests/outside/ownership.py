"""Whatever is run, and whenever it is killed, a letter that its owner edited stays as it is.

Usage: ownership.py [SEQUENCES]. Each sequence runs `build`, `letter`, `letter --redraft`, changes of the status
and of the letter in random order in one workspace, and kills some of the runs at a random moment.
"""

import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
BESPOKE = ROOT / "target/debug/bespoke"

HARNESS = (ROOT / "tests/suite/harness.rs").read_text()
PROFILE = re.search(r'PROFILE: &str = r#"(.*?)"#;', HARNESS, re.S).group(1)
JOB = re.search(r'const JOB: &str = "\\\n(.*?)";', HARNESS, re.S).group(1)
STATUSES = ["PENDING", "APPLIED", "INTERVIEW", "REJECTED"]


def run(workspace, random_, *arguments):
    """Runs the program to its end or kills it on the way; says whether it was killed."""
    process = subprocess.Popen(
        [BESPOKE, "-C", workspace, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if random_.random() < 0.4:
        time.sleep(random_.random() * 0.12)
        process.kill()
    return process.wait() < 0


def sequence(seed):
    """One sequence; gives how many runs were killed, and what went wrong."""
    random_ = random.Random(seed)
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        workspace = pathlib.Path(folder)
        jobs = workspace / "profiles/jobs"
        jobs.mkdir(parents=True)
        (workspace / "profiles/master.toml").write_text(PROFILE)
        job, letter, draft = jobs / "acme.md", jobs / "acme.letter.md", jobs / "acme.letter.draft.md"
        job.write_text(JOB)
        owned = None
        edited_draft = None
        for step in range(random_.randint(4, 9)):
            action = random_.choice(["build", "letter", "redraft", "status", "edit", "edit draft"])
            if action == "build":
                killed += run(workspace, random_, "build")
            elif action == "letter":
                killed += run(workspace, random_, "letter", "acme")
            elif action == "redraft":
                killed += run(workspace, random_, "letter", "acme", "--redraft")
            elif action == "status":
                killed += run(workspace, random_, "status", "acme", random_.choice(STATUSES))
            elif action == "edit" and letter.exists():
                owned = letter.read_text() + f"\nP{step} and {seed}.\n"
                letter.write_text(owned)
            elif action == "edit draft" and draft.exists():
                edited_draft = draft.read_text() + f"\nD{step}.\n"
                draft.write_text(edited_draft)
            if owned is not None and letter.read_text() != owned:
                return killed, f"seed {seed}: the letter was changed by {action}"
            if edited_draft is not None and draft.read_text() != edited_draft:
                return killed, f"seed {seed}: an edited draft was changed by {action}"
            if letter.exists() and "Ada Miller" not in letter.read_text():
                return killed, f"seed {seed}: half a letter after {action}"
            text = job.read_text()
            if not (text.startswith(JOB.split("\n## Job Desc")[0]) and text.endswith(JOB[JOB.index("\n## Job Desc"):])):
                return killed, f"seed {seed}: the notes lost something after {action}"
            # What is whole is used; what was killed leaves the old output or the new.
            for name in ["resume", "cover-letter"]:
                pdf = workspace / f"output/acme/{name}.pdf"
                if pdf.exists() and not pdf.read_bytes().rstrip().endswith(b"%%EOF"):
                    return killed, f"seed {seed}: half a PDF after {action}"
    return killed, None


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    results = [sequence(seed) for seed in range(count)]
    wrong = [problem for _, problem in results if problem]
    print(f"{count} sequences, {sum(killed for killed, _ in results)} runs killed, {len(wrong)} failed")
    for problem in wrong:
        print(problem)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
