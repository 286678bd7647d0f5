"""The engine's declarations come from a cached table, which is what cffi parses of them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from publish.outputs.pdf.layout.engine import cffi_table

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
# In a process of its own, since the engine is imported once.
_SCRIPT = """
import sys
from pathlib import Path
from publish.cache import Cache
from publish.outputs.pdf.layout.engine import cffi_table
{first}
import weasyprint
parsed = "pycparser" in sys.modules
text = '<p style="hyphens: auto; text-align: justify" lang="en">International waters<b>!</b></p>'
page = weasyprint.HTML(string=text).write_pdf(pdf_identifier=b"-")
sys.stdout.buffer.writelines([str(parsed).encode(), b"\\n", page])
"""
_PRELOAD = "cffi_table.preload(Cache(Path(sys.argv[1])))"


def laid_out(cache: Path, first: str = _PRELOAD) -> tuple[str, str]:
    """Whether the declarations of the engine were parsed, and the hash of a page."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(first=first), str(cache)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        timeout=300,
        check=True,
    )
    parsed, page = done.stdout.split(b"\n", 1)
    return parsed.decode(), hashlib.sha256(page).hexdigest()


def test_declarations_are_parsed_once(tmp_path: Path) -> None:
    parsed, page = laid_out(tmp_path, first="")
    assert parsed == "True"
    assert laid_out(tmp_path / "cache") == ("True", page)
    assert laid_out(tmp_path / "cache") == ("False", page)


def test_a_damaged_table_is_written_again(tmp_path: Path) -> None:
    _, page = laid_out(tmp_path / "cache")
    (entry,) = (tmp_path / "cache" / "declarations").glob("*")
    entry.write_bytes(entry.read_bytes()[:-1])
    assert laid_out(tmp_path / "cache") == ("True", page)


def test_what_is_not_one_text_of_declarations_is_left_to_the_engine() -> None:
    for source in (b"ffi.cdef(read())", b"ffi.cdef('int a;')\nffi.cdef('int b;')", b"x = 1"):
        assert cffi_table.make_table(source) is None
    assert cffi_table.make_table(b"ffi.cdef('int f(void);')") is not None
