"""LaTeX: the files that a text includes, and what its commands say about the whole book.

Macros before the text make commands that pandoc drops into links, which its tree keeps
(`latex_tree.py` reads them).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import UnreadableSource

INDEX, MATTER, PAGE = "publish-index:", "publish-matter:", "publish-page:"
_MATTERS = ("frontmatter", "mainmatter", "appendix", "backmatter")
_MACROS = "".join(
    (
        rf"\providecommand{{\index}}[1]{{}}\renewcommand{{\index}}[1]{{\href{{{INDEX}#1}}{{}}}}",
        rf"\providecommand{{\pageref}}[1]{{}}\renewcommand{{\pageref}}[1]{{\href{{{PAGE}#1}}{{}}}}",
        *(
            rf"\providecommand{{\{each}}}{{}}\renewcommand{{\{each}}}{{\href{{{MATTER}{each}}}{{}}}}"
            for each in _MATTERS
        ),
    )
)
_INCLUDE = re.compile(
    r"^(?P<before>(?:[^%\n\\]|\\.)*?)\\(?:input|include|subfile)\s*\{(?P<path>[^}]+)\}", re.M
)
_WORKS = re.compile(
    r"^[^%\n]*?\\(?:addbibresource|bibliography)\s*(?:\[[^\]]*\])?\{([^}]+)\}", re.M
)
_PICTURES = re.compile(r"^[^%\n]*?\\graphicspath\s*\{((?:\s*\{[^}]*\})+)\s*\}", re.M)
_COMMENT = re.compile(r"^[ \t]*%+[ \t]*(\S.*)$", re.M)
_DOCUMENT = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|\Z)", re.S)
_HEADING = re.compile(
    r"\\renewcommand\*?\s*\{?\\(?:part|chapter|(?:sub)*section|(?:sub)?paragraph)\}?"
    r"\s*(?:\[[^\]]*\]\s*)*\{"
)
# A title that is a macro and not in braces, which TeX reads as one.
_BARE_TITLE = re.compile(
    r"(\\(?:part|chapter|(?:sub)*section|(?:sub)?paragraph)\*?)[ \t]*(\\[A-Za-z]+)(?![A-Za-z{\[*])"
)
_MOST_FILES = 2000
_LARGEST = 50_000_000  # characters of the whole text

# The names of languages in babel and polyglossia.
_LANGUAGES = {
    **dict.fromkeys(("english", "american", "usenglish"), "en"),
    **dict.fromkeys(("british", "ukenglish"), "en-GB"),
    **dict.fromkeys(("german", "ngerman"), "de"),
    **dict.fromkeys(("french", "francais"), "fr"),
    **dict.fromkeys(("portuguese", "brazilian", "brazil"), "pt"),
    "austrian": "de-AT",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
    "russian": "ru",
    "polish": "pl",
    "czech": "cs",
    "swedish": "sv",
    "danish": "da",
    "finnish": "fi",
    "greek": "el",
    "turkish": "tr",
}
_BABEL = re.compile(r"\\usepackage\s*\[([^\]]*)\]\s*\{babel\}")
_CLASS = re.compile(r"\\documentclass\s*\[([^\]]*)\]")
_POLYGLOSSIA = re.compile(r"\\set(?:main|default)language\s*(?:\[[^\]]*\])?\{(\w+)\}")


@dataclass(slots=True)
class LatexText:
    """The whole text of a book, with what pandoc reads in front of it; paths of works, folders of
    pictures, the language, and its files by path."""

    text: str
    works: list[str]
    picture_folders: list[str]
    language: str | None
    files: dict[str, str]

    def place_of(self, line: int) -> tuple[str, int] | None:
        """The file and the line there of a line of the whole text, which the one after it tells
        from others of the same words."""
        lines = self.text.splitlines()
        wanted = lines[line - 1 : line + 1]
        places = [
            (path, number)
            for path, text in self.files.items()
            for number, each in enumerate(text.splitlines(), start=1)
            if wanted and each == wanted[0] and each.strip()
        ]
        after = (self.files[path].splitlines()[number : number + 1] for path, number in places)
        alike = [at for at, following in zip(places, after, strict=True) if following == wanted[1:]]
        return next(iter(alike or places), None)


def read_whole(
    text: str, name: str, read_file: Callable[[str], bytes | None], ledger: Ledger
) -> LatexText:
    """The text of a file with all that it includes."""
    includes = _Includes(read_file, ledger)
    whole = includes.expand(text, [name])
    for comment in _COMMENT.findall(whole):
        ledger.add(LossKind.COMMENT, name, comment)
    return LatexText(
        text=_MACROS + _with_own_headings(_BARE_TITLE.sub(r"\1{\2}", whole)),
        works=[_with_suffix(path, ".bib") for path in _listed(_WORKS, whole)],
        picture_folders=[
            folder
            for group in _PICTURES.findall(whole)
            for folder in re.findall(r"\{([^}]*)\}", group)
        ],
        language=_language(whole),
        files={name: text, **includes.files},
    )


def _with_own_headings(text: str) -> str:
    """The text without its definitions of headings, by which pandoc would not know them."""
    while match := _HEADING.search(text):
        text = text[: match.start()] + text[_closing(text, match.end()) :]
    return text


def _closing(text: str, at: int) -> int:
    """The place after the brace that closes the one before `at`."""
    depth = 1
    while depth and at < len(text):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 2 if text[at] == "\\" else 1
    return at


def _listed(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for group in pattern.findall(text):
        yield from filter(None, (path.strip() for path in group.split(",")))


def _with_suffix(path: str, suffix: str) -> str:
    return path if posixpath.splitext(path)[1] else path + suffix


def _language(text: str) -> str | None:
    """The main language: of polyglossia, or the last option of babel, or one of the class."""
    if match := _POLYGLOSSIA.search(text):
        return _LANGUAGES.get(match[1].lower())
    options = _BABEL.search(text) or _CLASS.search(text)
    named = re.split(r"[,\s]+", options[1].replace("main=", "")) if options else []
    known = [_LANGUAGES[each.lower()] for each in named if each.lower() in _LANGUAGES]
    return known[-1] if known else None


class _Includes:
    """Puts included files in their places, within limits; paths are relative to the book's."""

    def __init__(self, read_file: Callable[[str], bytes | None], ledger: Ledger) -> None:
        self._read_file, self._ledger = read_file, ledger
        self._count = self._size = 0
        self.files: dict[str, str] = {}

    def expand(self, text: str, above: Sequence[str]) -> str:
        """A text with the files that it includes; `above` are the files that include it."""

        def included(match: re.Match[str]) -> str:
            return match["before"] + self._included(match["path"].strip(), above)

        return _INCLUDE.sub(included, text)

    def _included(self, path: str, above: Sequence[str]) -> str:
        self._count += 1
        file, content = _with_suffix(path, ".tex"), None
        if file not in above and self._count <= _MOST_FILES:
            content = self._read_file(file) or self._read_file(path)
        if content is None:
            self._ledger.add(LossKind.DOCUMENT, above[-1], f"\\input{{{path}}}")
            return ""
        self._size += len(content)
        if self._size > _LARGEST:
            raise UnreadableSource("its files include more text than any book has")
        text = self.files[file] = content.decode("utf-8", "replace")
        inner = _DOCUMENT.search(text)  # a file that can also be set alone
        return self.expand(inner[1] if inner else text, [*above, file])
