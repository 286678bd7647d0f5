"""The named destinations of a finished PDF, by which its sections and anchors are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf


def pages_of_anchors(pdf: pikepdf.Pdf, anchors: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The index of the page that each anchor is on, of those that the file names.

    A destination is an array, or a dictionary that has one (ISO 32000-1, 12.3.2.3).
    """
    indexes = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    destinations = {} if tree is None else pikepdf.NameTree(tree)
    for anchor in anchors:
        destination = destinations.get(anchor)
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if isinstance(destination, pikepdf.Array) and destination[0].objgen in indexes:
            yield anchor, indexes[destination[0].objgen]
