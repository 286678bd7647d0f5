"""Formulas as a book can have them: without comments, colours, rules, and spaces around them."""

from __future__ import annotations

import re

from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.tree import trimmed

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_COLOUR = re.compile(r"\\(?:text)?color\s*(?:\[\w*\]\s*)?\{[^{}]*\}\s*")
_RULE = re.compile(r"\\h(?:dash)?line(?![A-Za-z])\s*|\\cline\s*\{[^{}]*\}\s*")
_LEFT_OUT = ((LossKind.COMMENT, _COMMENT), (LossKind.CLASS, _COLOUR), (LossKind.CLASS, _RULE))
_COLUMNS = re.compile(r"(?<=\\begin\{array\})(?:\[\w\])?\{[^{}]*\|[^{}]*\}")


def plain_formula(tex: str, context: ConversionContext) -> str:
    """A formula without what only its source shows, colours and rules of tables; all are noted."""
    for kind, pattern in _LEFT_OUT:
        for found in pattern.findall(tex):
            context.leave_out(kind, found.strip(), found)
        tex = pattern.sub("", tex)
    for found in _COLUMNS.findall(tex):
        context.leave_out(LossKind.CLASS, found, found)
    return trimmed(_COLUMNS.sub(lambda columns: columns[0].replace("|", ""), tex))
