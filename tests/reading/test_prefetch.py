"""Texts that are parsed in advance: one core and several give the same result."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.errors import PublishError
from publish.sources.files.snapshot import record_reads
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping import document
from publish.sources.spine.folder import read_book
from tests import running
from tests.conftest import WriteBook
from tests.reading.test_text_cache import markup
from tests.running import run_context

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

ParseText = Callable[[str, SourceFile], object]


@pytest.fixture
def set_cores(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    return lambda count: monkeypatch.setattr(running, "available_cores", lambda: count)


@pytest.fixture
def wrap_parser(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[[ParseText], ParseText]], None]:
    """Replaces the function that parses a text by a wrapper of it."""
    original = document.parse_text
    return lambda wrapper: monkeypatch.setattr(document, "parse_text", wrapper(original))


def reading(folder: Path, edition: str = "epub") -> list[object]:
    """All results of reading a book: its markup, its diagnostics, and the files that were read."""
    report = Report()
    with record_reads(folder) as files_read:
        book = read_book(folder, run_context(report), edition)
    assert book is not None
    assert files_read.changed() == []
    return [
        markup(book),
        [str(each) for each in report],
        sorted(files_read.stamps),
        book.has_edition_variants,
    ]


@pytest.mark.parametrize("edition", ["epub", "pdf"])
def test_one_core_and_several_read_the_same(
    write_book: WriteBook,
    set_cores: Callable[[int], None],
    wrap_parser: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    edition: str,
) -> None:
    folder = write_book(FILES)
    parsed_here: list[str] = []

    def recording(parse: ParseText) -> ParseText:
        def recorded(text: str, source: SourceFile) -> object:
            parsed_here.append(source.file)
            return parse(text, source)

        return recorded

    wrap_parser(recording)
    set_cores(1)
    expected = reading(folder, edition)
    texts = set(parsed_here)
    for cache in ("off", str(tmp_path / "cache")):
        monkeypatch.setenv("PUBLISH_CACHE", cache)
        set_cores(2)
        parsed_here.clear()
        assert reading(folder, edition) == expected
        assert len(set(parsed_here)) < len(texts)  # the others were parsed in another process
    parsed_here.clear()
    assert reading(folder, edition) == expected
    assert set(parsed_here) == {"8.md", "12.md"}  # with a missing file, or invalid: never stored


def test_a_book_with_two_new_texts_starts_no_process(
    write_book: WriteBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    valid = {name: text for name, text in FILES.items() if name not in ("8.md", "12.md")}
    folder = write_book({**valid, "8.md": "# Eight\n", "12.md": "# Twelve\n"})
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    reading(folder)
    for name in ("0.md", "5.md"):
        (folder / name).write_text("# Another\n", encoding="utf-8")
    monkeypatch.setattr("publish.sources.markdown.memo.prefetch.ForkedTask", None)
    assert "Another" in str(reading(folder))


def test_a_killed_process_ends_the_reading(
    write_book: WriteBook, set_cores: Callable[[int], None], wrap_parser: Callable[..., None]
) -> None:
    folder, parent = write_book(FILES), os.getpid()

    def killing(parse: ParseText) -> ParseText:
        def kill_or_parse(text: str, source: SourceFile) -> object:
            if os.getpid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
            return parse(text, source)

        return kill_or_parse

    wrap_parser(killing)
    set_cores(2)
    with pytest.raises(PublishError, match="status -9"):
        reading(folder)


def test_an_exception_in_a_process_is_raised_by_the_reading(
    write_book: WriteBook, set_cores: Callable[[int], None], wrap_parser: Callable[..., None]
) -> None:
    folder, parent = write_book(FILES), os.getpid()

    def failing(parse: ParseText) -> ParseText:
        def fail_or_parse(text: str, source: SourceFile) -> object:
            if os.getpid() != parent:
                raise ZeroDivisionError(source.file)
            return parse(text, source)

        return fail_or_parse

    wrap_parser(failing)
    set_cores(2)
    with pytest.raises(ZeroDivisionError, match=r"\.md"):
        reading(folder)


def test_a_file_that_changes_after_it_was_read_in_advance_is_read_again(
    write_book: WriteBook, set_cores: Callable[[int], None], wrap_parser: Callable[..., None]
) -> None:
    folder, parent = write_book(FILES), os.getpid()

    def changing(parse: ParseText) -> ParseText:
        def parse_and_change(text: str, source: SourceFile) -> object:
            parsed = parse(text, source)
            if os.getpid() != parent:
                inner = folder / "inner-1.md"
                inner.with_suffix(".new").write_text("From *without*.\n", encoding="utf-8")
                inner.with_suffix(".new").replace(inner)
            return parsed

        return parse_and_change

    wrap_parser(changing)
    set_cores(2)
    report = Report()
    with record_reads(folder) as files_read:
        book = read_book(folder, run_context(report))
    assert book is not None
    assert any("13</em>" in text and "without" in text for text in markup(book))
    assert "inner-1.md" in files_read.changed()  # so that a build of it is refused


def test_files_that_only_a_copy_opened_are_known(
    write_book: WriteBook, set_cores: Callable[[int], None]
) -> None:
    numbers = range(14)
    folder = write_book(
        {
            "book.toml": "[book]\ntitle = 'T'\nlanguage = 'en'\n[structure]\nbodymatter = "
            + str([f"{n}.md" for n in numbers]),
            **{f"{n}.md": f'# C\n\n::: include {{file="in-{n}.md"}}\n:::\n' for n in numbers},
            **{f"in-{n}.md": "Text.\n" for n in numbers},
        }
    )
    set_cores(2)
    with record_reads(folder) as files_read:
        assert read_book(folder, run_context())
    assert {f"in-{n}.md" for n in numbers} <= files_read.stamps.keys()
