"""Changes of a book folder between two builds: an edit, or an extension of a chapter."""

from __future__ import annotations

from pathlib import Path

from bench.prose import Prose

_FOUR_PAGES = 13  # paragraphs of three to five sentences


def edit(folder: Path, chapter: int) -> Path:
    """Add a sentence to a paragraph in the middle of a chapter, and return the changed file."""
    file = _file(folder, chapter)
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    prose = [at for at, block in enumerate(blocks) if block[0].isalpha() and block[-1] == "."]
    blocks[prose[len(prose) // 2]] += f" {Prose(f'edit-{chapter}').sentence()}"
    file.write_text("\n\n".join(blocks), encoding="utf-8")
    return file


def grow(folder: Path, chapter: int) -> Path:
    """Add a subsection of four pages with a note to a chapter, and return the changed file."""
    file = _file(folder, chapter)
    prose = Prose(f"grow-{chapter}")
    paragraphs = [" ".join(prose.sentences(3, 5)) for _ in range(_FOUR_PAGES)]
    paragraphs[1] += f"[^grown]\n\n[^grown]: {prose.sentence()}"
    heading = f"### {prose.title()} {{#{file.stem}-grown}}"
    with file.open("a", encoding="utf-8") as manuscript:
        manuscript.write("\n" + "\n\n".join([heading, *paragraphs]) + "\n")
    return file


def _file(folder: Path, chapter: int) -> Path:
    return folder / f"chapter-{chapter:02}.md"
