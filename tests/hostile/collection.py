"""All hostile forms, and the outcome of each: refused, or harmless in a product."""

from __future__ import annotations

import hashlib
import io
import resource
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tests.badinputs.case import Case, Files, manifest, write
from tests.badinputs.judging import EXITS, run
from tests.hostile.addresses import FORMS, SCRIPTS
from tests.hostile.archives import archives
from tests.hostile.conftest import CANARY, Listener
from tests.hostile.drawings import BOMBS, referring
from tests.hostile.images import IMAGES, SUFFIXES, noise_image
from tests.hostile.patterns import PATTERNS
from tests.hostile.print_books import books, pdf_content

SECONDS, MEMORY = 120.0, 4_000_000_000
_IMAGE = "# A\n\n![A line](x.{})\n"
_BUILD = ("build", "book", "--out", "out", "--edition", "epub")
_PRINT = (*_BUILD[:-1], "pdf")
_VERIFY = ("verify", "book", "--out", "out", "--edition", "epub")
_READ = ("outline", "book")
_COVER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
_MANIFEST = manifest('cover = "cover.svg"')


@dataclass(frozen=True, slots=True)
class Form:
    """A hostile book, or a hostile product in the folder of the products of a good one."""

    group: str
    name: str
    files: Files
    words: tuple[str, ...] = _BUILD
    product: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a form: its exit code, and what should not have happened."""

    group: str
    status: int
    canaries: int
    calls: int
    faults: tuple[str, ...]


def forms(canary: Path, server: str) -> Iterator[Form]:
    """Every form, with that file and that address as its target."""
    yield from _images(canary, server)
    yield from _texts()
    for name, make in archives(str(canary), server).items():
        yield Form("archives", name, {}, _VERIFY, make)


def in_print(canary: Path, server: str) -> Iterator[Form]:
    """Books for the PDF: those of the other forms that reading does not refuse."""
    for name, files in books(canary, server):
        yield Form("books in print", name, files, _PRINT)


def _images(canary: Path, server: str) -> Iterator[Form]:
    for group, drawings in (
        ("drawings that refer to the outside", referring(str(canary), server)),
        ("drawings that act or never end", BOMBS),
    ):
        for name, drawing in drawings.items():
            yield Form(group, name, {"a.md": _IMAGE.format("svg"), "x.svg": drawing})
    for name, content in IMAGES.items():
        yield Form("images", name, {"a.md": _IMAGE.format("png"), "x.png": content})
    for kind, suffix in SUFFIXES.items():
        whole = noise_image(kind)
        for tenth in range(10):
            cut = whole[: len(whole) * tenth // 10]
            files: Files = {"a.md": _IMAGE.format(suffix), f"x.{suffix}": cut}
            yield Form("images", f"{kind} {tenth}", files)


def _texts() -> Iterator[Form]:
    for number, form in enumerate(FORMS):
        for address in SCRIPTS:
            files = {"a.md": f"# A\n\n{form.format(address)}\n"}
            yield Form("links", f"{number} {address}", files)
    for name, text in PATTERNS.items():
        yield Form("patterns", name, {"a.md": f"# A\n\n{text}\n"}, _READ)


def try_form(form: Form, place: Path, listener: Listener) -> Outcome:
    """Run a form in the empty folder `place`, next to which is the canary."""
    home = write(place / "book", {"book.toml": _MANIFEST, "cover.svg": _COVER, **form.files})
    (place / "out").mkdir()
    if form.product:
        (place / "out" / "book.epub").write_bytes(form.product())
    before = _state(place)
    began = time.monotonic()
    status, output, _ = run(Case(form.name, {}, (), {}, form.words), place)
    seconds = time.monotonic() - began
    canaries = sum(CANARY in line for line in output)
    after = _state(place)
    changed = {path: digest for path, digest in after.items() if before.get(path) != digest}
    for path in changed:
        canaries += sum(CANARY.encode() in part for part in _inflated(path))
    product = home.parent / "out" / f"book.{form.words[-1]}"
    faults = tuple(_faults(status, output, seconds, set(changed), product))
    return Outcome(form.group, status, canaries, listener.calls(), faults)


def _faults(
    status: int, output: list[str], seconds: float, changed: set[Path], product: Path
) -> Iterator[str]:
    if status not in (0, EXITS["MAN"], EXITS["RES"], EXITS["LAY"], EXITS["VER"]):
        yield f"exit code {status}: {output[:2]}"
    if changed - ({product} if status == 0 else set()):
        yield f"changed {sorted(map(str, changed))[:3]}"
    if seconds > SECONDS:
        yield f"{seconds:.0f} seconds"
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        if (peak := resource.getrusage(whose).ru_maxrss * 1024) > MEMORY:
            yield f"{peak:,} bytes of memory"


def _inflated(path: Path) -> Iterator[bytes]:
    """The bytes of a file, of each member of an archive, and of all objects of a PDF."""
    content = path.read_bytes()
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from map(archive.read, archive.namelist())
    elif content.startswith(b"%PDF-"):
        yield from pdf_content(content)


def _state(place: Path) -> dict[Path, str]:
    """The digest of each file in a folder and, since a name may lead there, next to it."""
    files = filter(Path.is_file, chain(place.rglob("*"), place.parent.iterdir()))
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@dataclass(slots=True)
class Tally:
    """Outcomes counted by group."""

    rows: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, form: Form, outcome: Outcome) -> None:
        """Count one outcome."""
        row = self.rows.setdefault(form.group, Counter())
        row["forms"] += 1
        row["refused" if outcome.status else "harmless"] += 1
        row["canaries"] += outcome.canaries
        row["calls"] += outcome.calls
        self.faults += [f"{form.group}, {form.name}: {fault}" for fault in outcome.faults]

    @property
    def is_right(self) -> bool:
        """Whether nothing was read, called or changed, or took too long."""
        return not self.faults and not any(
            row["canaries"] + row["calls"] for row in self.rows.values()
        )


def table(tally: Tally) -> str:
    """The counts by group in lines of text."""
    names = ("forms", "refused", "harmless", "canaries", "calls")
    rows = [["hostile", *names]]
    rows += [[group, *(str(row[name]) for name in names)] for group, row in tally.rows.items()]
    rows.append(["all", *(str(sum(row[name] for row in tally.rows.values())) for name in names)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    )


def try_all(listener: Listener) -> Tally:
    """Every form in a folder of its own, below the folder of the canary."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(CANARY, "utf-8")
        every = chain(forms(canary, listener.address), in_print(canary, listener.address))
        for number, form in enumerate(every):
            place = Path(folder) / str(number)
            place.mkdir()
            tally.add(form, try_form(form, place, listener))
    return tally
