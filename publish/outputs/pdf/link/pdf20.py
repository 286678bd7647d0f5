"""What PDF 2.0 requires beyond 1.7, for PDF/UA-2 and Well-Tagged PDF.

Pieces are laid out once for both: their elements are written as for 1.7. Here elements of a type
that only 2.0 has get its namespace, a note becomes an FENote, a list of terms a description list,
and destinations name the structure element (ISO 32000-2, 14.7.4, 14.8.4, 14.8.5 and 12.3.2.3;
ISO 14289-2, 8.2.5 and 8.8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from publish.model.book import NotesPlace
from publish.outputs.pdf.exchange.structure_types import ROLE_MAP
from publish.outputs.pdf.link.objects import ObjectTable, PlacedAnchor, PlacedPiece
from publish.outputs.pdf.link.pdf_file import Bundle
from publish.outputs.pdf.link.syntax import dictionary, reference, references, text

_NAMESPACE = "http://iso.org/pdf2/ssn"
# The types in the namespace of 2.0, by their names in pieces.
_TYPES = {"Aside": "Aside", "Em": "Em", "Note": "FENote", "Strong": "Strong"}
# The standard types for the file's own (a Div must not have a caption between other kids), and for
# those of the namespace, for programs that support none.
ROLE_MAP_20 = {**ROLE_MAP, "FENote": "Note", "Float": "Sect"}
_NOTE_TYPES = {NotesPlace.FOOT: b"/Footnote"}
_TERMS = re.compile(rb"\A(/P +\d+ 0 R/A <</O /List/ListNumbering /)None>>")
_ELEMENT = re.compile(rb"<</Type /StructElem/S /(\w+)")


class Pdf20:
    """The namespace of the file, and the references between its structure elements."""

    def __init__(
        self,
        objects: ObjectTable,
        placements: Sequence[PlacedPiece],
        anchors: Mapping[str, PlacedAnchor],
        document: int,
        notes: NotesPlace,
    ) -> None:
        self._anchors, self._document = anchors, document
        note_type = _NOTE_TYPES.get(notes, b"/Endnote")
        self._note = dictionary({"O": b"/FENote", "NoteType": note_type})
        namespace = {"Type": b"/Namespace", "NS": text(_NAMESPACE)}
        self.namespace = objects.add(dictionary(namespace))
        self._references = self._collect_references(placements)

    def _collect_references(self, placements: Sequence[PlacedPiece]) -> dict[int, list[int]]:
        """The elements that each entry of contents, call of a note, and note refers to."""
        targets: dict[int, list[int]] = {}
        for placed in placements:
            for local, name in (*placed.piece.toc_entries, *placed.piece.note_calls):
                if name in self._anchors:
                    targets.setdefault(placed.object(local), []).append(self.element(name))
            for local, name in placed.piece.note_calls:
                if name in self._anchors:
                    targets.setdefault(self.element(name), []).append(placed.object(local))
        return targets

    def element(self, name: str) -> int:
        """The structure element of an anchor; that of the document where it is in no other."""
        anchor = self._anchors[name]
        local = anchor.anchor.element
        return anchor.placement.object(local) if local >= 0 else self._document

    def rewrite(self, bundle: Bundle) -> Bundle:
        """Objects of a piece as PDF 2.0 requires them."""
        ends = [offset - 1 for offset in bundle.offsets[1:]] + [len(bundle.text)]
        spans = zip(bundle.numbers, bundle.offsets, ends, strict=True)
        rewritten = [self._rewrite(number, bundle.text[a:b]) for number, a, b in spans]
        return Bundle.of(bundle.numbers, rewritten)

    def _rewrite(self, number: int, content: bytes) -> bytes:
        match = _ELEMENT.match(content)
        if match is None:
            return content
        role = match[1].decode()
        entries = {"Type": b"/StructElem", "S": f"/{_TYPES.get(role, role)}".encode()}
        if role in _TYPES:
            entries["NS"] = reference(self.namespace)
        if role == "Note":
            entries["A"] = self._note
        if targets := self._references.get(number):
            entries["Ref"] = references(targets)
        rest = content[match.end() :]
        if role == "L":
            rest = _TERMS.sub(rb"\1Description>>", rest, count=1)
        return dictionary(entries)[:-2] + rest
