"""Tables, figures and centred words in HTML inside Markdown, kept whole for its reader."""

from __future__ import annotations

import re

from publish.importers.documents.dialects.lines import rewrite_outside_code

_BLOCK = re.compile(
    r"^[ \t]*<(?P<name>table|figure|picture|p(?=[^>]*\balign))\b[^>]*>.*?</(?P=name)>[ \t]*$",
    re.S | re.M | re.I,
)


def keep_html_blocks(text: str) -> str:
    """The text with each such block as raw HTML in pandoc's notation (`raw_attribute`)."""
    return rewrite_outside_code(text, lambda part: _BLOCK.sub(_raw, part))


def _raw(match: re.Match[str]) -> str:
    block = re.sub(r"\n[ \t]*(?=\n)", "", match[0]).strip()
    return f"\n``````{{=html}}\n{block}\n``````\n"
