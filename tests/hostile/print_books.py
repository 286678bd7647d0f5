"""Hostile books as PDFs: those that reading does not refuse, and all that a PDF may contain."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2

from tests.badinputs.case import Files, diagnose, manifest, write
from tests.hostile.addresses import FORMS, SCRIPTS
from tests.hostile.drawings import GOOD
from tests.hostile.patterns import PATTERNS
from tests.hostile.test_products import META, TABLES, TEXT, TITLE


def books(canary: Path, server: str) -> Iterator[tuple[str, Files]]:
    """The books by name: texts and drawings; all accepted links; each accepted pattern."""
    yield "texts, metadata and drawings", _whole(canary, server)
    with tempfile.TemporaryDirectory() as folder:
        yield "links", _linking(Path(folder))
        for name, text in PATTERNS.items():
            files = {"a.md": f"# A\n\n{text}\n"}
            if _is_accepted(files, Path(folder) / name):
                yield f"pattern {name}", files


def _whole(canary: Path, server: str) -> Files:
    text = TEXT.replace("@canary@", str(canary)).replace("@server@", server)
    shown = "\n".join(f"![A line](good-{name}.svg)\n" for name in GOOD)
    drawings = {f"good-{name}.svg": drawing for name, drawing in GOOD.items()}
    toml = manifest(*META, tables=TABLES).replace('"A Book"', f"'''{TITLE}'''")
    return {"book.toml": toml, "a.md": f"{text}\n{shown}", "x.svg": GOOD["picture"], **drawings}


def _linking(folder: Path) -> Files:
    """Each link in a file that one chapter includes, so that their labels do not collide."""
    links = (form.format(address) for form in FORMS for address in SCRIPTS)
    accepted = [
        text
        for number, text in enumerate(links)
        if _is_accepted({"a.md": f"# A\n\n{text}\n"}, folder / f"link-{number}")
    ]
    pieces = {f"{number}.md": f"{text}\n" for number, text in enumerate(accepted)}
    includes = "\n".join(f'::: include {{file="{name}"}}\n:::\n' for name in pieces)
    return {"a.md": f"# A\n\n{includes}", **pieces}


def _is_accepted(files: Files, home: Path) -> bool:
    return not diagnose(write(home, files)).errors


def pdf_content(content: bytes) -> Iterator[bytes]:
    """Each object of a PDF as text, each stream inflated, and the words of each page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                is_jpeg = item.get("/Filter") == "/DCTDecode"
                yield item.read_raw_bytes() if is_jpeg else item.read_bytes()
            if isinstance(item, pikepdf.Object):
                yield item.to_json(schema_version=2)
    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_range().encode("utf-8", "replace")
