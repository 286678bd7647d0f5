"""A long PDF, of which parts with the same bytes were read before: it reads as without a cache."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import pikepdf
import pytest
from msgspec.structs import replace

from publish.cache import NO_CACHE, Cache
from publish.model.book import Book
from publish.outputs.pdf.link.pdf_file import Bundle, PdfFile
from publish.verification.pdf.reader import apart, page_groups, tree_parts
from publish.verification.pdf.reader.known_parts import Product
from publish.verification.pdf.reader.object_bytes import ObjectBytes
from publish.verification.pdf.reader.pages import encoded_pages
from publish.verification.pdf.reader.tree_reading import read_kid
from tests.running import run_context
from tests.verify.products import build_pdf, settled_folder
from tests.verify.sample import sample_book
from tests.verify.test_pdf_mutants import MUTANTS, mill
from tests.verify.test_pdf_page_cache import WEIR, rename_artifacts, reword, widen

pytestmark = pytest.mark.slow

__all__ = ["mill"]


class NotForked:
    """A task in this process."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.result = work

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


MILL = Product("mill", "pdf")
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small groups of pages, all read here."""
    monkeypatch.setattr(page_groups, "_GROUP", 4)
    monkeypatch.setattr(apart, "ForkedTask", NotForked)


@pytest.fixture(scope="module")
def right(mill: tuple[Book, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the sample, with the objects in the form in which those of mutants are, too."""
    return rewritten(mill[1], tmp_path_factory.mktemp("right") / "right.pdf", lambda _: None)


@pytest.fixture
def warm(right: Path, tmp_path: Path) -> Cache:
    cache = Cache(tmp_path / "cache")
    read(right, cache)
    shutil.rmtree(tmp_path / "cache" / "pdf-page")  # so that pages are known by groups alone
    return cache


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The indices of the pages, and the references to parts of the tree, that are read."""
    found: list[object] = []

    def pages(path: Path, numbered: Sequence[tuple[int, Any]], context: Any) -> list[bytes]:
        found.extend(index for index, _ in numbered)
        return encoded_pages(path, numbered, context)

    def kid(objects: Any, each: str) -> Any:
        found.append(each)
        return read_kid(objects, each)

    monkeypatch.setattr(page_groups, "encoded_pages", pages)
    monkeypatch.setattr(tree_parts, "read_kid", kid)
    return found


def read(path: Path, cache: Cache) -> apart.ReadFile:
    """What is read of a file, in this process."""
    context = replace(run_context(cache=cache), processes=1)
    return apart.read_apart(path, context, MILL)


def rewritten(path: Path, target: Path, change: Change) -> Path:
    """A changed file as the linker would write it: objects that stay have the same bytes."""
    with pikepdf.open(path) as pdf, target.open("wb") as stream:
        change(pdf)
        file = PdfFile(stream, b"1.7")
        small: list[tuple[int, bytes]] = []
        last = int(pdf.trailer.Size) + len(pdf.objects)  # at most: it may have new ones
        for number in range(1, last + 1):
            each = pdf.get_object(number, 0)
            if not isinstance(each, pikepdf.Stream):
                small.append((number, each.unparse(resolved=True) if each is not None else b"null"))
            elif each.get("/Type") not in ("/ObjStm", "/XRef"):
                content = each.read_raw_bytes()
                header = each.stream_dict
                header.Length = len(content)
                file.add_stream(number, header.unparse(resolved=True), content)
        for start in range(0, len(small), 20):
            numbers, contents = zip(*small[start : start + 20], strict=True)
            file.add_bundle(Bundle.of(numbers, contents))
        root, info = pdf.Root.objgen[0], pdf.trailer.Info.objgen[0]
        file.finish(last, b"/Root %d 0 R/Info %d 0 R" % (root, info))
    return target


def test_a_file_with_the_same_bytes_is_not_read_again(
    right: Path, warm: Cache, seen: list[object]
) -> None:
    known = read(right, warm)
    assert seen == []
    assert read(right, NO_CACHE) == known
    assert seen, "nothing is known without a cache"


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mutant_reads_as_without_a_cache(
    mutant: Any, right: Path, warm: Cache, tmp_path: Path
) -> None:
    changed = rewritten(right, tmp_path / "changed.pdf", mutant.change)
    assert read(changed, warm) == read(changed, NO_CACHE)


@pytest.mark.parametrize("change", [reword, widen, rename_artifacts])
def test_what_a_page_uses_is_a_part_of_it(
    change: Change, right: Path, warm: Cache, tmp_path: Path
) -> None:
    changed = rewritten(right, tmp_path / "changed.pdf", change)
    without = read(changed, NO_CACHE)
    assert without != read(right, NO_CACHE)
    assert read(changed, warm) == without


def swap_pages(pdf: pikepdf.Pdf) -> None:
    kids = pdf.Root.Pages.Kids
    kids[WEIR], kids[WEIR + 1] = kids[WEIR + 1], kids[WEIR]


def test_pages_in_another_order_are_read(right: Path, warm: Cache, tmp_path: Path) -> None:
    changed = rewritten(right, tmp_path / "changed.pdf", swap_pages)
    without = read(changed, NO_CACHE)
    assert without != read(right, NO_CACHE)
    assert read(changed, warm) == without


def test_only_the_group_of_a_changed_page_is_read(
    right: Path, warm: Cache, seen: list[object], tmp_path: Path
) -> None:
    read(rewritten(right, tmp_path / "changed.pdf", rename_artifacts), warm)
    first = WEIR - WEIR % page_groups._GROUP
    assert [each for each in seen if isinstance(each, int)] == [*range(first, first + 4)]


def test_an_edit_leaves_other_chapters_as_they_are(tmp_path: Path, seen: list[object]) -> None:
    folder = tmp_path / "mill"
    before = build_pdf(sample_book(folder), tmp_path)
    cache = Cache(tmp_path / "known")
    read(before, cache)
    count = len(seen)
    del seen[:]
    chapter = next(path for path in folder.rglob("*.md") if "carry it" in path.read_text("utf-8"))
    text = chapter.read_text("utf-8").replace("carry it", "carry it, in the weir")
    chapter.write_text(text, encoding="utf-8")
    after = build_pdf(settled_folder(folder), tmp_path)
    known = read(after, cache)
    assert 0 < len(seen) < count / 2
    assert known == read(after, NO_CACHE)


def test_other_files_are_not_understood(right: Path, tmp_path: Path) -> None:
    other, broken = tmp_path / "other.pdf", tmp_path / "broken.pdf"
    with pikepdf.open(right) as pdf:
        pdf.save(other)
    broken.write_bytes(right.read_bytes()[:-100])
    assert [ObjectBytes.of(each) for each in (other, broken)] == [None, None]
    assert ObjectBytes.of(right) is not None
