"""The folder of a layout process besides its documents: style sheet, fonts and images."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from publish.model.book import Resource
from publish.outputs.pdf.exchange.jobs import ServedFile
from publish.render.drawing_fonts import with_fonts_of
from publish.render.theme import Font, Theme

# For one piece, or for a book that is laid out whole: 900 pages take 90 s and a tenth of this.
TIME_LIMIT = 600.0  # seconds
MEMORY_LIMIT = 6_000_000_000  # bytes of address space

# It names no system font: the same book has the same pages on every machine. The folder of cached
# scans is in the job's own folder too, so that nothing is left over. Pango sets in the family
# "emoji" what is to look like one.
_FONTCONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<selectfont>
<acceptfont>{files}</acceptfont>
<rejectfont><glob>*</glob></rejectfont>
</selectfont>
<alias binding="same"><family>emoji</family><prefer><family>Noto Emoji</family></prefer></alias>
<cachedir>{cache}</cachedir>
</fontconfig>
"""
_FONTCONFIG_FILE = "fonts.conf"


def write_job_files(
    folder: Path, style: str, theme: Theme, resources: Iterable[Resource]
) -> dict[str, ServedFile]:
    """Write to `folder` the files that documents may request; returns them by their URLs.

    The style sheet becomes `style.css`; `fonts.conf` names the fonts of the theme.
    """
    (folder / "style.css").write_text(style, encoding="utf-8")
    write_font_configuration(folder, theme.fonts)
    files = {font_url(font): ServedFile(str(font.path), "font/ttf") for font in theme.fonts}
    for number, resource in enumerate(resources):
        file = folder / f"resource-{number}"
        file.write_bytes(with_fonts_of(theme, resource.media_type, resource.content))
        files[resource.href] = ServedFile(str(file), resource.media_type)
    return files


def engine_environment(folder: Path) -> dict[str, str]:
    """The environment variables of an engine that works in this folder."""
    return {
        "PYTHONHASHSEED": "0",
        # fontTools stamps instances of variable fonts with the time, or with this.
        "SOURCE_DATE_EPOCH": "0",
        "TZ": "UTC",
        "FONTCONFIG_FILE": str(folder / _FONTCONFIG_FILE),
        "TMPDIR": str(folder),  # the engine's own temporary files are deleted with the folder
    }


def font_url(font: Font) -> str:
    """The URL of a font in style sheets, relative to `BASE_URL`."""
    safe = "".join(char if char.isalnum() else "-" for char in font.path.stem)
    return f"fonts/{safe}{font.path.suffix}"


def write_font_configuration(folder: Path, fonts: Iterable[Font]) -> Path:
    """A fontconfig configuration in `folder` that has these fonts only.

    Others in the folder of a font would be taken for characters that the font of a text lacks.
    """
    paths = sorted({font.path for font in fonts})
    file = folder / _FONTCONFIG_FILE
    folders = dict.fromkeys(str(path.parent) for path in paths)
    content = _FONTCONFIG.format(
        folders="\n".join(f"<dir>{escape(each)}</dir>" for each in folders),
        files="".join(f"<glob>{escape(str(path))}</glob>" for path in paths),
        cache=escape(str(folder / "font-cache")),
    )
    file.write_text(content, encoding="utf-8")
    return file
