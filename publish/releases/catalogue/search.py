"""The index of the search: words with the numbers of their books, in shards that a page loads.

A shard is a script that calls a function of `catalogue.js`, since a page without a server may load
scripts and nothing else. That script must find words as this module does.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from publish.releases.catalogue.books import CataloguedBook
from publish.releases.catalogue.record import Record

CHUNK = 50  # books in a file with what results show
_SHARD = 24_000  # bytes of an index that are one shard
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
# Scripts that are written without spaces: their words are pairs of characters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af]+"
)
_WORD = re.compile(r"[^\W_]+")
_MENTION, _NAME, _TITLE = 1, 2, 3
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def search_words(text: str) -> Iterator[str]:
    """The words of a text as they are looked up: small letters without accents."""
    text = text.lower()
    if not text.isascii():
        text = _without_marks(unicodedata.normalize("NFKD", text)).translate(_LETTERS)
        for run in _UNSPACED.findall(text):
            yield from run
            yield from map("".join, pairwise(run))
        text = _UNSPACED.sub(" ", text)
    yield from _WORD.findall(text)


def _without_marks(text: str) -> str:
    text = _MARKS.sub("", text)
    if any(unicodedata.category(character)[0] == "M" for character in set(text)):
        return "".join(each for each in text if unicodedata.category(each)[0] != "M")
    return text


def _weighted_texts(record: Record) -> Iterator[tuple[int, str]]:
    yield _TITLE, f"{record.title} {record.subtitle}"
    yield _NAME, " ".join(person.name for person in record.contributors)
    series = record.series.name if record.series else ""
    numbers = (edition.isbn.replace("-", "") for edition in record.editions)
    about = (record.description, record.publisher, series, record.doi, *record.subjects, *numbers)
    yield _MENTION, " ".join(about)


def _index(books: Iterable[CataloguedBook]) -> dict[str, list[int]]:
    """For each word four times the number of each book that has it, plus the weight."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, book in enumerate(books):
        weights: dict[str, int] = {}
        for weight, text in _weighted_texts(book.record):
            for word in search_words(text):
                weights.setdefault(word, weight)
        for word, weight in weights.items():
            index[word].append(4 * number + weight)
    return index


def _postings(numbers: Sequence[int]) -> str:
    """Ascending numbers as their steps, in base 36."""
    steps = (number - before for before, number in zip([0, *numbers], numbers, strict=False))
    return " ".join(map(_base_36, steps))


def _base_36(number: int) -> str:
    text = ""
    while number >= len(_DIGITS):
        number, rest = divmod(number, len(_DIGITS))
        text = _DIGITS[rest] + text
    return _DIGITS[number] + text


def _bucket(word: str, buckets: int) -> int:
    """The shard of a word, by its first two characters, so that all that begin alike are in one."""
    return (ord(word[0]) * 31 + (ord(word[1]) if len(word) > 1 else 0)) % buckets


def word_shards(books: Sequence[CataloguedBook]) -> list[str]:
    """The shards of the index, as scripts."""
    rows = [(word, _postings(numbers)) for word, numbers in sorted(_index(books).items())]
    buckets = 1 + sum(len(word) + len(steps) + 6 for word, steps in rows) // _SHARD
    shards: list[dict[str, str]] = [{} for _ in range(buckets)]
    for word, steps in rows:
        shards[_bucket(word, buckets)][word] = steps
    return [_script("catalogueWords", number, shard) for number, shard in enumerate(shards)]


def book_chunks(rows: Sequence[Sequence[str]]) -> list[str]:
    """What results show of each book, as scripts of `CHUNK` books."""
    starts = range(0, len(rows), CHUNK)
    return [
        _script("catalogueBooks", start // CHUNK, rows[start : start + CHUNK]) for start in starts
    ]


def _script(function: str, number: int, content: Any) -> str:
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # Line separators that older engines did not allow in a string.
    data = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{function}({number},{data})\n"
