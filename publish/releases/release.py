"""Writes a release: a folder that appears complete or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish.files import checksum_lines, new_folder, read_product, write_atomic
from publish.model.book import Book, Edition, Resource
from publish.model.formats import format_of
from publish.model.metadata import Contributor, Metadata
from publish.model.outline import outline
from publish.render.environment import Renderer
from publish.render.theme import load_theme

_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class Product:
    """A verified file to release; `pages` is None for a product without pages."""

    edition: Edition
    path: Path
    pages: int | None


def write_release(book: Book, products: Sequence[Product], cover: Resource, dist: Path) -> Path:
    """Write `dist/<book>/<version>/` with products, cover, record, checksums and page.

    An earlier release of the same version is replaced; other versions are not changed.
    """
    target = dist / book.name / book.metadata.version
    with new_folder(target) as stage:
        _write_files(stage, book, products, cover)
    return target


def _write_files(stage: Path, book: Book, products: Sequence[Product], cover: Resource) -> None:
    for product in products:
        if product.path.is_dir():
            shutil.copytree(product.path, stage / product.path.name)
        else:
            write_atomic(stage / product.path.name, product.path.read_bytes())
    cover_name = f"cover.{_SUFFIXES[cover.media_type]}"
    write_atomic(stage / cover_name, cover.content)
    files = [_file_entry(product) for product in products]
    record = json.dumps(_record(book, files), ensure_ascii=False, indent=2) + "\n"
    write_atomic(stage / "release.json", record.encode())
    page = _page(book, products[0].edition, files, cover_name)
    write_atomic(stage / "index.html", page.encode())
    write_atomic(stage / "SHA256SUMS", _checksums(stage).encode())


def _file_entry(product: Product) -> dict[str, Any]:
    content = read_product(product.path)
    assert content is not None, "it was verified"
    return {
        "name": product.path.name,
        "edition": product.edition.name,
        "media_type": format_of(product.edition.format).media_type,
        "size": content.size,
        "sha256": content.sha256,
        "pages": product.pages,
    }


def _record(book: Book, files: list[dict[str, Any]]) -> dict[str, Any]:
    metadata = book.metadata
    return {
        "book": book.name,
        "version": metadata.version,
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "authors": [_author(author) for author in metadata.authors],
        "series": _series(metadata),
        "language": metadata.language,
        "identifier": metadata.identifier,
        "isbn": metadata.isbn,
        "publisher": metadata.publisher,
        "date": metadata.date.isoformat() if metadata.date else None,
        "modified": f"{metadata.modified:%Y-%m-%dT%H:%M:%SZ}",
        "description": metadata.description,
        "subjects": list(metadata.subjects),
        "rights": metadata.rights,
        "files": files,
        "sections": outline(book.sections),
    }


def _author(author: Contributor) -> dict[str, str]:
    sort = {"sort": author.sort} if author.sort else {}
    return {"name": author.name, "role": author.role, **sort}


def _series(metadata: Metadata) -> dict[str, str] | None:
    if not metadata.series:
        return None
    return {"name": metadata.series, "number": metadata.series_number}


def _page(book: Book, edition: Edition, files: list[dict[str, Any]], cover: str) -> str:
    renderer = Renderer(book, edition, load_theme(edition.theme))
    return renderer.render("catalogue.html.j2", files=files, cover=cover)


def _checksums(stage: Path) -> str:
    content = read_product(stage)
    assert content is not None, "it was written"
    return checksum_lines(content.files)
