"""Sets one HTML file with our tags: `python -m tests.pdf.painted FILE.html OUT.pdf`.

In a process of its own, since what the tags replace in the engine stays replaced.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import HTML

from publish.outputs.pdf.layout import speedups
from publish.outputs.pdf.layout.tagging import elements


def main(source: Path, target: Path) -> None:
    """Set the file as the layout child sets a book."""
    speedups.apply()
    elements.install()
    document = HTML(string=source.read_text(encoding="utf-8")).render()
    elements.plan(document)
    document.write_pdf(target, finisher=_finish, pdf_variant="pdf/ua-1")


def _finish(_: Any, pdf: Any) -> None:
    """What the writer of a book adds for PDF/UA (ISO 14289-1, 7.1)."""
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
