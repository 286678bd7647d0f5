"""The flow of a catalogue: releases are read, and a folder of pages and feeds is written."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from publish.config.values import is_language_tag
from publish.context import Context
from publish.errors import UsageError
from publish.files import replace_tree
from publish.pipeline.selection import stop_on_errors
from publish.releases.catalogue.addresses import Addresses
from publish.releases.catalogue.books import CataloguedBook, group_books
from publish.releases.catalogue.files import MARK, Catalogue, Settings
from publish.releases.catalogue.reading import read_releases
from publish.verification.catalogue.check import check_catalogue


class CatalogueRequest(msgspec.Struct, frozen=True):
    """How to catalogue the releases below `dist` into the folder `out`.

    `url` is where `out` will be on the web, `title` and `language` are of the catalogue, and
    `templates` is a folder with templates that replace the shipped ones.
    """

    dist: Path
    out: Path
    url: str = ""
    title: str = ""
    language: str = "en"
    templates: Path | None = None


def write_catalogue(request: CatalogueRequest, context: Context) -> bool:
    """Write the catalogue, whole or not at all; False if it is as it was.

    Raises `ContentError` where a release is damaged.
    """
    _stop_unless_usable(request)
    books = read_books(request.dist, context)
    context.progress(f"writing {request.out}")
    files = Catalogue(books, _settings(request)).files()

    def approve(written: Path) -> None:
        context.progress(f"verifying {request.out}")
        context.report.extend(check_catalogue(request.dist, written, request.out))
        stop_on_errors(context.report)

    return replace_tree(request.out, files, approve)


def read_books(dist: Path, context: Context) -> list[CataloguedBook]:
    """The books below a folder; raises `ContentError` with all that is wrong."""
    context.progress(f"reading {dist}")
    releases = read_releases(dist, context.report)
    books = group_books(releases, context.report, str(dist))
    stop_on_errors(context.report)
    return books


def _settings(request: CatalogueRequest) -> Settings:
    addresses = Addresses.between(request.out, request.dist, request.url)
    return Settings(addresses, request.title, request.language, request.templates)


def _stop_unless_usable(request: CatalogueRequest) -> None:
    dist, out = request.dist.resolve(), request.out.resolve()
    if dist.is_relative_to(out):
        hint = f"name a folder inside it, such as {request.dist}/catalogue"
        raise UsageError(f"the catalogue would replace the releases in {request.dist}", hint=hint)
    if out.exists() and not _is_replaceable(out):
        hint = "name a new folder, or remove this one"
        raise UsageError(f"{request.out} is not a catalogue, and would be replaced", hint=hint)
    parts = urlsplit(request.url)
    if request.url and (parts.scheme not in ("http", "https") or not parts.netloc):
        hint = "give the whole address: --url https://press.example/catalogue/"
        raise UsageError(f"`{request.url}` is not an address on the web", hint=hint)
    if not is_language_tag(request.language):
        hint = "write it as in a manifest: en, de, pt-BR"
        raise UsageError(f"`{request.language}` is not a language tag", hint=hint)


def _is_replaceable(out: Path) -> bool:
    """Whether a folder is empty or a catalogue."""
    return out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))
