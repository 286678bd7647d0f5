"""A PDF with one side to a leaf: no blank page, all pages alike, correct on every surface."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.model.book import Sides
from publish.outputs.pdf.document.trees import build_trees
from publish.render.environment import Renderer
from publish.render.theme import load_theme
from publish.verification import verify_product
from tests.linking.conftest import SENTENCE, Maker
from tests.verify.retyping import retype

pytestmark = pytest.mark.slow

_NEAR = 0.6  # points: the side bearings of letters
_HANGING = 2.0  # points that a mark stands in the margin


@dataclass(frozen=True)
class Leaf:
    """A page as it is seen: its label, and its runs of text with their boxes, in points."""

    label: str
    runs: list[tuple[str, tuple[float, float, float, float]]]

    @property
    def head(self) -> str:
        """The text in the top margin."""
        return "".join(text for text, box in self.runs if box[1] > _HEAD)

    @property
    def folio(self) -> tuple[str, float, float] | None:
        """The text in the bottom margin, with its right edge and its foot."""
        for text, (_, bottom, right, top) in self.runs:
            if top < _FOOT:
                return text, right, bottom
        return None

    @property
    def words(self) -> str:
        """The text between."""
        return " ".join(text for text, box in self.runs if box[1] < _HEAD and box[3] > _FOOT)


_WIDTH, _HEAD, _FOOT = 432, 648 - 62, 86


@pytest.fixture(scope="module")
def leaves(singles: tuple[bytes, bytes]) -> list[Leaf]:
    return list(_leaves(singles[0]))


def _leaves(content: bytes) -> Iterator[Leaf]:
    document = pypdfium2.PdfDocument(content)
    for number, page in enumerate(document):
        words = page.get_textpage()
        count = words.count_rects()
        boxes = [words.get_rect(each) for each in range(count)]
        runs = [(words.get_text_bounded(*box).strip(), box) for box in boxes]
        yield Leaf(document.get_page_label(number), runs)


def page_with(leaves: list[Leaf], words: str) -> int:
    """The index of the one page whose text begins with some words."""
    (page,) = [number for number, leaf in enumerate(leaves) if leaf.words.startswith(words)]
    return page


def test_no_page_is_blank(leaves: list[Leaf]) -> None:
    assert all(leaf.words for leaf in leaves)
    assert [leaf.label for leaf in leaves[:5]] == ["i", "ii", "iii", "iv", "1"]
    assert leaves[0].words.split()[:2] == ["The", "Ferry"]
    assert "March 1, 2026" in leaves[1].words  # no half title before, no blank between
    openings = [
        page_with(leaves, words) for words in ("Contents", "Preface", "Part I W", "Chapter 1")
    ]
    assert openings == [2, 3, 4, 5]
    assert page_with(leaves, "Chapter 2") % 2 == 0 or page_with(leaves, "Chapter 3") % 2 == 0
    assert len({leaf.label for leaf in leaves}) == len(leaves)


def test_the_text_is_centred_on_every_page(leaves: list[Leaf]) -> None:
    full = [leaf for leaf in leaves if leaf.head.startswith("Chapter")]
    assert {leaves.index(leaf) % 2 for leaf in full} == {0, 1}
    for leaf in full:
        left = min(box[0] for _, box in leaf.runs)
        right = max(box[2] for _, box in leaf.runs)
        assert left == pytest.approx(_WIDTH - right, abs=_HANGING), leaf.label


def test_running_head_and_folio_never_move(leaves: list[Leaf]) -> None:
    numbered = [leaf for leaf in leaves if leaf.folio]
    bare = [leaf.words.split()[0] for leaf in leaves if not leaf.folio]
    assert bare == ["The", "The", "Part", "Part", "The"]  # title, copyright, parts, colophon
    assert [leaf.folio[0] for leaf in numbered if leaf.folio] == [each.label for each in numbered]
    first = numbered[0].folio
    assert first is not None
    for leaf in numbered:
        assert leaf.folio is not None
        assert leaf.folio[1:] == pytest.approx(first[1:], abs=_NEAR), leaf.label
    start = page_with(leaves, "Chapter 1")
    assert leaves[start].head == ""
    assert {leaf.head for leaf in leaves[start + 1 : start + 3]} == {"Chapter 1. Bell"}


def test_verification_agrees_with_both_files(
    single: Maker, singles: tuple[bytes, bytes], tmp_path: Path
) -> None:
    for content in singles:
        path = tmp_path / "ferry.pdf"
        path.write_bytes(content)
        assert verify_product(path, single.book(), single.edition) == []


def add_blank_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=(432, 648))


CHANGES: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "the head of the next page": (
        lambda pdf: retype(pdf, 6, "Chapter 1. Bell", "Chapter 2. Bell"),
        (
            "running heads: page 7 of the file, section “Chapter 1. Bell” (#bell): words: "
            "expected “Chapter 1. Bell”, found “Chapter 2. Bell”"
        ),
    ),
    "the head of the page after that": (
        lambda pdf: retype(pdf, 7, "Chapter 1. Bell", "The Bell"),
        (
            "running heads: page 8 of the file, section “Chapter 1. Bell” (#bell): words: "
            "expected “Chapter 1. Bell”, found “The Bell”"
        ),
    ),
    "a folio": (
        lambda pdf: retype(pdf, 6, "3", "4"),
        (
            "folios: page 7 of the file, section “Chapter 1. Bell” (#bell): number: "
            "expected “3”, found “4”"
        ),
    ),
    "a blank page": (
        add_blank_page,
        "folios: page {} of the file: page: expected text, found a blank page",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_errors_are_found(
    single: Maker, singles: tuple[bytes, bytes], tmp_path: Path, change: str
) -> None:
    path = tmp_path / "ferry.pdf"
    with pikepdf.open(io.BytesIO(singles[0])) as pdf:
        damage, expected = CHANGES[change]
        damage(pdf)
        pdf.save(path)
        expected = expected.format(len(pdf.pages))
    messages = [each.message for each in verify_product(path, single.book(), single.edition)]
    assert messages == [expected]


def test_growth_by_one_page_moves_the_others_by_one(
    single: Maker, leaves: list[Leaf], single_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(single_cache))
    path = single.folder / "road.md"
    before = path.read_text(encoding="utf-8")
    single.append("road.md", f"\n{SENTENCE * 24}\n")
    grown = list(_leaves(single.pdf()))
    path.write_text(before, encoding="utf-8")
    assert len(grown) == len(leaves) + 1
    assert page_with(grown, "Appendix A") == page_with(leaves, "Appendix A") + 1
    assert sorted(single.laid_out) == ["Chapter 3. Road", "Contents", "Index"]


def test_a_half_title_of_the_author_goes_before_the_title_page(tmp_path: Path) -> None:
    maker = Maker(tmp_path, Sides.ONE)
    manifest = (tmp_path / "book.toml").read_text(encoding="utf-8")
    half = '{ file = "half.md", role = "halftitlepage" }, "preface.md"'
    (tmp_path / "book.toml").write_text(manifest.replace('"preface.md"', half), encoding="utf-8")
    (tmp_path / "half.md").write_text("Half a title.\n", encoding="utf-8")
    book = maker.book()
    renderer = Renderer(book, maker.edition, load_theme(maker.edition.theme))
    front = build_trees(book, Sides.ONE, renderer, ()).front
    first, second, third = list(front[-1])[:3]
    assert "Half a title." in "".join(first.itertext())
    assert [each.get("class") for each in (second, third)] == [
        "display title-page",
        "display copyright-page",
    ]
