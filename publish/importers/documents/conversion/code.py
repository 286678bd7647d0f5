"""Blocks of code as Markdown."""

from __future__ import annotations

import re

from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.words import fence, quoted
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.tree import CAPTION_KEYS, Attributes, Node, attributes

_PLAIN = frozenset({"txt", "plain", "plaintext", "none", "output", "default"})
# Texts from which another program draws.
_DRAWINGS = frozenset({"mermaid", "dot", "graphviz", "plantuml", "d2", "ditaa", "tikz", "svgbob"})
# Languages by the names that pandoc gives them.
# In captions, as Quarto has them.
_REFERENCE = re.compile(r"(?<![\w\\.\[@-])@(?P<key>[A-Za-z][\w-]*(?:[.:][\w-]+)*)")
_NAMES = {"commonlisp": "common-lisp", "cs": "csharp", "isocpp": "cpp"}
_NUMBERED = frozenset({"numberLines", "number-lines", "numbered"})
_NO_LANGUAGES = _NUMBERED | {
    "sourceCode",
    "numberSource",
    "sourcecode",
    "code",
    "literal-block",
    "programlisting",
}


def code_block(
    node: Node, context: ConversionContext, whole: Attributes | None = None, caption: str = ""
) -> str:
    """A block of code; `whole` are the attributes of a figure around it, and `caption` is its."""
    content = node["c"][1]
    own = attributes(node)
    language = next((c for c in own.classes if c not in _NO_LANGUAGES), "").split(",")[0]
    if language in _DRAWINGS:
        context.leave_out(LossKind.DRAWING, f"{language}: {content}")
    captions = (own.keys.get(key) for key in CAPTION_KEYS)
    caption = caption or next(filter(None, captions), "")
    name = context.name_of((whole or own).identifier)
    mark = context.caption("listing", name, whole or own) if caption else f"#{name}"
    parts = [".numbered"] if _NUMBERED & {*own.classes} else []
    parts += [mark] if name else []
    if own.keys.get("startFrom", "1").isdigit() and own.keys.get("startFrom", "1") != "1":
        parts.append(f"start={own.keys['startFrom']}")
    if caption:
        shown = _REFERENCE.sub(lambda match: _reference(match, context), caption)
        parts.append(f"caption={quoted(shown)}" + ("" if name else mark))
    braces = f" {{{' '.join(parts)}}}" if parts else ""
    marks = fence(content, 3, "~" if "`" in braces else "`")
    return f"{marks}{_language(language)}{braces}\n{content.rstrip()}\n{marks}"


def _reference(match: re.Match[str], context: ConversionContext) -> str:
    """A reference in the Markdown of an attribute; one that leads nowhere keeps its words."""
    name = context.names.resolve_anywhere(match["key"])
    if name is None and match["key"] in context.works:
        return match[0]
    return f"[](#{name})" if name else f"\\{match[0]}"


def _language(name: str) -> str:
    if name.lower() in _PLAIN or name in _DRAWINGS:
        return "text"
    name = _NAMES.get(name, name)
    return name if re.fullmatch(r"[\w+#.-]+", name) else ""
