"""Figures: caption, credit, licence, and decorative images."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from publish.model.book import Book
from publish.render.markup import inner

ReadFiles = Callable[[Mapping[str, str]], Book]
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def _body(read_files: ReadFiles, text: str) -> str:
    book = read_files({"a.md": f"# A\n\n{text}\n", "x.svg": SQUARE})
    return str(inner(book.sections[0].body)).strip()


def test_figure_with_caption_credit_and_licence(read_files: ReadFiles) -> None:
    image = '![A square](x.svg "Fields"){#sq credit="The survey" licence="CC BY 4.0"}'
    assert _body(read_files, image) == (
        '<figure id="sq"><img src="images/x.svg" alt="A square"/>'
        '<figcaption><span class="label">Figure 1</span><span class="separator">. </span>'
        'Fields<p class="credit">The survey. CC BY 4.0.</p></figcaption></figure>'
    )


def test_references_leave_out_the_credit(read_files: ReadFiles) -> None:
    image = '![A square](x.svg "Fields"){#sq credit="The survey"}'
    assert "Figure 1. Fields</a>" in _body(read_files, f"{image}\n\n[](#sq){{.full}}")


def test_a_credit_alone_is_not_a_caption(read_files: ReadFiles) -> None:
    assert _body(read_files, '![A square](x.svg){credit="The survey"}') == (
        '<figure><img src="images/x.svg" alt="A square"/><p class="credit">The survey.</p></figure>'
    )


def test_a_decorative_image_has_an_empty_alternative_text(read_files: ReadFiles) -> None:
    assert 'alt=""' in _body(read_files, "Text ![](x.svg){.decorative} and more.")
