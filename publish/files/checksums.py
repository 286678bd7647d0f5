"""The SHA-256 of contents and files, and the lines that list it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path


def sha256_of(content: bytes) -> str:
    """The SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file; empty if it is not a file or cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def checksum_lines(files: Mapping[str, str]) -> str:
    """One line per file, as `sha256sum --check` reads them (GNU coreutils)."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(files.items()))


def parse_checksum_lines(text: str) -> dict[str, str]:
    """The hashes by name that such lines have."""
    rows = (line.partition("  ") for line in text.splitlines())
    return {name: sha256 for sha256, _, name in rows}
