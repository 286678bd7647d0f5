"""Every address of the release before leads somewhere: to its text, where that is still there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from publish.verification.difference import Code, Difference, quoted
from publish.verification.web.finished import FinishedWeb
from publish.verification.web.reader.site import INDEX

_SURFACE = "earlier addresses"


def check_earlier_addresses(finished: FinishedWeb) -> Iterator[Difference]:
    """The pages of the release that the edition names, with all their ids."""
    since = finished.edition.since
    if since is None:
        return
    for page, ids in _pages(json.loads(since.content), finished.edition.name).items():
        yield from _check_page(finished, page)
        for name, led_to in ids.items():
            if name and page in finished.container.pages:
                yield from _check_id(finished, page, name, led_to)


def _pages(text: Any, edition: str) -> Mapping[str, Mapping[str, str]]:
    places = text["places"]
    found: Mapping[str, Mapping[str, str]] = places.get(edition) or next(iter(places.values()))
    return found


def _check_page(finished: FinishedWeb, page: str) -> Iterator[Difference]:
    """A page is there, or leads on to one that is, and says so to search engines."""
    found = finished.container.pages.get(page)
    if found is None:
        yield Difference(Code.MISSING, _SURFACE, page, "page", "a page", "nothing")
        return
    target = found.around.leads_on
    if target is None:
        return
    file, _, anchor = target.partition("#")
    to = finished.container.pages.get(file)
    if to is None or to.around.leads_on is not None or (anchor and anchor not in to.around.anchors):
        yield Difference(Code.TARGET, _SURFACE, page, "way on", "a page", quoted(target))
    canonical = found.around.canonical or ""
    address = finished.edition.address
    own = target.removeprefix(INDEX) if file == INDEX else target
    if not canonical.endswith(own) or not canonical.startswith(address):
        yield Difference(Code.TARGET, _SURFACE, page, "canonical", quoted(own), quoted(canonical))


def _check_id(finished: FinishedWeb, page: str, name: str, led_to: str) -> Iterator[Difference]:
    """An id is on its page, or has a line there that leads to where its text is now."""
    around = finished.container.pages[page].around
    where = f"{page}#{name}"
    if name not in around.anchors:
        yield Difference(Code.MISSING, _SURFACE, where, "id", "a place", "nothing")
    elif name in around.moved and led_to in finished.sections:
        target = around.moved[name]
        home = finished.section_map.documents.get(led_to)
        right = f"{home.href}#{led_to}" if home else None
        if target != right:
            yield Difference(Code.TARGET, _SURFACE, where, "way on", quoted(right), quoted(target))
