"""Jobs of the layout processes, and what they return: files in a folder that lives for one run.

A process that lays out whole documents reads `job.json`, the documents and `style.css`, and leaves
`book.pdf` and `result.json`. The server reads `setup.json` and `style.css`, then jobs in files of
their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from publish.model.book import Sides
from publish.outputs.pdf.exchange.object_file import EngineMessage, Fit, FontUse, Stray

SET_UP_COMMAND = "set up"  # the line at which the server reads its setup
ABANDON_COMMAND = "abandon"  # the line at which it ends all jobs

# All URLs of a book begin with it; RFC 6761, 6.4 keeps it from existing.
BASE_URL = "http://book.invalid/"


class ServedFile(msgspec.Struct, frozen=True):
    """A file that the layout may read; its bytes are at `path`."""

    path: str
    media_type: str


class WholeLayoutJob(msgspec.Struct, frozen=True):
    """The documents by file name, front matter before body, and the files that they may read."""

    documents: list[str]
    files: dict[str, ServedFile]
    sides: Sides


class Setup(msgspec.Struct, frozen=True):
    """What all jobs of a layout server share; the style sheet is next to it, in `style.css`.

    `workers`: how many jobs run at a time. `time_limit`: seconds for one of them. `formulas`:
    whether the book has any. `warm_up`: whether to expect so many jobs that it pays.
    """

    files: dict[str, ServedFile]
    languages: list[str]
    workers: int
    time_limit: float
    formulas: bool
    warm_up: bool


class PieceJob(msgspec.Struct, frozen=True, tag="piece"):
    """Lay out a piece: its XHTML, and its sections that continue in other pieces.

    The pages with the element of number `changed`, in the order of the document, are handed out as
    soon as they are laid out.
    """

    title: str  # for messages, as is the id of its first section
    section_id: str
    document: bytes
    open_sections: list[str]
    changed: int | None = None


class FontJob(msgspec.Struct, frozen=True, tag="font"):
    """Embed a font with the glyphs of the whole book; `font_file` is the path of its file."""

    title: str
    font_use: FontUse
    font_file: str


class AnchorPosition(msgspec.Struct, frozen=True):
    """The position of an anchor: page index from 0, and points from the page's left and foot."""

    page: int
    x: float
    y: float


class WholeLayoutResult(msgspec.Struct):
    """The result of a job: the pages, the positions of the anchors, and the engine's messages."""

    front_pages: int
    pages: int
    anchors: dict[str, AnchorPosition]
    messages: list[EngineMessage]
    strays: list[Stray]
    fits: list[Fit]


_FILES = {WholeLayoutJob: "job.json", WholeLayoutResult: "result.json", Setup: "setup.json"}
_T = TypeVar("_T", WholeLayoutJob, WholeLayoutResult, Setup)


def write_file(folder: Path, content: WholeLayoutJob | WholeLayoutResult | Setup) -> None:
    """Write a job, a result or a setup to the folder of its process."""
    (folder / _FILES[type(content)]).write_bytes(msgspec.json.encode(content))


def read_file(folder: Path, kind: type[_T]) -> _T:
    """The job, the result or the setup of a folder."""
    return msgspec.json.decode((folder / _FILES[kind]).read_bytes(), type=kind)


def encode_job(job: PieceJob | FontJob) -> bytes:
    """The bytes of a job for the server."""
    return msgspec.msgpack.encode(job)
