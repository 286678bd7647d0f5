"""Where links and bookmarks lead (ISO 32000-1, 12.3.2)."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf

from publish.verify.pdf.finished import Finished, Place

DEAD = "nowhere"


class Destinations:
    """Resolves destinations of one file to sections of its book."""

    def __init__(self, finished: Finished) -> None:
        self._finished = finished
        pages = finished.pdf.pages
        self._numbers = {page.obj.objgen: index for index, page in enumerate(pages)}
        self._named = _named(finished.pdf)

    def target(self, holder: pikepdf.Object | None) -> str:
        """`#id` of the section that begins where a link, bookmark or destination leads.

        The address of a link that leads out of the file; "page 3" where no section begins; else
        "nowhere".
        """
        if isinstance(holder, pikepdf.Dictionary) and "/A" in holder and "/URI" in holder.A:
            return str(holder.A.URI)
        place = self.place(holder)
        if place is None:
            return DEAD
        section = self._finished.begins_at(place.page, place.top)
        return f"#{section}" if section else f"page {place.page + 1}"

    def named(self, anchor: str) -> Place | None:
        """The place that the file gives to an anchor."""
        return self.place(self._named.get(anchor))

    def place(self, holder: pikepdf.Object | None) -> Place | None:
        """The page and height that a link, bookmark or destination names."""
        found = _unwrapped(holder)
        if isinstance(found, pikepdf.String | pikepdf.Name):
            found = _unwrapped(self._named.get(str(found)))
        if not isinstance(found, pikepdf.Array) or len(found) == 0:
            return None
        page = self._numbers.get(found[0].objgen) if found[0].is_indirect else None
        if page is None:
            return None
        exact = len(found) > 3 and str(found[1]) == "/XYZ" and found[3] is not None
        return Place(page, float(found[3]) if exact else float("inf"))


def _unwrapped(found: pikepdf.Object | None) -> pikepdf.Object | None:
    """The destination in an annotation, bookmark, action or entry of the name tree."""
    while isinstance(found, pikepdf.Dictionary):
        found = found.get("/Dest") or found.get("/A") or found.get("/D")
    return found


def _named(pdf: pikepdf.Pdf) -> Mapping[str, pikepdf.Object]:
    names = pdf.Root.get("/Names")
    if names is None or "/Dests" not in names:
        return {}
    return {str(key): value for key, value in pikepdf.NameTree(names.Dests).items()}
