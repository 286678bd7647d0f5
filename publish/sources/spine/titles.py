"""Titles: inline markup for the page, plain text for every surface that is one line."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from publish.config.text import is_blank
from publish.diagnostics import Location, Report
from publish.model.linear_formula import linear_text, with_linear_formulas
from publish.model.markup import DATA_CITES, MATH, NOTE_CALL, X, has_class
from publish.model.xhtml import element, text_of

_SPACES = re.compile(r"[ \t\n\r\f]+")
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‹›", "'") | dict.fromkeys("“”„«»", '"'))
_REPEATED = "move it into the first sentence below: titles are repeated in contents and outlines"


def title_from_heading(heading: etree._Element, place: Location, report: Report) -> etree._Element:
    """The inline content of a heading element, which may not contain links or images.

    The calls of notes in it have no text until notes are numbered. The text alternative of a
    formula in it is its plain form, as in the plain text of the title.
    """
    if len(heading):
        _check(heading, place, report)
    title = element("span", heading.text)
    title.extend(deepcopy(list(heading)))
    for math in title.iter(MATH):
        math.set("alttext", linear_text(math))
    return element("span") if is_blank(plain_text(title)) else title


def _check(heading: etree._Element, place: Location, report: Report) -> None:
    contents = (
        ("a link", _has_link(heading), _REPEATED),
        ("an image", next(heading.iter(f"{X}img"), None) is not None, _REPEATED),
        ("a citation", _has_citation(heading), "write it in the text below"),
    )
    for name, is_there, hint in contents:
        if is_there:
            report.add("STR-007", f"a title cannot contain {name}", place, hint=hint)


def _has_link(heading: etree._Element) -> bool:
    return any(not has_class(link, NOTE_CALL) for link in heading.iter(f"{X}a"))


def _has_citation(heading: etree._Element) -> bool:
    return any(span.get(DATA_CITES) for span in heading.iter(f"{X}span"))


def plain_text(title: etree._Element) -> str:
    """The words of a title in one line; unbreakable spaces are kept."""
    return _SPACES.sub(" ", text_of(with_linear_formulas(title))).strip(" ")


def same_title(one: str, other: str) -> bool:
    """Whether two titles are alike but for quotation marks, dashes and spaces."""
    return _bare(one) == _bare(other)


def _bare(title: str) -> str:
    dashed = title.replace("---", "—").replace("--", "–").replace("...", "…")
    return "".join(dashed.translate(_QUOTES).split())
