"""Sources of an import: how each is known, and how it is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.diagnostics import ContentError
from publish.errors import MissingTool, UsageError
from publish.importers.documents import program
from publish.importers.documents.importing import can_import
from publish.importers.table import find_importer


def test_a_document_opens_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("hidden words")
    source = tmp_path / "in" / "book.tex"
    source.parent.mkdir()
    source.write_text("\\section{Walls}\nShown. \\input{../secret.tex}\n")
    target = importing.import_book(source, tmp_path / "book").target
    assert all("hidden" not in file.read_text("utf-8") for file in target.glob("*.md"))


def test_a_damaged_document_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "book.docx"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>")
    with pytest.raises(ContentError) as error:
        importing.import_book(source, tmp_path / "book")
    assert [each.code for each in error.value.report.errors] == ["IMP-008"]
    assert not (tmp_path / "book").exists()


def test_without_pandoc_a_hint_tells_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "locate_program", lambda _: None)
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    (tmp_path / "a.md").write_text("# A\n")
    with pytest.raises(MissingTool) as error:
        importing.import_book(tmp_path / "a.md", tmp_path / "book")
    assert error.value.hint == 'install it with: pip install "publish-book[import]"'


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a", "a.unknown"])
def test_other_files_are_flattened_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Walls")
    assert find_importer(tmp_path / name).name == "plaintext"


def test_a_deeply_nested_document_is_refused_in_words(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text("<h1>A</h1>" + "<blockquote>" * 3000 + "deep" + "</blockquote>" * 3000)
    with pytest.raises(ContentError) as error:
        importing.import_book(source, tmp_path / "book")
    assert [each.code for each in error.value.report.errors] == ["IMP-008"]


def test_a_folder_of_markdown_is_in_the_order_of_its_names(tmp_path: Path) -> None:
    files = {
        "README.md": "# Ropes\n\nSee [b](part/b.md).",
        "2-knots.md": "---\ntitle: Knots\n---\n\nText.",
        "10-use.md": "# Use\n\nText.",
        "part/b.md": "# B\n\nText.",
        "part/index.md": "# Part\n\nText.",
        ".hidden/x.md": "# X",
    }
    for name, text in files.items():
        (tmp_path / "ropes" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ropes" / name).write_text(text)
    target = importing.import_book(tmp_path / "ropes", tmp_path / "book").target
    _, book = api.open_book(target)
    assert [s.title for top in book.sections for s in top.walk()] == [
        "Ropes",
        "Knots",
        "Use",
        "Part",
        "B",
    ]
    assert "See [b](#b)." in (target / "ropes.md").read_text("utf-8")


def test_a_format_can_be_named(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("# Walls\n\nSome *words*.\n")
    target = importing.import_book(source, tmp_path / "book", source_format="markdown").target
    assert "Some *words*." in (target / "walls.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "hint"), [("markdwon", "did you mean `markdown`?"), ("epub", "name its format")]
)
def test_a_wrong_format_is_named_with_a_way_out(tmp_path: Path, name: str, hint: str) -> None:
    source = tmp_path / "a.txt"
    source.write_text("# Walls\n")
    with pytest.raises(UsageError) as error:
        importing.import_book(source, tmp_path / "book", source_format=name)
    assert hint in (error.value.hint or "")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="is not known"):
        importing.import_book(tmp_path / "empty", tmp_path / "book")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("The slot [[Get]] and `[[Put]]`.", "The slot \\[\\[Get\\]\\] and `[[Put]]`."),
        ("The slot [[Get]], see [[Knots]].", "The slot Get, see [Knots](#knots)."),
        ("A [[Get]], see [[#The hitch]].", "A Get, see [\\#The hitch](#the-hitch)."),
        ("See [[Knots#The hitch|it]].", "See [it](#the-hitch)."),
    ],
)
def test_double_brackets_are_links_where_one_leads_somewhere(
    tmp_path: Path, words: str, shown: str
) -> None:
    (tmp_path / "ropes").mkdir()
    (tmp_path / "ropes" / "knots.md").write_text(f"# Knots\n\n{words}\n\n## The hitch\n")
    target = importing.import_book(tmp_path / "ropes", tmp_path / "book").target
    assert shown in (target / "knots.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("names", "is_known"),
    [
        (["knots.html", "page.css", "export-report.md"], True),
        (["knots.org", "raft.svg", "import-report.md", "import-review.md"], True),
        (["knots.html", "ropes.rst"], False),
        (["export-report.md"], False),
        (["~$knots.html", ".knots.html"], False),
    ],
)
def test_the_only_document_of_a_folder_is_the_book(
    tmp_path: Path, names: list[str], is_known: bool
) -> None:
    for name in names:
        (tmp_path / name).write_text("Knots hold.")
    assert can_import(tmp_path) == is_known


def test_a_folder_of_web_pages_is_in_the_order_of_its_links(tmp_path: Path) -> None:
    page = "<html><head><title>{0}</title></head><body><nav><a href='index.html'>Up</a></nav>"
    pages = {
        "index.html": "<html lang='en'><head><title>On Dry Stone</title>"
        "<meta name='author' content='Ada Hollin'></head><body><h1>On Dry Stone</h1><ul>"
        "<li><a href='walls.html'>Walls</a><li><a href='sub/roofs.html#slate'>Roofs</a>"
        "<li><a href='https://example.org/x.html'>Far</a><li><a href='../secret.html'>No</a></ul>",
        "roofs.html": page.format("x") + "<h1>Not linked</h1>",
        "walls.html": page.format("Walls")
        + "<h1>Walls</h1><p>See <a href='sub/roofs.html#slate'>slate</a>.</p>"
        "<h2>Mortar</h2><p>None. <a href='sub/more.html'>More</a></p>",
        "sub/roofs.html": page.format("Roofs") + "<h1>Roofs</h1><p id='slate'>Slates split.</p>",
        "sub/more.html": page.format("More") + "<p>In the <a href='../walls.html'>walls</a>.</p>",
    }
    for name, text in pages.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text)
    (tmp_path / "secret.html").write_text("<h1>Secret</h1>")
    target = importing.import_book(tmp_path / "site", tmp_path / "book").target
    _, book = api.open_book(target)
    rows = [(s.level, s.title) for top in book.sections for s in top.walk()]
    assert rows == [(1, "Walls"), (2, "Mortar"), (1, "Roofs"), (1, "More")]
    assert (book.metadata.title, book.metadata.language) == ("On Dry Stone", "en")
    assert "See [slate](#slate)." in (target / "walls.md").read_text("utf-8")
    assert "In the [walls](#walls)." in (target / "more.md").read_text("utf-8")


def test_pages_lie_below_others_by_their_first_headings(tmp_path: Path) -> None:
    """As pages that are made of a manual: the title, chapters in `h2`, sections in `h3`."""
    page = "<html><head><title>On Dry Stone: {0}</title></head><body><nav><p>Up</p></nav>{1}</body>"
    number = '<span class="secnum">{}</span><span>{}</span>'
    pages = {
        "index.html": "<h1>On Dry Stone</h1><ul><li><a href='1.html'>1</a><li><a href='1-1.html'>"
        "2</a><li><a href='1-2.html'>3</a><li><a href='2.html'>4</a></ul>",
        "1.html": f"<h2>{number.format(1, 'Walls')}</h2><p>Of stone.</p>",
        "1-1.html": f"<h3>{number.format('1.1', 'Mortar')}</h3><p>None.</p>",
        "1-2.html": f"<h3>{number.format('1.2', 'Sand')}</h3><p>S.</p><h4>Fine</h4><p>It is.</p>",
        "2.html": f"<h2>{number.format(2, 'Roofs')}</h2><p>Of slate.</p>",
    }
    (tmp_path / "site").mkdir()
    for name, text in pages.items():
        (tmp_path / "site" / name).write_text(page.format(name, text))
    _, book = api.open_book(importing.import_book(tmp_path / "site", tmp_path / "book").target)
    assert [(s.number, s.title) for s in book.walk()] == [
        *(("1", "Walls"), ("1.1", "Mortar"), ("1.2", "Sand"), ("1.2.1", "Fine"), ("2", "Roofs"))
    ]


def test_two_processes_parse_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [program.Job("markdown", f"# {number}\n\nWords.\n") for number in range(5)]
    alone = program.parse(jobs)
    monkeypatch.setattr(program, "_LEAST", 1)
    monkeypatch.setattr(program, "available_cores", lambda: 2)
    assert program.parse(jobs) == alone
