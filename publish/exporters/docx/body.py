"""What is changed in the document that pandoc has written: numbers of headings, lists, sections.

Every file of the book is a section of Word, in which the notes are counted from one, as in the
book. A paragraph that goes on in an item of a list has the style `List Continue` of its depth, as
Word has it, where pandoc writes an item of a list without marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from publish.exporters.docx.column_widths import set_widths
from publish.exporters.docx.word_lists import HeadingListIds
from publish.exporters.docx.wordml import w

_NO_MARK = "1000"  # pandoc's list for what goes on in an item
_PLAIN = frozenset({"", "BodyText", "FirstParagraph", "Compact"})
_CODE = "SourceCode"
_STEP = 720  # twips, of the indent of an item
_NOT_NUMBERED = "0"
_PAGE = {"w": "11906", "h": "16838"}
_MARGINS = {"top": "1440", "right": "1440", "bottom": "1440", "left": "1440"}


def finish_body(
    root: etree._Element, numbers: HeadingListIds, first: Collection[str], *, right_to_left: bool
) -> None:
    """Finish the body; `first` are the bookmarks of the sections that begin a file."""
    body = root.find(w("body"))
    assert body is not None
    for paragraph in list(body.iter(w("p"))):
        _continue_item(paragraph)
    for heading, name in list(_headings(body)):
        _number(heading, numbers.by_bookmark.get(name))
        if name in first:
            _end_section(body, heading, right_to_left=right_to_left)
    _row_heads(body)
    set_widths(body)
    last = body.find(w("sectPr"))
    assert last is not None
    body.replace(last, _section(right_to_left=right_to_left))


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return style.get(w("val"), "") if style is not None else ""


def _headings(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for paragraph in body.iter(w("p")):
        if _style(paragraph).startswith("Heading"):
            start = paragraph.find(w("bookmarkStart"))
            yield paragraph, start.get(w("name"), "") if start is not None else ""


def _number(heading: etree._Element, place: tuple[str, str] | None) -> None:
    """Put a heading into its list, or out of the one that its style has."""
    identifier, level = place or (_NOT_NUMBERED, "")
    properties = heading.find(w("pPr"))
    assert properties is not None
    numbering = etree.Element(w("numPr"))
    if level:
        etree.SubElement(numbering, w("ilvl")).set(w("val"), level)
    etree.SubElement(numbering, w("numId")).set(w("val"), identifier)
    properties.insert(1, numbering)


def _continue_item(paragraph: etree._Element) -> None:
    numbering = paragraph.find(f"{w('pPr')}/{w('numPr')}")
    if numbering is None:
        return
    identifier, level = (_value(numbering, name) for name in ("numId", "ilvl"))
    if identifier != _NO_MARK:
        return
    properties, style = numbering.getparent(), _style(paragraph)
    assert properties is not None
    properties.remove(numbering)
    depth = int(level) + 1
    base = "ListContinue" if style in _PLAIN else "ListCode" if style == _CODE else ""
    if base:
        _restyle(properties, base if depth == 1 else f"{base}{depth}")
    else:
        indent = etree.SubElement(properties, w("ind"))
        indent.set(w("left"), str(depth * _STEP))


def _value(element: etree._Element, name: str) -> str:
    child = element.find(w(name))
    return child.get(w("val"), "") if child is not None else ""


def _restyle(properties: etree._Element, style: str) -> None:
    own = properties.find(w("pStyle"))
    if own is None:
        own = etree.Element(w("pStyle"))
        properties.insert(0, own)
    own.set(w("val"), style)


def _end_section(body: etree._Element, heading: etree._Element, *, right_to_left: bool) -> None:
    """End the section of Word before a heading, in the paragraph before it."""
    before = heading.getprevious()
    if before is None or before.tag != w("p"):
        before = etree.Element(w("p"))
        heading.addprevious(before)
    properties = before.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        before.insert(0, properties)
    properties.append(_section(right_to_left=right_to_left))


def _section(*, right_to_left: bool) -> etree._Element:
    section = etree.Element(w("sectPr"))
    notes = etree.SubElement(section, w("footnotePr"))
    etree.SubElement(notes, w("numRestart")).set(w("val"), "eachSect")
    etree.SubElement(section, w("type")).set(w("val"), "nextPage")
    _with(section, "pgSz", _PAGE)
    _with(section, "pgMar", {**_MARGINS, "header": "708", "footer": "708", "gutter": "0"})
    if right_to_left:
        etree.SubElement(section, w("bidi"))
    return section


def _with(parent: etree._Element, name: str, values: Mapping[str, str]) -> None:
    child = etree.SubElement(parent, w(name))
    for key, value in values.items():
        child.set(w(key), value)


def _row_heads(body: etree._Element) -> None:
    """Say of the tables whose first column has heads that it does."""
    for table in body.iter(w("tbl")):
        properties = table.find(w("tblPr"))
        if properties is not None and _value(properties, "tblStyle") == "TableRowHeads":
            look = properties.find(w("tblLook"))
            if look is not None:
                look.set(w("firstColumn"), "1")
                flags = int(look.get(w("val"), "0"), 16) | _FIRST_COLUMN
                look.set(w("val"), f"{flags:04X}")


_FIRST_COLUMN = 0x0080  # a flag of tblLook (ISO 29500-1, 17.4.55)
