"""One text as Word files of many makings: the same outline, with a decision where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.importers.documents.styles import guess
from tests.importing.docx_files import paragraph, row, run, style, table, write_docx

_OUTLINE = ((1, "Walls"), (2, "Mortar"), (2, "Sand"), (1, "Roofs"), (2, "Slate"))
_NUMBERS = ("1", "1.1", "1.2", "2", "2.1")
_Made = tuple[str, str]  # the body, and the styles


def _text(heading: Callable[[int, int, str], str]) -> str:
    parts = [
        heading(i, level, title) + paragraph(f"Words of {title.lower()} and more of them.")
        for i, (level, title) in enumerate(_OUTLINE)
    ]
    return "".join(parts)


def _named(names: str, more: str = "") -> _Made:
    body = _text(lambda _, level, title: paragraph(title, style=f"h{level}"))
    sheet = "".join(style(f"h{level}", names.format(level), more) for level in (1, 2))
    return body, sheet


def _outline_levels() -> _Made:
    def heading(_: int, level: int, title: str) -> str:
        return paragraph(title, more=f'<w:outlineLvl w:val="{level - 1}"/>')

    return _text(heading), ""


def _base_styles() -> _Made:
    body = _text(lambda _, level, title: paragraph(title, style=f"house{level}"))
    sheet = "".join(
        style(f"h{level}", f"heading {level}")
        + style(f"own{level}", f"Verlag {'AB'[level - 1]}", f'<w:basedOn w:val="h{level}"/>')
        + style(f"house{level}", f"Haus {'AB'[level - 1]}", f'<w:basedOn w:val="own{level}"/>')
        for level in (1, 2)
    )
    return body, sheet


def _typed_numbers() -> _Made:
    body = _text(lambda i, level, title: paragraph(f"{_NUMBERS[i]} {title}", style=f"h{level}"))
    return body, "".join(style(f"h{level}", f"heading {level}") for level in (1, 2))


def _levels_of_styles() -> _Made:
    body = _text(lambda _, level, title: paragraph(title, style=f"x{level}"))
    sheet = "".join(
        style(f"x{level}", f"Ebene {level}", f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>')
        for level in (1, 2)
    )
    return body, sheet


def _in_frames() -> _Made:
    def heading(_: int, level: int, title: str) -> str:
        return table(row("", paragraph(title, style=f"{'hx'[level - 1]}{level}")))

    return _text(heading), style("h1", "heading 1") + style("x2", "Titre 2")


def _with_empty_headings() -> _Made:
    def heading(_: int, level: int, title: str) -> str:
        empty = "".join(paragraph(words, style=f"h{level}") for words in ("", "\u00a0"))
        return empty + paragraph(title, style=f"h{level}") + empty

    return _text(heading), "".join(style(f"h{level}", f"heading {level}") for level in (1, 2))


def _with_lists() -> _Made:
    body, styles = _named("heading {}")
    empty = ("Contents", "List of Tables", "Abbildungsverzeichnis", "Περιεχόμενα")
    entries = paragraph("Walls 1", style="toc1")
    lists = "".join(paragraph(words, style="h1") + entries for words in empty)
    return lists + body, styles + style("toc1", "toc 1")


def _with_typed_contents() -> _Made:
    body, styles = _named("heading {}")
    entries = [f"{number} {title} ..... {at + 3}" for at, (number, (_, title)) in _numbered()]
    listed = paragraph("Contents", style="h1") + "".join(map(paragraph, entries))
    return listed + body, styles


def _numbered() -> Iterable[tuple[int, tuple[str, tuple[int, str]]]]:
    return enumerate(zip(_NUMBERS, _OUTLINE, strict=True))


_VARIANTS = {
    "German": lambda: _named("Überschrift {}"),
    "French": lambda: _named("Titre {}"),
    "Spanish": lambda: _named("Encabezado {}"),
    "as LibreOffice names them": lambda: _named("Heading {}"),
    "counted by Word": lambda: _named(
        "heading {}", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    ),
    "outline levels of paragraphs": _outline_levels,
    "outline levels of styles": _levels_of_styles,
    "base styles": _base_styles,
    "typed numbers": _typed_numbers,
    "in tables that frame them": _in_frames,
    "between headings without words": _with_empty_headings,
    "after a contents list that is typed": _with_typed_contents,
    "below the headings of lists that a program made": _with_lists,
}


def _outline(folder: Path) -> list[tuple[str, str]]:
    _, book = api.open_book(folder)
    return [(section.number or "", section.title) for section in book.walk()]


@pytest.mark.parametrize("name", _VARIANTS)
def test_the_outline_is_the_same(tmp_path: Path, name: str) -> None:
    body, styles = _VARIANTS[name]()
    source = write_docx(tmp_path / "stones.docx", body, styles)
    target = importing.import_book(source, tmp_path / "book").target
    assert [title for _, title in _outline(target)] == [title for _, title in _OUTLINE]
    assert [number.count(".") + 1 for number, _ in _outline(target)] == [
        level for level, _ in _OUTLINE
    ]


def test_what_has_no_number_among_typed_ones_is_not_counted(tmp_path: Path) -> None:
    titles = ("Our Quarries", "1. Walls", "2. Roofs", "Whom to Ask", "What Was Read")
    body = "".join(paragraph(each, style="h1") + paragraph("Words.") for each in titles)
    below = paragraph("Slate", style="h2") + paragraph("Words.")
    styles = "".join(style(f"h{level}", f"heading {level}") for level in (1, 2))
    source = write_docx(tmp_path / "stones.docx", below.join((body, "")), styles)
    assert _outline(importing.import_book(source, tmp_path / "book").target) == [
        *(("", "Our Quarries"), ("1", "Walls"), ("2", "Roofs"), ("", "Whom to Ask")),
        *(("", "What Was Read"), ("", "Slate")),
    ]


def test_what_has_no_number_before_typed_ones_is_front_matter(tmp_path: Path) -> None:
    titles = ("Our Quarries", "1. Walls", "2. Roofs", "Whom to Ask")
    body = "".join(paragraph(each, style="h1") + paragraph("Words.") for each in titles)
    source = write_docx(tmp_path / "stones.docx", body, style("h1", "heading 1"))
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    matters = [str(section.matter) for section in book.sections]
    assert matters == ["frontmatter", *["bodymatter"] * 3]


def test_chapters_without_numbers_in_numbered_parts_are_counted(tmp_path: Path) -> None:
    titles = ("Part One", "Walls", "Roofs", "Part Two", "Doors")
    body = "".join(paragraph(each, style="h1") + paragraph("Words.") for each in titles)
    source = write_docx(tmp_path / "stones.docx", body, style("h1", "heading 1"))
    assert _outline(importing.import_book(source, tmp_path / "book").target)[1:3] == [
        *(("1", "Walls"), ("2", "Roofs"))
    ]


def test_what_follows_a_contents_list_is_not_below_its_heading(tmp_path: Path) -> None:
    contents = paragraph("Tartalomjegyzék", style="h1") + paragraph("Walls 1", style="toc1")
    text = paragraph("A word to the reader.") + paragraph("Walls", style="h1") + paragraph("Stone.")
    styles = style("h1", "heading 1") + style("toc1", "toc 1")
    before = paragraph("Thanks", style="h1") + paragraph("To all.")
    source = write_docx(tmp_path / "stones.docx", before + contents + text, styles)
    target = importing.import_book(source, tmp_path / "book").target
    assert [title for _, title in _outline(target)] == ["Thanks", "Walls"]
    assert "To all.\n\nA word to the reader." in (target / "thanks.md").read_text("utf-8")


def test_a_table_with_more_than_headings_stays_one(tmp_path: Path) -> None:
    cells = table(row(paragraph("Stone", style="h2"), "from the quarry"), row("Lime", "burnt"))
    body = paragraph("Walls", style="h1") + cells
    styles = "".join(style(f"h{level}", f"heading {level}") for level in (1, 2))
    target = importing.import_book(write_docx(tmp_path / "a.docx", body, styles), tmp_path / "book")
    assert "| **Stone** | from the quarry |" in (target.target / "walls.md").read_text("utf-8")


def test_what_has_the_direction_of_its_book_is_not_marked(tmp_path: Path) -> None:
    turned = run("الجدران", "<w:rtl/>"), " Portland ", run("من الحجر", "<w:rtl/>")
    body = paragraph(run("حجر", "<w:rtl/>"), style="h1") + paragraph(*turned) * 2
    source = write_docx(tmp_path / "stones.docx", body, style("h1", "heading 1"))
    target = importing.import_book(source, tmp_path / "book").target
    text = "".join(file.read_text("utf-8") for file in target.glob("[!i]*.md"))
    assert "الجدران Portland من الحجر" in text


def test_looks_are_asked_by_their_size(tmp_path: Path) -> None:
    def heading(_: int, level: int, title: str) -> str:
        return paragraph(run(title, f'<w:b/><w:sz w:val="{44 - 8 * level}"/>'))

    source = write_docx(tmp_path / "stones.docx", _text(heading), "")
    sheet = importing.import_book(source, tmp_path / "book").review.read_text("utf-8")
    assert "bold, 18 pt" in sheet
    assert "bold, 14 pt" in sheet


def test_house_styles_are_what_the_map_says(tmp_path: Path) -> None:
    body = _text(lambda _, level, title: paragraph(title, style=f"x{level}"))
    sheet = style("x1", "Haus Groß") + style("x2", "Haus Klein")
    source = write_docx(tmp_path / "stones.docx", body, sheet)
    styles = tmp_path / "map.toml"
    styles.write_text('"Haus Groß" = "heading 1"\n"Haus Klein" = "heading 2"\n', "utf-8")
    target = importing.import_book(source, tmp_path / "book", styles=styles).target
    assert [title for _, title in _outline(target)] == [title for _, title in _OUTLINE]


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        *((name, "heading 2") for name in ("Überschrift 2", "Nagłówek 2", "Kop 2", "見出し 2")),
        *((name, "quotation") for name in ("Cytat blokowy", "成段引文", "Bloc de citation")),
        *((name, "quotation") for name in ("Citaten", "Bloco de citação", "Block Quotation")),
        *((name, "code") for name in ("Preformatted Text", "Vorformatierter Text")),
        *((name, "code") for name in ("Texte préformaté", "Texto preformateado")),
        *((name, "code") for name in ("Reeds opgemaakte tekst", "Tekst wstępnie sformatowany")),
        ("预设定格式的文本", "code"),
        *((name, "drop") for name in ("Inhaltsverzeichnis 1", "Spis treści 3", "目录 2")),
        *((name, "drop") for name in ("Inhoudsopgave 10", "Sumário 1")),
        ("Fließtext", None),
        ("Titre principal", None),
    ],
)
def test_names_of_styles_in_the_languages_of_libreoffice(name: str, meaning: str | None) -> None:
    assert guess(name) == meaning
