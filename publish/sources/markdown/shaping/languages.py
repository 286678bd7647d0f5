"""Which language each passage of a text is in: `{lang=de}` on spans, blocks and headings.

A heading's language holds for its section. A passage that runs the other way than the text around
it gets its direction, so that numbers and signs at its ends stay on their side; code always does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.config.values import is_language_tag
from publish.model.script import direction
from publish.model.xhtml import X, source_location
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.shaping.typography import set_signs, set_spaces

_HEADING = re.compile(rf"{re.escape(X)}h([1-6])")
_DIRECTIONS = ("ltr", "rtl")
_MARKED = etree.XPath("descendant-or-self::*[@lang or @dir]")
_CODE = frozenset(f"{X}{name}" for name in ("code", "kbd", "pre", "samp"))


def settle_languages(root: etree._Element, page: Page) -> None:
    """Check every `lang` and `dir`, tell directions, and set the signs of each language.

    A note takes its language along, since it may be called from another section.
    """
    marked = _MARKED(root)
    for node in marked:
        _check(node, page)
    may_turn = bool(marked) or direction(page.language) == "rtl"
    for block, language in _by_section(root, page.language):
        if block.tag == f"{X}aside" and language != page.language and not block.get("lang"):
            block.set("lang", language)
        if may_turn:
            _turn(block, direction(language))
        set_signs(block, language)


def settle_spaces(root: etree._Element, page: Page) -> None:
    """Set the spaces of each language in the blocks of a text or of a note."""
    for block, language in _by_section(root, root.get("lang") or page.language):
        set_spaces(block, language)


def _check(node: etree._Element, page: Page) -> None:
    tag, way = node.get("lang"), node.get("dir")
    if tag is not None and not is_language_tag(tag):
        hint = 'write "en", "de-CH", "zh-Hant" …'
        message = f"`{tag}` is no BCP 47 language tag"
        page.report.add("STR-015", message, source_location(node, page.path), hint=hint)
        del node.attrib["lang"]
    if way is not None and way not in _DIRECTIONS:
        message = f"`{way}` is no direction of writing"
        page.report.add(
            "STR-015", message, source_location(node, page.path), hint='write "ltr" or "rtl"'
        )
        del node.attrib["dir"]


def _by_section(root: etree._Element, language: str) -> Iterator[tuple[etree._Element, str]]:
    """The blocks of a text with the language of the section that each stands in."""
    open_: list[tuple[int, str]] = [(0, language)]
    for block in list(root):
        if found := _HEADING.fullmatch(str(block.tag)):
            while open_[-1][0] >= int(found[1]):
                open_.pop()
            open_.append((int(found[1]), block.get("lang") or open_[-1][1]))
        yield block, open_[-1][1]


def _turn(node: etree._Element, around: str) -> None:
    """Give `dir` to what is written the other way than the text around it."""
    language = node.get("lang")
    own = node.get("dir") or (direction(language) if language else around)
    if node.tag in _CODE:
        own = "ltr"
    if own != around and not node.get("dir"):
        node.set("dir", own)
    for child in node.iterchildren(etree.Element):
        _turn(child, own)
