"""The books of the corpus, built through the command line as in the README.

Their products must pass the validators and form a valid release. The one that uses every construct
is built twice, in two folders with different time zones, locales, umasks, home folders and hash
seeds: the products must be the same bytes.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from publish.external import run
from publish.files import read_product
from publish.verification.validators import validate
from tests.books.built import BuildOnce, BuiltBook, run_publish

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BOOKS = sorted(path.parent for path in (ROOT / "corpus").glob("*/book.toml"))
BUILT_TWICE = [book for book in BOOKS if book.name == "specimen"]
ELSEWHERE = {
    "TZ": "Asia/Kathmandu",
    "LC_ALL": "C",
    "LANG": "de_DE.UTF-8",
    "PYTHONHASHSEED": "4711",
    "SOURCE_DATE_EPOCH": "1",
}


@pytest.fixture(scope="module", params=BOOKS, ids=lambda path: path.name)
def built(request: pytest.FixtureRequest, build_once: BuildOnce) -> BuiltBook:
    return build_once(request.param)


def test_there_are_books() -> None:
    assert {"handbook", "moderate-prosperity"} <= {book.name for book in BOOKS}


@pytest.mark.parametrize("built", BUILT_TWICE, ids=lambda path: path.name, indirect=True)
def test_products_are_the_same_bytes_elsewhere(built: BuiltBook, tmp_path: Path) -> None:
    book = tmp_path / "far" / "away" / built.book.name
    shutil.copytree(built.book, book)
    own = {"HOME": str(tmp_path), "PUBLISH_CACHE": str(tmp_path / "cache")}
    environment = {**ELSEWHERE, **own, "PYTHONPATH": str(ROOT)}
    command = 'umask 077; exec "$0" -m publish build "$1"'
    shell = ["sh", "-c", command, sys.executable, book.name]
    run(shell, timeout=300, folder=book.parent, environment=environment)
    for product in built.files:
        again = book.parent / "build" / book.name / product.relative_to(built.out)
        assert product.read_bytes() == again.read_bytes(), product.name
        assert stat.S_IMODE(again.stat().st_mode) == 0o644


@pytest.mark.java
def test_validators_find_nothing(built: BuiltBook) -> None:
    products = [path for path in built.products if path.is_file()]
    verdicts = validate(products)
    assert {verdict.path for verdict in verdicts} == set(products)
    validators = {verdict.validator for verdict in verdicts if verdict.path.suffix == ".pdf"}
    assert validators >= {"veraPDF PDF/UA-1", "veraPDF PDF/A-2a"}
    assert [str(d) for verdict in verdicts for d in verdict.diagnostics()] == []


def test_no_path_of_this_machine_is_in_a_product(built: BuiltBook) -> None:
    for product in built.files:
        assert os.fsencode(ROOT) not in product.read_bytes()
        assert os.fsencode(built.out) not in product.read_bytes()


def without_words(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name != "words"}
        | {"children": without_words(row["children"])}
        for row in sections
    ]


def test_release_is_valid(built: BuiltBook, tmp_path: Path) -> None:
    words = ("release", built.book, tmp_path, "--out", built.out, "--no-validate")
    run_publish(built, *words)
    if built.book.name == "moderate-prosperity":  # the smallest: a second one replaces the first
        run_publish(built, *words)
    (release,) = (tmp_path / built.book.name).iterdir()
    run(["sha256sum", "--check", "--strict", "SHA256SUMS"], timeout=300, folder=release)
    listed = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    files = [path for path in release.rglob("*") if path.is_file()]
    assert listed | {"SHA256SUMS"} == {path.relative_to(release).as_posix() for path in files}
    record = json.loads((release / "release.json").read_text(encoding="utf-8"))
    editions = [edition["file"] for edition in record["editions"]]
    for entry in [*editions, *record["files"]]:
        content = read_product(release / entry["name"])
        assert content is not None
        assert (entry["size"], entry["sha256"]) == (content.size, content.sha256)
    outline = json.loads(run_publish(built, "outline", built.book, "--json"))
    assert without_words(record["sections"]) == outline["sections"]
    page = (release / "index.html").read_text(encoding="utf-8")
    for entry in editions:
        read_at = (
            f"{entry['name']}/index.html" if (release / entry["name"]).is_dir() else entry["name"]
        )
        assert f'href="{read_at}"' in page
