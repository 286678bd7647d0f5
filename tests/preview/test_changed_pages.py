"""Changed pages are shown before the rest of their chapter, as the finished book has them."""

from __future__ import annotations

import json
import time
from functools import partial
from pathlib import Path
from typing import Any, cast

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace

from publish.cache import NO_CACHE, Cache
from publish.context import Context
from publish.diagnostics import Report
from publish.external import LineProcess
from publish.model.book import Book, Edition
from publish.outputs.pdf.early_pages import EarlyPages
from publish.outputs.pdf.schedule.kept_pool import KeptPools
from publish.outputs.pdf.schedule.pool import ForkServerPool
from publish.outputs.writers import WriteRequest
from publish.preview import builder
from publish.preview.changed_pages import ChangedPages, Found
from publish.preview.exchange import PAGES, State, View
from publish.preview.making import Made, make
from publish.preview.reading import read_text
from publish.preview.saves import Saves
from publish.preview.showing import Shown
from publish.preview.web.drawing import draw_png
from publish.processes import ForkedTask
from publish.sources.files.snapshot import record_reads
from tests.preview.running import write_book

LINE = "The sea goes out twice a day here, and leaves the boats behind in the mud until it turns. "
PARAGRAPHS = [f"Day {number}. {LINE * 5}\n\n" for number in range(40)]
FLOOD = "# Flood {#flood}\n\nSee page [](#ebb){.page}.\n"


class Maker:
    """Makes the printed pages of a book, and notes what is shown before them."""

    def __init__(self, folder: Path, pool: ForkServerPool) -> None:
        self._folder, self._pool = folder, pool
        self.book = write_book(folder / "tides")
        self._cache = Cache(folder / "cache")
        self.shown: list[tuple[int, bytes]] = []

    def make(self, before: Path | None) -> Made:
        stage = self._folder / str(time.monotonic_ns())
        stage.mkdir()
        watch = EarlyPages(self._folder / "memory", before, lambda *each: self.shown.append(each))
        with record_reads(self.book) as read:
            context = Context(report=Report(), cache=self._cache)
            text = read_text(self.book, [], context, read)
            request = WriteRequest(pool=self._pool, watch=watch)
            return make(text.books["print"], text.editions["print"], stage, context, request)


def written(paragraphs: list[str]) -> str:
    return f"# Ebb {{#ebb}}\n\n{''.join(paragraphs)}See page [](#flood){{.page}}.\n"


@pytest.mark.slow
def test_the_pages_of_a_change_are_shown_as_the_book_has_them(tmp_path: Path) -> None:
    with ForkServerPool(NO_CACHE) as pool:
        maker = Maker(tmp_path, pool)
        (maker.book / "flood.md").write_text(FLOOD, encoding="utf-8")
        ebb = maker.book / "ebb.md"
        ebb.write_text(written(PARAGRAPHS), encoding="utf-8")
        before, paragraphs = maker.make(None), [*PARAGRAPHS]
        assert maker.shown == []
        for at in (0, len(PARAGRAPHS) // 2, len(PARAGRAPHS) - 1):
            maker.shown.clear()
            paragraphs[at] = paragraphs[at].replace("The sea", "Quite often the sea", 1)
            ebb.write_text(written(paragraphs), encoding="utf-8")
            made = maker.make(before.artifact.path)
            final = _pictures(made.artifact.path.read_bytes())
            assert maker.shown
            for first, content in maker.shown:  # of a change on two pages, two
                early = _pictures(content)
                assert early == final[first : first + len(early)]
                assert f"Day {at}. Quite often" in _text(content)
            before = made


def _pictures(content: bytes) -> list[bytes]:
    with pdfium.PdfDocument(content) as document:
        return [draw_png(page, 40) for page in document]


def _text(content: bytes) -> str:
    with pdfium.PdfDocument(content) as document:
        return " ".join(str(document[0].get_textpage().get_text_range()).split())


@pytest.mark.slow
def test_a_changed_page_is_shown_among_those_of_before(tmp_path: Path) -> None:
    states: list[State] = []
    with ForkServerPool(NO_CACHE) as pool:
        maker = Maker(tmp_path, pool)
        (maker.book / "ebb.md").write_text(written(PARAGRAPHS), encoding="utf-8")
        made = maker.make(None)
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(made.artifact.path.read_bytes())
    with record_reads(maker.book) as read:
        context = Context(report=Report(), cache=Cache(None))
        book = read_text(maker.book, [], context, read).books["print"]
    shown = Shown(maker.book, tmp_path / "root", states.append)
    shown.show("print", made, book)
    pages = _rows(shown)

    shown.show_changed("print", Found(2, copy))
    view = states[-1].views["print"]
    assert (view.stale, view.new_pages) == (True, (3, len(pages)))
    later = [
        {**row, "new": at, "hash": pages[at - 1]["hash"]} for at, row in enumerate(pages[2:], 1)
    ]
    assert _rows(shown) == [*pages[:2], *later]

    # However often pages are shown early, what they are compared with stays.
    product = shown.product("print")
    assert product is not None
    content = product.read_bytes()
    with ChangedPages(tmp_path / "changed", tmp_path / "memory") as changed:
        before, _ = changed.watch(product)
        for _ in range(4):
            shown.show_changed("print", Found(2, copy))
        assert not product.exists()
        assert before is not None
        assert before.read_bytes() == content
    view = states[-1].views["print"]

    # What is shown next is another version, even if it is the product of before.
    again = replace(made, artifact=replace(made.artifact, path=copy))
    shown.show("print", again, book)
    assert states[-1].views["print"] == View(view.version + 1)
    assert _rows(shown) == pages


class _Unsaved:
    """A process that tells of no save."""

    def has_line(self, _: float = 0) -> bool:
        return False


@pytest.mark.slow
def test_a_build_has_the_pages_of_before_to_compare_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = write_book(tmp_path / "tides")
    asked: list[tuple[Path, bytes]] = []

    def noting(
        book: Book, edition: Edition, stage: Path, context: Context, request: WriteRequest
    ) -> Made:
        if request.watch and request.before:
            asked.append((request.before, request.before.read_bytes()))
        return make(book, edition, stage, context, request)

    monkeypatch.setattr(builder, "make", noting)
    cache, root, states = Cache(tmp_path / "cache"), tmp_path / "root", list[State]()
    saves = Saves(cast("LineProcess", _Unsaved()))
    with KeptPools(cache) as pools:
        context = Context(cache=cache)
        built = builder.Builder(book, (), root, pools, context, states.append, saves)
        assert built.build()
        assert not asked
        number = states[-1].views["print"].version
        first = root / "print" / str(number) / PAGES
        content = first.read_bytes()
        (book / "ebb.md").write_text("# Ebb\n\nThe sea stays.\n", encoding="utf-8")
        assert built.build()
    [(path, kept)] = asked
    assert kept == content
    assert path != first
    assert states[-1].views["print"].version > number


def test_what_a_copy_has_found_is_taken_in_its_order(tmp_path: Path) -> None:
    with ChangedPages(tmp_path / "changed", tmp_path / "memory") as changed:
        with ForkedTask(partial(_find, changed)) as task:
            found = [changed.take(), changed.take()]
            task.result()
        contents = [(each.first, each.path.read_bytes()) for each in found]
    assert contents == [(7, b"one"), (8, b"two")]


def _find(changed: ChangedPages) -> None:
    changed.tell(7, b"one")
    changed.tell(8, b"two")


def _rows(shown: Shown) -> list[dict[str, Any]]:
    product = shown.product("print")
    assert product is not None
    rows: list[dict[str, Any]] = json.loads(product.with_name("pages.json").read_bytes())
    return rows
