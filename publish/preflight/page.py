"""The preflight page as one HTML file that can be mailed: no script, no request."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from publish.preflight.facts import PreflightSheet
from publish.preflight.plates import is_measured
from publish.render.templates import TemplateFolder

_TEMPLATE, _STYLE = "preflight.html.j2", "preflight.css"


def preflight_page(sheet: PreflightSheet, language: str, direction: str) -> str:
    """The page; the title of the book is in its language."""
    templates = TemplateFolder("preflight", None)
    style = templates.text(_STYLE)
    pictures = [b64encode(each.picture).decode() for each in sheet.sheets]
    return templates.render(
        _TEMPLATE,
        sheet=sheet,
        language=language,
        direction=direction,
        shown=list(zip(sheet.sheets, pictures, strict=True)),
        broken=[verdict for verdict in sheet.verdicts if verdict.findings],
        kept=[verdict for verdict in sheet.verdicts if not verdict.findings],
        measured=is_measured(),
        style=style,
        style_hash=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
