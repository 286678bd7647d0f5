"""Formulas as a book can have them: without comments, colours, and spaces around them."""

from __future__ import annotations

import re

from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.tree import trimmed

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_COLOUR = re.compile(r"\\(?:text)?color\s*(?:\[\w*\]\s*)?\{[^{}]*\}\s*")


def plain_formula(tex: str, context: ConversionContext) -> str:
    """A formula without what only its source shows, and without colours; both are noted."""
    for kind, pattern in ((LossKind.COMMENT, _COMMENT), (LossKind.CLASS, _COLOUR)):
        for found in pattern.findall(tex):
            context.leave_out(kind, found.strip(), found)
        tex = pattern.sub("", tex)
    return trimmed(tex)
