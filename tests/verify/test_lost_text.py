"""Text that the layout engine loses silently is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import ContentError
from publish.outputs.pdf.writer import write_pdf
from publish.render.environment import Renderer
from tests.running import run_context
from tests.verify.products import PDF, settled_folder

pytestmark = pytest.mark.slow

_MANIFEST = """
[book]
title = "Long"
language = "en"

[structure]
bodymatter = ["a.md", "b.md"]
"""


@pytest.mark.parametrize("linked", [True, False])
def test_text_lost_by_a_height_on_the_page_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    """The smallest style that makes WeasyPrint 70 drop text: a height and padding on the body."""
    folder = tmp_path / "long"
    folder.mkdir()
    (folder / "book.toml").write_text(_MANIFEST, encoding="utf-8")
    lines = "\n\n".join(f"Line {number} of a text over several pages." for number in range(200))
    first = f"# First\n\n{lines}\n\n## Later {{#later}}\n\nIt goes on.\n"
    (folder / "a.md").write_text(first, encoding="utf-8")
    (folder / "b.md").write_text("# Second\n\nThe end.\n", encoding="utf-8")
    whole = Renderer.render_style

    def with_height(self: Renderer, name: str, **context: object) -> str:
        style = whole(self, name, **context)
        return f"{style}\nhtml, body {{ height: 100% }} body {{ padding: 20pt }}"

    monkeypatch.setattr(Renderer, "render_style", with_height)
    with pytest.raises(ContentError) as stopped:
        write_pdf(settled_folder(folder), PDF, tmp_path / "long.pdf", run_context(), linked=linked)
    (lost,) = (error for error in stopped.value.report.errors if error.code == "LAY-007")
    assert "“Later”" in lost.message
    assert lost.location.path == str(folder / "a.md")
    assert not (tmp_path / "long.pdf").exists()
