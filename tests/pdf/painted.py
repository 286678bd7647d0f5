"""Lays out one HTML file with our tags: `python -m tests.pdf.painted FILE.html OUT.pdf`.

In a process of its own, since the patches of the engine stay in it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import HTML

from publish.outputs.pdf.layout import patches
from publish.outputs.pdf.layout.tagging.elements import write_tagged


def main(source: Path, target: Path) -> None:
    """Lay the file out as the layout child does a book."""
    patches.apply()
    document = HTML(string=source.read_text(encoding="utf-8")).render()
    write_tagged(document, target, finisher=_finish)


def _finish(_: Any, pdf: Any) -> None:
    """What the writer of a book adds for PDF/UA (ISO 14289-1, 7.1)."""
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
