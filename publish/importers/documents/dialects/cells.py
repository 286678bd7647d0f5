"""Cells of code that Quarto and R Markdown run: code with its options, a picture, or nothing.

https://quarto.org/docs/reference/cells/cells-knitr.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.importers.documents.dialects.blocks import attribute_value
from publish.importers.documents.ledger import Ledger, LossKind

_CELL = re.compile(r"(?P<indent>\s*)(?P<marks>`{3,}|~{3,})\s*\{(?P<info>[^}.#\n][^\n]*)\}\s*\Z")
_OPTION = re.compile(r"\s*(?:#|//|%%)\|\s*(?P<key>[\w.-]+)\s*:\s*(?P<value>.*)")
_MORE = re.compile(r"\s*(?:#|//|%%)\|\s(?P<value>\s*\S.*)")
_HEADER_OPTION = re.compile(
    r"([\w.-]+)\s*=\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|c\([^)]*\)|[^,]+)"
)
_GRAPHICS = re.compile(
    r"(?:knitr::)?include_graphics\(\s*(?P<paths>c\([^)]*\)|\"[^\"]+\"|'[^']+')", re.S
)
_KABLE = re.compile(r"\bcaption\s*=\s*(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)')")
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_ENGINE = re.compile(r"[a-z][\w+-]*")  # a program by name, of which books bring their own
_DRAWINGS = frozenset({"mermaid", "dot"})  # which are told where their code is written
_NEVER = frozenset({"false", "FALSE", "F", "no"})


def rewrite_cell(block: str, document: str, ledger: Ledger) -> str:
    """A block of code as pandoc reads it; what is not a cell stays."""
    first, _, rest = block.partition("\n")
    match = _CELL.match(first)
    if not match:
        return block
    language, options = header(match["info"])
    if not _ENGINE.fullmatch(language):
        return block
    code = list(_without_options(rest.split("\n"), options))
    label, caption = (
        options.get("label", ""),
        options.get("fig-cap") or options.get("tbl-cap") or "",
    )
    code_text = "\n".join(code)
    if not caption and (table := _KABLE.search(code_text)):
        caption = table["double"] or table["single"]
    if graphics := _GRAPHICS.search(code_text):
        return _pictures(graphics["paths"], label, caption, options, match["indent"])
    if (caption and language not in _DRAWINGS) or options.get("output") == "asis":
        ledger.add(LossKind.OUTPUT, document, label or caption)
    if options.get("include") in _NEVER or options.get("echo") in _NEVER:
        ledger.add(LossKind.HIDDEN, document, label or first)
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
    given = header(match["info"])[1].get("child", "") if match else ""
    return re.findall(r"[^\s,\"'()]+\.\w+", given.removeprefix("c("))


def header(info: str) -> tuple[str, dict[str, str]]:
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


def _pictures(paths: str, label: str, caption: str, options: dict[str, str], indent: str) -> str:
    """The pictures that a cell includes: one with the caption, or several in a figure."""
    files, alts = _strings(paths), _strings(options.get("fig-alt", ""))
    if len(files) == 1:
        return f"\n{indent}{_picture(files[0], label, caption, ' '.join(alts), options)}\n\n"
    alts = alts if len(alts) == len(files) else [*alts[:1]] * len(files)
    inner = [
        _picture(file, "", "", alt, options) for file, alt in zip(files, alts or files, strict=True)
    ]
    name = label if re.match(r"fig[:-]", label) else f"fig:{label}"
    lines = [f"::: {{#{name}}}", *(f"{each}\n" for each in inner), caption, ":::"]
    return "\n".join(["", *(indent + line for line in lines), ""])


def _strings(code: str) -> list[str]:
    """The strings in a vector of R; what is not such a vector is one string."""
    if not code.startswith("c("):
        return [code.strip("\"'")] if code else []
    return [double or single for double, single in _STRING.findall(code)]


def _picture(path: str, label: str, caption: str, alt: str, options: dict[str, str]) -> str:
    parts = [f"#{label}"] if label else []
    if alt:
        parts.append(f"fig-alt={attribute_value(alt)}")
    if re.fullmatch(r"[\d.]+(?:%|px|cm|mm|in|pt)", options.get("out-width", "")):
        parts.append(f"width={options['out-width']}")
    braces = f"{{{' '.join(parts)}}}" if parts else ""
    return f"![{caption}](<{path}>){braces}"
