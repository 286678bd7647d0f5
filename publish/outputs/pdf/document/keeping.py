"""Tables and listings that do not break over a page, and what stays with the block after it.

No page begins with the last line of a list alone or with an empty line of code, and no chapter ends
on a page of a few lines.
"""

from __future__ import annotations

from lxml import etree

from publish.model.markup import (
    CHAPTER_END,
    CODE_LINE,
    ENDNOTE,
    FOOTNOTE,
    HEADING,
    INDEX_ENTRIES,
    KEPT,
    KEPT_ROW,
    OPENS_FILE,
    UNBREAKABLE,
    add_classes,
    classes_of,
    has_class,
)

_SHORT = {"table": 8, "pre": 5}  # lines: larger gaps are worse than something in two parts
_ROW = 80  # characters of a row that fit beside each other, in the type of tables
_TALL = 9  # lines of a row that may be a third of a page high
_LINE = 55  # characters that surely fit a line
_END = 4 * _LINE  # characters of a last paragraph that may be of less than five lines
_ITEMS = frozenset({"li", "dd"})
_IN_LISTS = _ITEMS | {"p", "ul", "ol", "dl"}
_DRAWN = ("{*}img", "{*}svg")


def keep_together(root: etree._Element) -> None:
    """Mark short tables and listings, and what stays with the block, item or line after it."""
    for name, short in _SHORT.items():
        for node in root.iter(f"{{*}}{name}"):
            if _lines(node) <= short:
                add_classes(node, UNBREAKABLE)
    for name, keep in _KEEPERS.items():
        for node in root.iter(f"{{*}}{name}"):
            keep(node)


def _lines(block: etree._Element) -> float:
    """About how many lines a table has in its rows, or a listing."""
    rows = block.findall("{*}tbody/{*}tr")
    if not rows:
        return "".join(block.itertext()).count("\n")
    return sum(max(1, len("".join(row.itertext())) / _ROW) for row in rows)


def _keep_introduction(paragraph: etree._Element) -> None:
    if _introduces(paragraph):
        add_classes(paragraph, KEPT)


def _introduces(paragraph: etree._Element) -> bool:
    """Whether a paragraph ends in a colon, or is one line below a heading."""
    words = "".join(paragraph.itertext()).strip()
    if words.endswith((":", "：")):
        return True
    above = paragraph.getprevious()
    return above is not None and has_class(above, HEADING) and len(words) <= _LINE


def _keep_items(entries: etree._Element) -> None:
    """Keep an item of one line at an end of a list with the one beside it."""
    items = entries.findall("{*}dd") or entries.findall("{*}li")
    if has_class(entries, INDEX_ENTRIES):
        return
    for item, kept in [(items[0], items[0]), (items[-1], items[-2])] if len(items) > 1 else ():
        if len("".join(item.itertext())) <= _LINE:
            add_classes(kept, KEPT)


def _keep_empty_line(line: etree._Element) -> None:
    """Keep an empty line of code with the line above it."""
    if has_class(line, CODE_LINE) and not "".join(line.itertext()).strip():
        _keep_previous(line)


def _keep_end(section: etree._Element) -> None:
    """Keep lines of the last paragraph or item of a chapter together, or a box with those above."""
    if not has_class(section, OPENS_FILE):
        return
    inside = [node for node in section if not has_class(node, OPENS_FILE)]
    while inside and inside[-1].tag == section.tag:
        inside = list(inside[-1])
    last = inside[-1] if inside else section
    if _name(last) == "aside" and not {FOOTNOTE, ENDNOTE}.intersection(classes_of(last)):
        _keep_short_end(last)
        return
    while _name(last) in _IN_LISTS and len(last) and _name(last[-1]) in _IN_LISTS:
        last = last[-1]
    if _name(last) not in _ITEMS | {"p"}:
        return
    add_classes(last, CHAPTER_END)
    _keep_short_end(last)


def _keep_short_end(last: etree._Element) -> None:
    if len("".join(last.itertext())) <= _END:
        _keep_previous(last)


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _keep_previous(node: etree._Element) -> None:
    before = node.getprevious()
    if before is not None:
        add_classes(before, KEPT)


def _keep_rows(body: etree._Element) -> None:
    """Keep the first row with the second, and the last with that before it, if they are one line.

    Not where the other is tall: if both do not fit on a page below the head of their table, the
    layout engine leaves out the head.
    """
    rows = body.findall("{*}tr")
    for end, kept, other in ((0, 0, 1), (-1, -2, -2)) if len(rows) > 1 else ():
        if _height(rows[end]) < 2 and _height(rows[other]) < _TALL:
            add_classes(rows[kept], KEPT_ROW)


def _height(row: etree._Element) -> float:
    """About how many lines a row has, at the most: if all cells are as long as the longest."""
    if next(row.iter(*_DRAWN), None) is not None:
        return _TALL
    return len(row) * max(len("".join(cell.itertext())) for cell in row) / _ROW


_KEEPERS = {
    "p": _keep_introduction,
    "tbody": _keep_rows,
    "ul": _keep_items,
    "ol": _keep_items,
    "dl": _keep_items,
    "span": _keep_empty_line,
    "section": _keep_end,
}
