"""One trial: a valid book with one changed file, a command that reads it, and the outcome."""

from __future__ import annotations

import io
import os
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pikepdf
import pypdfium2
from lxml import etree

from publish.cli import publish
from publish.cli.console import run_and_map_errors
from publish.external import run_module
from tests.badinputs.case import write
from tests.badinputs.judging import EXITS, captured_command
from tests.fuzz.mutations import mutate

RICH = Path(__file__).parents[1] / "books" / "rich"
CANARY = "canary-5e1d0c37"
PLANTED = "zqxplanted"  # a word that no change can make, at the end of the text that is changed
SECONDS = 30.0  # of processor time for one trial
FLAT = """Notes of a Weir

Contents

  1. Ebb
  2. Flow

1. Ebb

The water goes out.

1.1. Slack

It stands.

2. Flow

It comes in, and (see 1.1) goes on.

Appendix A. Tools

A rake.
"""
# The file that is changed, how often in a hundred trials, and the kind of its words.
_TARGETS = (
    ("gauge.md", 14, "text"),
    ("boards.md", 12, "text"),
    ("evening.md", 8, "text"),
    ("foreword.md", 3, "text"),
    ("glossary.md", 3, "text"),
    ("scrap.md", 2, "text"),
    ("book.toml", 18, "manifest"),
    ("stone.svg", 8, "svg"),
    ("cover.svg", 2, "svg"),
    ("dot.png", 4, "png"),
    ("dot.jpg", 3, "jpeg"),
    ("leaf.webp", 2, "webp"),
    ("works.bib", 5, "works"),
    ("works.json", 5, "works"),
    ("days.csv", 4, "rows"),
    ("flat.txt", 4, "flat"),
    ("book.epub", 2, "product"),
    ("book.pdf", 1, "product"),
)
# What no text may end with: reading tells all that keeps a book from being built.
_OURS = frozenset({EXITS["LAY"], EXITS["VER"]})
_DIAGNOSTIC = re.compile(r".+?(?::\d+){0,2}: (error|warning) ([A-Z]{3})-\d{3}: .+")
_HINT = re.compile(r"  hint: .+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a trial ended; `fault` is what should not have happened, empty for none."""

    seed: int
    target: str
    status: int
    seconds: float
    fault: str = ""


def make_products(folder: Path) -> Path:
    """A small book in `book`, and next to it its products, which some trials change and verify."""
    home = write(folder / "book", {"a.md": "# A\n\nText.[^1]\n\n[^1]: A note.\n\n## B\n\nMore.\n"})
    shutil.copy(RICH / "cover.svg", home)
    manifest = (home / "book.toml").read_text("utf-8")
    manifest = manifest.replace("\n\n", '\ncover = "cover.svg"\n\n', 1)
    (home / "book.toml").write_text(manifest, "utf-8")
    run_module("publish", "build", home, "--out", folder, timeout=300)
    return folder


def prepare(seed: int, place: Path, products: Path) -> str:
    """Write the changed book of a seed into `place`; the name of the file that was changed."""
    random = Random(f"fuzz {seed}")
    target, _, kind = random.choices(_TARGETS, [weight for _, weight, _ in _TARGETS])[0]
    shutil.copytree(RICH, place / "book")
    (place / "canary.txt").write_text(CANARY, "utf-8")
    (place / "out").mkdir()
    home = place / (
        "out" if target.startswith("book.") and kind in ("archive", "product") else "book"
    )
    if home.name == "out":
        shutil.copy(products / target, home / target)
    elif target == "flat.txt":
        (home / target).write_text(FLAT, "utf-8")
    file = home / target
    content = mutate(file.read_bytes(), kind, random)
    if kind == "text":
        content += f"\n\n{PLANTED}\n".encode()
    file.write_bytes(content)
    return target


def command_for(target: str, edition: str) -> list[str]:
    """The command that reads the changed file."""
    if target == "flat.txt":
        return ["import", "book/flat.txt", "out/made"]
    if target in ("book.epub", "book.pdf"):
        return ["verify", "book", "--out", "out", "--edition", target.removeprefix("book.")]
    return ["build", "book", "--out", "out", "--edition", edition]


def run(seed: int, place: Path, products: Path, edition: str = "epub") -> Outcome:
    """Prepare and run a trial in the empty folder `place`, which is the working folder too."""
    target = prepare(seed, place, products)
    before = _state(place)
    command = command_for(target, edition)
    began = time.process_time()
    with captured_command(["publish", "--quiet", *command], place) as (stderr, stdout):
        status = run_and_map_errors(publish)
    seconds = time.process_time() - began
    lines = stderr.getvalue().splitlines()
    faults = [*_output_faults(status, lines, command[0])]
    faults += _file_faults(status, place, before, command[0])
    if status == 0 and command[0] == "build":
        faults += _product_faults(place, target)
    if stdout.getvalue() and command[0] != "import":
        faults.append(f"printed {stdout.getvalue()[:200]!r}")
    if seconds > SECONDS:
        faults.append(f"{seconds:.0f} seconds")
    return Outcome(seed, target, status, seconds, "; ".join(faults))


def _output_faults(status: int, lines: list[str], command: str) -> Iterator[str]:
    diagnostics = [match for line in lines if (match := _DIAGNOSTIC.fullmatch(line))]
    others = [line for line in lines if not (_DIAGNOSTIC.fullmatch(line) or _HINT.fullmatch(line))]
    if others and not (command == "import" and status == EXITS["publish"]):
        yield f"other output {others[:3]}"
    errors = [EXITS[match[2]] for match in diagnostics if match[1] == "error"]
    ends_late = command == "build" and status in _OURS
    if ends_late or (not others and status != min(errors, default=0)):
        yield f"status {status} with {lines[:3]}"


def _file_faults(status: int, place: Path, before: dict[str, bytes], command: str) -> Iterator[str]:
    after = _state(place)
    new = sorted(set(after) - set(before))
    if any(after.get(name) != content for name, content in before.items()):
        yield "a file was changed or lost"
    allowed = status == 0 and command in ("build", "import")
    if strange := [name for name in new if not (allowed and name.startswith("out/"))]:
        yield f"left {strange[:3]}"
    if any(CANARY.encode() in after[name] for name in new):
        yield "the canary is in a new file"


def _product_faults(place: Path, target: str) -> Iterator[str]:
    (product,) = (place / "out").iterdir()
    text = product_text(product)
    if CANARY in text:
        yield "the canary is in the product"
    if target in ("gauge.md", "boards.md", "evening.md", "foreword.md") and PLANTED not in text:
        yield "words of the text are not in the product"


def product_text(product: Path) -> str:
    """The text of a product, read without our own readers; raises where it is damaged."""
    content = product.read_bytes()
    return _pdf_text(content) if product.suffix == ".pdf" else "".join(_epub_documents(content))


def _epub_documents(content: bytes) -> Iterator[str]:
    """The text of every document; raises where an archive or a document is not well formed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "mimetype"
        for name in archive.namelist():
            member = archive.read(name)
            assert CANARY.encode() not in member, name
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
                yield "".join(map(str, etree.fromstring(member).itertext()))


def _pdf_text(content: bytes) -> str:
    """The streams of a file, inflated, and the words of its structure."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Filter") == "/FlateDecode":
                assert CANARY.encode() not in item.read_bytes()
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"[-\u2010\ufffe\u00ad]?\s*\n", "", "".join(pages))


def _state(place: Path) -> dict[str, bytes]:
    """The files below a folder."""
    files = (Path(folder) / name for folder, _, names in os.walk(place) for name in names)
    return {str(path.relative_to(place)): path.read_bytes() for path in files}
