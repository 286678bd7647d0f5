"""The engine's declarations stand in a table, which is what cffi makes of them."""

from __future__ import annotations

import hashlib
import os
import runpy
import subprocess
import sys
from pathlib import Path

from publish.outputs.pdf.layout.engine import cffi_table

ROOT = Path(__file__).resolve().parents[2]
# In a process of its own, since the engine is imported once.
_SCRIPT = """
import sys
import publish.outputs.pdf.layout.engine.cffi_table as declarations
{first}
import weasyprint
print("pycparser" in sys.modules)
text = '<p style="hyphens: auto; text-align: justify" lang="en">International waters<b>!</b></p>'
sys.stdout.buffer.write(weasyprint.HTML(string=text).write_pdf(pdf_identifier=b"-"))
"""


def test_the_table_is_what_cffi_makes_of_the_installed_engine(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "declare.py"))
    script["write_table"](tmp_path / "declared.py")
    table = Path(cffi_table.__file__).with_name("cffi_declared.py")
    assert (tmp_path / "declared.py").read_bytes() == table.read_bytes()
    assert cffi_table.digest(script["source"]()) == cffi_table._DIGEST


def laid_out(first: str = "", **environment: str) -> tuple[str, str]:
    """Whether the engine had its declarations read, and the hash of a page that it set."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(first=first)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "0", **environment},
        capture_output=True,
        timeout=120,
        check=True,
    )
    read, page = done.stdout.split(b"\n", 1)
    return read.decode(), hashlib.sha256(page).hexdigest()


def test_the_engine_reads_for_itself_when_told_or_when_its_source_is_another() -> None:
    read, page = laid_out()
    assert read == "False"
    assert laid_out(PUBLISH_CURES="off") == ("True", page)
    assert laid_out("declarations._DIGEST = 'another'") == ("True", page)
