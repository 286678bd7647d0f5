"""The Jinja environment, strict and escaping, with the filters that the templates of books need."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError
from lxml import etree

from publish.errors import LayoutError
from publish.files.shipped import shipped
from publish.model.book import Book, Edition
from publish.model.formats import find_format
from publish.model.front_pages import listed, starts_new_page
from publish.model.markup import CHART_DATA, X
from publish.model.script import direction, script_of
from publish.model.section import heading_text
from publish.render.chart_look import ChartLook, look_of
from publish.render.charts import draw_charts
from publish.render.dates import long_date
from publish.render.markup import aria_role, heading_tag, inner, without_calls
from publish.render.templates import joined_template, strict_environment
from publish.render.theme import FAMILY_VARIABLES, Theme


def make_environment(theme: Theme, look: ChartLook) -> Environment:
    """Templates of the theme precede the shipped ones; an undefined name is an error."""
    folders = [folder / "templates" for folder in theme.folders] + [shipped("templates")]
    folders += theme.folders  # for what a style sheet includes
    environment = strict_environment(folders)
    environment.filters["inner"] = lambda node: inner(_with_charts(node, theme, look))
    environment.filters["without_calls"] = without_calls
    environment.filters["heading_text"] = heading_text
    environment.filters["heading_tag"] = heading_tag
    environment.filters["aria_role"] = aria_role
    environment.filters["starts_new_page"] = starts_new_page
    environment.filters["listed"] = listed
    environment.filters["direction"] = direction
    environment.filters["script"] = script_of
    environment.filters["left_to_right"] = left_to_right
    environment.filters["long_date"] = long_date
    return environment


def _with_charts(node: etree._Element, theme: Theme, look: ChartLook) -> etree._Element:
    """The element, or if it contains charts, a copy with their drawings."""
    if next(node.iterfind(f".//{X}table[@class='{CHART_DATA}']"), None) is None:
        return node
    copy = deepcopy(node)
    draw_charts(copy, theme, look)
    return copy


class Renderer:
    """Renders the templates of one theme for one edition of a book."""

    def __init__(self, book: Book, edition: Edition, theme: Theme) -> None:
        kind = find_format(edition.format)
        on_screens = not (kind and kind.has_pages)
        look = look_of(theme, on_screens=on_screens, page_width=edition.trim_size[0])
        self._environment = make_environment(theme, look)
        self._common: dict[str, Any] = {
            "book": book,
            "metadata": book.metadata,
            "edition": edition,
            "theme": theme,
            "variables": theme.variables,
            "words": book.metadata.words,
        }
        self._theme = theme
        self._sheets = edition.style_sheets
        self._folder = book.folder

    @property
    def variables(self) -> Mapping[str, Any]:
        """The theme's variables, with the edition's own values."""
        return self._theme.variables

    @property
    def inner_languages(self) -> tuple[str, ...]:
        """The languages of passages in another script than the book's."""
        return self._theme.inner_languages

    def render(self, name: str, **context: Any) -> str:
        """The text of a rendered template; all templates see book, metadata, edition, words …, of
        which the `context` may have others."""
        try:
            return self._environment.get_template(name).render(self._common | context)
        except TemplateError as error:
            raise LayoutError(f"template {name}: {type(error).__name__}: {error}") from error

    def last_style_sheet(self, name: str) -> Path:
        """The file with the last rules of a style sheet, which is named in reports about it."""
        own = self._sheets.get(name)
        return self._folder / own.path if own else self._theme.sheets(name)[-1]

    def render_style(self, name: str, **context: Any) -> str:
        """A style sheet of the theme, rendered as a template, since it uses variables.

        Those of the themes that it extends come first, in one template with it: what they set, such
        as the measures of the page, it has by name. The rules of the book's own style sheet follow;
        they are not a template.
        """
        sources = self._theme.sheets(name)
        try:
            template = joined_template(self._environment.overlay(autoescape=False), sources)
            css = template.render(**self._common, **font_stacks(self._theme), **context)
        except TemplateError as error:
            raise LayoutError(f"{sources[-1]}: {type(error).__name__}: {error}") from error
        own = self._sheets.get(name)
        return f"{css}\n{own.rules}\n" if own else css


def left_to_right(text: str, line_direction: str) -> str:
    """A Latin list in a line of that direction, isolated from it (UAX 9, 2.4)."""
    return f"\u2066{text}\u2069" if line_direction == "rtl" else text


def font_stacks(theme: Theme) -> dict[str, str]:
    """The font stacks, as style sheets name them: `serif`, `screen_serif` …"""
    return {name.replace("-", "_"): theme.stack(name) for name in FAMILY_VARIABLES}
