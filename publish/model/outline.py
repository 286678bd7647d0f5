"""The numbered tree as plain values, for `publish outline --json` and the release record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from publish.model.section import Section


def outline(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Nested objects; `number` is bare, `label` is printed before the title; both may be null."""
    return [
        {
            "id": section.id,
            "role": str(section.role),
            "matter": str(section.matter),
            "level": section.level,
            "number": section.number,
            "label": section.label,
            "title": section.title,
            "children": outline(section.children),
        }
        for section in sections
    ]
