"""What the records of a folder of releases say of each book, in the form of all surfaces."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

Facts = dict[str, str]
BETWEEN = " ‖ "  # values of a fact with several


class Book(msgspec.Struct, frozen=True):
    """The facts of a book in its newest version, and its versions, the newest first."""

    facts: Facts
    versions: tuple[str, ...]


def read_books(dist: Path) -> dict[str, Book]:
    """The books by the name of their folder; raises `ValueError` and the like where one is bad."""
    versions: dict[str, list[str]] = {}
    for file in sorted(dist.glob("*/*/release.json")):
        book, version = file.parts[-3], file.parts[-2]
        linked = file.parent.is_symlink() or file.parents[1].is_symlink()
        if not linked and not book.startswith(".") and not version.startswith("."):
            versions.setdefault(book, []).append(version)
    return {name: _book(dist, name, sorted(each, key=_age)) for name, each in versions.items()}


def _book(dist: Path, name: str, versions: list[str]) -> Book:
    """A book; only the newest of its records is read, and nothing kept of it but the facts."""
    folder = f"{name}/{versions[0]}"
    record = json.loads((dist / folder / "release.json").read_bytes())
    return Book(_facts(record, folder), tuple(versions))


def _age(version: str) -> list[tuple[int, int, str]]:
    """A key that sorts newer versions first: numbers count, and a word makes a version older."""
    parts = re.findall(r"\d+|[a-zA-Z]+", version)
    ages = [(0, -int(part), "") if part.isdigit() else (2, 0, _reversed(part)) for part in parts]
    return [*ages, (1, 0, "")]


def _reversed(word: str) -> str:
    return "".join(chr(0x10FFFF - ord(letter)) for letter in word)


def one_line(text: str | None) -> str:
    """A text without line ends and doubled spaces."""
    return " ".join((text or "").split())


def together(texts: Iterable[str]) -> str:
    """Several values as one text, whose order means nothing."""
    return BETWEEN.join(sorted(filter(None, map(one_line, texts))))


def _facts(record: Mapping[str, Any], folder: str) -> Facts:
    sold = [each for each in record["editions"] if any(map(_costs, each.get("prices", [])))]
    free = [each for each in record["editions"] if each not in sold and each["format"] != "print"]
    given = [(f"{folder}/{each['file']['name']}", each["file"]) for each in free]
    files = [(path, file) for path, file in given if not file.get("files")]
    texts = {
        key: one_line(record[key])
        for key in ("title", "subtitle", "language", "modified", "publisher", "description")
    }
    known = record["identifier"]
    number = {"identifier": known} if known.startswith(("urn:", "https://", "http://")) else {}
    return {
        **texts,
        **number,
        "full title": ": ".join(filter(None, (texts["title"], texts["subtitle"]))),
        "version": record["version"],
        "date": record["date"] or "",
        "names": together(each["name"] for each in record["contributors"]),
        "authors": together(e["name"] for e in record["contributors"] if e["role"] == "aut"),
        "subjects": together(record["subjects"]),
        "series": one_line((record["series"] or {}).get("name")),
        "sizes": together(f"{path} {file['media_type']} {file['size']}" for path, file in files),
        "hashes": together(f"{path} {file['sha256']}" for path, file in files),
        "read online": together(path for path, file in given if file.get("files")),
        "prices": together(map(_price, sold)),
    }


def _price(edition: Mapping[str, Any]) -> str:
    first = edition["prices"][0]
    return f"{edition['name']} {float(first['amount']):g} {first['currency']}"


def _costs(price: Mapping[str, Any]) -> bool:
    return float(price["amount"]) > 0
