"""Turns what the engine made of a piece into a relocatable object."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from weasyprint import DEFAULT_OPTIONS, Document

from publish.outputs.pdf.exchange.object_file import (
    Anchor,
    NumberField,
    Piece,
    SharedStream,
    StreamObject,
)
from publish.outputs.pdf.layout.objects import fonts, number_fields
from publish.outputs.pdf.layout.objects.relocations import (
    Hole,
    Local,
    Symbols,
    Text,
    groups,
    parts,
    stream,
)
from publish.outputs.pdf.layout.tagging import elements
from publish.outputs.pdf.layout.tagging.artifacts import POINTS
from publish.outputs.pdf.layout.tagging.nodes import Node

_PAGES, _CATALOG = 1, 2  # as pydyf numbers them


def export(document: Document, open_sections: Sequence[str]) -> Piece:
    """A laid out document as an object; the complaints are still to be told.

    `open_sections` are the ids of the sections that go on in other pieces. Artifacts and spots are
    planned already.
    """
    painted = _Painted(document, open_sections)
    return _Exporter(document, painted, number_fields.spots()).piece()


class _Painted:
    """The engine's file, unwritten, with our structure tree and without fonts and outline."""

    def __init__(self, document: Document, open_sections: Sequence[str]) -> None:
        self._sections = open_sections
        self.roots: list[bytes] = []
        self.rows: list[bytes] = []
        self.open: dict[str, list[bytes]] = {}
        self.fonts = pydyf.Dictionary()
        weasyprint.pdf.add_tags = self._add_tags
        weasyprint.pdf.build_fonts_dictionary = lambda *_: self.fonts
        weasyprint.pdf.resolve_links = _every_link
        options = {**DEFAULT_OPTIONS, "pdf_tags": True}
        self.pdf: Any = weasyprint.pdf.generate_pdf(document, None, 1, **options)

    def _add_tags(self, pdf: Any, _document: Document, _: object, streams: Sequence[Any]) -> None:
        tree = elements.living()
        self.elements = elements.Elements(pdf, streams, _annotation_key, _link_words)
        roots = (kid for kid in tree.kids if isinstance(kid, Node))
        self.roots = [self.elements.write(kid, Hole("parent")).reference for kid in roots]
        self.elements.close()
        for number in range(len(streams)):
            row = self.elements.row(number)
            pdf.add_object(row)
            self.rows.append(row.reference)
        for source, element in self.elements.written.items():
            name = source.get("id", "")
            if name in self._sections:
                # What the linker adds to, it writes: the kids become an object of its own.
                self.open[name] = list(element.get("K", ()))
                element["K"] = Hole(f"kids:{name}")


def _annotation_key(index: int) -> Hole:
    return Hole(f"annotation-key:{index}", number=True)


def _link_words(link: Element) -> object:
    """The words of a link; where they tell a page, the linker's."""
    number = next((node for node in link.iter() if node.get("data-spot")), None)
    if number is None:
        return elements.words_of(link)
    target = number.get("data-spot")
    told = (
        n
        for n, spot in enumerate(number_fields.spots())
        if spot.target == target and spot.link_text
    )
    index = next(told, None)
    return elements.words_of(link) if index is None else Hole(f"link-text:{index}")


def _every_link(pages: Sequence[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """The links of each page, also those that lead to other pieces; names are the linker's."""
    for page in pages:
        yield list(page.links), []


class _Exporter:
    def __init__(self, document: Document, painted: _Painted, found: list[NumberField]) -> None:
        self._document, self._painted, self._spots = document, painted, found
        self._pdf = painted.pdf
        self._pages = [int(ref.split()[0]) for ref in self._pdf.page_references]
        contents = {int(self._pdf.objects[n]["Contents"].split()[0]) for n in self._pages}
        named = {_PAGES: "pages", painted.fonts.number: "fonts"}
        ours = [o for o in self._pdf.objects if o.number not in (0, _CATALOG, *named, *contents)]
        self._shared: dict[str, SharedStream] = {}
        self._plain = [o for o in ours if not isinstance(o, pydyf.Stream)]
        self._streams = []
        for made in ours:
            if isinstance(made, pydyf.Stream):
                if name := self._share(made):
                    named[made.number] = name
                else:
                    self._streams.append(made)
        own = {o.number: local for local, o in enumerate([*self._plain, *self._streams])}
        self._symbols = Symbols(own, named, len(own))
        self._written: list[StreamObject] = []

    def _share(self, made: pydyf.Stream) -> str | None:
        """Set a stream that refers to nothing apart, such as an image."""
        about, content = parts(made)
        text = Text(Symbols({}, _Anything()), about)
        if text.relocations:
            return None
        name = hashlib.sha256(text.text + b"\0" + content).hexdigest()[:32]
        self._shared[name] = SharedStream(text.text, content)
        return f"shared:{name}"

    def piece(self) -> Piece:
        for number, page in enumerate(self._pages):
            self._set_contents(number, self._pdf.objects[page])
        texts = [Text(self._symbols, made) for made in self._plain]
        for made in self._streams:
            self._written.append(stream(self._symbols.own[made.number], made, self._symbols))
        first = self._document.pages[0]
        return Piece(
            pages=[self._symbols.own[page] for page in self._pages],
            size=(first.width * POINTS, first.height * POINTS),
            object_count=self._symbols.object_count,
            imports=self._symbols.imports,
            groups=list(groups(0, texts)),
            streams=self._written,
            shared=self._shared,
            number_fields=self._spots,
            fonts=fonts.uses(self._document.fonts.values()),
            anchors=dict(self._anchors()),
            link_targets=self._targets(),
            toc_entries=list(self._leading("TOCI", _leads_to)),
            note_calls=list(self._leading("Link", _calls)),
            roots=self._locals(self._painted.roots),
            parent_arrays=self._locals(self._painted.rows),
            annotation_owners=self._locals(self._painted.elements.annotations),
            open_sections={name: self._locals(kids) for name, kids in self._painted.open.items()},
            element_ids=[(name, self._local(ref)) for name, ref in self._painted.elements.names],
            messages=[],
        )

    def _set_contents(self, number: int, page: pydyf.Dictionary) -> None:
        """Part the stream of a page at its open numbers (ISO 32000-1, 7.8.2)."""
        made = self._pdf.objects[int(page["Contents"].split()[0])]
        gaps = [
            n for n, operation in enumerate(made.stream) if type(operation) is number_fields.Gap
        ]
        contents: list[object] = []
        for start, end in pairwise([-1, *gaps, len(made.stream)]):
            run = made.stream[start + 1 : end]
            contents.append(self._add_stream(pydyf.Stream(run, compress=True)))
            if end in gaps:
                contents.append(Hole(f"number:{made.stream[end].index}"))
        page["Contents"] = contents
        page["StructParents"] = Hole(f"page-key:{number}", number=True)

    def _add_stream(self, made: pydyf.Stream) -> Local:
        local = self._symbols.object_count
        self._written.append(stream(local, made, self._symbols))
        self._symbols.object_count += 1
        return Local(local)

    def _anchors(self) -> Iterator[tuple[str, Anchor]]:
        """The first place of every anchor (later ones belong to what follows on other pages)."""
        root = self._document.pages[0]._page_box.children[0].element
        parents = {child: node for node in root.iter() for child in node}
        named = {node.get("id"): node for node in root.iter() if node.get("id")}
        seen: set[str] = set()
        for number, page in enumerate(self._document.pages):
            for name, (x, y, *_) in page.anchors.items():
                if name not in seen:
                    seen.add(name)
                    element = self._element(named.get(name), parents)
                    height = page.height - y
                    yield name, Anchor(number, x * POINTS, height * POINTS, element)

    def _targets(self) -> list[str]:
        links = (link for page in self._document.pages for link in page.links)
        return sorted({target for kind, target, *_ in links if kind == "internal"})

    def _leading(self, role: str, anchor_in: Callable[[Element], str]) -> Iterator[tuple[int, str]]:
        """The structure elements of a type whose source names an anchor, each with it."""
        for source, element in self._painted.elements.written.items():
            if element["S"] == f"/{role}" and (anchor := anchor_in(source)):
                yield self._local(element.reference), anchor

    def _element(self, source: Element | None, parents: dict[Element, Element]) -> int:
        """The structure element in which a source element stands, -1 for none."""
        written = self._painted.elements.written
        while source is not None and source not in written:
            source = parents.get(source)
        return -1 if source is None else self._local(written[source].reference)

    def _locals(self, references: Sequence[bytes]) -> list[int]:
        return [self._local(reference) for reference in references]

    def _local(self, reference: bytes) -> int:
        return self._symbols.own[int(reference.split()[0])]


def _leads_to(source: Element) -> str:
    """The anchor that an entry of contents leads to; those below it come later in it."""
    link = next(source.iter("a"), None)
    return "" if link is None else link.get("href", "").removeprefix("#")


def _calls(source: Element) -> str:
    """The anchor of the note that a link calls."""
    return source.get("href", "").removeprefix("#") if source.get("class") == "noteref" else ""


class _Anything(dict[int, str]):
    """Names for whatever is referred to: only whether something is, counts."""

    def __missing__(self, key: int) -> str:
        return ""
