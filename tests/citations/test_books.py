"""Citations in whole books: notation, links both ways, escapes, notes, uncited works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.markup import X
from publish.model.section import Section
from publish.pipeline import build
from publish.verification.validators import validate
from tests.running import run_context

ReadFiles = Callable[[Mapping[str, str]], Book]
WriteBook = Callable[[Mapping[str, str]], Path]

MANIFEST = """[book]
title = "Harbour Notes"
language = "{language}"

[structure]
bodymatter = ["a.md"]
backmatter = ["bibliography.md"]

[bibliography]
files = ["works.bib"]
style = "{style}"
{more}
"""
WORKS = r"""
@book{tide, author = {Marten, Anna and Oduya, Ben}, title = {Tides \& <script>alert(1)</script>},
  publisher = {Kiln Books}, year = 2014}
@book{quay:2, author = {Lind, Karin}, title = {The {quay} at \emph{night}}, year = 2003}
@misc{lock, author = {{Canal Society}}, title = {How the lock works},
  url = {https://example.org/?a=1&b=2}}
@book{unread, author = {Nagy, P{\'e}ter}, title = {Unread}, year = 1990}
"""


def files(
    text: str, style: str = "chicago-author-date", more: str = "", language: str = "en"
) -> dict[str, str]:
    return {
        "book.toml": MANIFEST.format(style=style, more=more, language=language),
        "works.bib": WORKS,
        "a.md": f"# The Quay\n\n{text}\n",
        "bibliography.md": "# Works Cited\n",
    }


def text_of(section: Section) -> str:
    copy = etree.fromstring(etree.tostring(section.body))
    return " ".join("".join(copy.itertext()).split())


def body_text(read_files: ReadFiles, text: str, **how: str) -> str:
    return text_of(read_files(files(text, **how)).sections[0])


NOTATIONS = {
    "Slow [@tide].": "Slow (Marten and Oduya 2014).",
    "Slow [see @tide, pp. 3-4; @lock].": (
        "Slow (see Marten and Oduya 2014, 3–4; Canal Society, n.d.)."
    ),
    "Slow [-@tide, chap. 2].": "Slow (2014, chap. 2).",
    "Slow [@tide, 12, and often].": "Slow (Marten and Oduya 2014, 12, and often).",
    "Slow [@tide passim].": "Slow (Marten and Oduya 2014 passim).",
    "As @quay:2 says.": "As Lind (2003) says.",
    "As @quay:2 [p. 40] says.": "As Lind (2003, 40) says.",
    "As @{quay:2}: so.": "As Lind (2003): so.",
    "Write to name@example.org.": "Write to name@example.org.",
    r"Tell \@tide of it.": "Tell @tide of it.",
    "See `[@tide]` there.": "See [@tide] there.",
    "See <mailto:a@tide.org>.": "See mailto:a@tide.org.",
    "An [empty @ sign] stays.": "An [empty @ sign] stays.",
}


@pytest.mark.parametrize(("written", "expected"), NOTATIONS.items(), ids=list(NOTATIONS))
def test_notation(read_files: ReadFiles, written: str, expected: str) -> None:
    assert body_text(read_files, written) == expected


def test_without_a_bibliography_the_at_sign_is_text(read_files: ReadFiles) -> None:
    book = read_files({"a.md": "# A\n\nAsk @someone [@tide].\n"})
    assert text_of(book.sections[0]) == "Ask @someone [@tide]."


def test_locators_have_the_words_of_the_language(read_files: ReadFiles) -> None:
    text = body_text(read_files, "So [@tide, S. 12; @quay:2, Kap. 3].", language="de")
    assert text == "So (Marten und Oduya 2014, 12; Lind 2003, Kap. 3)."


@pytest.mark.parametrize("style", ["chicago-author-date", "ieee", "chicago-notes-bibliography"])
def test_links_lead_there_and_back(read_files: ReadFiles, style: str) -> None:
    text = "One [@tide]. Two [@quay:2; @tide]. Three @lock.[^n]\n\n[^n]: In a note [@quay:2, 5]."
    book = read_files(files(text, style=style))
    chapter, bibliography = book.sections
    elements = {node.get("id"): node for s in book.walk() for node in s.body.iter(etree.Element)}
    entries = list(bibliography.body.iter(f"{X}li"))
    assert len(entries) == 3
    targets = set()
    for link in chapter.body.iter(f"{X}a"):
        if link.get("role") == "doc-biblioref":
            entry = elements[link.get("href", "")[1:]]
            targets.add(entry.get("id"))
    assert targets == {entry.get("id") for entry in entries}
    for entry in entries:
        for link in entry.iter(f"{X}a"):
            if link.get("role") == "doc-backlink":
                citation = elements[link.get("href", "")[1:]]
                assert link.get("aria-label", "").startswith("Back to the text")
                links = {a.get("href") for a in citation.iter(f"{X}a")}
                assert f"#{entry.get('id')}" in links


def test_markup_characters_are_escaped(read_files: ReadFiles) -> None:
    book = read_files(files("One [@tide]."))
    entry = text_of(book.sections[1])
    assert "Tides & <script>alert(1)</script>" in entry
    assert next(book.sections[1].body.iter("{*}script"), None) is None


def test_an_italic_word_in_an_italic_title_is_upright_and_an_address_a_link(
    read_files: ReadFiles,
) -> None:
    body = read_files(files("[@quay:2; @lock]")).sections[1].body
    assert ["".join(em.itertext()) for em in body.iter(f"{X}em")] == ["The quay at "]
    links = [a.get("href") for a in body.iter(f"{X}a") if a.get("role") is None]
    assert links == ["https://example.org/?a=1&b=2"]


def test_cited_works_are_listed_and_those_of_nocite(read_files: ReadFiles) -> None:
    assert "Unread" not in text_of(read_files(files("One [@tide].")).sections[1])
    listed = read_files(files("One [@tide].", more='nocite = ["unread"]'))
    assert "Unread" in text_of(listed.sections[1])
    everything = read_files(files("None.", more='nocite = ["*"]'))
    assert len(list(everything.sections[1].body.iter(f"{X}li"))) == 4


def test_the_entries_are_in_the_block(read_files: ReadFiles) -> None:
    sources = files("One [@tide].")
    sources["bibliography.md"] = "# Works Cited\n\nBefore.\n\n::: bibliography\n:::\n\nAfter.\n"
    words = text_of(read_files(sources).sections[1])
    assert words.index("Before.") < words.index("Kiln Books") < words.index("After.")


def test_numbers_follow_the_reading_order_with_notes_at_their_calls(
    read_files: ReadFiles,
) -> None:
    text = "First.[^n] Then [@tide].\n\n[^n]: A note [@lock]."
    book = read_files(files(text, style="ieee"))
    assert "Then [2]." in text_of(book.sections[0])
    assert "A note [1]." in text_of(book.sections[0])


def test_a_style_in_notes_puts_calls_after_the_stop(read_files: ReadFiles) -> None:
    text = "One [@tide, p. 3]. Own.[^n] As @lock says, two [@tide].\n\n[^n]: In it [@quay:2], more."
    book = read_files(files(text, style="chicago-notes-bibliography"))
    body = book.sections[0].body
    assert text_of(book.sections[0]).startswith("One.1 Own.2 As Canal Society3 says, two.4")
    notes = [" ".join("".join(a.itertext()).split()) for a in body.iter(f"{X}aside")]
    assert notes[0].startswith("1 Anna Marten and Ben Oduya, Tides")
    assert notes[0].endswith("(Kiln Books, 2014), 3.")
    assert notes[1] == "2 In it Karin Lind, The quay at Night (2003), more."
    assert notes[3].startswith("4 Marten and Oduya, Tides")
    calls = [a.get("href", "")[1:] for a in body.iter(f"{X}a") if a.get("class") == "noteref"]
    assert calls == [a.get("id") for a in body.iter(f"{X}aside")]


def test_a_citation_in_a_link_has_no_links(read_files: ReadFiles) -> None:
    for style in ("chicago-author-date", "chicago-notes-bibliography"):
        book = read_files(files("See [what @tide says](#bibliography).", style=style))
        for link in book.sections[0].body.iter(f"{X}a"):
            assert next(link.iterdescendants(f"{X}a"), None) is None


@pytest.mark.java
@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "ieee"])
def test_both_products_are_verified_and_the_epub_is_valid(
    write_book: WriteBook, tmp_path: Path, style: str
) -> None:
    folder = write_book(files("One [@tide; @lock]. As @quay:2 says.", style=style))
    report = Report()
    artifacts = build(folder, [], tmp_path / "out", run_context(report))
    assert [str(d) for d in report] == []
    for verdict in validate([artifact.path for artifact in artifacts]):
        assert not verdict.findings, verdict
