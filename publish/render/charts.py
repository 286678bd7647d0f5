"""Draws charts in the fonts and colours of the theme, as SVG by Vega-Lite (vl-convert).

A chart is a table of the class `chart-data` that the drawing replaces; the alternative text is the
table's summary. Series are labelled at their ends, without a legend, and bars show their values, so
that nothing depends on colour alone.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from lxml import etree

from publish.model.markup import CHART_DATA, DATA_KIND, DATA_UNIT, SVG, X, has_class
from publish.model.xhtml import replace_with
from publish.model.xmlsafe import parse_untrusted
from publish.render.theme import Theme

_PATH = f"{{{SVG}}}path"
_WIDTH, _HEIGHT = 420, 200  # of the plot, in CSS pixels; the drawing scales with the line
_LABEL_HEIGHT = 13  # of the name of a series next to a chart, in the same pixels


def draw_charts(root: etree._Element, theme: Theme) -> None:
    """Replace the data of each chart with its drawing."""
    for data in list(root.iter(f"{X}table")):
        if has_class(data, CHART_DATA):
            replace_with(data, [_draw(data, theme)])


def _draw(data: etree._Element, theme: Theme) -> etree._Element:
    fonts = tuple(sorted({str(font.path.parent) for font in theme.fonts}))
    specification = json.dumps(_specification(data, theme), sort_keys=True)
    drawing = parse_untrusted(_svg(specification, fonts).encode())
    _simplify(drawing)
    drawing.set("role", "img")
    drawing.set("aria-label", data.get("summary", ""))
    return drawing


@cache
def _svg(specification: str, fonts: tuple[str, ...]) -> str:
    import vl_convert  # a JavaScript engine, started only where there is a chart

    for folder in fonts:
        vl_convert.register_font_directory(folder)
    return str(vl_convert.vegalite_to_svg(specification))


def _specification(data: etree._Element, theme: Theme) -> dict[str, Any]:
    """The specification for Vega-Lite (https://vega.github.io/vega-lite/docs/spec.html)."""
    names, *rows = [["".join(c.itertext()) for c in row] for row in data.iter(f"{X}tr")]
    values = [
        {"category": row[0], "series": name, "value": float(cell), "label": cell}
        for row in rows
        for name, cell in zip(names[1:], row[1:], strict=True)
    ]
    _place_names(values, rows[-1][0])
    layers = _bars if data.get(DATA_KIND) == "bar" else _lines
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "height": _HEIGHT,
        "background": None,
        "data": {"values": values},
        **layers(names[1:], [row[0] for row in rows], data.get(DATA_UNIT)),
        "config": _config(theme),
    }


def _config(theme: Theme) -> dict[str, Any]:
    face, ink = theme.variables["sans"], theme.variables["chart-ink"]
    axis = {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": 400, "labelColor": ink}
    return {
        "font": face,
        "view": {"stroke": None},
        "axis": {**axis, "titleColor": ink, "domainColor": ink, "tickColor": ink},
        "text": {"font": face, "fontSize": 11, "color": ink},
        "range": {"category": theme.variables["chart-colours"]},
    }


def _axes(categories: list[str], unit: str | None) -> dict[str, Any]:
    axis = {"title": None, "labelAngle": 0, "ticks": False, "labelPadding": 6}
    return {
        "x": {"field": "category", "type": "nominal", "sort": categories, "axis": axis},
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": {"title": unit, "grid": True, "gridColor": "#dddddd", "tickCount": 4},
        },
    }


def _colour(series: list[str]) -> dict[str, Any]:
    return {"field": "series", "type": "nominal", "sort": series, "legend": None}


def _bars(series: list[str], categories: list[str], unit: str | None) -> dict[str, Any]:
    """Bars side by side, each with its value as in the data; names over the first group."""
    offset = {"field": "series", "type": "nominal", "sort": series, "scale": {"paddingInner": 0.3}}
    label = {"mark": {"type": "text", "dy": -7}, "encoding": {"text": {"field": "label"}}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar"}, "encoding": {"color": _colour(series)}},
        label,
    ]
    if len(series) > 1:
        first = {"filter": f"datum.category === {json.dumps(categories[0])}"}
        mark = {"type": "text", "dy": -20, "fontStyle": "italic"}
        layers.append(
            {"transform": [first], "mark": mark, "encoding": {"text": {"field": "series"}}}
        )
    return {"encoding": {**_axes(categories, unit), "xOffset": offset}, "layer": layers}


def _lines(series: list[str], categories: list[str], unit: str | None) -> dict[str, Any]:
    """Lines with points; each series is named at its last point."""
    axes, colour = _axes(categories, unit), {"color": _colour(series)}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "point": True, "strokeWidth": 2}, "encoding": colour}
    ]
    if len(series) > 1:
        last = {"filter": f"datum.category === {json.dumps(categories[-1])}"}
        mark = {"type": "text", "align": "left", "dx": 8}
        named = {"text": {"field": "series"}, "y": {**axes["y"], "field": "name_height"}}
        layers.append({"transform": [last], "mark": mark, "encoding": named})
    return {"encoding": axes, "layer": layers}


def _place_names(values: list[dict[str, Any]], last: str) -> None:
    """Give the values at the last category the heights of the names of their series."""
    heights = [value["value"] for value in values]
    gap = _LABEL_HEIGHT / _HEIGHT * (max(heights) - min(0, *heights))
    ends = [value for value in values if value["category"] == last]
    for value, height in zip(ends, spread([value["value"] for value in ends], gap), strict=True):
        value["name_height"] = height


def spread(wanted: list[float], gap: float) -> list[float]:
    """Heights at least `gap` from each other, as near as possible to the wanted ones."""
    groups: list[list[int]] = []
    for index in sorted(range(len(wanted)), key=wanted.__getitem__):
        group = [index]
        while groups and _bottom(group, wanted, gap) < _top(groups[-1], wanted, gap) + gap:
            group = groups.pop() + group
        groups.append(group)
    heights = {
        index: _bottom(group, wanted, gap) + gap * position
        for group in groups
        for position, index in enumerate(group)
    }
    return [heights[index] for index in range(len(wanted))]


def _top(group: list[int], wanted: list[float], gap: float) -> float:
    return _bottom(group, wanted, gap) + gap * (len(group) - 1)


def _bottom(group: list[int], wanted: list[float], gap: float) -> float:
    """The lowest height of a group that is centred on the wanted heights of its members."""
    return sum(wanted[index] for index in group) / len(group) - gap * (len(group) - 1) / 2


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
