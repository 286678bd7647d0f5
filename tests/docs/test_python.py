"""The Python interface does what the handbook says, also from threads and without a fork."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import publish
from publish.diagnostics import Location
from tests.conftest import WriteBook
from tests.docs.manual import HANDBOOK

pytestmark = pytest.mark.slow

PAGE = (HANDBOOK / "python.md").read_text(encoding="utf-8")
FILES = {
    "book.toml": '[book]\ntitle = "Bells"\nlanguage = "en"\n\n[structure]\n'
    'bodymatter = ["a.md", "b.md"]\n',
    "a.md": "# Casting\n\nThe bronze is poured, see [](#ringing).[^n]\n\n[^n]: At night.\n",
    "b.md": "# Ringing {#ringing}\n\nThey ring.\n",
}


@pytest.fixture
def book(write_book: WriteBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_book(FILES)
    (tmp_path / "my-book").symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "my-book"


def test_the_example_of_the_handbook(book: Path) -> None:
    example = re.search(r"```python\n(.*?)```", PAGE, re.S)
    assert example is not None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example[1], "python.md", "exec"), {})
    lines = printed.getvalue().splitlines()
    assert lines[0].startswith("out/")
    assert lines[0].split()[1] == hashlib.sha256(Path(lines[0].split()[0]).read_bytes()).hexdigest()
    assert lines[1:] == ["Chapter 1 Casting", "Chapter 2 Ringing"]


def test_every_function_of_the_page_is_public(book: Path) -> None:
    described = set(re.findall(r"^`publish\.(\w+)\(", PAGE, re.M))
    functions = {name for name in publish.__all__ if name.islower()}
    assert described == functions
    for name in publish.__all__:
        assert getattr(publish, name).__doc__
    with pytest.raises(AttributeError):
        publish.nothing  # noqa: B018


def test_an_error_has_all_diagnostics(book: Path) -> None:
    (book / "a.md").write_text("# A\n\nSee [](#nowhere) and [](#elsewhere).\n")
    with pytest.raises(publish.PublishError) as raised:
        publish.build(book, "out", cache=False)
    assert isinstance(raised.value, publish.ContentError)
    assert raised.value.exit_code == 4
    assert [each.code for each in raised.value.report.errors] == ["REF-001", "REF-001"]
    assert raised.value.report.errors[0].location == Location(str(book / "a.md"), 3)
    assert not Path("out").exists() or not list(Path("out").iterdir())


def test_load_settle_and_verify(book: Path) -> None:
    settled = publish.settle(publish.load(book))
    assert [each["number"] for each in publish.outline(settled)] == ["1", "2"]
    stages: list[str] = []
    result = publish.build(book, "out", ["epub"], cache=False, progress=stages.append)
    assert stages[0] == "reading"
    verified = publish.verify(book, "out", ["epub"])
    assert verified.products == [each.path for each in result.artifacts]
    assert verified.diagnostics == []
    result.artifacts[0].path.write_bytes(b"PK")
    assert [each.code for each in publish.verify(book, "out", ["epub"]).diagnostics] == ["VER-014"]


def test_two_threads_build_the_same_bytes(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_fork() -> int:
        raise AssertionError("a process with threads was forked")

    monkeypatch.setattr(os, "fork", no_fork)

    def build(out: str) -> list[str]:
        result = publish.build(book, out, cache=Path(out, "cache"))
        return [hashlib.sha256(each.path.read_bytes()).hexdigest() for each in result.artifacts]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(build, ["one", "two"])
    assert first == second
    assert len(first) == 2
