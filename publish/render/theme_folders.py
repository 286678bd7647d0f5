"""Where themes are: our own, those in installed packages, and those in folders of the user.

A folder of the user is named by `publish --themes`, by the variable PUBLISH_THEMES of the
environment, or is `~/.config/publish/themes`. Who names it trusts what is in it: a theme there may
bring templates and fonts, which one in the folder of a book may not.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from publish.errors import LayoutError, UsageError
from publish.extensions import THEMES, extension_folders
from publish.files.shipped import shipped

VARIABLE = "PUBLISH_THEMES"


def themes() -> list[str]:
    """The names of all themes."""
    ours = (path.parent.name for path in shipped("styles").glob("*/theme.toml"))
    return sorted({*ours, *extension_folders(THEMES), *_folders_of_user()})


def is_ours(name: str) -> bool:
    """Whether a theme comes with this copy of the toolchain."""
    return (shipped("styles") / name / "theme.toml").is_file() and Path(name).name == name


def theme_folder(name: str) -> Path:
    """The folder of a theme; the name is compared with lists, since a path could lead anywhere."""
    if is_ours(name):
        return shipped("styles") / name
    others = {**_folders_of_user(), **extension_folders(THEMES)}
    if name in others:
        return others[name]
    raise LayoutError(f"no theme `{name}`", hint=f"themes: {', '.join(themes())}")


def trust_themes(folder: Path) -> None:
    """Let the books of this process, and of those that it starts, use the themes in a folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder", hint="name the folder around your themes")
    others = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = os.pathsep.join(filter(None, [str(folder.resolve()), others]))


def user_themes_digest() -> str:
    """A hash of all themes of the user, for records that know no theme; "" without any."""
    folders = _folders_of_user()
    return files_digest(tuple(folders.values())) if folders else ""


def files_digest(folders: Sequence[Path]) -> str:
    """A hash of the files of themes that are not ours, which the toolchain has; "" without any."""
    home = shipped("styles")
    states = [state for folder in folders if folder.parent != home for state in _states(folder)]
    return _digest(tuple(states)) if states else ""


def _folders_of_user() -> dict[str, Path]:
    """The themes of the user by name; those of a folder that is named earlier come first."""
    found: dict[str, Path] = {}
    for home in _homes():
        for path in sorted(home.glob("*/theme.toml")):
            found.setdefault(path.parent.name, path.parent)
    return found


def _homes() -> Iterator[Path]:
    yield from map(Path, filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)))
    configuration = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    yield Path(configuration).expanduser() / "publish" / "themes"


def _states(folder: Path) -> Iterator[tuple[str, str, int, int]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            status = path.stat()
            name = path.relative_to(folder).as_posix()
            yield str(path), f"{folder.name}/{name}", status.st_size, status.st_mtime_ns


@cache
def _digest(states: tuple[tuple[str, str, int, int], ...]) -> str:
    """By name and content, and not by place, so that a theme is the same on every machine."""
    hashes = hashlib.sha256()
    for path, name, size, _ in states:
        hashes.update(f"{name} {size}\n".encode())
        hashes.update(Path(path).read_bytes())
    return hashes.hexdigest()
