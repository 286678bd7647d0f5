"""Lays out one HTML file with our tags.

In a process of its own, since the patches of the engine stay in it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import HTML

from publish.outputs.pdf.layout import patches
from publish.outputs.pdf.layout.tagging.elements import write_tagged
from publish.processes import ForkedTask


def paint(source: Path, target: Path) -> None:
    """Lay the file out as the layout child does a book."""
    with ForkedTask(partial(_paint, source, target)) as task:
        task.result()


def _paint(source: Path, target: Path) -> None:
    patches.apply()
    document = HTML(string=source.read_text(encoding="utf-8")).render()
    write_tagged(document, target, finisher=_finish)


def _finish(_: Any, pdf: Any) -> None:
    """What the writer of a book adds for PDF/UA (ISO 14289-1, 7.1)."""
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
