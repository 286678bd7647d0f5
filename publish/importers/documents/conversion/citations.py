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
    names = [context.names.resolve_anywhere(each["citationId"]) for each in cited]
    if all(names):
        return ", ".join(f"[](#{name})" for name in names)
    unknown = [each["citationId"] for each in cited if each["citationId"] not in context.works]
    if unknown:
        context.leave_out(LossKind.CITATION, ", ".join(unknown))
        return context.inlines(words)
    if len(cited) == 1 and cited[0]["citationMode"]["t"] == "AuthorInText":
        suffix = _suffix(cited[0], context)
        return f"@{_key(cited[0])}" + (f" [{suffix}]" if suffix else "")
    return f"[{'; '.join(_cited(each, context) for each in cited)}]"


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
