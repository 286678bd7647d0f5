"""Lines from right to left fill the measure exactly, though faces kern their spaces."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.text import line_break

from publish.outputs.pdf.layout import patches

# Words that end in deep letters, after which Amiri narrows the space.
_WORDS = "ومن دخلها غريبا خرج منها وقد عرف اسم الريح في ليالي الشتاء على الرصيف الشرقي كتب صغيرة "


@pytest.fixture(autouse=True)
def patched() -> Iterator[None]:
    patches.apply()
    yield
    patches.withdraw()


@pytest.mark.parametrize("measure", [250, 263, 290, 309])
@pytest.mark.parametrize("inside", ["{}", "<em>{}</em>", "<b>{}</b> {}"])
def test_the_drawn_line_is_as_wide_as_the_measure(measure: int, inside: str) -> None:
    face = files("fontpkg_amiri") / "files" / "Amiri-Regular.ttf"
    style = f"@font-face {{ font-family: A; src: url(file://{face}) }} "
    style += f"@page {{ size: {measure}pt 400pt; margin: 0 }} "
    style += "body { margin: 0; direction: rtl } p { font: 12pt/19pt A; text-align: justify }"
    text = inside.replace("{}", _WORDS * 3)
    (page,) = HTML(string=f"<style>{style}</style><p lang=ar>{text}").render().pages
    lines = [box for box in page._page_box.descendants() if isinstance(box, boxes.LineBox)]
    assert len(lines) > 3
    for line in lines[:-1]:
        widths = [_drawn(box) for box in line.descendants() if isinstance(box, boxes.TextBox)]
        assert sum(widths) == pytest.approx(measure * 4 / 3, abs=0.1)


def _drawn(box: Any) -> float:
    """The width of a text as it is drawn."""
    box.pango_layout.reactivate(box.style)
    width, _ = line_break.line_size(box.pango_layout.get_first_line()[0], box.style)
    return float(width)
