"""Reading without a connection: a worker that keeps the files of one version (Service Workers).

Each is kept by a hash of its content, so that a new version loads only what has changed, and takes
over once it has all of it. An edition that must not be kept any more ends the worker of before.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping

from publish.model.book import Edition
from publish.outputs.web.assets import script
from publish.outputs.web.downloads import FOLDER
from publish.render.environment import Renderer

WORKER, STARTER = "worker.js", "style/offline.js"
_NOT_KEPT = ("_headers", "sitemap.xml")  # for servers and search engines


def offline_files(
    edition: Edition, hashes: Mapping[str, str], renderer: Renderer
) -> dict[str, bytes]:
    """The worker and the script that starts it; `hashes` are those of all other files."""
    if edition.offline is None:
        return {}
    if not edition.offline:
        return {WORKER: script(renderer, "no-worker.js")}
    kept = {name: _as_base64(value) for name, value in hashes.items() if _is_kept(name)}
    listed = json.dumps(dict(sorted(kept.items())), ensure_ascii=True, separators=(",", ":"))
    return {WORKER: f"const FILES = {listed}\n".encode() + script(renderer, "worker.js")}


def _is_kept(name: str) -> bool:
    return name not in _NOT_KEPT and not name.startswith(f"{FOLDER}/")


def _as_base64(sha256: str) -> str:
    return b64encode(bytes.fromhex(sha256)).decode()
