"""The structure tree of the whole book, from those of its pieces (ISO 32000-1, 14.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import proxy

from publish.outputs.pdf.exchange.structure_types import ROLE_MAP
from publish.outputs.pdf.link.pdf20 import READ_AS
from publish.outputs.pdf.link.syntax import dictionary, order, reference, references, text

if TYPE_CHECKING:
    from publish.outputs.pdf.link.linker import Linker, Placed


class Structure:
    """Puts the elements of each piece below those of the sections around it."""

    def __init__(self, linker: Linker) -> None:
        self._linker: Linker = proxy(linker)  # in a ring, all pieces would outlive the link
        self._root, self._parents, self.document = linker.new(), linker.new(), linker.new()
        self._roots: list[int] = []
        self._kids: dict[str, list[int]] = {}  # of the sections that go on in other pieces
        self._arrays: dict[str, int] = {}
        self._elements: dict[str, int] = {}
        self._placed: list[Placed] = []
        self._first_annotation: dict[int, int] = {}  # by the base of a piece
        self._annotations = linker.pagination.count

    def place(self, placed: Placed) -> None:
        """Take the tree of a piece; pieces come in the order of the book."""
        piece = placed.piece
        above = self._above(placed)
        kids = self._roots if above is None else self._kids[above]
        kids += [placed.object(root) for root in piece.roots]
        for name, own in piece.open_sections.items():
            self._kids[name] = [placed.object(kid) for kid in own]
            self._arrays[name] = self._linker.new()
            self._elements[name] = placed.object(piece.anchors[name].element)
        self._first_annotation[placed.base] = self._annotations
        self._annotations += len(piece.annotation_owners)
        self._placed.append(placed)

    def _above(self, placed: Placed) -> str | None:
        """The innermost section around a piece that has an element."""
        return next((name for name in reversed(placed.copy.within) if name in self._kids), None)

    def provide(self, kind: str, name: str, placed: Placed) -> int:
        """The number that a hole of a piece asks for."""
        if kind == "parent":
            above = self._above(placed)
            return self.document if above is None else self._elements[above]
        if kind == "kids":
            return self._arrays[name]
        if kind == "page-key":
            return placed.start + int(name)
        if kind == "annotation-key":
            return self._first_annotation[placed.base] + int(name)
        raise ValueError(f"no piece may ask for {kind}:{name}")

    def entries(self) -> dict[str, bytes]:
        """Write the tree; its entries in the catalog."""
        write = self._linker.write
        for name, number in self._arrays.items():
            write(number, references(self._kids[name]))
        about = {"Type": b"/StructElem", "S": b"/Document", "P": reference(self._root)}
        if self._linker.pdf20:
            about["NS"] = reference(self._linker.pdf20.namespace)
        write(self.document, dictionary({**about, "K": references(self._roots)}))
        write(self._parents, dictionary({"Nums": self._numbers()}))
        root = {
            "Type": b"/StructTreeRoot",
            "K": references([self.document]),
            "ParentTree": reference(self._parents),
            "ParentTreeNextKey": b"%d" % self._annotations,
            **self._types(),
        }
        if names := self._names():
            root["IDTree"] = dictionary({"Names": names})
        write(self._root, dictionary(root))
        return {"StructTreeRoot": reference(self._root), "MarkInfo": b"<</Marked true>>"}

    def _types(self) -> dict[str, bytes]:
        """What the types of elements are read as, and of which namespace some are (14.7.3)."""
        pdf20 = self._linker.pdf20
        read_as = READ_AS if pdf20 else ROLE_MAP
        mapped = dictionary({role: b"/" + as_.encode() for role, as_ in read_as.items()})
        spaces = {"Namespaces": references([pdf20.namespace])} if pdf20 else {}
        return {"RoleMap": mapped, **spaces}

    def _numbers(self) -> bytes:
        """The parent tree (14.7.4.4): the rows of the pages, then the owners of annotations."""
        rows = [
            (placed.start + page, placed.object(row))
            for placed in self._placed
            for page, row in enumerate(placed.piece.parent_arrays)
        ]
        owners = [
            (self._first_annotation[placed.base] + index, placed.object(owner))
            for placed in self._placed
            for index, owner in enumerate(placed.piece.annotation_owners)
        ]
        return b"[" + b" ".join(b"%d %d 0 R" % pair for pair in rows + owners) + b"]"

    def _names(self) -> bytes:
        """The tree of IDs, or nothing where no element has one."""
        named = [
            (name, placed.object(owner))
            for placed in self._placed
            for name, owner in placed.piece.element_ids
        ]
        named.sort(key=lambda pair: order(pair[0]))
        pairs = b" ".join(text(name) + b" " + reference(owner) for name, owner in named)
        return b"[" + pairs + b"]" if named else b""
