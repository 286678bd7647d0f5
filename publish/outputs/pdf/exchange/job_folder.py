"""What the layout engine finds in its folder beside the documents: styles, fonts and images."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from publish.model.book import Resource
from publish.outputs.pdf.exchange.jobs import Served
from publish.render.theme import Font, Theme

CONFIGURATION = "fonts.conf"

# Of one piece, or of a book that is laid out as a whole: 900 pages take 90 s and a tenth of this.
SECONDS = 600.0
MEMORY = 6_000_000_000  # bytes of address space

# No system font is in it: the same book has the same pages on every machine. The folder of cached
# scans lies in the job's own folder too, so that nothing is left behind.
_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
</fontconfig>
"""


def provide(
    folder: Path, style: str, theme: Theme, resources: Iterable[Resource]
) -> dict[str, Served]:
    """Lay out in `folder` what documents may ask for; the files by the URLs that they are found at.

    The style sheet becomes `style.css`, the fonts of the theme are named in `fonts.conf`.
    """
    (folder / "style.css").write_text(style, encoding="utf-8")
    write_configuration(folder, theme.fonts)
    served = {font_url(font): Served(str(font.path), "font/ttf") for font in theme.fonts}
    for number, resource in enumerate(resources):
        file = folder / f"resource-{number}"
        file.write_bytes(resource.content)
        served[resource.href] = Served(str(file), resource.media_type)
    return served


def environment(folder: Path) -> dict[str, str]:
    """What an engine runs under whose folder this is."""
    return {
        "PYTHONHASHSEED": "0",
        # fontTools stamps the fonts that it cuts out of variable ones with the time, or with this.
        "SOURCE_DATE_EPOCH": "0",
        "TZ": "UTC",
        "FONTCONFIG_FILE": str(folder / CONFIGURATION),
        "TMPDIR": str(folder),  # the engine's own files in passing go with the folder
    }


def font_url(font: Font) -> str:
    """The URL of a font in style sheets, below the base of the job."""
    safe = "".join(sign if sign.isalnum() else "-" for sign in font.path.stem)
    return f"fonts/{safe}{font.path.suffix}"


def write_configuration(folder: Path, fonts: Iterable[Font]) -> Path:
    """A fontconfig configuration in `folder` that knows the folders of these fonts alone."""
    homes = sorted({str(font.path.parent) for font in fonts})
    file = folder / CONFIGURATION
    folders = "\n".join(f"<dir>{escape(home)}</dir>" for home in homes)
    cached = escape(str(folder / "font-cache"))
    file.write_text(_CONFIGURATION.format(folders=folders, cache=cached), encoding="utf-8")
    return file
