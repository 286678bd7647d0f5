"""The styles of an exported Word file, from the table `styles.toml`, as its part `word/styles.xml`.

The `next` of a style, its base and its looks are properties of WordprocessingML (ISO 29500-1,
17.7); whoever opens the file can change them in one place, since every construct has its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from publish.exporters.docx.wordml import W_NAMESPACE, w

_TABLE = Path(__file__).with_name("styles.toml")
_SERIF, _MONO = "Cambria", "Consolas"
_TWIPS = 20  # in a point
_KINDS = ("paragraph", "character", "table")
_DEFAULTS = {"paragraph": "Normal", "table": "Table"}
# The order of properties that the schema of WordprocessingML asks for.
_CELL_MARGINS = {"top": 60, "left": 140, "bottom": 60, "right": 140}


def style_id(name: str) -> str:
    """The identifier of a style, by which paragraphs refer to it."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


@cache
def style_table() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The styles by kind and name, with their properties."""
    return tomllib.loads(_TABLE.read_text("utf-8"))


def styles_part(language: str, *, right_to_left: bool) -> bytes:
    """The part with all styles; `language` is that of text which has no other."""
    root = etree.Element(w("styles"), nsmap={"w": W_NAMESPACE})
    defaults = _add(root, "docDefaults")
    run = _add(_add(defaults, "rPrDefault"), "rPr")
    _fonts(run, _SERIF)
    _sizes(run, 11)
    _add(run, "lang", val=language, eastAsia=language, bidi=language)
    paragraph = _add(_add(defaults, "pPrDefault"), "pPr")
    if right_to_left:
        _add(paragraph, "bidi")
    for kind in _KINDS:
        for name, properties in style_table()[kind].items():
            _add_style(root, kind, name, properties)
    part: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part


def _add(parent: etree._Element, name: str, **values: str | float) -> etree._Element:
    child = etree.SubElement(parent, w(name))
    for key, value in values.items():
        child.set(w(key), str(value))
    return child


def _add_style(root: etree._Element, kind: str, name: str, properties: Mapping[str, Any]) -> None:
    style = _add(root, "style", type=kind, styleId=style_id(name))
    if _DEFAULTS.get(kind) == name:
        style.set(w("default"), "1")
    _add(style, "name", val=name)
    if based := properties.get("based"):
        _add(style, "basedOn", val=style_id(based))
    if following := properties.get("next"):
        _add(style, "next", val=style_id(following))
    _add(style, "qFormat")
    if kind == "paragraph":
        _paragraph(_add(style, "pPr"), properties)
    if kind == "table":
        _table(style, properties)
    else:
        _run(_add(style, "rPr"), properties)


def _paragraph(target: etree._Element, properties: Mapping[str, Any]) -> None:
    if properties.get("keep"):
        _add(target, "keepNext")
    if shade := properties.get("shade"):
        _add(target, "shd", val="clear", color="auto", fill=shade)
    if tab := properties.get("tab"):
        tabs = _add(target, "tabs")
        _add(tabs, "tab", val="right", leader="dot", pos=tab * _TWIPS)
    spacing = dict(_spacing(properties))
    if spacing:
        _add(target, "spacing", **spacing)
    indents = {"left": "indent", "right": "right", "hanging": "hanging"}
    found = {key: properties[own] * _TWIPS for key, own in indents.items() if own in properties}
    if found:
        _add(target, "ind", **found)
    if align := properties.get("align"):
        _add(target, "jc", val=align)
    if (level := properties.get("outline")) is not None:
        _add(target, "outlineLvl", val=level)


def _spacing(properties: Mapping[str, Any]) -> Iterator[tuple[str, str | int]]:
    for name in ("before", "after"):
        if name in properties:
            yield name, int(properties[name] * _TWIPS)
    if line := properties.get("line"):
        yield "line", int(line * 240)
        yield "lineRule", "auto"


def _run(target: etree._Element, properties: Mapping[str, Any]) -> None:
    if properties.get("mono"):
        _fonts(target, _MONO)
    for name, tags in (("bold", ("b", "bCs")), ("italic", ("i", "iCs"))):
        if (value := properties.get(name)) is not None:
            for tag in tags:
                _add(target, tag, val="1" if value else "0")
    if properties.get("mono"):
        _add(target, "noProof")
    if color := properties.get("color"):
        _add(target, "color", val=color)
    if size := properties.get("size"):
        _sizes(target, size)
    if properties.get("border"):
        _add(target, "bdr", val="single", sz=4, space=1, color="888888")
    if properties.get("raised"):
        _add(target, "vertAlign", val="superscript")


def _fonts(target: etree._Element, family: str) -> None:
    _add(target, "rFonts", ascii=family, hAnsi=family, cs=family)


def _sizes(target: etree._Element, points: float) -> None:
    for tag in ("sz", "szCs"):
        _add(target, tag, val=int(points * 2))


def _table(style: etree._Element, properties: Mapping[str, Any]) -> None:
    table = _add(style, "tblPr")
    borders = etree.Element(w("tblBorders"))
    if properties.get("rules"):
        for side in ("top", "bottom"):
            _add(borders, side, val="single", sz=8, space=0, color="444444")
    if bar := properties.get("bar"):
        _add(borders, "left", val="single", sz=24, space=0, color=bar)
    if len(borders):
        table.append(borders)
    margins = _add(table, "tblCellMar")
    for side, width in _CELL_MARGINS.items():
        _add(margins, side, w=width, type="dxa")
    if shade := properties.get("shade"):
        cell = _add(style, "tcPr")
        _add(cell, "shd", val="clear", color="auto", fill=shade)
    if properties.get("rules"):
        _head_rule(style)


def _head_rule(style: etree._Element) -> None:
    head = _add(style, "tblStylePr", type="firstRow")
    _add(_add(head, "rPr"), "b")
    borders = _add(_add(head, "tcPr"), "tcBorders")
    _add(borders, "bottom", val="single", sz=6, space=0, color="444444")
    column = _add(style, "tblStylePr", type="firstCol")
    _add(_add(column, "rPr"), "b")
