"""The captions of an EPUB: at their figure, table, listing or equation, with label and words."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.verify.captions import X, behind_label, differ, wanted_captions
from publish.verify.difference import Difference
from publish.verify.epub.finished import Finished


def captions(finished: Finished) -> Iterator[Difference]:
    """Every caption of the book against the one at the element of its id."""
    holders = {
        node.get("id"): node
        for document in finished.container.documents()
        for node in document.root.iter(f"{X}figure", f"{X}table")
    }
    for wanted in wanted_captions(finished.book):
        shown = _caption(holders.get(wanted.caption.id))
        if shown is None:
            yield from differ(wanted, None, None)
        else:
            yield from differ(wanted, _label(shown), behind_label(shown))


def _caption(holder: etree._Element | None) -> etree._Element | None:
    found = [] if holder is None else list(holder.iter(f"{X}caption", f"{X}figcaption"))
    return found[0] if found else None


def _label(caption: etree._Element) -> str:
    labels = (node for node in caption.iter(f"{X}span") if node.get("class") == "label")
    return " ".join("".join(label.itertext()) for label in labels)
