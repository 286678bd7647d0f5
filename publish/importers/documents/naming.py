"""Names that stand around or in what they name: divisions of one block, and numbered formulas."""

from __future__ import annotations

import re
from typing import Any

from publish.importers.documents.boxes import box_name
from publish.importers.documents.references.captions import NUMBER, after
from publish.importers.documents.tree import LABEL, TAG, Node, attributes, plain_text
from publish.model.language import localized_words

_NAMED = ("Table", "Figure", "CodeBlock")
# What a caption is named after where its source has no name.
_MADE = re.compile(r"(?:(?:figure|table|listing|equation)-[\w-]*)?")
_NUMBER = re.compile(r"\(((?:[A-Z]\.)?\d[\d.]*)\)")  # the caption of a formula
_TEXT = ("Para", "Plain")


def with_names(content: Any, language: str) -> Any:
    """Nodes in which a division that only names a block has given it its name, and the titles of
    statements have no numbers, which the book counts."""
    if isinstance(content, list):
        return [with_names(each, language) for each in content]
    if not isinstance(content, dict) or "c" not in content or content["t"] == "Str":
        return content
    own = attributes(content) if content["t"] == "Div" else None
    node = {**content, "c": with_names(content["c"], (own and own.keys.get("lang")) or language)}
    if node["t"] == "Math":
        return _labelled(node)
    if node["t"] == "Figure":
        node = _without_figure(node)
    return _without_frame(_without_number(node, language)) if node["t"] == "Div" else node


def _without_number(division: Node, language: str) -> Node:
    """A statement whose title does not begin with the number of its kind."""
    name, blocks = box_name(attributes(division)), division["c"][1]
    pattern = localized_words(language).captions.get(name or "")
    title = blocks[0] if blocks else None
    if pattern is None or title is None or "title" not in attributes(title).classes:
        return division
    inner = title["c"][1]
    words = inner[0]["c"] if len(inner) == 1 and inner[0]["t"] in _TEXT else []
    number = r"(?P<number>(?:[A-Z]\.)?[\d.]*\d)"
    label = re.escape(pattern).replace(re.escape("{}"), number).replace(r"\ ", r"\s")
    match = re.match(rf"{label}[.:]?\s*", plain_text(words))
    rest = after(words, match.end()) if match else None
    if rest is None:
        return division
    assert match is not None
    titled = {"t": "Div", "c": [title["c"][0], [{"t": inner[0]["t"], "c": rest}]]}
    identifier, classes, keys = division["c"][0]
    own = [identifier, classes, [*keys, [NUMBER, match["number"]]]]
    return {"t": "Div", "c": [own, [*([titled] if rest else []), *blocks[1:]]]}


def _labelled(formula: Node) -> Node:
    """A formula with a printed number, which has a label by it if it has none."""
    kind, tex = formula["c"]
    tag = TAG.search(tex)
    if tag is None or LABEL.search(tex) or kind["t"] != "DisplayMath":
        return formula
    name = re.sub(r"\W+", "-", tag[1]).strip("-")
    return {"t": "Math", "c": [kind, f"{tex}\\label{{eq-{name}}}"]}


def _without_figure(figure: Node) -> Node:
    """A figure, which HTML also has around formulas and statements."""
    own, (_, caption), content = attributes(figure), figure["c"][1], figure["c"][2]
    if len(content) == 1 and _is_formula(content[0]):
        return _named_formula(content[0], own.identifier, plain_text(caption))
    if box_name(own):
        title = {"t": "Div", "c": [["", ["title"], []], caption]}
        return {"t": "Div", "c": [figure["c"][0], [title, *content]]}
    return figure


def _is_formula(block: Node) -> bool:
    words = [each for each in block["c"] if each["t"] != "Space"] if block["t"] in _TEXT else []
    return len(words) == 1 and words[0]["t"] == "Math"


def _all_words(blocks: list[Node]) -> str:
    return plain_text([each["c"][1] if each["t"] == "Div" else each for each in blocks])


def _named_formula(block: Node, name: str, caption: str = "") -> Node:
    """A formula on a line of its own, with a label, and the number that its caption is."""
    (formula,) = (each for each in block["c"] if each["t"] == "Math")
    number = _NUMBER.fullmatch(caption)
    tag = f"\\tag{{{number[1]}}}" if number else ""
    label = f"{LABEL.sub('', formula['c'][1])}{tag}\\label{{{name}}}" if name else formula["c"][1]
    return {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath"}, label]}]}


def _without_frame(division: Node) -> Node:
    own, blocks = attributes(division), division["c"][1]
    if "equation" in own.classes and blocks and _is_formula(blocks[0]):
        return _named_formula(blocks[0], own.identifier, _all_words(blocks[1:]))
    if not own.identifier or own.classes or own.keys or len(blocks) != 1:
        return division
    inner = blocks[0]
    if inner["t"] in _NAMED and _MADE.fullmatch(attributes(inner).identifier):
        _, *rest = inner["c"]
        given = attributes(inner)
        keys = [[key, value] for key, value in given.keys.items()]
        return {"t": inner["t"], "c": [[own.identifier, list(given.classes), keys], *rest]}
    return _named_formula(inner, own.identifier) if _is_formula(inner) else division
