"""The addresses of the preview, all below its token."""

from __future__ import annotations

import asyncio
import math
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from publish.preview.exchange import NEW_PAGES, PAGES, PageRow, Setup
from publish.preview.source_map.blocks import Source
from publish.preview.versions import version_folder
from publish.preview.web.drawing import Drawing
from publish.preview.web.events import Events
from publish.preview.web.files import file_in_epub, media_type, path_inside
from publish.preview.web.guard import Application, Guard
from publish.preview.web.headers import CLIENT, COMMON, EBOOK, IMMUTABLE, WEB, WITH_READER
from publish.preview.web.places import Places, editor_address

_LOWEST, _HIGHEST, _USUAL = 24.0, 480.0, 108.0  # dots per inch
_READER = "foliate/"
_AT_TWICE = "@2x"

# The reader that `make setup` installs where npm is there.
FOLIATE = Path(sys.prefix) / "foliate/node_modules/foliate-js"


class Preview:
    """Answers the requests of the browser, from the folders of the views alone."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._versions = Path(setup.versions)
        self.events = Events()
        self._drawing = Drawing()
        self._places = Places(Path(setup.book), self._versions, self._drawing.open)

    def application(self, port: int) -> Application:
        """The application that listens at a port."""
        at, view = f"/{self._setup.token}", f"/{self._setup.token}/v/{{version:int}}"
        routes = [
            Route(f"{at}/", self._page),
            Route(f"{at}/client/{{name:path}}", self._client),
            Route(f"{at}/events", self._events),
            Route(f"{view}/print/pages.json", self._pages),
            Route(f"{view}/print/book.pdf", self._pdf),
            Route(f"{view}/print/{{name}}.png", self._png),
            Route(f"{view}/outline.json", self._outline),
            Route(f"{view}/ebook/book.epub", self._epub),
            Route(f"{view}/ebook/files/{{name:path}}", self._epub_file),
            Route(f"{view}/web/{{name:path}}", self._web_file),
            Route(f"{at}/source", self._source),
            Route(f"{at}/moved", self._moved),
            Route(f"{at}/at", self._place, methods=["GET", "POST"]),
        ]
        return Guard(Starlette(routes=routes), port, self._setup.token)

    async def _page(self, _: Request) -> Response:
        headers = WITH_READER if FOLIATE.is_dir() else CLIENT
        return _file(Path(self._setup.client), "index.html", headers)

    async def _client(self, request: Request) -> Response:
        folder, name = Path(self._setup.client), request.path_params["name"]
        if name == _READER:
            return _nothing(200 if FOLIATE.is_dir() else 204)
        if name.startswith(_READER):
            folder, name = FOLIATE, name.removeprefix(_READER)
        return _file(folder, name, CLIENT)

    async def _events(self, request: Request) -> Response:
        since = request.headers.get("Last-Event-ID", "")
        content = self.events.listen(int(since) if since.isdecimal() and len(since) < 10 else None)
        return StreamingResponse(content, media_type="text/event-stream", headers=COMMON)

    async def _pages(self, request: Request) -> Response:
        return self._view_file(request, "print", "pages.json", COMMON)

    async def _pdf(self, request: Request) -> Response:
        return self._view_file(request, "print", PAGES, COMMON)

    async def _outline(self, request: Request) -> Response:
        return self._view_file(request, "outline", "outline.json", COMMON)

    async def _epub(self, request: Request) -> Response:
        return self._view_file(request, "ebook", "book.epub", COMMON)

    async def _web_file(self, request: Request) -> Response:
        return self._view_file(request, "web", request.path_params["name"] or "index.html", WEB)

    def _view_file(
        self, request: Request, view: str, name: str, headers: Mapping[str, str]
    ) -> Response:
        folder = self._folder(request, view)
        return _nothing() if folder is None else _file(folder, name, headers)

    def _folder(self, request: Request, view: str) -> Path | None:
        return version_folder(self._versions, view, request.path_params["version"])

    async def _epub_file(self, request: Request) -> Response:
        folder = self._folder(request, "ebook")
        if folder is None:
            return _nothing()
        name = request.path_params["name"]
        found = await asyncio.to_thread(file_in_epub, folder / "book.epub", name)
        if found is None:
            return _nothing()
        return Response(found.content, media_type=found.media_type, headers=EBOOK)

    async def _png(self, request: Request) -> Response:
        folder, dpi = self._folder(request, "print"), _resolution(request)
        name = request.path_params["name"]
        page = None if folder is None else _page_row(folder, name.removesuffix(_AT_TWICE))
        if folder is None or page is None or dpi is None:
            return _nothing()
        content = await self._drawing.png(folder / (NEW_PAGES if page.new else PAGES), page, dpi)
        return Response(content, media_type="image/png", headers=IMMUTABLE)

    async def _source(self, request: Request) -> Response:
        query = dict(request.query_params)
        place = await self._drawing.run(self._places.source_of, query)
        if place is None:
            return _nothing()
        address = editor_address(self._setup.editor, Path(self._setup.book), place)
        values = {"file": place.file, "line": place.line, "address": address}
        return JSONResponse(values, headers=COMMON)

    async def _moved(self, request: Request) -> Response:
        query = dict(request.query_params)
        words = await self._drawing.run(self._places.moved, query)
        if words is None:
            return _nothing()
        return JSONResponse(msgspec.to_builtins(words), headers=COMMON)

    async def _place(self, request: Request) -> Response:
        line = request.query_params.get("line", "")
        if not line.isdecimal() or len(line) > 9:
            return _nothing(400)
        place = Source(self._name_in_book(request.query_params.get("file", "")), int(line))
        if found := await self._drawing.run(self._places.place_of, place):
            self.events.tell_place(msgspec.json.encode(found).decode())
        return _nothing(204 if found else 404)

    def _name_in_book(self, file: str) -> str:
        """The name of a file in the book, which editors give as a path."""
        path, book = Path(file), Path(self._setup.book)
        return path.relative_to(book).as_posix() if path.is_relative_to(book) else file


def _resolution(request: Request) -> float | None:
    """The dots per inch that a page is asked for; None for a number that is none."""
    try:
        dpi = float(request.query_params.get("dpi", _USUAL))
    except ValueError:
        return None
    twice = 2 if request.path_params["name"].endswith(_AT_TWICE) else 1
    return min(max(dpi * twice, _LOWEST), _HIGHEST) if math.isfinite(dpi) else None


def _page_row(folder: Path, hash_: str) -> PageRow | None:
    """The page of a version that shows what a hash stands for."""
    rows = msgspec.json.decode((folder / "pages.json").read_bytes(), type=list[PageRow])
    return next((row for row in rows if row.hash == hash_), None)


def _file(folder: Path, name: str, headers: Mapping[str, str]) -> Response:
    path = path_inside(folder, name)
    if path is None:
        return _nothing()
    return FileResponse(path, media_type=media_type(path.name), headers=dict(headers))


def _nothing(status: int = 404) -> Response:
    return Response(status_code=status, headers=COMMON)
