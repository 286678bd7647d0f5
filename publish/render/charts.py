"""Draws charts in the fonts and colours of the theme, as SVG by Vega-Lite (vl-convert).

A chart is a table of the class `chart-data` that the drawing replaces; the alternative text is the
table's summary. Series are labelled at their ends, without a legend, and bars show their values, so
that nothing depends on colour alone.
"""

from __future__ import annotations

import json
from functools import cache

from lxml import etree

from publish.model.markup import CHART_DATA, SVG, X, has_class
from publish.model.xhtml import replace_with
from publish.model.xmlsafe import parse_untrusted
from publish.render.chart_look import ChartLook, look_of
from publish.render.chart_specification import specification
from publish.render.theme import Theme

_PATH = f"{{{SVG}}}path"
_NARROWEST = 80.0  # of a plot
_NEARLY = 1.02  # of the width that a chart may have


def draw_charts(root: etree._Element, theme: Theme, look: ChartLook | None = None) -> None:
    """Replace the data of each chart with its drawing, by default as on paper."""
    look = look or look_of(theme, on_screens=False)
    fonts = tuple(sorted({str(font.path.parent) for font in theme.fonts}))
    for data in list(root.iter(f"{X}table")):
        if has_class(data, CHART_DATA):
            replace_with(data, [_draw(data, look, fonts)])


def _draw(data: etree._Element, look: ChartLook, fonts: tuple[str, ...]) -> etree._Element:
    drawing = _drawn(data, look, fonts)
    while _width(drawing) > look.widest * _NEARLY and look.plot > _NARROWEST:
        # Axis and names are beside the plot, and names are more so where it is narrower.
        excess = _width(drawing) - look.widest
        look = look._replace(plot=max(_NARROWEST, look.plot - excess))
        drawing = _drawn(data, look, fonts)
    _simplify(drawing)
    drawing.set("role", "img")
    drawing.set("aria-label", data.get("summary", ""))
    return drawing


def _drawn(data: etree._Element, look: ChartLook, fonts: tuple[str, ...]) -> etree._Element:
    specified = json.dumps(specification(data, look), sort_keys=True)
    return parse_untrusted(_svg(specified, fonts).encode())


@cache
def _svg(specified: str, fonts: tuple[str, ...]) -> str:
    import vl_convert  # a JavaScript engine, started only where there is a chart

    for folder in fonts:
        vl_convert.register_font_directory(folder)
    return str(vl_convert.vegalite_to_svg(specified))


def _width(drawing: etree._Element) -> float:
    return float(drawing.get("width", "0"))


def _simplify(drawing: etree._Element) -> None:
    """Remove what only an interactive page needs: roles, labels, classes, empty paths."""
    for node in list(drawing.iter(etree.Element)):
        for name in list(node.attrib):
            if name in ("role", "class", "pointer-events") or name.startswith("aria-"):
                del node.attrib[name]
        if face := node.get("font-family"):  # CSS requires quotes if the name contains a digit
            node.set("font-family", f"'{face}', sans-serif")
        if node.tag == _PATH and node.get("d") in ("", "M0,0h0v0h0Z"):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
    width, height = drawing.get("width"), drawing.get("height")
    drawing.set("viewBox", drawing.get("viewBox") or f"0 0 {width} {height}")
    for name in ("width", "height", "version"):
        drawing.attrib.pop(name, None)
