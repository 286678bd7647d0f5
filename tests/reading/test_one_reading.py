"""A book is read once for all editions, unless their texts differ."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from publish import pipeline
from publish.context import Context
from publish.diagnostics import Report, Severity
from publish.sources.spine import folder as folders
from tests.conftest import WriteBook
from tests.running import run_context

FILES = {
    "book.toml": """
[book]
title = "A Book"
language = "en"
cover = "cover.svg"
[structure]
bodymatter = ["a.md"]
[editions.one]
format = "epub"
[editions.two]
format = "epub"
""",
    "a.md": "# One\n\nThe same. {}\n",
    "cover.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>'
    ),
}


@pytest.mark.parametrize(
    ("text", "readings", "words"),
    [("For all.", 1, ("For all.", "For all.")), ("[Two.]{only=two}", 2, ("", "Two."))],
)
def test_a_book_is_read_once_for_each_text(
    write_book: WriteBook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    readings: int,
    words: tuple[str, str],
) -> None:
    editions: list[str | None] = []
    read_book = folders.read_book

    def recording(folder: Path, context: Context, edition: str | None = None) -> object:
        editions.append(edition)
        return read_book(folder, context, edition)

    monkeypatch.setattr(folders, "read_book", recording)
    book = write_book({**FILES, "a.md": FILES["a.md"].format(text)})
    artifacts = pipeline.build(book, [], tmp_path / "out", run_context())
    assert len(editions) == readings
    for artifact, shown in zip(artifacts, words, strict=True):
        page = zipfile.ZipFile(artifact.path).read("EPUB/text/a.xhtml").decode()
        assert ("Two." in page, "For all." in page) == ("Two." in shown, "For all." in shown)


UNSEEN = """
[editions.print]
format = "pdf"
[editions.screen]
format = "epub"
[accessibility]
undescribed-images = "allow"
"""


def test_an_edition_has_its_own_text_whichever_is_first(
    write_book: WriteBook, tmp_path: Path
) -> None:
    manifest = FILES["book.toml"].partition("[editions.one]")[0] + UNSEEN
    book = write_book({**FILES, "book.toml": manifest, "a.md": "# One\n\n![](cover.svg)\n"})
    for name in ("screen", "print"):
        report = Report()
        pipeline.build(book, [name], tmp_path / "out", run_context(report))
        assert [(each.code, each.severity) for each in report] == [("RES-005", Severity.WARNING)]
    report = Report()
    pairs = pipeline.editions_with_books(book, ["epub"], run_context(report))
    assert [edition.name for edition, _ in pairs] == ["screen"]
    assert not report.errors


@pytest.mark.parametrize(("text", "shown"), [("![A sea](cover.svg)", True), ("Words.", False)])
def test_a_cover_is_a_resource_only_where_the_text_shows_it(
    write_book: WriteBook, text: str, shown: bool
) -> None:
    book = pipeline.load_book(write_book({**FILES, "a.md": f"# One\n\n{text}\n"}), run_context())
    assert book.cover is not None
    assert [resource.href for resource in book.resources] == ["images/cover.svg"] * shown
