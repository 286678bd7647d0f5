"""A small book with a file of each kind, and its builds with the cache."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from publish import pipeline
from publish.diagnostics import Report
from publish.model.artifact import Artifact, ArtifactOrigin
from tests.running import run_context

Tree = dict[str, bytes]

MANIFEST = """\
[book]
title = "Low Water"
language = "en"
authors = ["A. Keeper"]

[structure]
bodymatter = ["mud.md", "sand.md"]
backmatter = [{ file = "works.md", role = "bibliography" }]

[bibliography]
files = ["works.bib"]

[variables]
place = "the bay"

[editions.epub]
format = "epub"
[editions.epub.variables]
paragraphs = "indent"

[editions.plain]
format = "epub"
"""

FILES = {
    "mud.md": """\
# Mud

At {{place}} [@reed].

![A shore](shore.png)

::: include {file="song.md"}
:::
""",
    "sand.md": "# Sand\n",
    "song.md": "A song of the reeds.\n",
    "works.md": "# Works\n",
    "works.bib": "@book{reed,\n  author = {Reed, Ann},\n  title = {Tides},\n  date = {1999},\n}\n",
}


def png_image(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a book and a cache."""
    (tmp_path / "shore").mkdir()
    for name, text in {"book.toml": MANIFEST, **FILES}.items():
        (tmp_path / "shore" / name).write_text(text, "utf-8")
    (tmp_path / "shore" / "shore.png").write_bytes(png_image("navy"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    return tmp_path


def build(
    out: str = "out", names: tuple[str, ...] = ("epub",), folder: str = "shore"
) -> tuple[list[Artifact], list[str]]:
    """The artifacts of a build, and its diagnostics."""
    report = Report()
    artifacts = pipeline.build(Path(folder), names, Path(out), run_context(report))
    return artifacts, [str(each) for each in report]


def origins(artifacts: list[Artifact]) -> list[ArtifactOrigin]:
    return [each.origin for each in artifacts]


def tree(folder: str) -> Tree:
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(book: Path) -> None:
        text = (book / name).read_text("utf-8")
        assert old in text
        (book / name).write_text(text.replace(old, new), "utf-8")

    return change
