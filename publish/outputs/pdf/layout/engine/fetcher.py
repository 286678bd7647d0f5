"""The only access of the layout engine to files: those of one job, and nothing else.

WeasyPrint's own fetcher reads every file and every URL that a document names. This one serves a
list of URLs below a base that cannot exist on any network, and records what it refuses, because
the engine ignores a refusal while it draws an SVG.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from publish.outputs.pdf.exchange.jobs import BASE_URL, ServedFile
from publish.outputs.pdf.layout.engine.images import printable


class BookFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the files of a job by their names below `BASE_URL`, and images in `data:` URLs."""

    def __init__(self, files: Mapping[str, ServedFile]) -> None:
        super().__init__(allowed_protocols=("http", "data"), allow_redirects=False)
        self._files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The file of a URL; anything else is refused and recorded."""
        if url.startswith("data:image/"):
            response = super().fetch(url, headers)
            return _response(url, response.read(), response.content_type)
        name = unquote(url.removeprefix(BASE_URL)) if url.startswith(BASE_URL) else None
        file = self._files.get(name) if name is not None else None
        if file is None:
            self.refused.append(name or url[:200])
            raise ValueError(f"not a file of the book: {url[:200]}")
        return _response(url, Path(file.path).read_bytes(), file.media_type)


def _response(url: str, content: bytes, media_type: str) -> URLFetcherResponse:
    return URLFetcherResponse(url, printable(content), {"Content-Type": media_type})
