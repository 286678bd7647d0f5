"""Hyphenation dictionaries from the cache hyphenate as those that are read."""

from __future__ import annotations

from pathlib import Path

import pyphen
import pytest

from publish.cache import Cache
from publish.outputs.pdf.layout.engine.dictionaries import keep_dictionaries

WORDS = ("international", "correspondence", "paral·lel")


def positions(language: str) -> list[list[tuple[int, object]]]:
    """Where words are hyphenated, and with what other letters."""
    dictionary = pyphen.HyphDict(pyphen.LANGUAGES[language])
    return [[(each, each.data) for each in dictionary.positions(word)] for word in WORDS]


@pytest.mark.parametrize(("language", "entries"), [("en_GB", 1), ("ca", 0)])
def test_kept_dictionaries_hyphenate_alike(
    language: str, entries: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = positions(language)
    monkeypatch.setattr(pyphen, "HyphDict", pyphen.HyphDict)
    keep_dictionaries(Cache(tmp_path))
    assert positions(language) == read
    assert len(list(tmp_path.glob("hyphenation/*"))) == entries
    assert positions(language) == read
