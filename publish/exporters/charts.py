"""Charts of a book as drawings, which the theme draws from their data."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from msgspec.structs import replace

from publish.exporters.ledger import Ledger, LossKind
from publish.model.book import Book, Resource
from publish.model.image_types import SVG_TYPE
from publish.model.markup import CHART_DATA, DRAWING, X, has_class
from publish.model.section import Section, heading_text
from publish.model.xhtml import element, replace_with
from publish.render.charts import draw_charts
from publish.render.theme import Theme


def with_drawn_charts(book: Book, theme: Theme, ledger: Ledger) -> Book:
    """The book with a picture in place of the data of each chart."""
    drawn: list[Resource] = []
    for section in book.walk():
        for data in _charts(section.body):
            ledger.add(LossKind.CHART_DATA, heading_text(section), data.get("summary", ""))
    sections = tuple(_drawn(section, theme, drawn) for section in book.sections)
    return replace(book, sections=sections, resources=(*book.resources, *drawn))


def _drawn(section: Section, theme: Theme, drawn: list[Resource]) -> Section:
    body = section.body
    if _charts(body):
        body = deepcopy(body)
        draw_charts(body, theme)
        for drawing in list(body.iter(DRAWING)):
            name = f"charts/chart-{len(drawn) + 1}.svg"
            alternative = drawing.attrib.pop("aria-label", "")
            drawn.append(Resource(name, SVG_TYPE, _bytes(drawing)))
            replace_with(drawing, [element("img", src=name, alt=alternative)])
    children = tuple(_drawn(child, theme, drawn) for child in section.children)
    return replace(section, body=body, children=children)


def _charts(body: etree._Element) -> list[etree._Element]:
    return [table for table in body.iter(f"{X}table") if has_class(table, CHART_DATA)]


def _bytes(drawing: etree._Element) -> bytes:
    drawing.tail = None
    content: bytes = etree.tostring(drawing)
    return content
