"""How much of each sheet every plate inks: a second witness, Ghostscript, where it is installed."""

from __future__ import annotations

import re
from pathlib import Path

from publish import external

_PROGRAM = "gs"
_SECONDS = 600
_ROW = re.compile(rb"^ *([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) +CMYK", re.M)


def is_measured() -> bool:
    """Whether the program that measures is installed."""
    return external.locate_program(_PROGRAM) is not None


def plates_of(file: Path) -> list[tuple[float, ...]]:
    """For each page the parts that cyan, magenta, yellow and black ink, in percent; none without
    the program. Raises `ToolFailed`."""
    if not is_measured():
        return []
    program = external.find_program(_PROGRAM)
    arguments = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-"]
    where = str(file.resolve())  # a program has a folder of its own
    done = external.run([program, *arguments, where], timeout=_SECONDS)
    return [tuple(round(float(part) * 100, 1) for part in row) for row in _ROW.findall(done.stdout)]
