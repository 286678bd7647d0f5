"""Titles: inline markup for the page, plain text for every surface that is one line."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from publish.config.text import is_blank
from publish.diagnostics import Location, Report
from publish.model.xhtml import X, element

_SPACES = re.compile(r"[ \t\n\r\f]+")
_MARKS = str.maketrans(dict.fromkeys("‘’‚‹›", "'") | dict.fromkeys("“”„«»", '"'))


def as_title(heading: etree._Element, place: Location, report: Report) -> etree._Element:
    """The inline content of a heading element; notes and images cannot stand in a title."""
    if len(heading):
        _check(heading, place, report)
    title = element("span", heading.text)
    title.extend(deepcopy(list(heading)))
    if is_blank(plain(title)):
        report.add("STR-004", "a section without a title", place)
    return title


def _check(heading: etree._Element, place: Location, report: Report) -> None:
    for tag, what in (("a", "a link or note"), ("img", "an image")):
        if next(heading.iter(f"{X}{tag}"), None) is not None:
            hint = "titles are repeated in contents, outlines and running heads"
            report.add("STR-007", f"a title cannot hold {what}", place, hint=hint)
    if any(span.get("data-cites") for span in heading.iter(f"{X}span")):
        hint = "write it in the text below"
        report.add("STR-007", "a title cannot hold a citation", place, hint=hint)
    if next(heading.iter("{http://www.w3.org/1998/Math/MathML}math"), None) is not None:
        hint = "write it with plain signs: ℝ, x², α"
        report.add("STR-007", "a title cannot hold a formula", place, hint=hint)


def plain(title: etree._Element) -> str:
    """The words of a title in one line; unbreakable spaces stay what they are."""
    words = "".join(title.itertext()) if len(title) else title.text or ""
    return _SPACES.sub(" ", words).strip(" ")


def same(one: str, other: str) -> bool:
    """Whether two titles are written alike, whatever marks and spaces their language gives them."""
    return _bare(one) == _bare(other)


def _bare(title: str) -> str:
    dashed = title.replace("---", "—").replace("--", "–").replace("...", "…")
    return "".join(dashed.translate(_MARKS).split())
