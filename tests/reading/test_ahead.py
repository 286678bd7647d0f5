"""Texts that are shaped before their turn: one core and several read and tell the same."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from publish import processes
from publish.diagnostics import Report
from publish.errors import PublishError
from publish.sources.files.snapshot import record_reads
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping import document
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook
from tests.reading.test_kept import markup

MANIFEST = """
[book]
title = "A Book"
language = "en"
[structure]
bodymatter = [
  "0.md",
  { file = "1.md", language = "de", sections = ["2.md", { file = "3.md", sections = ["4.md"] }] },
  "5.md", "6.md", "6.md", "7.md", "8.md", "9.md", "none.md", { file = "10.md", only = "pdf" },
  "11.md", "12.md", "13.md",
]
[editions.epub]
format = "epub"
[editions.pdf]
format = "pdf"
"""
TEXT = """# Text {0}

"It was -- *{0}* -- z. B. 12 km."[^n] $x^{0}$

::: include {{file="inner-{1}.md"}}
:::

```python
print({0})
```

```nonsense
code
```

[^n]: A note.
"""
LAST = 13
FILES = {
    "book.toml": MANIFEST,
    **{f"{n}.md": TEXT.format(n, n % 2) for n in range(LAST + 1)},
    "3.md": "# Drei {lang=fr}\n\nOui !\n",  # so that the text below it is read as French
    "8.md": "# Eight\n\n::: include {file=\"nowhere.md\"}\n:::\n",
    "9.md": "# Nine \udcff\n",
    "12.md": "# Twelve\n\n" + "> " * 60 + "deep\n",
    "inner-0.md": "From *within*.\n",
    "inner-1.md": "Beside [the screen.]{only=epub}\n",
}  # fmt: skip

Shape = Callable[[str, SourceFile], object]


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    return lambda count: monkeypatch.setattr(processes, "available_cores", lambda: count)


@pytest.fixture
def shape(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Shape], Shape]], None]:
    """Puts something around what shapes a text."""
    first = document.parse_text
    return lambda around: monkeypatch.setattr(document, "parse_text", around(first))


def told(folder: Path, edition: str = "epub") -> list[object]:
    """Everything that a book came to: its markup, what was said of it, and the files it was read
    from."""
    report = Report()
    with record_reads(folder) as readings:
        book = read_book(folder, report, edition)
    assert book is not None
    assert readings.changed() == []
    return [
        markup(book),
        [str(each) for each in report],
        sorted(readings.stamps),
        book.has_edition_variants,
    ]


@pytest.mark.parametrize("edition", ["epub", "pdf"])
def test_one_core_and_several_read_the_same(
    write_book: WriteBook,
    cores: Callable[[int], None],
    shape: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    edition: str,
) -> None:
    folder = write_book(FILES)
    here: list[str] = []

    def noting(shaped: Shape) -> Shape:
        return lambda text, source: (here.append(source.file), shaped(text, source))[1]

    shape(noting)
    cores(1)
    alone = told(folder, edition)
    texts = set(here)
    for cache in ("off", str(tmp_path / "cache")):
        monkeypatch.setenv("PUBLISH_CACHE", cache)
        cores(2)
        here.clear()
        assert told(folder, edition) == alone
        assert len(set(here)) < len(texts)  # the others were shaped in the copy
    here.clear()
    assert told(folder, edition) == alone
    assert set(here) == {"8.md", "12.md"}  # what lacks a file or cannot be read is never kept


def test_a_book_of_two_new_texts_begins_no_process(
    write_book: WriteBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sound = {name: text for name, text in FILES.items() if name not in ("8.md", "12.md")}
    folder = write_book({**sound, "8.md": "# Eight\n", "12.md": "# Twelve\n"})
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    told(folder)
    for name in ("0.md", "5.md"):
        (folder / name).write_text("# Another\n", encoding="utf-8")
    monkeypatch.setattr("publish.sources.markdown.memo.prefetch.map_in_processes", None)
    assert "Another" in str(told(folder))


def test_a_copy_that_is_killed_ends_the_reading(
    write_book: WriteBook, cores: Callable[[int], None], shape: Callable[..., None]
) -> None:
    folder, parent = write_book(FILES), os.getpid()

    def killing(shaped: Shape) -> Shape:
        def killed(text: str, source: SourceFile) -> object:
            if os.getpid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
            return shaped(text, source)

        return killed

    shape(killing)
    cores(2)
    with pytest.raises(PublishError, match="status -9"):
        told(folder)


def test_a_fault_in_the_copy_is_a_fault_of_the_reading(
    write_book: WriteBook, cores: Callable[[int], None], shape: Callable[..., None]
) -> None:
    folder, parent = write_book(FILES), os.getpid()

    def failing(shaped: Shape) -> Shape:
        def failed(text: str, source: SourceFile) -> object:
            if os.getpid() != parent:
                raise ZeroDivisionError(source.file)
            return shaped(text, source)

        return failed

    shape(failing)
    cores(2)
    with pytest.raises(ZeroDivisionError, match=r"\.md"):
        told(folder)


def test_a_file_that_changes_after_it_was_read_ahead_is_read_again(
    write_book: WriteBook, cores: Callable[[int], None], shape: Callable[..., None]
) -> None:
    folder, parent = write_book(FILES), os.getpid()

    def changing(shaped: Shape) -> Shape:
        def changed(text: str, source: SourceFile) -> object:
            made = shaped(text, source)
            if os.getpid() != parent:
                inner = folder / "inner-1.md"
                inner.with_suffix(".new").write_text("From *without*.\n", encoding="utf-8")
                inner.with_suffix(".new").replace(inner)
            return made

        return changed

    shape(changing)
    cores(2)
    report = Report()
    with record_reads(folder) as readings:
        book = read_book(folder, report)
    assert book is not None
    assert any("13</em>" in text and "without" in text for text in markup(book))
    assert "inner-1.md" in readings.changed()  # so that a build of it is refused
