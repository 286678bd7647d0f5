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
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.tree import Attributes, Node, attributes, plain_text, walk

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
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|displaymath|align|gather|multline|eqnarray|alignat|flalign)\*?)\}"
    r"(?P<tex>.*)\\end\{(?P=name)\}",
    re.S,
)
_PREFIX = re.compile(r"(?P<kind>[a-z]{3})[-:]")
_TITLED = frozenset({"formalpara", "example"})  # what DocBook gives a title
_TABS = frozenset({"panel-tabset", "tabset"})
_PRODUCTS = {
    **dict.fromkeys(("html", "html4", "html5", "epub", "epub2", "epub3"), "epub"),
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
    if kind == "RawBlock" and (formula := _formula(node)):
        yield {"t": "Para", "c": [formula]}
    elif kind == "CodeBlock" and attributes(node).classes == ["math"]:
        yield {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath"}, content[1]]}]}
    elif kind in ("Para", "Plain"):
        yield {"t": kind, "c": [_formula(each) or each for each in content]}
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
        yield _captioned_code(own, inner[1], plain_text(inner[0]["c"][1]))
        return
    if "captioned" in classes:
        yield from _figure(own, inner)
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
        yield _div(own._replace(classes=sorted(classes, key=_order(own.classes))), inner)


def _formula(node: Node) -> Node | None:
    """A formula that is written as an environment of TeX by itself."""
    if node["t"] not in ("RawBlock", "RawInline") or node["c"][0] not in ("tex", "latex"):
        return None
    match = _ENVIRONMENT.fullmatch(node["c"][1].strip())
    if not match:
        return None
    is_bare = match["name"].rstrip("*") in ("equation", "displaymath", "math")
    tex = match["tex"].strip() if is_bare else match[0]
    return {"t": "Math", "c": [{"t": "DisplayMath"}, tex]}


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
        yield _div(Attributes(own.identifier, (), {key: product}), inner)
    elif not is_only or (not condition and "content-visible" in own.classes):
        yield _div(Attributes(own.identifier), inner)
    else:
        words = plain_text(inner)
        ledger.add(LossKind.CONDITION, document, words, words)


def _figure(own: Attributes, inner: list[Node]) -> list[Node]:
    """A figure of pictures with its caption as the last paragraph; of anything else, a box."""
    *content, last = inner or [{"t": "Plain", "c": []}]
    is_caption = last["t"] in ("Para", "Plain") and not _pictures(last)
    caption, content = (last["c"], content) if is_caption else ([], inner)
    if _pictures(content):
        plain = [{"t": "Plain", "c": caption}] if caption else []
        return [{"t": "Figure", "c": [_pandoc(own), [None, plain], content]}]
    if len(content) == 1 and content[0]["t"] == "CodeBlock":
        return [_captioned_code(own, content[0], plain_text(caption))]
    title = _div(Attributes("", ("title",)), [{"t": "Plain", "c": caption}] if caption else [])
    return [_div(Attributes(own.identifier, ("box",)), [title, *content])]


def _listing(own: Attributes, inner: list[Node]) -> list[Node]:
    codes = [each for each in inner if each["t"] == "CodeBlock"]
    if len(codes) != 1 or len(inner) > 2:
        return []
    words = plain_text([each for each in inner if each is not codes[0]])
    return [_captioned_code(own, codes[0], own.keys.get("lst-cap") or words)]


def _captioned_code(own: Attributes, code: Node, caption: str) -> Node:
    identifier, classes, keys = code["c"][0]
    given = {"caption": caption} if caption else {}
    named = Attributes(own.identifier or identifier, classes, {**dict(keys), **given})
    return {"t": "CodeBlock", "c": [_pandoc(named), code["c"][1]]}


def _table(own: Attributes, inner: list[Node]) -> list[Node]:
    """A table with its caption as the paragraph after it; several under one caption stay apart."""
    tables = [each for each in inner if each["t"] == "Table"]
    captions = [each for each in inner if each["t"] in ("Para", "Plain")]
    if len(tables) != 1 or len(tables) + len(captions) != len(inner):
        return []
    attribute, (short, given), *rest = tables[0]["c"]
    named = _pandoc(Attributes(own.identifier, attribute[1], dict(attribute[2])))
    return [{"t": "Table", "c": [named, [short, given or captions], *rest]}]


_BY_PREFIX: dict[str, Callable[[Attributes, list[Node]], list[Node]]] = {
    "fig": _figure,
    "tbl": _table,
    "lst": _listing,
}


def _titled(own: Attributes, kind: str, name: str, inner: list[Node]) -> Node:
    """A box whose title begins with the name of what it is."""
    given, rest = _given_title(own, inner)
    words: list[Node] = [{"t": "Str", "c": f"{name}." if given else name}]
    title = [*words, {"t": "Space"}, *given] if given else words
    head = _div(Attributes("", ("title",)), [{"t": "Plain", "c": title}])
    return _div(Attributes(own.identifier, (kind,)), [head, *rest])


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


def _pictures(content: object) -> list[Node]:
    return [each for each in walk(content) if each["t"] == "Image"]


def _div(own: Attributes, inner: list[Node]) -> Node:
    return {"t": "Div", "c": [_pandoc(own), inner]}


def _pandoc(own: Attributes) -> list[object]:
    return [own.identifier, list(own.classes), [[key, value] for key, value in own.keys.items()]]
