"""The index of a web edition that is shown already."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from publish.preview import checking
from publish.preview.checking import ToCheck


def test_an_index_is_finished_that_a_killed_process_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"pagefind/new.js": b"1", "pagefind-beside/new.js": b"2"}
    monkeypatch.setattr(checking, "make_index", lambda *_: files)
    monkeypatch.setattr(checking, "has_search", lambda *_: True)
    for name in ("pagefind-beside/new.js", ".pagefind/pagefind/old.js"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"")
    checking._index(cast("ToCheck", SimpleNamespace(path=tmp_path, book=None, edition=None)))
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.js")}
    assert found == set(files)
