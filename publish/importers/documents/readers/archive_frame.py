"""What Project Gutenberg puts around the web page of a book: a header and its licence.

Newer pages mark them by a class, older ones by lines such as "*** START OF … ***". They are no text
of the book; what the header says about it is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from lxml import html

_START = re.compile(r"\*{3}\s*START OF[^*]*GUTENBERG[^*]*\*{3}", re.I)
_END = re.compile(
    r"\*{3}\s*END OF[^*]*GUTENBERG|\A\s*End of (?:the |this )?Project Gutenberg", re.I
)
_CLASS = "pg-boilerplate"
_BLOCKS = ("pre", "p", "div", "h1", "h2", "h3", "h4")
_FACT = re.compile(r"^\s*(Title|Author|Language)\s*:\s*(\S.*?)\s*$", re.M)
_TITLE = re.compile(
    r"(?:The )?Project Gutenberg(?:['’]s)? (?:(?:e-?book|e-?text) of )?(?P<title>.+?)"
    r"(?:,? by (?P<author>.+))?|(?P<other>.+?) \| Project Gutenberg",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class FramedPage:
    """A web page without its header and licence, their words, and what they say about the book."""

    text: str
    frame: str = ""
    title: str | None = None
    authors: tuple[str, ...] = ()


def without_frame(text: str) -> FramedPage:
    """The web page as it is, unless it is of Project Gutenberg."""
    if not (_CLASS in text or _START.search(text) or "End of the Project Gutenberg" in text):
        return FramedPage(text)
    page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    frame = "\n".join(_taken(page))
    facts = {name.lower(): value for name, value in _FACT.findall(frame)}
    named = _TITLE.fullmatch(" ".join((page.findtext("head/title") or "").split()))
    groups = named.groupdict() if named else {}
    title = facts.get("title") or groups.get("title") or groups.get("other")
    author = facts.get("author") or groups.get("author")
    written = str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))
    return FramedPage(written, frame, title, (author,) if author else ())


def _taken(page: html.HtmlElement) -> list[str]:
    """The words of the header and the licence, which are taken from the page."""
    blocks = [
        each for each in page.iter(*_BLOCKS) if all(below.tag not in _BLOCKS for below in each)
    ]
    start = next((each for each in blocks if _START.search(each.text_content())), None)
    end = next((each for each in blocks if _END.search(each.text_content())), None)
    marked = page.find_class(_CLASS)
    frame = [
        *(_siblings(start, preceding=True) if start is not None else ()),
        *(_siblings(end, preceding=False) if end is not None else ()),
        *(each for each in marked if each not in (start, end)),
    ]
    words = [each.text_content() for each in frame]
    for each in frame:
        each.drop_tree()
    return words


def _siblings(block: html.HtmlElement, *, preceding: bool) -> list[html.HtmlElement]:
    """A block with all that stands before it in the body of its page, or after it."""
    above = [each for each in block.iterancestors() if each.getparent() is not None]
    inside = (each for each in (block, *above) if each.tag != "body")
    around = (each.itersiblings("*", preceding=preceding) for each in inside)
    return [block, *chain.from_iterable(around)]
