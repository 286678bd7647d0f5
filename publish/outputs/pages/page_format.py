"""How one format of several documents differs from another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

import msgspec

from publish.model.section import Section
from publish.outputs.pages.notes import PlaceNotes, gather_notes

STYLESHEET = "style/book.css"


class PageFormat(msgspec.Struct, frozen=True):
    """How a format writes its pages.

    `templates` is the folder of what its templates extend, `folder` the one that its files are in,
    and `suffix` ends the names of its pages. `about` are those of the pages with the title, the
    names and the imprint of a book, which are generated where no section has them. Without
    `epub_types`, no element carries an `epub:type`. `place_notes` moves the notes of a page to
    where the format has them. `encode` turns a page, given its path, into what a container stores;
    the result is cached with the page.
    """

    templates: str
    suffix: str
    folder: str = ""
    about: Sequence[str] = ("titlepage", "copyright", "colophon")
    epub_types: bool = False
    place_notes: PlaceNotes = gather_notes
    encode: Callable[[str, bytes], bytes] = lambda path, content: b""

    def path_of(self, href: str) -> str:
        """The path of a file in the product."""
        return f"{self.folder}/{href}" if self.folder else href

    def about_paths(self) -> list[str]:
        """The paths of the pages with what the manifest says, in the order of reading."""
        return [self.path_of(f"{name}{self.suffix}") for name in self.about]

    def section_href(self, section: Section) -> str:
        """The address of the file that a section opens; generated pages are next to `text`."""
        return f"text/{PurePosixPath(section.href).stem}{self.suffix}"
