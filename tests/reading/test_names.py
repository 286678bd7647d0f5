"""Names of sections and anchors: given ones stay, derived ones give way, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from publish import api
from publish.model.book import Book
from publish.model.xhtml import text_of
from tests.conftest import WriteBook

ReadFiles = Callable[[Mapping[str, str]], Book]

MANIFEST = """[book]
title = "A Book"
language = "en"
[structure]
bodymatter = [{body}]
backmatter = [{back}]
"""
LINKED = """# Links {{#{name}}}

To [this](#{name}), [it](#{name}x), [](a.md).

## Below {{#{name}x}}

[Words]{{#{name}y}} and a [link](#{name}y).
"""


def _manifest(*body: str, back: str = "") -> str:
    return MANIFEST.format(body=", ".join(f'"{name}"' for name in body), back=back)


@pytest.mark.parametrize(
    ("derived", "given"),
    [
        ("## Glossary\n\nText.\n", "# One {#glossary}\n\nText.\n"),
        ("## Tide\n\nText.\n", "# One\n\n[Words]{#tide} of the text.\n"),
        ("## Tide\n\nText.\n", "# One\n\n## Ebb {#tide}\n\nText.\n"),
        ("## Map\n\nText.\n", "# One\n\n| a |\n|---|\n| b |\n\nTable: Words {#map}\n"),
    ],
)
def test_derived_names_give_way(read_files: ReadFiles, derived: str, given: str) -> None:
    files = {"book.toml": _manifest("a.md", "b.md"), "a.md": f"# First\n\n{derived}", "b.md": given}
    names = [section.id for section in read_files(files).walk()]
    assert len(set(names)) == len(names)
    assert names[1].endswith("-2")


def test_names_of_anchors_give_way(read_files: ReadFiles) -> None:
    """A file `index.md` with marks, a section for the index, and titles like derived names."""
    text = "# Words\n\n[Tide]{.index} and [ebb]{.index}, with a note.[^n]\n\n[^n]: Text.\n"
    headings = "".join(
        f"\n## {title}\n\nText.\n"
        for title in ("Index 1", "Index 2", "Entry 1", "Note index 1", "Call index 1", "Table 1")
    )
    table = "\n| a |\n|---|\n| b |\n\nTable: Words\n"
    manifest = _manifest("index.md", back='{ role = "index" }')
    book = read_files({"book.toml": manifest, "index.md": text + table + headings})
    assert [section.id for section in book.sections] == ["index", "index-3"]


@pytest.mark.parametrize("name", ["josé", "附录", "परिशिष्ट", "ملحق", "Приложение"])
def test_letters_of_any_script(read_files: ReadFiles, name: str) -> None:
    files = {"book.toml": _manifest("a.md"), "a.md": LINKED.format(name=name)}
    book = read_files(files)
    assert [section.id for section in book.walk()] == [name, f"{name}x"]
    assert all(section.href.isascii() for section in book.walk())


@pytest.mark.parametrize("name", ["josé", "Ångström", "αρχή", "デジタル"])
def test_decomposed_letters_are_composed_ones(read_files: ReadFiles, name: str) -> None:
    text = LINKED.format(name=name)
    for form in ("NFC", "NFD"):
        typed = text.replace(f"#{name}}}", unicodedata.normalize(form, f"#{name}}}"))
        typed = typed.replace(f"(#{name})", unicodedata.normalize("NFD", f"(#{name})"))
        section = read_files({"book.toml": _manifest("a.md"), "a.md": typed}).sections[0]
        assert section.id == name


def test_decomposed_names_of_files(read_files: ReadFiles) -> None:
    stored = unicodedata.normalize("NFD", "café.md")
    files = {
        "book.toml": _manifest("a.md", "café.md"),
        "a.md": "# A\n\nSee [](café.md).\n",
        stored: "# Coffee\n\nText.\n",
    }
    book = read_files(files)
    assert "Chapter\u00a02" in text_of(book.sections[0].body)


@pytest.mark.slow
def test_products_with_names_of_any_script(write_book: WriteBook, tmp_path: Path) -> None:
    texts = {
        f"{letter}.md": LINKED.format(name=name).replace("](a.md)", f"](#{name}x)")
        for letter, name in (("a", "josé"), ("b", "附录"), ("c", "परिशिष्ट"), ("d", "ملحق"))
    }
    folder = write_book({"book.toml": _manifest(*texts), **texts})
    assert len(api.build(folder, tmp_path / "out").artifacts) == 2
