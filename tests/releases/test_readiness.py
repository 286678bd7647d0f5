"""What a book lacks for a release is reported at once."""

from __future__ import annotations

from pathlib import Path

import pytest

import publish
from publish.context import Context
from publish.diagnostics import Report
from tests.releases.book import MANIFEST, write_book

pytestmark = pytest.mark.slow


def missing_in(folder: Path, manifest: str) -> list[tuple[str, int]]:
    book = write_book(folder, book=manifest)
    report = Report()
    with pytest.raises(publish.ContentError):
        publish.release(book, folder / "dist", out=folder / "out", context=Context(report))
    assert not (folder / "dist").exists()
    return [(each.code, each.location.line) for each in report.errors]


def test_all_that_a_release_lacks_is_reported_at_once(tmp_path: Path) -> None:
    bare = '[book]\ntitle = ""\nrights = " "\n\n[structure]\nbodymatter = ["ebb.md", "flood.md"]\n'
    lacking = missing_in(tmp_path / "bare", bare)
    assert sorted(lacking) == [
        ("MAN-006", 2),
        ("MAN-007", 1),
        ("REL-001", 1),
        ("REL-001", 1),
        ("REL-001", 1),
        ("REL-001", 3),
    ]


@pytest.mark.parametrize("key_", ["authors", "identifier", "licence", "version"])
def test_each_requirement_counts(tmp_path: Path, key_: str) -> None:
    lines = MANIFEST.replace("VERSION", "1.0").splitlines()
    manifest = "\n".join(line for line in lines if not line.startswith(key_))
    assert missing_in(tmp_path / "book", manifest) == [("REL-001", 1)]
