"""Formulas and code in finished products: the validators, and what is on the page."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.pipeline import build, load_book
from publish.verification.pdf import verify_pdf
from publish.verification.validators import validate
from tests.running import run_context

pytestmark = pytest.mark.slow

TEXT = r"""# Formulas

The root $\sqrt{2}$ is a number.[^n]

[^n]: And $\pi$ is one.

$$ \int_0^1 x\,\mathrm{d}x = \frac{1}{2} $$ {#eq-half}

$$ \sum_{i=1}^n \left( a_i + \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \right) $$

See [](#eq-half) and [](#lst-count).

```python {#lst-count caption="Counting" .numbered start=7}
def count(words):
    return sum(1 for word in words if word)  # LONG
```
""".replace("LONG", "long " * 40)
MANIFEST = """
[book]
title = "Signs"
language = "en"
date = 2026-01-01

[structure]
bodymatter = ["a.md"]
"""
_INVISIBLE = re.compile(rb"(?s)BT\n3 Tr\n.*?ET\n")
ALTERNATIVES = {
    r"\sqrt{2}",
    r"\pi",
    r"\int_0^1 x\,\mathrm{d}x = \frac{1}{2}",
    r"\sum_{i=1}^n \left( a_i + \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \right)",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "signs"
    _build(folder)
    return folder / "out"


def _build(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "book.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    report = Report()
    build(folder, [], folder / "out", run_context(report))
    assert [str(d) for d in report] == []


@pytest.mark.java
def test_validators_find_nothing(out: Path) -> None:
    for verdict in validate(sorted(out.iterdir())):
        assert verdict.diagnostics() == []


def test_the_same_bytes_from_another_folder(out: Path, tmp_path: Path) -> None:
    _build(tmp_path / "elsewhere" / "signs")
    for product in sorted(out.iterdir()):
        again = tmp_path / "elsewhere" / "signs" / "out" / product.name
        assert again.read_bytes() == product.read_bytes(), product.name


def _page(out: Path) -> tuple[etree._Element, zipfile.ZipFile]:
    book = zipfile.ZipFile(out / "signs.epub")
    return etree.fromstring(book.read("EPUB/text/a.xhtml")), book


def test_the_epub_contains_mathml_and_its_font_and_declares_it(out: Path) -> None:
    page, book = _page(out)
    assert {math.get("alttext") for math in page.iter("{*}math")} == ALTERNATIVES
    package = etree.fromstring(book.read("EPUB/content.opf"))
    (entry,) = [e for e in package.iter("{*}item") if e.get("href") == "text/a.xhtml"]
    assert "mathml" in entry.get("properties", "").split()
    assert [name for name in book.namelist() if "stix" in name]


def test_both_products_have_the_numbers_of_the_model(out: Path) -> None:
    page, _ = _page(out)
    figure = page.find(".//{*}figure[@id='eq-half']")
    assert figure is not None
    assert ["".join(each.itertext()) for each in figure.iterfind("{*}figcaption")] == ["(1)"]
    text = _text(out)
    for words in ("(1)", "See Equation (1) and Listing 1.", "Listing 1. Counting"):
        assert words in text, words


def _text(out: Path) -> str:
    document = pypdfium2.PdfDocument(out / "signs.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def test_every_formula_is_drawn_with_its_latex_as_alternative_text(out: Path) -> None:
    with pikepdf.open(out / "signs.pdf") as pdf:
        formulas = [node for node in _elements(pdf.Root.StructTreeRoot) if node.S == "/Formula"]
        assert {str(node.Alt) for node in formulas} == ALTERNATIVES
        for node in formulas:
            left, foot, right, head = map(float, node.A.BBox)
            assert right > left
            assert head > foot
            mark = node.K[0] if isinstance(node.K, pikepdf.Array) else node.K
            assert _paths(node.Pg, int(mark))


def test_formulas_are_copied_as_plain_text_where_they_are_read(out: Path) -> None:
    text = _text(out)
    for words in ("The root √2 is a number.", "1 And π is one.", "∫₀¹ x dx = 1/2"):
        assert words in text, words
    assert "The root √2 is a number." in _poppler_text(out)


def _poppler_text(out: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler is not installed")
    command = [program, str(out / "signs.pdf"), "-"]
    shown = subprocess.run(command, capture_output=True, check=True)
    return " ".join(shown.stdout.decode().split())


def test_verify_notices_a_formula_that_is_not_copied(out: Path, tmp_path: Path) -> None:
    book = load_book(out.parent, run_context(), "pdf")
    with pikepdf.open(out / "signs.pdf") as pdf:
        for page in pdf.pages:
            if "/Contents" not in page:
                continue
            page.contents_coalesce()
            content = page.Contents.read_bytes()
            page.Contents = pdf.make_stream(_INVISIBLE.sub(b"", content))
        pdf.save(tmp_path / "signs.pdf")
    differences = list(verify_pdf(tmp_path / "signs.pdf", book, book.editions[1], run_context()))
    assert {(each.surface, each.aspect) for each in differences} == {("formulas", "copy")}


def test_verify_notices_a_formula_with_another_alternative_text(out: Path, tmp_path: Path) -> None:
    book = load_book(out.parent, run_context(), "pdf")
    assert list(verify_pdf(out / "signs.pdf", book, book.editions[1], run_context())) == []
    with pikepdf.open(out / "signs.pdf") as pdf:
        formulas = [node for node in _elements(pdf.Root.StructTreeRoot) if node.S == "/Formula"]
        formulas[0].Alt = pikepdf.String("x")
        pdf.save(tmp_path / "signs.pdf")
    differences = list(verify_pdf(tmp_path / "signs.pdf", book, book.editions[1], run_context()))
    assert {difference.surface for difference in differences} == {"formulas"}
    assert len(differences) == 2


def _elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    if isinstance(node, pikepdf.Array):
        return [element for kid in node for element in _elements(kid)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [node] if "/S" in node else []
    return own + (_elements(node.K) if "/K" in node else [])


def _paths(page: pikepdf.Object, mark: int) -> int:
    """The number of curves and lines that marked content draws, also in forms that it uses."""
    depth, count = 0, 0
    for step in pikepdf.parse_content_stream(pikepdf.Page(page)):
        operator = str(step.operator)
        if operator == "BDC" and len(step.operands) > 1:
            properties = step.operands[1]
            if isinstance(properties, pikepdf.Dictionary) and properties.get("/MCID") == mark:
                depth = 1
                continue
        if depth and operator in ("BDC", "BMC"):
            depth += 1
        elif depth and operator == "EMC":
            depth -= 1
        elif depth and operator in ("c", "l", "re"):
            count += 1
        elif depth and operator == "Do":
            form = page.Resources.XObject[str(step.operands[0])]
            count += len(form.read_bytes()) > 50
    return count


def test_line_numbers_are_not_part_of_the_code(out: Path) -> None:
    page, _ = _page(out)
    code = page.find(".//{*}pre/{*}code")
    source = TEXT.partition("start=7}\n")[2].partition("```")[0]
    assert code is not None
    assert "".join(code.itertext()) == source
    lines = [line for line in code.iter("{*}span") if line.get("class") == "code-line"]
    assert [line.get("data-number") for line in lines] == ["7", "8"]


def test_a_long_line_of_code_is_turned_over_and_loses_nothing(out: Path) -> None:
    assert _text(out).count("long") == 40


def test_the_pdf_uses_no_fonts_of_the_machine(out: Path) -> None:
    with pikepdf.open(io.BytesIO((out / "signs.pdf").read_bytes())) as pdf:
        names = {
            str(font.BaseFont)
            for page in pdf.pages
            for font in (page.resources.get("/Font") or {}).values()
        }
    assert names
    assert all("Garamond" in n or "Source" in n for n in (n.replace("-", "") for n in names)), names
