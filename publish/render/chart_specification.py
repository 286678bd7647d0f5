"""The specification of a chart for Vega-Lite (https://vega.github.io/vega-lite/docs/spec.html)."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from publish.model.markup import DATA_KIND, DATA_UNIT, X
from publish.render.chart_labels import (
    LABEL_SIZE,
    LINE_HEIGHT,
    fits,
    in_lines,
    spread,
    width_of,
)
from publish.render.chart_look import ChartLook

_BARS = 0.8  # of the width that a category has, the rest is between them


def specification(data: etree._Element, look: ChartLook) -> dict[str, Any]:
    """What Vega-Lite draws of the data of a chart."""
    names, *rows = [["".join(c.itertext()) for c in row] for row in data.iter(f"{X}tr")]
    values = [
        {"category": row[0], "series": name, "value": float(cell), "label": cell}
        for row in rows
        for name, cell in zip(names[1:], row[1:], strict=True)
    ]
    _place_names(values, rows[-1][0], look.height)
    layers = _bars if data.get(DATA_KIND) == "bar" else _lines
    axes = _axes([row[0] for row in rows], data.get(DATA_UNIT), look)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": look.plot,
        "height": look.height,
        "background": None,
        "data": {"values": values},
        **layers(names[1:], values, axes, look),
        "config": _config(look),
    }


def _config(look: ChartLook) -> dict[str, Any]:
    ink, size = look.ink, LABEL_SIZE
    axis = {"labelFontSize": size, "titleFontSize": size, "titleFontWeight": 400, "labelColor": ink}
    return {
        "font": look.face,
        "view": {"stroke": None},
        "axis": {**axis, "titleColor": ink, "domainColor": ink, "tickColor": ink},
        "text": {"font": look.face, "fontSize": size, "color": ink},
        "range": {"category": look.series},
    }


def _axes(categories: list[str], unit: str | None, look: ChartLook) -> dict[str, Any]:
    angle = 0 if fits(categories, look.plot / len(categories)) else -45
    axis = {"title": None, "labelAngle": angle, "ticks": False, "labelPadding": 6}
    grid = {"grid": True, "gridColor": look.grid, "gridOpacity": look.grid_opacity}
    return {
        "x": {"field": "category", "type": "nominal", "sort": categories, "axis": axis},
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": {"title": unit, **grid, "tickCount": 4},
        },
    }


def _colour(series: list[str]) -> dict[str, Any]:
    return {"field": "series", "type": "nominal", "sort": series, "legend": None}


def _bars(
    series: list[str], values: list[dict[str, Any]], axes: dict[str, Any], look: ChartLook
) -> dict[str, Any]:
    """Bars side by side, each with its value as in the data; names over the first group."""
    offset = {"field": "series", "type": "nominal", "sort": series, "scale": {"paddingInner": 0.3}}
    room = look.plot * _BARS / len(values)
    labels = [value["label"] for value in values]
    first = values[0]["category"]
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar"}, "encoding": {"color": _colour(series)}},
        {"mark": _above(labels, room), "encoding": {"text": {"field": "label"}}},
    ]
    if len(series) > 1:
        own = [value["label"] for value in values if value["category"] == first]
        mark = {**_above(series, room, over=own), "fontStyle": "italic"}
        chosen = {"filter": f"datum.category === {json.dumps(first)}"}
        named = {"text": {"field": "series"}}
        layers.append({"transform": [chosen], "mark": mark, "encoding": named})
    return {"encoding": {**axes, "xOffset": offset}, "layer": layers}


def _above(texts: list[str], room: float, over: list[str] | None = None) -> dict[str, Any]:
    """Texts above bars and `over` others there; they are turned where they are too wide."""
    turned_below = over is not None and not fits(over, room)
    if fits(texts, room) and not turned_below:
        return {"type": "text", "dy": -20 if over else -7}
    below = 4 + max(map(width_of, over)) if over and turned_below else 16 if over else 0
    turned = {"angle": 270, "align": "left", "baseline": "middle"}
    return {"type": "text", **turned, "dx": 4 + below}


def _lines(
    series: list[str], values: list[dict[str, Any]], axes: dict[str, Any], look: ChartLook
) -> dict[str, Any]:
    """Lines with points; each series is named at its last point."""
    colour = {"color": _colour(series)}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "point": True, "strokeWidth": 2}, "encoding": colour}
    ]
    if len(series) > 1:
        last = {"filter": f"datum.category === {json.dumps(values[-1]['category'])}"}
        mark = {"type": "text", "align": "left", "dx": 8, "lineHeight": LINE_HEIGHT}
        named = {"text": {"field": "name"}, "y": {**axes["y"], "field": "name_height"}}
        layers.append({"transform": [last], "mark": mark, "encoding": named})
    return {"encoding": axes, "layer": layers}


def _place_names(values: list[dict[str, Any]], last: str, height: float) -> None:
    """Give the values at the last category the names of their series, and heights in the plot."""
    heights = [value["value"] for value in values]
    ends = [value for value in values if value["category"] == last]
    names = [in_lines(value["series"]) for value in ends]
    gap = LINE_HEIGHT * max(map(len, names)) / height * (max(heights) - min(0, *heights))
    apart = spread([value["value"] for value in ends], gap)
    for value, name, place in zip(ends, names, apart, strict=True):
        value["name"], value["name_height"] = name, place
