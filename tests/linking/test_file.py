"""The linked file itself: fonts, objects, names, and the verdicts of veraPDF and qpdf."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from publish.outputs.pdf.link.pdf_file import Bundle, PdfFile
from publish.outputs.pdf.link.syntax import name_tree_key, number, text
from publish.verification.validators import validate_pdf

pytestmark = pytest.mark.slow


@pytest.mark.java
def test_qpdf_and_verapdf_find_nothing(
    both: tuple[bytes, bytes], singles: tuple[bytes, bytes], tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("linked.pdf", "plain.pdf", "single.pdf")]
    for path, content in zip(paths, (*both, singles[0]), strict=True):
        path.write_bytes(content)
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
    assert [verdict.findings for verdict in validate_pdf(paths)] == [(), ()] * 3


def test_every_font_is_embedded_once(linked: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(linked))
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and _is_font(o)]
    names = Counter(str(font.BaseFont) for font in fonts)
    assert names
    assert set(names.values()) == {1}
    dictionaries = {page.Resources.Font.objgen for page in pdf.pages if "/Font" in page.Resources}
    assert len(dictionaries) == 1


def _is_font(entry: pikepdf.Dictionary) -> bool:
    return entry.get("/Type") == "/Font" and entry.get("/Subtype") == "/Type0"


def test_an_image_in_two_chapters_is_embedded_once(linked: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(linked))
    streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    images = Counter(o.read_raw_bytes() for o in streams if o.get("/Subtype") == Name.Image)
    assert set(images.values()) <= {1}


def test_the_element_of_a_part_contains_its_chapters(linked: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(linked))
    document = pdf.Root.StructTreeRoot.K[0]
    water = next(kid for kid in document.K if "Water" in _words(kid))
    assert [kid.S for kid in water.K] == [Name.H1, Name.Sect, Name.Sect]
    assert all(kid.P.objgen == water.objgen for kid in water.K)


def _words(element: pikepdf.Object) -> str:
    heading = element.K[0] if isinstance(element.K, pikepdf.Array) else element.K
    return "Water" if heading.get("/S") == Name.H1 and len(element.K) == 3 else ""


class TestSyntax:
    """ISO 32000-1, 7.3."""

    def test_text(self) -> None:
        assert text(r"a (b) \c") == rb"(a \(b\) \\c)"
        assert text("Ä") == b"<FEFF00C4>"
        assert text("a\nb") == b"<FEFF0061000A0062>"

    def test_numbers(self) -> None:
        shown = [number(value) for value in (0, 12, 12.5, 12.345, -0.001, 1e-9)]
        assert shown == [b"0", b"12", b"12.5", b"12.35", b"0", b"0"]

    def test_names_are_in_the_order_of_their_bytes(self) -> None:
        assert sorted(["é", "z", "a"], key=name_tree_key) == ["a", "z", "é"]


def test_a_file_of_objects() -> None:
    content = io.BytesIO()
    file = PdfFile(content, b"1.7")
    file.add_bundle(
        Bundle([1, 2], b"<</Type/Catalog/Pages 2 0 R>>\n<</Type/Pages/Count 0/Kids[]>>", [0, 30])
    )
    file.add_stream(3, b"<</Length 2>>", b"q\n")
    file.finish(3, b"/Root 1 0 R")
    pdf = pikepdf.open(content)
    assert pdf.Root.Pages.Count == 0
    assert pdf.get_object(3, 0).read_bytes() == b"q\n"
    assert pdf.check_pdf_syntax() == []
