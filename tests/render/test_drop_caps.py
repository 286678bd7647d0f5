"""Drop caps: the first letter is set apart, and no word changes."""

from __future__ import annotations

import pytest
from lxml import etree

from publish.render.dropcaps import set_drop_caps

_PAGE = (
    '<body xmlns="http://www.w3.org/1999/xhtml"><section class="{role}"><header>One</header>'
    "{first}<p>Second.</p></section></body>"
)


_LONG = " and it runs on" * 20


def _first(role: str, first: str) -> str:
    root = etree.fromstring(_PAGE.format(role=role, first=first))
    before = "".join(root.itertext())
    set_drop_caps(root, {"drop-caps": "chapters"})
    assert "".join(root.itertext()) == before
    return etree.tostring(root[0][1], encoding="unicode").replace(
        ' xmlns="http://www.w3.org/1999/xhtml"', ""
    )


def test_first_letter_is_set_apart_with_its_accent() -> None:
    assert _first("chapter level-1", f"<p>E\u0301t\u00e9 <em>here</em>{_LONG}.</p>") == (
        f'<p><span class="drop-cap">E\u0301</span>t\u00e9 <em>here</em>{_LONG}.</p>'
    )


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("part", f"<p>Text{_LONG}.</p>"),
        ("chapter", "<p>Text.</p>"),
        ("chapter", f"<p><em>Text</em>{_LONG}.</p>"),
        ("chapter", f"<p>“Text{_LONG}.”</p>"),
        ("chapter", f"<p>تقع{_LONG}.</p>"),
        ("chapter", f"<blockquote>Text{_LONG}.</blockquote>"),
    ],
)
def test_other_openings_are_left_alone(role: str, first: str) -> None:
    assert _first(role, first) == first
