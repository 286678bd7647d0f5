"""Parses documents by pandoc: one process for all of them, or one on each of two cores, limited in
memory and time.

HTML inside Markdown is parsed as well, so that its tags are nodes like others.

https://pandoc.org/lua-filters.html#pandoc.read; `+RTS -M` caps the heap of the program.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import msgspec

from publish.errors import MissingTool
from publish.external import TimedOut, ToolFailed, available_cores, locate_program, run
from publish.files import temporary_folder, write_atomic
from publish.importers.documents.tree import Node

OLDEST = (3, 9)
# Addresses without brackets cost a third of the time to parse; few texts have any.
_BARE_ADDRESSES = "+autolink_bare_uris"
_ADDRESS = re.compile(r"[A-Za-z0-9]:\S|@")
_SCRIPT = Path(__file__).with_name("read.lua")
# At most, between two collections, and before the old part of the heap is collected as well.
_MEMORY = ("-M2G", "-A16M", "-O128M")
_PROCESSES = 2  # at most, so that together they need less than 4 GB
_MEMORY_OF_TWO = ("-M1500M", *_MEMORY[1:])
_LEAST = 200_000  # bytes for one process, below which its start costs more than it saves
_SECONDS = 30  # of computing
_SECONDS_PER_MEGABYTE = 60
_PATIENCE = 10  # times as long may it take on a busy machine
_LONGEST_ERROR = 150  # characters
_RAW = b'"RawInline"'
# A space between two words in the JSON of a tree. Before the space is a word, no other space: text
# in JSON has no bare quotation marks, so that this is never inside words.
_BETWEEN_WORDS = re.compile(
    rb'"\},\{"t":"Space"\},\{"t":"Str","c":"'
    + b"".join(
        rb'(?<!"t":"%s"\},\{"t":"Space"\},\{"t":"Str","c":")' % kind
        for kind in (b"Space", b"SoftBreak", b"LineBreak")
    )
)
INSTALL = 'pip install "publish-book[import]"'


@dataclass(frozen=True, slots=True)
class Job:
    """One document to parse: its pandoc format, and its text, its file or the content of one.

    `options` are those of pandoc's readers.
    """

    format: str
    text: str = ""
    file: Path | None = None
    content: bytes | None = None
    options: Mapping[str, str | bool] | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed document, with the pictures inside it by name; `error` is set where it failed.

    `source` is the tree as it was parsed, corrected by its reader, `blocks` the one that the passes
    before the conversion make of it; `skipped` is what the parser says that it left out, such as
    commands of LaTeX, with its line, and `missing` the files that it would have included.
    `has_tags` tells whether there are raw nodes in lines, such as tags of HTML.
    """

    source: list[Node] = field(default_factory=list)
    blocks: list[Node] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    has_tags: bool = False
    error: str | None = None


class StuckAtJob(ToolFailed):
    """The parser was ended, or gave up, before it was done with a job."""

    def __init__(self, job: Job, why: str) -> None:
        super().__init__(why)
        self.job = job


def find_pandoc() -> Path:
    """The program: that of the PATH if it is new enough, otherwise that of the extra `import`."""
    on_path = locate_program("pandoc")
    if on_path and version(on_path) >= OLDEST:
        return on_path
    own = _of_package()
    if own is None:
        found = f", and {on_path} is older" if on_path else ""
        message = f"this import needs pandoc {'.'.join(map(str, OLDEST))} or newer{found}"
        raise MissingTool(message, hint=f"install it with: {INSTALL}")
    return own


def _of_package() -> Path | None:
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if found := shutil.which("pandoc", path=str(Path(folder) / "files")):
            return Path(found)
    return None


def version(program: Path) -> tuple[int, ...]:
    """The version of a pandoc, (0,) if it does not tell."""
    completed = run([program, "--version"], timeout=30, expect=None)
    found = re.match(rb"pandoc\S* (\d+(?:\.\d+)*)", completed.stdout)
    return tuple(int(part) for part in found[1].split(b".")) if found else (0,)


def parse(jobs: Sequence[Job]) -> list[Parsed]:
    """Parse all documents, in order. Raises `MissingTool`, and `StuckAtJob` for a document that
    needs more time or memory than it may have."""
    count = min(_PROCESSES, available_cores(), _size(jobs) // _LEAST, len(jobs))
    if count < 2:
        return _parse_in_one(jobs, _MEMORY)
    bounds = [len(jobs) * share // count for share in range(count + 1)]
    shares = [jobs[start:end] for start, end in pairwise(bounds)]
    with ThreadPoolExecutor(count, "pandoc") as workers:
        return [*chain(*workers.map(partial(_parse_in_one, memory=_MEMORY_OF_TWO), shares))]


def _size(jobs: Sequence[Job]) -> int:
    return sum(len(job.text) + (job.file.stat().st_size if job.file else 0) for job in jobs)


def _parse_in_one(jobs: Sequence[Job], memory: Sequence[str]) -> list[Parsed]:
    if not jobs:
        return []
    with temporary_folder() as folder:
        lines = "".join(_line(job, number, folder) for number, job in enumerate(jobs))
        seconds = _SECONDS + _SECONDS_PER_MEGABYTE * _size(jobs) / 1_000_000
        try:
            completed = run(
                [find_pandoc(), "+RTS", *memory, "-RTS", "lua", _SCRIPT, folder],
                timeout=_PATIENCE * seconds,
                computing=seconds,
                stdin=lines.encode(),
            )
        except ToolFailed as error:
            done = error.stdout if isinstance(error, TimedOut) else _output(error)
            raise StuckAtJob(jobs[min(done.count(b"\n"), len(jobs) - 1)], str(error)) from error
        answers = completed.stdout.splitlines()
        return [_parsed(line, folder, i) for i, line in enumerate(answers)]


def _output(error: ToolFailed) -> bytes:
    return error.completed.stdout if error.completed else b""


def _line(job: Job, number: int, folder: Path) -> str:
    file = job.file
    if job.content is not None:
        file = folder / f"{number}.source"
        write_atomic(file, job.content)
    source = {"file": str(file.resolve())} if file else {"text": job.text}
    fields = {"number": str(number), "format": _format(job), "options": job.options or {}, **source}
    return json.dumps(fields) + "\n"


def _format(job: Job) -> str:
    """The format of a job, without the extensions that would find nothing in its text."""
    has_addresses = job.file or job.content or _ADDRESS.search(job.text)
    return job.format if has_addresses else job.format.replace(_BARE_ADDRESSES, "")


def _parsed(line: bytes, folder: Path, number: int) -> Parsed:
    answer = msgspec.json.decode(_BETWEEN_WORDS.sub(b" ", line))
    if "error" in answer:
        return Parsed(error=" ".join(str(answer["error"]).split())[:_LONGEST_ERROR])
    media = {
        name: (folder / f"{number}-{i}").read_bytes()
        for i, name in enumerate(answer["media"] or (), start=1)
    }
    tree = answer["tree"]
    return Parsed(
        tree["blocks"],
        metadata=tree["meta"],
        media=media,
        skipped=answer["skipped"],
        missing=answer["missing"],
        has_tags=_RAW in line,
    )
