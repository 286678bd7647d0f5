"""Speed-ups of the layout engine change no byte of a PDF."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import FontConfiguration

from publish.outputs.pdf.layout import patches
from publish.outputs.pdf.layout.engine.warm_up import load_hyphenation, warm_up
from publish.outputs.pdf.layout.tagging.elements import write_tagged
from publish.render.theme import Font as ThemeFont
from publish.render.theme import load_font, load_theme
from tests.pdf.test_patches import PATCHES, SPEEDUPS, unpatched

__all__ = ["unpatched"]

SPECIMEN = Path(__file__).with_name("speedups.xhtml").read_text(encoding="utf-8")


def theme_fonts() -> list[ThemeFont]:
    theme = load_theme("classic")
    scripts = [load_font(entry) for entry in theme.script_fonts if entry["script"] in _SCRIPTS]
    return [*theme.fonts, *scripts]


_SCRIPTS = ("Arab", "Hans")

FACES = "\n".join(
    f"@font-face {{ font-family: '{font.family}'; src: url('{font.path.as_uri()}'); "
    f"font-style: {font.style}" + (f"; font-weight: {font.weight} }}" if font.script else " }")
    for font in theme_fonts()
)


def laid_out(text: str = SPECIMEN) -> bytes:
    """The file of the specimen, with fonts and style sheet read again; laid out twice."""
    fonts = FontConfiguration()
    style = CSS(string=FACES, font_config=fonts)
    page = HTML(string=text)
    page.render(stylesheets=[style], font_config=fonts)
    content = write_tagged(page.render(stylesheets=[style], font_config=fonts))
    assert content is not None
    return content


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files whose fonts are named and measured but not embedded, which takes longest."""
    monkeypatch.setattr(Font, "clean", lambda font, *_: setattr(font, "file_content", b"OTTO"))


@pytest.fixture(scope="module")
def plain_file() -> bytes:
    """The file without speed-ups."""
    patches.withdraw()
    patches.apply(())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "0")
        return laid_out()


@pytest.fixture(scope="module")
def plain_file_without_fonts() -> bytes:
    """The file without speed-ups and fonts."""
    patches.withdraw()
    patches.apply(())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Font, "clean", lambda font, *_: setattr(font, "file_content", b"OTTO"))
        return laid_out()


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.usefixtures("without_fonts")
def test_one_half_of_the_speedups_changes_no_byte(
    first: int, plain_file_without_fonts: bytes
) -> None:
    names = [name for name in patches.SPEEDUPS if name != "instance"][first::2]
    assert not patches.apply(names)
    assert all(PATCHES[name] in patches._applied for name in names)
    assert laid_out() == plain_file_without_fonts, _guilty(names, plain_file_without_fonts)


def _guilty(names: list[str], plain: bytes) -> list[str]:
    """The speed-ups that alone change the file."""
    return [name for name in names if _laid_out_with(name) != plain]


def _laid_out_with(name: str) -> bytes:
    patches.withdraw()
    patches.apply([name])
    return laid_out()


def counting(function: Any, calls: Counter[str], name: str) -> Any:
    if isinstance(function, property):
        return property(counting(function.fget, calls, name))

    def counted(*given: Any, **named: Any) -> Any:
        calls[name] += 1
        return function(*given, **named)

    return counted


def test_the_specimen_calls_every_function_of_a_speedup(
    monkeypatch: pytest.MonkeyPatch, plain_file: bytes
) -> None:
    calls: Counter[str] = Counter()
    replacements = [each for patch in SPEEDUPS for each in patch.replacements]
    for each in replacements:
        monkeypatch.setattr(each, "new", counting(each.new, calls, str(each)))
    patches.apply()
    assert laid_out() == plain_file
    assert {str(each) for each in replacements} == set(calls)


def test_a_font_that_comes_later_is_seen() -> None:
    """What is cached for one set of fonts is not used for another set."""

    def twice() -> bytes | None:
        fonts = FontConfiguration()
        page = HTML(string="<p style='font: 20px \"EB Garamond\"; width: 200px'>Many a wide word")
        page.render(font_config=fonts)
        style = CSS(string=FACES, font_config=fonts)
        return write_tagged(page.render(stylesheets=[style], font_config=fonts))

    patches.apply(())
    plain_file = twice()
    patches.apply()
    assert twice() == plain_file


def test_a_warm_process_forks_children_that_lay_out_the_same(plain_file: bytes) -> None:
    def in_child(task: Callable[[], bytes]) -> bytes:
        reading, writing = os.pipe()
        if not (child := os.fork()):
            with os.fdopen(writing, "wb") as end:
                end.write(task())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as end:
            content = end.read()
        assert os.waitpid(child, 0)[1] == 0
        return content

    def warm_parent() -> bytes:
        patches.apply()
        load_hyphenation(("en-GB", "de", "tlh"))
        warm_up()
        return in_child(laid_out)

    assert in_child(warm_parent) == plain_file
