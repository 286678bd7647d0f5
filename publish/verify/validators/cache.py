"""Findings stored by the content of the file, so that an unchanged book is not validated twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.external import ToolFailed
from publish.verify.validators.java import decode_findings, encode_findings
from publish.verify.validators.verdict import Finding

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A file to validate, the rules, and the name and version of the validator."""

    path: Path
    rules: str
    validator: str


def cached_findings(
    requests: Sequence[Request],
    cache: Path | None,
    validate: Callable[[Sequence[Request]], list[Findings]],
) -> list[Findings]:
    """The findings for each request: from the cache where it has them, else from `validate`."""
    known: dict[Request, Findings] = {}
    if cache is not None:
        entries = {request: cache / _key(request) for request in requests}
        loaded = ((request, _load(entry)) for request, entry in entries.items())
        known = {request: findings for request, findings in loaded if findings is not None}
    unknown = [request for request in dict.fromkeys(requests) if request not in known]
    if unknown:
        new = dict(zip(unknown, validate(unknown), strict=True))
        known |= new
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
            for request, findings in new.items():
                entries[request].write_bytes(encode_findings([findings]))
    return [known[request] for request in requests]


def _key(request: Request) -> str:
    """The name of an entry: the file's content, and the validator with its version and rules."""
    content = hashlib.sha256(request.path.read_bytes())
    content.update(f"{request.rules} {request.validator}".encode())
    return f"{content.hexdigest()}.json"


def _load(entry: Path) -> Findings | None:
    """The findings of an entry; None where it does not exist or is truncated."""
    try:
        return decode_findings(str(entry), entry.read_bytes(), 1)[0]
    except (FileNotFoundError, ToolFailed):
        return None
