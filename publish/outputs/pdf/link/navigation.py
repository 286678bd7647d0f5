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
    pairs = b" ".join(text(name) + b" " + destination(linker, name) for name in names)
    leaf = linker.add(dictionary({"Names": b"[" + pairs + b"]"}))
    return dictionary({"Dests": reference(leaf)})


def destination(linker: Linker, name: str) -> bytes:
    """The place of an anchor, at the zoom that the reader has chosen."""
    placed, page = linker.anchors[name]
    anchor = placed.piece.anchors[name]
    target = reference(linker.page_objects[page])
    return b"[%s /XYZ %s %s null]" % (target, number(anchor.x), number(anchor.y))


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
            "Dest": destination(linker, section.id),
        }
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
