"""Findings cached by the content of the file, so that an unchanged book is not validated twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from publish.cache import Cache, Memo
from publish.verification.validators.verdict import Finding

Findings = tuple[Finding, ...]


class Request(msgspec.Struct, frozen=True):
    """A file to validate, the rules, and the name and version of the validator."""

    path: Path
    rules: str
    validator: str


class _VerdictInputs(msgspec.Struct, frozen=True):
    product: str
    rules: str
    validator: str


_VERDICTS = Memo("verdict", _VerdictInputs, Findings, any_toolchain=True)


def cached_findings(
    requests: Sequence[Request],
    cache: Cache,
    validate: Callable[[Sequence[Request]], list[Findings]],
) -> list[Findings]:
    """The findings for each request: from the cache where it has them, else from `validate`."""
    slots = {request: _VERDICTS.at(cache, _inputs(request)) for request in requests}
    loaded = ((request, slot.load()) for request, slot in slots.items())
    known = {request: findings for request, findings in loaded if findings is not None}
    unknown = [request for request in slots if request not in known]
    if unknown:
        for request, findings in zip(unknown, validate(unknown), strict=True):
            known[request] = findings
            slots[request].store(findings)
    return [known[request] for request in requests]


def _inputs(request: Request) -> _VerdictInputs:
    content = hashlib.sha256(request.path.read_bytes()).hexdigest()
    return _VerdictInputs(content, request.rules, request.validator)
