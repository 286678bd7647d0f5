"""Files that tell about a repository, and folders whose text is not where or what a reader takes it
for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# By custom in capitals, for those who work on a text, and not for its readers.
_ABOUT = re.compile(
    r"(?:CONTRIBUTING|CONTRIBUTORS|CODE[_-]OF[_-]CONDUCT|CHANGELOG|LICEN[SC]E|COPYING|SECURITY|"
    r"MAINTAINERS|GOVERNANCE|CLA|AGENTS|CLAUDE|TRANSLATING|TRANSLATION|TRANSLATORS|CODEOWNERS|"
    r"ISSUE[_-]TEMPLATE|PULL[_-]REQUEST[_-]TEMPLATE)(?:[._-].*)?"
)
_README = re.compile(r"readme(?:[._-].*)?", re.I)
_TEXTS = frozenset(
    ".txt .htm .html .xhtml .tex .typ .ptx .xml .tei .adoc .asciidoc .org .rst .docx .odt .rtf"
    " .epub .fb2 .ipynb .md .markdown".split()
)
_UNREAD = frozenset({".ptx", ".xml", ".tei"})
_INCLUDING = frozenset({".tex", ".typ", ".adoc", ".asciidoc"})
_INCLUDE = re.compile(
    rb"^\s*(?:\\(?:input|include|subfile)\s*\{?|#include\s*\"|include::)\s*([^\s}\"\[]+)", re.M
)
_OTHERS = frozenset("node_modules vendor assets generated-assets static build dist".split())
_BOOK = 40_000  # bytes of a text that is longer than a README
_MOST_FILES = 20_000


def is_about(file: Path) -> bool:
    """Whether a file tells how to work on the texts beside it, such as `CONTRIBUTING.md`."""
    return bool(_ABOUT.fullmatch(file.stem))


class TextElsewhere(NamedTuple):
    """The texts of a folder that its reader would leave out: their suffix, how many there are, and
    the one to begin with, by its path in the folder."""

    suffix: str
    files: int
    first: str

    @property
    def hint(self) -> str:
        """What an author can do."""
        if self.suffix in _UNREAD:
            return f"export EPUB, HTML or Word from the `{self.suffix}` files, and import that"
        if self.suffix in _INCLUDING:
            return f"import the file that includes the others, such as `{self.first}`"
        return f"import a file or a folder of them, such as `{self.first}`"


def text_elsewhere(folder: Path, suffixes: Sequence[str] = ()) -> TextElsewhere | None:
    """The texts of another suffix that a folder has most of, if those of these suffixes and its
    READMEs say next to nothing beside them.

    A long README is a book by itself.
    """
    found: dict[str, list[Path]] = defaultdict(list)
    for file in _texts(folder):
        found[file.suffix.lower()].append(file)
    beside = (each for each in folder.iterdir() if _README.fullmatch(each.stem))
    own = _size([*beside, *(file for suffix in suffixes for file in found.pop(suffix, ()))])
    suffix, files = max(found.items(), key=lambda each: _size(each[1]), default=("", []))
    if _size(files) < max(_BOOK, 5 * own) or own * 2 > _BOOK:
        return None
    below = _below(files)
    first = max(files, key=lambda file: (_reach(file, below), -len(file.parts)))
    return TextElsewhere(suffix, len(files), first.relative_to(folder).as_posix())


def _size(files: Iterable[Path]) -> int:
    return sum(file.stat().st_size for file in files)


def _below(files: Sequence[Path]) -> dict[Path, list[Path]]:
    """The files that each of them includes."""
    by_name: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        by_name[file.stem].append(file)
    return {file: [each for name in _includes(file) for each in by_name[name]] for file in files}


def _reach(file: Path, below: Mapping[Path, Sequence[Path]]) -> int:
    """The size of a file with all that it includes, and that these include."""
    reached, waiting = {file}, [file]
    while waiting:
        new = set(below[waiting.pop()]) - reached
        waiting += new
        reached |= new
    return _size(reached)


def _includes(file: Path) -> set[str]:
    """The files that a text of TeX and the like includes, by name without suffix."""
    is_one = file.suffix.lower() in _INCLUDING
    paths = _INCLUDE.findall(file.read_bytes()) if is_one else ()
    return {Path(path.decode("utf-8", "replace")).stem for path in paths}


def is_aside(file: Path) -> bool:
    """Whether a file tells about the texts beside it, as a README does as well."""
    return is_about(file) or bool(_README.fullmatch(file.stem))


def _texts(folder: Path) -> Iterator[Path]:
    """The texts below a folder that a book may be in."""
    waiting, count = [folder], 0
    while waiting and count < _MOST_FILES:
        for entry in sorted(waiting.pop().iterdir()):
            count += 1
            is_other = entry.name[0] in "._" or entry.is_symlink() or entry.name in _OTHERS
            if is_other:
                continue
            if entry.is_dir():
                waiting.append(entry)
            elif entry.suffix.lower() in _TEXTS and not is_aside(entry):
                yield entry
