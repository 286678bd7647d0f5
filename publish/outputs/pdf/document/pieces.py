"""Cuts the two documents of a book into pieces that are laid out apart.

A piece begins where a section opens a page of its own: a chapter, a part with its introduction, a
section of the front matter. What stands before the contents is one piece, and so are the contents
with the lists behind them, and chapters without text that share their pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast
from xml.etree.ElementTree import Element

from lxml import etree

from publish.outputs.pdf.exchange.page_numbers import NumberPlaceholders, PageNumbers

_X = "{http://www.w3.org/1999/xhtml}"
_KEPT = ("class", "lang", "{http://www.w3.org/XML/1998/namespace}lang", "dir")


@dataclass(frozen=True, slots=True)
class Reference:
    """A page number in the text: the element that holds it, and the anchor whose page it tells."""

    element: etree._Element
    target: str


Figures = tuple[tuple[str, str], ...]


@dataclass(eq=False)
class Copy:
    """A piece before it is laid out: a document of its own.

    `within` are the sections around it that other pieces began, the innermost last; `open` those
    of its own that other pieces go on with.
    """

    root: etree._Element
    front: bool
    within: Sequence[str]
    open: list[str] = field(default_factory=list)

    @cached_property
    def title(self) -> str:
        """The first heading in it, for messages."""
        heading = next(self.root.iter(f"{_X}h1", f"{_X}h2", f"{_X}h3"), None)
        return " ".join("".join(heading.itertext()).split()) if heading is not None else "opening"

    @property
    def section(self) -> str:
        """The id of the first section in it, for messages; "" for none."""
        named = (node.get("id", "") for node in self.root.iter(f"{_X}section"))
        return next(filter(None, named), "")

    @cached_property
    def literal(self) -> bool:
        """Whether it tells numbers that shape it: contents, lists, an index."""
        return any(
            node.get("class") in ("locators", "folio") for node in self.root.iter(f"{_X}span")
        )

    @cached_property
    def references(self) -> list[Reference]:
        """The page numbers in its text."""
        named = ((node, node.get("data-page")) for node in self.root.iter(f"{_X}span"))
        return [Reference(node, target) for node, target in named if target]

    @cached_property
    def length(self) -> int:
        """How much text it holds, in signs."""
        return sum(map(len, self.root.itertext()))

    @cached_property
    def offsets(self) -> dict[str, int]:
        """How many signs stand before each anchor."""
        found: dict[str, int] = {}
        at = 0
        for event, node in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                if name := node.get("id"):
                    found.setdefault(name, at)
                at += len(node.text or "")
            else:
                at += len(node.tail or "")
        return found

    @cached_property
    def waiting(self) -> NumberPlaceholders:
        """What a literal piece fills in."""
        return NumberPlaceholders(cast(Element, self.root))

    def told(self, pages: PageNumbers) -> bytes:
        """The document with its page numbers, of a piece that tells them."""
        self.waiting.fill(pages)
        return etree.tostring(self.root)

    def figures(self, pages: PageNumbers, least: Mapping[str, int]) -> Figures:
        """What stands in the place of each page number of any other piece, by its target.

        Roman numerals, which are written as they are; for pages of the body as many zeros as the
        linker will write figures, or as `least` asks for at least.
        """
        targets = (reference.target for reference in self.references)
        return tuple((target, _room(target, pages, least)) for target in targets)

    def filled(self, figures: Figures) -> bytes:
        """The document of such a piece, with these figures."""
        for reference, (target, text) in zip(self.references, figures, strict=True):
            reference.element.text = text
            if text.startswith("0"):
                reference.element.set("data-spot", target)
            else:
                reference.element.attrib.pop("data-spot", None)
        return etree.tostring(self.root)


def _room(target: str, pages: PageNumbers, least: Mapping[str, int]) -> str:
    page = pages.anchor_pages.get(target, pages.front_pages)
    if page < pages.front_pages:
        return pages.folio(page)
    return "0" * max(len(pages.folio(page)), least.get(target, 1))


def cut(front: etree._Element, body: etree._Element) -> list[Copy]:
    """The pieces of both documents, in the order of the book; the trees are taken apart."""
    return [*_cut_front(front), *_cut_body(body, front=False)]


def _cut_front(root: etree._Element) -> Iterator[Copy]:
    opening, contents, rest = _three(list(_body(root)))
    for group in (opening, contents):
        if group:
            yield Copy(_document(root, [], group), True, ())
    for node in _body(root):
        if node not in rest:
            _body(root).remove(node)
    yield from _cut_body(root, front=True)


def _three(
    sections: list[etree._Element],
) -> tuple[list[etree._Element], list[etree._Element], list[etree._Element]]:
    """What stands before the contents, the contents with the lists, what stands behind."""
    listing = ["contents" in _classes(node) for node in sections]
    first = listing.index(True)
    last = first + listing[first:].count(True)
    return sections[:first], sections[first:last], sections[last:]


def _cut_body(root: etree._Element, *, front: bool) -> Iterator[Copy]:
    group: list[etree._Element] = []
    found: list[tuple[etree._Element, list[etree._Element]]] = []
    for node in list(_body(root)):
        found += _apart(node, [])
    for place, (node, around) in enumerate(found):
        group.append(node)
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and _shares(node, around, following):
            continue
        yield Copy(
            _document(root, around, group),
            front,
            tuple(shell.get("id", "") for shell in around),
            [node.get("id", "") for node in group if node.get("data-open") is not None],
        )
        group = []


def _shares(
    node: etree._Element,
    around: list[etree._Element],
    following: tuple[etree._Element, list[etree._Element]],
) -> bool:
    """Whether the next section goes on in this piece: it may share a page, or begins a verso."""
    after, above = following
    if above != around:
        return False
    return "missing" in _classes(node) & _classes(after) or "copyright-page" in _classes(after)


def _apart(
    section: etree._Element, around: list[etree._Element]
) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """A section, then those below it that open pages, each with the sections around it."""
    opening = [node for node in section if "opens-file" in _classes(node)]
    behind = list(section)[-len(opening) :] if opening else []
    if opening != behind:
        opening = []  # text follows them, which would have to follow in the same piece
    for node in opening:
        section.remove(node)
    if opening:
        section.set("data-open", "")
    yield section, around
    for node in opening:
        yield from _apart(node, [*around, section])


def _document(
    root: etree._Element, around: list[etree._Element], sections: list[etree._Element]
) -> etree._Element:
    """A document like `root` with some sections alone, inside empty copies of those around."""
    made = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    made.append(deepcopy(root[0]))
    body = _body(root)
    home = etree.SubElement(made, body.tag, dict(body.attrib))
    for shell in around:
        kept = {name: value for name in _KEPT if (value := shell.get(name))}
        home = etree.SubElement(home, shell.tag, {**kept, "data-shell": ""})
    for section in sections:
        section.tail = None
        home.append(section)
    return made


def _body(root: etree._Element) -> etree._Element:
    return root[-1]


def _classes(node: etree._Element) -> set[str]:
    return set((node.get("class") or "").split())
