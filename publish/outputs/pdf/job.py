"""What the layout child is given and gives back: plain files in one folder that lives for one run.

The child reads `job.json`, the documents and `style.css`, and leaves `book.pdf` and
`result.json`. Its process ends with the layout, so that time and memory have a limit.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

BASE = "http://book.invalid/"  # every URL of a book begins so; RFC 6761, 6.4 keeps it from existing


class Served(msgspec.Struct, frozen=True):
    """A file that the layout may read: its bytes lie at `path`."""

    path: str
    media_type: str


class Job(msgspec.Struct, frozen=True):
    """The documents by file name, front matter before body, and the files that they may read."""

    documents: list[str]
    served: dict[str, Served]


class Place(msgspec.Struct, frozen=True):
    """Where an anchor stands: page index from 0, and points from the page's left and foot."""

    page: int
    x: float
    y: float


class Complaint(msgspec.Struct, frozen=True):
    """What the engine said, or was refused: `kind` is "engine", "refused", "note" or "lost"."""

    kind: str
    text: str


class Result(msgspec.Struct):
    """What became of a job: the pages, where the anchors stand, and the complaints."""

    front_pages: int
    pages: int
    places: dict[str, Place]
    complaints: list[Complaint]


def write_job(folder: Path, job: Job) -> None:
    """Put a job where the child finds it."""
    (folder / "job.json").write_bytes(msgspec.json.encode(job))


def read_job(folder: Path) -> Job:
    """The job of a folder."""
    return msgspec.json.decode((folder / "job.json").read_bytes(), type=Job)


def write_result(folder: Path, result: Result) -> None:
    """Leave the result where the parent finds it."""
    (folder / "result.json").write_bytes(msgspec.json.encode(result))


def read_result(folder: Path) -> Result:
    """The result of a folder."""
    return msgspec.json.decode((folder / "result.json").read_bytes(), type=Result)
