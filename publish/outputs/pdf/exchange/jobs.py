"""What the layout child is given and gives back: plain files in one folder that lives for one run.

The child reads `job.json`, the documents and `style.css`, and leaves `book.pdf` and
`result.json`. Its process ends with the layout, so that time and memory have a limit.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from publish.model.book import Sides
from publish.outputs.pdf.exchange.object_file import Complaint, FontUse

SET_UP = "set up"  # the line that tells the server to read its setup

BASE = "http://book.invalid/"  # every URL of a book begins so; RFC 6761, 6.4 keeps it from existing


class Served(msgspec.Struct, frozen=True):
    """A file that the layout may read: its bytes lie at `path`."""

    path: str
    media_type: str


class Job(msgspec.Struct, frozen=True):
    """The documents by file name, front matter before body, and the files that they may read."""

    documents: list[str]
    served: dict[str, Served]
    sides: Sides


class Setup(msgspec.Struct, frozen=True):
    """What all jobs of a layout server share; the style sheet lies beside it as `style.css`.

    `workers`: how many jobs are done at a time. `seconds`: how long one may take. `formulas`:
    whether there are any in the book. `warm`: whether there may be many jobs.
    """

    served: dict[str, Served]
    languages: list[str]
    workers: int
    seconds: float
    formulas: bool
    warm: bool


class PieceJob(msgspec.Struct, frozen=True, tag="piece"):
    """Lay out a piece: its XHTML, and the sections in it that go on in other pieces."""

    title: str  # for messages, as the id of the first section in it
    section: str
    document: bytes
    open: list[str]


class FaceJob(msgspec.Struct, frozen=True, tag="face"):
    """Embed a font with the glyphs of the whole book; `program` is the path of its file."""

    title: str
    use: FontUse
    program: str


class Place(msgspec.Struct, frozen=True):
    """Where an anchor stands: page index from 0, and points from the page's left and foot."""

    page: int
    x: float
    y: float


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


def write_setup(folder: Path, setup: Setup) -> None:
    """Put a setup where the server finds it."""
    (folder / "setup.json").write_bytes(msgspec.json.encode(setup))


def read_setup(folder: Path) -> Setup:
    """The setup of a folder."""
    return msgspec.json.decode((folder / "setup.json").read_bytes(), type=Setup)


def encode_job(job: PieceJob | FaceJob) -> bytes:
    """The bytes in which a job travels to the server."""
    return msgspec.msgpack.encode(job)
