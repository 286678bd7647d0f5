"""Links to other projects by a short name, as their own tools make them of it.

Sphinx: `python:library/venv` (intersphinx); MyST: `xref:spec#paragraph`, `wiki:Tide`. The page of a
label is only in the inventory of the other project, which is on the network: the link then leads to
the first page. https://www.sphinx-doc.org/en/master/usage/extensions/intersphinx.html,
https://mystmd.org/guide/external-references
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from publish.importers.documents.tree import Node

# What MyST knows without a setting.
_KNOWN = {
    "wiki": "https://en.wikipedia.org/wiki/{}",
    "rrid": "https://scicrunch.org/resolver/RRID:{}",
    "ror": "https://ror.org/{}",
    "doi": "https://doi.org/{}",
}
_SHORT = re.compile(r"(?P<label>#?)(?P<name>[A-Za-z][\w.-]*):(?P<rest>.*)", re.S)


def with_sites(content: Any, sites: Mapping[str, str]) -> Any:
    """Nodes, or lists of them, whose links to other projects have addresses; `sites` are the first
    pages of those that a project names, by their names."""
    if isinstance(content, list):
        return [with_sites(each, sites) for each in content]
    if not isinstance(content, dict):
        return content
    if content.get("t") == "Link":
        return _link(content, sites)
    return {key: with_sites(value, sites) for key, value in content.items()}


def _link(node: Node, sites: Mapping[str, str]) -> Node:
    own, words, (target, title) = node["c"]
    words, match = with_sites(words, sites), _SHORT.fullmatch(unquote(target))
    address = _address(match, sites) if match else None
    if match is None or address is None:
        return {"t": "Link", "c": [own, words, [target, title]]}
    shown = match["rest"].rpartition("#")[2].replace("_", " ").removesuffix(".rst")
    return {"t": "Link", "c": [own, words or [{"t": "Str", "c": shown}], [address, title]]}


def _address(match: re.Match[str], sites: Mapping[str, str]) -> str | None:
    name, rest = match["name"], match["rest"]
    if name in _KNOWN and not match["label"]:
        return _KNOWN[name].format(rest)
    if name == "xref":
        name, mark, path = re.fullmatch(r"([^/#]*)([/#]?)(.*)", rest, re.S).groups()  # type: ignore[union-attr]
        rest = f"#{path}" if mark == "#" else path
    if name not in sites:
        return None
    first = sites[name].rstrip("/") + "/"
    return first if match["label"] else f"{first}{_page(rest)}"


def _page(path: str) -> str:
    """The page of a document of Sphinx; any other path as it is."""
    return f"{path.removesuffix('.rst')}.html" if path.endswith(".rst") else path
