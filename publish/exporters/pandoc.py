"""Writes trees by pandoc: one process for all documents, without access to files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from publish.exporters.tree.nodes import Node
from publish.external import run
from publish.importers.documents.program import find_pandoc

_SCRIPT = Path(__file__).with_name("write.lua")
_SECONDS = 120


class WriteJob(msgspec.Struct, frozen=True):
    """The blocks of one document, the pandoc format with extensions, and its writer's options."""

    blocks: Sequence[Node]
    format: str
    options: Mapping[str, str | bool] = {}


def write(jobs: Sequence[WriteJob]) -> list[str]:
    """The documents as text, in order. Raises `MissingTool`, `TimedOut` and `ToolFailed`."""
    lines = "".join(f"{json.dumps(msgspec.to_builtins(job))}\n" for job in jobs)
    completed = run([find_pandoc(), "lua", _SCRIPT], timeout=_SECONDS, stdin=lines.encode())
    return [f"{json.loads(line)}\n" for line in completed.stdout.decode().splitlines()]
