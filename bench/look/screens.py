"""Screens of an e-book, in Chromium: each device in each colour of paper."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.look.choice import Place, choose, spine
from publish.external import locate_program, run
from publish.verification.validators.ace import HOME, find_browser

SCRIPT = Path(__file__).with_name("screens.js")
PUPPETEER = HOME / "node_modules" / "puppeteer"
_SECONDS = 1200
# Width, height and margin in pixels of CSS, and pixels of the screen for each.
DEVICES = {
    "phone": (390, 760, 24, 1.5),
    "small-phone": (320, 568, 20, 1.5),
    "tablet": (820, 1100, 64, 1),
}
# The reader's own colours, and whether it says that it is dark.
PAPERS = {
    "light": ("#ffffff", "#000000", "light"),
    "sepia": ("#f1e7d0", "#4a3b2a", "light"),
    "dark": ("#121212", "#dddddd", "dark"),
}


@dataclass(frozen=True, slots=True)
class View:
    """A device with the sheet that its reading system adds to the book's own."""

    name: str
    width: int
    height: int
    scale: float
    scheme: str
    style: str


def views() -> list[View]:
    """Each device in each colour."""
    return [_view(device, paper) for device in DEVICES for paper in PAPERS]


def _view(device: str, paper: str) -> View:
    width, height, margin, scale = DEVICES[device]
    ground, ink, scheme = PAPERS[paper]
    return View(
        name=f"{device}-{paper}",
        width=width,
        height=height,
        scale=scale,
        scheme=scheme,
        style=f"""
            :root {{
              box-sizing: border-box; width: {width}px; height: {height}px; margin: 0;
              padding: {margin}px; overflow: hidden; color-scheme: {scheme};
              column-width: {width - 2 * margin}px; column-gap: {2 * margin}px; column-fill: auto;
            }}
            :root, body {{ background: {ground} !important; color: {ink} !important }}
            body {{ margin: 0 !important; padding: 0 !important; max-width: none !important }}
            img, svg {{ max-width: 100%; max-height: {height - 2 * margin}px }}
        """,
    )


def shoot(book: Path, folder: Path, chosen: Sequence[View] = ()) -> list[Path]:
    """Screens of an EPUB, with a folder for each view; their names are the same in all."""
    with tempfile.TemporaryDirectory() as name:
        unpacked = Path(name).resolve()
        zipfile.ZipFile(book).extractall(unpacked)
        places = choose(spine(unpacked))
        plan = unpacked / "plan.json"
        plan.write_text(json.dumps(_plan(places, folder, chosen or views())), encoding="utf-8")
        run(["node", SCRIPT, plan], environment={"HOME": name}, timeout=_SECONDS)
    return sorted(folder.glob("*/*.webp"))


def _plan(places: Sequence[Place], folder: Path, chosen: Sequence[View]) -> dict[str, object]:
    shots = [
        {
            "file": place.file.as_uri(),
            "element": place.element,
            "target": f"{number:03}-{place.file.stem}-{place.kind}.webp",
        }
        for number, place in enumerate(places, start=1)
    ]
    return {
        "puppeteer": str(PUPPETEER),
        "browser": str(locate_program(find_browser())),
        "folder": str(folder.resolve()),
        "views": [asdict(view) for view in chosen],
        "shots": shots,
    }
