"""Figures: caption, credit, licence, and decorative images."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from publish.diagnostics import Report
from publish.model.book import Book
from publish.render.markup import inner
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook
from tests.running import run_context

ReadFiles = Callable[[Mapping[str, str]], Book]
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


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


_CODE = "```python\nx\n```"
_LISTING = '```python {caption="Code"}\nx\n```'


@pytest.mark.parametrize(
    ("blocks", "captions"),
    [
        (('![a](x.svg "Fields")', _CODE), ["img Fields"]),
        (('![a](x.svg "Fields")', "    indented"), ["img Fields"]),
        (('![a](x.svg "Fields")', _LISTING), ["img Fields", "pre Code"]),
        (("![a](x.svg)", _LISTING), ["pre Code"]),
        (('![a](x.svg "Fields")', "{except=epub}\n" + _LISTING, _CODE), ["img Fields"]),
        ((_LISTING, "![a](x.svg)"), ["pre Code"]),
        ((_LISTING, '![a](x.svg "Fields")', _CODE), ["pre Code", "img Fields"]),
    ],
)
def test_a_caption_belongs_to_its_picture_or_its_code(
    read_files: ReadFiles, blocks: tuple[str, ...], captions: list[str]
) -> None:
    book = read_files({"a.md": "# A\n\n" + "\n\n".join(blocks), "x.svg": SQUARE})
    found = []
    for caption in book.sections[0].body.iter("{*}figcaption"):
        figure = caption.getparent()
        assert figure is not None
        (of,) = (kind for kind in ("img", "pre") if figure.find(f"{{*}}{kind}") is not None)
        found.append(f"{of} {''.join(caption.itertext()).rpartition('. ')[2]}")
    assert found == captions


def test_references_leave_out_the_credit(read_files: ReadFiles) -> None:
    image = '![A square](x.svg "Fields"){#sq credit="The survey"}'
    assert "Figure 1. Fields</a>" in _body(read_files, f"{image}\n\n[](#sq){{.full}}")


def test_a_credit_alone_is_not_a_caption(read_files: ReadFiles) -> None:
    assert _body(read_files, '![A square](x.svg){credit="The survey"}') == (
        '<figure><img src="images/x.svg" alt="A square"/><p class="credit">The survey.</p></figure>'
    )


def test_a_decorative_image_has_an_empty_alternative_text(read_files: ReadFiles) -> None:
    assert 'alt=""' in _body(read_files, "Text ![](x.svg){.decorative} and more.")


LABEL = '<span class="label">{}</span><span class="separator">. </span>'


def _captions(read_files: ReadFiles, text: str) -> list[str]:
    return re.findall("<figcaption>(.*?)</figcaption>", _body(read_files, text), re.S)


def test_a_caption_is_text_like_any_other(read_files: ReadFiles) -> None:
    words = r"""*A* `b` -- \"c\" 'd' \*e\* $x$, [f](#a), [g]{.index} &amp; h[^n]"""
    (caption,) = _captions(read_files, f'![A square](x.svg "{words}")\n\n[^n]: Note.')
    label = LABEL.format("Figure 1")
    assert caption.startswith(f"{label}<em>A</em> <code>b</code>\u00a0– “c” ‘d’ *e* <")
    for part in ("<math", '<a href="#a">f</a>', "index-mark", "&amp; h<a", 'class="noteref"'):
        assert part in caption


def test_captions_of_listings_are_text(read_files: ReadFiles) -> None:
    listing = (
        """```python {caption="*A* -- \\"b\\" $x$" #lst only="epub pdf"}\na\n```\n\n[](#lst)"""
    )
    (caption,) = _captions(read_files, f"{listing}\n\n- ```text {{caption=B}}\n  c\n  ```")[:1]
    assert caption.startswith(f"{LABEL.format('Listing 1')}<em>A</em>\u00a0– “b” <math")


@pytest.mark.parametrize(
    "text",
    [
        '![a](x.svg "One") ![b](x.svg (Two))\n![c](x.svg)',
        '- ![a](x.svg "One")\n- ![b](x.svg "Two")',
        '| A | B |\n|---|---|\n| ![a](x.svg "One") | ![b](x.svg "Two") ![c](x.svg) |',
        '> ![a](x.svg "One")\n\n[![b](x.svg "Two")](https://example.org/)',
        'A\n: ![a](x.svg "One")\n\n1. c[^n]\n\n   ![b](x.svg "Two")\n\n[^n]: d',
        "![a][r]\n\n::: note\n![b](x.svg 'Two')\n:::\n\n[r]: x.svg \"One\"",
    ],
)
def test_no_caption_is_lost(read_files: ReadFiles, text: str) -> None:
    captions = [LABEL.format("Figure 1") + "One", LABEL.format("Figure 2") + "Two"]
    assert _captions(read_files, text) == captions


@pytest.mark.parametrize(
    "text",
    ['a ![b](x.svg "C") d', '*![b](x.svg "C")*', '| a ![b](x.svg "C") |\n|---|\n| d |',
     '![b](x.svg){credit="C"} d', '::: note ![b](x.svg "C")\nd\n:::'],
)  # fmt: skip
def test_a_caption_that_cannot_be_shown_is_an_error(write_book: WriteBook, text: str) -> None:
    report = Report()
    read_book(write_book({"a.md": f"# A\n\n{text}\n", "x.svg": SQUARE}), run_context(report))
    assert [each.code for each in report.errors] == ["STR-022"]


@pytest.mark.parametrize("braces", ["{#a width=50%%?}", "{#a.-b!}", "{.b c=d e}", "{width: 3cm}"])
@pytest.mark.parametrize("picture", ['![b](x.svg "C")', "![b](x.svg)", "a ![b](x.svg)"])
def test_braces_that_cannot_be_read_are_an_error(
    write_book: WriteBook, picture: str, braces: str
) -> None:
    report = Report()
    files = {"a.md": f"# A\n\n{picture}{braces}\n", "x.svg": SQUARE}
    read_book(write_book(files), run_context(report))
    assert [each.code for each in report.errors] == ["STR-020"]


def test_a_picture_in_a_figure_of_several_is_named_by_its_letter(read_files: ReadFiles) -> None:
    pictures = "![A](x.svg){#one}\n\n![B](x.svg){#two}"
    text = f"::: figures {{#both}} Both\n{pictures}\n:::\n\n[](#one) [](#two){{.number}}"
    assert '">Figure\N{NO-BREAK SPACE}1a</a>' in _body(read_files, text)
    assert '">1b</a>' in _body(read_files, text)


def test_a_box_is_named_by_its_title(read_files: ReadFiles) -> None:
    text = "::: tip {#oar} An *oar*\nRow.\n:::\n\n[](#oar)"
    assert '"xref">“An oar”</a>' in _body(read_files, text)


def test_a_number_that_is_not_there_is_the_usual_text(read_files: ReadFiles) -> None:
    text = "::: tip {#oar} An oar\nRow.\n:::\n\n[](#oar){.number}"
    assert ">“An oar”</a>" in _body(read_files, text)
