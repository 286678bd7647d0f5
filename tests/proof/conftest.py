"""Proof sheets of two small books, each made once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from publish import api
from publish.cache import Cache
from tests.proof.seeded import BAD, GOOD, write_files
from tests.running import run_context


class Proofed(NamedTuple):
    """A book with its proof sheet: the folder of both, the page, the facts."""

    home: Path
    page: str
    facts: Mapping[str, Any]

    def kinds(self) -> dict[str, list[Mapping[str, Any]]]:
        kinds: dict[str, list[Mapping[str, Any]]] = {}
        for finding in self.facts["findings"]:
            kinds.setdefault(finding["kind"], []).append(finding)
        return kinds


def proof_of(home: Path, **options: Any) -> Proofed:
    """The proof sheet of the book in a folder, with the cache beside it."""
    context = run_context(cache=Cache(home / "cache"))
    result = api.proof(home / "salt", home / "proof.html", context=context, **options)
    return Proofed(home, result.path.read_text("utf-8"), result.facts)


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Proofed:
    home = tmp_path_factory.mktemp("bad")
    write_files(home / "salt", BAD)
    return proof_of(home)


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Proofed:
    home = tmp_path_factory.mktemp("good")
    write_files(home / "salt", GOOD)
    return proof_of(home)
