"""What a browser keeps for reading without a connection: all files, each by its own hash."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256

from publish.verification.difference import Code, Difference, quoted
from publish.verification.web.finished import FinishedWeb

_SURFACE = "offline"
_WORKER, _STARTER = "worker.js", "style/offline.js"
_LISTED = re.compile(rb"const FILES = (\{.*?\})\n")
_OUTSIDE = re.compile(r"downloads/|_headers$|sitemap\.xml$|worker\.js$")


def check_offline(finished: FinishedWeb) -> Iterator[Difference]:
    """The worker, and that every page starts it."""
    files = finished.container.files
    if not finished.edition.offline:
        if (finished.edition.offline is None) and _WORKER in files:
            yield Difference(Code.EXTRA, _SURFACE, _WORKER, "file", "nothing", "a worker")
        return
    yield from _compare(_kept(files), _listed(files.get(_WORKER, b"")))
    for document in finished.container.documents():
        if not any(each.address.endswith(_STARTER) for each in document.around.addresses):
            yield Difference(Code.MISSING, _SURFACE, document.href, "script", "a start", "nothing")


def _kept(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files that should be kept, with their hashes."""
    return {
        name: b64encode(sha256(content).digest()).decode()
        for name, content in files.items()
        if not _OUTSIDE.match(name)
    }


def _listed(worker: bytes) -> dict[str, str]:
    found = _LISTED.search(worker)
    return dict(json.loads(found[1])) if found else {}


def _compare(right: Mapping[str, str], shown: Mapping[str, str]) -> Iterator[Difference]:
    for name in sorted(right.keys() | shown.keys()):
        if right.get(name) != shown.get(name):
            values = quoted(right.get(name)), quoted(shown.get(name))
            yield Difference(Code.FACT, _SURFACE, name, "hash", *values)
