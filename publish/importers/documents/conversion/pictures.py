"""Pictures as Markdown, in a line and as figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importers.bookfolder.escaping import brackets_of_words
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.words import escape_words, quoted
from publish.importers.documents.tree import Attributes, Node, attributes, plain_text
from publish.model.markup import DECORATIVE

_LENGTH = re.compile(r"([0-9.]+(?:e-?\d+)?) *(%|cm|mm|in|pt|px)?")


def picture(node: Node, context: ConversionContext) -> str:
    """A node `Image` as Markdown within a line, without a caption."""
    return _written(node, context, "", Attributes())


def figure(
    node: Node, caption: str, whole: Attributes, context: ConversionContext, *, is_alt: bool = False
) -> str:
    """A picture that is a figure; `whole` are the attributes of the figure around it.

    `is_alt` tells that the words of the picture are its caption, so that it has no other text.
    """
    return _written(node, context, caption, whole, words_are_alt=not is_alt)


def _written(
    node: Node,
    context: ConversionContext,
    caption: str,
    whole: Attributes,
    *,
    words_are_alt: bool = True,
) -> str:
    own = attributes(node)
    _, content, (target, _) = node["c"]
    alt = own.keys.get("fig-alt") or own.keys.get("alt") or whole.keys.get("fig-alt") or ""
    if not alt and words_are_alt:
        alt = plain_text(content)
    path = context.place_picture(context.document, target)
    if path is None:
        return _instead(alt, caption)
    if not alt and DECORATIVE not in own.classes:
        context.undescribed += 1
    title = f" {quoted(caption)}" if caption else ""
    braces = _braces(own, whole, caption, context)
    return f"![{escape_words(alt)}](<{path}>{title}){braces}"


def _instead(alt: str, caption: str) -> str:
    """The text in place of a picture that is missing: its words."""
    words = brackets_of_words(f"\\[{escape_words(alt)}\\]") if alt else ""
    return "\n\n".join(filter(None, (words, caption)))


def _braces(own: Attributes, whole: Attributes, caption: str, context: ConversionContext) -> str:
    name = context.name_of(whole.identifier) or context.name_of(own.identifier)
    mark = context.caption("figure", name, whole) if caption else f"#{name}"
    parts = [mark] if name else []
    if width := _width(own.keys.get("width") or whole.keys.get("width") or ""):
        parts.append(f'width="{width}"' if "." in width else f"width={width}")
    if DECORATIVE in own.classes:
        parts.append(f".{DECORATIVE}")
    if credit := whole.keys.get("credit"):
        parts.append(f"credit={quoted(credit)}")
    unnamed = mark if caption and not name else ""
    return (f"{{{' '.join(parts)}}}" if parts else "") + unnamed


def _width(value: str) -> str | None:
    match = _LENGTH.fullmatch(value.strip())
    if not match:
        return None
    number = float(match[1])
    shown = f"{number:.2f}".rstrip("0").rstrip(".")
    return f"{shown}{match[2] or 'px'}" if float(shown) > 0 else None


def only_pictures(nodes: Sequence[Node]) -> list[Node]:
    """The pictures of a paragraph that has nothing else; otherwise none."""
    content = [node for node in nodes if node["t"] not in ("Space", "SoftBreak", "LineBreak")]
    return content if content and all(node["t"] == "Image" for node in content) else []
