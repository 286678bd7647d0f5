"""How a reader finds a place in the file: names, outline, page labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from publish.model.section import Section, heading_text
from publish.outputs.pdf.link.syntax import dictionary, number, order, reference, text

if TYPE_CHECKING:
    from publish.outputs.pdf.link.linker import Linker


def entries(linker: Linker) -> dict[str, bytes]:
    """What the catalog says of names and labels."""
    return {"Names": _names(linker), "PageLabels": _labels(linker)}


def _names(linker: Linker) -> bytes:
    """Every anchor as a named destination (ISO 32000-1, 12.3.2.3)."""
    names = sorted(linker.anchors, key=order)
    pairs = b" ".join(text(name) + b" " + _named(linker, name) for name in names)
    leaf = linker.add(dictionary({"Names": b"[" + pairs + b"]"}))
    return dictionary({"Dests": reference(leaf)})


def _named(linker: Linker, name: str) -> bytes:
    places = _places(linker, name)
    return dictionary(places) if linker.pdf20 else places["D"]


def _places(linker: Linker, name: str) -> dict[str, bytes]:
    """The place of an anchor, at the zoom that the reader has chosen.

    On its page, and in a file of PDF 2.0 on its element too (ISO 32000-2, 12.3.2.3).
    """
    placed, page = linker.anchors[name]
    anchor = placed.piece.anchors[name]
    place = b"/XYZ %s %s null]" % (number(anchor.x), number(anchor.y))
    found = {"D": b"[%s %s" % (reference(linker.page_objects[page]), place)}
    if linker.pdf20:
        found["SD"] = b"[%s %s" % (reference(linker.pdf20.element(name)), place)
    return found


def _labels(linker: Linker) -> bytes:
    """Lower-case roman for the front matter, arabic from 1 behind it (12.4.2)."""
    front = linker.pagination.front
    ranges = [b"0 <</S/r>>"] if front else []
    if linker.pagination.count > front:
        ranges.append(b"%d <</S/D>>" % front)
    return dictionary({"Nums": b"[" + b" ".join(ranges) + b"]"})


def outline(linker: Linker, sections: Sequence[Section]) -> dict[str, bytes]:
    """Write the bookmarks (12.3.3): every section, worded as everywhere; the catalog's entries."""
    root = linker.new()
    first, last, count = _level(linker, sections, root)
    about = {"Type": b"/Outlines", "First": reference(first), "Last": reference(last)}
    linker.write(root, dictionary({**about, "Count": b"%d" % count}))
    return {"Outlines": reference(root), "PageMode": b"/UseOutlines"}


def _level(linker: Linker, sections: Sequence[Section], parent: int) -> tuple[int, int, int]:
    """Write the sections of one level; the first, the last, and how many are shown at first."""
    numbers = [linker.new() for _ in sections]
    shown = len(sections)
    for place, section in enumerate(sections):
        entry = {
            "Title": text(heading_text(section)),
            "Parent": reference(parent),
        }
        places = _places(linker, section.id)
        if linker.pdf20:
            entry["A"] = dictionary({"S": b"/GoTo", **places})
        else:
            entry["Dest"] = places["D"]
        if place:
            entry["Prev"] = reference(numbers[place - 1])
        if place + 1 < len(numbers):
            entry["Next"] = reference(numbers[place + 1])
        if section.children:
            first, last, below = _level(linker, section.children, numbers[place])
            closed = section.level > 1
            entry |= {"First": reference(first), "Last": reference(last)}
            entry["Count"] = b"%d" % (-below if closed else below)
            shown += 0 if closed else below
        linker.write(numbers[place], dictionary(entry))
    return numbers[0], numbers[-1], shown
