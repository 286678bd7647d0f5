"""The code of templates, kept beside those of the toolchain."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from publish.render import compiled_templates
from publish.render.compiled_templates import CompiledTemplates, code_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one template, as if the toolchain had it."""
    monkeypatch.setattr(compiled_templates, "shipped", lambda name: tmp_path / name)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.j2").write_text("Page {{ number }}")
    return tmp_path / "templates"


def render(folder: Path) -> str:
    """The template as a new process renders it."""
    loader = FileSystemLoader(folder)
    environment = Environment(loader=loader, autoescape=True, bytecode_cache=CompiledTemplates())
    return environment.get_template("page.j2").render(number=7)


def refuse(*_: object, **__: object) -> None:
    pytest.fail("it is compiled again")


def test_it_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render(folder) == "Page 7"
    monkeypatch.setattr(Environment, "compile", refuse)
    assert render(folder) == "Page 7"


def test_a_text_of_several_files_is_compiled_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the style sheets of a theme and of those that it extends."""

    def rendered(source: str) -> str:
        template = CompiledTemplates().template(Environment(), source, folder / "page.j2")
        return template.render(number=7)

    source = "{% set one = number + 1 %}{{ one }}"
    assert rendered(source) == "8"
    assert rendered(source + "!") == "8!"
    monkeypatch.setattr(Environment, "compile", refuse)
    assert rendered(source + "!") == "8!"


def test_another_text_is_compiled_anew(folder: Path) -> None:
    render(folder)
    (folder / "page.j2").write_text("Folio {{ number }}")
    assert render(folder) == "Folio 7"


@pytest.mark.parametrize("length", [0, 5, 20, 40, 80])
def test_damaged_code_is_made_anew(folder: Path, length: int) -> None:
    render(folder)
    code = code_file(folder / "page.j2")
    assert code is not None
    content = code.read_bytes()
    code.write_bytes(content[:length])
    assert render(folder) == "Page 7"
    assert code.stat().st_size == len(content)


def test_nothing_is_kept_beside_the_template_of_a_book(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "book"
    own.mkdir()
    (own / "page.j2").write_text("Own {{ number }}")
    assert render(own) == "Own 7"
    assert [each.name for each in own.iterdir()] == ["page.j2"]


def test_an_installation_that_may_not_be_changed_works(folder: Path) -> None:
    (folder / "__pycache__").write_bytes(b"no folder")
    assert render(folder) == "Page 7"
