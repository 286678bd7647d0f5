"""Boxes and code in pandoc's notation, as the passes over text write them."""

from __future__ import annotations

import re

from publish.importers.documents.boxes import admonition


def box(kind: str, title: str | None, inner: str, name: str = "") -> str:
    """A box of the kind that a dialect calls so; `title` is None where none is given."""
    own, shown = admonition(kind, title)
    return division(own, shown, inner, name)


def division(kind: str, title: str, inner: str, name: str = "") -> str:
    """A division with a class, whose title, if it has one, is a division in it."""
    marks = _fence(inner, ":", 4)
    parts = " ".join(filter(None, (f"#{name}" if name else "", f".{kind}")))
    head = f"::: title\n{title}\n:::\n\n" if title else ""
    return f"{marks} {{{parts}}}\n{head}{inner.strip(chr(10))}\n{marks}"


def code(
    content: str, language: str = "", name: str = "", caption: str = "", more: str = ""
) -> str:
    """Code with what is known of it; `more` are further attributes."""
    parts = [f".{language}"] if re.fullmatch(r"[\w+#-]+", language) else []
    parts += [f"#{name}"] if name else []
    parts += [f"caption={attribute_value(caption)}"] if caption else []
    parts += [more] if more else []
    braces = f" {{{' '.join(parts)}}}" if parts else ""
    marks = _fence(content, "~" if "`" in braces else "`", 3)
    return f"{marks}{braces}\n{content}\n{marks}"


def attribute_value(words: str) -> str:
    """Words in quotation marks, as the value of an attribute."""
    return '"' + " ".join(words.split()).replace("\\", "\\\\").replace('"', "”") + '"'


def _fence(content: str, mark: str, shortest: int) -> str:
    longest = max((len(run) for run in re.findall(re.escape(mark) + "+", content)), default=0)
    return mark * max(shortest, longest + 1)
