"""One Markdown file: its title, its text, and the tree of headings below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from markdown_it.token import Token

from publish.config import limits
from publish.diagnostics import Location, did_you_mean
from publish.model.xhtml import XHTML, X, element, place_of, replace_with
from publish.sources.markdown import citations, variables
from publish.sources.markdown.addresses import check_addresses
from publish.sources.markdown.blocks import set_captions, set_figures, set_tasks
from publish.sources.markdown.bounds import report_faults
from publish.sources.markdown.cells import set_cells
from publish.sources.markdown.constructs import shape_blocks
from publish.sources.markdown.editions import keep_edition
from publish.sources.markdown.formulas import set_formulas
from publish.sources.markdown.languages import settle_languages, settle_spaces
from publish.sources.markdown.listings import set_code
from publish.sources.markdown.notes import take_notes
from publish.sources.markdown.page import Page
from publish.sources.markdown.parser import parser

_HEADING = re.compile(rf"{re.escape(X)}h([1-6])")
_READER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(slots=True)
class Heading:
    """A heading and the text below it, until the next heading of its level or above."""

    level: int
    element: etree._Element
    place: Location
    body: etree._Element
    below: list[Heading] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A file: text before the first heading, its headings as a tree, and its notes by label."""

    path: str
    body: etree._Element
    title: Heading | None
    headings: list[Heading]
    notes: dict[str, etree._Element]


def read(text: str, page: Page) -> Document | None:
    """Parse a Markdown text; headings out of order and notes out of place are reported.

    None, with a diagnostic, when the text is nested too deep to be read.
    """
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
    body = element("div", root.text)
    title, headings = _outline(root, body, page)
    return Document(page.path, body, title, headings, notes)


def _parse(text: str, page: Page) -> etree._Element | None:
    if len(text) > limits.TEXT:
        message = f"{len(text):,} signs, more than {limits.TEXT:,}"
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
    if not report_faults(environment, page):
        return None
    for name, line in environment.get(variables.UNKNOWN, ()):
        hint = did_you_mean(name, page.manuscript.variables) or "set it under [variables]"
        message = f"no variable is called `{name}`"
        page.report.add("REF-006", message, Location(page.path, line), hint=hint)
    if deep := _too_deep(tokens):
        place = Location(page.path, deep.map[0] + 1 if deep.map else 0)
        page.report.add("STR-001", f"blocks are nested more than {limits.NESTING} deep", place)
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


def _too_deep(tokens: list[Token]) -> Token | None:
    """The first block that lies within too many lists, quotations and fenced blocks."""
    depth = 0
    for token in tokens:
        if token.type.startswith(("blockquote_", "list_item_", "container_")):
            depth += token.nesting
        if depth > limits.NESTING:
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
        place = place_of(block, page.path)
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


def _outline(
    root: etree._Element, body: etree._Element, page: Page
) -> tuple[Heading | None, list[Heading]]:
    """Deal the blocks out to their headings; a first `# Title` is the file's own."""
    title: Heading | None = None
    tops: list[Heading] = []
    open_: list[Heading] = []
    for block in list(root):
        found = _HEADING.fullmatch(str(block.tag))
        if found is None:
            (open_[-1].body if open_ else body).append(block)
            continue
        heading = Heading(int(found[1]), block, place_of(block, page.path), element("div"))
        if heading.level == 1:
            if title or tops or len(body):
                hint = "a file is one section: write `##` for what lies below it"
                page.report.add("STR-002", "a second title in one file", heading.place, hint=hint)
            title = title or heading
            continue
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        above = open_[-1].level if open_ else 1
        if heading.level > above + 1:
            message = f"a heading of level {heading.level} stands under one of level {above}"
            page.report.add("STR-003", message, heading.place, hint=f"write {'#' * (above + 1)}")
        (open_[-1].below if open_ else tops).append(heading)
        open_.append(heading)
    return title, tops
