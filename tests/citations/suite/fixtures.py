"""Reads a fixture of the CSL test suite, formats its citations and compares the result.

A fixture is a text with sections (`>>===== RESULT =====>>` … `<<===== RESULT =====<<`). Results are
compared as characters with their formatting, so that `<i>a</i><i>b</i>` equals `<i>ab</i>`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree, html

from publish.csl.context import Cite
from publish.csl.processor import Processor
from publish.csl.runs import BOLD, ITALIC, SMALL, SUB, SUP, UNDERLINE, Runs
from publish.csl.style import parse_style
from publish.diagnostics import Report
from publish.model.reference import Reference
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.references.csl_json import read_csl_json

_SECTION = re.compile(r"^>>=+ ?([A-Z-]+) ?=+>>\n(.*?)^<<=+ ?\1 ?=+<<", re.M | re.S)
_TAGS = {"i": ITALIC, "em": ITALIC, "b": BOLD, "strong": BOLD, "sup": SUP, "sub": SUB}
_DECLARATIONS = {
    "font-style:italic": ITALIC,
    "font-style:oblique": ITALIC,
    "font-weight:bold": BOLD,
    "font-variant:small-caps": SMALL,
    "text-decoration:underline": UNDERLINE,
}
_RESETS = {
    "font-style:normal": ITALIC,
    "font-weight:normal": BOLD,
    "font-variant:normal": SMALL,
    "text-decoration:none": UNDERLINE,
}

Characters = list[tuple[str, frozenset[str]]]


@dataclass(frozen=True)
class Fixture:
    """One fixture: a mode, a style, works, citations, and the result of the reference processor."""

    name: str
    sections: dict[str, str]

    @property
    def mode(self) -> str:
        return self.sections["MODE"].strip()

    @property
    def expected(self) -> Characters:
        text = self.sections["RESULT"].strip("\n")
        if self.mode == "bibliography":
            return _joined(_characters(entry) for entry in _entries(text))
        text = re.sub(r"^(?:\.\.|>>)\[\d+\] ", "", text, flags=re.M)
        return _characters(html.fragment_fromstring(text, create_parent="p"))


def read_fixture(path: Path) -> Fixture:
    """A fixture from its file."""
    sections = dict(_SECTION.findall(path.read_text(encoding="utf-8-sig")))
    return Fixture(path.stem, sections)


def passes(fixture: Fixture) -> bool:
    """Whether the processor writes what the fixture expects."""
    return formatted(fixture) == fixture.expected


def formatted(fixture: Fixture) -> Characters:
    """The citations, or the entries of the bibliography, of a fixture."""
    style = parse_style(fixture.sections["CSL"].strip())
    references = _references(fixture.sections["INPUT"])
    bibliography = fixture.mode == "bibliography"
    citations = _citations(fixture, references)
    language = style.root.get("default-locale") or "en-US"
    listed = list(references) if bibliography else []
    processor = Processor(style, language, references, citations, listed)
    if bibliography:
        return _joined(_flat((*e.label, *e.runs)) for e in processor.bibliography())
    return _joined(_flat(processor.citation(index)) for index in range(len(citations)))


def _joined(lines: Iterable[Characters]) -> Characters:
    """The lines with a line break between them."""
    return [each for line in lines for each in (*line, ("\n", frozenset[str]()))][:-1]


def _references(text: str) -> dict[str, Reference]:
    manuscript = ReadingContext(Path("suite"), "en", Report())
    return {each.key: each for each in read_csl_json(text, "input.json", manuscript)}


def _citations(fixture: Fixture, references: dict[str, Reference]) -> list[list[Cite]]:
    if edits := fixture.sections.get("CITATIONS"):
        return _after_edits(json.loads(edits))
    if items := fixture.sections.get("CITATION-ITEMS"):
        return [[_cite(item, 0) for item in citation] for citation in json.loads(items)]
    return [] if fixture.mode == "bibliography" else [[Cite(key) for key in references]]


def _after_edits(edits: Sequence[Any]) -> list[list[Cite]]:
    """The citations in their order after the last of several insertions and changes."""
    written: dict[str, list[Cite]] = {}
    order: list[Any] = []
    for citation, before, after in edits:
        note = citation.get("properties", {}).get("noteIndex", 0)
        name = citation.get("citationID", f"citation {len(written)}")
        written[name] = [_cite(item, note) for item in citation["citationItems"]]
        order = [*before, [name, note], *after]
    return [[replace(cite, note=note) for cite in written[name]] for name, note in order]


def _cite(item: dict[str, Any], note: int) -> Cite:
    return Cite(
        key=str(item["id"]),
        locator=str(item.get("locator", "")),
        label=item.get("label", ""),
        prefix=item.get("prefix", ""),
        suffix=item.get("suffix", ""),
        without_author=bool(item.get("suppress-author")),
        note=note,
    )


def _entries(text: str) -> Iterator[etree._Element]:
    body = html.fragment_fromstring(text, create_parent=True)
    yield from (
        body.iter("div") if not body.find_class("csl-entry") else body.find_class("csl-entry")
    )


def _characters(element: etree._Element) -> Characters:
    return list(_walk(element, frozenset()))


def _walk(element: etree._Element, marks: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    tag = str(element.tag)
    if tag in _TAGS:
        marks = marks | {_TAGS[tag]}
    for declaration in element.get("style", "").replace(" ", "").split(";"):
        marks = marks | {_DECLARATIONS[declaration]} if declaration in _DECLARATIONS else marks
        marks = marks - {_RESETS[declaration]} if declaration in _RESETS else marks
    yield from _spelled(element.text or "", marks, tag == "div")
    for child in element:
        yield from _walk(child, marks)
        yield from _spelled(child.tail or "", marks, tag == "div")


def _spelled(text: str, marks: frozenset[str], block: bool) -> Iterator[tuple[str, frozenset[str]]]:
    if block and "\n" in text and not text.strip():  # the lines of the fixture, not of the result
        return
    yield from ((character, marks) for character in text)


def _flat(runs: Runs) -> Characters:
    return [(character, run.marks) for run in runs for character in run.text]


def shown(characters: Characters) -> str:
    """A result without its formatting."""
    return "".join(character for character, _ in characters)
