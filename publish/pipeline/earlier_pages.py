"""The pages of the web edition of the release before, with what became of their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from publish.cache import Cache, Memo, digest
from publish.diagnostics import Location, Report
from publish.model.book import Book, Edition
from publish.model.earlier_page import EarlierPage, EarlierPlace
from publish.releases.changes import compare
from publish.releases.reading import read_text
from publish.releases.text import BookText, PlacesByPage


class _BecameInputs(msgspec.Struct, frozen=True):
    earlier: str
    text: BookText


_BECAME = Memo("moved-ids", _BecameInputs, dict[str, str])


def check_since(book: Book, edition: Edition, report: Report) -> None:
    """MAN-048 for what is not the text of a release with a web edition."""
    if edition.since is not None and not _places(_decode(edition.since.content), edition):
        message = f"`{edition.since.href}` is not the text of a release with a web edition"
        hint = "copy the `text.json` from the folder of that release"
        place = edition.locations.get("since") or Location(str(book.folder / "book.toml"))
        report.add("MAN-048", message, place, hint=hint)


def earlier_pages(book: Book, edition: Edition, cache: Cache) -> tuple[EarlierPage, ...]:
    """The pages that the edition had, if it names the release before."""
    text = _decode(edition.since.content) if edition.since else None
    places = _places(text, edition)
    if text is None or edition.since is None or not places:
        return ()
    became = _became(book, text, edition.since.content, places, cache)
    return tuple(EarlierPage(page, tuple(_moved(rows, became))) for page, rows in places.items())


def _decode(content: bytes) -> BookText | None:
    try:
        return msgspec.json.decode(content, type=BookText)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _places(text: BookText | None, edition: Edition) -> PlacesByPage:
    """Those of the edition with that name, or else of the first web edition."""
    if text is None or not text.places:
        return {}
    return text.places.get(edition.name) or next(iter(text.places.values()))


def _moved(places: Mapping[str, str], became: Mapping[str, str]) -> Iterator[EarlierPlace]:
    """Each place with the ids to try: its own, that of its text, that of the section before it."""
    before = places.get("", "")
    for name, led_to in places.items():
        if led_to in became:
            before = led_to
        to = (led_to, became.get(led_to, ""), became.get(before, ""), before)
        yield EarlierPlace(name, tuple(dict.fromkeys(each for each in to if each)))


def _became(
    book: Book, text: BookText, content: bytes, places: PlacesByPage, cache: Cache
) -> dict[str, str]:
    """The ids of sections, captions and notes, with what they lead to now.

    The texts are compared only where an id is gone: one that is there leads to where it is.
    """
    own = {section.id: section.id for section in text.sections}
    known = own.keys() | {i.id for each in text.sections for i in each.items if i.has_address}
    wanted = {led_to for rows in places.values() for led_to in rows.values()}
    if (wanted & known) <= _ids(book):
        return own
    now = read_text(book, {})
    inputs = _BecameInputs(digest(content), now)
    return _BECAME.get(
        cache,
        inputs,
        lambda: {**own, **{r.old: r.new for r in compare(text, now).redirects if not r.reused}},
    )


def _ids(book: Book) -> set[str]:
    """The ids of all sections, captions and notes."""
    ids = {section.id for section in book.walk()} | {note.id for note in book.notes()}
    return ids | {caption.id for caption in book.captions}
