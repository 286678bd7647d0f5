"""What a reader has of a book, as plain facts, to compare a book with one that came back.

`facts_of(book)` of two settled books are compared with `differences`: they are empty where the
second book has the same outline with numbers, words, notes, figures, tables, formulas, listings
and references.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from lxml import etree

from publish.model.book import Book
from publish.model.caption import CAPTION_ELEMENTS
from publish.model.markup import (
    BACKLINK,
    CHART_DATA,
    FOOTNOTE,
    INDEX_TERM,
    LOCATOR,
    MATH,
    NOTE_CALL,
    NOTE_NUMBER,
    X,
    classes_of,
    has_class,
)
from publish.model.section import Section, heading_text
from publish.model.xhtml import local_name

Facts = Mapping[str, Sequence[str]]
_BLOCKS = frozenset("p div li td th dt dd pre figcaption caption br tr table figure aside".split())
_NO_WORDS = frozenset({NOTE_CALL, BACKLINK, NOTE_NUMBER})
_WORD = re.compile(r"\w+")


def facts_of(book: Book) -> dict[str, list[str]]:
    """The facts of a settled book, by kind, in reading order."""
    sections = list(book.walk())
    targets = _targets(sections)
    bodies = [section.body for section in sections]
    return {
        "outline": [f"{'  ' * _depth(s)}{_line(heading_text(s))}" for s in sections],
        "words": [word for s in sections for word in _own_words(s)],
        "notes": [
            _line(_text(each)) for each in _all(bodies, "aside") if has_class(each, FOOTNOTE)
        ],
        "figures": list(_figures(bodies)),
        "captions": [_caption(each) for each in _captioned(bodies)],
        "tables": [
            _table(each) for each in _all(bodies, "table") if not has_class(each, CHART_DATA)
        ],
        "formulas": [each.get("alttext", "") for body in bodies for each in body.iter(MATH)],
        "listings": [_text(each).strip("\n") for each in _all(bodies, "pre")],
        "references": list(_references(sections, targets)),
        "links": [_link(a) for a in _all(bodies, "a") if ":" in a.get("href", "")],
        "index": [
            _line(_text(each)) for each in _all(bodies, "span") if has_class(each, INDEX_TERM)
        ],
    }


def differences(before: Facts, after: Facts, kinds: Sequence[str] = ()) -> dict[str, list[str]]:
    """What the second has not (`-`) and has too much (`+`), for each kind that differs."""
    found = {}
    for kind in kinds or before:
        lines = difflib.ndiff if len(before[kind]) < _SMALL else difflib.unified_diff
        changed = [row for row in lines(before[kind], after[kind]) if row[:1] in "-+"]
        if changed:
            found[kind] = changed
    return found


_SMALL = 200


def counts(facts: Facts) -> dict[str, int]:
    """How many of each kind."""
    return {kind: len(values) for kind, values in facts.items()}


def _depth(section: Section) -> int:
    return section.level - 1


def _own_words(section: Section) -> list[str]:
    return _WORD.findall(f"{heading_text(section)} {_text(section.body)}")


def _line(text: str) -> str:
    return " ".join(text.split())


def _all(bodies: Sequence[etree._Element], name: str) -> Iterator[etree._Element]:
    return chain.from_iterable(body.iter(f"{X}{name}") for body in bodies)


def _lines(bodies: Sequence[etree._Element], name: str, of_class: str) -> list[str]:
    return [_line(_text(each)) for each in _all(bodies, name) if has_class(each, of_class)]


def _text(element: etree._Element) -> str:
    """The words of an element, without calls and numbers of notes; formulas are in LaTeX."""
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def _collect(element: etree._Element, parts: list[str]) -> None:
    if (
        not isinstance(element.tag, str)
        or has_class(element, CHART_DATA)
        or not _NO_WORDS.isdisjoint(classes_of(element))
    ):
        return
    if element.tag == MATH:
        parts.append(f" {element.get('alttext', '')} ")
        return
    is_block = local_name(element.tag) in _BLOCKS
    parts.append("\n" if is_block and local_name(element.tag) != "pre" else "")
    parts.append(element.text or "")
    for child in element:
        _collect(child, parts)
        parts.append(child.tail or "")
    parts.append("\n" if is_block else "")


def _captioned(bodies: Sequence[etree._Element]) -> Iterator[etree._Element]:
    for name in ("figure", "table"):
        for each in _all(bodies, name):
            if _caption_element(each) is not None:
                yield each


def _caption_element(element: etree._Element) -> etree._Element | None:
    return next(element.iterchildren(*(f"{X}{name}" for name in CAPTION_ELEMENTS)), None)


def _caption(element: etree._Element) -> str:
    caption = _caption_element(element)
    return "" if caption is None else _line(_text(caption))


def _figures(bodies: Sequence[etree._Element]) -> Iterator[str]:
    """Each picture with its alternative text and the caption of its figure."""
    for each in chain.from_iterable(body.iter(f"{X}img", f"{X}table") for body in bodies):
        if each.tag == f"{X}img" or has_class(each, CHART_DATA):
            figure = next(each.iterancestors(f"{X}figure"), None)
            words = each.get("alt") or each.get("summary") or ""
            yield f"[{words}] {'' if figure is None else _caption(figure)}"


def _table(table: etree._Element) -> str:
    """The cells of a table by rows, with what they span."""
    rows = []
    for row in table.iter(f"{X}tr"):
        cells = row.iterchildren(f"{X}td", f"{X}th")
        rows.append(" | ".join(_cell(each) for each in cells))
    return " // ".join(rows)


def _cell(cell: etree._Element) -> str:
    spans = [f"{cell.get(name, '1')}" for name in ("rowspan", "colspan")]
    mark = "" if spans == ["1", "1"] else f"<{'x'.join(spans)}> "
    return f"{mark}{_line(_text(cell))}"


def _link(a: etree._Element) -> str:
    return f"{_line(_text(a))} → {a.get('href')}"


def _references(sections: Sequence[Section], targets: Mapping[str, str]) -> Iterator[str]:
    """Each link into the book: in which section, with which text, and what it leads to."""
    for section in sections:
        for a in section.body.iter(f"{X}a"):
            target = a.get("href", "")
            skipped = {NOTE_CALL, BACKLINK, LOCATOR} & {*classes_of(a)}
            if target.startswith("#") and not skipped:
                leads = targets.get(target[1:], "nowhere")
                yield f"{_line(heading_text(section))}: {_line(_text(a))} → {leads}"


def _targets(sections: Sequence[Section]) -> dict[str, str]:
    """What each anchor is: the heading of a section, a caption, or the first words after it."""
    found = {}
    for section in sections:
        for each in section.body.iter(etree.Element):
            if name := each.get("id"):
                words = _caption(each) or _whole(each)
                found[name] = words[:60]
        found[section.id] = _line(heading_text(section))
    return found


def _whole(element: etree._Element) -> str:
    """The words of the block that an anchor is or is in."""
    around = [element, *element.iterancestors()]
    block = next((each for each in around if local_name(str(each.tag)) in _BLOCKS), element)
    return _line(_text(block))
