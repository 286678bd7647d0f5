"""The faces of the classic theme, as rules of a style sheet."""

from __future__ import annotations

from publish.render.theme import load_theme

FACES = "\n".join(
    f"@font-face {{ font-family: '{font.family}'; src: url('{font.path.as_uri()}'); "
    f"font-style: {font.style} }}"
    for font in load_theme("classic").fonts
)
