"""A hostile manuscript while it is read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.pipeline import load_book
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.badinputs.case import diagnose, summaries, write
from tests.hostile.addresses import FORMS, SCRIPTS
from tests.hostile.conftest import CANARY, Listener
from tests.hostile.drawings import BOMBS, GOOD, LINK, around, referring, with_document_type
from tests.hostile.images import IMAGES, SUFFIXES, noise_image
from tests.hostile.patterns import PATTERNS
from tests.running import run_context

pytestmark = pytest.mark.slow

SHOWN = "# A\n\n![A line](x.{})\n"
REFUSED = ("RES-007 a.md:3",)


def test_drawings_that_refer_to_the_outside(
    tmp_path: Path, canary: Path, listener: Listener
) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("svg")})
    drawings = referring(str(canary), listener.address)
    assert len(drawings) > 100
    for name, drawing in drawings.items():
        (home / "x.svg").write_text(drawing, "utf-8")
        report = diagnose(home)
        assert summaries(report, home) == REFUSED, name
        assert CANARY not in str(list(report)), name
    assert listener.calls() == 0


def test_the_document_type_of_a_drawing_is_dropped_and_not_fetched(
    tmp_path: Path, canary: Path, listener: Listener
) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("svg")})
    for drawing in with_document_type(str(canary), listener.address):
        (home / "x.svg").write_text(drawing, "utf-8")
        (image,) = load_book(home, run_context(), "epub").resources
        assert b"DOCTYPE" not in image.content
    assert listener.calls() == 0


def test_a_link_of_a_drawing_to_a_page_is_dropped_and_not_fetched(
    tmp_path: Path, listener: Listener
) -> None:
    drawing = around(f'<rect width="9" height="9"/>{LINK.format(u=listener.address)}')
    home = write(tmp_path / "book", {"a.md": SHOWN.format("svg"), "x.svg": drawing})
    (image,) = load_book(home, run_context(), "epub").resources
    assert b"href" not in image.content
    assert b"<text>a</text>" in image.content
    assert listener.calls() == 0


@pytest.mark.parametrize("name", BOMBS)
def test_drawings_that_act_or_never_end(name: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("svg"), "x.svg": BOMBS[name]})
    began = time.process_time()
    assert summaries(diagnose(home), home) == REFUSED
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", GOOD)
def test_good_drawings(name: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("svg"), "x.svg": GOOD[name]})
    assert summaries(diagnose(home), home) == ()


@pytest.mark.parametrize("name", IMAGES)
def test_images_that_are_invalid_or_too_large(name: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": SHOWN.format("png"), "x.png": IMAGES[name]})
    assert len(IMAGES[name]) < 200_000
    assert summaries(diagnose(home), home) == REFUSED


@pytest.mark.parametrize("kind", SUFFIXES)
def test_a_truncated_image(kind: str, tmp_path: Path) -> None:
    name = f"x.{SUFFIXES[kind]}"
    home = write(tmp_path / "book", {"a.md": SHOWN.format(SUFFIXES[kind]), name: noise_image(kind)})
    assert summaries(diagnose(home), home) == ()
    whole = (home / name).read_bytes()
    for tenth in range(10):
        (home / name).write_bytes(whole[: len(whole) * tenth // 10])
        assert summaries(diagnose(home), home) == REFUSED, tenth


OPENED = ("http:", "https:", "mailto:", "tel:", "urn:", "doi:", "#")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", SCRIPTS)
def test_no_link_starts_a_program(form: str, address: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": f"# A\n\n{form.format(address)}\n"})
    report = Report()
    book = read_book(home, run_context(report))
    assert book is not None
    settle(book, run_context(report))
    if report.errors:
        assert report.exit_code() == 4
        return
    for section in book.walk():
        for node in section.body.iter("{*}a", "{*}img"):
            target = node.get("href") or node.get("src")
            assert target is not None
            assert target.lower().startswith(OPENED)


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_with_twenty_thousand_repetitions(name: str, tmp_path: Path) -> None:
    home = write(tmp_path / "book", {"a.md": f"# A\n\n{PATTERNS[name]}\n"})
    began = time.process_time()
    report = diagnose(home)
    assert time.process_time() - began < 10
    assert report.exit_code() in (0, 4)
