"""Cells of code that Quarto and R Markdown run: code with its options, a picture, or nothing.

https://quarto.org/docs/reference/cells/cells-knitr.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.importers.documents.ledger import Ledger, LossKind

_CELL = re.compile(r"(?P<indent>\s*)(?P<marks>`{3,}|~{3,})\s*\{(?P<info>[^}.#][^}]*)\}\s*\Z")
_OPTION = re.compile(r"\s*(?:#|//|%%)\|\s*(?P<key>[\w.-]+)\s*:\s*(?P<value>.*)")
_MORE = re.compile(r"\s*(?:#|//|%%)\|\s(?P<value>\s*\S.*)")
_HEADER_OPTION = re.compile(
    r"([\w.-]+)\s*=\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|c\([^)]*\)|[^,]+)"
)
_GRAPHICS = re.compile(r"(?:knitr::)?include_graphics\(\s*[\"'](?P<path>[^\"']+)[\"']")
_LANGUAGES = frozenset(
    "r python julia ojs sql bash sh stan mermaid dot cpp rcpp js css perl ruby".split()
)
_DRAWINGS = frozenset({"mermaid", "dot"})  # which are told where their code is written
_NEVER = frozenset({"false", "FALSE", "F", "no"})


def rewrite_cell(block: str, document: str, ledger: Ledger) -> str:
    """A block of code as pandoc reads it; what is no cell stays."""
    first, _, rest = block.partition("\n")
    match = _CELL.match(first)
    if not match:
        return block
    language, options = _header(match["info"])
    if language not in _LANGUAGES:
        return block
    code = list(_without_options(rest.split("\n"), options))
    label, caption = (
        options.get("label", ""),
        options.get("fig-cap") or options.get("tbl-cap") or "",
    )
    if graphics := _GRAPHICS.search("\n".join(code)):
        alt = options.get("fig-alt", "")
        return _picture(graphics["path"], label, caption, alt, match["indent"])
    if (caption and language not in _DRAWINGS) or options.get("output") == "asis":
        ledger.add(LossKind.OUTPUT, document, label or caption)
    if options.get("include") in _NEVER or options.get("echo") in _NEVER:
        ledger.add(LossKind.RAW, document, label or first)
        return f"\n{match['indent']}[{caption}]{{#{label}}}\n" if caption and label else "\n"
    parts = [f".{language}"]
    if label and (caption or label.startswith("lst-")):
        parts.append(f"#{label}")
    if shown := caption or options.get("lst-cap", ""):
        parts.append(f'caption="{shown.replace(chr(34), "”")}"')
    return f"{match['indent']}{match['marks']} {{{' '.join(parts)}}}\n" + "\n".join(code)


def child_documents(block: str) -> list[str]:
    """The documents that a cell of R Markdown puts in its place (`child=`)."""
    match = _CELL.match(block.partition("\n")[0])
    given = _header(match["info"])[1].get("child", "") if match else ""
    return re.findall(r"[^\s,\"'()]+\.\w+", given.removeprefix("c("))


def _header(info: str) -> tuple[str, dict[str, str]]:
    """The language and the options in `{r label, fig.cap="…"}`."""
    language, _, rest = info.strip().lstrip(".").partition(" ")
    language, comma, more = language.partition(",")
    rest = f"{more} {rest}" if comma else rest
    options = {
        key.replace(".", "-"): value.strip().strip("\"'")
        for key, value in _HEADER_OPTION.findall(rest)
    }
    label = rest.split(",")[0].strip()
    if label and "=" not in label:
        options.setdefault("label", label)
    return language.strip().lower(), options


def _without_options(lines: list[str], options: dict[str, str]) -> Iterator[str]:
    """The lines of code; the options at its beginning go into the table."""
    key, reading = "", True
    for line in lines:
        option = _OPTION.match(line) if reading else None
        more = _MORE.match(line) if reading and key and not option else None
        if option:
            key = option["key"].replace(".", "-")
            value = option["value"].strip()
            options[key] = "" if value in ("|", ">", "|-", ">-") else value.strip("\"'")
        elif more:
            options[key] = f"{options[key]} {more['value'].strip()}".strip().strip("\"'")
        else:
            reading = reading and not line.strip()
            yield line


def _picture(path: str, label: str, caption: str, alt: str, indent: str) -> str:
    parts = [f"#{label}"] if label else []
    if alt:
        parts.append(f'fig-alt="{alt.replace(chr(34), "”")}"')
    braces = f"{{{' '.join(parts)}}}" if parts else ""
    return f"\n{indent}![{caption}](<{path}>){braces}\n\n"
