"""Prepare a checkout: system packages, the virtual environment, the locked Python packages.

    python3 scripts/bootstrap.py books    what `make epub pdf` needs
    python3 scripts/bootstrap.py quick    the same, and the Python packages of tests and checks
    python3 scripts/bootstrap.py tests    the same, and what the validators need
    python3 scripts/bootstrap.py bench    what the books need, and the peers of the bench

It runs on Debian's bare python3, so it uses only the standard library. It installs system packages
where it may (as root, or with a sudo that needs no password); elsewhere it prints the command that
installs them and ends with exit code 5, for something missing on the machine.
"""

from __future__ import annotations

import ctypes
import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)


def has_library(name: str) -> bool:
    """Whether the dynamic linker finds the shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_java() -> bool:
    """Whether there is a Java runtime where the validators look for one."""
    homes = [os.environ.get("JAVA_HOME", ""), *map(str, Path("/usr/lib/jvm").glob("*"))]
    if any((Path(home) / "lib/server/libjvm.so").is_file() for home in homes if home):
        return True
    return shutil.which("java") is not None


def has_browser() -> bool:
    """Whether there is a browser where the validators look for one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    return bool(path) or any(shutil.which(name) for name in names)


Requirement = tuple[str, Callable[[], bool]]

# Each stage: the Debian package, and whether the machine has its content.
BOOKS: tuple[Requirement, ...] = (
    ("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None),
    ("libpango-1.0-0", lambda: has_library("libpango-1.0.so.0")),
    ("libpangoft2-1.0-0", lambda: has_library("libpangoft2-1.0.so.0")),
    # WeasyPrint embeds other bytes without it, so it is not optional.
    ("libharfbuzz-subset0", lambda: has_library("libharfbuzz-subset.so.0")),
)
TESTS: tuple[Requirement, ...] = (
    *BOOKS,
    ("default-jre-headless", has_java),
    ("poppler-utils", lambda: shutil.which("pdftotext") is not None),
    # For Ace by DAISY, which checks the EPUBs in a browser.
    ("nodejs", lambda: shutil.which("node") is not None),
    ("npm", lambda: shutil.which("npm") is not None),
    ("chromium", has_browser),
)
# What npm installs for the tests: Ace by DAISY, the reader of AsciiDoc, the checker of HTML.
NPM_PROGRAMS = ("ace", "asciidoctor", "vnu")
# What it installs for `publish preview` wherever it is: the reader of e-books.
NPM_READER = "foliate"
STAGES = {
    "books": (BOOKS, "requirements.lock"),
    "quick": (BOOKS, "requirements-dev.lock"),
    "tests": (TESTS, "requirements-dev.lock"),
    "bench": (BOOKS, "requirements-bench.lock"),
}


def fail(message: str) -> int:
    """Print in one line what is missing; the exit code."""
    print(f"setup: {message}", file=sys.stderr)
    return 5


def as_root() -> list[str] | None:
    """The prefix that runs a command as root without a password, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def install_system_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages; False if this is not allowed or fails."""
    prefix = as_root()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    print(f"setup: installing {' '.join(packages)}", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    steps = (
        [*apt, "update"],
        [*apt, "install", "--yes", "--no-install-recommends", *packages],
    )
    return all(subprocess.run(step, stdout=subprocess.DEVNULL).returncode == 0 for step in steps)


def create_environment() -> None:
    """Create the virtual environment, or replace one that no longer works."""
    works = PYTHON.exists() and subprocess.run([PYTHON, "-c", ""]).returncode == 0
    if not works:
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install_python_packages(lock: str) -> None:
    """Install the packages of the lock file, each checked by its hash, and the checkout itself."""
    print(f"setup: Python packages of {lock} into .venv", flush=True)
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    pip += ["install", "--no-deps", "--no-compile"]
    wheels = ["--require-hashes", "--only-binary", ":all:", "--requirement", ROOT / lock]
    subprocess.run([*pip, *wheels], check=True)
    subprocess.run([*pip, "--no-build-isolation", "--editable", ROOT], check=True)
    compile_modules()


def compile_modules() -> None:
    """Write the bytecode of the packages and of the checkout, on all cores, where pip uses one.

    Python does so at the first run, unless PYTHONDONTWRITEBYTECODE is set; then every command would
    compile the whole package again. Some packages have files for other versions of Python.
    """
    compile_all = [PYTHON, "-m", "compileall", "-qq", "-j", "0"]
    subprocess.run([*compile_all, VENV / "lib"])
    subprocess.run([*compile_all, ROOT / "publish"], check=True)


def install_from_npm(program: str) -> None:
    """Install a program into .venv by its lock file, each package checked by its hash."""
    print(f"setup: {program} into .venv/{program}", flush=True)
    home = VENV / program
    home.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / "scripts" / program / name, home / name)
    # Without the install scripts of packages, and with Debian's browser.
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    subprocess.run(["npm", "ci", *quiet], cwd=home, env=environment, check=True)


def install_csl_suite() -> None:
    """Unpack the CSL test suite into .venv/csl-suite, from the source package of a CSL processor.

    apt-get downloads and verifies it; if that fails, the tests of the suite are skipped.
    """
    print("setup: the CSL test suite into .venv/csl-suite", flush=True)
    home = VENV / "csl-suite"
    if any(home.glob("*.txt")) or shutil.which("apt-get") is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not download(folder, "deb-src", ["source", "--download-only", "haskell-citeproc"]):
            print("setup: no CSL test suite: its source package is not available", flush=True)
            return
        home.mkdir(exist_ok=True)
        with tarfile.open(next(folder.glob("*.orig.tar.*"))) as archive:
            for member in archive:
                path = PurePosixPath(member.name)
                if member.isfile() and path.match("test/csl/*.txt"):
                    content = archive.extractfile(member)
                    assert content is not None
                    (home / path.name).write_bytes(content.read())


def install_ssh_server() -> None:
    """Unpack OpenSSH's server into .venv/sshd, with the libraries that this machine lacks.

    It is not installed, which would start it as a service; the tests start it for themselves. If
    it cannot be downloaded, the tests of deliveries by SFTP are skipped.
    """
    print("setup: OpenSSH's server into .venv/sshd", flush=True)
    home = VENV / "sshd"
    if home.exists() or shutil.which("sshd", path="/usr/sbin") or not shutil.which("apt-get"):
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = ["--yes", "--no-install-recommends", "--download-only", "-oDebug::NoLocking=1"]
        if not download(folder, "deb", ["install", *options, "openssh-server"]):
            print("setup: no OpenSSH server: its package is not available", flush=True)
            return
        for package in folder.glob("cache/archives/*.deb"):
            subprocess.run(["dpkg-deb", "--extract", package, home], check=True)


def download(folder: Path, kind: str, step: Sequence[str]) -> bool:
    """Run a step of apt-get with lists and a cache of its own, of `deb` or `deb-src` packages."""
    for subfolder in ("sources", "lists/partial", "cache/archives/partial"):
        (folder / subfolder).mkdir(parents=True)
    for source in source_lists():
        text = re.sub(r"^(Types:.*|)\bdeb\b(?!-)", rf"\1{kind}", source.read_text(), flags=re.M)
        (folder / "sources" / source.name).write_text(text)
    options = {
        "Dir::Etc::SourceList": "/dev/null",
        "Dir::Etc::SourceParts": folder / "sources",
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "",
    }
    apt = ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in options.items())]
    return all(
        subprocess.run([*apt, *words], cwd=folder, capture_output=True).returncode == 0
        for words in (["update"], step)
    )


def source_lists() -> list[Path]:
    """The files with the package sources of this machine."""
    apt = Path("/etc/apt")
    files = [apt / "sources.list", *apt.glob("sources.list.d/*")]
    return [file for file in files if file.is_file() and file.suffix in (".list", ".sources")]


def main(arguments: Sequence[str]) -> int:
    """Prepare the stage named in the arguments; the exit code."""
    if len(arguments) != 1 or arguments[0] not in STAGES:
        print(f"usage: bootstrap.py {'|'.join(STAGES)}", file=sys.stderr)
        return 2
    if sys.version_info < OLDEST_PYTHON:
        return fail("Python 3.11 or newer is required; select one with: make PYTHON=python3.12 …")
    with one_stage():
        return prepare(arguments[0])


@contextmanager
def one_stage() -> Iterator[None]:
    """Wait for another stage to end: `make -j` may begin two."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def steps_of(stage: str, lock: str) -> Iterator[Callable[[], None]]:
    """What a stage installs into the environment, each apart from the others."""
    yield partial(install_python_packages, lock)
    if stage != "bench" and shutil.which("npm"):
        yield partial(install_from_npm, NPM_READER)
    if stage == "tests":
        yield from (partial(install_from_npm, program) for program in NPM_PROGRAMS)
        yield install_csl_suite
        yield install_ssh_server


def prepare(stage: str) -> int:
    """Prepare a stage; the exit code."""
    requirements, lock = STAGES[stage]
    missing = [package for package, is_present in requirements if not is_present()]
    if missing and not install_system_packages(missing):
        return fail(f"please run first: sudo apt-get install {' '.join(missing)}")
    try:
        create_environment()
        with ThreadPoolExecutor(2) as pool:  # pip, which takes longest, uses one core
            for step in [pool.submit(each) for each in steps_of(stage, lock)]:
                step.result()
    except subprocess.CalledProcessError as failure:
        return fail(f"this command failed: {' '.join(map(str, failure.cmd))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
