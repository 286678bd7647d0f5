"""A command that a hint names does what the hint says, also for a book with spaces in its name."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, WriteBook

pytestmark = pytest.mark.slow

COMMAND = Path(sys.executable).with_name("publish")
_NAMED = re.compile(r"^  hint: .*?(publish [a-z]+ [^`\n]*|--answers [^`\n]*)", re.M)


@pytest.fixture
def home(write_book: WriteBook) -> Path:
    """A folder with a book whose name needs quotation marks, and a text to import."""
    book = write_book({"book.toml": MINIMAL, "a.md": "# Tides\n\nText.\n"}, "my book")
    (book.parent / "flat text.txt").write_text("1. Mills\n\nText of it.\n\n2. Weirs\n\nText.\n")
    return book.parent


def run(home: Path, command: str) -> subprocess.CompletedProcess[str]:
    words = f"export PATH={COMMAND.parent}:$PATH; {command}"
    return subprocess.run(
        ["bash", "-c", words], cwd=home, capture_output=True, text=True, timeout=300
    )


def hinted(home: Path, command: str) -> str:
    """The command in the hint of one that fails."""
    done = run(home, command)
    assert done.returncode != 0
    found = _NAMED.search(done.stderr)
    assert found, done.stderr
    return found[1]


@pytest.mark.parametrize(
    ("command", "blanks"),
    [
        ("publish verify 'my book' --edition epub --out out", {}),
        ("publish outline nowhere", {"DIR": "nowhere"}),
        ("publish explain 'my book' harbours", {}),
        ("publish explain 'my book'", {"NAME": "1", "my book": "'my book'"}),
    ],
)
def test_the_command_of_a_hint_works(command: str, blanks: dict[str, str], home: Path) -> None:
    named = hinted(home, command)
    for blank, words in blanks.items():
        named = named.replace(blank, words)
    done = run(home, named)
    assert done.returncode == 0, (named, done.stderr)
    again = run(home, command)
    assert again.returncode in (0, 2), again.stderr


def test_the_answers_of_a_hint_are_taken(home: Path) -> None:
    command = "publish import 'flat text.txt' 'new book'"
    assert run(home, command).returncode == 0
    sheet = home / "new book" / "import-review.md"
    sheet.write_text(sheet.read_text("utf-8") + "\n", "utf-8")
    done = run(home, f"{command} {hinted(home, command)}")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("wrong", "code", "hint", "followed"),
    [
        ("publish new 'my book'", 2, "name a new or empty folder", "publish new other"),
        (
            "publish build 'my book' --edition print --out out",
            2,
            "it has: epub, pdf",
            "publish build 'my book' --edition epub --out out",
        ),
        ("publish explain REF-999", 2, "codes are REF-001 to ", "publish explain REF-001"),
        ("publish explain ABC-001", 2, "codes begin with ACC", "publish explain ACC-001"),
        (
            "PUBLISH_CACHE_LIMIT=much publish outline 'my book'",
            2,
            "give a whole number of megabytes",
            "PUBLISH_CACHE_LIMIT=2000 publish outline 'my book'",
        ),
        (
            "publish build 'my book' --edition epub --out /dev/null/nowhere",
            7,
            "check space and permissions",
            "publish build 'my book' --edition epub --out out",
        ),
        (
            "mkdir -m 777 ours; PUBLISH_CACHE=$PWD/ours publish cache clear",
            7,
            "set PUBLISH_CACHE to a folder that is yours alone",
            "mkdir -m 700 mine; PUBLISH_CACHE=$PWD/mine publish cache clear",
        ),
        (
            "PUBLISH_CACHE=$PWD/new publish cache --why b.md",
            2,
            "name a file of the book, an edition, or a page",
            (
                "export PUBLISH_CACHE=$PWD/new; publish build 'my book' --edition epub --out out;"
                " publish cache --why a.md"
            ),
        ),
    ],
)
def test_other_ways_out(wrong: str, code: int, hint: str, followed: str, home: Path) -> None:
    done = run(home, wrong)
    assert done.returncode == code, done.stderr
    assert f"  hint: {hint}" in done.stderr
    done = run(home, followed)
    assert done.returncode == 0, done.stderr
