"""Images whose alternative text tells nothing (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.alt_text import fault_of
from publish.structure.accessible.findings import Fault, Written, place_in

_REASONS = {"file": "is the name of a file", "caption": "says again what the caption says"}


def alternatives(text: Written) -> Iterator[Fault]:
    """ACC-004; an image without any alternative text was told of when it was read."""
    for section, image in text.of("img"):
        if reason := _REASONS.get(fault_of(image)):
            message = f"the alternative text `{image.get('alt')}` {reason}"
            hint = "write what the picture tells to somebody who does not see it"
            yield Fault("ACC-004", message, place_in(section, image), hint)


def undescribed(text: Written) -> int:
    """How many images have no alternative text."""
    return sum(fault_of(image) == "missing" for _, image in text.of("img"))
