"""The index: marks of every notation become entries, sorted by the rules of the language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from publish.model.book import Book
from publish.model.roles import Role

ReadFiles = Callable[[Mapping[str, str]], Book]

MANIFEST = """
[book]
title = "A Book"
language = "{language}"

[structure]
bodymatter = ["a.md", "b.md"]
backmatter = [{{ role = "index" }}]
"""


def _lines(book: Book) -> list[str]:
    """The index as text: one line for each entry, indented by its depth."""
    (section,) = (section for section in book.walk() if section.role is Role.INDEX)
    lines = []
    for node in section.body.iter("{*}p", "{*}li"):
        own = "".join(
            text
            for text in node.xpath(".//text()[not(ancestor::*[local-name()='ul'][ancestor::li])]")
        )
        depth = len(list(node.iterancestors("{*}li")))
        text = _own_text(node) if etree.QName(node).localname == "li" else own
        lines.append("  " * depth + text)
    return lines


def _own_text(entry: etree._Element) -> str:
    parts = [entry.text or ""]
    for child in entry:
        if not str(child.tag).endswith("ul"):
            parts += [*child.itertext(), child.tail or ""]
    return "".join(map(str, parts))


def test_entries_of_every_notation(read_files: ReadFiles) -> None:
    book = read_files(
        {
            "book.toml": MANIFEST.format(language="en"),
            "a.md": '# A\n\n[Tide]{.index} and [mills]{index="power; tidal; mills | mill"}.\n\n'
            "[]{index=quay range=start}\n\n## Walls\n\nText.[]{index=Tide}\n",
            "b.md": "# B\n\n[]{index=quay range=end}[]{index=wharf see=quay}"
            "[]{index=quay see-also=Tide}\n",
        }
    )
    assert _lines(book) == [
        "M",
        "mill, 1",
        "P",
        "power",
        "  tidal",
        "    mills, 1",
        "Q",
        "quay, 1–2. See also Tide",
        "T",
        "Tide, 1, 1.1",
        "W",
        "wharf. See quay",
    ]


def test_marks_alone_in_a_paragraph_leave_no_empty_one(read_files: ReadFiles) -> None:
    text = (
        "# A\n\n[]{index=one}\n\nFirst.\n\n> []{index=two}\n\nSecond.\n\n"
        "[]{index=one range=end}\n\nThird.\n\n[]{index=three}\n"
    )
    book = read_files(
        {
            "book.toml": MANIFEST.format(language="en"),
            "a.md": text.replace("{index=one}", "{index=one range=start}"),
            "b.md": "# B\n\nText.\n",
        }
    )
    body = next(book.walk()).body
    marks = [
        (etree.QName(node).localname, "".join(map(str, node.itertext())))
        for node in body.iter("{*}p", "{*}div")
        for _ in node.iterfind("{*}span")
    ]
    assert marks == [("p", "First."), ("div", ""), ("p", "Second."), ("div", "")]
    assert all("".join(map(str, node.itertext())) for node in body.iter("{*}p"))
    assert _lines(book) == ["O", "one, 1", "T", "three, 1", "two, 1"]


def test_entries_are_sorted_by_the_rules_of_the_language(read_files: ReadFiles) -> None:
    words = ["Zebra", "Öl", "Ofen", "Äpfel", "Apfel", "Band 10", "Band 9"]
    marks = " ".join(f"[{word}]{{.index}}" for word in words)
    files = {"a.md": f"# A\n\n{marks}\n", "b.md": "# B\n\nText.\n"}
    german = _lines(read_files({"book.toml": MANIFEST.format(language="de"), **files}))
    assert [line.split(",")[0] for line in german] == [
        "A", "Apfel", "Äpfel", "B", "Band 9", "Band 10", "O", "Ofen", "Öl", "Z", "Zebra",
    ]  # fmt: skip


def test_a_semicolon_or_a_bar_after_a_backslash_belongs_to_a_term(read_files: ReadFiles) -> None:
    marks = (
        r'[]{index="C\; or D; use"} []{index="a \| b"} []{index="C-c \\; keys"}'
        r' []{index="E" see="C\; or D | a \| b"}'
    )
    files = {"a.md": f"# A\n\nWords {marks}.\n", "b.md": "# B\n\nWords.\n"}
    lines = _lines(read_files({"book.toml": MANIFEST.format(language="en"), **files}))
    assert {"C; or D", "  use, 1", "a | b, 1", "E. See a | b; C; or D", "C-c \\", "  keys, 1"} <= {
        *lines
    }


def test_sorted_terms_are_cached(
    read_files: ReadFiles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    marked = {"a.md": "# A\n\n[wharf; Öl]{.index}\n", "b.md": "# B\n\n[Äpfel]{.index}\n"}
    files = {"book.toml": MANIFEST.format(language="de"), **marked}
    first = _lines(read_files(files))
    monkeypatch.setitem(sys.modules, "icu", None)
    assert _lines(read_files({**files, "a.md": f"{marked['a.md']}\nMore.\n"})) == first
    with pytest.raises(ImportError):
        read_files({**files, "a.md": "# A\n\n[Kai]{.index}\n"})


def test_every_locator_links_to_its_mark(read_files: ReadFiles) -> None:
    book = read_files(
        {
            "book.toml": MANIFEST.format(language="en"),
            "a.md": "# A\n\nThe [tide]{.index}.\n",
            "b.md": "# B\n\nThe [tide]{.index #mine} again.\n",
        }
    )
    (section,) = (section for section in book.walk() if section.role is Role.INDEX)
    targets = [a.get("href") for a in section.body.iter("{*}a")]
    anchors = {node.get("id") for s in book.walk() for node in s.body.iter("{*}span")}
    assert targets == ["#index-1", "#mine"]
    assert {target[1:] for target in targets if target} <= anchors


def test_terms_have_emphasis_and_code_and_several_pointers(read_files: ReadFiles) -> None:
    book = read_files(
        {
            "book.toml": MANIFEST.format(language="en"),
            "a.md": "# A\n\n[*Hamlet*]{.index}, [`printf`]{.index}, [Hamlet]{.index}.\n\n"
            '[]{index="*Hamlet*; prince of"}[]{index="plays" see-also="Beagle | *Hamlet* | printf"}'
            '[The *Beagle*, a ship]{.index}[]{index="*Beagle*\'s crew"}[]{index=Beagle}\n',
            "b.md": "# B\n\n[]{index=plays see-also=Beagle}[5 \\* 4]{.index}\n",
        }
    )
    assert _lines(book) == [
        "…",
        "5 * 4, 2",
        "B",
        "Beagle, 1",
        "Beagle’s crew, 1",
        "H",
        "Hamlet, 1",
        "  prince of, 1",
        "Hamlet, 1",
        "P",
        "plays. See also Beagle; Hamlet; printf",
        "printf, 1",
        "T",
        "The Beagle, a ship, 1",
    ]
    (section,) = (section for section in book.walk() if section.role is Role.INDEX)
    assert [em.text for em in section.body.iter("{*}em")] == [
        "Beagle", "Hamlet", "See also", "Hamlet", "Beagle",
    ]  # fmt: skip
    assert [code.text for code in section.body.iter("{*}code")] == ["printf", "printf"]


def test_entries_are_sorted_by_their_own_words(read_files: ReadFiles) -> None:
    book = read_files(
        {
            "book.toml": MANIFEST.format(language="en"),
            "a.md": '# A\n\n[The Times]{.index sort="Times, The"}, [Tide]{.index}.\n'
            '[]{index="The Times; the letters" sort="; letters"}[]{index="The Times; ink"}\n'
            '[]{index="St Kilda | 2001" sort="Saint Kilda | Two Thousand and One"}\n',
            "b.md": "# B\n\n[Salt]{.index} for [The Times]{.index}.\n",
        }
    )
    assert _lines(book) == [
        "S",
        "St Kilda, 1",
        "Salt, 2",
        "T",
        "Tide, 1",
        "The Times, 1, 2",
        "  ink, 1",
        "  the letters, 1",
        "2001, 1",
    ]


def test_a_mark_in_a_title_is_a_mark(read_files: ReadFiles) -> None:
    book = read_files(
        {
            "book.toml": MANIFEST.format(language="en"),
            "a.md": '# Low []{index="ebb"} water\n\nText.\n\n## [Creek]{.index}\n\nText.\n',
            "b.md": '# B *of* oak[]{index="oak; old"}\n\nThe oak[]{index="oak"}.\n',
        }
    )
    (section,) = (section for section in book.walk() if section.role is Role.INDEX)
    targets = [a.get("href") for a in section.body.iter("{*}a")]
    assert sorted(filter(None, targets)) == ["#index-1", "#index-2", "#index-3", "#index-4"]
    spans = [node for s in book.walk() for node in s.title_markup.iter("{*}span")]
    assert [node.get("id") for node in spans if node.get("id")] == ["index-1", "index-2", "index-3"]
    assert not any(node.get("index") for node in spans)
    assert [s.title for s in book.walk()][:3] == ["Low water", "Creek", "B of oak"]
