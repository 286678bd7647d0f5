"""A style sheet without the values that a shop or an old engine refuses.

Each has a fallback before it, which is what remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycss2 import parse_blocks_contents, parse_stylesheet, serialize
from tinycss2.ast import AtRule, Declaration, FunctionBlock, Node, QualifiedRule

from publish.model.shop import Measure, Shop
from publish.outputs.epub.shops.kobo import STYLE

# Engines of XHTML 1.1 take the elements of a newer HTML for inline ones.
_BLOCKS = (
    "article, aside, figcaption, figure, footer, header, main, nav, section { display: block; }\n"
)
# A picture of a formula is in the middle, as the formula is, and one of a chart is as wide.
_FORMULAS = ".equation > img.formula { flex: none; margin: 0 auto; }\n"
_CHARTS = ".chart > img { display: block; width: 100%; max-width: 32em; }\n"
# Without flexible boxes, the number of an equation is at the right of its line.
_EQUATIONS = (
    ".equation { display: block; text-align: center; }\n"
    ".equation > figcaption { float: right; width: auto; margin: 0.4em 0 0; }\n"
)
_CONDITIONS = frozenset({"media", "supports", "container", "layer"})
_OWN = (Measure.STYLE_PROPERTY, Measure.STYLE_VALUE, Measure.STYLE_FUNCTION)


def style_for(css: str, shop: Shop) -> str:
    """The style sheet of an edition for a shop."""
    if any(next(shop.rules_of(measure), None) for measure in _OWN):
        css = "".join(_rules(parse_stylesheet(css), shop))
    before, after = _own_rules(shop)
    return before + css + after


def _own_rules(shop: Shop) -> tuple[str, str]:
    """The rules before and after those of the theme."""
    no_boxes = shop.refuses(Measure.STYLE_VALUE, "display: flex")
    after = {
        _FORMULAS: shop.refuses(Measure.ELEMENT, "math"),
        _CHARTS: shop.refuses(Measure.ELEMENT, "svg"),
        _EQUATIONS: no_boxes,
        STYLE: shop.markup == "kobo",
    }
    return _BLOCKS if no_boxes else "", "".join(
        rule for rule, is_asked in after.items() if is_asked
    )


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
