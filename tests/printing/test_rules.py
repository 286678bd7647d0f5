"""Each rule of the preflight finds its fault in the smallest file, and nothing else finds it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image

from publish.codes import code_entries
from publish.model.printer import BleedSides, Inks, PrintStandard
from publish.outputs.print.inks import InkTable
from publish.outputs.print.spots import spot_spaces
from publish.verification.print.table import COVER, INTERIOR, RULES
from tests.printing.small_prints import (
    PAGES,
    SPINE,
    TRIM,
    Change,
    add_page,
    barcode,
    draw,
    found,
    order,
    order_of_cover,
    picture,
)


def _set(name: str, value: object, page: int = 0) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[page].obj[name] = value

    return change


def _drop(name: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj[name]

    return change


def _root(name: str, value: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[name] = value

    return change


def _resource(
    kind: str, name: str, make: Callable[[pikepdf.Pdf], object], content: bytes
) -> Change:
    """A change that adds a resource to the first page, and draws something with it."""

    def change(pdf: pikepdf.Pdf) -> None:
        resources = pdf.pages[0].obj["/Resources"]
        named = resources.get(f"/{kind}", pikepdf.Dictionary())
        named[f"/{name}"] = make(pdf)
        resources[f"/{kind}"] = named
        draw(content)(pdf)

    return change


def _image(mode: str = "CMYK", side: int = 100) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: picture(pdf, mode, side)


def _jpeg_2000(pdf: pikepdf.Pdf) -> pikepdf.Object:
    image, content = picture(pdf, "L"), io.BytesIO()
    Image.new("L", (100, 100), 90).save(content, "JPEG2000")
    image.write(content.getvalue(), filter=pikepdf.Name.JPXDecode)
    return image


def _heavy(pdf: pikepdf.Pdf) -> pikepdf.Object:
    image = picture(pdf)
    image.write(b"\xff" * 40_000)
    return image


_SHOWN = b"24 0 0 24 40 100 cm /Im1 Do"
_TEXT = b"BT /F0 %s Tf %s 40 220 Td (Small) Tj ET"


def _without(key: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.docinfo[key]

    return change


def _without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def _spot(pdf: pikepdf.Pdf) -> object:
    return spot_spaces(pdf, InkTable(replace(order(), spots={"Tide": (0, 0, 1)})))["Spot1"]


def _postscript(pdf: pikepdf.Pdf) -> object:
    return pdf.make_stream(b"newpath", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.PS)


def _unembedded(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/Resources"]["/Font"]["/F0"]["/FontDescriptor"]


def _made_for_another(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Interior"] = "0" * 64


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"text"


def _another_size(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]
    add_page(pdf, (TRIM[0], TRIM[1] + 1), b"")


def _embedded_profile(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OutputIntents"][0]["/DestOutputProfile"] = pdf.make_stream(b"profile")


def _state(**keys: object) -> Callable[[pikepdf.Pdf], object]:
    return lambda _: pikepdf.Dictionary({f"/{key}": value for key, value in keys.items()})


def _lab(_: pikepdf.Pdf) -> object:
    white = pikepdf.Array([0.96, 1, 0.82])
    return pikepdf.Array([pikepdf.Name.Lab, pikepdf.Dictionary(WhitePoint=white)])


def _type3(pdf: pikepdf.Pdf) -> object:
    return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3))


def _redraw(change: Callable[[bytes], bytes]) -> Change:
    """A change of what is drawn on the first page."""

    def redraw(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[0].obj["/Contents"]
        changed = change(contents.read_bytes())
        assert changed != contents.read_bytes(), "the fault is seeded"
        contents.write(changed)

    return redraw


def _replaced(old: bytes, new: bytes) -> Change:
    return _redraw(lambda content: content.replace(old, new))


_IN_HINGE = b"BT /F0 10 Tf 0 g %g 100 Td (Pier) Tj ET" % (TRIM[0] + SPINE + 4)
_BLACK_TEXT = b"BT /F0 10 Tf 0 g 30 200 Td (A line) Tj ET"
_MANY = {"made_for": order(most_megabytes=0.001)}
_NEWER = {"force_version": "1.4"}
_LOCKED = {
    "encryption": pikepdf.Encryption(owner="a", user="", R=3, aes=False, metadata=False),
    "force_version": "",
    "made_for": order(standard=PrintStandard.NONE),
}
FAULTS: list[tuple[str, str, Change | None, dict[str, Any]]] = [
    ("PRE-001", INTERIOR, None, {"made_for": order(fewest_pages=24)}),
    ("PRE-002", INTERIOR, None, {"made_for": order(most_pages=2)}),
    ("PRE-003", INTERIOR, None, {"made_for": order(pages_by=16)}),
    ("PRE-004", INTERIOR, _another_size, {}),
    ("PRE-005", INTERIOR, _drop("/BleedBox"), {}),
    ("PRE-006", INTERIOR, _set("/CropBox", pikepdf.Array([-33, -33, 233, 333])), {}),
    ("PRE-006", INTERIOR, _set("/Rotate", 180), {}),
    ("PRE-007", INTERIOR, None, {"made_for": order(bleed=8.5)}),
    ("PRE-007", INTERIOR, None, {"made_for": order(bleeds_at=BleedSides.OUTER)}),
    ("PRE-008", INTERIOR, draw(b"0.25 w 0 G -9 100 m -3 100 l S"), {}),
    ("PRE-009", INTERIOR, None, {"made_for": order(marks=False)}),
    ("PRE-010", INTERIOR, _redraw(lambda _: _BLACK_TEXT), {}),
    ("PRE-011", INTERIOR, draw(b"BT /F0 10 Tf 0 g 20 100 Td (Line) Tj ET"), {}),
    ("PRE-012", INTERIOR, draw(b"BT /F0 10 Tf 0 g 60 4 Td (Line) Tj ET"), {}),
    ("PRE-013", INTERIOR, draw(b"0.1 0 0 0 k 100 100 100 20 re f"), {}),
    ("PRE-014", INTERIOR, draw(b"1 0 0 rg 40 100 9 9 re f"), {}),
    ("PRE-014", COVER, draw(b"1 0 0 rg 40 200 9 9 re f"), {}),
    ("PRE-015", INTERIOR, _resource("XObject", "Im1", _image("RGB"), _SHOWN), {}),
    ("PRE-016", INTERIOR, None, {"made_for": order(Inks.BLACK)}),
    ("PRE-017", INTERIOR, _resource("ColorSpace", "Lab", _lab, b"/Lab cs 50 9 9 scn"), {}),
    ("PRE-018", INTERIOR, draw(b"1 1 1 0.2 k 40 100 9 9 re f"), {}),
    ("PRE-019", INTERIOR, _resource("XObject", "Im1", _heavy, _SHOWN), {}),
    ("PRE-020", INTERIOR, draw(b"0.2 0.2 0.2 1 k 40 100 9 9 re f"), {}),
    ("PRE-021", INTERIOR, _resource("ExtGState", "G", _state(ca=0.5), b"/G gs"), {}),
    ("PRE-022", INTERIOR, _resource("XObject", "Im1", _image(side=40), _SHOWN), {}),
    ("PRE-023", INTERIOR, _resource("XObject", "Im1", _image(side=80), _SHOWN), {}),
    ("PRE-024", INTERIOR, _resource("XObject", "Im1", _image(side=420), _SHOWN), {}),
    ("PRE-025", INTERIOR, _resource("XObject", "Im1", _jpeg_2000, _SHOWN), {}),
    ("PRE-026", INTERIOR, None, _MANY),
    ("PRE-027", INTERIOR, draw(b"0.1 w 0 G 40 100 m 90 100 l S"), {}),
    ("PRE-027", INTERIOR, draw(b"0 g 40 100 50 0.1 re f"), {}),
    ("PRE-028", INTERIOR, draw(_TEXT % (b"4", b"0 g")), {}),
    ("PRE-029", INTERIOR, draw(_TEXT % (b"6", b"1 g")), {}),
    ("PRE-030", INTERIOR, draw(_TEXT % (b"5.5", b"0.5 g")), {}),
    ("PRE-031", INTERIOR, _set("/Annots", pikepdf.Array([pikepdf.Dictionary()])), {}),
    ("PRE-032", INTERIOR, _root("/OpenAction", pikepdf.Dictionary()), {}),
    ("PRE-033", INTERIOR, _root("/AcroForm", pikepdf.Dictionary()), {}),
    ("PRE-034", INTERIOR, _root("/OCProperties", pikepdf.Dictionary()), {}),
    ("PRE-035", INTERIOR, _attach, {}),
    ("PRE-036", INTERIOR, None, _LOCKED),
    ("PRE-037", INTERIOR, _root("/StructTreeRoot", pikepdf.Dictionary()), {}),
    ("PRE-038", INTERIOR, None, _NEWER),
    ("PRE-039", INTERIOR, _without("/GTS_PDFXVersion"), {}),
    ("PRE-040", INTERIOR, _root("/OutputIntents", pikepdf.Array()), {}),
    ("PRE-041", INTERIOR, _embedded_profile, {}),
    ("PRE-042", INTERIOR, _without("/Trapped"), {}),
    ("PRE-043", INTERIOR, _without("/Title"), {}),
    ("PRE-044", INTERIOR, _unembedded, {}),
    ("PRE-045", INTERIOR, _resource("Font", "F1", _type3, b""), {}),
    ("PRE-046", COVER, None, {"pages": PAGES + 2}),
    ("PRE-047", COVER, None, {"made_for": order_of_cover(bleed=8.0)}),
    ("PRE-048", COVER, None, {"made_for": order_of_cover(spine_text_from=80)}),
    ("PRE-049", COVER, None, {"made_for": order_of_cover(spine_safety=7.0)}),
    ("PRE-050", COVER, draw(b"BT /F0 10 Tf 0 g 300 4 Td (Pier) Tj ET"), {}),
    ("PRE-051", COVER, None, {"isbn": "9783161484100"}),
    ("PRE-052", COVER, _replaced(barcode(), barcode(module=0.6)), {}),
    ("PRE-053", COVER, _replaced(barcode(), barcode(white=6.0)), {}),
    ("PRE-054", COVER, _replaced(barcode(), barcode(ink=b"0.3 0 0 0.9 k")), {}),
    ("PRE-055", COVER, draw(_IN_HINGE), {"made_for": order_of_cover(hinge=10.0)}),
    ("PRE-056", COVER, None, {"made_for": order_of_cover(fewest_pages=24)}),
    ("PRE-056", COVER, None, {"made_for": order_of_cover(most_pages=2)}),
    ("PRE-057", COVER, None, {"made_for": order_of_cover(safety=45.0)}),
    ("PRE-058", COVER, _made_for_another, {}),
    ("PRE-059", INTERIOR, _resource("ExtGState", "G", _state(OP=True), b"/G gs"), {}),
    ("PRE-059", COVER, _resource("ExtGState", "G", _state(op=True, OPM=1), b"/G gs"), {}),
    ("PRE-060", INTERIOR, _without("/ModDate"), {}),
    ("PRE-060", INTERIOR, _without("/GTS_PDFXConformance"), {}),
    ("PRE-060", INTERIOR, _without_metadata, {}),
    ("PRE-061", INTERIOR, _resource("ExtGState", "G", _state(TR=pikepdf.Name.Identity), b""), {}),
    ("PRE-062", INTERIOR, _resource("ColorSpace", "S", _spot, b"/S cs 1 scn 40 100 9 9 re f"), {}),
    ("PRE-061", INTERIOR, _resource("XObject", "P", _postscript, b""), {}),
]


@pytest.mark.parametrize("file", [INTERIOR, COVER])
def test_right_files_break_no_rule(file: str, tmp_path: Path) -> None:
    assert list(found(tmp_path, file)) == []


@pytest.mark.parametrize(
    ("code", "file", "change", "more"), FAULTS, ids=[f"{c}-{n}" for n, (c, *_) in enumerate(FAULTS)]
)
def test_a_fault_is_found_by_its_rule(
    code: str, file: str, change: Change | None, more: dict[str, Any], tmp_path: Path
) -> None:
    assert list(found(tmp_path, file, change, **more)) == [code]


def test_every_rule_has_a_fault_and_a_code() -> None:
    assert {code for code, *_ in FAULTS} == set(RULES)
    assert {code for code in code_entries() if code.startswith("PRE-")} == set(RULES)
