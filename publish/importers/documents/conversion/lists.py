"""Lists and definitions as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from publish.importers.bookfolder.escaping import brackets_of_words
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.words import indented
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.tree import OURS, Node
from publish.model.numerals import Numeral, format_numeral

_NUMERALS = {
    "LowerAlpha": Numeral.LOWER_LETTER,
    "UpperAlpha": Numeral.UPPER_LETTER,
    "LowerRoman": Numeral.LOWER_ROMAN,
    "UpperRoman": Numeral.UPPER_ROMAN,
}
_TASKS = {"☐": "[ ]", "☒": "[x]", "☑": "[x]"}


def bullet_list(node: Node, context: ConversionContext, *, alternate: bool) -> str:
    """A list with bullets; `alternate` marks it apart from the list before it."""
    return _written(node["c"], lambda _: "*" if alternate else "-", context)


def ordered_list(node: Node, context: ConversionContext, *, alternate: bool) -> str:
    """A list with numbers, in the kind of the source where Markdown here has it."""
    (start, style, delimiter), items = node["c"]
    numeral = _NUMERALS.get(style["t"])
    if numeral and len(items) < 2:
        context.leave_out(LossKind.LIST_MARK, style["t"])
        numeral = None

    def mark(i: int) -> str:
        number = format_numeral(start + i, numeral) if numeral else str(start + i)
        if delimiter["t"] == "TwoParens":
            return f"({number})"
        closing = ")" if (delimiter["t"] == "OneParen") is not alternate else "."
        return number + closing

    return _written(items, mark, context)


def _written(items: Sequence[Any], mark: Callable[[int], str], context: ConversionContext) -> str:
    tight = all(all(block["t"] != "Para" for block in item) for item in items)
    written = []
    for i, item in enumerate(items):
        marker = mark(i)
        blocks = context.blocks(_with_task(item))
        if tight:
            blocks = ["\n".join(blocks)] if _all_lists_but_first(item) else blocks
        written.append(f"{marker} {indented(blocks, len(marker) + 1)}".rstrip())
    return ("\n" if tight else "\n\n").join(written)


def _all_lists_but_first(item: Sequence[Node]) -> bool:
    return all(node["t"] in ("BulletList", "OrderedList") for node in item[1:])


def _with_task(item: Sequence[Node]) -> Sequence[Node]:
    """An item whose box is written as text, since its brackets are not words."""
    first = item[0] if item else None
    if not first or first["t"] not in ("Plain", "Para") or not first["c"]:
        return item
    box = first["c"][0]
    mark, space, words = box["c"].partition(" ") if box["t"] == "Str" else ("", "", "")
    if mark not in _TASKS:
        return item
    raw = {"t": "RawInline", "c": [OURS, _TASKS[mark]]}
    left = [{"t": "Str", "c": f" {words}"}] if space else []
    return [{"t": first["t"], "c": [raw, *left, *first["c"][1:]]}, *item[1:]]


def definitions(node: Node, context: ConversionContext) -> list[str]:
    """A list of definitions: each term, and below it what it means."""
    entries = []
    for term, meanings in node["c"]:
        lines = [brackets_of_words(context.inlines(term).replace("\\\n", " ").strip())]
        lines += [f": {indented(context.blocks(meaning), 2)}" for meaning in meanings]
        entries.append("\n".join(lines))
    return ["\n\n".join(entries)]
