"""Sort names and the series of a book, in all metadata."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pikepdf

from publish import api
from tests.conftest import WriteBook

MANIFEST = """[book]
title = "A Novel"
title-sort = "Novel, A"
authors = [{ name = "Ursula de Vries", sort = "Vries, Ursula de" }, { name = "B", role = "trl" }]
language = "en"
series = "The Saga"
series-number = "2.1"
[structure]
bodymatter = ["a.md"]
"""


def test_metadata(write_book: WriteBook, tmp_path: Path) -> None:
    folder = write_book({"book.toml": MANIFEST, "a.md": "# A\n\nText.\n"})
    epub, pdf = (each.path for each in api.build(folder, tmp_path / "out").artifacts)
    with ZipFile(epub) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".opf"))
        package = archive.read(name).decode()
    for refinement in (
        'refines="#title-main" property="file-as">Novel, A<',
        'refines="#contributor-1" property="file-as">Vries, Ursula de<',
        'property="belongs-to-collection" id="series">The Saga<',
        'refines="#series" property="collection-type">series<',
        'refines="#series" property="group-position">2.1<',
    ):
        assert refinement in package
    with pikepdf.open(pdf) as opened:
        assert set(opened.open_metadata()["dc:relation"]) == {"The Saga, 2.1"}
