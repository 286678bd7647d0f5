"""A citation style, parsed from CSL 1.0.2 (https://docs.citationstyles.org/en/stable)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from publish.model.markup import XML_LANG
from publish.model.xmlsafe import parse_untrusted

_CSL = "{http://purl.org/net/xbiblio/csl}"
_OWN = "urn:publish:style:"  # begins the ids of the styles that come with the program

_LONGEST_CHAIN = 24  # of macros that call each other; far more than the usual styles have
_MOST_NODES = 20_000_000  # with each macro wherever it is called; the usual styles have 1.4 million


class StyleError(Exception):
    """A style that cannot be used; `line` is 0 where the whole file is at fault.

    `parent` names the style that a dependent one takes its format from.
    """

    def __init__(self, message: str, line: int = 0, parent: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.parent = parent


@dataclass(frozen=True, slots=True)
class StyleNode:
    """An element of a style or locale."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[StyleNode, ...] = ()
    text: str = ""
    line: int = 0

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)

    def all(self, tag: str) -> Iterator[StyleNode]:
        """The children with that tag."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> StyleNode | None:
        """The first child with that tag."""
        return next(self.all(tag), None)


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its parts."""

    root: StyleNode
    macros: Mapping[str, StyleNode]
    citation: StyleNode
    bibliography: StyleNode | None
    locales: tuple[StyleNode, ...]
    places_year_suffix: bool  # by a text element, not after the year of the date
    refers_to_notes: bool  # by `first-reference-note-number`
    uses_labels: bool  # by `citation-label`

    @property
    def in_notes(self) -> bool:
        """Whether citations are notes."""
        return self.root.get("class") == "note"

    @property
    def is_own(self) -> bool:
        """Whether the style comes with the program, and takes its terms from there."""
        info = self.root.first("info")
        identifier = info.first("id") if info is not None else None
        return identifier is not None and identifier.text.startswith(_OWN)


@cache
def parse_style(text: str) -> Style:
    """Parse a style.

    Raises:
        StyleError: The text is not a style, or depends on another style.
    """
    root = parse_xml(text)
    if root.tag != "style":
        raise StyleError("its root is not a <style> of CSL", root.line)
    citation = root.first("citation")
    if citation is None or citation.first("layout") is None:
        if parent := _parent(root):
            raise StyleError(f"it takes its format from the style `{parent}`", 1, parent)
        raise StyleError("it has no layout for citations", 1)
    macros = {macro.get("name"): macro for macro in root.all("macro")}
    variables = {name for node in walk(root) for name in node.get("variable").split()}
    style = Style(
        root,
        macros,
        citation,
        root.first("bibliography"),
        tuple(root.all("locale")),
        places_year_suffix="year-suffix" in variables,
        refers_to_notes="first-reference-note-number" in variables,
        uses_labels="citation-label" in variables,
    )
    _check_macros(style)
    return style


def _parent(root: StyleNode) -> str:
    """The name of the style that a dependent one refers to, empty where it refers to none."""
    info = root.first("info")
    links = info.all("link") if info is not None else ()
    parents = (link.get("href") for link in links if link.get("rel") == "independent-parent")
    return next(parents, "").rstrip("/").rpartition("/")[2]


def _check_macros(style: Style) -> None:
    """Check that every macro that is called is defined, and that none calls itself."""
    counts: dict[str, int] = {}

    def visit(node: StyleNode, callers: tuple[str, ...]) -> int:
        count = 1
        name = node.get("macro")
        if name and node.tag in ("text", "key"):
            if name in callers or name not in style.macros:
                fault = "calls itself" if name in callers else "is not defined"
                raise StyleError(f"the macro `{name}` {fault}", node.line)
            if len(callers) > _LONGEST_CHAIN:
                raise StyleError("its macros call each other too deep", node.line)
            if name not in counts:
                counts[name] = visit(style.macros[name], (*callers, name))
            count += counts[name]
        return count + sum(visit(child, callers) for child in node.children)

    for part in (style.citation, style.bibliography):
        if part is not None and visit(part, ()) > _MOST_NODES:
            raise StyleError("its macros call each other too often", part.line)


def walk(node: StyleNode) -> Iterator[StyleNode]:
    """A node and its descendants."""
    yield node
    for child in node.children:
        yield from walk(child)


def parse_xml(text: str) -> StyleNode:
    """An XML text as nodes; raises `StyleError` with the line."""
    try:
        # The text is decoded already, whatever encoding its declaration names.
        root = parse_untrusted(text.encode("utf-8"), encoding="utf-8")
    except etree.XMLSyntaxError as error:
        raise StyleError(f"not XML: {error.msg}", error.lineno or 0) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise StyleError("a style with a document type is not read", 1)
    return _node(root)


def _node(element: etree._Element) -> StyleNode:
    attributes = {name.replace(XML_LANG, "lang"): value for name, value in element.attrib.items()}
    children = tuple(_node(child) for child in element.iterchildren(etree.Element))
    line = int(element.sourceline or 0)
    tag = str(element.tag).removeprefix(_CSL)
    return StyleNode(tag, attributes, children, element.text or "", line)
