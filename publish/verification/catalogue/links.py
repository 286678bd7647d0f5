"""Where the addresses of a catalogue lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What an address has that is more than the path of a file.
_UNUSUAL = re.compile("[:?#%]|^/|^$")


class Links:
    """The files that addresses lead to, as paths from the folder `out`.

    `base` is the address of the folder on the web, "" without one.
    """

    def __init__(self, out: Path, base: str) -> None:
        self._out, self._base = out, urlsplit(base)
        self._known: dict[str, bool] = {}

    def target(self, address: str, name: str) -> str | None:
        """The file that an address in the file `name` leads to; None for one elsewhere."""
        if not _UNUSUAL.search(address):
            return posixpath.normpath(f"{posixpath.dirname(name)}/{address}".lstrip("/"))
        parts = urlsplit(address)
        if parts.netloc == self._base.netloc and parts.netloc:
            way = posixpath.relpath(unquote(parts.path), unquote(self._base.path) or "/")
            return way if self._is_ours(way) else None
        if parts.scheme or parts.netloc or not parts.path:
            return None
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))

    def _is_ours(self, way: str) -> bool:
        """Whether a path is in the catalogue or in a folder of releases: a site has other pages."""
        up = way.count("../")
        return up == 0 or (self._out / "/".join(way.split("/")[: up + 1])).is_dir()

    def dead(self, addresses: Iterable[str], name: str) -> Iterator[str]:
        """The addresses in a file that lead to no file."""
        for address in addresses:
            target = self.target(address, name)
            if target is not None and not self._is_there(target):
                yield address

    def _is_there(self, target: str) -> bool:
        if target not in self._known:
            self._known[target] = (self._out / target).exists()
        return self._known[target]


def released_site(address: str) -> str:
    """The folder of a release whose first page an address names, likewise."""
    return released_file(address.removesuffix("index.html"))


def released_file(address: str) -> str:
    """The file of a release that an address names, from the folder of its book on."""
    return "/".join(unquote(urlsplit(address).path).rstrip("/").split("/")[-3:])
