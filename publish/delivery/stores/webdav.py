"""WebDAV, by the implementation of fsspec over httpx; no redirect is followed to another place."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import httpx
from webdav4 import client
from webdav4.fsspec import WebdavFileSystem

from publish.delivery.address import Address
from publish.delivery.credentials import LOGIN_HINT, find_login
from publish.delivery.failures import (
    LOGIN,
    Failure,
    causes,
    of_status,
    of_system,
    unreached,
    untrusted_certificate,
)
from publish.delivery.stores import Digest, Headers, digest_of, walk

_TIMES = httpx.Timeout(60, connect=20)
_FRESH = {"Cache-Control": "no-cache"}
_BROKEN = (httpx.TransportError, client.BadGatewayError)


def open_store(address: Address) -> WebdavStore:
    """The folder of a server; the login is sent with each request."""
    login = find_login(address.host, address.user)
    scheme = "https" if address.encrypted else "http"
    url = httpx.URL(scheme=scheme, host=address.host, port=address.port, path="/")
    system = WebdavFileSystem(
        url,
        auth=login if all(login) else None,
        skip_instance_cache=True,
        retry=False,
        timeout=_TIMES,
        event_hooks={"response": [_refuse_redirect]},
        # The authorities that the system trusts, or those that SSL_CERT_FILE names.
        verify=ssl.create_default_context(),
    )
    return WebdavStore(system, PurePosixPath(address.path.strip("/")))


def explain(error: Exception) -> Failure:
    """The failure behind an error."""
    for each in causes(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return untrusted_certificate(causes(error))
        if isinstance(each, httpx.HTTPStatusError | client.HTTPError):
            failure = of_status(each.response.status_code)
            if failure.code == LOGIN:
                failure.hint = LOGIN_HINT
            return failure
        if isinstance(each, client.InsufficientStorage):
            return of_status(507)
        if isinstance(each, client.ResourceNotFound):
            return of_status(404)
    if any(isinstance(each, _BROKEN) for each in causes(error)):
        return unreached(error)
    return of_system(error)


class WebdavStore:
    """The files below a folder of a server."""

    renames = True

    def __init__(self, system: WebdavFileSystem, root: PurePosixPath) -> None:
        self._system = system
        self._client: Any = system.client
        self._root = root
        self._made: set[PurePosixPath] = set()

    def sizes(self, folders: Sequence[str]) -> Mapping[str, int]:
        """See `Store`."""
        found = walk(self._system, str(self._root), deep=False, written=_quoted)
        for folder in folders:
            found |= walk(self._system, str(self._root / folder), written=_quoted)
        return {str(PurePosixPath(path).relative_to(self._root)): found[path] for path in found}

    def read(self, name: str) -> bytes:
        """See `Store`."""
        with self._get(name) as answer:
            answer.raise_for_status()
            return bytes(answer.read())

    def digest(self, name: str) -> Digest:
        """See `Store`."""
        with self._get(name) as answer:
            answer.raise_for_status()
            return digest_of(answer.iter_bytes())

    def _get(self, name: str) -> Any:
        return self._client.http.stream(
            "GET", self._client.join_url(self._path(name)), headers=_FRESH
        )

    def put(self, source: Path, name: str, headers: Headers) -> None:
        """See `Store`."""
        self._make_folder((self._root / name).parent)
        with source.open("rb") as file:
            self._client.upload_fileobj(
                file,
                self._path(name),
                overwrite=True,
                size=source.stat().st_size,
                headers={"Content-Type": headers.media_type},
            )

    def _make_folder(self, folder: PurePosixPath) -> None:
        """Create a folder, and those above it that are missing."""
        if folder in self._made or not folder.name:
            return
        try:
            self._make(folder)
        except client.ResourceConflict:
            self._make_folder(folder.parent)
            self._make(folder)
        self._made.add(folder)

    def _make(self, folder: PurePosixPath) -> None:
        with suppress(client.ResourceAlreadyExists):
            self._client.mkdir(_quoted(str(folder)))

    def move(self, old: str, new: str) -> None:
        """See `Store`; fsspec itself would copy and remove."""
        self._client.move(self._path(old), self._path(new), overwrite=True)

    def remove(self, name: str) -> None:
        """See `Store`."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self._path(name))

    def close(self) -> None:
        """See `Store`."""
        self._client.http.close()

    def _path(self, name: str) -> str:
        return _quoted(str(self._root / name))


def _quoted(path: str) -> str:
    """A path of the server as part of an address; "" is its top."""
    return "" if path == "." else quote(path)


def _refuse_redirect(answer: httpx.Response) -> None:
    """Raise `Failure` at a redirect, unless it only adds the slash of a folder."""
    if not answer.has_redirect_location:
        return
    there = answer.request.url.join(answer.headers["Location"])
    if str(there) != f"{answer.request.url}/":
        raise of_status(answer.status_code)
