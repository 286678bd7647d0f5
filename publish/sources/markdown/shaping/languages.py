"""The language of each passage of a text: `{lang=de}` on spans, blocks and headings.

A heading's language applies to its section. A passage whose direction differs from that of the text
around it gets a `dir`, so that numbers and punctuation at its ends stay on their side; code and
addresses always do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.config.values import is_language_tag
from publish.model.markup import X
from publish.model.script import direction
from publish.model.xhtml import source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.typography import typeset_punctuation, typeset_spaces

_HEADING = re.compile(rf"{re.escape(X)}h([1-6])")
_DIRECTIONS = ("ltr", "rtl")
_WITH_LANGUAGE = etree.XPath("descendant-or-self::*[@lang or @dir]")
_CODE = frozenset(f"{X}{name}" for name in ("code", "kbd", "pre", "samp"))


def apply_languages(root: etree._Element, source: SourceFile) -> None:
    """Check every `lang` and `dir`, set directions, and typeset the punctuation of each language.

    A note keeps the language of its section, since another section may call it.
    """
    passages = _WITH_LANGUAGE(root)
    for node in passages:
        _check(node, source)
    may_turn = bool(passages) or direction(source.language) == "rtl"
    for block, language in _blocks_with_language(root, source.language):
        if block.tag == f"{X}aside" and language != source.language and not block.get("lang"):
            block.set("lang", language)
        if may_turn:
            _set_direction(block, direction(language))
        typeset_punctuation(block, language)


def typeset_passages(root: etree._Element, source: SourceFile) -> None:
    """Typeset the spaces of each language in the blocks of a text or of a note."""
    for block, language in _blocks_with_language(root, root.get("lang") or source.language):
        typeset_spaces(block, language)


def _check(node: etree._Element, source: SourceFile) -> None:
    tag, way = node.get("lang"), node.get("dir")
    if tag is not None and not is_language_tag(tag):
        hint = 'write "en", "de-CH", "zh-Hant" …'
        message = f"`{tag}` is not a BCP 47 language tag"
        source.report.add("STR-015", message, source_location(node, source.path), hint=hint)
        del node.attrib["lang"]
    if way is not None and way not in _DIRECTIONS:
        message = f"`{way}` is not a writing direction"
        place = source_location(node, source.path)
        source.report.add("STR-015", message, place, hint='write "ltr" or "rtl"')
        del node.attrib["dir"]


def _blocks_with_language(
    root: etree._Element, language: str
) -> Iterator[tuple[etree._Element, str]]:
    """The blocks of a text, each with the language of its section."""
    open_: list[tuple[int, str]] = [(0, language)]
    for block in list(root):
        if heading := _HEADING.fullmatch(str(block.tag)):
            while open_[-1][0] >= int(heading[1]):
                open_.pop()
            open_.append((int(heading[1]), block.get("lang") or open_[-1][1]))
        yield block, open_[-1][1]


def _set_direction(node: etree._Element, outer: str) -> None:
    """Set `dir` where the direction differs from that of the text around it."""
    language = node.get("lang")
    own = node.get("dir") or (direction(language) if language else outer)
    if node.tag in _CODE or _is_address(node):
        own = "ltr"
    if own != outer and not node.get("dir"):
        node.set("dir", own)
    for child in node.iterchildren(etree.Element):
        _set_direction(child, own)


def _is_address(node: etree._Element) -> bool:
    """Whether a node is a link that shows where it leads."""
    if node.tag != f"{X}a":
        return False
    address = node.get("href", "").removeprefix("mailto:")
    bare = address.partition("://")[2]
    return bool(address) and node.text in (address, bare or address, bare.rstrip("/") or address)
