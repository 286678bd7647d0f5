"""CSL-JSON (https://github.com/citation-style-language/schema, csl-data.json) as references."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from publish.diagnostics import Location
from publish.model.reference import Date, Name, Reference
from publish.sources.markdown.context.reading_context import ReadingContext

# Characters that JSON can escape and XML does not allow (XML 1.0, 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_NAME_PARTS = {
    "family": "family",
    "given": "given",
    "dropping-particle": "dropping",
    "non-dropping-particle": "non_dropping",
    "suffix": "suffix",
    "literal": "literal",
}


def read_csl_json(text: str, name: str, context: ReadingContext) -> Iterator[Reference]:
    """The references of a file; an unreadable one is reported with its line."""
    path = context.display_path(name)
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        deep = isinstance(error, RecursionError)
        why = "nested too deep" if deep else "a number with too many digits"
        message = f"not JSON: {getattr(error, 'msg', why)}"
        context.report.add("RES-021", message, Location(path, line, column))
        return
    if not isinstance(entries, list):
        message = "not CSL-JSON: it must be a list of objects"
        context.report.add("RES-021", message, Location(path, 1))
        return
    lines = _lines(text)
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict) or not str(entry.get("id", "")).strip():
            message = f"entry {index + 1} has no `id`"
            context.report.add("RES-021", message, Location(path, 1))
            continue
        key = str(entry["id"])
        places = lines.get(key)
        place = Location(path, places.pop(0) if places else 0)
        if not _is_flat(entry, 4):
            message = f"the entry `{key}` is nested too deep"
            context.report.add("RES-021", message, place)
            continue
        if forbidden := _FORBIDDEN.search("".join(_strings(entry))):
            message = f"the control character U+{ord(forbidden[0]):04X} is not allowed in a book"
            context.report.add("RES-021", message, place, hint="delete it")
            continue
        yield _reference(key, entry, place)


def _strings(value: Any) -> Iterator[str]:
    """Every string in an entry."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _is_flat(value: Any, depth: int) -> bool:
    """Whether an entry is nested to that depth at most; a date is three lists in an object."""
    if not isinstance(value, (dict, list)):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_is_flat(each, depth - 1) for each in inner)


def _lines(text: str) -> dict[str, list[int]]:
    """The lines of each `id`."""
    lines: dict[str, list[int]] = {}
    for match in re.finditer(r'"id"\s*:\s*("(?:\\.|[^"\\])*"|-?\d+)', text):
        key = str(json.loads(match[1]))
        lines.setdefault(key, []).append(text.count("\n", 0, match.start()) + 1)
    return lines


def _reference(key: str, entry: Mapping[str, Any], place: Location) -> Reference:
    texts: dict[str, str] = {}
    names: dict[str, tuple[Name, ...]] = {}
    dates: dict[str, Date] = {}
    for variable, value in entry.items():
        if variable in ("id", "type") or value is None:
            continue
        if isinstance(value, (str, int, float)):
            texts[variable] = " ".join(str(value).split())
        elif isinstance(value, dict):
            dates[variable] = _date(value)
        elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
            names[variable] = tuple(_name(each) for each in value)
    kind = str(entry.get("type", "document"))
    return Reference(key, kind, place, _without_empty(texts), names, dates)


def _without_empty(texts: dict[str, str]) -> dict[str, str]:
    return {variable: value for variable, value in texts.items() if value}


def _name(value: Mapping[str, Any]) -> Name:
    parts = {own: str(value.get(part, "") or "") for part, own in _NAME_PARTS.items()}
    return Name(**parts)


def _date(value: Mapping[str, Any]) -> Date:
    written = value.get("date-parts")
    listed = written if isinstance(written, list) else []
    parts = [_day(each) for each in listed if isinstance(each, list)]
    season = value.get("season", 0)
    return Date(
        parts=tuple(day for day in parts if day),
        season=int(season) if str(season) in ("1", "2", "3", "4") else 0,
        circa=bool(value.get("circa")),
        literal="" if parts and parts[0] else str(value.get("literal") or value.get("raw") or ""),
    )


def _day(values: list[Any]) -> tuple[int, ...]:
    """Year, month and day, up to the first that is not a number."""
    numbers: list[int] = []
    for value in values[:3]:
        if not re.fullmatch(r"-?[0-9]{1,6}", str(value)) or (numbers and int(value) < 1):
            break
        numbers.append(int(value))
    return tuple(numbers) if numbers and numbers[0] else ()
