"""An edited Word file back into its book: a report by section, and what is accepted is written."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from publish import api
from publish.api import exporting, importing
from publish.errors import UsageError
from publish.exporters.docx.wordml import w
from publish.model.xhtml import remove
from publish.model.xmlsafe import parse_own
from publish.pipeline.edits.merging import blocks_of, merged

_FILES = {
    "book.toml": '[book]\ntitle = "Ferries"\nlanguage = "en"\n'
    '[structure]\nbodymatter = ["a.md", "b.md", "c.md"]\n',
    "a.md": "# Ropes {#ropes}\n\nA *rope* is wet.[^wet]\n\n[^wet]: Very.\n\n<!-- check -->\n"
    "Second words stay.\n\n## Knots {#knots}\n\nA knot holds; see [](#poles).\n",
    "b.md": "# Poles {#poles}\n\nA pole is dry.\n",
    "c.md": "# Rafts {#rafts}\n\nA raft floats.\n",
}


def _edit(source: Path, target: Path, words: Mapping[str, str]) -> Path:
    """A Word file in which words are replaced, as an editor would."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name in ("word/document.xml", "word/footnotes.xml"):
                for old, new in words.items():
                    text = text.replace(old.encode(), new.encode())
            after.writestr(name, text)
    return target


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A book, and its exported Word file after an edit of three sections."""
    folder = tmp_path_factory.mktemp("edited") / "ferries"
    folder.mkdir()
    for name, text in _FILES.items():
        (folder / name).write_text(text, "utf-8")
    exported = exporting.export_book(folder, folder.parent / "out", "docx").path / "ferries.docx"
    words = {"is wet.": "is very wet.", "A knot": "Any knot", "A pole": "This pole"}
    return folder, _edit(exported, folder.parent / "edited.docx", words)


def test_each_section_is_compared_and_only_accepted_ones_are_written(
    edited: tuple[Path, Path],
) -> None:
    folder, file = edited
    assert importing.is_edited_export(file, folder)
    (folder / "b.md").write_text("# Poles {#poles}\n\nA pole is long.\n", "utf-8")
    result = importing.import_edits(file, folder)
    assert result.written == []
    assert result.sections["rafts"] == "unchanged"
    assert result.sections["ropes"] == result.sections["knots"] == "changed"
    assert "in the book since the export" in result.sections["poles"]
    report = result.report.read_text("utf-8")
    assert "-A *rope* is wet." in report
    assert "+A *rope* is very wet." in report
    assert (folder / "a.md").read_text("utf-8") == _FILES["a.md"]

    importing.import_edits(file, folder, ["all"])
    text = (folder / "a.md").read_text("utf-8")
    changed = _FILES["a.md"].replace("is wet", "is very wet").replace("A knot", "Any knot")
    assert text.split() == changed.split()
    assert "[^wet]: Very." in text
    assert (folder / "b.md").read_text("utf-8").endswith("A pole is long.\n")


def test_a_name_of_no_changed_section_is_refused(edited: tuple[Path, Path]) -> None:
    folder, file = edited
    with pytest.raises(UsageError, match="no edited section"):
        importing.import_edits(file, folder, ["rafts"])


def test_a_file_of_another_book_is_refused(edited: tuple[Path, Path], tmp_path: Path) -> None:
    folder, _ = edited
    (tmp_path / "other.docx").write_bytes(b"no Word file")
    assert not importing.is_edited_export(tmp_path / "other.docx", folder)
    with pytest.raises(UsageError, match="was not exported"):
        importing.import_edits(tmp_path / "other.docx", folder)


def _rearranged(content: bytes) -> bytes:
    """Knots go into the chapter of poles, behind a new section; rafts go, and a chapter comes."""
    root = parse_own(content)
    body = root.find(w("body"))
    assert body is not None
    found = {"".join(each.itertext()).split(";")[0]: each for each in body.iter(w("p"))}
    pole, raft = found["A pole is dry."], found["A raft floats."]
    bark = [_copy(found["Knots"], "Bark"), _copy(pole, "Bark is brown.")]
    bridges = [_copy(found["Rafts"], "Bridges"), _copy(raft, "Bridges stand.")]
    at = body.index(pole) + 1
    body[at:at] = [*bark, found["Knots"], found["A knot holds"]]
    raft.addprevious(bridges[0])
    body.replace(raft, bridges[1])
    body.remove(found["Rafts"])
    return bytes(etree.tostring(root))


def _copy(paragraph: etree._Element, words: str) -> etree._Element:
    """A paragraph like another one, with other words and without its name."""
    new = deepcopy(paragraph)
    for mark in [*new.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        remove(mark)
    for text in new.iter(w("t")):
        text.text, words = words, ""
    return new


def test_new_moved_and_gone_sections_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "ferries"
    folder.mkdir()
    for name, text in _FILES.items():
        (folder / name).write_text(text, "utf-8")
    exported = exporting.export_book(folder, tmp_path / "out", "docx").path / "ferries.docx"
    file = tmp_path / "edited.docx"
    with zipfile.ZipFile(exported) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, _rearranged(part) if name == "word/document.xml" else part)
    sections = importing.import_edits(file, folder).sections
    assert sections == {
        "ropes": "unchanged",
        "poles": "unchanged",
        "bark": "new",
        "knots": "moved",
        "bridges": "new",
        "rafts": "gone",
    }
    accepted = ["Bark", "1.1", "rafts", "bridges"]
    assert {*importing.import_edits(file, folder, accepted).written} == {
        *("bark", "knots", "rafts", "bridges")
    }
    poles = (folder / "b.md").read_text("utf-8")
    assert [line for line in poles.splitlines() if line.startswith("#")] == [
        *("# Poles {#poles}", "## Bark {#bark}", "## Knots {#knots}")
    ]
    assert "Bark is brown." in poles
    assert "Knots" not in (folder / "a.md").read_text("utf-8")
    assert '["a.md", "b.md", "bridges.md"]' in (folder / "book.toml").read_text("utf-8")
    _, book = api.open_book(folder)
    assert [section.id for section in book.walk()] == [
        *("ropes", "poles", "bark", "knots", "bridges")
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one\n\ntwo", 2),
        ("```\na\n\nb\n```\n\nc", 2),
        ("- a\n\n- b\n\n  more\n\nc", 2),
        ("Term\n: meaning\n\n  more", 1),
        ("::: note T\na\n\nb\n:::", 1),
    ],
)
def test_blocks_are_whole(text: str, count: int) -> None:
    assert len(blocks_of(text)) == count


def test_a_block_that_is_not_edited_keeps_its_notation() -> None:
    source = "# A {#a}\n\n__one__ word\n\nx  \ny z\n"
    base = "# A\n\n**one** word\n\nx\\\ny z\n"
    assert merged(source, base, base.replace("one", "two")) == source.replace("__one__", "**two**")
    assert merged(source, base, base + "\nnew words\n") == source + "\nnew words\n"
    assert merged(source, base, "# B\n\n**one** word\n") == "# B {#a}\n\n__one__ word\n"


def test_a_manuscript_that_cannot_be_paired_is_left_alone() -> None:
    assert merged("# A\n\none\n\ntwo\n", "# A\n\none two\n", "# A\n\none three\n") is None
