"""The structure tree of the whole book, from those of its pieces (ISO 32000-1, 14.7)."""

from __future__ import annotations

from publish.outputs.pdf.exchange.structure_types import ROLE_MAP
from publish.outputs.pdf.link.objects import ObjectTable, PlacedPiece
from publish.outputs.pdf.link.pdf20 import ROLE_MAP_20, Pdf20
from publish.outputs.pdf.link.pdf_file import Bundle
from publish.outputs.pdf.link.syntax import dictionary, name_tree_key, reference, references, text


class StructureTree:
    """Puts the elements of each piece below those of the enclosing sections."""

    def __init__(self, objects: ObjectTable, page_count: int) -> None:
        self._objects = objects
        self._root, self._parent_tree = objects.allocate(), objects.allocate()
        self.document = objects.allocate()
        self._roots: list[int] = []
        # Of the sections that continue in other pieces, by their ids:
        self._kids: dict[str, list[int]] = {}
        self._kid_arrays: dict[str, int] = {}
        self._elements: dict[str, int] = {}
        self._placements: list[PlacedPiece] = []
        self._page_count = self._next_key = page_count  # after the keys of the pages

    def place(self, placed: PlacedPiece) -> None:
        """Add the tree of a piece; pieces come in the order of the book."""
        piece = placed.piece
        section = self._enclosing(placed)
        kids = self._roots if section is None else self._kids[section]
        kids += placed.objects(piece.roots)
        for name, own_kids in piece.open_sections.items():
            self._kids[name] = placed.objects(own_kids)
            self._kid_arrays[name] = self._objects.allocate()
            self._elements[name] = placed.object(piece.anchors[name].element)
        self._next_key = self._first_annotation(placed) + len(piece.annotation_owners)
        self._placements.append(placed)

    def _first_annotation(self, placed: PlacedPiece) -> int:
        """The key of the first annotation of a piece in the parent tree, which stays as it is while
        the piece has its place."""
        return self._page_count + placed.base

    def _enclosing(self, placed: PlacedPiece) -> str | None:
        """The innermost section around a piece that has an element."""
        names = reversed(placed.source.enclosing)
        return next((name for name in names if name in self._kids), None)

    def resolve(self, kind: str, name: str, placed: PlacedPiece) -> int:
        """The number for a symbol of a piece."""
        if kind == "parent":
            section = self._enclosing(placed)
            return self.document if section is None else self._elements[section]
        if kind == "kids":
            return self._kid_arrays[name]
        if kind == "page-key":
            return placed.first_page + int(name)
        if kind == "annotation-key":
            return self._first_annotation(placed) + int(name)
        raise ValueError(f"unknown symbol of a piece: {kind}:{name}")

    def write(self, pdf20: Pdf20 | None) -> dict[str, bytes]:
        """Write the tree; returns its entries in the catalog."""
        write = self._objects.write
        if self._kid_arrays:  # apart from what changes with every edit
            kids = [references(self._kids[name]) for name in self._kid_arrays]
            self._objects.add_bundle(Bundle.of(list(self._kid_arrays.values()), kids))
        document = {"Type": b"/StructElem", "S": b"/Document", "P": reference(self._root)}
        if pdf20:
            document["NS"] = reference(pdf20.namespace)
        write(self.document, dictionary({**document, "K": references(self._roots)}))
        write(self._parent_tree, dictionary({"Nums": self._parent_tree_entries()}))
        root = {
            "Type": b"/StructTreeRoot",
            "K": references([self.document]),
            "ParentTree": reference(self._parent_tree),
            "ParentTreeNextKey": b"%d" % self._next_key,
            **_role_map(pdf20),
        }
        if names := self._id_tree_entries():
            root["IDTree"] = dictionary({"Names": names})
        write(self._root, dictionary(root))
        return {"StructTreeRoot": reference(self._root), "MarkInfo": b"<</Marked true>>"}

    def _parent_tree_entries(self) -> bytes:
        """The parent tree (14.7.4.4): the arrays of the pages, then the owners of annotations."""
        arrays = [
            (placed.first_page + page, placed.object(array))
            for placed in self._placements
            for page, array in enumerate(placed.piece.parent_arrays)
        ]
        owners = [
            (self._first_annotation(placed) + index, placed.object(owner))
            for placed in self._placements
            for index, owner in enumerate(placed.piece.annotation_owners)
        ]
        return b"[" + b" ".join(b"%d %d 0 R" % pair for pair in arrays + owners) + b"]"

    def _id_tree_entries(self) -> bytes:
        """The tree of IDs, or nothing where no element has one."""
        elements = [
            (name, placed.object(element))
            for placed in self._placements
            for name, element in placed.piece.element_ids
        ]
        elements.sort(key=lambda pair: name_tree_key(pair[0]))
        pairs = b" ".join(text(name) + b" " + reference(element) for name, element in elements)
        return b"[" + pairs + b"]" if elements else b""


def _role_map(pdf20: Pdf20 | None) -> dict[str, bytes]:
    """The standard types that ours are mapped to, and the namespaces of the file (14.7.3)."""
    mapping = ROLE_MAP_20 if pdf20 else ROLE_MAP
    role_map = dictionary({role: b"/" + standard.encode() for role, standard in mapping.items()})
    namespaces = {"Namespaces": references([pdf20.namespace])} if pdf20 else {}
    return {"RoleMap": role_map, **namespaces}
