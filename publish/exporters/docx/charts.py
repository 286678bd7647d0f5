"""Charts of a book as drawings, which the theme draws from their data."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from msgspec.structs import replace

from publish.model.book import Book, Resource
from publish.model.image_types import SVG_TYPE
from publish.model.markup import CHART_DATA, DRAWING, X, has_class
from publish.model.section import Section
from publish.model.xhtml import element, replace_with
from publish.render.charts import draw_charts
from publish.render.theme import Theme


def with_drawn_charts(book: Book, theme: Theme) -> Book:
    """The book with a picture in place of the data of each chart."""
    drawn: list[Resource] = []
    sections = tuple(_drawn(section, theme, drawn) for section in book.sections)
    return replace(book, sections=sections, resources=(*book.resources, *drawn))


def _drawn(section: Section, theme: Theme, drawn: list[Resource]) -> Section:
    body, has_charts = section.body, _has_chart(section.body)
    if has_charts:
        body = deepcopy(body)
        draw_charts(body, theme)
        for drawing in list(body.iter(DRAWING)):
            name = f"charts/chart-{len(drawn) + 1}.svg"
            alternative = drawing.attrib.pop("aria-label", "")
            drawn.append(Resource(name, SVG_TYPE, _bytes(drawing)))
            replace_with(drawing, [element("img", src=name, alt=alternative)])
    children = tuple(_drawn(child, theme, drawn) for child in section.children)
    return replace(section, body=body, children=children)


def _has_chart(body: etree._Element) -> bool:
    return any(has_class(table, CHART_DATA) for table in body.iter(f"{X}table"))


def _bytes(drawing: etree._Element) -> bytes:
    drawing.tail = None
    content: bytes = etree.tostring(drawing)
    return content
