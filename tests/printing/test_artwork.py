"""Artwork in the inks of a press keeps them on the cover, for a printer that takes inks."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from publish import pipeline
from publish.outputs.print.marks import ROOM, Sheet, marks
from publish.verification.print.reader import PrintFile, total_ink
from tests.printing.conftest import write_book
from tests.running import run_context

_INKS = (200, 100, 0, 20)  # of 255: 125 % of ink
_EDITIONS = """
[editions.pdf]
format = "pdf"
[editions.press]
format = "print"
printer = "{printer}"
colour-profile = "press.icc"
front = "front.jpg"
"""


def _photograph() -> bytes:
    content = io.BytesIO()
    Image.new("CMYK", (1900, 2800), _INKS).save(content, "JPEG", quality=95)
    return content.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(("printer", "keeps"), [("offset", True), ("lulu", False)])
def test_artwork_in_inks_is_printed_with_them(printer: str, keeps: bool, tmp_path: Path) -> None:
    folder = write_book(tmp_path / "salt", _EDITIONS.format(printer=printer))
    (folder / "front.jpg").write_bytes(_photograph())
    context = run_context()
    pipeline.build(folder, ["press"], tmp_path / "out", context)
    assert ("RES-024" in {each.code for each in context.report}) is not keeps
    file = PrintFile.open(tmp_path / "out" / "salt-press" / "cover.pdf")
    (image,) = file.images
    assert image["/ColorSpace"] == ("/DeviceCMYK" if keeps else "/DeviceRGB")
    if keeps:
        assert image.read_raw_bytes() == _photograph()
        assert total_ink(image) == pytest.approx(sum(_INKS) / 2.55, abs=3)


def test_folds_are_marked_outside_the_bleed_and_beside_the_registration() -> None:
    trim, bleed = (10.0, 10.0, 210.0, 110.0), (0.0, 0.0, 220.0, 120.0)
    drawn = _ends(marks(Sheet(trim, bleed, folds=(106.0, 114.0))))
    plain = _ends(marks(Sheet(trim, bleed)))
    folds = sorted(set(drawn) - set(plain))
    assert {x for x, _ in folds} == {106.0, 114.0}
    lows = [-y for _, y in folds if y < 0]
    assert min(lows) >= 1
    assert max(lows) < 2 + 6, "the circles begin there"
    assert max(y for _, y in folds) < 120 + ROOM
    assert len(folds) == 8


def _ends(content: bytes) -> list[tuple[float, float]]:
    """Where lines begin and end."""
    ends = re.findall(rb"([-\d.]+) ([-\d.]+) [ml]\b", content)
    return [(float(x), float(y)) for x, y in ends]
