"""Links that have only pictures: a listener hears the words of these, or where the link leads."""

from __future__ import annotations

import pytest

from tests.epub.conftest import SQUARE, MakeEpub

_BOOK = '[book]\ntitle = "Tides"\nlanguage = "en"\n[structure]\nbodymatter = ["a.md"]\n'
_TEXT = """# Mud

[![](x.svg){.decorative}](https://www.example.org/ebb/) [![Ebb](x.svg)](https://example.org/a)
[![](x.svg){.decorative} ![](x.svg){.decorative}](#reed) [![](x.svg){.decorative} reed](#reed)
[*![](x.svg){.decorative}*](mailto:ada@example.org) [![](x.svg){.decorative}](a.md)

## Reed {#reed}
"""


@pytest.mark.slow
def test_a_link_without_words_has_the_name_of_its_target(make_epub: MakeEpub) -> None:
    files = {"book.toml": _BOOK, "a.md": _TEXT, "x.svg": SQUARE}
    links = make_epub(files).find("text/a.xhtml", "//h:p//h:a")
    names = ["example.org/ebb", None, "Section\u00a01.1", None, "ada@example.org", "Chapter\u00a01"]
    assert [link.get("aria-label") for link in links] == names
