"""A drawing looks on a page as in a browser, or is refused by the name of what would be missing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from publish.sources.safety.svg import UndrawnError, check_svg
from tests.drawings.compared import ALLOWED, by_browser, by_engine, difference

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="100" height="100" viewBox="0 0 100 100">'
)
_TABLES = tomllib.loads((Path(__file__).parent / "features.toml").read_text("utf-8"))
DRAWN = {name: f"{HEAD}{inner}</svg>" for name, inner in _TABLES["drawn"].items()}
REFUSED = {name: (why, f"{HEAD}{inner}</svg>") for name, (why, inner) in _TABLES["refused"].items()}


def test_what_is_drawn_is_accepted() -> None:
    """Every drawing of the first table is taken."""
    for drawing in DRAWN.values():
        check_svg(drawing.encode())


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_drawn_is_refused_by_name(name: str) -> None:
    """The reason names the element, attribute, value or rule."""
    why, drawing = REFUSED[name]
    with pytest.raises(UndrawnError, match=re.escape(why)):
        check_svg(drawing.encode())


@pytest.mark.browser
def test_what_is_drawn_looks_as_in_a_browser(tmp_path: Path) -> None:
    """Each part is where the browser draws it, within 2 %, in the same colour, within 10 %."""
    ours, theirs = by_engine(DRAWN), by_browser(DRAWN, tmp_path)
    found = {name: difference(ours[name], theirs[name]) for name in DRAWN}
    assert not {name: much for name, much in found.items() if much > ALLOWED}
