"""Writes the structure tree into the file that WeasyPrint writes, instead of its own."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import Document
from weasyprint.pdf import generate_pdf, tags

from publish.outputs.pdf.exchange.structure_types import (
    NEEDS_ALT_TEXT,
    ROLE_MAP,
    alt_text_of,
    expansion_of,
    text_or_alt,
)
from publish.outputs.pdf.layout.engine.long_words import BREAK
from publish.outputs.pdf.layout.patch import Patch, Replacement, weasyprint_issue
from publish.outputs.pdf.layout.tagging import artifacts
from publish.outputs.pdf.layout.tagging.link_areas import Area
from publish.outputs.pdf.layout.tagging.nodes import ContentRun, LinkBox, PlannedElement
from publish.outputs.pdf.layout.tagging.plan import StructurePlan


def plan(document: Document, numbers: Container[Any] = ()) -> PlannedElement:
    """Plan the tree and the artifacts of a document, before it is painted.

    `numbers` are the boxes whose text is not decided yet.
    """
    artifacts.mark_artifacts(document, numbers)
    return StructurePlan(document).root


def write_tagged(document: Document, file: Path | None = None, **options: Any) -> bytes | None:
    """Write the file of a laid out document, tagged with a tree of the elements of its source.

    Without a `file`, its content is returned.
    """
    tree = plan(document)

    def tag(pdf: Any, _document: Document, _version: str, page_streams: Sequence[Any]) -> None:
        add_tags(pdf, tree, page_streams)

    with ADD_TAGS.replaced_by(tag):
        content: bytes | None = document.write_pdf(file, pdf_variant="pdf/ua-1", **options)
    return content


def add_tags(pdf: Any, tree: PlannedElement, page_streams: Sequence[Any]) -> None:
    """Add the tree, the parent tree and the marks of a tagged file (ISO 32000-1, 14.7, 14.8.1)."""
    tree.drop_empty()
    parents = add(pdf, {})
    root = add(pdf, {"Type": "/StructTreeRoot", "ParentTree": parents.reference})
    elements = ElementWriter(pdf, page_streams, lambda index: len(page_streams) + index, link_text)
    root["K"] = pydyf.Array([elements.write(tree, root.reference).reference])
    elements.close()
    numbers = pydyf.Array()
    for page in range(len(page_streams)):
        numbers.extend((page, elements.owners(page)))
    for key, owner in enumerate(elements.annotations, start=len(page_streams)):
        numbers.extend((key, owner))
    parents["Nums"] = numbers
    root["ParentTreeNextKey"] = len(page_streams) + len(elements.annotations)
    root["RoleMap"] = pydyf.Dictionary({role: f"/{as_}" for role, as_ in ROLE_MAP.items()})
    if elements.names:
        names = [part for name, owner in sorted(elements.names) for part in (_string(name), owner)]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def add(pdf: Any, entries: dict[str, object]) -> pydyf.Dictionary:
    """A dictionary as a new object of a file."""
    dictionary = pydyf.Dictionary(entries)
    pdf.add_object(dictionary)
    return dictionary


class ElementWriter:
    """Writes structure elements, and notes what the parent tree and the tree of IDs need.

    `key` returns the key of an annotation in the parent tree by its index, `link_text` the object
    for the text of a link. `written` has the object of each element of the source. Groups with
    marked content of their own, such as transparent boxes, are counted after the annotations.
    """

    def __init__(
        self,
        pdf: Any,
        streams: Sequence[Any],
        key: Callable[[int], object],
        link_text: Callable[[Element], object],
    ) -> None:
        self._pdf = pdf
        self._key, self._link_text = key, link_text
        self._streams = streams
        self._owners: dict[Any, dict[int, bytes]] = {stream: {} for stream in streams}
        self._pages = pdf.page_references
        self.annotations: list[bytes] = []
        self.names: list[tuple[str, bytes]] = []
        self.written: dict[Element, pydyf.Dictionary] = {}

    def owners(self, page: int) -> pydyf.Array:
        """The owners of the marked content of a page, in its order."""
        return _array(self._owners[self._streams[page]])

    def close(self) -> None:
        """Add the owners of the content of groups, when all elements are written."""
        pages = set(self._streams)
        for group in [stream for stream in self._owners if stream not in pages]:
            owners = _array(self._owners[group])
            self._pdf.add_object(owners)
            group.extra["StructParents"] = self._key(len(self.annotations))
            self.annotations.append(owners.reference)

    def write(self, node: PlannedElement, parent: object) -> pydyf.Dictionary:
        """Write a planned element and all below it; `parent` is the reference of the one above."""
        kind = {"Type": "/StructElem", "S": f"/{node.role}", "P": parent}
        written = add(self._pdf, kind | self._about(node))
        if node.element is not None:
            self.written.setdefault(node.element, written)
        if node.name:
            self.names.append((node.name, written.reference))
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, PlannedElement):
                kids.append(self.write(kid, written.reference).reference)
            else:
                kids.extend(self._sequences(kid, written))
        kids.extend(self._link(link, node, written) for link in node.links)
        if kids:
            written["K"] = kids
        return written

    def _about(self, node: PlannedElement) -> dict[str, object]:
        about: dict[str, object] = {}
        if node.attributes:
            about["A"] = pydyf.Dictionary(node.attributes)
        if node.element is None:
            return about
        if node.role in NEEDS_ALT_TEXT:
            about["Alt"] = _string(alt_text_of(node.element))
        if node.name:
            about["ID"] = _string(node.name)
        if full := expansion_of(node.element):
            about["E"] = _string(full)
        if language := node.element.get("lang"):
            about["Lang"] = _string(language)
        return about

    def _sequences(self, run: ContentRun, owner: pydyf.Dictionary) -> Iterator[object]:
        """The sequences of a run, in the order of the text."""
        page = self._pages[run.page]
        for each in sorted(run.sequences, key=lambda each: each.order):
            self._owners.setdefault(each.stream, {})[each.number] = owner.reference
            on_page = each.stream is self._streams[run.page]
            if on_page and owner.setdefault("Pg", page) == page:
                yield each.number
                continue
            about = {"Type": "/MCR", "Pg": page, "MCID": each.number}
            yield pydyf.Dictionary(about if on_page else {**about, "Stm": each.stream.reference})

    def _link(
        self, link: LinkBox, node: PlannedElement, owner: pydyf.Dictionary
    ) -> pydyf.Dictionary:
        """Describe the annotation and its place (ISO 14289-1, 7.18.5)."""
        annotation, page = link.box.link_annotation, self._pages[link.page]
        annotation["StructParent"] = self._key(len(self.annotations))
        annotation["F"] = 4  # printed with the page: ISO 32000-1, 12.5.3
        if len(link.areas) > 1:
            annotation["Rect"] = _around(link.areas)
            annotation["QuadPoints"] = pydyf.Array(
                part for area in link.areas for part in _quad(area)
            )
        if node.element is not None:
            annotation["Contents"] = self._link_text(node.element)
        self.annotations.append(owner.reference)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": page})


def _array(owners: dict[int, bytes]) -> pydyf.Array:
    return pydyf.Array(owners[number] for number in sorted(owners))


def _around(areas: Sequence[Area]) -> pydyf.Array:
    left, foot, right, head = zip(*areas, strict=True)
    return pydyf.Array([min(left), min(foot), max(right), max(head)])


def _quad(area: Area) -> tuple[float, ...]:
    """The corners of an area, the upper two first.

    This is not the order around the area of 12.5.6.5, but the one that Acrobat and all others take.
    """
    left, foot, right, head = area
    return left, head, right, head, left, foot, right, foot


def link_text(link: Element) -> pydyf.String:
    """The label of a link, or the title that an author gave it, or its text, or its target."""
    text = text_or_alt(link).replace(BREAK, "")
    label = link.get("aria-label", "") or link.get("title", "")
    return _string(label or text or link.get("href", ""))


def _string(text: str) -> pydyf.String:
    return pydyf.String(text)


ADD_TAGS = Replacement(tags, "add_tags")

PATCH = Patch(
    name="elements",
    reason="writes one structure element for each element of the source, not for each box",
    replacements=(ADD_TAGS,),
    leans_on=(generate_pdf,),
    upstream=weasyprint_issue(2903),
    digest="c694b9c57806e47c623f6d11708550b085465e7f4e28b47fa84726999726f142",
)
