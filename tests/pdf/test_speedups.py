"""The cures of the engine: the same bytes with each of them, and none where the engine differs."""

from __future__ import annotations

import inspect
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from weasyprint import CSS, HTML
from weasyprint.pdf.fonts import Font
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from publish.errors import UsageError
from publish.outputs.pdf.layout import speedups
from publish.outputs.pdf.layout.engine.warm_up import hyphenate, warm
from publish.outputs.pdf.layout.speedups.patch import Cure, Patch, plain, source_of
from publish.outputs.pdf.layout.speedups.refs import PageReferences
from publish.render.theme import Font as HouseFont
from publish.render.theme import load_font, load_theme

SPECIMEN = Path(__file__).with_name("cured.xhtml").read_text(encoding="utf-8")
NAMES = [cure.name for cure in speedups.CURES]


@pytest.fixture(autouse=True)
def as_it_is(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine without a cure, before and after each test; fonts that are cut have no time."""
    monkeypatch.delenv(speedups.ENVIRONMENT, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    speedups.withdraw()
    yield
    speedups.withdraw()


def house_fonts() -> list[HouseFont]:
    theme = load_theme("classic")
    wanted = ("Arab", "Hans")
    scripts = [load_font(entry) for entry in theme.script_fonts if entry["script"] in wanted]
    return [*theme.fonts, *scripts]


FACES = "\n".join(
    f"@font-face {{ font-family: '{font.family}'; src: url('{font.path.as_uri()}'); "
    f"font-style: {font.style}" + (f"; font-weight: {font.weight} }}" if font.script else " }")
    for font in house_fonts()
)


def laid_out(text: str = SPECIMEN) -> bytes:
    """The file of the specimen, with fonts and style sheet read anew; laid out twice."""
    fonts = FontConfiguration()
    style = CSS(string=FACES, font_config=fonts)
    page = HTML(string=text)
    page.render(stylesheets=[style], font_config=fonts)
    content = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    assert content is not None
    return content


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files whose fonts are named and measured but not cut and embedded, which takes longest."""
    monkeypatch.setattr(Font, "clean", lambda font, *_: setattr(font, "file_content", b"OTTO"))


@pytest.fixture(scope="module")
def uncured() -> bytes:
    """The file as the engine makes it."""
    speedups.withdraw()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "0")
        return laid_out()


@pytest.fixture(scope="module")
def uncured_without_fonts() -> bytes:
    """The file as the engine makes it, but for its fonts."""
    speedups.withdraw()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Font, "clean", lambda font, *_: setattr(font, "file_content", b"OTTO"))
        return laid_out()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "instance"])
@pytest.mark.usefixtures("without_fonts")
def test_a_cure_changes_no_byte(name: str, uncured_without_fonts: bytes) -> None:
    assert speedups.apply([name]) == {name}
    assert laid_out() == uncured_without_fonts


def test_the_cure_of_fonts_changes_no_byte(uncured: bytes) -> None:
    assert speedups.apply(["instance"]) == {"instance"}
    assert laid_out() == uncured


def counting(function: Any, calls: Counter[str], name: str) -> Any:
    if isinstance(function, property):
        return property(counting(function.fget, calls, name))

    def counted(*given: Any, **named: Any) -> Any:
        calls[name] += 1
        return function(*given, **named)

    return counted


def test_the_specimen_comes_through_every_cured_function(
    monkeypatch: pytest.MonkeyPatch, uncured: bytes
) -> None:
    calls: Counter[str] = Counter()

    def counted(cure: Cure) -> Cure:
        patches = tuple(
            replace(patch, cured=counting(patch.cured, calls, f"{cure.name} {patch.name}"))
            for patch in cure.patches
        )
        return replace(cure, patches=patches)

    wanted = {f"{cure.name} {patch.name}" for cure in speedups.CURES for patch in cure.patches}
    monkeypatch.setattr(speedups, "CURES", tuple(map(counted, speedups.CURES)))
    speedups.apply()
    assert laid_out() == uncured
    assert wanted == set(calls)


def test_withdrawing_leaves_nothing_behind() -> None:
    patches = [patch for cure in speedups.CURES for patch in cure.patches]
    before = [(patch.present, list(patch.places())) for patch in patches]
    speedups.apply()
    assert all(patch.present is patch.cured for patch in patches)
    speedups.withdraw()
    assert [(patch.present, list(patch.places())) for patch in patches] == before


def test_a_function_is_replaced_wherever_it_was_imported() -> None:
    from weasyprint.layout import inline, preferred

    original = line_break.split_first_line
    speedups.apply(["lines"])
    assert inline.split_first_line is preferred.split_first_line is line_break.split_first_line
    assert inline.split_first_line is not original


def test_every_cure_is_in_the_registry() -> None:
    folder = Path(speedups.__file__).parent
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__", "cure", "warm"}
    assert sorted(NAMES) == sorted(modules)


@pytest.mark.parametrize("cure", speedups.CURES, ids=NAMES)
def test_every_cure_says_what_is_saved_and_holds_the_source(cure: Cure) -> None:
    module = plain(cure.patches[0].cured).__module__
    assert module == f"publish.outputs.pdf.layout.speedups.{cure.name}"
    told = __import__(module, fromlist=["CURE"]).__doc__
    assert told.startswith(f"Cure `{cure.name}`:")
    assert "original" in told or "engine" in told
    assert cure.hindrance() is None


def changed(self: Any) -> None:
    """Stands for a function that another version has rewritten."""


@pytest.mark.parametrize("cure", speedups.CURES, ids=NAMES)
def test_a_changed_original_switches_its_cure_off(
    cure: Cure, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    patch = cure.patches[-1]
    is_property = isinstance(patch.present, property)
    monkeypatch.setattr(patch.home, patch.name, property(changed) if is_property else changed)
    with caplog.at_level(logging.INFO):
        assert speedups.apply([cure.name]) == frozenset()
    assert plain(patch.present) is changed
    assert f"cure {cure.name} is left out: the engine's source is not" in caplog.text


def test_sources_are_those_that_the_library_finds() -> None:
    patched = [plain(patch.present) for cure in speedups.CURES for patch in cure.patches]
    for function in (*patched, *(part for cure in speedups.CURES for part in cure.leans_on)):
        assert source_of(function) == inspect.getsource(function), function


def test_a_changed_function_that_a_cure_leans_on_switches_it_off() -> None:
    cure = next(cure for cure in speedups.CURES if cure.name == "percent")
    assert replace(cure, leans_on=(*cure.leans_on[:-1], changed)).hindrance() is not None


def test_a_source_that_cannot_be_read_switches_a_cure_off() -> None:
    cure = Cure("none", (Patch(line_break, "pango", None),), digest="")
    assert "cannot be read" in (cure.hindrance() or "")


def test_a_machine_that_a_cure_does_not_know_switches_it_off() -> None:
    cure = replace(speedups.CURES[0], fits=lambda: False)
    assert "machine" in (cure.hindrance() or "")


def test_another_version_of_the_engine_has_no_cures(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "70.1")
    with caplog.at_level(logging.INFO):
        assert speedups.apply() == frozenset()
    assert "WeasyPrint is 70.1, not 70.0" in caplog.text


def test_the_environment_chooses_cures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(speedups.ENVIRONMENT, "off")
    assert speedups.apply() == frozenset()
    monkeypatch.setenv(speedups.ENVIRONMENT, "style,draw")
    assert speedups.apply() == {"style", "draw"}
    assert speedups.apply(["flow"]) == {"style", "draw", "flow"}


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UsageError, match="no cure is called speed"):
        speedups.apply(["speed"])


def test_references_of_pages_are_those_of_a_tuple() -> None:
    kids = [4, 0, "R", 9, 0, "R", 12, 0, "R"]
    view = PageReferences(kids)
    whole = (b"4 0 R", b"9 0 R", b"12 0 R")
    assert tuple(view) == whole
    assert (view[-1], view[0:2], len(view)) == (whole[-1], whole[0:2], 3)
    for outside in (3, -4):
        with pytest.raises(IndexError):
            view[outside]


def test_a_font_that_comes_later_is_seen() -> None:
    """Lines found with one set of fonts are not those of another set."""

    def twice() -> bytes | None:
        fonts = FontConfiguration()
        page = HTML(string="<p style='font: 20px \"EB Garamond\"; width: 200px'>Many a wide word")
        page.render(font_config=fonts)
        style = CSS(string=FACES, font_config=fonts)
        return page.write_pdf(stylesheets=[style], font_config=fonts)

    uncured = twice()
    speedups.apply()
    assert twice() == uncured


def test_a_warm_process_forks_children_that_lay_out_the_same(uncured: bytes) -> None:
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
        speedups.apply()
        hyphenate(("en-GB", "de", "tlh"))
        warm()
        return in_child(laid_out)

    assert in_child(warm_parent) == uncured
