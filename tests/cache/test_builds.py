"""Records of builds: what is built again, what is restored, and what is left in place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.cache import Cache, cache_stats
from publish.diagnostics import ContentError
from publish.model.artifact import ArtifactOrigin
from tests.cache.shore import Tree, build, home, origins, png_image, replaced, tree

pytestmark = pytest.mark.slow
__all__ = ["home"]


def without_cache(monkeypatch: pytest.MonkeyPatch, folder: str = "shore") -> tuple[Tree, list[str]]:
    """The products and diagnostics of a clean build."""
    with monkeypatch.context() as patch:
        patch.setenv("PUBLISH_CACHE", "off")
        _, diagnostics = build("clean", folder=folder)
    return tree("clean"), diagnostics


def test_the_same_with_the_cache_unchanged_and_restored(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean, diagnostics = without_cache(monkeypatch)
    assert any("STR-006" in line for line in diagnostics)
    first, second = build(), build()
    assert origins(first[0]) == [ArtifactOrigin.BUILT]
    assert origins(second[0]) == [ArtifactOrigin.UNCHANGED]
    assert tree("out") == clean
    assert first[1] == second[1] == diagnostics
    (home / "out" / "shore.epub").unlink()
    third = build()
    (home / "out" / "shore.epub").write_bytes(clean["shore.epub"][:-1])
    assert origins(third[0]) == origins(build()[0]) == [ArtifactOrigin.RESTORED]
    assert tree("out") == clean
    assert third[1] == diagnostics
    for one, other in zip(first[0], third[0], strict=True):
        same = ("edition", "path", "media_type", "sha256", "size", "pages")
        assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
        assert other.path.stat().st_mode == (home / "clean" / other.path.name).stat().st_mode


CHANGES: dict[str, Callable[[Path], object]] = {
    "text": replaced("mud.md", "At ", "Behind "),
    "image": lambda book: (book / "shore.png").write_bytes(png_image("teal")),
    "included file": replaced("song.md", "song", "lament"),
    "bibliography": replaced("works.bib", "1999", "2001"),
    "title": replaced("book.toml", "Low Water", "High Water"),
    "variable": replaced("book.toml", "the bay", "the sound"),
    "variable of the theme": replaced("book.toml", '"indent"', '"space"'),
    "order": replaced("book.toml", '"mud.md", "sand.md"', '"sand.md", "mud.md"'),
}


def test_a_changed_file_of_each_kind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    for kind, change in CHANGES.items():
        before = tree("out")
        change(home / "shore")
        artifacts, diagnostics = build()
        assert origins(artifacts) == [ArtifactOrigin.BUILT], kind
        assert tree("out") != before, kind
        assert (tree("out"), diagnostics) == without_cache(monkeypatch), kind
        assert origins(build()[0]) == [ArtifactOrigin.UNCHANGED], kind


def test_an_edit_and_its_revert(home: Path) -> None:
    build()
    before = tree("out")
    CHANGES["text"](home / "shore")
    build()
    replaced("mud.md", "Behind ", "At ")(home / "shore")
    artifacts, _ = build()
    assert origins(artifacts) == [ArtifactOrigin.RESTORED]
    assert tree("out") == before


def test_file_status_is_not_content(home: Path) -> None:
    build()
    for path in (home / "shore").iterdir():
        os.utime(path, (1, 1))
    (home / "shore" / ".mud.md.swp").write_text("an editor's")
    (home / "shore" / ".git").mkdir()
    (home / "shore" / ".git" / "index").write_text("a repository's")
    (home / "shore").rename(home / "kept")
    (home / "kept").rename(home / "shore")
    assert origins(build()[0]) == [ArtifactOrigin.UNCHANGED]


def test_a_book_that_contains_its_own_products(home: Path) -> None:
    build("shore/build")
    assert origins(build("shore/build")[0]) == [ArtifactOrigin.UNCHANGED]


def test_each_edition_has_a_record(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert origins(build(names=("plain",))[0]) == [ArtifactOrigin.BUILT]
    artifacts, diagnostics = build(names=())
    assert {each.edition: each.origin for each in artifacts} == {
        "epub": ArtifactOrigin.BUILT,
        "plain": ArtifactOrigin.UNCHANGED,
    }
    clean, clean_told = without_cache(monkeypatch)
    assert tree("out")["shore.epub"] == clean["shore.epub"]
    assert diagnostics == clean_told
    assert [each.edition for each in build(names=("plain",))[0]] == ["plain"]
    (home / "out" / "shore-plain.epub").unlink()
    assert origins(build(names=())[0]) == [ArtifactOrigin.UNCHANGED, ArtifactOrigin.RESTORED]


def test_another_name_is_another_book(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    (home / "shore").rename(home / "coast")
    artifacts, _ = build(folder="coast")
    assert origins(artifacts) == [ArtifactOrigin.BUILT]
    assert (
        tree("clean" if without_cache(monkeypatch, "coast") else "")["coast.epub"]
        == (home / "out" / "coast.epub").read_bytes()
    )


def test_a_warning_has_the_current_names_of_files(home: Path) -> None:
    _, diagnostics = build()
    _, elsewhere = build(folder=str(home / "shore"))
    assert elsewhere == [line.replace("shore/", f"{home}/shore/", 1) for line in diagnostics]


def spoil(cache: Path) -> None:
    for path in cache.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-3] + b"...")


def lose(kind: str) -> Callable[[Path], None]:
    def remove(cache: Path) -> None:
        for path in (cache / kind).rglob("*"):
            if path.is_file():
                path.unlink()

    return remove


@pytest.mark.parametrize(
    "harm",
    [spoil, lose("artifact"), lose("product"), lambda cache: cache.chmod(0o777)],
    ids=["spoilt", "records lost", "products lost", "open to others"],
)
def test_without_its_entries_all_is_built_again(
    harm: Callable[[Path], None], home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _, diagnostics = build()
    before = tree("out")
    harm(home / "cache")
    for name in before:
        (home / "out" / name).unlink()
    artifacts, again = build()
    assert origins(artifacts) == [ArtifactOrigin.BUILT]
    assert tree("out") == before
    assert again == diagnostics
    assert capfd.readouterr() == ("", "")


def test_a_book_with_an_error_is_not_recorded(home: Path) -> None:
    (home / "shore" / "sand.md").write_text("# Sand\n\n[@nobody]\n", "utf-8")
    diagnostics = []
    for _ in range(2):
        with pytest.raises(ContentError) as failed:
            build()
        diagnostics.append(str(failed.value))
    assert diagnostics[0] == diagnostics[1]
    assert "nobody" in diagnostics[0]
    assert "artifact" not in cache_stats(Cache.default()).entries


def test_a_book_that_reads_hidden_files_is_not_recorded(home: Path) -> None:
    (home / "shore" / ".hidden.md").write_text("A hidden song.\n", "utf-8")
    replaced("mud.md", "song.md", ".hidden.md")(home / "shore")
    build()
    before = tree("out")
    (home / "shore" / ".hidden.md").write_text("Another song.\n", "utf-8")
    artifacts, _ = build()
    assert origins(artifacts) == [ArtifactOrigin.BUILT]
    assert tree("out") != before


def test_a_link_counts_by_its_target(home: Path) -> None:
    shore = home / "shore"
    (shore / ".store").mkdir()
    (shore / "shore.png").rename(shore / ".store" / "one")
    (shore / ".store" / "two").write_bytes(png_image("teal"))
    (shore / "shore.png").symlink_to(".store/one")
    build()
    assert origins(build()[0]) == [ArtifactOrigin.UNCHANGED]
    (shore / "shore.png").unlink()
    (shore / "shore.png").symlink_to(".store/two")
    assert origins(build()[0]) == [ArtifactOrigin.BUILT]
