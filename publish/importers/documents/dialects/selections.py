"""What options of an include name of a file: lines by number, or those between two marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping


def selected(text: str, options: Mapping[str, str]) -> str:
    """The lines of a text that the options of `include` or `literalinclude` name."""
    lines = text.splitlines()
    first, last = options.get("start-line", ""), options.get("end-line", "")
    if re.fullmatch(r"-?\d+", first) or re.fullmatch(r"-?\d+", last):
        lines = lines[int(first or 0) : int(last) if last else None]
    if numbers := options.get("lines"):
        wanted = set(_numbers(numbers, len(lines)))
        lines = [line for number, line in enumerate(lines, start=1) if number in wanted]
    lines = _from(lines, options.get("start-at"), 0)
    lines = _from(lines, options.get("start-after"), 1)
    lines = _until(lines, options.get("end-at"), 1)
    lines = _until(lines, options.get("end-before"), 0)
    return "\n".join(lines)


def _numbers(text: str, count: int) -> Iterator[int]:
    for first, dash, last in re.findall(r"(\d+)\s*(-?)\s*(\d*)", text):
        yield from range(int(first), 1 + (int(last or count) if dash else int(first)))


def _from(lines: list[str], mark: str | None, more: int) -> list[str]:
    at = _find(lines, mark)
    return lines if at is None else lines[at + more :]


def _until(lines: list[str], mark: str | None, more: int) -> list[str]:
    at = _find(lines, mark)
    return lines if at is None else lines[: at + more]


def _find(lines: list[str], mark: str | None) -> int | None:
    words = (mark or "").strip("\"'")
    return next((i for i, line in enumerate(lines) if words in line), None) if words else None
