"""Files that a text includes: `::: include {file="…"}`."""

from __future__ import annotations

from lxml import etree

from publish.config import limits
from publish.diagnostics import Location
from publish.model.markup import DATA_CONTAINER, DATA_LINE, X
from publish.model.xhtml import origin_of, replace_with, set_origin, source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.to_xhtml import to_xhtml


def insert_includes(root: etree._Element, source: SourceFile) -> None:
    """Replace each block `include` by the blocks of its file, or by nothing, with a diagnostic."""
    _insert(root, source, (source.file,), [])


def _insert(
    root: etree._Element, source: SourceFile, chain: tuple[str, ...], included: list[str]
) -> None:
    """`chain` are the files that lead here, `included` all that were included so far."""
    for block in list(root.iter(f"{X}div")):
        if block.get(DATA_CONTAINER) == "include":
            replace_with(block, _included_blocks(block, source, chain, included))


def _included_blocks(
    block: etree._Element, source: SourceFile, chain: tuple[str, ...], included: list[str]
) -> list[etree._Element]:
    place = source_location(block, source.path)
    if len(block):
        message = "the block `include` contains text, which the included file would replace"
        hint = "close it at once with a line of `:::`"
        source.report.add("STR-018", message, place, hint=hint)
    name = source.context.resolve(block.get("data-file", ""), source.file)
    if not _may_include(name, place, source, chain, included):
        return []
    included.append(name)
    text = source.context.read_text(name, place)
    inner = SourceFile(name, source.context)
    root = to_xhtml(text, inner) if text is not None else None
    if root is None:
        return []
    _insert(root, inner, (*chain, name), included)
    for node in root.iter(etree.Element):
        if node.get(DATA_LINE) and not origin_of(node):
            set_origin(node, inner.path)
    return list(root)


def _may_include(
    name: str, place: Location, source: SourceFile, chain: tuple[str, ...], included: list[str]
) -> bool:
    """Report a file that includes itself, and once a text that includes too many files."""
    if name in chain:
        message = f"`{name}` includes itself: {' → '.join((*chain, name))}"
        source.report.add("STR-012", message, place)
        return False
    if len(included) >= limits.INCLUDES or len(chain) > limits.INCLUDE_DEPTH:
        if len(included) <= limits.INCLUDES:
            message = (
                f"more than {limits.INCLUDES:,} files included in one text, "
                f"or {limits.INCLUDE_DEPTH} inside each other"
            )
            source.report.add("STR-016", message, place)
        included += [name] * limits.INCLUDES  # so that this is reported once
        return False
    return True
