"""YAML, in which other programs keep their settings, and the heads of Markdown files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from publish.errors import MissingTool
from publish.importers.documents.program import INSTALL
from publish.importers.documents.source_files import UnreadableSource, read_text

_MOST_ALIASES = 20  # of which each can double the size of a value
_HEAD = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)


def read_settings(file: Path) -> dict[str, Any]:
    """The table in a YAML file, or an empty one. Raises `UnreadableSource`, `MissingTool`."""
    return parse_settings(read_text(file), file.name) if file.is_file() else {}


def parse_settings(text: str, name: str) -> dict[str, Any]:
    """The table in a text of YAML; tags of other programs are None. Raises `UnreadableSource`."""
    if find_spec("yaml") is None:
        message = "this import needs a reader of YAML"
        raise MissingTool(message, hint=f"install it with: {INSTALL}")
    yaml = import_module("yaml")
    loader: Any = type("_Loader", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("", lambda *_: None)
    try:
        if sum(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)) > _MOST_ALIASES:
            raise UnreadableSource(f"`{name}` repeats parts of itself too often")
        value = yaml.load(text, Loader=loader)  # noqa: S506: a safe loader that knows no tag
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableSource(f"`{name}` is not YAML: {' '.join(str(error).split())}") from error
    return value if isinstance(value, dict) else {}


def split_head(text: str, name: str) -> tuple[dict[str, Any], str]:
    """The head of a Markdown file between lines `---`, and the text after it."""
    match = _HEAD.match(text)
    if not match:
        return {}, text
    return parse_settings(match["yaml"], name), text[match.end() :]


def shown_head(head: Mapping[str, Any]) -> str:
    """What a program prints of a chapter's head below its title, as paragraphs."""
    subtitle, people = words(head.get("subtitle")), names(head.get("author") or head.get("authors"))
    abstract = head.get("abstract") or head.get("description")
    parts = [f"*{subtitle}*" if subtitle else "", ", ".join(people)]
    parts.append(abstract.strip() if isinstance(abstract, str) else "")
    return "".join(f"{part}\n\n" for part in parts if part)


def words(value: object) -> str | None:
    """A value as one line, None for what is not a text."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def names(value: object) -> list[str]:
    """People as a text, a list, or tables with `name`; their names."""
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"\s*(?:,|\band\b|;)\s*", value) if part.strip()]
    if isinstance(value, Mapping):
        return names(value.get("name") or value.get("literal") or "")
    if isinstance(value, list):
        return [name for each in value for name in _whole(each)]
    return []


def _whole(value: object) -> list[str]:
    return [" ".join(value.split())] if isinstance(value, str) else names(value)
