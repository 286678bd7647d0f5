"""The files of a web edition: its pages in the order of reading, its images and style sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from publish.cache import Cache
from publish.verification.pages.reader.document import ImageFile, Unreadable
from publish.verification.web.reader.page import WebPage

INDEX = "index.html"
_IMAGES = {
    ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".png": "image/png",
    ".svg": "image/svg+xml", ".webp": "image/webp",
}  # fmt: skip
_MAX_BYTES, _MAX_FILES = 1 << 30, 100_000


class Site:
    """One web edition opened for reading; raises `Unreadable` where no browser could.

    What was read of the same bytes in `earlier` is taken from there.
    """

    def __init__(self, folder: Path, cache: Cache, earlier: Site | None = None) -> None:
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        size = sum(path.stat().st_size for path in paths)
        if len(paths) > _MAX_FILES or size > _MAX_BYTES:
            raise Unreadable(f"it has more than {_MAX_BYTES:,} bytes or {_MAX_FILES:,} files")
        self.files: Mapping[str, bytes] = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in paths
        }
        if INDEX not in self.files:
            raise Unreadable(f"there is no {INDEX}")
        self._cache, self._earlier = cache, earlier

    @cached_property
    def pages(self) -> Mapping[str, WebPage]:
        """All pages by their addresses."""
        pages = {name: self._page(name) for name in self.files if name.endswith(".html")}
        self._earlier = None
        return pages

    def _page(self, name: str) -> WebPage:
        content, earlier = self.files[name], self._earlier
        if earlier is not None and earlier.files.get(name) == content:
            return earlier.pages[name]
        return WebPage(name, content, self._cache)

    @cached_property
    def _order(self) -> list[str]:
        """The pages from the first by `next`, which each page names in its head."""
        order, address = dict[str, None](), INDEX
        while address and address in self.pages and address not in order:
            order[address] = None
            address = self.pages[address].around.after or ""
        return list(order)

    def documents(self) -> Iterator[WebPage]:
        """The pages in reading order."""
        return (self.pages[address] for address in self._order)

    def images(self) -> Iterator[ImageFile]:
        """The images beside the pages."""
        for name, content in self.files.items():
            suffix = name[name.rfind(".") :].lower()
            if suffix in _IMAGES:
                is_cover = name.rpartition(".")[0] == "cover"
                yield ImageFile(name, _IMAGES[suffix], content, is_cover)

    def styles(self) -> Iterator[bytes]:
        """The style sheets."""
        return (content for name, content in self.files.items() if name.endswith(".css"))
