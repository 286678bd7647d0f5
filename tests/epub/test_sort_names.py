"""Names and titles as shelves sort them, where a manifest does not say."""

from __future__ import annotations

import pytest

from publish.model.sort_names import sorted_name, sorted_title
from tests.epub.opened import Opened

TITLES = [
    ("en", "The Lighthouse Keepers", "Lighthouse Keepers, The"),
    ("en", "Thermals", ""),
    ("en", "A", ""),
    ("de", "Die fernen Inseln", "Fernen Inseln, Die"),
    ("fr", "L’été des bateaux", "Été des bateaux, L’"),
    ("es", "Las mareas", "Mareas, Las"),
    ("zh", "The 潮", ""),
]
NAMES = [
    ("en", "Mary Anning", "Anning, Mary"),
    ("en", "J. M. W. Turner", "Turner, J. M. W."),
    ("en", "Ursula K. Le Guin", "Le Guin, Ursula K."),
    ("en", "Martin Luther King Jr.", "King, Martin Luther, Jr."),
    ("de", "Johann Wolfgang von Goethe", "Goethe, Johann Wolfgang von"),
    ("fr", "Jean de La Fontaine", "La Fontaine, Jean de"),
    ("ru", "Лев Толстой", "Толстой, Лев"),
    ("en", "The Harbour Office", "Harbour Office, The"),
    ("en", "Homer", ""),
    ("en", "Varrow Harbour Society", ""),
    ("en", "NASA Goddard", ""),
    ("de", "Seewetteramt Hamburg", ""),
    ("es", "Gabriel García Márquez", ""),
    ("hu", "Kovács János", ""),
    ("zh", "王之涣", ""),
]


@pytest.mark.parametrize(("language", "title", "expected"), TITLES)
def test_titles(language: str, title: str, expected: str) -> None:
    assert sorted_title(title, language) == expected


@pytest.mark.parametrize(("language", "name", "expected"), NAMES)
def test_names(language: str, name: str, expected: str) -> None:
    assert sorted_name(name, language) == expected


def test_the_package_has_them_and_a_guide(rich: Opened) -> None:
    assert rich.meta("file-as") == ["Harbour Office, A", "Drawing Room, A"]
    guide = rich.find("content.opf", "//opf:guide/opf:reference")
    assert [(each.get("type"), each.get("href")) for each in guide] == [
        ("cover", "cover.xhtml"),
        ("toc", "contents.xhtml"),
        ("text", "text/water.xhtml"),
    ]
