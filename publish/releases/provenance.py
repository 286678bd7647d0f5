"""How a release was made: an in-toto statement with SLSA provenance.

https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md and
https://slsa.dev/spec/v1.0/provenance. It has no times, so that a rebuild states the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from publish.releases.facts import Release
from publish.releases.record import as_json

PROVENANCE = "provenance.json"
_PACKAGE = "pkg:pypi/publish-book"
_SYSTEM = frozenset({"python", "publish"})


def provenance(release: Release, files: Mapping[str, str]) -> bytes:
    """The statement for the files of a release, given with their hashes."""
    return as_json(
        {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [_hashed(name, digest) for name, digest in sorted(files.items())],
            "predicateType": "https://slsa.dev/provenance/v1",
            "predicate": {
                "buildDefinition": _definition(release),
                "runDetails": {"builder": {"id": f"{_PACKAGE}@{release.tools['publish']}"}},
            },
        }
    )


def _definition(release: Release) -> dict[str, Any]:
    return {
        "buildType": f"{_PACKAGE}#release",
        "externalParameters": {
            "title": release.metadata.title,
            "version": release.metadata.version,
            "editions": [edition.edition.name for edition in release.editions],
        },
        "resolvedDependencies": [
            *(_hashed(name, digest) for name, digest in sorted(release.sources.items())),
            *_packages([*release.tools.items(), *release.fonts.items()]),
        ],
    }


def _hashed(name: str, digest: str) -> dict[str, Any]:
    return {"name": name, "digest": {"sha256": digest}}


def _packages(versions: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Installed packages by their address; libraries of the system by name and version."""
    return [
        {"name": f"{name} {version}"}
        if ".so" in name or name in _SYSTEM
        else {"uri": f"pkg:pypi/{name}@{version}"}
        for name, version in versions
    ]
