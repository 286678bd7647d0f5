"""The end of a build in which some editions have errors, and others do not."""

from __future__ import annotations

from collections.abc import Sequence

from publish.diagnostics import ContentError, Report
from publish.model.artifact import Artifact


class IncompleteBuild(ContentError):
    """Some editions of a request have errors; the products of the others are in place."""

    def __init__(
        self, report: Report, artifacts: Sequence[Artifact], failed: Sequence[str]
    ) -> None:
        super().__init__(report)
        self.artifacts = artifacts
        self.failed = failed

    def __reduce__(self) -> tuple[type[ContentError], tuple[object, ...]]:
        return IncompleteBuild, (self.report, self.artifacts, self.failed)
