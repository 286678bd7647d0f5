"""What rules place beside the text on purpose, where no page has an area for it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from publish.verification.pdf.style.rules import Declaration, Sheet, Unclear, rules_of
from publish.verification.pdf.style.values import NotFixed, edges, may_be_negative

Placements = dict[tuple[str, str], Unclear]


def placements(sheets: Sequence[Sheet]) -> Placements:
    """Each such declaration, by its selector and words."""
    return {
        (rule.prelude, declaration.text): Unclear(declaration, rule.prelude)
        for rule in rules_of(sheets)
        for declaration in rule.declarations
        if _is_placed(declaration)
    }


def _is_placed(declaration: Declaration) -> bool:
    name, value = declaration.name, declaration.value
    if name == "position":
        return value in ("absolute", "fixed")
    if name == "transform":
        return value != "none"
    if name in ("margin-left", "margin-right") or name.startswith("margin-inline"):
        return any(map(may_be_negative, declaration.tokens))
    with suppress(NotFixed):
        return name == "margin" and any(map(may_be_negative, edges(declaration.tokens)[1::2]))
    return False
