"""What a stranger's manuscript can try while it is read."""

from __future__ import annotations

import io
import random
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from publish.diagnostics import Report
from publish.sources.folder import read_book
from publish.structure import settle
from tests.badinputs.case import diagnose, told, write
from tests.hostile.conftest import CANARY, Listener
from tests.hostile.drawings import BOMBS, GOOD, reaching
from tests.hostile.patterns import PATTERNS

SHOWN = "# A\n\n![A line](x.{})\n"
REFUSED = ("RES-007 a.md:3",)


def chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def png(width: int, height: int, rows: bytes | None = None, extra: bytes = b"") -> bytes:
    """A black picture of one bit a pixel; its lines pack to almost nothing."""
    lines = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9) if rows is None else rows
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + extra + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def picture(kind: str) -> bytes:
    """A picture of noise, which no format packs to nothing."""
    made = io.BytesIO()
    noise = random.Random(7).randbytes(64 * 64 * 3)
    Image.frombytes("RGB", (64, 64), noise).save(made, kind)
    return made.getvalue()


KINDS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}
PICTURES = {
    "bomb-20000": png(20_000, 20_000),
    "bomb-10000": png(10_000, 10_000),
    "head-alone": png(60_000, 60_000, b""),
    "no-lines": png(9, 9, b""),
    "no-width": png(0, 9),
    "words-bomb": png(9, 9, extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 90_000_000, 9))),
    "profile-bomb": png(9, 9, extra=chunk(b"iCCP", b"a\0\0" + zlib.compress(b"a" * 9_000_000, 9))),
    "empty": b"",
    "noise": random.Random(1).randbytes(5_000),
    "text": b"# A\n\nText.\n",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "bitmap": b"BM" + bytes(200),
}


def test_drawings_that_reach_out(tmp_path: Path, canary: Path, listener: Listener) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("svg")})
    drawings = reaching(str(canary), listener.address)
    assert len(drawings) > 100
    for name, drawing in drawings.items():
        (home / "x.svg").write_text(drawing, "utf-8")
        report = diagnose(home)
        assert told(report, home) == REFUSED, name
        assert CANARY not in str(list(report)), name
    assert listener.calls() == 0


@pytest.mark.parametrize("name", BOMBS)
def test_drawings_that_act_or_draw_without_end(name: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("svg"), "x.svg": BOMBS[name]})
    began = time.monotonic()
    assert told(diagnose(home), home) == REFUSED
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("name", GOOD)
def test_drawings_that_do_neither(name: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("svg"), "x.svg": GOOD[name]})
    assert told(diagnose(home), home) == ()


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_that_are_none_or_unpack_without_end(name: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("png"), "x.png": PICTURES[name]})
    assert len(PICTURES[name]) < 200_000
    assert told(diagnose(home), home) == REFUSED


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_breaks_off_anywhere(kind: str, tmp_path: Path) -> None:
    name = f"x.{KINDS[kind]}"
    home = write(tmp_path / "book", {"a.md": SHOWN.format(KINDS[kind]), name: picture(kind)})
    assert told(diagnose(home), home) == ()
    whole = (home / name).read_bytes()
    for tenth in range(10):
        (home / name).write_bytes(whole[: len(whole) * tenth // 10])
        assert told(diagnose(home), home) == REFUSED, tenth


SCRIPTS = (
    "javascript:a()",
    "JavaScript:a()",
    "JAVASCRIPT:a()",
    "javascript&#58;a()",
    "javascript&colon;a()",
    "&#106;avascript:a()",
    "&#x6A;avascript:a()",
    "java&Tab;script:a()",
    "java&NewLine;script:a()",
    "javascript%3Aa()",
    "\\javascript:a()",
    "vbscript:a()",
    "livescript:a()",
    "data:text/html,<script>a()</script>",
    "data:image/svg+xml,<svg onload=a()/>",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "blob:a",
    "//127.0.0.1/x",
    "\\\\\\\\127.0.0.1\\\\x",
    "http:/\\\\127.0.0.1",
)
FORMS = ("[x]({})", "[x](<{}>)", "<{}>", "[x]\n\n[x]: {}", "![x]({})", "[x][y]\n\n[y]: <{}>")
OPENED = ("http:", "https:", "mailto:", "tel:", "urn:", "doi:", "#")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", SCRIPTS)
def test_no_link_leads_to_a_program(form: str, address: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": f"# A\n\n{form.format(address)}\n"})
    report = Report()
    book = read_book(home, report)
    assert book is not None
    settle(book, report)
    if report.errors:
        assert report.exit_code() == 4
        return
    for section in book.walk():
        for node in section.body.iter("{*}a", "{*}img"):
            target = node.get("href") or node.get("src")
            assert target is not None
            assert target.lower().startswith(OPENED)


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_of_twenty_thousand_repeats(name: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": f"# A\n\n{PATTERNS[name]}\n"})
    began = time.process_time()
    report = diagnose(home)
    assert time.process_time() - began < 10
    assert report.exit_code() in (0, 4)
