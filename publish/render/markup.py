"""Elements of a section as XHTML text for templates."""

from __future__ import annotations

from copy import deepcopy
from html import escape

from lxml import etree
from markupsafe import Markup

from publish.model.markup import SOURCE_ATTRIBUTES, X, note_calls
from publish.model.roles import ARIA
from publish.model.section import Section
from publish.model.xhtml import remove


def inner(node: etree._Element) -> Markup:
    """The content of an element as well-formed XHTML, without its tags and source locations."""
    if not len(node):
        return Markup(escape(node.text or "", quote=False))  # noqa: S704
    copy = deepcopy(node)
    copy.tail = None
    etree.strip_attributes(copy, *SOURCE_ATTRIBUTES)
    etree.cleanup_namespaces(copy)
    text = etree.tostring(copy, encoding="unicode")
    content = text[text.index(">") + 1 : text.rindex("</")]
    return Markup(content)  # noqa: S704 (lxml has escaped it)


def without_calls(title: etree._Element) -> etree._Element:
    """A title or caption as lists show it: without calls of notes, which its own page has."""
    if next(title.iter(f"{X}a"), None) is None:
        return title
    copy = deepcopy(title)
    for call in note_calls(copy):
        remove(call)
    return copy


def heading_tag(section: Section) -> str:
    """`h1` to `h6` by level; HTML has no deeper heading, so the seventh level repeats the sixth."""
    return f"h{min(section.level, 6)}"


def aria_role(section: Section) -> str | None:
    """The DPUB-ARIA role of a section, if it has one."""
    return ARIA.get(section.role)
