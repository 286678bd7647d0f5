"""What a PDF reports while it is laid out is what no reading of the book could have foretold."""

from __future__ import annotations

import re
from pathlib import Path

PDF = Path(__file__).resolve().parents[2] / "publish" / "outputs" / "pdf"
# The modules that report before the layout, for `before_layout.py`.
_EARLY = frozenset({"before_layout.py", "characters.py"})
# The codes of all others, and why each must wait for the pages.
_LATE = {
    "ACC-008": "a warning about the style sheet, which changes no page",
    "LAY-001": "what a template requests is known when it is laid out",
    "LAY-002": "a message of the engine",
    "LAY-004": "the page of a note",
    "LAY-005": "the page of an anchor",
    "LAY-007": "text that the engine dropped",
    "LAY-008": "colours as they are painted; the texts are checked early (TXT-006)",
    "LAY-009": "an option of the command, told before anything is laid out",
    "LAY-010": "a failure of the engine",
    "LAY-011": "the place of a box",
    "LAY-012": "the place of a box",
    "LAY-013": "the size of a formula in its line",
    "TXT-006": "told early, by `before_layout.py`",
}


def test_every_late_code_has_its_reason() -> None:
    late = (path for path in PDF.rglob("*.py") if path.name not in _EARLY)
    found = {
        code
        for path in late
        for code in re.findall(r'"([A-Z]{3}-\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert found <= set(_LATE)
