"""The places that a text remembers for messages: kept in its tree, and in no product."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from publish.model.book import Book
from publish.model.roles import Role
from publish.render.markup import inner

_MANIFEST = """
[book]
title = "A Book"
language = "en"
[notes]
place = "book"
[structure]
bodymatter = ["a.md"]
backmatter = [{ role = "endnotes" }]
"""
_TEXT = "A word.[^n]\n\n- One\n- Two\n\n[^n]: Of *note*.\n"

Read = Callable[[Mapping[str, str]], Book]


def test_a_settled_text_has_places_and_what_is_rendered_has_none(read_files: Read) -> None:
    section = next(read_files({"a.md": f"# A\n\n{_TEXT}"}).walk())
    assert section.body.xpath("boolean(.//@data-line)")
    assert "data-" not in inner(section.body)


def test_notes_at_the_end_do_not_change_with_the_lines_of_a_chapter(read_files: Read) -> None:
    markups = []
    for lines in ("\n", "\n\n\n"):
        book = read_files({"book.toml": _MANIFEST, "a.md": f"# A\n{lines}{_TEXT}"})
        notes = next(section for section in book.walk() if section.role is Role.ENDNOTES)
        markups.append(book.markup_of(notes))
    assert markups[0] == markups[1]
    assert b"Of <em>note</em>." in markups[0]
