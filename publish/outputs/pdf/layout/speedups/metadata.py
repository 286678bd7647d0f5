"""Speed-up `metadata`: the title and other metadata of a document.

The original makes a wrapper for every element of the tree to find a few. Here the elements are
found by their names, and only these are handed to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from weasyprint import document, html

from publish.outputs.pdf.layout.patch import Patch, Replacement


class _Found:
    """A document whose elements are found without a wrapper for each."""

    def __init__(self, html: Any) -> None:
        self._html = html
        self.wrapper_element = self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._html, name)

    def query_all(self, *names: str) -> Iterator[Any]:
        """The elements with some names, in the order of the document."""
        for element in self._html.etree_element.iter():
            if element.tag in names:
                yield SimpleNamespace(etree_element=element)


def metadata(html: Any) -> Any:
    """The metadata of a document by their names in `DocumentMetadata`."""
    return _METADATA.original(_Found(html))


_METADATA = Replacement(html, "get_html_metadata", metadata)

PATCH = Patch(
    name="metadata",
    is_speedup=True,
    reason="finds the metadata of a document without a wrapper for each element",
    replacements=(_METADATA,),
    leans_on=(document.Document._render,),
    digest="8986bd64692a9b70eb71b9871d2c7e00181b093efd2b5e64203396c8f7022bb0",
)
