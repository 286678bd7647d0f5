"""What the tests share: books written from a few lines."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, settings

from publish.diagnostics import Report
from publish.files.shipped import shipped
from publish.model.book import Book
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests import warm_java, warm_layout, warm_templates
from tests.books.built import BuildOnce, build_in
from tests.machine import need_browser
from tests.running import run_context


def _without_waiting(fd: Any) -> None:
    """Fail as `fsync` does where there is no such file."""
    os.fstat(fd if isinstance(fd, int) else fd.fileno())


# A test that takes a part of the toolchain away must not meet what was made with it.
os.environ["PUBLISH_CACHE"] = "off"

# Hundreds of programs are started; none of them has to compile the checkout again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# What tests write need not outlive the machine, and a disk takes long to say that it would.
os.fsync = _without_waiting
warm_layout.install()
warm_java.install()
warm_templates.install()

# Other work on the machine must not fail a test.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

MINIMAL = '[book]\ntitle = "A Book"\nlanguage = "en"\n\n[structure]\nbodymatter = ["a.md"]\n'


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files that differ")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--accept") and (config.getoption("numprocesses", None) or 0) > 1:
        raise pytest.UsageError("--accept needs a single process: leave out -n")


def pytest_collection_finish() -> None:
    """Leave all that was imported and collected out of garbage collections, which are rarer."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser"):
        need_browser()


class Golden:
    """Compares output with the expected text in a file, or writes it there with `--accept`."""

    def __init__(self, *, accept: bool) -> None:
        self._accept = accept

    def __call__(self, file: Path, expected: str, actual: str) -> None:
        """`expected` is the part of the file to replace, with enough context to be unique."""
        if not self._accept:
            assert actual == expected, f"{file.name} differs; --accept rewrites it"
        elif actual != expected:
            content = file.read_text(encoding="utf-8")
            assert content.count(expected) == 1, f"cannot rewrite {file}; by hand:\n{actual}"
            file.write_text(content.replace(expected, actual), encoding="utf-8")


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """The comparison with golden files."""
    return Golden(accept=request.config.getoption("--accept"))


class WriteBook(Protocol):
    def __call__(self, files: Mapping[str, str], name: str = "book") -> Path: ...


@pytest.fixture
def write_book(tmp_path: Path) -> WriteBook:
    """Writes a book folder from names and texts; a minimal manifest where none is given."""

    def write(files: Mapping[str, str], name: str = "book") -> Path:
        folder = tmp_path / name
        for path, text in {"book.toml": MINIMAL, **files}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8", "surrogateescape"))
        return folder

    return write


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> BuildOnce:
    """Builds a book of the corpus at the first request, and gives it again at the others."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent  # that of all workers
    return partial(build_in, place / "corpus")


InstallTheme = Callable[[str, str], None]


@pytest.fixture
def install_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InstallTheme:
    """Installs a theme that is the classic one, with some rules after its own in print."""
    classic = shipped("styles") / "classic"

    def install(name: str, rules: str) -> None:
        own = tmp_path / "styles" / name
        own.mkdir(parents=True)
        (own.parent / "classic").symlink_to(classic)
        (own / "theme.toml").write_text('extends = "classic"', "utf-8")
        (own / "pdf.css").write_text(rules, "utf-8")
        monkeypatch.setattr("publish.render.theme_folders.shipped", lambda _: own.parent)

    return install


@pytest.fixture
def read_files(write_book: WriteBook) -> Callable[[Mapping[str, str]], Book]:
    """Reads and settles a book that must be free of errors."""

    def read(files: Mapping[str, str]) -> Book:
        report = Report()
        book = read_book(write_book(files), run_context(report))
        assert book is not None, [str(d) for d in report]
        settled = settle(book, run_context(report))
        assert not report.errors, [str(d) for d in report]
        return settled

    return read
