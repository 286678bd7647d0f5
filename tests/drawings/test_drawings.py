"""A drawing looks in both products as in a browser, or is refused by the name of what would not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from publish.model.image_types import SVG_TYPE
from publish.render.drawing_fonts import with_fonts_of
from publish.render.theme import Font, Theme, load_theme
from publish.sources.drawings import picture
from publish.sources.drawings.drawable import Drawable, drawable
from publish.sources.drawings.rasteriser import rasterise
from publish.sources.safety.svg import EmptyDrawingError, UndrawnError
from tests.drawings.compared import ALLOWED, MOVED, MOVED_LETTERS, by_browser, by_engine, difference
from tests.machine import lack

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="100" height="100" viewBox="0 0 100 100">'
)
_TABLES = tomllib.loads((Path(__file__).parent / "features.toml").read_text("utf-8"))
DRAWN = {name: f"{HEAD}{inner}</svg>" for name, inner in _TABLES["drawn"].items()}
REWRITTEN = {name: f"{HEAD}{inner}</svg>" for name, inner in _TABLES["rewritten"].items()}
PICTURED = {
    name: (why, f"{HEAD}{inner}</svg>") for name, (why, inner) in _TABLES["pictured"].items()
}
EMPTY = {name: f"{HEAD}{inner}</svg>" for name, inner in _TABLES["empty"].items()}
REFUSED = {name: (why, f"{HEAD}{inner}</svg>") for name, (why, inner) in _TABLES["refused"].items()}
# The browser has only the fonts of the machine.
_FACES = {"400": "DejaVuSans.ttf", "700": "DejaVuSans-Bold.ttf"}
_FOLDER = Path("/usr/share/fonts/truetype/dejavu")
_OBLIQUE = "text italic"
_FAMILIES = dict.fromkeys(("serif", "sans", "mono"), "DejaVu Sans")


def _small(drawing: bytes, theme: Theme) -> bytes:
    named = with_fonts_of(theme, SVG_TYPE, drawing)
    return rasterise(named, 220, 320, [str(font.path) for font in theme.fonts])


@pytest.fixture(autouse=True, scope="module")
def small_pictures() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "_rasterised", _small)
        patch.setattr(picture, "_GLANCE", 50)
        yield


@cache
def _theme() -> Theme:
    """One of the fonts of the machine, as the browser has."""
    if not _FOLDER.is_dir():
        return load_theme("classic")
    fonts = (Font("DejaVu Sans", _FOLDER / name, "normal", each) for each, name in _FACES.items())
    return Theme("of the machine", (), _FAMILIES, tuple(fonts))


@cache
def _made(drawing: str) -> Drawable:
    return drawable(drawing.encode(), _theme())


def test_what_is_drawn_stays_as_it_is() -> None:
    """Every drawing of the first table is taken, to the byte."""
    assert {name: _made(each) for name, each in DRAWN.items()} == {
        name: Drawable(each.encode()) for name, each in DRAWN.items()
    }


def test_what_pages_would_draw_otherwise_is_written_in_another_way() -> None:
    assert not [name for name, each in REWRITTEN.items() if _made(each).pictured]


def test_what_only_a_picture_shows_is_named() -> None:
    assert {name: _made(each).pictured for name, (_, each) in PICTURED.items()} == {
        name: why for name, (why, _) in PICTURED.items()
    }


@pytest.mark.parametrize("name", EMPTY)
def test_what_shows_nothing_is_refused(name: str) -> None:
    with pytest.raises(EmptyDrawingError, match="it shows nothing"):
        _made(EMPTY[name])


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_drawn_is_refused_by_name(name: str) -> None:
    """The reason names the element, attribute, value or rule."""
    why, drawing = REFUSED[name]
    with pytest.raises(UndrawnError, match=re.escape(why)):
        _made(drawing)


def _unlike(drawings: Mapping[str, str], folder: Path) -> dict[str, float]:
    """The drawings of which a part is not where the browser draws it, within 2 % (1 % with text),
    in the same colour, within 13 %; with the difference."""
    ours = by_engine({name: _made(each).content.decode() for name, each in drawings.items()})
    theirs = by_browser(drawings, folder)
    moved = {name: MOVED_LETTERS if "<text" in each else MOVED for name, each in drawings.items()}
    found = {name: difference(ours[name], theirs[name], moved[name]) for name in drawings}
    return {name: much for name, much in found.items() if much > ALLOWED}


@pytest.mark.browser
def test_what_is_drawn_looks_as_in_a_browser(tmp_path: Path) -> None:
    pictured = {name: drawing for name, (_, drawing) in PICTURED.items()}
    drawings = DRAWN | REWRITTEN | pictured
    assert not _unlike({name: drawings[name] for name in drawings if name != _OBLIQUE}, tmp_path)


@pytest.mark.browser
def test_an_oblique_looks_as_in_a_browser(tmp_path: Path) -> None:
    """Where the machine has one, since a browser slants the upright letters otherwise."""
    if not (_FOLDER / "DejaVuSans-Oblique.ttf").is_file():
        raise lack("oblique", "no oblique to compare: this machine has none of DejaVu Sans")
    assert not _unlike({_OBLIQUE: DRAWN[_OBLIQUE]}, tmp_path)
