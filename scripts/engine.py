"""Try another layout engine: which patches it breaks, and what the tests say.

    .venv/bin/python scripts/engine.py [REQUIREMENT]

It installs the newest WeasyPrint, or REQUIREMENT, into build/engine, beside the other packages of
the lock file, and prints the functions whose source has changed. Then it sets the digests of a copy
of the checkout to the new source, and runs the tests of the PDF there without speed-ups.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "engine"
PYTHON = HOME / "bin" / "python"
COPY = HOME / "checkout"
TESTS = ("tests/pdf", "tests/linking")

Digests = dict[str, dict[str, str]]  # by patch and function; "" is the digest of the patch


def install(requirement: str) -> None:
    """Install an engine, and other versions of what it needs where it does."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    lock = ROOT / "requirements-dev.lock"
    subprocess.run([*pip, "--no-deps", "--require-hashes", "--requirement", lock], check=True)
    subprocess.run([*pip, "--upgrade", requirement], check=True)


def print_digests() -> None:
    """Print the digests of the engine of this interpreter as JSON, and why patches do not load."""
    from publish.outputs.pdf.layout import patches
    from publish.outputs.pdf.layout.patch import source_of

    loaded, obstacles = patches.survey()
    digests = {
        name: {
            "": patch.current_digest(),
            **{
                f"{function.__module__}.{function.__qualname__}": hashlib.sha256(
                    source_of(function).encode()
                ).hexdigest()
                for function in patch.functions()
            },
        }
        for name, patch in loaded.items()
    }
    print(json.dumps([digests, {name: obstacles[name] for name in obstacles.keys() - digests}]))


def digests_of(python: Path | str) -> tuple[Digests, dict[str, str]]:
    """The digests of the engine of an interpreter, and the patches that do not load with it."""
    command = [python, __file__, "--digests"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    digests, broken = json.loads(done.stdout)
    return digests, broken


def copy_checkout(ours: Digests, theirs: Digests) -> None:
    """Copy the files of the checkout, with the digests of the other engine."""
    shutil.rmtree(COPY, ignore_errors=True)
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    for name in filter(None, listing.stdout.decode().split("\0")):
        target = COPY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    renewed = {ours[name][""]: theirs[name][""] for name in theirs}
    for file in (COPY / "publish" / "outputs" / "pdf" / "layout").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for old, new in renewed.items():
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")


def run_tests() -> int:
    """Run the tests of the engine in the copy; their exit code."""
    environment = {**os.environ, "PYTHONPATH": str(COPY), "PUBLISH_SPEEDUPS": "off"}
    pytest = [PYTHON, "-m", "pytest", "-q", "-n", "2", "--tb=line", *TESTS]
    return subprocess.run(pytest, cwd=COPY, env=environment).returncode


def main(requirement: str) -> int:
    """Try an engine; the exit code of the tests."""
    install(requirement)
    version = "import weasyprint; print(f'WeasyPrint {weasyprint.__version__}')"
    subprocess.run([PYTHON, "-c", version], check=True)
    (ours, _), (theirs, broken) = digests_of(sys.executable), digests_of(PYTHON)
    print_changes(ours, theirs, broken)
    copy_checkout(ours, theirs)
    code = run_tests()
    print("the tests of the engine passed" if code == 0 else f"the tests failed (exit code {code})")
    return code


def print_changes(ours: Digests, theirs: Digests, broken: dict[str, str]) -> None:
    """Print the patches that do not load, and the functions whose source has changed."""
    for name, reason in broken.items():
        print(f"patch {name} does not load: {reason}")
    affected = {
        name: functions
        for name, digests in theirs.items()
        if (functions := [n for n in digests if n and digests[n] != ours[name].get(n)])
    }
    for name, functions in affected.items():
        print(f"patch {name}: changed are {', '.join(functions)}")
    total = len(theirs) + len(broken)
    print(f"of {total} patches, {len(broken)} do not load and {len(affected)} are affected")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:] == ["--digests"]:
        print_digests()
    else:
        sys.exit(main(*sys.argv[1:] or ["weasyprint"]))
