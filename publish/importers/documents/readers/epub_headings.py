"""Headings of EPUBs: divisions or paragraphs with a class, and titles in several lines."""

from __future__ import annotations

import re

from lxml import etree

_X = "{http://www.w3.org/1999/xhtml}"
_HEADINGS = tuple(f"{_X}h{level}" for level in range(1, 7))
_BLOCKS = (f"{_X}div", f"{_X}p")
_INNER = frozenset(
    f"{_X}{name}" for name in ("p", "div", "ul", "ol", "table", "blockquote", "section")
)
_LEVELS = {
    **dict.fromkeys(("part", "book", "chapter", "chap", "title", "heading", "head"), 1),
    **dict.fromkeys(("section", "sect", "subtitle"), 2),
    **dict.fromkeys(("subsection", "subsect", "subhead", "subheading"), 3),
}
_CLASS = re.compile(
    rf"(?P<kind>{'|'.join(_LEVELS)}|h)[-_]?(?:title|heading|head|name)?[-_]?(?P<level>[1-6])?", re.I
)
_LONGEST = 150  # characters
_TYPE = "{http://www.idpf.org/2007/ops}type"
_TITLES = frozenset({"title", "subtitle"})
_NUMBER = re.compile(r"(?:[^\W\d]+\s+)?(?:\d+|[IVXLC]+)\.?")


def raise_headings(body: etree._Element) -> None:
    """Make such blocks headings; nothing where the document has a heading already."""
    if next(body.iter(*_HEADINGS), None) is not None:
        return
    for block in body.iter(*_BLOCKS):
        level = _level(block)
        if level:
            block.tag = f"{_X}h{level}"


def join_heading_groups(body: etree._Element) -> None:
    """Put the lines of a title in a group into its heading (HTML, 4.3.7).

    Those are titles by their type, and any line below a heading that is only a number.
    """
    for group in body.iter(f"{_X}hgroup"):
        heading = next(group.iterchildren(*_HEADINGS), None)
        if heading is None:
            continue
        for line in list(group.iterchildren(f"{_X}p")):
            is_number = bool(_NUMBER.fullmatch(" ".join("".join(heading.itertext()).split())))
            if is_number or _TITLES & {*line.get(_TYPE, "").split()}:
                _append(heading, line)
                group.remove(line)


def _append(heading: etree._Element, line: etree._Element) -> None:
    """Put the content of a line at the end of a heading, after a colon."""
    between = f": {line.text or ''}"
    if len(heading):
        heading[-1].tail = f"{(heading[-1].tail or '').rstrip()}{between}"
    else:
        heading.text = f"{(heading.text or '').rstrip()}{between}"
    heading.extend(line)


def _level(block: etree._Element) -> int | None:
    words = "".join(block.itertext()).strip()
    if (
        not words
        or len(words) > _LONGEST
        or any(each.tag in _INNER for each in block.iterchildren())
    ):
        return None
    for name in block.get("class", "").split():
        match = _CLASS.fullmatch(name)
        if match and match["level"]:
            return int(match["level"])
        if match and match["kind"].lower() in _LEVELS:
            return _LEVELS[match["kind"].lower()]
    return None


def has_only_a_heading(body: etree._Element) -> bool:
    """Whether a document has no words but those of its headings."""
    words = re.sub(r"\s+", "", "".join(body.itertext()))
    titles = "".join("".join(each.itertext()) for each in body.iter(*_HEADINGS))
    return bool(titles.strip()) and words == re.sub(r"\s+", "", titles)
