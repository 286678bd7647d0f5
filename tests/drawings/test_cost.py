"""What a drawing may cost: limited time and memory, whatever it asks for."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from publish.render.theme import load_theme
from publish.sources.drawings import picture
from publish.sources.drawings.drawable import Drawable, drawable
from publish.sources.drawings.rasteriser import RasteriserPanic, rasterise
from publish.sources.safety.svg import UndrawnError

_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}">{}</svg>'
_FILTERED = '<filter id="f">{}</filter><rect width="9" height="9" filter="url(#f)"/>'
_SIDE = '<rect width="1000000" height="1000000"/>'
_NEVER_ENDING = {
    "noise": '<feTurbulence baseFrequency="0.1" numOctaves="1000000"/>',
    "thick": '<feMorphology operator="dilate" radius="100000"/>',
    "mixed": f'<feConvolveMatrix order="99" kernelMatrix="{"1 " * 9801}"/>',
}


def _drawable(drawing: bytes) -> Drawable:
    return drawable(drawing, load_theme("classic"))


def _drawing(inner: str, view: str = "0 0 9 9") -> bytes:
    return _DRAWING.format(view, inner).encode()


def test_a_filter_is_drawn() -> None:
    drawing = _drawing(_FILTERED.format('<feGaussianBlur stdDeviation="1"/>'))
    assert b"data:image/png" in _drawable(drawing).content


@pytest.mark.parametrize("name", _NEVER_ENDING)
def test_a_filter_that_never_ends_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "_SECONDS", 1.0)
    with pytest.raises(UndrawnError, match="filter"):
        _drawable(_drawing(_FILTERED.format(_NEVER_ENDING[name])))


@pytest.mark.parametrize("view", ["0 0 1 1000000", "0 0 1000000 1"])
def test_a_picture_of_a_narrow_drawing_is_small(view: str) -> None:
    drawing = _drawing(_SIDE, view)
    assert _drawable(drawing).content == drawing
    with Image.open(io.BytesIO(rasterise(drawing, 40, 40))) as drawn:
        assert max(drawn.size) == 40


def test_numbers_that_no_picture_can_have_are_left_to_the_layout() -> None:
    line = f'<path fill="none" stroke="red" stroke-width="1e9" d="M0 0{"L1e9 1L0 2" * 20000}"/>'
    with pytest.raises(RasteriserPanic):
        rasterise(_drawing(line), 40, 40)
    assert _drawable(_drawing(line)).content == _drawing(line)
