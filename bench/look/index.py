"""The page through which one leafs, with the earlier pictures beside those that changed."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

COVER, SPREADS, SCREENS = "cover", "spreads", "screens"
_HEIGHTS = {COVER: 320, SPREADS: 600, SCREENS: 560}  # pixels of CSS


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its addresses from the index, the earlier one first if it differs."""

    name: str
    addresses: Sequence[str]
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures that stand in one row, or in several."""

    name: str
    height: int
    is_wrapped: bool
    shots: Sequence[Shot]


@dataclass(frozen=True, slots=True)
class BookLook:
    """All pictures of one book."""

    name: str
    groups: Sequence[Group]


class LookFolder:
    """A folder of pictures, and one with earlier pictures, if there is any."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        self._folder = folder
        self._before = before

    def write_index(self, books: Sequence[str], browser: str) -> int:
        """Write `index.html`; how many pictures changed."""
        found = [BookLook(name, list(self._groups(self._folder / name))) for name in books]
        shots = (shot for book in found for group in book.groups for shot in group.shots)
        changes = sum(shot.is_changed for shot in shots)
        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        page = environment.get_template("index.html.j2").render(
            books=found, browser=browser, changes=changes, has_before=self._before is not None
        )
        (self._folder / "index.html").write_text(page, encoding="utf-8")
        return changes

    def _groups(self, book: Path) -> Iterator[Group]:
        yield self._group("Cover", COVER, sorted(book.glob("cover.*")))
        yield self._group("Spreads", SPREADS, sorted((book / SPREADS).glob("*.webp")))
        rows = defaultdict[str, list[Path]](list)
        for path in sorted((book / SCREENS).glob("*/*.webp")):
            rows[path.stem].append(path)
        for name, paths in sorted(rows.items()):
            yield self._group(name, SCREENS, paths)

    def _group(self, name: str, kind: str, paths: Sequence[Path]) -> Group:
        shots = [
            self._shot(path.parent.name if kind == SCREENS else path.stem, path) for path in paths
        ]
        return Group(name, _HEIGHTS[kind], kind == SPREADS, shots)

    def _shot(self, name: str, path: Path) -> Shot:
        address = self._address(path)
        if self._before is None:
            return Shot(name, [address], is_changed=False)
        earlier = self._before / path.relative_to(self._folder)
        if not earlier.exists():
            return Shot(f"{name} (new)", [address], is_changed=True)
        if earlier.read_bytes() == path.read_bytes():
            return Shot(name, [address], is_changed=False)
        return Shot(name, [self._address(earlier), address], is_changed=True)

    def _address(self, path: Path) -> str:
        return Path(os.path.relpath(path, self._folder)).as_posix()
