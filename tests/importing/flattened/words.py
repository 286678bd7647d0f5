"""The words of each language, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Pool = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    code: str
    heads: Pool
    tails: Pool
    subjects: Pool
    predicates: Pool
    ends: Pool
    imperatives: Pool
    fragments: Pool
    short: Pool
    speakers: Pool
    traps: Pool
    front: Pool
    back: Pool
    contents: str
    author: str
    day: str
    follows: str
    gap: str
    stop: str


def _read() -> Mapping[str, Words]:
    tables = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return {code: _words(code, table) for code, table in tables.items()}


def _words(code: str, table: Mapping[str, str]) -> Words:
    pools = {key: _pool(text) for key, text in table.items() if "\n" in text}
    return Words(code, **{**table, **pools})  # type: ignore[arg-type]


def _pool(text: str) -> Pool:
    return tuple(" ".join(each.split()) for each in text.split("|") if each.strip())


LANGUAGES = _read()
