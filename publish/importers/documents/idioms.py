"""What dialects say by the classes and identifiers of divisions, as the nodes that it means.

Figures, tables and statements by the beginnings of identifiers, conditions, and tabs:
https://quarto.org/docs/authoring/cross-references.html,
https://quarto.org/docs/authoring/conditional.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from publish.importers.documents.boxes import box_name
from publish.importers.documents.captioned import (
    captioned_code,
    division,
    figure,
    formula,
    listing,
    named_by_caption,
    table,
)
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.tree import Attributes, Node, attributes, plain_text

_STATEMENTS = {
    **{"thm": "theorem", "lem": "lemma", "cor": "corollary", "prp": "proposition"},
    **{"def": "definition", "exm": "example", "exr": "exercise"},
    **{"cnj": "conjecture", "sol": "solution", "rem": "remark", "alg": "algorithm"},
}
# Statements that are a box, or a proof, with the name of their kind as the title.
_BY_TITLE = {
    **dict.fromkeys(("conjecture", "remark", "algorithm", "hypothesis", "assumption"), "box"),
    **dict.fromkeys(("axiom", "criterion", "observation", "property"), "box"),
    "solution": "proof",
}
_PREFIX = re.compile(r"(?P<kind>[a-z]{3})[-:]")
_TITLED = frozenset({"formalpara", "example"})  # what DocBook gives a title
_TABS = frozenset({"panel-tabset", "tabset"})
_PRODUCTS = {
    **dict.fromkeys(("html", "html4", "html5"), "epub web"),
    **dict.fromkeys(("epub", "epub2", "epub3"), "epub"),
    **dict.fromkeys(("pdf", "latex", "typst", "beamer"), "pdf"),
}


def settle_idioms(nodes: Sequence[Node], document: str, ledger: Ledger) -> list[Node]:
    """Blocks in which such divisions are what they mean."""
    return [found for node in nodes for found in _settled(node, document, ledger)]


def _settled(node: Node, document: str, ledger: Ledger) -> Iterator[Node]:
    def inside(content: Sequence[Node]) -> list[Node]:
        return settle_idioms(content, document, ledger)

    kind = node["t"]
    content: Any = node.get("c")
    if kind == "RawBlock" and (found := formula(node)):
        yield {"t": "Para", "c": [found]}
    elif kind == "CodeBlock" and attributes(node).classes == ["math"]:
        yield {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath"}, content[1]]}]}
    elif kind in ("Para", "Plain"):
        yield {"t": kind, "c": [formula(each) or each for each in content]}
    elif kind in ("Figure", "Table"):
        yield named_by_caption(node)
    elif kind == "Div":
        yield from _division(attributes(node), inside(content[1]), document, ledger)
    elif kind == "BlockQuote":
        yield {"t": kind, "c": inside(content)}
    elif kind == "BulletList":
        yield {"t": kind, "c": [inside(item) for item in content]}
    elif kind == "OrderedList":
        yield {"t": kind, "c": [content[0], [inside(item) for item in content[1]]]}
    else:
        yield node


def _division(own: Attributes, inner: list[Node], document: str, ledger: Ledger) -> Iterator[Node]:
    classes = {*own.classes}
    if classes & {"content-visible", "content-hidden"}:
        yield from _conditional(own, inner, document, ledger)
        return
    if classes & _TITLED and [each["t"] for each in inner] == ["Div", "CodeBlock"]:
        yield captioned_code(own, inner[1], plain_text(inner[0]["c"][1]))
        return
    if "captioned" in classes:
        yield from figure(own, inner)
        return
    match = _PREFIX.match(own.identifier)
    write = _BY_PREFIX.get(match["kind"]) if match else None
    if write and (found := write(own, inner)):
        yield from found
        return
    if match and match["kind"] in _STATEMENTS and box_name(own) is None:
        classes.add(_STATEMENTS[match["kind"]])
    kind = next((each for each in _BY_TITLE if each in classes), None)
    if kind:
        yield _titled(own, _BY_TITLE[kind], kind.capitalize(), inner)
    else:
        inner = [_as_paragraph(each) for each in inner] if classes & _TABS else inner
        yield division(own._replace(classes=sorted(classes, key=_order(own.classes))), inner)


def _order(classes: Sequence[str]) -> Callable[[str], int]:
    """The place of a class: first the one that an identifier gave, then as they were written."""
    return lambda each: classes.index(each) if each in classes else -1


def _conditional(
    own: Attributes, inner: list[Node], document: str, ledger: Ledger
) -> Iterator[Node]:
    """Blocks that only some products show; those for a format that we do not make are left out."""
    condition = next((key for key in ("when-format", "unless-format") if key in own.keys), None)
    product = _PRODUCTS.get(own.keys[condition].partition(":")[0]) if condition else None
    is_only = ("content-visible" in own.classes) is (condition != "unless-format")
    if product:
        key = "only" if is_only else "except"
        yield division(Attributes(own.identifier, (), {key: product}), inner)
    elif not is_only or (not condition and "content-visible" in own.classes):
        yield division(Attributes(own.identifier), inner)
    else:
        words = plain_text(inner)
        ledger.add(LossKind.CONDITION, document, words, words)


_BY_PREFIX: dict[str, Callable[[Attributes, list[Node]], list[Node]]] = {
    "fig": figure,
    "tbl": table,
    "lst": listing,
}


def _titled(own: Attributes, kind: str, name: str, inner: list[Node]) -> Node:
    """A box whose title begins with the name of what it is."""
    given, rest = _given_title(own, inner)
    words: list[Node] = [{"t": "Str", "c": f"{name}." if given else name}]
    title = [*words, {"t": "Space"}, *given] if given else words
    head = division(Attributes("", ("title",)), [{"t": "Plain", "c": title}])
    return division(Attributes(own.identifier, (kind,)), [head, *rest])


def _given_title(own: Attributes, inner: list[Node]) -> tuple[list[Node], list[Node]]:
    if name := own.keys.get("name") or own.keys.get("title"):
        return [{"t": "Str", "c": name}], inner
    first = inner[0] if inner else None
    if first and first["t"] == "Header":
        return first["c"][2], inner[1:]
    if first and first["t"] == "Div" and "title" in attributes(first).classes:
        return [each for block in first["c"][1] for each in block["c"]], inner[1:]
    return [], inner


def _as_paragraph(node: Node) -> Node:
    """The title of a tab as a paragraph in bold; other nodes stay."""
    if node["t"] != "Header":
        return node
    return {"t": "Para", "c": [{"t": "Strong", "c": node["c"][2]}]}
