"""The colours of a content stream, and nothing else in it, are converted."""

from __future__ import annotations

import pytest

from publish.outputs.print.content import ColourWriter, Opacity
from publish.outputs.print.inks import Ink, Rgb

_OPACITIES = {"half": Opacity(0.5, None), "full": Opacity(1.0, 1.0)}


def _ink(colour: Rgb) -> Ink:
    return Ink("DeviceGray", (sum(colour) / 3,))


def _cmyk(parts: tuple[float, ...]) -> Ink:
    return Ink("DeviceCMYK", parts)


def _lab(space: str, parts: tuple[float, ...]) -> Rgb | None:
    return (parts[0] / 100,) * 3 if space == "lab" else None


def rewritten(content: bytes, *, flattened: bool = False) -> bytes:
    return ColourWriter(_ink, _cmyk, _lab, _OPACITIES, flattened).rewrite(content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"0.3 0.6 0.9 rg", b"0.6 g"),
        (b"1 1 1 RG\n1 w", b"1 G\n1 w"),
        (b"q\n0 0 0 rg\nQ", b"q\n0 g\nQ"),
        (b"1 0 0 1 20 30 cm 0 0 0 rg", b"1 0 0 1 20 30 cm 0 g"),
        (b"/DeviceRGB cs 0.3 0.6 0.9 scn", b"0 g 0.6 g"),
        (b"/lab cs 50 0 0 scn", b"0 g 0.5 g"),
        (b"/Pattern cs /p0 scn", b"/Pattern cs /p0 scn"),
        (b"0.1 0.2 0.3 0.4 k", b"0.1 0.2 0.3 0.4 k"),
        (b"(0 0 0 rg) Tj", b"(0 0 0 rg) Tj"),
        (b"(a \\) 0 0 0 rg) Tj 1 1 1 rg", b"(a \\) 0 0 0 rg) Tj 1 g"),
        (b"<0041> Tj 1 0 0 rg", b"<0041> Tj 0.3333 g"),
        (b"[<01> -20 <02>] TJ", b"[<01> -20 <02>] TJ"),
    ],
)
def test_colours_become_inks(content: bytes, expected: bytes) -> None:
    assert rewritten(content) == expected


def test_what_is_translucent_becomes_as_light_as_on_white() -> None:
    content = b"0 0 0 rg q /half gs 1 0 0 1 0 0 cm f Q 0 0 0 rg"
    flat = b"0 g q /half gs 0.5 g 1 0 0 1 0 0 cm f Q 0 g"
    assert rewritten(content, flattened=True) == flat
    assert rewritten(content) == b"0 g q /half gs 1 0 0 1 0 0 cm f Q 0 g"


def test_a_colour_after_the_opacity_is_lighter_too() -> None:
    assert rewritten(b"/half gs 0 0 0 rg", flattened=True) == b"/half gs 0.5 g 0.5 g"


def test_parts_of_a_content_share_their_state() -> None:
    writer = ColourWriter(_ink, _cmyk, _lab, _OPACITIES, flattened=True)
    writer.rewrite(b"q /half gs ")
    assert writer.rewrite(b"0 0 0 rg Q 0 0 0 rg") == b"0.5 g Q 0 g"
