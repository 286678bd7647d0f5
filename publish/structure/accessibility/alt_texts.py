"""Images whose alternative text tells nothing (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.alt_text import alt_text_problem
from publish.structure.accessibility.findings import AuthoredText, Finding, location_in

_REASONS = {"file": "is the name of a file", "caption": "says again what the caption says"}


def check_alt_texts(text: AuthoredText) -> Iterator[Finding]:
    """ACC-004; an image without any alternative text was told of when it was read."""
    for section, image in text.elements("img"):
        if reason := _REASONS.get(alt_text_problem(image)):
            message = f"the alternative text `{image.get('alt')}` {reason}"
            hint = "write what the picture tells to somebody who does not see it"
            yield Finding("ACC-004", message, location_in(section, image), hint)


def count_undescribed_images(text: AuthoredText) -> int:
    """How many images have no alternative text."""
    return sum(alt_text_problem(image) == "missing" for _, image in text.elements("img"))
