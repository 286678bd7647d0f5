"""From the text of one file to XHTML: parsed, with what it includes, and every construct shaped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree
from markdown_it.token import Token

from publish.config import limits
from publish.diagnostics import Location, did_you_mean
from publish.model.xhtml import XHTML, X, replace_with, source_location
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.parsing import citations, variables
from publish.sources.markdown.parsing.limits import FOUND
from publish.sources.markdown.parsing.parser import parser
from publish.sources.markdown.shaping.addresses import check_addresses
from publish.sources.markdown.shaping.blocks import set_captions, set_figures, set_tasks
from publish.sources.markdown.shaping.constructs import shape_blocks
from publish.sources.markdown.shaping.editions import keep_edition
from publish.sources.markdown.shaping.formulas import set_formulas
from publish.sources.markdown.shaping.languages import settle_languages, settle_spaces
from publish.sources.markdown.shaping.listings import set_code
from publish.sources.markdown.shaping.notes import take_notes
from publish.sources.markdown.shaping.parsed_text import Shape
from publish.sources.markdown.shaping.table_headers import set_cells

_READER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def shape(text: str, page: Page) -> Shape | None:
    """Parse a Markdown text and shape what is in it; None, with a diagnostic, if it cannot be."""
    root = _parse(text, page)
    if root is None:
        return None
    _include(root, page, (page.file,), [])
    settle_languages(root, page)
    notes = take_notes(root, page)
    for tree in (root, *notes.values()):
        shape_blocks(tree, page)
        set_figures(tree)
        set_captions(tree)
        set_cells(tree, page)
        set_tasks(tree)
        settle_spaces(tree, page)
    return Shape(root, notes)


def _parse(text: str, page: Page) -> etree._Element | None:
    if len(text) > limits.TEXT_CHARACTERS:
        message = f"{len(text):,} signs, more than {limits.TEXT_CHARACTERS:,}"
        page.report.add("TXT-003", message, Location(page.path), hint="make several files of it")
        return None
    markdown = parser()
    environment: dict[str, Any] = {
        variables.NAMES: page.manuscript.variables,
        citations.ENABLED: page.manuscript.cites,
        citations.LANGUAGE: page.manuscript.language,
    }
    try:
        tokens = markdown.parse(text, environment)
    except RecursionError:
        page.report.add("STR-001", "blocks are nested too deep to be read", Location(page.path))
        return None
    if not _report_faults(environment, page):
        return None
    for name, line in environment.get(variables.UNKNOWN, ()):
        hint = did_you_mean(name, page.manuscript.variables) or "set it under [variables]"
        message = f"no variable is called `{name}`"
        page.report.add("REF-006", message, Location(page.path, line), hint=hint)
    if deep := _too_deep(tokens):
        place = Location(page.path, deep.map[0] + 1 if deep.map else 0)
        page.report.add(
            "STR-001", f"blocks are nested more than {limits.BLOCK_NESTING} deep", place
        )
        return None
    if deep := _too_marked(tokens):
        place = Location(page.path, deep.map[0] + 1 if deep.map else 0)
        message = f"emphasis and links are nested more than {limits.INLINE_NESTING} deep"
        page.report.add("STR-001", message, place)
        return None
    rendered = markdown.renderer.render(tokens, markdown.options, environment)
    root = etree.fromstring(f'<body xmlns="{XHTML}">{rendered}</body>', _READER)
    check_addresses(root, page)
    keep_edition(root, page)
    set_formulas(root, page)
    set_code(root, page)
    return root


def _report_faults(environment: Mapping[str, Any], page: Page) -> bool:
    """Report what the parser noted; False when it removed blocks, so that the rest misleads."""
    faults = environment.get(FOUND, ())
    for fault in faults:
        place = Location(page.path, fault.line)
        page.report.add(fault.code, fault.message, place, hint=fault.hint, severity=fault.severity)
    return all(fault.code != "STR-016" for fault in faults)


def _too_deep(tokens: list[Token]) -> Token | None:
    """The first block that lies within too many lists, quotations and fenced blocks."""
    depth = 0
    for token in tokens:
        if token.type.startswith(("blockquote_", "list_item_", "container_")):
            depth += token.nesting
        if depth > limits.BLOCK_NESTING:
            return token
    return None


def _too_marked(tokens: list[Token]) -> Token | None:
    """The first block with too many pairs of marks in each other."""
    for block in tokens:
        depth = 0
        for token in block.children or ():
            depth += token.nesting
            if depth > limits.INLINE_NESTING:
                return block
    return None


def _include(root: etree._Element, page: Page, chain: tuple[str, ...], taken: list[str]) -> None:
    """Put files in the place of `::: include {file="…"}`; one that includes itself is an error.

    `chain` are the files that lead here, `taken` all that were put in so far.
    """
    for block in list(root.iter(f"{X}div")):
        if block.get("data-container") != "include":
            continue
        place = source_location(block, page.path)
        if len(block):
            message = "the block `include` holds text, which no file could stand beside"
            page.report.add("STR-018", message, place, hint="close it at once, by a line of `:::`")
        name = page.manuscript.name(block.get("data-file", ""), page.file)
        if name in chain:
            message = f"`{name}` includes itself: {' → '.join((*chain, name))}"
            page.report.add("STR-012", message, place)
            replace_with(block, [])
            continue
        if len(taken) >= limits.INCLUDES or len(chain) > limits.INCLUDE_DEPTH:
            message = (
                f"more than {limits.INCLUDES:,} files put into one text, "
                f"or {limits.INCLUDE_DEPTH} in each other"
            )
            if len(taken) <= limits.INCLUDES:
                page.report.add("STR-016", message, place)
            taken += [name] * limits.INCLUDES  # told once
            replace_with(block, [])
            continue
        taken.append(name)
        text = page.manuscript.text(name, place)
        inner = Page(name, page.manuscript)
        included = _parse(text, inner) if text is not None else None
        if included is None:
            replace_with(block, [])
            continue
        _include(included, inner, (*chain, name), taken)
        for node in included.iter(etree.Element):
            if node.get("data-line") and not node.get("data-origin"):
                node.set("data-origin", inner.path)
        replace_with(block, list(included))
