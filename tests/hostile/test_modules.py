"""Nothing of a book's folder is imported: not even a file named like a module that the build needs.

A book on programming has such files as listings, and a stranger's may have them to be executed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import MINIMAL

pytestmark = pytest.mark.slow

COMMAND = Path(sys.executable).with_name("publish")
TEXT = '# Dice\n\nThrow them, and $x^2$.\n\n```python {file="random.py"}\n```\n'
# What runs where a file is imported: it notes its name, and then is no module that anyone expects.
TRACE = "import os; os.write(os.open({trace!r}, os.O_WRONLY | os.O_APPEND), b'{name} ')\n"
# A package that is installed, as far as Python can see, with an output format of its own.
METADATA = {
    "METADATA": "Metadata-Version: 2.1\nName: dice\nVersion: 1.0\n",
    "entry_points.txt": "[publish.outputs]\ndice = dice:FORMAT\n",
}


def module_names() -> set[str]:
    """The names of the standard library, of all packages installed here, and of hooks of Python."""
    hooks = {"sitecustomize", "usercustomize", "dice"}
    names = set(sys.stdlib_module_names) | set(packages_distributions()) | hooks
    return {name for name in names if name.isidentifier()}


def loaded_before_us(module: str) -> set[str]:
    """The modules that Python loads with one of its own, before it runs anything of ours."""
    program = f"import {module}, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    names = {name.partition(".")[0] for name in done.stdout.decode().split()}
    return names | {"sitecustomize", "usercustomize"}


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """The file in which each file of a book that is executed notes its name."""
    file = tmp_path / "trace"
    file.touch()
    return file


@pytest.fixture
def book(tmp_path: Path, trace: Path) -> Path:
    """A book of a formula and a listing, which is named like a module and notes when it runs."""
    folder = tmp_path / "book"
    folder.mkdir()
    listing = TRACE.format(trace=str(trace), name="random")
    for name, text in {"book.toml": MINIMAL, "a.md": TEXT, "random.py": listing}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def plant(book: Path, trace: Path, names: set[str]) -> None:
    """Put a module of each name beside the text: half of them a file, half of them a folder."""
    for number, name in enumerate(sorted(names - {"random"})):
        program = TRACE.format(trace=str(trace), name=name)
        folder = book / name
        if number % 2:
            (book / f"{name}.py").write_text(program, encoding="utf-8")
        else:
            folder.mkdir()
            (folder / "__init__.py").write_text(program, encoding="utf-8")
            (folder / "__main__.py").write_text(program, encoding="utf-8")
    (book / "dice-1.0.dist-info").mkdir()
    for name, text in METADATA.items():
        (book / "dice-1.0.dist-info" / name).write_text(text, encoding="utf-8")


def build(book: Path, out: Path, *program: str | Path, **environment: str) -> dict[str, bytes]:
    """The products of a build in the book's folder."""
    done = subprocess.run(
        [*program, "--quiet", "build", ".", "--out", out],
        cwd=book,
        env={**os.environ, "PUBLISH_CACHE": "off", **environment},
        capture_output=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    products = {file.name: file.read_bytes() for file in out.iterdir()}
    assert sorted(products) == ["book.epub", "book.pdf"]
    return products


def test_the_command_runs_none(book: Path, trace: Path, tmp_path: Path) -> None:
    alone = build(book, tmp_path / "alone", COMMAND)
    plant(book, trace, module_names() | {"publish", "templates", "styles", "tests"})
    assert build(book, tmp_path / "among", COMMAND) == alone
    assert trace.read_text("utf-8") == ""


def test_a_relative_search_path_leads_to_none(book: Path, trace: Path, tmp_path: Path) -> None:
    """An empty or relative entry of PYTHONPATH or PATH means the folder of the book."""
    plant(book, trace, module_names() - loaded_before_us("re"))
    (book / "python3").write_text(f"#!/bin/sh\necho python3 >> {trace}\n", encoding="utf-8")
    (book / "python3").chmod(0o755)
    paths = {"PYTHONPATH": os.pathsep.join(["", "."]), "PATH": f":.:{os.environ['PATH']}"}
    build(book, tmp_path / "out", COMMAND, **paths)
    assert trace.read_text("utf-8") == ""


def test_the_package_runs_none(book: Path, trace: Path, tmp_path: Path) -> None:
    """`python -m publish` in the folder of a book: only what Python loads before it is not ours."""
    plant(book, trace, module_names() - loaded_before_us("runpy"))
    build(book, tmp_path / "out", sys.executable, "-m", "publish")
    assert trace.read_text("utf-8") == ""
