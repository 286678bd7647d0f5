"""Blocks of the styles that our exports write, as the constructs that they are.

Boxes and equations are tables of one row; the other constructs are runs of paragraphs of a style,
which begin with a title or a caption if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publish.importers.documents.tree import Node, attributes, plain_text

_KEY = "custom-style"
_BOX = "Box"
_EQUATION = "Equation"
PROOF = "proof"
GENERATED_TITLE = "Proof Heading"  # the word of the language, which the book writes
_END = "□"
_ROW_HEADS = ("Table Row Heads", "TableRowHeads")
TITLES = frozenset({"Block Title", "Box Title"})
# The class of a paragraph by its style.
_PARAGRAPHS = {
    "Quotation Source": "source",
    "Letter Date": "date",
    "Letter Opening": "opening",
    "Letter Closing": "closing",
    "Letter Signature": "signature",
}


class _Construct(NamedTuple):
    """A construct: its name, and the styles of its title and of what is in it."""

    name: str
    title: str
    styles: frozenset[str]


_LETTER = frozenset({"Letter", *(name for name in _PARAGRAPHS if name.startswith("Letter"))})
_DRAMA = frozenset({"Stage Direction", "Speaker", "Speech"})
_CONSTRUCTS = (
    _Construct("epigraph", "", frozenset({"Epigraph"})),
    _Construct("letter", "", _LETTER),
    _Construct("drama", "Speech Title", _DRAMA),
    _Construct("verse", "Verse Title", frozenset({"Verse"})),
    _Construct(PROOF, "Proof Title", frozenset({"Proof", GENERATED_TITLE})),
)
_STATEMENTS = frozenset("theorem lemma proposition corollary definition example exercise".split())


def style_of(node: Node) -> str:
    """The style of a paragraph or a table; "" without one."""
    return attributes(node).keys.get(_KEY, "") if node["t"] in ("Div", "Table") else ""


def with_constructs(blocks: Sequence[Node]) -> list[Node]:
    """Blocks in which those of our styles are constructs."""
    found: list[Node] = []
    i = 0
    while i < len(blocks):
        taken, made = _construct(blocks, i)
        if not taken:
            made, taken = list(_single(blocks[i])), 1
            following = blocks[i + 1] if i + 1 < len(blocks) else None
            if following and style_of(following) == "Credit":
                made = [_with_credit(each, following) for each in made]
        found.extend(made)
        i += taken
    return found


def _construct(blocks: Sequence[Node], at: int) -> tuple[int, list[Node]]:
    """The construct that begins there, and how many blocks it takes; 0 if none does."""
    style = style_of(blocks[at])
    if blocks[at]["t"] != "Div" or not style:
        return 0, []
    if style == "Credit" and at and blocks[at - 1]["t"] == "Figure":
        return 1, []  # the figure has it
    if style == "Listing Caption" and at + 1 < len(blocks):
        return _listing(blocks, at)
    kind = style.removesuffix(" Caption").lower()
    if kind in _STATEMENTS and style.endswith(" Caption"):
        return _statement(kind, blocks, at)
    for construct in _CONSTRUCTS:
        if style == construct.title or style in construct.styles:
            return _run(construct, blocks, at)
    return 0, []


def _run(construct: _Construct, blocks: Sequence[Node], at: int) -> tuple[int, list[Node]]:
    """A run of paragraphs of a construct's styles; a title begins another one."""
    end = at + 1
    while end < len(blocks) and style_of(blocks[end]) in construct.styles:
        end += 1
    content = list(blocks[at:end])
    title = []
    if construct.name == PROOF:
        content = [_without_end(each) for each in content if style_of(each) != GENERATED_TITLE]
    if content and style_of(content[0]) == construct.title:
        title, content = [_titled(content[0])], content[1:]
    inner = _INNER.get(construct.name, _paragraphs)(content)
    return end - at, [_div(construct.name, [*title, *inner])]


def _with_credit(figure: Node, credit: Node) -> Node:
    """A figure with the line below its caption, which the book ends with a full stop."""
    if figure["t"] != "Figure":
        return figure
    (identifier, classes, keys), *rest = figure["c"]
    words = plain_text(credit["c"][1]).replace("\N{NO-BREAK SPACE}", " ").rstrip(".")
    return {"t": "Figure", "c": [[identifier, classes, [*keys, ["credit", words]]], *rest]}


def _paragraphs(content: Sequence[Node]) -> list[Node]:
    """The paragraphs, with the classes of their styles; the construct around them says its own."""
    found: list[Node] = []
    for each in content:
        found.extend(_single(each) if style_of(each) in _PARAGRAPHS else each["c"][1])
    return found


def _without_end(block: Node) -> Node:
    """A paragraph of a proof without the box at its end, which the book draws."""
    paragraphs = [_unended(each) for each in block["c"][1]]
    return {"t": "Div", "c": [block["c"][0], paragraphs]}


def _unended(paragraph: Node) -> Node:
    words = list(paragraph["c"]) if paragraph["t"] == "Para" else []
    if words and words[-1]["t"] == "Str" and words[-1]["c"].endswith(_END):
        rest = words[-1]["c"].removesuffix(_END).rstrip("\N{NO-BREAK SPACE}")
        return {"t": "Para", "c": [*words[:-1], *([{"t": "Str", "c": rest}] if rest else [])]}
    return paragraph


def _stanzas(content: Sequence[Node]) -> list[Node]:
    return [_stanza(paragraph) for each in content for paragraph in each["c"][1]]


def _stanza(paragraph: Node) -> Node:
    """The lines of a stanza, which is one paragraph."""
    lines: list[list[Node]] = [[]]
    for inline in paragraph["c"]:
        if inline["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(inline)
    return {"t": "LineBlock", "c": lines}


def _speeches(content: Sequence[Node]) -> list[Node]:
    """Stage directions, and definition lists of speakers and speeches."""
    found: list[Node] = []
    for each in content:
        style, inner = style_of(each), each["c"][1]
        if style == "Speaker":
            if not found or found[-1]["t"] != "DefinitionList":
                found.append({"t": "DefinitionList", "c": []})
            found[-1]["c"].append([_inlines(inner), []])
        elif style == "Speech" and found and found[-1]["t"] == "DefinitionList":
            definitions = found[-1]["c"][-1][1]
            definitions[:] = [[*(definitions[0] if definitions else []), *inner]]
        else:
            found.extend(inner)
    return found


_INNER = {"verse": _stanzas, "drama": _speeches}


def _statement(kind: str, blocks: Sequence[Node], at: int) -> tuple[int, list[Node]]:
    end = at + 1
    while end < len(blocks) and style_of(blocks[end]) == f"{kind.capitalize()} Text":
        end += 1
    content = [block for each in blocks[at + 1 : end] for block in each["c"][1]]
    name, words = _named(_inlines(blocks[at]["c"][1]))
    title = [{"t": "Div", "c": [["", ["title"], []], [{"t": "Para", "c": words}]]}]
    return end - at, [_div(kind, [*(title if words else []), *content], name)]


def _listing(blocks: Sequence[Node], at: int) -> tuple[int, list[Node]]:
    """A caption with the code after it."""
    name, words = _named(_inlines(blocks[at]["c"][1]))
    code = blocks[at + 1]
    if code["t"] == "Div" and [each["t"] for each in code["c"][1]] == ["CodeBlock"]:
        code = code["c"][1][0]
    if code["t"] != "CodeBlock":
        return 0, []
    own, content = code["c"]
    caption = plain_text(words)
    keys = [*own[2], *([["caption", caption]] if caption else [])]
    return 2, [{"t": "CodeBlock", "c": [[name or own[0], own[1], keys], content]}]


def _named(nodes: Sequence[Node]) -> tuple[str, list[Node]]:
    """The name in a caption, and its other words."""
    names = [attributes(each).identifier for each in nodes if _is_anchor(each)]
    return next(iter(names), ""), [each for each in nodes if not _is_anchor(each)]


def _is_anchor(node: Node) -> bool:
    return node["t"] == "Span" and "anchor" in attributes(node).classes


def _titled(block: Node) -> Node:
    return {"t": "Div", "c": [["", ["title"], []], block["c"][1]]}


def _div(name: str, content: Sequence[Node], identifier: str = "") -> Node:
    return {"t": "Div", "c": [[identifier, [name], []], list(content)]}


def _inlines(blocks: Sequence[Node]) -> list[Node]:
    return [each for block in blocks if block["t"] in ("Para", "Plain") for each in block["c"]]


def _single(block: Node) -> Iterator[Node]:
    """A block that is a construct by itself."""
    style = style_of(block)
    if style in _PARAGRAPHS:
        yield _div(_PARAGRAPHS[style], block["c"][1])
    elif style == "Scene Break":
        yield {"t": "HorizontalRule"}
    elif block["t"] == "Table" and style.startswith(_BOX):
        yield _box(style, _cells(block))
    elif block["t"] == "Table" and style == _EQUATION:
        yield from _equation(_cells(block))
    elif block["t"] == "Table" and style in _ROW_HEADS:
        yield _with_row_heads(block)
    else:
        yield block


def _cells(table: Node) -> list[list[Node]]:
    _, _, _, (_, head), bodies, (_, foot) = table["c"]
    rows = [*head, *(row for body in bodies for row in (*body[2], *body[3])), *foot]
    return [cell[4] for _, cells in rows for cell in cells]


def _box(style: str, cells: Sequence[Sequence[Node]]) -> Node:
    kind = style.removeprefix(_BOX).strip().lower() or "box"
    content = [block for cell in cells for block in cell]
    title = []
    if content and style_of(content[0]) in TITLES:
        title, content = [_titled(content[0])], content[1:]
    return _div(kind, [*title, *with_constructs(content)])


def _equation(cells: Sequence[Sequence[Node]]) -> Iterator[Node]:
    """The formula with its name as a label; the number beside it is counted."""
    formula, number = cells[0], cells[1] if len(cells) > 1 else []
    name, _ = _named(_inlines([b for each in number for b in _unstyled(each)]))
    for block in (b for each in formula for b in _unstyled(each)):
        if block["t"] in ("Para", "Plain"):
            content = [_labelled(each, name) for each in block["c"]]
            yield {"t": block["t"], "c": content}
        else:
            yield block


def _labelled(inline: Node, name: str) -> Node:
    if inline["t"] != "Math":
        return inline
    label = f" \\label{{{name}}}" if name else ""
    return {"t": "Math", "c": [{"t": "DisplayMath"}, inline["c"][1] + label]}


def _unstyled(block: Node) -> list[Node]:
    return list(block["c"][1]) if block["t"] == "Div" else [block]


def _with_row_heads(table: Node) -> Node:
    own, caption, columns, head, bodies, foot = table["c"]
    new = [[at, max(heads, 1), a, b] for at, heads, a, b in bodies]
    return {"t": "Table", "c": [own, caption, columns, head, new, foot]}
