"""What `make look` chooses of a book, draws of it, and marks as changed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageStat

from bench.look.choice import choose, spine
from bench.look.index import LookFolder
from bench.look.screens import shoot, views
from bench.look.spreads import SCALE, draw_spreads
from tests.bench.drawn import FIRST, LEADING, LEFT, LETTER, MEASURE, draw, paragraph

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>A</title></head>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="b" href="text/b.xhtml"/><item id="a" href="text/a.xhtml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
WORDS = "<p>" + "Many words, and more of them than a screen can hold. " * 60 + "</p>"


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """Two pages of an e-book."""
    folder = tmp_path / "epub"
    (folder / "text").mkdir(parents=True)
    (folder / "package.opf").write_text(PACKAGE, "utf-8")
    first = f"<body><h1>A</h1>{WORDS}<table><tr><td>1</td></tr></table>{WORDS}</body>"
    second = f'<body><h1>B</h1>{WORDS}<table class="wide"><tr><td>2</td></tr></table></body>'
    (folder / "text/a.xhtml").write_text(f"{PAGE}{first}</html>", "utf-8")
    (folder / "text/b.xhtml").write_text(f"{PAGE}{second}</html>", "utf-8")
    return folder


def test_each_kind_of_element_is_shown_once(unpacked: Path) -> None:
    chosen = choose(spine(unpacked))
    # The paragraph after the first heading is on the screen of that.
    assert [(each.file.stem, each.kind) for each in chosen] == [
        ("a", "h1"), ("a", "table"), ("b", "table-wide"),
    ]  # fmt: skip
    assert [each.element for each in chosen] == [4, 6, 6]


def colours(path: Path) -> Callable[[float, float], Sequence[int]]:
    """The colour of a picture at a place in points."""
    image = Image.open(path).convert("RGB")

    def at(x: float, y: float) -> Sequence[int]:
        place = (round(x * SCALE), round(y * SCALE))
        return image.crop((*place, place[0] + 1, place[1] + 1)).tobytes()

    return at


def test_spreads_have_the_lines_of_the_grid(tmp_path: Path) -> None:
    lines = ["abcdefghijkl abcde abcde abcde abcdefghi"] * 12
    pages = [paragraph([*lines, "The end."], 0, name) for name in "abc"]
    drawn = draw_spreads(draw(tmp_path / "book.pdf", pages), tmp_path)
    assert [path.name for path in drawn] == ["0001.webp", "0002.webp"]
    spread = colours(drawn[1])
    # Between the first two words, and after the last.
    gap, end = LEFT + 12.5 * LETTER, LEFT + MEASURE - 2
    red, _, blue = spread(gap, FIRST)
    assert red > blue + 20
    red, _, blue = spread(end, FIRST + 12 * LEADING)
    assert blue > red + 20


def test_books_that_are_read_from_the_right_have_their_rectos_on_the_left(tmp_path: Path) -> None:
    lines = ["abcdefghijkl abcde abcde abcde abcdefghi"] * 12
    pages = [paragraph(lines[:count], 0, str(count)) for count in (9, 3, 9)]
    path = draw(tmp_path / "book.pdf", pages)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
        pdf.save(path)
    first, second = draw_spreads(path, tmp_path)
    ink = [_halves(each) for each in (first, second)]
    assert ink[0][0] < ink[0][1]  # page 1 alone on the left, darker than the ground beside it
    assert ink[1][0] < ink[1][1]  # page 3 on the left, which has more lines than page 2


def _halves(path: Path) -> list[float]:
    """How light the left and the right half of a picture are, in the lines of the text."""
    image = Image.open(path).convert("L")
    middle, foot = image.width // 2, round((FIRST + 8 * LEADING) * SCALE)
    top = round((FIRST + 4 * LEADING) * SCALE)
    sides = ((0, middle), (middle, image.width))
    dark = [image.crop((left, top, right, foot)).histogram()[:80] for left, right in sides]
    return [-float(sum(each)) for each in dark]


def test_what_changed_is_marked(tmp_path: Path) -> None:
    for name, content in (("look", b"new"), ("before", b"old")):
        shots = tmp_path / name / "book/screens/phone-dark"
        shots.mkdir(parents=True)
        (shots / "001-a.webp").write_bytes(content)
        (shots / "002-same.webp").write_bytes(b"same")
    look = tmp_path / "look"
    assert LookFolder(look, None).write_index(["book"], "A browser") == 0
    assert "before" not in (look / "index.html").read_text("utf-8")
    assert LookFolder(look, tmp_path / "before").write_index(["book"], "A browser") == 1
    page = (look / "index.html").read_text("utf-8")
    assert "only what changed (1)" in page
    earlier = page.index('src="../before/book/screens/phone-dark/001-a.webp"')
    assert earlier < page.index('src="book/screens/phone-dark/001-a.webp"')
    assert "../before/book/screens/phone-dark/002-same.webp" not in page


@pytest.mark.browser
@pytest.mark.slow
def test_screens_are_photographed_where_the_elements_stand(unpacked: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    with zipfile.ZipFile(book, "w") as archive:
        for path in sorted(unpacked.rglob("*.*")):
            archive.write(path, path.relative_to(unpacked))
    phones = [view for view in views() if view.name in ("phone-light", "phone-dark")]
    shots = shoot(book, tmp_path / "shots", phones)
    names = ["001-a-h1.webp", "002-a-table.webp", "003-b-table-wide.webp"]
    assert [path.name for path in shots] == [*names, *names]
    dark, light = (Image.open(path).convert("L") for path in (shots[0], shots[3]))
    assert dark.size == (390 * 1.5, 760 * 1.5)
    assert ImageStat.Stat(dark).median[0] < 40 < 200 < ImageStat.Stat(light).median[0]
    assert shots[3].read_bytes() != shots[4].read_bytes()
