"""The files that a document in DocBook is made of: entities with a path, and XInclude.

Only files in its folder are read, and never what an address names.
https://www.w3.org/TR/xml/#sec-external-ent, https://www.w3.org/TR/xinclude/
"""

from __future__ import annotations

import html.entities
import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from publish.importers.documents.dialects.elements import Element
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import UnreadableSource
from publish.model.xmlsafe import parse_untrusted

_TYPE = re.compile(r"<!DOCTYPE\s[^\[>]*(?:\[(?P<inner>.*?)\]\s*)?>", re.S)
_HEAD = re.compile(r"\s*<\?xml\b[^>]*?(?:encoding\s*=\s*[\"'](?P<encoding>[\w.-]+)[\"'])?[^>]*\?>")
_FILE = re.compile(
    r"<!ENTITY\s+(?P<of_type>%\s+)?(?P<name>[\w.:-]+)\s+"
    r"(?:SYSTEM|PUBLIC\s+(?:\"[^\"]*\"|'[^']*'))\s+[\"'](?P<path>[^\"']+)[\"']\s*>"
)
_TEXT = re.compile(
    r"<!ENTITY\s+(?P<name>[\w.:-]+)\s+(?P<mark>[\"'])(?P<text>.*?)(?P=mark)\s*>", re.S
)
_NAME = re.compile(r"&([A-Za-z_][\w.:-]*);")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")  # need no declaration
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"
_MOST_FILES = 2000
_LARGEST = 50_000_000  # characters of the whole text
_DEEPEST = 12  # files in one another


@dataclass(slots=True)
class DocbookFiles:
    """Reads a document with its files; `texts` are the short texts that have a name in them."""

    read_file: Callable[[str], bytes | None]
    ledger: Ledger
    texts: dict[str, str] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)
    _files: int = 0
    _size: int = 0

    def read(self, content: bytes, path: str, above: Sequence[str] = ()) -> Element:
        """The root of a document. Raises `UnreadableSource` if it is not XML."""
        has_type = b"<!DOCTYPE" in content
        text = self._with_files(_decoded(content), (*above, path))
        text = text if has_type else _NAME.sub(_as_number, text)
        try:
            root = parse_untrusted(text.encode())
        except etree.XMLSyntaxError as error:
            raise UnreadableSource(f"it is not XML: {error.msg}") from error
        for node in list(root.iter(_INCLUDE)):
            self._include(node, (*above, path))
        return root

    def _with_files(self, text: str, above: Sequence[str]) -> str:
        """A text with the files whose names are in it; `above` are those that it is in."""
        declared = _TYPE.search(text)
        if declared and declared["inner"]:
            self._declare(declared["inner"], above[-1])
        start = declared.end() if declared else 0

        def put(match: re.Match[str]) -> str:
            path = self._paths.get(match[1])
            return match[0] if path is None else self._content_of(path, above)

        return text[:start] + (_NAME.sub(put, text[start:]) if self._paths else text[start:])

    def _declare(self, declarations: str, path: str, depth: int = 0) -> None:
        """Note the names of files and texts, also those in files of declarations."""
        for match in _TEXT.finditer(declarations):
            self.texts.setdefault(match["name"], match["text"])
        for match in _FILE.finditer(declarations):
            target = _below(path, match["path"])
            if not match["of_type"]:
                self._paths.setdefault(match["name"], target)
            elif depth < _DEEPEST and (content := self._read(target)) is not None:
                self._declare(_decoded(content), target, depth + 1)

    def _content_of(self, path: str, above: Sequence[str]) -> str:
        content = None if path in above or len(above) > _DEEPEST else self._read(path)
        if content is None:
            self.ledger.add(LossKind.DOCUMENT, above[-1], path)
            return ""
        inner = _HEAD.sub("", _decoded(content), count=1)
        return self._with_files(_TYPE.sub("", inner, count=1), (*above, path))

    def _read(self, path: str) -> bytes | None:
        self._files += 1
        content = self.read_file(path) if self._files <= _MOST_FILES and "://" not in path else None
        self._size += len(content or b"")
        if self._size > _LARGEST:
            raise UnreadableSource("its files hold more text than any book has")
        return content

    def _include(self, node: Element, above: Sequence[str]) -> None:
        """Put a file in the place of its XInclude; one that cannot be read stays as it is."""
        path, parent = _below(above[-1], node.get("href", "")), node.getparent()
        is_usable = path not in above and len(above) <= _DEEPEST and not node.get("xpointer")
        content = self._read(path) if is_usable else None
        if content is None or parent is None:
            return
        if node.get("parse") == "text":
            root = etree.Element("phrase")
            root.text = _decoded(content)
        else:
            root = self.read(content, path, above)
        root.tail = node.tail
        parent.replace(node, root)


def _below(path: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _decoded(content: bytes) -> str:
    """A text in XML, whose head names its encoding, without that name."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    head = _HEAD.match(content[:200].decode("ascii", "ignore"))
    try:
        text = content.decode((head and head["encoding"]) or encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise UnreadableSource(f"its encoding is not what it says: {error}") from error
    return _HEAD.sub("", text.removeprefix("\ufeff"), count=1)


def _as_number(match: re.Match[str]) -> str:
    """A character of HTML by its number, since XML without a type has no other names."""
    found = None if match[1] in _OF_XML else html.entities.html5.get(f"{match[1]};")
    return match[0] if found is None else "".join(f"&#{ord(each)};" for each in found)
