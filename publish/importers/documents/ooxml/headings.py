"""Headings that the parser does not see: outline levels of styles and paragraphs, larger type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from publish.importers.documents.ooxml.names import (
    PARAGRAPH,
    RUN,
    W,
    add_style,
    set_style,
    value,
    words,
)
from publish.importers.documents.tree import LOOKS_LIKE

OUTLINE = "outline level"  # the beginning of the name of a style that stands for a level
_DEEPEST = 6
_LARGER = 4  # half points above the usual size
_USUAL = 22  # half points, where a file does not say
_LONGEST_CHAIN = 20


@dataclass(slots=True)
class StyleSheet:
    """The paragraph styles of a file by identifier: name, base, outline level, size of type."""

    names: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    usual: int = _USUAL
    default: str = ""

    def level(self, style: str) -> int | None:
        """The outline level of a style or of what it is based on, from 1; None for text."""
        for _ in range(_LONGEST_CHAIN):
            if style in self.levels or not style:
                break
            style = self.bases.get(style, "")
        return self.levels.get(style)


def read_styles(root: etree._Element) -> StyleSheet:
    """The styles of a part `styles.xml`."""
    sheet = StyleSheet()
    if size := value(root, "w:docDefaults/w:rPrDefault/w:rPr/w:sz"):
        sheet.usual = _number(size, _USUAL)
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}type") != "paragraph":
            continue
        name = style.get(f"{W}styleId", "")
        sheet.names[name] = value(style, "w:name") or name
        sheet.bases[name] = value(style, "w:basedOn") or ""
        level = value(style, "w:pPr/w:outlineLvl")
        if level is not None and level.isdigit() and int(level) < _DEEPEST:
            sheet.levels[name] = int(level) + 1
        if size := value(style, "w:rPr/w:sz"):
            sheet.sizes[name] = _number(size, sheet.usual)
        if style.get(f"{W}default") in ("1", "true"):
            sheet.default = name
    sheet.usual = sheet.sizes.get(sheet.default, sheet.usual)
    return sheet


def style_levels(sheet: StyleSheet) -> Mapping[str, str]:
    """The names of styles that have an outline level, and what they mean."""
    levels = {name: sheet.level(style) for style, name in sheet.names.items()}
    return {name: f"heading {level}" for name, level in levels.items() if level}


def mark_headings(root: etree._Element, sheet: StyleSheet, styles: etree._Element) -> None:
    """Give paragraphs with an outline level or larger type of their own a style that says so."""
    known: set[str] = set()
    for paragraph in root.iter(PARAGRAPH):
        name = _own_level(paragraph) or _look(paragraph, sheet)
        if name is None:
            continue
        if name not in known:
            add_style(styles, name)
            known.add(name)
        set_style(paragraph, name.replace(" ", "-"))


def _own_level(paragraph: etree._Element) -> str | None:
    level = value(paragraph, "w:pPr/w:outlineLvl")
    if level is None or not level.isdigit() or int(level) >= _DEEPEST or not words(paragraph):
        return None
    return f"{OUTLINE} {int(level) + 1}"


def _look(paragraph: etree._Element, sheet: StyleSheet) -> str | None:
    """A style for the size of a paragraph of plain style that is larger than the usual one."""
    if (value(paragraph, "w:pPr/w:pStyle") or sheet.default) != sheet.default:
        return None
    runs = [run for run in paragraph.findall(RUN) if words(run).strip()]
    sizes = {_number(value(run, "w:rPr/w:sz") or "", 0) for run in runs}
    smallest = min(sizes, default=0)
    return f"{LOOKS_LIKE} {smallest / 2:g} pt" if smallest >= sheet.usual + _LARGER else None


def _number(text: str, default: int) -> int:
    return int(text) if text.isdigit() else default
