"""Changes files as accidents, other programs and attackers do; a seed gives one change."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random

_LISTED = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
_LONG = ("a" * 6000, "9" * 400, "-" * 300, "\u0301" * 20)
ANYWHERE = (*_LISTED.pop("any"), *_LONG)
WORDS: dict[str, list[str]] = _LISTED


def mutate(content: bytes, kind: str, random: Random) -> bytes:
    """One to four changes of a file; `kind` names the words that are inserted."""
    words = WORDS.get(kind, ())
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        change = random.choice(_OF_TEXT if words else _OF_BYTES)
        content = change(content, words, random)
    return content


def _flip(content: bytes, _: Sequence[str], random: Random) -> bytes:
    changed = bytearray(content)
    for _time in range(random.choice((1, 1, 2, 8))):
        if changed:
            changed[random.randrange(len(changed))] = random.choice(
                (0, 0xFF, random.randrange(256))
            )
    return bytes(changed)


def _cut(content: bytes, _: Sequence[str], random: Random) -> bytes:
    """Remove a part, or all after a position."""
    start, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return content[:start] + (b"" if random.random() < 0.3 else content[end:])


def _repeat(content: bytes, _: Sequence[str], random: Random) -> bytes:
    start, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
    times = random.choice((2, 2, 3, 20))
    return content[:start] + content[start : min(end, start + 2000)] * times + content[end:]


def _insert(content: bytes, words: Sequence[str], random: Random) -> bytes:
    word = random.choice(words if words and random.random() < 0.75 else ANYWHERE)
    breaks = random.choice(("", "", " ", "\n", "\n\n"))
    inserted = f"{breaks}{word}{breaks}".encode("utf-8", "surrogatepass")
    at = _position(content, random)
    return content[:at] + inserted + content[at:]


def _position(content: bytes, random: Random) -> int:
    """A position between two characters, if the file is text; often at the edge of a line."""
    at = random.randrange(len(content) + 1)
    if random.random() < 0.4:
        at = content.find(b"\n", at) + 1 or len(content)
    while at < len(content) and content[at] & 0xC0 == 0x80:
        at += 1
    return at


def _lines(content: bytes, _: Sequence[str], random: Random) -> bytes:
    """Remove, duplicate, swap, indent or join lines."""
    lines = content.split(b"\n")
    one, other = (random.randrange(len(lines)) for _ in range(2))
    match random.randrange(5):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = random.choice((b"  ", b"    ", b"> ", b"- ", b"\t")) + lines[one]
        case _:
            lines[one : one + 2] = [b" ".join(lines[one : one + 2])]
    return b"\n".join(lines)


def _number(content: bytes, _: Sequence[str], random: Random) -> bytes:
    """Replace a number by another one."""
    starts = [at for at, byte in enumerate(content) if 48 <= byte < 58]
    if not starts:
        return content
    at = end = random.choice(starts)
    while end < len(content) and 48 <= content[end] < 58:
        end += 1
    number = random.choice(("0", "-1", "1", "2", "65536", "99999", "9" * 30, "0.5", "1e9", ""))
    return content[:at] + number.encode() + content[end:]


_OF_TEXT = (_insert, _insert, _insert, _insert, _lines, _lines, _cut, _repeat, _number, _flip)
_OF_BYTES = (_flip, _flip, _flip, _cut, _repeat)
