"""Citations, and references that a dialect writes like them (`@fig-walls`)."""

from __future__ import annotations

import re
from typing import Any

from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.tree import Node

_PLAIN_KEY = re.compile(r"\w(?:[\w:.#$%&+?<>~/-]*\w)?")


def citation(node: Node, context: ConversionContext) -> str:
    """A node `Cite` as Markdown: a reference, a citation, or its words where no work is known."""
    cited, words = node["c"]
    names = [_name(each["citationId"], context) for each in cited]
    if all(names):
        pairs = zip(cited, names, strict=True)
        return ", ".join(_reference(each, str(name), context) for each, name in pairs)
    unknown = [each["citationId"] for each in cited if each["citationId"] not in context.works]
    if unknown:
        context.leave_out(LossKind.CITATION, ", ".join(unknown))
        return context.inlines(words)
    if len(cited) == 1 and cited[0]["citationMode"]["t"] == "AuthorInText":
        suffix = _suffix(cited[0], context)
        return f"@{_key(cited[0])}" + (f" [{suffix}]" if suffix else "")
    return f"[{'; '.join(_cited(each, context) for each in cited)}]"


def _name(key: str, context: ConversionContext) -> str | None:
    """The name of what has the key as its identifier, which may be capitalised as in a sentence."""
    if key in context.works:
        return None
    found = context.names.resolve_anywhere(key)
    return found or context.names.resolve_anywhere(key[:1].lower() + key[1:])


def _reference(each: dict[str, Any], name: str, context: ConversionContext) -> str:
    """A reference; words before it stand for the word before its number (`[Drawing @fig-x]`)."""
    prefix, suffix = context.inlines(each["citationPrefix"]).strip(), _suffix(each, context)
    bare = bool(prefix) or each["citationMode"]["t"] == "SuppressAuthor"
    words = context.names.wordings.get(name, "")
    form = ".number" if bare and not words else ""
    reference = f"[{words}](#{name})" + (f"{{{form}}}" if form else "")
    return " ".join(filter(None, (prefix, reference, suffix)))


def _cited(each: dict[str, Any], context: ConversionContext) -> str:
    prefix = context.inlines(each["citationPrefix"]).strip()
    mark = "-@" if each["citationMode"]["t"] == "SuppressAuthor" else "@"
    suffix = _suffix(each, context)
    return f"{prefix + ' ' if prefix else ''}{mark}{_key(each)}" + (f", {suffix}" if suffix else "")


def _suffix(each: dict[str, Any], context: ConversionContext) -> str:
    words = context.inlines(each["citationSuffix"]).replace("\u00a0", " ")
    return words.strip().removeprefix(",").strip()


def _key(each: dict[str, Any]) -> str:
    key = str(each["citationId"])
    return key if _PLAIN_KEY.fullmatch(key) else f"{{{key}}}"
