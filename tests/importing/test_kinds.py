"""Texts of many kinds, written by hand: statutes, sermons, plays, manuals, theses, cookery books …

In `kinds/`, a file for each language: `=== name layout` begins a text, `#2 words` is a heading of
level 2, `%4` a paragraph of four sentences, `~` an empty line, `|` stands before a line that stays
as it is, and `^L` is the end of a page. Other lines are paragraphs.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from publish import api
from publish.importers.plaintext import import_text
from publish.importers.plaintext.recovery import recover
from tests.importing.flattened.drawing import Pen, Prose
from tests.importing.flattened.words import LANGUAGES

_FOLDER = Path(__file__).with_name("kinds")
_HEADING = re.compile(r"#([1-6]) (.*)")


class Kind(NamedTuple):
    """A text, and the level of each line that is a heading."""

    name: str
    code: str
    text: str
    levels: dict[int, int]


def _kinds() -> Iterator[Kind]:
    for file in sorted(_FOLDER.glob("*.txt")):
        for part in file.read_text("utf-8").split("=== ")[1:]:
            head, _, source = part.partition("\n")
            name, layout, *width = head.split()
            yield _kind(name, file.stem, source, int(width[0]) if width else 0, layout != "tight")


def _kind(name: str, code: str, source: str, width: int, blank: bool) -> Kind:
    pen = Pen(Random(name), LANGUAGES[code], Prose())
    lines: list[str] = []
    levels: dict[int, int] = {}
    for row in source.splitlines():
        if match := _HEADING.fullmatch(row):
            # A form feed ends a line as well.
            levels[len(lines) + 1 + "".join(lines).count("\f")] = int(match[1])
            lines.append(match[2])
        elif row == "~" or row.startswith("|"):
            lines.append(row[1:].replace("^L", "\f"))
        else:
            words = pen.paragraph(int(row[1:])) if re.fullmatch("%[0-9]", row) else row
            lines += [*_wrapped(words, code, width), *[""] * blank]
    return Kind(name, code, "\n".join(lines) + "\n", levels)


def _wrapped(words: str, code: str, width: int) -> list[str]:
    if not width:
        return [words]
    if code == "zh":
        return [words[i : i + width // 2] for i in range(0, len(words), width // 2)]
    return textwrap.wrap(words, width)


KINDS = {kind.name: kind for kind in _kinds()}


def test_there_are_many_in_five_languages() -> None:
    assert len(KINDS) >= 75
    assert {kind.code for kind in KINDS.values()} == {"de", "en", "fr", "ru", "zh"}


@pytest.mark.parametrize("name", KINDS)
def test_the_headings_and_their_levels_are_found(name: str) -> None:
    kind = KINDS[name]
    recovery = recover(kind.text)
    found = {h.line: h.depth for h in recovery.headings if not h.missing}
    assert found == kind.levels
    assert recovery.passages.language == kind.code


def test_appendices_are_counted_by_the_book(tmp_path: Path) -> None:
    source = tmp_path / "manual.txt"
    source.write_text(KINDS["handbuch_de"].text, "utf-8")
    _, book = api.open_book(import_text(source, tmp_path / "book").target)
    assert [(s.role, s.number, s.title) for s in book.sections][-2:] == [
        ("part", "3", "Wartung"), ("appendix", "A", "Ersatzteile"),
    ]  # fmt: skip


def test_an_abstract_before_the_contents_list_is_front_matter(tmp_path: Path) -> None:
    source = tmp_path / "thesis.txt"
    source.write_text(KINDS["thesis"].text, "utf-8")
    _, book = api.open_book(import_text(source, tmp_path / "book").target)
    assert [s.title for s in book.sections if s.matter == "frontmatter"] == [
        "Abstract", "Acknowledgements",
    ]  # fmt: skip
