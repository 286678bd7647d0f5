"""Where themes are: our own, those in installed packages, and those in folders of the user.

A folder of the user is named by `publish --themes`, by the variable PUBLISH_THEMES of the
environment, or is `~/.config/publish/themes`. Who names it trusts what is in it: a theme there may
bring templates and fonts, which one in the folder of a book may not.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from publish.errors import LayoutError, UsageError
from publish.extensions import THEMES, extension_folders
from publish.files.shipped import shipped
from publish.guesses import did_you_mean

VARIABLE = "PUBLISH_THEMES"
VARIANT = "+"  # between the name of a theme and that of a variant

# Files of a theme that one use alone has, by how their names begin. All uses have all others.
COVER_FILES = ("cover.css", "templates/cover.")
_OWN = (
    *COVER_FILES, "epub.css", "pdf.css", "web.css", "wrap.css", "templates/epub/",
    "templates/pdf/", "templates/web/", "templates/wrap.", "picture.png", "new-book.toml",
)  # fmt: skip
# The rest of a statement of a template that loads another file.
_LOADING = re.compile(rb"\{%[-+]?\s*(?:include|import|from|extends)\s+([^%]*)")
_LITERAL = re.compile(rb"""["']([^"']*)["']""")

_State = tuple[str, str, int, int]  # path, name in a folder of themes, bytes, time of the change


def themes() -> list[str]:
    """The names of all themes, without variants."""
    return [name for name in _names() if not _is_variant(name)]


def variants() -> list[str]:
    """The names of what may follow that of a theme: `large-print` in `novel+large-print`."""
    return [name for name in _names() if _is_variant(name)]


def is_known(name: str) -> bool:
    """Whether there is a theme of that name, and each variant that it names."""
    first, *rest = name.split(VARIANT)
    return first in themes() and all(each in variants() for each in rest)


def known_theme(name: str) -> str:
    """The name itself; raises `UsageError` if there is no theme of that name."""
    if is_known(name):
        return name
    hint = did_you_mean(name, themes()) or f"themes: {', '.join(themes())}"
    raise UsageError(f"there is no theme `{name}`", hint=hint)


def is_ours(name: str) -> bool:
    """Whether a theme, and each variant, comes with this copy of the toolchain."""
    return all(map(_is_one_of_ours, name.split(VARIANT)))


def theme_folder(name: str) -> Path:
    """The folder of a theme; the name is compared with lists, since a path could lead anywhere."""
    if _is_one_of_ours(name):
        return shipped("styles") / name
    others = {**_folders_of_user(), **extension_folders(THEMES)}
    if name in others:
        return others[name]
    raise LayoutError(f"no theme `{name}`", hint=f"themes: {', '.join(themes())}")


def theme_table(folder: Path) -> Mapping[str, Any]:
    """What the `theme.toml` in a folder says."""
    path = folder / "theme.toml"
    try:
        return _loaded(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayoutError(f"{path}: {error}", hint="see the handbook on themes") from error


@cache
def _loaded(source: str) -> Mapping[str, Any]:
    return tomllib.loads(source)


def _names() -> list[str]:
    ours = (path.parent.name for path in shipped("styles").glob("*/theme.toml"))
    return sorted({*ours, *extension_folders(THEMES), *_folders_of_user()})


def _is_one_of_ours(name: str) -> bool:
    return Path(name).name == name and (shipped("styles") / name / "theme.toml").is_file()


def _is_variant(name: str) -> bool:
    return bool(theme_table(theme_folder(name)).get("variant"))


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


def files_digest(folders: Sequence[Path], uses: Collection[str] | None = None) -> str:
    """A hash of the files of themes that are not ours, which the toolchain has; "" without any.

    `uses` are those of the files with one use that are used: by default all.
    """
    home = shipped("styles")
    states = [state for folder in folders if folder.parent != home for state in _states(folder)]
    used = states if uses is None else _used(states, uses)
    return _digest(tuple(used)) if used else ""


def _used(states: list[_State], uses: Collection[str]) -> list[_State]:
    """The files that some uses have; all of them where one of these may load what others have."""
    used = [state for state in states if _is_used(state[1].partition("/")[2], uses)]
    loaded = (name for state in used for name in _loaded_by(state))
    return used if all(name and _is_used(name, uses) for name in loaded) else states


def _is_used(name: str, uses: Collection[str]) -> bool:
    """Whether some uses have a file, by its name in the folder of its theme."""
    owner = next((own for own in _OWN if name.startswith(own)), None)
    return owner is None or owner in uses


@cache
def _loaded_by(state: _State) -> list[str]:
    """The names of what a file loads where it is a template; "" for one that it computes."""
    names = []
    for rest in _LOADING.findall(Path(state[0]).read_bytes()):
        literals = [each.decode(errors="replace") for each in _LITERAL.findall(rest)]
        names += [each for name in literals for each in (name, f"templates/{name}")] or [""]
    return names


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


def _states(folder: Path) -> Iterator[_State]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            status = path.stat()
            name = path.relative_to(folder).as_posix()
            yield str(path), f"{folder.name}/{name}", status.st_size, status.st_mtime_ns


@cache
def _digest(states: tuple[_State, ...]) -> str:
    """By name and content, and not by place, so that a theme is the same on every machine."""
    hashes = hashlib.sha256()
    for path, name, size, _ in states:
        hashes.update(f"{name} {size}\n".encode())
        hashes.update(Path(path).read_bytes())
    return hashes.hexdigest()
