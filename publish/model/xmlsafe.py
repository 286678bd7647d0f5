"""The parsers of XML: `parse_untrusted` for input of others, `parse_own` for our own bytes.

Neither expands entities, loads a document type or opens a connection. A parser belongs to one
thread: threads that share one wait for each other.
"""

from __future__ import annotations

import threading

from lxml import etree


class _Parsers(threading.local):
    def __init__(self) -> None:
        self.untrusted = _parser()
        self.own = _parser(huge=True)


def _parser(*, huge: bool = False, encoding: str | None = None) -> etree.XMLParser[etree._Element]:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge, encoding=encoding
    )


_parsers = _Parsers()


def parse_untrusted(content: bytes, *, encoding: str | None = None) -> etree._Element:
    """The root of what others wrote, within the limits of libxml2 on depth and length.

    `encoding` overrides the encoding that the content declares.
    """
    return etree.fromstring(content, _parser(encoding=encoding) if encoding else _parsers.untrusted)


def parse_own(content: bytes) -> etree._Element:
    """The root of what this program wrote, or a library on its behalf, of any size."""
    return etree.fromstring(content, _parsers.own)
