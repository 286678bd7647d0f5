"""Files for a printer are the same whether their pages come from the cache or not."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from publish.cache import NO_CACHE, Cache
from publish.config.printers import shipped_printer
from publish.model.printer import Inks, PrintOrder
from publish.outputs.print.content import ColourWriter
from publish.outputs.print.interior import interior as printed
from publish.verification.print import reader, verify_print
from publish.verification.print.preflight import findings, open_files
from publish.verification.print.reader import OpenFiles, PrintFile
from publish.verification.print.table import INTERIOR
from tests.printing.conftest import Prints
from tests.printing.press_profile import press_profile
from tests.printing.small_prints import PAGES, Change, interior, picture
from tests.running import run_context

_DRAWN = b"q 0.8 0.1 0.1 rg 20 20 30 30 re f /Wave Do Q"
_FORM = b"0 0.4 0.6 RG 10 10 m 60 60 l S"


@pytest.fixture
def screen(tmp_path: Path) -> Path:
    """A file with colours, in pages and in a form that the first of them draws."""
    with interior() as pdf:
        form = pdf.make_stream(_FORM, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form["/BBox"] = pikepdf.Array([0, 0, 100, 100])
        pdf.pages[0].obj["/Resources"]["/XObject"] = pikepdf.Dictionary({"/Wave": form})
        for number, page in enumerate(pdf.pages):
            page.contents_add(b"0.2 0.5 0.2 rg 9 9 40 40 re f" if number else _DRAWN)
        pdf.save(tmp_path / "screen.pdf")
    return tmp_path / "screen.pdf"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def _entries(cache: Cache, kind: str) -> int:
    assert cache.folder is not None
    return sum(each.is_file() for each in (cache.folder / kind).rglob("*"))


def _orders() -> list[PrintOrder]:
    """In black and in four inks, with an ink of its own, and translucent or not."""
    offset, lulu = shipped_printer("offset"), shipped_printer("lulu")
    profile, spots = press_profile(), {"Red": (0.8, 0.1, 0.1)}
    return [
        PrintOrder(offset, offset.papers[0], Inks.BLACK, bleeds=True),
        PrintOrder(offset, offset.papers[0], Inks.BLACK, bleeds=True, spots=spots),
        PrintOrder(offset, offset.papers[0], Inks.COLOUR, bleeds=True, profile=profile),
        PrintOrder(lulu, lulu.papers[0], Inks.COLOUR, bleeds=False),
    ]


def test_the_bytes_do_not_depend_on_the_cache(screen: Path, cache: Cache) -> None:
    made = [[printed(screen, each, store) for each in _orders()] for store in (cache, cache)]
    assert made == [[printed(screen, each) for each in _orders()]] * 2
    assert len(set(made[0])) == len(_orders())


def test_an_edit_of_a_page_converts_that_page(
    screen: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    black = _orders()[0]
    printed(screen, black, cache)
    with pikepdf.open(screen, allow_overwriting_input=True) as pdf:
        pdf.pages[1].contents_add(b"0.1 0.1 0.6 rg 50 50 9 9 re f")
        pdf.save(screen)
    expected, converted = printed(screen, black), list[bytes]()
    rewrite = ColourWriter.rewrite

    def noted(writer: ColourWriter, content: bytes) -> bytes:
        converted.append(content)
        return rewrite(writer, content)

    monkeypatch.setattr(ColourWriter, "rewrite", noted)
    assert printed(screen, black, cache) == expected
    assert any(b"50 50 9 9 re" in each for each in converted)
    assert not any(_DRAWN in each or _FORM in each for each in converted)


def _read(path: Path, **options: Any) -> object:
    file = PrintFile.open(path, **options)
    file.keep(range(file.page_count))
    return [each.things for each in file.pages], file.colours


def test_an_edit_of_a_page_reads_that_page(screen: Path, cache: Cache, tmp_path: Path) -> None:
    path = tmp_path / "interior.pdf"
    path.write_bytes(printed(screen, _orders()[0]).content)
    assert _read(path, cache=cache) == _read(path, cache=cache) == _read(path)
    before = _entries(cache, "printed-page")
    assert 1 < before <= PAGES
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[1].contents_add(b"5 5 9 9 re f")
        pdf.save(path)
    assert _read(path, cache=cache) == _read(path)
    assert _entries(cache, "printed-page") == before + 1


def test_pages_are_read_alike_by_several_processes(
    screen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "interior.pdf"
    path.write_bytes(printed(screen, _orders()[0]).content)
    monkeypatch.setattr(reader, "_FEW", 1)
    assert _read(path, copies=2) == _read(path)


def _scaled(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Wave"]["/Matrix"] = pikepdf.Array(
        [2, 0, 0, 2, 0, 0]
    )


def _redrawn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Wave"].write(b"0 0 9 9 re f")


def _replaced(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Wave"] = picture(pdf, "L")


def _own_resources(pdf: pikepdf.Pdf) -> None:
    """A form that names itself: what refers to itself is read each time."""
    wave = pdf.pages[0].obj["/Resources"]["/XObject"]["/Wave"]
    wave["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Wave": wave})})


@pytest.mark.parametrize("change", [_scaled, _redrawn, _replaced, _own_resources])
def test_what_a_page_draws_is_read_again_where_it_changes(
    change: Any, screen: Path, cache: Cache, tmp_path: Path
) -> None:
    path = tmp_path / "interior.pdf"
    path.write_bytes(printed(screen, _orders()[0]).content)
    before = _read(path, cache=cache)
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        change(pdf)
        pdf.save(path)
    after = _read(path, cache=cache)
    assert after == _read(path)
    assert (after == before) is (change is _own_resources)


def _codes(folder: Path, prints: Prints, cache: Cache) -> list[tuple[str, object]]:
    edition = prints.edition("kdp-colour")
    files = open_files(folder, OpenFiles(run_context(cache=cache)))
    found = findings(files, prints.book, edition, cache)
    return sorted({(each.code, each.finding.page) for each in found}, key=repr)


@pytest.fixture
def folder(prints: Prints, tmp_path: Path) -> Path:
    """The files for a printer, which may be changed."""
    return shutil.copytree(prints.artifacts["kdp-colour"].path, tmp_path / "printed")


def test_pages_that_were_right_are_not_read_again(
    prints: Prints, folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _codes(folder, prints, cache) == []
    assert _entries(cache, "printed-page") == 1, "only the cover is looked at again"
    with pikepdf.open(folder / INTERIOR, allow_overwriting_input=True) as pdf:
        _at_edge(pdf)
        pdf.save(folder / INTERIOR)
    looked_at = list[int]()
    read = reader._read_page

    def noted(document: Any, number: int, page: Any) -> object:
        looked_at.append(number)
        return read(document, number, page)

    monkeypatch.setattr(reader, "_read_page", noted)
    assert ("PRE-011", 2) in _codes(folder, prints, cache)
    assert looked_at == [2]
    _codes(folder, prints, cache)
    assert looked_at == [2], "a page that was wrong is looked at again, and not read"


def _at_edge(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].contents_add(b"q 2 300 20 20 re f Q")


def _finer(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].contents_add(b"q 0.1 w 200 300 m 260 300 l S Q")


def _linked(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]))
    pdf.pages[4].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(link)])


def _cut_elsewhere(pdf: pikepdf.Pdf) -> None:
    pdf.pages[5].obj["/TrimBox"] = pikepdf.Array([0, 0, 400, 600])


def _overprinted(pdf: pikepdf.Pdf) -> None:
    state = pdf.make_indirect(pikepdf.Dictionary(OP=True))
    pdf.pages[1].obj["/Resources"]["/ExtGState"] = pikepdf.Dictionary({"/Over": state})


def _without_font(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
            del each["/FontFile2"]


def _turned_over(pdf: pikepdf.Pdf) -> None:
    """Pages on the other side of the spine."""
    pdf.pages.insert(0, pdf.pages[1])
    del pdf.pages[-1]


@pytest.mark.parametrize(
    "change",
    [_at_edge, _finer, _linked, _cut_elsewhere, _overprinted, _without_font, _turned_over],
)
def test_what_changes_is_found_as_without_a_cache(
    change: Change, prints: Prints, folder: Path, cache: Cache
) -> None:
    assert _codes(folder, prints, cache) == []
    with pikepdf.open(folder / INTERIOR, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(folder / INTERIOR)
    found = _codes(folder, prints, cache)
    assert found == _codes(folder, prints, NO_CACHE)
    assert found != [("PRE-058", None)], "more than that it is another interior"


def _compared(folder: Path, prints: Prints, cache: Cache) -> list[tuple[str, str]]:
    edition, context = prints.edition("kdp-colour"), run_context(cache=cache)
    screen = prints.out / "salt.pdf"
    found = verify_print(folder, prints.book, edition, context, OpenFiles(context, screen))
    return [(each.code.value, each.subject) for each in found]


def test_a_page_that_was_the_same_is_compared_again_when_it_changes(
    prints: Prints, folder: Path, cache: Cache
) -> None:
    assert _compared(folder, prints, cache) == []
    with pikepdf.open(folder / INTERIOR, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"q 200 300 20 20 re f Q")
        pdf.save(folder / INTERIOR)
    assert _compared(folder, prints, cache) == [("VER-015", "page 1")]
    assert _compared(folder, prints, cache) == [("VER-015", "page 1")], "only the right is kept"
