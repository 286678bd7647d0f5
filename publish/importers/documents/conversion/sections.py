"""Sections of the book from the passages of its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.importers.bookfolder import ImportedSection
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.outline import OutlinePassage
from publish.importers.documents.tree import Node, attributes, plain_text
from publish.model.roles import Matter, Role

COUNTED = "?"  # the number of a section until all are counted
_AROUND = frozenset({"Emph", "Strong", "Underline", "SmallCaps"})
_ROLES = {"part": Role.PART, "appendix": Role.APPENDIX}
_MATTERS = {"frontmatter": Matter.FRONT, "backmatter": Matter.BACK}
_UNNUMBERED = frozenset({"unnumbered", "-", "nonumber", "Heading-1---No-Number"})


def document_sections(
    passages: Sequence[OutlinePassage], context: ConversionContext, *, numbered: bool
) -> tuple[list[str], list[ImportedSection]]:
    """The blocks before the first heading, and the sections of a document as a tree."""
    before = _written(passages[0], context)
    top: list[ImportedSection] = []
    open_sections: list[tuple[int, ImportedSection]] = []
    for passage in passages[1:]:
        while open_sections and open_sections[-1][0] >= passage.level:
            open_sections.pop()
        parent = open_sections[-1][1] if open_sections else None
        section = _section(passage, parent, context, numbered=numbered)
        (parent.children if parent else top).append(section)
        open_sections.append((passage.level, section))
    return before, top


def _section(
    passage: OutlinePassage,
    parent: ImportedSection | None,
    context: ConversionContext,
    *,
    numbered: bool,
) -> ImportedSection:
    heading = passage.heading
    assert heading is not None
    own, (said, words) = attributes(heading), _with_language(heading["c"][2])
    title = plain_text(words)
    has_number = numbered and not _UNNUMBERED & {*own.classes}
    if parent and parent.number is None:
        has_number = False
    language = own.keys.get("lang") or said or context.language
    classes = {*own.classes}
    with context.in_language(language) as is_other:
        return ImportedSection(
            title=title or "–",
            role=next((role for name, role in _ROLES.items() if name in classes), Role.SECTION),
            matter=next((at for name, at in _MATTERS.items() if name in classes), Matter.BODY),
            markup=_title(words, context),
            blocks=_written(passage, context),
            number=COUNTED if has_number else None,
            name=context.names.headings[id(heading)],
            language=language if is_other else None,
        )


def _with_language(heading: Sequence[Node]) -> tuple[str | None, Sequence[Node]]:
    """The language of a heading all of which is in one span that names it, and its words."""
    said = [each for each in heading if plain_text([each])]
    if len(said) == 1 and said[0]["t"] == "Span" and (lang := attributes(said[0]).keys.get("lang")):
        return lang, said[0]["c"][1]
    return None, heading


def _title(words: Sequence[Node], context: ConversionContext) -> str | None:
    """The title as Markdown: one line without links, which contents and outlines could not show."""
    nodes = list(_without_links(words))
    return context.inlines(nodes).replace("\\\n", " ").strip() or None


def _without_links(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node["t"] == "Link":
            yield from _without_links(node["c"][1])
        elif node["t"] in _AROUND:
            yield {"t": node["t"], "c": list(_without_links(node["c"]))}
        elif not _is_index_mark(node):
            yield node


def _is_index_mark(node: Node) -> bool:
    """Whether a node is an index mark without words, which belongs into the text below a title."""
    is_tex = node["t"] == "RawInline" and node["c"][1].lstrip().startswith("\\index{")
    is_span = node["t"] == "Span" and "index" in attributes(node).keys
    return is_tex or (is_span and not plain_text(node["c"][1]))


def _written(passage: OutlinePassage, context: ConversionContext) -> list[str]:
    words = passage.heading["c"][2] if passage.heading else []
    marks = context.inlines(list(filter(_is_index_mark, words)))
    blocks = [*context.blocks(passage.blocks), *context.take_notes()]
    return [marks, *blocks] if marks else blocks
