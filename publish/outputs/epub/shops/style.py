"""A style sheet without the values that a shop or an old engine refuses.

Each has a fallback before it, which is what remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycss2 import parse_blocks_contents, parse_stylesheet, serialize
from tinycss2.ast import AtRule, Declaration, FunctionBlock, Node, QualifiedRule

from publish.model.shop import Measure, Shop
from publish.outputs.epub.shops.kobo import STYLE

_CONDITIONS = frozenset({"media", "supports", "container", "layer"})
_OWN = (Measure.STYLE_PROPERTY, Measure.STYLE_VALUE, Measure.STYLE_FUNCTION)


def style_for(css: str, shop: Shop) -> str:
    """The style sheet of an edition for a shop."""
    if any(next(shop.rules_of(measure), None) for measure in _OWN):
        css = "".join(_rules(parse_stylesheet(css), shop))
    return css + (STYLE if shop.markup == "kobo" else "")


def _rules(nodes: Sequence[Node], shop: Shop) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, AtRule) and node.content and node.lower_at_keyword in _CONDITIONS:
            inner = "".join(_rules(parse_stylesheet(node.content), shop))
            if inner.strip() and not _is_refused(node.prelude, shop):
                yield f"@{node.at_keyword}{serialize(node.prelude)}{{{inner}}}"
        elif isinstance(node, QualifiedRule):
            yield _rule(node, shop)
        else:
            yield str(node.serialize())


def _rule(rule: QualifiedRule, shop: Shop) -> str:
    contents = parse_blocks_contents(rule.content)
    kept = [each for each in contents if not _breaks(each, shop)]
    if len(kept) == len(contents):
        return str(rule.serialize())
    if not any(isinstance(each, Declaration) for each in kept):
        return ""
    return f"{serialize(rule.prelude)}{{{serialize(kept)}}}"


def _breaks(node: Node, shop: Shop) -> bool:
    if not isinstance(node, Declaration):
        return False
    written = f"{node.lower_name}: {serialize(node.value).strip()}"
    refused = shop.refuses(Measure.STYLE_PROPERTY, node.lower_name)
    refused = refused or shop.refuses(Measure.STYLE_VALUE, written)
    return refused or _is_refused(node.value, shop)


def _is_refused(nodes: Sequence[Node], shop: Shop) -> bool:
    """Whether values call a function that is refused."""
    for node in nodes:
        if isinstance(node, FunctionBlock) and shop.refuses(
            Measure.STYLE_FUNCTION, node.lower_name
        ):
            return True
        inner = getattr(node, "arguments", None) or getattr(node, "content", None)
        if inner and _is_refused(inner, shop):
            return True
    return False
