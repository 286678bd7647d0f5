"""Templates that belong to no book and no theme: strict, escaping, each replaceable by a user."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError

from publish.errors import LayoutError
from publish.files.shipped import shipped
from publish.render.compiled_templates import CompiledTemplates

_COMPILED = CompiledTemplates()


def strict_environment(folders: Sequence[Path]) -> Environment:
    """An environment in which an undefined name is an error; the first folder with a file wins."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
    )


def joined_template(environment: Environment, sources: Sequence[Path]) -> Template:
    """The texts of several files as one template, whose code is kept beside the last of them."""
    text = "".join(source.read_text(encoding="utf-8") for source in sources)
    return _COMPILED.template(environment, text, sources[-1])


def render_page(name: str, **context: Any) -> str:
    """The text of a shipped template that belongs to no book or theme."""
    return strict_environment([shipped("templates")]).get_template(name).render(**context)


class TemplateFolder:
    """A shipped folder of templates, over which lies a folder of the user's own."""

    def __init__(
        self,
        name: str,
        own: Path | None,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        common: Mapping[str, Any] | None = None,
    ) -> None:
        folders = [shipped("templates") / name]
        self._environment = strict_environment([own, *folders] if own else folders)
        self._environment.filters.update(filters or {})
        self._environment.globals.update(common or {})

    def render(self, template: str, /, **context: Any) -> str:
        """The text of a template; raises `LayoutError` where it cannot be rendered."""
        try:
            return self._environment.get_template(template).render(**context)
        except TemplateError as error:
            where = f"{template}:{getattr(error, 'lineno', None) or 1}"
            hint = "compare it with the template that it replaces; without --templates that is used"
            message = f"template {where}: {type(error).__name__}: {error}"
            raise LayoutError(message, hint=hint) from error

    def text(self, name: str) -> str:
        """A file of the folder as it is."""
        loader = self._environment.loader
        assert loader is not None, "it was made with one"
        return loader.get_source(self._environment, name)[0]
