"""The garbage of builds is collected, also while somebody saves again and again."""

from __future__ import annotations

import gc
from typing import cast

import pytest

from publish.external import LineProcess
from publish.preview.saves import SOON, Saves


class _Told:
    """A process that tells of so many saves."""

    def __init__(self, lines: int) -> None:
        self.lines = lines

    def has_line(self, _: float = 0) -> bool:
        return self.lines > 0

    def receive(self, _: float) -> str:
        self.lines -= 1
        return ""


@pytest.mark.parametrize(("is_saved", "collections"), [(True, 2), (False, 16)])
def test_garbage_is_collected(
    monkeypatch: pytest.MonkeyPatch, is_saved: bool, collections: int
) -> None:
    found: list[None] = []
    monkeypatch.setattr(gc, "collect", lambda: found.append(None))
    told = _Told(0)
    saves = Saves(cast("LineProcess", told))
    for _ in range(16):
        told.lines = int(is_saved)
        saves.take(SOON)
    assert len(found) == collections
