"""Names of an imported book: each heading and each target of a link gets one, unique in the book.

They are ASCII letters, digits and hyphens: the source's own where they are, otherwise made from the
words of the title. The map from old to new is kept, so that links of the source stay alive.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import unquote

import icu

from publish.importers.bookfolder.heading_names import sort_key

_GOOD = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_KIND = re.compile(r"[a-z]{2,3}:(?=.)")
_TEXTS = frozenset(
    " .md .markdown .html .htm .xhtml .rst .qmd .rmd .ipynb .adoc .asc .tex .org .xml .docx".split(
        " "
    )
)
_LONGEST = 60  # characters of a name made from a title
_EXTERNAL = re.compile(r"(?:https?|mailto|tel|urn|doi|data|ftp|file):|//", re.I)

ReadFile = Callable[[str], bytes | None]  # of a file of the project, by its path


@dataclass(slots=True)
class TargetNames:
    """The names given so far, and the targets of links: (document, identifier) to name.

    The identifier "" is the document itself. `anchors` are the targets whose name is written where
    they are; the others have that of a heading. `headings` has the name of each node that begins a
    section, by the node's `id()`. `wordings` has the words of a reference to a name for which the
    book has none, and `around` the name of the section around what has a name.
    """

    given: set[str] = field(default_factory=set)
    targets: dict[tuple[str, str], str] = field(default_factory=dict)
    anchors: set[tuple[str, str]] = field(default_factory=set)
    headings: dict[int, str] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)
    around: dict[str, str] = field(default_factory=dict)
    _anywhere: dict[str, str] = field(default_factory=dict)  # by the identifier alone
    _titles: dict[str, str] = field(default_factory=dict)  # of a name without folder: the document
    _stems: dict[str, str] = field(default_factory=dict)  # of a path without suffix: the document

    def add_document(self, document: str) -> None:
        """Make a document known to links, by its path with any suffix or none."""
        self._stems.setdefault(_stem(document), document)
        self._titles.setdefault(sort_key(posixpath.basename(_stem(document))), document)

    def give(self, document: str, identifier: str, words: str) -> str:
        """A new name for what has that identifier in a document (or ""), and these words."""
        name = self.unique(identifier if _GOOD.fullmatch(identifier) else slug(words), document)
        if identifier:
            self.lead(document, identifier, name)
        return name

    def lead(self, document: str, identifier: str, name: str) -> None:
        """Lead links to an identifier of a document to a name, unless they lead to one already."""
        self.targets.setdefault((document, identifier), name)
        self._anywhere.setdefault(identifier, name)

    def unique(self, wanted: str, document: str) -> str:
        """`wanted` if it is free, otherwise with the document's name, otherwise with a number."""
        base = wanted or "section"
        name, count = base, 1
        while name in self.given:
            count += 1
            prefix = slug(posixpath.basename(_stem(document)))
            name = f"{prefix}-{base}" if count == 2 and prefix else f"{base}-{count}"
        self.given.add(name)
        return name

    def resolve(self, document: str, target: str) -> str | None:
        """The name that a link in a document leads to; None if there is no such place.

        An identifier alone may be one of another document, as in formats with global ones.
        """
        path, _, identifier = unquote(target).partition("#")
        other = self._document(document, path) if path else document
        if other is None:  # in MyST, a label may stand there without a mark
            return None if identifier else self.resolve_anywhere(path)
        found = self.targets.get((other, identifier))
        found = found or (None if path else self.resolve_anywhere(identifier))
        return found or self.targets.get((other, _of_title(identifier)))

    def resolve_anywhere(self, identifier: str) -> str | None:
        """The name of what has an identifier in any document, for formats with global ones."""
        found = self._anywhere.get(identifier)
        return found or self._anywhere.get(without_kind(identifier))

    def leads_outside(self, document: str, target: str, read_file: ReadFile) -> bool:
        """Whether a link leads to what is not of the book: above the folder of its source, by its
        suffix, or a file there that is none of its documents.

        It is not broken: on the web the other page or file is there.
        """
        path = unquote(target).partition("#")[0]
        if not path:
            return False
        whole, suffix = project_path(document, path), posixpath.splitext(path)[1].lower()
        if whole.startswith("../") or suffix not in _TEXTS:
            return True
        return self._document(document, path) is None and read_file(whole) is not None

    def _document(self, document: str, path: str) -> str | None:
        absolute = project_path(document, path)
        found = self._stems.get(_stem(absolute)) or self._stems.get(absolute)
        found = found or self._stems.get(posixpath.join(absolute, "index"))
        return found or self._titles.get(sort_key(path))


def without_kind(identifier: str) -> str:
    """An identifier without the kind before it, which only references have (`fig:mill`)."""
    return _KIND.sub("", identifier)


def is_external(target: str) -> bool:
    """Whether the target of a link is an address outside the book."""
    return bool(_EXTERNAL.match(target))


def project_path(document: str, path: str) -> str:
    """The path in the project of what a document names by a path, which may begin with `/`."""
    if path.startswith("/"):  # from the folder of the project, as in MyST
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), path))


def _of_title(words: str) -> str:
    """The identifier of a heading by its words, as a wiki names it: `[[Tides#Low water]]`."""
    return re.sub(r"[^\w -]", "", words.lower()).strip().replace(" ", "-")


def slug(words: str) -> str:
    """Words as a name: in Latin letters without accents, joined by hyphens; "" if none is left."""
    latin = _transliterator().transliterate(words)
    name = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:_LONGEST].rstrip("-")
    return f"s-{name}" if name[:1].isdigit() else name


@cache
def _transliterator() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.normpath(path))[0]
