"""The programs that documents are read with, and where they are.

Usage: tools.py installs the packages of package.json into the cache, once; the packages of requirements.txt
belong into the Python environment that runs the checks. The cache is $BESPOKE_TOOLS, else `bespoke-ci` in the
user's cache. The rest comes from the system: poppler-utils, mupdf-tools, libjaxb-java, chromium,
libreoffice-writer-nogui, a Java development kit (17 or later) and Node.js (20 or later).
"""

import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
USERS_CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
CACHE = pathlib.Path(os.environ.get("BESPOKE_TOOLS") or USERS_CACHE / "bespoke-ci")
NODE = CACHE / "node"
PROGRAMS = ["pdftotext", "pdfinfo", "mutool", "java", "javac", "node", "npm", "chromium", "soffice"]


def run(*command, **options):
    """What a program prints; its own words are the error if it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{command[0]} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stdout


def node(script, *arguments):
    """What one of the scripts beside this file prints. It finds the packages through $BESPOKE_NODE."""
    return run("node", HERE / script, *arguments, env={**os.environ, "BESPOKE_NODE": str(NODE)})


def package(name):
    """The folder of a package of package.json."""
    return NODE / "node_modules" / name


def install():
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}; see the head of {pathlib.Path(__file__).name}")
    wanted = HERE / "package.json"
    installed = NODE / "package.json"
    if installed.exists() and installed.read_bytes() == wanted.read_bytes():
        return
    shutil.rmtree(NODE, ignore_errors=True)
    NODE.mkdir(parents=True)
    shutil.copy(wanted, installed)
    try:
        # No package's own script runs: none of these needs one.
        run("npm", "install", "--prefix", NODE, "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts")
    except BaseException:
        # Half an installation would pass for a whole one the next time.
        installed.unlink()
        raise


if __name__ == "__main__":
    install()
