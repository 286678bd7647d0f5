"""The smallest files for a printer, interior and cover: a test changes them in one place."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from msgspec.structs import replace
from PIL import Image
from zxingcpp import BarcodeFormat, create_barcode

from publish.model.printer import (
    Binding,
    BleedSides,
    Colours,
    CoverSheet,
    Inks,
    Interior,
    Paper,
    Printer,
    PrintOrder,
    PrintStandard,
)
from publish.verification.print.finding import Job
from publish.verification.print.reader import PrintFile
from publish.verification.print.table import INTERIOR, RULES

TRIM = (200.0, 300.0)
PAGES = 4
BLEED = 9.0
ROOM = 24.0
ISBN = "9780306406157"
PAPER = Paper("plain", "plain", 5.0, colour=True)

PRINTER = Printer(
    name="Pier",
    about="a press of the tests",
    source="none",
    read=datetime.date(2026, 11, 29),
    interior=Interior(
        standard=PrintStandard.X1A,
        profile_is_embedded=False,
        condition="PIER1",
        colours=Colours.CMYK,
        bleed=BLEED,
        bleeds_at=BleedSides.ALL,
        bleed_is_by_choice=False,
        marks=True,
        safety=12.0,
        resolution=300,
        total_ink=300,
        transparency=False,
        fewest_pages=4,
        most_pages=100,
        pages_by=2,
        most_megabytes=1,
        inner_margins={4: 24.0},
    ),
    covers={
        Binding.PAPERBACK: CoverSheet(
            bleed=BLEED,
            marks=True,
            safety=12.0,
            spine_text_from=4,
            spine_safety=2.0,
            spine_extra=0.0,
            barcode=(106.0, 74.0),
            adds_barcode=False,
        )
    },
    papers=(PAPER,),
)
SPINE = PAPER.page * PAGES


def order(inks: Inks = Inks.COLOUR, **changes: object) -> PrintOrder:
    """An order of the press, whose rules for the interior are changed."""
    printer = replace(PRINTER, interior=replace(PRINTER.interior, **changes))
    return PrintOrder(printer, PAPER, inks, bleeds=True)


def order_of_cover(**changes: object) -> PrintOrder:
    """An order of the press, whose rules for the cover are changed."""
    cover = replace(PRINTER.covers[Binding.PAPERBACK], **changes)
    printer = replace(PRINTER, covers={Binding.PAPERBACK: cover})
    return PrintOrder(printer, PAPER, Inks.COLOUR, bleeds=True)


def job(made_for: PrintOrder, isbn: str = ISBN, pages: int = PAGES) -> Job:
    """What the files should be."""
    return Job(made_for, TRIM, pages, isbn, "", rtl=False)


def interior() -> pikepdf.Pdf:
    """A right interior: on each page a line of text, an area, a picture and marks."""
    pdf = pikepdf.new()
    for number in range(PAGES):
        spine_at_left = number % 2 == 0
        add_page(pdf, TRIM, _page(30 if spine_at_left else 20))
    claim(pdf)
    return pdf


def _page(left: float) -> bytes:
    return (
        b"q BT /F0 10 Tf 0 g %d 200 Td (A line) Tj ET\n"
        b"0.2 0.1 0 0 k %d 150 40 20 re f\n0.5 w 0 G %d 140 m %d 140 l S\n"
        b"q 24 0 0 24 %d 60 cm /Im0 Do Q Q" % (left, left, left, left + 40, left)
    )


def add_page(pdf: pikepdf.Pdf, trim: tuple[float, float], content: bytes) -> None:
    """A page with its boxes, its marks and its resources."""
    width, height = trim
    around = BLEED + ROOM
    pdf.add_blank_page(page_size=(width + 1, height + 1))
    page = pdf.pages[-1].obj
    page["/MediaBox"] = pikepdf.Array([-around, -around, width + around, height + around])
    page["/BleedBox"] = pikepdf.Array([-BLEED, -BLEED, width + BLEED, height + BLEED])
    page["/TrimBox"] = pikepdf.Array([0, 0, width, height])
    page["/Contents"] = pdf.make_stream(content + b"\n" + _marks(width, height))
    page["/Resources"] = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F0=font(pdf)), XObject=pikepdf.Dictionary(Im0=picture(pdf))
    )


def _marks(width: float, height: float) -> bytes:
    away = BLEED + 1
    lines = [
        (x, y, x, y + (12 if y > 0 else -12)) for x in (0, width) for y in (-away, height + away)
    ]
    lines += [
        (x, y, x + (12 if x > 0 else -12), y) for y in (0, height) for x in (-away, width + away)
    ]
    drawn = b"\n".join(b"%g %g m %g %g l S" % line for line in lines)
    return b"q 0.25 w 0 G %s Q" % drawn


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A font that says that it is embedded."""
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=pikepdf.Name.Pier,
        Flags=4,
        FontBBox=pikepdf.Array([0, 0, 1000, 1000]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
        FontFile3=pdf.make_stream(b""),
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def picture(pdf: pikepdf.Pdf, mode: str = "CMYK", side: int = 100) -> pikepdf.Object:
    """A picture of one colour."""
    colour: Any = {"CMYK": (80, 40, 0, 10), "RGB": (80, 40, 0), "L": 90}[mode]
    image = Image.new(mode, (side, side), colour)
    stream = pdf.make_stream(zlib.compress(image.tobytes()))
    space = {"CMYK": "DeviceCMYK", "RGB": "DeviceRGB", "L": "DeviceGray"}[mode]
    for key, value in {
        "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": side,
        "/Height": side, "/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name(f"/{space}"),
        "/Filter": pikepdf.Name.FlateDecode,
    }.items():  # fmt: skip
        stream[key] = value
    return stream


def claim(pdf: pikepdf.Pdf) -> None:
    """What a file says of itself."""
    pdf.docinfo["/Title"] = "Pier"
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
        pdf.docinfo[key] = "PDF/X-1a:2001"
    for key in ("/CreationDate", "/ModDate"):
        pdf.docinfo[key] = "D:20260301000000Z"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["xmpMM:DocumentID"] = "uuid:1"
        metadata["pdfx:GTS_PDFXVersion"] = "PDF/X-1a:2001"
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=pikepdf.String("PIER1"),
    )
    pdf.Root["/OutputIntents"] = pikepdf.Array([pdf.make_indirect(intent)])


def cover() -> pikepdf.Pdf:
    """A right cover: an area over everything, words on front and spine, a barcode on the back."""
    pdf = pikepdf.new()
    width = 2 * TRIM[0] + SPINE
    around = b"%g %g %g %g" % (-BLEED, -BLEED, width + 2 * BLEED, TRIM[1] + 2 * BLEED)
    spine = TRIM[0] + SPINE / 2
    content = (
        b"q 0.6 0.2 0 0.2 k %s re f\n"
        b"BT /F0 20 Tf 0 g %g 200 Td (Pier) Tj ET\n"
        b"q 0 -1 1 0 %g 200 cm BT /F0 9 Tf 0 g (Pier) Tj ET Q\n"
        b"%s Q" % (around, TRIM[0] + SPINE + 30, spine - 3, barcode())
    )
    add_page(pdf, (width, TRIM[1]), content)
    claim(pdf)
    return pdf


def barcode(module: float = 0.935, white: float = 12.0, ink: bytes = b"0 g") -> bytes:
    """The bars of the number, each an area, in a white field."""
    drawn: Any = create_barcode(ISBN, BarcodeFormat.EAN13)
    rows = memoryview(drawn.to_image(scale=1, add_quiet_zones=False))
    row = bytes(rows)[: len(bytes(rows)) // len(rows)]
    left, low, high = 40.0, 40.0, 50.0
    runs, start = [], 0
    for place in range(1, len(row) + 1):
        if place == len(row) or row[place] != row[start]:
            if not row[start]:
                runs.append((start, place - start))
            start = place
    field = (left - white, low - 6, len(row) * module + 2 * white, high + 12)
    bars = b"\n".join(
        b"%g %g %g %g re f" % (left + at * module, low, wide * module, high) for at, wide in runs
    )
    return b"q 1 g %g %g %g %g re f %s %s Q" % (*field, ink, bars)


Change = Callable[[pikepdf.Pdf], None]


def found(
    folder: Path,
    file: str,
    change: Change | None = None,
    made_for: PrintOrder | None = None,
    isbn: str = ISBN,
    pages: int = PAGES,
    **saving: Any,
) -> Iterator[str]:
    """The codes of the rules that a file breaks, once it is changed."""
    made_for = made_for or order()
    pdf = interior() if file == INTERIOR else cover()
    if change is not None:
        change(pdf)
    path = folder / file
    plain = {"force_version": "1.3", "object_stream_mode": pikepdf.ObjectStreamMode.disable}
    pdf.save(path, **{**plain, **saving})
    read = PrintFile.open(path)
    for code, row in RULES.items():
        if file in row.files and list(row.rule(read, job(made_for, isbn, pages))):
            yield code


def draw(content: bytes, page: int = 0) -> Change:
    """A change that draws something on a page."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[page].contents_add(b"q %s Q" % content)

    return change
