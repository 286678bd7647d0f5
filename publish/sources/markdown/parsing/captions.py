"""Captions of pictures, `![alt](file "caption")`, and of listings, as text like any other.

A picture with a caption that stands alone, or only with other pictures, in its paragraph or cell
becomes a paragraph of its own, and its caption the paragraph after it; that of a listing is the
paragraph before it. The rules for text then read them, and `shaping` puts them in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token

from publish.model.markup import CAPTION_WORDS, CONTAINER_TITLE
from publish.sources.markdown.parsing.faults import LineFault, add_fault, line_of

_TITLE = re.compile(
    r"\s(?:\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'|\(((?:\\.|[^()\\])*)\))\s*\)\Z", re.S
)
_SHARED = ("only", "except", "lang", "dir")  # attributes that hold for a caption as well
_BRACES = re.compile(r"\{[^{}\n]*\}")
_CREDIT = frozenset({"credit", "licence"})
_CELLS = ("td_open", "th_open")
NO_ROOM = "a caption or credit of a picture in a line of text, where none can be shown"
NO_ROOM_HINT = "leave out the caption, or give the picture a paragraph of its own"


def use_captions(markdown: MarkdownIt) -> None:
    """Add the captions of pictures to a parser; called after the rules that read text."""
    markdown.inline.ruler.at("image", partial(_read_image, image))
    markdown.core.ruler.after("inline", "captions", _separate_captions)


def caption_tokens(
    words: str, lines: list[int] | None, attributes: Mapping[str, Any], class_: str = CAPTION_WORDS
) -> list[Token]:
    """A paragraph of a class with the words of a caption, yet to be parsed, for what has the
    attributes."""
    shared = {name: attributes[name] for name in _SHARED if name in attributes}
    start = Token("paragraph_open", "p", 1, attrs=shared, map=lines, block=True)
    start.attrSet("class", class_)
    inline = Token("inline", "", 0, content=words.strip(), map=lines, children=[], block=True)
    return [start, inline, Token("paragraph_close", "p", -1, block=True)]


def _read_image(
    read: Callable[[StateInline, bool], bool], state: StateInline, silent: bool
) -> bool:
    """Read a picture as the parser does, and keep its caption as it was typed."""
    start = state.pos
    if not read(state, silent):
        return False
    token = state.tokens[-1] if not silent else None
    if token is not None and token.attrs.get("title"):
        token.meta["caption"] = _typed(state.src[start : state.pos], str(token.attrs.pop("title")))
    return True


def _typed(source: str, title: str) -> str:
    """The title in a source; that of a definition elsewhere is the one that the parser read."""
    match = _TITLE.search(source)
    typed = next(filter(None, match.groups()), "") if match else ""
    return typed.replace('\\"', '"') if unescapeAll(typed) == title else title


def _separate_captions(state: StateCore) -> None:
    tokens: list[Token] = []
    rest = iter(state.tokens)
    for block in rest:
        _drop_unread_braces(block, state)
        if not any(map(_has_words, block.children or ())):
            tokens.append(block)
            continue
        opening, pictures = tokens[-1], _pictures(block.children or [])
        has_room = opening.type in ("paragraph_open", *_CELLS)
        if opening.type == "heading_open" and opening.level == 0:
            tokens.append(block)  # a title can have no picture at all
        elif not pictures or not has_room or opening.attrGet("class") == CONTAINER_TITLE:
            _report_no_room(block, state)
            tokens.append(block)
        elif opening.type == "paragraph_open":
            tokens[-1:] = _paragraphs(pictures, opening, state)
            next(rest)  # the end of the paragraph
        else:
            tokens += _paragraphs(pictures, Token("", "", 0, map=block.map), state)
    state.tokens = tokens


def _report_no_room(block: Token, state: StateCore) -> None:
    add_fault(state.env, LineFault("STR-022", line_of(block), NO_ROOM, hint=NO_ROOM_HINT))


def _drop_unread_braces(block: Token, state: StateCore) -> None:
    """Report braces after a picture that are not attributes, and would be printed beside it."""
    children = block.children or []
    for before, child in pairwise(children):
        is_beside = before.type == "image" and child.type == "text"
        if is_beside and (braces := _BRACES.match(child.content)):
            message = f"braces after a picture that cannot be read: `{braces[0]}`"
            hint = (
                "write `{#name .class key=value}`, values with more than letters in quotation marks"
            )
            add_fault(state.env, LineFault("STR-020", line_of(block), message, hint=hint))
            child.content = child.content[braces.end() :]


def _has_words(token: Token) -> bool:
    """Whether a token is a picture with words to be printed below it."""
    return token.type == "image" and (
        "caption" in token.meta or not _CREDIT.isdisjoint(token.attrs)
    )


def _paragraphs(
    pictures: Sequence[Sequence[Token]], around: Token, state: StateCore
) -> Iterator[Token]:
    """Each picture as a paragraph, with its caption as another; `around` is the one they are in."""
    attributes = around.attrs
    for picture in pictures:
        yield Token("paragraph_open", "p", 1, attrs=dict(attributes), map=around.map, block=True)
        yield Token("inline", "", 0, map=around.map, children=[*picture], block=True)
        yield Token("paragraph_close", "p", -1, block=True)
        attributes = {name: attributes[name] for name in _SHARED if name in attributes}
        image = _image_of(picture)
        if image is not None and "caption" in image.meta:
            own = {name: image.attrs[name] for name in _SHARED if name in image.attrs}
            words = caption_tokens(image.meta["caption"], around.map, attributes | own)
            children: list[Token] = []
            words[1].children = children
            state.md.inline.parse(words[1].content, state.md, state.env, children)
            if any(map(_has_words, children)):
                _report_no_room(words[1], state)
            yield from words


def _pictures(children: Sequence[Token]) -> list[list[Token]]:
    """The pictures of a block, each with the link around it; none where it has other text."""
    pictures: list[list[Token]] = []
    depth = 0
    for child in children:
        if child.type in ("softbreak", "hardbreak") or _is_blank(child):
            continue
        if child.type not in ("image", "link_open", "link_close"):
            return []
        if depth == 0:
            pictures.append([])
        pictures[-1].append(child)
        depth += child.nesting
    return pictures if all(_image_of(picture) for picture in pictures) else []


def _is_blank(token: Token) -> bool:
    return token.type == "text" and not token.content.strip()


def _image_of(picture: Sequence[Token]) -> Token | None:
    images = [token for token in picture if token.type == "image"]
    return images[0] if len(images) == 1 else None
