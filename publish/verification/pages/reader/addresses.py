"""The links of a document as addresses inside the product."""

from __future__ import annotations

import posixpath
from functools import cache
from urllib.parse import unquote


def resolve(link: str, base: str) -> str:
    """A relative link in the document `base` as an address inside the product, with fragment."""
    path, separator, fragment = unquote(link).partition("#")
    return f"{_file(path, base)}{separator}{fragment}"


@cache
def _file(path: str, base: str) -> str:
    """The file that a path in the document `base` names; lists repeat the same ones."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
