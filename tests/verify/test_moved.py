"""What stands elsewhere on the pages of a finished PDF, or is not what the book has there."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from publish.model.book import Book
from publish.pipeline.differences import explained
from publish.verification import verify_product
from publish.version import __version__
from tests.conftest import Golden
from tests.pdf.conftest import SENTENCE
from tests.verify.products import PDF, build_pdf, settled_folder
from tests.verify.retyping import retype

pytestmark = pytest.mark.slow

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">'
    '<text x="5" y="20">{}</text></svg>'
)
_TITLE = "Of the Gates, the Weirs, the Sluices and the Many Locks of the Upper and the Lower River"


def _png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#335577").save(file, "PNG")
    return file.getvalue()


_FILES: dict[str, str | bytes] = {
    "book.toml": '[book]\ntitle = "Locks"\nlanguage = "en"\nauthors = ["A. Author"]\n'
    '[structure]\nbodymatter = ["a.md"]\n',
    "a.md": f"""# {_TITLE}

It is drawn below.[^a]

[^a]: By hand, and in haste.

![A square gate](square.png "The gate"){{#gate}}

{SENTENCE}

![A wide basin](wide.png "The basin"){{#basin}}

![A northern pile](north.svg)

![A southern pile](south.svg)

{SENTENCE * 110}
""",
    "square.png": _png(90, 90),
    "wide.png": _png(180, 60),
    "north.svg": _SVG.format("North"),
    "south.svg": _SVG.format("South"),
}
Change = Callable[[pikepdf.Pdf], None]
_FIRST = 6  # the page of the chapter, from 0


@pytest.fixture(scope="module")
def locks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    folder = tmp_path_factory.mktemp("locks") / "locks"
    folder.mkdir()
    for name, content in _FILES.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    book = settled_folder(folder)
    return book, build_pdf(book, folder.parent)


def _elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    found = [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/S") == Name(f"/{role}")
    ]
    return sorted(found, key=lambda each: each.objgen)


def _figure(pdf: pikepdf.Pdf, words: str) -> pikepdf.Object:
    (figure,) = (each for each in _elements(pdf, "Figure") if str(each.get("/Alt", "")) == words)
    return figure


def _rewritten(page: int, old: bytes, new: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        content, count = re.subn(old, new, _content(pdf, page))
        assert count
        pdf.pages[page].Contents = pdf.make_stream(content)

    return change


def _content(pdf: pikepdf.Pdf, page: int) -> bytes:
    pdf.pages[page].contents_coalesce()
    return pdf.pages[page].Contents.read_bytes()


def _moved_to(role: str, to: int) -> Change:
    """The first element with a role is drawn on another page."""

    def change(pdf: pikepdf.Pdf) -> None:
        drawn = b""
        for number, (element, mcid) in enumerate(_marked(_elements(pdf, role)[0])):
            block = re.compile(rb"/\w+\s<</MCID %d>>\sBDC.*?EMC\n" % mcid, re.S)
            content = _content(pdf, _FIRST)
            drawn += re.sub(rb"MCID \d+", b"MCID %d" % (90 + number), block.findall(content)[0])
            pdf.pages[_FIRST].Contents = pdf.make_stream(block.sub(b"", content))
            place = Dictionary(Type=Name.MCR, Pg=pdf.pages[to].obj, MCID=90 + number)
            kids = [place if kid == mcid else kid for kid in _kids(element)]
            element.K = pikepdf.Array(kids)
        start, scale, rest = _content(pdf, to).partition(b"0.75 0 0 0.75 0 0 cm\n")
        pdf.pages[to].Contents = pdf.make_stream(start + scale + b"q\n" + drawn + b"Q\n" + rest)

    return change


def _marked(element: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, int]]:
    """The sequences in an element, each with the element that it is in."""
    for kid in _kids(element):
        if isinstance(kid, int):
            yield element, kid
        elif isinstance(kid, Dictionary) and "/S" in kid:
            yield from _marked(kid)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    return list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]


def _exchanged(pdf: pikepdf.Pdf) -> None:
    """Two images change places, each in the frame of the other."""
    images = pdf.pages[_FIRST].resources.XObject
    drawn = [re.findall(rb"/i\w+(?= Do)", _content(pdf, page)) for page in (_FIRST, _FIRST + 1)]
    one, two = (names[0].decode() for names in drawn)
    images[one], images[two] = images[two], images[one]


def _lowered(pdf: pikepdf.Pdf) -> None:
    """The caption of a picture stands below the text after it."""
    before, caption, after = re.split(rb"(/Caption\n.*?EMC)", _content(pdf, _FIRST), flags=re.S)
    moved, count = re.subn(rb"\d+\.\d+ Tm", b"700 Tm", caption)
    assert count
    pdf.pages[_FIRST].Contents = pdf.make_stream(before + moved + after)


def _drawings_exchanged(pdf: pikepdf.Pdf) -> None:
    content = _content(pdf, _FIRST + 1)
    pattern = re.compile(rb"(?<=/Figure\n<</MCID )\d+(?=>>)")
    *_, one, two = pattern.findall(content)
    numbers = {one: two, two: one}
    changed = pattern.sub(lambda match: numbers.get(match[0], match[0]), content)
    pdf.pages[_FIRST + 1].Contents = pdf.make_stream(changed)


CHANGES: dict[str, tuple[Change, str, str]] = {
    "picture beside the type area": (
        _rewritten(_FIRST, rb"65\.6 (\d+\.\d+ (?:90 90 re|cm))", rb"420 \1"),
        "drawings",
        "“A square gate” on page 7 of the file: place: expected in the type area, found ",
    ),
    "picture that shows nothing": (
        _rewritten(_FIRST, rb"/i\w+ Do", b""),
        "drawings",
        "“A square gate” on page 7 of the file: drawing: expected lines, found nothing",
    ),
    "pictures that change places": (
        _exchanged,
        "drawings",
        "“A square gate” on page 7 of the file: width by height: expected 1.00, found 3.00",
    ),
    "drawings that change places": (
        _drawings_exchanged,
        "drawings",
        "“A northern pile” on page 8 of the file: words in the drawing: expected “North”",
    ),
    "note at the foot of another page": (
        _moved_to("Note", _FIRST + 2),
        "note places",
        "page: expected page 7 of the file, found page 9",
    ),
    "caption on another page": (
        _moved_to("Caption", _FIRST + 2),
        "places",
        "page: expected page 7 of the file, found page 9",
    ),
    "caption parted from its picture": (
        _lowered,
        "places",
        "place: expected beside what it belongs to, found parted by “The harbour",
    ),
    "head shortened inside a word": (
        lambda pdf: retype(pdf, _FIRST + 2, "the Many…", "the Man…"),
        "running heads",
        "words: expected “Chapter 1. Of the Gates",
    ),
    "head shortened too far": (
        lambda pdf: retype(pdf, _FIRST + 2, "Sluices and the Many…", "Sluices…"),
        "running heads",
        "length: expected as many words as other heads have, found “Chapter 1. Of the Gates",
    ),
}


def test_the_unchanged_file_has_no_difference(locks: tuple[Book, Path]) -> None:
    book, path = locks
    assert verify_product(path, book, PDF) == []


@pytest.mark.parametrize("title", CHANGES)
def test_a_change_is_reported(title: str, locks: tuple[Book, Path], tmp_path: Path) -> None:
    change, surface, words = CHANGES[title]
    book, path = locks
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(changed)
    messages = [each.message for each in verify_product(changed, book, PDF)]
    found = [each for each in messages if each.startswith(f"{surface}: ") and words in each]
    assert found, messages


def test_the_report_says_whose_fault_it_is(
    locks: tuple[Book, Path], tmp_path: Path, golden: Golden
) -> None:
    book, path = locks
    with pikepdf.open(path) as pdf:
        for title in ("picture beside the type area", "caption parted from its picture"):
            CHANGES[title][0](pdf)
        pdf.save(tmp_path / "changed.pdf")
    found = explained(verify_product(tmp_path / "changed.pdf", book, PDF), PDF)
    lines = "\n".join(map(str, found)).replace(str(tmp_path), "OUT").replace(__version__, "VERSION")
    file = Path(__file__).with_name("VER-015.txt")
    golden(file, file.read_text("utf-8"), f"{lines}\n")
