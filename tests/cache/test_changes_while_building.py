"""Files that change during a build, and the cache at its end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from publish.cache import Cache, cache_stats, clear
from publish.errors import SourceChanged
from publish.model.artifact import Artifact, ArtifactOrigin
from publish.model.book import Book, Edition
from tests.cache.shore import FILES, build, home, origins, png_image, replaced, tree

pytestmark = pytest.mark.slow
__all__ = ["home"]


def write_what(patch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """A fast writer and verification; a function is called while it writes."""

    def write(book: Book, edition: Edition, target: Path, *_: object) -> Artifact:
        target.write_bytes(b"a book")
        happens()
        return Artifact(
            edition.name, target, "text/plain", hashlib.sha256(b"a book").hexdigest(), 6
        )

    patch.setattr("publish.pipeline.build_run.resolve", lambda _: write)
    patch.setattr("publish.verification.Verification.check", lambda *_: [])


MIDWAY: Mapping[str, Callable[[Path], object]] = {
    "other words": replaced("mud.md", "At ", "By "),
    "the manifest": replaced("book.toml", "Low", "Mid"),
    "an image": lambda book: (book / "shore.png").write_bytes(png_image("teal")),
    "an included file": replaced("song.md", "song", "sigh"),
    "replaced by the same": lambda book: (
        (book / "new").write_text(FILES["mud.md"], "utf-8"),
        (book / "new").rename(book / "mud.md"),
    ),
    "gone": lambda book: (book / "sand.md").unlink(),
}


@pytest.mark.parametrize("change", MIDWAY.values(), ids=list(MIDWAY))
def test_a_file_that_changes_during_the_build_ends_it(
    change: Callable[[Path], object], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "out").mkdir()
    (home / "out" / "shore.epub").write_bytes(b"an older book")
    write_what(monkeypatch, lambda: change(home / "shore"))
    with pytest.raises(SourceChanged, match="changed during the build"):
        build()
    assert tree("out") == {"shore.epub": b"an older book"}
    assert "artifact" not in cache_stats(Cache.default()).entries


def test_a_file_that_is_not_read_may_change(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_what(monkeypatch, lambda: (home / "shore" / "notes.txt").write_text("a thought"))
    assert origins(build()[0]) == [ArtifactOrigin.BUILT]
    assert tree("out") == {"shore.epub": b"a book"}


def test_the_cache_is_trimmed_at_the_end_of_a_build(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE_LIMIT", "0")
    build()
    assert cache_stats(Cache.default()).size == 0
    monkeypatch.delenv("PUBLISH_CACHE_LIMIT")
    build()
    buffer = cache_stats(Cache.default())
    assert buffer.entries["selection"] == buffer.entries["artifact"] == 1
    assert buffer.entries["product"] == 1
    clear(Cache.default())
    assert origins(build()[0]) == [ArtifactOrigin.BUILT]


def test_a_cache_inside_the_book_is_not_part_of_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", "shore/kept")
    write_what(monkeypatch, lambda: None)
    assert origins(build()[0]) == [ArtifactOrigin.BUILT]
    assert origins(build()[0]) == [ArtifactOrigin.UNCHANGED]
