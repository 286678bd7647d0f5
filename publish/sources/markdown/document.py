"""One Markdown file: its title, its text, and the tree of headings below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from markdown_it.token import Token

from publish.diagnostics import Location, Report, Severity
from publish.sources.markdown.blocks import set_captions, set_figures
from publish.sources.markdown.parser import parser

XHTML = "http://www.w3.org/1999/xhtml"
DEEPEST = 50  # levels of lists and quotations; WeasyPrint gives up at about ninety
_HEADING = re.compile(rf"\{{{XHTML}\}}h([1-6])")
_READER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(slots=True)
class Heading:
    """A heading and the text below it, until the next heading of its level or above."""

    level: int
    element: etree._Element
    line: int
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


def element(tag: str, **attributes: str) -> etree._Element:
    """An XHTML element; `class_` gives the attribute `class`."""
    made = etree.Element(f"{{{XHTML}}}{tag}", nsmap={None: XHTML})
    for name, value in attributes.items():
        made.set(name.rstrip("_"), value)
    return made


def line_of(node: etree._Element) -> int:
    """The source line of an element, or of the nearest block around it."""
    at: etree._Element | None = node
    while at is not None:
        if line := at.get("data-line"):
            return int(line)
        at = at.getparent()
    return 0


def read(text: str, path: str, language: str, report: Report) -> Document | None:
    """Parse a Markdown text; headings out of order and notes out of place are reported.

    None, with a diagnostic, when the text is nested too deep to be read.
    """
    root = _parse(text, path, language, report)
    if root is None:
        return None
    notes = _take_notes(root, path, report)
    set_figures(root)
    set_captions(root)
    body = element("div")
    body.text = root.text
    title, headings = _outline(root, body, path, report)
    return Document(path, body, title, headings, notes)


def _parse(text: str, path: str, language: str, report: Report) -> etree._Element | None:
    markdown = parser(language)
    try:
        tokens = markdown.parse(text)
    except RecursionError:
        report.add("STR-001", "blocks are nested too deep to be read", Location(path))
        return None
    if deep := _too_deep(tokens):
        place = Location(path, deep.map[0] + 1 if deep.map else 0)
        report.add("STR-001", f"blocks are nested more than {DEEPEST} deep", place)
        return None
    rendered = markdown.renderer.render(tokens, markdown.options, {})
    return etree.fromstring(f'<body xmlns="{XHTML}">{rendered}</body>', _READER)


def _too_deep(tokens: list[Token]) -> Token | None:
    """The first block that lies within too many lists and quotations."""
    depth = 0
    for token in tokens:
        if token.type.startswith(("blockquote_", "list_item_")):
            depth += token.nesting
        if depth > DEEPEST:
            return token
    return None


def _take_notes(root: etree._Element, path: str, report: Report) -> dict[str, etree._Element]:
    """Take the notes out of the text, by label; complain of doubles, orphans and dead calls."""
    notes: dict[str, etree._Element] = {}
    for aside in list(root.iter(f"{{{XHTML}}}aside")):
        label = aside.attrib["data-note"]
        if label in notes:
            first = line_of(notes[label])
            message = f"the note [^{label}] is defined twice, first on line {first}"
            report.add("REF-003", message, Location(path, line_of(aside)))
        notes.setdefault(label, aside)
        parent = aside.getparent()
        if parent is not None:
            parent.remove(aside)
    calls = [a for tree in (root, *notes.values()) for a in tree.iter(f"{{{XHTML}}}a")]
    called = {call.get("data-note", ""): call for call in calls if call.get("class") == "noteref"}
    for label, call in called.items():
        if label not in notes:
            message = f"no note is defined for [^{label}]"
            hint = f"write `[^{label}]: text` on a line of its own"
            report.add("REF-002", message, Location(path, line_of(call)), hint=hint)
    _warn_unused(notes, called, path, report)
    return notes


def _warn_unused(
    notes: dict[str, etree._Element], called: dict[str, etree._Element],
    path: str, report: Report,
) -> None:  # fmt: skip
    for label, aside in notes.items():
        if label not in called:
            message = f"the note [^{label}] is never called, so its words would be lost"
            place = Location(path, line_of(aside))
            report.add("REF-004", message, place, severity=Severity.WARNING)


def _outline(
    root: etree._Element, body: etree._Element, path: str, report: Report
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
        heading = Heading(int(found[1]), block, line_of(block), element("div"))
        place = Location(path, heading.line)
        if heading.level == 1:
            if title or tops or len(body):
                hint = "a file is one section: write `##` for what lies below it"
                report.add("STR-002", "a second title in one file", place, hint=hint)
            title = title or heading
            continue
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        above = open_[-1].level if open_ else 1
        if heading.level > above + 1:
            message = f"a heading of level {heading.level} stands under one of level {above}"
            report.add("STR-003", message, place, hint=f"write {'#' * (above + 1)}")
        (open_[-1].below if open_ else tops).append(heading)
        open_.append(heading)
    return title, tops
