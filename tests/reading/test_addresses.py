"""Addresses of links, as every product can have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from publish.model.book import Book
from publish.model.markup import X

_MANIFEST = '[book]\ntitle = "B"\nlanguage = "en"\n[structure]\nbodymatter = ["a.md"]\n'


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.example.org/#/use.md#lime", "https://a.example.org/#/use.md%23lime"),
        ("https://a.example.org/?q=1#a#b#c", "https://a.example.org/?q=1#a%23b%23c"),
        ("https://a.example.org/#lime", "https://a.example.org/#lime"),
        ("https://a.example.org/", "https://a.example.org/"),
        ("#walls", "#walls"),
    ],
)
def test_a_fragment_has_no_second_mark(
    written: str, address: str, read_files: Callable[[Mapping[str, str]], Book]
) -> None:
    text = f"# Walls {{#walls}}\n\nSee [stone]({written}).\n"
    (section,) = read_files({"book.toml": _MANIFEST, "a.md": text}).sections
    (link,) = section.body.iter(f"{X}a")
    assert link.get("href") == address
