"""Notebooks of Jupyter as Markdown: cells of text and of code, and what the code put out.

https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from publish.importers.documents.dialects.blocks import division
from publish.importers.documents.source_files import UnreadableSource

_PICTURES = {"image/svg+xml": ".svg", "image/png": ".png", "image/jpeg": ".jpg"}
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")  # colours of a terminal
_CAPTION = re.compile(
    r"^#\|\s*(?P<key>label|caption|fig-cap|fig-alt|tbl-cap)\s*:\s*(?P<value>.*)$", re.M
)
_TABLE = "``````{=html}"
_LISTING = "lst-"  # of the code itself
_HIDDEN_OUTPUT = frozenset({"remove-output", "remove_output", "remove-cell", "remove_cell"})


@dataclass(slots=True)
class Notebook:
    """A notebook as Markdown, and the pictures that its cells put out, by path in the project."""

    text: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)


def read_notebook(
    content: str, path: str, cell_of_code: Callable[[str, str, list[str]], str]
) -> Notebook:
    """The notebook at a path; `cell_of_code` writes a cell from its code, language and tags."""
    try:
        table = json.loads(content)
        cells = table["cells"]
        language = (table.get("metadata") or {}).get("kernelspec", {}).get("language") or "python"
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableSource(f"`{PurePosixPath(path).name}` is not a notebook") from error
    notebook, parts = Notebook(), []
    for cell in cells:
        code = _text(cell.get("source"))
        if cell.get("cell_type") == "raw":
            parts.append(code if code.startswith("---") else "")
        elif cell.get("cell_type") != "code":
            parts.append(code)
        else:
            tags = [str(tag) for tag in (cell.get("metadata") or {}).get("tags") or ()]
            shown = not _HIDDEN_OUTPUT & {*tags}
            options = {m["key"]: m["value"].strip("\"' ") for m in _CAPTION.finditer(code)}
            outputs = list(_outputs(cell, options, path, notebook)) if shown else []
            code = _CAPTION.sub("", code).lstrip("\n") if _is_numbered(outputs) else code
            parts += [cell_of_code(code, language, tags), _anchor(options), *outputs]
    notebook.text = "\n\n".join(filter(None, parts))
    return notebook


def _is_numbered(outputs: list[str]) -> bool:
    """Whether a picture or a table is put out, to which the caption and the label belong."""
    return any(each.startswith(("![", ":::", _TABLE)) for each in outputs)


def _anchor(options: Mapping[str, str]) -> str:
    """A target for what refers to a cell whose output has not taken its label."""
    label = options.get("label", "")
    return f"[]{{#{label}}}" if label and not label.startswith(_LISTING) else ""


def _text(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _outputs(
    cell: Mapping[str, Any], options: dict[str, str], path: str, notebook: Notebook
) -> Iterator[str]:
    for output in cell.get("outputs") or ():
        if output.get("output_type") == "stream" and output.get("name") != "stderr":
            yield _verbatim(_text(output.get("text")))
        elif output.get("output_type") == "error":
            yield _verbatim(f"{output.get('ename', '')}: {output.get('evalue', '')}")
        elif data := output.get("data"):
            yield _shown(data, options, path, notebook)


def _shown(data: Mapping[str, Any], options: dict[str, str], path: str, notebook: Notebook) -> str:
    """The best form of an output: text, a table or a picture; its caption goes with the first."""
    if markdown := data.get("text/markdown") or data.get("text/latex"):
        return _text(markdown)
    html = _text(data.get("text/html"))
    if "<table" in html:
        caption = _caption(options, "tbl-cap")
        shown = f"\n\n: {caption} {{#{options.pop('label', '')}}}" if caption else ""
        table = re.sub(r"(?s).*?(<table.*</table>).*", r"\1", html)
        return f"{_TABLE}\n{table}\n``````{shown}"
    for kind, suffix in _PICTURES.items():
        if kind in data and (content := _bytes(_text(data[kind]), kind)):
            return _picture(content, suffix, options, path, notebook)
    return _verbatim(_text(data.get("text/plain")))


def _bytes(value: str, kind: str) -> bytes | None:
    if kind == "image/svg+xml":
        return value.encode()
    try:
        return base64.b64decode(value)
    except binascii.Error:
        return None


def _picture(
    content: bytes, suffix: str, options: dict[str, str], path: str, notebook: Notebook
) -> str:
    place = PurePosixPath(path)
    name = f"{place.stem}-output-{len(notebook.pictures) + 1}{suffix}"
    notebook.pictures[str(place.with_name(name))] = content
    caption = _caption(options, "fig-cap")
    drawn = f"![{options.pop('fig-alt', '')}](<{name}>)"
    if not caption:
        return drawn
    return division("captioned", "", f"{drawn}\n\n{caption}", options.pop("label", ""))


def _caption(options: dict[str, str], key: str) -> str:
    """The caption of an output, which Quarto calls by its kind and MyST does not."""
    common = options.pop("caption", "")
    return options.pop(key, "") or common


def _verbatim(text: str) -> str:
    words = _ESCAPES.sub("", text).rstrip()
    marks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", words)), default=0))
    return f"{marks} text\n{words}\n{marks}" if words else ""
