"""Templates that tests compile once in a process: every build has an environment of its own."""

from __future__ import annotations

from functools import cache
from typing import Any

import jinja2

_compile = jinja2.Environment.compile


def install() -> None:
    """Keep what is compiled, by the text and by everything that decides what becomes of it."""
    jinja2.Environment.compile = _kept  # type: ignore[method-assign, assignment]


def _kept(environment: jinja2.Environment, source: Any, *rest: Any, **options: Any) -> Any:
    if not isinstance(source, str):
        return _compile(environment, source, *rest, **options)
    return _code(_Settings(environment), source, rest, tuple(options.items()))


class _Settings:
    """An environment that equals every other one by which a text becomes the same code."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self.environment = environment
        settings = (environment.autoescape, environment.undefined, environment.finalize)
        names = (*environment.filters, 0, *environment.tests, 0, *environment.extensions)
        self._key = (settings, names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Settings) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@cache
def _code(settings: _Settings, source: str, rest: Any, options: Any) -> Any:
    return _compile(settings.environment, source, *rest, **dict(options))
