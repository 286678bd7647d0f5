"""What PDF 2.0 says otherwise than 1.7, as PDF/UA-2 and Well-Tagged PDF ask for it.

Pieces are laid out once for both: their elements are written as for 1.7. Here those of a type that
only 2.0 has are told to be of its namespace, a note is an FENote, a list of terms is called that,
and what leads to a place tells the element there (ISO 32000-2, 14.7.4, 14.8.4, 14.8.5 and 12.3.2.3;
ISO 14289-2, 8.2.5 and 8.8).
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING
from weakref import proxy

from publish.model.book import NotesPlace
from publish.outputs.pdf.exchange.structure_types import ROLE_MAP
from publish.outputs.pdf.link.pdf_file import Bundle
from publish.outputs.pdf.link.syntax import dictionary, reference, references, text

if TYPE_CHECKING:
    from publish.outputs.pdf.link.linker import Linker

_NAMESPACE = "http://iso.org/pdf2/ssn"
# The types that are of the namespace of 2.0, by what pieces call them.
TYPES = {"Aside": "Aside", "Em": "Em", "Note": "FENote", "Strong": "Strong"}
# What its other own types are read as (a caption may not stand in the midst of a Div), and those of
# the namespace by programs that know none.
READ_AS = {**ROLE_MAP, "FENote": "Note", "Float": "Sect"}
_NOTES = {NotesPlace.FOOT: b"/Footnote"}
_TERMS = re.compile(rb"(/P +\d+ 0 R/A <</O /List/ListNumbering /)None>>")
_ELEMENT = re.compile(rb"<</Type /StructElem/S /(\w+)")


class Pdf20:
    """The namespace of the file, and which of its structure elements refer to which."""

    def __init__(self, linker: Linker, notes: NotesPlace) -> None:
        self._linker: Linker = proxy(linker)  # in a ring, all pieces would outlive the link
        self._note = dictionary({"O": b"/FENote", "NoteType": _NOTES.get(notes, b"/Endnote")})
        about = dictionary({"Type": b"/Namespace", "NS": text(_NAMESPACE)})
        self.namespace = linker.add(about)
        self._refers = self._references()

    def _references(self) -> dict[int, list[int]]:
        """To what each entry of contents and each call of a note refers, and each note to calls."""
        refers: dict[int, list[int]] = {}
        anchors = self._linker.anchors
        for placed in self._linker.placed:
            for own, name in (*placed.piece.toc_entries, *placed.piece.note_calls):
                if name in anchors:
                    refers.setdefault(placed.object(own), []).append(self.element(name))
            for own, name in placed.piece.note_calls:
                if name in anchors:
                    refers.setdefault(self.element(name), []).append(placed.object(own))
        return refers

    def element(self, name: str) -> int:
        """The structure element of an anchor; the document where it stands in no other."""
        placed, _ = self._linker.anchors[name]
        own = placed.piece.anchors[name].element
        return placed.object(own) if own >= 0 else self._linker.structure.document

    def rewritten(self, bundle: Bundle) -> Bundle:
        """Objects of a piece as this file has them."""
        ends = [offset - 1 for offset in bundle.offsets[1:]] + [len(bundle.text)]
        spans = zip(bundle.numbers, bundle.offsets, ends, strict=True)
        objects = [self._rewritten(number, bundle.text[a:b]) for number, a, b in spans]
        offsets = accumulate((len(each) + 1 for each in objects[:-1]), initial=0)
        return Bundle(bundle.numbers, b"\n".join(objects), list(offsets))

    def _rewritten(self, number: int, content: bytes) -> bytes:
        found = _ELEMENT.match(content)
        if found is None:
            return content
        own = found[1].decode()
        entries = {"Type": b"/StructElem", "S": f"/{TYPES.get(own, own)}".encode()}
        if own in TYPES:
            entries["NS"] = reference(self.namespace)
        if own == "Note":
            entries["A"] = self._note
        if refers := self._refers.get(number):
            entries["Ref"] = references(refers)
        rest = content[found.end() :]
        if own == "L":
            found = _TERMS.match(rest)
            rest = found[1] + b"Description>>" + rest[found.end() :] if found else rest
        return dictionary(entries)[:-2] + rest
