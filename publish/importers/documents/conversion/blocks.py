"""Block nodes as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from publish.importers.bookfolder.escaping import brackets_of_words
from publish.importers.documents.conversion.code import code_block
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.divisions import division
from publish.importers.documents.conversion.figures import figure_block, picture_paragraph
from publish.importers.documents.conversion.formulas import plain_formula
from publish.importers.documents.conversion.lists import bullet_list, definitions, ordered_list
from publish.importers.documents.conversion.pictures import only_pictures
from publish.importers.documents.conversion.tables import table
from publish.importers.documents.conversion.words import escape_start
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.references.captions import NUMBER
from publish.importers.documents.tree import (
    LABEL,
    LAYOUT,
    OURS,
    TAG,
    Attributes,
    Node,
    attributes,
    formula_text,
    plain_text,
)

_LISTS = ("BulletList", "OrderedList")


def write_blocks(nodes: Sequence[Node], context: ConversionContext) -> list[str]:
    """Block nodes as Markdown; two lists in a row have different marks, and so stay two."""
    written: list[str] = []
    alternate, before = False, ""
    for node in nodes:
        kind = node["t"]
        alternate = kind in _LISTS and kind == before and not alternate
        if kind in _LISTS:
            make = bullet_list if kind == "BulletList" else ordered_list
            blocks = [make(node, context, alternate=alternate)]
        else:
            blocks = _WRITERS[kind](node, context)
        written.extend(blocks)
        before = kind if blocks else before
    return [block for block in written if block.strip()]


def _paragraph(node: Node, context: ConversionContext) -> list[str]:
    nodes = node["c"]
    if pictures := only_pictures(nodes):
        return [picture_paragraph(pictures, context)]
    if len(nodes) == 1 and (classes := {*attributes(nodes[0]).classes} & {"source", "rule"}):
        return ["***"] if "rule" in classes else [f"{{.source}}\n{context.inlines(nodes)}"]
    return list(_around_formulas(nodes, context))


def _around_formulas(nodes: Sequence[Node], context: ConversionContext) -> Iterator[str]:
    """A paragraph in pieces: a display formula in it stands by itself."""
    words: list[Node] = []
    for i, node in enumerate(nodes):
        if node["t"] != "Math" or node["c"][0]["t"] != "DisplayMath":
            words.append(node)
            continue
        yield from _words(words, context)
        following = nodes[i + 1] if i + 1 < len(nodes) else None
        words = []
        yield _display_formula(node["c"][1], following, context)
    yield from _words(words, context)


def _words(nodes: Sequence[Node], context: ConversionContext) -> Iterator[str]:
    text = brackets_of_words(re.sub(r"(?:\\\n|\s)+\Z", "", context.inlines(nodes).lstrip()))
    if text:
        literal = next((n for n in nodes if n["t"] not in ("Space", "SoftBreak")), None)
        yield escape_start(text) if literal and literal["t"] == "Str" else text


def _display_formula(tex: str, following: Node | None, context: ConversionContext) -> str:
    """A formula as a block; its name is that of a label in it."""
    label = LABEL.search(tex)
    name = context.name_of(label[1]) if label else None
    if tag := TAG.search(tex):
        context.leave_out(LossKind.NUMBER, f"({tag[1]})", f"tag {tag[1]}")
    own = Attributes(keys={NUMBER: tag[1]}) if tag else Attributes()
    bare = TAG.sub("", formula_text(plain_formula(tex, context)))
    lines = [line.strip() for line in bare.splitlines() if line.strip()]
    if not lines:
        return ""
    braces = f" {{{context.caption('equation', name, own)}}}" if name else ""
    if len(lines) == 1:
        return f"$$ {lines[0]} $${braces}"
    return "\n".join(("$$", *lines, f"$${braces}"))


def _heading(node: Node, context: ConversionContext) -> list[str]:
    """A heading where no section can begin: a paragraph in bold."""
    words = context.inlines(node["c"][2]).strip()
    if not words:
        return []
    context.leave_out(LossKind.HEADING_IN_BLOCK, plain_text(node["c"][2]))
    return [words if words.startswith("**") else f"**{words}**"]


def _quotation(node: Node, context: ConversionContext) -> list[str]:
    inner = "\n\n".join(context.blocks(node["c"]))
    return [re.sub(r"^", "> ", inner, flags=re.M).replace("> \n", ">\n")] if inner else []


def _lines(node: Node, context: ConversionContext) -> list[str]:
    """Lines that are kept as they are: an address or verse."""
    lines = [context.inlines(line).strip() for line in node["c"]]
    stanzas = "\n".join(lines).split("\n\n")
    return [stanza.strip("\n").replace("\n", "\\\n") for stanza in stanzas]


def _raw(node: Node, context: ConversionContext) -> list[str]:
    form, content = node["c"]
    if form == OURS:
        return [content]
    if form in ("tex", "latex") and LAYOUT.fullmatch(content.strip()):
        return []
    comment = content.strip().startswith("<!--")
    context.leave_out(LossKind.COMMENT if comment else LossKind.RAW, content)
    return []


_WRITERS: dict[str, Callable[[Node, ConversionContext], list[str]]] = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "Header": _heading,
    "CodeBlock": lambda node, context: [code_block(node, context)],
    "BlockQuote": _quotation,
    "DefinitionList": definitions,
    "HorizontalRule": lambda *_: ["***"],
    "LineBlock": _lines,
    "Table": table,
    "Figure": figure_block,
    "Div": division,
    "RawBlock": _raw,
}
