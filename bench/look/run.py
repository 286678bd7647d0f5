"""`make look`: pictures of the books that `make epub pdf` built, in build/look/.

Of each book there are its cover, all spreads with the grid of the text, and the screens of the
e-book on which each kind of element stands for the first time. `--before` names a copy of an
earlier look.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from bench.look.index import COVER, SCREENS, SPREADS, LookFolder
from bench.look.screens import shoot
from bench.look.spreads import draw_spreads
from publish.external import run
from publish.verification.validators.ace import find_browser

ROOT = Path(__file__).parents[2]
LOOK = ROOT / "build" / "look"
_BROWSER_SECONDS = 60


def main(arguments: Sequence[str]) -> int:
    """Draw the books and write the index; always 0."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.look.run")
    parser.add_argument("books", type=Path, nargs="+", metavar="BOOK")
    parser.add_argument("--before", type=Path)
    options = parser.parse_args(arguments)
    names = [book.resolve().name for book in options.books]
    for name in names:
        print(f"{name}: drawing", flush=True)
        draw(ROOT / "build" / name, LOOK / name)
    before = options.before.resolve() if options.before else None
    browser = run([find_browser(), "--version"], timeout=_BROWSER_SECONDS).stdout.decode().strip()
    changes = LookFolder(LOOK, before).write_index(names, browser)
    changed = f", {changes} pictures changed" if before else ""
    print(f"{LOOK.relative_to(ROOT) / 'index.html'}{changed}")
    return 0


def draw(products: Path, folder: Path) -> None:
    """All pictures of a book, instead of those before."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / SPREADS).mkdir(parents=True)
    epub = products / f"{products.name}.epub"
    _extract_cover(epub, folder)
    draw_spreads(epub.with_suffix(".pdf"), folder / SPREADS)
    shoot(epub, folder / SCREENS)


def _extract_cover(epub: Path, folder: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            if Path(name).stem == COVER and not name.endswith(".xhtml"):
                (folder / Path(name).name).write_bytes(archive.read(name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
