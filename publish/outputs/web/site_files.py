"""Files beside the pages, for servers and search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from publish.model.book import Edition
from publish.outputs.web.page_format import own_address

# What a `meta` element cannot say, for servers that read such a file.
_HEADERS = """\
/*
  Content-Security-Policy: frame-ancestors 'self'
  X-Content-Type-Options: nosniff
"""


def site_files(edition: Edition, pages: Iterable[str]) -> dict[str, bytes]:
    """Their contents by name; the site map needs the address of the edition (sitemaps.org)."""
    files = {"_headers": _HEADERS.encode()}
    if edition.address:
        files["sitemap.xml"] = "".join(_site_map(edition, pages)).encode()
    return files


def _site_map(edition: Edition, pages: Iterable[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for page in pages:
        yield f"<url><loc>{escape(own_address(edition, page))}</loc></url>\n"
    yield "</urlset>\n"
