"""FictionBook: subtitles and titles of poems are no sections, and its tables are tables.

http://www.fictionbook.org/index.php/Eng:XML_Schema_Fictionbook_2.1
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from publish.importers.documents.dialects.elements import element, text_of
from publish.importers.documents.source_files import UnreadableSource
from publish.importers.documents.source_words import xml_text
from publish.importers.documents.tree import Node, plain_text
from publish.model.xmlsafe import parse_untrusted

_SPACE = "{http://www.gribuser.ru/xml/fictionbook/2.0}"
_LINES = frozenset({"p", "v", "subtitle", "text-author", "td", "th"})
_TABLE = "publish-table-"  # a paragraph in place of a table, which pandoc's reader drops


class Fiction:
    """A document: its text for pandoc, its words, and the pass that puts its tables in place."""

    def __init__(self, content: bytes) -> None:
        try:
            root = parse_untrusted(content)
        except etree.XMLSyntaxError as error:
            raise UnreadableSource(f"it is not XML: {error.msg}") from error
        for call in root.iter(f"{_SPACE}a"):
            if call.get("type") == "note":
                call.text = None  # its number
        bodies = [body for body in root.iter(f"{_SPACE}body") if body.get("name") is None]
        self.words = "\n".join(xml_text(body, _LINES) for body in bodies)
        self._tables = [_put_mark(t, i) for i, t in enumerate(list(root.iter(f"{_SPACE}table")))]
        for node in list(root.iter(f"{_SPACE}subtitle")):
            _as_paragraph(node)
        for block in root.iter(f"{_SPACE}poem", f"{_SPACE}cite"):
            for title in block.findall(f"{_SPACE}title"):
                _as_paragraph(title)
                block.addprevious(title)
        self.text = etree.tostring(root, encoding="unicode")

    def rewrite(self, blocks: list[Node]) -> list[Node]:
        """The blocks with the tables in their places."""
        found = []
        for node in blocks:
            mark = plain_text(node) if node["t"] == "Para" else ""
            is_table = mark.startswith(_TABLE) and mark.removeprefix(_TABLE).isdigit()
            number = int(mark.removeprefix(_TABLE)) if is_table else len(self._tables)
            if node["t"] == "Div":
                node = {"t": "Div", "c": [node["c"][0], self.rewrite(node["c"][1])]}
            found.append(self._tables[number] if number < len(self._tables) else node)
        return found


def _as_paragraph(node: etree._Element) -> None:
    words, tail = text_of(node), node.tail
    node.clear()
    node.tag, node.tail = f"{_SPACE}p", tail
    node.append(element(f"{_SPACE}strong", words))


def _put_mark(table: etree._Element, number: int) -> Node:
    """The table as a node; a paragraph with its number is in its place."""
    rows = [list(row.iter(f"{_SPACE}th", f"{_SPACE}td")) for row in table.iter(f"{_SPACE}tr")]
    tail = table.tail
    table.clear()
    table.tag, table.text, table.tail = f"{_SPACE}p", f"{_TABLE}{number}", tail
    is_head = bool(rows) and all(cell.tag == f"{_SPACE}th" for cell in rows[0])
    head, body = (rows[:1], rows[1:]) if is_head else ([], rows)
    width = max((len(row) for row in rows), default=0)
    none: Sequence[Any] = ["", [], []]
    return {
        "t": "Table",
        "c": [
            none,
            [None, []],
            [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * width,
            [none, [_row(row) for row in head]],
            [[none, 0, [], [_row(row) for row in body]]],
            [none, []],
        ],
    }


def _row(cells: Sequence[etree._Element]) -> Any:
    words = ([{"t": "Str", "c": text_of(cell)}] for cell in cells)
    own = ["", [], []]
    return [own, [[own, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": w}]] for w in words]]
