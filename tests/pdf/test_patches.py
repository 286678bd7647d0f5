"""Patches of the engine: listed, guarded by digests, and speed-ups that change no byte."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from weasyprint.text import line_break

from publish.errors import LayoutError, UsageError
from publish.outputs.pdf.layout import patches, speedups
from publish.outputs.pdf.layout.patch import OURS_ALONE, Patch, Replacement, source_of

ROOT = Path(__file__).resolve().parents[2]

PATCHES, _ = patches.survey()

SPEEDUPS = [PATCHES[name] for name in patches.SPEEDUPS]


@pytest.fixture(autouse=True)
def unpatched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine without patches, before and after each test; subsets of fonts have no time."""
    monkeypatch.delenv(patches.ENVIRONMENT, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    patches.withdraw()
    patches.survey.cache_clear()
    patches.survey()  # before a test changes functions
    yield
    patches.withdraw()


def test_withdrawing_restores_the_engine() -> None:
    replacements = [each for patch in PATCHES.values() for each in patch.replacements]
    before = [[vars(place)[each.name] for place in each.places()] for each in replacements]
    patches.apply()
    assert all(each.present is not each.own for each in replacements if each.new is not None)
    patches.withdraw()
    after = [[vars(place)[each.name] for place in each.places()] for each in replacements]
    assert after == before == [[each.own] * len(each.places()) for each in replacements]


def test_a_function_is_replaced_wherever_it_was_imported() -> None:
    from weasyprint.layout import inline, preferred

    original = line_break.can_break_text
    patches.apply(["text"])
    assert inline.can_break_text is preferred.can_break_text is line_break.can_break_text
    assert inline.can_break_text is not original


def test_every_module_of_a_speedup_is_listed() -> None:
    modules = {file.stem for file in Path(speedups.__file__).parent.glob("*.py")} - {"__init__"}
    assert sorted(patches.SPEEDUPS) == sorted(modules)


@pytest.mark.parametrize("name", [*patches.SPEEDUPS, *patches.FUNCTIONAL])
def test_every_patch_fits_and_says_why_it_is_there(name: str) -> None:
    patch = PATCHES[name.rpartition(".")[2]]
    assert patch.name == name.rpartition(".")[2]
    assert patch.is_speedup == (name in patches.SPEEDUPS)
    assert patch.reason
    assert re.fullmatch(OURS_ALONE + r"|https://github\.com/[\w/]+/\d+", patch.upstream)
    assert patch.obstacle() is None


def test_the_architecture_page_has_the_table_of_patches() -> None:
    """Paste what this prints where it fails."""

    def row(patch: Patch) -> str:
        replaced = ", ".join(f"`{each}`" for each in patch.replacements)
        number = patch.upstream.rpartition("/")[2]
        upstream = f"[#{number}]({patch.upstream})" if number.isdigit() else patch.upstream
        return f"| `{patch.name}` | {replaced} | {patch.reason} | {upstream} |"

    table = "\n".join(map(row, PATCHES.values()))
    page = (ROOT / "publish" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert table in page, table


def test_the_version_is_the_pinned_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"weasyprint=={patches.VERSION}" in project["dependencies"]


def changed(self: Any) -> None:
    """Stands for a function that another version has rewritten."""


def with_change(monkeypatch: pytest.MonkeyPatch, replacement: Replacement) -> None:
    own = property(changed) if isinstance(replacement.own, property) else changed
    monkeypatch.setattr(replacement, "own", own)
    patches.survey.cache_clear()


@pytest.mark.parametrize("speedup", SPEEDUPS, ids=patches.SPEEDUPS)
def test_a_changed_original_leaves_a_speedup_out(
    speedup: Patch, monkeypatch: pytest.MonkeyPatch
) -> None:
    replacement = speedup.replacements[-1]
    with_change(monkeypatch, replacement)
    left_out = patches.apply([speedup.name])
    assert left_out == {speedup.name: "the engine's source is not the one that it was written for"}
    assert replacement.present is not replacement.new


@pytest.mark.parametrize("name", [name.rpartition(".")[2] for name in patches.FUNCTIONAL])
def test_a_changed_original_of_another_patch_is_an_error(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_change(monkeypatch, PATCHES[name].replacements[0])
    with pytest.raises(LayoutError, match=f"patch {name}: the engine's source is not") as error:
        patches.apply()
    assert error.value.hint == f"pip install weasyprint=={patches.VERSION}"


def test_a_patch_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patches, "FUNCTIONAL", (*patches.FUNCTIONAL, "engine.missing"))
    patches.survey.cache_clear()
    with pytest.raises(LayoutError, match="patch missing: the engine lacks what it needs"):
        patches.apply()


def test_sources_are_those_that_the_library_finds_but_for_comments_at_the_end() -> None:
    functions = [each for patch in PATCHES.values() for each in patch.functions()]
    for function in functions:
        if not isinstance(function, type):
            whole = inspect.getsource(function)
            assert whole.startswith(source_of(function)), function
            rest = whole.removeprefix(source_of(function)).splitlines()
            assert all(line.strip()[:1] in ("", "#") for line in rest), function


def test_a_changed_function_that_a_patch_relies_on_is_noticed() -> None:
    patch = PATCHES["percent"]
    assert replace(patch, leans_on=(*patch.leans_on[:-1], changed)).obstacle() is not None


def test_a_source_that_cannot_be_read_is_an_obstacle() -> None:
    pango = Replacement(line_break, "pango", None)
    patch = Patch(name="none", reason="", replacements=(pango,), digest="")
    assert "cannot be read" in (patch.obstacle() or "")


def test_an_unknown_machine_is_an_obstacle() -> None:
    patch = replace(PATCHES["draw"], fits=lambda: False)
    assert "machine" in (patch.obstacle() or "")


def test_the_environment_chooses_speedups(monkeypatch: pytest.MonkeyPatch) -> None:
    def applied() -> set[str]:
        return {patch.name for patch in patches._applied if patch.is_speedup}

    monkeypatch.setenv(patches.ENVIRONMENT, "off")
    patches.apply()
    assert applied() == set()
    monkeypatch.setenv(patches.ENVIRONMENT, "style,draw")
    patches.apply()
    assert applied() == {"style", "draw"}
    patches.apply(["cascade"])
    assert applied() == {"cascade"}


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no speed-up called quick"):
        patches.apply(["quick"])
