"""The text of a file that may not be UTF-8: its encoding is read from its BOM, guessed, or given.

The guess is made by charset-normalizer, of the extra `import`, among the encodings in which books
are found. Western and Central European letters are on the same bytes: of those two, the one wins
that makes more of them letters. So it is with the East Asian ones and the commonest characters.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from publish.config.text import decode_text, is_blank
from publish.diagnostics import Location, Report

ENCODINGS = {
    "windows-1252": "cp1252", "windows-1250": "cp1250", "windows-1251": "cp1251",
    "koi8-r": "koi8_r", "gb18030": "gb18030", "big5": "big5", "shift-jis": "cp932",
    "euc-jp": "euc_jp", "euc-kr": "cp949", "utf-16le": "utf_16_le", "utf-16be": "utf_16_be",
}  # fmt: skip
_WESTERN, _CENTRAL = "cp1252", "cp1250"
_EAST_ASIAN = ("gb18030", "big5", "cp932", "euc_jp", "cp949")
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
    "這來國個說們為時會對後裡過學。，、「」いうえおかがきくけこさしすせそただちつってでとどなにのはばひへほ"
    "まみめもやよらりるれろわをんアイウエオカキクコサシスセタットドナニノハフマムメラリルレロンー"
    "이다는의에가을를고하지은도로한서기사리자어그나"
)
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_UTF_8 = "utf-8"
_SAMPLE = 200_000  # bytes that are guessed from
_INSTALL = 'pip install "publish-book[import]"'


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source with its line ends, and the name of its encoding; `guessed` means that
    nothing in the file says so, and `others` are encodings that fit as well."""

    text: str
    encoding: str = _UTF_8
    guessed: bool = False
    others: tuple[str, ...] = ()


def decode_source(
    content: bytes, source: Path, encoding: str | None, report: Report
) -> SourceText | None:
    """The text of a file; None after an error. `encoding` is the editor's, None to find it."""
    decoded = _decode(content, encoding)
    if decoded is None:
        _report_unknown(content, source, encoding, report)
        return None
    # A form feed ends a page of a text printed to a file; no other control character is allowed.
    plain = decoded.text.replace("\f", " ").encode("utf-8", "surrogatepass")
    checked = decode_text(plain, str(source), report, code="TXT-001")
    if checked is None:
        return None
    if is_blank(checked):
        report.add("IMP-006", "the file contains no text", Location(str(source)))
        return None
    if checked.lstrip("\ufeff \n").startswith("<?xml"):
        hint = "export EPUB, HTML, Word or DocBook from it, and import that"
        message = "cannot be read: it is XML of a kind that no import knows"
        report.add("IMP-008", message, Location(str(source)), hint=hint)
        return None
    return decoded


def _decode(content: bytes, encoding: str | None) -> SourceText | None:
    if encoding is not None:
        text = _try(content, ENCODINGS.get(encoding.lower(), encoding))
        return None if text is None else SourceText(text, encoding)
    for bom, name in _BOMS:
        if content.startswith(bom) and (text := _try(content, ENCODINGS[name])) is not None:
            return SourceText(text, name)
    text = _try(content, _UTF_8)
    if text is not None and "\0" not in text:
        return SourceText(text)
    return _guess(content)


def _try(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> SourceText | None:
    """The text in the likeliest encoding; None if none fits or the library is not installed."""
    if find_spec("charset_normalizer") is None:
        return None
    library = import_module("charset_normalizer")
    sample = content[: _SAMPLE - _SAMPLE % 2]
    matches = library.from_bytes(sample, cp_isolation=sorted(ENCODINGS.values()))
    found = [match.encoding for match in matches]
    if found and found[0] in (_WESTERN, _CENTRAL):
        found = [*_by_letters(content), *found]
    elif found and found[0] in _EAST_ASIAN:
        found = [*_by_common_characters(content), *found]
    fitting = [each for each in dict.fromkeys(found) if _try(content, each) is not None]
    if not fitting:
        return None
    names = {codec: name for name, codec in ENCODINGS.items()}
    text = content.decode(fitting[0])
    others = tuple(names[each] for each in fitting[1:] if each in names)
    return SourceText(text, names[fitting[0]], guessed=True, others=others)


def _by_letters(content: bytes) -> list[str]:
    """Western and Central European, first the one in which more characters are letters."""
    return sorted(
        (_WESTERN, _CENTRAL), key=lambda codec: -_letters(content.decode(codec, "replace"))
    )


def _by_common_characters(content: bytes) -> list[str]:
    """The East Asian encodings that fit, first the one with the most of the common characters."""
    texts = {codec: text for codec in _EAST_ASIAN if (text := _try(content, codec)) is not None}
    common = {codec: sum(c in _COMMON for c in text) / len(text) for codec, text in texts.items()}
    return sorted(texts, key=lambda codec: -common[codec])


def _letters(text: Iterable[str]) -> int:
    return sum(character > "\x7f" and character.isalpha() for character in text)


def _report_unknown(content: bytes, source: Path, encoding: str | None, report: Report) -> None:
    if encoding is not None:
        message = f"the text cannot be read as {encoding}"
        hint = f"name one of: utf-8, {', '.join(ENCODINGS)}"
        report.add("IMP-003", message, Location(str(source)), hint=hint)
    elif find_spec("charset_normalizer") is None:
        message = "the file is not UTF-8, and its encoding cannot be guessed"
        hint = f"save it as UTF-8, or install what guesses it: {_INSTALL}"
        report.add("TXT-001", message, Location(str(source)), hint=hint)
    else:
        decode_text(content, str(source), report, code="TXT-001")
