"""Turns a piece that the engine has laid out into a relocatable object."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import DEFAULT_OPTIONS, Document
from weasyprint.pdf import anchors, generate_pdf
from weasyprint.pdf import fonts as engine_fonts

from publish.model.markup import DATA_SPOT, NOTE_CALL, has_class
from publish.outputs.pdf.exchange.object_file import Anchor, Piece, SharedStream, StreamObject
from publish.outputs.pdf.layout.objects.fonts import font_uses
from publish.outputs.pdf.layout.objects.number_fields import FieldMarker, number_fields
from publish.outputs.pdf.layout.objects.relocations import (
    LocalReference,
    ObjectText,
    Relocation,
    Symbols,
    compressed,
    groups,
    stream_object,
)
from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.tagging.artifacts import POINTS
from publish.outputs.pdf.layout.tagging.elements import ADD_TAGS, ElementWriter, link_text
from publish.outputs.pdf.layout.tagging.nodes import PlannedElement

_PAGES, _CATALOG = 1, 2  # as pydyf numbers them


def export(document: Document, tree: PlannedElement, open_sections: Sequence[str]) -> Piece:
    """A laid out document as an object, without messages; `tree` is planned for it.

    `open_sections` are the ids of the sections that continue in other pieces.
    """
    return _Exporter(document, _Painted(document, tree, open_sections)).piece()


class _Painted:
    """The engine's file, unwritten, with our structure tree and without fonts and outline."""

    def __init__(
        self, document: Document, tree: PlannedElement, open_sections: Sequence[str]
    ) -> None:
        self._tree, self._sections = tree, open_sections
        self.parent_arrays: list[bytes] = []
        self.open_sections: dict[str, list[bytes]] = {}
        self.font_dictionary = pydyf.Dictionary()
        with (
            ADD_TAGS.replaced_by(self._add_tags),
            FONTS.replaced_by(lambda *_: self.font_dictionary),
            LINKS.replaced_by(_all_links),
        ):
            options = {**DEFAULT_OPTIONS, "pdf_tags": True}
            self.pdf: Any = generate_pdf(document, None, 1, **options)

    def _add_tags(self, pdf: Any, _document: Document, _: object, streams: Sequence[Any]) -> None:
        self._tree.drop_empty()
        self.number_fields = number_fields(streams)
        self.elements = ElementWriter(pdf, streams, _annotation_key, self._link_text)
        roots = (kid for kid in self._tree.kids if isinstance(kid, PlannedElement))
        parent = Relocation("parent")
        self.roots = [self.elements.write(kid, parent).reference for kid in roots]
        self.elements.close()
        for number in range(len(streams)):
            owners = self.elements.owners(number)
            pdf.add_object(owners)
            self.parent_arrays.append(owners.reference)
        for source, element in self.elements.written.items():
            name = source.get("id", "")
            if name in self._sections:
                # The linker writes what it adds to: the kids become an object of its own.
                self.open_sections[name] = list(element.get("K", ()))
                element["K"] = Relocation(f"kids:{name}")

    def _link_text(self, link: Element) -> object:
        """The text of a link; that of one that shows a page number is the linker's."""
        number = next((node for node in link.iter() if node.get(DATA_SPOT)), None)
        if number is not None:
            target = number.get(DATA_SPOT)
            for index, field in enumerate(self.number_fields):
                if field.target == target and field.link_text:
                    return Relocation(f"link-text:{index}")
        return link_text(link)


def _annotation_key(index: int) -> Relocation:
    return Relocation(f"annotation-key:{index}", is_number=True)


def _all_links(pages: Sequence[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """The links of each page, also those to other pieces; destinations are the linker's."""
    for page in pages:
        yield list(page.links), []


class _Exporter:
    def __init__(self, document: Document, painted: _Painted) -> None:
        self._document, self._painted = document, painted
        self._pdf = painted.pdf
        self._pages = [int(ref.split()[0]) for ref in self._pdf.page_references]
        contents = {int(self._pdf.objects[n]["Contents"].split()[0]) for n in self._pages}
        named = {_PAGES: "pages", painted.font_dictionary.number: "fonts"}
        ours = [o for o in self._pdf.objects if o.number not in (0, _CATALOG, *named, *contents)]
        self._shared: dict[str, SharedStream] = {}
        self._plain = [o for o in ours if not isinstance(o, pydyf.Stream)]
        self._streams = []
        for each in ours:
            if isinstance(each, pydyf.Stream):
                if name := self._share(each):
                    named[each.number] = name
                else:
                    self._streams.append(each)
        own = {o.number: local for local, o in enumerate([*self._plain, *self._streams])}
        self._symbols = Symbols(own, named, len(own))
        self._written: list[StreamObject] = []

    def _share(self, stream: pydyf.Stream) -> str | None:
        """The name under which a stream without references, such as an image, is shared."""
        dictionary, content = compressed(stream)
        text = ObjectText(Symbols({}, _AnyName()), dictionary)
        if text.relocations:
            return None
        name = hashlib.sha256(text.text + b"\0" + content).hexdigest()[:32]
        self._shared[name] = SharedStream(text.text, content)
        return f"shared:{name}"

    def piece(self) -> Piece:
        for number, page in enumerate(self._pages):
            self._set_contents(number, self._pdf.objects[page])
        texts = [ObjectText(self._symbols, each) for each in self._plain]
        for each in self._streams:
            self._written.append(stream_object(self._symbols.own[each.number], each, self._symbols))
        first = self._document.pages[0]
        return Piece(
            pages=[self._symbols.own[page] for page in self._pages],
            size=(first.width * POINTS, first.height * POINTS),
            object_count=self._symbols.object_count,
            imports=self._symbols.imports,
            groups=list(groups(0, texts)),
            streams=self._written,
            shared=self._shared,
            number_fields=self._painted.number_fields,
            fonts=font_uses(self._document.fonts.values()),
            anchors=dict(self._anchors()),
            link_targets=self._link_targets(),
            number_targets=[each.target for each in self._painted.number_fields if each.target],
            toc_entries=list(self._naming("TOCI", _entry_target)),
            note_calls=list(self._naming("Link", _called_note)),
            roots=self._locals(self._painted.roots),
            parent_arrays=self._locals(self._painted.parent_arrays),
            annotation_owners=self._locals(self._painted.elements.annotations),
            open_sections={
                name: self._locals(kids) for name, kids in self._painted.open_sections.items()
            },
            element_ids=[(name, self._local(ref)) for name, ref in self._painted.elements.names],
            messages=[],
            strays=[],
            fits=[],
        )

    def _set_contents(self, number: int, page: pydyf.Dictionary) -> None:
        """Split the stream of a page at its number fields (ISO 32000-1, 7.8.2)."""
        operations = self._pdf.objects[int(page["Contents"].split()[0])].stream
        fields = [n for n, operation in enumerate(operations) if type(operation) is FieldMarker]
        contents: list[object] = []
        for start, end in pairwise([-1, *fields, len(operations)]):
            part = pydyf.Stream(operations[start + 1 : end], compress=True)
            contents.append(self._add_stream(part))
            if end in fields:
                contents.append(Relocation(f"number:{operations[end].index}"))
        page["Contents"] = contents
        for box in ("MediaBox", "BleedBox"):  # what bleeds is drawn, and shown by no reader
            page[box] = page["TrimBox"]
        page["StructParents"] = Relocation(f"page-key:{number}", is_number=True)

    def _add_stream(self, stream: pydyf.Stream) -> LocalReference:
        local = self._symbols.object_count
        self._written.append(stream_object(local, stream, self._symbols))
        self._symbols.object_count += 1
        return LocalReference(local)

    def _anchors(self) -> Iterator[tuple[str, Anchor]]:
        """The first place of every anchor; its later ones are continuations on other pages."""
        root = self._document.pages[0]._page_box.children[0].element
        parents = {child: node for node in root.iter() for child in node}
        named = {node.get("id"): node for node in root.iter() if node.get("id")}
        seen: set[str] = set()
        for number, page in enumerate(self._document.pages):
            for name, (left, top, right, foot) in page.anchors.items():
                if name not in seen:
                    seen.add(name)
                    element = self._element(named.get(name), parents)
                    x, height = min(left, right), page.height - min(top, foot)  # if it is turned
                    yield name, Anchor(number, x * POINTS, height * POINTS, element)

    def _link_targets(self) -> list[str]:
        links = (link for page in self._document.pages for link in page.links)
        return sorted({target for kind, target, *_ in links if kind == "internal"})

    def _naming(self, role: str, anchor_of: Callable[[Element], str]) -> Iterator[tuple[int, str]]:
        """The structure elements of a type whose source names an anchor, each with it."""
        for source, element in self._painted.elements.written.items():
            if element["S"] == f"/{role}" and (anchor := anchor_of(source)):
                yield self._local(element.reference), anchor

    def _element(self, source: Element | None, parents: dict[Element, Element]) -> int:
        """The structure element that a source element belongs to, -1 for none."""
        written = self._painted.elements.written
        while source is not None and source not in written:
            source = parents.get(source)
        return -1 if source is None else self._local(written[source].reference)

    def _locals(self, references: Sequence[bytes]) -> list[int]:
        return [self._local(reference) for reference in references]

    def _local(self, reference: bytes) -> int:
        return self._symbols.own[int(reference.split()[0])]


def _entry_target(source: Element) -> str:
    """The anchor of an entry of contents, whose link comes before those of the entries in it."""
    link = next(source.iter("a"), None)
    return "" if link is None else link.get("href", "").removeprefix("#")


def _called_note(source: Element) -> str:
    """The anchor of the note that a link calls."""
    return source.get("href", "").removeprefix("#") if has_class(source, NOTE_CALL) else ""


class _AnyName(dict[int, str]):
    """A name for every object: it only matters whether there is a reference."""

    def __missing__(self, key: int) -> str:
        return ""


FONTS = Replacement(engine_fonts, "build_fonts_dictionary")
LINKS = Replacement(anchors, "resolve_links")

PATCH = Patch(
    name="export",
    reason="leaves fonts, and links between pieces, to the linker",
    replacements=(FONTS, LINKS),
    leans_on=(generate_pdf, engine_fonts.Font),
    digest="c54685b285f892d6eb7c66ad8c27df9ca33103d2d743ebc62d0394787e26d16c",
)
