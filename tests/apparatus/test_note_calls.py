"""Notes in notes, and calls that follow each other, wherever the notes are printed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from publish import api
from publish.model.markup import X, note_calls
from publish.model.xhtml import text_of

pytestmark = pytest.mark.slow

_BOOK = """
[book]
title = "Notes"
authors = ["A. Writer"]
language = "en"

[structure]
bodymatter = ["one.md"]
{back}
[notes]
place = "{place}"
"""
_TEXT = """# Notes

A note.[^a] Two at a place.[^c][^d] **Bold.[^e]**[^f] The second again.[^b] Last.[^j]

[^a]: See the other one.[^b]
[^b]: This is the other one; more is in[^g] it.
[^c]: Third.
[^d]: Fourth, with two calls.[^h][^i]
[^e]: Fifth.
[^f]: Sixth; the first again.[^a]
[^g]: Inner, which calls the one that calls it.[^b]

    With a second paragraph.[^h]
[^h]: At the end of one.
[^i]: At the very end.
[^j]: With two[^k] that are read with it.[^l]
[^k]: One with another.[^m]
[^l]: The second of them.
[^m]: After both.
"""


@pytest.mark.parametrize("place", ["foot", "chapter", "book"])
def test_notes_in_notes_are_right_in_both_products(place: str, tmp_path: Path) -> None:
    """Verification compares the numbers, and follows the links of all calls."""
    back = 'backmatter = [{ role = "endnotes" }]' if place == "book" else ""
    (tmp_path / "book.toml").write_text(_BOOK.format(place=place, back=back), encoding="utf-8")
    (tmp_path / "one.md").write_text(_TEXT, encoding="utf-8")
    result = api.build(tmp_path, tmp_path / "out")
    assert [str(each) for each in result.diagnostics] == []
    (pdf,) = [each.path for each in result.artifacts if each.path.suffix == ".pdf"]
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    order = ["See the other", "This is the other", "Inner, ", "At the end", "Third.", "Fourth"]
    (notes,) = [text for text in pages if order[0] in text]
    assert sorted(order, key=notes.index) == order


def test_a_note_in_a_note_counts_after_it(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(_BOOK.format(place="foot", back=""), encoding="utf-8")
    (tmp_path / "one.md").write_text(_TEXT, encoding="utf-8")
    book = api.settle(api.load(tmp_path))
    (section,) = [each for each in book.walk() if each.notes]
    labels = {note.number: note.label for note in section.notes}
    assert "".join(labels[number] for number in sorted(labels)) == "abghcdiefjklm"
    (paragraph,) = [node for node in section.body if "Two at a place" in text_of(node)]
    assert "place.5\u202f6 Bold.8\u202f9 The" in text_of(paragraph)
    assert all(call.get("href") for call in note_calls(section.body))


_RAISED = {
    "Six m².[^a]": "Six m².1",
    "Six m²[^a]": "Six m²\u202f1",
    "Six m^2^[^a]": "Six m2\u202f1",
    "Six m^2^ [^a]": "Six m2 1",
    "**Six m²**[^a]": "Six m²\u202f1",
    "*Six m^2^*[^a]": "Six m2\u202f1",
    "Le XIX^e^[^a]": "Le XIXe\u202f1",
    "$x^2$[^a]": "x2\u202f1",
    "$y + x_1^2$[^a]": "y+x12\u202f1",
    "$x^2 + 1$[^a]": "x2+11",
    "H~2~O[^a]": "H2O1",
    "Mark™[^a]": "Mark™\u202f1",
    "In 1945[^a]": "In 19451",
}


def test_a_call_is_parted_from_what_is_raised_before_it(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(_BOOK.format(place="foot", back=""), encoding="utf-8")
    texts = [text.replace("[^a]", f"[^{n}]") for n, text in enumerate(_RAISED)]
    notes = [f"[^{n}]: Note." for n in range(len(texts))]
    (tmp_path / "one.md").write_text("# One\n\n" + "\n\n".join(texts + notes), encoding="utf-8")
    (section,) = [each for each in api.settle(api.load(tmp_path)).walk() if each.notes]
    shown = [text_of(node) for node in section.body if node.tag == f"{X}p"]
    wanted = [text.removesuffix("1") + str(n) for n, text in enumerate(_RAISED.values(), start=1)]
    assert shown == wanted
