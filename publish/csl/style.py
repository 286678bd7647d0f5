"""A citation style, read from CSL 1.0.2 (https://docs.citationstyles.org/en/stable)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The text is decoded already, whatever its declaration says of the encoding.
_READER = etree.XMLParser(
    encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
)


_LONGEST_CHAIN = 24  # of macros that call each other; far more than the usual styles have
_MOST_NODES = 20_000_000  # with each macro wherever it is called; the usual styles have 1.4 million


class StyleError(Exception):
    """A style that cannot be used; `line` is where, 0 when it is all of it."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class StyleNode:
    """An element of a style or locale."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[StyleNode, ...]
    text: str
    line: int

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)

    def all(self, tag: str) -> Iterator[StyleNode]:
        """The children of that name."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> StyleNode | None:
        """The first child of that name."""
        return next(self.all(tag), None)


@dataclass(frozen=True, slots=True)
class Style:
    """A style with its parts at hand."""

    root: StyleNode
    macros: Mapping[str, StyleNode]
    citation: StyleNode
    bibliography: StyleNode | None
    locales: tuple[StyleNode, ...]
    places_year_suffix: bool  # with a text of its own, and not behind the year of the date

    @property
    def in_notes(self) -> bool:
        """Whether a citation stands in a note."""
        return self.root.get("class") == "note"


def shipped_styles() -> list[str]:
    """The names of the styles that come with the toolchain."""
    folder = files("publish.csl").joinpath("styles")
    return sorted(f.name.removesuffix(".csl") for f in folder.iterdir() if f.name.endswith(".csl"))


def shipped_style(name: str) -> str:
    """The text of one of them."""
    return files("publish.csl").joinpath("styles", f"{name}.csl").read_text(encoding="utf-8")


@cache
def parse_style(text: str) -> Style:
    """Read a style; raises `StyleError` when it is none, or depends on another."""
    root = parse(text)
    if root.tag != "style":
        raise StyleError("its root is not a <style> of CSL", root.line)
    citation = root.first("citation")
    if citation is None or citation.first("layout") is None:
        raise StyleError("it has no layout for citations; a dependent style names its parent", 1)
    macros = {macro.get("name"): macro for macro in root.all("macro")}
    locales = tuple(root.all("locale"))
    suffixed = any(node.get("variable") == "year-suffix" for node in walk(root))
    style = Style(root, macros, citation, root.first("bibliography"), locales, suffixed)
    _check_macros(style)
    return style


def _check_macros(style: Style) -> None:
    """Every macro that is called is there, and none calls itself."""
    done: dict[str, int] = {}

    def visit(node: StyleNode, above: tuple[str, ...]) -> int:
        count = 1
        name = node.get("macro")
        if name and node.tag in ("text", "key"):
            if name in above or name not in style.macros:
                what = "calls itself" if name in above else "is not defined"
                raise StyleError(f"the macro `{name}` {what}", node.line)
            if len(above) > _LONGEST_CHAIN:
                raise StyleError("its macros call each other too deep", node.line)
            if name not in done:
                done[name] = visit(style.macros[name], (*above, name))
            count += done[name]
        return count + sum(visit(child, above) for child in node.children)

    for part in (style.citation, style.bibliography):
        if part is not None and visit(part, ()) > _MOST_NODES:
            raise StyleError("its macros call each other too often", part.line)


def walk(node: StyleNode) -> Iterator[StyleNode]:
    """A node and all below it."""
    yield node
    for child in node.children:
        yield from walk(child)


def parse(text: str) -> StyleNode:
    """An XML text as nodes; raises `StyleError` with the line."""
    try:
        root = etree.fromstring(text.encode("utf-8"), _READER)
    except etree.XMLSyntaxError as error:
        raise StyleError(f"not XML: {error.msg}", error.lineno or 0) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise StyleError("a style with a document type is not read", 1)
    return _node(root)


def _node(element: etree._Element) -> StyleNode:
    attributes = {name.replace(_LANG, "lang"): value for name, value in element.attrib.items()}
    children = tuple(_node(child) for child in element.iterchildren(etree.Element))
    line = int(element.sourceline or 0)
    tag = str(element.tag).removeprefix(_CSL)
    return StyleNode(tag, attributes, children, element.text or "", line)
