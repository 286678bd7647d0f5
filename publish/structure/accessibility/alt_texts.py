"""Images with an uninformative alternative text (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.alt_text import alt_text_problem
from publish.structure.accessibility.findings import AuthoredText, Finding, location_in

_PROBLEMS = {"file": "is a file name", "caption": "repeats the caption"}


def check_alt_texts(text: AuthoredText) -> Iterator[Finding]:
    """ACC-004; images without an alternative text are reported by `sources`."""
    for section, image in text.elements("img"):
        if problem := _PROBLEMS.get(alt_text_problem(image)):
            message = f"the alternative text `{image.get('alt')}` {problem}"
            hint = "describe the image for somebody who cannot see it"
            yield Finding("ACC-004", message, location_in(section, image), hint)


def count_undescribed_images(text: AuthoredText) -> int:
    """The number of images without an alternative text."""
    return sum(alt_text_problem(image) == "missing" for _, image in text.elements("img"))
