"""What every command asks the system for: no network, and no file written outside the workspace.

Usage: trace.py, with `strace` on PATH and, if there is one, `typst`. `preview` may listen on the loopback interface,
and what a user names may be read; the system's temporary folder is private here, so that writing there is seen.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from workspace import BESPOKE

CALLS = "network,openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,symlink,symlinkat,link,linkat,truncate"
PAGE = "<html><body><h1>Analyst</h1><p>Acme hires an analyst. https://tracker.example/pixel.png</p></body></html>"
RESUME = '{"basics": {"name": "Ada", "email": "ada@example.com", "image": "https://example.com/a.png"}}'
# Streams between a process and its children are no network.
LOCAL = re.compile(r"AF_UNIX|AF_LOCAL|socketpair")
LOOPBACK = re.compile(r'(127\.0\.0\.1|"::1")|^socket\(AF_INET6?, SOCK_STREAM|^(listen|accept4?)')
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|^(creat|rename|unlink|mkdir|symlink|link|truncate)")
# Whatever is sent or received goes through a socket that one of these made.
NETWORK = re.compile(r"^(socket|connect|bind|listen|accept4?)\(")


def commands(outside, typst):
    """Every command, in an order in which each has what it needs."""
    yield ["init"]
    yield ["build"]
    yield ["build", "--force", "--format", "pdf,docx,html,md,txt,json", "--theme", "modern"]
    if typst:
        yield ["build", "--force", "--engine", "typst-cli", "--typst", typst]
    yield ["explain", "penn-medicine", "--letter"]
    yield ["letter", "penn-medicine"]
    yield ["letter", "penn-medicine", "--redraft"]
    yield ["check"]
    yield ["list"]
    yield ["new", "Acme", "Analyst", "--posting", str(outside / "page.html")]
    yield ["status", "harbor-transit", "APPLIED"]
    yield ["verify", "harbor-transit"]
    yield ["import", "json-resume", str(outside / "resume.json"), "--to", "profiles/other.toml"]
    yield ["export", "json-resume"]
    yield ["themes"]
    yield ["themes", "copy", "classic"]
    yield ["schema"]
    yield ["completions", "bash"]
    yield ["man"]
    yield ["preview", "--no-open", "--port", "0"]


def traced(arguments, workspace, environment, log):
    command = ["strace", "-f", "-qq", "-y", "-s", "300", "-e", f"trace={CALLS}", "-o", log, BESPOKE, *arguments]
    process = subprocess.Popen(
        command, cwd=workspace, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )
    if arguments[0] == "preview":
        time.sleep(4)
        os.killpg(process.pid, signal.SIGINT)
    errors = process.communicate(timeout=60)[1]
    if process.returncode not in (0, 130, -signal.SIGINT):
        raise SystemExit(f"{arguments} ended with {process.returncode}\n{errors}")
    return [line.split(None, 1)[1] for line in log.read_text(errors="replace").splitlines() if " " in line]


def written(call):
    """The paths that a call makes, changes or removes."""
    if not WRITES.search(call) or re.search(r"= -1 |\?$", call):
        return []
    opened = re.search(r"= \d+<([^>]*)>$", call)
    if opened:
        return [opened.group(1)]
    return re.findall(r'"([^"]*)"', call)


def main():
    # A terminal's Ctrl-C must reach the preview, also where this runs in the background of a shell.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    typst = shutil.which("typst")
    faults, calls = [], 0
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary).resolve()
        workspace, outside, private = (temporary / name for name in ["work", "outside", "tmp"])
        for folder in [workspace, outside, private]:
            folder.mkdir()
        (outside / "page.html").write_text(PAGE)
        (outside / "resume.json").write_text(RESUME)
        environment = {"PATH": os.environ["PATH"], "HOME": str(temporary / "home"), "TMPDIR": str(private)}
        allowed = (str(workspace), str(private), "/dev/null", "/dev/tty", "/proc/self")
        seen = 0
        for arguments in commands(outside, typst):
            lines = traced(arguments, workspace, environment, temporary / "log")
            seen += 1
            calls += len(lines)
            preview = arguments[0] == "preview"
            for call in lines:
                if NETWORK.match(call) and not LOCAL.search(call) and not (preview and LOOPBACK.search(call)):
                    faults.append((arguments, call))
                for path in written(call):
                    whole = path if path.startswith("/") else str(workspace / path)
                    if not os.path.normpath(whole).startswith(allowed):
                        faults.append((arguments, call))
        left = [path for path in private.iterdir()]
    for arguments, call in faults[:20]:
        print(" ".join(arguments), "->", call)
    print(f"{seen} commands, {calls} calls of {len(CALLS.split(','))} kinds, {len(faults)} faults, {len(left)} files left")
    sys.exit(bool(faults or left))


if __name__ == "__main__":
    main()
