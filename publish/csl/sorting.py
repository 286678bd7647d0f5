"""The order of cites and entries by the sort keys of a style."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cmp_to_key

from publish.csl.context import RenderContext
from publish.csl.dates import sort_key
from publish.csl.elements import render_all
from publish.csl.runs import text_of_runs
from publish.csl.style import StyleNode

_IGNORED = re.compile(r"[^\w\s/]", re.U)
# The options of a sort key, and the inherited options that they replace.
_OVERRIDES = {
    "names-min": "et-al-min",
    "names-use-first": "et-al-use-first",
    "names-use-last": "et-al-use-last",
}

MakeContext = Callable[[str], RenderContext]
Collate = Callable[[str], bytes]  # a key that sorts texts as the language does


def sort_by_keys(
    keys: Sequence[str], part: StyleNode, context_of: MakeContext, collate: Collate
) -> list[str]:
    """The keys of references in the order of a part of a style; the sort is stable."""
    sort = part.first("sort")
    if sort is None:
        return list(keys)
    criteria = list(sort.all("key"))
    values = {
        key: [
            collate(value) if (value := _value(node, context_of(key))) else b"" for node in criteria
        ]
        for key in keys
    }
    falling = [node.get("sort") == "descending" for node in criteria]

    def compare(one: str, other: str) -> int:
        for a, b, falls in zip(values[one], values[other], falling, strict=True):
            if a != b:
                if not a or not b:  # an empty value comes last in both directions
                    return 1 if not a else -1
                return (1 if a > b else -1) * (-1 if falls else 1)
        return 0

    return sorted(keys, key=cmp_to_key(compare))


def _value(node: StyleNode, context: RenderContext) -> str:
    context.sorting = True
    context.overrides = {
        own: node.get(name) for name, own in _OVERRIDES.items() if name in node.attributes
    }
    if variable := node.get("variable"):
        return _of_variable(variable, context)
    output = render_all(context.style.macros[node.get("macro")].children, context, "")
    return sortable_text(text_of_runs(output.runs))


def _of_variable(variable: str, context: RenderContext) -> str:
    if variable == "citation-number":
        return f"{context.number:06d}"
    if date := context.date(variable):
        return sort_key(date)
    if names := context.names(variable):
        written = (" ".join((n.family or n.literal, n.given)) for n in names)
        return sortable_text(", ".join(written))
    value = context.text(variable)
    return value.rjust(8, "0") if value.isdigit() else sortable_text(value)


def sortable_text(text: str) -> str:
    """A text without the characters that are ignored in sorting."""
    return " ".join(_IGNORED.sub("", text).split())


def plain_collation(text: str) -> bytes:
    """The letters without diacritics and case, for sorting without the rules of a language."""
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(each for each in decomposed if not unicodedata.combining(each))
    return letters.casefold().encode()
