"""The content of a product, a file or a folder: its hash, its size, and the hashes of its files."""

from __future__ import annotations

from pathlib import Path

import msgspec

from publish.files.checksums import checksum_lines, sha256_of


class ProductContent(msgspec.Struct, frozen=True):
    """Hash and size of a product; `files` are the hashes of the files of a folder, by name."""

    sha256: str
    size: int
    files: dict[str, str]


def read_product(path: Path) -> ProductContent | None:
    """The content of a product; None if it was removed or replaced by something else."""
    try:
        if path.is_dir():
            return _read_folder(path)
        return _of_file(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def _of_file(content: bytes) -> ProductContent:
    return ProductContent(sha256_of(content), len(content), {})


def _read_folder(folder: Path) -> ProductContent:
    """The hash of a folder is that of its checksum lines."""
    contents = {
        path.relative_to(folder).as_posix(): _of_file(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }
    files = {name: content.sha256 for name, content in contents.items()}
    size = sum(content.size for content in contents.values())
    sha256 = sha256_of(checksum_lines(files).encode())
    return ProductContent(sha256, size, dict(sorted(files.items())))
