"""Draws the charts of a text in the theme's faces and colours, as SVG by Vega-Lite (vl-convert).

A chart comes as a table of the class `chart-data`; the drawing takes its place, and its alternative
text is the table's summary. Series are labelled at their ends, not by a legend, and bars carry
their values, so that nothing hangs on colour alone.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from lxml import etree

from publish.model.xhtml import X, replace_with
from publish.render.theme import Theme

_SVG = "{http://www.w3.org/2000/svg}"
_WIDTH, _HEIGHT = 420, 200  # of the plot, in CSS pixels; the drawing scales with the measure
_LETTERS = 13  # height of a line of words beside a chart, in the same pixels
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def draw_charts(root: etree._Element, theme: Theme) -> None:
    """Put a drawing in the place of every chart's data."""
    for data in list(root.iter(f"{X}table")):
        if data.get("class") == "chart-data":
            replace_with(data, [_draw(data, theme)])


def _draw(data: etree._Element, theme: Theme) -> etree._Element:
    fonts = tuple(sorted({str(font.path.parent) for font in theme.fonts}))
    specification = json.dumps(_specification(data, theme), sort_keys=True)
    drawing = etree.fromstring(_svg(specification, fonts).encode(), _SAFE)
    _make_plain(drawing)
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
    """What Vega-Lite is told (https://vega.github.io/vega-lite/docs/spec.html)."""
    heads, *rows = [["".join(c.itertext()) for c in row] for row in data.iter(f"{X}tr")]
    values = [
        {"place": row[0], "series": name, "value": float(cell), "written": cell}
        for row in rows
        for name, cell in zip(heads[1:], row[1:], strict=True)
    ]
    _set_names(values, rows[-1][0])
    draw = _bars if data.get("data-kind") == "bar" else _lines
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "height": _HEIGHT,
        "background": None,
        "data": {"values": values},
        **draw(heads[1:], [row[0] for row in rows], data.get("data-unit")),
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


def _axes(places: list[str], unit: str | None) -> dict[str, Any]:
    axis = {"title": None, "labelAngle": 0, "ticks": False, "labelPadding": 6}
    return {
        "x": {"field": "place", "type": "nominal", "sort": places, "axis": axis},
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": {"title": unit, "grid": True, "gridColor": "#dddddd", "tickCount": 4},
        },
    }


def _colour(series: list[str]) -> dict[str, Any]:
    return {"field": "series", "type": "nominal", "sort": series, "legend": None}


def _bars(series: list[str], places: list[str], unit: str | None) -> dict[str, Any]:
    """Bars side by side, each with its value as the data writes it; names over the first group."""
    offset = {"field": "series", "type": "nominal", "sort": series, "scale": {"paddingInner": 0.3}}
    label = {"mark": {"type": "text", "dy": -7}, "encoding": {"text": {"field": "written"}}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar"}, "encoding": {"color": _colour(series)}},
        label,
    ]
    if len(series) > 1:
        first = {"filter": f"datum.place === {json.dumps(places[0])}"}
        mark = {"type": "text", "dy": -20, "fontStyle": "italic"}
        layers.append(
            {"transform": [first], "mark": mark, "encoding": {"text": {"field": "series"}}}
        )
    return {"encoding": {**_axes(places, unit), "xOffset": offset}, "layer": layers}


def _lines(series: list[str], places: list[str], unit: str | None) -> dict[str, Any]:
    """Lines with points; each series is named at its last point."""
    axes, colour = _axes(places, unit), {"color": _colour(series)}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "point": True, "strokeWidth": 2}, "encoding": colour}
    ]
    if len(series) > 1:
        last = {"filter": f"datum.place === {json.dumps(places[-1])}"}
        mark = {"type": "text", "align": "left", "dx": 8}
        named = {"text": {"field": "series"}, "y": {**axes["y"], "field": "beside"}}
        layers.append({"transform": [last], "mark": mark, "encoding": named})
    return {"encoding": axes, "layer": layers}


def _set_names(values: list[dict[str, Any]], last: str) -> None:
    """Tell the values at the last place how high to write the name of their series."""
    heights = [value["value"] for value in values]
    gap = _LETTERS / _HEIGHT * (max(heights) - min(0, *heights))
    ends = [value for value in values if value["place"] == last]
    for value, height in zip(ends, apart([value["value"] for value in ends], gap), strict=True):
        value["beside"] = height


def apart(wished: list[float], gap: float) -> list[float]:
    """Heights at least `gap` from each other, as near to the wished ones as can be."""
    groups: list[list[int]] = []
    for index in sorted(range(len(wished)), key=wished.__getitem__):
        group = [index]
        while groups and _foot(group, wished, gap) < _head(groups[-1], wished, gap) + gap:
            group = groups.pop() + group
        groups.append(group)
    heights = {
        index: _foot(group, wished, gap) + gap * place
        for group in groups
        for place, index in enumerate(group)
    }
    return [heights[index] for index in range(len(wished))]


def _head(group: list[int], wished: list[float], gap: float) -> float:
    return _foot(group, wished, gap) + gap * (len(group) - 1)


def _foot(group: list[int], wished: list[float], gap: float) -> float:
    """Where the lowest of a group stands that is centred on what its members wish."""
    return sum(wished[index] for index in group) / len(group) - gap * (len(group) - 1) / 2


def _make_plain(drawing: etree._Element) -> None:
    """Take away what only an interactive page needs: roles, labels, empty grounds and names."""
    for node in list(drawing.iter(etree.Element)):
        for name in list(node.attrib):
            if name in ("role", "class", "pointer-events") or name.startswith("aria-"):
                del node.attrib[name]
        if face := node.get("font-family"):  # a name with a figure in it must be quoted (CSS)
            node.set("font-family", f"'{face}', sans-serif")
        if node.tag == f"{_SVG}path" and node.get("d") in ("", "M0,0h0v0h0Z"):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
    width, height = drawing.get("width"), drawing.get("height")
    drawing.set("viewBox", drawing.get("viewBox") or f"0 0 {width} {height}")
    for name in ("width", "height", "version"):
        drawing.attrib.pop(name, None)
