"""A damaged release is refused by name, with all others, and nothing is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.api import releases
from publish.context import Context
from publish.diagnostics import ContentError
from publish.errors import UsageError
from tests.catalogue.shelves import record, write_record, write_release

Damage = Callable[[Path], object]


def _changed(**values: Any) -> Damage:
    def change(folder: Path) -> None:
        content = json.loads((folder / "release.json").read_bytes())
        write_record(folder, {**content, **values})

    return change


def _without(key: str) -> Damage:
    def change(folder: Path) -> None:
        content = json.loads((folder / "release.json").read_bytes())
        write_record(folder, {name: value for name, value in content.items() if name != key})

    return change


def _bytes(content: bytes) -> Damage:
    return lambda folder: (folder / "release.json").write_bytes(content)


def _file(name: str) -> dict[str, Any]:
    return {"name": name, "media_type": "text/plain", "size": 1, "sha256": "0" * 64}


DAMAGES: dict[str, tuple[Damage, str]] = {
    "no record": (lambda folder: (folder / "release.json").unlink(), "1.0: error REL-006: the rel"),
    "not JSON": (_bytes(b'{\n"format": 1,\n!'), "release.json:3: error REL-006: not a record"),
    "empty": (_bytes(b""), "release.json: error REL-006: not a record"),
    "not UTF-8": (_bytes(b'{"title": "\xff"}'), "not a record"),
    "a list": (_bytes(b"[]"), "Expected `object`"),
    "deep": (_bytes(b"[" * 100_000), "not a record"),
    "another format": (_changed(format=2), "Invalid enum value 2"),
    "no title": (_without("title"), "missing required field `title`"),
    "an empty title": (_changed(title=""), "length >= 1 - at `$.title`"),
    "nobody": (_changed(contributors=[]), "length >= 1 - at `$.contributors`"),
    "a date in words": (_changed(date="May 2026"), "`$.date`"),
    "no language": (_changed(language="en_GB"), "`$.language`"),
    "a path": (_changed(files=[_file("../../x")]), "`$.files[0].name`"),
    "a script as an address": (_changed(url="javascript:alert(1)"), "`$.url`"),
    "another version": (_changed(version="2.0"), "the record is of version 2.0, not of 1.0"),
    "a control character": (_changed(title="a\x00b"), ":5: error REL-006: the record has a char"),
    "a noncharacter": (_changed(title="a\ufdd0b"), "the record has a character"),
    "a file is missing": (
        lambda folder: (folder / "cover.jpg").unlink(),
        "cover.jpg: error REL-006",
    ),
    "a file is short": (
        lambda folder: (folder / "tides-1.0-pdf.pdf").write_bytes(b"1"),
        "tides-1.0-pdf.pdf: error REL-006: the file has 1 bytes, and the record says 13",
    ),
    "no checksums": (lambda folder: (folder / "SHA256SUMS").unlink(), "is not the one that"),
    "another record": (
        lambda folder: (folder / "release.json").write_bytes(
            (folder / "release.json").read_bytes().replace(b"Lisse", b"Leide")
        ),
        "the record is not the one that SHA256SUMS lists",
    ),
}


@pytest.fixture(scope="module")
def two_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases and their catalogue."""
    dist = tmp_path_factory.mktemp("two") / "dist"
    write_release(dist, "tides", record("tides"))
    write_release(dist, "waves", record("waves"))
    releases.catalogue(dist, context=Context())
    return dist


@pytest.mark.parametrize(("damage", "message"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_release_is_refused(
    damage: Damage, message: str, two_books: Path, tmp_path: Path
) -> None:
    dist = Path(shutil.copytree(two_books, tmp_path / "dist"))
    damage(dist / "tides/1.0")
    before = (dist / "catalogue").stat().st_ino
    with pytest.raises(ContentError) as refused:
        releases.catalogue(dist, title="Other", context=Context())
    (diagnostic,) = refused.value.report
    assert message in str(diagnostic)
    assert diagnostic.hint
    assert (dist / "catalogue").stat().st_ino == before
    assert not list(dist.glob(".*"))


def test_all_damages_are_told_at_once(two_books: Path, tmp_path: Path) -> None:
    dist = Path(shutil.copytree(two_books, tmp_path / "dist"))
    for book in ("tides", "waves"):
        (dist / book / "1.0/cover.jpg").unlink()
    with pytest.raises(ContentError) as refused:
        releases.catalogue(dist, context=Context())
    assert len(list(refused.value.report)) == 2


def test_two_books_with_one_identifier_are_refused(two_books: Path, tmp_path: Path) -> None:
    dist = Path(shutil.copytree(two_books, tmp_path / "dist"))
    _changed(identifier="urn:isbn:1")(dist / "tides/1.0")
    _changed(identifier="urn:isbn:1")(dist / "waves/1.0")
    with pytest.raises(ContentError, match="REL-007: `waves` and `tides` have the identifier"):
        releases.catalogue(dist, context=Context())


def test_what_a_killed_run_left_and_links_are_passed_over(two_books: Path, tmp_path: Path) -> None:
    dist = Path(shutil.copytree(two_books, tmp_path / "dist"))
    shutil.copytree(dist / "tides/1.0", dist / "tides/.1.1.new")
    (dist / "tides/latest").symlink_to("1.0")
    assert not releases.catalogue(dist, context=Context())


def test_a_folder_that_is_not_a_catalogue_is_not_replaced(two_books: Path, tmp_path: Path) -> None:
    for out, message in (
        (two_books, "would replace the releases"),
        (two_books.parent, "would replace the releases"),
        (two_books / "tides", "is not a catalogue"),
    ):
        with pytest.raises(UsageError, match=message):
            releases.catalogue(two_books, out, context=Context())
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="there is no release"):
        releases.catalogue(tmp_path / "empty", context=Context())


@pytest.mark.parametrize("option", [{"url": "salt.example"}, {"language": "en_GB"}])
def test_values_that_are_none_are_refused(option: dict[str, str], two_books: Path) -> None:
    with pytest.raises(UsageError, match="is not"):
        releases.catalogue(two_books, context=Context(), **option)
