"""How a reader navigates in the file: destinations, names, outline, page labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish.model.bookmarks import OutlineEntry
from publish.outputs.pdf.link.objects import ObjectTable, PlacedAnchor
from publish.outputs.pdf.link.pdf20 import Pdf20
from publish.outputs.pdf.link.syntax import dictionary, name_tree_key, number, reference, text


@dataclass(frozen=True, slots=True)
class Destinations:
    """The anchors of the book as destinations in the file."""

    anchors: Mapping[str, PlacedAnchor]
    page_objects: Sequence[int]
    pdf20: Pdf20 | None

    def of(self, name: str) -> dict[str, bytes]:
        """The destination of an anchor, at the zoom that the reader has chosen.

        On its page, and in a file of PDF 2.0 on its element too (ISO 32000-2, 12.3.2.3).
        """
        anchor = self.anchors[name]
        x, y = number(anchor.anchor.x), number(anchor.anchor.y)
        position = b"/XYZ %s %s null]" % (x, y)
        entries = {"D": b"[%s %s" % (reference(self.page_objects[anchor.page]), position)}
        if self.pdf20:
            entries["SD"] = b"[%s %s" % (reference(self.pdf20.element(name)), position)
        return entries


def write_names(objects: ObjectTable, destinations: Destinations) -> bytes:
    """Write every anchor as a named destination (ISO 32000-1, 12.3.2.3); the catalog's entry."""
    names = sorted(destinations.anchors, key=name_tree_key)
    pairs = b" ".join(text(name) + b" " + _named(destinations, name) for name in names)
    leaf = objects.add(dictionary({"Names": b"[" + pairs + b"]"}))
    return dictionary({"Dests": reference(leaf)})


def _named(destinations: Destinations, name: str) -> bytes:
    entries = destinations.of(name)
    return dictionary(entries) if destinations.pdf20 else entries["D"]


def page_labels(front_pages: int, page_count: int) -> bytes:
    """Lower-case roman for the front matter, arabic from 1 after it (12.4.2)."""
    ranges = [b"0 <</S/r>>"] if front_pages else []
    if page_count > front_pages:
        ranges.append(b"%d <</S/D>>" % front_pages)
    return dictionary({"Nums": b"[" + b" ".join(ranges) + b"]"})


def write_outline(
    objects: ObjectTable, destinations: Destinations, entries: Sequence[OutlineEntry]
) -> dict[str, bytes]:
    """Write the bookmarks (12.3.3); returns the catalog's entries."""
    root = objects.allocate()
    first, last, count = _write_level(objects, destinations, entries, root)
    outline = {"Type": b"/Outlines", "First": reference(first), "Last": reference(last)}
    objects.write(root, dictionary({**outline, "Count": b"%d" % count}))
    return {"Outlines": reference(root), "PageMode": b"/UseOutlines"}


def _write_level(
    objects: ObjectTable, destinations: Destinations, level: Sequence[OutlineEntry], parent: int
) -> tuple[int, int, int]:
    """Write the bookmarks of one level; the first, the last, and how many are shown at first."""
    numbers = [objects.allocate() for _ in level]
    shown = len(level)
    for index, bookmark in enumerate(level):
        entry = {"Title": text(bookmark.text), "Parent": reference(parent)}
        entry |= _action(destinations, bookmark)
        if index:
            entry["Prev"] = reference(numbers[index - 1])
        if index + 1 < len(numbers):
            entry["Next"] = reference(numbers[index + 1])
        if bookmark.children:
            first, last, below = _write_level(
                objects, destinations, bookmark.children, numbers[index]
            )
            closed = bookmark.level > 1
            entry |= {"First": reference(first), "Last": reference(last)}
            entry["Count"] = b"%d" % (-below if closed else below)
            shown += 0 if closed else below
        objects.write(numbers[index], dictionary(entry))
    return numbers[0], numbers[-1], shown


def _action(destinations: Destinations, bookmark: OutlineEntry) -> dict[str, bytes]:
    """The entry by which a bookmark leads to its place."""
    target = destinations.of(bookmark.anchor)
    if destinations.pdf20:
        return {"A": dictionary({"S": b"/GoTo", **target})}
    return {"Dest": target["D"]}
