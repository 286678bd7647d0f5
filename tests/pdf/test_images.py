"""Pictures of every kind that a manuscript may hold have their colours on the page."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
from PIL import ExifTags, Image, JpegImagePlugin

from publish.diagnostics import Report
from publish.model.book import Edition, Standard
from publish.outputs.pdf.writer import write_pdf
from publish.sources.safety.photographs import for_screens, is_for_screens
from tests.conftest import MINIMAL
from tests.running import run_context
from tests.verify.products import settled_folder

Cell = tuple[int, ...]  # samples of 8 bits: a grey, or red, green and blue; after them an alpha

SIDE = 16  # pixels: eight cells, in two rows
RED, LEAF, SEA, SUN = (200, 30, 40), (20, 150, 60), (30, 60, 190), (240, 220, 80)
COLOURS: list[Cell] = [RED, LEAF, SEA, SUN, SUN, SEA, LEAF, RED]
ALPHAS = [255, 128, 0, 64] * 2
GREYS: list[Cell] = [(17 * each,) for each in (0, 2, 4, 6, 8, 10, 12, 15)]
FEW: list[Cell] = [(85 * each,) for each in (0, 1, 2, 3, 3, 2, 1, 0)]
TWO: list[Cell] = [(255 * each,) for each in (0, 1, 1, 0, 1, 0, 0, 1)]
PALETTE = bytes(sum(COLOURS[:4], ()))
PLACES: list[Cell] = [(each,) for each in (0, 1, 2, 3, 3, 2, 1, 0)]  # in the palette


CLEARED = [(*COLOURS[place], ALPHAS[place]) for (place,) in PLACES]


def veiled(cells: Sequence[Cell]) -> list[Cell]:
    return [(*cell, alpha) for cell, alpha in zip(cells, ALPHAS, strict=True)]


def cleared(cells: Sequence[Cell], clear: Cell) -> list[Cell]:
    return [(*cell, 0 if cell == clear else 255) for cell in cells]


def seen(cells: Sequence[Cell]) -> Image.Image:
    """What cells are on white paper, a pixel for each."""
    shown = Image.new("RGB", (4, 2))
    for number, cell in enumerate(cells):
        *colour, alpha = cell if len(cell) in (2, 4) else (*cell, 255)
        mixed = [(each * alpha + 255 * (255 - alpha)) // 255 for each in colour]
        shown.putpixel((number % 4, number // 4), tuple(mixed * (3 // len(mixed))))
    return shown


def png(kind: int, depth: int, cells: Sequence[Cell], *, clear: bytes = b"") -> bytes:
    """A PNG (PNG 3, 11.2): kind 0 is grey, 2 colours, 3 a palette, 4 and 6 with alpha."""
    most = (1 << depth) - 1
    rows = b""
    for row in (cells[:4], cells[4:]):
        samples = [sample for cell in row for _ in range(SIDE) for sample in cell]
        scaled = samples if kind == 3 else [sample * most // 255 for sample in samples]
        bits = "".join(format(sample, f"0{depth}b") for sample in scaled)
        rows += (b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")) * SIDE
    head = struct.pack(">IIBBBBB", 4 * SIDE, 2 * SIDE, depth, kind, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"PLTE", PALETTE if kind == 3 else b""), (b"tRNS", clear)]
    chunks += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
        if data or name == b"IEND"
    )


def saved(kind: str, mode: str = "RGB", **settings: Any) -> bytes:
    """The colours as Pillow writes them."""
    large = seen(COLOURS).resize((4 * SIDE, 2 * SIDE), Image.Resampling.NEAREST)
    file = io.BytesIO()
    large.convert(mode).save(file, kind, **settings)
    return file.getvalue()


GREYED: list[Cell] = [(grey,) for grey in seen(COLOURS).convert("L").tobytes()]
UPRIGHT = Image.Exif()
UPRIGHT[ExifTags.Base.Orientation] = 6  # to be turned a quarter to the right
FINE: dict[str, Any] = {"quality": 95}
FRAMES: dict[str, Any] = {
    "save_all": True,
    "append_images": [Image.new("RGB", (4 * SIDE, 2 * SIDE))],
}
PICTURES: dict[str, tuple[bytes, list[Cell]]] = {
    "one-bit.png": (png(0, 1, TWO), TWO),
    "two-bit.png": (png(0, 2, FEW), FEW),
    "four-bit.png": (png(0, 4, GREYS), GREYS),
    "grey.png": (png(0, 8, GREYS), GREYS),
    "grey-clear.png": (png(0, 8, GREYS, clear=b"\0\x22"), cleared(GREYS, (0x22,))),
    "grey-16.png": (png(0, 16, GREYS), GREYS),
    "grey-16-clear.png": (png(0, 16, GREYS, clear=b"\x22\x22"), cleared(GREYS, (0x22,))),
    "grey-16-none-clear.png": (png(0, 16, GREYS, clear=b"\x22\x23"), GREYS),
    "grey-alpha.png": (png(4, 8, veiled(GREYS)), veiled(GREYS)),
    "grey-alpha-16.png": (png(4, 16, veiled(GREYS)), veiled(GREYS)),
    "palette.png": (png(3, 4, PLACES), COLOURS),
    "palette-clear.png": (png(3, 4, PLACES, clear=bytes(ALPHAS[:4])), CLEARED),
    "colours.png": (png(2, 8, COLOURS), COLOURS),
    "colours-clear.png": (png(2, 8, COLOURS, clear=b"\0\x1e\0\x3c\0\xbe"), cleared(COLOURS, SEA)),
    "colours-16.png": (png(2, 16, COLOURS), COLOURS),
    "colours-alpha.png": (png(6, 8, veiled(COLOURS)), veiled(COLOURS)),
    "colours-alpha-16.png": (png(6, 16, veiled(COLOURS)), veiled(COLOURS)),
    "frames.png": (saved("PNG", **FRAMES), COLOURS),
    "plain.jpg": (saved("JPEG", **FINE), COLOURS),
    "grey.jpg": (saved("JPEG", "L", **FINE), GREYED),
    "progressive.jpg": (saved("JPEG", progressive=True, **FINE), COLOURS),
    "inks.jpg": (saved("JPEG", "CMYK", **FINE), COLOURS),
    "camera.jpg": (saved("MPO", **FRAMES, **FINE), COLOURS),
    "turned.jpg": (saved("JPEG", exif=UPRIGHT, **FINE), COLOURS),
    "turned-inks.jpg": (saved("JPEG", "CMYK", exif=UPRIGHT, **FINE), COLOURS),
    "turned.png": (saved("PNG", exif=UPRIGHT), COLOURS),
    "turned.webp": (saved("WEBP", exif=UPRIGHT, lossless=True), COLOURS),
    "plain.webp": (saved("WEBP", lossless=True), COLOURS),
    "frames.webp": (saved("WEBP", lossless=True, **FRAMES), COLOURS),
    "plain.gif": (saved("GIF"), COLOURS),
    "frames.gif": (saved("GIF", **FRAMES), COLOURS),
}
DEEP = base64.b64encode(PICTURES["grey-16.png"][0]).decode()
BROUGHT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32">'
    f'<image width="64" height="32" href="data:image/png;base64,{DEEP}"/></svg>'
)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Each picture as PDFium draws it on its page."""
    folder = tmp_path_factory.mktemp("pictures")
    files = {name: content for name, (content, _) in PICTURES.items()}
    files |= {"brought.svg": BROUGHT.encode(), "book.toml": MINIMAL.encode()}
    names = [name for name in files if name != "book.toml"]
    files["a.md"] = "\n\n".join(["# A", *(f"![Colours]({name})" for name in names)]).encode()
    files["book.toml"] += b'[accessibility]\nhazards = ["none"]\n'
    for name, content in files.items():
        (folder / name).write_bytes(content)
    report = Report()
    edition = Edition("pdf", "pdf", standard=Standard.NONE)
    write_pdf(settled_folder(folder), edition, folder / "book.pdf", run_context(report))
    assert [str(each) for each in report if each.code.startswith("LAY")] == []
    drawn = list(_drawn(folder / "book.pdf"))
    return dict(zip(names, drawn, strict=True))


def _drawn(path: Path) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            sheet = page.render(scale=4).to_pil().convert("RGB")
            for image in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = (4 * edge for edge in image.get_bounds())
                yield sheet.crop((left, sheet.height - top, right, sheet.height - bottom))


def pixel(image: Image.Image, x: float, y: float) -> Cell:
    colour = image.getpixel((int(x), int(y)))
    assert isinstance(colour, tuple)
    return colour


@pytest.mark.parametrize("name", PICTURES)
def test_its_colours(shown: dict[str, Image.Image], name: str) -> None:
    cells = seen(PICTURES[name][1])
    right = cells.rotate(-90, expand=True) if name.startswith("turned") else cells
    image = shown[name]
    assert (image.width > image.height) == (right.width > right.height)
    side = image.width / right.width
    near = 64 if name.endswith("inks.jpg") else 9  # how inks look is for each program to say
    for x in range(right.width):
        for y in range(right.height):
            colour = pixel(image, (x + 0.5) * side, (y + 0.5) * side)
            wanted = pixel(right, x, y)
            assert max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) < near, (x, y)


def test_a_deep_picture_that_a_drawing_brings(shown: dict[str, Image.Image]) -> None:
    right, image = seen(GREYS), shown["brought.svg"]
    side = image.width / right.width
    assert pixel(image, side / 2, side / 2) == pixel(right, 0, 0)
    assert pixel(image, 3.5 * side, 1.5 * side) == pixel(right, 3, 1)


def test_a_photograph_is_turned_at_its_own_quality() -> None:
    came = PICTURES["turned.jpg"][0]
    turned = for_screens(came)
    before, after = (JpegImagePlugin.JpegImageFile(io.BytesIO(each)) for each in (came, turned))
    assert after.quantization == before.quantization
    assert JpegImagePlugin.get_sampling(after) == JpegImagePlugin.get_sampling(before)
    assert is_for_screens(turned)
