"""The place of a change, by which its pages are found before others are laid out."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from publish.model.markup import X
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.schedule.changes import Changes

BEFORE = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><section id="a">'
    "<p>One <em>two</em> three.</p><p>Four.</p></section></body></html>"
)


def piece(text: str) -> PieceSource:
    return PieceSource.of(etree.fromstring(text), front=False)


def changes_after(folder: Path, *documents: str) -> Changes:
    """What is known of some pieces, of which the sections are `a`, `b`, …"""
    known = Changes(folder)
    for document in documents:
        known.note(piece(document), document.encode())
    known.keep([])
    return Changes(folder)


@pytest.mark.parametrize(
    ("before", "after", "tag", "words"),
    [
        ("One", "Once", "p", "Once "),
        ("two", "too", "em", "too"),
        ("three", "free", "em", "two"),  # the last element that begins before it
        ("Four.", "Four, five.", "p", "Four, five."),
        ("<p>Four.</p>", "<pre>Four.</pre>", "pre", "Four."),
        ("<p>Four.</p>", '<p class="x">Four.</p>', "p", "Four."),
        ("<p>Four.</p>", "", "em", "two"),
    ],
)
def test_a_change_is_found_at_its_element(
    tmp_path: Path, before: str, after: str, tag: str, words: str
) -> None:
    changed = BEFORE.replace(before, after)
    number = changes_after(tmp_path, BEFORE).find_change(piece(changed), changed.encode())
    assert number is not None
    element = list(ElementTree.fromstring(changed).iter())[number]
    assert (element.tag, element.text) == (f"{X}{tag}", words)


def test_what_is_new_or_as_before_has_no_change(tmp_path: Path) -> None:
    known, other = changes_after(tmp_path, BEFORE), BEFORE.replace('id="a"', 'id="b"')
    assert known.find_change(piece(BEFORE), BEFORE.encode()) is None
    assert known.find_change(piece(other), other.encode()) is None


def test_where_many_pieces_have_changed_the_first_two_are_enough(tmp_path: Path) -> None:
    documents = [BEFORE.replace('id="a"', f'id="{name}"') for name in "abc"]
    known = changes_after(tmp_path, *documents)
    edited = [document.replace("Four", "Five") for document in documents]
    found = [known.find_change(piece(each), each.encode()) for each in edited]
    assert [number is None for number in found] == [False, False, True]
