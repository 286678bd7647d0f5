"""Inline nodes as Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from publish.importers.documents.conversion.citations import citation
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.formulas import plain_formula
from publish.importers.documents.conversion.names import is_external
from publish.importers.documents.conversion.pictures import picture
from publish.importers.documents.conversion.spans import span
from publish.importers.documents.conversion.words import escape_words, fence, indented
from publish.importers.documents.index_entries import index_span, makeindex_entry
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.references.typed import is_bare, typed_label
from publish.importers.documents.tree import (
    LAYOUT,
    OURS,
    Node,
    attributes,
    plain_text,
    walk,
)
from publish.model.typographic_conventions import typographic_conventions

_KEPT = re.compile(r"(?:https?|mailto|tel|urn|doi):", re.I)  # the addresses that a book may have
_INDEX = re.compile(r"\\index\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")


class _Marked(NamedTuple):
    """Words between two marks that CommonMark reads by the characters around them (6.2)."""

    mark: str
    words: str


def write_inlines(nodes: Sequence[Node], context: ConversionContext) -> str:
    """A run of inline nodes as Markdown, in one line but for forced breaks."""
    pieces = [_WRITERS[node["t"]](node, context) for node in _merged(nodes)]
    text = ""
    for i, piece in enumerate(pieces):
        if isinstance(piece, _Marked):
            following = next(_first_characters(pieces[i + 1 :]), "")
            text += _emphasis(piece, text[-1:], following, context)
            continue
        if piece.startswith("[") and text.endswith("!"):
            text = text[:-1] + "\\!"
        if piece.startswith("$") and not piece.startswith("$`") and text[-1:].isalnum():
            piece = f"$`{piece[1:-1]}`$"
        text += piece
    return re.sub(r"[ \t]*\n[ \t]*", "\n", text)


def _first_characters(pieces: Sequence[str | _Marked]) -> Iterator[str]:
    for piece in pieces:
        words = piece.mark if isinstance(piece, _Marked) else piece
        if words:
            yield words[0]


def _merged(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes, neighbours of the same emphasis as one."""
    waiting: Node | None = None
    for node in nodes:
        if waiting and waiting["t"] == node["t"] and node["t"] in _MARKS:
            waiting = {"t": node["t"], "c": [*waiting["c"], *node["c"]]}
            continue
        if waiting:
            yield waiting
        waiting = node
    if waiting:
        yield waiting


def _emphasis(marked: _Marked, before: str, after: str, context: ConversionContext) -> str:
    """The words in their marks; without them where CommonMark would print the marks."""
    words = marked.words.strip(" \n")
    lead = " " if marked.words[:1] in (" ", "\n") else ""
    tail = " " if marked.words[-1:] in (" ", "\n") else ""
    if not words:
        return lead or tail
    outside = before if not lead else " "
    if _flanks(outside, words[0]) and _flanks(after if not tail else " ", words[-1]):
        return f"{lead}{marked.mark}{words}{marked.mark}{tail}"
    match = re.fullmatch(r"([“”‘’«»(„]?)(.*?)([”’»).,;:!?]?)", words, re.S)
    assert match is not None
    opening, inner, closing = match.groups()
    if inner and _flanks(opening or outside, inner[0]) and _flanks(closing or after, inner[-1]):
        return f"{lead}{opening}{marked.mark}{inner}{marked.mark}{closing}{tail}"
    context.leave_out(LossKind.EMPHASIS, words)
    return lead + words + tail


def _flanks(outside: str, inside: str) -> bool:
    """Whether a mark between the two characters opens or closes emphasis (CommonMark 6.2)."""
    if not _is_punctuation(inside):
        return True
    return not outside or outside.isspace() or _is_punctuation(outside)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _marked(mark: str) -> Callable[[Node, ConversionContext], str | _Marked]:
    def write(node: Node, context: ConversionContext) -> str | _Marked:
        return _Marked(mark, context.inlines(node["c"]))

    return write


def _raised(mark: str) -> Callable[[Node, ConversionContext], str]:
    def write(node: Node, context: ConversionContext) -> str:
        words = context.inlines(node["c"]).strip()
        if re.fullmatch(r"(?:\[\^[^\]]+\])+", words):
            return words  # calls of notes are raised anyway
        bound = re.sub(r"(?<!\\)\s", r"\\ ", words)
        return f"{mark}{bound}{mark}" if words else ""

    return write


def _bracketed(name: str) -> Callable[[Node, ConversionContext], str]:
    def write(node: Node, context: ConversionContext) -> str:
        return f"[{context.inlines(node['c'])}]{{.{name}}}"

    return write


def _quoted(node: Node, context: ConversionContext) -> str:
    kind, content = node["c"]
    quotes = typographic_conventions(context.language).quotes
    opening, closing = quotes[2:] if kind["t"] == "SingleQuote" else quotes[:2]
    return f"{opening}{context.inlines(content)}{closing}"


def _code(node: Node, context: ConversionContext) -> str:
    content = " ".join(node["c"][1].split("\n"))
    if not content.strip():
        return content
    marks = fence(content, 1)
    space = " " if content[0] == "`" or content[-1] == "`" else ""
    return f"{marks}{space}{content}{space}{marks}"


def _formula(node: Node, context: ConversionContext) -> str:
    # A display formula within words, where it cannot stand by itself, such as in a title.
    tex = " ".join(plain_formula(node["c"][1], context).split())
    if "$" in tex:
        return f"$`{tex}`$"
    return f"${tex}$" if tex else ""


def _link(node: Node, context: ConversionContext) -> str:
    _, content, (target, title) = node["c"]
    label = typed_label(node)
    name = None if is_external(target) else context.names.resolve(context.document, target)
    if label and (name or not (is_external(target) or is_bare(label))):
        return context.refer(label, name)
    content = label["c"][1] if label else content
    words = context.inlines(content)
    if is_external(target) and not _KEPT.match(target):
        context.leave_out(LossKind.LINK, target)
        return words
    if is_external(target):
        if plain_text(content) in (target, target.removeprefix("mailto:")) or not words.strip():
            return f"<{_address(target)}>"
        caption = f' "{title}"' if title and '"' not in title else ""
        return f"[{words}]({_address(target)}{caption})"
    if name is None:
        is_outside = context.names.leads_outside(context.document, target, context.read_file)
        context.leave_out(LossKind.OUTSIDE if is_outside else LossKind.LINK, target)
        return words or "??"
    shown = words or context.names.wordings.get(name, "")
    forms = [each for each in _FORMS if each in attributes(node).classes]
    return f"[{shown}](#{name})" + (f"{{.{forms[0]}}}" if forms and not shown else "")


_FORMS = ("number", "page", "title")  # what a reference can say of its target alone


def _address(target: str) -> str:
    """An address as Markdown reads it: without spaces, brackets and parentheses."""
    return quote(target, safe="%/:=&?~#+!$,;'@*._-")


def _note(node: Node, context: ConversionContext) -> str:
    """A call; a note with a name that was called before is the same one."""
    names = [attributes(each).identifier for each in walk(node["c"][:1])]
    known = next((each for each in names if each), "")
    if known in context.named_notes:
        return f"[^{context.named_notes[known]}]"
    name = str(next(context.note_numbers))
    if known:
        context.named_notes[known] = name
    context.notes.append(f"[^{name}]: {indented(context.blocks(node['c']), 4)}")
    return f"[^{name}]"


def _raw(node: Node, context: ConversionContext) -> str:
    form, content = node["c"]
    if form == OURS:
        return str(content)
    if content.strip().startswith("<!--"):
        context.leave_out(LossKind.COMMENT, content.strip()[4:].removesuffix("-->"))
        return ""
    if form == "html" and re.fullmatch(r"<br\s*/?>", content.strip(), re.I):
        return "\\\n"
    if form in ("tex", "latex") and (match := _INDEX.fullmatch(content.strip())):
        return span(index_span(makeindex_entry(match[1])), context)
    if form in ("tex", "latex") and LAYOUT.fullmatch(content.strip()):
        return ""
    context.leave_out(LossKind.RAW, content)
    return ""


_MARKS = {"Emph": "*", "Strong": "**", "Strikeout": "~~"}
_WRITERS: dict[str, Callable[[Node, ConversionContext], str | _Marked]] = {
    **{kind: _marked(mark) for kind, mark in _MARKS.items()},
    "Str": lambda node, _: escape_words(node["c"]),
    "Space": lambda *_: " ",
    "SoftBreak": lambda *_: " ",
    "LineBreak": lambda *_: "\\\n",
    "Superscript": _raised("^"),
    "Subscript": _raised("~"),
    "SmallCaps": _bracketed("small-caps"),
    "Underline": _bracketed("underline"),
    "Quoted": _quoted,
    "Code": _code,
    "Math": _formula,
    "Link": _link,
    "Image": picture,
    "Note": _note,
    "Span": span,
    "Cite": citation,
    "RawInline": _raw,
}
